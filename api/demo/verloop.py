"""The course of one invented case, from aanmelding to destruction, as the choices in ``Loop`` have it."""

from collections.abc import Callable, Generator, Mapping
from datetime import date, timedelta

from api.demo import bewaren, mensen, teksten, toestemming, verzoeken
from api.demo.aanmelding import aanvulling, maak_af, melding, past
from api.demo.dagen import werkdag_voor
from api.demo.loop import Daarna, Einde, Halte, Heragendering, Loop, Overleg, Toestemming
from api.demo.monitoring import Verloop, monitoring
from api.demo.overleg import bespreek, ico, plan
from api.demo.stappen import Bedoeld, GeefVerder, OpAgenda, Stap, Verhaal, Wacht, in_volgorde
from api.demo.vernietiging import LIJST_VOORAF, vernietiging
from api.demo.verteller import Casusverteller
from domain.casus.commands import (
    Heropen,
    SchaalAf,
    SluitAf,
    SluitVoorlopigAf,
    Trieer,
    VoegDeelnemerToe,
    WijsRegieToe,
)
from domain.casus.waarden import Criteriumoordeel, Oordeel, Regie, Uitkomst, Verwijdergrond
from domain.overleg.waarden import Overlegsoort, Puntsoort
from domain.rollen import Rol
from domain.tafels import Stap as Toestemmingsstap
from domain.tafels import Tafel
from domain.vernietigingslijst.waarden import Postsoort
from infra.kalender import feestdag

DAARNA: Mapping[Daarna, Callable[[Casusverteller], Verhaal]] = {
    Daarna.CLAIM: bewaren.claim,
    Daarna.BEPERKT: bewaren.beperkt,
    Daarna.EIGEN_TERMIJN: bewaren.eigen_termijn,
    Daarna.TOCH_NIET: bewaren.toch_niet,
    Daarna.VERLENGD: bewaren.verlengd,
    Daarna.INZAGE: verzoeken.inzage,
    Daarna.RECTIFICATIE: verzoeken.rectificatie,
    Daarna.WISSING: verzoeken.wissing,
    Daarna.BEZWAAR: verzoeken.bezwaar,
    Daarna.INGETROKKEN: verzoeken.ingetrokken,
}


def levensloop(v: Casusverteller, loop: Loop) -> Verhaal:
    """Tell the whole course; whoever listens stops at the present."""
    yield from melding(v, loop)
    yield from vanaf_triage(v, loop)
    if loop.daarna is not None:
        yield from DAARNA[loop.daarna](v)


def vanaf_triage(v: Casusverteller, loop: Loop) -> Verhaal:
    """Tell what comes after the aanmelding."""
    if loop.tot is Halte.MELDING:
        return
    uitkomst = yield from _triage(v, loop)
    if loop.tot is Halte.TRIAGE:
        return
    opgenomen = uitkomst is Uitkomst.ICO
    if opgenomen:
        yield from _regie(v)
        if loop.tot is Halte.REGIE:
            return
        yield from _aanpak(v, loop)
        if loop.tot is Halte.MONITORING or v.laatste_ico is None:
            return
        yield from _einde(v, loop)
    daar = (yield from _doorgegeven(v)) if loop.doorgegeven else None
    verder = [(v.nu, _verwijdering(v, loop, opgenomen=opgenomen))]
    if daar is not None:
        verder.append((v.nu, _bij_de_volgende(daar)))
    yield from in_volgorde(verder)


def _aanpak(v: Casusverteller, loop: Loop) -> Verhaal:
    yield from ico(
        v,
        over=loop.ico_over,
        verzet=loop.overleg is Overleg.VERZET,
        afgezegd=loop.overleg is Overleg.AFGEZEGD,
        geheim=loop.toestemming in (Toestemming.GEGEVEN, Toestemming.INGETROKKEN),
    )
    if v.laatste_ico is None:
        return
    yield from plan(v)
    yield from monitoring(
        v,
        Verloop(
            weken=loop.weken,
            traag=loop.traag,
            niveaus=loop.niveaus,
            terug=loop.terug,
            trekt_in=loop.toestemming is Toestemming.INGETROKKEN,
            voorgesteld=loop.heragendering is not None,
            besloten=loop.heragendering is Heragendering.BESLOTEN,
        ),
    )


# --- triage -------------------------------------------------------------------------------------------------


def _triage(v: Casusverteller, loop: Loop) -> Generator[Stap | Wacht, None, Uitkomst]:
    """Bring the case to one triage after the other, and say how the last one ended."""
    dag = _volgende_zitting(v, v.dag)
    for _ in range(loop.zittingen_gewacht):
        dag = _volgende_zitting(v, dag)
    uitkomst = Uitkomst.AANGEHOUDEN
    # Where somebody said no, the table rejects the case without discussing it.
    nee = loop.toestemming is Toestemming.GEWEIGERD and toestemming.vraagt(v)
    for bedoeld in loop.uitkomsten:
        uitkomst = Uitkomst.AFGEWEZEN if nee and bedoeld is not Uitkomst.AANGEHOUDEN else bedoeld
        if uitkomst is Uitkomst.ICO and toestemming.vraagt(v):
            v.op(werkdag_voor(dag - timedelta(days=3)), uur=9)
            yield v.wacht()
            yield from toestemming.voor(v, Toestemmingsstap.BESPREKEN)
        dag = dag if v.dag < dag else _volgende_zitting(v, v.dag)
        if not nee:
            yield from _triageagenda(v, dag)
        v.op(dag, uur=9, minuut=40)
        yield v.wacht()
        if uitkomst is Uitkomst.ICO:
            # Somebody may have had a birthday since, and has to be asked as well.
            yield from toestemming.voor(v, Toestemmingsstap.BESPREKEN)
        v.op(dag, uur=10, minuut=v.toeval.randrange(60))
        yield v.stap(v.bezetting.voorzitter, _weging(v, loop, uitkomst))
        if uitkomst is Uitkomst.AANGEHOUDEN:
            v.na(2)
            yield v.wacht()
            if loop.aangevuld:
                yield from aanvulling(v, loop)
        dag = _volgende_zitting(v, dag)
    return uitkomst


def _volgende_zitting(v: Casusverteller, dag: date) -> date:
    return v.tafel.triage.eerste_na(dag, feestdag=feestdag)


def _triageagenda(v: Casusverteller, dag: date) -> Verhaal:
    """Put the case on the agenda of that triage, if it was planned and there is time."""
    overleg_id = v.wereld.beloof_plaats(v.tafel, Overlegsoort.TRIAGE, nu=v.nu, op=dag)
    if overleg_id is not None:
        punt = OpAgenda(overleg_id, v.casusnummer, Puntsoort.TRIAGE, v.id())
        yield v.doe(v.secretaris, "triage", punt)


def _weging(v: Casusverteller, loop: Loop, uitkomst: Uitkomst) -> Trieer:
    naar = None
    if uitkomst is Uitkomst.DOORVERWEZEN:
        volgende = _volgende_tafel(v) if loop.doorgegeven else None
        elders = [*(n.code for n in v.tafel.afschalen), *(k.code for k in v.tafel.aanmelders)]
        naar = volgende.id if volgende else v.kies(tuple(elders))
    return Trieer(
        oordelen=tuple(
            _oordeel(v, criterium.code, eigen=criterium.groep == v.groep, uitkomst=uitkomst)
            for criterium in v.tafel.criteria
        ),
        uitkomst=uitkomst,
        motivering=teksten.MOTIVERING[uitkomst],
        wegers=(v.bezetting.bureau, *sorted(keuze.code for keuze in v.enkele(v.tafel.aanmelders, 2, 2))),
        doorverwezen_naar=naar,
    )


def _oordeel(v: Casusverteller, code: str, *, eigen: bool, uitkomst: Uitkomst) -> Criteriumoordeel:
    if eigen and uitkomst is Uitkomst.ICO:
        return Criteriumoordeel(code, Oordeel.VOLDAAN, v.kies(teksten.OORDELEN))
    if eigen and uitkomst is Uitkomst.AANGEHOUDEN:
        return Criteriumoordeel(code, Oordeel.ONDUIDELIJK, teksten.ONDUIDELIJK)
    return Criteriumoordeel(code, Oordeel.NIET_VOLDAAN, teksten.NIET_VOLDAAN)


def _volgende_tafel(v: Casusverteller) -> Tafel | None:
    """Another table of the region, for this gemeente and this age."""
    gemeente, geboren = v.casus().gemeente, v.hoofd.geboortedatum
    passend = tuple(
        tafel
        for tafel in v.wereld.definities.tafels.values()
        if (tafel.regio, tafel.id) != (v.tafel.regio, v.tafel.id)
        and tafel.regio == v.tafel.regio
        and gemeente in {keuze.code for keuze in tafel.gemeenten}
        and past(tafel, geboren, op=v.dag)
    )
    return v.kies(passend) if passend else None


def _doorgegeven(v: Casusverteller) -> Generator[Stap | Wacht, None, Casusverteller | None]:
    """Hand the case on to the table that it was referred to."""
    triage = v.casus().triage
    volgende = v.wereld.definities.tafels.get((triage and triage.doorverwezen_naar) or "")
    if volgende is None:
        return None
    v.na(v.dagen(1, 2))
    yield v.wacht()
    yield from toestemming.voor(v, Toestemmingsstap.DOORVERWIJZEN)
    mogen = tuple(keuze.code for keuze in volgende.aanmelders)
    eigen = v.casus().organisatie
    organisatie = eigen if eigen in mogen else v.kies(mogen)
    yield v.doe(v.proces, "doorgeven", GeefVerder(v.casusnummer, volgende.id, organisatie))
    doorgegeven = v.casus().doorgegeven
    if doorgegeven is None:
        return None
    daar = Casusverteller(v.toeval, volgende, v.nu, v.wereld, doorgegeven.casusnummer)
    daar.ouders, daar.gezag = v.ouders, v.gezag
    return daar


def _bij_de_volgende(v: Casusverteller) -> Verhaal:
    """Where a case that was handed on goes on, as a case of that table."""
    yield from maak_af(v)
    yield from vanaf_triage(v, Loop(weken=v.dagen(10, 20), tot=Halte.EINDE))


def _regie(v: Casusverteller) -> Verhaal:
    soort = Regie.PROCES_INTENSIEF if v.kans(0.4) else Regie.PROCES_BASIS
    yield v.stap(v.bezetting.voorzitter, WijsRegieToe(soort, v.proces.id, v.proces.organisatie))
    v.na(v.dagen(1, 2))
    yield v.stap(v.proces, WijsRegieToe(Regie.CASUS, v.zorg.id, v.zorg.organisatie))
    anders = v.heel.organisatie
    v.deelnemers = [
        v.bezetting.van(wie, Rol.DEELNEMER, anders=anders) for wie in v.enkele(mensen.DEELNEMERS, 1, 3)
    ]
    for deelnemer in v.deelnemers:
        erbij = VoegDeelnemerToe(deelnemer.id, deelnemer.organisatie, "vaste contactpersoon")
        yield v.stap(v.proces, erbij)


# --- einde --------------------------------------------------------------------------------------------------


def _einde(v: Casusverteller, loop: Loop) -> Verhaal:
    v.na(v.dagen(3, 10))
    yield v.wacht()
    if loop.einde is not Einde.AFGESLOTEN and not v.stopt:
        if v.tafel.overleggen:
            v.besloten_in = (yield from bespreek(v, Puntsoort.AFSLUITING)) or v.besloten_in
        yield v.stap(v.proces, _tussenhalte(v, loop.einde))
        if not loop.heropend:
            return
        v.na(v.dagen(25, 50))
        yield v.stap(v.proces, Heropen(teksten.HEROPENEN))
        if loop.tot is Halte.EINDE:
            return
        v.na(v.dagen(30, 50))
    reden = teksten.GEEN_TOESTEMMING if v.stopt else v.kies(teksten.SLUITEN)
    yield v.stap(v.proces, SluitAf(reden, v.kies(teksten.EINDRESULTAAT)))


def _tussenhalte(v: Casusverteller, einde: Einde) -> SchaalAf | SluitVoorlopigAf:
    if v.besloten_in is None:
        raise ValueError("A case ends after an ICO.")
    if einde is Einde.AFGESCHAALD:
        return SchaalAf(v.kies(v.tafel.afschalen).code, teksten.AFSCHALEN, v.besloten_in)
    herzien = v.dag + timedelta(days=v.dagen(85, 100))
    return SluitVoorlopigAf(teksten.VOORLOPIG, v.besloten_in, herzien)


def _verwijdering(v: Casusverteller, loop: Loop, *, opgenomen: bool) -> Verhaal:
    """Propose and destroy, once that may be; what was scaled down or closed for the time being stays."""
    loopt_nog = opgenomen and loop.einde is not Einde.AFGESLOTEN and not loop.heropend and not v.stopt
    if loop.tot < Halte.VOORGESTELD or loopt_nog:
        return
    v.na(v.dagen(30, 50) if opgenomen else v.dagen(1, 3))
    bewaren_tot = v.casus().bewaren_tot
    vooraf = bewaren_tot - timedelta(days=LIJST_VOORAF) if bewaren_tot is not None else v.dag
    if not opgenomen and vooraf > v.dag:
        v.op(vooraf, uur=9)
    grond = Verwijdergrond.NIET_LANGER_NODIG if opgenomen else Verwijdergrond.TERMIJN_VERSTREKEN
    post = Bedoeld(v.casusnummer, Postsoort.CASUS, grond)
    yield from vernietiging(v, post, alleen_voorgesteld=loop.tot is Halte.VOORGESTELD)
