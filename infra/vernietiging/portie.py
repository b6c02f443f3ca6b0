"""Destroys a portion of a list in one transaction: what is still as it was approved, and what the rules still allow."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from domain.casus.commands import Verwijder
from domain.casus.decide import decide
from domain.casus.evolve import vouw
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Lijstgang
from domain.consultatie.commands import VerwijderConsultatie
from domain.consultatie.decide import decide_consultatie
from domain.consultatie.omstandigheden import Consultatieomstandigheden
from domain.consultatie.state import Consultatie, Consultatiefase, vouw_consultatie
from domain.historie import Ookfeit, Opgetekend, van_casus, van_consultatie
from domain.rollen import Medewerker
from domain.vernietigingslijst.commands import HandelPostenAf
from domain.vernietigingslijst.state import Vernietigingslijst
from domain.vernietigingslijst.waarden import (
    Afgehaalde,
    Afhaalreden,
    Postsoort,
    Vernietigde,
    Voorgesteld,
)
from domain.weigering import Weigering
from infra.kluis import Bijwerking, Vernietiging
from infra.optekenen import Nieuw, Opdrachtgever
from infra.vernietiging.lijsten import Ernaast, Lijstuitkomst, Vernietigingslijsten
from infra.vernietiging.voorvertoning import bepalend


@dataclass
class _Lot:
    """What becomes of the items of one portion."""

    vernietigd: list[Vernietigde] = field(default_factory=list)
    afgehaald: list[Afgehaalde] = field(default_factory=list)
    teruggekomen: list[UUID] = field(default_factory=list)
    stromen: list[Nieuw] = field(default_factory=list)
    vernietigingen: list[Vernietiging] = field(default_factory=list)


class _Afgehaald(Exception):
    """The rules do not allow this item any more."""

    def __init__(self, reden: Afhaalreden) -> None:
        super().__init__()
        self.reden = reden


def handel_portie_af(
    lijsten: Vernietigingslijsten,
    lijstnummer: str,
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
    gelezen = lijsten.laad(lijstnummer)
    lijst = gelezen.lijst
    beelden = {een.post_id: een for een in lijst.goedkeuring.beelden} if lijst.goedkeuring else {}
    with lijsten.engine.connect() as verbinding:
        nu = bepalend(verbinding, (een.post for een in posten))
    bos = gelezen.stroom.bos
    historie = lijsten.optekenaar.archief.lees_stromen(list({een.post.stroom_id for een in posten}), bos=bos)
    lot = _Lot()
    for een in posten:
        post = een.post
        feiten = historie.get(post.stroom_id, ())
        try:
            nieuw, bewijsnummer = _weeg(lijsten, lijst, een, feiten, namens.wie)
        except _Afgehaald as weg:
            lot.afgehaald.append(Afgehaalde(post.post_id, weg.reden))
            continue
        goedgekeurd = beelden.get(post.post_id)
        if goedgekeurd is None or goedgekeurd.digest != nu[post.post_id].digest:
            lot.teruggekomen.append(post.post_id)
            continue
        lot.vernietigd.append(Vernietigde(post.post_id, bewijsnummer))
        lot.stromen.append(Nieuw(post.stroom_id, feiten[-1].versie, nieuw))
        lot.vernietigingen.append(Vernietiging(post.stroom_id, lijsten.optekenaar.omgeving.nu()))
    opdracht = HandelPostenAf(tuple(lot.vernietigd), tuple(lot.afgehaald), tuple(lot.teruggekomen))
    return lijsten.schrijf(
        gelezen,
        lijsten.beslis(gelezen, opdracht, namens),
        namens=namens,
        naast=Ernaast(tuple(lot.stromen), Bijwerking(vernietigingen=tuple(lot.vernietigingen))),
    )


def _weeg(
    lijsten: Vernietigingslijsten,
    lijst: Vernietigingslijst,
    een: Voorgesteld,
    historie: Sequence[Opgetekend],
    wie: Medewerker,
) -> tuple[Sequence[Ookfeit], str]:
    """What destroying this item would record, and the number under which that can be found.

    Raises:
        _Afgehaald: the rules do not allow it, or it is gone already.
    """
    gang = _gang(lijst)
    bewijsnummer = lijsten.optekenaar.omgeving.bewijsnummer()
    match een.post.soort:
        case Postsoort.CASUS:
            casus = vouw(van_casus(historie))
            if casus.fase in (Fase.GEEN, Fase.VERWIJDERD):
                raise _Afgehaald(Afhaalreden.AL_VERNIETIGD)
            bij = lijsten.shell.bij(lijsten.shell.tafel_van(casus), wie)
            try:
                return decide(casus, Verwijder(bewijsnummer, een.grond, gang), bij=bij), bewijsnummer
            except Weigering:
                raise _Afgehaald(_waarom(casus)) from None
        case Postsoort.CONSULTATIE:
            consultatie = vouw_consultatie(van_consultatie(historie))
            if consultatie.fase in (Consultatiefase.GEEN, Consultatiefase.VERWIJDERD):
                raise _Afgehaald(Afhaalreden.AL_VERNIETIGD)
            opdracht = VerwijderConsultatie(bewijsnummer, een.grond, gang)
            try:
                return (
                    decide_consultatie(consultatie, opdracht, bij=_bij(lijsten, consultatie, wie)),
                    bewijsnummer,
                )
            except Weigering:
                raise _Afgehaald(Afhaalreden.GROND_VERVALLEN) from None
        case Postsoort.PERSOON | Postsoort.BIJDRAGE:
            raise _Afgehaald(Afhaalreden.GROND_VERVALLEN)


def _waarom(casus: Casus) -> Afhaalreden:
    del casus
    return Afhaalreden.GROND_VERVALLEN


def _bij(
    lijsten: Vernietigingslijsten, consultatie: Consultatie, wie: Medewerker
) -> Consultatieomstandigheden:
    shell = lijsten.shell
    tafel = shell.definities.definitie(consultatie.definitie)
    protocol = shell.definities.protocollen[tafel.regime]
    return Consultatieomstandigheden(lijsten.optekenaar.omgeving.vandaag(), wie, tafel, protocol)


def _gang(lijst: Vernietigingslijst) -> Lijstgang:
    voorgesteld, gecontroleerd, goedgekeurd = lijst.rollen[:3]
    return Lijstgang(lijst.lijstnummer, voorgesteld, gecontroleerd, goedgekeurd)
