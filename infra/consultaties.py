"""From a command on a consultatie to recorded facts; one that becomes an aanmelding does so in one append."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from domain.casus.waarden import Urgentie
from domain.consultatie.aanmelding import Aanvulling, als_aanmelding
from domain.consultatie.commands import (
    Consultatieopdracht,
    StelVraag,
    VerwijderConsultatie,
    VulVraagAan,
    ZetOmInAanmelding,
)
from domain.consultatie.decide import decide_consultatie
from domain.consultatie.events import Consultatiefeit
from domain.consultatie.omstandigheden import Consultatieomstandigheden
from domain.consultatie.state import Consultatie, Consultatiefase, vouw_consultatie
from domain.historie import Opgetekend, van_casus, van_consultatie
from domain.rollen import Medewerker
from domain.tafels import Tafel
from domain.weigering import Crisisroute, Weigering
from infra.keys import Sleutelbos
from infra.kluis import NIETS, Bijwerking, Nummer, Vernietiging
from infra.nummers import Nummers, eis_eigen_nummer
from infra.optekenen import Eerdere, Nieuw, Opdrachtgever, Optekenaar, Stroom, met_nieuwe_kans
from infra.samenloop import Samenloop
from infra.shell import OnbekendeCasus, Shell
from infra.uitkomst import zegt_hetzelfde


class OnbekendeConsultatie(Exception):
    """No consultatie has this number: it never existed, or its data were destroyed. Nobody can tell which."""


@dataclass(frozen=True)
class Consultatieuitkomst:
    """What a command on a consultatie led to. ``nieuw`` is empty where it changed nothing."""

    consultatienummer: str
    stroom_id: UUID
    consultatie: Consultatie
    versie: int
    positie: int
    nieuw: tuple[Consultatiefeit, ...]


@dataclass(frozen=True)
class _Gelezen:
    stroom: Stroom
    consultatie: Consultatie


class Consultaties:
    """The one place where commands on a consultatie become facts."""

    def __init__(self, optekenaar: Optekenaar, nummers: Nummers, shell: Shell, samenloop: Samenloop) -> None:
        """Take what reads and writes streams, the numbers, the shell of the casussen, and the blind index."""
        self._optekenaar = optekenaar
        self._nummers = nummers
        self._shell = shell
        self._samenloop = samenloop

    def laad(self, consultatienummer: str) -> Consultatie:
        """The consultatie as it is.

        Raises:
            OnbekendeConsultatie: the number leads nowhere.
        """
        return self._laad(consultatienummer).consultatie

    def historie(self, consultatienummer: str) -> tuple[Opgetekend, ...]:
        """What happened with it.

        Raises:
            OnbekendeConsultatie: the number leads nowhere.
        """
        return self._laad(consultatienummer).stroom.historie

    def stel_vraag(self, tafel_id: str, opdracht: StelVraag, *, namens: Opdrachtgever) -> Consultatieuitkomst:
        """Register a question.

        Raises:
            OnbekendeTafel: there is no such table.
            Crisisroute, Weigering: the rules do not allow it.
        """
        tafel = self._shell.tafel(tafel_id)
        if eerder := namens.gemaakt(lambda stroom_id: self._lees(stroom_id).stroom.historie):
            return _als_eerder(eerder)

        def poging() -> Consultatieuitkomst:
            stroom_id = self._optekenaar.omgeving.nieuw_id()
            leeg = _Gelezen(Stroom(stroom_id, (), self._optekenaar.archief.bos()), Consultatie())
            feiten = decide_consultatie(Consultatie(), opdracht, bij=self._bij(tafel, namens.wie))
            nummer = Nummer(opdracht.consultatienummer, stroom_id, None)
            # No table is told of somebody who is only asked about; who asks for their own data has to be found.
            merken = self._samenloop.merken(stroom_id, opdracht.betrokkenen)
            bijwerking = Bijwerking(nummers=(nummer,), merken=merken)
            return self._schrijf(leeg, feiten, namens=namens, bijwerking=bijwerking)

        return met_nieuwe_kans(poging)

    def voer_uit(
        self,
        consultatienummer: str,
        opdracht: Consultatieopdracht,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Consultatie], None] = lambda _: None,
    ) -> Consultatieuitkomst:
        """Carry out a command on a consultatie.

        Raises:
            OnbekendeConsultatie: the number leads nowhere.
            Weigering: the rules do not allow it; nothing was recorded.
        """

        def poging() -> Consultatieuitkomst:
            gelezen = self._laad(consultatienummer)
            mag(gelezen.consultatie)
            if eerder := namens.eerder(gelezen.stroom.historie):
                return _als_eerder(eerder)
            feiten = self._beslis(gelezen, opdracht, namens.wie)
            bijwerking = NIETS
            if feiten and isinstance(opdracht, VerwijderConsultatie):
                nu = self._optekenaar.omgeving.nu()
                bijwerking = Bijwerking(vernietigingen=(Vernietiging(gelezen.stroom.stroom_id, nu),))
            if feiten and isinstance(opdracht, VulVraagAan):
                merken = self._samenloop.merken(gelezen.stroom.stroom_id, opdracht.betrokkenen)
                bijwerking = Bijwerking(merken=merken)
            return self._schrijf(gelezen, feiten, namens=namens, bijwerking=bijwerking)

        return met_nieuwe_kans(poging)

    def zet_om(
        self,
        consultatienummer: str,
        aanvulling: Aanvulling,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Consultatie], None] = lambda _: None,
    ) -> tuple[Consultatieuitkomst, str]:
        """Make it an aanmelding at the same table without retyping; both are recorded, or neither.

        Returns:
            What became of the consultatie, and the number of the case; the same again when asked again.

        Raises:
            OnbekendeConsultatie: the number leads nowhere.
            Crisisroute, Weigering: the rules of the consultatie or of the aanmelding do not allow it.
        """

        def poging() -> tuple[Consultatieuitkomst, str]:
            gelezen = self._laad(consultatienummer)
            consultatie = gelezen.consultatie
            mag(consultatie)
            if consultatie.omgezet is not None and (eerder := namens.eerder(gelezen.stroom.historie)):
                return _als_eerder(eerder), consultatie.omgezet.casusnummer
            if consultatie.omgezet is not None:
                self._eis_hetzelfde(consultatie, aanvulling)
                return self._schrijf(gelezen, [], namens=namens), consultatie.omgezet.casusnummer
            casusnummer = self._optekenaar.omgeving.casusnummer()
            opdracht = als_aanmelding(consultatie, casusnummer=casusnummer, aanvulling=aanvulling)
            # People get new ids, so that once the one is destroyed nothing ties it to the other.
            mensen = (
                replace(mens, persoon_id=self._optekenaar.omgeving.nieuw_id())
                for mens in opdracht.betrokkenen
            )
            opdracht = replace(opdracht, betrokkenen=tuple(mensen))
            nieuw = self._shell.nieuwe_casus(consultatie.tafel, opdracht, wie=namens.wie)
            feiten = self._beslis(gelezen, ZetOmInAanmelding(casusnummer), namens.wie)
            gedaan = self._schrijf(
                gelezen, feiten, namens=namens, bijwerking=nieuw.bijwerking, naast=nieuw.stroom
            )
            return gedaan, casusnummer

        return met_nieuwe_kans(poging)

    def nieuw_van(
        self, stroom_id: UUID, opdracht: Consultatieopdracht, *, wie: Medewerker, bos: Sleutelbos
    ) -> Nieuw:
        """What a command on the consultatie of a stream would lead to, to be written beside something else.

        Raises:
            Weigering: the rules do not allow it.
        """
        stroom = self._optekenaar.lees(stroom_id, "consultatie", bos=bos)
        gelezen = _Gelezen(stroom, vouw_consultatie(van_consultatie(stroom.historie)))
        return Nieuw(stroom_id, stroom.versie, self._beslis(gelezen, opdracht, wie))

    def _eis_hetzelfde(self, consultatie: Consultatie, aanvulling: Aanvulling) -> None:
        """Refuse to pass over in silence what a repeat says otherwise. A crisis has its route here too."""
        nummer = consultatie.omgezet.casusnummer if consultatie.omgezet is not None else ""
        if aanvulling.urgentie is Urgentie.CRISIS:
            raise Crisisroute(self._shell.tafel(consultatie.tafel).crisisroute.tekst)
        if aanvulling == Aanvulling():
            return
        try:
            geladen = self._shell.laad(nummer)
        except OnbekendeCasus:
            return
        opdracht = als_aanmelding(consultatie, casusnummer=nummer, aanvulling=aanvulling)
        if not zegt_hetzelfde(van_casus(geladen.historie), consultatie.tafel, opdracht):
            raise Weigering("Deze consultatie is al een aanmelding geworden, met andere inhoud.")

    # --- shared ---

    def _beslis(
        self, gelezen: _Gelezen, opdracht: Consultatieopdracht, wie: Medewerker
    ) -> list[Consultatiefeit]:
        tafel = self._shell.definities.definitie(gelezen.consultatie.definitie)
        return decide_consultatie(gelezen.consultatie, opdracht, bij=self._bij(tafel, wie))

    def _bij(self, tafel: Tafel, wie: Medewerker) -> Consultatieomstandigheden:
        protocol = self._shell.protocollen.geldend(tafel.regime)
        return Consultatieomstandigheden(self._optekenaar.omgeving.vandaag(), wie, tafel, protocol)

    def _schrijf(
        self,
        gelezen: _Gelezen,
        feiten: list[Consultatiefeit],
        *,
        namens: Opdrachtgever,
        bijwerking: Bijwerking = NIETS,
        naast: Nieuw | None = None,
    ) -> Consultatieuitkomst:
        stroom = gelezen.stroom
        if not feiten:
            nummer = gelezen.consultatie.consultatienummer
            return Consultatieuitkomst(
                nummer, stroom.stroom_id, gelezen.consultatie, stroom.versie, stroom.positie, ()
            )
        hier = Nieuw(stroom.stroom_id, stroom.versie, feiten)
        opgetekend = self._optekenaar.schrijf(
            [hier] if naast is None else [hier, naast],
            bos=stroom.bos,
            namens=namens,
            bijwerking=bijwerking,
        )
        eigen = [feit for feit in opgetekend if feit.stroom_id == stroom.stroom_id]
        consultatie = vouw_consultatie(van_consultatie((*stroom.historie, *eigen)))
        nummer = gelezen.consultatie.consultatienummer or consultatie.consultatienummer
        return Consultatieuitkomst(
            nummer, stroom.stroom_id, consultatie, eigen[-1].versie, opgetekend[-1].positie, tuple(feiten)
        )

    def _laad(self, consultatienummer: str) -> _Gelezen:
        stroom_id = self._nummers.stroom(consultatienummer)
        if stroom_id is None:
            raise OnbekendeConsultatie
        gelezen = self._lees(stroom_id)
        if gelezen.consultatie.fase in (Consultatiefase.GEEN, Consultatiefase.VERWIJDERD):
            raise OnbekendeConsultatie
        eis_eigen_nummer(consultatienummer, gelezen.consultatie.consultatienummer)
        return gelezen

    def _lees(self, stroom_id: UUID, *, bos: Sleutelbos | None = None) -> _Gelezen:
        stroom = self._optekenaar.lees(stroom_id, "consultatie", bos=bos)
        return _Gelezen(stroom, vouw_consultatie(van_consultatie(stroom.historie)))


def _als_eerder(eerder: Eerdere) -> Consultatieuitkomst:
    """The answer to a command that was given and carried out before, as it was then."""
    consultatie, laatste = vouw_consultatie(van_consultatie(eerder.toen)), eerder.laatste
    return Consultatieuitkomst(
        consultatie.consultatienummer,
        laatste.stroom_id,
        consultatie,
        laatste.versie,
        laatste.positie,
        cast("tuple[Consultatiefeit, ...]", eerder.feiten),
    )
