"""How another version of a privacyprotocol comes to hold: proposed by one beheerder, taken by another."""

from api.demo.stappen import SteltProtocolVoor, Verhaal, VoertProtocolIn
from api.demo.verteller import Verteller
from domain.privacyprotocol import Privacyprotocol

DOEL = "privacyprotocol"


def nieuwe_versie(v: Verteller, protocol: Privacyprotocol) -> Verhaal:
    """Tell how a version comes to hold; every running term of its regime is reckoned anew at once."""
    yield v.doe(v.bezetting.beheerder, DOEL, SteltProtocolVoor(protocol))
    v.na(3)
    yield v.doe(v.bezetting.tweede_beheerder, DOEL, VoertProtocolIn(protocol))
