"""A walk over the decisions of a case, also when only its skeleton is left."""

from dataclasses import fields
from typing import get_args

from domain.casus.events import Feit
from domain.casus.state import Fase
from domain.consultatie.events import Consultatiefeit
from domain.verzoek.events import Verzoekfeit
from projections.beslissingen import BESLISSINGEN, GEEN_BESLISSING, beslissingen
from tests.domain import feiten as f
from tests.projections.historie import VERNIETIGD_OP, historie, vernietig

ALLE = (*get_args(Feit), *get_args(Consultatiefeit), *get_args(Verzoekfeit))


def test_every_kind_of_fact_is_a_decision_or_none() -> None:
    assert set(BESLISSINGEN) | GEEN_BESLISSING == {soort.__name__ for soort in ALLE}
    assert not set(BESLISSINGEN) & GEEN_BESLISSING


def test_the_field_that_says_why_is_a_field_of_that_fact() -> None:
    for soort in ALLE:
        besluit = BESLISSINGEN.get(soort.__name__)
        if besluit is not None and besluit.waarom is not None:
            assert besluit.waarom in {veld.name for veld in fields(soort)}, soort


def test_a_decision_says_who_when_why_and_on_what_ground() -> None:
    besluiten = list(beslissingen(historie(*f.STANDEN[Fase.MONITORING])))
    triage = next(besluit for besluit in besluiten if besluit.soort == "triage")
    assert (triage.wie, triage.rol, triage.doel) == ("mw-peer", "procesregisseur", "triage")
    assert triage.waarom == f.GETRIEERD.motivering
    assert triage.grondslag == f.GRONDSLAG_VASTGELEGD.grondslag
    assert besluiten[0].grondslag is None
    assert [besluit.versie for besluit in besluiten] == sorted({besluit.versie for besluit in besluiten})


def test_of_a_destroyed_case_it_says_that_something_was_decided_but_not_why() -> None:
    feiten = historie(*f.STANDEN[Fase.AFGESLOTEN], f.GEGEVENS_VERWIJDERD)
    voor, na = list(beslissingen(feiten)), list(beslissingen([vernietig(feit) for feit in feiten]))
    assert [(besluit.soort, besluit.op, besluit.rol) for besluit in voor] == [
        (besluit.soort, besluit.op, besluit.rol) for besluit in na
    ]
    triage = next(besluit for besluit in na if besluit.soort == "triage")
    assert (triage.waarom, triage.grondslag, triage.vernietigd_op) == (None, None, VERNIETIGD_OP)
    assert na[-1].waarom == f.GEGEVENS_VERWIJDERD.grond
    assert na[-1].vernietigd_op is None
