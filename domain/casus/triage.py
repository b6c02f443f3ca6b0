"""The rules of the triage: every criterion is weighed first, then one of five outcomes follows."""

from domain.casus.commands import RaadpleegSamenloop, Trieer
from domain.casus.compleetheid import ontbrekend, stukken_met_toestemming
from domain.casus.events import Feit, Getrieerd, SamenloopGeraadpleegd
from domain.casus.grond import eis_geen_nee
from domain.casus.omstandigheden import Omstandigheden, eis_fase, eis_tekst
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Oordeel, Uitkomst
from domain.privacyprotocol import Afloop
from domain.tafels import Tafel
from domain.weigering import Weigering

TE_TRIEREN = frozenset({Fase.AANGEMELD, Fase.AANGEHOUDEN})


def trieer(casus: Casus, opdracht: Trieer, *, bij: Omstandigheden) -> list[Feit]:
    """Weigh an aanmelding.

    Whether the criteria are met is registered before more is collected (BGS 2.20, WGS 2.31). What is not taken up
    is due for destruction (BGS 1.16(1)).

    Raises:
        Weigering: not waiting for triage, a criterion not weighed, or an outcome that the weighing does not carry.
    """
    if casus.triage is not None and _gelijk(casus.triage, opdracht) and not _is_terug(casus.triage, bij):
        return []
    eis_fase(casus, TE_TRIEREN, "Triage")
    _eis_oordelen(opdracht, bij.tafel)
    eis_tekst(opdracht.motivering, "waarom de triage tot deze uitkomst komt")
    if not any(weger.strip() for weger in opdracht.wegers):
        raise Weigering("Noem wie de aanmelding hebben gewogen.")
    if opdracht.uitkomst is Uitkomst.ICO:
        _eis_ico_kan(casus, opdracht, bij)
    if opdracht.uitkomst in (Uitkomst.ADVIES, Uitkomst.DOORVERWEZEN):
        eis_geen_nee(casus, bij.tafel, op=bij.vandaag)
    naar = (opdracht.doorverwezen_naar or "").strip()
    if (opdracht.uitkomst is Uitkomst.DOORVERWEZEN) != bool(naar):
        raise Weigering("Noem bij doorverwijzen waarheen, en alleen dan.")
    if naar and naar not in _bestemmingen(bij):
        raise Weigering("Doorverwijzen kan naar een tafel, een organisatie of een plek die deze tafel kent.")
    return [_getrieerd(casus, opdracht, bij)]


def _bestemmingen(bij: Omstandigheden) -> set[str]:
    """Where a case can be referred to: another table, an organisation, or where this table scales down to."""
    tafel = bij.tafel
    eigen = {keuze.code for keuze in tafel.aanmelders} | {niveau.code for niveau in tafel.afschalen}
    return {*bij.tafels, *eigen} - {tafel.id}


def raadpleeg_samenloop(casus: Casus, opdracht: RaadpleegSamenloop, *, bij: Omstandigheden) -> list[Feit]:
    """Record a look at the other tables: only while the case is screened [0], and each look by itself."""
    if any(keer.raadpleging_id == opdracht.raadpleging_id for keer in casus.samenloop):
        return []
    eis_fase(casus, TE_TRIEREN, "Samenloop raadplegen")
    if not casus.is_betrokken(opdracht.persoon_id):
        raise Weigering("Deze persoon is geen betrokkene in deze casus.")
    return [
        SamenloopGeraadpleegd(
            persoon_id=opdracht.persoon_id,
            raadpleging_id=opdracht.raadpleging_id,
            geraadpleegd_op=bij.vandaag,
            treffers=opdracht.treffers,
        )
    ]


def _getrieerd(casus: Casus, opdracht: Trieer, bij: Omstandigheden) -> Getrieerd:
    termijn = None
    if Fase.na(opdracht.uitkomst) is Fase.NIET_OPGENOMEN:
        termijn = bij.protocol.bij_afwijzing(
            eerste_verwerking=casus.eerste_verwerking or bij.vandaag,
            afgewezen_op=bij.vandaag,
            afloop=Afloop(opdracht.uitkomst),
        )
        if casus.bewaren_tot is not None and casus.bewaren_tot < termijn.tot:
            termijn = None  # A newer protocol never stretches the term that was set at the first processing.
    terug = None
    if opdracht.uitkomst is Uitkomst.AANGEHOUDEN:
        terug = bij.tafel.triage.eerste_na(bij.vandaag, feestdag=bij.feestdag)
    return Getrieerd(
        oordelen=opdracht.oordelen,
        uitkomst=opdracht.uitkomst,
        motivering=opdracht.motivering,
        wegers=opdracht.wegers,
        doorverwezen_naar=opdracht.doorverwezen_naar,
        terug_op=terug,
        bewaren_tot=termijn.tot if termijn else None,
        bewaarregel=termijn.regel if termijn else None,
    )


def _gelijk(gedaan: Getrieerd, opdracht: Trieer) -> bool:
    """The same decision asked again; who said it aloud does not matter."""
    return (gedaan.oordelen, gedaan.uitkomst, gedaan.motivering, gedaan.doorverwezen_naar) == (
        opdracht.oordelen,
        opdracht.uitkomst,
        opdracht.motivering,
        opdracht.doorverwezen_naar,
    )


def _is_terug(gedaan: Getrieerd, bij: Omstandigheden) -> bool:
    """A case that was held over is up again: the same words next week are a new decision."""
    return gedaan.terug_op is not None and bij.vandaag >= gedaan.terug_op


def _eis_oordelen(opdracht: Trieer, tafel: Tafel) -> None:
    gewogen = [oordeel.criterium for oordeel in opdracht.oordelen]
    if sorted(gewogen) != sorted(criterium.code for criterium in tafel.criteria):
        raise Weigering("Weeg elk criterium van de tafel precies één keer.")
    for oordeel in opdracht.oordelen:
        eis_tekst(oordeel.waarom, "bij elk criterium waarom het wel of niet is voldaan")


def _eis_ico_kan(casus: Casus, opdracht: Trieer, bij: Omstandigheden) -> None:
    tafel = bij.tafel
    mist = ontbrekend(stukken_met_toestemming(casus, tafel, op=bij.vandaag), tafel)
    if mist:
        raise Weigering("Eerst aanvullen, dan een ICO. " + " ".join(stuk.zin for stuk in mist))
    voldaan = {oordeel.criterium for oordeel in opdracht.oordelen if oordeel.oordeel is Oordeel.VOLDAAN}
    if not tafel.voldoet(voldaan):
        raise Weigering("De casus voldoet niet aan de criteria van deze tafel; een ICO kan dan niet.")
