"""The invented world in which the stories happen: the rules decide every step, and what it writes is noted."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import assert_never, cast
from uuid import UUID

from api.demo.dagen import agenda_sluit
from api.demo.geheugen import Geheugen, Klok, Schrijfsel, Zoeksleutels, schelpen, verzonnen_omgeving
from api.demo.lijsten import Demolijsten
from api.demo.stappen import (
    Aanmelding,
    BegintLijst,
    BijCasus,
    BijConsultatie,
    BijOverleg,
    BijVerzoek,
    ControleertLijst,
    GeefVerder,
    Houd,
    KeurtLijstGoed,
    KijkSamenloop,
    OntvangtVerzoek,
    OpAgenda,
    OpLijst,
    Overleghandeling,
    PlanVooruit,
    Protocolstap,
    RondtVerzoekAf,
    Stap,
    SteltProtocolVoor,
    TrektLijstIn,
    VanAgenda,
    VernietigtLijst,
    Verzoekstap,
    VoertProtocolIn,
    Vraag,
    WistPersoon,
    ZegAf,
    ZetOm,
    ZoektPersoon,
)
from domain.casus.omstandigheden import LOPEND
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Betrokkene
from domain.consultatie.state import Consultatie
from domain.overleg.state import Overleg, Overlegfase
from domain.overleg.waarden import Overlegsoort
from domain.tafels import Tafel
from domain.vernietigingslijst.state import Vernietigingslijst
from domain.verzoek.state import Verzoek
from infra.definitions import Definities
from infra.omgeving import NEDERLAND
from infra.optekenen import Opdrachtgever
from infra.shell import OnbekendeCasus
from infra.vernietiging.lijsten import Vernietigingslijsten
from infra.vernietiging.wissing import Wissingen


@dataclass(frozen=True)
class Bekende:
    """Somebody whom a case is about, and which one."""

    mens: Betrokkene
    casusnummer: str
    tafel: str
    regio: str


class Wereld:
    """Streams in memory, the shells on them, and what the stories know of each other."""

    def __init__(
        self, definities: Definities, toeval: Random, *, vandaag: date, sleutels: Zoeksleutels
    ) -> None:
        """``toeval`` gives the ids and numbers that the service would give out; up to ``vandaag`` is told."""
        self.definities = definities
        self.vandaag = vandaag
        self.bekenden: list[Bekende] = []
        self._geheugen = Geheugen()
        self._klok = Klok()
        omgeving = verzonnen_omgeving(self._klok, toeval)
        alles = schelpen(self._geheugen, omgeving=omgeving, definities=definities, sleutels=sleutels)
        self._shell, self._overleggen, self._consultaties = alles.shell, alles.overleggen, alles.consultaties
        self._lijsten = Demolijsten(self._geheugen, alles.optekenaar, self._shell, self._consultaties)
        # What puts an erasure on lists needs of those what ``Demolijsten`` has as well.
        self._verzoeken = alles.verzoeken(Wissingen(cast("Vernietigingslijsten", self._lijsten)))
        self._gepland: defaultdict[tuple[str, Overlegsoort], list[UUID]] = defaultdict(list)
        self._beloofd: defaultdict[UUID, int] = defaultdict(int)

    def doe(self, stap: Stap) -> list[Schrijfsel]:
        """Let a step happen, and say what it wrote.

        Raises:
            Weigering: the rules do not allow it.
        """
        self._klok.moment = stap.op
        self._geheugen.geschreven = []
        self._doe(stap)
        return self._geheugen.geschreven

    def _doe(self, stap: Stap) -> None:  # noqa: C901 one branch for each kind of step
        wat, namens = stap.wat, stap.namens
        match wat:
            case Aanmelding():
                self._shell.meld_aan(wat.tafel, wat.opdracht, namens=namens)
            case BijCasus():
                self._shell.voer_uit(wat.casusnummer, wat.opdracht, namens=namens)
            case KijkSamenloop():
                self._shell.raadpleeg_samenloop(wat.casusnummer, wat.persoon_id, namens=namens)
            case GeefVerder():
                self._shell.geef_door(wat.casusnummer, wat.naar, organisatie=wat.organisatie, namens=namens)
            case Vraag():
                self._consultaties.stel_vraag(wat.tafel, wat.opdracht, namens=namens)
            case BijConsultatie():
                self._consultaties.voer_uit(wat.consultatienummer, wat.opdracht, namens=namens)
            case ZetOm():
                self._consultaties.zet_om(wat.consultatienummer, wat.aanvulling, namens=namens)
            case OpLijst() | ControleertLijst() | KeurtLijstGoed() | TrektLijstIn():
                self._lijsten.doe(wat, namens)
            case BegintLijst() | VernietigtLijst():
                self._lijsten.doe(wat, namens)
            case OntvangtVerzoek() | BijVerzoek() | ZoektPersoon() | WistPersoon() | RondtVerzoekAf():
                self._doe_bij_verzoek(wat, namens)
            case SteltProtocolVoor() | VoertProtocolIn():
                self._doe_bij_protocol(wat, namens)
            case _:
                self._doe_bij_overleg(wat, namens)

    def _doe_bij_overleg(self, wat: Overleghandeling, namens: Opdrachtgever) -> None:
        overleggen = self._overleggen
        match wat:
            case PlanVooruit():
                gedaan = overleggen.plan_reeks(wat.tafel, wat.reeks, van=wat.van, tot=wat.tot, namens=namens)
                self._gepland[wat.tafel, wat.reeks.soort] += [een.overleg_id for een in gedaan]
            case BijOverleg():
                overleggen.voer_uit(wat.overleg_id, wat.opdracht, namens=namens)
            case OpAgenda(overleg_id=overleg_id, agendapunt_id=punt_id):
                overleggen.zet_op_agenda(
                    overleg_id, wat.casusnummer, wat.soort, agendapunt_id=punt_id, namens=namens
                )
            case VanAgenda():
                overleggen.haal_van_agenda(wat.overleg_id, wat.agendapunt_id, wat.reden, namens=namens)
            case ZegAf():
                overleggen.zeg_af(wat.overleg_id, wat.reden, namens=namens)
            case Houd(aanwezig=aanwezig, verslag=verslag, besproken=besproken):
                overleggen.houd(
                    wat.overleg_id, aanwezig=aanwezig, verslag=verslag, besproken=besproken, namens=namens
                )
            case _:
                assert_never(wat)

    def _doe_bij_verzoek(self, wat: Verzoekstap, namens: Opdrachtgever) -> None:
        match wat:
            case OntvangtVerzoek():
                self._verzoeken.ontvang(wat.opdracht, namens=namens)
            case BijVerzoek():
                self._verzoeken.voer_uit(wat.verzoeknummer, wat.opdracht, namens=namens)
            case ZoektPersoon():
                self._verzoeken.zoek(wat.verzoeknummer, namens=namens)
            case WistPersoon():
                self._verzoeken.zet_wissing_uit(wat.verzoeknummer, namens=namens)
            case RondtVerzoekAf():
                self._verzoeken.rond_af(wat.verzoeknummer, namens=namens)
            case _:
                assert_never(wat)

    def _doe_bij_protocol(self, wat: Protocolstap, namens: Opdrachtgever) -> None:
        protocollen, protocol = self._shell.protocollen, wat.protocol
        match wat:
            case SteltProtocolVoor():
                protocollen.stel_voor(protocol, namens=namens)
            case VoertProtocolIn():
                protocollen.voer_in(protocol, namens=namens)
                for casusnummer in self._casussen(protocol.regime):
                    self._shell.herreken(casusnummer, namens=namens)
            case _:
                assert_never(wat)

    def _casussen(self, regime: str) -> list[str]:
        """The cases of a regime whose data are still there."""
        return [
            nummer
            for nummer, waar in sorted(self._geheugen.nummers.items())
            if self._shell.laad_stroom(waar.stroom_id).casus.regime == regime
        ]

    # --- looking round ---

    def organisaties(self, tafel: Tafel) -> tuple[str, ...]:
        """The organisations of the region of a table."""
        regios = self.definities.regios.values()
        return tuple(
            keuze.code for regio in regios if regio.naam == tafel.regio for keuze in regio.organisaties
        )

    def casus(self, casusnummer: str) -> Casus:
        """A case as it is now."""
        return self._shell.laad(casusnummer).casus

    def consultatie(self, consultatienummer: str) -> Consultatie:
        """A consultatie as it is now."""
        return self._consultaties.laad(consultatienummer)

    def lijst(self, lijstnummer: str) -> Vernietigingslijst:
        """A vernietigingslijst as it is now."""
        return self._lijsten.lijst(lijstnummer)

    def verzoek(self, verzoeknummer: str) -> Verzoek:
        """A verzoek as it is now."""
        return self._verzoeken.laad(verzoeknummer)

    def vindplaatsen(self, verzoeknummer: str, mens: Betrokkene) -> tuple[UUID, ...]:
        """Of what a search found, the places where this name and birth date stand; a BSN here may be of two people."""
        gezocht = {een.koppeling_id: een for een in self._geheugen.koppelingen}
        gevonden = []
        for vondst in self.verzoek(verzoeknummer).vondsten:
            waar = gezocht[vondst.koppeling_id]
            daar = self._shell.laad_stroom(waar.stroom_id).casus.betrokkene(waar.persoon_id)
            if daar is not None and (daar.naam, daar.geboortedatum) == (mens.naam, mens.geboortedatum):
                gevonden.append(vondst.koppeling_id)
        return tuple(gevonden)

    def overleg(self, overleg_id: UUID) -> Overleg:
        """An overleg as it is now."""
        return self._overleggen.laad(overleg_id)

    def begint(self, overleg_id: UUID) -> datetime:
        """When an overleg begins, as it stands now."""
        begint = self.overleg(overleg_id).begint
        if begint is None:
            raise ValueError("Every overleg of a story was planned.")
        return begint

    def gepland(self, tafel: str, soort: Overlegsoort) -> tuple[UUID, ...]:
        """All meetings of a kind that were ever planned at a table."""
        return tuple(self._gepland[tafel, soort])

    def beloof_plaats(
        self, tafel: Tafel, soort: Overlegsoort, *, nu: datetime, op: date | None = None
    ) -> UUID | None:
        """Keep a place at the first meeting (on a day) whose agenda is open and not full, and say which that is."""
        for overleg_id in self._gepland[tafel.id, soort]:
            overleg = self.overleg(overleg_id)
            if overleg.fase is not Overlegfase.GEPLAND or overleg.gepland is None:
                continue
            begint = self.begint(overleg_id)
            if nu >= agenda_sluit(begint) or (op is not None and begint.astimezone(NEDERLAND).date() != op):
                continue
            if self._beloofd[overleg_id] < overleg.gepland.capaciteit:
                self._beloofd[overleg_id] += 1
                return overleg_id
        return None

    def bekend_in(self, tafel: Tafel) -> Betrokkene | None:
        """Somebody about whom a case of another table in the region runs."""
        for bekende in reversed(self.bekenden):
            if bekende.regio == tafel.regio and bekende.tafel != tafel.id and self._loopt(bekende):
                return bekende.mens
        return None

    def _loopt(self, bekende: Bekende) -> bool:
        try:
            return self.casus(bekende.casusnummer).fase in LOPEND - {Fase.AFGESCHAALD}
        except OnbekendeCasus:
            return False
