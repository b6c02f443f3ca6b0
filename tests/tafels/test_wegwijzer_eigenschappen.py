"""What holds of the way to the tables for any situation at all, in every region that ships.

1. Every situation gets an answer, in which every table of the region stands exactly once.
2. What fits has nothing against it; what does not fit says why.
3. A crisis always gets its route, and no table with it.
4. One more fact moves a table away only for a reason that was not there before.
5. No question stands in the answer of a table twice, and none about what is known.
6. Every reason and every question has its place in a document that exists.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from domain.tafels import Antwoord, Bron, Tafel, Toets
from domain.wegwijzer import (
    ANDERS,
    CRISIS,
    ONGEBOREN,
    Keten,
    Passend,
    Situatie,
    Tafeladvies,
    Wegwijzing,
    wijs_de_weg,
)
from domain.wegwijzer.situatie import HOOGSTE_LEEFTIJD, MEERDERE_KETENS, MEERDERE_LEEFGEBIEDEN
from tests.lang import keren
from tests.tafels.situaties import definities

DEFINITIES = definities()
ZELF_GEVOLGD = frozenset({MEERDERE_LEEFGEBIEDEN, MEERDERE_KETENS})
"""Answers that follow from a list, so that they could contradict it."""


def tafels_van(regio: str) -> list[Tafel]:
    naam = DEFINITIES.regios[regio].naam
    return [tafel for tafel in DEFINITIES.tafels.values() if tafel.regio == naam]


TAFELS = {regio: tafels_van(regio) for regio in DEFINITIES.regios}


def vragen_van(regio: str) -> list[str]:
    """The kenmerken that a table of the region looks at, and the ones that hold everywhere."""
    toetsen: list[Toets] = []
    for tafel in TAFELS[regio]:
        toetsen += [toets for criterium in tafel.criteria for toets in criterium.toetst]
        toetsen += [toets for uitsluiting in tafel.uitsluitingen for toets in uitsluiting.toetst]
        for voorwaarde in tafel.voorwaarden:
            toetsen += (*voorwaarde.toetst, *voorwaarde.alleen_bij)
    return sorted({toets.kenmerk for toets in toetsen} - ZELF_GEVOLGD - {CRISIS})


VRAGEN = {regio: vragen_van(regio) for regio in DEFINITIES.regios}
LEEFTIJD = st.sampled_from((ONGEBOREN, 0, 8, 11, 12, 16, 17, 18, 19, 22, 23, 24, 67, 101, HOOGSTE_LEEFTIJD))
KETENS = st.frozensets(st.sampled_from(Keten))


def situaties_in(regio: str) -> st.SearchStrategy[Situatie]:
    van = DEFINITIES.regios[regio]
    return st.builds(
        Situatie,
        gemeente=st.none() | st.sampled_from([keuze.code for keuze in van.gemeenten]),
        leeftijd=st.none() | LEEFTIJD,
        vrager=st.none() | st.sampled_from([ANDERS, *(keuze.code for keuze in van.organisaties)]),
        leefgebieden=st.none() | leefgebieden_in(regio),
        ketens=st.none() | KETENS,
        kenmerken=st.dictionaries(st.sampled_from(VRAGEN[regio]), st.sampled_from(Antwoord)),
        scenario=st.none() | st.sampled_from([None, *(scenario.code for scenario in van.scenarios)]),
    )


def leefgebieden_in(regio: str) -> st.SearchStrategy[frozenset[str]]:
    codes = [keuze.code for keuze in DEFINITIES.regios[regio].leefgebieden]
    return st.frozensets(st.sampled_from(codes), max_size=3) if codes else st.just(frozenset())


REGIO_EN_SITUATIE = st.sampled_from(sorted(DEFINITIES.regios)).flatmap(
    lambda regio: st.tuples(st.just(regio), situaties_in(regio))
)


def een_feit_erbij(regio: str, situatie: Situatie) -> st.SearchStrategy[Situatie]:
    """Draw the same situation with one thing more known."""
    onbekend = [vraag for vraag in VRAGEN[regio] if vraag not in situatie.kenmerken]
    erbij: list[st.SearchStrategy[Situatie]] = []
    if onbekend:
        erbij.append(
            st.tuples(st.sampled_from(onbekend), st.sampled_from(Antwoord)).map(
                lambda feit: replace(situatie, kenmerken={**situatie.kenmerken, feit[0]: feit[1]})
            )
        )
    if situatie.leeftijd is None:
        erbij.append(LEEFTIJD.map(lambda leeftijd: replace(situatie, leeftijd=leeftijd)))
    if situatie.gemeente is None:
        gemeenten = [keuze.code for keuze in DEFINITIES.regios[regio].gemeenten]
        erbij.append(st.sampled_from(gemeenten).map(lambda code: replace(situatie, gemeente=code)))
    if situatie.leefgebieden is None:
        erbij.append(leefgebieden_in(regio).map(lambda lijst: replace(situatie, leefgebieden=lijst)))
    if situatie.ketens is None:
        erbij.append(KETENS.map(lambda lijst: replace(situatie, ketens=lijst)))
    return st.one_of(erbij) if erbij else st.just(situatie)


TWEE_SITUATIES = REGIO_EN_SITUATIE.flatmap(
    lambda paar: st.tuples(st.just(paar[0]), st.just(paar[1]), een_feit_erbij(*paar))
)


def weg(regio: str, situatie: Situatie) -> Wegwijzing:
    return wijs_de_weg(
        situatie, regio=DEFINITIES.regios[regio], tafels=TAFELS[regio], kenmerken=DEFINITIES.kenmerken
    )


def per_tafel(wegwijzing: Wegwijzing) -> dict[str, Tafeladvies]:
    return {advies.tafel.id: advies for advies in wegwijzing.tafels}


@given(paar=REGIO_EN_SITUATIE)
@example(paar=("hollands-midden", Situatie()))
@pytest.mark.faults
@settings(max_examples=keren(100, lang=2000))
def test_every_situation_gets_an_answer_with_every_table_once(paar: tuple[str, Situatie]) -> None:
    gegeven = weg(*paar)
    assert sorted(advies.tafel.id for advies in gegeven.tafels) == sorted(t.id for t in TAFELS[paar[0]])
    assert (*gegeven.passend, *gegeven.niet_passend) == gegeven.tafels


@given(paar=REGIO_EN_SITUATIE)
@pytest.mark.faults
@settings(max_examples=keren(100, lang=2000))
def test_a_table_fits_or_says_why_it_does_not(paar: tuple[str, Situatie]) -> None:
    for advies in weg(*paar).tafels:
        assert (advies.passend is Passend.NIET) == bool(advies.tegen)
        if advies.passend is Passend.PAST:
            voldaan = {reden.code for reden in advies.voor}
            assert advies.tafel.voldoet(voldaan), "it fits without a whole group of criteria"
        if advies.passend is Passend.MOGELIJK:
            assert advies.nog, "it may fit, and nobody hears what is missing"


@given(paar=REGIO_EN_SITUATIE)
@pytest.mark.faults
@settings(max_examples=keren(100, lang=2000))
def test_a_crisis_gets_its_route_whatever_else_is_known(paar: tuple[str, Situatie]) -> None:
    regio, situatie = paar
    crisis = replace(situatie, kenmerken={**situatie.kenmerken, CRISIS: Antwoord.JA})
    gegeven = weg(regio, crisis)
    assert gegeven.crisis == DEFINITIES.regios[regio].crisisroute
    assert gegeven.passend == ()
    assert len(gegeven.niet_passend) == len(TAFELS[regio])
    assert {reden.code for advies in gegeven.tafels for reden in advies.tegen} == {CRISIS}


@given(drie=TWEE_SITUATIES)
@pytest.mark.faults
@settings(max_examples=keren(300, lang=5000))
def test_one_more_fact_moves_a_table_away_only_for_a_reason_that_is_new(
    drie: tuple[str, Situatie, Situatie],
) -> None:
    regio, minder, meer = drie
    assume(minder != meer)
    voor, na = per_tafel(weg(regio, minder)), per_tafel(weg(regio, meer))
    for tafel, advies in na.items():
        if voor[tafel].passend is not Passend.NIET and advies.passend is Passend.NIET:
            assert set(advies.tegen) - set(voor[tafel].tegen), tafel
        assert set(voor[tafel].tegen) <= set(advies.tegen), "a reason went away by knowing more"
        if voor[tafel].passend is Passend.PAST:
            assert advies.passend is not Passend.MOGELIJK, "what fitted is in doubt by knowing more"


@given(drie=TWEE_SITUATIES)
@pytest.mark.faults
@settings(max_examples=keren(100, lang=2000))
def test_no_question_is_asked_twice_or_about_what_is_known(drie: tuple[str, Situatie, Situatie]) -> None:
    regio, *stappen = drie
    for situatie in stappen:
        bekend = situatie.bekend()
        for advies in weg(regio, situatie).tafels:
            gevraagd = [nog.kenmerk for nog in advies.nog if nog.kenmerk is not None]
            assert len(set(gevraagd)) == len(gevraagd), advies.tafel.id
            assert not set(gevraagd) & set(bekend), advies.tafel.id
            anders = [nog.code for nog in advies.nog if nog.kenmerk is None]
            assert len(set(anders)) == len(anders), advies.tafel.id


def bronnen(wegwijzing: Wegwijzing) -> Iterator[tuple[str, Bron]]:
    for advies in wegwijzing.tafels:
        for nog in advies.nog:
            yield nog.tekst, nog.bron
        for reden in (*advies.voor, *advies.tegen, advies.via, advies.bij):
            if reden is not None:
                yield reden.tekst, reden.bron


@given(paar=REGIO_EN_SITUATIE)
@pytest.mark.faults
@settings(max_examples=keren(100, lang=2000))
def test_every_reason_and_question_stands_in_a_document_that_exists(paar: tuple[str, Situatie]) -> None:
    for tekst, bron in bronnen(weg(*paar)):
        assert tekst.strip()
        assert bron.document in DEFINITIES.bronnen
        assert bron.paragraaf.strip()


def test_the_situations_know_every_question_of_every_table() -> None:
    """A question that no situation answers would leave a rule untried."""
    gevraagd = {
        nog.kenmerk
        for regio in DEFINITIES.regios
        for advies in weg(regio, Situatie()).tafels
        for nog in advies.nog
        if nog.kenmerk is not None
    }
    assert gevraagd - ZELF_GEVOLGD - {CRISIS} <= {vraag for vragen in VRAGEN.values() for vraag in vragen}
    assert gevraagd
