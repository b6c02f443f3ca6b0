"""From a command on a vernietigingslijst to recorded facts: what is due, who looked at it, and what was approved."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Engine

from domain.casus.commands import LaatBuitenVernietiging
from domain.casus.waarden import Verwijdergrond, Weigerreden
from domain.consultatie.commands import LaatConsultatieBuitenVernietiging
from domain.historie import van_lijst
from domain.privacyprotocol import Privacyprotocol
from domain.tafels import Tafel
from domain.vernietigingslijst.commands import (
    ControleerLijst,
    KeurLijstGoed,
    Lijstopdracht,
    StelLijstVoor,
)
from domain.vernietigingslijst.decide import decide_lijst
from domain.vernietigingslijst.events import Lijstfeit
from domain.vernietigingslijst.omstandigheden import Lijstomstandigheden
from domain.vernietigingslijst.state import Lijstfase, Vernietigingslijst, vouw_lijst
from domain.vernietigingslijst.voorvertoning import Postbeeld
from domain.vernietigingslijst.waarden import Afhaalreden, Post, Postsoort, Voorgesteld
from infra.consultaties import Consultaties
from infra.keys import Inpakker
from infra.kluis import NIETS, Bijwerking
from infra.nummers import Nummers
from infra.optekenen import Nieuw, Opdrachtgever, Optekenaar, met_nieuwe_kans
from infra.shell import Shell
from infra.vernietiging.gelezen import Gelezen, Lijstuitkomst, als_eerder
from infra.vernietiging.opnummer import op_nummer
from infra.vernietiging.tegengehouden import tegengehouden
from infra.vernietiging.voorvertoning import BekendeKopie, Kopieenboek, volledig
from projections.bewaarkalender import ZONDER_KLOK, Kalenderrij, voor_lijst
from projections.dagen import begin_van
from projections.vernietigingslijsten import al_op_een_lijst, op_een_lijst

GROOTSTE = 10_000
"""Items on one list; what is more goes on a next one."""

BEDENKTIJD = 7
"""Days, where no term runs and so no rule says how long."""


class OnbekendeLijst(Exception):
    """No list has this number."""


@dataclass(frozen=True)
class Voorstel:
    """What to put on a list: what is due up to and with a day; also, or only, what is named by number."""

    lijstnummer: str
    tot_en_met: date
    nummers: tuple[str, ...] = ()
    ook_uitgewerkt: bool = False


@dataclass(frozen=True)
class Geweigerd:
    """An item that who checks leaves out. ``toelichting`` goes to the case and dies with it."""

    post_id: UUID
    reden: Weigerreden
    toelichting: str


@dataclass(frozen=True)
class Ernaast:
    """What is written beside facts of a list: to the streams on it, and what travels along."""

    stromen: tuple[Nieuw, ...] = ()
    bijwerking: Bijwerking = NIETS


NIETS_ERNAAST = Ernaast()


class Vernietigingslijsten:
    """The one place where commands on a vernietigingslijst become facts."""

    def __init__(
        self,
        optekenaar: Optekenaar,
        engine: Engine,
        shell: Shell,
        consultaties: Consultaties,
        nummers: Nummers,
        *,
        kek: Inpakker,
        kopieen: Kopieenboek | None,
    ) -> None:
        """Take what reads and writes streams, the views, the other shells, and the register of exports, if any."""
        self.optekenaar = optekenaar
        self.engine = engine
        self.shell = shell
        self.consultaties = consultaties
        self.kek = kek
        self.kopieen = kopieen
        self._nummers = nummers

    def laad(self, lijstnummer: str) -> Gelezen:
        """The list as it is.

        Raises:
            OnbekendeLijst: the number leads nowhere.
        """
        gelezen = self._lees(lijst_id_van(lijstnummer))
        if gelezen.lijst.fase is Lijstfase.GEEN:
            raise OnbekendeLijst
        return gelezen

    def stel_voor(self, tafel_id: str, voorstel: Voorstel, *, namens: Opdrachtgever) -> Lijstuitkomst:
        """Put on a list what is due at a table and stands on no other list.

        Raises:
            OnbekendeTafel: there is no such table.
            Weigering: there is nothing to put on it, or the rules were changed in their file.
        """
        tafel = self.shell.tafel(tafel_id)
        self.shell.protocollen.eis_ongewijzigd(tafel.regime)

        def poging() -> Lijstuitkomst:
            if eerder := namens.gemaakt(lambda lijst_id: self._lees(lijst_id).historie):
                return als_eerder(eerder, bos=self.optekenaar.archief.bos())
            gelezen = self._lees(lijst_id_van(voorstel.lijstnummer))
            posten = gelezen.lijst.posten or self._posten(tafel, voorstel)
            opdracht = StelLijstVoor(voorstel.lijstnummer, voorstel.tot_en_met, posten)
            feiten = decide_lijst(gelezen.lijst, opdracht, bij=self.bij(tafel, namens))
            return self.schrijf(gelezen, feiten, namens=namens)

        return met_nieuwe_kans(poging)

    def voer_uit(
        self,
        lijstnummer: str,
        opdracht: Lijstopdracht,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Vernietigingslijst], None] = lambda _: None,
        vanaf: Gelezen | None = None,
    ) -> Lijstuitkomst:
        """Carry out a command on a list alone.

        Who has the list at hand gives it as ``vanaf``; it is read anew only where somebody else wrote since.

        Raises:
            OnbekendeLijst: the number leads nowhere.
            Weigering: the rules do not allow it; nothing was recorded.
        """

        def poging(gelezen: Gelezen) -> Lijstuitkomst:
            mag(gelezen.lijst)
            if eerder := namens.eerder(gelezen.historie):
                return als_eerder(eerder, bos=gelezen.stroom.bos)
            return self.schrijf(gelezen, self.beslis(gelezen, opdracht, namens), namens=namens)

        return self.met_nieuwe_kans(lijstnummer, poging, vanaf=vanaf)

    def met_nieuwe_kans(
        self, lijstnummer: str, poging: Callable[[Gelezen], Lijstuitkomst], *, vanaf: Gelezen | None
    ) -> Lijstuitkomst:
        """Try on the list as it was at hand, and after a conflict on the list as it is.

        Raises:
            OnbekendeLijst: the number leads nowhere.
            TeDruk: others kept writing first; nothing was recorded.
        """
        bij_de_hand = iter(() if vanaf is None else (vanaf,))
        return met_nieuwe_kans(lambda: poging(next(bij_de_hand, None) or self.laad(lijstnummer)))

    def controleer(
        self,
        lijstnummer: str,
        geweigerd: Sequence[Geweigerd],
        *,
        namens: Opdrachtgever,
        mag: Callable[[Vernietigingslijst], None] = lambda _: None,
    ) -> Lijstuitkomst:
        """Record a check; what is said about an item that is left out is recorded with its case, in the same append.

        Raises:
            OnbekendeLijst: the number leads nowhere.
            Weigering: the rules of the list or of one of the cases do not allow it.
        """

        def poging() -> Lijstuitkomst:
            gelezen = self.laad(lijstnummer)
            mag(gelezen.lijst)
            if eerder := namens.eerder(gelezen.historie):
                return als_eerder(eerder, bos=gelezen.stroom.bos)
            opdracht = ControleerLijst(tuple((een.post_id, een.reden) for een in geweigerd))
            feiten = self.beslis(gelezen, opdracht, namens)
            if not feiten:
                return self.schrijf(gelezen, feiten, namens=namens)
            per_stroom: dict[UUID, Nieuw] = {}
            for een in geweigerd:
                nieuw = self._buiten(gelezen, een, namens)
                al = per_stroom.get(nieuw.stroom_id, replace(nieuw, feiten=()))
                per_stroom[nieuw.stroom_id] = replace(nieuw, feiten=(*al.feiten, *nieuw.feiten))
            naast = Ernaast(tuple(nieuw for nieuw in per_stroom.values() if nieuw.feiten))
            return self.schrijf(gelezen, feiten, namens=namens, naast=naast)

        return met_nieuwe_kans(poging)

    def voorvertoning(self, lijst: Vernietigingslijst) -> tuple[Postbeeld, ...]:
        """What the list is going to destroy, as it is now; of an approved list, what was approved."""
        if lijst.goedkeuring is not None:
            return lijst.goedkeuring.beelden
        with self.engine.connect() as verbinding:
            return volledig(
                verbinding,
                (een.post for een in lijst.op_de_lijst),
                kek=self.kek,
                kopieen=self.kopieen,
            )

    def kopieen_van(self, stromen: Collection[UUID]) -> Mapping[UUID, Sequence[BekendeKopie]]:
        """The files that were given out with something of these and that nobody said are gone."""
        return self.kopieen(stromen) if self.kopieen is not None else {}

    def tegengehouden(
        self, lijst: Vernietigingslijst, posten: Sequence[Voorgesteld]
    ) -> dict[UUID, Afhaalreden]:
        """What would take some of these off the list now; of a list that is at its end, nothing."""
        open_ = {een.post.post_id for een in lijst.open_posten}
        nog = [een for een in posten if een.post.post_id in open_ and lijst.ingetrokken is None]
        with self.engine.connect() as verbinding:
            return tegengehouden(verbinding, nog) if nog else {}

    def nummers_van(self, stromen: Collection[UUID]) -> dict[UUID, str]:
        """The numbers of these casussen and consultaties, of those that still have one."""
        return self._nummers.van(stromen)

    def keur_goed(
        self,
        lijstnummer: str,
        gezien: str,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Vernietigingslijst], None] = lambda _: None,
    ) -> Lijstuitkomst:
        """Approve the preview whose digest is ``gezien``; another one by now is refused.

        Raises:
            OnbekendeLijst: the number leads nowhere.
            Weigering: the rules do not allow it, or the list changed since it was seen.
        """

        def poging() -> Lijstuitkomst:
            gelezen = self.laad(lijstnummer)
            mag(gelezen.lijst)
            if eerder := namens.eerder(gelezen.historie):
                return als_eerder(eerder, bos=gelezen.stroom.bos)
            opdracht = KeurLijstGoed(gezien, self.voorvertoning(gelezen.lijst))
            return self.schrijf(gelezen, self.beslis(gelezen, opdracht, namens), namens=namens)

        return met_nieuwe_kans(poging)

    # --- what others build on ---

    def beslis(self, gelezen: Gelezen, opdracht: Lijstopdracht, namens: Opdrachtgever) -> list[Lijstfeit]:
        """What a command on this list would lead to."""
        tafel = self.shell.tafel(gelezen.lijst.tafel)
        return decide_lijst(gelezen.lijst, opdracht, bij=self.bij(tafel, namens))

    def bij(self, tafel: Tafel, namens: Opdrachtgever) -> Lijstomstandigheden:
        """What a decision on a list of this table is given."""
        return Lijstomstandigheden(self.optekenaar.omgeving.nu(), namens.wie, tafel, begin_van)

    def schrijf(
        self,
        gelezen: Gelezen,
        feiten: Sequence[Lijstfeit],
        *,
        namens: Opdrachtgever,
        naast: Ernaast = NIETS_ERNAAST,
    ) -> Lijstuitkomst:
        """Record facts of a list, and what stands beside them: all or nothing."""
        stroom = gelezen.stroom
        if not feiten:
            return Lijstuitkomst(gelezen, ())
        opgetekend = self.optekenaar.schrijf(
            [*naast.stromen, Nieuw(stroom.stroom_id, stroom.versie, feiten)],
            bos=stroom.bos,
            namens=namens,
            bijwerking=naast.bijwerking,
            over=stroom.stroom_id,
        )
        hier = [feit for feit in opgetekend if feit.stroom_id == stroom.stroom_id]
        return Lijstuitkomst(gelezen.met(hier), tuple(feiten))

    def _lees(self, lijst_id: UUID) -> Gelezen:
        stroom = self.optekenaar.lees(lijst_id, "vernietigingslijst")
        return Gelezen(stroom, vouw_lijst(van_lijst(stroom.historie)))

    # --- what goes on it ---

    def _posten(self, tafel: Tafel, voorstel: Voorstel) -> tuple[Voorgesteld, ...]:
        with self.engine.connect() as verbinding:
            if voorstel.nummers:
                rijen = op_nummer(
                    verbinding,
                    tafel.id,
                    voorstel.nummers,
                    tot_en_met=voorstel.tot_en_met,
                    nummers=self._nummers,
                )
            else:
                rijen = voor_lijst(
                    verbinding,
                    tafel.id,
                    tot_en_met=voorstel.tot_en_met,
                    ook_uitgewerkt=voorstel.ook_uitgewerkt,
                    limiet=GROOTSTE,
                    behalve=al_op_een_lijst(),
                )
            bezet = op_een_lijst(verbinding, [rij.stroom_id for rij in rijen])
        return tuple(
            self._voorgesteld(rij, voorstel.tot_en_met) for rij in rijen if rij.stroom_id not in bezet
        )

    def _voorgesteld(self, rij: Kalenderrij, tot_en_met: date) -> Voorgesteld:
        verstreken, met_klok = rij.bewaren_tot <= tot_en_met, rij.bewaren_tot != ZONDER_KLOK
        protocollen = self.shell.definities.protocolversies
        return Voorgesteld(
            post=Post(
                self.optekenaar.omgeving.nieuw_id(),
                Postsoort(rij.soort.value),
                rij.stroom_id,
                rij.persoon_id,
                rij.organisatie,
            ),
            grond=Verwijdergrond.TERMIJN_VERSTREKEN if verstreken else Verwijdergrond.NIET_LANGER_NODIG,
            regel=rij.regel if met_klok else None,
            bewaren_tot=rij.bewaren_tot if met_klok else None,
            bedenktijd_dagen=bedenktijd_van(protocollen, rij.regel if met_klok else None),
        )

    # --- what is left out ---

    def _buiten(self, gelezen: Gelezen, een: Geweigerd, namens: Opdrachtgever) -> Nieuw:
        post = next(p.post for p in gelezen.lijst.posten if p.post.post_id == een.post_id)
        nummer = gelezen.lijst.lijstnummer
        if post.soort is Postsoort.CONSULTATIE:
            return self.consultaties.nieuw_van(
                post.stroom_id,
                LaatConsultatieBuitenVernietiging(nummer, een.reden, een.toelichting),
                wie=namens.wie,
                bos=gelezen.stroom.bos,
            )
        geladen = self.shell.laad_stroom(post.stroom_id, bos=gelezen.stroom.bos)
        opdracht = LaatBuitenVernietiging(nummer, een.reden, een.toelichting)
        return Nieuw(geladen.stroom_id, geladen.versie, self.shell.beslis(geladen, opdracht, wie=namens.wie))


def bedenktijd_van(protocollen: Mapping[str, Privacyprotocol], regel: str | None) -> int:
    """How many days a destruction under this rule ("zvh/1/plafond") waits; without a rule the usual number."""
    naam, _, _ = (regel or "").rpartition("/")
    protocol = protocollen.get(naam)
    if protocol is None or regel is None:
        return BEDENKTIJD
    try:
        return protocol.regel(regel).bedenktijd_dagen
    except LookupError:
        return BEDENKTIJD


def lijst_id_van(lijstnummer: str) -> UUID:
    """The stream of a list. Its number may be known for ever, so nothing has to keep the two apart."""
    return uuid5(NAMESPACE_URL, f"vernietigingslijst/{lijstnummer}")
