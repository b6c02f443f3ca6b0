"""What changed between two states, in data."""

from projections.verschil import Paar, Veldverschil, verschillen

ANNA = {"id": 1, "naam": "Testpersoon Framboos", "dag": None}
ANNA_MET_DAG = {**ANNA, "dag": "1991-05-17"}
BRAM = {"id": 2, "naam": "Testpersoon Braam", "dag": None}


def test_two_equal_states_differ_in_nothing() -> None:
    assert verschillen({"fase": "opgenomen"}, {"fase": "opgenomen"}, sleutels={}) == ()


def test_a_single_value_went_from_one_to_the_other() -> None:
    gevonden = verschillen({"fase": "aangemeld", "a": 1}, {"fase": "opgenomen", "a": 1}, sleutels={})
    assert gevonden == (Veldverschil("fase", "aangemeld", "opgenomen"),)


def test_a_field_that_was_not_there_was_empty() -> None:
    assert verschillen({}, {"triage": {"uitkomst": "ico"}}, sleutels={}) == (
        Veldverschil("triage", None, {"uitkomst": "ico"}),
    )
    assert verschillen({"agenda": "2026-03-09"}, {}, sleutels={}) == (
        Veldverschil("agenda", "2026-03-09", None),
    )


def test_of_a_list_it_says_what_was_added_what_left_and_what_changed() -> None:
    (gevonden,) = verschillen(
        {"mensen": [ANNA, {"id": 3}]}, {"mensen": [ANNA_MET_DAG, BRAM]}, sleutels={"mensen": "id"}
    )
    assert (gevonden.erbij, gevonden.weg) == ((BRAM,), ({"id": 3},))
    assert gevonden.gewijzigd == (Paar(ANNA, ANNA_MET_DAG),)


def test_without_a_key_a_part_that_changed_left_and_another_came() -> None:
    (gevonden,) = verschillen({"mensen": [ANNA]}, {"mensen": [ANNA_MET_DAG]}, sleutels={})
    assert (gevonden.erbij, gevonden.weg, gevonden.gewijzigd) == ((ANNA_MET_DAG,), (ANNA,), ())


def test_what_is_in_a_list_twice_counts_twice() -> None:
    (gevonden,) = verschillen({"woorden": ["ja"]}, {"woorden": ["ja", "ja"]}, sleutels={})
    assert (gevonden.erbij, gevonden.weg) == (("ja",), ())


def test_another_order_alone_adds_and_takes_nothing() -> None:
    (gevonden,) = verschillen({"woorden": ["a", "b"]}, {"woorden": ["b", "a"]}, sleutels={})
    assert (gevonden.erbij, gevonden.weg, gevonden.gewijzigd) == ((), (), ())
