"""What holds of consent whatever was said, by whom, about whom and when."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.casus.commands import TrekToestemmingIn
from domain.casus.decide import decide
from domain.casus.events import (
    GezagVastgelegd,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
)
from domain.casus.evolve import evolve, vouw
from domain.casus.omstandigheden import Omstandigheden
from domain.casus.state import Casus, Toestemmingsfeit
from domain.casus.toestemming import Toestemmingsstatus, stand
from domain.casus.toestemmingsstand import dag_van, gever_van
from domain.casus.waarden import Gezag, Hoedanigheid, Onderzoek
from domain.tafels import Leeftijdsband, Toestemmer, Toestemmingsdoel
from domain.weigering import Weigering
from tests.domain.delen import DRUIF, DRUIF_ID
from tests.domain.feiten import AANGEMELD
from tests.domain.tafel import BRON, INBRENGEN, PEER, PROTOCOL, TESTTAFEL, ZELF

VANDAAG = date(2026, 3, 10)
JEUGDWET = (
    Leeftijdsband(0, 12, Toestemmer.GEZAGSDRAGERS, BRON),
    Leeftijdsband(12, 16, Toestemmer.ZELF_EN_GEZAGSDRAGERS, BRON),
    Leeftijdsband(16, 130, Toestemmer.ZELF, BRON),
)
DOEL = st.sampled_from([INBRENGEN, replace(INBRENGEN, banden=JEUGDWET), replace(INBRENGEN, banden=ZELF)])
DAG = st.integers(0, 8).map(lambda dagen: VANDAAG - timedelta(days=dagen))
GEVER = st.tuples(st.sampled_from(Hoedanigheid), st.sampled_from(("Peer", "Pruim", " peer")))
GEBOREN = st.sampled_from(
    (
        *(date(2026 - leeftijd, 3, dag) for leeftijd in (11, 12, 16, 18, 40) for dag in (1, 6, 12)),
        None,
    )
)


def gegeven(gever: tuple[Hoedanigheid, str], dag: date) -> ToestemmingGegeven:
    return ToestemmingGegeven(DRUIF_ID, "inbrengen", gever[1], gever[0], "tekst 2026-1", dag)


def geweigerd(gever: tuple[Hoedanigheid, str], dag: date) -> ToestemmingGeweigerd:
    return ToestemmingGeweigerd(DRUIF_ID, "inbrengen", gever[1], gever[0], dag)


def ingetrokken(gever: tuple[Hoedanigheid, str], dag: date) -> ToestemmingIngetrokken:
    return ToestemmingIngetrokken(DRUIF_ID, "inbrengen", gever[1], gever[0], dag)


JA = st.builds(gegeven, GEVER, DAG)
WOORD: st.SearchStrategy[Toestemmingsfeit] = (
    JA | JA | st.builds(geweigerd, GEVER, DAG) | st.builds(ingetrokken, GEVER, DAG)
)


def casus_met(geboren: date | None, gezag: Gezag | None, woorden: list[Toestemmingsfeit]) -> Casus:
    mens = replace(DRUIF, geboortedatum=geboren)
    vast = [] if gezag is None else [GezagVastgelegd(DRUIF_ID, gezag, Onderzoek.GEEN, "Uittreksel")]
    return vouw((replace(AANGEMELD, betrokkenen=(mens,)), *vast, *woorden))


CASUS = st.builds(casus_met, GEBOREN, st.none() | st.sampled_from(Gezag), st.lists(WOORD, max_size=6))
VOLLEDIG = st.builds(
    casus_met,
    GEBOREN,
    st.sampled_from(Gezag),
    st.lists(WOORD, max_size=2).map(
        lambda woorden: [
            *woorden,
            *(gegeven((wie, naam), VANDAAG) for wie in Hoedanigheid for naam in ("Peer", "Pruim")),
        ]
    ),
)
"""Everybody that could have to consent did so in the end."""


def status(casus: Casus, doel: Toestemmingsdoel, op: date = VANDAAG) -> Toestemmingsstatus:
    return stand(casus, DRUIF_ID, doel, op=op).status


@given(casus=CASUS | VOLLEDIG, erbij=JA, doel=DOEL)
def test_one_more_consent_never_ends_a_complete_one(
    casus: Casus, erbij: ToestemmingGegeven, doel: Toestemmingsdoel
) -> None:
    if status(casus, doel) is Toestemmingsstatus.GEGEVEN:
        assert status(evolve(casus, erbij), doel) is Toestemmingsstatus.GEGEVEN


@given(casus=CASUS | VOLLEDIG, gever=GEVER, doel=DOEL)
def test_a_withdrawal_by_somebody_entitled_always_ends_it(
    casus: Casus, gever: tuple[Hoedanigheid, str], doel: Toestemmingsdoel
) -> None:
    if status(casus, doel) is not Toestemmingsstatus.GEGEVEN:
        return
    tafel = replace(TESTTAFEL, toestemming=(doel,))
    bij = Omstandigheden(vandaag=VANDAAG, wie=PEER, tafel=tafel, protocol=PROTOCOL)
    opdracht = TrekToestemmingIn(DRUIF_ID, "inbrengen", gever[1], gever[0], VANDAAG)
    try:
        (feit,) = decide(casus, opdracht, bij=bij)
    except Weigering:
        zonder = [woord for woord in casus.toestemmingen if gever_van(woord)[0] is not gever[0]]
        assert status(replace(casus, toestemmingen=tuple(zonder)), doel) is Toestemmingsstatus.GEGEVEN, (
            "whose consent was needed may withdraw"
        )
        return
    assert status(evolve(casus, feit), doel) is Toestemmingsstatus.INGETROKKEN


@given(casus=CASUS | VOLLEDIG, doel=DOEL, dag=DAG)
def test_a_day_knows_nothing_of_what_was_said_later(casus: Casus, doel: Toestemmingsdoel, dag: date) -> None:
    toen = replace(casus, toestemmingen=tuple(w for w in casus.toestemmingen if dag_van(w) <= dag))
    assert stand(casus, DRUIF_ID, doel, op=dag) == stand(toen, DRUIF_ID, doel, op=dag)


@given(geboren=GEBOREN, gezag=st.sampled_from(Gezag), doel=DOEL)
def test_what_is_complete_misses_nobody_and_what_lacks_something_names_it(
    geboren: date | None, gezag: Gezag, doel: Toestemmingsdoel
) -> None:
    for woorden in ([], [gegeven((Hoedanigheid.ZELF, "Peer"), VANDAAG)]):
        nu = stand(casus_met(geboren, gezag, list(woorden)), DRUIF_ID, doel, op=VANDAAG)
        if nu.status is Toestemmingsstatus.GEGEVEN:
            assert nu.mist == ()
        if nu.status is Toestemmingsstatus.ONTBREEKT:
            assert nu.mist
