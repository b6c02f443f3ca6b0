"""From a fact to what is stored, and back.

The event keeps its moment, the role of who acted, the fields marked ``Blijvend``, and one commitment: the hash of
the ciphertext of its main part. That part opens only beside exactly those clear fields and that stored name.

The main part (part 0) holds the rest of the envelope, the other fields, and of each part that stands apart, such as
one for each person: its hash, and whose it is. So the event binds all of its content, and once the kluis rows are
gone nothing of it, not even how many people it was about, can be read from the event.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
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
from domain.overleg.events import Overlegfeit
from domain.protocol.events import Protocolfeit
from domain.rollen import Rol
from domain.vernietigingslijst.events import Lijstfeit
from domain.verzoek.events import Verzoekfeit
from infra.keys import NONCE, Eenheid, Ingepakt, Sleutelbos

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


# --- what is stored ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Deel:
    """One part in the kluis: ciphertext under a data key. Part 0 is the main part of its event."""

    nummer: int
    eenheid: Eenheid
    sleutel_id: UUID
    cijfertekst: bytes = field(repr=False)

    @property
    def hash(self) -> str:
        """The commitment to this part."""
        return hashlib.sha256(self.cijfertekst).hexdigest()


@dataclass(frozen=True)
class Omheining:
    """The durable mark that something was destroyed: a whole casus, or a person or a supplier within it."""

    persoon_id: UUID | None
    organisatie: str | None
    op: datetime
    versies: frozenset[int] = frozenset()
    """Of a part of a casus: the events whose main part went with it."""

    @property
    def heel(self) -> bool:
        """The whole casus was destroyed."""
        return self.persoon_id is None and self.organisatie is None

    def geldt_voor(self, eenheid: Eenheid) -> bool:
        """Say whether this destruction took the unit along."""
        return self.persoon_id in (None, eenheid.persoon_id) and self.organisatie in (
            None,
            eenheid.organisatie,
        )


@dataclass(frozen=True)
class Verzegeld:
    """A fact as it is stored: the event itself, and its parts in the kluis with the keys they open with."""

    stroom_id: UUID
    versie: int
    positie: int
    naam: str
    inhoud: bytes
    delen: tuple[Deel, ...] = ()
    sleutels: tuple[Ingepakt, ...] = ()
    omheiningen: tuple[Omheining, ...] = ()


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
        inhoud: JSON = orjson.loads(verzegeld.inhoud)
        delen = {deel.nummer: deel for deel in verzegeld.delen}
        hoofd, weg = self._hoofd(verzegeld, inhoud, delen, bos)
        wie = hoofd.get("e", {})
        return Opgetekend(
            stroom_id=verzegeld.stroom_id,
            versie=verzegeld.versie,
            positie=verzegeld.positie,
            naam=verzegeld.naam,
            envelop=Envelop(
                op=datetime.fromisoformat(inhoud["op"]),
                rol=Rol(inhoud["rol"]),
                wie=wie.get("wie"),
                organisatie=wie.get("organisatie"),
                doel=wie.get("doel"),
                spoor=wie.get("spoor"),
            ),
            gebeurtenis=Vernietigd(verzegeld.naam, weg)
            if weg is not None
            else self._gebeurtenis(
                verzegeld, inhoud["b"] | hoofd.get("f", {}), hoofd.get("a", {}), delen, bos
            ),
            blijvend=tuple(sorted(inhoud["b"].items())),
        )

    def _hoofd(
        self, verzegeld: Verzegeld, inhoud: JSON, delen: Mapping[int, Deel], bos: Sleutelbos
    ) -> tuple[JSON, datetime | None]:
        """The main part, or when it was destroyed; a fact that wholly stays has none and is never gone."""
        commitment = inhoud.get("k")
        if commitment is None:
            return {}, None
        weg = next((o.op for o in verzegeld.omheiningen if o.heel or verzegeld.versie in o.versies), None)
        if weg is not None:
            return {}, weg
        if 0 not in delen:
            raise _weg_zonder_bericht(verzegeld)
        in_het_zicht = _in_het_zicht(verzegeld.naam, {naam: inhoud[naam] for naam in ("op", "rol", "b")})
        hoofd: JSON = self._open_deel(verzegeld, delen[0], commitment, bos, in_het_zicht=in_het_zicht)
        return hoofd, None

    def _gebeurtenis(
        self,
        verzegeld: Verzegeld,
        velden: JSON,
        apart: Mapping[str, Sequence[Sequence[Any]]],
        delen: Mapping[int, Deel],
        bos: Sleutelbos,
    ) -> Any:
        type_, stappen = self._contract.type_van(verzegeld.naam)
        plan = indeling(type_)
        for veld, wijzers in apart.items():
            velden[veld] = [self._element(verzegeld, plan.apart.get(veld), delen, w, bos) for w in wijzers]
        for stap in stappen:
            velden = stap(velden)
        return plan.adapter.validate_python(velden)

    def _element(
        self,
        verzegeld: Verzegeld,
        elementtype: type[Vernietigbaar] | None,
        delen: Mapping[int, Deel],
        wijzer: Sequence[Any],
        bos: Sleutelbos,
    ) -> Any:
        nummer, commitment, persoon, organisatie = wijzer
        if nummer in delen:
            return self._open_deel(verzegeld, delen[nummer], commitment, bos)
        eenheid = Eenheid(verzegeld.stroom_id, UUID(persoon) if persoon else None, organisatie)
        if not any(omheining.geldt_voor(eenheid) for omheining in verzegeld.omheiningen):
            raise _weg_zonder_bericht(verzegeld)
        # A field that the type no longer has is for its upcast to deal with.
        return elementtype.vernietigd() if elementtype else None

    def _open_deel(
        self, verzegeld: Verzegeld, deel: Deel, commitment: str, bos: Sleutelbos, *, in_het_zicht: bytes = b""
    ) -> Any:
        plaats = f"event {verzegeld.stroom_id}/{verzegeld.versie}, part {deel.nummer}"
        if deel.hash != commitment:
            raise KluisGeschonden(f"The content of {plaats} does not fit its commitment.")
        sleutel = bos.op_id.get(deel.sleutel_id)
        if sleutel is None:
            passend = [sleutel for sleutel in verzegeld.sleutels if sleutel.sleutel_id == deel.sleutel_id]
            if not passend:
                raise KluisGeschonden(f"The key of {plaats} is gone without a destruction on record.")
            sleutel = bos.neem(passend[0])
        bij = _plaats(verzegeld.stroom_id, verzegeld.versie, deel.nummer) + in_het_zicht
        try:
            return orjson.loads(sleutel.aead.decrypt(deel.cijfertekst[:NONCE], deel.cijfertekst[NONCE:], bij))
        except InvalidTag as fout:
            raise KluisGeschonden(f"The content of {plaats} does not open with its key.") from fout


def _plaats(stroom_id: UUID, versie: int, nummer: int) -> bytes:
    """The associated data of a part: content cannot be moved to another place."""
    return stroom_id.bytes + versie.to_bytes(8) + nummer.to_bytes(4)


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
