"""A consultatie as it is answered: to whoever does not see names, with the roles of people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from pydantic import Field

from api.anoniem import genoemd_in, zonder_namen
from api.bereik import leest_aanvulling
from api.herkenning import NIET_ZICHTBAAR
from api.rest.casusdelen import BetrokkeneUit, CriteriumfeitUit, WieUit
from api.rest.casusuit import VerwijdervoorstelUit, betrokkenen_uit
from api.rest.delen import Uit, UtcTijdstip
from api.rest.peil import Peil
from api.rest.terugblik import Lijst
from api.rest.toegang import VERBORGEN, Toegang, mensen_in
from api.rest.uit_de_kluis import getoond, lees, mensen_van
from domain.casus.waarden import Opschortgrond
from domain.consultatie.events import Consultatiegebeurtenis, VraagAangevuld, VraagGesteld
from domain.consultatie.state import Consultatiefase, vouw_consultatie
from domain.consultatie.waarden import Bevestigingskanaal, Formulieradvies, Kanaal, Vraagaard
from domain.historie import Opgetekend, van_consultatie
from domain.tafels import Tafel
from infra.consultaties import OnbekendeConsultatie
from projections import consultatielijst


class ConsultatieadviesUit(Uit):
    """The answer."""

    advies: str
    formulier_geadviseerd: Formulieradvies
    door: str


class BevestigingUit(Uit):
    """The confirmation."""

    kanaal: Bevestigingskanaal
    verzonden_op: date


class ConsultatiesluitingUit(Uit):
    """Why it ended without an aanmelding."""

    reden: str


class ConsultatieopschortingUit(Uit):
    """A hold on the destruction. Why in words stands in the history, which fewer people read."""

    opschorting_id: UUID
    grond: Opschortgrond
    tot: date = Field(description="Wanneer opnieuw wordt bekeken of dit nog nodig is.")


class ConsultatieUit(Uit):
    """The whole consultatie."""

    consultatienummer: str
    fase: Consultatiefase
    tafel: str
    definitie: str
    regime: str
    organisatie: str
    kanaal: Kanaal | None
    vraagsteller: str
    vraag: str
    aard: Vraagaard | None
    betrokkenen: list[BetrokkeneUit]
    gemeente: str | None
    aanpak: str | None
    leefgebieden: list[str]
    criteria: list[CriteriumfeitUit]
    reguliere_routes: str | None
    eerste_verwerking: date | None
    bewaren_tot: date | None
    bewaarregel: str | None
    advies: ConsultatieadviesUit | None
    bevestiging: BevestigingUit | None
    casusnummer: str | None = Field(
        description="De casus die de vraag werd. Sterretjes als u die niet mag lezen."
    )
    gesloten: ConsultatiesluitingUit | None
    verwijdervoorstel: VerwijdervoorstelUit | None
    opschortingen: list[ConsultatieopschortingUit] = Field(
        description="Zolang er een is, wordt niets vernietigd."
    )


class OpenstaandeUit(Uit):
    """A question that is still open."""

    consultatienummer: str
    organisatie: str
    kanaal: Kanaal
    aard: Vraagaard
    gesteld_op: UtcTijdstip
    vraag: str | None
    betrokkenen: list[WieUit]
    beantwoord_op: date | None
    formulier: Formulieradvies | None = Field(
        description="Is bij het laatste advies geadviseerd om de casus aan te melden?"
    )
    bevestigd_op: date | None = Field(
        description="Wanneer de vraagsteller een bevestiging van dat advies kreeg."
    )


class ConsultatielijstUit(Lijst):
    """The open questions of a table."""

    regels: list[OpenstaandeUit]


def openstaanden_uit(
    rijen: Sequence[consultatielijst.Openstaand], toegang: Toegang, *, tafel: Tafel
) -> list[OpenstaandeUit]:
    """The rows of the list, with what was asked and about whom."""
    plaatsen = ((rij.stroom_id, versie) for rij in rijen for versie in rij.versies)
    gelezen = [
        feit for feit in lees(plaatsen, toegang) if leest_aanvulling(toegang.gebruiker, feit.gebeurtenis)
    ]
    feiten = getoond(gelezen, toegang, tafel=tafel)
    regels = []
    for rij in rijen:
        eerste = feiten.get((rij.stroom_id, rij.versies[0]))
        vraag = eerste.vraag if isinstance(eerste, VraagGesteld) else None
        mensen = mensen_van(rij.stroom_id, rij.versies, feiten)
        toegang.toon(rij.stroom_id, mensen_in(mensen), tafel=tafel)
        velden = {**vars(rij), "vraag": vraag, "betrokkenen": mensen}
        regels.append(OpenstaandeUit.model_validate(velden))
    return regels


def consultatie_uit(historie: Sequence[Opgetekend], toegang: Toegang, toen: Peil) -> ConsultatieUit:
    """What this reader sees of a consultatie within reach, as it is or as it was.

    Raises:
        OnbekendeConsultatie: it was not there yet.
    """
    consultatie = vouw_consultatie(_leesbaar(feit, toegang) for feit in van_consultatie(toen.van(historie)))
    if consultatie.fase is Consultatiefase.GEEN:
        raise OnbekendeConsultatie
    tafel = toegang.dienst.definities.definitie(consultatie.definitie)
    getoond, vraagsteller = consultatie, consultatie.vraagsteller
    if not toegang.gebruiker.ziet_namen(tafel):
        # Whoever asks may be a parent, and so lead to the person. The question may name who was entered later.
        genoemd = genoemd_in(van_consultatie(historie))
        getoond, vraagsteller = zonder_namen(consultatie, genoemd), NIET_ZICHTBAAR
    nummer = consultatie.omgezet.casusnummer if consultatie.omgezet is not None else None
    if nummer is not None and not toegang.leest_nummer(nummer):
        nummer = VERBORGEN
    mensen = betrokkenen_uit(getoond.betrokkenen, toegang.gebruiker)
    toegang.toon(historie[0].stroom_id, mensen_in(mensen), tafel=tafel)
    eigen = {"casusnummer": nummer, "vraagsteller": vraagsteller, "betrokkenen": mensen}
    return ConsultatieUit.model_validate({**vars(getoond), **eigen})


def _leesbaar(feit: Consultatiegebeurtenis, toegang: Toegang) -> Consultatiegebeurtenis:
    """What another organisation added is gone for who may not read it; the clock that it started goes on."""
    if not isinstance(feit, VraagAangevuld) or leest_aanvulling(toegang.gebruiker, feit):
        return feit
    return replace(
        feit, betrokkenen=(), gemeente=None, aanpak=None, leefgebieden=(), criteria=(), reguliere_routes=None
    )
