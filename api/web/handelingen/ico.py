"""What can be done with an ICO, from planning to advice, and with a verklarende analyse."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from api.rechten import Recht
from api.rest import aanpak
from api.rest.invoer import AdviesIn, AnalyseIn, IcoIn, OpleveringIn, RedenIn, VerslagIn, VerzettingIn
from api.rest.toegang import Toegang
from api.web.formulier import Deel, Groep, Keus
from api.web.handelingen.soort import (
    NIEMANDS,
    PROEF,
    Handeling,
    Stand,
    Zicht,
    dag,
    kies,
    moment,
    regel,
    rijen,
    tekst,
    uit,
    vink,
)
from domain.casus.commands import (
    BrengAdviesUit,
    LegICOVast,
    LeverVerklarendeAnalyseOp,
    PlanICO,
    VerzetICO,
    VraagVerklarendeAnalyse,
    ZegICOAf,
)
from domain.casus.state import Ico
from domain.casus.waarden import Geheimhouding, Genodigde, Veiligheidsweging, Vorm
from infra.omgeving import NEDERLAND
from projections.dagen import dag_van, datum

GROEP, ANALYSE = "ICO", "Verklarende analyse"
GEEN_ICO = "Er is geen ICO gepland."


class Verzetting(VerzettingIn):
    """Which ICO moves, to when and why."""

    ico_id: UUID


class Afzegging(RedenIn):
    """Which ICO is called off, and why."""

    ico_id: UUID


class Verslag(VerslagIn):
    """Of which ICO this is what happened."""

    ico_id: UUID


class Advies(AdviesIn):
    """Of which ICO this is the advice."""

    ico_id: UUID


class Oplevering(OpleveringIn):
    """What an analysis says, and which."""

    analyse_id: UUID


def _welk(zicht: Zicht, *, gehouden: bool = False) -> Deel:
    icos = [ico for ico in zicht.casus.icos if (ico.gehouden is not None if gehouden else ico.staat_gepland)]
    return kies("icoId", "Welk ICO", [Keus(str(ico.gepland.ico_id), f"ICO van {_dag(ico)}") for ico in icos])


def _dag(ico: Ico) -> str:
    if ico.gehouden is not None:
        return datum(ico.gehouden.gehouden_op)
    return datum(dag_van((ico.verzet or ico.gepland).begint))


def _om_tien(stand: Stand) -> datetime:
    return datetime.combine(stand.vandaag + timedelta(days=7), time(10), NEDERLAND)


def _gepland(stand: Stand) -> list[UUID]:
    return [ico.gepland.ico_id for ico in stand.casus.icos if ico.staat_gepland]


def _plan(zicht: Zicht) -> Sequence[Deel]:
    eerste, *verder = rijen(
        6,
        "Genodigde",
        lambda nummer: (
            kies(f"genodigden.{nummer}.organisatie", "Organisatie", zicht.organisaties, verplicht=False),
            regel(f"genodigden.{nummer}.vraag", "Wat vragen we", verplicht=False),
        ),
    )
    return (
        tekst("doel", "Doel van het ICO"),
        moment("begint", "Wanneer"),
        uit("vorm", "Hoe", Vorm),
        regel("plaats", "Waar", verplicht=False),
        replace(eerste, hulp="Nodig ten minste twee organisaties uit, en vul bij elk in wat u vraagt."),
        *verder,
        Groep(
            "Komt de inwoner zelf?",
            (
                uit("clientdeelname.veiligheid", "Is het veilig", Veiligheidsweging, verplicht=False),
                dag("clientdeelname.voorafBesprokenOp", "Vooraf besproken op", verplicht=False),
            ),
            "Laat leeg als de inwoner niet komt.",
        ),
    )


def _plan_ico(stand: Stand) -> Iterable[PlanICO]:
    genodigden = (Genodigde("politie", PROEF), Genodigde(stand.organisatie, PROEF))
    yield PlanICO(NIEMANDS, PROEF, _om_tien(stand), Vorm.DIGITAAL, genodigden)


def _verslag(zicht: Zicht) -> Sequence[Deel]:
    return (
        _welk(zicht),
        dag("gehoudenOp", "Gehouden op", waarde=zicht.zaak.vandaag),
        vink("aanwezig", "Wie waren er", zicht.organisaties),
        tekst("verslag", "Verslag"),
        *rijen(
            4,
            "Inbreng",
            lambda nummer: (
                kies(f"inbreng.{nummer}.persoonId", "Over wie", zicht.mensen, verplicht=False),
                kies(f"inbreng.{nummer}.organisatie", "Van wie", zicht.organisaties, verplicht=False),
                tekst(f"inbreng.{nummer}.tekst", "Wat is ingebracht", verplicht=False),
                uit(f"inbreng.{nummer}.geheimhouding", "Beroepsgeheim", Geheimhouding, verplicht=False),
            ),
        ),
    )


def _advies(zicht: Zicht) -> Sequence[Deel]:
    return (
        _welk(zicht, gehouden=True),
        tekst("samenvatting", "Samenvatting"),
        tekst("advies", "Het advies"),
        *rijen(
            4,
            "Afspraak",
            lambda nummer: (
                regel(f"afspraken.{nummer}.wie", "Wie", verplicht=False),
                regel(f"afspraken.{nummer}.wat", "Wat", verplicht=False),
            ),
        ),
        tekst("verklarendeAnalyse", "Verklarende analyse", verplicht=False),
    )


def _leg_vast(nummer: str, invoer: Verslag, toegang: Toegang) -> object:
    kaal = VerslagIn.model_validate(invoer.model_dump(exclude={"ico_id"}))
    return aanpak.leg_ico_vast(nummer, invoer.ico_id, kaal, toegang)


def _breng_uit(nummer: str, invoer: Advies, toegang: Toegang) -> object:
    kaal = AdviesIn.model_validate(invoer.model_dump(exclude={"ico_id"}))
    return aanpak.breng_advies_uit(nummer, invoer.ico_id, kaal, toegang)


def _analyses(zicht: Zicht) -> Deel:
    keuzes = [
        Keus(str(een.gevraagd.analyse_id), een.gevraagd.vraag[:80])
        for een in zicht.casus.analyses
        if een.opgeleverd is None
    ]
    return kies("analyseId", "Welke analyse", keuzes)


ICO = (
    Handeling(
        "ico",
        "Een ICO plannen",
        GROEP,
        Recht.ICO,
        "casusoverleg",
        IcoIn,
        _plan,
        _plan_ico,
        aanpak.plan_ico,
    ),
    Handeling(
        "ico-verzetten",
        "Het ICO verzetten",
        GROEP,
        Recht.ICO,
        "casusoverleg",
        Verzetting,
        lambda zicht: (_welk(zicht), moment("begint", "Naar wanneer"), tekst("reden", "Waarom")),
        lambda stand: (VerzetICO(een, _om_tien(stand), PROEF) for een in _gepland(stand)),
        lambda nummer, invoer, toegang: aanpak.verzet_ico(
            nummer, invoer.ico_id, VerzettingIn(begint=invoer.begint, reden=invoer.reden), toegang
        ),
        GEEN_ICO,
    ),
    Handeling(
        "ico-afzeggen",
        "Het ICO afzeggen",
        GROEP,
        Recht.ICO,
        "casusoverleg",
        Afzegging,
        lambda zicht: (_welk(zicht), tekst("reden", "Waarom")),
        lambda stand: (ZegICOAf(een, PROEF) for een in _gepland(stand)),
        lambda nummer, invoer, toegang: aanpak.zeg_ico_af(
            nummer, invoer.ico_id, RedenIn(reden=invoer.reden), toegang
        ),
        GEEN_ICO,
    ),
    Handeling(
        "ico-verslag",
        "Het verslag van het ICO vastleggen",
        GROEP,
        Recht.ICO,
        "casusoverleg",
        Verslag,
        _verslag,
        lambda stand: (
            LegICOVast(een, stand.vandaag, ("politie", stand.organisatie), PROEF) for een in _gepland(stand)
        ),
        _leg_vast,
        GEEN_ICO,
    ),
    Handeling(
        "advies",
        "Advies van het ICO vastleggen",
        GROEP,
        Recht.ADVISEREN,
        "casusoverleg",
        Advies,
        _advies,
        lambda stand: (
            BrengAdviesUit(ico.gepland.ico_id, PROEF, PROEF, ())
            for ico in stand.casus.icos
            if ico.gehouden is not None
        ),
        _breng_uit,
        "Er is nog geen ICO gehouden.",
    ),
    Handeling(
        "analyse",
        "Een verklarende analyse vragen",
        ANALYSE,
        Recht.ANALYSE,
        "casusbehandeling",
        AnalyseIn,
        lambda zicht: (
            tekst("vraag", "Wat is de vraag"),
            kies("organisatie", "Aan wie", zicht.organisaties),
            dag("uiterlijk", "Uiterlijk klaar op"),
        ),
        lambda stand: (
            VraagVerklarendeAnalyse(NIEMANDS, PROEF, stand.organisatie, stand.vandaag + timedelta(days=30)),
        ),
        aanpak.vraag_verklarende_analyse,
    ),
    Handeling(
        "analyse-klaar",
        "Een verklarende analyse opleveren",
        ANALYSE,
        Recht.ANALYSE,
        "casusbehandeling",
        Oplevering,
        lambda zicht: (_analyses(zicht), tekst("uitkomst", "Wat zegt de analyse")),
        lambda stand: (
            LeverVerklarendeAnalyseOp(een.gevraagd.analyse_id, PROEF)
            for een in stand.casus.analyses
            if een.opgeleverd is None
        ),
        lambda nummer, invoer, toegang: aanpak.lever_verklarende_analyse_op(
            nummer, invoer.analyse_id, OpleveringIn(uitkomst=invoer.uitkomst), toegang
        ),
        "Er is geen analyse gevraagd die nog moet komen.",
    ),
)
