"""The rules of taking another version of a privacyprotocol.

1. One person proposes, another one takes it: it can make data due at once, and then they are gone.
2. What is taken has the very rules that were proposed.
3. A version that is in force is not proposed again; an older one can be, as a decision of its own.
"""

from datetime import date
from typing import assert_never

from domain.protocol.commands import Protocolopdracht, StelProtocolVoor, VoerProtocolIn
from domain.protocol.events import Protocolfeit, ProtocolIngevoerd, ProtocolVoorgesteld
from domain.protocol.state import Protocolstand
from domain.rollen import Medewerker
from domain.weigering import Weigering


def decide_protocol(
    stand: Protocolstand, opdracht: Protocolopdracht, *, vandaag: date, wie: Medewerker
) -> list[Protocolfeit]:
    """Decide on one command.

    Raises:
        Weigering: the rules do not allow it; the sentence says why, and nothing is recorded.
    """
    match opdracht:
        case StelProtocolVoor():
            return _stel_voor(stand, opdracht, wie=wie)
        case VoerProtocolIn():
            return _voer_in(stand, opdracht, vandaag=vandaag, wie=wie)
        case _:
            assert_never(opdracht)


def _stel_voor(stand: Protocolstand, opdracht: StelProtocolVoor, *, wie: Medewerker) -> list[Protocolfeit]:
    feit = ProtocolVoorgesteld(opdracht.regime, opdracht.versie, opdracht.afdruk, wie.id)
    if stand.voorstel == feit:
        return []
    if _geldt(stand, opdracht):
        raise Weigering("Deze versie van het privacyprotocol geldt al.")
    return [feit]


def _voer_in(
    stand: Protocolstand, opdracht: VoerProtocolIn, *, vandaag: date, wie: Medewerker
) -> list[Protocolfeit]:
    if _geldt(stand, opdracht):
        return []
    voorstel = stand.voorstel
    if voorstel is None or voorstel.versie != opdracht.versie:
        raise Weigering("Stel deze versie eerst voor; een tweede persoon voert haar in.")
    if voorstel.afdruk != opdracht.afdruk:
        raise Weigering(
            "De regels van deze versie zijn veranderd sinds het voorstel. Stel haar opnieuw voor."
        )
    if voorstel.voorgesteld_door == wie.id:
        raise Weigering("Wie een privacyprotocol voorstelt, voert het niet zelf in.")
    return [
        ProtocolIngevoerd(
            regime=opdracht.regime,
            versie=opdracht.versie,
            afdruk=opdracht.afdruk,
            ingevoerd_op=vandaag,
            voorgesteld_door=voorstel.voorgesteld_door,
            ingevoerd_door=wie.id,
        )
    ]


def _geldt(stand: Protocolstand, opdracht: Protocolopdracht) -> bool:
    geldend = stand.geldend
    return geldend is not None and (geldend.versie, geldend.afdruk) == (opdracht.versie, opdracht.afdruk)
