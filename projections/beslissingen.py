"""What was decided in a case, consultatie or verzoek: who, when, why, by which rules; also of a skeleton.

A decision is a fact after which something may be done, or may no longer be done, with the case or its data. Told from
the history: no table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.bewaring import Vernietigd
from domain.historie import Opgetekend
from domain.rollen import Rol


@dataclass(frozen=True)
class Soort:
    """A kind of decision: its word, and which field of the fact says why. ``code``: that is of a closed list."""

    woord: str
    waarom: str | None = None
    code: bool = False


BESLISSINGEN: Mapping[str, Soort] = {
    "Aangemeld": Soort("aanmelding"),
    "GrondslagVastgelegd": Soort("grondslag", "toelichting"),
    "ToestemmingGegeven": Soort("toestemming", "doel", code=True),
    "ToestemmingGeweigerd": Soort("toestemming", "doel", code=True),
    "ToestemmingIngetrokken": Soort("toestemming", "doel", code=True),
    "GezagBeoordeeld": Soort("gezag", "toelichting"),
    "InformerenUitgesteld": Soort("informeren", "grond", code=True),
    "Getrieerd": Soort("triage", "motivering"),
    "Doorgegeven": Soort("doorgeven"),
    "RegieToegewezen": Soort("regie"),
    "DeelnemerToegevoegd": Soort("deelname", "namens"),
    "DeelnemerVerwijderd": Soort("deelname", "reden"),
    "ICOGepland": Soort("ico", "doel"),
    "ICOVerzet": Soort("ico", "reden"),
    "ICOAfgezegd": Soort("ico", "reden"),
    "ICOGehouden": Soort("ico"),
    "AdviesUitgebracht": Soort("advies", "advies"),
    "PlanVastgesteld": Soort("plan", "doel"),
    "ActieVervallen": Soort("actie", "reden"),
    "VerklarendeAnalyseGevraagd": Soort("verklarende-analyse", "vraag"),
    "Geagendeerd": Soort("agenda", "reden"),
    "OpAgendaGezet": Soort("agenda", "soort", code=True),
    "VanAgendaGehaald": Soort("agenda", "reden"),
    "Opgeschaald": Soort("opschalen", "reden"),
    "Teruggeschaald": Soort("terugschalen", "reden"),
    "Afgeschaald": Soort("afschalen", "reden"),
    "VoorlopigAfgesloten": Soort("voorlopig-afsluiten", "reden"),
    "Heropend": Soort("heropenen", "reden"),
    "Afgesloten": Soort("afsluiten", "reden"),
    "EigenTermijnVastgesteld": Soort("bewaartermijn", "reden"),
    "VernietigingOpgeschort": Soort("opschorting", "grond", code=True),
    "OpschortingOpgeheven": Soort("opschorting", "reden"),
    "BeperkingIngesteld": Soort("beperking", "grond", code=True),
    "BeperkingOpgeheven": Soort("beperking", "reden"),
    "VoorwaardeGesteld": Soort("voorwaarde", "toelichting"),
    "VoorwaardeIngetrokken": Soort("voorwaarde", "reden"),
    "DoorgifteGevraagd": Soort("voorwaarde", "toelichting"),
    "DoorgifteBeantwoord": Soort("voorwaarde", "toelichting"),
    "PersoonVernietigd": Soort("vernietiging", "grond", code=True),
    "BijdrageVernietigd": Soort("vernietiging", "grond", code=True),
    "InstemmingGegeven": Soort("verlenging"),
    "InstemmingGeweigerd": Soort("verlenging", "reden"),
    "BewaartermijnVerlengd": Soort("verlenging", "grond", code=True),
    "BewaartermijnHerrekend": Soort("bewaartermijn", "aanleiding", code=True),
    "GegevensGerectificeerd": Soort("rectificatie"),
    "VerwijderingVoorgesteld": Soort("verwijdering", "grond", code=True),
    "BuitenVernietigingGelaten": Soort("verwijdering", "weigerreden", code=True),
    "GegevensVerwijderd": Soort("verwijdering", "grond", code=True),
    # of a consultatie
    "VraagGesteld": Soort("vraag"),
    "AdviesGegeven": Soort("advies", "advies"),
    "OmgezetInAanmelding": Soort("aanmelding"),
    "ConsultatieGesloten": Soort("afsluiten", "reden"),
    "VerwijderingVanConsultatieVoorgesteld": Soort("verwijdering", "grond", code=True),
    "ConsultatieBuitenVernietigingGelaten": Soort("verwijdering", "weigerreden", code=True),
    "ConsultatieOpgeschort": Soort("opschorting", "grond", code=True),
    "OpschortingVanConsultatieOpgeheven": Soort("opschorting", "reden"),
    "ConsultatieVerwijderd": Soort("verwijdering", "grond", code=True),
    # of a verzoek
    "IdentiteitVastgesteld": Soort("identiteit", "onderbouwing"),
    "VindplaatsenBevestigd": Soort("vindplaatsen"),
    "VerzoekVerlengd": Soort("verlenging", "reden"),
    "BesluitTeruggegeven": Soort("besluit", "reden"),
    "VerzoekIngewilligd": Soort("besluit", "toelichting"),
    "VerzoekAfgewezen": Soort("besluit", "grond", code=True),
    "VerwijderingVanVerzoekVoorgesteld": Soort("verwijdering", "grond", code=True),
    "VerzoekVerwijderd": Soort("verwijdering", "grond", code=True),
}

GEEN_BESLISSING = frozenset(
    {
        *("AanmeldingAangevuld", "GeboortedatumVastgelegd", "GezagVastgelegd", "BetrokkeneGeinformeerd"),
        *("SamenloopGeraadpleegd", "BijMonitorGemeld", "ActieToegewezen", "ActieAfgerond"),
        *(
            "VerlengingVoorgesteld",
            "VoortgangVastgelegd",
            "VerklarendeAnalyseOpgeleverd",
            "HeragenderingVoorgesteld",
        ),
        *("AgendapuntBesproken", "VraagAangevuld", "BevestigingVerzonden"),
        *("VerzoekOntvangen", "PersoonGezocht", "BesluitVoorgesteld", "InzageVerstrekt", "WissingUitgezet"),
        *("VerzoekUitgevoerd", "VerzoekIngetrokken"),
    }
)
"""What was said, done or proposed. A test puts every fact here or there."""


@dataclass(frozen=True)
class Beslissing:
    """One decision. ``waarom`` is ``None`` where the fact gives no reason, or that was destroyed.

    ``grondslag`` is the code of the legal ground of the case at that moment; ``definitie`` ("id/versie") and
    ``protocol`` ("regime/versie") are the rules it was taken by, as the facts recorded them.
    """

    versie: int
    op: datetime
    naam: str
    soort: str
    rol: Rol
    wie: str | None
    doel: str | None
    waarom: str | None
    waarom_is_code: bool
    grondslag: str | None
    definitie: str | None
    protocol: str | None
    bewaarregel: str | None
    vernietigd_op: datetime | None


def beslissingen(historie: Sequence[Opgetekend]) -> Iterator[Beslissing]:
    """Walk over the decisions of one case or consultatie, in their order."""
    grondslag: str | None = None
    regels: dict[str, str] = {}
    for opgetekend in historie:
        blijvend = dict(opgetekend.blijvend)
        for veld in ("definitie", "bewaarregel", "regel"):
            if isinstance(blijvend.get(veld), str):
                regels["bewaarregel" if veld == "regel" else veld] = str(blijvend[veld])
        feit = opgetekend.gebeurtenis
        grondslag = getattr(feit, "grondslag", grondslag)
        naam = feitnaam(opgetekend.naam)
        soort = BESLISSINGEN.get(naam)
        if soort is not None:
            yield _beslissing(opgetekend, soort, blijvend, grondslag=grondslag, regels=regels)


def feitnaam(contractnaam: str) -> str:
    """``Getrieerd`` of ``casus.Getrieerd.v1``."""
    return contractnaam.split(".")[1]


def _beslissing(
    opgetekend: Opgetekend,
    soort: Soort,
    blijvend: Mapping[str, object],
    *,
    grondslag: str | None,
    regels: Mapping[str, str],
) -> Beslissing:
    feit, envelop, regel = opgetekend.gebeurtenis, opgetekend.envelop, regels.get("bewaarregel")
    waarom = None if soort.waarom is None else getattr(feit, soort.waarom, blijvend.get(soort.waarom))
    return Beslissing(
        versie=opgetekend.versie,
        op=envelop.op,
        naam=opgetekend.naam,
        soort=soort.woord,
        rol=envelop.rol,
        # Of a destruction the two officers stay known, and stand in the fact itself.
        wie=envelop.wie or _tekst(blijvend.get("uitgevoerd_door") or blijvend.get("voorgesteld_door")),
        doel=envelop.doel,
        waarom=_tekst(waarom),
        waarom_is_code=soort.code,
        grondslag=grondslag,
        definitie=regels.get("definitie"),
        protocol=regel.rpartition("/")[0] if regel is not None else None,
        bewaarregel=regel,
        vernietigd_op=feit.op if isinstance(feit, Vernietigd) else None,
    )


def _tekst(waarde: object) -> str | None:
    return None if waarde is None else str(waarde)
