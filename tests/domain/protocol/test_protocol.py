"""Taking another version of a privacyprotocol: one proposes, another takes it, and it is the very one proposed.

    +   it is recorded
    0   nothing new: it was already so
    x   refused, with a sentence that says why

The columns: StelProtocolVoor and VoerProtocolIn, by who proposed (KERS) and by another person (PRUIM).
"""

from dataclasses import replace
from functools import reduce
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bewaring import Vernietigd
from domain.protocol.commands import Protocolopdracht, StelProtocolVoor, VoerProtocolIn
from domain.protocol.decide import decide_protocol
from domain.protocol.events import Protocolfeit, ProtocolIngevoerd
from domain.protocol.state import Protocolstand, evolve_protocol, vouw_protocol
from domain.rollen import Medewerker
from domain.weigering import Weigering
from tests.domain.feiten import VERNIETIGD
from tests.domain.protocol.feiten import AFDRUK, PROTOCOL_INGEVOERD, PROTOCOL_VOORGESTELD
from tests.domain.tafel import DINSDAG, KERS, PRUIM

STEL_VOOR = StelProtocolVoor("testregime", 2, AFDRUK)
VOER_IN = VoerProtocolIn("testregime", 2, AFDRUK)
DERDE = replace(PROTOCOL_VOORGESTELD, versie=3)
ANDERE_REGELS = replace(PROTOCOL_VOORGESTELD, afdruk="bb" * 32)

TABEL: dict[str, tuple[tuple[Protocolfeit, ...], str]] = {
    "nothing yet": ((), "+ + | x x"),
    "proposed": ((PROTOCOL_VOORGESTELD,), "0 + | x +"),
    "another version was proposed": ((DERDE,), "+ + | x x"),
    "proposed with other rules": ((ANDERE_REGELS,), "+ + | x x"),
    "in force": ((PROTOCOL_VOORGESTELD, PROTOCOL_INGEVOERD), "x x | 0 0"),
    "replaced by a later one": (
        (PROTOCOL_VOORGESTELD, PROTOCOL_INGEVOERD, DERDE, replace(PROTOCOL_INGEVOERD, versie=3)),
        "+ + | x x",
    ),
}


@pytest.mark.parametrize("naam", TABEL)
def test_what_can_be_done_when_and_by_whom(naam: str) -> None:
    vooraf, tekens = TABEL[naam]
    stand = vouw_protocol(vooraf)
    gedaan = [teken(stand, opdracht, wie) for opdracht in (STEL_VOOR, VOER_IN) for wie in (KERS, PRUIM)]
    assert gedaan == tekens.replace("|", " ").split()


def teken(stand: Protocolstand, opdracht: Protocolopdracht, wie: Medewerker) -> str:
    try:
        nieuw = decide_protocol(stand, opdracht, vandaag=DINSDAG, wie=wie)
    except Weigering:
        return "x"
    na = reduce(evolve_protocol, nieuw, stand)
    assert decide_protocol(na, opdracht, vandaag=DINSDAG, wie=wie) == [], "asked twice"
    return "+" if nieuw else "0"


def test_the_fact_says_who_proposed_and_who_took_it_and_when() -> None:
    stand = vouw_protocol([PROTOCOL_VOORGESTELD])
    assert decide_protocol(stand, VOER_IN, vandaag=DINSDAG, wie=PRUIM) == [PROTOCOL_INGEVOERD]
    assert vouw_protocol([PROTOCOL_VOORGESTELD, PROTOCOL_INGEVOERD]).geldend == PROTOCOL_INGEVOERD


def test_the_same_version_with_other_rules_can_be_taken_anew() -> None:
    """A file that was changed is another decision, to be taken by two people again."""
    stand = vouw_protocol([PROTOCOL_VOORGESTELD, PROTOCOL_INGEVOERD])
    anders = replace(STEL_VOOR, afdruk="bb" * 32)
    assert decide_protocol(stand, anders, vandaag=DINSDAG, wie=KERS) == [ANDERE_REGELS]


def test_what_was_proposed_with_other_rules_says_so() -> None:
    with pytest.raises(Weigering, match="veranderd sinds het voorstel"):
        decide_protocol(vouw_protocol([ANDERE_REGELS]), VOER_IN, vandaag=DINSDAG, wie=PRUIM)


def test_destroyed_content_changes_nothing() -> None:
    assert isinstance(VERNIETIGD, Vernietigd)
    assert vouw_protocol([PROTOCOL_VOORGESTELD, VERNIETIGD]) == vouw_protocol([PROTOCOL_VOORGESTELD])


OPDRACHT = st.builds(
    lambda soort, versie, letter: soort("testregime", versie, letter * 64),
    st.sampled_from(get_args(Protocolopdracht)),
    st.integers(1, 3),
    st.sampled_from("ab"),
)


@given(st.lists(st.tuples(OPDRACHT, st.sampled_from((KERS, PRUIM))), max_size=20))
def test_whatever_is_asked_two_people_took_what_is_in_force(
    stappen: list[tuple[Protocolopdracht, Medewerker]],
) -> None:
    stand = Protocolstand()
    for opdracht, wie in stappen:
        try:
            nieuw = decide_protocol(stand, opdracht, vandaag=DINSDAG, wie=wie)
        except Weigering:
            continue
        for feit in nieuw:
            if isinstance(feit, ProtocolIngevoerd):
                assert stand.voorstel is not None
                assert (feit.versie, feit.afdruk) == (stand.voorstel.versie, stand.voorstel.afdruk)
                assert feit.voorgesteld_door != feit.ingevoerd_door
        stand = reduce(evolve_protocol, nieuw, stand)
        assert decide_protocol(stand, opdracht, vandaag=DINSDAG, wie=wie) == []
