"""A consultatie on a real database: found by its number, made a case in one append, destroyed by two people."""

import pytest

from api.samenstelling import Dienst
from domain.bewaring import Vernietigd
from domain.casus.commands import LegGrondslagVast
from domain.casus.waarden import Urgentie, Verwijdergrond
from domain.consultatie.aanmelding import Aanvulling
from domain.consultatie.commands import (
    GeefAdvies,
    SluitConsultatie,
    StelVraag,
    VerwijderConsultatie,
)
from domain.consultatie.waarden import Formulieradvies, Kanaal, Vraagaard
from domain.weigering import Crisisroute, Weigering
from infra.consultaties import OnbekendeConsultatie
from infra.database import Database
from infra.shell import OnbekendeCasus
from tests.conftest import Klok
from tests.infra.test_shell import tel
from tests.verhalen import (
    ARCHIVARIS,
    COMPLIANCE,
    FRAMBOOS,
    GANG,
    PROCESREGISSEUR,
    SECRETARIS,
    ZVH,
    Verhaal,
)


def vraag(dienst: Dienst, *, op_naam: bool = True, urgentie: Urgentie = Urgentie.REGULIER) -> StelVraag:
    return StelVraag(
        consultatienummer=dienst.omgeving.consultatienummer(),
        organisatie="politie",
        kanaal=Kanaal.TELEFONISCH,
        vraagsteller="mw-noot van de verzonnen wijk",
        vraag="Past dit verzonnen gezin bij de tafel?",
        aard=Vraagaard.OP_NAAM if op_naam else Vraagaard.ANONIEM,
        urgentie=urgentie,
        betrokkenen=(FRAMBOOS,) if op_naam else (),
        gemeente="zaanstad",
        aanpak="pog",
        leefgebieden=("wonen", "zorgverzekering"),
    )


def gesteld(dienst: Dienst, *, op_naam: bool = True) -> str:
    opdracht = vraag(dienst, op_naam=op_naam)
    return dienst.consultaties.stel_vraag(ZVH, opdracht, namens=SECRETARIS).consultatienummer


def test_a_question_is_found_again_by_its_number(dienst: Dienst) -> None:
    nummer = gesteld(dienst)
    assert dienst.consultaties.laad(nummer).vraag == "Past dit verzonnen gezin bij de tafel?"
    with pytest.raises(OnbekendeCasus):
        dienst.shell.laad(nummer)


def test_the_number_of_a_case_is_no_consultatie(dienst: Dienst) -> None:
    verhaal = Verhaal(dienst)
    verhaal.meld_aan()
    for vreemd in (verhaal.casusnummer, "Q-22222-22222"):
        with pytest.raises(OnbekendeConsultatie):
            dienst.consultaties.laad(vreemd)


def test_it_becomes_a_case_without_retyping_and_the_clock_runs_from_the_question(
    dienst: Dienst, klok: Klok, database: Database
) -> None:
    nummer = gesteld(dienst)
    begin = dienst.omgeving.vandaag()
    klok.verder(days=20)
    gedaan, casusnummer = dienst.consultaties.zet_om(
        nummer,
        Aanvulling(grondslag=LegGrondslagVast("wgs", "Ernstige verzonnen overlast")),
        namens=PROCESREGISSEUR,
    )
    casus = dienst.shell.laad(casusnummer).casus
    assert [mens.naam for mens in casus.betrokkenen] == [FRAMBOOS.naam]
    assert (casus.gemeente, casus.aanpak, casus.leefgebieden) == (
        "zaanstad",
        "pog",
        ("wonen", "zorgverzekering"),
    )
    assert casus.eerste_verwerking == begin
    assert casus.bewaren_tot == begin.replace(year=begin.year + 5)
    assert gedaan.consultatie.omgezet is not None
    nog_eens = dienst.consultaties.zet_om(nummer, Aanvulling(), namens=PROCESREGISSEUR)
    assert nog_eens[1] == casusnummer
    assert tel(database, "kluis.nummer") == 2


def test_what_the_table_refuses_leaves_the_question_open(dienst: Dienst, database: Database) -> None:
    nummer = gesteld(dienst)
    feiten = tel(database, "feiten.gebeurtenis")
    with pytest.raises(Weigering, match="hoort niet bij de regio"):
        dienst.consultaties.zet_om(nummer, Aanvulling(gemeente="leiden"), namens=PROCESREGISSEUR)
    assert tel(database, "feiten.gebeurtenis") == feiten
    assert dienst.consultaties.laad(nummer).omgezet is None


def test_a_crisis_gets_its_route_and_no_number(dienst: Dienst, database: Database) -> None:
    with pytest.raises(Crisisroute, match="112"):
        dienst.consultaties.stel_vraag(ZVH, vraag(dienst, urgentie=Urgentie.CRISIS), namens=SECRETARIS)
    assert tel(database, "kluis.nummer") == 0


def test_an_anonymous_question_has_no_term_and_goes_when_it_is_over(
    dienst: Dienst, database: Database
) -> None:
    nummer = gesteld(dienst, op_naam=False)
    assert dienst.consultaties.laad(nummer).bewaren_tot is None
    doe = dienst.consultaties.voer_uit
    doe(nummer, GeefAdvies("Bel het wijkteam", Formulieradvies.NEE), namens=SECRETARIS)
    doe(nummer, SluitConsultatie("Geholpen"), namens=SECRETARIS)
    weg = VerwijderConsultatie("V-1", Verwijdergrond.NIET_LANGER_NODIG, GANG)
    with pytest.raises(Weigering):
        doe(nummer, weg, namens=COMPLIANCE)
    doe(nummer, weg, namens=ARCHIVARIS)
    with pytest.raises(OnbekendeConsultatie):
        dienst.consultaties.laad(nummer)
    assert [tel(database, tabel) for tabel in ("kluis.deel", "kluis.nummer", "sleutels.sleutel")] == [0] * 3
    gelezen = dienst.archief.lees_na(0, limiet=100)
    assert [isinstance(feit.gebeurtenis, Vernietigd) for feit in gelezen] == [True] * 3 + [False]


def test_two_questions_are_two_even_when_they_say_the_same(dienst: Dienst) -> None:
    assert gesteld(dienst) != gesteld(dienst)


def test_what_a_repeat_says_otherwise_is_refused_and_a_crisis_gets_its_route(dienst: Dienst) -> None:
    nummer = gesteld(dienst)
    _, casusnummer = dienst.consultaties.zet_om(nummer, Aanvulling(), namens=PROCESREGISSEUR)
    with pytest.raises(Weigering, match="met andere inhoud"):
        dienst.consultaties.zet_om(nummer, Aanvulling(gemeente="purmerend"), namens=PROCESREGISSEUR)
    with pytest.raises(Crisisroute):
        dienst.consultaties.zet_om(nummer, Aanvulling(urgentie=Urgentie.CRISIS), namens=PROCESREGISSEUR)
    daar = dienst.shell.laad(casusnummer).casus
    assert daar.kenmerk is None, "the number of the question may not outlive it there"
    eigen = {mens.persoon_id for mens in dienst.consultaties.laad(nummer).betrokkenen}
    assert not eigen & {mens.persoon_id for mens in daar.betrokkenen}


def test_what_remains_of_a_destroyed_consultatie_still_reads(dienst: Dienst) -> None:
    nummer = gesteld(dienst)
    stroom_id = dienst.archief.lees_na(0, limiet=1)[0].stroom_id
    doe = dienst.consultaties.voer_uit
    doe(nummer, SluitConsultatie("Geholpen"), namens=SECRETARIS)
    weg = VerwijderConsultatie("V-1", Verwijdergrond.NIET_LANGER_NODIG, GANG)
    doe(nummer, weg, namens=ARCHIVARIS)
    assert [feit.naam for feit in dienst.shell.skelet(stroom_id)][
        -1
    ] == "consultatie.ConsultatieVerwijderd.v1"
