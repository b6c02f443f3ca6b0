"""From a command on an overleg to recorded facts; its agenda is recorded with the casussen too.

Only ``kluis.agendapunt`` knows which casus an agenda item is: it goes with the casus, and the overleg stays.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import cast
from uuid import NAMESPACE_URL, UUID, uuid5

from domain.casus.commands import HaalVanAgenda, LegBesprekingVast, Opdracht, ZetOpAgenda
from domain.casus.state import Casus, Fase
from domain.historie import Opgetekend, van_overleg
from domain.overleg.commands import (
    HoudOverleg,
    Overlegopdracht,
    PlanOverleg,
    SchrapAgendapunt,
    VoegAgendapuntToe,
    ZegOverlegAf,
)
from domain.overleg.decide import decide_overleg
from domain.overleg.events import Overlegfeit
from domain.overleg.omstandigheden import Overlegomstandigheden
from domain.overleg.planning import zittingen_te_plannen
from domain.overleg.state import Overleg, Overlegfase, vouw_overleg
from domain.overleg.waarden import Aanwezigheid, Overlegsoort, Puntsoort
from domain.rollen import Medewerker
from domain.tafels import Ritme, Tafel, Zitting
from domain.weigering import Weigering
from infra.kalender import feestdag
from infra.kluis import NIETS, Agendakoppeling, Bijwerking
from infra.omgeving import NEDERLAND
from infra.optekenen import Eerdere, Nieuw, Opdrachtgever, Optekenaar, Stroom, met_nieuwe_kans
from infra.shell import Shell
from infra.uitkomst import Geladen

UIT_HET_RITME = 5
"""The version of the ids that follow from table, kind and day; nobody else gives such an id."""
NIET_AAN_TOEGEKOMEN = "Het overleg is er niet aan toegekomen."


class OnbekendOverleg(Exception):
    """No overleg has this id."""


@dataclass(frozen=True)
class Overleguitkomst:
    """What a command on an overleg led to. ``nieuw`` is empty where it changed nothing."""

    overleg_id: UUID
    overleg: Overleg
    versie: int
    positie: int
    nieuw: tuple[Overlegfeit, ...]


@dataclass(frozen=True)
class Reeks:
    """How the meetings of a rhythm are planned: at what time, for how long, in what form, for how many cases."""

    soort: Overlegsoort
    begint: time
    minuten: int
    capaciteit: int
    opdracht: PlanOverleg
    """The pattern that is filled in for each day."""


@dataclass(frozen=True)
class _Gelezen:
    stroom: Stroom
    overleg: Overleg


@dataclass(frozen=True)
class _Ernaast:
    """What a command on an overleg leads to in the casussen on its agenda."""

    stromen: tuple[Nieuw, ...] = ()
    bijwerking: Bijwerking = NIETS


class Overleggen:
    """The one place where commands on an overleg become facts."""

    def __init__(self, optekenaar: Optekenaar, shell: Shell) -> None:
        """Take what reads and writes streams, and the shell of the casussen."""
        self._optekenaar = optekenaar
        self._shell = shell

    def laad(self, overleg_id: UUID) -> Overleg:
        """The overleg as it is.

        Raises:
            OnbekendOverleg: there is none with this id.
        """
        return self._laad(overleg_id).overleg

    def historie(self, overleg_id: UUID) -> tuple[Opgetekend, ...]:
        """What happened with it; raises as ``laad``."""
        return self._laad(overleg_id).stroom.historie

    def casussen_van(self, overleg: Overleg) -> dict[UUID, UUID]:
        """The stream of the casus of each agenda item that it ever had; of a casus that was destroyed there is none."""
        return self._koppelingen([punt.toegevoegd.agendapunt_id for punt in overleg.agendapunten])

    def plan(self, tafel_id: str, opdracht: PlanOverleg, *, namens: Opdrachtgever) -> Overleguitkomst:
        """Plan one overleg.

        Raises:
            OnbekendeTafel: there is no such table.
            Weigering: the rules do not allow it, or the id is of the kind that a rhythm gives its meetings.
        """
        if opdracht.overleg_id.version == UIT_HET_RITME:
            raise Weigering("Kies voor een overleg een willekeurige id (UUID versie 4).")
        return self._plan(tafel_id, opdracht, namens=namens)

    def _plan(self, tafel_id: str, opdracht: PlanOverleg, *, namens: Opdrachtgever) -> Overleguitkomst:
        tafel = self._shell.tafel(tafel_id)

        def poging() -> Overleguitkomst:
            gelezen = self._lees(opdracht.overleg_id)
            if eerder := namens.eerder(gelezen.stroom.historie):
                return _als_eerder(eerder)
            return self._schrijf(gelezen, self._beslis(gelezen, opdracht, tafel, namens.wie), namens=namens)

        return met_nieuwe_kans(poging)

    def plan_reeks(
        self, tafel_id: str, reeks: Reeks, *, van: date, tot: date, namens: Opdrachtgever
    ) -> list[Overleguitkomst]:
        """Plan every meeting of the table's rhythm from ``van`` up to and including ``tot`` that is not there yet.

        The id of a meeting follows from its day in the rhythm, so asking twice, also at once, plans nothing twice; what
        was moved or called off stays so. A public holiday moves a meeting, and the overleg says which.

        Raises:
            OnbekendeTafel, Weigering: as ``plan``; also where the table has no rhythm for this kind.
        """
        tafel = self._shell.tafel(tafel_id)
        ritme = ritme_van(tafel, reeks.soort)
        gedaan = []
        for zitting in zittingen_te_plannen(ritme, van=van, tot=tot, feestdag=feestdag, al_gepland=()):
            overleg_id = _vast_id(tafel, reeks.soort, zitting)
            if self._lees(overleg_id).overleg.fase is Overlegfase.GEEN:
                gedaan.append(self._plan(tafel_id, _voor(reeks, zitting, overleg_id), namens=namens))
        return gedaan

    def voer_uit(
        self,
        overleg_id: UUID,
        opdracht: Overlegopdracht,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Overleg], None] = lambda _: None,
    ) -> Overleguitkomst:
        """Carry out a command that touches the overleg alone: move it, invite, answer.

        Raises:
            OnbekendOverleg: there is none with this id.
            Weigering: the rules do not allow it.
        """
        return self._doe(overleg_id, lambda _: (opdracht, _Ernaast()), namens=namens, mag=mag)

    def zet_op_agenda(
        self,
        overleg_id: UUID,
        casusnummer: str,
        soort: Puntsoort,
        *,
        agendapunt_id: UUID,
        namens: Opdrachtgever,
        mag: Callable[[Overleg, Casus], None] = lambda _, __: None,
    ) -> Overleguitkomst:
        """Put a case of the same table on the agenda; in the overleg and in the casus, or in neither.

        Raises:
            OnbekendOverleg, OnbekendeCasus: the id or number leads nowhere.
            Weigering: no place, not this kind, or the case cannot be discussed for this now.
        """

        def ernaast(gelezen: _Gelezen) -> tuple[Overlegopdracht, _Ernaast]:
            geladen = self._shell.laad(casusnummer, bos=gelezen.stroom.bos)
            mag(gelezen.overleg, geladen.casus)
            begint = gelezen.overleg.begint
            if gelezen.overleg.gepland is None or begint is None:
                raise OnbekendOverleg
            if geladen.casus.tafel != gelezen.overleg.gepland.tafel:
                raise Weigering("Deze casus hoort bij een andere tafel dan dit overleg.")
            opdracht = ZetOpAgenda(agendapunt_id, overleg_id, soort, begint)
            feiten = self._shell.beslis(geladen, opdracht, wie=namens.wie)
            if not feiten:
                return VoegAgendapuntToe(agendapunt_id, soort), _Ernaast()
            if agendapunt_id in self._koppelingen([agendapunt_id]):
                raise Weigering("Dit agendapunt is al gebruikt. Maak een nieuw agendapunt.")
            koppeling = Agendakoppeling(agendapunt_id, overleg_id, geladen.stroom_id)
            naast = _Ernaast(
                (Nieuw(geladen.stroom_id, geladen.versie, feiten),), Bijwerking(agendapunten=(koppeling,))
            )
            return VoegAgendapuntToe(agendapunt_id, soort), naast

        return self._doe(overleg_id, ernaast, namens=namens)

    def haal_van_agenda(
        self,
        overleg_id: UUID,
        agendapunt_id: UUID,
        reden: str,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Overleg], None] = lambda _: None,
    ) -> Overleguitkomst:
        """Take a case off the agenda again; it waits as it did before."""

        def ernaast(gelezen: _Gelezen) -> tuple[Overlegopdracht, _Ernaast]:
            naast = self._naast(gelezen, [(agendapunt_id, HaalVanAgenda(agendapunt_id, reden))], namens.wie)
            return SchrapAgendapunt(agendapunt_id, reden), naast

        return self._doe(overleg_id, ernaast, namens=namens, mag=mag)

    def zeg_af(
        self,
        overleg_id: UUID,
        reden: str,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Overleg], None] = lambda _: None,
    ) -> Overleguitkomst:
        """Call the overleg off; every case on its agenda waits again."""

        def ernaast(gelezen: _Gelezen) -> tuple[Overlegopdracht, _Ernaast]:
            punten = [
                (
                    punt.agendapunt_id,
                    HaalVanAgenda(punt.agendapunt_id, f"Het overleg gaat niet door: {reden}"),
                )
                for punt in gelezen.overleg.agenda
            ]
            return ZegOverlegAf(reden), self._naast(gelezen, punten, namens.wie)

        return self._doe(overleg_id, ernaast, namens=namens, mag=mag)

    def houd(
        self,
        overleg_id: UUID,
        *,
        aanwezig: Sequence[Aanwezigheid],
        verslag: str,
        besproken: Mapping[UUID, str],
        namens: Opdrachtgever,
        mag: Callable[[Overleg], None] = lambda _: None,
    ) -> Overleguitkomst:
        """Write up an overleg: what was said of each case goes to that case, what was not reached waits again.

        Raises:
            OnbekendOverleg: there is none with this id.
            Weigering: the rules do not allow it, of the overleg or of one of the cases; then nothing is recorded.
        """

        def ernaast(gelezen: _Gelezen) -> tuple[Overlegopdracht, _Ernaast]:
            begint = gelezen.overleg.begint
            dag = begint.astimezone(NEDERLAND).date() if begint else self._optekenaar.omgeving.vandaag()
            wie = tuple(dict.fromkeys(iemand.genodigde for iemand in aanwezig))
            punten: list[tuple[UUID, Opdracht]] = []
            for punt in gelezen.overleg.agenda:
                punt_id = punt.agendapunt_id
                over_deze = besproken.get(punt_id)
                if over_deze is None:
                    punten.append((punt_id, HaalVanAgenda(punt_id, NIET_AAN_TOEGEKOMEN)))
                else:
                    punten.append((punt_id, LegBesprekingVast(punt_id, dag, wie, over_deze)))
            opdracht = HoudOverleg(tuple(aanwezig), verslag, tuple(besproken))
            return opdracht, self._naast(gelezen, punten, namens.wie)

        return self._doe(overleg_id, ernaast, namens=namens, mag=mag)

    # --- shared ---

    def _doe(
        self,
        overleg_id: UUID,
        wat: Callable[[_Gelezen], tuple[Overlegopdracht, _Ernaast]],
        *,
        namens: Opdrachtgever,
        mag: Callable[[Overleg], None] = lambda _: None,
    ) -> Overleguitkomst:
        """Decide on the overleg first, so that its refusals go before those of the cases; then write all at once."""

        def poging() -> Overleguitkomst:
            gelezen = self._laad(overleg_id)
            mag(gelezen.overleg)
            if eerder := namens.eerder(gelezen.stroom.historie):
                return _als_eerder(eerder)
            opdracht, naast = wat(gelezen)
            gepland = gelezen.overleg.gepland
            if gepland is None:
                raise OnbekendOverleg
            tafel = self._shell.definities.definitie(gepland.definitie)
            feiten = self._beslis(gelezen, opdracht, tafel, namens.wie)
            if naast.stromen and not feiten:
                raise Weigering("Dit is al vastgelegd, met een andere inhoud.")
            return self._schrijf(gelezen, feiten, namens=namens, naast=naast)

        return met_nieuwe_kans(poging)

    def _naast(self, gelezen: _Gelezen, punten: Sequence[tuple[UUID, Opdracht]], wie: Medewerker) -> _Ernaast:
        """What these agenda items lead to in their cases. A case whose data were destroyed is no longer linked."""
        stromen = self._koppelingen([punt_id for punt_id, _ in punten])
        nieuw = []
        for punt_id, opdracht in punten:
            if punt_id not in stromen:
                continue
            geladen = self._shell.laad_stroom(stromen[punt_id], bos=gelezen.stroom.bos)
            if geladen.casus.fase not in (Fase.GEEN, Fase.VERWIJDERD):
                nieuw.append(self._beslis_casus(geladen, opdracht, wie))
        return _Ernaast(tuple(deel for deel in nieuw if deel.feiten))

    def _beslis_casus(self, geladen: Geladen, opdracht: Opdracht, wie: Medewerker) -> Nieuw:
        try:
            feiten = self._shell.beslis(geladen, opdracht, wie=wie)
        except Weigering as weigering:
            raise Weigering(f"Bij casus {geladen.casus.casusnummer}: {weigering}") from weigering
        return Nieuw(geladen.stroom_id, geladen.versie, feiten)

    def _koppelingen(self, punten: Sequence[UUID]) -> dict[UUID, UUID]:
        with self._optekenaar.archief.datastore.get_connection() as verbinding:
            rijen = verbinding.execute(
                "SELECT agendapunt_id, stroom_id FROM kluis.agendapunt WHERE agendapunt_id = ANY(%s)",
                (list(punten),),
            ).fetchall()
        return {rij["agendapunt_id"]: rij["stroom_id"] for rij in rijen}

    def _beslis(
        self, gelezen: _Gelezen, opdracht: Overlegopdracht, tafel: Tafel, wie: Medewerker
    ) -> list[Overlegfeit]:
        bij = Overlegomstandigheden(self._optekenaar.omgeving.nu(), wie, tafel)
        return decide_overleg(gelezen.overleg, opdracht, bij=bij)

    def _schrijf(
        self,
        gelezen: _Gelezen,
        feiten: Sequence[Overlegfeit],
        *,
        namens: Opdrachtgever,
        naast: _Ernaast | None = None,
    ) -> Overleguitkomst:
        stroom, naast = gelezen.stroom, naast or _Ernaast()
        if not feiten:
            return Overleguitkomst(stroom.stroom_id, gelezen.overleg, stroom.versie, stroom.positie, ())
        opgetekend = self._optekenaar.schrijf(
            [Nieuw(stroom.stroom_id, stroom.versie, feiten), *naast.stromen],
            bos=stroom.bos,
            namens=namens,
            bijwerking=naast.bijwerking,
        )
        hier = [feit for feit in opgetekend if feit.stroom_id == stroom.stroom_id]
        overleg = vouw_overleg(van_overleg((*stroom.historie, *hier)))
        return Overleguitkomst(
            stroom.stroom_id, overleg, hier[-1].versie, opgetekend[-1].positie, tuple(feiten)
        )

    def _laad(self, overleg_id: UUID) -> _Gelezen:
        gelezen = self._lees(overleg_id)
        if gelezen.overleg.fase is Overlegfase.GEEN:
            raise OnbekendOverleg
        return gelezen

    def _lees(self, overleg_id: UUID) -> _Gelezen:
        stroom = self._optekenaar.lees(overleg_id, "overleg")
        return _Gelezen(stroom, vouw_overleg(van_overleg(stroom.historie)))


def _als_eerder(eerder: Eerdere) -> Overleguitkomst:
    """The answer to a command that was given and carried out before, as it was then."""
    overleg, laatste = vouw_overleg(van_overleg(eerder.toen)), eerder.laatste
    nieuw = cast("tuple[Overlegfeit, ...]", eerder.feiten)
    return Overleguitkomst(laatste.stroom_id, overleg, laatste.versie, laatste.positie, nieuw)


def ritme_van(tafel: Tafel, soort: Overlegsoort) -> Ritme:
    """The rhythm of one kind of meeting of a table.

    Raises:
        Weigering: the table has none for it.
    """
    if soort is Overlegsoort.TRIAGE:
        return tafel.triage
    if not tafel.overleggen:
        raise Weigering(
            "Deze tafel heeft geen vast ritme voor een casusoverleg. Plan overleggen één voor één."
        )
    return tafel.overleggen[0].ritme


def _vast_id(tafel: Tafel, soort: Overlegsoort, zitting: Zitting) -> UUID:
    dag = zitting.eigenlijk or zitting.datum
    return uuid5(NAMESPACE_URL, f"overleg/{tafel.id}/{soort}/{dag.isoformat()}")


def _voor(reeks: Reeks, zitting: Zitting, overleg_id: UUID) -> PlanOverleg:
    return replace(
        reeks.opdracht,
        overleg_id=overleg_id,
        soort=reeks.soort,
        begint=datetime.combine(zitting.datum, reeks.begint, NEDERLAND),
        minuten=reeks.minuten,
        capaciteit=reeks.capaciteit,
        eigenlijk=zitting.eigenlijk,
        feestdag=zitting.feestdag,
    )
