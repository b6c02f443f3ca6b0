"""A verzoek on a real database: an erasure waits for its list, and a step is recorded wholly or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from api.samenstelling import Dienst
from domain.casus.commands import Goedkeuring, SchortVernietigingOp, VernietigPersoon
from domain.casus.waarden import Opschortgrond, Vernietiggrond
from domain.verzoek.commands import (
    BevestigVindplaatsen,
    NeemBesluit,
    StelBesluitVoor,
    StelIdentiteitVast,
)
from domain.verzoek.events import WissingUitgezet
from domain.verzoek.state import AanZet, Verzoekfase
from domain.verzoek.waarden import Aanvrager, Besluituitkomst, Correctie, Identificatie, OverWie, Verzoeksoort
from domain.weigering import Weigering
from infra.database import Database
from infra.keys import Sleutelbos
from infra.nummers import Nummers
from infra.optekenen import Opdrachtgever
from infra.verzoekdelen import OnbekendVerzoek, OpLijst, Poststand, Vindplaats
from infra.verzoeken import Verzoeken
from tests.domain.verzoek.opdrachten import ONTVANG
from tests.infra.test_shell import tel
from tests.verhalen import COMPLIANCE, FRAMBOOS, TWEEDE_COMPLIANCE, ZVH, Verhaal

DOOR = Goedkeuring("mw-pruim", "mw-olijf", "mw-vijg")
POST = UUID(int=0xB1)


class Lijst:
    """A vernietigingslijst that only keeps what was put on it, and says what it is told to say of that."""

    def __init__(self) -> None:
        self.gezet: list[Vindplaats] = []
        self.standen: dict[UUID, Poststand] = {}

    def zet(self, namens: Opdrachtgever, plaatsen: Sequence[Vindplaats], *, bos: Sleutelbos) -> OpLijst:
        assert namens == COMPLIANCE
        del bos
        posten = tuple(UUID(int=POST.int + len(self.gezet) + nummer) for nummer in range(len(plaatsen)))
        self.gezet += plaatsen
        self.standen |= dict.fromkeys(posten, Poststand.LOOPT)
        return OpLijst(posten, (f"L-{len(self.gezet)}",), ())

    def stand(self, wissing: WissingUitgezet) -> Mapping[UUID, Poststand]:
        return {post_id: self.standen[post_id] for post_id in wissing.posten}


@pytest.fixture
def verhaal(dienst: Dienst) -> Verhaal:
    """A case about two people."""
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    return verhaal


def met_lijst(dienst: Dienst, lijst: Lijst) -> Verzoeken:
    shell = dienst.shell
    nummers = Nummers(dienst.archief.datastore, kek=dienst.archief.bos().kek)
    return Verzoeken(shell._optekenaar, nummers, shell, shell._samenloop, wisser=lijst)


def tot_akkoord(verzoeken: Verzoeken, soort: Verzoeksoort, correctie: Correctie | None = None) -> str:
    over = OverWie(FRAMBOOS.naam, FRAMBOOS.geboortedatum, FRAMBOOS.bsn)
    ontvang = replace(ONTVANG, tafel=ZVH, soort=soort, over=over, verzoeknummer="R-BCDFG-HJKLM")
    nummer = verzoeken.ontvang(ontvang, namens=COMPLIANCE).verzoeknummer
    identiteit = StelIdentiteitVast(
        date(1991, 5, 17), (Aanvrager.ZELF,), Identificatie.DIGID, None, "DigiD gezien"
    )
    verzoeken.voer_uit(nummer, identiteit, namens=COMPLIANCE)
    _, plaatsen = verzoeken.zoek(nummer, namens=COMPLIANCE)
    zeker = BevestigVindplaatsen(tuple(plaats.koppeling_id for plaats in plaatsen))
    verzoeken.voer_uit(nummer, zeker, namens=COMPLIANCE)
    voorstel = StelBesluitVoor(Besluituitkomst.INWILLIGEN, None, "Kan", correctie)
    verzoeken.voer_uit(nummer, voorstel, namens=COMPLIANCE)
    verzoeken.voer_uit(nummer, NeemBesluit(), namens=TWEEDE_COMPLIANCE)
    return nummer


def test_an_erasure_waits_for_its_list_and_is_done_once_the_person_is_gone(
    dienst: Dienst, verhaal: Verhaal, database: Database
) -> None:
    lijst = Lijst()
    verzoeken = met_lijst(dienst, lijst)
    nummer = tot_akkoord(verzoeken, Verzoeksoort.WISSING)
    gezet = verzoeken.zet_wissing_uit(nummer, namens=COMPLIANCE)
    assert [(plaats.persoon_id, gezet.verzoek.aan_zet) for plaats in lijst.gezet] == [
        (FRAMBOOS.persoon_id, AanZet.VERNIETIGINGSLIJST)
    ]
    assert verzoeken.zet_wissing_uit(nummer, namens=COMPLIANCE).nieuw == ()
    assert len(lijst.gezet) == 1, "put on the list twice"
    with pytest.raises(Weigering, match="nog niet vernietigd"):
        verzoeken.rond_af(nummer, namens=COMPLIANCE)
    weg = VernietigPersoon(FRAMBOOS.persoon_id, "V-1", Vernietiggrond.WISSING_GEVRAAGD, DOOR)
    dienst.shell.voer_uit(verhaal.casusnummer, weg, namens=COMPLIANCE)
    assert tel(database, "kluis.koppeling") == 0
    with pytest.raises(Weigering, match="nog niet klaar"):
        verzoeken.rond_af(nummer, namens=COMPLIANCE)
    lijst.standen[POST] = Poststand.VERNIETIGD
    gedaan = verzoeken.rond_af(nummer, namens=COMPLIANCE)
    assert gedaan.verzoek.fase is Verzoekfase.UITGEVOERD
    assert gedaan.verzoek.uitgevoerd is not None
    assert gedaan.verzoek.uitgevoerd.te_berichten == ("politie",)
    assert verzoeken.rond_af(nummer, namens=COMPLIANCE).nieuw == ()


def test_where_a_case_refuses_nothing_of_the_verzoek_is_recorded_either(
    dienst: Dienst, verhaal: Verhaal, database: Database
) -> None:
    correctie = Correctie(adres="Verzonnenlaan 9")
    nummer = tot_akkoord(dienst.verzoeken, Verzoeksoort.RECTIFICATIE, correctie)
    rechtszaak = SchortVernietigingOp(
        UUID(int=0xD0), Opschortgrond.RECHTSVORDERING, "Er loopt een zaak", date(2027, 1, 1)
    )
    dienst.shell.voer_uit(verhaal.casusnummer, rechtszaak, namens=COMPLIANCE)
    feiten = tel(database, "feiten.gebeurtenis")
    with pytest.raises(Weigering, match="is opgeschort"):
        dienst.verzoeken.rond_af(nummer, namens=COMPLIANCE)
    assert tel(database, "feiten.gebeurtenis") == feiten
    assert dienst.verzoeken.laad(nummer).fase is Verzoekfase.INGEWILLIGD
    assert dienst.shell.laad(verhaal.casusnummer).casus.is_betrokken(FRAMBOOS.persoon_id)


def test_the_number_of_a_case_is_no_verzoek(dienst: Dienst, verhaal: Verhaal) -> None:
    for vreemd in (verhaal.casusnummer, "R-22222-22222"):
        with pytest.raises(OnbekendVerzoek):
            dienst.verzoeken.laad(vreemd)
