"""How consent stands: the table purpose × age × gezag, to be read with somebody who knows the work.

Z   the person                       -   nobody: it is complete
O   a parent with gezag              g   somebody has to find out or judge who has gezag
T   a second holder of gezag         l   the birth date has to come in first
V   the voogd
"""

from dataclasses import replace
from datetime import date

import pytest

from domain.casus.events import GezagBeoordeeld
from domain.casus.state import Casus
from domain.casus.toestemming import (
    Toestemmingsstatus,
    leeftijd_op,
    stand,
)
from domain.casus.waarden import Gezag, Hoedanigheid
from domain.tafels import Leeftijdsband, Toestemmer, Toestemmingsdoel
from tests.domain.delen import DRUIF_ID
from tests.domain.tafel import BRON, DINSDAG, INBRENGEN, MAANDAG, ZELF
from tests.domain.toestemmingen import (
    BEIDE_OUDERS,
    JAREN_TERUG,
    MOEDER,
    OUDER,
    VADER,
    casus_van,
    ja,
    nee,
    toch_niet,
)

DUBBEL = INBRENGEN
JEUGDWET = replace(
    INBRENGEN,
    banden=(
        Leeftijdsband(0, 12, Toestemmer.GEZAGSDRAGERS, BRON),
        Leeftijdsband(12, 16, Toestemmer.ZELF_EN_GEZAGSDRAGERS, BRON),
        Leeftijdsband(16, 130, Toestemmer.ZELF, BRON),
    ),
)
ALLEEN_ZELF = replace(INBRENGEN, banden=ZELF)

KOLOMMEN = (
    Gezag.GEZAMENLIJK_OUDERLIJK,
    Gezag.EENHOOFDIG_OUDERLIJK,
    Gezag.GEZAMENLIJK,
    Gezag.VOOGDIJ,
    Gezag.TIJDELIJK_GEEN,
    Gezag.NIET_TE_BEPALEN,
    None,
)
TABEL: dict[str, tuple[Toestemmingsdoel, int | None, str]] = {
    #                                             ouders alleen +ander voogd geen ? niets
    "dubbel, van nul jaar":     (DUBBEL,      0,    "OT   O    OT   V    g    g    g "),
    "dubbel, van elf jaar":     (DUBBEL,      11,   "OT   O    OT   V    g    g    g "),
    "dubbel, van twaalf jaar":  (DUBBEL,      12,   "ZOT  ZO   ZOT  ZV   Zg   Zg   Zg"),
    "dubbel, van zeventien":    (DUBBEL,      17,   "ZOT  ZO   ZOT  ZV   Zg   Zg   Zg"),
    "dubbel, van achttien":     (DUBBEL,      18,   "Z    Z    Z    Z    Z    Z    Z "),
    "jeugdwet, van elf jaar":   (JEUGDWET,    11,   "OT   O    OT   V    g    g    g "),
    "jeugdwet, van vijftien":   (JEUGDWET,    15,   "ZOT  ZO   ZOT  ZV   Zg   Zg   Zg"),
    "jeugdwet, van zestien":    (JEUGDWET,    16,   "Z    Z    Z    Z    Z    Z    Z "),
    "alleen zelf, van zestien": (ALLEEN_ZELF, 16,   "Z    Z    Z    Z    Z    Z    Z "),
    "dubbel, geen leeftijd":    (DUBBEL,      None, "l    l    l    l    l    l    l "),
    "alleen zelf, geen leeftijd": (ALLEEN_ZELF, None, "Z    Z    Z    Z    Z    Z    Z "),
}  # fmt: skip


def hoe(casus: Casus, doel: Toestemmingsdoel = DUBBEL, *, op: date = DINSDAG) -> str:
    """The status and who is missing, in the letters of the table."""
    nu = stand(casus, DRUIF_ID, doel, op=op)
    letters = "".join({"zelf": "Z", "tweede-gezagsdrager": "T"}.get(wie, wie[0].upper()) for wie in nu.mist)
    match nu.status:
        case Toestemmingsstatus.GEGEVEN:
            return letters or "-"
        case Toestemmingsstatus.ONTBREEKT:
            return letters
        case Toestemmingsstatus.GEZAG_ONBEKEND:
            return f"{letters}g"
        case Toestemmingsstatus.LEEFTIJD_ONBEKEND:
            return f"{letters}l"
        case _:
            return nu.status


@pytest.mark.parametrize("rij", TABEL)
def test_who_is_missing_when_nobody_spoke_yet(rij: str) -> None:
    doel, leeftijd, verwacht = TABEL[rij]
    geboren = JAREN_TERUG[leeftijd] if leeftijd is not None else None
    gevonden = [hoe(casus_van(geboren, gezag), doel) for gezag in KOLOMMEN]
    assert gevonden == verwacht.split()


# --- enough, and not enough --------------------------------------------------------------------------------------

GENOEG = {
    "two parents": (Gezag.GEZAMENLIJK_OUDERLIJK, 11, BEIDE_OUDERS, "-"),
    "one of two parents": (Gezag.GEZAMENLIJK_OUDERLIJK, 11, (ja(MOEDER, OUDER),), "T"),
    "one parent twice": (
        Gezag.GEZAMENLIJK_OUDERLIJK,
        11,
        (ja(MOEDER, OUDER), ja("  moeder\t PEER ", OUDER)),
        "T",
    ),
    "one parent with an accent, written in two ways": (
        Gezag.GEZAMENLIJK_OUDERLIJK,
        11,
        (ja("Moeder Pruimé", OUDER), ja("Moeder Pruime\u0301", OUDER)),
        "T",
    ),
    "the parent who has gezag alone": (Gezag.EENHOOFDIG_OUDERLIJK, 11, (ja(MOEDER, OUDER),), "-"),
    "the voogd": (Gezag.VOOGDIJ, 11, (ja("Voogd Kers", Hoedanigheid.VOOGD),), "-"),
    "a parent where a voogd has gezag": (Gezag.VOOGDIJ, 11, (ja(MOEDER, OUDER),), "V"),
    "a voogd where the parents have gezag": (
        Gezag.EENHOOFDIG_OUDERLIJK,
        11,
        (ja("Voogd Kers", Hoedanigheid.VOOGD),),
        "O",
    ),
    "a parent and the partner who shares the gezag": (
        Gezag.GEZAMENLIJK,
        11,
        (ja(MOEDER, OUDER), ja("Partner Vijg", Hoedanigheid.VERTEGENWOORDIGER)),
        "-",
    ),
    "a parent who says it in two capacities": (
        Gezag.GEZAMENLIJK,
        11,
        (ja(MOEDER, OUDER), ja(MOEDER, Hoedanigheid.VERTEGENWOORDIGER)),
        "T",
    ),
    "only the partner who shares the gezag": (
        Gezag.GEZAMENLIJK,
        11,
        (ja("Partner Vijg", Hoedanigheid.VERTEGENWOORDIGER),),
        "O",
    ),
    "who represents, where the parents have gezag": (
        Gezag.GEZAMENLIJK_OUDERLIJK,
        11,
        (ja(MOEDER, OUDER), ja("Curator Vijg", Hoedanigheid.VERTEGENWOORDIGER)),
        "T",
    ),
    "the youth alone": (Gezag.EENHOOFDIG_OUDERLIJK, 14, (ja(),), "O"),
    "the parents alone": (Gezag.GEZAMENLIJK_OUDERLIJK, 14, BEIDE_OUDERS, "Z"),
    "the youth and the parents": (Gezag.GEZAMENLIJK_OUDERLIJK, 14, (ja(), *BEIDE_OUDERS), "-"),
    "a child of ten": (Gezag.EENHOOFDIG_OUDERLIJK, 10, (ja(),), "O"),
    "an adult": (None, 40, (ja(),), "-"),
    "who represents an adult": (None, 40, (ja("Mentor Vijg", Hoedanigheid.VERTEGENWOORDIGER),), "-"),
    "the parents of an adult": (None, 40, BEIDE_OUDERS, "Z"),
    "the youth, and parents of whom nobody knows the gezag": (None, 14, (ja(), *BEIDE_OUDERS), "g"),
}


@pytest.mark.parametrize("geval", GENOEG)
def test_who_is_missing_after_these_consented(geval: str) -> None:
    gezag, leeftijd, woorden, verwacht = GENOEG[geval]
    assert hoe(casus_van(JAREN_TERUG[leeftijd], gezag, *woorden)) == verwacht


def test_where_somebody_decides_alone_nobody_needs_the_birth_date() -> None:
    assert hoe(casus_van(None, None, ja()), ALLEEN_ZELF) == "-"
    namens = ja("Mentor Vijg", Hoedanigheid.VERTEGENWOORDIGER)
    assert hoe(casus_van(None, None, namens), ALLEEN_ZELF) == "Z", "only an adult is represented"


def test_a_no_of_who_says_to_represent_somebody_counts_while_the_birth_date_is_not_known() -> None:
    namens = nee("Mentor Vijg", Hoedanigheid.VERTEGENWOORDIGER)
    assert hoe(casus_van(None, None, ja(), namens), ALLEEN_ZELF) == "geweigerd"


def test_nobody_has_gezag_over_an_adult_whatever_a_table_asks() -> None:
    altijd_beide = replace(INBRENGEN, banden=(Leeftijdsband(0, 130, Toestemmer.ZELF_EN_GEZAGSDRAGERS, BRON),))
    assert hoe(casus_van(JAREN_TERUG[40], None, ja()), altijd_beide) == "-"
    assert hoe(casus_van(date(1890, 1, 5), None, ja()), DUBBEL) == "-"


def test_a_judgement_of_the_gezag_completes_a_consent() -> None:
    casus = casus_van(JAREN_TERUG[8], Gezag.NIET_TE_BEPALEN, ja(MOEDER, OUDER))
    oordeel = GezagBeoordeeld(DRUIF_ID, Gezag.EENHOOFDIG_OUDERLIJK, "De uitspraak ligt op tafel")
    assert hoe(casus) == "g"
    assert hoe(replace(casus, gezag=(*casus.gezag, oordeel))) == "-"


# --- a no --------------------------------------------------------------------------------------------------------

TWEE = Gezag.GEZAMENLIJK_OUDERLIJK
VIER = (ja(), *BEIDE_OUDERS)
NEE = {
    "one parent refuses": (TWEE, 14, (ja(), ja(MOEDER, OUDER), nee(VADER, OUDER)), "geweigerd"),
    "one parent withdraws": (TWEE, 14, (*VIER, toch_niet(VADER, OUDER)), "ingetrokken"),
    "the youth refuses": (TWEE, 14, (nee(), *BEIDE_OUDERS), "geweigerd"),
    "the youth withdraws": (TWEE, 14, (*VIER, toch_niet()), "ingetrokken"),
    "who represents a youth withdraws": (
        TWEE,
        14,
        (*VIER, toch_niet("Curator Vijg", Hoedanigheid.VERTEGENWOORDIGER)),
        "ingetrokken",
    ),
    "a parent who had said nothing withdraws": (
        Gezag.EENHOOFDIG_OUDERLIJK,
        8,
        (ja(MOEDER, OUDER), toch_niet(VADER, OUDER)),
        "ingetrokken",
    ),
    "the voogd withdraws": (
        Gezag.VOOGDIJ,
        8,
        (ja("Voogd Kers", Hoedanigheid.VOOGD), toch_niet("Voogd Kers", Hoedanigheid.VOOGD)),
        "ingetrokken",
    ),
    "somebody refuses of whom the gezag is not known": (None, 8, (nee(VADER, OUDER),), "geweigerd"),
    "a child of ten refuses": (TWEE, 10, (*BEIDE_OUDERS, nee()), "-"),
    "a parent refuses where a voogd has gezag": (
        Gezag.VOOGDIJ,
        8,
        (ja("Voogd Kers", Hoedanigheid.VOOGD), nee(MOEDER, OUDER)),
        "-",
    ),
    "an adult withdraws": (None, 40, (ja(), toch_niet()), "ingetrokken"),
    "who represents an adult withdraws": (
        None,
        40,
        (ja(), toch_niet("Mentor Vijg", Hoedanigheid.VERTEGENWOORDIGER)),
        "ingetrokken",
    ),
    "a parent of an adult refuses": (None, 40, (ja(), nee(MOEDER, OUDER)), "-"),
}


@pytest.mark.parametrize("geval", NEE)
def test_one_no_of_somebody_entitled_is_enough(geval: str) -> None:
    gezag, leeftijd, woorden, verwacht = NEE[geval]
    assert hoe(casus_van(JAREN_TERUG[leeftijd], gezag, *woorden)) == verwacht


def test_a_no_stands_until_the_same_giver_consents_again() -> None:
    woensdag, donderdag = date(2026, 3, 4), date(2026, 3, 5)
    woorden = (
        *VIER,
        toch_niet(VADER, OUDER),
        ja(MOEDER, OUDER, woensdag),
        ja("VADER pruim", OUDER, donderdag),
    )
    casus = casus_van(JAREN_TERUG[14], TWEE, *woorden)
    dagen = (MAANDAG, DINSDAG, woensdag, donderdag)
    assert [hoe(casus, op=dag) for dag in dagen] == ["-", "ingetrokken", "ingetrokken", "-"]


def test_of_two_that_said_no_the_last_one_names_the_status() -> None:
    casus = casus_van(JAREN_TERUG[14], TWEE, *VIER, toch_niet(), nee(VADER, OUDER, MAANDAG))
    assert [hoe(casus, op=dag) for dag in (MAANDAG, DINSDAG)] == ["geweigerd", "ingetrokken"]


def test_somebody_in_person_is_one_giver_however_the_name_is_written() -> None:
    assert hoe(casus_van(JAREN_TERUG[40], None, nee("D. Druif"), ja("Druif", op=DINSDAG))) == "-"


# --- birthdays and days ------------------------------------------------------------------------------------------


def test_from_the_twelfth_birthday_on_the_parents_alone_no_longer_suffice() -> None:
    casus = casus_van(date(2014, 3, 3), TWEE, *BEIDE_OUDERS)
    dagen = (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4))
    assert [hoe(casus, op=dag) for dag in dagen] == ["-", "Z", "Z"]


def test_at_eighteen_the_own_consent_is_needed_and_enough_and_a_no_of_parents_no_longer_counts() -> None:
    bijna = date(2008, 3, 3)
    zonder = casus_van(bijna, TWEE, *BEIDE_OUDERS)
    met = casus_van(bijna, TWEE, ja(), nee(VADER, OUDER))
    dagen = (date(2026, 3, 2), date(2026, 3, 3))
    assert [hoe(zonder, op=dag) for dag in dagen] == ["Z", "Z"]
    assert [hoe(met, op=dag) for dag in dagen] == ["geweigerd", "-"]
    assert len(met.toestemmingen) == 2, "what was said before stays history"


def test_at_sixteen_the_jeugdwet_lets_somebody_decide_alone() -> None:
    casus = casus_van(date(2010, 3, 3), TWEE, ja(), nee(VADER, OUDER))
    dagen = (date(2026, 3, 2), date(2026, 3, 3))
    assert [hoe(casus, JEUGDWET, op=dag) for dag in dagen] == ["geweigerd", "-"]


def test_who_represents_a_minor_does_not_represent_the_adult() -> None:
    casus = casus_van(date(2008, 3, 3), TWEE, ja("Curator Vijg", Hoedanigheid.VERTEGENWOORDIGER))
    assert hoe(casus, op=date(2026, 3, 3)) == "Z"


def test_a_consent_in_person_that_turns_out_to_be_of_a_child_of_ten_never_counts() -> None:
    toen_tien = casus_van(date(2014, 3, 3), Gezag.EENHOOFDIG_OUDERLIJK, ja(op=date(2024, 5, 1)))
    assert hoe(toen_tien, op=date(2030, 1, 1)) == "ZO"
    toen_elf = casus_van(date(2014, 3, 3), Gezag.EENHOOFDIG_OUDERLIJK, ja(op=date(2026, 3, 2)))
    assert hoe(toen_elf, op=date(2034, 1, 1)) == "Z"


@pytest.mark.parametrize(
    ("geboren", "dag", "leeftijd"),
    [
        (date(2014, 3, 3), date(2026, 3, 2), 11),
        (date(2014, 3, 3), date(2026, 3, 3), 12),
        (date(2014, 3, 3), date(2014, 3, 3), 0),
        (date(2014, 3, 3), date(2014, 3, 2), -1),
        (date(2012, 2, 29), date(2024, 2, 28), 11),
        (date(2012, 2, 29), date(2024, 2, 29), 12),
        (date(2012, 2, 29), date(2025, 2, 28), 12),
        (date(2012, 2, 29), date(2025, 3, 1), 13),
    ],
)
def test_somebody_is_a_year_older_on_the_birthday_itself(geboren: date, dag: date, leeftijd: int) -> None:
    assert leeftijd_op(geboren, dag) == leeftijd
