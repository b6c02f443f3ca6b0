"""Routes of what an auditor wants to see at a glance about who looked. Docstrings of routes are for users."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from api.aanmelding import Dag
from api.inzagerapport import RechtGebruikt, ZonderVervolg, rechten_in_gebruik, zonder_vervolg
from api.rechten import Recht
from api.rest.delen import Uit, UtcTijdstip, VanTafel
from api.rest.deur import Mag
from api.rest.inzagedoelen import periode
from api.rest.peil import vraagfout
from api.rest.toegang import Toegang
from api.wegen import Wegen
from domain.rollen import Rol
from infra.inzage import lezen

router = Wegen(prefix="/v1/inzagerapporten", tags=["inzage"])

Rapportlezer = Annotated[Toegang, Mag(Recht.INZAGEN, doel="controle")]
Van = Annotated[Dag, Query(description="Vanaf deze dag.")]
Tot = Annotated[Dag, Query(description="Tot en met deze dag, ten hoogste een jaar later.")]

LANGST = 366
"""In days."""


class ActiviteitUit(Uit):
    """What one person looked at in one role."""

    wie: str = Field(description="Pseudonieme id van de medewerker.")
    rol: Rol
    organisatie: str
    keren: int = Field(description="Hoe vaak er gegevens van mensen zijn getoond.")
    casussen: int = Field(description="Van hoeveel casussen en consultaties.")
    personen: int = Field(description="Van hoeveel betrokkenen.")
    geweigerd: int = Field(
        description="Hoe vaak er aan deze tafel is gevraagd wat niet is getoond. Wat bij geen tafel hoort, staat "
        "alleen in 'GET /v1/inzagen' zonder tafel."
    )
    eerst_op: UtcTijdstip
    laatst_op: UtcTijdstip


class ActiviteitenUit(Uit):
    """The activity at a table."""

    regels: list[ActiviteitUit]


class ZonderVervolgUit(Uit):
    """That somebody read a case and did nothing in it."""

    wie: str = Field(description="Pseudonieme id van de medewerker.")
    rol: Rol
    organisatie: str
    casusnummer: str
    keren: int
    eerst_op: UtcTijdstip
    laatst_op: UtcTijdstip
    betrokken: bool = Field(description="Heeft deze medewerker de regie, of doet die mee in de casus?")


class ZonderVervolgenUit(Uit):
    """Reads without a later action."""

    regels: list[ZonderVervolgUit]
    niet_na_te_gaan: int = Field(
        description="Bij hoeveel bekeken casussen dit niet is na te gaan, omdat ze zijn vernietigd of beschadigd."
    )


class RechtUit(Uit):
    """A right of a role, and whether it was used."""

    rol: Rol
    recht: str
    keren: int
    laatst_op: UtcTijdstip | None


class RechtenUit(Uit):
    """The use of rights at a table."""

    ongebruikt: list[RechtUit] = Field(
        description="Rechten die een rol in deze tijd niet heeft gebruikt. Een lijst of overleg zonder mensen erin "
        "telt niet als gebruik: daarvan wordt niets vastgelegd."
    )
    gebruikt: list[RechtUit]
    niet_gemeten: list[str] = Field(
        description="Rechten om te kijken naar wat over niemand gaat. Daarvan wordt niets vastgelegd."
    )


@router.get("/activiteiten", summary="Bekijken wie hoeveel heeft gekeken")
def lees_activiteiten(toegang: Rapportlezer, tafel: VanTafel, van: Van, tot: Tot) -> ActiviteitenUit:
    """Bekijk per medewerker en rol hoeveel er is bekeken en hoe vaak er iets is geweigerd."""
    bij, wanneer = _gevraagd(toegang, tafel, van, tot)
    with toegang.dienst.engine.connect() as verbinding:
        rijen = lezen.activiteit(verbinding, bij, wanneer)
    return ActiviteitenUit(
        regels=[
            ActiviteitUit(
                wie=rij.wie.id,
                rol=rij.wie.rol,
                organisatie=rij.wie.organisatie,
                keren=rij.keren,
                casussen=rij.casussen,
                personen=rij.personen,
                geweigerd=rij.geweigerd,
                eerst_op=rij.eerst,
                laatst_op=rij.laatst,
            )
            for rij in rijen
        ]
    )


@router.get("/inzagen-zonder-vervolg", summary="Bekijken wie een casus las en er niets in deed")
def lees_zonder_vervolg(toegang: Rapportlezer, tafel: VanTafel, van: Van, tot: Tot) -> ZonderVervolgenUit:
    """Bekijk wie in deze tijd de inhoud van een casus las en daarna niets in die casus heeft vastgelegd.

    Dat kan goed zijn: wie meedoet of het overleg voorbereidt, leest zonder iets vast te leggen.
    Lijsten tellen niet mee.
    """
    bij, wanneer = _gevraagd(toegang, tafel, van, tot)
    gevonden = zonder_vervolg(toegang.dienst, bij, wanneer)
    toegang.toon_nummers({rij.stroom_id for rij in gevonden.regels}, tafel=toegang.tafel(bij))
    return ZonderVervolgenUit(
        regels=[_zonder_vervolg(rij) for rij in gevonden.regels], niet_na_te_gaan=gevonden.niet_na_te_gaan
    )


@router.get("/ongebruikte-rechten", summary="Bekijken welke rechten niet zijn gebruikt")
def lees_ongebruikte_rechten(toegang: Rapportlezer, tafel: VanTafel, van: Van, tot: Tot) -> RechtenUit:
    """Bekijk welke rechten elke rol aan deze tafel heeft, en welke daarvan niet zijn gebruikt."""
    bij, wanneer = _gevraagd(toegang, tafel, van, tot)
    rechten = rechten_in_gebruik(toegang.dienst, bij, wanneer)
    return RechtenUit(
        ongebruikt=[_recht(rij) for rij in rechten.gemeten if not rij.keren],
        gebruikt=[_recht(rij) for rij in rechten.gemeten if rij.keren],
        niet_gemeten=[recht.value for recht in rechten.niet_gemeten],
    )


def _gevraagd(toegang: Toegang, tafel: str, van: Dag, tot: Dag) -> tuple[str, lezen.Periode]:
    """The table and the period; that it was asked for goes on record.

    Raises:
        RequestValidationError: the period is turned round, or too long.
    """
    if not 0 <= (tot - van).days <= LANGST:
        raise vraagfout("tot", "moet op of na 'van' liggen, ten hoogste een jaar later")
    bij = toegang.tafel(tafel).id
    toegang.kijk.toon_logboek(bij)
    return bij, periode(van, tot)


def _zonder_vervolg(rij: ZonderVervolg) -> ZonderVervolgUit:
    return ZonderVervolgUit(
        wie=rij.bekeken.wie.id,
        rol=rij.bekeken.wie.rol,
        organisatie=rij.bekeken.wie.organisatie,
        casusnummer=rij.casusnummer,
        keren=rij.bekeken.keren,
        eerst_op=rij.bekeken.eerst,
        laatst_op=rij.bekeken.laatst,
        betrokken=rij.betrokken,
    )


def _recht(rij: RechtGebruikt) -> RechtUit:
    return RechtUit(rol=rij.rol, recht=rij.recht.value, keren=rij.keren, laatst_op=rij.laatst)
