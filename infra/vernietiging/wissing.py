"""An erasure that somebody asked: from the places where the person is to posten on lists, and what became of them.

A person of a case with others is one post; the last one, or everybody, is the whole case. Every table has a list of
its own, checked and approved by its own people.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import structlog
from sqlalchemy import select

from domain.casus.waarden import Verwijdergrond, Weigerreden
from domain.consultatie.state import vouw_consultatie
from domain.historie import van_consultatie, van_verzoek
from domain.privacyprotocol import Bewaartermijn
from domain.vernietigingslijst.commands import StelLijstVoor
from domain.vernietigingslijst.decide import decide_lijst
from domain.vernietigingslijst.state import Lijstfase, Vernietigingslijst
from domain.vernietigingslijst.waarden import Afhaalreden, Post, Postsoort, Voorgesteld
from domain.verzoek.events import WissingUitgezet
from domain.verzoek.state import Verzoekfase, vouw_verzoek
from domain.verzoek.verloop import loopt_zoals_het_hoort
from domain.verzoek.waarden import Verzoeksoort
from domain.weigering import Weigering
from infra import tables
from infra.keys import Sleutelbos
from infra.kluis import Gezien
from infra.optekenen import Nieuw, Opdrachtgever
from infra.vernietiging.lijsten import Vernietigingslijsten, bedenktijd_van, lijst_id_van
from infra.verzoekdelen import OpLijst, Poststand, Vindplaats

log = structlog.get_logger()

AF = {Afhaalreden.OPGESCHORT: Poststand.OPGESCHORT, Afhaalreden.BEPERKT: Poststand.BEPERKT}


@dataclass(frozen=True)
class _Wat:
    """A unit to be erased: at which table, which one, and the term that runs for it."""

    tafel: str
    soort: Postsoort
    stroom_id: UUID
    persoon_id: UUID | None
    termijn: Bewaartermijn | None


class Wissingen:
    """Puts an erasure on lists; see ``Wisser``."""

    def __init__(self, lijsten: Vernietigingslijsten) -> None:
        """Take the lists."""
        self._lijsten = lijsten

    def zet(self, namens: Opdrachtgever, plaatsen: Sequence[Vindplaats], *, bos: Sleutelbos) -> OpLijst:
        """As ``Wisser.zet``.

        Raises:
            Weigering: the person is in a consultatie with others.
        """
        per_tafel: dict[str, list[_Wat]] = defaultdict(list)
        for wat in self._eenheden(plaatsen, bos):
            per_tafel[wat.tafel].append(wat)
        nummers, posten, nieuw = [], [], []
        for tafel, eenheden in sorted(per_tafel.items()):
            nummer = self._lijsten.optekenaar.omgeving.lijstnummer()
            voorstel = tuple(self._voorgesteld(wat) for wat in eenheden)
            opdracht = StelLijstVoor(nummer, self._lijsten.optekenaar.omgeving.vandaag(), voorstel)
            bij = self._lijsten.bij(self._lijsten.shell.tafel(tafel), namens)
            self._lijsten.shell.protocollen.eis_ongewijzigd(bij.tafel.regime)
            feiten = decide_lijst(Vernietigingslijst(), opdracht, bij=bij)
            nummers.append(nummer)
            posten += [een.post.post_id for een in voorstel]
            nieuw.append(Nieuw(lijst_id_van(nummer), 0, feiten))
        return OpLijst(tuple(posten), tuple(nummers), tuple(nieuw))

    def stand(self, wissing: WissingUitgezet) -> Mapping[UUID, Poststand]:
        """As ``Wisser.stand``."""
        standen: dict[UUID, Poststand] = {}
        vorige: dict[UUID, list[UUID]] = defaultdict(list)
        for nummer in wissing.lijsten:
            lijst = self._lijsten.laad(nummer).lijst
            for een in lijst.posten:
                for post_id in vorige.pop(een.post.stroom_id, ()):
                    if standen[post_id] is not Poststand.VERNIETIGD:
                        standen[post_id] = Poststand.OPNIEUW
            standen |= dict(_standen(lijst))
            for een in lijst.posten:
                vorige[een.post.stroom_id].append(een.post.post_id)
        return standen

    # --- what goes on a list ---

    def _eenheden(self, plaatsen: Sequence[Vindplaats], bos: Sleutelbos) -> Iterator[_Wat]:
        per_stroom: dict[UUID, set[UUID]] = defaultdict(set)
        for plaats in plaatsen:
            per_stroom[plaats.stroom_id].add(plaats.persoon_id)
        for stroom_id, mensen in sorted(per_stroom.items()):
            casus = self._lijsten.shell.laad_stroom(stroom_id, bos=bos).casus
            if not casus.tafel:
                yield self._consultatie(stroom_id, mensen)
            elif {mens.persoon_id for mens in casus.betrokkenen} <= mensen:
                termijn = _termijn(casus.bewaren_tot, casus.bewaarregel)
                yield _Wat(casus.tafel, Postsoort.CASUS, stroom_id, None, termijn)
            else:
                for wie in sorted(mensen):
                    termijn = casus.termijn_van_persoon(wie)
                    yield _Wat(casus.tafel, Postsoort.PERSOON, stroom_id, wie, termijn)

    def _consultatie(self, stroom_id: UUID, mensen: Collection[UUID]) -> _Wat:
        consultatie = vouw_consultatie(van_consultatie(self._lijsten.shell.skelet(stroom_id)))
        if {mens.persoon_id for mens in consultatie.betrokkenen} - set(mensen):
            raise Weigering(
                "De persoon komt ook voor in een consultatie over meer mensen; daarvan kan niet één persoon worden "
                "gewist. Sluit die consultatie, laat haar in haar geheel vernietigen, en zet de wissing daarna uit."
            )
        termijn = _termijn(consultatie.bewaren_tot, consultatie.bewaarregel)
        return _Wat(consultatie.tafel, Postsoort.CONSULTATIE, stroom_id, None, termijn)

    def _voorgesteld(self, wat: _Wat) -> Voorgesteld:
        regel = wat.termijn.regel if wat.termijn is not None else None
        return Voorgesteld(
            post=Post(self._lijsten.optekenaar.omgeving.nieuw_id(), wat.soort, wat.stroom_id, wat.persoon_id),
            grond=Verwijdergrond.WISSING_GEVRAAGD,
            regel=regel,
            bewaren_tot=wat.termijn.tot if wat.termijn is not None else None,
            bedenktijd_dagen=bedenktijd_van(self._lijsten.shell.definities.protocolversies, regel),
        )


@dataclass(frozen=True)
class Gewist:
    """Whose erasure is granted in each stream, and the verzoeken that say so, as they were seen."""

    mensen: Mapping[UUID, frozenset[UUID]]
    gezien: tuple[Gezien, ...]


NIEMAND_GEWIST = Gewist({}, ())


def gewist_in(lijsten: Vernietigingslijsten, stromen: Collection[UUID]) -> Gewist:
    """Whose erasure was granted and is still asked, in each of these streams: looked up anew at the execution."""
    kolom = tables.koppeling.c
    with lijsten.engine.connect() as verbinding:
        rijen = verbinding.execute(
            select(kolom.koppeling_id, kolom.verzoek_id, kolom.stroom_id, kolom.persoon_id).where(
                kolom.stroom_id.in_(stromen)
            )
        ).all()
    archief = lijsten.optekenaar.archief
    historie = archief.lees_per_stroom(list({rij.verzoek_id for rij in rijen}), bos=archief.bos())
    verzoeken = {verzoek_id: vouw_verzoek(van_verzoek(feiten)) for verzoek_id, feiten in historie.items()}
    strijdig = {wie for wie, feiten in historie.items() if not loopt_zoals_het_hoort(van_verzoek(feiten))}
    if strijdig:
        log.error("verzoek_spreekt_zich_tegen", aantal=len(strijdig))
    gewist: dict[UUID, frozenset[UUID]] = {}
    for rij in rijen:
        verzoek = verzoeken[rij.verzoek_id]
        toegekend = verzoek.soort is Verzoeksoort.WISSING and verzoek.fase is Verzoekfase.INGEWILLIGD
        toegekend = toegekend and rij.verzoek_id not in strijdig
        if toegekend and rij.koppeling_id in verzoek.koppelingen:
            gewist[rij.stroom_id] = gewist.get(rij.stroom_id, frozenset()) | {rij.persoon_id}
    return Gewist(gewist, tuple(Gezien(wie, feiten[-1].versie) for wie, feiten in historie.items()))


def _standen(lijst: Vernietigingslijst) -> Iterator[tuple[UUID, Poststand]]:
    weg = {post_id for post_id, _ in lijst.bewijsnummers}
    buiten = {feit.post_id: feit.weigerreden for feit in lijst.geweigerd}
    klaar = lijst.fase in (Lijstfase.VERKLAARD, Lijstfase.INGETROKKEN)
    for een in lijst.posten:
        post_id, reden = een.post.post_id, lijst.afhaalreden(een.post.post_id)
        if not klaar:
            yield post_id, Poststand.LOOPT
        elif post_id in weg or reden is Afhaalreden.AL_VERNIETIGD:
            yield post_id, Poststand.VERNIETIGD
        elif buiten.get(post_id) is Weigerreden.RECHTSVORDERING:
            yield post_id, Poststand.RECHTSVORDERING
        else:
            yield post_id, Poststand.NIET_GELUKT if reden is None else AF.get(reden, Poststand.NIET_GELUKT)


def _termijn(tot: date | None, regel: str | None) -> Bewaartermijn | None:
    return None if tot is None or regel is None else Bewaartermijn(tot, regel)
