"""A concept of a melding: sealed, its writer's alone, gone in time, and never back from an older copy."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import text

import infra.recorder
from api.doctor_concepten import conceptenbevinding
from api.samenstelling import Dienst
from domain.rollen import Medewerker, Rol
from domain.weigering import Weigering
from infra.codec import KluisGeschonden
from infra.concepten import OnbekendConcept, Velden, weggegaan
from infra.database import Database
from infra.keys import SleutelFout
from infra.kluis import ConceptAnders, Conceptweg
from infra.optekenen import Opdrachtgever, VerouderdeVersie
from infra.rotatie import Vernieuwer
from tests.conftest import Klok
from tests.infra.bedrijf import Bedrijf, twee_casussen
from tests.infra.kekhuis import Huis
from tests.verhalen import ZVH, aanmelding

MANGO = Medewerker("mw-mango", Rol.MELDER, "politie")
NAMENS_MANGO = Opdrachtgever(MANGO, "melding", "spoor-9")
RET = "ret-zaanstreek-waterland"
HIER = frozenset({ZVH})
GETYPT: Velden = (
    ("gemeente", "zaanstad"),
    ("betrokkenen.0.naam", "Testpersoon Granaatappel"),
    ("betrokkenen.0.bsn", "12"),
)


def bewaar(dienst: Dienst, velden: Velden = GETYPT, concept_id: UUID | None = None) -> UUID:
    id_ = concept_id or uuid4()
    dienst.concepten.bewaar(id_, MANGO, tafel=ZVH, velden=velden, versies=range(99))
    return id_


def is_er(dienst: Dienst, concept_id: UUID) -> bool:
    try:
        dienst.concepten.lees(concept_id, MANGO, tafels=HIER)
    except OnbekendConcept:
        return False
    return True


def rijen(dienst: Dienst) -> tuple[int, int]:
    """How many concepts the database holds, and how many keys that no stream has."""
    with dienst.engine.connect() as verbinding:
        return (
            verbinding.execute(text("SELECT count(*) FROM kluis.concept")).scalar_one(),
            verbinding.execute(
                text("SELECT count(*) FROM sleutels.sleutel WHERE stroom_id = sleutel_id")
            ).scalar_one(),
        )


def test_what_was_typed_comes_back_as_it_was_typed(dienst: Dienst) -> None:
    een = bewaar(dienst)
    concept = dienst.concepten.lees(een, MANGO, tafels=HIER)
    assert (concept.velden, concept.kop.versie) == (GETYPT, 1)
    assert dienst.concepten.van(MANGO, tafels=HIER) == [concept.kop]


@pytest.mark.parametrize(
    "ander",
    [
        replace(MANGO, id="mw-mispel"),
        replace(MANGO, organisatie="ggz"),
        Medewerker("mw-kers", Rol.SECRETARIS, "politie"),
        Medewerker("mw-lychee", Rol.BEHEERDER, "zvh"),
    ],
)
def test_to_anybody_else_it_is_not_there(dienst: Dienst, ander: Medewerker) -> None:
    een = bewaar(dienst)
    with pytest.raises(OnbekendConcept):
        dienst.concepten.lees(een, ander, tafels=HIER)
    with pytest.raises(OnbekendConcept):
        dienst.concepten.gooi_weg(een, ander, tafels=HIER)
    with pytest.raises(VerouderdeVersie):
        dienst.concepten.bewaar(een, ander, tafel=ZVH, velden=(("kenmerk", "Z-1"),))
    with pytest.raises(ConceptAnders):
        meld_aan(dienst, een, wie=ander)
    assert dienst.concepten.van(ander, tafels=HIER) == []
    assert dienst.concepten.lees(een, MANGO, tafels=HIER).velden == GETYPT


def test_who_works_no_more_for_the_table_has_no_concept_of_it(dienst: Dienst) -> None:
    een = bewaar(dienst)
    assert dienst.concepten.van(MANGO, tafels={RET}) == []
    with pytest.raises(OnbekendConcept):
        dienst.concepten.lees(een, MANGO, tafels={RET})
    with pytest.raises(OnbekendConcept):
        dienst.concepten.gooi_weg(een, MANGO, tafels={RET})


@pytest.mark.parametrize(
    "greep",
    ["wie = 'mw-mispel'", "organisatie = 'ggz'", "tafel = 'ret-zaanstreek-waterland'", "versie = versie + 1"],
)
def test_a_row_that_is_given_to_somebody_else_does_not_open(
    dienst: Dienst, database: Database, greep: str
) -> None:
    een = bewaar(dienst)
    with psycopg.connect(database.owner_url) as baas:
        baas.execute(f"UPDATE kluis.concept SET {greep}")  # noqa: S608 words of this test
    wie = replace(MANGO, id="mw-mispel") if "wie" in greep else MANGO
    wie = replace(wie, organisatie="ggz") if "organisatie" in greep else wie
    with pytest.raises(KluisGeschonden):
        dienst.concepten.lees(een, wie, tafels={ZVH, RET})


def test_an_earlier_content_does_not_open_in_the_place_of_the_last(
    dienst: Dienst, database: Database
) -> None:
    een = bewaar(dienst)
    with psycopg.connect(database.owner_url) as baas:
        (toen,) = baas.execute("SELECT cijfertekst FROM kluis.concept").fetchone() or (b"",)
        baas.commit()
        bewaar(dienst, (("kenmerk", "Z-1"),), een)
        baas.execute("UPDATE kluis.concept SET cijfertekst = %s", (toen,))
    with pytest.raises(KluisGeschonden):
        dienst.concepten.lees(een, MANGO, tafels=HIER)


def test_saving_the_same_again_changes_nothing_not_even_the_term(dienst: Dienst, klok: Klok) -> None:
    een = bewaar(dienst)
    eerst = dienst.concepten.lees(een, MANGO, tafels=HIER).kop
    klok.verder(days=1)
    assert dienst.concepten.bewaar(een, MANGO, tafel=ZVH, velden=GETYPT, versies={0}) == (eerst, False)


def test_who_does_not_know_the_last_version_changes_nothing(dienst: Dienst) -> None:
    een = bewaar(dienst)
    for versies in ({0}, {2}, frozenset[int]()):
        with pytest.raises(VerouderdeVersie):
            dienst.concepten.bewaar(een, MANGO, tafel=ZVH, velden=(), versies=versies)
    with pytest.raises(VerouderdeVersie):
        dienst.concepten.gooi_weg(een, MANGO, tafels=HIER, versies={2})
    assert dienst.concepten.lees(een, MANGO, tafels=HIER).velden == GETYPT


def test_it_goes_two_weeks_after_it_was_last_saved_and_never_stays_over_thirty_days(
    dienst: Dienst, klok: Klok
) -> None:
    begin = klok()
    een = bewaar(dienst)
    for keer in range(4):
        kop = dienst.concepten.lees(een, MANGO, tafels=HIER).kop
        assert kop.vervalt_op == min(klok() + timedelta(days=14), begin + timedelta(days=30))
        klok.verder(days=9)
        if keer < 3:
            bewaar(dienst, (*GETYPT, ("kenmerk", f"Z-{keer}")), een)
    # Read by nobody from that moment on, whether or not the service came by already.
    assert not is_er(dienst, een)
    assert dienst.concepten.van(MANGO, tafels=HIER) == []
    assert rijen(dienst) == (1, 1)
    assert dienst.concepten.ruim_op() == 1
    assert dienst.concepten.ruim_op() == 0
    assert rijen(dienst) == (0, 0)


def test_there_is_an_end_to_how_much_somebody_keeps(dienst: Dienst) -> None:
    with pytest.raises(Weigering):
        bewaar(dienst, tuple((f"betrokkenen.{nummer}.toelichting", "x" * 20_000) for nummer in range(4)))
    bewaard = [bewaar(dienst) for _ in range(dienst.concepten.regels.meeste)]
    with pytest.raises(Weigering):
        bewaar(dienst)
    bewaar(dienst, (), bewaard[0])
    dienst.concepten.bewaar(uuid4(), replace(MANGO, id="mw-mispel"), tafel=ZVH, velden=GETYPT, versies={0})


# --- bringing it in ---


def meld_aan(
    dienst: Dienst,
    concept_id: UUID,
    *,
    versie: int | None = None,
    wie: Medewerker = MANGO,
    kenmerk: str = "Z-7",
) -> str:
    omgeving = dienst.omgeving
    gedaan = dienst.shell.meld_aan(
        ZVH,
        aanmelding(casusnummer=omgeving.casusnummer(), kenmerk=kenmerk, vandaag=omgeving.vandaag()),
        namens=NAMENS_MANGO,
        concept=Conceptweg(concept_id, wie.id, wie.organisatie, versie, omgeving.nu()),
    )
    return gedaan.casusnummer


def aantal_feiten(dienst: Dienst) -> int:
    return dienst.archief.laatste_positie()


def test_it_goes_in_the_transaction_of_its_melding(dienst: Dienst) -> None:
    een, ander = bewaar(dienst), bewaar(dienst)
    nummer = meld_aan(dienst, een, versie=1)
    assert dienst.shell.laad(nummer).casus.tafel == ZVH
    assert not is_er(dienst, een)
    assert is_er(dienst, ander)
    assert rijen(dienst) == (1, 1)


def test_a_process_that_dies_between_the_two_leaves_both_undone(
    dienst: Dienst, monkeypatch: pytest.MonkeyPatch
) -> None:
    een, voor = bewaar(dienst), aantal_feiten(dienst)

    def sterf(*_: object) -> list[int]:
        raise KeyboardInterrupt

    monkeypatch.setattr(infra.recorder, "_voeg_toe", sterf)
    with pytest.raises(KeyboardInterrupt):
        meld_aan(dienst, een)
    monkeypatch.undo()
    assert is_er(dienst, een)
    assert aantal_feiten(dienst) == voor
    meld_aan(dienst, een)
    assert not is_er(dienst, een)


def test_brought_in_from_two_tabs_it_becomes_one_melding(dienst: Dienst) -> None:
    een = bewaar(dienst)
    meld_aan(dienst, een)
    voor = aantal_feiten(dienst)
    with pytest.raises(ConceptAnders):
        meld_aan(dienst, een, kenmerk="Z-8")
    assert aantal_feiten(dienst) == voor


def test_what_was_saved_meanwhile_is_not_lost_by_bringing_in_what_was_before(dienst: Dienst) -> None:
    een, voor = bewaar(dienst), aantal_feiten(dienst)
    bewaar(dienst, (*GETYPT, ("kenmerk", "Z-1")), een)
    with pytest.raises(ConceptAnders):
        meld_aan(dienst, een, versie=1)
    assert aantal_feiten(dienst) == voor
    assert is_er(dienst, een)


# --- keys, copies and backups ---


def test_it_reads_on_after_the_kek_was_replaced(huis: Huis) -> None:
    een = bewaar(huis.dienst)
    huis.vernieuw()
    assert is_er(huis.dienst, een)
    bewaar(huis.dienst, (("kenmerk", "Z-1"),), een)
    assert huis.kopie.read_text().count('"soort":"sleutel"') == 0


def test_a_day_after_one_went_no_old_copy_opens_it(huis: Huis, klok: Klok) -> None:
    huis.vernieuw()
    een = bewaar(huis.dienst)
    klok.verder(minutes=1)
    with huis.dienst.engine.connect() as verbinding:
        toen = verbinding.execute(text("SELECT sleutel_id, ingepakt FROM sleutels.sleutel")).one()
    huis.dienst.concepten.gooi_weg(een, MANGO, tafels=HIER)
    vernieuwer = Vernieuwer(
        huis.dienst.engine, huis.ring, hermerker=huis.dienst.hermerker, kopie=huis.kopie, nu=klok
    )
    klok.verder(hours=23)
    assert vernieuwer.ronde() is None
    klok.verder(hours=1)
    assert vernieuwer.ronde() is not None
    assert vernieuwer.ronde() is None
    for tijdvak in (2, 3):
        with pytest.raises(SleutelFout):
            huis.ring.pak_uit(bytes(toen.ingepakt), voor=toen.sleutel_id, tijdvak=tijdvak)
    with huis.dienst.engine.connect() as verbinding:
        assert weggegaan(verbinding) == (1, None)


def test_one_that_was_thrown_away_does_not_come_back_with_an_older_database(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database]
) -> None:
    """No event tells that the database is older: the count in the register does."""
    twee_casussen(bedrijf)
    bedrijf.teken()
    with bedrijf.open() as dienst:
        een, blijft = bewaar(dienst), bewaar(dienst)
    terug = maak_backup()
    with bedrijf.open() as dienst:
        dienst.concepten.gooi_weg(een, MANGO, tafels=HIER)
    with bedrijf.start(bedrijf.nu) as dienst:
        assert is_er(dienst, blijft)
    gezegd: list[str] = []
    with bedrijf.start(terug, gezegd.append) as dienst:
        assert (is_er(dienst, een), is_er(dienst, blijft), rijen(dienst)) == (False, False, (0, 0))
        nieuw = bewaar(dienst)
    assert "2 concepts were dropped" in gezegd[0]
    # Once more finds nothing: what was begun since stays.
    with bedrijf.start(terug) as dienst:
        assert is_er(dienst, nieuw)


@pytest.mark.parametrize("vernieuwd", [False, True])
def test_one_that_was_brought_in_does_not_come_back_with_an_older_database(
    bedrijf: Bedrijf, maak_backup: Callable[[], Database], *, vernieuwd: bool
) -> None:
    with bedrijf.open() as dienst:
        een = bewaar(dienst)
    terug = maak_backup()
    with bedrijf.open() as dienst:
        meld_aan(dienst, een)
    bedrijf.teken()
    if vernieuwd:
        bedrijf.vernieuw()
    with bedrijf.start(terug) as dienst:
        assert (is_er(dienst, een), rijen(dienst)) == (False, (0, 0))


def test_a_process_that_dies_before_the_register_knew_is_caught_up_with(bedrijf: Bedrijf) -> None:
    with bedrijf.open() as dienst:
        een, blijft = bewaar(dienst), bewaar(dienst)
        dienst.concepten._verwijderd = lambda: None
        dienst.concepten.gooi_weg(een, MANGO, tafels=HIER)
    assert bedrijf.register.lees().concepten == 0
    with bedrijf.start(bedrijf.nu) as dienst:
        assert is_er(dienst, blijft)
    assert bedrijf.register.lees().concepten == 1


# --- the doctor ---


def test_the_doctor_tells_of_a_concept_past_its_term_without_a_key_or_readable_from_an_old_copy(
    huis: Huis, klok: Klok, database: Database
) -> None:
    dienst = huis.dienst
    huis.vernieuw()
    assert conceptenbevinding(dienst.engine, klok()).in_orde
    een, _ = bewaar(dienst), bewaar(dienst)
    klok.verder(days=14, minutes=59)
    assert conceptenbevinding(dienst.engine, klok()).in_orde
    klok.verder(minutes=2)
    assert conceptenbevinding(dienst.engine, klok()).uitleg.startswith("of 2: 2 past their term")
    assert dienst.concepten.ruim_op() == 2
    assert conceptenbevinding(dienst.engine, klok()).in_orde
    klok.verder(hours=26)
    assert "still opens with the KEK of now" in conceptenbevinding(dienst.engine, klok()).uitleg
    huis.vernieuw()
    bewaar(dienst, concept_id=een)
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("DELETE FROM sleutels.sleutel WHERE stroom_id = sleutel_id")
    assert "of 1: 1 without a key" in conceptenbevinding(dienst.engine, klok()).uitleg
