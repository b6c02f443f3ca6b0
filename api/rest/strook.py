"""The bewijsstrook as a file: of a casus, and of a consultatie."""

from typing import Any
from uuid import UUID

from fastapi import Response

from api.rest.toegang import Toegang
from infra.verklaring.strook import Bewijsstrook

STROOKBESTAND: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}}}
}
"""How a route that answers with a strook describes that."""


def strook_uit(stroom_id: UUID, toegang: Toegang) -> Response:
    """The strook, for who may read the casus or consultatie behind it."""
    strook = Bewijsstrook.van(toegang.dienst.inzagen.pseudoniemen(stroom_id).zout(stroom_id))
    headers = {"Content-Disposition": 'attachment; filename="bewijsstrook.json"'}
    return Response(strook.codeer(), media_type="application/json", headers=headers)
