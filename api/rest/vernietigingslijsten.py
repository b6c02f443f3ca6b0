"""Routes of the vernietigingslijst, from the proposal to its end. Docstrings of routes are for users."""

from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from api.aanmelding import Code, Dag, Model, Tekst, Vingerafdruk
from api.rechten import Recht
from api.rest.delen import Lijstnummer, Limiet, Na, VanTafel, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.lijstuit import (
    LijstAntwoord,
    LijstenUit,
    LijstregelUit,
    LijstUit,
    Postsleutel,
    lijst_uit,
    pagina,
)
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.casus.waarden import Weigerreden
from domain.vernietigingslijst.commands import BeginUitvoering, TrekLijstIn
from domain.vernietigingslijst.state import Vernietigingslijst
from domain.vernietigingslijst.waarden import Intrekreden
from infra.vernietiging.gelezen import Lijstuitkomst
from infra.vernietiging.lijsten import Geweigerd, OnbekendeLijst, Voorstel
from projections import vernietigingslijsten

router = Wegen(prefix="/v1", tags=["vernietigingslijsten"])

Voorsteller = Annotated[Toegang, Mag(Recht.LIJST_VOORSTELLEN, doel="verwijdering")]
Controleur = Annotated[Toegang, Mag(Recht.LIJST_CONTROLEREN, doel="verwijdering")]
Goedkeurder = Annotated[Toegang, Mag(Recht.LIJST_GOEDKEUREN, doel="verwijdering")]
Uitvoerende = Annotated[Toegang, Mag(Recht.LIJST_UITVOEREN, doel="verwijdering")]
Intrekker = Annotated[Toegang, Mag(Recht.LIJST_INTREKKEN, doel="verwijdering")]
Lezer = Annotated[Toegang, Mag(Recht.LIJST_LEZEN, doel="verwijdering")]

MEEST = 10_000
Nummer = Annotated[Code, AfterValidator(str.upper)]


class LijstvoorstelIn(Model):
    """What to put on the list."""

    tafel: Code
    tot_en_met: Dag | None = Field(
        default=None,
        description="Wat uiterlijk op deze dag weg moet zijn. Zonder: vandaag.",
    )
    nummers: list[Nummer] = Field(
        default=[],
        max_length=MEEST,
        description="Alleen deze casussen en consultaties. Zonder: alles wat aan de beurt is.",
    )
    ook_uitgewerkt: bool = Field(
        default=False,
        description="Ook wat is afgesloten of niet is opgenomen en waarvan de termijn nog loopt.",
    )


class PostweigeringIn(Model):
    """An item that is left out."""

    post_id: UUID
    reden: Weigerreden
    toelichting: Tekst = Field(
        description="Waarom, in uw eigen woorden. Dit staat bij de casus en verdwijnt daarmee."
    )


class ControleIn(Model):
    """What the check came to."""

    geweigerd: list[PostweigeringIn] = Field(default=[], max_length=MEEST)


class GoedkeuringIn(Model):
    """What is approved."""

    vingerafdruk: Vingerafdruk = Field(description="De vingerafdruk van de voorvertoning die u hebt bekeken.")


class LijstuitvoeringIn(Model):
    """What who carries it out knows of copies elsewhere."""

    laatste_reservekopie: Dag | None = Field(
        default=None,
        description="De dag van de laatste reservekopie elders waarin nog iets van deze lijst kan staan. "
        "Die komt in de verklaring. Zonder: wat de beheerder heeft vastgelegd.",
    )


class LijstintrekkingIn(Model):
    """Why."""

    reden: Intrekreden


@router.post("/vernietigingslijsten", summary="Een vernietigingslijst voorstellen")
def stel_lijst_voor(invoer: LijstvoorstelIn, toegang: Voorsteller) -> LijstAntwoord:
    """Zet op een lijst wat aan deze tafel vernietigd moet of mag worden. Iemand anders controleert de lijst."""
    tafel, omgeving = toegang.tafel(invoer.tafel), toegang.dienst.omgeving
    tot_en_met: date = invoer.tot_en_met or omgeving.vandaag()
    voorstel = Voorstel(omgeving.lijstnummer(), tot_en_met, tuple(invoer.nummers), invoer.ook_uitgewerkt)
    gedaan = toegang.dienst.lijsten.stel_voor(tafel.id, voorstel, namens=toegang.namens)
    return _antwoord(toegang, gedaan)


@router.get("/vernietigingslijsten", summary="De vernietigingslijsten bekijken")
def lees_lijsten(toegang: Lezer, tafel: VanTafel, na: Na = None, limiet: Limiet = 50) -> LijstenUit:
    """Bekijk hoe ver de vernietigingslijsten van een tafel zijn, de nieuwste eerst."""
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, vernietigingslijsten.Lijstsleutel)
    with toegang.dienst.engine.connect() as verbinding:
        rijen, volgende = bladzijde(
            lambda aantal: vernietigingslijsten.lijsten(verbinding, bij.id, na=vanaf, limiet=aantal),
            limiet=limiet,
        )
    nu = toegang.dienst.omgeving.nu()
    return LijstenUit(regels=[LijstregelUit.van(rij, nu=nu) for rij in rijen], volgende=volgende)


@router.get("/vernietigingslijsten/{lijstnummer}", summary="Een vernietigingslijst bekijken")
def lees_lijst(lijstnummer: Lijstnummer, toegang: Lezer, na: Na = None, limiet: Limiet = 50) -> LijstUit:
    """Bekijk een lijst met haar voorvertoning: wat er weggaat, wat er blijft en waarom."""
    lijsten, vanaf = toegang.dienst.lijsten, uit_cursor(na, Postsleutel)
    gelezen = lijsten.laad(lijstnummer)
    eis_eigen(toegang)(gelezen.lijst)
    toegang.kijk.versie = gelezen.stroom.versie
    posten, volgende = pagina(gelezen.lijst, na=vanaf, limiet=limiet)
    nummers = lijsten.nummers_van([een.post.stroom_id for een in posten])
    toegang.toon_nummers(nummers, tafel=toegang.dienst.shell.tafel(gelezen.lijst.tafel))
    return lijst_uit(
        gelezen.lijst,
        gelezen.historie,
        lijsten.voorvertoning(gelezen.lijst),
        posten=posten,
        volgende=volgende,
        nummers=nummers,
        kopieen=lijsten.kopieen_van([een.post.stroom_id for een in posten]),
        tegen=lijsten.tegengehouden(gelezen.lijst, posten),
        exportregister=lijsten.kopieen is not None,
        nu=toegang.dienst.omgeving.nu(),
    )


@router.post("/vernietigingslijsten/{lijstnummer}/controles", summary="Een vernietigingslijst controleren")
def controleer_lijst(lijstnummer: Lijstnummer, invoer: ControleIn, toegang: Controleur) -> LijstAntwoord:
    """Leg vast dat u de lijst hebt gecontroleerd. Wat niet weg mag, laat u eruit met een reden."""
    geweigerd = [Geweigerd(een.post_id, een.reden, een.toelichting) for een in invoer.geweigerd]
    gedaan = toegang.dienst.lijsten.controleer(
        lijstnummer, geweigerd, namens=toegang.namens, mag=eis_eigen(toegang)
    )
    return _antwoord(toegang, gedaan)


@router.post("/vernietigingslijsten/{lijstnummer}/goedkeuringen", summary="Een vernietigingslijst goedkeuren")
def keur_lijst_goed(lijstnummer: Lijstnummer, invoer: GoedkeuringIn, toegang: Goedkeurder) -> LijstAntwoord:
    """Keur precies goed wat u hebt bekeken. Daarna begint de bedenktijd; is die voorbij, dan voert de dienst uit."""
    gedaan = toegang.dienst.lijsten.keur_goed(
        lijstnummer, invoer.vingerafdruk, namens=toegang.namens, mag=eis_eigen(toegang)
    )
    return _antwoord(toegang, gedaan)


@router.post("/vernietigingslijsten/{lijstnummer}/intrekkingen", summary="Een vernietigingslijst intrekken")
def trek_lijst_in(lijstnummer: Lijstnummer, invoer: LijstintrekkingIn, toegang: Intrekker) -> LijstAntwoord:
    """Trek de lijst in. Dat kan tot de uitvoering begint; er wordt dan niets vernietigd."""
    gedaan = toegang.dienst.lijsten.voer_uit(
        lijstnummer, TrekLijstIn(invoer.reden), namens=toegang.namens, mag=eis_eigen(toegang)
    )
    return _antwoord(toegang, gedaan)


@router.post("/vernietigingslijsten/{lijstnummer}/uitvoeringen", summary="Een vernietigingslijst uitvoeren")
def voer_lijst_uit(
    lijstnummer: Lijstnummer, toegang: Uitvoerende, invoer: LijstuitvoeringIn | None = None
) -> LijstAntwoord:
    """Voer de lijst nu uit, of ga verder waar dat bleef steken. De dienst doet dit ook zelf, na de bedenktijd."""
    gedaan = toegang.dienst.uitvoerder.voer_uit(
        lijstnummer,
        namens=toegang.namens_verder,
        mag=eis_eigen(toegang),
        opdracht=BeginUitvoering(None if invoer is None else invoer.laatste_reservekopie),
    )
    return _antwoord(toegang, gedaan)


def eis_eigen(toegang: Toegang) -> Callable[[Vernietigingslijst], None]:
    """Answer for a list of another table exactly as for one that never existed."""

    def eis(lijst: Vernietigingslijst) -> None:
        if lijst.tafel not in toegang.gebruiker.tafels:
            raise OnbekendeLijst

    return eis


def _antwoord(toegang: Toegang, gedaan: Lijstuitkomst) -> LijstAntwoord:
    """Wait until the views show what was done. The answer names nobody and no case."""
    toegang.kijk.versie = gedaan.versie
    if gedaan.nieuw:
        toegang.kijk.staat_vast()
        toegang.dienst.wacht_op(gedaan.positie)
    return LijstAntwoord.van(gedaan)
