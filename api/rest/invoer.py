"""What each command is given in a request; the schema says what is possible, the domain what is allowed."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from api.aanmelding import BetrokkeneIn, Code, CriteriumfeitIn, Dag, Model, Regel, Tekst, VoorcontactIn
from api.rest.delen import NieuwId, Tijdstip
from domain.casus.commands import (
    BrengAdviesUit,
    GeefToestemming,
    Heragendeer,
    LegICOVast,
    LegVoortgangVast,
    PlanICO,
    StelPlanVast,
    TrekToestemmingIn,
    Trieer,
    VoegDeelnemerToe,
    VraagVerklarendeAnalyse,
    VulAan,
    WeigerToestemming,
    WijsActieToe,
    WijsRegieToe,
)
from domain.casus.waarden import (
    Aanzet,
    Afspraak,
    Clientdeelname,
    Criteriumoordeel,
    Geheimhouding,
    Genodigde,
    Hoedanigheid,
    Inbreng,
    Oordeel,
    Regie,
    Uitkomst,
    Veiligheidsweging,
    Vorm,
)

MEEST = 50
Codes = Annotated[list[Code], Field(max_length=MEEST)]


class RedenIn(Model):
    """Why."""

    reden: Tekst


# --- melding ------------------------------------------------------------------------------------------------


class BetrokkeneErbij(BetrokkeneIn):
    """Somebody who turns out to be involved as well."""

    persoon_id: NieuwId | None = Field(
        default=None, description="Eigen id; dan is nog eens sturen onschadelijk."
    )


def elk_een_keer(mensen: list[BetrokkeneErbij]) -> list[BetrokkeneErbij]:
    """Refuse somebody who is named twice."""
    ids = [mens.persoon_id for mens in mensen if mens.persoon_id is not None]
    if len(set(ids)) != len(ids):
        raise ValueError("noemt dezelfde persoon twee keer")
    return mensen


class AanvullingIn(Model):
    """What was missing from an aanmelding. What is left out stays as it is."""

    organisatie: Code | None = Field(
        default=None, description="Wie dit aanlevert; zonder: uw eigen organisatie."
    )
    aanpak: Code | None = None
    betrokkenen: Annotated[list[BetrokkeneErbij], AfterValidator(elk_een_keer)] = Field(
        default_factory=list, max_length=MEEST
    )
    leefgebieden: Codes = Field(default_factory=list)
    criteria: list[CriteriumfeitIn] = Field(default_factory=list, max_length=MEEST)
    reguliere_routes: Tekst | None = None
    voorcontact: VoorcontactIn | None = None

    def opdracht(self, *, organisatie: str, nieuw_id: Callable[[], UUID]) -> VulAan:
        """The command, with ids for the people who have none."""
        return VulAan(
            organisatie=organisatie,
            aanpak=self.aanpak,
            betrokkenen=tuple(mens.betrokkene(mens.persoon_id or nieuw_id()) for mens in self.betrokkenen),
            leefgebieden=tuple(self.leefgebieden),
            criteria=tuple(feit.criteriumfeit() for feit in self.criteria),
            reguliere_routes=self.reguliere_routes,
            voorcontact=self.voorcontact.voorcontact() if self.voorcontact else None,
        )


class _OverToestemming(Model):
    persoon_id: UUID
    doel: Code = Field(description="Code van een toestemmingsdoel van de tafel.")
    hoedanigheid: Hoedanigheid


class ToestemmingIn(_OverToestemming):
    """Consent that was given."""

    gever: Regel
    tekstversie: Regel = Field(description="Welke versie van de toestemmingstekst is gebruikt.")
    gegeven_op: Dag

    def opdracht(self) -> GeefToestemming:
        """The command."""
        return GeefToestemming(
            self.persoon_id, self.doel, self.gever, self.hoedanigheid, self.tekstversie, self.gegeven_op
        )


class ToestemmingsweigeringIn(_OverToestemming):
    """Consent that was refused."""

    weigeraar: Regel
    geweigerd_op: Dag

    def opdracht(self) -> WeigerToestemming:
        """The command."""
        return WeigerToestemming(
            self.persoon_id, self.doel, self.weigeraar, self.hoedanigheid, self.geweigerd_op
        )


class ToestemmingsintrekkingIn(_OverToestemming):
    """Consent that was withdrawn."""

    intrekker: Regel
    ingetrokken_op: Dag

    def opdracht(self) -> TrekToestemmingIn:
        """The command."""
        return TrekToestemmingIn(
            self.persoon_id, self.doel, self.intrekker, self.hoedanigheid, self.ingetrokken_op
        )


# --- triage -------------------------------------------------------------------------------------------------


class OordeelIn(Model):
    """What triage found of one criterion."""

    criterium: Code
    oordeel: Oordeel
    waarom: Tekst


class TriageIn(Model):
    """The weighing of an aanmelding."""

    oordelen: Annotated[list[OordeelIn], Field(max_length=MEEST)]
    uitkomst: Uitkomst
    motivering: Tekst
    wegers: Codes = Field(description="Wie hebben gewogen: codes van organisaties of medewerkers.")
    doorverwezen_naar: Regel | None = None

    def opdracht(self) -> Trieer:
        """The command."""
        oordelen = tuple(Criteriumoordeel(o.criterium, o.oordeel, o.waarom) for o in self.oordelen)
        return Trieer(oordelen, self.uitkomst, self.motivering, tuple(self.wegers), self.doorverwezen_naar)


# --- regie --------------------------------------------------------------------------------------------------


class RegieIn(Model):
    """Who gets the regie."""

    regie: Regie
    medewerker: Code = Field(description="Pseudonieme id van de medewerker.")
    organisatie: Code

    def opdracht(self) -> WijsRegieToe:
        """The command."""
        return WijsRegieToe(self.regie, self.medewerker, self.organisatie)


class DeelnemerIn(Model):
    """Who takes part."""

    medewerker: Code = Field(description="Pseudonieme id van de medewerker.")
    organisatie: Code
    namens: Regel = Field(description="In welke functie.")

    def opdracht(self) -> VoegDeelnemerToe:
        """The command."""
        return VoegDeelnemerToe(self.medewerker, self.organisatie, self.namens)


class DeelnemersverwijderingIn(Model):
    """Who no longer takes part."""

    medewerker: Code = Field(description="Pseudonieme id van de medewerker.")
    reden: Tekst


# --- ICO ----------------------------------------------------------------------------------------------------


class GenodigdeIn(Model):
    """An organisation that is invited."""

    organisatie: Code
    vraag: Tekst


class ClientdeelnameIn(Model):
    """Whether the client can attend."""

    veiligheid: Veiligheidsweging
    vooraf_besproken_op: Dag | None = None

    def clientdeelname(self) -> Clientdeelname:
        """The value of the domain."""
        return Clientdeelname(self.veiligheid, self.vooraf_besproken_op)


class IcoIn(Model):
    """An ICO to plan."""

    ico_id: NieuwId | None = Field(default=None, description="Eigen id; dan is nog eens sturen onschadelijk.")
    doel: Tekst
    begint: Tijdstip
    vorm: Vorm
    genodigden: Annotated[list[GenodigdeIn], Field(max_length=MEEST)]
    plaats: Regel | None = None
    clientdeelname: ClientdeelnameIn | None = None

    def opdracht(self, *, nieuw_id: Callable[[], UUID]) -> PlanICO:
        """The command."""
        return PlanICO(
            ico_id=self.ico_id or nieuw_id(),
            doel=self.doel,
            begint=self.begint,
            vorm=self.vorm,
            genodigden=tuple(
                Genodigde(genodigde.organisatie, genodigde.vraag) for genodigde in self.genodigden
            ),
            plaats=self.plaats,
            clientdeelname=self.clientdeelname.clientdeelname() if self.clientdeelname else None,
        )


class VerzettingIn(Model):
    """To when an ICO moves."""

    begint: Tijdstip
    reden: Tekst


class InbrengIn(Model):
    """What one organisation told about one person."""

    persoon_id: UUID
    organisatie: Code
    tekst: Tekst
    geheimhouding: Geheimhouding = Geheimhouding.GEEN

    def inbreng(self) -> Inbreng:
        """The value of the domain."""
        return Inbreng(self.persoon_id, self.organisatie, self.tekst, self.geheimhouding)


class VerslagIn(Model):
    """An ICO that was held."""

    gehouden_op: Dag
    aanwezig: Codes = Field(description="Welke organisaties er waren.")
    verslag: Tekst
    inbreng: list[InbrengIn] = Field(default_factory=list, max_length=200)

    def opdracht(self, ico_id: UUID) -> LegICOVast:
        """The command."""
        inbreng = tuple(deel.inbreng() for deel in self.inbreng)
        return LegICOVast(ico_id, self.gehouden_op, tuple(self.aanwezig), self.verslag, inbreng)


class AfspraakIn(Model):
    """Who does what."""

    wie: Regel
    wat: Tekst

    def afspraak(self) -> Afspraak:
        """The value of the domain."""
        return Afspraak(self.wie, self.wat)


Afspraken = Annotated[list[AfspraakIn], Field(max_length=MEEST)]


class AdviesIn(Model):
    """The zwaarwegend advies of an ICO."""

    samenvatting: Tekst
    advies: Tekst
    afspraken: Afspraken = Field(default_factory=list)
    verklarende_analyse: Tekst | None = None

    def opdracht(self, ico_id: UUID) -> BrengAdviesUit:
        """The command."""
        afspraken = tuple(deel.afspraak() for deel in self.afspraken)
        return BrengAdviesUit(ico_id, self.samenvatting, self.advies, afspraken, self.verklarende_analyse)


class AnalyseIn(Model):
    """A verklarende analyse to ask for."""

    analyse_id: NieuwId | None = Field(
        default=None, description="Eigen id; dan is nog eens sturen onschadelijk."
    )
    vraag: Tekst
    organisatie: Code
    uiterlijk: Dag

    def opdracht(self, *, nieuw_id: Callable[[], UUID]) -> VraagVerklarendeAnalyse:
        """The command."""
        analyse_id = self.analyse_id or nieuw_id()
        return VraagVerklarendeAnalyse(analyse_id, self.vraag, self.organisatie, self.uiterlijk)


class OpleveringIn(Model):
    """What an analysis says."""

    uitkomst: Tekst


# --- plan and monitoring ------------------------------------------------------------------------------------


class PlanIn(Model):
    """The plan."""

    doel: Tekst
    rolverdeling: Afspraken = Field(default_factory=list)

    def opdracht(self) -> StelPlanVast:
        """The command."""
        return StelPlanVast(self.doel, tuple(deel.afspraak() for deel in self.rolverdeling))


class ActieIn(Model):
    """An action."""

    actie_id: NieuwId | None = Field(
        default=None, description="Eigen id; dan is nog eens sturen onschadelijk."
    )
    omschrijving: Tekst
    organisatie: Code
    medewerker: Code | None = Field(default=None, description="Pseudonieme id van de medewerker.")
    uiterlijk: Dag

    def opdracht(self, *, nieuw_id: Callable[[], UUID]) -> WijsActieToe:
        """The command."""
        actie_id = self.actie_id or nieuw_id()
        return WijsActieToe(actie_id, self.omschrijving, self.organisatie, self.uiterlijk, self.medewerker)


class AfrondingIn(Model):
    """How an action ended."""

    resultaat: Tekst


class VoortgangIn(Model):
    """How it stands."""

    tekst: Tekst
    aanzet: Aanzet

    def opdracht(self) -> LegVoortgangVast:
        """The command."""
        return LegVoortgangVast(self.tekst, self.aanzet)


class HeragenderingIn(Model):
    """When the case is back on the agenda."""

    datum: Dag = Field(description="De dag waarop de casus terugkomt.")
    reden: Tekst

    def opdracht(self) -> Heragendeer:
        """The command."""
        return Heragendeer(self.datum, self.reden)
