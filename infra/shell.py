"""From a command on a casus to recorded facts: load, decide, append; and on a conflict load and decide again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from domain.casus.commands import (
    GeefDoor,
    HerrekenBewaartermijn,
    MeldAan,
    Opdracht,
    RaadpleegSamenloop,
)
from domain.casus.decide import decide
from domain.casus.doorgeven import als_aanmelding, eis_doorgeven_kan
from domain.casus.events import Feit, SamenloopGeraadpleegd
from domain.casus.evolve import vouw
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Urgentie
from domain.historie import Opgetekend, van_casus
from domain.protocol.state import Protocolstand
from domain.rollen import Medewerker
from domain.tafels import Tafel
from domain.weigering import Weigering
from infra.bijwerking import bijwerking
from infra.definitions import Definities
from infra.kalender import feestdag
from infra.keys import Sleutelbos
from infra.kluis import Bijwerking, Conceptweg, Nummer, samen
from infra.nummers import Kenmerk, Nummers, eis_eigen_nummer
from infra.optekenen import Nieuw, Opdrachtgever, Optekenaar, met_nieuwe_kans
from infra.protocollen import Protocollen
from infra.samenloop import Samenloop
from infra.uitkomst import (
    Geladen,
    NieuweCasus,
    Uitgevoerd,
    als_eerder,
    geladen_van,
    met_voorwaarden_van,
    uitgevoerd,
    zegt_hetzelfde,
)
from projections.bewaartermijn import ankers_van


class OnbekendeCasus(Exception):
    """No case has this number: it never existed, or its data were destroyed. Nobody can tell which."""


class OnbekendeTafel(Exception):
    """No table has this id."""


class Shell:
    """The one place where commands on casussen become facts."""

    def __init__(
        self, optekenaar: Optekenaar, nummers: Nummers, samenloop: Samenloop, *, definities: Definities
    ) -> None:
        """Take what reads and writes streams, the numbers, the blind index, and the definitions in force."""
        self._optekenaar = optekenaar
        self._nummers = nummers
        self._samenloop = samenloop
        self.definities = definities
        self.protocollen = Protocollen(optekenaar, definities=definities)
        self.omgeving = optekenaar.omgeving

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

    def laad(self, casusnummer: str, *, op: datetime | None = None, bos: Sleutelbos | None = None) -> Geladen:
        """Load a case, as it is or as it was at a moment; with the keys at hand, where it is written with others.

        Raises:
            OnbekendeCasus: the number leads nowhere (then).
            KluisGeschonden: the number was made to lead to another case.
        """
        geladen = self._laad_nummer(casusnummer, op=op, bos=bos)
        if geladen.casus.fase in (Fase.GEEN, Fase.VERWIJDERD):
            raise OnbekendeCasus
        eis_eigen_nummer(casusnummer, geladen.casus.casusnummer)
        return geladen

    def skelet(self, stroom_id: UUID) -> tuple[Opgetekend, ...]:
        """What remains of a destroyed casus or consultatie; only the deletion report leads here."""
        return tuple(self._optekenaar.archief.lees(stroom_id, bos=self._optekenaar.archief.bos()))

    def meld_aan(
        self, tafel_id: str, opdracht: MeldAan, *, namens: Opdrachtgever, concept: Conceptweg | None = None
    ) -> Uitgevoerd:
        """Bring a case in; one that came in before under the same kenmerk is given back unchanged.

        With a ``concept`` that becomes it, both happen or neither. Whoever calls this must not pass over
        ``Uitgevoerd.anders``: then something was said that is kept nowhere.

        Raises:
            Weigering: the rules do not allow it.
            ConceptAnders: the concept is not as it was; nothing was recorded.
        """
        if eerder := namens.gemaakt(lambda stroom_id: self.laad_stroom(stroom_id).historie):
            return als_eerder(eerder)
        concepten = () if concept is None else (concept,)
        (uitkomst,) = met_nieuwe_kans(
            lambda: self._meld_reeks_aan([(tafel_id, opdracht)], namens=namens, concepten=concepten)
        )
        if isinstance(uitkomst, Weigering):
            raise uitkomst
        return uitkomst

    def meld_reeks_aan(
        self, reeks: Sequence[tuple[str, MeldAan]], *, namens: Opdrachtgever
    ) -> list[Uitgevoerd | Weigering]:
        """Bring several cases in with one append; a refused one keeps no other from coming in."""
        return met_nieuwe_kans(lambda: self._meld_reeks_aan(reeks, namens=namens))

    def _meld_reeks_aan(
        self,
        reeks: Sequence[tuple[str, MeldAan]],
        *,
        namens: Opdrachtgever,
        concepten: tuple[Conceptweg, ...] = (),
    ) -> list[Uitgevoerd | Weigering]:
        uitkomsten, nieuw = self._beslis_reeks(reeks, namens=namens)
        if not nieuw:
            return uitkomsten
        opgetekend = self._optekenaar.schrijf(
            [deel.stroom for deel in nieuw],
            bos=self._optekenaar.archief.bos(),
            namens=namens,
            bijwerking=samen(*(deel.bijwerking for deel in nieuw), Bijwerking(concepten=concepten)),
        )
        posities = {feit.stroom_id: feit.positie for feit in opgetekend}
        stromen = {deel.casusnummer: deel.stroom.stroom_id for deel in nieuw}
        return [
            replace(uit, positie=posities[stromen[uit.casusnummer]])
            if isinstance(uit, Uitgevoerd) and uit.nieuw
            else uit
            for uit in uitkomsten
        ]

    def _beslis_reeks(
        self, reeks: Sequence[tuple[str, MeldAan]], *, namens: Opdrachtgever
    ) -> tuple[list[Uitgevoerd | Weigering], list[NieuweCasus]]:
        kenmerken = [(opdracht.organisatie, opdracht.kenmerk) for _, opdracht in reeks]
        er_al = self._nummers.bekende(kenmerken)
        uitkomsten: list[Uitgevoerd | Weigering] = []
        gemaakt: list[NieuweCasus] = []
        deze: dict[Kenmerk, Uitgevoerd] = {}
        for (tafel_id, opdracht), kenmerk in zip(reeks, kenmerken, strict=True):
            # A crisis has a route of its own, also where a case with this kenmerk is there already.
            bekend = kenmerk if opdracht.urgentie is not Urgentie.CRISIS else None
            if bekend in deze:
                eerste = deze[bekend]
                anders = not zegt_hetzelfde(eerste.nieuw, tafel_id, opdracht)
                uitkomsten.append(replace(eerste, nieuw=(), anders=anders))
            elif bekend in er_al:
                uitkomsten.append(self._bestaand(er_al[bekend], tafel_id, opdracht))
            else:
                try:
                    nieuw = self.nieuwe_casus(tafel_id, opdracht, wie=namens.wie)
                except Weigering as weigering:
                    uitkomsten.append(weigering)
                    continue
                gemaakt.append(nieuw)
                uitkomsten.append(nieuw.uitgevoerd)
                if opdracht.kenmerk is not None:
                    deze[kenmerk] = nieuw.uitgevoerd
        return uitkomsten, gemaakt

    def nieuwe_casus(self, tafel_id: str, opdracht: MeldAan, *, wie: Medewerker) -> NieuweCasus:
        """Decide on a case that is not there yet: its first facts, and what travels along with them.

        Raises:
            Weigering: the rules do not allow it.
        """
        feiten = decide(Casus(), opdracht, bij=self.bij(self.tafel(tafel_id), wie))
        stroom_id = self.omgeving.nieuw_id()
        kenmerk = (opdracht.organisatie, opdracht.kenmerk)
        return NieuweCasus(
            casusnummer=opdracht.casusnummer,
            stroom=Nieuw(stroom_id, 0, feiten),
            bijwerking=Bijwerking(
                nummers=(self._nummers.nummer(opdracht.casusnummer, stroom_id, kenmerk),),
                merken=self._samenloop.merken(stroom_id, opdracht.betrokkenen),
            ),
            uitgevoerd=Uitgevoerd(
                opdracht.casusnummer, stroom_id, vouw(feiten), len(feiten), 0, tuple(feiten)
            ),
        )

    def _bestaand(self, nummer: Nummer, tafel_id: str, opdracht: MeldAan) -> Uitgevoerd:
        geladen = self.laad_stroom(nummer.stroom_id)
        positie = geladen.historie[-1].positie
        anders = not zegt_hetzelfde(van_casus(geladen.historie), tafel_id, opdracht)
        return Uitgevoerd(
            nummer.casusnummer, nummer.stroom_id, geladen.casus, geladen.versie, positie, (), anders
        )

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
        return self._voer_uit(casusnummer, lambda _: opdracht, namens=namens, mag=mag)

    def herreken(self, casusnummer: str, *, namens: Opdrachtgever) -> Uitgevoerd:
        """Reckon the term of a case anew, under the privacyprotocol in force.

        Raises:
            OnbekendeCasus: the number leads nowhere, or to a consultatie.
            KluisGeschonden: the case cannot be read.
            TeDruk: others kept writing first; nothing was recorded.
        """

        def maak(geladen: Geladen) -> Opdracht:
            ankers = ankers_van(geladen.historie)
            if ankers is None:
                raise OnbekendeCasus
            return HerrekenBewaartermijn(ankers)

        return self._voer_uit(casusnummer, maak, namens=namens)

    def _voer_uit(
        self,
        casusnummer: str,
        maak: Callable[[Geladen], Opdracht],
        *,
        namens: Opdrachtgever,
        mag: Callable[[Casus], None] = lambda _: None,
    ) -> Uitgevoerd:
        """Load, make the command that fits what was loaded, decide and write."""

        def poging() -> Uitgevoerd:
            geladen = self.laad(casusnummer)
            mag(geladen.casus)
            if eerder := namens.eerder(geladen.historie):
                return als_eerder(eerder)
            opdracht = maak(geladen)
            nieuw = self.beslis(geladen, opdracht, wie=namens.wie)
            if not nieuw:
                return self.onveranderd(casusnummer, geladen)
            opgetekend = self._optekenaar.schrijf(
                [Nieuw(geladen.stroom_id, geladen.versie, nieuw)],
                bos=geladen.bos,
                namens=namens,
                bijwerking=self.bijwerking(geladen, opdracht),
            )
            return uitgevoerd(casusnummer, geladen, nieuw, opgetekend)

        return met_nieuwe_kans(poging)

    def raadpleeg_samenloop(
        self,
        casusnummer: str,
        persoon_id: UUID,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Casus], None] = lambda _: None,
    ) -> tuple[Uitgevoerd, SamenloopGeraadpleegd]:
        """Look whether other tables know somebody of this case. The look is recorded before it is answered.

        Raises:
            OnbekendeCasus: the number leads nowhere.
            Weigering: the case is not screened now, or is not about this person.
        """
        geladen = self.laad(casusnummer)
        mag(geladen.casus)
        mens = geladen.casus.betrokkene(persoon_id)
        tafel = self.tafel_van(geladen.casus)
        gevonden = () if mens is None else self._samenloop.treffers(mens, tafel=tafel, niet=geladen.stroom_id)
        keer = RaadpleegSamenloop(persoon_id, self.omgeving.nieuw_id(), gevonden)
        gedaan = self.voer_uit(casusnummer, keer, namens=namens, mag=mag)
        return gedaan, gedaan.casus.samenloop[-1]

    def geef_door(
        self,
        casusnummer: str,
        naar: str,
        *,
        organisatie: str | None,
        namens: Opdrachtgever,
        mag: Callable[[Casus], None] = lambda _: None,
    ) -> Uitgevoerd:
        """Bring a referred case in at the next table, and record that here; both or neither.

        ``organisatie`` brings it in there; without one, the organisation that brought it in here.

        Raises:
            OnbekendeCasus: the number leads nowhere.
            OnbekendeTafel: there is no such next table.
            Weigering: it was not referred there, may not be shared, or the next table does not take it so.
        """

        def poging() -> Uitgevoerd:
            geladen = self.laad(casusnummer)
            casus = geladen.casus
            mag(casus)
            if eerder := namens.eerder(geladen.historie):
                return als_eerder(eerder)
            if casus.doorgegeven is not None and casus.doorgegeven.naar == naar:
                return self.onveranderd(casusnummer, geladen)
            volgende = self.tafel(naar)
            eis_doorgeven_kan(casus, naar, bij=self.bij(self.tafel_van(casus), namens.wie))
            opdracht, mee, niet = als_aanmelding(
                casus,
                volgende,
                casusnummer=self.omgeving.casusnummer(),
                organisatie=organisatie or casus.organisatie,
            )
            # People get new ids, so that once one of the two cases is destroyed nothing ties it to the other.
            mensen = tuple(
                replace(mens, persoon_id=self.omgeving.nieuw_id()) for mens in opdracht.betrokkenen
            )
            nieuw = self.nieuwe_casus(naar, replace(opdracht, betrokkenen=mensen), wie=namens.wie)
            hier = self.beslis(geladen, GeefDoor(naar, nieuw.casusnummer, mee, niet), wie=namens.wie)
            daar = met_voorwaarden_van(casus, nieuw, nieuw_id=self.omgeving.nieuw_id)
            opgetekend = self._optekenaar.schrijf(
                [Nieuw(geladen.stroom_id, geladen.versie, hier), daar],
                bos=geladen.bos,
                namens=namens,
                bijwerking=nieuw.bijwerking,
            )
            return uitgevoerd(casusnummer, geladen, hier, opgetekend)

        return met_nieuwe_kans(poging)

    def beslis(self, geladen: Geladen, opdracht: Opdracht, *, wie: Medewerker) -> list[Feit]:
        """What a command on this case would lead to, by the definition under which it came in.

        Raises:
            Weigering: the rules do not allow it.
        """
        bij = self.bij(self.tafel_van(geladen.casus), wie, standen=geladen.standen)
        return decide(geladen.casus, opdracht, bij=bij)

    def laad_stroom(
        self, stroom_id: UUID, *, op: datetime | None = None, bos: Sleutelbos | None = None
    ) -> Geladen:
        """Load a case by its stream; one that is not there, or is no case, is in phase ``GEEN``."""
        return geladen_van(self._optekenaar.lees(stroom_id, "casus", bos=bos), op=op)

    def _laad_nummer(self, casusnummer: str, *, op: datetime | None, bos: Sleutelbos | None) -> Geladen:
        """Load a case by its number, with the privacyprotocollen in force, in one question to the database."""
        stroom, protocolfeiten = self._optekenaar.lees_nummer(
            casusnummer, "casus", bos=bos, ook=self.protocollen.gelezen_tot()
        )
        return geladen_van(stroom, op=op, standen=self.protocollen.neem_in(protocolfeiten))

    def onveranderd(self, casusnummer: str, geladen: Geladen) -> Uitgevoerd:
        """The answer to a command that changed nothing."""
        positie = geladen.historie[-1].positie
        return Uitgevoerd(casusnummer, geladen.stroom_id, geladen.casus, geladen.versie, positie, ())

    def bij(
        self, tafel: Tafel, wie: Medewerker, *, standen: Mapping[str, Protocolstand] | None = None
    ) -> Omstandigheden:
        """What a decision at this table is given; without ``standen`` the privacyprotocol in force is read."""
        stand = None if standen is None else standen.get(tafel.regime)
        if stand is None:
            protocol = self.protocollen.geldend(tafel.regime)
        else:
            protocol = self.protocollen.van(tafel.regime, stand)
        vandaag, tafels = self.omgeving.vandaag(), self.definities.tafels
        return Omstandigheden(vandaag, wie, tafel, protocol, feestdag, tafels)

    def bijwerking(self, geladen: Geladen, opdracht: Opdracht) -> Bijwerking:
        """What travels along with the facts of a command that gave something new."""
        return bijwerking(geladen, opdracht, samenloop=self._samenloop, nu=self.omgeving.nu())
