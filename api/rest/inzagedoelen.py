"""Routes that put on record what somebody is going to look for, and list that. Docstrings of routes are for users."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response
from pydantic import AfterValidator, Field, StringConstraints

from api.aanmelding import Code, Dag, Model
from api.bereik import bereikt
from api.rechten import GeenRecht, Recht, gronden
from api.rest.delen import Limiet, Na, Uit, UtcTijdstip, VanTafel, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.peil import vraagfout
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.rollen import Rol
from domain.weigering import Weigering
from infra.inzage import lezen
from infra.inzage.regel import Inzagegrond, Noodreden, Sleutel
from infra.shell import OnbekendeCasus
from projections import verwijderrapport
from projections.dagen import begin_van

router = Wegen(prefix="/v1", tags=["inzage"])

LANGST = {Inzagegrond.NOODGEVAL: 60}
"""In minutes; other purposes last a working day at most."""
WERKDAG = 8 * 60


Kenmerk = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{2,12}(-[A-Z]{2,12})?(-[0-9]{1,6}){1,2}$"),
    Field(
        description="Waaronder de opdracht, het verzoek of het incident bekend is: een of twee woorden in "
        "hoofdletters en een of twee nummers, zoals 'AUDIT-2026-7'. Geen casusnummer, geen naam.",
        examples=["AUDIT-2026-7"],
    ),
]
"""What stays for ever must not lead to anybody: no number of a case, no nine digits, no sentence."""


class InzagedoelIn(Model):
    """For what somebody is going to look."""

    tafel: Code = Field(description="Het id van de tafel.")
    casusnummer: Annotated[Code, AfterValidator(str.upper)] | None = Field(
        default=None,
        description="Alleen deze casus. Zonder: alle casussen van de tafel. Bij een noodgeval verplicht.",
    )
    grond: Inzagegrond = Field(
        description="Waarvoor u kijkt. Een auditor kiest elke grond behalve 'noodgeval'; "
        "wie aan casussen werkt, alleen 'noodgeval'."
    )
    kenmerk: Kenmerk
    reden: Noodreden | None = Field(
        default=None, description="Waarom het niet kon wachten. Bij een noodgeval verplicht, anders leeg."
    )
    minuten: Annotated[int, Field(ge=1, le=WERKDAG, strict=True)] = Field(
        default=60, description="Hoe lang het doel geldt. Een noodgeval ten hoogste een uur."
    )


class InzagedoelAntwoord(Uit):
    """A purpose that is on record."""

    inzagedoel_id: UUID = Field(description="Stuur dit mee in de header 'Inzagedoel' als u leest.")
    geldig_tot: UtcTijdstip


class GebruiktdoelUit(Uit):
    """A purpose, and what was looked at under it."""

    inzagedoel_id: UUID
    wie: str = Field(description="Pseudonieme id van de medewerker.")
    rol: Rol
    organisatie: str
    tafel: str
    grond: Inzagegrond
    kenmerk: str
    reden: Noodreden | None = Field(description="Waarom een noodgeval niet kon wachten.")
    casus: UUID | None = Field(description="Pseudoniem van de casus. Leeg: alle casussen van de tafel.")
    casusnummer: str | None = Field(description="Het nummer van die casus, als die er nog is.")
    vastgelegd_op: UtcTijdstip
    geldig_tot: UtcTijdstip
    keren: int = Field(description="Hoe vaak er onder dit doel is gekeken.")
    casussen: int = Field(description="Hoeveel casussen daarbij zijn getoond.")
    laatst_op: UtcTijdstip | None = Field(description="Wanneer er voor het laatst onder dit doel is gekeken.")


class InzagedoelenUit(Uit):
    """The purposes of a table, newest first."""

    regels: list[GebruiktdoelUit]
    volgende: str | None


@router.post("/inzagedoelen", status_code=201, summary="Vastleggen waarvoor u wilt kijken")
def leg_inzagedoel_vast(
    invoer: InzagedoelIn,
    response: Response,
    toegang: Annotated[Toegang, Mag(Recht.INZAGEDOEL, doel="verantwoording")],
) -> InzagedoelAntwoord:
    """Leg vast waarvoor u wilt kijken, voordat u kijkt.

    Als auditor ziet u daarna ook wie de mensen zijn. Werkt u aan casussen, dan kunt u bij een noodgeval één casus lezen
    die anders niet voor u is. De auditor, de compliance officer en de FG zien dat terug;
    de FG beoordeelt elke noodinzage.
    """
    tafel = toegang.tafel(invoer.tafel)
    if invoer.grond not in gronden(toegang.rol):
        raise GeenRecht
    if (invoer.grond is Inzagegrond.NOODGEVAL) != (invoer.reden is not None):
        raise Weigering("Noem bij een noodgeval de reden, en alleen dan.")
    if invoer.minuten > LANGST.get(invoer.grond, WERKDAG):
        raise Weigering(
            "Een noodgeval duurt ten hoogste 60 minuten. Leg daarna zo nodig een nieuw doel vast."
        )
    doel = toegang.dienst.inzagen.leg_doel_vast(
        toegang.gebruiker.wie,
        grond=invoer.grond,
        kenmerk=invoer.kenmerk,
        tafel=tafel.id,
        stroom_id=_stroom(invoer, toegang),
        tot=toegang.kijk.begin + timedelta(minutes=invoer.minuten),
        sleutel=toegang.sleutel,
        reden=invoer.reden,
    )
    response.headers["Location"] = f"/v1/inzagedoelen?tafel={tafel.id}"
    return InzagedoelAntwoord(inzagedoel_id=doel.id, geldig_tot=doel.tot)


@router.get("/inzagedoelen", summary="Bekijken waarvoor er is gekeken")
def lees_inzagedoelen(  # noqa: PLR0917 FastAPI binds them by name
    toegang: Annotated[Toegang, Mag(Recht.INZAGEN, doel="controle")],
    tafel: VanTafel,
    grond: Annotated[Inzagegrond | None, Query(description="Alleen deze grond, zoals 'noodgeval'.")] = None,
    van: Annotated[Dag | None, Query(description="Alleen wat op of na deze dag is vastgelegd.")] = None,
    tot: Annotated[Dag | None, Query(description="Alleen wat op of voor deze dag is vastgelegd.")] = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> InzagedoelenUit:
    """Bekijk welke doelen zijn vastgelegd, en of er onder elk doel is gekeken. Het nieuwste staat bovenaan."""
    bij, vanaf = toegang.tafel(tafel), uit_cursor(na, Sleutel)
    toegang.kijk.toon_logboek(bij.id)
    with toegang.dienst.engine.connect() as verbinding:
        rijen, volgende = bladzijde(
            lambda aantal: lezen.doelen(
                verbinding, bij.id, periode(van, tot), grond=grond, na=vanaf, limiet=aantal
            ),
            limiet=limiet,
        )
        nummers = verwijderrapport.nummers_van(verbinding, bij.id)
    stromen = toegang.dienst.inzagen.casussen(nummers)
    return InzagedoelenUit(
        regels=[
            gebruikt_uit(rij, nummers.get(stromen[rij.doel.casus]) if rij.doel.casus in stromen else None)
            for rij in rijen
        ],
        volgende=volgende,
    )


def periode(van: Dag | None, tot: Dag | None) -> lezen.Periode:
    """From the beginning of a day up to and including another, on the calendar of the Netherlands.

    Raises:
        RequestValidationError: it is turned round.
    """
    if van is not None and tot is not None and tot < van:
        raise vraagfout("tot", "moet op of na 'van' liggen")
    einde = begin_van(tot + timedelta(days=1)) if tot is not None else None
    return lezen.Periode(begin_van(van) if van is not None else None, einde)


def _stroom(invoer: InzagedoelIn, toegang: Toegang) -> UUID | None:
    """The stream of the one case that the purpose is for.

    Raises:
        OnbekendeCasus: the number leads nowhere, or to a case of another table.
        Weigering: an emergency without a case, or for a case that may be read anyhow.
    """
    nood = invoer.grond is Inzagegrond.NOODGEVAL
    if invoer.casusnummer is None:
        if nood:
            raise Weigering("Noem bij een noodgeval de casus die u wilt lezen.")
        return None
    geladen = toegang.dienst.shell.laad(invoer.casusnummer)
    if geladen.casus.tafel != invoer.tafel:
        raise OnbekendeCasus
    if nood and bereikt(toegang.gebruiker, geladen.casus, Recht.CASUS_LEZEN):
        raise Weigering("Deze casus mag u al lezen. Daarvoor is geen noodgeval nodig.")
    return geladen.stroom_id


def gebruikt_uit(rij: lezen.Gebruiktdoel, casusnummer: str | None) -> GebruiktdoelUit:
    """The answer for one purpose."""
    doel = rij.doel
    return GebruiktdoelUit(
        inzagedoel_id=doel.id,
        wie=doel.wie.id,
        rol=doel.wie.rol,
        organisatie=doel.wie.organisatie,
        tafel=doel.tafel,
        grond=doel.grond,
        kenmerk=doel.kenmerk,
        reden=doel.reden,
        casus=doel.casus,
        casusnummer=casusnummer,
        vastgelegd_op=doel.op,
        geldig_tot=doel.tot,
        keren=rij.keren,
        casussen=rij.casussen,
        laatst_op=rij.laatst,
    )
