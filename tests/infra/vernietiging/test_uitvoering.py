"""Carrying out a list: exactly what was approved goes, what changed or is held stays, and a crash is finished."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations_with_replacement
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

import infra.vernietiging.uitvoering
from api.samenstelling import Dienst
from domain.casus.commands import HefOpschortingOp, LegGrondslagVast, LegVoortgangVast, SchortVernietigingOp
from domain.casus.waarden import Aanzet, Opschortgrond, Weigerreden
from domain.vernietigingslijst.nacontrole import Nacontrole, Uitslag
from domain.vernietigingslijst.state import Lijstfase, Vernietigingslijst
from domain.vernietigingslijst.voorvertoning import totaal
from domain.vernietigingslijst.waarden import Afhaalreden, Stap, Stapuitkomst, Voorgesteld
from domain.weigering import Weigering
from infra.kek import Kekbestand, Kekring
from infra.keys import SleutelFout
from infra.vernietiging.gelezen import Gelezen
from infra.vernietiging.lijsten import Geweigerd, OnbekendeLijst
from infra.vernietiging.lijstloper import Lijstloper
from infra.vernietiging.portie import handel_portie_af
from infra.vernietiging.uitvoering import DIENST, UITVOERSLOT, Gemaakt, Haken, Uitvoerder, UitvoeringBezig
from tests.conftest import Klok
from tests.infra.inzage.inkijk import kijk, stroom_van
from tests.infra.kekhuis import Huis as Kekhuis
from tests.infra.vernietiging.lijstverhaal import (
    afgewezen,
    gesloten,
    goedgekeurd,
    keur_goed,
    stel_voor,
    voer_uit,
    weg,
)
from tests.lang import gevallen
from tests.verhalen import (
    ARCHIVARIS,
    COMPLIANCE,
    FG,
    FRAMBOOS,
    TWEEDE_COMPLIANCE,
    Verhaal,
    nieuw_verhaal,
)


class Nagekeken:
    """A nacontrole of the test: it remembers what it was asked, and finds what it is told to find."""

    def __init__(self, klok: Klok) -> None:
        self.sporen: list[tuple[Voorgesteld, ...]] = []
        self.uitslag = Uitslag.GESLAAGD
        self.vergeten: set[str] = set()
        self.klok = klok

    def neem_sporen(self, lijstnummer: str, posten: Any) -> None:  # noqa: ARG002 as the hook asks it
        self.sporen.append(tuple(posten))

    def controleer(self, lijstnummer: str, lijst: Vernietigingslijst) -> Nacontrole:  # noqa: ARG002 the same
        assert lijst.kek is not None, "looked before the KEK was replaced"
        return Nacontrole(self.uitslag, self.klok(), (), ("Afdrukken op papier.",))

    def vergeet(self, lijstnummer: str) -> None:
        self.vergeten.add(lijstnummer)

    def bewaard(self) -> tuple[str, ...]:
        return ()


class Verklaard:
    """Makes one verklaring a list, as the real one does: asked again it gives the same."""

    def __init__(self) -> None:
        self.gemaakt: dict[str, Gemaakt] = {}

    def verklaar(self, gelezen: Gelezen, nacontrole: Nacontrole) -> Gemaakt:  # noqa: ARG002 the same
        nummer = f"2026-{len(self.gemaakt) + 1:04}"
        return self.gemaakt.setdefault(gelezen.lijst.lijstnummer, Gemaakt(nummer, "ab" * 32))


@dataclass
class Huis:
    """A service on a database and a KEK of its own, with a nacontrole and a verklaring of the test."""

    dienst: Dienst
    ring: Kekring
    nagekeken: Nagekeken
    verklaard: Verklaard

    def opnieuw(self) -> Uitvoerder:
        """As after a new start: nothing is remembered but what is recorded."""
        haken = Haken(self.nagekeken, self.verklaard)
        ring = Kekring(self.ring.bron)
        return Uitvoerder(
            self.dienst.lijsten,
            ring,
            hermerker=self.dienst.hermerker,
            kopie=self.dienst.settings.sleutelkopie,
            haken=haken,
        )

    def tijdvakken(self) -> list[int]:
        """The epochs whose KEK is still there."""
        with self.dienst.engine.connect() as verbinding:
            vraag = text("SELECT tijdvak FROM sleutels.tijdvak WHERE vernietigd_op IS NULL ORDER BY 1")
            return list(verbinding.execute(vraag).scalars())


@pytest.fixture
def huis(huis: Kekhuis, klok: Klok) -> Huis:
    gemaakt = Huis(huis.dienst, huis.ring, Nagekeken(klok), Verklaard())
    object.__setattr__(huis.dienst, "uitvoerder", gemaakt.opnieuw())
    return gemaakt


@pytest.fixture
def dienst(huis: Huis) -> Dienst:
    return huis.dienst


# --- a list to its end --------------------------------------------------------------------------------------------


def test_a_list_is_carried_out_to_its_verklaring(huis: Huis, dienst: Dienst, klok: Klok) -> None:
    oud, blijft = gesloten(dienst), gesloten(dienst)
    stroom_id = dienst.shell.laad(oud.casusnummer).stroom_id
    lijst = voer_uit(dienst, goedgekeurd(dienst, klok, oud))
    assert lijst.fase is Lijstfase.VERKLAARD
    assert weg(dienst, oud)
    assert not weg(dienst, blijft)
    feit = dienst.shell.skelet(stroom_id)[-1]
    assert feit.naam == "casus.GegevensVerwijderd.v1"
    blijvend = dict(feit.blijvend)
    assert blijvend["lijstnummer"] == lijst.lijstnummer
    assert [blijvend[wie] for wie in ("voorgesteld_door", "gecontroleerd_door", "goedgekeurd_door")] == [
        een.wie.id for een in (COMPLIANCE, TWEEDE_COMPLIANCE, FG)
    ]
    assert blijvend["uitgevoerd_door"] == ARCHIVARIS.wie.id
    assert [nummer for _, nummer in lijst.bewijsnummers] == [blijvend["bewijsnummer"]]
    assert [(feit.stap, feit.uitkomst) for feit in lijst.stappen] == [
        (Stap.CACHES, Stapuitkomst.NIET_AANWEZIG),
        (Stap.UITGAANDE_POST, Stapuitkomst.GEDAAN),
        (Stap.EXPORTS, Stapuitkomst.GEDAAN),
        (Stap.OPGERUIMD, Stapuitkomst.GEDAAN),
    ]
    assert huis.tijdvakken() == [2]
    assert [[een.post.stroom_id for een in posten] for posten in huis.nagekeken.sporen] == [[stroom_id]]


def test_what_is_rejected_goes_at_once_without_a_bedenktijd(dienst: Dienst, klok: Klok) -> None:
    verhaal, begin = afgewezen(dienst), klok()
    lijst = voer_uit(dienst, goedgekeurd(dienst, klok, verhaal))
    assert (lijst.fase, klok()) == (Lijstfase.VERKLAARD, begin)


def test_wrapped_keys_of_before_open_with_nothing_once_the_list_is_done(
    huis: Huis, dienst: Dienst, klok: Klok
) -> None:
    verhaal = gesloten(dienst)
    with dienst.engine.connect() as verbinding:
        toen = verbinding.execute(text("SELECT sleutel_id, tijdvak, ingepakt FROM sleutels.sleutel")).all()
    voer_uit(dienst, goedgekeurd(dienst, klok, verhaal))
    huis.ring.ververs()
    for rij in toen:
        with pytest.raises(SleutelFout):
            huis.ring.pak_uit(bytes(rij.ingepakt), voor=rij.sleutel_id, tijdvak=rij.tijdvak)


def test_the_preview_counts_what_there_is_and_a_look_does_not_change_what_is_approved(
    dienst: Dienst, klok: Klok
) -> None:
    verhaal = gesloten(dienst)
    lijst = stel_voor(dienst, verhaal)
    (voor,) = dienst.lijsten.voorvertoning(dienst.lijsten.laad(lijst).lijst)
    with dienst.engine.connect() as verbinding:
        delen, sleutels = (
            verbinding.execute(text(f"SELECT count(*) FROM {tabel}")).scalar_one()  # noqa: S608 names of this test
            for tabel in ("kluis.deel", "sleutels.sleutel")
        )
    geladen = dienst.shell.laad(verhaal.casusnummer)
    assert voor.versie == geladen.versie
    assert (voor.telling.gebeurtenissen, voor.telling.delen) == (geladen.versie, delen)
    assert (voor.telling.sleutels, voor.telling.nummers, voor.telling.inzagesleutels) == (sleutels, 1, 0)
    assert voor.telling.rijen > 1
    kijk(dienst, stroom_van(dienst, verhaal.casusnummer), FRAMBOOS.persoon_id)
    (na,) = dienst.lijsten.voorvertoning(dienst.lijsten.laad(lijst).lijst)
    assert na.telling.inzageregels == 1
    assert na.digest == voor.digest
    assert totaal((na,)) == na.telling
    dienst.lijsten.controleer(lijst, (), namens=TWEEDE_COMPLIANCE)
    keur_goed(dienst, lijst)
    klok.verder(days=7)
    assert voer_uit(dienst, lijst).fase is Lijstfase.VERKLAARD


def test_a_case_stands_on_one_running_list_only(dienst: Dienst, klok: Klok) -> None:
    verhaal = gesloten(dienst)
    lijst = stel_voor(dienst, verhaal)
    dienst.runner.werk_bij()
    with pytest.raises(
        Weigering, match=rf"staat al op een vernietigingslijst: {verhaal.casusnummer} op {lijst}"
    ):
        stel_voor(dienst, verhaal)
    uit = Geweigerd(
        dienst.lijsten.laad(lijst).lijst.posten[0].post.post_id, Weigerreden.NOG_NODIG, "Er loopt nog iets"
    )
    dienst.lijsten.controleer(lijst, (uit,), namens=TWEEDE_COMPLIANCE)
    dienst.runner.werk_bij()
    casus = dienst.shell.laad(verhaal.casusnummer).casus
    assert casus.buiten_vernietiging is not None
    assert casus.buiten_vernietiging.toelichting == "Er loopt nog iets"
    assert stel_voor(dienst, verhaal) != lijst
    with pytest.raises(OnbekendeLijst):
        dienst.lijsten.laad("L-BBBBB-BBBBB")


# --- what comes off ----------------------------------------------------------------------------------------------


def schort_op(verhaal: Verhaal) -> None:
    tot = verhaal.vandaag() + timedelta(days=90)
    verhaal.doe(
        SchortVernietigingOp(uuid4(), Opschortgrond.RECHTSVORDERING, "Framboos procedeert", tot), COMPLIANCE
    )


def test_a_due_casus_with_a_hold_placed_one_second_before_execution_survives(
    dienst: Dienst, klok: Klok
) -> None:
    gehouden, oud = gesloten(dienst), gesloten(dienst)
    lijst = goedgekeurd(dienst, klok, gehouden, oud)
    klok.verder(seconds=-1)
    schort_op(gehouden)
    klok.verder(seconds=1)
    uit = voer_uit(dienst, lijst)
    assert not weg(dienst, gehouden)
    assert any(
        mens.naam == FRAMBOOS.naam for mens in dienst.shell.laad(gehouden.casusnummer).casus.betrokkenen
    )
    assert weg(dienst, oud)
    assert [feit.afhaalreden for feit in uit.afgehaald] == [Afhaalreden.OPGESCHORT]
    assert (uit.fase, len(uit.bewijsnummers)) == (Lijstfase.VERKLAARD, 1)


def test_a_hold_that_comes_between_the_weighing_and_the_writing_still_counts(
    dienst: Dienst, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    verhaal = gesloten(dienst)
    lijst = goedgekeurd(dienst, klok, verhaal)
    echt, keren = dienst.lijsten.schrijf, iter(range(100))

    def eerst_opgeschort(*args: Any, **kwargs: Any) -> Any:
        if next(keren) == 1:  # the first write is that the execution began
            schort_op(verhaal)
        return echt(*args, **kwargs)

    monkeypatch.setattr(dienst.lijsten, "schrijf", eerst_opgeschort)
    uit = voer_uit(dienst, lijst)
    assert not weg(dienst, verhaal)
    assert uit.fase is Lijstfase.INGETROKKEN


def test_a_case_that_changed_after_the_approval_comes_back(dienst: Dienst, klok: Klok) -> None:
    veranderd, oud = afgewezen(dienst), afgewezen(dienst)
    lijst = goedgekeurd(dienst, klok, veranderd, oud)
    schort_op(veranderd)
    casus = dienst.shell.laad(veranderd.casusnummer).casus
    veranderd.doe(HefOpschortingOp(casus.opschortingen[0].opschorting_id, "Toch niet"), COMPLIANCE)
    uit = voer_uit(dienst, lijst)
    assert not weg(dienst, veranderd)
    assert weg(dienst, oud)
    assert (len(uit.teruggekomen), len(uit.afgehaald), len(uit.bewijsnummers)) == (1, 0, 1)


def test_what_was_destroyed_meanwhile_comes_off(dienst: Dienst, klok: Klok) -> None:
    verhaal = gesloten(dienst)
    lijst = goedgekeurd(dienst, klok, verhaal)
    verhaal.verwijder()
    uit = voer_uit(dienst, lijst)
    assert [feit.afhaalreden for feit in uit.afgehaald] == [Afhaalreden.AL_VERNIETIGD]
    assert uit.fase is Lijstfase.INGETROKKEN


def test_nothing_runs_before_the_bedenktijd_is_over_nor_by_who_had_another_role(
    dienst: Dienst, klok: Klok
) -> None:
    verhaal = gesloten(dienst)
    lijst = goedgekeurd(dienst, klok, verhaal)
    for namens in (COMPLIANCE, TWEEDE_COMPLIANCE, FG):
        with pytest.raises(Weigering, match="twee rollen"):
            dienst.uitvoerder.voer_uit(lijst, namens=namens)
    klok.verder(seconds=-1)
    with pytest.raises(Weigering, match="bedenktijd"):
        voer_uit(dienst, lijst)
    assert not weg(dienst, verhaal)


# --- by itself ---------------------------------------------------------------------------------------------------


def loper(huis: Huis, klok: Klok) -> Lijstloper:
    return Lijstloper(huis.dienst.engine, huis.opnieuw(), nu=klok, onderteken=huis.dienst.logboek.werk_bij)


def test_the_service_carries_out_what_is_ripe_and_several_lists_cost_one_rotation(
    huis: Huis, dienst: Dienst, klok: Klok
) -> None:
    lijsten = [stel_voor(dienst, gesloten(dienst)) for _ in range(3)]
    for lijst in lijsten:
        dienst.lijsten.controleer(lijst, (), namens=TWEEDE_COMPLIANCE)
        keur_goed(dienst, lijst)
    dienst.runner.werk_bij()
    assert loper(huis, klok).ronde() == ()
    klok.verder(days=7)
    assert set(loper(huis, klok).ronde()) == set(lijsten)
    dienst.runner.werk_bij()
    assert {dienst.lijsten.laad(lijst).lijst.fase for lijst in lijsten} == {Lijstfase.VERKLAARD}
    assert {dienst.lijsten.laad(lijst).lijst.uitgevoerd_door for lijst in lijsten} == {DIENST.wie.id}
    assert huis.tijdvakken() == [2]
    assert loper(huis, klok).ronde() == ()


def test_two_at_once_do_not_both_carry_out(
    huis: Huis, dienst: Dienst, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(infra.vernietiging.uitvoering, "GEDULD", 1)
    verhaal = gesloten(dienst)
    lijst = goedgekeurd(dienst, klok, verhaal)
    with dienst.engine.connect() as verbinding:
        verbinding.execute(text(f"SELECT pg_advisory_lock({UITVOERSLOT})"))
        with pytest.raises(UitvoeringBezig):
            loper(huis, klok).ronde()
        eerst, weer = (dienst.uitvoerder.voer_uit(lijst, namens=ARCHIVARIS) for _ in range(2))
        assert (len(eerst.nieuw), weer.nieuw) == (1, ())
        assert not weg(dienst, verhaal), "it is begun, and not a second time beside the one at hand"
        # The lock is the connection's, and that goes back to the pool: whoever gets it next would have the lock.
        verbinding.execute(text(f"SELECT pg_advisory_unlock({UITVOERSLOT})"))
    dienst.runner.werk_bij()
    loper(huis, klok).ronde()
    assert weg(dienst, verhaal)
    assert dienst.lijsten.laad(lijst).lijst.uitgevoerd_door == ARCHIVARIS.wie.id


def test_who_asks_while_another_execution_ends_waits_for_it(dienst: Dienst, klok: Klok) -> None:
    verhaal = gesloten(dienst)
    lijst = goedgekeurd(dienst, klok, verhaal)
    with dienst.engine.connect() as verbinding, ThreadPoolExecutor(1) as ander:
        verbinding.execute(text(f"SELECT pg_advisory_lock({UITVOERSLOT})"))
        gevraagd = ander.submit(voer_uit, dienst, lijst)
        wait([gevraagd], timeout=0.5)
        assert not gevraagd.done()
        verbinding.execute(text(f"SELECT pg_advisory_unlock({UITVOERSLOT})"))
        gevraagd.result()
    assert weg(dienst, verhaal)


def test_without_a_nacontrole_a_list_waits_and_is_not_reported_as_done(
    huis: Huis, dienst: Dienst, klok: Klok
) -> None:
    lijst = goedgekeurd(dienst, klok, gesloten(dienst))
    kaal = Uitvoerder(
        dienst.lijsten,
        huis.ring,
        hermerker=dienst.hermerker,
        kopie=dienst.settings.sleutelkopie,
        haken=Haken(),
    )
    assert kaal.voer_uit(lijst, namens=ARCHIVARIS).lijst.fase is Lijstfase.UITGEVOERD
    assert voer_uit(dienst, lijst).fase is Lijstfase.VERKLAARD


def test_what_goes_as_a_whole_does_not_wait_for_the_views(huis: Huis, dienst: Dienst, klok: Klok) -> None:
    lijst = goedgekeurd(dienst, klok, gesloten(dienst))
    haken = Haken(huis.nagekeken, huis.verklaard, weergaven=lambda _: False)
    kopie = dienst.settings.sleutelkopie
    ring = Kekring(huis.ring.bron)
    achter = Uitvoerder(dienst.lijsten, ring, hermerker=dienst.hermerker, kopie=kopie, haken=haken)
    assert achter.voer_uit(lijst, namens=ARCHIVARIS).lijst.fase is Lijstfase.VERKLAARD


def test_a_list_is_read_once_however_many_portions_it_has(
    dienst: Dienst, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(infra.vernietiging.uitvoering, "PORTIE", 1)
    lijst = goedgekeurd(dienst, klok, *(afgewezen(dienst) for _ in range(3)))
    echt, keren = dienst.lijsten.laad, list[str]()

    def laad(nummer: str) -> Gelezen:
        keren.append(nummer)
        return echt(nummer)

    monkeypatch.setattr(dienst.lijsten, "laad", laad)
    assert len(voer_uit(dienst, lijst).bewijsnummers) == 3
    assert keren == [lijst]


def test_a_nacontrole_that_finds_something_says_so_in_the_list(
    huis: Huis, dienst: Dienst, klok: Klok
) -> None:
    huis.nagekeken.uitslag = Uitslag.MISLUKT
    uit = voer_uit(dienst, goedgekeurd(dienst, klok, gesloten(dienst)))
    assert uit.nacontrole is not None
    assert uit.nacontrole.uitslag is Uitslag.MISLUKT


# --- crashes -----------------------------------------------------------------------------------------------------


class Gestorven(BaseException):
    """The process died here; nothing that catches faults catches it."""


STERFPUNTEN: dict[str, tuple[str, bool]] = {
    "before the traces": ("nagekeken.neem_sporen", False),
    "after the traces": ("nagekeken.neem_sporen", True),
    "before the first portion": ("portie.1", False),
    "after the first portion": ("portie.1", True),
    "before the last portion": ("portie.3", False),
    "after the last portion": ("portie.3", True),
    "before the epoch is on record": ("opdracht.LegTijdvakVast", False),
    "after the epoch is on record": ("opdracht.LegTijdvakVast", True),
    "before the files are cleared": ("ruim_op", False),
    "after the files are cleared": ("ruim_op", True),
    "before the KEK": ("vernieuw", False),
    "halfway the KEK": ("vernietig", False),
    "after the KEK": ("vernieuw", True),
    "before the nacontrole": ("nagekeken.controleer", False),
    "after the nacontrole": ("nagekeken.controleer", True),
    "after the nacontrole is on record": ("opdracht.LegNacontroleVast", True),
    "before the verklaring": ("verklaard.verklaar", False),
    "after the verklaring": ("verklaard.verklaar", True),
    "after the verklaring is on record": ("opdracht.VerklaarLijst", True),
}
"""Where the process dies: before or after what."""


EENMAAL = [(punt,) for punt in STERFPUNTEN]
TWEEMAAL = list(combinations_with_replacement(STERFPUNTEN, 2))
"""It dies again while it goes on, at the same place or a later one."""


@pytest.mark.faults
@pytest.mark.parametrize("punten", gevallen([*EENMAAL, *TWEEMAAL], kort=EENMAAL), ids=" and ".join)
def test_an_execution_that_was_cut_short_is_finished_and_ends_the_same(
    huis: Huis, dienst: Dienst, klok: Klok, punten: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(infra.vernietiging.uitvoering, "PORTIE", 1)
    verhalen = [afgewezen(dienst) for _ in range(3)]
    blijft = gesloten(dienst)
    lijst = goedgekeurd(dienst, klok, *verhalen)
    eerste, *volgende = punten
    with monkeypatch.context() as hier:
        _sterf(eerste, huis, dienst, hier)
        with pytest.raises(Gestorven):
            dienst.uitvoerder.voer_uit(lijst, namens=DIENST)
    for punt in volgende:
        # What was done before is not done again, so it may not come there any more.
        with monkeypatch.context() as hier, suppress(Gestorven):
            _sterf(punt, huis, dienst, hier)
            huis.opnieuw().voer_uit(lijst, namens=DIENST)
    # Each case is whole or gone, and nothing is reported destroyed that is not.
    tussen = dienst.lijsten.laad(lijst).lijst
    weg_nu = {een.post.stroom_id for een in tussen.vernietigd}
    for verhaal in verhalen:
        stroom_id = dienst.lijsten.shell._nummers.stroom(verhaal.casusnummer)
        assert stroom_id not in weg_nu
        assert stroom_id is None or dienst.shell.laad(verhaal.casusnummer).casus.betrokkenen
    uit = huis.opnieuw().voer_uit(lijst, namens=DIENST).lijst
    assert uit.fase is Lijstfase.VERKLAARD
    assert all(weg(dienst, verhaal) for verhaal in verhalen)
    assert len(uit.bewijsnummers) == len({nummer for _, nummer in uit.bewijsnummers}) == 3
    assert len(huis.verklaard.gemaakt) == 1
    assert len(huis.tijdvakken()) == 1
    assert huis.tijdvakken()[0] >= 2
    assert dienst.shell.laad(blijft.casusnummer).casus.betrokkenen[0].naam == FRAMBOOS.naam
    blijft_werken(blijft)
    assert huis.opnieuw().voer_uit(lijst, namens=DIENST).nieuw == ()


def blijft_werken(verhaal: Verhaal) -> None:
    nieuw = nieuw_verhaal(verhaal.dienst)
    nieuw.tot_en_met_ico()
    nieuw.doe(LegVoortgangVast("Na de storing", Aanzet.PROCESREGISSEUR))


def _sterf(punt: str, huis: Huis, dienst: Dienst, hier: pytest.MonkeyPatch) -> None:
    waar, erna = STERFPUNTEN[punt]
    wat, _, welke = waar.partition(".")

    def bij(echt: Callable[..., Any], *, keer: int = 1) -> Callable[..., Any]:
        keren = iter(range(1, 1000))

        def doe(*args: Any, **kwargs: Any) -> Any:
            nu = next(keren) == keer
            if nu and not erna:
                raise Gestorven
            uit = echt(*args, **kwargs)
            if nu:
                raise Gestorven
            return uit

        return doe

    module = infra.vernietiging.uitvoering
    if wat in ("nagekeken", "verklaard"):
        doel = getattr(huis, wat)
        hier.setattr(doel, welke, bij(getattr(doel, welke)))
    elif wat == "portie":
        hier.setattr(module, "handel_portie_af", bij(handel_portie_af, keer=int(welke)))
    elif wat == "opdracht":
        echt = dienst.lijsten.voer_uit
        sterft = bij(echt)

        def voer(lijst: str, opdracht: Any, **kwargs: Any) -> Any:
            doe = sterft if type(opdracht).__name__ == welke else echt
            return doe(lijst, opdracht, **kwargs)

        hier.setattr(dienst.lijsten, "voer_uit", voer)
    elif wat == "vernietig":
        hier.setattr(Kekbestand, "vernietig", bij(Kekbestand.vernietig))
    else:
        hier.setattr(module, wat, bij(getattr(module, wat)))


# --- what is left alone -------------------------------------------------------------------------------------------


def test_other_cases_and_the_agenda_stay_as_they_are(dienst: Dienst, klok: Klok) -> None:
    ander = nieuw_verhaal(dienst)
    ander.tot_en_met_ico()
    ander.doe(LegGrondslagVast("wgs", "Nog een verzonnen reden"))
    voor = dienst.shell.laad(ander.casusnummer)
    voer_uit(dienst, goedgekeurd(dienst, klok, gesloten(dienst)))
    na = dienst.shell.laad(ander.casusnummer)
    assert (voor.casus, voor.historie) == (na.casus, na.historie)
