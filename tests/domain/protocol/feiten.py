"""What was recorded of the privacyprotocol of an invented regime: a fact of each kind."""

from domain.protocol.events import ProtocolIngevoerd, ProtocolVoorgesteld
from tests.domain.tafel import DINSDAG

AFDRUK = "aa" * 32
PROTOCOL_VOORGESTELD = ProtocolVoorgesteld("testregime", 2, AFDRUK, "mw-kers")
PROTOCOL_INGEVOERD = ProtocolIngevoerd("testregime", 2, AFDRUK, DINSDAG, "mw-kers", "mw-pruim")
