"""Routes of what people ask of their own data: receipt, who asks, and where they are. Docstrings are for users."""

from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from api.aanmelding import Bsn, Code, Dag, Model, Regel, Tekst
from api.rechten import Recht
from api.rest.delen import LijstOp, Limiet, Na, VanTafel, Verzoeknummer, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.invoer import MEEST
from api.rest.route import actie_van
from api.rest.terugblik import VERZOEKEN, kijk
from api.rest.toegang import Toegang
from api.rest.verzoekplaatsen import wordt_tegengehouden
from api.rest.verzoektoegang import doe, eis_verzoek, toon_verzoek, toon_vindplaatsen
from api.rest.verzoekuit import (
    VerzoekAntwoord,
    VerzoekenUit,
    VerzoekregelUit,
    VerzoekUit,
    VondstUit,
    ZoekAntwoord,
    verzoek_uit,
    waarden,
)
from api.wegen import Wegen
from domain.casus.waarden import Betrokkene, Gezag
from domain.consultatie.state import vouw_consultatie
from domain.historie import van_consultatie
from domain.verzoek.commands import (
    BevestigVindplaatsen,
    OntvangVerzoek,
    StelIdentiteitVast,
    VerlengVerzoek,
)
from domain.verzoek.state import AanZet
from domain.verzoek.waarden import Aanvrager, Identificatie, OverWie, Verzoeksoort
from infra.codec import KluisGeschonden
from infra.verzoekdelen import Vindplaats
from projections import verzoeken

router = Wegen(prefix="/v1", tags=["verzoek"])

Ontvanger = Annotated[Toegang, Mag(Recht.VERZOEK_ONTVANGEN, doel="verzoek")]
Lezer = Annotated[Toegang, Mag(Recht.VERZOEK_LEZEN, doel="verzoek")]
Zoeker = Annotated[Toegang, Mag(Recht.VERZOEK_ZOEKEN, doel="verzoek")]
Behandelaar = Annotated[Toegang, Mag(Recht.VERZOEK_BEHANDELEN, doel="verzoek")]


class Stand(StrEnum):
    """Which verzoeken a list is about."""

    OPEN = "open"
    KLAAR = "klaar"
    TE_VERWIJDEREN = "te-verwijderen"


class OverWieIn(Model):
    """Whom it is about."""

    naam: Regel
    geboortedatum: Dag | None = Field(default=None, description="Geboortedatum, zoals 1991-05-17.")
    bsn: Bsn | None = Field(default=None, description="Burgerservicenummer, als de persoon dat noemt.")


class VerzoekIn(Model):
    """What somebody asks of their own data."""

    tafel: Code = Field(
        description="Het id van de tafel waar het verzoek binnenkwam. Het gaat over alle tafels."
    )
    soort: Verzoeksoort
    ontvangen_op: Dag = Field(
        description="De dag waarop het verzoek binnenkwam. Vanaf deze dag loopt de maand."
    )
    aanvrager: Aanvrager = Field(description="In welke hoedanigheid het verzoek wordt gedaan.")
    verzoeker: Regel = Field(description="Wie het verzoek doet.")
    bereikbaar: Regel = Field(description="Waar het antwoord heen moet.")
    over: OverWieIn
    inhoud: Tekst = Field(description="Wat er wordt gevraagd, in de woorden van wie het vraagt.")

    def opdracht(self, *, verzoeknummer: str) -> OntvangVerzoek:
        """The command."""
        over = OverWie(self.over.naam, self.over.geboortedatum, self.over.bsn)
        return OntvangVerzoek(
            verzoeknummer=verzoeknummer,
            tafel=self.tafel,
            soort=self.soort,
            ontvangen_op=self.ontvangen_op,
            aanvrager=self.aanvrager,
            verzoeker=self.verzoeker,
            bereikbaar=self.bereikbaar,
            over=over,
            inhoud=self.inhoud,
        )


class IdentiteitIn(Model):
    """Who asks, and that this is sure."""

    geboortedatum: Dag = Field(description="De geboortedatum van de persoon over wie het gaat.")
    aanvragers: list[Aanvrager] = Field(
        min_length=1,
        max_length=5,
        description="Wie het verzoek samen doen. Van twaalf tot zestien jaar: het kind en een ouder of voogd.",
    )
    wijze: Identificatie
    gezag: Gezag | None = Field(default=None, description="Wie gezag heeft over een minderjarige.")
    onderbouwing: Tekst = Field(description="Wat is gezien. Bewaar geen kopie van een identiteitsbewijs.")

    def opdracht(self) -> StelIdentiteitVast:
        """The command."""
        return StelIdentiteitVast(
            self.geboortedatum, tuple(self.aanvragers), self.wijze, self.gezag, self.onderbouwing
        )


class VindplaatsenIn(Model):
    """Which of the finds are the person."""

    koppelingen: list[UUID] = Field(
        max_length=MEEST * 10, description="Van de laatste zoekactie. Leeg: van deze persoon is er niets."
    )


class VerzoekverlengingIn(Model):
    """Why the answer takes longer."""

    reden: Tekst
    medegedeeld_op: Dag = Field(description="Wanneer de persoon dit hoorde: binnen de eerste maand.")


@router.post("/verzoeken", status_code=201, summary="Een verzoek van een betrokkene vastleggen")
def ontvang_verzoek(invoer: VerzoekIn, response: Response, toegang: Ontvanger) -> VerzoekAntwoord:
    """Leg vast wat iemand vraagt over de eigen gegevens: inzage, rectificatie, wissing, beperking of bezwaar.

    Neem elk verzoek aan, ook van wie het misschien niet mag doen: ook die persoon krijgt een antwoord.
    """
    toegang.tafel(invoer.tafel)
    opdracht = invoer.opdracht(verzoeknummer=toegang.dienst.omgeving.verzoeknummer())
    gedaan = toegang.gezien(toegang.dienst.verzoeken.ontvang(opdracht, namens=toegang.namens))
    response.headers["Location"] = f"/v1/verzoeken/{gedaan.verzoeknummer}"
    return VerzoekAntwoord.van(gedaan)


@router.get("/verzoeken", summary="De verzoeken van betrokkenen bekijken")
def lees_verzoeken(  # noqa: PLR0917 FastAPI binds them by name
    toegang: Lezer,
    tafel: VanTafel,
    stand: Annotated[
        Stand,
        Query(
            description="Wat nog een antwoord moet krijgen, wat klaar is en nog blijft, of wat zelf weg kan."
        ),
    ] = Stand.OPEN,
    op: LijstOp = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> VerzoekenUit:
    """Bekijk welke verzoeken nog openstaan, zonder namen. Wat over de termijn is staat bovenaan."""
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, verzoeken.Sleutel)
    with kijk(toegang, bij, VERZOEKEN, op=op) as blik:
        vandaag = blik.vandaag

        def vraag(aantal: int) -> tuple[verzoeken.Rij, ...]:
            if stand is Stand.OPEN:
                return verzoeken.openstaand(blik.verbinding, bij.id, na=vanaf, limiet=aantal)
            lees = verzoeken.afgerond if stand is Stand.KLAAR else verzoeken.te_verwijderen
            return lees(blik.verbinding, bij.id, vandaag=vandaag, na=vanaf, limiet=aantal)

        rijen, volgende = bladzijde(vraag, limiet=limiet)
    toegang.toon_nummers((rij.stroom_id for rij in rijen), tafel=bij)
    regels = [_regel(rij, vandaag, toegang, op=op) for rij in rijen]
    return VerzoekenUit(regels=regels, volgende=volgende, **blik.uit)


def _regel(rij: verzoeken.Rij, vandaag: date, toegang: Toegang, *, op: datetime | None) -> VerzoekregelUit:
    """A row with whose turn it is. How far a list is stands with the list, and not in the facts of the verzoek.

    Of a verzoek that is damaged it is as the view has it: one of them takes no list down.
    """
    aan_zet, tegen = rij.aan_zet, False
    if rij.aan_zet is AanZet.VERNIETIGINGSLIJST and op is None:
        with suppress(KluisGeschonden):
            gelezen = toegang.dienst.verzoeken.lees(rij.verzoeknummer)
            aan_zet = toegang.dienst.verzoeken.aan_zet(gelezen.verzoek)
            tegen = aan_zet is AanZet.VERNIETIGINGSLIJST and wordt_tegengehouden(gelezen, toegang)
    return VerzoekregelUit.van(rij, vandaag, aan_zet=aan_zet, tegengehouden=tegen)


@router.get("/verzoeken/{verzoeknummer}", summary="Een verzoek van een betrokkene lezen")
def lees_verzoek(verzoeknummer: Verzoeknummer, toegang: Lezer) -> VerzoekUit:
    """Lees wat iemand vroeg, wie dat is, en hoe ver het antwoord is."""
    gelezen = toegang.dienst.verzoeken.lees(verzoeknummer)
    eis_verzoek(toegang, gelezen.verzoek)
    toegang.kijk.versie = gelezen.stroom.versie
    toon_verzoek(toegang, gelezen)
    return verzoek_uit(gelezen, toegang)


@router.post("/verzoeken/{verzoeknummer}/identiteiten", summary="Vaststellen wie het verzoek doet")
def stel_identiteit_vast(
    verzoeknummer: Verzoeknummer, invoer: IdentiteitIn, toegang: Behandelaar
) -> VerzoekAntwoord:
    """Leg vast wie het verzoek doet en waaruit dat blijkt. De leeftijd op de dag van ontvangst bepaalt wie het mag."""
    return VerzoekAntwoord.van(doe(toegang, verzoeknummer, invoer.opdracht()))


@router.post("/verzoeken/{verzoeknummer}/zoekacties", summary="De persoon van een verzoek opzoeken")
def zoek_persoon(verzoeknummer: Verzoeknummer, toegang: Zoeker, request: Request) -> ZoekAntwoord:
    """Zoek de persoon in alle casussen en consultaties van alle tafels. Alleen wie het verzoek behandelt ziet dit."""
    gedaan, plaatsen = toegang.dienst.verzoeken.zoek(
        verzoeknummer, namens=toegang.namens, mag=lambda verzoek: eis_verzoek(toegang, verzoek)
    )
    toegang.kijk.versie = gedaan.versie
    toegang.dienst.wacht_op(gedaan.positie)
    toon_vindplaatsen(toegang, plaatsen, ook=gedaan.stroom_id, wat=actie_van(request.scope))
    vondsten = [vondst for plaats in plaatsen if (vondst := _vondst(plaats, toegang)) is not None]
    return ZoekAntwoord.model_validate({**waarden(gedaan), "vondsten": vondsten})


@router.post("/verzoeken/{verzoeknummer}/vindplaatsen", summary="Bevestigen waar de persoon voorkomt")
def bevestig_vindplaatsen(
    verzoeknummer: Verzoeknummer, invoer: VindplaatsenIn, toegang: Behandelaar
) -> VerzoekAntwoord:
    """Bevestig welke vondsten deze persoon zijn. Vanaf nu wordt daar niets vernietigd tot het verzoek klaar is.

    Bij een bezwaar wordt er met de gegevens van de persoon ook niet gewerkt.
    """
    opdracht = BevestigVindplaatsen(tuple(invoer.koppelingen))
    return VerzoekAntwoord.van(doe(toegang, verzoeknummer, opdracht))


@router.post("/verzoeken/{verzoeknummer}/verlengingen", summary="De termijn van een verzoek verlengen")
def verleng_verzoek(
    verzoeknummer: Verzoeknummer, invoer: VerzoekverlengingIn, toegang: Behandelaar
) -> VerzoekAntwoord:
    """Verleng de termijn één keer, met twee maanden. Vertel de persoon binnen de eerste maand waarom."""
    opdracht = VerlengVerzoek(invoer.reden, invoer.medegedeeld_op)
    return VerzoekAntwoord.van(doe(toegang, verzoeknummer, opdracht))


def _vondst(plaats: Vindplaats, toegang: Toegang) -> VondstUit | None:
    """What somebody needs to say whether this is the person; nothing of what was destroyed meanwhile."""
    mens, tafel, soort = _wie(plaats, toegang)
    if mens is None:
        return None
    velden = {**vars(mens), "koppeling_id": plaats.koppeling_id, "wijze": plaats.wijze}
    return VondstUit.model_validate({**velden, "tafel": tafel, "soort": soort})


def _wie(plaats: Vindplaats, toegang: Toegang) -> tuple[Betrokkene | None, str, str]:
    dienst = toegang.dienst
    casus = dienst.shell.laad_stroom(plaats.stroom_id).casus
    if casus.tafel:
        return casus.betrokkene(plaats.persoon_id), casus.tafel, "casus"
    historie = dienst.shell.skelet(plaats.stroom_id)
    consultatie = vouw_consultatie(van_consultatie(historie))
    mens = next((een for een in consultatie.betrokkenen if een.persoon_id == plaats.persoon_id), None)
    return mens, consultatie.tafel, "consultatie"
