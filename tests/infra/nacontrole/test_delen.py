"""One person, or what one organisation brought in, is destroyed within a case that lives on."""

import psycopg
import pytest

from domain.vernietigingslijst.nacontrole import Soort, Uitslag
from infra.keys import Eenheid
from infra.nacontrole.sporen import beperk_sporen, neem_sporen
from tests.infra.nacontrole.huis import LIJST, Huis, van

_WAAR = "stroom_id = %(stroom)s AND (%(persoon)s::uuid IS NULL OR persoon_id = %(persoon)s)"
_EN_ORGANISATIE = " AND (%(organisatie)s::text IS NULL OR organisatie = %(organisatie)s)"


def _vernietig(huis: Huis, eenheid: Eenheid, *, behalve: str = "") -> None:
    """By hand: the mark, and the rows of the unit in each table but one."""
    waarden = {"stroom": eenheid.stroom_id, "persoon": eenheid.persoon_id, "organisatie": eenheid.organisatie}
    tabellen = {"kluis.deel": _WAAR + _EN_ORGANISATIE, "sleutels.sleutel": _WAAR + _EN_ORGANISATIE}
    if eenheid.organisatie is None:
        tabellen |= {"kluis.samenloop": _WAAR, "weergave.triagelijst_toestemming": _WAAR}
    with psycopg.connect(huis.database.owner_url) as baas:
        if behalve != "kluis.omheining":
            baas.execute(
                "INSERT INTO kluis.omheining (stroom_id, persoon_id, organisatie, op)"
                " VALUES (%(stroom)s, %(persoon)s, %(organisatie)s, '2026-03-02')",
                waarden,
            )
        for tabel, waar in tabellen.items():
            if tabel != behalve:
                baas.execute(f"DELETE FROM {tabel} WHERE {waar}", waarden)  # noqa: S608 names of our own tables


def _eenheid(huis: Huis, soort: str) -> Eenheid:
    verhaal = huis.verhaal()
    huis.dienst.runner.werk_bij()
    stroom, persoon = huis.stroom(verhaal), huis.mensen[verhaal.casusnummer][0]
    eenheid = Eenheid(stroom, persoon, None) if soort == "persoon" else Eenheid(stroom, None, "politie")
    neem_sporen(huis.dienst.engine, LIJST, [eenheid], op=huis.dienst.omgeving.nu())
    return eenheid


SOORTEN = ("persoon", "bijdrage")


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_part_that_is_gone_passes_though_the_case_lives(huis: Huis, soort: str) -> None:
    _vernietig(huis, _eenheid(huis, soort))
    huis.vernieuw()
    nacontrole = huis.controleer()
    assert [een for een in nacontrole.controles if een.uitslag is not Uitslag.GESLAAGD] == []


@pytest.mark.parametrize("soort", SOORTEN)
@pytest.mark.parametrize(
    ("behalve", "controle"),
    [
        ("kluis.deel", Soort.TABELLEN),
        ("sleutels.sleutel", Soort.SLEUTELS),
        ("kluis.omheining", Soort.OMHEINING),
    ],
)
def test_what_is_left_of_a_part_is_found(huis: Huis, soort: str, behalve: str, controle: Soort) -> None:
    _vernietig(huis, _eenheid(huis, soort), behalve=behalve)
    gevonden = van(huis.controleer(datamap=None), controle)
    assert gevonden.uitslag is Uitslag.MISLUKT
    assert behalve in gevonden.waar


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_part_of_which_nothing_was_destroyed_fails(huis: Huis, soort: str) -> None:
    """Its key is there, so the late write is refused for another reason than the fence."""
    _eenheid(huis, soort)
    nacontrole = huis.controleer(datamap=None)
    mislukt = {een.code for een in nacontrole.controles if een.uitslag is Uitslag.MISLUKT}
    assert mislukt >= {Soort.TABELLEN, Soort.SLEUTELS, Soort.OMHEINING, Soort.KEK}


def test_a_mark_by_which_a_destroyed_person_can_be_found_is_found(huis: Huis) -> None:
    _vernietig(huis, _eenheid(huis, "persoon"), behalve="kluis.samenloop")
    gevonden = van(huis.controleer(datamap=None), Soort.ZOEKINDEX)
    assert (gevonden.uitslag, gevonden.waar) == (Uitslag.MISLUKT, ("kluis.samenloop",))
    # With the KEK the key of the index is replaced: a mark of somebody whom no case knows is not made anew.
    huis.vernieuw()
    assert van(huis.controleer(datamap=None), Soort.ZOEKINDEX).uitslag is Uitslag.GESLAAGD


def test_of_a_part_the_key_of_the_read_log_is_said_to_live(huis: Huis) -> None:
    _vernietig(huis, _eenheid(huis, "persoon"))
    huis.vernieuw()
    assert (
        "hoort de sleutel bij de casus als geheel"
        in van(huis.controleer(datamap=None), Soort.INZAGELOGBOEK).toelichting
    )


def test_what_was_taken_off_the_list_lives_and_is_no_residue(huis: Huis) -> None:
    """A hold came at the last moment: traces were taken, and nothing was destroyed."""
    gaat, blijft = huis.verhaal(), huis.verhaal()
    stromen = {verhaal.casusnummer: huis.stroom(verhaal) for verhaal in (gaat, blijft)}
    huis.neem_sporen(*stromen.values())
    gaat.verwijder()
    huis.vernieuw()
    assert huis.controleer(datamap=None).uitslag is Uitslag.MISLUKT
    beperk_sporen(huis.dienst.engine, LIJST, [Eenheid(stromen[gaat.casusnummer], None, None)])
    assert [een.code for een in huis.controleer().controles if een.uitslag is not Uitslag.GESLAAGD] == []


def test_somebody_who_is_known_in_another_case_is_no_residue_there(huis: Huis) -> None:
    eerste = huis.verhaal()
    huis.verhaal(over=huis.mensen[eerste.casusnummer][0])
    huis.vernietig([eerste])
    huis.vernieuw()
    assert van(huis.controleer(datamap=None), Soort.TABELLEN).uitslag is Uitslag.GESLAAGD
