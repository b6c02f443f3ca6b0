"""An overleg and a consultatie in sentences: every kind of fact has one, and what is destroyed tells nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest

from domain.bewaring import Vernietigd
from domain.casus.waarden import Verwijdergrond
from domain.consultatie.events import Consultatiefeit, Consultatiegebeurtenis
from domain.consultatie.state import Consultatiefase
from domain.consultatie.waarden import Bevestigingskanaal
from domain.historie import Envelop, Opgetekend
from domain.overleg.events import Overlegfeit, Overleggebeurtenis
from domain.overleg.state import Overlegfase
from domain.rollen import Rol
from domain.tafels import Deelname, Tafeldeelnemer
from projections.tijdlijn import tijdlijn_van_consultatie, tijdlijn_van_overleg
from tests.domain.consultatie import feiten as c
from tests.domain.consultatie.opdrachten import MANGO
from tests.domain.delen import AARDBEI
from tests.domain.overleg import feiten as o
from tests.domain.overleg.delen import INWONER_WAS_ER
from tests.domain.tafel import BRON, TESTTAFEL
from tests.projections.historie import BEGIN, EERSTE, vernietig

UITGENODIGD = (o.OVERLEG_GEPLAND, o.APPELPUNT_TOEGEVOEGD, o.TESTZORG_UITGENODIGD)

OVERLEGZINNEN: list[tuple[Overlegfeit, str]] = [
    (
        o.OVERLEG_GEPLAND,
        (
            "Er is een casusoverleg gepland op 3 maart 2026 om 14.00 uur, op locatie (Fruitkamer, "
            "Teststad). Het duurt 120 minuten en er is plaats voor 3 agendapunten."
        ),
    ),
    (
        replace(o.TRIAGE_GEPLAND, capaciteit=1, eigenlijk=date(2026, 4, 27), feestdag="Koningsdag"),
        (
            "Er is een triage gepland op 3 maart 2026 om 14.00 uur, digitaal. Het duurt 60 minuten en er is "
            "plaats voor 1 agendapunt. De gewone dag is 27 april 2026, maar dat is een feestdag (Koningsdag)."
        ),
    ),
    (
        o.OVERLEG_VERZET,
        (
            "Het overleg is verzet naar 10 maart 2026 om 14.00 uur. Wie was uitgenodigd, antwoordt opnieuw. "
            "Reden: De Fruitkamer lekt."
        ),
    ),
    (
        o.TESTZORG_UITGENODIGD,
        "mw-peer van Testzorg is uitgenodigd als vaste deelnemer, voor het hele overleg.",
    ),
    (
        o.TESTPOLITIE_UITGENODIGD,
        "Testpolitie is uitgenodigd uit de flexibele schil, voor het agendapunt voor een ICO.",
    ),
    (
        replace(o.INWONER_UITGENODIGD, deelname=Deelname.WISSELEND),
        "De inwoner is uitgenodigd als wisselende deelnemer, voor het agendapunt voor een ICO.",
    ),
    (
        replace(o.INWONER_UITGENODIGD, deelname=Deelname.INWONER),
        "De inwoner is uitgenodigd om zelf mee te praten, voor het agendapunt voor een ICO.",
    ),
    (o.KOMST_BEVESTIGD, "mw-peer van Testzorg komt naar het overleg."),
    (
        o.KOMST_AFGEZEGD,
        "mw-peer van Testzorg komt niet naar het overleg. Reden: Zelf ziek. mw-mango komt in de plaats.",
    ),
    (
        replace(o.KOMST_AFGEZEGD, vervanger=None),
        "mw-peer van Testzorg komt niet naar het overleg. Reden: Zelf ziek.",
    ),
    (
        o.UITNODIGING_INGETROKKEN,
        (
            "De uitnodiging aan mw-peer van Testzorg is ingetrokken. Reden: Testzorg heeft een andere "
            "collega gevraagd."
        ),
    ),
    (o.APPELPUNT_TOEGEVOEGD, "Er is een agendapunt bij, voor een ICO."),
    (
        o.APPELPUNT_GESCHRAPT,
        "Het agendapunt voor een ICO is van de agenda gehaald. Reden: Er is nog niet genoeg bekend.",
    ),
    (
        replace(o.OVERLEG_GEHOUDEN, aanwezig=(*o.OVERLEG_GEHOUDEN.aanwezig, INWONER_WAS_ER)),
        (
            "Het overleg is gehouden, met Testzorg (120 minuten), Testpolitie (45 minuten) en de inwoner "
            "(30 minuten). Besproken: 1 agendapunt. Verslag: Een punt liep uit; voor het andere was geen "
            "tijd meer."
        ),
    ),
    (
        o.OVERLEG_AFGEZEGD,
        (
            "Het overleg gaat niet door. Wat op de agenda stond, wacht op een ander overleg. Reden: Te veel "
            "mensen ziek."
        ),
    ),
]

CONSULTATIEZINNEN: list[tuple[Consultatiefeit, str]] = [
    (
        c.VRAAG_GESTELD,
        (
            "testschool stelt per telefoon een vraag, met nummer VRAAG-0001: Wat kan de school doen als het "
            "thuis misgaat? De vraag gaat over iemand die met naam is genoemd. Gemeente: Teststad. Het gaat "
            "om Testpersoon Aardbei (hoofdpersoon). Aanpak: Regulier. Leefgebieden: Wonen en Schulden. Er "
            "zijn feiten bij criterium A1. Al geprobeerd: Het wijkteam belde twee keer. De gegevens worden "
            "bewaard tot en met 2 maart 2031."
        ),
    ),
    (
        c.ALGEMENE_VRAAG_GESTELD,
        (
            "testschool stelt schriftelijk een vraag, met nummer VRAAG-0001: Wanneer meldt een school iets "
            "bij jullie? De vraag gaat niet over iemand."
        ),
    ),
    (
        c.ANONIEME_VRAAG_GESTELD,
        (
            "testschool stelt schriftelijk een vraag, met nummer VRAAG-0001: Een leerling slaapt in de auto. "
            "Wat nu? De vraag gaat over iemand van wie de naam niet is genoemd."
        ),
    ),
    (
        c.VRAAG_AANGEVULD,
        ("Testzorg vult de vraag aan. Het gaat om Testpersoon Mango (ouder). Leefgebieden: Zorg."),
    ),
    (
        c.OP_NAAM_GEWORDEN,
        (
            "Testzorg vult de vraag aan. De vraag gaat over iemand die met naam is genoemd. Het gaat om "
            "Testpersoon Mango (ouder). Leefgebieden: Zorg. De gegevens worden bewaard tot en met 2 maart 2031."
        ),
    ),
    (
        c.ADVIES_GEGEVEN,
        ("mw-peer geeft advies: Bel eerst de huisarts. Het advies is ook om een formulier in te vullen."),
    ),
    (
        c.TWEEDE_ADVIES_GEGEVEN,
        ("mw-peer geeft advies: Wacht het gesprek met de huisarts af. Een formulier invullen is niet nodig."),
    ),
    (c.BEVESTIGING_VERZONDEN, "Op 3 maart 2026 is het advies bevestigd, per e-mail."),
    (
        replace(c.BEVESTIGING_VERZONDEN, kanaal=Bevestigingskanaal.POST),
        "Op 3 maart 2026 is het advies bevestigd, per post.",
    ),
    (c.OMGEZET, "De vraag is omgezet in een aanmelding, met nummer TEST-0001."),
    (c.GESLOTEN, "De consultatie is gesloten, zonder aanmelding. Reden: De school kan verder."),
    (
        c.VERWIJDERING_VOORGESTELD,
        "mw-kers stelt voor om de gegevens te verwijderen. Grond: de gegevens zijn niet langer nodig.",
    ),
    (
        c.BUITEN_VERNIETIGING_GELATEN,
        (
            "Bij de controle van vernietigingslijst L-BCDFG-HJKLM is dit eruit gelaten. Reden: de gegevens "
            "zijn nog nodig. Toelichting: Citroen heeft nog een vraag over Mango."
        ),
    ),
    (
        c.OPGESCHORT,
        (
            "De vernietiging is opgeschort. Grond: er is een rechtsvordering. Toelichting: Citroen "
            "procedeert tegen Mango. Op 1 december 2026 wordt dit opnieuw bekeken."
        ),
    ),
    (
        c.OPSCHORTING_OPGEHEVEN,
        "Een opschorting van de vernietiging is opgeheven. Reden: De rechter besliste over Mango.",
    ),
    (
        c.VERWIJDERD,
        (
            "De gegevens zijn verwijderd, onder bewijsnummer BEWIJS-7. Grond: de gegevens zijn niet langer "
            "nodig (regel testregime/1/plafond, bewaren tot en met 2 maart 2031). Vernietigingslijst L-BCDFG-HJKLM: "
            "voorgesteld door mw-kers, gecontroleerd door mw-kiwi, goedgekeurd door mw-lychee, uitgevoerd "
            "door mw-pruim. Wijze: versleutelde inhoud gewist en sleutels vernietigd, in: kluis, "
            "sleutels, nummers en weergaven. Gecontroleerd: geen inhoud meer in de kluis, geen sleutel meer, "
            "nummer leidt nergens heen en weergaven leeg."
        ),
    ),
]


def stroom(soort: str, feiten: Iterable[Overleggebeurtenis | Consultatiegebeurtenis]) -> list[Opgetekend]:
    """Read the facts of one overleg or one consultatie, recorded one a minute."""
    return [
        Opgetekend(
            stroom_id=EERSTE,
            versie=versie,
            positie=10 * versie,
            naam=feit.naam if isinstance(feit, Vernietigd) else f"{soort}.{type(feit).__name__}.v1",
            envelop=Envelop(
                BEGIN + timedelta(minutes=versie), Rol.SECRETARIS, "mw-vijg", "testregie", "overleg", None
            ),
            gebeurtenis=feit,
        )
        for versie, feit in enumerate(feiten, start=1)
    ]


def overlegzin(*feiten: Overleggebeurtenis) -> str:
    return tijdlijn_van_overleg(stroom("overleg", feiten), tafel=TESTTAFEL)[-1].zin


def consultatiezin(*feiten: Consultatiegebeurtenis) -> str:
    return tijdlijn_van_consultatie(stroom("consultatie", feiten), tafel=TESTTAFEL)[-1].zin


# --- overleg ---


@pytest.mark.parametrize(
    ("feit", "zin"), OVERLEGZINNEN, ids=[type(feit).__name__ for feit, _ in OVERLEGZINNEN]
)
def test_every_fact_of_an_overleg_is_told_in_dutch(feit: Overlegfeit, zin: str) -> None:
    assert overlegzin(*UITGENODIGD, feit) == zin


def test_no_kind_of_fact_of_an_overleg_is_forgotten() -> None:
    assert {type(feit) for feit, _ in OVERLEGZINNEN} == set(get_args(Overlegfeit))


def test_who_was_invited_in_a_fact_that_is_gone_is_told_in_general() -> None:
    assert overlegzin(o.VERNIETIGD, o.KOMST_BEVESTIGD) == "Een genodigde komt naar het overleg."
    assert overlegzin(o.VERNIETIGD, o.APPELPUNT_GESCHRAPT).startswith("Een agendapunt is van de agenda")


def test_who_sits_at_the_table_by_role_is_told_by_role_and_those_it_is_about_as_the_inwoner() -> None:
    deelnemers = (
        Tafeldeelnemer("kernteam", "Het kernteam", Deelname.VAST, BRON),
        Tafeldeelnemer("gezin", "Iemand uit het gezin, altijd", Deelname.INWONER, BRON),
    )
    aanwezig = tuple(replace(INWONER_WAS_ER, genodigde=wie.code) for wie in deelnemers)
    feiten = stroom("overleg", [replace(o.OVERLEG_GEHOUDEN, aanwezig=aanwezig)])
    [regel] = tijdlijn_van_overleg(feiten, tafel=replace(TESTTAFEL, deelnemers=deelnemers))
    assert regel.zin.startswith(
        "Het overleg is gehouden, met Het kernteam (30 minuten) en de inwoner (30 minuten)."
    )


@pytest.mark.parametrize("fase", Overlegfase)
def test_an_overleg_can_be_read_from_its_plan_to_its_end(fase: Overlegfase) -> None:
    regels = tijdlijn_van_overleg(stroom("overleg", o.STANDEN[fase]), tafel=TESTTAFEL)
    assert [regel.versie for regel in regels] == list(range(1, len(o.STANDEN[fase]) + 1))
    assert all(regel.zin.endswith(".") for regel in regels)


def test_of_a_destroyed_fact_of_an_overleg_only_what_stays_is_told() -> None:
    [regel] = tijdlijn_van_overleg([vernietig(stroom("overleg", [o.OVERLEG_GEPLAND])[0])])
    assert regel.zin == (
        "De inhoud van dit feit (OverlegGepland) is vernietigd op 4 maart 2031. Bewaard blijft: tafel "
        "testtafel, definitie van de tafel testtafel/1."
    )


# --- consultatie ---


@pytest.mark.parametrize(
    ("feit", "zin"), CONSULTATIEZINNEN, ids=[type(feit).__name__ for feit, _ in CONSULTATIEZINNEN]
)
def test_every_fact_of_a_consultatie_is_told_in_dutch(feit: Consultatiefeit, zin: str) -> None:
    assert consultatiezin(c.VRAAG_GESTELD, feit) == zin


def test_no_kind_of_fact_of_a_consultatie_is_forgotten() -> None:
    assert {type(feit) for feit, _ in CONSULTATIEZINNEN} == set(get_args(Consultatiefeit))


def test_a_question_by_name_never_tells_a_bsn_or_where_the_asker_can_be_reached() -> None:
    zin = consultatiezin(c.VRAAG_GESTELD)
    assert AARDBEI.bsn is not None
    assert AARDBEI.bsn not in zin
    assert "Citroen" not in zin
    assert "citroen@" not in zin


def test_where_no_clock_ever_ran_the_proof_of_destruction_says_so() -> None:
    zonder = replace(c.VERWIJDERD, regel=None, bewaren_tot=None, grond=Verwijdergrond.NIET_LANGER_NODIG)
    assert "(er liep geen bewaartermijn)" in consultatiezin(zonder)


@pytest.mark.parametrize("fase", Consultatiefase)
def test_the_skeleton_of_a_consultatie_can_be_read(fase: Consultatiefase) -> None:
    regels = tijdlijn_van_consultatie([vernietig(feit) for feit in stroom("consultatie", c.STANDEN[fase])])
    verteld = " ".join(regel.zin for regel in regels)
    assert len(regels) == len(c.STANDEN[fase])
    for woord in (AARDBEI.naam, MANGO.naam, "huisarts", "school", "VRAAG-0001", "TEST-0001", "Citroen"):
        assert woord not in verteld


def test_of_a_destroyed_question_only_what_stays_is_told() -> None:
    [regel] = tijdlijn_van_consultatie([vernietig(stroom("consultatie", [c.VRAAG_GESTELD])[0])])
    assert regel.zin == (
        "De inhoud van dit feit (VraagGesteld) is vernietigd op 4 maart 2031. Bewaard blijft: tafel "
        "testtafel, regime testregime, definitie van de tafel testtafel/1, aard van de vraag op-naam, "
        "eerste verwerking 2 maart 2026, bewaren tot 2 maart 2031, bewaarregel testregime/1/plafond."
    )
    assert (regel.wie, regel.organisatie) == (None, None)
