"""The course of one invented case, from aanmelding to destruction, as the choices in ``Loop`` have it."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from api.demo import mensen, teksten
from api.demo.monitoring import monitoring
from api.demo.overleg import ico, plan
from api.demo.verteller import Stap, Verteller
from domain.casus.commands import (
    GeefToestemming,
    Heropen,
    LegGrondslagVast,
    MeldAan,
    SchaalAf,
    SluitAf,
    SluitVoorlopigAf,
    StelVerwijderingVoor,
    Trieer,
    Verwijder,
    VoegDeelnemerToe,
    VulAan,
    WeigerToestemming,
    WijsRegieToe,
)
from domain.casus.waarden import (
    Criteriumfeit,
    Criteriumoordeel,
    Hoedanigheid,
    Oordeel,
    Regie,
    Uitkomst,
    Verwijdergrond,
    Voorcontact,
)

TEKSTVERSIE = "beroepsgeheim-1"


class Halte(IntEnum):
    """Up to where a course is told."""

    MELDING = 1
    TRIAGE = 2
    REGIE = 3
    ICO = 4
    MONITORING = 5
    EINDE = 6
    VOORGESTELD = 7
    VERWIJDERD = 8


class Einde(StrEnum):
    """How it has ended so far."""

    AFGESCHAALD = "afgeschaald"
    VOORLOPIG = "voorlopig"
    AFGESLOTEN = "afgesloten"


class Toestemming(StrEnum):
    """What becomes of the consent for sharing what falls under professional secrecy."""

    GEGEVEN = "gegeven"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"


class Overleg(StrEnum):
    """What becomes of the first ICO that is planned."""

    GEWOON = "gewoon"
    VERZET = "verzet"
    AFGEZEGD = "afgezegd"


class Heragendering(StrEnum):
    """How far the two regisseurs come with putting the case back on the agenda."""

    VOORGESTELD = "voorgesteld"
    BESLOTEN = "besloten"


@dataclass(frozen=True)
class Loop:
    """The choices that make a course. ``mist`` are fields of the aanmelding; ``aangevuld``: they came later."""

    tot: Halte = Halte.VERWIJDERD
    mist: tuple[str, ...] = ()
    aangevuld: bool = False
    weken_gewacht: int = 0
    uitkomsten: tuple[Uitkomst, ...] = (Uitkomst.ICO,)
    toestemming: Toestemming | None = None
    overleg: Overleg = Overleg.GEWOON
    ico_over: int = 14
    weken: int = 16
    traag: bool = False
    opgeschaald: bool = False
    heragendering: Heragendering | None = None
    einde: Einde = Einde.AFGESLOTEN
    heropend: bool = False


def levensloop(v: Verteller, loop: Loop) -> Iterator[Stap]:
    """Tell the whole course; whoever listens stops at the present."""
    yield from _melding(v, loop)
    if loop.tot is Halte.MELDING:
        return
    opgenomen = yield from _triage(v, loop)
    if loop.tot is Halte.TRIAGE:
        return
    if opgenomen:
        yield from _regie(v)
        if loop.tot is Halte.REGIE:
            return
        yield from ico(
            v,
            over=loop.ico_over,
            verzet=loop.overleg is Overleg.VERZET,
            afgezegd=loop.overleg is Overleg.AFGEZEGD,
            geheim=loop.toestemming in (Toestemming.GEGEVEN, Toestemming.INGETROKKEN),
        )
        yield from plan(v)
        yield from monitoring(
            v,
            weken=loop.weken,
            traag=loop.traag,
            opgeschaald=loop.opgeschaald,
            trekt_in=loop.toestemming is Toestemming.INGETROKKEN,
            voorgesteld=loop.heragendering is not None,
            besloten=loop.heragendering is Heragendering.BESLOTEN,
        )
        if loop.tot is Halte.MONITORING:
            return
        yield from _einde(v, loop)
    yield from _verwijdering(v, loop, opgenomen=opgenomen)


# --- melding ------------------------------------------------------------------------------------------------


def _melding(v: Verteller, loop: Loop) -> Iterator[Stap]:
    heel = v.heel = _aanmelding(v)
    leeg: dict[str, tuple[()] | None] = {
        veld: () if isinstance(getattr(heel, veld), tuple) else None for veld in loop.mist
    }
    aanmelding = replace(heel, **leeg)  # type: ignore[arg-type]
    wie = mensen.melder(heel.organisatie) if v.kans(0.6) else mensen.SECRETARIS
    yield v.stap(wie, aanmelding)
    if loop.toestemming is Toestemming.GEWEIGERD:
        yield v.stap(
            wie,
            WeigerToestemming(
                v.hoofd.persoon_id, v.tafel.beroepsgeheim, v.hoofd.naam, Hoedanigheid.ZELF, v.dag
            ),
        )
    elif loop.toestemming is not None:
        yield v.stap(
            wie,
            GeefToestemming(
                v.hoofd.persoon_id, v.tafel.beroepsgeheim, v.hoofd.naam, Hoedanigheid.ZELF, TEKSTVERSIE, v.dag
            ),
        )
    if loop.mist and loop.aangevuld and loop.uitkomsten[0] is not Uitkomst.AANGEHOUDEN:
        v.nu += timedelta(hours=1)
        yield from _aanvulling(v, heel, loop)


def _aanmelding(v: Verteller) -> MeldAan:
    organisatie = v.kies(v.tafel.aanmelders).code
    groepen = tuple(dict.fromkeys(criterium.groep for criterium in v.tafel.criteria))
    v.groep = groepen[0] if v.kans(0.9) else groepen[-1]
    return MeldAan(
        casusnummer=v.casusnummer,
        organisatie=organisatie,
        gemeente=_gemeente(v, organisatie),
        betrokkenen=(v.hoofd, *mensen.anderen(v.toeval, v.toeval.choice((0, 1, 1, 2, 3)), vandaag=v.dag)),
        kenmerk=f"DEMO-{v.nummer:05}",
        aanpak=v.kies(v.tafel.aanpakken).code,
        leefgebieden=tuple(
            keuze.code for keuze in v.toeval.sample(v.tafel.leefgebieden, v.toeval.randint(2, 4))
        ),
        criteria=tuple(
            Criteriumfeit(criterium.code, v.kies(teksten.FEITEN.get(criterium.code, teksten.FEITEN["A1"])))
            for criterium in v.tafel.criteria
            if criterium.groep == v.groep
        ),
        reguliere_routes=v.kies(teksten.ROUTES),
        voorcontact=Voorcontact(v.dag - timedelta(days=v.dagen(0, 6)), v.proces.id),
        grondslag=LegGrondslagVast(v.tafel.grondslagen[0].code, v.kies(teksten.GRONDSLAG)),
    )


def _gemeente(v: Verteller, organisatie: str) -> str:
    """A gemeente brings in its own inhabitants; other organisations work for all."""
    eigen = [keuze.code for keuze in v.tafel.gemeenten if organisatie == f"gemeente-{keuze.code}"]
    return eigen[0] if eigen else v.kies(v.tafel.gemeenten).code


def _aanvulling(v: Verteller, heel: MeldAan, loop: Loop) -> Iterator[Stap]:
    wie = mensen.melder(heel.organisatie)
    velden = {veld: getattr(heel, veld) for veld in loop.mist if veld != "grondslag"}
    if velden:
        yield v.stap(wie, VulAan(heel.organisatie, **velden))
    if "grondslag" in loop.mist and heel.grondslag is not None:
        yield v.stap(mensen.SECRETARIS, heel.grondslag)


# --- triage -------------------------------------------------------------------------------------------------


def _triage(v: Verteller, loop: Loop) -> Generator[Stap, None, bool]:
    """Bring the case to one triage after the other, and say whether it was taken up."""
    dag = v.tafel.triage.eerste_na(v.dag) + timedelta(weeks=loop.weken_gewacht)
    uitkomst = Uitkomst.AANGEHOUDEN
    for uitkomst in loop.uitkomsten:
        v.op(dag, uur=10, minuut=v.nummer % 60)
        yield v.stap(mensen.VOORZITTER, _weging(v, uitkomst))
        if uitkomst is Uitkomst.AANGEHOUDEN and loop.aangevuld:
            v.na(2)
            yield from _aanvulling(v, v.heel, loop)
        dag = v.tafel.triage.eerste_na(dag)
    return uitkomst is Uitkomst.ICO


def _weging(v: Verteller, uitkomst: Uitkomst) -> Trieer:
    wegers = ("zvh", *sorted(keuze.code for keuze in v.toeval.sample(v.tafel.aanmelders, 2)))
    return Trieer(
        oordelen=tuple(
            _oordeel(v, criterium.code, eigen=criterium.groep == v.groep, uitkomst=uitkomst)
            for criterium in v.tafel.criteria
        ),
        uitkomst=uitkomst,
        motivering=teksten.MOTIVERING[uitkomst],
        wegers=wegers,
        doorverwezen_naar=(v.kies(teksten.DOORVERWEZEN_NAAR) if uitkomst is Uitkomst.DOORVERWEZEN else None),
    )


def _oordeel(v: Verteller, code: str, *, eigen: bool, uitkomst: Uitkomst) -> Criteriumoordeel:
    if eigen and uitkomst is Uitkomst.ICO:
        return Criteriumoordeel(code, Oordeel.VOLDAAN, v.kies(teksten.OORDELEN))
    if eigen and uitkomst is Uitkomst.AANGEHOUDEN:
        return Criteriumoordeel(code, Oordeel.ONDUIDELIJK, teksten.ONDUIDELIJK)
    return Criteriumoordeel(code, Oordeel.NIET_VOLDAAN, teksten.NIET_VOLDAAN)


def _regie(v: Verteller) -> Iterator[Stap]:
    soort = Regie.PROCES_INTENSIEF if v.kans(0.4) else Regie.PROCES_BASIS
    yield v.stap(mensen.VOORZITTER, WijsRegieToe(soort, v.proces.id, v.proces.organisatie))
    v.na(v.dagen(1, 2))
    yield v.stap(v.proces, WijsRegieToe(Regie.CASUS, v.zorg.id, v.zorg.organisatie))
    v.deelnemers = v.toeval.sample(mensen.DEELNEMERS, v.toeval.randint(1, 3))
    for deelnemer in v.deelnemers:
        erbij = VoegDeelnemerToe(deelnemer.id, deelnemer.organisatie, "vaste contactpersoon")
        yield v.stap(v.proces, erbij)


# --- einde --------------------------------------------------------------------------------------------------


def _einde(v: Verteller, loop: Loop) -> Iterator[Stap]:
    v.na(v.dagen(3, 10))
    if loop.einde is not Einde.AFGESLOTEN:
        yield v.stap(v.proces, _tussenhalte(v, loop.einde))
        if not loop.heropend:
            return
        v.na(v.dagen(25, 50))
        yield v.stap(v.proces, Heropen(teksten.HEROPENEN))
        if loop.tot is Halte.EINDE:
            return
        v.na(v.dagen(30, 50))
    yield v.stap(v.proces, SluitAf(v.kies(teksten.SLUITEN), v.kies(teksten.EINDRESULTAAT)))


def _tussenhalte(v: Verteller, einde: Einde) -> SchaalAf | SluitVoorlopigAf:
    if v.laatste_ico is None:
        raise ValueError("A case ends after an ICO.")
    if einde is Einde.AFGESCHAALD:
        return SchaalAf(v.kies(v.tafel.afschalen).code, teksten.AFSCHALEN, v.laatste_ico)
    herzien: date = v.dag + timedelta(days=v.dagen(85, 100))
    return SluitVoorlopigAf(teksten.VOORLOPIG, v.laatste_ico, herzien)


def _verwijdering(v: Verteller, loop: Loop, *, opgenomen: bool) -> Iterator[Stap]:
    """Propose and destroy; what was scaled down or closed for the time being stays."""
    loopt_nog = opgenomen and loop.einde is not Einde.AFGESLOTEN and not loop.heropend
    if loop.tot < Halte.VOORGESTELD or loopt_nog:
        return
    v.na(v.dagen(30, 50) if opgenomen else v.dagen(1, 3))
    grond = Verwijdergrond.NIET_LANGER_NODIG if opgenomen else Verwijdergrond.TERMIJN_VERSTREKEN
    yield v.stap(mensen.COMPLIANCE, StelVerwijderingVoor(grond))
    if loop.tot is Halte.VOORGESTELD:
        return
    v.na(v.dagen(1, 3))
    yield v.stap(mensen.TWEEDE_COMPLIANCE, Verwijder(v.kenteken("V")))
