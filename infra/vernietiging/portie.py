"""Destroys a portion of a list in one transaction: what is still as it was approved, and what the rules still allow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast
from uuid import UUID

from domain.bewaring import Vernietigd
from domain.casus.commands import Goedkeuring, Opdracht, VernietigBijdrage, VernietigPersoon, Verwijder
from domain.casus.decide import decide
from domain.casus.events import Gebeurtenis
from domain.casus.evolve import vouw
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Lijstgang, Vernietiggrond, Verwijdergrond
from domain.consultatie.commands import VerwijderConsultatie
from domain.consultatie.decide import decide_consultatie
from domain.consultatie.events import Consultatiegebeurtenis
from domain.consultatie.omstandigheden import Consultatieomstandigheden
from domain.consultatie.state import Consultatie, Consultatiefase, vouw_consultatie
from domain.historie import Ookfeit
from domain.rollen import Medewerker
from domain.vernietigingslijst.commands import HandelPostenAf
from domain.vernietigingslijst.state import Vernietigingslijst
from domain.vernietigingslijst.waarden import (
    GEEN_KENMERKEN,
    Afgehaalde,
    Afhaalreden,
    Kenmerken,
    Post,
    Postsoort,
    Vernietigde,
    Voorgesteld,
)
from domain.weigering import Weigering
from infra.kluis import Bijwerking, Vernietiging
from infra.optekenen import Nieuw, Opdrachtgever
from infra.store import Conflict
from infra.vernietiging.gelezen import Gelezen, Lijstuitkomst
from infra.vernietiging.kenmerken import neem_kenmerken
from infra.vernietiging.lijsten import Ernaast, Vernietigingslijsten
from infra.vernietiging.voorvertoning import bepalend
from infra.vernietiging.wissing import NIEMAND_GEWIST, Gewist, gewist_in


@dataclass
class _Lot:
    """What becomes of the items of one portion."""

    vernietigd: list[Vernietigde] = field(default_factory=list)
    afgehaald: list[Afgehaalde] = field(default_factory=list)
    teruggekomen: list[UUID] = field(default_factory=list)
    vernietigingen: list[Vernietiging] = field(default_factory=list)
    posten: list[Post] = field(default_factory=list)


class _Afgehaald(Exception):
    """The rules do not allow this item any more."""

    def __init__(self, reden: Afhaalreden) -> None:
        super().__init__()
        self.reden = reden


def handel_portie_af(
    lijsten: Vernietigingslijsten,
    gelezen: Gelezen,
    posten: Sequence[Voorgesteld],
    *,
    namens: Opdrachtgever,
) -> Lijstuitkomst:
    """Destroy these items, take them off or send them back. All of it is recorded at once, or nothing is.

    Whatever somebody writes to one of the cases meanwhile, such as a hold, makes this a conflict: then it is read and
    weighed again.

    Raises:
        Conflict: somebody wrote first.
    """
    gelezen = gelezen.zonder_sleutels(lijsten.optekenaar.archief.bos())
    goedgekeurd = _goedgekeurd(gelezen.lijst, posten)
    historie = lijsten.optekenaar.archief.lees_per_stroom(
        list({een.post.stroom_id for een in posten}), bos=gelezen.stroom.bos
    )
    # After the histories: a fact in between shows here, and a later one makes the append a conflict.
    with lijsten.engine.connect() as verbinding:
        nu = bepalend(verbinding, (een.post for een in posten))
    gewist = _gewist(lijsten, posten)
    weger, lot = _Weger(lijsten, gelezen.lijst, namens.wie, gewist.mensen), _Lot()
    stromen: dict[UUID, Nieuw] = {}
    for een in posten:
        post_id, stroom_id = een.post.post_id, een.post.stroom_id
        er_al = historie.get(stroom_id, ())
        if nu[post_id].versie != (er_al[-1].versie if er_al else 0):
            raise Conflict
        hier = stromen.get(stroom_id, Nieuw(stroom_id, er_al[-1].versie if er_al else 0, ()))
        try:
            nieuw, bewijsnummer = weger.weeg(een, [*(feit.gebeurtenis for feit in er_al), *hier.feiten])
        except _Afgehaald as weg:
            lot.afgehaald.append(Afgehaalde(post_id, weg.reden))
            continue
        if goedgekeurd.get(post_id) != nu[post_id].digest:
            lot.teruggekomen.append(post_id)
            continue
        lot.vernietigd.append(Vernietigde(post_id, bewijsnummer))
        lot.posten.append(een.post)
        stromen[stroom_id] = replace(hier, feiten=(*hier.feiten, *nieuw))
        lot.vernietigingen.append(
            Vernietiging(
                stroom_id, lijsten.optekenaar.omgeving.nu(), een.post.persoon_id, een.post.organisatie
            )
        )
    opdracht = HandelPostenAf(
        tuple(lot.vernietigd), tuple(lot.afgehaald), tuple(lot.teruggekomen), _kenmerken(lijsten, lot.posten)
    )
    return lijsten.schrijf(
        gelezen,
        lijsten.beslis(gelezen, opdracht, namens),
        namens=namens,
        naast=Ernaast(
            tuple(stromen.values()),
            Bijwerking(vernietigingen=tuple(lot.vernietigingen), gezien=gewist.gezien),
        ),
    )


def _goedgekeurd(lijst: Vernietigingslijst, posten: Sequence[Voorgesteld]) -> dict[UUID, str]:
    """What was approved of these items."""
    hier = {een.post.post_id for een in posten}
    beelden = lijst.goedkeuring.beelden if lijst.goedkeuring is not None else ()
    return {een.post_id: een.digest for een in beelden if een.post_id in hier}


def _kenmerken(lijsten: Vernietigingslijsten, posten: Sequence[Post]) -> Kenmerken:
    if not posten:
        return GEEN_KENMERKEN
    nummers = lijsten.nummers_van([post.stroom_id for post in posten])
    with lijsten.engine.connect() as verbinding:
        return neem_kenmerken(verbinding, posten, nummers, kek=lijsten.kek, kopieen=lijsten.kopieen)


class _Weger:
    """Holds the rules against one case after another; what these are given is looked up once for each definition."""

    def __init__(
        self,
        lijsten: Vernietigingslijsten,
        lijst: Vernietigingslijst,
        wie: Medewerker,
        gewist: Mapping[UUID, frozenset[UUID]],
    ) -> None:
        self._lijsten, self._wie, self._gewist = lijsten, wie, gewist
        self._gang = Lijstgang(lijst.lijstnummer, *lijst.rollen[:3])
        self._bekend: dict[str, Omstandigheden] = {}

    def weeg(
        self, een: Voorgesteld, gebeurd: Sequence[Ookfeit | Vernietigd]
    ) -> tuple[Sequence[Ookfeit], str]:
        """What destroying this item would record, and the number under which that can be found.

        Raises:
            _Afgehaald: the rules do not allow it, or it is gone already.
        """
        bewijsnummer = self._lijsten.optekenaar.omgeving.bewijsnummer()
        if een.post.soort is Postsoort.CONSULTATIE:
            consultatie = vouw_consultatie(cast("Sequence[Consultatiegebeurtenis]", gebeurd))
            return self._consultatie(consultatie, een, bewijsnummer), bewijsnummer
        casus = vouw(cast("Sequence[Gebeurtenis]", gebeurd))
        return self._casus(casus, een, bewijsnummer), bewijsnummer

    def _casus(self, casus: Casus, een: Voorgesteld, bewijsnummer: str) -> Sequence[Ookfeit]:
        if casus.fase in (Fase.GEEN, Fase.VERWIJDERD):
            raise _Afgehaald(Afhaalreden.AL_VERNIETIGD)
        try:
            feiten = decide(casus, self._opdracht(een, bewijsnummer), bij=self._bij(casus.definitie))
        except Weigering:
            raise _Afgehaald(_waarom(casus)) from None
        if not feiten:
            raise _Afgehaald(Afhaalreden.AL_VERNIETIGD)
        return feiten

    def _opdracht(self, een: Voorgesteld, bewijsnummer: str) -> Opdracht:
        post, door = een.post, Goedkeuring(*self._gang.rollen, self._gang.lijstnummer)
        gewist = self._gewist.get(post.stroom_id, frozenset())
        if post.persoon_id is not None:
            if een.grond is Verwijdergrond.WISSING_GEVRAAGD and post.persoon_id not in gewist:
                raise _Afgehaald(Afhaalreden.GROND_VERVALLEN)
            return VernietigPersoon(post.persoon_id, bewijsnummer, Vernietiggrond(een.grond.value), door)
        if post.organisatie is not None:
            return VernietigBijdrage(post.organisatie, bewijsnummer, Vernietiggrond(een.grond.value), door)
        return Verwijder(bewijsnummer, een.grond, self._gang, gewist)

    def _consultatie(
        self, consultatie: Consultatie, een: Voorgesteld, bewijsnummer: str
    ) -> Sequence[Ookfeit]:
        if consultatie.fase in (Consultatiefase.GEEN, Consultatiefase.VERWIJDERD):
            raise _Afgehaald(Afhaalreden.AL_VERNIETIGD)
        van = self._bij(consultatie.definitie)
        bij = Consultatieomstandigheden(van.vandaag, van.wie, van.tafel, van.protocol)
        gewist = self._gewist.get(een.post.stroom_id, frozenset())
        opdracht = VerwijderConsultatie(bewijsnummer, een.grond, self._gang, gewist)
        try:
            return decide_consultatie(consultatie, opdracht, bij=bij)
        except Weigering:
            gehouden = bool(consultatie.opschortingen)
            reden = Afhaalreden.OPGESCHORT if gehouden else Afhaalreden.GROND_VERVALLEN
            raise _Afgehaald(reden) from None

    def _bij(self, definitie: str) -> Omstandigheden:
        if definitie not in self._bekend:
            shell = self._lijsten.shell
            self._bekend[definitie] = shell.bij(shell.definities.definitie(definitie), self._wie)
        return self._bekend[definitie]


def _gewist(lijsten: Vernietigingslijsten, posten: Sequence[Voorgesteld]) -> Gewist:
    """Whose erasure was granted, where that is why something goes."""
    om_wissing = {een.post.stroom_id for een in posten if een.grond is Verwijdergrond.WISSING_GEVRAAGD}
    return gewist_in(lijsten, om_wissing) if om_wissing else NIEMAND_GEWIST


def _waarom(casus: Casus) -> Afhaalreden:
    """Why the rules refuse: a hold, a restriction, or that the ground or the term is another one by now."""
    if casus.opschortingen:
        return Afhaalreden.OPGESCHORT
    return Afhaalreden.BEPERKT if casus.beperkingen else Afhaalreden.GROND_VERVALLEN
