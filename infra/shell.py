"""From a command to recorded facts: load, decide, append; and on a conflict load and decide again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from domain.casus.commands import MeldAan, Opdracht, Verwijder
from domain.casus.decide import decide
from domain.casus.events import Aangemeld, Feit, Gebeurtenis, GrondslagVastgelegd
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.state import Casus, Fase, vouw
from domain.casus.waarden import NIEMAND, Betrokkene, Urgentie
from domain.historie import Envelop, Opgetekend
from domain.rollen import Medewerker
from domain.tafels import Tafel
from domain.weigering import Weigering
from infra.definitions import Definities
from infra.keys import Sleutelbos
from infra.kluis import Bijwerking, Nummer, Vernietiging
from infra.nummers import Nummers
from infra.omgeving import Omgeving
from infra.store import Archief, Conflict, moment_van

POGINGEN = 8
"""How often a command is decided again when others keep writing first."""


class OnbekendeCasus(Exception):
    """No case has this number: it never existed, or its data were destroyed. Nobody can tell which."""


class OnbekendeTafel(Exception):
    """No table has this id."""


class TeDruk(Exception):
    """Others kept writing first; nothing was recorded."""


@dataclass(frozen=True)
class Opdrachtgever:
    """Who gives a command, for which purpose, under which trace."""

    wie: Medewerker
    doel: str
    spoor: str | None = None


@dataclass(frozen=True)
class Geladen:
    """A case as it is now, with its history and the keys that opened it."""

    stroom_id: UUID
    casus: Casus
    historie: tuple[Opgetekend, ...]
    bos: Sleutelbos

    @property
    def versie(self) -> int:
        """The version of the last fact."""
        return self.historie[-1].versie if self.historie else 0


@dataclass(frozen=True)
class Uitgevoerd:
    """What a command led to. ``nieuw`` is empty where it changed nothing; ``positie`` is that of the last fact.

    ``anders``: an aanmelding whose kenmerk was known, with another content; that content was not recorded.
    """

    casusnummer: str
    casus: Casus
    versie: int
    positie: int
    nieuw: tuple[Feit, ...]
    anders: bool = False


class Shell:
    """The one place where commands become facts."""

    def __init__(
        self, archief: Archief, nummers: Nummers, *, definities: Definities, omgeving: Omgeving
    ) -> None:
        """Take the store, the numbers, the definitions in force, and the clock."""
        self._archief = archief
        self._nummers = nummers
        self.definities = definities
        self.omgeving = omgeving

    def tafel(self, tafel_id: str) -> Tafel:
        """The newest definition of a table.

        Raises:
            OnbekendeTafel: there is none with this id.
        """
        tafel = self.definities.tafels.get(tafel_id)
        if tafel is None:
            raise OnbekendeTafel(tafel_id)
        return tafel

    def tafel_van(self, casus: Casus) -> Tafel:
        """The definition under which a case was brought in; a newer one never changes an old case."""
        return self.definities.definitie(casus.definitie)

    def laad(self, casusnummer: str, *, op: datetime | None = None) -> Geladen:
        """Load a case, as it is or as it was at a moment.

        Raises:
            OnbekendeCasus: the number leads nowhere (then).
        """
        stroom_id = self._nummers.stroom(casusnummer)
        if stroom_id is None:
            raise OnbekendeCasus
        geladen = self._laad(stroom_id, op=op)
        if geladen.casus.fase in (Fase.GEEN, Fase.VERWIJDERD):
            raise OnbekendeCasus
        return geladen

    def skelet(self, stroom_id: UUID) -> tuple[Opgetekend, ...]:
        """What remains of a destroyed case; only the deletion report leads here."""
        return self._laad(stroom_id).historie

    def meld_aan(self, tafel_id: str, opdracht: MeldAan, *, namens: Opdrachtgever) -> Uitgevoerd:
        """Bring a case in; one that came in before under the same kenmerk is given back unchanged.

        Whoever calls this must not pass over ``Uitgevoerd.anders``: then something was said that is kept nowhere.

        Raises:
            Weigering: the rules do not allow it.
        """
        (uitkomst,) = self.meld_reeks_aan([(tafel_id, opdracht)], namens=namens)
        if isinstance(uitkomst, Weigering):
            raise uitkomst
        return uitkomst

    def meld_reeks_aan(
        self, reeks: Sequence[tuple[str, MeldAan]], *, namens: Opdrachtgever
    ) -> list[Uitgevoerd | Weigering]:
        """Bring several cases in with one append; a refused one keeps no other from coming in."""
        for _ in range(POGINGEN):
            uitkomsten, feiten, nummers = self._beslis_reeks(reeks, namens=namens)
            if not feiten:
                return uitkomsten
            try:
                opgetekend = self._archief.voeg_toe(
                    feiten, bos=self._archief.bos(), bijwerking=Bijwerking(nummers=tuple(nummers))
                )
            except Conflict:
                continue
            posities = {feit.stroom_id: feit.positie for feit in opgetekend}
            stromen = {nummer.casusnummer: nummer.stroom_id for nummer in nummers}
            return [
                replace(uit, positie=posities[stromen[uit.casusnummer]])
                if isinstance(uit, Uitgevoerd) and uit.nieuw
                else uit
                for uit in uitkomsten
            ]
        raise TeDruk

    def _beslis_reeks(
        self, reeks: Sequence[tuple[str, MeldAan]], *, namens: Opdrachtgever
    ) -> tuple[list[Uitgevoerd | Weigering], list[Opgetekend], list[Nummer]]:
        merken = [self._nummers.merk(opdracht.organisatie, opdracht.kenmerk) for _, opdracht in reeks]
        er_al = self._nummers.bekende(merken)
        uitkomsten: list[Uitgevoerd | Weigering] = []
        feiten: list[Opgetekend] = []
        nummers: list[Nummer] = []
        deze: dict[bytes, Uitgevoerd] = {}
        for (tafel_id, opdracht), merk in zip(reeks, merken, strict=True):
            # A crisis has a route of its own, also where a case with this kenmerk is there already.
            bekend = merk if opdracht.urgentie is not Urgentie.CRISIS else None
            if bekend in deze:
                eerste = deze[bekend]
                anders = not zegt_hetzelfde(eerste.nieuw, tafel_id, opdracht)
                uitkomsten.append(replace(eerste, nieuw=(), anders=anders))
            elif bekend in er_al:
                uitkomsten.append(self._bestaand(er_al[bekend], tafel_id, opdracht))
            else:
                try:
                    nieuw = decide(Casus(), opdracht, bij=self._bij(self.tafel(tafel_id), namens.wie))
                except Weigering as weigering:
                    uitkomsten.append(weigering)
                    continue
                stroom_id = self.omgeving.nieuw_id()
                feiten += self._optekenen(stroom_id, 0, nieuw, namens)
                nummers.append(Nummer(opdracht.casusnummer, stroom_id, merk))
                uit = Uitgevoerd(opdracht.casusnummer, vouw(nieuw), len(nieuw), 0, tuple(nieuw))
                uitkomsten.append(uit)
                if merk is not None:
                    deze[merk] = uit
        return uitkomsten, feiten, nummers

    def _bestaand(self, nummer: Nummer, tafel_id: str, opdracht: MeldAan) -> Uitgevoerd:
        geladen = self._laad(nummer.stroom_id)
        positie = geladen.historie[-1].positie
        feiten = [feit.gebeurtenis for feit in geladen.historie]
        anders = not zegt_hetzelfde(feiten, tafel_id, opdracht)
        return Uitgevoerd(nummer.casusnummer, geladen.casus, geladen.versie, positie, (), anders)

    def voer_uit(
        self,
        casusnummer: str,
        opdracht: Opdracht,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Casus], None] = lambda _: None,
    ) -> Uitgevoerd:
        """Carry out a command on a case. ``mag`` may refuse on what the case is now (scope, need-to-know).

        Raises:
            OnbekendeCasus: the number leads nowhere.
            Weigering: the rules do not allow it; nothing was recorded.
            TeDruk: others kept writing first; nothing was recorded.
        """
        for _ in range(POGINGEN):
            geladen = self.laad(casusnummer)
            mag(geladen.casus)
            nieuw = decide(geladen.casus, opdracht, bij=self._bij(self.tafel_van(geladen.casus), namens.wie))
            if not nieuw:
                return Uitgevoerd(
                    casusnummer, geladen.casus, geladen.versie, geladen.historie[-1].positie, ()
                )
            feiten = self._optekenen(geladen.stroom_id, geladen.versie, nieuw, namens)
            bij = Bijwerking()
            if isinstance(opdracht, Verwijder):
                bij = Bijwerking(vernietiging=Vernietiging(geladen.stroom_id, feiten[-1].envelop.op))
            try:
                opgetekend = self._archief.voeg_toe(feiten, bos=geladen.bos, bijwerking=bij)
            except Conflict:
                continue
            casus = vouw(feit.gebeurtenis for feit in (*geladen.historie, *opgetekend))
            laatste = opgetekend[-1]
            return Uitgevoerd(casusnummer, casus, laatste.versie, laatste.positie, tuple(nieuw))
        raise TeDruk

    def _laad(self, stroom_id: UUID, *, op: datetime | None = None) -> Geladen:
        bos = self._archief.bos()
        historie = self._archief.lees(stroom_id, bos=bos)
        if op is not None:
            historie = moment_van(historie, op)
        casus = vouw(feit.gebeurtenis for feit in historie)
        return Geladen(stroom_id, casus, tuple(historie), bos)

    def _bij(self, tafel: Tafel, wie: Medewerker) -> Omstandigheden:
        protocol = self.definities.protocollen[tafel.regime]
        return Omstandigheden(self.omgeving.vandaag(), wie, tafel, protocol)

    def _optekenen(
        self, stroom_id: UUID, versie: int, feiten: Sequence[Feit], namens: Opdrachtgever
    ) -> list[Opgetekend]:
        envelop = Envelop(
            op=self.omgeving.nu(),
            rol=namens.wie.rol,
            wie=namens.wie.id,
            organisatie=namens.wie.organisatie,
            doel=namens.doel,
            spoor=namens.spoor,
        )
        return [
            Opgetekend(
                stroom_id=stroom_id,
                versie=versie + nummer,
                positie=0,
                naam="",
                envelop=envelop,
                gebeurtenis=feit,
            )
            for nummer, feit in enumerate(feiten, start=1)
        ]


def zegt_hetzelfde(feiten: Sequence[Gebeurtenis], tafel_id: str, opdracht: MeldAan) -> bool:
    """Say whether a case came in with all that this aanmelding says; what was recorded later makes no difference.

    A ground may also have been recorded later: then nothing of it is lost. The ids of people are given here, so
    they do not count.
    """
    eerste = feiten[0] if feiten else None
    if not isinstance(eerste, Aangemeld):
        return False
    gronden = {(feit.grondslag, feit.toelichting) for feit in feiten if isinstance(feit, GrondslagVastgelegd)}
    grond = opdracht.grondslag
    return (
        eerste.tafel == tafel_id
        and eerste.gemeente == opdracht.gemeente
        and eerste.aanpak == opdracht.aanpak
        and eerste.leefgebieden == tuple(dict.fromkeys(opdracht.leefgebieden))
        and eerste.criteria == opdracht.criteria
        and eerste.reguliere_routes == opdracht.reguliere_routes
        and eerste.voorcontact == opdracht.voorcontact
        and _zonder_ids(eerste.betrokkenen) == _zonder_ids(opdracht.betrokkenen)
        and (grond is None or (grond.grondslag, grond.toelichting) in gronden)
    )


def _zonder_ids(betrokkenen: Sequence[Betrokkene]) -> list[Betrokkene]:
    return [replace(mens, persoon_id=NIEMAND) for mens in betrokkenen]
