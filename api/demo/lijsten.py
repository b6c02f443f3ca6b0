"""The vernietigingslijsten of the demo year: one list for each destruction, told up to where the service takes over.

What the service itself has to do for a list, such as replacing the KEK, cannot be told: that it does when it serves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from api.demo.geheugen import Geheugen
from api.demo.stappen import (
    BegintLijst,
    ControleertLijst,
    KeurtLijstGoed,
    Lijststap,
    OpLijst,
    VernietigtLijst,
)
from domain.casus.commands import Verwijder
from domain.casus.state import Casus
from domain.casus.waarden import Lijstgang
from domain.consultatie.commands import VerwijderConsultatie
from domain.consultatie.state import Consultatie
from domain.historie import Opgetekend, van_lijst
from domain.vernietigingslijst.commands import (
    BeginUitvoering,
    ControleerLijst,
    HandelPostenAf,
    KeurLijstGoed,
    Lijstopdracht,
    StelLijstVoor,
)
from domain.vernietigingslijst.decide import decide_lijst
from domain.vernietigingslijst.omstandigheden import Lijstomstandigheden
from domain.vernietigingslijst.state import Vernietigingslijst, vouw_lijst
from domain.vernietigingslijst.voorvertoning import Postbeeld, Telling, digest_van
from domain.vernietigingslijst.waarden import Post, Postsoort, Vernietigde, Voorgesteld
from infra.codec import ALLES, Codec
from infra.consultaties import Consultaties
from infra.keys import Eenheid
from infra.kluis import NIETS, Bijwerking, Vernietiging
from infra.optekenen import Nieuw, Opdrachtgever, Optekenaar
from infra.shell import Shell
from infra.vernietiging.lijsten import bedenktijd_van, lijst_id_van
from projections.dagen import begin_van


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
                self._schrijf(wat.lijstnummer, ControleerLijst(), namens)
            case KeurtLijstGoed():
                beelden = tuple(self._beeld(een.post) for een in self.lijst(wat.lijstnummer).op_de_lijst)
                self._schrijf(wat.lijstnummer, KeurLijstGoed(digest_van(beelden), beelden), namens)
            case BegintLijst():
                self._schrijf(wat.lijstnummer, BeginUitvoering(), namens)
            case VernietigtLijst():
                self._vernietig(wat, namens)

    def lijst(self, lijstnummer: str) -> Vernietigingslijst:
        """A list as it is now."""
        return vouw_lijst(van_lijst(self._historie(lijst_id_van(lijstnummer))))

    def _historie(self, stroom_id: UUID) -> Sequence[Opgetekend]:
        return self.geheugen.stromen.get(stroom_id, ())

    def _stroom(self, nummer: str) -> UUID:
        return self.geheugen.nummers[nummer].stroom_id

    def _stel_voor(self, wat: OpLijst, namens: Opdrachtgever) -> None:
        over: Casus | Consultatie = (
            self.shell.laad(wat.nummer).casus
            if wat.soort is Postsoort.CASUS
            else self.consultaties.laad(wat.nummer)
        )
        post = Post(self.optekenaar.omgeving.nieuw_id(), wat.soort, self._stroom(wat.nummer))
        voorgesteld = Voorgesteld(
            post=post,
            grond=wat.grond,
            regel=over.bewaarregel,
            bewaren_tot=over.bewaren_tot,
            bedenktijd_dagen=bedenktijd_van(self.shell.definities.protocolversies, over.bewaarregel),
        )
        tot_en_met = max(
            self.optekenaar.omgeving.vandaag(), over.bewaren_tot or self.optekenaar.omgeving.vandaag()
        )
        self._schrijf(
            wat.lijstnummer, StelLijstVoor(wat.lijstnummer, tot_en_met, (voorgesteld,)), namens, over.tafel
        )

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
        lijst_id = lijst_id_van(lijstnummer)
        historie, lijst = self._historie(lijst_id), self.lijst(lijstnummer)
        bij = Lijstomstandigheden(
            self.optekenaar.omgeving.nu(), namens.wie, self.shell.tafel(tafel or lijst.tafel), begin_van
        )
        feiten = decide_lijst(lijst, opdracht, bij=bij)
        self.optekenaar.schrijf(
            [*naast, Nieuw(lijst_id, len(historie), feiten)],
            bos=self.geheugen.bos(),
            namens=namens,
            bijwerking=bijwerking,
        )

    def _vernietig(self, wat: VernietigtLijst, namens: Opdrachtgever) -> None:
        lijst = self.lijst(wat.lijstnummer)
        (een,) = lijst.open_posten
        voorgesteld, gecontroleerd, goedgekeurd = lijst.rollen[:3]
        gang = Lijstgang(wat.lijstnummer, voorgesteld, gecontroleerd, goedgekeurd)
        stroom_id, bos = een.post.stroom_id, self.geheugen.bos()
        if een.post.soort is Postsoort.CASUS:
            geladen = self.shell.laad_stroom(stroom_id)
            opdracht = Verwijder(wat.bewijsnummer, een.grond, gang)
            weg = Nieuw(stroom_id, geladen.versie, self.shell.beslis(geladen, opdracht, wie=namens.wie))
        else:
            van_consultatie = VerwijderConsultatie(wat.bewijsnummer, een.grond, gang)
            weg = self.consultaties.nieuw_van(stroom_id, van_consultatie, wie=namens.wie, bos=bos)
        self._schrijf(
            wat.lijstnummer,
            HandelPostenAf(vernietigd=(Vernietigde(een.post.post_id, wat.bewijsnummer),)),
            namens,
            naast=(weg,),
            bijwerking=Bijwerking(vernietigingen=(Vernietiging(stroom_id, self.optekenaar.omgeving.nu()),)),
        )

    def _beeld(self, post: Post) -> Postbeeld:
        """What the preview of the service would count: each fact is sealed once more and thrown away."""
        historie, bos = self._historie(post.stroom_id), self.geheugen.bos()
        codec = Codec(ALLES, nieuw_id=lambda: UUID(int=0))
        delen = [deel for feit in historie for deel in codec.verzegel(feit, bos).delen]
        eenheden: set[Eenheid] = {deel.eenheid for deel in delen}
        telling = Telling(
            gebeurtenissen=sum(deel.nummer == 0 for deel in delen),
            delen=len(delen),
            sleutels=len(eenheden),
            nummers=1,
            merken=sum(post.stroom_id in stromen for stromen in self.geheugen.merken.values()),
            agendapunten=sum(stroom == post.stroom_id for stroom in self.geheugen.punten.values()),
            doorgegeven=sum(feit.naam == "casus.Doorgegeven.v1" for feit in historie),
            samenloop=sum(feit.naam == "casus.SamenloopGeraadpleegd.v1" for feit in historie),
        )
        return Postbeeld(post.post_id, historie[-1].versie, telling)
