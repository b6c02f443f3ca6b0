"""Routes of the read log: who looked at whom, for who checks that. Docstrings of routes are for users."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from api.aanmelding import Code, Dag
from api.inzagezinnen import Inzagezinnen, raadplegingen
from api.rechten import Recht
from api.rest.delen import Casusnummer, Limiet, Na, Uit, UtcTijdstip, bladzijde, uit_cursor
from api.rest.deur import Mag
from api.rest.deurfouten import OnbekendePersoon
from api.rest.inzagedoelen import periode
from api.rest.onleesbaar import ONLEESBAAR, stroom_in_beeld
from api.rest.toegang import Toegang, mensen_in
from api.wegen import Wegen
from domain.rollen import Rol
from infra.inzage import lezen
from infra.inzage.pseudoniem import Pseudoniemen
from infra.inzage.regel import (
    Diepte,
    Inzagedoel,
    Inzagegrond,
    Inzageregel,
    Inzageuitkomst,
    Regelsoort,
    Sleutel,
)
from infra.logboek.bewijzen import LogboekGestoord, NietInHetLogboek
from infra.uitkomst import Geladen

router = Wegen(prefix="/v1", tags=["inzage"])

Inzagelezer = Annotated[Toegang, Mag(Recht.INZAGEN, doel="controle")]

ACTIVITEIT = "urn:casus:verwerking:"
"""Before the purpose: the processing activity of Logboek Dataverwerkingen."""


class InzageUit(Uit):
    """One line of the read log."""

    positie: int = Field(description="De plaats in het inzagelogboek, vanaf 1.")
    soort: Regelsoort = Field(description="Heeft iemand gekeken, of vastgelegd waarvoor?")
    zin: str
    klopt: bool = Field(
        description="Past de regel bij het bewijs dat ervan is vastgelegd, en dat bij het logboek waar de dienst voor "
        "tekende? Zo niet, dan is ermee geknoeid: de beheerder ziet met 'casus logboek controleer' wat er mis is."
    )
    ondertekend: bool = Field(
        description="Is zojuist nagerekend dat de regel in het ondertekende inzagelogboek staat? Van de laatste "
        "seconden kan dat nog niet."
    )
    op: UtcTijdstip = Field(description="Wanneer het begon (start_time).")
    klaar_op: UtcTijdstip | None = Field(description="Wanneer het antwoord klaar was (end_time).")
    wie: str = Field(description="Pseudonieme id van de medewerker.")
    rol: Rol
    organisatie: str
    tafel: str | None = Field(description="Leeg: er is gezocht naar iets wat er niet was.")
    wat: str | None = Field(description="Wat er is opgevraagd: methode en adres, zonder nummers (name).")
    recht: str | None = Field(description="Onder welk recht.")
    verwerkingsactiviteit: str | None = Field(
        description="Waarvoor, als urn (dpl.core.processing_activity_id)."
    )
    inzagedoel_id: UUID | None = Field(description="Het doel dat vooraf is vastgelegd, als dat nodig was.")
    grond: Inzagegrond | None = Field(description="De grond van dat doel.")
    kenmerk: str | None = Field(description="Het kenmerk van dat doel.")
    casus: UUID | None = Field(description="Pseudoniem van de casus of consultatie.")
    persoon: UUID | None = Field(
        description="Pseudoniem van de betrokkene (dpl.core.data_subject_id). Leeg: van niemand in het bijzonder."
    )
    diepte: Diepte | None = Field(description="Hoeveel er van de betrokkene te zien was.")
    regel: str = Field(
        description="De regel zoals die is vastgelegd. De SHA-256 daarvan staat als 'k' op deze positie in het "
        "inzagelogboek; met een bundel daarvan controleert u dat zelf."
    )
    uitkomst: Inzageuitkomst | None = Field(description="Is het getoond? (status)")
    spoor: str | None = Field(description="trace_id")
    span: str | None = Field(description="span_id")


class InzagenUit(Uit):
    """Lines of the read log, newest first."""

    regels: list[InzageUit]
    volgende: str | None


class RaadplegingUit(Uit):
    """A look that a fact of the casus records."""

    zin: str
    op: UtcTijdstip
    wie: str = Field(description="Pseudonieme id van de medewerker.")
    rol: Rol
    organisatie: str
    persoon: UUID = Field(description="Pseudoniem van de betrokkene.")


class InzagenVanCasusUit(InzagenUit):
    """Who looked at one casus."""

    raadplegingen: list[RaadplegingUit] = Field(
        description="Wie vroeg of een andere tafel een betrokkene kent, het oudste eerst. Dat staat in de casus zelf, "
        "en niet in het inzagelogboek. Staat alleen bij de eerste bladzijde; leeg als de casus zelf niet meer te lezen "
        "is, omdat ermee is geknoeid."
    )


@router.get("/inzagen", summary="Bekijken wie er heeft gekeken")
def lees_inzagen(  # noqa: PLR0917 FastAPI binds them by name
    toegang: Inzagelezer,
    tafel: Annotated[
        Code | None,
        Query(description="Het id van de tafel. Zonder: pogingen die bij geen tafel horen."),
    ] = None,
    van: Annotated[Dag | None, Query(description="Alleen op of na deze dag.")] = None,
    tot: Annotated[Dag | None, Query(description="Alleen op of voor deze dag.")] = None,
    wie: Annotated[Code | None, Query(description="Alleen deze medewerker, met de pseudonieme id.")] = None,
    casus: Annotated[UUID | None, Query(description="Alleen deze casus, met het pseudoniem.")] = None,
    persoon: Annotated[UUID | None, Query(description="Alleen deze betrokkene, met het pseudoniem.")] = None,
    inzagedoel: Annotated[UUID | None, Query(description="Alleen wat onder dit doel is bekeken.")] = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> InzagenUit:
    """Bekijk wie naar wie heeft gekeken, wanneer, in welke rol en waarvoor. De laatste inzage staat bovenaan.

    Dat u dit bekijkt, wordt ook vastgelegd.
    """
    bij = None if tafel is None else toegang.tafel(tafel).id
    return _lijst(
        toegang, lezen.Filter(bij, periode(van, tot), wie, casus, persoon, inzagedoel), na=na, limiet=limiet
    )


@router.get("/casussen/{casusnummer}/inzagen", summary="Bekijken wie naar een casus heeft gekeken")
def lees_inzagen_van_casus(
    casusnummer: Casusnummer,
    toegang: Inzagelezer,
    persoon_id: Annotated[
        UUID | None,
        Query(
            alias="persoonId",
            description="Alleen wie naar deze betrokkene van de casus keek: de persoonId, of het pseudoniem.",
        ),
    ] = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> InzagenVanCasusUit:
    """Bekijk wie naar een casus heeft gekeken, of naar één betrokkene. Daarmee kunt u een betrokkene antwoorden."""
    try:
        geladen = toegang.dienst.shell.laad(casusnummer)
    except ONLEESBAAR:
        if persoon_id is not None:
            raise
        return _van_onleesbare(toegang, casusnummer, na=na, limiet=limiet)
    toegang.eis_bereik(geladen.casus)
    gezocht = {keer.persoon_id for keer in raadplegingen(geladen.historie, persoon_id=None)}
    mensen = {*mensen_in(geladen.casus.betrokkenen), *gezocht}
    namen = toegang.dienst.inzagen.pseudoniemen(geladen.stroom_id, mensen)
    toegang.toon_nummers([geladen.stroom_id], tafel=toegang.dienst.shell.tafel_van(geladen.casus))
    persoon_id = persoon_in(geladen, namen, persoon_id)
    persoon = None if persoon_id is None else namen.persoon(geladen.stroom_id, persoon_id)
    welke = lezen.Filter(geladen.casus.tafel, casus=namen.casus(geladen.stroom_id), persoon=persoon)
    regels = _lijst(toegang, welke, na=na, limiet=limiet)
    keren = raadplegingen(geladen.historie, persoon_id=persoon_id) if na is None else []
    zinnen = Inzagezinnen(toegang.dienst.definities.tafels, {})
    return InzagenVanCasusUit(
        regels=regels.regels,
        volgende=regels.volgende,
        raadplegingen=[
            RaadplegingUit(
                zin=zinnen.raadpleegzin(keer, geladen.casus.tafel),
                op=keer.op,
                wie=keer.wie.id,
                rol=keer.wie.rol,
                organisatie=keer.wie.organisatie,
                persoon=namen.persoon(geladen.stroom_id, keer.persoon_id),
            )
            for keer in keren
        ],
    )


def _van_onleesbare(toegang: Toegang, casusnummer: str, *, na: str | None, limiet: int) -> InzagenVanCasusUit:
    """The lines of a case whose facts cannot be read: they stand in a log of their own, which is as good as it was."""
    stroom, tafel = stroom_in_beeld(toegang, casusnummer)
    namen = toegang.dienst.inzagen.pseudoniemen(stroom, ())
    regels = _lijst(toegang, lezen.Filter(tafel.id, casus=namen.casus(stroom)), na=na, limiet=limiet)
    return InzagenVanCasusUit(regels=regels.regels, volgende=regels.volgende, raadplegingen=[])


def persoon_in(geladen: Geladen, namen: Pseudoniemen, gevraagd: UUID | None) -> UUID | None:
    """The id of a person of this case, asked for by id or by pseudonym.

    Raises:
        OnbekendePersoon: the case is not about anybody with this id.
    """
    if gevraagd is None:
        return None
    for persoon_id in mensen_in(geladen.casus.betrokkenen):
        if gevraagd in (persoon_id, namen.persoon(geladen.stroom_id, persoon_id)):
            return persoon_id
    raise OnbekendePersoon


def _lijst(toegang: Toegang, welke: lezen.Filter, *, na: str | None, limiet: int) -> InzagenUit:
    vanaf = uit_cursor(na, Sleutel)
    toegang.kijk.toon_logboek(welke.tafel)
    with toegang.dienst.engine.connect() as verbinding:
        rijen, volgende = bladzijde(
            lambda aantal: lezen.regels(verbinding, welke, na=vanaf, limiet=aantal), limiet=limiet
        )
        doelen = lezen.doelen_van(verbinding, rijen)
    rijen = _nagekeken(toegang, rijen)
    zinnen = Inzagezinnen(toegang.dienst.definities.tafels, doelen)
    return InzagenUit(regels=[_inzage(rij, doelen, zinnen) for rij in rijen], volgende=volgende)


def _nagekeken(toegang: Toegang, rijen: Sequence[Inzageregel]) -> list[Inzageregel]:
    """The same lines, held against what was signed: a line and its record stand in one database, so both may be new."""
    uitslag: Mapping[int, bool | None] = {}
    with suppress(NietInHetLogboek, LogboekGestoord):
        uitslag = toegang.dienst.inzagebewijzen.kijk_na([rij.positie for rij in rijen])
    return [
        replace(
            rij,
            klopt=rij.klopt and uitslag.get(rij.positie) is not False,
            ondertekend=rij.klopt and uitslag.get(rij.positie) is True,
        )
        for rij in rijen
    ]


def ontbrekende_regels(toegang: Toegang) -> int:
    """How many lines are gone of those that were signed, of all tables; of which case they were nobody can tell.

    Raises:
        NietInHetLogboek, LogboekGestoord: nothing can be said of it now.
    """
    weg = toegang.dienst.inzagebewijzen.ontbrekend()
    with toegang.dienst.engine.connect() as verbinding:
        return weg + lezen.zonder_regel(verbinding)


def _inzage(rij: Inzageregel, doelen: dict[UUID, Inzagedoel], zinnen: Inzagezinnen) -> InzageUit:
    doel = doelen.get(rij.inzagedoel) if rij.inzagedoel is not None else None
    rest = rij.rest
    return InzageUit(
        positie=rij.positie,
        soort=rij.soort,
        zin=zinnen.zin(rij),
        klopt=rij.klopt,
        ondertekend=rij.ondertekend,
        regel=rij.regel,
        op=rij.op,
        klaar_op=rest.get("klaar"),
        wie=rij.wie.id,
        rol=rij.wie.rol,
        organisatie=rij.wie.organisatie,
        tafel=rij.tafel,
        wat=rest.get("wat"),
        recht=rest.get("recht"),
        verwerkingsactiviteit=f"{ACTIVITEIT}{rest['doel']}" if "doel" in rest else None,
        inzagedoel_id=rij.inzagedoel,
        grond=doel.grond if doel is not None else None,
        kenmerk=doel.kenmerk if doel is not None else None,
        casus=rij.casus,
        persoon=rij.persoon,
        diepte=rest.get("diepte"),
        uitkomst=rest.get("uitkomst"),
        spoor=rest.get("spoor"),
        span=rest.get("span"),
    )
