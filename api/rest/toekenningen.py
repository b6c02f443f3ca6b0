"""Routes for the register of grants: who may what, given, ended and looked at again; docstrings are for users."""

from datetime import date
from itertools import islice
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import Field, StringConstraints

from api.aanmelding import Code, Dag, Model
from api.rechten import Recht
from api.rest.delen import Limiet, Na, Uit, UtcTijdstip, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.rollen import Medewerker, Rol
from domain.weigering import Weigering
from infra.herziening import Herzieningsreden, mag_aan, te_herzien
from infra.toekenning import Aanvraag, Eindreden, Herzieningsuitkomst, Soort, Toekenning, Toekenningsleutel

router = Wegen(prefix="/v1", tags=["rechten"])

NOEMT_GEEN_TAFEL = "Deze toekenning noemt geen tafel. Alleen wie voor alle tafels werkt, mag dit."
BEHEERT_MEER = "Deze beheerder werkt ook voor andere tafels. Alleen wie voor al die tafels werkt, mag dit."

Geven = Annotated[Toegang, Mag(Recht.TOEKENNEN, doel="beheer")]
Lezen = Annotated[Toegang, Mag(Recht.TOEKENNINGEN_LEZEN, doel="controle")]
Herzien = Annotated[Toegang, Mag(Recht.HERZIEN, doel="controle")]
ToekenningId = Annotated[UUID, Path(alias="toekenningId", description="Het id van de toekenning.")]

Uitgever = Annotated[
    str, StringConstraints(pattern=r"^(https?://|urn:)[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]{1,240}$")
]
WieOfWat = Literal["mens", "systeem"]
Sub = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,255}$")]


class ToekenningIn(Model):
    """What is granted to whom."""

    uitgever: Uitgever = Field(
        description="Wie zegt wie dit is: de 'iss' van de inlogdienst.", examples=["https://inloggen.example"]
    )
    sub: Sub = Field(
        description="Hoe die deze mens of dit systeem noemt: de 'sub'. Geen naam, geen e-mailadres.",
        examples=["7f1c2d"],
    )
    medewerker: Code = Field(description="Pseudonieme id, hier.", examples=["mw-peer"])
    rol: Rol
    organisatie: Code = Field(description="De organisatie waarvoor die werkt.")
    tafels: Annotated[list[Code], Field(min_length=1, max_length=100)] = Field(
        description="Aan welke tafels; alleen uw eigen tafels.", examples=[["zvh-zaanstreek-waterland"]]
    )
    vanaf: Dag | None = Field(default=None, description="De eerste dag. Zonder: vandaag.")
    tot_en_met: Dag | None = Field(default=None, description="De laatste dag. Zonder: tot u het beëindigt.")
    soort: WieOfWat = Field(default="mens", description="Een mens of een systeem.")
    rechten: Annotated[list[Code], Field(min_length=1, max_length=100)] | None = Field(
        default=None,
        description="Alleen bij een systeem: de codes van de rechten. Zie 'GET /v1/rechten'.",
        examples=[["triagelijst"]],
    )

    def aanvraag(self, *, vandaag: date) -> Aanvraag:
        """The value of the register."""
        return Aanvraag(
            self.uitgever,
            self.sub,
            Medewerker(self.medewerker, self.rol, self.organisatie),
            frozenset(self.tafels),
            self.vanaf or vandaag,
            self.tot_en_met,
            Soort(self.soort),
            None if self.rechten is None else frozenset(self.rechten),
        )


class BeeindigingIn(Model):
    """Why a grant ends."""

    reden: Eindreden


class HerzieningIn(Model):
    """What came of looking at a grant."""

    uitkomst: Herzieningsuitkomst


class ToekenningUit(Uit):
    """A grant."""

    toekenning_id: UUID
    uitgever: str
    sub: str
    medewerker: str = Field(description="Pseudonieme id.")
    rol: Rol
    organisatie: str
    tafels: list[str]
    soort: WieOfWat
    rechten: list[str] | None = Field(description="De rechten van een systeem. Leeg: alle van de rol.")
    vanaf: date
    tot_en_met: date | None
    gegeven_op: UtcTijdstip
    gegeven_door: str = Field(description="Pseudonieme id.")
    beeindigd_op: UtcTijdstip | None
    beeindigd_door: str | None
    reden: Eindreden | None = Field(description="Waarom de toekenning is beëindigd.")
    laatst_gebruikt: date | None
    herzien_op: UtcTijdstip | None
    herzien_door: str | None

    @classmethod
    def van(cls, een: Toekenning) -> "ToekenningUit":
        """The answer for one grant."""
        return cls.model_validate(velden_van(een))


def velden_van(een: Toekenning) -> dict[str, Any]:
    """The fields of a grant, for this schema and for the one that says why it has to be looked at."""
    gelijk = {
        naam: getattr(een, naam)
        for naam in ToekenningUit.model_fields
        if naam not in {"toekenning_id", "medewerker", "rol", "organisatie", "tafels", "soort", "rechten"}
    }
    return {
        **gelijk,
        "toekenning_id": een.id,
        "medewerker": een.wie.id,
        "rol": een.wie.rol,
        "organisatie": een.wie.organisatie,
        "tafels": sorted(een.tafels),
        "soort": een.soort.value,
        "rechten": None if een.rechten is None else sorted(een.rechten),
    }


class ToekenningenUit(Uit):
    """Grants, the oldest first."""

    regels: list[ToekenningUit]
    volgende: str | None


class TeHerzienUit(ToekenningUit):
    """A grant, and why somebody has to look at it."""

    redenen: list[Herzieningsreden]


class HerzieningslijstUit(Uit):
    """What has to be looked at, the oldest first."""

    regels: list[TeHerzienUit]
    volgende: str | None


@router.post("/toekenningen", status_code=201, summary="Rechten geven")
def geef(invoer: ToekenningIn, response: Response, toegang: Geven) -> ToekenningUit:
    """Geef een mens of een systeem rechten aan een of meer van uw tafels.

    Niet aan uzelf. De rol van beheerder geeft u hier niet: dat doet wie de dienst draait. Dezelfde toekenning nog eens
    geven verandert niets.
    """
    if not frozenset(invoer.tafels) <= toegang.gebruiker.tafels:
        raise Weigering("U geeft alleen rechten voor uw eigen tafels.")
    if invoer.rol is Rol.BEHEERDER:
        raise Weigering("De rol van beheerder geeft wie de dienst draait, met 'casus toekenning geef'.")
    aanvraag = invoer.aanvraag(vandaag=toegang.dienst.omgeving.vandaag())
    gegeven, nieuw = toegang.dienst.toekenningen.geef(
        aanvraag, door=toegang.gebruiker.wie.id, sleutel=toegang.sleutel
    )
    response.status_code = 201 if nieuw else 200
    response.headers["Location"] = f"/v1/toekenningen/{gegeven.id}"
    return ToekenningUit.van(gegeven)


@router.get("/toekenningen", summary="Bekijken wie welke rechten heeft")
def lees_toekenningen(
    toegang: Lezen,
    *,
    nu: Annotated[bool, Query(description="Alleen wat vandaag geldt.")] = False,
    na: Na = None,
    limiet: Limiet = 50,
) -> ToekenningenUit:
    """Bekijk de toekenningen aan uw tafels, ook die van vroeger. De oudste staat bovenaan."""
    vanaf, dienst = uit_cursor(na, Toekenningsleutel), toegang.dienst
    rijen, volgende = bladzijde(
        lambda aantal: dienst.toekenningen.lijst(
            tafels=toegang.gebruiker.tafels,
            op=dienst.omgeving.vandaag() if nu else None,
            na=vanaf,
            limiet=aantal,
        ),
        limiet=limiet,
    )
    return ToekenningenUit(regels=[ToekenningUit.van(rij) for rij in rijen], volgende=volgende)


@router.get("/toekenningen/herzieningen", summary="Bekijken welke rechten u moet nagaan")
def lees_herziening(toegang: Lezen, na: Na = None, limiet: Limiet = 50) -> HerzieningslijstUit:
    """Bekijk welke toekenningen iemand moet nagaan, en waarom.

    Een toekenning staat hier als niemand haar een jaar heeft nagegaan, als zij lang niet is gebruikt, of als de
    organisatie niet meer aan die tafel zit. De oudste staat bovenaan.
    """
    vanaf, dienst = uit_cursor(na, Toekenningsleutel), toegang.dienst
    alle = te_herzien(
        dienst.toekenningen,
        dienst.definities,
        vandaag=dienst.omgeving.vandaag(),
        tafels=toegang.gebruiker.tafels,
        na=vanaf,
    )
    lijst, volgende = bladzijde(lambda aantal: list(islice(alle, aantal)), limiet=limiet)
    return HerzieningslijstUit(
        regels=[
            TeHerzienUit.model_validate({**velden_van(een.toekenning), "redenen": een.redenen})
            for een in lijst
        ],
        volgende=volgende,
    )


@router.get("/toekenningen/{toekenningId}", summary="Een toekenning bekijken")
def lees_toekenning(toekenning_id: ToekenningId, toegang: Lezen) -> ToekenningUit:
    """Bekijk één toekenning aan een van uw tafels."""
    return ToekenningUit.van(toegang.dienst.toekenningen.een(toekenning_id, tafels=toegang.gebruiker.tafels))


@router.post("/toekenningen/{toekenningId}/beeindigingen", summary="Rechten beëindigen")
def beeindig(toekenning_id: ToekenningId, invoer: BeeindigingIn, toegang: Geven) -> ToekenningUit:
    """Beëindig een toekenning aan uw tafels. Dat geldt meteen.

    Aan tafels waarvoor u niet werkt, gaan dezelfde rechten door, als een nieuwe toekenning. Wat al beëindigd is, blijft
    zoals het was. Een toekenning zonder tafels beëindigt alleen wie voor alle tafels werkt. Die van een beheerder van
    meer tafels beëindigt alleen wie voor al die tafels werkt.
    """
    _eis_niet_boven_u(toekenning_id, toegang)
    gedaan, _ = toegang.dienst.toekenningen.beeindig(
        toekenning_id,
        invoer.reden,
        door=toegang.gebruiker.wie,
        tafels=toegang.gebruiker.tafels,
        sleutel=toegang.sleutel,
    )
    return ToekenningUit.van(gedaan)


@router.post("/toekenningen/{toekenningId}/herzieningen", summary="Vastleggen dat u rechten hebt nagegaan")
def herzie(toekenning_id: ToekenningId, invoer: HerzieningIn, toegang: Herzien) -> ToekenningUit:
    """Leg vast dat u een toekenning hebt nagegaan: u houdt haar, of u beëindigt haar meteen aan uw tafels.

    Een toekenning zonder tafels gaat alleen na wie voor alle tafels werkt. Die van een beheerder van meer tafels gaat
    alleen na wie voor al die tafels werkt.
    """
    _eis_niet_boven_u(toekenning_id, toegang)
    gedaan, _ = toegang.dienst.toekenningen.herzie(
        toekenning_id,
        invoer.uitkomst,
        door=toegang.gebruiker.wie,
        tafels=toegang.gebruiker.tafels,
        sleutel=toegang.sleutel,
    )
    return ToekenningUit.van(gedaan)


def _eis_niet_boven_u(toekenning_id: UUID, toegang: Toegang) -> None:
    """Refuse to touch a grant of no table in particular, or of a beheerder of more tables, for who is over some.

    Raises:
        OnbekendeToekenning: there is no such grant within reach.
        Weigering: it is one that is not this person's to end or to look at.
    """
    dienst, tafels = toegang.dienst, toegang.gebruiker.tafels
    gevonden = dienst.toekenningen.een(toekenning_id, tafels=tafels)
    if not mag_aan(gevonden, tafels, dienst.definities):
        raise Weigering(BEHEERT_MEER if gevonden.tafels else NOEMT_GEEN_TAFEL)
