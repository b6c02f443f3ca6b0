"""Routes for the FG: who broke the glass, what was looked at under it, and what the FG thinks of that."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from pydantic import Field

from api.aanmelding import Dag, Model
from api.rechten import Recht
from api.rest.delen import Limiet, Na, Uit, UtcTijdstip, VanTafel, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.inzagedoelen import GebruiktdoelUit, gebruikt_uit, periode
from api.rest.toegang import Toegang
from api.wegen import Wegen
from infra.inzage import lezen
from infra.inzage.nood import Fgoordeel, Noodoordeel, OnbekendeNoodinzage
from infra.inzage.regel import Diepte, Inzagegrond, Inzageregel, Inzageuitkomst, Regelsoort, Sleutel
from projections import verwijderrapport

router = Wegen(prefix="/v1", tags=["inzage"])

MEESTE_BLIKKEN = 200
"""How many looks under one purpose are told; an hour of reading one casus does not come near."""

InzagedoelId = Annotated[UUID, Path(alias="inzagedoelId", description="Het id van de noodinzage.")]


class BlikUit(Uit):
    """One look under a break-glass purpose."""

    op: UtcTijdstip
    wat: str = Field(description="Wat er is gevraagd.")
    recht: str
    casus: UUID | None = Field(description="Pseudoniem van de casus.")
    persoon: UUID | None = Field(description="Pseudoniem van de persoon.")
    diepte: Diepte = Field(description="Hoeveel er te zien was.")
    uitkomst: Inzageuitkomst


class NoodoordeelUit(Uit):
    """What the FG thinks of it."""

    oordeel: Fgoordeel
    op: UtcTijdstip
    door: str = Field(description="Pseudonieme id van de FG.")


class NoodinzageUit(GebruiktdoelUit):
    """A break-glass purpose, what was looked at under it, and what was judged of it."""

    blikken: list[BlikUit]
    beoordeeld: NoodoordeelUit | None


class NoodinzagenUit(Uit):
    """The break-glass purposes of a table, newest first."""

    regels: list[NoodinzageUit]
    volgende: str | None


class NoodoordeelIn(Model):
    """What the FG thinks of it."""

    oordeel: Fgoordeel = Field(
        description="'nader onderzoek' houdt de noodinzage open; 'terecht' en 'onterecht' sluiten haar af."
    )


@router.get("/noodinzagen", summary="Bekijken wie er in een noodgeval heeft gekeken")
def lees_noodinzagen(  # noqa: PLR0917 FastAPI binds them by name
    toegang: Annotated[Toegang, Mag(Recht.NOODINZAGEN, doel="controle")],
    tafel: VanTafel,
    van: Annotated[Dag | None, Query(description="Alleen wat op of na deze dag is vastgelegd.")] = None,
    tot: Annotated[Dag | None, Query(description="Alleen wat op of voor deze dag is vastgelegd.")] = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> NoodinzagenUit:
    """Bekijk wie in een noodgeval een casus heeft gelezen die anders niet voor die persoon was, waarom, en wat.

    De nieuwste staat bovenaan. U beoordeelt elke noodinzage; tot dan staat zij open.
    """
    bij, vanaf, dienst = toegang.tafel(tafel), uit_cursor(na, Sleutel), toegang.dienst
    toegang.kijk.toon_logboek(bij.id)
    with dienst.engine.connect() as verbinding:
        rijen, volgende = bladzijde(
            lambda aantal: lezen.doelen(
                verbinding,
                bij.id,
                periode(van, tot),
                grond=Inzagegrond.NOODGEVAL,
                na=vanaf,
                limiet=aantal,
            ),
            limiet=limiet,
        )
        nummers = verwijderrapport.nummers_van(verbinding, bij.id)
        blikken = {
            rij.doel.id: lezen.regels(
                verbinding,
                lezen.Filter(bij.id, inzagedoel=rij.doel.id, soort=Regelsoort.INZAGE),
                na=None,
                limiet=MEESTE_BLIKKEN,
            )
            for rij in rijen
        }
    stromen = dienst.inzagen.casussen(nummers)
    oordelen = dienst.noodoordelen.van([rij.doel.id for rij in rijen])
    return NoodinzagenUit(
        regels=[
            NoodinzageUit(
                **gebruikt_uit(
                    rij, nummers.get(stromen[rij.doel.casus]) if rij.doel.casus in stromen else None
                ).model_dump(),
                blikken=[_blik(regel) for regel in blikken[rij.doel.id]],
                beoordeeld=_oordeel(oordelen[rij.doel.id]) if rij.doel.id in oordelen else None,
            )
            for rij in rijen
        ],
        volgende=volgende,
    )


@router.post("/noodinzagen/{inzagedoelId}/oordelen", summary="Een noodinzage beoordelen")
def beoordeel(
    inzagedoel_id: InzagedoelId,
    invoer: NoodoordeelIn,
    toegang: Annotated[Toegang, Mag(Recht.NOODINZAGE_BEOORDELEN, doel="controle")],
) -> NoodoordeelUit:
    """Leg vast wat u van een noodinzage vindt. Wat terecht of onterecht is genoemd, blijft zo."""
    doel = toegang.dienst.inzagen.doel(inzagedoel_id)
    if doel is None or doel.grond is not Inzagegrond.NOODGEVAL or doel.tafel not in toegang.gebruiker.tafels:
        raise OnbekendeNoodinzage
    toegang.kijk.toon_logboek(doel.tafel)
    return _oordeel(
        toegang.dienst.noodoordelen.leg_vast(
            doel.id, invoer.oordeel, door=toegang.gebruiker.wie, sleutel=toegang.sleutel
        )
    )


def _blik(regel: Inzageregel) -> BlikUit:
    return BlikUit(
        op=regel.op,
        wat=regel.rest["wat"],
        recht=regel.rest["recht"],
        casus=regel.casus,
        persoon=regel.persoon,
        diepte=Diepte(regel.rest["diepte"]),
        uitkomst=Inzageuitkomst(regel.rest["uitkomst"]),
    )


def _oordeel(een: Noodoordeel) -> NoodoordeelUit:
    return NoodoordeelUit(oordeel=een.oordeel, op=een.op, door=een.door)
