"""What can be done while a case runs: who has the regie, plan and actions, and how it goes."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from api.rechten import Recht
from api.rest import aanpak
from api.rest.invoer import (
    ActieIn,
    AfrondingIn,
    DeelnemerIn,
    DeelnemersverwijderingIn,
    HeragenderingIn,
    PlanIn,
    RedenIn,
    RegieIn,
    VoortgangIn,
)
from api.web.formulier import Deel, Keus
from api.web.handelingen.soort import (
    MEDEWERKER,
    NIEMANDS,
    PROEF,
    Handeling,
    Stand,
    Zicht,
    dag,
    kies,
    regel,
    rijen,
    tekst,
    uit,
)
from domain.casus.commands import (
    Heragendeer,
    LaatActieVervallen,
    LegVoortgangVast,
    RondActieAf,
    StelPlanVast,
    VerwijderDeelnemer,
    VoegDeelnemerToe,
    WijsActieToe,
    WijsRegieToe,
)
from domain.casus.waarden import Aanzet, Afspraak, Regie

REGIE, PLAN, VERLOOP = "Regie en deelnemers", "Plan en acties", "Voortgang en agenda"
EEN_MAAND = timedelta(days=30)
MINSTENS_ROLLEN, MEER_ROLLEN = 5, 2
"""How many rows of who does what a plan has room for, and how many more than the plan that there is."""


class Actieafronding(AfrondingIn):
    """Which action ended, and how."""

    actie_id: UUID


class Actieverval(RedenIn):
    """Which action is no longer needed, and why."""

    actie_id: UUID


def _acties(zicht: Zicht) -> Deel:
    keuzes = [Keus(str(actie.actie_id), actie.omschrijving[:80]) for actie in zicht.casus.open_acties]
    return kies("actieId", "Welke actie", keuzes)


def _open(stand: Stand) -> Sequence[UUID]:
    return [actie.actie_id for actie in stand.casus.open_acties]


def _plan(zicht: Zicht) -> Sequence[Deel]:
    """The questions of a plan, with the plan that there is: who changes one thing of it types no more than that."""
    nu = zicht.casus.plan
    rollen = () if nu is None else nu.rolverdeling
    rijtjes = [(rol.wie, rol.wat) for rol in rollen]
    rijtjes += [("", "")] * max(MEER_ROLLEN, MINSTENS_ROLLEN - len(rijtjes))
    return (
        tekst("doel", "Het doel", waarde="" if nu is None else nu.doel),
        *rijen(
            len(rijtjes),
            "Wie doet wat",
            lambda nummer: (
                regel(
                    f"rolverdeling.{nummer}.wie",
                    "Wie",
                    verplicht=False,
                    woorden=zicht.organisaties,
                    waarde=rijtjes[nummer][0],
                ),
                regel(f"rolverdeling.{nummer}.wat", "Wat", verplicht=False, waarde=rijtjes[nummer][1]),
            ),
        ),
    )


AANPAK = (
    Handeling(
        "regie",
        "Regie toewijzen",
        REGIE,
        Recht.REGIE,
        "regie",
        RegieIn,
        lambda zicht: (
            uit("regie", "Welke regie", Regie),
            regel("medewerker", "Aan wie", MEDEWERKER),
            kies("organisatie", "Van welke organisatie", zicht.organisaties),
        ),
        lambda stand: (WijsRegieToe(regie, PROEF, stand.organisatie) for regie in Regie),
        aanpak.wijs_regie_toe,
    ),
    Handeling(
        "deelnemer",
        "Een deelnemer toevoegen",
        REGIE,
        Recht.DEELNEMERS,
        "regie",
        DeelnemerIn,
        lambda zicht: (
            regel("medewerker", "Wie", MEDEWERKER),
            kies("organisatie", "Van welke organisatie", zicht.organisaties),
            regel("namens", "In welke functie", "Zoals wijkagent of behandelaar."),
        ),
        lambda stand: (VoegDeelnemerToe(PROEF, stand.organisatie, PROEF),),
        aanpak.voeg_deelnemer_toe,
    ),
    Handeling(
        "deelnemer-weg",
        "Een deelnemer laten stoppen",
        REGIE,
        Recht.DEELNEMERS,
        "regie",
        DeelnemersverwijderingIn,
        lambda zicht: (
            kies(
                "medewerker",
                "Wie",
                [Keus(een.medewerker, f"{een.medewerker} ({een.namens})") for een in zicht.casus.deelnemers],
            ),
            tekst("reden", "Waarom"),
        ),
        lambda stand: (VerwijderDeelnemer(een.medewerker, PROEF) for een in stand.casus.deelnemers),
        aanpak.verwijder_deelnemer,
        "Er doet nog niemand mee.",
    ),
    Handeling(
        "plan",
        "Het plan vaststellen",
        PLAN,
        Recht.PLAN,
        "casusbehandeling",
        PlanIn,
        _plan,
        lambda _: (StelPlanVast(PROEF, (Afspraak(PROEF, PROEF),)),),
        aanpak.stel_plan_vast,
        uitleg="Een nieuw plan komt in de plaats van het vorige.",
    ),
    Handeling(
        "actie",
        "Een actie toewijzen",
        PLAN,
        Recht.ACTIES,
        "casusbehandeling",
        ActieIn,
        lambda zicht: (
            tekst("omschrijving", "Wat moet er gebeuren"),
            kies("organisatie", "Wie doet dit", zicht.organisaties),
            regel("medewerker", "Welke medewerker", MEDEWERKER, verplicht=False),
            dag("uiterlijk", "Uiterlijk klaar op"),
        ),
        lambda stand: (WijsActieToe(NIEMANDS, PROEF, stand.organisatie, stand.vandaag + EEN_MAAND),),
        aanpak.wijs_actie_toe,
    ),
    Handeling(
        "actie-klaar",
        "Een actie afronden",
        PLAN,
        Recht.AFRONDEN,
        "casusbehandeling",
        Actieafronding,
        lambda zicht: (_acties(zicht), tekst("resultaat", "Wat is het resultaat")),
        lambda stand: (RondActieAf(actie, PROEF) for actie in _open(stand)),
        lambda nummer, invoer, toegang: aanpak.rond_actie_af(
            nummer, invoer.actie_id, AfrondingIn(resultaat=invoer.resultaat), toegang
        ),
        "Er staat geen actie open.",
    ),
    Handeling(
        "actie-vervalt",
        "Een actie laten vervallen",
        PLAN,
        Recht.ACTIES,
        "casusbehandeling",
        Actieverval,
        lambda zicht: (_acties(zicht), tekst("reden", "Waarom is de actie niet meer nodig")),
        lambda stand: (LaatActieVervallen(actie, PROEF) for actie in _open(stand)),
        lambda nummer, invoer, toegang: aanpak.laat_actie_vervallen(
            nummer, invoer.actie_id, RedenIn(reden=invoer.reden), toegang
        ),
        "Er staat geen actie open.",
    ),
    Handeling(
        "voortgang",
        "Voortgang vastleggen",
        VERLOOP,
        Recht.VOORTGANG,
        "monitoring",
        VoortgangIn,
        lambda _: (tekst("tekst", "Hoe gaat het"), uit("aanzet", "Wie is nu aan zet", Aanzet)),
        lambda _: (LegVoortgangVast(PROEF, Aanzet.CASUSREGISSEUR),),
        aanpak.leg_voortgang_vast,
    ),
    Handeling(
        "agenda",
        "Her-agenderen",
        VERLOOP,
        Recht.HERAGENDEREN,
        "monitoring",
        HeragenderingIn,
        lambda _: (dag("datum", "Op welke dag"), tekst("reden", "Waarom")),
        lambda stand: (
            Heragendeer(dag, PROEF)
            for dag in (
                *((stand.casus.agendavoorstel.datum,) if stand.casus.agendavoorstel else ()),
                stand.vandaag + EEN_MAAND,
            )
        ),
        aanpak.heragendeer,
        uitleg="De casus staat op de agenda als beide regisseurs om dezelfde dag vragen.",
    ),
)
