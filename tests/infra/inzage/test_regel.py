"""A line of the read log has one form in bytes, whoever puts it together."""

from datetime import UTC, datetime
from uuid import UUID

import orjson
import pytest

from domain.rollen import Medewerker, Rol
from infra.inzage.regel import Diepte, Inzage, Inzageuitkomst, Verwerking, lees_regel

OP = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
CASUS, PERSOON, DOEL = UUID(int=0xCA), UUID(int=0xFE), UUID(int=0xD0)


def verwerking(wat: str, *, tafel: str | None, inzagedoel: UUID | None) -> Verwerking:
    return Verwerking(
        spoor="0" * 32,
        span="1" * 16,
        wat=wat,
        recht="een casus lezen",
        doel="casusbehandeling",
        wie=Medewerker("mw-peer", Rol.PROCESREGISSEUR, "zvh"),
        tafel=tafel,
        begin=OP,
        einde=OP,
        uitkomst=Inzageuitkomst.GETOOND,
        inzagedoel=inzagedoel,
    )


@pytest.mark.parametrize("wat", ["GET /monitoring", 'een "casus":"persoon" \\ é', '","zout":"'])
@pytest.mark.parametrize("tafel", ["testtafel", None])
@pytest.mark.parametrize("inzagedoel", [DOEL, None])
@pytest.mark.parametrize(("casus", "persoon"), [(CASUS, PERSOON), (CASUS, None), (None, None)])
def test_a_line_is_json_with_its_names_in_order(
    wat: str, tafel: str | None, inzagedoel: UUID | None, casus: UUID | None, persoon: UUID | None
) -> None:
    inzage = Inzage(verwerking(wat, tafel=tafel, inzagedoel=inzagedoel), casus, persoon, Diepte.ROLLEN)
    regel = inzage.codeer(bytes(range(16)))
    velden = orjson.loads(regel)
    assert regel.encode() == orjson.dumps(velden, option=orjson.OPT_SORT_KEYS)
    assert velden.pop("zout") == bytes(range(16)).hex()
    assert velden == {
        **{
            naam: str(waarde) if isinstance(waarde, UUID) else waarde
            for naam, waarde in inzage.verwerking.velden.items()
        },
        "casus": None if casus is None else str(casus),
        "persoon": None if persoon is None else str(persoon),
        "diepte": "rollen",
    }
    gelezen = lees_regel(1, regel)
    assert (gelezen.casus, gelezen.persoon, gelezen.rest["wat"]) == (casus, persoon, wat)
