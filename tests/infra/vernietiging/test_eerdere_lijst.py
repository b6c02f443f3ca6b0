"""A case that stood on an earlier list and went by a later one: no version of a row says that it stood there."""

import pytest
from sqlalchemy import text

from api.samenstelling import Dienst
from domain.casus.waarden import Weigerreden
from infra.aanvullen import Aanvuller
from infra.database import Database
from infra.herbouw import Herbouwer
from infra.vernietiging.lijsten import Geweigerd
from projections.alle import WEERGAVEN
from tests.conftest import Klok
from tests.infra.test_verloop import alle_stromen, op_moment
from tests.infra.vernietiging.lijstverhaal import gesloten, goedgekeurd, stel_voor, voer_uit
from tests.verhalen import TWEEDE_COMPLIANCE


@pytest.fixture
def tegelijk() -> int:
    """One list at a time."""
    return 1


def test_of_a_case_that_went_no_version_of_an_earlier_list_is_kept_also_where_lists_are_told_apart(
    dienst: Dienst, klok: Klok, herbouwer: Herbouwer, database: Database
) -> None:
    weg, blijft = gesloten(dienst), gesloten(dienst)
    stroom = dienst.shell.laad(weg.casusnummer).stroom_id
    eerste = stel_voor(dienst, weg, blijft)
    post = next(een.post for een in dienst.lijsten.laad(eerste).lijst.posten if een.post.stroom_id == stroom)
    klok.verder(days=1)
    dienst.lijsten.controleer(
        eerste,
        (Geweigerd(post.post_id, Weigerreden.NOG_NODIG, "Er loopt nog iets"),),
        namens=TWEEDE_COMPLIANCE,
    )
    dienst.runner.werk_bij()

    def versies() -> int:
        with dienst.engine.connect() as verbinding:
            vraag = text("SELECT count(*) FROM weergave.vernietigingspost_toen WHERE stroom_id = :stroom")
            return int(verbinding.execute(vraag, {"stroom": stroom}).scalar_one())

    assert versies() == 1
    voer_uit(dienst, goedgekeurd(dienst, klok, weg))
    assert versies() == 0
    herbouwer.herbouw(WEERGAVEN, meld=lambda _op, _van: None)
    assert versies() == 0
    # A database of before versions were kept, filled in: the list by which it went is told after the other.
    with database.owner_engine().begin() as verbinding:
        verbinding.execute(
            text("INSERT INTO weergave.aanvulling (naam, tot) SELECT naam, positie FROM weergave.stand")
        )
    vuller = Aanvuller(dienst.engine, dienst.archief, WEERGAVEN, definities=dienst.definities, tegelijk=1)
    while vuller.vul_aan():
        pass
    assert versies() == 0


def test_a_list_that_was_carried_out_is_told_again_from_its_facts_of_a_moment_ago(
    dienst: Dienst, klok: Klok
) -> None:
    lijst = voer_uit(dienst, goedgekeurd(dienst, klok, gesloten(dienst)))
    toen = klok()
    klok.verder(days=1)
    opnieuw = op_moment(dienst, toen, stromen=alle_stromen(dienst))
    assert [rij[1] for rij in opnieuw["vernietigingslijst"]] == [lijst.lijstnummer]
    assert opnieuw == op_moment(dienst, toen, stromen=None)
