"""What the work lists say in names and text: read from the kluis at the moment of asking, and never kept in a list."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from api.anoniem import Genoemd, genoemd_in, zonder_namen
from api.beperkt import Beperkten, gaat_over, zonder_beperkten
from api.rest.toegang import Toegang, mensen_in
from api.voorwaarden import verborgen_voor, zonder_inbreng
from domain.bewaring import Vernietigd
from domain.casus.events import Aangemeld, AanmeldingAangevuld
from domain.casus.waarden import NIEMAND, Betrokkene
from domain.consultatie.events import VraagAangevuld, VraagGesteld
from domain.historie import Ookfeit, Opgetekend
from domain.tafels import Tafel
from infra.codec import KluisGeschonden
from infra.voorwaarden import met_voorwaarden
from projections.bewaarkalender import beperkt_in

Feiten = Mapping[tuple[UUID, int], Ookfeit | Vernietigd]
"""Facts by their place: the case or the consultatie, and the version."""


def lees(plaatsen: Iterable[tuple[UUID, int]], toegang: Toegang) -> list[Opgetekend]:
    """The facts at these places with their whole content; none for who does not see personal data.

    They are for reckoning with. What is answered goes through ``getoond`` first.
    """
    if not toegang.gebruiker.ziet_persoonsgegevens:
        return []
    return toegang.dienst.archief.lees_plaatsen(list(plaatsen))


def getoond(feiten: Sequence[Opgetekend], toegang: Toegang, *, tafel: Tafel) -> Feiten:
    """The facts as this reader may see them: at a table that discusses anonymously, perhaps without names."""
    if not toegang.gebruiker.ziet_afgeschermd:
        feiten = _zonder_beperkten(feiten, toegang)
    feiten = _onder_voorwaarden(feiten, toegang)
    if not toegang.gebruiker.ziet_namen(tafel):
        genoemd = genoemd_per_stroom({feit.stroom_id for feit in feiten}, toegang)
        feiten = [
            replace(feit, gebeurtenis=zonder_namen(feit.gebeurtenis, genoemd[feit.stroom_id]))
            for feit in feiten
            if feit.stroom_id in genoemd
        ]
    return {(feit.stroom_id, feit.versie): feit.gebeurtenis for feit in feiten}


def _zonder_beperkten(feiten: Sequence[Opgetekend], toegang: Toegang) -> list[Opgetekend]:
    """Of who is restricted, and of everybody in a casus that is, no more than that; as the calendar has it now."""
    beperkt = beperkten_van((feit.stroom_id for feit in feiten), toegang)
    over = []
    for feit in feiten:
        mensen = beperkt.get(feit.stroom_id, frozenset())
        if None in mensen and not isinstance(feit.gebeurtenis, Aangemeld | AanmeldingAangevuld):
            continue
        if isinstance(feit.gebeurtenis, Aangemeld | AanmeldingAangevuld) and None in mensen:
            mensen = frozenset(mens.persoon_id for mens in feit.gebeurtenis.betrokkenen)
        personen = {persoon_id for persoon_id in mensen if persoon_id is not None}
        if not gaat_over(feit.gebeurtenis, personen):
            over.append(replace(feit, gebeurtenis=zonder_beperkten(feit.gebeurtenis, personen)))
    return over


def _onder_voorwaarden(feiten: Sequence[Opgetekend], toegang: Toegang) -> Sequence[Opgetekend]:
    """Without what organisations asked to keep from this reader, as they ask it now; nothing where nobody knows."""
    stromen = {feit.stroom_id for feit in feiten}
    with toegang.dienst.engine.connect() as verbinding:
        gesteld = met_voorwaarden(verbinding, toegang.dienst.shell, stromen)
    over = []
    for feit in feiten:
        if feit.stroom_id not in gesteld:
            over.append(feit)
        elif (casus := gesteld[feit.stroom_id]) is not None:
            over.append(zonder_inbreng(feit, verborgen_voor(toegang.gebruiker, casus.voorwaarden)))
    return over


def beperkten_van(stromen: Iterable[UUID], toegang: Toegang) -> Mapping[UUID, Beperkten]:
    """Whose data are restricted now in each of these cases; a case without is not among them."""
    with toegang.dienst.engine.connect() as verbinding:
        return beperkt_in(verbinding, set(stromen))


def genoemd_per_stroom(stromen: Iterable[UUID], toegang: Toegang) -> dict[UUID, Genoemd]:
    """Who may be named in what is told of these cases and consultaties, from the whole history of each.

    A list holds only the facts that it shows, and a name or birth date may stand in another one. Of a damaged history
    nobody knows whom it names, so it is not among the answers.
    """
    archief, genoemd = toegang.dienst.archief, {}
    bos = archief.bos()
    for stroom_id in stromen:
        with suppress(KluisGeschonden):
            historie = archief.lees(stroom_id, bos=bos)
            genoemd[stroom_id] = genoemd_in(feit.gebeurtenis for feit in historie)
    return genoemd


def mensen_van(stroom_id: UUID, versies: Iterable[int], feiten: Feiten) -> list[Betrokkene]:
    """The people of a case or a consultatie; whoever was destroyed meanwhile is not among them."""
    return [mens for versie in versies for mens in _mensen_in(feiten.get((stroom_id, versie)))]


class _Rij(Protocol):
    @property
    def stroom_id(self) -> UUID: ...

    @property
    def versies(self) -> tuple[int, ...]: ...


def toon_mensen(
    rijen: Sequence[_Rij], feiten: Feiten, toegang: Toegang, *, tafel: Tafel
) -> list[list[Betrokkene]]:
    """The people of each row of a list of this table, whom its answer is going to show.

    They go on record from here on, while the rows are put in words.
    """
    mensen = [mensen_van(rij.stroom_id, rij.versies, feiten) for rij in rijen]
    for rij, wie in zip(rijen, mensen, strict=True):
        toegang.toon(rij.stroom_id, mensen_in(wie), tafel=tafel)
    toegang.kijk.begin_vast_te_leggen()
    return mensen


def _mensen_in(feit: Ookfeit | Vernietigd | None) -> list[Betrokkene]:
    if not isinstance(feit, Aangemeld | AanmeldingAangevuld | VraagGesteld | VraagAangevuld):
        return []
    return [mens for mens in feit.betrokkenen if mens.persoon_id != NIEMAND]
