"""What is left to recognise the destroyed by: a number with its strook, a key in an old copy, a file that went out."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import text

from api.samenstelling import Dienst
from domain.rollen import Medewerker, Rol
from domain.vernietigingslijst.nacontrole import Soort, Uitslag
from domain.vernietigingslijst.state import Lijstfase
from domain.vernietigingslijst.verklaring import Systeem, Verklaring
from domain.vernietigingslijst.waarden import Kenmerken, Post, Postsoort
from infra.exportregister import Bestandsvorm
from infra.verklaring.omslag import lees_omslag
from infra.verklaring.strook import Bewijsstrook
from infra.vernietiging.kenmerken import neem_kenmerken, sleutelafdruk
from tests.api.cli.conftest import Casus
from tests.conftest import Klok
from tests.infra.inzage.inkijk import stroom_van
from tests.infra.vernietiging.lijstverhaal import afgewezen, gesloten, goedgekeurd, voer_uit
from tests.verhalen import ZVH, Verhaal, nieuw_verhaal

WIE = Medewerker("mw-uitgever", Rol.BEHEERDER, "zvh")
ZONDER_DIENST = Casus(
    {"CASUS_DATABASE_URL": "postgresql://niemand@127.0.0.1:9/niets", "CASUS_DATA": "/proc/niets"}
)


@dataclass(frozen=True)
class Verklaard:
    """A list that was carried out to its end."""

    inhoud: bytes

    @property
    def verklaring(self) -> Verklaring:
        return lees_omslag(self.inhoud).inhoud


def tot_het_einde(dienst: Dienst, klok: Klok, lijst: str) -> Verklaard:
    klok.verder(minutes=1)
    voer_uit(dienst, lijst)
    dienst.logboek.werk_bij()
    klok.verder(minutes=1)
    klaar = voer_uit(dienst, lijst)
    assert klaar.fase is Lijstfase.VERKLAARD
    assert klaar.verklaring is not None
    gemaakt = dienst.verklaringen.op_nummer(klaar.verklaring.verklaringsnummer)
    assert gemaakt is not None
    return Verklaard(gemaakt.inhoud)


def strook_van(dienst: Dienst, verhaal: Verhaal) -> bytes:
    stroom = stroom_van(dienst, verhaal.casusnummer)
    return Bewijsstrook.van(dienst.inzagen.pseudoniemen(stroom).zout(stroom)).codeer()


def sleutels(dienst: Dienst, stroom: UUID) -> list[UUID]:
    with dienst.engine.connect() as verbinding:
        vraag = text("SELECT sleutel_id FROM sleutels.sleutel WHERE stroom_id = :s")
        return list(verbinding.execute(vraag, {"s": stroom}).scalars())


def geef_uit(dienst: Dienst, *verhalen: Verhaal) -> str:
    return dienst.exports.registreer(
        dienst.definities.exportsoorten["lopende-casussen"],
        Bestandsvorm.CSV,
        wie=WIE,
        tafel=ZVH,
        stromen=[stroom_van(dienst, verhaal.casusnummer) for verhaal in verhalen],
    ).exportnummer


def test_who_took_a_strook_along_sees_that_the_number_is_among_what_was_destroyed(
    dienst: Dienst, klok: Klok, tmp_path: Path
) -> None:
    weg, ook_weg, blijft = gesloten(dienst), afgewezen(dienst), gesloten(dienst)
    stroken = {een.casusnummer: tmp_path / f"{een.casusnummer}.json" for een in (weg, ook_weg, blijft)}
    for een in (weg, ook_weg, blijft):
        stroken[een.casusnummer].write_bytes(strook_van(dienst, een))
    lijst = goedgekeurd(dienst, klok, weg, ook_weg)
    verklaard = tot_het_einde(dienst, klok, lijst)
    assert len(verklaard.verklaring.verbintenissen) == 2
    bestand = tmp_path / "verklaring.json"
    bestand.write_bytes(verklaard.inhoud)

    def nagaan(nummer: str, strook: Path) -> int:
        return ZONDER_DIENST("verify", bestand, "--nummer", nummer, "--strook", strook).code

    assert nagaan(weg.casusnummer, stroken[weg.casusnummer]) == 0
    assert nagaan(ook_weg.casusnummer, stroken[ook_weg.casusnummer]) == 0
    assert nagaan(blijft.casusnummer, stroken[blijft.casusnummer]) == 1
    assert nagaan(weg.casusnummer, stroken[ook_weg.casusnummer]) == 1


def kenmerken(dienst: Dienst, *posten: Post) -> Kenmerken:
    lijsten, nummers = dienst.lijsten, {post.stroom_id: "C-22222-22222" for post in posten}
    with dienst.engine.connect() as verbinding:
        return neem_kenmerken(verbinding, posten, nummers, kek=lijsten.kek, kopieen=lijsten.kopieen)


def test_without_a_key_as_a_whole_a_commitment_says_nothing_to_anybody(dienst: Dienst) -> None:
    """Nobody ever had a strook of it, so it is another one each time."""
    post = Post(uuid4(), Postsoort.CASUS, uuid4())
    een, ander = kenmerken(dienst, post), kenmerken(dienst, post)
    assert (len(een.verbintenissen), len(een.sleutelafdrukken)) == (1, 0)
    assert een.verbintenissen != ander.verbintenissen


def test_the_fingerprints_are_those_of_the_keys_that_died_and_of_no_other(dienst: Dienst, klok: Klok) -> None:
    weg, blijft = gesloten(dienst), gesloten(dienst)
    dood, levend = (sleutels(dienst, stroom_van(dienst, een.casusnummer)) for een in (weg, blijft))
    wijze = tot_het_einde(dienst, klok, goedgekeurd(dienst, klok, weg)).verklaring.wijze
    assert wijze.vingerafdrukken == tuple(sorted(sleutelafdruk(een) for een in dood))
    assert wijze.sleutels == len(dood) > 3
    assert not {sleutelafdruk(een) for een in levend} & set(wijze.vingerafdrukken)


def test_known_copies_stand_in_the_preview_the_list_and_the_verklaring(dienst: Dienst, klok: Klok) -> None:
    weg, blijft = gesloten(dienst), gesloten(dienst)
    van_beide, van_wie_blijft = geef_uit(dienst, weg, blijft), geef_uit(dienst, blijft)
    al_weg = geef_uit(dienst, weg)
    dienst.exports.bevestig_vernietigd(al_weg, wie=WIE, tafels=None)
    lijst = goedgekeurd(dienst, klok, weg)
    (beeld,) = dienst.lijsten.voorvertoning(dienst.lijsten.laad(lijst).lijst)
    assert beeld.telling.kopieen == 1
    later = geef_uit(dienst, weg)
    verklaring = tot_het_einde(dienst, klok, lijst).verklaring
    # A file that went out after the approval is known as well; one that is said to be gone is no copy any more.
    assert verklaring.bekende_kopieen == tuple(sorted((van_beide, later)))
    assert van_wie_blijft not in verklaring.bekende_kopieen
    (exports,) = (een for een in verklaring.nacontrole.controles if een.code is Soort.EXPORTS)
    assert exports.uitslag is Uitslag.GEDEELTELIJK
    assert van_beide in exports.toelichting
    assert later in exports.toelichting
    (systeem,) = (een for een in verklaring.systemen if een.systeem is Systeem.EXPORTS)
    assert [een.aantal for een in systeem.aantallen] == [2]
    assert all(een.gecontroleerd for een in verklaring.systemen)


def test_of_a_person_or_a_contribution_only_its_own_keys_are_named(dienst: Dienst) -> None:
    verhaal = nieuw_verhaal(dienst)
    verhaal.tot_en_met_ico()
    stroom = stroom_van(dienst, verhaal.casusnummer)
    with dienst.engine.connect() as verbinding:
        vraag = text("SELECT sleutel_id, persoon_id, organisatie FROM sleutels.sleutel WHERE stroom_id = :s")
        rijen = verbinding.execute(vraag, {"s": stroom}).all()
    persoon = next(rij.persoon_id for rij in rijen if rij.persoon_id is not None)
    organisatie = next(rij.organisatie for rij in rijen if rij.organisatie is not None)
    van_persoon = Post(uuid4(), Postsoort.PERSOON, stroom, persoon_id=persoon)
    bijdrage = Post(uuid4(), Postsoort.BIJDRAGE, stroom, organisatie=organisatie)
    for posten, van_wie, van_wat in (
        ([van_persoon], persoon, None),
        ([bijdrage], None, organisatie),
        ([van_persoon, bijdrage], persoon, organisatie),
    ):
        verwacht = sorted(
            sleutelafdruk(rij.sleutel_id)
            for rij in rijen
            if (van_wie is not None and rij.persoon_id == van_wie)
            or (van_wat is not None and rij.organisatie == van_wat)
        )
        assert kenmerken(dienst, *posten) == Kenmerken((), tuple(verwacht), ())
        assert 0 < len(verwacht) < len(rijen)
