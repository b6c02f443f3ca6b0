"""Random walks through the life of a verzoek; what must hold at every step, whatever is asked.

1. A command gives facts or a Weigering, never another error; asked again it gives nothing new.
2. A Weigering never names who or what was told: no name, number or free text.
3. Nothing is handed over, put on a list or done before somebody else than the proposer agreed.
4. The term only ever moves once, and further away; what is over stays over.
5. Who proposed a destruction does not carry it out, and after it nothing is recorded any more.
6. The verzoek is what its whole history folds to; of a destroyed history only the destruction is left.
"""

from dataclasses import fields, replace
from datetime import date
from functools import reduce
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.bewaring import Vernietigd
from domain.casus.waarden import Beperkgrond, Gezag, Verwijdergrond
from domain.verzoek import waarden as w
from domain.verzoek.commands import Verzoekopdracht
from domain.verzoek.decide import decide_verzoek
from domain.verzoek.events import (
    InzageVerstrekt,
    VerwijderingVanVerzoekVoorgesteld,
    VerzoekAfgewezen,
    Verzoekfeit,
    Verzoekgebeurtenis,
    VerzoekIngewilligd,
    VerzoekUitgevoerd,
    VerzoekVerlengd,
    VerzoekVerwijderd,
    WissingUitgezet,
)
from domain.verzoek.omstandigheden import Verzoekomstandigheden
from domain.verzoek.state import AFGEROND, Verzoek, Verzoekfase, evolve_verzoek, vouw_verzoek
from domain.verzoek.verloop import loopt_zoals_het_hoort
from domain.weigering import Weigering
from tests.domain.verhaal import zwijgt_over
from tests.domain.verzoek import opdrachten
from tests.domain.verzoek.feiten import NA_AFLOOP, STANDEN, VERNIETIGD
from tests.domain.verzoek.opdrachten import EERSTE, KERS, POSTEN, PRUIM, REGELS, TWEEDE, VONDSTEN, VREEMD
from tests.lang import keren

Stappen = list[tuple[Verzoekopdracht, Verzoekomstandigheden]]

VOORBEELDEN = tuple(waarde for waarde in vars(opdrachten).values() if isinstance(waarde, Verzoekopdracht))
EINDFEIT = VerwijderingVanVerzoekVoorgesteld | VerzoekVerwijderd
UITVOERING = InzageVerstrekt | WissingUitgezet | VerzoekUitgevoerd

TEKST = st.sampled_from(("Kersenpit vertelt", "Perzik zwijgt", "", "  "))
DAG = st.sampled_from((date(2026, 3, 2), date(2026, 3, 3), date(2026, 4, 3), NA_AFLOOP, date(2031, 3, 2)))
VELDEN: dict[str, st.SearchStrategy[object]] = {
    "aanvrager": st.sampled_from(w.Aanvrager),
    "aanvragers": st.lists(st.sampled_from(w.Aanvrager), max_size=2).map(tuple),
    "beperkgrond": st.sampled_from((None, *Beperkgrond)),
    "afgehandeld": st.sampled_from((frozenset(), frozenset(POSTEN))),
    "bereikbaar": TEKST,
    "gezien": st.sampled_from((None, opdrachten.KENMERK, "cd" * 32)),
    "lijsten": st.sampled_from(((), ("L-BCDFG-HJKLM",))),
    "niet_gewist": st.sampled_from(((), (w.Behoudgrond.OPGESCHORT,))),
    "overzicht": st.sampled_from((None, opdrachten.KENMERK)),
    "bewijsnummer": st.sampled_from(("BEWIJS-9", "BEWIJS-8")),
    "correctie": st.sampled_from((None, w.Correctie(), w.Correctie(naam="Perzik"))),
    "export_id": st.sampled_from(("EXPORT-1", "EXPORT-2 van Perzik", "")),
    "geboortedatum": st.sampled_from((date(1991, 5, 17), date(2018, 5, 17), date(2012, 5, 17))),
    "gezag": st.sampled_from((None, *Gezag)),
    "ingetrokken_op": DAG,
    "inhoud": TEKST,
    "koppelingen": st.lists(st.sampled_from((EERSTE, TWEEDE, VREEMD)), max_size=2).map(tuple),
    "medegedeeld_op": DAG,
    "onderbouwing": TEKST,
    "ontvangen_op": DAG,
    "over": st.sampled_from((w.OverWie("Perzik"), w.OverWie("Perzik", None, "999990018"), w.OverWie(""))),
    "posten": st.sampled_from(((), POSTEN, POSTEN[:1])),
    "reden": TEKST,
    "soort": st.sampled_from(w.Verzoeksoort),
    "tafel": st.sampled_from(("testtafel", "Perzik als tafel")),
    "te_berichten": st.sampled_from(((), ("Bakkerij Kersenpit",))),
    "toelichting": TEKST,
    "uitkomst": st.sampled_from(w.Besluituitkomst),
    "verzoeker": TEKST,
    "verzoeknummer": st.sampled_from(("VERZOEK-0001", "VERZOEK-0002 van Perzik")),
    "vondsten": st.sampled_from(((), VONDSTEN, VONDSTEN[:1])),
    "vorm": st.sampled_from(w.Inzagevorm),
    "wijze": st.sampled_from(w.Identificatie),
}
"""What may stand in a field of a command, by its name; a field that is not here stops every walk."""


def waarde_voor(opdracht: Verzoekopdracht, veld: str) -> st.SearchStrategy[object]:
    """Draw a value for one field of a command."""
    if veld == "grond":
        van_besluit = hasattr(opdracht, "uitkomst")
        return st.sampled_from((None, *w.Afwijsgrond)) if van_besluit else st.sampled_from(Verwijdergrond)
    return VELDEN[veld]


def bijna(voorbeeld: Verzoekopdracht) -> st.SearchStrategy[Verzoekopdracht]:
    """Draw this command with one field at random, if it has any."""

    def met(veld: str) -> st.SearchStrategy[Verzoekopdracht]:
        return waarde_voor(voorbeeld, veld).map(lambda waarde: met_waarde(voorbeeld, veld, waarde))

    namen = [veld.name for veld in fields(voorbeeld)]
    return st.sampled_from(namen).flatmap(met) if namen else st.just(voorbeeld)


def met_waarde(opdracht: Verzoekopdracht, veld: str, waarde: object) -> Verzoekopdracht:
    """Put one value in one field."""
    return replace(opdracht, **{veld: waarde})  # type: ignore[arg-type]  # any field, by name


STAP = st.sampled_from(VOORBEELDEN) | st.sampled_from(VOORBEELDEN).flatmap(bijna)
BIJ = st.builds(
    Verzoekomstandigheden, vandaag=DAG, wie=st.sampled_from((KERS, PRUIM)), regels=st.just(REGELS)
)
STAPPEN = st.lists(st.tuples(STAP, BIJ), min_size=5, max_size=20)
BEGIN = st.sampled_from([fase for fase in Verzoekfase if fase is not Verzoekfase.VERWIJDERD])


@given(fase=BEGIN, stappen=STAPPEN)
@pytest.mark.faults
@settings(max_examples=keren(150, lang=3000))
def test_whatever_is_asked_the_rules_hold_at_every_step(fase: Verzoekfase, stappen: Stappen) -> None:
    historie = list(STANDEN[fase])
    verzoek = vouw_verzoek(historie)
    for opdracht, bij in stappen:
        try:
            nieuw = decide_verzoek(verzoek, opdracht, bij=bij)
        except Weigering as weigering:
            zwijgt_over(weigering, [opdracht, *historie])
            continue
        verder = reduce(evolve_verzoek, nieuw, verzoek)
        assert decide_verzoek(verder, opdracht, bij=bij) == [], "asked twice"
        houdt_stand(verzoek, nieuw, verder)
        historie += nieuw
        verzoek = verder
    klopt_als_geheel(historie, verzoek)


def test_the_walks_know_every_command() -> None:
    assert {type(opdracht) for opdracht in VOORBEELDEN} == set(get_args(Verzoekopdracht))


def houdt_stand(voor: Verzoek, nieuw: list[Verzoekfeit], na: Verzoek) -> None:
    """Check what must hold from one step to the next."""
    assert voor.fase is not Verzoekfase.VERWIJDERD or not nieuw, "recorded after the destruction"
    assert voor.fase not in AFGEROND or all(isinstance(feit, EINDFEIT) for feit in nieuw)
    if voor.uiterlijk != na.uiterlijk and voor.uiterlijk is not None and na.uiterlijk is not None:
        assert voor.verlengd is None
        assert na.uiterlijk > voor.uiterlijk
        assert any(isinstance(feit, VerzoekVerlengd) for feit in nieuw)
    if voor.bewaren_tot is not None and na.bewaren_tot is not None:
        assert na.bewaren_tot <= voor.bewaren_tot, "kept longer than was said"
    for feit in nieuw:
        if isinstance(feit, UITVOERING):
            assert voor.ingewilligd is not None, "done before anybody agreed"
        if isinstance(feit, VerzoekIngewilligd | VerzoekAfgewezen):
            assert feit.voorgesteld_door != feit.akkoord_door
        if isinstance(feit, VerzoekVerwijderd):
            assert feit.voorgesteld_door != feit.uitgevoerd_door


def klopt_als_geheel(historie: list[Verzoekgebeurtenis], verzoek: Verzoek) -> None:
    """Check what must hold of the whole history."""
    assert vouw_verzoek(historie) == verzoek
    assert loopt_zoals_het_hoort(historie)
    if verzoek.fase is Verzoekfase.VERWIJDERD:
        wat_blijft = EINDFEIT | Vernietigd
        herlezen = [feit if isinstance(feit, wat_blijft) else VERNIETIGD for feit in historie]
        assert vouw_verzoek(herlezen) == verzoek
