"""Which facts a view is fed with: no fewer than change its rows, and never none of what is not known here."""

import psycopg

from api.samenstelling import Dienst
from domain.casus.events import Getrieerd
from infra.database import Database
from infra.kalender import feestdag
from infra.standen import stand_van
from infra.voeding import Plaats, Voeding, namen_van, plaatsen_na
from projections.alle import WEERGAVEN
from tests.api.cli.demojaar import het_jaar
from tests.infra.weergaverijen import inhoud, inhoud_van, schrijf_jaar
from tests.verhalen import nieuw_verhaal

SEED = 23


def test_a_view_that_is_given_every_fact_has_the_same_rows_as_one_that_is_given_its_own(
    dienst: Dienst,
) -> None:
    schrijf_jaar(dienst, [schrijfsel for gedaan in het_jaar(seed=SEED) for schrijfsel in gedaan.schrijfsels])
    alles = dienst.archief.lees_na(0, limiet=100_000)
    with dienst.engine.connect() as verbinding:
        for weergave in WEERGAVEN:
            weergave.verwerk(verbinding, alles, tafels=dienst.definities.versies, feestdag=feestdag)
        heel = inhoud_van(verbinding)
        verbinding.rollback()
    dienst.runner.werk_bij()
    assert sum(map(len, heel.values())) > 100
    assert inhoud(dienst) == heel


def plaatsen(dienst: Dienst) -> list[Plaats]:
    with dienst.engine.connect() as verbinding:
        return plaatsen_na(verbinding, 0, limiet=1000)


def test_only_what_a_view_takes_is_opened(dienst: Dienst) -> None:
    nieuw_verhaal(dienst).tot_en_met_ico()
    voeding = Voeding(dienst.archief, dienst.definities)
    (triage,) = (weergave for weergave in WEERGAVEN if weergave.naam == "triagelijst")
    geopend = voeding.open(plaatsen(dienst), [triage])
    assert {feit.naam for feit in geopend} <= namen_van(triage)
    assert len(geopend) < len(plaatsen(dienst))
    over = {"triagelijst": [feit.positie for feit in geopend if isinstance(feit.gebeurtenis, Getrieerd)]}
    assert len(voeding.open(plaatsen(dienst), [triage], behalve=over)) == len(geopend) - 1


def test_a_fact_of_a_newer_version_stops_every_view_rather_than_being_lost(
    dienst: Dienst, database: Database
) -> None:
    nieuw_verhaal(dienst).meld_aan()
    dienst.runner.werk_bij()
    with psycopg.connect(database.owner_url) as eigenaar:
        eigenaar.execute(
            "INSERT INTO feiten.gebeurtenis (originator_id, originator_version, topic, state)"
            " VALUES (gen_random_uuid(), 1, 'casus.Verbeterd.v1', %s)",
            (b'{"op":"2026-03-02T08:30:00+00:00","rol":"secretaris","b":{}}',),
        )
    voor = dienst.archief.laatste_positie() - 1
    dienst.runner.werk_bij()
    with dienst.engine.connect() as verbinding:
        standen = stand_van(verbinding)
    assert standen == [(naam, voor, "OnbekendContract") for naam in sorted(w.naam for w in WEERGAVEN)]
