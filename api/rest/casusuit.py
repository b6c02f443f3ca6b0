"""A casus as it is answered: in full for who may read the content, bare for the auditor."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field

from api.beperkt import is_beperkt, met_merk, raakt
from api.bereik import Gebruiker
from api.rest.casusdelen import (
    CASUS_BEPERKT,
    MENS_BEPERKT,
    AgendapuntUit,
    AnalyseUit,
    BetrokkeneInCasusUit,
    CriteriumfeitUit,
    DeelnemerUit,
    DoorgegevenUit,
    DoorgifteUit,
    GezagUit,
    GrondslagUit,
    InbrengvoorwaardeUit,
    InformerenUit,
    MonitormeldingUit,
    RegieUit,
    SamenloopUit,
    SchalingUit,
    ToestemmingUit,
    TriageUit,
    VoorcontactUit,
)
from api.rest.delen import Uit, UtcTijdstip
from api.rest.gelezen import Gelezen
from api.rest.toegang import VERBORGEN
from domain.casus.events import ActieAfgerond, Afgeschaald, VoorlopigAfgesloten
from domain.casus.state import Actie, Fase, Ico, Sluiting, Verlengingsloop
from domain.casus.waarden import (
    Aanzet,
    Betrokkene,
    Betrokkenheid,
    Geheimhouding,
    Oordeel,
    Uitkomst,
    Veiligheidsweging,
    Verwijdergrond,
    Vorm,
)
from domain.privacyprotocol import Bewaarregel, Verlengingsgrond
from domain.rollen import Rol
from projections.bewaartermijn import uitleg


class GenodigdeUit(Uit):
    """An organisation that is invited."""

    organisatie: str
    vraag: str


class ClientdeelnameUit(Uit):
    """Whether the client can attend."""

    veiligheid: Veiligheidsweging
    vooraf_besproken_op: date | None


class InbrengUit(Uit):
    """What one organisation told about one person."""

    persoon_id: UUID
    organisatie: str
    tekst: str
    geheimhouding: Geheimhouding


class AfspraakUit(Uit):
    """Who does what."""

    wie: str
    wat: str


class AfzeggingUit(Uit):
    """Why an ICO is not held."""

    reden: str


class VerslagUit(Uit):
    """An ICO that was held."""

    gehouden_op: date
    aanwezig: list[str]
    verslag: str
    inbreng: list[InbrengUit]


class AdviesUit(Uit):
    """The advice of an ICO."""

    samenvatting: str
    advies: str
    afspraken: list[AfspraakUit]
    verklarende_analyse: str | None


class IcoUit(Uit):
    """An ICO from planning to advice."""

    ico_id: UUID
    doel: str
    begint: UtcTijdstip
    vorm: Vorm
    plaats: str | None
    genodigden: list[GenodigdeUit]
    clientdeelname: ClientdeelnameUit | None
    afgezegd: AfzeggingUit | None
    gehouden: VerslagUit | None
    advies: AdviesUit | None

    @classmethod
    def van(cls, ico: Ico) -> "IcoUit":
        """The planning and what came of it, side by side."""
        verloop = {"afgezegd": ico.afgezegd, "gehouden": ico.gehouden, "advies": ico.advies}
        return cls.model_validate({**vars(ico.gepland), **verloop})


class PlanUit(Uit):
    """The plan."""

    doel: str
    rolverdeling: list[AfspraakUit]


class ActieUit(Uit):
    """An action, and how it ended."""

    actie_id: UUID
    omschrijving: str
    organisatie: str
    medewerker: str | None
    uiterlijk: date
    stand: Literal["open", "afgerond", "vervallen"]
    uitleg: str | None = Field(description="Het resultaat, of waarom de actie verviel.")
    afgerond_op: date | None

    @classmethod
    def van(cls, actie: Actie) -> "ActieUit":
        """The action and its end as one."""
        afloop = actie.afloop
        if afloop is None:
            einde: dict[str, object] = {"stand": "open", "uitleg": None, "afgerond_op": None}
        elif isinstance(afloop, ActieAfgerond):
            einde = {"stand": "afgerond", "uitleg": afloop.resultaat, "afgerond_op": afloop.afgerond_op}
        else:
            einde = {"stand": "vervallen", "uitleg": afloop.reden, "afgerond_op": None}
        return cls.model_validate({**vars(actie.toegewezen), **einde})


class VoortgangUit(Uit):
    """How it stands."""

    op: date
    tekst: str
    aanzet: Aanzet


class AgendavoorstelUit(Uit):
    """What one of the two regisseurs proposed."""

    datum: date
    reden: str
    door: Rol


class AgendaUit(Uit):
    """What both regisseurs agreed on."""

    datum: date
    reden: str
    procesregisseur: str
    casusregisseur: str


class SluitingUit(Uit):
    """How the case was last scaled down or closed."""

    soort: Literal["afgeschaald", "voorlopig-afgesloten", "afgesloten"]
    reden: str
    naar: str | None = None
    resultaat: str | None = None
    besloten_in: UUID | None = None
    herzien_op: date | None = None

    @classmethod
    def van(cls, feit: Sluiting) -> "SluitingUit":
        """One form for the three facts."""
        if isinstance(feit, Afgeschaald):
            return cls(soort="afgeschaald", reden=feit.reden, naar=feit.naar, besloten_in=feit.besloten_in)
        if isinstance(feit, VoorlopigAfgesloten):
            return cls(
                soort="voorlopig-afgesloten",
                reden=feit.reden,
                besloten_in=feit.besloten_in,
                herzien_op=feit.herzien_op,
            )
        return cls(soort="afgesloten", reden=feit.reden, resultaat=feit.resultaat)


class HeropeningUit(Uit):
    """Why the case runs again."""

    reden: str


class VerwijdervoorstelUit(Uit):
    """That the data were proposed to be destroyed."""

    grond: Verwijdergrond
    voorgesteld_door: str


class VerlengingUit(Uit):
    """A proposal to extend the term, and what became of it."""

    verlenging_id: UUID
    grond: Verlengingsgrond
    reden: str
    tot: date
    opdracht_van: list[str]
    ingestemd: list[str]
    geweigerd: list[str]
    verlengd_tot: date | None = Field(
        description="Tot en met welke dag is verlengd; leeg als dat niet zo is."
    )

    @classmethod
    def van(cls, loop: Verlengingsloop) -> "VerlengingUit":
        """The proposal, the answers and the extension side by side."""
        antwoorden = {"ingestemd": sorted(loop.ingestemd), "geweigerd": sorted(loop.geweigerd)}
        verlengd = loop.verlengd.bewaren_tot if loop.verlengd is not None else None
        return cls.model_validate({**vars(loop.voorgesteld), **antwoorden, "verlengd_tot": verlengd})


class _Kop(Uit):
    """What every reader of a case sees."""

    versie: int
    casusnummer: str
    fase: Fase
    afgeschermd: bool
    beperkt: bool = Field(description=CASUS_BEPERKT)
    tafel: str
    definitie: str
    regime: str
    eerste_verwerking: date | None
    bewaren_tot: date | None
    bewaarregel: str | None
    vernietigen_voor: date | None = Field(description="Voor deze dag begint moeten de gegevens weg zijn.")
    bewaartermijn: str | None = Field(
        description="Tot wanneer de gegevens er uiterlijk mogen zijn en waarom, in één zin."
    )


class CasusUit(_Kop):
    """The whole case."""

    organisatie: str
    kenmerk: str | None
    gemeente: str
    aanpak: str | None
    betrokkenen: list[BetrokkeneInCasusUit]
    leefgebieden: list[str]
    criteria: list[CriteriumfeitUit]
    reguliere_routes: str | None
    voorcontact: VoorcontactUit | None
    grondslag: GrondslagUit | None
    toestemmingen: list[Annotated[ToestemmingUit, BeforeValidator(ToestemmingUit.van)]]
    gezag: list[Annotated[GezagUit, BeforeValidator(GezagUit.van)]]
    informeren: list[Annotated[InformerenUit, BeforeValidator(InformerenUit.van)]]
    samenloop: list[SamenloopUit]
    triage: TriageUit | None
    doorgegeven: DoorgegevenUit | None
    monitor: MonitormeldingUit | None
    procesregisseur: RegieUit | None
    casusregisseur: RegieUit | None
    deelnemers: list[DeelnemerUit]
    icos: list[Annotated[IcoUit, BeforeValidator(IcoUit.van)]]
    plan: PlanUit | None
    acties: list[Annotated[ActieUit, BeforeValidator(ActieUit.van)]]
    voortgang: VoortgangUit | None
    agendavoorstel: AgendavoorstelUit | None
    agenda: AgendaUit | None
    agendapunten: list[Annotated[AgendapuntUit, BeforeValidator(AgendapuntUit.van)]]
    analyses: list[Annotated[AnalyseUit, BeforeValidator(AnalyseUit.van)]]
    niveau: str = Field(
        description="Op welk niveau de casus nu is: 'tafel', of de code van een hoger niveau."
    )
    schaling: Annotated[SchalingUit, BeforeValidator(SchalingUit.van)] | None
    sluiting: Annotated[SluitingUit, BeforeValidator(SluitingUit.van)] | None
    heropening: HeropeningUit | None
    verlengingen: list[Annotated[VerlengingUit, BeforeValidator(VerlengingUit.van)]]
    verwijdervoorstel: VerwijdervoorstelUit | None
    voorwaarden: list[InbrengvoorwaardeUit]
    doorgiften: list[Annotated[DoorgifteUit, BeforeValidator(DoorgifteUit.van)]]


class OordeelKaal(Uit):
    """What triage found of one criterion, without why."""

    criterium: str
    oordeel: Oordeel


class PseudoniemUit(Uit):
    """Somebody whom the case is about, and who that is only for who has the keys."""

    pseudoniem: UUID = Field(description="Hetzelfde pseudoniem als in het inzagelogboek.")
    betrokkenheid: Betrokkenheid
    beperkt: bool = Field(description=MENS_BEPERKT)


class CasusKaal(_Kop):
    """The case without personal data and without free text: people under a pseudonym."""

    personen: list[PseudoniemUit]

    uitkomst: Uitkomst | None
    oordelen: list[OordeelKaal]


def casus_uit(
    gelezen: Gelezen, gebruiker: Gebruiker, *, regel_van: Callable[[str], Bewaarregel]
) -> CasusUit | CasusKaal:
    """What this reader sees of a case; ``regel_van`` gives the rules of its term by name."""
    casus = gelezen.casus
    if not gebruiker.ziet_persoonsgegevens:
        return _kaal(gelezen, regel_van)
    velden = {naam: getattr(casus, naam) for naam in CasusUit.model_fields if naam not in _NIET_VAN_CASUS}
    mensen = met_merk(betrokkenen_uit(casus.betrokkenen, gebruiker), gelezen.beperkt)
    return CasusUit.model_validate({**velden, **_van_historie(gelezen, regel_van), "betrokkenen": mensen})


_NIET_VAN_CASUS = frozenset({"versie", "bewaartermijn", "beperkt"})


def _van_historie(gelezen: Gelezen, regel_van: Callable[[str], Bewaarregel]) -> dict[str, object]:
    """What the history tells and the state does not."""
    return {
        "versie": gelezen.versie,
        "bewaartermijn": uitleg(gelezen.historie, regel_van),
        "beperkt": raakt(gelezen.casus.betrokkenen, gelezen.beperkt),
    }


def betrokkenen_uit(mensen: Sequence[Betrokkene], gebruiker: Gebruiker) -> tuple[Betrokkene, ...]:
    """The people, with stars for a burgerservicenummer that this reader does not get to see."""
    if gebruiker.ziet_bsn:
        return tuple(mensen)
    return tuple(replace(mens, bsn=VERBORGEN) if mens.bsn else mens for mens in mensen)


def _kaal(gelezen: Gelezen, regel_van: Callable[[str], Bewaarregel]) -> CasusKaal:
    casus, triage = gelezen.casus, gelezen.casus.triage
    velden = {naam: getattr(casus, naam) for naam in _Kop.model_fields if naam not in _NIET_VAN_CASUS}
    return CasusKaal.model_validate(
        {
            **velden,
            **_van_historie(gelezen, regel_van),
            "personen": [
                PseudoniemUit(
                    pseudoniem=pseudoniem,
                    betrokkenheid=mens.betrokkenheid,
                    beperkt=is_beperkt(mens.persoon_id, gelezen.beperkt),
                )
                for mens in casus.betrokkenen
                if (pseudoniem := gelezen.pseudoniemen.get(mens.persoon_id)) is not None
            ],
            "uitkomst": triage.uitkomst if triage else None,
            "oordelen": triage.oordelen if triage else (),
        }
    )
