"""The parts of a casus as they are answered: the melding, consent and gezag, the triage, and who works on it."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.rest.delen import Uit, UtcTijdstip
from domain.casus.events import (
    BetrokkeneGeinformeerd,
    GezagVastgelegd,
    Opgeschaald,
    Teruggeschaald,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
)
from domain.casus.state import (
    Agendapunt,
    Analyse,
    Doorgiftevraag,
    Gezagsfeit,
    Informeerfeit,
    Toestemmingsfeit,
)
from domain.casus.waarden import (
    Betrokkenheid,
    Doorgifte,
    Doorgifteantwoord,
    Gezag,
    Hoedanigheid,
    Onderzoek,
    Oordeel,
    Regie,
    Uitkomst,
    Uitstelgrond,
    Voorwaardesoort,
)
from domain.overleg.waarden import Puntsoort
from domain.rollen import Rol


class WieUit(Uit):
    """Somebody whom a case is about, by name or, at a table that discusses anonymously, by role."""

    persoon_id: UUID
    betrokkenheid: Betrokkenheid
    naam: str


MENS_BEPERKT = "Is de verwerking van deze gegevens nu beperkt (AVG artikel 18)? Dan werkt niemand ermee."
CASUS_BEPERKT = (
    "Is de verwerking nu beperkt (AVG artikel 18), van de hele casus of van een betrokkene? "
    "Bij 'betrokkenen' staat van wie; 'GET /v1/casussen/{casusnummer}/bewaring' geeft de grond."
)


class WieInCasusUit(WieUit):
    """Somebody whom a case is about, in a list of cases."""

    beperkt: bool = Field(description=MENS_BEPERKT)


class BetrokkeneUit(Uit):
    """Somebody whom the case is about."""

    persoon_id: UUID
    betrokkenheid: Betrokkenheid
    naam: str
    geboortedatum: date | None
    bsn: str | None = Field(description="Alleen voor procesregisseur en secretaris; voor anderen sterretjes.")
    adres: str | None
    toelichting: str | None


class BetrokkeneInCasusUit(BetrokkeneUit):
    """Somebody whom the case is about, in the case itself."""

    beperkt: bool = Field(description=MENS_BEPERKT)


class CriteriumfeitUit(Uit):
    """The facts behind one criterion."""

    criterium: str
    feiten: str


class VoorcontactUit(Uit):
    """The contact beforehand."""

    op: date
    met: str


class GrondslagUit(Uit):
    """The legal ground."""

    grondslag: str
    toelichting: str


class ToestemmingUit(Uit):
    """A word on consent."""

    soort: Literal["gegeven", "geweigerd", "ingetrokken"]
    persoon_id: UUID
    doel: str
    wie: str
    hoedanigheid: Hoedanigheid
    op: date
    tekstversie: str | None = None

    @classmethod
    def van(cls, feit: Toestemmingsfeit) -> "ToestemmingUit":
        """One form for the three facts."""
        samen = {"persoon_id": feit.persoon_id, "doel": feit.doel, "hoedanigheid": feit.hoedanigheid}
        if isinstance(feit, ToestemmingGegeven):
            eigen = {"wie": feit.gever, "op": feit.gegeven_op, "tekstversie": feit.tekstversie}
            return cls.model_validate({"soort": "gegeven", **samen, **eigen})
        if isinstance(feit, ToestemmingGeweigerd):
            return cls.model_validate(
                {"soort": "geweigerd", **samen, "wie": feit.weigeraar, "op": feit.geweigerd_op}
            )
        return cls.model_validate(
            {"soort": "ingetrokken", **samen, "wie": feit.intrekker, "op": feit.ingetrokken_op}
        )


class GezagUit(Uit):
    """Who has gezag over a minor: as the register says, or as somebody judged."""

    soort: Literal["vastgelegd", "beoordeeld"]
    persoon_id: UUID
    gezag: Gezag
    onderzoek: Onderzoek | None = None
    herkomst: str | None = None
    toelichting: str | None = None

    @classmethod
    def van(cls, feit: Gezagsfeit) -> "GezagUit":
        """One form for the two facts."""
        if isinstance(feit, GezagVastgelegd):
            return cls.model_validate({"soort": "vastgelegd", **vars(feit)})
        return cls.model_validate({"soort": "beoordeeld", **vars(feit), "gezag": feit.geldt_als})


class InformerenUit(Uit):
    """That somebody was told that data are processed, or that it waits."""

    soort: Literal["geinformeerd", "uitgesteld"]
    persoon_id: UUID
    wijze: str | None = None
    geinformeerd_op: date | None = None
    grond: Uitstelgrond | None = None
    toelichting: str | None = None
    herzien_op: date | None = None

    @classmethod
    def van(cls, feit: Informeerfeit) -> "InformerenUit":
        """One form for the two facts."""
        soort = "geinformeerd" if isinstance(feit, BetrokkeneGeinformeerd) else "uitgesteld"
        return cls.model_validate({"soort": soort, **vars(feit)})


class TrefferUit(Uit):
    """Another table that knows somebody."""

    tafel: str
    contact: str = Field(description="Wie u kunt bellen.")


class SamenloopUit(Uit):
    """A look at the other tables."""

    persoon_id: UUID
    raadpleging_id: UUID
    geraadpleegd_op: date
    treffers: list[TrefferUit]


class DoorgegevenUit(Uit):
    """Where the case went."""

    naar: str
    casusnummer: str = Field(
        description="Het nummer daar. Alleen voor wie de casus doorgaf of daar mag lezen; voor anderen sterretjes."
    )
    meegegeven: list[str]
    niet_meegegeven: list[str]


class MonitormeldingUit(Uit):
    """The registration in the national monitor."""

    clientnummer: str
    kolommen: str
    gemeld_op: date


class AgendapuntUit(Uit):
    """A place on the agenda of an overleg, and what became of it."""

    agendapunt_id: UUID
    overleg_id: UUID
    soort: Puntsoort
    begint: UtcTijdstip
    stand: Literal["op-agenda", "van-agenda", "besproken"]
    reden: str | None = None
    besproken_op: date | None = None
    aanwezig: list[str] = Field(default_factory=list)
    verslag: str | None = None

    @classmethod
    def van(cls, punt: Agendapunt) -> "AgendapuntUit":
        """The place and its end as one."""
        afloop = vars(punt.afloop) if punt.afloop is not None else {}
        stand = "op-agenda" if not afloop else "van-agenda" if "reden" in afloop else "besproken"
        return cls.model_validate({**afloop, **vars(punt.gezet), "stand": stand})


class AnalyseUit(Uit):
    """A verklarende analyse."""

    analyse_id: UUID
    vraag: str
    organisatie: str
    uiterlijk: date
    opgeleverd_op: date | None = None
    uitkomst: str | None = None

    @classmethod
    def van(cls, analyse: Analyse) -> "AnalyseUit":
        """The question and the answer as one."""
        opgeleverd = vars(analyse.opgeleverd) if analyse.opgeleverd is not None else {}
        return cls.model_validate({**opgeleverd, **vars(analyse.gevraagd)})


class SchalingUit(Uit):
    """The last step up, or back down."""

    soort: Literal["opgeschaald", "teruggeschaald"]
    naar: str
    reden: str

    @classmethod
    def van(cls, feit: Opgeschaald | Teruggeschaald) -> "SchalingUit":
        """One form for the two facts."""
        soort: Literal["opgeschaald", "teruggeschaald"] = (
            "opgeschaald" if isinstance(feit, Opgeschaald) else "teruggeschaald"
        )
        return cls(soort=soort, naar=feit.naar, reden=feit.reden)


class OordeelUit(Uit):
    """What triage found of one criterion."""

    criterium: str
    oordeel: Oordeel
    waarom: str


class TriageUit(Uit):
    """The weighing."""

    oordelen: list[OordeelUit]
    uitkomst: Uitkomst
    motivering: str
    wegers: list[str]
    doorverwezen_naar: str | None
    terug_op: date | None


class RegieUit(Uit):
    """Who has the regie."""

    regie: Regie
    medewerker: str
    organisatie: str


class DeelnemerUit(Uit):
    """Who takes part."""

    medewerker: str
    organisatie: str
    namens: str


class InbrengvoorwaardeUit(Uit):
    """What an organisation asks of whoever uses what it brought in."""

    voorwaarde_id: UUID = Field(description="Het id van de voorwaarde.")
    organisatie: str
    voorwaarde: Voorwaardesoort = Field(
        description="Wie het mag lezen ('alleen-rollen'), of waar het niet heen mag (WGS artikel 2.29, lid 3)."
    )
    rollen: list[Rol] = Field(description="Bij 'alleen-rollen': wie het mag lezen.")
    toelichting: str


class DoorgifteUit(Uit):
    """A question to an organisation that wants to be asked first, and its last word."""

    doorgifte_id: UUID = Field(description="Het id van de vraag.")
    voorwaarde_id: UUID = Field(description="De voorwaarde waarom dit eerst gevraagd moet worden.")
    organisatie: str = Field(description="Aan welke organisatie het is gevraagd.")
    waarheen: Doorgifte
    naar: str | None = Field(description="Bij 'andere-tafel': welke.")
    toelichting: str = Field(description="Waarom de gegevens daarheen moeten.")
    antwoord: Doorgifteantwoord | None = Field(
        description="Het laatste antwoord. Leeg: dat is er nog niet, en zolang gaat het niet door."
    )
    antwoord_toelichting: str | None

    @classmethod
    def van(cls, vraag: Doorgiftevraag) -> "DoorgifteUit":
        """The question and the answer side by side."""
        antwoord = vraag.beantwoord
        return cls.model_validate(
            {
                **vars(vraag.gevraagd),
                "antwoord": None if antwoord is None else antwoord.antwoord,
                "antwoord_toelichting": None if antwoord is None else antwoord.toelichting,
            }
        )
