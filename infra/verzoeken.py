"""From a command on a verzoek to recorded facts, with what it means for the cases of its person; both or neither.

A verzoek is about one person over all cases and consultaties of all tables. Where that person is, only the koppelingen
in the kluis tell: they die with the case as well as with the verzoek.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from uuid import UUID

from domain.casus.commands import Opdracht
from domain.casus.events import Feit
from domain.casus.evolve import evolve
from domain.casus.ontvangers import ontvangers
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Betrokkene, Betrokkenheid
from domain.historie import van_verzoek
from domain.rollen import Medewerker
from domain.verzoek.besluit import eis_wissing_kan
from domain.verzoek.commands import (
    LegZoekresultaatVast,
    OntvangVerzoek,
    TrekVerzoekIn,
    VerwijderVerzoek,
    Verzoekopdracht,
    VoerVerzoekUit,
    ZetWissingUit,
)
from domain.verzoek.decide import decide_verzoek
from domain.verzoek.events import Verzoekfeit
from domain.verzoek.gevolgen import gevolgen
from domain.verzoek.omstandigheden import Verzoekomstandigheden
from domain.verzoek.state import AanZet, Verzoek, Verzoekfase, vouw_verzoek
from domain.verzoek.waarden import Behoudgrond, Verzoeksoort, Vondst
from domain.weigering import Weigering
from infra.kluis import NIETS, Bijwerking, Koppeling, Nummer, Vernietiging, samen
from infra.nummers import Nummers, eis_eigen_nummer
from infra.optekenen import Nieuw, Opdrachtgever, Optekenaar, Stroom, met_nieuwe_kans
from infra.samenloop import Samenloop
from infra.shell import Shell
from infra.verzoekdelen import (
    Gelezen,
    OnbekendVerzoek,
    Poststand,
    Verzoekuitkomst,
    Vindplaats,
    Wisser,
    als_eerder,
)

BLIJFT = (Poststand.OPGESCHORT, Poststand.BEPERKT, Poststand.RECHTSVORDERING)
"""What keeps data though their erasure was granted."""

__all__ = ["OnbekendVerzoek", "Verzoeken", "Verzoekuitkomst", "Vindplaats"]


class Verzoeken:
    """The one place where commands on a verzoek become facts."""

    def __init__(
        self,
        optekenaar: Optekenaar,
        nummers: Nummers,
        shell: Shell,
        samenloop: Samenloop,
        *,
        wisser: Wisser,
    ) -> None:
        """Take what reads and writes streams, the numbers, the shell of the casussen, and the blind index."""
        self._optekenaar = optekenaar
        self._nummers = nummers
        self._shell = shell
        self._samenloop = samenloop
        self._wisser = wisser

    def laad(self, verzoeknummer: str) -> Verzoek:
        """The verzoek as it is.

        Raises:
            OnbekendVerzoek: the number leads nowhere.
        """
        return self.lees(verzoeknummer).verzoek

    def lees(self, verzoeknummer: str) -> Gelezen:
        """The verzoek with its history.

        Raises:
            OnbekendVerzoek: the number leads nowhere.
            KluisGeschonden: the number was made to lead to another verzoek.
        """
        stroom_id = self._nummers.stroom(verzoeknummer)
        if stroom_id is None:
            raise OnbekendVerzoek
        stroom = self._optekenaar.lees(stroom_id, "verzoek")
        verzoek = vouw_verzoek(van_verzoek(stroom.historie))
        if verzoek.fase in (Verzoekfase.GEEN, Verzoekfase.VERWIJDERD):
            raise OnbekendVerzoek
        eis_eigen_nummer(verzoeknummer, verzoek.verzoeknummer)
        return Gelezen(stroom, verzoek)

    def ontvang(self, opdracht: OntvangVerzoek, *, namens: Opdrachtgever) -> Verzoekuitkomst:
        """Register what somebody asks.

        Raises:
            Weigering: the rules do not allow it.
        """
        if eerder := namens.gemaakt(lambda id_: self._optekenaar.lees(id_, "verzoek").historie):
            return als_eerder(eerder)

        def poging() -> Verzoekuitkomst:
            stroom_id = self._optekenaar.omgeving.nieuw_id()
            leeg = Gelezen(Stroom(stroom_id, (), self._optekenaar.archief.bos()), Verzoek())
            feiten = self._beslis(leeg, opdracht, namens.wie)
            nummer = Nummer(opdracht.verzoeknummer, stroom_id, None)
            return self._schrijf(leeg, feiten, namens=namens, bijwerking=Bijwerking(nummers=(nummer,)))

        return met_nieuwe_kans(poging)

    def voer_uit(
        self,
        verzoeknummer: str,
        opdracht: Verzoekopdracht,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Verzoek], None] = lambda _: None,
    ) -> Verzoekuitkomst:
        """Carry out a command on a verzoek, and on the cases of its person what goes with it: all or nothing.

        Raises:
            OnbekendVerzoek: the number leads nowhere.
            Weigering: the rules of the verzoek or of one of those cases do not allow it; nothing was recorded.
        """

        def poging() -> Verzoekuitkomst:
            gelezen = self.lees(verzoeknummer)
            mag(gelezen.verzoek)
            if eerder := namens.eerder(gelezen.stroom.historie):
                return als_eerder(eerder)
            deze = opdracht
            if isinstance(deze, TrekVerzoekIn):
                deze = replace(deze, afgehandeld=self._afgehandeld(gelezen.verzoek))
            feiten = self._beslis(gelezen, deze, namens.wie)
            bijwerking = NIETS
            if feiten and isinstance(opdracht, VerwijderVerzoek):
                nu = self._optekenaar.omgeving.nu()
                bijwerking = Bijwerking(vernietigingen=(Vernietiging(gelezen.stroom.stroom_id, nu),))
            return self._schrijf(gelezen, feiten, namens=namens, bijwerking=bijwerking)

        return met_nieuwe_kans(poging)

    def zet_wissing_uit(
        self, verzoeknummer: str, *, namens: Opdrachtgever, mag: Callable[[Verzoek], None] = lambda _: None
    ) -> Verzoekuitkomst:
        """Put the data of the person on a vernietigingslijst, once; who had them is looked up before they are gone.

        Raises:
            OnbekendVerzoek: the number leads nowhere.
            Weigering: it was not granted, or there is no list.
        """

        def poging() -> Verzoekuitkomst:
            gelezen = self.lees(verzoeknummer)
            mag(gelezen.verzoek)
            if herhaald := namens.eerder(gelezen.stroom.historie):
                return als_eerder(herhaald)
            eerder, afgehandeld = gelezen.verzoek.wissing, self._afgehandeld(gelezen.verzoek)
            if eerder is not None and not (afgehandeld.issuperset(eerder.posten) and gelezen.verzoek.loopt):
                opdracht = ZetWissingUit(eerder.posten, eerder.te_berichten, eerder.lijsten)
                return self._schrijf(gelezen, self._beslis(gelezen, opdracht, namens.wie), namens=namens)
            eis_wissing_kan(gelezen.verzoek)
            plaatsen = self.vindplaatsen(gelezen)
            gezet = self._wisser.zet(namens, plaatsen, bos=gelezen.stroom.bos)
            opdracht = ZetWissingUit(gezet.posten, self.te_berichten(plaatsen), gezet.lijsten, afgehandeld)
            feiten = self._beslis(gelezen, opdracht, namens.wie)
            return self._schrijf(gelezen, feiten, namens=namens, ernaast=gezet.nieuw)

        return met_nieuwe_kans(poging)

    def poststanden(self, verzoek: Verzoek) -> Mapping[UUID, Poststand]:
        """What became of each post of an erasure."""
        return {} if verzoek.wissing is None else self._wisser.stand(verzoek.wissing)

    def aan_zet(self, verzoek: Verzoek) -> AanZet:
        """Whose turn it is: once no list of an erasure runs any more, whoever handles it has to go on."""
        wacht = verzoek.aan_zet is AanZet.VERNIETIGINGSLIJST
        loopt = wacht and Poststand.LOOPT in self.poststanden(verzoek).values()
        return AanZet.BEHANDELAAR if wacht and not loopt else verzoek.aan_zet

    def _afgehandeld(self, verzoek: Verzoek) -> frozenset[UUID]:
        standen = self.poststanden(verzoek)
        return frozenset(post_id for post_id, stand in standen.items() if stand is not Poststand.LOOPT)

    def rond_af(
        self, verzoeknummer: str, *, namens: Opdrachtgever, mag: Callable[[Verzoek], None] = lambda _: None
    ) -> Verzoekuitkomst:
        """Do what was agreed, and record that it was done and whom to tell; an erasure was carried out by its list.

        Raises:
            OnbekendVerzoek: the number leads nowhere.
            Weigering: it was not agreed, or of an erasure something is still there.
        """
        gelezen = self.lees(verzoeknummer)
        mag(gelezen.verzoek)
        return self.voer_uit(verzoeknummer, self._uitvoering(gelezen), namens=namens, mag=mag)

    def _uitvoering(self, gelezen: Gelezen) -> VoerVerzoekUit:
        verzoek = gelezen.verzoek
        if verzoek.uitgevoerd is not None:
            return VoerVerzoekUit(verzoek.uitgevoerd.te_berichten, verzoek.uitgevoerd.niet_gewist)
        if verzoek.soort is Verzoeksoort.INZAGE:
            return VoerVerzoekUit()
        plaatsen = self.vindplaatsen(gelezen)
        if verzoek.wissing is None:
            self._eis_casussen(plaatsen)
            return VoerVerzoekUit(self.te_berichten(plaatsen))
        return VoerVerzoekUit(verzoek.wissing.te_berichten, self._niet_gewist(verzoek, plaatsen))

    def _niet_gewist(self, verzoek: Verzoek, plaatsen: Sequence[Vindplaats]) -> tuple[Behoudgrond, ...]:
        """Why data stay that came off a list; all else is gone, and the verklaring of it is there."""
        standen = list(self.poststanden(verzoek).values())
        niet = tuple(Behoudgrond(stand.value) for stand in standen if stand in BLIJFT)
        if Poststand.LOOPT in standen:
            raise Weigering("De gegevens zijn nog niet vernietigd; de vernietigingslijst is nog niet klaar.")
        if Poststand.NIET_GELUKT in standen or (plaatsen and not niet):
            raise Weigering("Niet alles op de vernietigingslijst is vernietigd. Zet de wissing opnieuw uit.")
        if Poststand.OPGESCHORT in standen and not self._opgeschort(plaatsen):
            raise Weigering("Wat de wissing tegenhield is opgeheven. Zet de wissing opnieuw uit.")
        return niet

    def _opgeschort(self, plaatsen: Iterable[Vindplaats]) -> bool:
        return any(self._shell.laad_stroom(plaats.stroom_id).casus.opschortingen for plaats in plaatsen)

    def _eis_casussen(self, plaatsen: Iterable[Vindplaats]) -> None:
        """Refuse to pass over a question to a table: what it holds cannot be put right or restricted."""
        if any(not self._shell.laad_stroom(plaats.stroom_id).casus.tafel for plaats in plaatsen):
            raise Weigering(
                "De persoon komt ook voor in een consultatie; daarin kan niets worden verbeterd of beperkt. Sluit die "
                "consultatie en laat haar verwijderen, en voer het verzoek daarna uit."
            )

    def te_berichten(self, plaatsen: Iterable[Vindplaats]) -> tuple[str, ...]:
        """The organisations that supplied or got the data in these places (AVG 19, BGS 1.7)."""
        gevonden: set[str] = set()
        for stroom_id in {plaats.stroom_id for plaats in plaatsen}:
            gevonden |= set(ontvangers(self._shell.laad_stroom(stroom_id).casus))
        return tuple(sorted(gevonden))

    # --- the person ---

    def zoek(
        self,
        verzoeknummer: str,
        *,
        namens: Opdrachtgever,
        mag: Callable[[Verzoek], None] = lambda _: None,
    ) -> tuple[Verzoekuitkomst, tuple[Vindplaats, ...]]:
        """Look for the person in all cases and consultaties, and record that, before it is answered who was found.

        Raises:
            OnbekendVerzoek: the number leads nowhere.
            Weigering: it is not sure yet who asks, or the verzoek is past looking.
        """

        def poging() -> tuple[Verzoekuitkomst, tuple[Vindplaats, ...]]:
            gelezen = self.lees(verzoeknummer)
            mag(gelezen.verzoek)
            if eerder := namens.eerder(gelezen.stroom.historie):
                toen = als_eerder(eerder)
                return toen, self._plaatsen(Gelezen(gelezen.stroom, toen.verzoek))
            verzoek_id = gelezen.stroom.stroom_id
            er_al = {(een.stroom_id, een.persoon_id): een for een in self._plaatsen(gelezen)}
            gevonden, nieuw = [], []
            for een in self._samenloop.vind(_gezochte(gelezen.verzoek)):
                bekend = er_al.get((een.stroom_id, een.persoon_id))
                id_ = bekend.koppeling_id if bekend else self._optekenaar.omgeving.nieuw_id()
                plaats = Vindplaats(id_, een.stroom_id, een.persoon_id, een.wijze)
                gevonden.append(plaats)
                if bekend is None:
                    nieuw.append(Koppeling(id_, verzoek_id, een.stroom_id, een.persoon_id))
            vondsten = tuple(Vondst(plaats.koppeling_id, plaats.wijze) for plaats in gevonden)
            feiten = self._beslis(gelezen, LegZoekresultaatVast(vondsten), namens.wie)
            bij = Bijwerking(koppelingen=tuple(nieuw)) if feiten else NIETS
            return self._schrijf(gelezen, feiten, namens=namens, bijwerking=bij), tuple(gevonden)

        return met_nieuwe_kans(poging)

    def vindplaatsen(self, gelezen: Gelezen) -> tuple[Vindplaats, ...]:
        """Where the person is for sure, of what is still there: the data there may have been destroyed meanwhile."""
        zeker = set(gelezen.verzoek.koppelingen)
        return tuple(plaats for plaats in self._plaatsen(gelezen) if plaats.koppeling_id in zeker)

    def _plaatsen(self, gelezen: Gelezen) -> tuple[Vindplaats, ...]:
        wijzen = {vondst.koppeling_id: vondst.wijze for vondst in gelezen.verzoek.vondsten}
        with self._optekenaar.archief.datastore.get_connection() as verbinding:
            rijen = verbinding.execute(
                "SELECT koppeling_id, stroom_id, persoon_id FROM kluis.koppeling WHERE verzoek_id = %s"
                " ORDER BY stroom_id, persoon_id",
                (gelezen.stroom.stroom_id,),
            ).fetchall()
        return tuple(
            Vindplaats(rij["koppeling_id"], rij["stroom_id"], rij["persoon_id"], wijzen[rij["koppeling_id"]])
            for rij in rijen
            if rij["koppeling_id"] in wijzen
        )

    # --- shared ---

    def _beslis(self, gelezen: Gelezen, opdracht: Verzoekopdracht, wie: Medewerker) -> list[Verzoekfeit]:
        regels = self._shell.definities.verzoekregels
        bij = Verzoekomstandigheden(self._optekenaar.omgeving.vandaag(), wie, regels)
        return decide_verzoek(gelezen.verzoek, opdracht, bij=bij)

    def _elders(
        self, voor: Gelezen, na: Verzoek, *, namens: Opdrachtgever
    ) -> Iterable[tuple[Nieuw, Bijwerking]]:
        """What is recorded of the cases of the person, with what travels along; a case is one stream."""
        zeker = {*voor.verzoek.koppelingen, *na.koppelingen}
        per_stroom: dict[UUID, list[Vindplaats]] = {}
        for plaats in self._plaatsen(voor):
            if plaats.koppeling_id in zeker:
                per_stroom.setdefault(plaats.stroom_id, []).append(plaats)
        for stroom_id, plaatsen in per_stroom.items():
            geladen = self._shell.laad_stroom(stroom_id, bos=voor.stroom.bos)
            if geladen.casus.fase in (Fase.GEEN, Fase.VERWIJDERD):
                continue
            casus, feiten, bij = geladen.casus, list[Feit](), list[Bijwerking]()
            for plaats in plaatsen:
                for opdracht in self._gevolgen(voor.verzoek, na, plaats, casus):
                    nu = replace(geladen, casus=casus)
                    erbij = self._shell.beslis(nu, opdracht, wie=namens.wie)
                    bij += [self._shell.bijwerking(nu, opdracht)] if erbij else []
                    casus = reduce(evolve, erbij, casus)
                    feiten += erbij
            if feiten:
                yield Nieuw(stroom_id, geladen.versie, feiten), samen(*bij)

    def _gevolgen(self, voor: Verzoek, na: Verzoek, plaats: Vindplaats, casus: Casus) -> Sequence[Opdracht]:
        return tuple(
            gevolgen(
                voor,
                na,
                plaats.koppeling_id,
                plaats.persoon_id,
                casus,
                regels=self._shell.definities.verzoekregels,
                vandaag=self._optekenaar.omgeving.vandaag(),
            )
        )

    def _schrijf(
        self,
        gelezen: Gelezen,
        feiten: list[Verzoekfeit],
        *,
        namens: Opdrachtgever,
        bijwerking: Bijwerking = NIETS,
        ernaast: Sequence[Nieuw] = (),
    ) -> Verzoekuitkomst:
        stroom = gelezen.stroom
        if not feiten:
            nummer = gelezen.verzoek.verzoeknummer
            return Verzoekuitkomst(
                nummer, stroom.stroom_id, gelezen.verzoek, stroom.versie, stroom.positie, ()
            )
        na = vouw_verzoek((*van_verzoek(stroom.historie), *feiten))
        hier = Nieuw(stroom.stroom_id, stroom.versie, feiten)
        elders = list(self._elders(gelezen, na, namens=namens))
        opgetekend = self._optekenaar.schrijf(
            [hier, *(nieuw for nieuw, _ in elders), *ernaast],
            bos=stroom.bos,
            namens=namens,
            bijwerking=samen(bijwerking, *(bij for _, bij in elders)),
        )
        versie = stroom.versie + len(feiten)
        nummer = gelezen.verzoek.verzoeknummer or na.verzoeknummer
        return Verzoekuitkomst(nummer, stroom.stroom_id, na, versie, opgetekend[-1].positie, tuple(feiten))


def _gezochte(verzoek: Verzoek) -> Betrokkene:
    """The person to look for, as it is sure by now.

    Raises:
        Weigering: it is not sure yet who asks.
    """
    if verzoek.ontvangen is None or verzoek.identiteit is None:
        raise Weigering("Stel eerst vast wie het verzoek doet.")
    over = verzoek.ontvangen.over
    # Whom somebody is in a case makes no difference to a mark.
    return Betrokkene(
        UUID(int=0), Betrokkenheid.OVERIG, over.naam, verzoek.identiteit.geboortedatum, over.bsn
    )
