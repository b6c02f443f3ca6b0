"""The read log in sentences, for who wants to know who looked: when, who by organisation and role, and what for."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from domain.rollen import Rol
from domain.tafels import Tafel
from infra.inzage.regel import Diepte, Inzagedoel, Inzagegrond, Inzageregel, Inzageuitkomst, Regelsoort
from projections.dagen import tijdstip
from projections.woorden import Tafelwoorden

DOEL = {
    "afsluiting": "het afsluiten van de casus",
    "casusbehandeling": "het werk aan de casus",
    "casusoverleg": "een overleg over de casus",
    "consultatie": "advies over een vraag",
    "controle": "controle",
    "doorgeven": "het doorgeven van de casus aan een andere tafel",
    "informeren": "het informeren van betrokkenen",
    "landelijke-monitor": "de landelijke monitor",
    "melding": "de aanmelding",
    "monitoring": "het volgen van de casus",
    "op-en-afschalen": "het opschalen of afschalen van de casus",
    "raadpleging": "een lijst van casussen",
    "regie": "het verdelen van de regie",
    "toestemming": "de toestemming",
    "triage": "de triage",
    "verantwoording": "verantwoording",
    "verwijdering": "het verwijderen van gegevens",
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
    Rol.DEELNEMER: "deelnemer aan de casus",
    Rol.AUDITOR: "auditor",
    Rol.COMPLIANCE: "compliance officer",
    Rol.BEHEERDER: "beheerder",
}

GEZIEN = {
    Diepte.VOLLEDIG: "zag gegevens met naam",
    Diepte.ROLLEN: "zag gegevens zonder naam",
    Diepte.PSEUDONIEM: "zag alleen nummers, codes en data",
    Diepte.GEEN: "kreeg niets te zien",
}


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
        if Inzageuitkomst(regel.rest["uitkomst"]) is not Inzageuitkomst.GETOOND:
            return f"Op {wanneer} wilde {wie} kijken voor {waarvoor}, en kreeg niets te zien."
        return f"Op {wanneer} keek {wie} voor {waarvoor}, en {GEZIEN[Diepte(regel.rest['diepte'])]}."

    def _waarvoor(self, regel: Inzageregel) -> str:
        doel = self._doelen.get(regel.inzagedoel) if regel.inzagedoel is not None else None
        code: str = regel.rest["doel"]
        return GROND[doel.grond] if doel is not None else DOEL.get(code, code)

    def overzicht(self, regels: Iterable[Inzageregel]) -> str:
        """Write out who looked, one sentence a line, the oldest first; in Markdown."""
        zinnen = [f"- {self.zin(regel)}" for regel in sorted(regels, key=lambda regel: regel.positie)]
        if not zinnen:
            return "# Wie heeft er gekeken?\n\nVolgens het inzagelogboek heeft niemand gekeken."
        kop = "# Wie heeft er gekeken?\n\nDit staat in het inzagelogboek, de oudste inzage eerst."
        return "\n".join((kop, "", *zinnen))
