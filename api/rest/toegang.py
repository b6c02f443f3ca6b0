"""What somebody at the door may do: ``Toegang`` checks the reach of the role on every case that it touches.

It notes as well whom its answer is going to show: nothing of that goes out before it is on record.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar
from uuid import UUID

from api.bereik import Gebruiker, bereikt, bereikt_consultatie, kent, mag_antwoorden, namens
from api.kijk import Kijk
from api.rechten import Recht
from api.rest.deurfouten import AlUitgegeven
from api.rest.gelezen import Gelezen, getoonde_historie
from api.rest.peil import NU, Peil
from api.samenstelling import Dienst
from domain.casus.commands import (
    GeefToestemming,
    MeldAan,
    Opdracht,
    TrekToestemmingIn,
    WeigerToestemming,
)
from domain.casus.events import Doorgegeven
from domain.casus.evolve import vouw
from domain.casus.state import Casus, Fase
from domain.casus.waarden import NIEMAND, Betrokkene
from domain.consultatie.state import Consultatie
from domain.historie import Opgetekend, van_casus
from domain.overleg.commands import BevestigKomst, ZegKomstAf
from domain.overleg.state import Overleg
from domain.rollen import Rol
from domain.tafels import Tafel
from domain.weigering import Weigering
from infra.codec import KluisGeschonden
from infra.consultaties import Consultatieuitkomst, OnbekendeConsultatie
from infra.herhaalsleutels import Herhaalsleutel
from infra.inzage.regel import Diepte, Inzagegrond
from infra.kluis import Conceptweg
from infra.optekenen import Opdrachtgever, Voorbehoud
from infra.overleggen import OnbekendOverleg, Overleguitkomst
from infra.shell import OnbekendeCasus, OnbekendeTafel
from infra.uitkomst import Geladen, Uitgevoerd

VERBORGEN = "*********"
"""Stands where a number is that this reader does not get to see."""

U = TypeVar("U", bound="_Gedaan")
W = TypeVar("W", GeefToestemming, WeigerToestemming, TrekToestemmingIn)


class _Gedaan(Protocol):
    """What a command led to, of whatever."""

    @property
    def versie(self) -> int: ...

    @property
    def positie(self) -> int: ...

    @property
    def nieuw(self) -> Sequence[object]: ...


@dataclass(frozen=True)
class Toegang:
    """Somebody who has the right for this route, and all that a route may do in that person's name."""

    dienst: Dienst
    gebruiker: Gebruiker
    recht: Recht
    doel: str
    spoor: str
    kijk: Kijk
    voorbehoud: Voorbehoud = field(default_factory=Voorbehoud)
    """On which versions the request may be carried out, and under which key."""

    @property
    def rol(self) -> Rol:
        """The role taken now."""
        return self.gebruiker.wie.rol

    @property
    def namens(self) -> Opdrachtgever:
        """Who commands, for what, under which trace."""
        return Opdrachtgever(self.gebruiker.wie, self.doel, self.spoor, self.voorbehoud)

    @property
    def namens_verder(self) -> Opdrachtgever:
        """The same for a command of many steps, that goes on where it stopped when it is sent again."""
        sleutel = self.voorbehoud.sleutel
        if sleutel is None or sleutel.eerder is None:
            return self.namens
        # The versions were right when it began.
        return replace(self.namens, voorbehoud=None)

    @property
    def sleutel(self) -> Herhaalsleutel | None:
        """The key under which the command may be sent again."""
        return self.voorbehoud.sleutel

    def nieuw_id(self) -> UUID:
        """A new id; the same one when the same request is sent again under its key."""
        return self.dienst.omgeving.nieuw_id() if self.sleutel is None else self.sleutel.nieuw_id()

    def eis_eerste_keer(self) -> None:
        """Make no second file for a request that was sent before: what stands in it is of one moment.

        Raises:
            AlUitgegeven: it was.
        """
        if self.sleutel is not None and self.sleutel.eerder is not None:
            raise AlUitgegeven

    def organisatie(self, gevraagd: str | None) -> str:
        """The organisation in whose name something comes in; see ``bereik.namens``."""
        return namens(self.gebruiker, gevraagd)

    def tafel(self, tafel_id: str) -> Tafel:
        """One of the caller's tables.

        Raises:
            OnbekendeTafel: there is none with this id, the caller does not work for it, or looks for one case only.
        """
        doel = self.gebruiker.inzagedoel
        if tafel_id not in self.gebruiker.tafels or (doel is not None and doel.casus is not None):
            raise OnbekendeTafel
        return self.dienst.shell.tafel(tafel_id)

    def tafels(self, tafel_id: str | None) -> tuple[Tafel, ...]:
        """One of the caller's tables, or all of them.

        Raises:
            OnbekendeTafel: as ``tafel``.
        """
        if tafel_id is not None:
            return (self.tafel(tafel_id),)
        bekend = self.dienst.definities.tafels
        return tuple(self.tafel(een) for een in sorted(self.gebruiker.tafels) if een in bekend)

    def eis_bereik(self, casus: Casus) -> None:
        """Answer for a case that is out of reach exactly as for one that never existed.

        Raises:
            OnbekendeCasus: it is out of reach.
        """
        if not bereikt(self.gebruiker, casus, self.recht):
            raise OnbekendeCasus

    def meld_aan(self, tafel_id: str, opdracht: MeldAan, *, concept: Conceptweg | None = None) -> Uitgevoerd:
        """Bring a case in and wait until the views show it. The ``concept`` that it was written in goes with it.

        Raises:
            ConceptAnders: the concept is not as it was, or is not there; nothing was recorded.
            Weigering: by the rules, or it came in before, with another content or as a case that the caller may
                not read. To the latter the answer is the same whatever the content: it tells nothing of the case.
        """
        gedaan = self.dienst.shell.meld_aan(
            self.tafel(tafel_id).id, opdracht, namens=self.namens, concept=concept
        )
        if not gedaan.nieuw:
            self.zoek(gedaan.stroom_id, gedaan.casus.tafel)
        if not gedaan.nieuw and not bereikt(self.gebruiker, gedaan.casus, Recht.CASUS_LEZEN):
            raise Weigering("Onder dit kenmerk is al eerder een casus aangemeld.")
        if gedaan.anders:
            raise Weigering("Onder dit kenmerk is al een casus aangemeld, met andere inhoud.")
        if concept is not None and not gedaan.nieuw:
            self.dienst.concepten.ingediend(concept)
        return self.gezien(gedaan)

    def voer_uit(self, casusnummer: str, opdracht: Opdracht) -> Uitgevoerd:
        """Carry out a command on a case within reach and wait until the views show it.

        What is refused says something of the case as well, so that goes on record.
        """
        with self.op_naam(casusnummer):
            gedaan = self.dienst.shell.voer_uit(
                casusnummer, opdracht, namens=self.namens, mag=self.eis_bereik
            )
        return self.gezien(gedaan)

    def over_iemand(self, casusnummer: str, opdracht: W) -> Uitgevoerd:
        """Carry out a command about a person whom the caller may know of.

        For anybody else the rules get an id that is nobody's, so that they answer exactly as for a stranger.
        """
        casus, _ = self.laad(casusnummer)
        if not kent(self.gebruiker, casus, opdracht.persoon_id):
            opdracht = replace(opdracht, persoon_id=self.dienst.omgeving.nieuw_id())
        return self.voer_uit(casusnummer, opdracht)

    def laad(self, casusnummer: str) -> tuple[Casus, Tafel]:
        """A whole case within reach with its table, for what is reckoned from it; not to be answered as it is.

        Raises:
            OnbekendeCasus: the number leads nowhere, or the case is out of reach.
        """
        geladen = self.dienst.shell.laad(casusnummer)
        self.zoek(geladen.stroom_id, geladen.casus.tafel)
        self.eis_bereik(geladen.casus)
        return geladen.casus, self.dienst.shell.tafel_van(geladen.casus)

    def lees(self, casusnummer: str, *, peil: Peil = NU) -> Gelezen:
        """Read a case within reach now, as it is or as it was, with what this reader may see of it.

        Raises:
            OnbekendeCasus: the number leads nowhere, then or now, or the case is out of reach.
            OnbekendeVersie: the case has not had so many facts.
        """
        geladen = self.dienst.shell.laad(casusnummer)
        self.zoek(geladen.stroom_id, geladen.casus.tafel)
        self._eis_zicht(geladen)
        tafel = self.dienst.shell.tafel_van(geladen.casus)
        toen = peil.van(geladen.historie)
        fase = vouw(van_casus(toen)).fase
        getoond = getoonde_historie(self.gebruiker, toen, geladen=geladen, tafel=tafel)
        historie = tuple(self._nummer_elders(feit) for feit in getoond)
        casus = replace(vouw(van_casus(historie)), fase=fase)
        if casus.fase is Fase.GEEN:
            raise OnbekendeCasus
        personen = mensen_in(casus.betrokkenen)
        self.toon(geladen.stroom_id, personen, tafel=tafel)
        beperkten = frozenset(een.persoon_id for een in geladen.casus.beperkingen)
        return Gelezen(
            casus,
            historie,
            tafel,
            self._pseudoniemen(geladen.stroom_id, personen),
            beperkt=beperkten,
            stand=geladen.versie,
        )

    def _eis_zicht(self, geladen: Geladen) -> None:
        """Read nothing out of reach, also for a command; break-glass widens it, a purpose for one case narrows it.

        Raises:
            OnbekendeCasus: it is out of reach.
        """
        doel, casus = self.gebruiker.inzagedoel, geladen.casus
        zichtbaar = all(bereikt(self.gebruiker, casus, recht) for recht in (self.recht, Recht.CASUS_LEZEN))
        if doel is not None and casus.tafel == doel.tafel and doel.casus is not None:
            past = doel.casus == self.dienst.inzagen.pseudoniemen(geladen.stroom_id).casus(geladen.stroom_id)
            zichtbaar = past and (zichtbaar or doel.grond is Inzagegrond.NOODGEVAL)
        if not zichtbaar:
            raise OnbekendeCasus

    # --- the read log ---

    def zoek(self, stroom_id: UUID, tafel: str) -> None:
        """Note that this case or consultatie is asked for, before it is known whether anything of it is shown."""
        self.kijk.tafel = tafel
        self.kijk.zoek(stroom_id)

    @contextmanager
    def op_naam(self, casusnummer: str) -> Iterator[None]:
        """Note which case was asked for, where the answer is that it cannot be."""
        try:
            yield
        except (Weigering, OnbekendeCasus):
            with suppress(OnbekendeCasus):
                geladen = self.dienst.shell.laad(casusnummer)
                self.zoek(geladen.stroom_id, geladen.casus.tafel)
            raise

    def toon(self, stroom_id: UUID, personen: Iterable[UUID], *, tafel: Tafel) -> None:
        """Note that the answer shows these people of a case or consultatie of this table, and of no other table."""
        self.kijk.tafel = tafel.id
        self.kijk.toon(stroom_id, personen, self._diepte(tafel))

    def toon_bij(self, stroom_id: UUID, personen: Iterable[UUID], *, tafel: Tafel) -> None:
        """Note the same in an answer that is about several tables: each look stands with its own."""
        self.kijk.toon(stroom_id, personen, self._diepte(tafel), tafel=tafel.id)

    def _diepte(self, tafel: Tafel) -> Diepte:
        if not self.gebruiker.ziet_persoonsgegevens:
            return Diepte.PSEUDONIEM
        return Diepte.VOLLEDIG if self.gebruiker.ziet_namen(tafel) else Diepte.ROLLEN

    def toon_persoon(self, casusnummer: str, persoon_id: UUID) -> None:
        """Note that the answer shows this person of a case that a command was carried out on."""
        geladen = self.dienst.shell.laad(casusnummer)
        self.toon(geladen.stroom_id, [persoon_id], tafel=self.dienst.shell.tafel_van(geladen.casus))

    def toon_nummers(self, stromen: Iterable[UUID], *, tafel: Tafel) -> None:
        """Note that the answer shows these cases by number, and nobody of them."""
        self.kijk.tafel = tafel.id
        for stroom_id in stromen:
            self.kijk.toon(stroom_id, (), Diepte.PSEUDONIEM)

    def _pseudoniemen(self, stroom_id: UUID, personen: Iterable[UUID]) -> dict[UUID, UUID]:
        if self.gebruiker.ziet_persoonsgegevens:
            return {}
        mensen = list(personen)
        namen = self.dienst.inzagen.pseudoniemen(stroom_id, mensen)
        return {persoon: namen.persoon(stroom_id, persoon) for persoon in mensen}

    def leest_nummer(self, casusnummer: str) -> bool:
        """Say whether the case under this number is there and the caller may read it; a damaged one nobody can."""
        try:
            casus = self.dienst.shell.laad(casusnummer).casus
        except (OnbekendeCasus, KluisGeschonden):
            return False
        return bereikt(self.gebruiker, casus, Recht.CASUS_LEZEN)

    def _nummer_elders(self, opgetekend: Opgetekend) -> Opgetekend:
        """A number at another table is for who sent the case there, and for who may read it there."""
        feit = opgetekend.gebeurtenis
        if not isinstance(feit, Doorgegeven) or opgetekend.envelop.wie == self.gebruiker.wie.id:
            return opgetekend
        if self.leest_nummer(feit.casusnummer):
            return opgetekend
        return replace(opgetekend, gebeurtenis=replace(feit, casusnummer=VERBORGEN))

    # --- overleg and consultatie ---

    def eis_overleg(self, overleg: Overleg) -> None:
        """Answer for an overleg of another table exactly as for one that never existed.

        Raises:
            OnbekendOverleg: it is of another table.
        """
        if overleg.gepland is None or overleg.gepland.tafel not in self.gebruiker.tafels:
            raise OnbekendOverleg

    def beantwoord(self, overleg_id: UUID, opdracht: BevestigKomst | ZegKomstAf) -> Overleguitkomst:
        """Answer an invitation.

        Raises:
            OnbekendOverleg: the overleg is of another table, or the invitation is not the caller's to answer.
        """

        def eis_eigen(overleg: Overleg) -> None:
            self.eis_overleg(overleg)
            if not mag_antwoorden(self.gebruiker, overleg.uitnodiging(opdracht.uitnodiging_id)):
                raise OnbekendOverleg

        return self.gezien(
            self.dienst.overleggen.voer_uit(overleg_id, opdracht, namens=self.namens, mag=eis_eigen)
        )

    def eis_consultatie(self, consultatie: Consultatie) -> None:
        """Answer for a consultatie that is out of reach exactly as for one that never existed.

        Raises:
            OnbekendeConsultatie: it is out of reach.
        """
        if not bereikt_consultatie(self.gebruiker, consultatie):
            raise OnbekendeConsultatie

    def gezien(self, gedaan: U) -> U:
        """Wait until the views show what was done; where nothing was, the answer is a look at what there is."""
        self.kijk.versie = gedaan.versie
        if gedaan.nieuw:
            self.kijk.staat_vast()
            self.dienst.wacht_op(gedaan.positie)
        elif isinstance(gedaan, Uitgevoerd):
            self._toon_stand(gedaan.stroom_id, gedaan.casus.betrokkenen, gedaan.casus.tafel)
        elif isinstance(gedaan, Consultatieuitkomst):
            self._toon_stand(gedaan.stroom_id, gedaan.consultatie.betrokkenen, gedaan.consultatie.tafel)
        return gedaan

    def _toon_stand(self, stroom_id: UUID, mensen: Iterable[Betrokkene], tafel: str) -> None:
        """Note an answer that tells how it stands, and who is in it by id."""
        self.kijk.tafel = tafel
        self.kijk.toon(stroom_id, mensen_in(mensen), Diepte.PSEUDONIEM)


def mensen_in(betrokkenen: Iterable[Betrokkene]) -> list[UUID]:
    """The ids of these people, without those who were destroyed."""
    return [mens.persoon_id for mens in betrokkenen if mens.persoon_id != NIEMAND]
