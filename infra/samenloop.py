"""Does another table know this person: a keyed blind index answers hit or no hit, and whom to call. No content.

Two tables find each other by BSN, or by birth date with the last word of the name. A hit counts only where the other
case still runs, and in the same region: within a region the networks tune with each other in the screening phase [0].
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from eventsourcing.postgres import PostgresDatastore

from domain.casus.evolve import vouw
from domain.casus.omstandigheden import LOPEND
from domain.casus.voorwaarde import blijft_aan_tafel
from domain.casus.waarden import Betrokkene, Treffer
from domain.historie import van_casus
from domain.tafels import Tafel
from domain.verzoek.waarden import Zoekwijze
from infra.definitions import Definities
from infra.keys import Inpakker, Zoekdoel, Zoeksleutel
from infra.kluis import Samenloopmerk
from infra.optekenen import Optekenaar
from infra.zoeksleutels import Zoekbos


@dataclass(frozen=True)
class Gevonden:
    """Somebody in a case or consultatie with a mark that was looked for, and which kind of mark that is."""

    stroom_id: UUID
    persoon_id: UUID
    wijze: Zoekwijze


class Samenloop:
    """Makes the marks of people, and looks them up."""

    def __init__(
        self, datastore: PostgresDatastore, optekenaar: Optekenaar, *, kek: Inpakker, definities: Definities
    ) -> None:
        """Read the key of the index.

        Raises:
            SleutelFout: there is none, or it does not open with this KEK.
        """
        self._optekenaar = optekenaar
        self._definities = definities
        self._zoek = Zoekbos(datastore, Zoekdoel.SAMENLOOP, kek=kek)

    def merken(self, stroom_id: UUID, mensen: Iterable[Betrokkene]) -> tuple[Samenloopmerk, ...]:
        """The marks by which these people of a case can be found."""
        sleutel = self._zoek.nieuwste
        return tuple(
            Samenloopmerk(merk, stroom_id, mens.persoon_id, sleutel.nummer)
            for mens in mensen
            for merk in merken_van(sleutel, mens).values()
        )

    def treffers(self, mens: Betrokkene, *, tafel: Tafel, niet: UUID) -> tuple[Treffer, ...]:
        """The other tables of the region where a running case is about this person, each once, in their own order.

        That a table knows somebody leaves it by this, so not where who brought that person in asks otherwise
        (WGS 2.29(3)).
        """
        bekend: dict[str, Tafel] = {}
        for stroom_id, personen in self._gevonden(mens, niet=niet).items():
            casus = vouw(van_casus(self._optekenaar.lees(stroom_id, "casus").historie))
            ander = self._definities.tafels.get(casus.tafel)
            if ander is None or casus.fase not in LOPEND or ander.regio != tafel.regio:
                continue
            if not all(blijft_aan_tafel(casus, persoon_id, naar=tafel.id) for persoon_id in personen):
                bekend[ander.id] = ander
        bekend.pop(tafel.id, None)
        return tuple(Treffer(id_, wie_te_bellen(bekend[id_])) for id_ in sorted(bekend))

    def vind(self, mens: Betrokkene) -> tuple[Gevonden, ...]:
        """Everywhere that this person may be, in every region, running or not; found by BSN goes before by name.

        For what somebody asks of their own data (AVG 15-18, 21), never for the work of a table.
        """
        with self._zoek.blik() as (verbinding, sleutels):
            wijzen = {
                merk: wijze for sleutel in sleutels for wijze, merk in merken_van(sleutel, mens).items()
            }
            rijen = verbinding.execute(
                "SELECT merk, stroom_id, persoon_id FROM kluis.samenloop WHERE merk = ANY(%s)",
                (list(wijzen),),
            ).fetchall()
        zekerst: dict[tuple[UUID, UUID], Zoekwijze] = {}
        for rij in rijen:
            wijze, plaats = wijzen[bytes(rij["merk"])], (rij["stroom_id"], rij["persoon_id"])
            if zekerst.get(plaats) is not Zoekwijze.BSN:
                zekerst[plaats] = wijze
        return tuple(Gevonden(*plaats, zekerst[plaats]) for plaats in sorted(zekerst))

    def _gevonden(self, mens: Betrokkene, *, niet: UUID) -> dict[UUID, list[UUID]]:
        """In which cases and consultaties this person may be, and who that is there."""
        with self._zoek.blik() as (verbinding, sleutels):
            merken = [merk for sleutel in sleutels for merk in merken_van(sleutel, mens).values()]
            rijen = verbinding.execute(
                "SELECT DISTINCT stroom_id, persoon_id FROM kluis.samenloop "
                "WHERE merk = ANY(%s) AND stroom_id <> %s",
                (merken, niet),
            ).fetchall()
        personen: dict[UUID, list[UUID]] = {}
        for rij in rijen:
            personen.setdefault(rij["stroom_id"], []).append(rij["persoon_id"])
        return personen


def merken_van(sleutel: Zoeksleutel, mens: Betrokkene) -> dict[Zoekwijze, bytes]:
    """The marks of one person with one key, by what each is made of; none of who has neither."""
    gevonden = {}
    if mens.bsn is not None:
        gevonden[Zoekwijze.BSN] = sleutel.merk("bsn", mens.bsn)
    naam = _kale_achternaam(mens.naam)
    if mens.geboortedatum is not None and naam:
        merk = sleutel.merk("naam-geboortedatum", naam, mens.geboortedatum.isoformat())
        gevonden[Zoekwijze.NAAM_EN_GEBOORTEDATUM] = merk
    return gevonden


def wie_te_bellen(tafel: Tafel) -> str:
    """Where the other table can be reached."""
    return tafel.contact[0].wat if tafel.contact else tafel.aanmelding.adres


def _kale_achternaam(naam: str) -> str:
    """The last word of a name, without accents, capitals and signs, so that spelling does not hide anybody."""
    woorden = naam.split()
    if not woorden:
        return ""
    ontleed = unicodedata.normalize("NFKD", woorden[-1]).casefold()
    return "".join(teken for teken in ontleed if teken.isalnum())
