"""The read log in sentences, for who wants to know who looked: when, who by organisation and role, and what for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.casus.events import SamenloopGeraadpleegd
from domain.historie import Opgetekend
from domain.rollen import Medewerker, Rol
from domain.tafels import Tafel
from infra.inzage.regel import Diepte, Inzagedoel, Inzagegrond, Inzageregel, Inzageuitkomst, Regelsoort
from projections.dagen import tijdstip
from projections.woorden import Tafelwoorden

DOEL = {
    "verlenging": "het verlengen van de bewaartermijn",
    "afsluiting": "het afsluiten van de casus",
    "beheer": "beheer",
    "bericht": "een bericht over de casus",
    "bewaring": "het bewaren van gegevens",
    "casusbehandeling": "het werk aan de casus",
    "casusoverleg": "een overleg over de casus",
    "consultatie": "advies over een vraag",
    "controle": "controle",
    "export": "een lijst als bestand",
    "doorgeven": "het doorgeven van de casus aan een andere tafel",
    "informeren": "het informeren van betrokkenen",
    "landelijke-monitor": "de landelijke monitor",
    "melding": "de aanmelding",
    "privacyprotocol": "het privacyprotocol",
    "monitoring": "het volgen van de casus",
    "op-en-afschalen": "het opschalen of afschalen van de casus",
    "raadpleging": "een lijst van casussen",
    "regie": "het verdelen van de regie",
    "toestemming": "de toestemming",
    "triage": "de triage",
    "verantwoording": "verantwoording",
    "verwijdering": "het verwijderen van gegevens",
    "verzoek": "een verzoek van een betrokkene",
}
"""What the routes work for, after the word "voor"; a test holds these against the routes."""

GROND = {
    Inzagegrond.PRIVACYAUDIT: "een privacyaudit",
    Inzagegrond.INTERNE_CONTROLE: "interne controle",
    Inzagegrond.BEVEILIGING: "de beveiliging van gegevens",
    Inzagegrond.RECHTSVORDERING: "een rechtszaak",
    Inzagegrond.KLACHT: "een klacht",
    Inzagegrond.VERZOEK_BETROKKENE: "een verzoek van een betrokkene",
    Inzagegrond.NOODGEVAL: "een noodgeval",
}

ROL = {
    Rol.MELDER: "melder",
    Rol.SECRETARIS: "secretaris",
    Rol.PROCESREGISSEUR: "procesregisseur",
    Rol.VOORZITTER: "voorzitter",
    Rol.VERTEGENWOORDIGER: "vertegenwoordiger aan de tafel",
    Rol.CASUSREGISSEUR: "casusregisseur",
    Rol.DEELNEMER: "deelnemer",
    Rol.AUDITOR: "auditor",
    Rol.COMPLIANCE: "compliance officer",
    Rol.FG: "functionaris gegevensbescherming",
    Rol.ARCHIVARIS: "archivaris",
    Rol.BEHEERDER: "beheerder",
}

GEZIEN = {
    Diepte.VOLLEDIG: "zag gegevens met naam",
    Diepte.ROLLEN: "zag gegevens zonder naam",
    Diepte.PSEUDONIEM: "zag alleen nummers, codes en data",
    Diepte.GEEN: "kreeg niets te zien",
}


@dataclass(frozen=True)
class Raadpleging:
    """A look that a fact of the casus records, and not a line: whether another table knows somebody."""

    op: datetime
    wie: Medewerker
    persoon_id: UUID


def raadplegingen(historie: Iterable[Opgetekend], *, persoon_id: UUID | None) -> list[Raadpleging]:
    """The looks that the facts of a casus record, the oldest first; of one person, or of all."""
    return [
        Raadpleging(
            feit.envelop.op,
            Medewerker(feit.envelop.wie or "", feit.envelop.rol, feit.envelop.organisatie or ""),
            feit.gebeurtenis.persoon_id,
        )
        for feit in historie
        if isinstance(feit.gebeurtenis, SamenloopGeraadpleegd)
        and persoon_id in (None, feit.gebeurtenis.persoon_id)
    ]


class Inzagezinnen:
    """The lines in words: organisations by their names at the table, purposes by what was put on record."""

    def __init__(self, tafels: Mapping[str, Tafel], doelen: Mapping[UUID, Inzagedoel]) -> None:
        """Take the tables by id, and the purposes that the lines name."""
        self._tafels, self._doelen = tafels, doelen

    def zin(self, regel: Inzageregel) -> str:
        """One line as a sentence. It names no employee: to whom this is told, that is no business of theirs."""
        organisatie = Tafelwoorden(self._tafels.get(regel.tafel or "")).organisatie(regel.wie.organisatie)
        wie, wanneer = f"iemand van {organisatie} ({ROL[regel.wie.rol]})", tijdstip(regel.op)
        if regel.soort is Regelsoort.DOEL:
            grond = GROND[Inzagegrond(regel.rest["grond"])]
            return f"Op {wanneer} legde {wie} vast te willen kijken voor {grond}."
        waarvoor = self._waarvoor(regel)
        if regel.casus is None and Inzageuitkomst(regel.rest["uitkomst"]) is Inzageuitkomst.GETOOND:
            return f"Op {wanneer} keek {wie} in het inzagelogboek, voor {waarvoor}."
        if Inzageuitkomst(regel.rest["uitkomst"]) is not Inzageuitkomst.GETOOND:
            return f"Op {wanneer} wilde {wie} kijken voor {waarvoor}, en kreeg niets te zien."
        return f"Op {wanneer} keek {wie} voor {waarvoor}, en {GEZIEN[Diepte(regel.rest['diepte'])]}."

    def raadpleegzin(self, raadpleging: Raadpleging, tafel: str) -> str:
        """The same for a look that a fact records."""
        organisatie = Tafelwoorden(self._tafels.get(tafel)).organisatie(raadpleging.wie.organisatie)
        wie = f"iemand van {organisatie} ({ROL[raadpleging.wie.rol]})"
        return (
            f"Op {tijdstip(raadpleging.op)} vroeg {wie} voor de triage of een andere tafel deze persoon kent."
        )

    def _waarvoor(self, regel: Inzageregel) -> str:
        doel = self._doelen.get(regel.inzagedoel) if regel.inzagedoel is not None else None
        code: str = regel.rest["doel"]
        if doel is None and regel.wie.rol is Rol.AUDITOR:
            # Whatever the route works for: an auditor does no work on a case.
            return DOEL["controle"]
        return GROND[doel.grond] if doel is not None else DOEL.get(code, code)

    def overzicht(
        self, regels: Iterable[Inzageregel], ook: Iterable[Raadpleging] = (), tafel: str = ""
    ) -> str:
        """Write out who looked, one sentence a line, the oldest first; in Markdown."""
        # A look at several people of a case is one look.
        per_keer = {(regel.rest.get("spoor"), self.zin(regel)): regel.op for regel in regels}
        alles = [(op, zin) for (_, zin), op in per_keer.items()]
        alles += ((keer.op, self.raadpleegzin(keer, tafel)) for keer in ook)
        zinnen = [f"- {zin}" for _, zin in sorted(alles)]
        if not zinnen:
            return "# Wie heeft er gekeken?\n\nVolgens het inzagelogboek heeft niemand gekeken."
        kop = "# Wie heeft er gekeken?\n\nDit staat in het inzagelogboek, de oudste inzage eerst."
        return "\n".join((kop, "", *zinnen))
