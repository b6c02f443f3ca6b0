"""The rules of the term of a casus: extending it (BGS 1.16(2)-(3)), and reckoning it anew.

1. An extension rests on a ground of the protocol that holds now, is asked for in the last part of the term, on
   instruction of participants, and reaches no further than the protocol says. It can be repeated if that says so.
2. Each organisation that supplied data answers. Once all did, the term is extended, and who refused keeps the old day
   for what it supplied, in the same decision. If all refuse, or who brought the casus in (without that contribution
   there is no casus), nothing is extended.
3. Where the ceiling runs from the last processing, each fact of the work with the data moves it on, never back.
4. Where the protocol has a term after closing, closing can make the term shorter, never longer.
5. A newly taken protocol sets the term of every casus anew, earlier or later. A term that was extended stays as the
   suppliers agreed on it, unless the new protocol knows no extension, or gives more time itself.
"""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from uuid import UUID

from domain.casus.commands import (
    GeefInstemming,
    HerrekenBewaartermijn,
    StelVerlengingVoor,
    WeigerInstemming,
)
from domain.casus.events import (
    Aangemeld,
    AanmeldingAangevuld,
    ActieAfgerond,
    ActieToegewezen,
    ActieVervallen,
    AdviesUitgebracht,
    Afgeschaald,
    Afgesloten,
    AgendapuntBesproken,
    BewaartermijnHerrekend,
    BewaartermijnVerlengd,
    BijMonitorGemeld,
    DeelnemerToegevoegd,
    Doorgegeven,
    EigenTermijnVastgesteld,
    Feit,
    Getrieerd,
    Heropend,
    ICOGehouden,
    ICOGepland,
    InstemmingGegeven,
    InstemmingGeweigerd,
    Opgeschaald,
    PlanVastgesteld,
    RegieToegewezen,
    SamenloopGeraadpleegd,
    Teruggeschaald,
    VerklarendeAnalyseGevraagd,
    VerklarendeAnalyseOpgeleverd,
    VerlengingVoorgesteld,
    VoorlopigAfgesloten,
    VoortgangVastgelegd,
)
from domain.casus.evolve import evolve
from domain.casus.omstandigheden import IN_BEHANDELING, Omstandigheden, eis_tekst
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Aanleiding
from domain.privacyprotocol import (
    Afloop,
    Anker,
    Ankers,
    Bewaarregel,
    Bewaartermijn,
    Herhaling,
    Privacyprotocol,
    Verlenging,
    Verlengingsgrond,
    maanden_na,
)
from domain.weigering import Weigering

VERWERKING = (
    *(Aangemeld, AanmeldingAangevuld, Getrieerd, SamenloopGeraadpleegd, Doorgegeven, BijMonitorGemeld),
    *(RegieToegewezen, DeelnemerToegevoegd, ICOGepland, ICOGehouden, AdviesUitgebracht),
    *(PlanVastgesteld, ActieToegewezen, ActieAfgerond, ActieVervallen, VoortgangVastgelegd),
    *(VerklarendeAnalyseGevraagd, VerklarendeAnalyseOpgeleverd, AgendapuntBesproken),
    *(Opgeschaald, Teruggeschaald, Afgeschaald, VoorlopigAfgesloten, Heropend, Afgesloten),
)
"""The work with the data for which they are there. That this is what a law means by the last processing is our
reading: keeping, looking, planning, informing somebody and guarding their rights move no term."""

LOOPT = IN_BEHANDELING | {Fase.VOORLOPIG_AFGESLOTEN}
"""A casus that was closed for the time being is still open; one that was scaled down is with somebody else."""

NIET_INGESTEMD = "Deze organisatie stemt niet in met de verlenging; wat zij inbracht houdt de oude termijn."


# --- extending ---------------------------------------------------------------------------------------------------


def stel_verlenging_voor(casus: Casus, opdracht: StelVerlengingVoor, *, bij: Omstandigheden) -> list[Feit]:
    """Propose an extension; a second proposal takes the place of one that was not decided."""
    feit = VerlengingVoorgesteld(
        opdracht.verlenging_id, opdracht.grond, opdracht.reden, opdracht.tot, opdracht.opdracht_van
    )
    eerder = casus.verlenging(opdracht.verlenging_id)
    if eerder is not None:
        if eerder.voorgesteld == feit:
            return []
        raise Weigering("Deze verlenging is al voorgesteld, met andere inhoud.")
    _eis_verlengbaar(casus, opdracht.grond, opdracht.tot, bij=bij)
    eis_tekst(opdracht.reden, "waarom de casus langer nodig is")
    if not opdracht.opdracht_van or not set(opdracht.opdracht_van) <= deelnemers(casus):
        raise Weigering("Noem welke deelnemers aan deze casus opdracht geven om te verlengen.")
    return [feit]


def geef_instemming(casus: Casus, opdracht: GeefInstemming, *, bij: Omstandigheden) -> list[Feit]:
    """Record that an organisation agrees."""
    return _beantwoord(casus, InstemmingGegeven(opdracht.verlenging_id, opdracht.organisatie), bij=bij)


def weiger_instemming(casus: Casus, opdracht: WeigerInstemming, *, bij: Omstandigheden) -> list[Feit]:
    """Record that an organisation does not agree."""
    feit = InstemmingGeweigerd(opdracht.verlenging_id, opdracht.organisatie, opdracht.reden)
    return _beantwoord(casus, feit, bij=bij)


def instemmers(casus: Casus) -> frozenset[str]:
    """Each organisation whose data an extension would keep longer: who brought in, added, or told at an ICO.

    Not those whose contribution is gone, or has a term of its own that ends before that of the casus.
    """
    inbreng = {deel.organisatie for ico in casus.icos if ico.gehouden for deel in ico.gehouden.inbreng}
    geleverd = {casus.organisatie, *casus.aangevuld_door} | inbreng
    return frozenset(
        organisatie
        for organisatie in geleverd & casus.leveranciers
        if (termijn := casus.termijn_van_bijdrage(organisatie)) is None or termijn.tot == casus.bewaren_tot
    )


def deelnemers(casus: Casus) -> frozenset[str]:
    """Each organisation that takes part: it supplied data, works on the casus, or sat at one of its ICOs."""
    genodigd = {genodigde.organisatie for ico in casus.icos for genodigde in ico.gepland.genodigden}
    aanwezig = {wie for ico in casus.icos if ico.gehouden for wie in ico.gehouden.aanwezig}
    return casus.leveranciers | genodigd | aanwezig


def _beantwoord(
    casus: Casus, feit: InstemmingGegeven | InstemmingGeweigerd, *, bij: Omstandigheden
) -> list[Feit]:
    loop = casus.verlenging(feit.verlenging_id)
    if loop is None or loop != casus.verlengingen[-1]:
        raise Weigering("Deze verlenging is niet voorgesteld, of er is een nieuw voorstel.")
    if loop.antwoord(feit.organisatie) == feit:
        return []
    if loop.verlengd is not None:
        raise Weigering("Over deze verlenging is al besloten.")
    if feit.organisatie not in instemmers(casus):
        raise Weigering("Deze organisatie leverde geen gegevens waarover zij nu kan beslissen.")
    if isinstance(feit, InstemmingGeweigerd):
        eis_tekst(feit.reden, "waarom de organisatie niet instemt")
    _eis_verlengbaar(casus, loop.voorgesteld.grond, loop.voorgesteld.tot, bij=bij)
    return [feit, *_besluit(evolve(casus, feit), feit.verlenging_id, bij=bij)]


def _besluit(casus: Casus, verlenging_id: UUID, *, bij: Omstandigheden) -> list[Feit]:
    """What follows once every supplier answered: the extension, and the old day for who refused."""
    loop, verlenging = casus.verlenging(verlenging_id), bij.protocol.verlenging
    if loop is None or verlenging is None or casus.bewaren_tot is None or casus.bewaarregel is None:
        return []
    gevraagd = instemmers(casus)
    if not gevraagd <= loop.ingestemd | loop.geweigerd or casus.organisatie not in loop.ingestemd:
        return []
    return [
        BewaartermijnVerlengd(
            verlenging_id=verlenging_id,
            grond=loop.voorgesteld.grond,
            bewaren_tot=loop.voorgesteld.tot,
            bewaarregel=f"{bij.protocol.naam}/{verlenging.regel.code}",
        ),
        *(
            EigenTermijnVastgesteld(None, organisatie, casus.bewaren_tot, casus.bewaarregel, NIET_INGESTEMD)
            for organisatie in sorted(gevraagd & loop.geweigerd)
        ),
    ]


def _eis_verlengbaar(casus: Casus, grond: Verlengingsgrond, tot: date, *, bij: Omstandigheden) -> None:
    """Refuse unless the term can be extended to this day on this ground now.

    Raises:
        Weigering: no data, no extension in the protocol, too early or too late, too far, or the ground does not hold.
    """
    if casus.bewaren_tot is None or casus.fase is Fase.VERWIJDERD:
        raise Weigering("Van deze casus zijn er geen gegevens meer.")
    verlenging = bij.protocol.verlenging
    if verlenging is None:
        raise Weigering("Het privacyprotocol van deze tafel kent geen verlenging van de bewaartermijn.")
    if bij.vandaag > casus.bewaren_tot:
        raise Weigering("De bewaartermijn is al verstreken. Verlengen kan dan niet meer.")
    if bij.vandaag < verlenging.vroegst(casus.bewaren_tot):
        maanden = verlenging.vroegst_maanden
        raise Weigering(f"Verlengen kan op zijn vroegst {maanden} maanden voor het einde van de termijn.")
    if verlenging.herhaling is Herhaling.EENMALIG and any(loop.verlengd for loop in casus.verlengingen):
        raise Weigering("De bewaartermijn is al een keer verlengd; vaker kan niet.")
    uiterste = verlenging.uiterste(casus.bewaren_tot)
    if not casus.bewaren_tot < tot <= uiterste:
        raise Weigering(
            f"Verleng tot een dag na de termijn ({casus.bewaren_tot:%d-%m-%Y}), en niet verder dan het "
            f"privacyprotocol toelaat: tot en met {uiterste:%d-%m-%Y}."
        )
    _eis_grond(casus, grond, verlenging)


def _eis_grond(casus: Casus, grond: Verlengingsgrond, verlenging: Verlenging) -> None:
    regel = verlenging.op_grond(grond)
    if regel is None:
        raise Weigering("Het privacyprotocol van deze tafel kent deze grond niet.")
    if grond is Verlengingsgrond.LOOPT_NOG and casus.fase not in LOOPT:
        raise Weigering("Op deze grond kan alleen een casus die nog loopt langer blijven.")
    if grond is Verlengingsgrond.TERUGVAL and not _kort_geleden_afgesloten(casus, regel.binnen_maanden):
        raise Weigering(
            f"Op deze grond kan alleen een casus langer blijven die in de laatste {regel.binnen_maanden} maanden van "
            "de termijn is afgesloten."
        )


def _kort_geleden_afgesloten(casus: Casus, maanden: int) -> bool:
    dag = casus.afgesloten_op
    return dag is not None and casus.bewaren_tot is not None and dag > maanden_na(casus.bewaren_tot, -maanden)


# --- reckoning anew ----------------------------------------------------------------------------------------------


def herreken(casus: Casus, opdracht: HerrekenBewaartermijn, *, bij: Omstandigheden) -> list[Feit]:
    """Set the term under the protocol in force, earlier or later; where the day stays, nothing is recorded."""
    if casus.fase in (Fase.GEEN, Fase.VERWIJDERD) or casus.bewaren_tot is None:
        raise Weigering("Van deze casus zijn er geen gegevens meer.")
    nieuw = nieuwe_termijn(casus, opdracht.ankers, bij.protocol)
    return [] if nieuw.tot == casus.bewaren_tot else [_herrekend(nieuw, Aanleiding.PROTOCOL, bij.vandaag)]


def nieuwe_termijn(casus: Casus, ankers: Ankers, protocol: Privacyprotocol) -> Bewaartermijn:
    """The term of a casus under a protocol: as reckoned, or as it was extended, whichever is later.

    An extension counts only where the protocol knows one.
    """
    nieuw = protocol.termijn(ankers, afloop_van(casus))
    if casus.is_verlengd and protocol.verlenging is not None and casus.bewaren_tot is not None:
        verlengd = Bewaartermijn(casus.bewaren_tot, casus.bewaarregel or nieuw.regel)
        return max(nieuw, verlengd, key=lambda termijn: termijn.tot)
    return nieuw


def herrekening(casus: Casus, nieuw: Sequence[Feit], *, bij: Omstandigheden) -> list[Feit]:
    """What new facts do to the term: closing can make it shorter, work with the data can move it on."""
    if not any(isinstance(feit, VERWERKING) for feit in nieuw):
        return []
    verder = reduce(evolve, nieuw, casus)
    if verder.bewaren_tot is None or verder.eerste_verwerking is None or verder.fase is Fase.NIET_OPGENOMEN:
        return []
    regel = bij.protocol.na(Afloop.AFGESLOTEN)
    if regel is not None and any(isinstance(feit, Afgesloten) for feit in nieuw):
        return _na_sluiten(regel, verder, bij=bij)
    termijn = bij.protocol.termijn(Ankers(verder.eerste_verwerking, bij.vandaag))
    if bij.protocol.plafond.anker is Anker.LAATSTE_VERWERKING and termijn.tot > verder.bewaren_tot:
        return [_herrekend(termijn, Aanleiding.VERWERKING, bij.vandaag)]
    return []


def _na_sluiten(regel: Bewaarregel, casus: Casus, *, bij: Omstandigheden) -> list[Feit]:
    """The term after closing, where that ends before the one that runs; the ceiling itself cuts nothing off."""
    ankers = Ankers(casus.eerste_verwerking or bij.vandaag, bij.vandaag, afsluiting=bij.vandaag)
    dag = ankers.dag(regel.anker) or bij.vandaag
    termijn = Bewaartermijn(regel.vanaf(dag), f"{bij.protocol.naam}/{regel.code}", dag)
    if casus.bewaren_tot is None or termijn.tot >= casus.bewaren_tot:
        return []
    return [_herrekend(termijn, Aanleiding.AFSLUITING, bij.vandaag)]


def afloop_van(casus: Casus) -> Afloop | None:
    """How a casus ended, as far as a term can depend on it."""
    if casus.fase is Fase.AFGESLOTEN:
        return Afloop.AFGESLOTEN
    if casus.fase is Fase.NIET_OPGENOMEN and casus.triage is not None:
        return Afloop(casus.triage.uitkomst)
    return None


def _herrekend(termijn: Bewaartermijn, aanleiding: Aanleiding, vandaag: date) -> BewaartermijnHerrekend:
    return BewaartermijnHerrekend(aanleiding, termijn.tot, termijn.regel, termijn.vanaf or vandaag)
