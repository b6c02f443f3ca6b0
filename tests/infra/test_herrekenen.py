"""Another version of a privacyprotocol on a real database: what it would do, and what it does, also when cut short."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import islice

import psycopg
import pytest

from api.samenstelling import Dienst, stel_samen
from domain.casus.commands import GeefInstemming, LegVoortgangVast, StelVerlengingVoor
from domain.casus.waarden import Aanzet, Uitkomst
from domain.privacyprotocol import Privacyprotocol, Verlengingsgrond
from domain.rollen import Medewerker, Rol
from domain.weigering import Weigering
from infra.database import Database
from infra.definitions import DefinitieFout, Definities
from infra.herrekenen import Gevolg, Onleesbaar
from infra.kek import Kekbestand, Kekring
from infra.optekenen import Opdrachtgever
from infra.protocollen import afdruk, veranderd
from tests.conftest import Klok
from tests.domain.delen import VERLENGING_ID
from tests.infra.vernietiging.lijstverhaal import gesloten, stel_voor
from tests.verhalen import Verhaal, nieuw_verhaal

EEN = Opdrachtgever(Medewerker("mw-lychee", Rol.BEHEERDER, "zvh"), "privacyprotocol")
ANDER = Opdrachtgever(Medewerker("mw-guave", Rol.BEHEERDER, "zvh"), "privacyprotocol")


@pytest.fixture
def definities(definities: Definities) -> Definities:
    """The definitions as they are shipped, and two more versions for the ZVH: of three years, and of seven."""
    zvh = definities.protocollen["zvh"]
    meer: Mapping[str, Privacyprotocol] = {
        een.naam: een
        for een in (
            replace(zvh, versie=2, plafond=replace(zvh.plafond, jaren=3)),
            replace(zvh, versie=3, plafond=replace(zvh.plafond, jaren=7)),
        )
    }
    return replace(definities, protocolversies={**definities.protocolversies, **meer})


@pytest.fixture
def drie_jaar(definities: Definities) -> Privacyprotocol:
    return definities.protocol("zvh/2")


def neem(dienst: Dienst, protocol: Privacyprotocol) -> None:
    dienst.shell.protocollen.stel_voor(protocol, namens=EEN)
    dienst.shell.protocollen.voer_in(protocol, namens=ANDER)


def verhalen(dienst: Dienst, aantal: int) -> list[Verhaal]:
    """So many cases that were brought in, by number."""
    gemeld = [nieuw_verhaal(dienst) for _ in range(aantal)]
    for verhaal in gemeld:
        verhaal.meld_aan()
    return sorted(gemeld, key=lambda verhaal: verhaal.casusnummer)


def termijnen(dienst: Dienst, verhalen: list[Verhaal]) -> list[date | None]:
    return [dienst.shell.laad(verhaal.casusnummer).casus.bewaren_tot for verhaal in verhalen]


def herrekend(dienst: Dienst, verhaal: Verhaal) -> list[str]:
    historie = dienst.shell.laad(verhaal.casusnummer).historie
    return [feit.naam for feit in historie if "Herrekend" in feit.naam]


# --- what is in force --------------------------------------------------------------------------------------------


def test_the_version_that_shipped_first_holds_until_another_is_taken(
    dienst: Dienst, drie_jaar: Privacyprotocol
) -> None:
    protocollen = dienst.shell.protocollen
    assert protocollen.geldend("zvh").versie == 1
    protocollen.stel_voor(drie_jaar, namens=EEN)
    assert protocollen.geldend("zvh").versie == 1
    with pytest.raises(Weigering, match="niet zelf in"):
        protocollen.voer_in(drie_jaar, namens=EEN)
    (feit,) = protocollen.voer_in(drie_jaar, namens=ANDER).nieuw
    assert protocollen.geldend("zvh") is drie_jaar
    assert (feit.afdruk, feit.regime, feit.versie) == (afdruk(drie_jaar), "zvh", 2)
    assert protocollen.voer_in(drie_jaar, namens=EEN).nieuw == ()
    assert protocollen.geldend("ret").versie == 1


def test_a_new_case_falls_under_what_is_in_force(dienst: Dienst, drie_jaar: Privacyprotocol) -> None:
    neem(dienst, drie_jaar)
    verhaal = nieuw_verhaal(dienst)
    casus = verhaal.meld_aan().casus
    assert (casus.bewaren_tot, casus.bewaarregel) == (date(2029, 3, 2), "zvh/2/plafond")


def test_a_command_falls_under_what_another_process_took_just_before(
    dienst: Dienst, drie_jaar: Privacyprotocol, database: Database, definities: Definities
) -> None:
    """What was read of a protocol before is kept; what came after is read along with each case."""
    verhaal = nieuw_verhaal(dienst)
    verhaal.meld_aan()

    def geldend() -> int:
        geladen = dienst.shell.laad(verhaal.casusnummer)
        assert geladen.standen is not None
        return dienst.shell.protocollen.van("zvh", geladen.standen["zvh"]).versie

    kek = Kekring(Kekbestand(dienst.settings.kek))
    with stel_samen(
        dienst.settings, database, kek=kek, definities=definities, omgeving=dienst.omgeving
    ) as ander:
        gezien = [geldend()]
        for protocol in (drie_jaar, definities.protocol("zvh/3")):
            neem(ander, protocol)
            gezien += [geldend(), geldend()]
    assert gezien == [1, 2, 2, 3, 3]
    assert str(verhaal.trieer(Uitkomst.AFGEWEZEN).casus.bewaarregel).startswith("zvh/3/")


def test_rules_that_were_changed_after_they_were_taken_are_noticed(
    dienst: Dienst, drie_jaar: Privacyprotocol
) -> None:
    assert not dienst.shell.protocollen.veranderd("zvh")
    anders = replace(drie_jaar, plafond=replace(drie_jaar.plafond, jaren=4))
    neem(dienst, anders)
    assert dienst.shell.protocollen.veranderd("zvh")
    assert afdruk(replace(drie_jaar)) == afdruk(drie_jaar) != afdruk(anders)


@pytest.mark.parametrize("later", [0, 1], ids=["in force", "another is in force by now"])
def test_by_rules_that_were_changed_in_their_file_nothing_goes_on_a_list(
    dienst: Dienst, definities: Definities, drie_jaar: Privacyprotocol, later: int
) -> None:
    """Somebody with access to the file made the bedenktijd shorter after the rules were taken."""
    in_het_bestand = definities.protocol("zvh/1")
    genomen = replace(in_het_bestand, plafond=replace(in_het_bestand.plafond, bedenktijd_dagen=14))
    neem(dienst, genomen)
    if later:
        neem(dienst, drie_jaar)
    with dienst.engine.connect() as verbinding:
        assert veranderd(verbinding, definities) == ["zvh/1"]
    verhaal = gesloten(dienst)
    with pytest.raises(Weigering, match="niet meer de regels die zijn ingevoerd"):
        stel_voor(dienst, verhaal)


def test_a_version_that_was_taken_and_is_not_there_stops_every_decision(
    dienst: Dienst, drie_jaar: Privacyprotocol
) -> None:
    """An older release on a newer database must not set terms by rules that were left behind."""
    neem(dienst, replace(drie_jaar, versie=9))
    with pytest.raises(DefinitieFout, match="no privacyprotocol 'zvh/9'"):
        nieuw_verhaal(dienst).meld_aan()


# --- what it would do --------------------------------------------------------------------------------------------


def test_the_effect_is_seen_before_and_nothing_is_recorded_of_it(
    dienst: Dienst, drie_jaar: Privacyprotocol, klok: Klok
) -> None:
    (loopt,) = verhalen(dienst, 1)
    klok.verder(days=1200)
    positie = dienst.archief.laatste_positie()
    (gevolg,) = dienst.herrekenaar.gevolgen(drie_jaar)
    assert isinstance(gevolg, Gevolg)
    assert (gevolg.casusnummer, gevolg.was, gevolg.wordt) == (
        loopt.casusnummer,
        date(2031, 3, 2),
        date(2029, 3, 2),
    )
    assert (gevolg.regel, gevolg.regel_wordt, gevolg.verandert) == ("zvh/1/plafond", "zvh/2/plafond", True)
    assert gevolg.over_termijn(dienst.omgeving.vandaag())
    assert not gevolg.over_termijn(date(2029, 3, 2))
    assert dienst.archief.laatste_positie() == positie


def test_what_is_destroyed_or_of_another_regime_or_a_consultatie_is_left_alone(
    dienst: Dienst, drie_jaar: Privacyprotocol, definities: Definities
) -> None:
    nieuw_verhaal(dienst).helemaal()
    (loopt,) = verhalen(dienst, 1)
    assert [gevolg.casusnummer for gevolg in dienst.herrekenaar.gevolgen(drie_jaar)] == [loopt.casusnummer]
    assert list(dienst.herrekenaar.gevolgen(definities.protocol("ret/1"))) == []


def test_where_the_day_stays_the_rule_stays(dienst: Dienst, drie_jaar: Privacyprotocol) -> None:
    (afgewezen,) = verhalen(dienst, 1)
    afgewezen.trieer(Uitkomst.AFGEWEZEN)
    (gevolg,) = dienst.herrekenaar.gevolgen(drie_jaar)
    assert isinstance(gevolg, Gevolg)
    assert (gevolg.verandert, gevolg.regel_wordt) == (False, "zvh/1/na-afwijzing")
    assert not gevolg.over_termijn(date(2040, 1, 1))


# --- taking it ---------------------------------------------------------------------------------------------------


def test_each_case_whose_day_changes_gets_one_fact(dienst: Dienst, drie_jaar: Privacyprotocol) -> None:
    lopend = verhalen(dienst, 2)
    afgewezen = nieuw_verhaal(dienst)
    afgewezen.meld_aan()
    afgewezen.trieer(Uitkomst.AFGEWEZEN)
    voorspeld = {
        gevolg.casusnummer: gevolg.wordt
        for gevolg in dienst.herrekenaar.gevolgen(drie_jaar)
        if isinstance(gevolg, Gevolg)
    }
    neem(dienst, drie_jaar)
    assert Counter(dienst.herrekenaar.herreken("zvh", namens=ANDER)) == {True: 2, False: 1}
    alle = [*lopend, afgewezen]
    assert termijnen(dienst, alle) == [voorspeld[verhaal.casusnummer] for verhaal in alle]
    assert [len(herrekend(dienst, verhaal)) for verhaal in alle] == [1, 1, 0]


def test_what_was_cut_short_is_finished_by_doing_it_again(dienst: Dienst, drie_jaar: Privacyprotocol) -> None:
    alle = verhalen(dienst, 3)
    neem(dienst, drie_jaar)
    assert list(islice(dienst.herrekenaar.herreken("zvh", namens=ANDER), 1)) == [True]
    assert termijnen(dienst, alle) == [date(2029, 3, 2), date(2031, 3, 2), date(2031, 3, 2)]
    assert list(dienst.herrekenaar.herreken("zvh", namens=EEN)) == [False, True, True]
    assert list(dienst.herrekenaar.herreken("zvh", namens=ANDER)) == [False, False, False]
    assert [len(herrekend(dienst, verhaal)) for verhaal in alle] == [1, 1, 1]


def test_going_back_to_the_first_version_gives_the_first_terms_back(
    dienst: Dienst, drie_jaar: Privacyprotocol, definities: Definities
) -> None:
    alle = verhalen(dienst, 1)
    for protocol in (drie_jaar, definities.protocol("zvh/1")):
        neem(dienst, protocol)
        list(dienst.herrekenaar.herreken("zvh", namens=ANDER))
    assert termijnen(dienst, alle) == [date(2031, 3, 2)]


def test_a_case_that_was_extended_stays_as_it_was_agreed(
    dienst: Dienst, drie_jaar: Privacyprotocol, klok: Klok
) -> None:
    (verhaal,) = verhalen(dienst, 1)
    verhaal.trieer()
    klok.verder(days=4 * 365 + 100)
    grond = Verlengingsgrond.LOOPT_NOG
    verhaal.doe(StelVerlengingVoor(VERLENGING_ID, grond, "Het gaat door", date(2033, 3, 2), ("politie",)))
    verhaal.doe(GeefInstemming(VERLENGING_ID, "politie"))
    (gevolg,) = dienst.herrekenaar.gevolgen(drie_jaar)
    assert isinstance(gevolg, Gevolg)
    assert (gevolg.verlengd, gevolg.verandert, gevolg.wordt) == (True, False, date(2033, 3, 2))


def test_a_case_that_cannot_be_read_stops_no_other(
    dienst: Dienst, drie_jaar: Privacyprotocol, database: Database
) -> None:
    kapot, heel = verhalen(dienst, 2)
    stroom_id = dienst.shell.laad(kapot.casusnummer).stroom_id
    with psycopg.connect(database.owner_url) as baas:
        baas.execute("DELETE FROM kluis.deel WHERE stroom_id = %s AND nummer = 0", (stroom_id,))
    neem(dienst, drie_jaar)
    gevolgen = list(dienst.herrekenaar.gevolgen(drie_jaar))
    assert gevolgen[0] == Onleesbaar(kapot.casusnummer)
    gedaan = list(dienst.herrekenaar.herreken("zvh", namens=ANDER))
    assert gedaan == [Onleesbaar(kapot.casusnummer), True]
    assert termijnen(dienst, [heel]) == [date(2029, 3, 2)]


def test_work_that_goes_on_under_the_new_version_is_not_reckoned_back(
    dienst: Dienst, drie_jaar: Privacyprotocol
) -> None:
    verhaal = nieuw_verhaal(dienst)
    verhaal.tot_en_met_ico()
    neem(dienst, drie_jaar)
    verhaal.doe(LegVoortgangVast("Een maand rust", Aanzet.CASUSREGISSEUR))
    list(dienst.herrekenaar.herreken("zvh", namens=ANDER))
    assert termijnen(dienst, [verhaal]) == [date(2029, 3, 2)]


def test_who_has_no_keys_can_tell_that_rules_were_changed(
    dienst: Dienst, drie_jaar: Privacyprotocol, definities: Definities
) -> None:
    with dienst.engine.connect() as verbinding:
        assert veranderd(verbinding, definities) == []
        neem(dienst, drie_jaar)
        assert veranderd(verbinding, definities) == []
        anders = replace(drie_jaar, plafond=replace(drie_jaar.plafond, jaren=4))
        gewijzigd = replace(definities, protocolversies={**definities.protocolversies, "zvh/2": anders})
        assert veranderd(verbinding, gewijzigd) == ["zvh/2"]
        zonder = {naam: een for naam, een in definities.protocolversies.items() if naam != "zvh/2"}
        assert veranderd(verbinding, replace(definities, protocolversies=zonder)) == ["zvh/2"]
