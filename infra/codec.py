"""From a fact to what is stored, and back.

The event keeps its moment, the role of who acted, the fields marked ``Blijvend``, and one commitment: the hash of
the ciphertext of its main part. That part opens only beside exactly those clear fields and that stored name.

The main part (part 0) holds the rest of the envelope, the other fields, and of each part that stands apart, such as
one for each person: its hash, and whose it is. So the event binds all of its content, and once the kluis rows are
gone nothing of it, not even how many people it was about, can be read from the event.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import TypeAdapter

from domain.bewaring import (
    ApartPerDeel,
    Blijvend,
    Leverancier,
    OverPersoon,
    VanDeCasus,
    Vernietigbaar,
    Vernietigd,
)
from domain.casus.events import Feit
from domain.consultatie.events import Consultatiefeit
from domain.historie import Envelop, Opgetekend
from domain.maken import gemaakt
from domain.overleg.events import Overlegfeit
from domain.protocol.events import Protocolfeit
from domain.rollen import Rol
from domain.vernietigingslijst.events import Lijstfeit
from domain.verzoek.events import Verzoekfeit
from infra.keys import NONCE, Eenheid, Sleutelbos
from infra.verzegeld import Deel, Verzegeld

JSON = dict[str, Any]


class KluisGeschonden(Exception):
    """Stored content is missing, changed or moved without a destruction on record. Names the place, no content."""


class OnbekendContract(Exception):
    """An event has a stored name that this version of the service does not know."""


# --- the contract ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Upcast:
    """How an older form of a fact becomes the next one: its new stored name, and its fields rewritten."""

    naar: str
    zet_om: Callable[[JSON], JSON]


class Contract:
    """Stored names and the types behind them. An old name stays readable through its upcast."""

    def __init__(
        self,
        soort: str,
        typen: Iterable[type],
        *,
        versies: Mapping[str, int] | None = None,
        upcasts: Mapping[str, Upcast] | None = None,
    ) -> None:
        """``versies`` gives the version of a type that is not at 1; ``upcasts`` are keyed by the old name."""
        self.namen_van = {
            type_: f"{soort}.{type_.__name__}.v{(versies or {}).get(type_.__name__, 1)}" for type_ in typen
        }
        self.typen = {naam: type_ for type_, naam in self.namen_van.items()}
        self.upcasts = dict(upcasts or {})

    def met(self, *andere: "Contract") -> "Contract":
        """One contract that holds these as well."""
        samen = Contract("", ())
        for contract in (self, *andere):
            samen.namen_van |= contract.namen_van
            samen.typen |= contract.typen
            samen.upcasts |= contract.upcasts
        return samen

    @property
    def namen(self) -> tuple[str, ...]:
        """The names that new facts are stored under."""
        return tuple(self.typen)

    def naam(self, type_: type) -> str:
        """The stored name of a type."""
        return self.namen_van[type_]

    def type_van(self, naam: str) -> tuple[type, list[Callable[[JSON], JSON]]]:
        """The type behind a stored name, and the rewritings that lead to it."""
        stappen: list[Callable[[JSON], JSON]] = []
        while naam in self.upcasts:
            upcast = self.upcasts[naam]
            stappen.append(upcast.zet_om)
            naam = upcast.naar
        if naam not in self.typen:
            raise OnbekendContract(f"No type is known for the stored name {naam!r}.")
        return self.typen[naam], stappen


CASUS = Contract("casus", get_args(Feit))
OVERLEG = Contract("overleg", get_args(Overlegfeit))
CONSULTATIE = Contract("consultatie", get_args(Consultatiefeit))
VERNIETIGINGSLIJST = Contract("vernietigingslijst", get_args(Lijstfeit))
PROTOCOL = Contract("protocol", get_args(Protocolfeit))
VERZOEK = Contract("verzoek", get_args(Verzoekfeit))
ALLES = CASUS.met(OVERLEG, CONSULTATIE, PROTOCOL, VERZOEK, VERNIETIGINGSLIJST)
"""The contract of the whole store. A type stands in one of them only."""


# --- how a type is laid out --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Indeling:
    """Which fields of a type stay, which stand apart per element, and which name person and supplier."""

    adapter: TypeAdapter[Any]
    blijvend: frozenset[str]
    geheim: frozenset[str]
    apart: Mapping[str, type[Vernietigbaar]]
    persoon: str | None
    leverancier: str | None
    van_de_casus: bool

    @property
    def geheel_blijvend(self) -> bool:
        """Nothing of this fact goes into the kluis."""
        return not self.geheim and not self.apart


@cache
def indeling(type_: type) -> Indeling:
    """Read the marks on the fields of a type."""
    merken: dict[str, tuple[object, ...]] = {}
    apart: dict[str, type[Vernietigbaar]] = {}
    for naam, hint in get_type_hints(type_, include_extras=True).items():
        merken[naam] = hint.__metadata__ if get_origin(hint) is Annotated else ()
        if ApartPerDeel in merken[naam]:
            apart[naam] = get_args(get_args(hint)[0])[0]

    def met(merk: type) -> list[str]:
        return [naam for naam, gezet in merken.items() if merk in gezet]

    blijvend = frozenset(met(Blijvend))
    return Indeling(
        adapter=TypeAdapter(type_),
        blijvend=blijvend,
        geheim=frozenset(merken) - blijvend - set(apart),
        apart=apart,
        persoon=next(iter(met(OverPersoon)), None),
        leverancier=next(iter(met(Leverancier)), None),
        van_de_casus=issubclass(type_, VanDeCasus),
    )


# --- sealing and opening -----------------------------------------------------------------------------------------


class Codec:
    """Seals facts and opens them again, under one contract."""

    def __init__(self, contract: Contract, *, nieuw_id: Callable[[], UUID]) -> None:
        """``nieuw_id`` gives the ids of new data keys."""
        self._contract = contract
        self._nieuw_id = nieuw_id

    def verzegel(self, opgetekend: Opgetekend, bos: Sleutelbos) -> Verzegeld:
        """Turn a fact into what is stored; new data keys are left in ``bos.nieuw``."""
        feit, envelop = opgetekend.gebeurtenis, opgetekend.envelop
        plan = indeling(cast("type", type(feit)))
        velden: JSON = plan.adapter.dump_python(feit, mode="json")
        inhoud: JSON = {
            "op": envelop.op.isoformat(),
            "rol": envelop.rol.value,
            "b": {naam: velden[naam] for naam in plan.blijvend},
        }
        naam = self._contract.naam(type(feit))
        delen: list[Deel] = []
        if not plan.geheel_blijvend:
            delen = self._delen(opgetekend, plan, velden, bos, in_het_zicht=_in_het_zicht(naam, inhoud))
            inhoud["k"] = delen[0].hash
        return Verzegeld(
            stroom_id=opgetekend.stroom_id,
            versie=opgetekend.versie,
            positie=0,
            naam=naam,
            inhoud=orjson.dumps(inhoud, option=orjson.OPT_SORT_KEYS),
            delen=tuple(delen),
        )

    def _delen(
        self, opgetekend: Opgetekend, plan: Indeling, velden: JSON, bos: Sleutelbos, *, in_het_zicht: bytes
    ) -> list[Deel]:
        envelop = opgetekend.envelop
        leverancier = velden[plan.leverancier] if plan.leverancier else envelop.organisatie
        if plan.van_de_casus:
            leverancier = None
        apart: list[Deel] = []
        wijzers: JSON = {}
        for veld, elementtype in plan.apart.items():
            hierheen = []
            for element in velden[veld]:
                eenheid = _eenheid(opgetekend.stroom_id, elementtype, element, anders=leverancier)
                deel = self._deel(opgetekend, len(apart) + 1, eenheid, element, bos)
                apart.append(deel)
                hierheen.append(
                    [deel.nummer, deel.hash, element.get(_persoonveld(elementtype)), eenheid.organisatie]
                )
            wijzers[veld] = hierheen
        persoon = UUID(van) if (van := velden.get(plan.persoon or "")) else None
        hoofd: JSON = {
            "e": {
                "wie": envelop.wie,
                "organisatie": envelop.organisatie,
                "doel": envelop.doel,
                "spoor": envelop.spoor,
            },
            "f": {naam: velden[naam] for naam in plan.geheim},
            "a": wijzers,
        }
        eenheid = Eenheid(opgetekend.stroom_id, persoon, leverancier)
        return [self._deel(opgetekend, 0, eenheid, hoofd, bos, in_het_zicht=in_het_zicht), *apart]

    def _deel(
        self,
        opgetekend: Opgetekend,
        nummer: int,
        eenheid: Eenheid,
        inhoud: object,
        bos: Sleutelbos,
        *,
        in_het_zicht: bytes = b"",
    ) -> Deel:
        sleutel = bos.voor(eenheid, nieuw_id=self._nieuw_id())
        nonce = os.urandom(NONCE)
        bij = _plaats(opgetekend.stroom_id, opgetekend.versie, nummer) + in_het_zicht
        tekst = sleutel.aead.encrypt(nonce, orjson.dumps(inhoud), bij)
        return Deel(nummer, eenheid, sleutel.id, nonce + tekst)

    def open(self, verzegeld: Verzegeld, bos: Sleutelbos) -> Opgetekend:
        """Read a stored fact back.

        Raises:
            KluisGeschonden: content is missing without a destruction on record, or does not fit its commitment.
            OnbekendContract: the stored name is not known.
            SleutelFout: the KEK is not the one that sealed it.
        """
        try:
            inhoud: JSON = orjson.loads(verzegeld.inhoud)
            blijvend: JSON = inhoud["b"]
        except (orjson.JSONDecodeError, LookupError, TypeError) as fout:
            waar = f"{verzegeld.stroom_id}/{verzegeld.versie}"
            raise KluisGeschonden(f"The event {waar} is not what was written.") from fout
        hoofd, weg = self._hoofd(verzegeld, inhoud, bos)
        wie: JSON = hoofd.get("e", _NIEMAND)
        envelop = {
            "op": datetime.fromisoformat(inhoud["op"]),
            "rol": _ROLLEN[inhoud["rol"]],
            "wie": wie["wie"],
            "organisatie": wie["organisatie"],
            "doel": wie["doel"],
            "spoor": wie["spoor"],
        }
        velden = {
            "stroom_id": verzegeld.stroom_id,
            "versie": verzegeld.versie,
            "positie": verzegeld.positie,
            "naam": verzegeld.naam,
            "envelop": gemaakt(Envelop, envelop),
            "gebeurtenis": self._gebeurtenis(
                verzegeld, blijvend | hoofd.get("f", _NIETS), hoofd.get("a", _NIETS), bos
            )
            if weg is None
            else Vernietigd(verzegeld.naam, weg),
            "blijvend": tuple(sorted(blijvend.items())) if blijvend else (),
        }
        return gemaakt(Opgetekend, velden)

    def _hoofd(
        self, verzegeld: Verzegeld, inhoud: JSON, bos: Sleutelbos
    ) -> tuple[Mapping[str, Any], datetime | None]:
        """The main part, or when it was destroyed; a fact that wholly stays has none and is never gone."""
        commitment = inhoud.pop("k", None)
        if commitment is None:
            return _NIETS, None
        for omheining in verzegeld.omheiningen:
            if omheining.heel or verzegeld.versie in omheining.versies:
                return _NIETS, omheining.op
        deel = verzegeld.deel(0)
        if deel is None:
            raise _weg_zonder_bericht(verzegeld)
        # The main part is bound to all that stands in the clear beside its commitment.
        in_het_zicht = _in_het_zicht(verzegeld.naam, inhoud)
        hoofd: JSON = self._open_deel(verzegeld, deel, commitment, bos, in_het_zicht=in_het_zicht)
        return hoofd, None

    def _gebeurtenis(
        self,
        verzegeld: Verzegeld,
        velden: JSON,
        apart: Mapping[str, Sequence[Sequence[Any]]],
        bos: Sleutelbos,
    ) -> Any:
        type_, stappen = self._contract.type_van(verzegeld.naam)
        plan = indeling(type_)
        for veld, wijzers in apart.items():
            velden[veld] = [self._element(verzegeld, plan.apart.get(veld), w, bos) for w in wijzers]
        for stap in stappen:
            velden = stap(velden)
        return plan.adapter.validator.validate_python(velden)

    def _element(
        self,
        verzegeld: Verzegeld,
        elementtype: type[Vernietigbaar] | None,
        wijzer: Sequence[Any],
        bos: Sleutelbos,
    ) -> Any:
        nummer, commitment, persoon, organisatie = wijzer
        deel = verzegeld.deel(nummer)
        if deel is not None:
            return self._open_deel(verzegeld, deel, commitment, bos)
        eenheid = Eenheid(verzegeld.stroom_id, UUID(persoon) if persoon else None, organisatie)
        if not any(omheining.geldt_voor(eenheid) for omheining in verzegeld.omheiningen):
            raise _weg_zonder_bericht(verzegeld)
        # A field that the type no longer has is for its upcast to deal with.
        return elementtype.vernietigd() if elementtype else None

    def _open_deel(
        self, verzegeld: Verzegeld, deel: Deel, commitment: str, bos: Sleutelbos, *, in_het_zicht: bytes = b""
    ) -> Any:
        tekst = deel.cijfertekst
        if sha256(tekst).hexdigest() != commitment:
            raise KluisGeschonden(f"The content of {verzegeld.naam_van(deel)} does not fit its commitment.")
        sleutel = _sleutel(verzegeld, deel, bos)
        bij = _plaats(verzegeld.stroom_id, verzegeld.versie, deel.nummer) + in_het_zicht
        try:
            return orjson.loads(sleutel.decrypt(tekst[:NONCE], tekst[NONCE:], bij))
        except InvalidTag as fout:
            raise KluisGeschonden(
                f"The content of {verzegeld.naam_van(deel)} does not open with its key."
            ) from fout


def _sleutel(verzegeld: Verzegeld, deel: Deel, bos: Sleutelbos) -> AESGCM:
    """What a part opens with."""
    ingepakt = deel.ingepakt
    if ingepakt is None:
        bekend = bos.op_id.get(deel.sleutel_id)
        if bekend is not None:
            return bekend
        ingepakt = verzegeld.sleutel(deel.sleutel_id) or bos.klaar.get(deel.sleutel_id)
        if ingepakt is None:
            raise KluisGeschonden(
                f"The key of {verzegeld.naam_van(deel)} is gone without a destruction on record."
            )
    return bos.neem(ingepakt)


_ROLLEN = {rol.value: rol for rol in Rol}
_NIETS: Mapping[str, Any] = {}
_NIEMAND: JSON = {"wie": None, "organisatie": None, "doel": None, "spoor": None}


def _plaats(stroom_id: UUID, versie: int, nummer: int) -> bytes:
    """The associated data of a part: content cannot be moved to another place."""
    # The id in 16 bytes, the version in 8, the number in 4.
    return (stroom_id.int << 96 | versie << 32 | nummer).to_bytes(28)


def _eenheid(stroom_id: UUID, elementtype: type, element: JSON, *, anders: str | None) -> Eenheid:
    plan = indeling(elementtype)
    persoon = UUID(van) if (van := element.get(plan.persoon or "")) else None
    return Eenheid(stroom_id, persoon, element[plan.leverancier] if plan.leverancier else anders)


def _persoonveld(elementtype: type) -> str:
    return indeling(elementtype).persoon or ""


def _in_het_zicht(naam: str, inhoud: JSON) -> bytes:
    """What of an event is not encrypted, as the main part is bound to it."""
    return naam.encode() + b"\0" + orjson.dumps(inhoud, option=orjson.OPT_SORT_KEYS)


def _weg_zonder_bericht(verzegeld: Verzegeld) -> KluisGeschonden:
    return KluisGeschonden(
        f"Content of event {verzegeld.stroom_id}/{verzegeld.versie} is gone without a destruction on record."
    )
