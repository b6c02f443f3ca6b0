"""The facts of a privacyprotocol. These names and fields are the storage contract, held by a golden file in the tests.

Stored as ``protocol.<Name>.v1``. Nothing here is about anybody whom a casus is about, so all of it stays: what rules a
casus was destroyed under has to be told for ever. The rules themselves are in the definitions that ship; ``afdruk``
is their fingerprint, so that a file that was changed afterwards is noticed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from domain.bewaring import Blijvend, Vernietigd


@dataclass(frozen=True)
class ProtocolVoorgesteld:
    """Somebody proposed to take another version; another person has to take it."""

    regime: Annotated[str, Blijvend]
    versie: Annotated[int, Blijvend]
    afdruk: Annotated[str, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]


@dataclass(frozen=True)
class ProtocolIngevoerd:
    """A version is in force from here: every term that is set from now on is set under it."""

    regime: Annotated[str, Blijvend]
    versie: Annotated[int, Blijvend]
    afdruk: Annotated[str, Blijvend]
    ingevoerd_op: Annotated[date, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]
    ingevoerd_door: Annotated[str, Blijvend]


Protocolfeit = ProtocolVoorgesteld | ProtocolIngevoerd
"""Everything that can be recorded of a privacyprotocol."""

Protocolgebeurtenis = Protocolfeit | Vernietigd
"""Everything that can be read back; nothing of it is ever destroyed."""
