"""Which version of each privacyprotocol is in force: what was taken, or else the one that shipped first."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from hashlib import sha256
from threading import Lock
from uuid import UUID, uuid5

import orjson
from sqlalchemy import Connection, select

from domain.bewaring import Vernietigd
from domain.historie import Opgetekend, van_protocol
from domain.privacyprotocol import Privacyprotocol
from domain.protocol.commands import Protocolopdracht, StelProtocolVoor, VoerProtocolIn
from domain.protocol.decide import decide_protocol
from domain.protocol.events import Protocolfeit, ProtocolIngevoerd
from domain.protocol.state import Protocolstand, evolve_protocol, vouw_protocol
from domain.weigering import Weigering
from infra import tables
from infra.codec import PROTOCOL
from infra.definitions import DefinitieFout, Definities
from infra.optekenen import Eerdere, Nieuw, Opdrachtgever, Optekenaar, met_nieuwe_kans

_RUIMTE = UUID("5f0c2b5e-6a0e-5d0b-9c55-0d2f0e6c7a16")
"""Where the ids of the streams come from: one for each regime, the same everywhere."""


@dataclass(frozen=True)
class GelezenProtocol:
    """Where a regime stands, with the version of the last fact of its stream: 0 where there is none yet."""

    stand: Protocolstand
    versie: int
    historie: tuple[Opgetekend, ...]


@dataclass(frozen=True)
class Protocoluitkomst:
    """What a command led to. ``nieuw`` is empty where it changed nothing; ``positie`` is that of the last fact."""

    stand: Protocolstand
    versie: int
    positie: int
    nieuw: tuple[Protocolfeit, ...]


def afdruk(protocol: Privacyprotocol) -> str:
    """The fingerprint of the rules of one version, in hex; comments and order in its file make no difference."""
    return sha256(orjson.dumps(asdict(protocol), option=orjson.OPT_SORT_KEYS)).hexdigest()


def veranderd(verbinding: Connection, definities: Definities) -> list[str]:
    """Name the versions whose rules are no longer those that were taken, or that are in force and not there at all.

    One that is no longer in force counts: data fall under its rules until they go. Asked of the database alone, for
    who has no keys: nothing of these facts is encrypted. A fact that does not read is named with a question mark.
    """
    anders = []
    for regime in definities.protocollen:
        staten = verbinding.execute(
            select(tables.gebeurtenis.c.state)
            .where(
                tables.gebeurtenis.c.originator_id == _stroom(regime),
                tables.gebeurtenis.c.topic == PROTOCOL.naam(ProtocolIngevoerd),
            )
            .order_by(tables.gebeurtenis.c.originator_version)
        ).scalars()
        genomen = [_genomen(bytes(staat)) for staat in staten]
        leesbaar = [een for een in genomen if een is not None]
        anders += _anders(regime, leesbaar, definities)
        if len(leesbaar) < len(genomen):
            anders.append(f"{regime}/?")
    return anders


def _genomen(staat: bytes) -> tuple[int, str] | None:
    """Which version was taken with which rules; None of a fact that was changed, of which the logboek says more."""
    try:
        inhoud = orjson.loads(staat)["b"]
        return int(inhoud["versie"]), str(inhoud["afdruk"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return None


def _anders(regime: str, genomen: Sequence[tuple[int, str]], definities: Definities) -> list[str]:
    """Of the versions that were taken, the last one in force, those whose rules are other ones by now."""
    namen = []
    for versie, afdruk_van_toen in dict(genomen).items():
        protocol = definities.protocolversies.get(f"{regime}/{versie}")
        weg = protocol is None and versie == genomen[-1][0]
        if weg or (protocol is not None and afdruk(protocol) != afdruk_van_toen):
            namen.append(f"{regime}/{versie}")
    return namen


class Protocollen:
    """Tells which version is in force, and takes another one."""

    def __init__(self, optekenaar: Optekenaar, *, definities: Definities) -> None:
        """Take what reads and writes streams, and the definitions that hold the rules."""
        self._optekenaar = optekenaar
        self._definities = definities
        self._regimes = {_stroom(regime): regime for regime in definities.protocollen}
        self._gelezen = {stroom_id: (0, Protocolstand()) for stroom_id in self._regimes}
        self._slot = Lock()

    def gelezen_tot(self) -> dict[UUID, int]:
        """Of each regime its stream, and the version up to which it is known here: facts do not change."""
        with self._slot:
            return {stroom_id: versie for stroom_id, (versie, _) in self._gelezen.items()}

    def neem_in(self, nieuw: Mapping[UUID, Sequence[Opgetekend]]) -> dict[str, Protocolstand]:
        """Take in what was read after ``gelezen_tot``, and give where each regime stands with it."""
        with self._slot:
            for stroom_id, feiten in nieuw.items():
                versie, stand = self._gelezen[stroom_id]
                # Another thread may have taken in some of these since.
                erbij = [feit for feit in feiten if feit.versie > versie]
                if erbij:
                    stand = reduce(evolve_protocol, van_protocol(erbij), stand)
                    self._gelezen[stroom_id] = (erbij[-1].versie, stand)
            return {regime: self._gelezen[stroom_id][1] for stroom_id, regime in self._regimes.items()}

    def geldend(self, regime: str) -> Privacyprotocol:
        """The version in force. It is read anew each time: another process may have taken one.

        Raises:
            DefinitieFout: the version that was taken is not among the definitions.
        """
        return self.van(regime, self.stand(regime))

    def van(self, regime: str, stand: Protocolstand) -> Privacyprotocol:
        """The version in force, of what was read before.

        Raises:
            DefinitieFout: there is no such regime, or the version that was taken is not among the definitions.
        """
        if regime not in self._definities.protocollen:
            bekend = ", ".join(self._definities.protocollen)
            raise DefinitieFout(f"There is no privacyprotocol of regime {regime!r}; known are: {bekend}.")
        if stand.geldend is None:
            return self._definities.protocollen[regime]
        return self._definities.protocol(f"{regime}/{stand.geldend.versie}")

    def stand(self, regime: str) -> Protocolstand:
        """What was proposed and taken of a regime."""
        return self.lees(regime).stand

    def lees(self, regime: str) -> GelezenProtocol:
        """The same, with the version that a command can be given on."""
        stroom = self._optekenaar.lees(_stroom(regime), "protocol")
        return GelezenProtocol(vouw_protocol(van_protocol(stroom.historie)), stroom.versie, stroom.historie)

    def veranderd(self, regime: str) -> bool:
        """Say whether the rules in force are no longer those that were taken."""
        geldend = self.stand(regime).geldend
        return geldend is not None and afdruk(self.geldend(regime)) != geldend.afdruk

    def eis_ongewijzigd(self, regime: str) -> None:
        """Refuse to destroy by rules that nobody took: such as a bedenktijd that was cut short in the file.

        Raises:
            Weigering: the rules of a version that was taken are not what they were.
        """
        genomen = [
            (feit.versie, feit.afdruk)
            for feit in van_protocol(self._optekenaar.lees(_stroom(regime), "protocol").historie)
            if isinstance(feit, ProtocolIngevoerd)
        ]
        if _anders(regime, genomen, self._definities):
            raise Weigering(
                "De regels van het privacyprotocol zijn niet meer de regels die zijn ingevoerd. Er wordt niets op een "
                "vernietigingslijst gezet tot de beheerder dat heeft hersteld."
            )

    def stel_voor(self, protocol: Privacyprotocol, *, namens: Opdrachtgever) -> Protocoluitkomst:
        """Propose a version; what is new of that.

        Raises:
            Weigering: the rules do not allow it.
        """
        opdracht = StelProtocolVoor(protocol.regime, protocol.versie, afdruk(protocol))
        return self._voer_uit(opdracht, namens=namens)

    def voer_in(self, protocol: Privacyprotocol, *, namens: Opdrachtgever) -> Protocoluitkomst:
        """Take a version that somebody else proposed; what is new of that.

        Raises:
            Weigering: the rules do not allow it.
        """
        opdracht = VoerProtocolIn(protocol.regime, protocol.versie, afdruk(protocol))
        return self._voer_uit(opdracht, namens=namens)

    def _voer_uit(self, opdracht: Protocolopdracht, *, namens: Opdrachtgever) -> Protocoluitkomst:
        vandaag = self._optekenaar.omgeving.vandaag()

        def poging() -> Protocoluitkomst:
            stroom = self._optekenaar.lees(_stroom(opdracht.regime), "protocol")
            if eerder := namens.eerder(stroom.historie):
                return _als_eerder(eerder)
            stand = vouw_protocol(van_protocol(stroom.historie))
            feiten = decide_protocol(stand, opdracht, vandaag=vandaag, wie=namens.wie)
            if not feiten:
                return Protocoluitkomst(stand, stroom.versie, stroom.positie, ())
            nieuw = Nieuw(stroom.stroom_id, stroom.versie, feiten)
            gedaan = self._optekenaar.schrijf([nieuw], bos=stroom.bos, namens=namens)[-1]
            daarna = reduce(evolve_protocol, feiten, stand)
            return Protocoluitkomst(daarna, gedaan.versie, gedaan.positie, tuple(feiten))

        return met_nieuwe_kans(poging)


def _als_eerder(eerder: Eerdere) -> Protocoluitkomst:
    """The answer to a command that was carried out before, as it was then."""
    stand = vouw_protocol(van_protocol(eerder.toen))
    nieuw = tuple(van_protocol(eerder.nieuw))
    feiten = tuple(feit for feit in nieuw if not isinstance(feit, Vernietigd))
    return Protocoluitkomst(stand, eerder.laatste.versie, eerder.laatste.positie, feiten)


def _stroom(regime: str) -> UUID:
    return uuid5(_RUIMTE, regime)
