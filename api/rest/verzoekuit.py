"""A verzoek as it is answered: what it says of itself, what became of it, and where its person may be."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from api.rest.delen import Uit
from api.rest.terugblik import Lijst
from api.rest.toegang import Toegang
from api.rest.verzoekplaatsen import VerzoekplaatsUit, plaatsen_van
from domain.casus.waarden import Beperkgrond, Betrokkenheid, Gezag
from domain.verzoek.state import AanZet, Verzoek, Verzoekfase
from domain.verzoek.waarden import (
    Aanvrager,
    Afwijsgrond,
    Behoudgrond,
    Besluituitkomst,
    Identificatie,
    Inzagevorm,
    Verzoeksoort,
    Zoekwijze,
)
from infra.codec import VERZOEK
from infra.verzoekdelen import Gelezen, OnbekendVerzoek, Poststand, Verzoekuitkomst
from projections import verzoeken
from projections.woorden import leeftijd_in_woorden


class VerzoekAntwoord(Uit):
    """What a command on a verzoek led to."""

    verzoeknummer: str
    fase: Verzoekfase
    versie: int = Field(description="Het aantal gebeurtenissen van het verzoek tot nu toe.")
    vastgelegd: list[str] = Field(
        description="Wat deze aanroep heeft vastgelegd; leeg als er niets nieuws was."
    )

    @classmethod
    def van(cls, gedaan: Verzoekuitkomst) -> "VerzoekAntwoord":
        """The answer to a command that made no new numbers."""
        return cls.model_validate(waarden(gedaan))


def waarden(gedaan: Verzoekuitkomst) -> dict[str, object]:
    """The fields of ``VerzoekAntwoord``, for it and for those that say more."""
    return {
        "verzoeknummer": gedaan.verzoeknummer,
        "fase": gedaan.verzoek.fase,
        "versie": gedaan.versie,
        "vastgelegd": [VERZOEK.naam(type(feit)) for feit in gedaan.nieuw],
    }


class VondstUit(Uit):
    """Somebody who may be the person."""

    koppeling_id: UUID = Field(description="Waarmee u bevestigt dat dit de persoon is.")
    wijze: Zoekwijze = Field(description="Op naam en geboortedatum kan het ook iemand anders zijn.")
    soort: str = Field(description="In een casus of in een consultatie.")
    tafel: str
    naam: str
    geboortedatum: date | None
    adres: str | None
    betrokkenheid: Betrokkenheid


class ZoekAntwoord(VerzoekAntwoord):
    """Whom a search found."""

    vondsten: list[VondstUit]


class VerzoekverwijderAntwoord(VerzoekAntwoord):
    """What a destruction led to."""

    bewijsnummer: str


class UitvoeringAntwoord(VerzoekAntwoord):
    """What doing it led to."""

    te_berichten: list[str] = Field(
        description="De organisaties die de gegevens hadden en van de wijziging moeten horen."
    )
    niet_gewist: list[Behoudgrond] = Field(
        description="Bij een wissing: waarom gegevens op een plaats zijn gebleven. Vertel dat aan wie het vroeg."
    )


class VerzoekregelUit(Uit):
    """One verzoek of the queue; no names."""

    verzoeknummer: str
    soort: Verzoeksoort
    ontvangen_op: date
    uiterlijk: date = Field(description="De laatste dag voor het antwoord.")
    verlengd: bool
    over_termijn: bool = Field(description="Die dag is voorbij en er is nog geen antwoord.")
    fase: Verzoekfase
    aan_zet: AanZet = Field(
        description="Na een wissing die is uitgezet: 'vernietigingslijst' zolang een van haar lijsten loopt. "
        "Is alles klaar of ingetrokken, dan is de behandelaar weer aan zet. Met 'op' blijft 'vernietigingslijst' staan."
    )
    tegengehouden: bool = Field(
        description="De wissing staat op een vernietigingslijst, en op een van de plaatsen houdt iets haar nu tegen. "
        "Wat, zegt 'plaatsen' bij het verzoek. Met 'op' altijd onwaar."
    )
    bewaren_tot: date = Field(description="Tot en met welke dag het verzoek zelf er mag zijn.")

    @classmethod
    def van(
        cls, rij: verzoeken.Rij, vandaag: date, *, aan_zet: AanZet, tegengehouden: bool
    ) -> "VerzoekregelUit":
        """The row, as it stands on a day."""
        velden = {
            "over_termijn": rij.over_termijn(vandaag),
            "aan_zet": aan_zet,
            "tegengehouden": tegengehouden,
        }
        return cls.model_validate({**vars(rij), **velden})


class VerzoekenUit(Lijst):
    """What people asked at a table."""

    regels: list[VerzoekregelUit]


class OverWieUit(Uit):
    """Whom it is about."""

    naam: str
    geboortedatum: date | None
    bsn: str | None


class IdentiteitUit(Uit):
    """Who asks, as it was made sure."""

    geboortedatum: date
    leeftijdsband: Annotated[str, AfterValidator(leeftijd_in_woorden)] = Field(
        description="De leeftijd op de dag van ontvangst, zoals '12 tot en met 15 jaar'."
    )
    aanvragers: list[Aanvrager]
    wijze: Identificatie
    gezag: Gezag | None
    onderbouwing: str


class CorrectieUit(Uit):
    """What the data should be."""

    naam: str | None
    geboortedatum: date | None
    bsn: str | None
    adres: str | None
    toelichting: str | None


class BesluitvoorstelUit(Uit):
    """What is proposed."""

    uitkomst: Besluituitkomst
    grond: Afwijsgrond | None
    toelichting: str
    correctie: CorrectieUit | None
    beperkgrond: Beperkgrond | None
    voorgesteld_door: str


class BesluitUit(Uit):
    """What was decided."""

    uitkomst: Besluituitkomst
    grond: Afwijsgrond | None
    toelichting: str
    voorgesteld_door: str
    akkoord_door: str


class VerstrektUit(Uit):
    """What was made ready to hand over."""

    exportnummer: str = Field(description="Staat ook in het bestand zelf.")
    vorm: Inzagevorm


class WissingpostUit(Uit):
    """One place where the person is, on a vernietigingslijst."""

    post_id: UUID
    stand: Poststand = Field(
        description="'loopt' tot de verklaring van de lijst er is. Bij 'niet-gelukt' kan de wissing opnieuw worden "
        "uitgezet; ook bij 'opgeschort', 'beperkt' en 'rechtsvordering', als dat over is."
    )


class VerzoekUit(Uit):
    """The whole verzoek."""

    verzoeknummer: str
    fase: Verzoekfase
    aan_zet: AanZet
    tafel: str
    soort: Verzoeksoort
    ontvangen_op: date
    uiterlijk: date
    over_termijn: bool
    verlengd: bool
    bewaren_tot: date
    bewaarregel: str
    aanvrager: Aanvrager
    verzoeker: str
    bereikbaar: str
    over: OverWieUit
    inhoud: str
    identiteit: IdentiteitUit | None
    gevonden: int = Field(description="Hoeveel plaatsen de laatste zoekactie vond.")
    koppelingen: list[UUID] = Field(description="Waar de persoon voorkomt, voor zover bevestigd.")
    plaatsen: list[VerzoekplaatsUit] = Field(
        description="De bevestigde vindplaatsen waar nog gegevens zijn, en wat een wissing daar tegenhoudt."
    )
    voorstel: BesluitvoorstelUit | None
    teruggegeven: str | None = Field(description="Waarom een voorstel is teruggegeven, de laatste keer.")
    besluit: BesluitUit | None
    verstrekt: list[VerstrektUit]
    lijsten: list[str] = Field(description="Bij een wissing: de vernietigingslijsten waar zij op wacht.")
    posten: list[WissingpostUit] = Field(description="Bij een wissing: wat er van elke post is geworden.")
    niet_gewist: list[Behoudgrond] = Field(description="Waarom gegevens op een plaats zijn gebleven.")
    te_berichten: list[str]
    uitgevoerd_op: date | None
    ingetrokken_op: date | None
    verwijdering_voorgesteld_door: str | None


def verzoek_uit(gelezen: Gelezen, toegang: Toegang) -> VerzoekUit:
    """What the handler and the second person see of a verzoek within reach.

    Raises:
        OnbekendVerzoek: there is none.
    """
    verzoek = gelezen.verzoek
    ontvangen = verzoek.ontvangen
    if ontvangen is None:
        raise OnbekendVerzoek
    uitgevoerd, wissing, terug = verzoek.uitgevoerd, verzoek.wissing, verzoek.teruggegeven
    velden = {
        **vars(ontvangen),
        **{naam: waarde for naam, waarde in vars(verzoek).items() if naam != "ontvangen"},
        "aan_zet": toegang.dienst.verzoeken.aan_zet(verzoek),
        "over_termijn": verzoek.over_termijn(toegang.dienst.omgeving.vandaag()),
        "verlengd": verzoek.verlengd is not None,
        "plaatsen": plaatsen_van(gelezen, toegang),
        "gevonden": len(verzoek.vondsten),
        "teruggegeven": terug.reden if terug is not None else None,
        "besluit": _besluit(verzoek),
        "verstrekt": [VerstrektUit(exportnummer=een.export_id, vorm=een.vorm) for een in verzoek.verstrekt],
        "lijsten": wissing.lijsten if wissing is not None else (),
        "posten": _posten(verzoek, toegang),
        "niet_gewist": uitgevoerd.niet_gewist if uitgevoerd is not None else (),
        "te_berichten": uitgevoerd.te_berichten if uitgevoerd is not None else (),
        "uitgevoerd_op": uitgevoerd.uitgevoerd_op if uitgevoerd is not None else None,
        "ingetrokken_op": verzoek.ingetrokken.ingetrokken_op if verzoek.ingetrokken is not None else None,
        "verwijdering_voorgesteld_door": _voorgesteld_door(verzoek),
    }
    return VerzoekUit.model_validate(velden)


def _posten(verzoek: Verzoek, toegang: Toegang) -> list[WissingpostUit]:
    standen = toegang.dienst.verzoeken.poststanden(verzoek)
    return [WissingpostUit(post_id=post_id, stand=stand) for post_id, stand in standen.items()]


def _voorgesteld_door(verzoek: Verzoek) -> str | None:
    return verzoek.verwijdervoorstel.voorgesteld_door if verzoek.verwijdervoorstel is not None else None


def _besluit(verzoek: Verzoek) -> BesluitUit | None:
    if verzoek.afgewezen is not None:
        return BesluitUit.model_validate({**vars(verzoek.afgewezen), "uitkomst": Besluituitkomst.AFWIJZEN})
    if verzoek.ingewilligd is not None:
        velden = {**vars(verzoek.ingewilligd), "uitkomst": Besluituitkomst.INWILLIGEN, "grond": None}
        return BesluitUit.model_validate(velden)
    return None
