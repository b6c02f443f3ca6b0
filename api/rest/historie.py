"""The facts of a casus as they are answered: in full, as codes for the auditor, or what remains of them."""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never, cast

from pydantic import Field
from pydantic.alias_generators import to_camel

from api.bereik import Gebruiker
from api.rest.delen import Uit, UtcTijdstip
from api.rest.gelezen import Gelezen
from api.rest.toegang import VERBORGEN
from domain.bewaring import Vernietigd
from domain.historie import Opgetekend
from domain.rollen import Rol
from infra.codec import indeling
from infra.definitions import Definities
from projections.tijdlijn import Tijdlijnregel, tijdlijn, tijdlijn_van_consultatie, tijdlijn_van_verzoek
from projections.verwijderrapport import Soort

CODES: Mapping[str, frozenset[str]] = {
    naam: frozenset(velden.split())
    for naam, velden in {
        "GrondslagVastgelegd": "grondslag",
        "ToestemmingGegeven": "doel hoedanigheid gegeven_op",
        "ToestemmingGeweigerd": "doel hoedanigheid geweigerd_op",
        "ToestemmingIngetrokken": "doel hoedanigheid ingetrokken_op",
        "GezagVastgelegd": "gezag onderzoek",
        "GezagBeoordeeld": "geldt_als",
        "InformerenUitgesteld": "grond herzien_op",
        "BetrokkeneGeinformeerd": "geinformeerd_op",
        "Getrieerd": "uitkomst oordelen terug_op",
        "SamenloopGeraadpleegd": "raadpleging_id geraadpleegd_op",
        "Doorgegeven": "naar meegegeven niet_meegegeven",
        "BijMonitorGemeld": "kolommen gemeld_op",
        "RegieToegewezen": "regie medewerker",
        "DeelnemerToegevoegd": "medewerker",
        "DeelnemerVerwijderd": "medewerker",
        "ICOGepland": "ico_id begint vorm",
        "ICOVerzet": "ico_id begint",
        "ICOAfgezegd": "ico_id",
        "ICOGehouden": "ico_id gehouden_op",
        "AdviesUitgebracht": "ico_id",
        "ActieToegewezen": "actie_id medewerker uiterlijk",
        "ActieAfgerond": "actie_id afgerond_op",
        "ActieVervallen": "actie_id",
        "VoortgangVastgelegd": "op aanzet",
        "VerklarendeAnalyseGevraagd": "analyse_id uiterlijk",
        "VerklarendeAnalyseOpgeleverd": "analyse_id opgeleverd_op",
        "HeragenderingVoorgesteld": "datum door",
        "Geagendeerd": "datum procesregisseur casusregisseur",
        "OpAgendaGezet": "agendapunt_id overleg_id soort begint",
        "VanAgendaGehaald": "agendapunt_id",
        "AgendapuntBesproken": "agendapunt_id overleg_id besproken_op",
        "Opgeschaald": "naar",
        "Teruggeschaald": "naar",
        "Afgeschaald": "naar besloten_in",
        "VoorlopigAfgesloten": "besloten_in herzien_op",
    }.items()
}
"""What the auditor sees of a fact besides what outlives a destruction: codes, dates and pseudonymous ids of
employees. A fact that is not here shows nothing more."""


class GebeurtenisUit(Uit):
    """One fact."""

    versie: int
    positie: int = Field(description="De plaats in het logboek, vanaf 1; daarmee vraagt u een bewijs.")
    op: UtcTijdstip
    naam: str = Field(description="De contractnaam, zoals 'casus.Getrieerd.v1'.")
    rol: Rol
    wie: str | None = Field(description="Pseudonieme id van de medewerker.")
    organisatie: str | None
    doel: str | None
    inhoud: dict[str, Any] = Field(description="De gegevens van de gebeurtenis die deze lezer mag zien.")


class GebeurtenissenUit(Uit):
    """The history of a case."""

    regels: list[GebeurtenisUit]


class TijdlijnregelUit(Uit):
    """One fact in a sentence."""

    versie: int
    op: UtcTijdstip
    naam: str
    rol: Rol
    wie: str | None
    organisatie: str | None
    doel: str | None
    zin: str = Field(
        description="Wat er is gebeurd. Voor wie de inhoud niet mag zien: wat voor gebeurtenis dit is."
    )


class TijdlijnUit(Uit):
    """The history of a case in sentences."""

    regels: list[TijdlijnregelUit]


class SkeletregelUit(Uit):
    """What remains of one fact."""

    versie: int
    op: UtcTijdstip
    naam: str
    rol: Rol
    vernietigd_op: UtcTijdstip | None
    zin: str
    blijvend: dict[str, Any] = Field(description="De gegevens die na de vernietiging blijven.")


class SkeletUit(Uit):
    """What remains of a destroyed case."""

    regels: list[SkeletregelUit]


def gebeurtenissen_uit(gelezen: Gelezen, gebruiker: Gebruiker) -> GebeurtenissenUit:
    """The facts, with what this reader may see of each."""
    volledig = gebruiker.ziet_persoonsgegevens
    return GebeurtenissenUit(regels=[_gebeurtenis(feit, volledig=volledig) for feit in gelezen.historie])


def tijdlijn_uit(gelezen: Gelezen, gebruiker: Gebruiker, *, definities: Definities) -> TijdlijnUit:
    """The sentences; whoever may not see the content reads what the glossary says of that kind of fact."""
    verteld = tijdlijn(gelezen.historie, tafel=gelezen.tafel, tafels=definities.tafels)
    regels = [TijdlijnregelUit.model_validate(regel) for regel in verteld]
    if not gebruiker.ziet_persoonsgegevens:
        soorten = [type(feit.gebeurtenis).__name__ for feit in gelezen.historie]
        regels = [
            regel.model_copy(update={"zin": definities.begrippen[soort].uitleg, "organisatie": None})
            for regel, soort in zip(regels, soorten, strict=True)
        ]
    return TijdlijnUit(regels=regels)


def zinnen_van_skelet(historie: Sequence[Opgetekend], soort: Soort) -> tuple[Tijdlijnregel, ...]:
    """The sentences of what remains of a destroyed case, consultatie or verzoek."""
    match soort:
        case Soort.CASUS | Soort.PERSOON | Soort.BIJDRAGE:
            return tijdlijn(historie)
        case Soort.CONSULTATIE:
            return tijdlijn_van_consultatie(historie)
        case Soort.VERZOEK:
            return tijdlijn_van_verzoek(historie)
        case _:
            assert_never(soort)


def skelet_uit(historie: Sequence[Opgetekend], soort: Soort) -> SkeletUit:
    """The facts of a destroyed case or consultatie, each with its placeholder."""
    return SkeletUit(
        regels=[
            SkeletregelUit(
                versie=feit.versie,
                op=feit.envelop.op,
                naam=feit.naam,
                rol=feit.envelop.rol,
                vernietigd_op=feit.gebeurtenis.op if isinstance(feit.gebeurtenis, Vernietigd) else None,
                zin=regel.zin,
                blijvend=_namen(dict(feit.blijvend)),
            )
            for feit, regel in zip(historie, zinnen_van_skelet(historie, soort), strict=True)
        ]
    )


def _gebeurtenis(opgetekend: Opgetekend, *, volledig: bool) -> GebeurtenisUit:
    envelop = opgetekend.envelop
    return GebeurtenisUit(
        versie=opgetekend.versie,
        positie=opgetekend.positie,
        op=envelop.op,
        naam=opgetekend.naam,
        rol=envelop.rol,
        wie=envelop.wie,
        organisatie=envelop.organisatie if volledig else None,
        doel=envelop.doel,
        inhoud=_namen(_inhoud(opgetekend, volledig=volledig)),
    )


def _inhoud(opgetekend: Opgetekend, *, volledig: bool) -> dict[str, Any]:
    feit = opgetekend.gebeurtenis
    if isinstance(feit, Vernietigd):
        return {**dict(opgetekend.blijvend), "vernietigd_op": feit.op.isoformat()}
    soort = cast("type", type(feit))
    plan = indeling(soort)
    velden: dict[str, Any] = plan.adapter.dump_python(feit, mode="json")
    if volledig:
        return velden
    over = plan.blijvend | CODES.get(soort.__name__, frozenset())
    kaal = {naam: waarde for naam, waarde in velden.items() if naam in over}
    if "oordelen" in kaal:
        kaal["oordelen"] = [{"criterium": o["criterium"], "oordeel": o["oordeel"]} for o in kaal["oordelen"]]
    return kaal


def _namen(waarde: Any) -> Any:  # noqa: ANN401 whatever JSON can hold
    """Give every name its form on the wire, and put stars for a burgerservicenummer."""
    if isinstance(waarde, Mapping):
        return {
            to_camel(naam): VERBORGEN if naam == "bsn" and deel else _namen(deel)
            for naam, deel in waarde.items()
        }
    if isinstance(waarde, list | tuple):
        return [_namen(deel) for deel in waarde]
    return waarde
