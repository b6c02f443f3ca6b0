"""Routes that decide on a verzoek, do it, and end it: always with a second person. Docstrings are for users."""

from typing import Annotated

from pydantic import Field

from api.aanmelding import Bsn, Dag, Model, Regel, Tekst, Vingerafdruk
from api.rechten import Recht
from api.rest.delen import Verzoeknummer
from api.rest.deur import Mag
from api.rest.invoer import RedenIn
from api.rest.toegang import Toegang
from api.rest.verzoekinzage import vingerafdruk_van
from api.rest.verzoektoegang import doe, eis_verzoek, gezien
from api.rest.verzoekuit import UitvoeringAntwoord, VerzoekAntwoord, VerzoekverwijderAntwoord, waarden
from api.wegen import Wegen
from domain.casus.waarden import Beperkgrond, Verwijdergrond
from domain.verzoek.commands import (
    GeefBesluitTerug,
    NeemBesluit,
    StelBesluitVoor,
    StelVerwijderingVanVerzoekVoor,
    TrekVerzoekIn,
    VerwijderVerzoek,
)
from domain.verzoek.waarden import Afwijsgrond, Besluituitkomst, Correctie

router = Wegen(prefix="/v1", tags=["verzoek"])

Behandelaar = Annotated[Toegang, Mag(Recht.VERZOEK_BEHANDELEN, doel="verzoek")]
TweedePersoon = Annotated[Toegang, Mag(Recht.VERZOEK_BESLUITEN, doel="verzoek")]
Verwijderaar = Annotated[Toegang, Mag(Recht.VERZOEK_VERWIJDEREN, doel="verwijdering")]


class VerwijdervoorstelIn(Model):
    """On what ground the data can go."""

    grond: Verwijdergrond


class CorrectieIn(Model):
    """What the data should be; what is left out stays as it is."""

    naam: Regel | None = None
    geboortedatum: Dag | None = None
    bsn: Bsn | None = None
    adres: Regel | None = None
    toelichting: Tekst | None = None

    def correctie(self) -> Correctie:
        """The value of the domain."""
        return Correctie(self.naam, self.geboortedatum, self.bsn, self.adres, self.toelichting)


class BesluitvoorstelIn(Model):
    """What to decide."""

    uitkomst: Besluituitkomst
    grond: Afwijsgrond | None = Field(default=None, description="Bij afwijzen: op welke grond.")
    toelichting: Tekst = Field(description="Waarom. De persoon krijgt dit te horen.")
    correctie: CorrectieIn | None = Field(
        default=None, description="Bij een rectificatie: wat het moet worden."
    )
    beperkgrond: Beperkgrond | None = Field(default=None, description="Bij een beperking: op welke grond.")

    def opdracht(self) -> StelBesluitVoor:
        """The command."""
        correctie = self.correctie.correctie() if self.correctie is not None else None
        return StelBesluitVoor(self.uitkomst, self.grond, self.toelichting, correctie, self.beperkgrond)


class BesluitIn(Model):
    """What the second person looked at."""

    vingerafdruk: Vingerafdruk | None = Field(
        default=None, description="Bij een inzage: de vingerafdruk van het overzicht dat u bekeek."
    )


class VerzoekintrekkingIn(Model):
    """That who asked no longer asks."""

    ingetrokken_op: Dag
    toelichting: Tekst = Field(description="Hoe het verzoek is ingetrokken.")


@router.post(
    "/verzoeken/{verzoeknummer}/besluitvoorstellen", summary="Een besluit op een verzoek voorstellen"
)
def stel_besluit_voor(
    verzoeknummer: Verzoeknummer, invoer: BesluitvoorstelIn, toegang: Behandelaar
) -> VerzoekAntwoord:
    """Stel voor wat er besloten wordt. Iemand anders moet akkoord gaan voordat er iets gebeurt."""
    return VerzoekAntwoord.van(doe(toegang, verzoeknummer, invoer.opdracht()))


@router.post("/verzoeken/{verzoeknummer}/teruggaven", summary="Niet akkoord gaan met een voorstel")
def geef_besluit_terug(
    verzoeknummer: Verzoeknummer, invoer: RedenIn, toegang: TweedePersoon
) -> VerzoekAntwoord:
    """Geef een voorstel van iemand anders terug, met de reden."""
    return VerzoekAntwoord.van(doe(toegang, verzoeknummer, GeefBesluitTerug(invoer.reden)))


@router.post("/verzoeken/{verzoeknummer}/besluiten", summary="Akkoord gaan met een voorstel")
def neem_besluit(
    verzoeknummer: Verzoeknummer, toegang: TweedePersoon, invoer: BesluitIn | None = None
) -> VerzoekAntwoord:
    """Ga akkoord met wat iemand anders voorstelt. Daarna is het besluit genomen.

    Bij een inzage noemt u de vingerafdruk van het overzicht dat u bekeek; alleen dat overzicht gaat daarna de deur uit.
    """
    gezien_, nu = invoer.vingerafdruk if invoer is not None else None, None
    if gezien_ is not None:
        nu = vingerafdruk_van(verzoeknummer, toegang)
    return VerzoekAntwoord.van(doe(toegang, verzoeknummer, NeemBesluit(gezien_, nu)))


@router.post("/verzoeken/{verzoeknummer}/wissingen", summary="De wissing op een vernietigingslijst zetten")
def zet_wissing_uit(verzoeknummer: Verzoeknummer, toegang: Behandelaar) -> VerzoekAntwoord:
    """Zet de gegevens van de persoon op een vernietigingslijst. Het verzoek wacht tot die is uitgevoerd."""
    gedaan = toegang.dienst.verzoeken.zet_wissing_uit(
        verzoeknummer, namens=toegang.namens, mag=lambda verzoek: eis_verzoek(toegang, verzoek)
    )
    return VerzoekAntwoord.van(gezien(toegang, gedaan))


@router.post("/verzoeken/{verzoeknummer}/uitvoeringen", summary="Een verzoek uitvoeren en afronden")
def voer_verzoek_uit(verzoeknummer: Verzoeknummer, toegang: Behandelaar) -> UitvoeringAntwoord:
    """Voer uit waar een tweede persoon akkoord voor gaf. U ziet welke organisaties u moet berichten."""
    gedaan = toegang.dienst.verzoeken.rond_af(
        verzoeknummer, namens=toegang.namens, mag=lambda verzoek: eis_verzoek(toegang, verzoek)
    )
    uitgevoerd = gezien(toegang, gedaan).verzoek.uitgevoerd
    uit = {"te_berichten": (), "niet_gewist": ()} if uitgevoerd is None else vars(uitgevoerd)
    return UitvoeringAntwoord.model_validate({**uit, **waarden(gedaan)})


@router.post("/verzoeken/{verzoeknummer}/intrekkingen", summary="Een verzoek intrekken")
def trek_verzoek_in(
    verzoeknummer: Verzoeknummer, invoer: VerzoekintrekkingIn, toegang: Behandelaar
) -> VerzoekAntwoord:
    """Leg vast dat wie het verzoek deed, het niet meer vraagt."""
    opdracht = TrekVerzoekIn(invoer.ingetrokken_op, invoer.toelichting)
    return VerzoekAntwoord.van(doe(toegang, verzoeknummer, opdracht))


@router.post(
    "/verzoeken/{verzoeknummer}/verwijdervoorstellen", summary="Verwijdering van een verzoek voorstellen"
)
def stel_verwijdering_voor(
    verzoeknummer: Verzoeknummer, invoer: VerwijdervoorstelIn, toegang: Verwijderaar
) -> VerzoekAntwoord:
    """Stel voor om het verzoek zelf te verwijderen; iemand anders voert het uit."""
    opdracht = StelVerwijderingVanVerzoekVoor(invoer.grond)
    return VerzoekAntwoord.van(doe(toegang, verzoeknummer, opdracht))


@router.post("/verzoeken/{verzoeknummer}/verwijderingen", summary="De gegevens van een verzoek verwijderen")
def verwijder_verzoek(verzoeknummer: Verzoeknummer, toegang: Verwijderaar) -> VerzoekverwijderAntwoord:
    """Vernietig de gegevens van een verzoek. Het bewijsnummer leidt naar wat er overblijft."""
    bewijsnummer = toegang.dienst.omgeving.bewijsnummer()
    gedaan = doe(toegang, verzoeknummer, VerwijderVerzoek(bewijsnummer))
    return VerzoekverwijderAntwoord.model_validate({**waarden(gedaan), "bewijsnummer": bewijsnummer})
