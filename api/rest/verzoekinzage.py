"""Routes of an inzage: everything that is known of one person over all cases, to look at and to hand over (AVG 15)."""

import hashlib
from collections.abc import Sequence
from typing import Annotated

import orjson
from fastapi import Request, Response
from pydantic import Field

from api.aanmelding import Model
from api.overzicht import Plaats, van_een_casus, van_een_consultatie
from api.overzichtblad import blad, contact, uitleg
from api.rechten import Recht
from api.rest.delen import Uit, UtcTijdstip, Verzoeknummer
from api.rest.deur import Mag
from api.rest.route import actie_van
from api.rest.toegang import Toegang
from api.rest.verzoektoegang import eis_verzoek, toon_vindplaatsen
from api.wegen import Wegen
from domain.consultatie.state import vouw_consultatie
from domain.historie import van_consultatie
from domain.verzoek.besluit import eis_verstrekken_kan, eis_zoals_gezien
from domain.verzoek.commands import LegInzageVast
from domain.verzoek.state import Verzoek
from domain.verzoek.waarden import Inzagevorm, Verzoeksoort
from domain.weigering import Weigering
from infra.definitions import DefinitieFout, Definities
from infra.exportregister import Bestandsvorm
from infra.pdf import MEDIATYPE, Bijlage, maak_pdf
from infra.verzoekdelen import Gelezen, Vindplaats

router = Wegen(prefix="/v1", tags=["verzoek"])

SOORT = "inzage-van-een-betrokkene"
"""The kind of file in the register of exports, which says that who it is about keeps it."""

Kijker = Annotated[Toegang, Mag(Recht.VERZOEK_OVERZICHT, doel="verzoek")]
Verstrekker = Annotated[Toegang, Mag(Recht.VERZOEK_VERSTREKKEN, doel="verzoek")]


class GegevenUit(Uit):
    """One piece of data."""

    wat: str
    waarde: str


class FeitregelUit(Uit):
    """One thing that happened."""

    op: UtcTijdstip
    rol: str = Field(description="De rol van wie dit vastlegde; nooit een naam.")
    zin: str


class PlaatsUit(Uit):
    """What one case or consultatie holds of the person."""

    soort: str
    nummer: str
    tafel: str
    gegevens: list[GegevenUit]
    grondslag: str | None = Field(description="De grondslag van de verwerking, als die is vastgelegd.")
    doelen: list[str] = Field(description="Waarvoor met de gegevens is gewerkt.")
    herkomst: list[str] = Field(description="Van welke organisaties de gegevens komen.")
    ontvangers: list[str] = Field(
        description="Wie gegevens leverden of kregen: organisaties en andere tafels."
    )
    bewaren_tot: str | None = Field(description="Tot en met welke dag de gegevens er uiterlijk mogen zijn.")
    bewaarregel: str | None
    bewaargrond: str | None = Field(description="Wat die regel zegt, en waar dat staat.")
    feiten: list[FeitregelUit]
    weggelaten: list[str] = Field(description="Wat er niet in staat, en waarom.")


class OverzichtUit(Uit):
    """Everything that is known of one person."""

    naam: str
    gemaakt_op: UtcTijdstip
    exportnummer: str | None = Field(description="Leeg: dit is een concept, en gaat niet de deur uit.")
    watermerk: str | None
    vingerafdruk: str = Field(
        description="Hoort bij precies deze inhoud (SHA-256). De tweede persoon noemt haar bij het akkoord; alleen wat "
        "dezelfde vingerafdruk heeft gaat daarna de deur uit."
    )
    uitleg: list[str] = Field(description="Welke rechten de persoon heeft.")
    contact: list[GegevenUit] = Field(
        description="Wie verantwoordelijk is, hoe de persoon de FG bereikt, en waar vragen heen kunnen."
    )
    plaatsen: list[PlaatsUit]


class InzageexportIn(Model):
    """In which form."""

    vorm: Inzagevorm


@router.post("/verzoeken/{verzoeknummer}/overzichten", summary="Het overzicht bij een inzage bekijken")
def bekijk_overzicht(verzoeknummer: Verzoeknummer, toegang: Kijker, request: Request) -> OverzichtUit:
    """Bekijk als behandelaar of tweede persoon wat de betrokkene te zien zou krijgen. Dit is een concept."""
    gelezen, plaatsen = _lees(verzoeknummer, toegang)
    _eis_inzage(gelezen.verzoek)
    toon_vindplaatsen(toegang, plaatsen, ook=gelezen.stroom.stroom_id, wat=actie_van(request.scope))
    return _overzicht(gelezen.verzoek, plaatsen, toegang)


@router.post(
    "/verzoeken/{verzoeknummer}/exports",
    summary="Het overzicht bij een inzage klaarmaken om te verstrekken",
    response_class=Response,
    responses={
        200: {
            "content": {
                MEDIATYPE: {},
                "application/json": {"schema": {"$ref": "#/components/schemas/OverzichtUit"}},
            }
        }
    },
)
def verstrek_overzicht(
    verzoeknummer: Verzoeknummer, invoer: InzageexportIn, toegang: Verstrekker, request: Request
) -> Response:
    """Maak het overzicht als PDF of JSON. Dat kan pas als een tweede persoon akkoord is, en het staat geregistreerd."""
    gelezen, plaatsen = _lees(verzoeknummer, toegang)
    toegang.eis_eerste_keer()
    eis_verstrekken_kan(gelezen.verzoek)
    concept = _overzicht(gelezen.verzoek, plaatsen, toegang)
    eis_zoals_gezien(gelezen.verzoek, concept.vingerafdruk)
    dienst = toegang.dienst
    export = dienst.exports.registreer(
        dienst.definities.exportsoorten[SOORT],
        Bestandsvorm(invoer.vorm.value),
        wie=toegang.namens.wie,
        tafel=gelezen.verzoek.tafel,
        stromen={plaats.stroom_id for plaats in plaatsen},
    )
    # What was held against what the second person saw goes out, not what it would be by now.
    overzicht = concept.model_copy(
        update={"exportnummer": export.exportnummer, "watermerk": export.watermerk}
    )
    bestand = _bestand(overzicht, invoer.vorm)
    gedaan = dienst.verzoeken.voer_uit(
        verzoeknummer,
        LegInzageVast(export.exportnummer, invoer.vorm),
        namens=toegang.namens,
        mag=lambda verzoek: eis_verzoek(toegang, verzoek),
    )
    dienst.wacht_op(gedaan.positie)
    toon_vindplaatsen(toegang, plaatsen, ook=gelezen.stroom.stroom_id, wat=actie_van(request.scope))
    naam = f"{export.exportnummer}.{invoer.vorm.value}"
    soort = MEDIATYPE if invoer.vorm is Inzagevorm.PDF else "application/json"
    return Response(
        bestand, media_type=soort, headers={"Content-Disposition": f'attachment; filename="{naam}"'}
    )


def _lees(verzoeknummer: str, toegang: Toegang) -> tuple[Gelezen, tuple[Vindplaats, ...]]:
    gelezen = toegang.dienst.verzoeken.lees(verzoeknummer)
    eis_verzoek(toegang, gelezen.verzoek)
    return gelezen, toegang.dienst.verzoeken.vindplaatsen(gelezen)


def _eis_inzage(verzoek: Verzoek) -> None:
    if verzoek.soort is not Verzoeksoort.INZAGE:
        raise Weigering("Alleen bij een verzoek om inzage is er een overzicht.")


def vingerafdruk_van(verzoeknummer: str, toegang: Toegang) -> str:
    """The fingerprint of the overzicht as it would be now; nobody is shown anything by it.

    Raises:
        OnbekendVerzoek: there is none within reach.
    """
    gelezen, plaatsen = _lees(verzoeknummer, toegang)
    _eis_inzage(gelezen.verzoek)
    return _overzicht(gelezen.verzoek, plaatsen, toegang).vingerafdruk


def _overzicht(verzoek: Verzoek, plaatsen: Sequence[Vindplaats], toegang: Toegang) -> OverzichtUit:
    gevonden = [plaats for een in plaatsen if (plaats := _plaats(een, toegang)) is not None]
    inhoud = {
        "naam": verzoek.ontvangen.over.naam if verzoek.ontvangen is not None else "",
        "uitleg": uitleg(gevonden),
        "contact": _contact(verzoek, toegang),
        "plaatsen": [_plaats_uit(een, toegang) for een in gevonden],
    }
    zonder = OverzichtUit.model_validate(
        {
            **inhoud,
            "gemaakt_op": toegang.dienst.omgeving.nu(),
            "exportnummer": None,
            "watermerk": None,
            "vingerafdruk": "",
        }
    )
    return zonder.model_copy(update={"vingerafdruk": _vingerafdruk(zonder)})


def _vingerafdruk(overzicht: OverzichtUit) -> str:
    """The SHA-256 of what somebody is told; of the moment and the copy it says nothing."""
    inhoud = overzicht.model_dump(mode="json", include={"naam", "uitleg", "contact", "plaatsen"})
    return hashlib.sha256(orjson.dumps(inhoud, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _contact(verzoek: Verzoek, toegang: Toegang) -> list[GegevenUit]:
    dienst = toegang.dienst
    regels = contact(dienst.settings, dienst.shell.tafel(verzoek.tafel))
    return [GegevenUit.model_validate(vars(regel)) for regel in regels]


def _plaats_uit(plaats: Plaats, toegang: Toegang) -> PlaatsUit:
    grond = _bewaargrond(plaats, toegang.dienst.definities)
    return PlaatsUit.model_validate({**vars(plaats), "bewaren_tot": _dag(plaats), "bewaargrond": grond})


def _bewaargrond(plaats: Plaats, definities: Definities) -> str | None:
    """What the rule says; an own term may be of a rule that stands in no protocol."""
    if plaats.bewaarregel is None:
        return None
    try:
        regel = definities.bewaarregel(plaats.bewaarregel)
    except DefinitieFout:
        return None
    return f"{regel.grond.rstrip('.')} ({regel.bron})."


def _dag(plaats: Plaats) -> str | None:
    return plaats.bewaren_tot.isoformat() if plaats.bewaren_tot is not None else None


def _plaats(plaats: Vindplaats, toegang: Toegang) -> Plaats | None:
    dienst = toegang.dienst
    tafels = dienst.definities.tafels
    geladen = dienst.shell.laad_stroom(plaats.stroom_id)
    if geladen.casus.tafel:
        tafel = dienst.shell.tafel_van(geladen.casus)
        return van_een_casus(geladen.historie, plaats.persoon_id, tafel=tafel, tafels=tafels)
    historie = dienst.shell.skelet(plaats.stroom_id)
    consultatie = vouw_consultatie(van_consultatie(historie))
    if not consultatie.tafel:
        return None
    tafel = dienst.definities.definitie(consultatie.definitie)
    return van_een_consultatie(historie, plaats.persoon_id, tafel=tafel, tafels=tafels)


def _bestand(overzicht: OverzichtUit, vorm: Inzagevorm) -> bytes:
    kaal = orjson.dumps(overzicht.model_dump(mode="json", by_alias=True), option=orjson.OPT_INDENT_2)
    if vorm is Inzagevorm.JSON:
        return kaal
    return maak_pdf(
        "overzicht",
        blad(overzicht.model_dump(mode="json")),
        titel="Overzicht van uw gegevens",
        op=overzicht.gemaakt_op,
        bijlagen=(Bijlage("overzicht.json", kaal, "application/json", "Hetzelfde overzicht als JSON"),),
    )
