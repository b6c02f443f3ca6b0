"""Long after, when the traces are gone: what can still be looked at is, and the rest is said."""

import psycopg
import pytest

from domain.vernietigingslijst.nacontrole import Soort, Uitslag
from infra.nacontrole.later import NietsVernietigd, controleer_later
from infra.nacontrole.sporen import wis_sporen
from tests.infra.nacontrole.huis import LIJST, Huis, van
from tests.infra.nacontrole.test_aanvallen import Buit
from tests.verhalen import Verhaal


def _bewijsnummer(huis: Huis) -> str:
    with huis.eigenaar.connect() as verbinding:
        nummer: str = verbinding.exec_driver_sql(
            "SELECT convert_from(state, 'UTF8')::jsonb #>> '{b,bewijsnummer}' FROM feiten.gebeurtenis"
            " WHERE topic LIKE 'casus.GegevensVerwijderd%%'"
        ).scalar_one()
    return nummer


def _lang_geleden(huis: Huis, verhaal: Verhaal) -> str:
    huis.vernietig([verhaal])
    huis.vernieuw()
    wis_sporen(huis.dienst.engine, LIJST)
    huis.vernieuw()
    return _bewijsnummer(huis)


def test_everything_but_the_files_is_looked_at_again(huis: Huis) -> None:
    nummer = _lang_geleden(huis, huis.verhaal())
    nacontrole = controleer_later(huis.bereik, nummer)
    assert nacontrole.uitslag is Uitslag.GEDEELTELIJK
    assert [een.code for een in nacontrole.controles if een.uitslag is not Uitslag.GESLAAGD] == [
        Soort.BESTANDEN
    ]
    assert "niets te herkennen" in van(nacontrole, Soort.BESTANDEN).toelichting


def test_it_leaves_no_traces_of_its_own(huis: Huis) -> None:
    controleer_later(huis.bereik, _lang_geleden(huis, huis.verhaal()))
    with huis.eigenaar.connect() as verbinding:
        assert verbinding.exec_driver_sql("SELECT count(*) FROM vernietiging.sporenset").scalar_one() == 0


def test_a_ciphertext_that_came_back_is_known_by_the_hash_in_its_event(huis: Huis) -> None:
    verhaal = huis.verhaal()
    buit = Buit.neem(huis, verhaal)
    nummer = _lang_geleden(huis, verhaal)
    with psycopg.connect(huis.database.owner_url) as baas:
        baas.execute("CREATE TABLE public.kopie (iets bytea)")
        baas.execute("INSERT INTO public.kopie VALUES (%s)", (buit.cijfertekst,))
    gevonden = van(controleer_later(huis.bereik, nummer), Soort.TABELLEN)
    assert (gevonden.uitslag, gevonden.waar) == (Uitslag.MISLUKT, ("public.kopie",))


def test_the_numbers_of_a_list_lead_to_what_was_on_it(huis: Huis) -> None:
    nummer = _lang_geleden(huis, huis.verhaal())
    with psycopg.connect(huis.database.owner_url) as baas:
        for versie, naam, inhoud in (
            (1, "LijstVoorgesteld", '{"b": {"lijstnummer": "L-22222-33333"}}'),
            (2, "PostenAfgehandeld", f'{{"b": {{"vernietigd": [{{"bewijsnummer": "{nummer}"}}]}}}}'),
        ):
            baas.execute(
                "INSERT INTO feiten.gebeurtenis (originator_id, originator_version, topic, state)"
                " VALUES ('00000000-0000-0000-0000-00000000007b', %s, %s, convert_to(%s, 'UTF8'))",
                (versie, f"vernietigingslijst.{naam}.v1", inhoud),
            )
    nacontrole = controleer_later(huis.bereik, "L-22222-33333")
    assert nacontrole.uitslag is Uitslag.GEDEELTELIJK


def test_a_number_of_nothing_is_not_a_pass(huis: Huis) -> None:
    with pytest.raises(NietsVernietigd):
        controleer_later(huis.bereik, "V-22222-33333")
