"""Which grants have to be looked at again, and why (BIO2): the yearly list."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.rollen import Rol
from domain.tafels import Tafel
from infra.definitions import Definities
from infra.omgeving import NEDERLAND
from infra.rechten import Rechttabel, rechttabel
from infra.toekenning import Soort, Toekenning, Toekenningsleutel
from infra.toekenningen import Toekenningen

BLADZIJDE = 500
"""How many grants are read at once."""


class Herzieningsreden(StrEnum):
    """Why somebody has to look at a grant."""

    LANG_GELEDEN = "langer dan een jaar niet herzien"
    ONGEBRUIKT = "niet gebruikt"
    ORGANISATIE = "de organisatie zit niet meer aan deze tafel"
    TAFEL = "de tafel is er niet meer"
    RECHT = "een recht dat dit systeem niet meer kan krijgen"


@dataclass(frozen=True)
class TeHerzien:
    """A grant that is on the list, and why."""

    toekenning: Toekenning
    redenen: tuple[Herzieningsreden, ...]

    @property
    def sleutel(self) -> Toekenningsleutel:
        """Where it stands in the list."""
        return self.toekenning.sleutel


def te_herzien(
    toekenningen: Toekenningen,
    definities: Definities,
    *,
    vandaag: date,
    tafels: frozenset[str] | None = None,
    na: Toekenningsleutel | None = None,
) -> Iterator[TeHerzien]:
    """The grants in force that somebody has to look at, the oldest first, from the one after ``na``.

    ``tafels`` are those of who looks; ``None``: an operator. The register is read as far as somebody goes on asking.
    """
    while rijen := toekenningen.lijst(tafels=tafels, op=vandaag, na=na, limiet=BLADZIJDE):
        for een in rijen:
            redenen = tuple(redenen_van(een, definities, vandaag=vandaag, tabel=rechttabel()))
            if redenen and (tafels is None or mag_aan(een, tafels, definities)):
                yield TeHerzien(een, redenen)
        na = rijen[-1].sleutel


def over_alle_tafels(tafels: Collection[str], definities: Definities) -> bool:
    """Say whether somebody who works for these tables works for all there are."""
    return set(definities.tafels) <= set(tafels)


def mag_aan(een: Toekenning, tafels: Collection[str], definities: Definities) -> bool:
    """Say whether who works for these tables may end a grant or put on record that it was looked at.

    One that names no table, and that of a beheerder who is over more tables, are for who is over those: else a
    beheerder of one table could lock out whoever looks after others.
    """
    if over_alle_tafels(tafels, definities):
        return True
    return bool(een.tafels) and (een.wie.rol is not Rol.BEHEERDER or een.tafels <= set(tafels))


def redenen_van(
    een: Toekenning, definities: Definities, *, vandaag: date, tabel: Rechttabel
) -> Iterator[Herzieningsreden]:
    """Why a grant has to be looked at; nothing where it does not."""
    if is_lang_geleden(een, vandaag=vandaag, tabel=tabel):
        yield Herzieningsreden.LANG_GELEDEN
    gezien = max(
        een.laatst_gebruikt or een.vanaf,
        een.vanaf,
        # Who looked at it and kept it knows that it was not used.
        een.vanaf if een.herzien_op is None else een.herzien_op.astimezone(NEDERLAND).date(),
    )
    if vandaag - gezien > timedelta(days=tabel.herziening.ongebruikt_dagen):
        yield Herzieningsreden.ONGEBRUIKT
    if not een.tafels <= set(definities.tafels):
        yield Herzieningsreden.TAFEL
    if any(
        not _zit_aan(een, definities.tafels[tafel], definities)
        for tafel in een.tafels & set(definities.tafels)
    ):
        yield Herzieningsreden.ORGANISATIE
    if een.soort is Soort.SYSTEEM and not (een.rechten or frozenset()) <= set(tabel.van_systemen):
        yield Herzieningsreden.RECHT


def is_lang_geleden(een: Toekenning, *, vandaag: date, tabel: Rechttabel) -> bool:
    """Say whether nobody looked at a grant within its term; giving it counts as looking."""
    laatst = (een.herzien_op or een.gegeven_op).astimezone(NEDERLAND).date()
    return vandaag - max(laatst, een.vanaf) > timedelta(days=tabel.herziening.na_dagen)


def _zit_aan(een: Toekenning, tafel: Tafel, definities: Definities) -> bool:
    """Say whether an organisation still has a place at a table, or may bring a case to it.

    The bureau of a table, and who looks after the data of all, are of no organisation at the table.
    """
    if een.wie.rol not in _VAN_EEN_ORGANISATIE:
        return True
    plaatsen = {keuze.code for keuze in tafel.aanmelders} | {plaats.code for plaats in tafel.deelnemers}
    if een.wie.rol in _VAN_DE_REGIO:
        regio = next(regio for regio in definities.regios.values() if regio.naam == tafel.regio)
        plaatsen |= {keuze.code for keuze in regio.organisaties}
    return een.wie.organisatie in plaatsen


_VAN_DE_REGIO = frozenset({Rol.CASUSREGISSEUR, Rol.DEELNEMER})
"""Who is asked into a case may be of any organisation of the region."""
_VAN_EEN_ORGANISATIE = _VAN_DE_REGIO | {Rol.MELDER, Rol.VERTEGENWOORDIGER}
