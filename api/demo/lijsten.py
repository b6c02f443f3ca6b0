"""The vernietigingslijsten of the demo year, told up to where the service takes over.

What the service itself has to do for a list, such as replacing the KEK, cannot be told: that it does when it serves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from api.demo.geheugen import Geheugen
from api.demo.stappen import (
    Bedoeld,
    BegintLijst,
    ControleertLijst,
    KeurtLijstGoed,
    Lijststap,
    OpLijst,
    TrektLijstIn,
    VernietigtLijst,
)
from domain.casus.commands import (
    Goedkeuring,
    LaatBuitenVernietiging,
    Opdracht,
    VernietigBijdrage,
    VernietigPersoon,
    Verwijder,
)
from domain.casus.state import Casus
from domain.casus.waarden import Lijstgang, Vernietiggrond
from domain.consultatie.commands import LaatConsultatieBuitenVernietiging, VerwijderConsultatie
from domain.historie import Opgetekend, van_lijst
from domain.privacyprotocol import Bewaartermijn
from domain.tafels import Tafel
from domain.vernietigingslijst.commands import (
    BeginUitvoering,
    ControleerLijst,
    HandelPostenAf,
    KeurLijstGoed,
    Lijstopdracht,
    StelLijstVoor,
    TrekLijstIn,
)
from domain.vernietigingslijst.decide import decide_lijst
from domain.vernietigingslijst.omstandigheden import Lijstomstandigheden
from domain.vernietigingslijst.state import Vernietigingslijst, vouw_lijst
from domain.vernietigingslijst.voorvertoning import Postbeeld, Telling, digest_van
from domain.vernietigingslijst.waarden import (
    Afgehaalde,
    Afhaalreden,
    Post,
    Postsoort,
    Vernietigde,
    Voorgesteld,
)
from domain.weigering import Weigering
from infra.codec import ALLES, Codec
from infra.consultaties import Consultaties
from infra.keys import Eenheid
from infra.kluis import NIETS, Bijwerking, Vernietiging, samen
from infra.optekenen import Nieuw, Opdrachtgever, Optekenaar, Stroom
from infra.shell import Shell
from infra.vernietiging.gelezen import Gelezen
from infra.vernietiging.lijsten import bedenktijd_van, lijst_id_van
from projections.dagen import begin_van

HEEL = (Postsoort.CASUS, Postsoort.CONSULTATIE)


@dataclass
class _Lot:
    """What becomes of the items of a list."""

    vernietigd: list[Vernietigde] = field(default_factory=list)
    afgehaald: list[Afgehaalde] = field(default_factory=list)
    teruggekomen: list[UUID] = field(default_factory=list)
    stromen: list[Nieuw] = field(default_factory=list)
    bijwerkingen: list[Bijwerking] = field(default_factory=list)


@dataclass(frozen=True)
class Demolijsten:
    """The lists of the invented world, on streams in memory."""

    geheugen: Geheugen
    optekenaar: Optekenaar
    shell: Shell
    consultaties: Consultaties

    def doe(self, wat: Lijststap, namens: Opdrachtgever) -> None:
        """Let one step with a list happen.

        Raises:
            Weigering: the rules do not allow it.
        """
        match wat:
            case OpLijst():
                self._stel_voor(wat, namens)
            case ControleertLijst():
                self._controleer(wat, namens)
            case KeurtLijstGoed():
                beelden = tuple(self._beeld(een.post) for een in self.lijst(wat.lijstnummer).op_de_lijst)
                self._schrijf(wat.lijstnummer, KeurLijstGoed(digest_van(beelden), beelden), namens)
            case TrektLijstIn():
                self._schrijf(wat.lijstnummer, TrekLijstIn(wat.reden), namens)
            case BegintLijst():
                self._schrijf(wat.lijstnummer, BeginUitvoering(), namens)
            case VernietigtLijst():
                self._vernietig(wat, namens)

    def lijst(self, lijstnummer: str) -> Vernietigingslijst:
        """A list as it is now."""
        return self.laad(lijstnummer).lijst

    # --- as ``Vernietigingslijsten``, for what puts an erasure on a list ---

    def laad(self, lijstnummer: str) -> Gelezen:
        """A list as it is now, with its stream."""
        lijst_id = lijst_id_van(lijstnummer)
        stroom = Stroom(lijst_id, tuple(self._historie(lijst_id)), self.geheugen.bos())
        return Gelezen(stroom, vouw_lijst(van_lijst(stroom.historie)))

    def bij(self, tafel: Tafel, namens: Opdrachtgever) -> Lijstomstandigheden:
        """What a decision on a list of this table is given."""
        return Lijstomstandigheden(self.optekenaar.omgeving.nu(), namens.wie, tafel, begin_van)

    # --- shared ---

    def _historie(self, stroom_id: UUID) -> Sequence[Opgetekend]:
        return self.geheugen.stromen.get(stroom_id, ())

    def _stroom(self, nummer: str) -> UUID:
        return self.geheugen.nummers[nummer].stroom_id

    def _schrijf(
        self,
        lijstnummer: str,
        opdracht: Lijstopdracht,
        namens: Opdrachtgever,
        tafel: str = "",
        *,
        naast: Sequence[Nieuw] = (),
        bijwerking: Bijwerking = NIETS,
    ) -> None:
        gelezen = self.laad(lijstnummer)
        bij = self.bij(self.shell.tafel(tafel or gelezen.lijst.tafel), namens)
        feiten = decide_lijst(gelezen.lijst, opdracht, bij=bij)
        self.optekenaar.schrijf(
            [*naast, Nieuw(gelezen.stroom.stroom_id, gelezen.stroom.versie, feiten)],
            bos=self.geheugen.bos(),
            namens=namens,
            bijwerking=bijwerking,
        )

    # --- from proposal to approval ---

    def _stel_voor(self, wat: OpLijst, namens: Opdrachtgever) -> None:
        vandaag = self.optekenaar.omgeving.vandaag()
        posten = tuple(self._voorgesteld(een) for een in wat.posten)
        tot_en_met = max(vandaag, *(een.bewaren_tot or vandaag for een in posten))
        eerste = wat.posten[0]
        over = (
            self.consultaties.laad(eerste.nummer)
            if eerste.soort is Postsoort.CONSULTATIE
            else self.shell.laad(eerste.nummer).casus
        )
        self._schrijf(wat.lijstnummer, StelLijstVoor(wat.lijstnummer, tot_en_met, posten), namens, over.tafel)

    def _voorgesteld(self, een: Bedoeld) -> Voorgesteld:
        termijn = self._termijn(een)
        regel = termijn.regel if termijn is not None else None
        return Voorgesteld(
            post=Post(
                self.optekenaar.omgeving.nieuw_id(),
                een.soort,
                self._stroom(een.nummer),
                een.persoon_id,
                een.organisatie,
            ),
            grond=een.grond,
            regel=regel,
            bewaren_tot=termijn.tot if termijn is not None else None,
            bedenktijd_dagen=bedenktijd_van(self.shell.definities.protocolversies, regel),
        )

    def _termijn(self, een: Bedoeld) -> Bewaartermijn | None:
        if een.soort is Postsoort.CONSULTATIE:
            consultatie = self.consultaties.laad(een.nummer)
            tot, regel = consultatie.bewaren_tot, consultatie.bewaarregel
        else:
            casus = self.shell.laad(een.nummer).casus
            if een.persoon_id is not None:
                return casus.termijn_van_persoon(een.persoon_id)
            if een.organisatie is not None:
                return casus.termijn_van_bijdrage(een.organisatie)
            tot, regel = casus.bewaren_tot, casus.bewaarregel
        return None if tot is None or regel is None else Bewaartermijn(tot, regel)

    def _controleer(self, wat: ControleertLijst, namens: Opdrachtgever) -> None:
        posten = {een.post.stroom_id: een.post for een in self.lijst(wat.lijstnummer).posten}
        geweigerd, naast = [], []
        for nummer, reden, toelichting in wat.weigert:
            post = posten[self._stroom(nummer)]
            geweigerd.append((post.post_id, reden))
            if post.soort is Postsoort.CONSULTATIE:
                van_consultatie = LaatConsultatieBuitenVernietiging(wat.lijstnummer, reden, toelichting)
                bos = self.geheugen.bos()
                naast.append(
                    self.consultaties.nieuw_van(post.stroom_id, van_consultatie, wie=namens.wie, bos=bos)
                )
            else:
                geladen = self.shell.laad_stroom(post.stroom_id)
                opdracht = LaatBuitenVernietiging(wat.lijstnummer, reden, toelichting)
                feiten = self.shell.beslis(geladen, opdracht, wie=namens.wie)
                naast.append(Nieuw(post.stroom_id, geladen.versie, feiten))
        self._schrijf(wat.lijstnummer, ControleerLijst(tuple(geweigerd)), namens, naast=naast)

    # --- execution ---

    def _vernietig(self, wat: VernietigtLijst, namens: Opdrachtgever) -> None:
        """As the service does: what the rules no longer allow comes off, what changed comes back, the rest goes."""
        lijst, lot = self.lijst(wat.lijstnummer), _Lot()
        beelden = lijst.goedkeuring.beelden if lijst.goedkeuring is not None else ()
        goedgekeurd = {beeld.post_id: beeld.digest for beeld in beelden}
        gang = Lijstgang(wat.lijstnummer, *lijst.rollen[:3])
        for een in lijst.open_posten:
            post_id, bewijsnummer = een.post.post_id, self.optekenaar.omgeving.bewijsnummer()
            try:
                nieuw, bijwerking = self._weg(een, gang, bewijsnummer, namens)
            except Weigering:
                lot.afgehaald.append(Afgehaalde(post_id, self._waarom(een.post)))
                continue
            if goedgekeurd[post_id] != self._beeld(een.post).digest:
                lot.teruggekomen.append(post_id)
                continue
            lot.vernietigd.append(Vernietigde(post_id, bewijsnummer))
            lot.stromen.append(nieuw)
            lot.bijwerkingen.append(bijwerking)
        self._schrijf(
            wat.lijstnummer,
            HandelPostenAf(tuple(lot.vernietigd), tuple(lot.afgehaald), tuple(lot.teruggekomen)),
            namens,
            naast=lot.stromen,
            bijwerking=samen(*lot.bijwerkingen),
        )

    def _weg(
        self, een: Voorgesteld, gang: Lijstgang, bewijsnummer: str, namens: Opdrachtgever
    ) -> tuple[Nieuw, Bijwerking]:
        post = een.post
        if post.soort is Postsoort.CONSULTATIE:
            van_consultatie = VerwijderConsultatie(bewijsnummer, een.grond, gang)
            weg = Vernietiging(post.stroom_id, self.optekenaar.omgeving.nu())
            bos = self.geheugen.bos()
            nieuw = self.consultaties.nieuw_van(post.stroom_id, van_consultatie, wie=namens.wie, bos=bos)
            return nieuw, Bijwerking(vernietigingen=(weg,))
        geladen = self.shell.laad_stroom(post.stroom_id)
        opdracht = _opdracht(een, gang, bewijsnummer)
        feiten = self.shell.beslis(geladen, opdracht, wie=namens.wie)
        return Nieuw(post.stroom_id, geladen.versie, feiten), self.shell.bijwerking(geladen, opdracht)

    def _waarom(self, post: Post) -> Afhaalreden:
        casus = self.shell.laad_stroom(post.stroom_id).casus if post.soort in HEEL[:1] else Casus()
        if casus.opschortingen:
            return Afhaalreden.OPGESCHORT
        return Afhaalreden.BEPERKT if casus.beperkingen else Afhaalreden.GROND_VERVALLEN

    def _beeld(self, post: Post) -> Postbeeld:
        """What the preview of the service would count: each fact is sealed once more and thrown away."""
        historie, bos = self._historie(post.stroom_id), self.geheugen.bos()
        codec = Codec(ALLES, nieuw_id=lambda: UUID(int=0))
        delen = [
            deel
            for feit in historie
            for deel in codec.verzegel(feit, bos).delen
            if post.persoon_id in (None, deel.eenheid.persoon_id)
            and post.organisatie in (None, deel.eenheid.organisatie)
        ]
        eenheden: set[Eenheid] = {deel.eenheid for deel in delen}
        merken = [merk for merk in self.geheugen.merken if merk.stroom_id == post.stroom_id]
        telling = Telling(
            gebeurtenissen=sum(deel.nummer == 0 for deel in delen),
            delen=len(delen),
            sleutels=len(eenheden),
            merken=sum(
                post.organisatie is None and post.persoon_id in (None, merk.persoon_id) for merk in merken
            ),
        )
        if post.soort in HEEL:
            telling += Telling(
                nummers=1,
                agendapunten=sum(stroom == post.stroom_id for stroom in self.geheugen.punten.values()),
                doorgegeven=sum(feit.naam == "casus.Doorgegeven.v1" for feit in historie),
                samenloop=sum(feit.naam == "casus.SamenloopGeraadpleegd.v1" for feit in historie),
            )
        return Postbeeld(post.post_id, historie[-1].versie, telling)


def _opdracht(een: Voorgesteld, gang: Lijstgang, bewijsnummer: str) -> Opdracht:
    post, door = een.post, Goedkeuring(*gang.rollen)
    if post.persoon_id is not None:
        return VernietigPersoon(post.persoon_id, bewijsnummer, Vernietiggrond(een.grond.value), door)
    if post.organisatie is not None:
        return VernietigBijdrage(post.organisatie, bewijsnummer, Vernietiggrond(een.grond.value), door)
    return Verwijder(bewijsnummer, een.grond, gang)
