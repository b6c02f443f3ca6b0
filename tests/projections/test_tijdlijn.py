"""One case in sentences."""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from domain.bewaring import Vernietigd
from domain.casus.events import Feit, Gebeurtenis
from domain.casus.state import Fase
from domain.casus.waarden import Betrokkene, Clientdeelname, Hoedanigheid, Uitkomst, Veiligheidsweging
from domain.rollen import Rol
from projections.tijdlijn import Tijdlijnregel, tijdlijn
from tests.domain import feiten as f
from tests.domain.delen import AARDBEI, BRAAM, DRUIF, OORDELEN
from tests.domain.tafel import TESTTAFEL
from tests.projections.historie import BEGIN, historie, vernietig

VOORAF = (f.AANGEMELD, f.AANGEVULD, f.ICO_GEPLAND, f.ACTIE_TOEGEWEZEN)

ZINNEN: list[tuple[Feit, str]] = [
    (
        f.AANGEMELD,
        (
            "Testzorg meldt een casus aan uit de gemeente Teststad, met nummer TEST-0001. Het gaat om "
            "Testpersoon Aardbei (hoofdpersoon) en Testpersoon Braam (partner). Aanpak: Regulier. "
            "Leefgebieden: Wonen en Schulden. Er zijn feiten bij criterium A1 en A2. Al geprobeerd: Het "
            "wijkteam probeerde het een jaar. Vooraf was er contact met mw-peer, op 26 februari 2026. De "
            "gegevens worden bewaard tot 2 maart 2031."
        ),
    ),
    (
        f.SUMMIER_AANGEMELD,
        (
            "Testzorg meldt een casus aan uit de gemeente Teststad, met nummer TEST-0001. Het gaat om "
            "Testpersoon Braam (partner). De gegevens worden bewaard tot 2 maart 2031."
        ),
    ),
    (f.AANGEVULD, "Testpolitie vult de aanmelding aan. Het gaat om Testkind Druif (kind)."),
    (
        f.GRONDSLAG_VASTGELEGD,
        "De grondslag is vastgelegd: Zwaarwegend algemeen belang. Toelichting: De veiligheid van de straat.",
    ),
    (
        f.TOESTEMMING_GEGEVEN,
        (
            "Testpersoon Aardbei geeft zelf toestemming, op 2 maart 2026. Doel: Gegevens onder een "
            "beroepsgeheim delen. Gebruikte tekst: tekst 2026-1."
        ),
    ),
    (
        replace(
            f.TOESTEMMING_GEGEVEN, persoon_id=DRUIF.persoon_id, hoedanigheid=Hoedanigheid.OUDER_MET_GEZAG
        ),
        (
            "Testpersoon Aardbei geeft als ouder met gezag toestemming voor Testkind Druif, op 2 maart "
            "2026. Doel: Gegevens onder een beroepsgeheim delen. Gebruikte tekst: tekst 2026-1."
        ),
    ),
    (
        f.TOESTEMMING_GEWEIGERD,
        "Testpersoon Braam weigert zelf toestemming, op 2 maart 2026. Doel: Bespreken aan de tafel.",
    ),
    (
        f.TOESTEMMING_INGETROKKEN,
        (
            "Testpersoon Aardbei trekt zelf de toestemming in, op 3 maart 2026. Doel: Gegevens onder een "
            "beroepsgeheim delen."
        ),
    ),
    (
        f.GETRIEERD,
        (
            "De triage neemt de casus op: er komt een ICO. Motivering: Zonder regie gaat dit mis. "
            "Criteria: A1 voldaan, A2 voldaan en B1 niet voldaan. Gewogen door Testzorg en Testpolitie."
        ),
    ),
    (
        f.AANGEHOUDEN,
        (
            "De triage houdt de casus aan tot de triage van 10 maart 2026. Motivering: Eerst de politie "
            "vragen. Criteria: A1 voldaan, A2 onduidelijk en B1 niet voldaan. Gewogen door Testzorg en "
            "Testpolitie."
        ),
    ),
    (
        f.AFGEWEZEN,
        (
            "De triage wijst de casus af. Motivering: Een keten kan dit alleen. Criteria: A1 voldaan, A2 "
            "onduidelijk en B1 niet voldaan. Gewogen door Testzorg en Testpolitie."
        ),
    ),
    (
        replace(
            f.AFGEWEZEN,
            uitkomst=Uitkomst.DOORVERWEZEN,
            doorverwezen_naar="het wijkteam",
            oordelen=OORDELEN[:1],
        ),
        (
            "De triage verwijst door naar het wijkteam; de casus is niet opgenomen. Motivering: Een keten "
            "kan dit alleen. Criteria: A1 voldaan. Gewogen door Testzorg en Testpolitie."
        ),
    ),
    (
        replace(f.AFGEWEZEN, uitkomst=Uitkomst.ADVIES, oordelen=OORDELEN[:1]),
        (
            "De triage geeft de melder advies; de casus is niet opgenomen. Motivering: Een keten kan dit "
            "alleen. Criteria: A1 voldaan. Gewogen door Testzorg en Testpolitie."
        ),
    ),
    (f.PROCESREGIE_TOEGEWEZEN, "mw-peer van testregie krijgt de procesregie (basis)."),
    (f.PROCESREGIE_OVERGEGEVEN, "mw-vijg van testregie krijgt de procesregie (intensief)."),
    (f.CASUSREGIE_TOEGEWEZEN, "mw-appel van Testzorg krijgt de casusregie."),
    (f.DEELNEMER_TOEGEVOEGD, "mw-meloen van Testpolitie neemt deel aan de casus, namens: wijkagent."),
    (f.DEELNEMER_VERWIJDERD, "mw-meloen neemt niet meer deel aan de casus. Reden: Andere wijk."),
    (
        f.ICO_GEPLAND,
        (
            "Er is een ICO gepland op 17 maart 2026 om 14.00 uur, op locatie (Zaal Fruit). Doel: Veilig "
            "thuis wonen. Uitgenodigd: Testzorg en Testpolitie."
        ),
    ),
    (
        replace(
            f.ICO_GEPLAND,
            plaats=None,
            clientdeelname=Clientdeelname(Veiligheidsweging.GEEN_RISICO, date(2026, 3, 3)),
        ),
        (
            "Er is een ICO gepland op 17 maart 2026 om 14.00 uur, op locatie. Doel: Veilig thuis wonen. "
            "Uitgenodigd: Testzorg en Testpolitie. De cliënt is erbij."
        ),
    ),
    (f.ICO_VERZET, "Het ICO is verzet naar 24 maart 2026 om 14.00 uur. Reden: De zaal is bezet."),
    (
        f.ICO_AFGEZEGD,
        "Het ICO van 17 maart 2026 gaat niet door. Reden: Aardbei ligt in het ziekenhuis.",
    ),
    (
        f.ICO_GEHOUDEN,
        (
            "Het ICO is gehouden op 17 maart 2026, met Testzorg en Testpolitie. Verslag: Iedereen wil "
            "hetzelfde. Inbreng van: Testpolitie."
        ),
    ),
    (
        f.ADVIES_UITGEBRACHT,
        (
            "Uit het ICO van 17 maart 2026 komt een advies: Een gezin, een plan. Samenvatting: Schuld en "
            "overlast. Afspraken: Testzorg: Belt elke week. Verklarende analyse: Ja, van de arts."
        ),
    ),
    (
        f.PLAN_VASTGESTELD,
        (
            "Het plan is vastgesteld. Doel: Een half jaar geen meldingen. Rolverdeling: Testpolitie: "
            "Wijkagent houdt contact."
        ),
    ),
    (
        f.ACTIE_TOEGEWEZEN,
        "mw-appel van Testzorg krijgt een actie, uiterlijk 1 april 2026: Schuldhulp aanvragen.",
    ),
    (f.TWEEDE_ACTIE_TOEGEWEZEN, "Testpolitie krijgt een actie, uiterlijk 1 mei 2026: Sloten vervangen."),
    (
        f.ACTIE_AFGEROND,
        "De actie ‘Schuldhulp aanvragen’ is afgerond op 18 maart 2026. Resultaat: Schuldhulp loopt.",
    ),
    (f.ACTIE_VERVALLEN, "De actie ‘Schuldhulp aanvragen’ vervalt. Reden: De schuld is kwijtgescholden."),
    (
        f.VOORTGANG_VASTGELEGD,
        "Voortgang op 18 maart 2026: Een maand rust. Aan zet is nu: casusregisseur.",
    ),
    (
        f.HERAGENDERING_VOORGESTELD,
        (
            "De procesregisseur stelt voor om de casus op 2 juni 2026 opnieuw te bespreken. Reden: Het "
            "gaat weer mis."
        ),
    ),
    (
        f.GEAGENDEERD,
        (
            "De casus staat op de agenda van 2 juni 2026. Dat besloten de procesregisseur (mw-peer) en de "
            "casusregisseur (mw-appel) samen. Reden: Het gaat weer mis."
        ),
    ),
    (
        f.OPGESCHAALD,
        "De casus is opgeschaald naar Bestuurlijk overleg. Reden: De burgemeester moet beslissen.",
    ),
    (
        f.AFGESCHAALD,
        (
            "De casus is afgeschaald naar Wijkteam. Dat is besloten in het ICO van 17 maart 2026. Reden: "
            "Het wijkteam kan verder."
        ),
    ),
    (
        f.VOORLOPIG_AFGESLOTEN,
        (
            "De casus is voorlopig afgesloten. Dat is besloten in het ICO van 17 maart 2026. Op 1 "
            "september 2026 wordt er opnieuw naar gekeken. Reden: Een half jaar rust."
        ),
    ),
    (f.HEROPEND, "De casus is heropend. Reden: De meldingen zijn terug."),
    (
        f.AFGESLOTEN,
        "De casus is afgesloten. Resultaat: Aardbei woont veilig. Reden: Het doel is bereikt.",
    ),
    (
        f.VERWIJDERING_VOORGESTELD,
        "mw-kers stelt voor om de gegevens te verwijderen. Grond: de gegevens zijn niet langer nodig.",
    ),
    (
        f.GEGEVENS_VERWIJDERD,
        (
            "De gegevens zijn verwijderd, onder bewijsnummer BEWIJS-1. Grond: de gegevens zijn niet "
            "langer nodig (regel testregime/1/plafond, bewaren tot 2 maart 2031). Voorgesteld door "
            "mw-kers, uitgevoerd door mw-pruim. Wijze: versleutelde inhoud gewist en sleutels vernietigd, "
            "in: kluis, sleutels, nummers en weergaven. Gecontroleerd: geen inhoud meer in de kluis, "
            "geen sleutel meer, nummer leidt nergens heen en weergaven leeg."
        ),
    ),
]


def zin_na(*feiten: Gebeurtenis) -> str:
    return tijdlijn(historie(*feiten), tafel=TESTTAFEL)[-1].zin


@pytest.mark.parametrize(("feit", "zin"), ZINNEN, ids=[type(feit).__name__ for feit, _ in ZINNEN])
def test_every_fact_is_told_in_dutch(feit: Feit, zin: str) -> None:
    assert zin_na(*VOORAF, feit) == zin


def test_no_kind_of_fact_is_forgotten() -> None:
    assert {type(feit) for feit, _ in ZINNEN} == set(get_args(Feit))


def test_a_line_says_who_when_and_why() -> None:
    [regel] = tijdlijn(historie(f.HEROPEND))
    assert regel == Tijdlijnregel(
        versie=1,
        op=BEGIN,
        naam="casus.Heropend.v1",
        rol=Rol.PROCESREGISSEUR,
        wie="mw-peer",
        organisatie="testregie",
        doel="triage",
        zin="De casus is heropend. Reden: De meldingen zijn terug.",
    )


def test_without_the_table_its_codes_are_told_as_they_are() -> None:
    [regel] = tijdlijn(historie(f.AANGEVULD))
    assert regel.zin == "testpolitie vult de aanmelding aan. Het gaat om Testkind Druif (kind)."


@pytest.mark.parametrize(
    ("feit", "zin"),
    [
        (f.ACTIE_AFGEROND, "Een actie is afgerond op 18 maart 2026. Resultaat: Schuldhulp loopt."),
        (f.ICO_AFGEZEGD, "Een ICO gaat niet door. Reden: Aardbei ligt in het ziekenhuis."),
    ],
)
def test_what_was_told_in_a_fact_that_is_gone_is_told_in_general(feit: Feit, zin: str) -> None:
    assert zin_na(f.VERNIETIGD, feit) == zin


def test_a_person_whose_data_were_destroyed_is_told_as_somebody() -> None:
    zonder = replace(f.AANGEVULD, betrokkenen=(Betrokkene.vernietigd(), BRAAM))
    assert zin_na(zonder) == (
        "Testpolitie vult de aanmelding aan. Het gaat om iemand van wie de gegevens zijn vernietigd "
        "en Testpersoon Braam (partner)."
    )


def test_a_bsn_is_never_told() -> None:
    alle = [waarde for waarde in vars(f).values() if is_dataclass(waarde)]
    assert AARDBEI.bsn is not None
    assert any(AARDBEI.bsn in repr(feit) for feit in alle)
    regels = tijdlijn(historie(*(feit for feit in alle if isinstance(feit, get_args(Feit)))))
    assert all(AARDBEI.bsn not in repr(regel) for regel in regels)


def test_of_a_destroyed_fact_only_what_stays_is_told() -> None:
    [regel] = tijdlijn([vernietig(historie(f.AANGEMELD)[0])])
    assert regel.zin == (
        "De inhoud van dit feit (Aangemeld) is vernietigd op 4 maart 2031. Bewaard blijft: tafel "
        "testtafel, regime testregime, definitie van de tafel testtafel/1, eerste verwerking 2 maart "
        "2026, bewaren tot 2 maart 2031, bewaarregel testregime/1/plafond."
    )
    assert (regel.naam, regel.wie, regel.organisatie, regel.doel) == ("casus.Aangemeld.v1", None, None, None)


def test_what_stays_is_told_as_it_was_stored_too() -> None:
    opgetekend = vernietig(historie(f.AFGEWEZEN)[0])
    als_tekst = replace(opgetekend, blijvend=(("bewaren_tot", "2026-03-03"), ("bewaarregel", None)))
    [regel] = tijdlijn([als_tekst])
    assert regel.zin == (
        "De inhoud van dit feit (Getrieerd) is vernietigd op 4 maart 2031. Bewaard blijft: bewaren "
        "tot 3 maart 2026."
    )


def test_a_destroyed_fact_that_keeps_nothing_says_so_in_one_sentence() -> None:
    feit = Vernietigd("casus.Heropend.v1", datetime(2031, 3, 3, 9, 0, tzinfo=UTC))
    assert zin_na(feit) == "De inhoud van dit feit (Heropend) is vernietigd op 3 maart 2031."


@pytest.mark.parametrize("fase", Fase)
def test_a_destroyed_history_tells_nothing_of_its_content(fase: Fase) -> None:
    regels = tijdlijn([vernietig(feit) for feit in historie(*f.STANDEN[fase])])
    assert len(regels) == len(f.STANDEN[fase])
    verteld = " ".join(regel.zin for regel in regels)
    blijvend = {"testtafel", "testregime", "testtafel/1", "testregime/1/plafond", "testregime/1/na-afwijzing"}
    for woord in _teksten(f.STANDEN[fase]) - blijvend:
        assert woord not in verteld or woord in repr(f.GEGEVENS_VERWIJDERD)


def _teksten(waarde: object) -> set[str]:
    """All words that are written anywhere in these facts."""
    if isinstance(waarde, Vernietigd):
        return set()
    if isinstance(waarde, str):
        return {waarde}
    if isinstance(waarde, tuple):
        return {tekst for deel in waarde for tekst in _teksten(deel)}
    if is_dataclass(waarde):
        return {tekst for veld in fields(waarde) for tekst in _teksten(getattr(waarde, veld.name))}
    return set()
