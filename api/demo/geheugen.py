"""The service without its database: the same shells and rules, on streams that are kept in memory.

Only what touches PostgreSQL is replaced. What a shell writes here is noted with all that travels along, so that
``vullen`` can write the same down for good.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random
from typing import cast
from uuid import UUID

from api.demo.mensen import verzonnen_id
from domain.casus.evolve import evolve
from domain.casus.state import Casus
from domain.casus.waarden import Betrokkene
from domain.historie import Opgetekend, van_casus
from domain.verzoek.waarden import Zoekwijze
from infra.codec import ALLES
from infra.consultaties import Consultaties
from infra.definitions import Definities
from infra.keys import Geheugenkek, Sleutelbos, Zoeksleutel
from infra.kluis import NIETS, Bijwerking, Koppeling, Nummer, Samenloopmerk, Vernietiging
from infra.nummers import Kenmerk, Nummers, merk_van
from infra.omgeving import TEKENS, Omgeving
from infra.optekenen import NERGENS, Optekenaar
from infra.overleggen import Overleggen
from infra.samenloop import Gevonden, Samenloop, merken_van
from infra.shell import Shell
from infra.store import Archief
from infra.uitkomst import Geladen
from infra.verzoekdelen import Gelezen, Vindplaats, Wisser
from infra.verzoeken import Verzoeken
from infra.zoeksleutels import Zoekbos


@dataclass(frozen=True)
class Zoeksleutels:
    """The keys of the two blind indexes; the marks that are noted are made with them."""

    kenmerk: Zoeksleutel
    samenloop: Zoeksleutel


GEEN_GEHEIM = Zoeksleutels(Zoeksleutel(bytes(32)), Zoeksleutel(bytes(32)))
"""For a year that is thought up and not written anywhere."""


@dataclass(frozen=True)
class Schrijfsel:
    """One append: facts of one or more streams, all or nothing, and what travels along."""

    feiten: tuple[Opgetekend, ...]
    bijwerking: Bijwerking


class Klok:
    """A clock that stands at the moment of the step at hand."""

    def __init__(self) -> None:
        self.moment = datetime.fromtimestamp(0, UTC)

    def __call__(self) -> datetime:
        """The moment now."""
        return self.moment


def verzonnen_omgeving(klok: Klok, toeval: Random) -> Omgeving:
    """A clock, ids and numbers that come out the same each time."""
    return Omgeving(
        nu=klok,
        nieuw_id=lambda: verzonnen_id(toeval),
        casusnummer=lambda: verzonnen_nummer("C", toeval),
        bewijsnummer=lambda: verzonnen_nummer("V", toeval),
        consultatienummer=lambda: verzonnen_nummer("Q", toeval),
        verzoeknummer=lambda: verzonnen_nummer("R", toeval),
        lijstnummer=lambda: verzonnen_nummer("L", toeval),
    )


def verzonnen_nummer(voorvoegsel: str, toeval: Random) -> str:
    """A number in the form that the service gives out."""
    tekens = "".join(toeval.choices(TEKENS, k=10))
    return f"{voorvoegsel}-{tekens[:5]}-{tekens[5:]}"


@dataclass
class Geheugen:
    """What the store keeps, in memory. Nothing is sealed, so no key is ever asked for."""

    stromen: dict[UUID, tuple[Opgetekend, ...]] = field(default_factory=dict)
    nummers: dict[str, Nummer] = field(default_factory=dict)
    kenmerken: dict[bytes, Nummer] = field(default_factory=dict)
    punten: dict[UUID, UUID] = field(default_factory=dict)
    merken: set[Samenloopmerk] = field(default_factory=set)
    koppelingen: list[Koppeling] = field(default_factory=list)
    geschreven: list[Schrijfsel] = field(default_factory=list)
    positie: int = 0

    def bos(self) -> Sleutelbos:
        """A bunch of keys that stays empty."""
        return Sleutelbos(Geheugenkek(1, bytes(32)))

    def lees(self, stroom_id: UUID, *, bos: Sleutelbos) -> list[Opgetekend]:
        """The facts of one stream, in order."""
        del bos
        return list(self.stromen.get(stroom_id, ()))

    def voeg_toe(
        self, feiten: Sequence[Opgetekend], *, bos: Sleutelbos, bijwerking: Bijwerking = NIETS
    ) -> list[Opgetekend]:
        """Append, and note what was appended."""
        del bos
        self.geschreven.append(Schrijfsel(tuple(feiten), bijwerking))
        erbij = []
        for feit in feiten:
            self.positie += 1
            naam = ALLES.naam(type(feit.gebeurtenis))
            erbij.append(replace(feit, positie=self.positie, naam=naam))
            self.stromen[feit.stroom_id] = (*self.stromen.get(feit.stroom_id, ()), erbij[-1])
        self._werk_bij(bijwerking)
        return erbij

    def _werk_bij(self, bijwerking: Bijwerking) -> None:
        for nummer in bijwerking.nummers:
            self.nummers[nummer.casusnummer] = nummer
            if nummer.kenmerk_merk is not None:
                self.kenmerken[nummer.kenmerk_merk] = nummer
        for punt in bijwerking.agendapunten:
            self.punten[punt.agendapunt_id] = punt.stroom_id
        self.merken |= set(bijwerking.merken)
        self.koppelingen += bijwerking.koppelingen
        for weg in bijwerking.verhuizingen:
            self.koppelingen = [
                replace(een, persoon_id=weg.naar)
                if (een.stroom_id, een.persoon_id) == (weg.stroom_id, weg.van)
                else een
                for een in self.koppelingen
            ]
        for vernietiging in bijwerking.vernietigingen:
            self._vernietig(vernietiging)

    def _vernietig(self, weg: Vernietiging) -> None:
        """Forget what leads to it. Whom a supplier brought in stays here: no story has one of these."""
        stroom_id, wie = weg.stroom_id, weg.persoon_id
        if weg.organisatie is not None:
            return
        self.merken = {m for m in self.merken if m.stroom_id != stroom_id or wie not in (None, m.persoon_id)}
        self.koppelingen = [
            een
            for een in self.koppelingen
            if een.verzoek_id != stroom_id
            and (een.stroom_id != stroom_id or wie not in (None, een.persoon_id))
        ]
        if wie is not None:
            return
        self.nummers = {n: nummer for n, nummer in self.nummers.items() if nummer.stroom_id != stroom_id}
        self.kenmerken = {m: nummer for m, nummer in self.kenmerken.items() if nummer.stroom_id != stroom_id}
        self.punten = {punt: stroom for punt, stroom in self.punten.items() if stroom != stroom_id}


class _Zoekbos(Zoekbos):
    def __init__(self, sleutel: Zoeksleutel) -> None:
        self._sleutel = sleutel

    @property
    def nieuwste(self) -> Zoeksleutel:
        return self._sleutel


class _Nummers(Nummers):
    def __init__(self, geheugen: Geheugen, zoek: Zoeksleutel) -> None:
        self._geheugen = geheugen
        self._zoek = _Zoekbos(zoek)

    def stroom(self, casusnummer: str) -> UUID | None:
        nummer = self._geheugen.nummers.get(casusnummer)
        return None if nummer is None else nummer.stroom_id

    def bekende(self, kenmerken: Sequence[Kenmerk]) -> dict[Kenmerk, Nummer]:
        bekend, sleutel = self._geheugen.kenmerken, self._zoek.nieuwste
        return {
            kenmerk: bekend[merk]
            for kenmerk in kenmerken
            if (merk := merk_van(sleutel, kenmerk)) is not None and merk in bekend
        }


class _Samenloop(Samenloop):
    def __init__(
        self, geheugen: Geheugen, optekenaar: Optekenaar, zoek: Zoeksleutel, definities: Definities
    ) -> None:
        self._geheugen = geheugen
        self._optekenaar = optekenaar
        self._definities = definities
        self._zoek = _Zoekbos(zoek)

    def _gevonden(self, mens: Betrokkene, *, niet: UUID) -> dict[UUID, list[UUID]]:
        merken = set(merken_van(self._zoek.nieuwste, mens).values())
        personen: dict[UUID, list[UUID]] = {}
        for stroom_id, persoon_id in {
            (een.stroom_id, een.persoon_id) for een in self._geheugen.merken if een.merk in merken
        }:
            if stroom_id != niet:
                personen.setdefault(stroom_id, []).append(persoon_id)
        return personen

    def vind(self, mens: Betrokkene) -> tuple[Gevonden, ...]:
        wijzen = {merk: wijze for wijze, merk in merken_van(self._zoek.nieuwste, mens).items()}
        zekerst: dict[tuple[UUID, UUID], Zoekwijze] = {}
        for merk in self._geheugen.merken:
            plaats = (merk.stroom_id, merk.persoon_id)
            if merk.merk in wijzen and zekerst.get(plaats) is not Zoekwijze.BSN:
                zekerst[plaats] = wijzen[merk.merk]
        return tuple(Gevonden(*plaats, zekerst[plaats]) for plaats in sorted(zekerst))


class _Shell(Shell):
    """Folds each case once, and only what is new after that."""

    def __init__(
        self, optekenaar: Optekenaar, nummers: Nummers, samenloop: Samenloop, *, definities: Definities
    ) -> None:
        super().__init__(optekenaar, nummers, samenloop, definities=definities)
        self._gevouwen: dict[UUID, tuple[int, Casus]] = {}

    def _laad_nummer(self, casusnummer: str, *, op: datetime | None, bos: Sleutelbos | None) -> Geladen:
        stroom_id = self._nummers.stroom(casusnummer)
        return self.laad_stroom(NERGENS if stroom_id is None else stroom_id, op=op, bos=bos)

    def laad_stroom(
        self, stroom_id: UUID, *, op: datetime | None = None, bos: Sleutelbos | None = None
    ) -> Geladen:
        stroom = self._optekenaar.lees(stroom_id, "casus", bos=bos)
        if op is not None:
            return super().laad_stroom(stroom_id, op=op, bos=bos)
        aantal, casus = self._gevouwen.get(stroom_id, (0, Casus()))
        for feit in van_casus(stroom.historie[aantal:]):
            casus = evolve(casus, feit)
        self._gevouwen[stroom_id] = (len(stroom.historie), casus)
        return Geladen(stroom_id, casus, stroom.historie, stroom.bos)


class _Overleggen(Overleggen):
    def __init__(self, geheugen: Geheugen, optekenaar: Optekenaar, shell: Shell) -> None:
        super().__init__(optekenaar, shell)
        self._geheugen = geheugen

    def _koppelingen(self, punten: Sequence[UUID]) -> dict[UUID, UUID]:
        bekend = self._geheugen.punten
        return {punt: bekend[punt] for punt in punten if punt in bekend}


class _Verzoeken(Verzoeken):
    def __init__(
        self,
        geheugen: Geheugen,
        optekenaar: Optekenaar,
        nummers: Nummers,
        shell: Shell,
        samenloop: Samenloop,
        *,
        wisser: Wisser,
    ) -> None:
        super().__init__(optekenaar, nummers, shell, samenloop, wisser=wisser)
        self._geheugen = geheugen

    def _plaatsen(self, gelezen: Gelezen) -> tuple[Vindplaats, ...]:
        wijzen = {vondst.koppeling_id: vondst.wijze for vondst in gelezen.verzoek.vondsten}
        return tuple(
            Vindplaats(een.koppeling_id, een.stroom_id, een.persoon_id, wijzen[een.koppeling_id])
            for een in sorted(self._geheugen.koppelingen, key=lambda een: (een.stroom_id, een.persoon_id))
            if een.verzoek_id == gelezen.stroom.stroom_id and een.koppeling_id in wijzen
        )


@dataclass(frozen=True)
class Schelpen:
    """The shells, on streams in memory; ``verzoeken`` is told what puts an erasure on a list."""

    optekenaar: Optekenaar
    shell: Shell
    overleggen: Overleggen
    consultaties: Consultaties
    verzoeken: Callable[[Wisser], Verzoeken]


def schelpen(
    geheugen: Geheugen, *, omgeving: Omgeving, definities: Definities, sleutels: Zoeksleutels
) -> Schelpen:
    """Put the shells together, as ``api.samenstelling`` does on a database."""
    optekenaar = Optekenaar(cast("Archief", geheugen), omgeving=omgeving)
    nummers = _Nummers(geheugen, sleutels.kenmerk)
    samenloop = _Samenloop(geheugen, optekenaar, sleutels.samenloop, definities)
    shell = _Shell(optekenaar, nummers, samenloop, definities=definities)
    consultaties = Consultaties(optekenaar, nummers, shell, samenloop)
    return Schelpen(
        optekenaar,
        shell,
        _Overleggen(geheugen, optekenaar, shell),
        consultaties,
        lambda wisser: _Verzoeken(geheugen, optekenaar, nummers, shell, samenloop, wisser=wisser),
    )
