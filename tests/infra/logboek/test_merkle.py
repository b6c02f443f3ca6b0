"""The tree against the known answers of others, against its definition, and against an independent library."""

from collections.abc import Mapping, Sequence
from typing import Any

import pymerkle  # type: ignore[import-untyped]  # it has no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek.blad import bladhash
from infra.logboek.merkle import (
    LEEG,
    AndereKnoop,
    AndereOudeWortel,
    AndereWortel,
    BewijsTeKort,
    BewijsTeLang,
    Boom,
    BuitenDeBoom,
    GeenHash,
    KnoopOntbreekt,
    KnopenInGeheugen,
    Plaats,
    verify_consistency,
    verify_inclusion,
)
from tests.infra.logboek import naief
from tests.infra.logboek.vectoren import BLADEN, INSLUITING, SAMENHANG, WORTELS

GROOTSTE = 130
GROTE = (255, 256, 257, 1000, 1023, 1024, 1025, 3071, 4096, 4097)
VEEL = tuple(f"entry {nummer}".encode() for nummer in range(max(GROTE)))
ENTRIES = VEEL[:GROOTSTE]


def geplant(entries: Sequence[bytes]) -> Boom:
    """A tree of these entries, its nodes stored."""
    boom, nieuw = Boom(KnopenInGeheugen()).append(bladhash(entry) for entry in entries)
    boom.knopen.put(nieuw)
    return boom


BOOM = geplant(ENTRIES)
GROEI = geplant(VEEL)
CT = geplant(BLADEN)


# --- known answers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("grootte", range(len(WORTELS)))
def test_the_roots_of_certificate_transparency(grootte: int) -> None:
    assert CT.root(grootte) == geplant(BLADEN[:grootte]).root() == WORTELS[grootte]


@pytest.mark.parametrize(("index", "grootte"), INSLUITING)
def test_the_inclusion_proofs_of_certificate_transparency(index: int, grootte: int) -> None:
    bewijs = INSLUITING[index, grootte]
    assert CT.inclusion_proof(index, grootte) == bewijs
    verify_inclusion(
        bladhash(BLADEN[index]), index=index, grootte=grootte, bewijs=bewijs, wortel=WORTELS[grootte]
    )


@pytest.mark.parametrize(("oud", "nieuw"), SAMENHANG)
def test_the_consistency_proofs_of_certificate_transparency(oud: int, nieuw: int) -> None:
    bewijs = SAMENHANG[oud, nieuw]
    assert CT.consistency_proof(oud, nieuw) == bewijs
    verify_consistency(oud, nieuw, bewijs=bewijs, oude_wortel=WORTELS[oud], nieuwe_wortel=WORTELS[nieuw])


# --- every small tree --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("grootte", range(GROOTSTE + 1))
def test_every_root_and_every_proof_is_that_of_the_definition(grootte: int) -> None:
    d = ENTRIES[:grootte]
    wortel = naief.mth(d)
    assert BOOM.root(grootte) == wortel
    for index in range(grootte):
        bewijs = BOOM.inclusion_proof(index, grootte)
        assert bewijs == naief.path(index, d)
        verify_inclusion(bladhash(d[index]), index=index, grootte=grootte, bewijs=bewijs, wortel=wortel)
    for oud in range(1, grootte + 1):
        bewijs = BOOM.consistency_proof(oud, grootte)
        assert bewijs == naief.proof(oud, d)
        verify_consistency(oud, grootte, bewijs=bewijs, oude_wortel=naief.mth(d[:oud]), nieuwe_wortel=wortel)


@pytest.fixture(scope="module")
def orakel() -> Any:
    """The tree of a library that we did not write, over the same entries."""
    boom = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in VEEL:
        boom.append_entry(entry)
    return boom


def grepen(grootte: int) -> list[int]:
    """Every index of a small tree; of a large one those at its edges and at its powers of two, and a few between."""
    if grootte <= GROOTSTE:
        return list(range(grootte))
    machten = {1 << macht for macht in range((grootte - 1).bit_length())}
    randen = {naast for macht in machten for naast in (macht - 1, macht, grootte - macht)}
    return sorted(randen | set(range(0, grootte, grootte // 9 + 1)))


@pytest.mark.parametrize("grootte", [*range(1, GROOTSTE + 1), *GROTE])
def test_roots_and_proofs_agree_with_an_independent_library(orakel: Any, grootte: int) -> None:
    """The library has its own form of consistency proofs: both forms must lead from the same root to the same root."""
    wortel = orakel.get_root(grootte)
    assert GROEI.root(grootte) == wortel
    for index in grepen(grootte):
        blad, *pad = orakel.prove_inclusion(index + 1, grootte).path
        assert (bladhash(VEEL[index]), GROEI.inclusion_proof(index, grootte)) == (blad, pad)
        verify_inclusion(blad, index=index, grootte=grootte, bewijs=pad, wortel=wortel)
    for oud in (index + 1 for index in grepen(grootte)):
        bewijs, oude_wortel = orakel.prove_consistency(oud, grootte), orakel.get_root(oud)
        maten = {"prior_size": oud, "later_size": grootte, "algorithm": "sha256"}
        pymerkle.verify_consistency(GROEI.root(oud), GROEI.root(grootte), bewijs, **maten)
        verify_consistency(
            oud,
            grootte,
            bewijs=GROEI.consistency_proof(oud, grootte),
            oude_wortel=oude_wortel,
            nieuwe_wortel=wortel,
        )


@pytest.mark.parametrize(("oud", "grootte"), [(1, 2), (6, 8), (64, 130), (1024, 4097)])
def test_the_independent_library_refuses_another_past(orakel: Any, oud: int, grootte: int) -> None:
    """So that its agreement says something."""
    bewijs = orakel.prove_consistency(oud, grootte)
    for paar in ((GROEI.root(oud + 1), GROEI.root(grootte)), (GROEI.root(oud), GROEI.root(grootte - 1))):
        with pytest.raises(pymerkle.InvalidProof):
            pymerkle.verify_consistency(*paar, bewijs)


def test_the_empty_tree_is_the_beginning_of_every_tree() -> None:
    assert Boom(KnopenInGeheugen()).root() == LEEG
    assert BOOM.consistency_proof(0, 7) == []
    verify_consistency(0, 7, bewijs=[], oude_wortel=LEEG, nieuwe_wortel=BOOM.root(7))
    verify_consistency(0, 0, bewijs=[], oude_wortel=LEEG, nieuwe_wortel=LEEG)


# --- growing and reopening ---------------------------------------------------------------------------------------


@given(stappen=st.lists(st.integers(0, 20), max_size=12))
def test_in_whatever_batches_the_tree_and_its_nodes_are_the_same(stappen: list[int]) -> None:
    boom = Boom(KnopenInGeheugen())
    for stap in stappen:
        boom, nieuw = boom.append(
            bladhash(f"entry {boom.grootte + nummer}".encode()) for nummer in range(stap)
        )
        boom.knopen.put(nieuw)
        assert len(nieuw) <= 2 * stap + boom.grootte.bit_length()
    ineens = geplant([f"entry {nummer}".encode() for nummer in range(boom.grootte)])
    assert (boom.knopen, boom.rand) == (ineens.knopen, ineens.rand)


@pytest.mark.parametrize("grootte", range(GROOTSTE))
def test_a_tree_is_reopened_at_any_size_and_grows_on(grootte: int) -> None:
    knopen = KnopenInGeheugen(dict(geplant(ENTRIES[:grootte]).knopen.get(_alle(grootte))))
    boom = Boom.heropen(knopen, grootte)
    assert boom.root() == naief.mth(ENTRIES[:grootte])
    boom, nieuw = boom.append([bladhash(ENTRIES[grootte])])
    assert boom.root() == naief.mth(ENTRIES[: grootte + 1])
    assert nieuw[0, grootte] == bladhash(ENTRIES[grootte])
    knopen.put(nieuw)
    assert boom.inclusion_proof(0) == naief.path(0, ENTRIES[: grootte + 1])


def _alle(grootte: int) -> list[Plaats]:
    return [(niveau, index) for niveau in range(grootte.bit_length()) for index in range(grootte >> niveau)]


def test_an_append_that_is_not_stored_leaves_nothing_behind() -> None:
    boom = geplant(ENTRIES[:5])
    verworpen, _ = boom.append([bladhash(b"rolled back")])
    opnieuw, nieuw = boom.append([bladhash(ENTRIES[5])])
    boom.knopen.put(nieuw)
    assert verworpen.root() != opnieuw.root() == naief.mth(ENTRIES[:6])


class Geteld(KnopenInGeheugen):
    """Nodes that count what is read of them."""

    gelezen: int = 0
    keren: int = 0

    def get(self, plaatsen: Sequence[Plaats], /) -> Mapping[Plaats, bytes]:
        object.__setattr__(self, "gelezen", self.gelezen + len(plaatsen))
        object.__setattr__(self, "keren", self.keren + 1)
        return super().get(plaatsen)


@pytest.mark.parametrize("grootte", [100_000, 65_536, 65_537])
def test_roots_and_proofs_read_a_few_nodes_at_once(grootte: int) -> None:
    knopen = Geteld()
    boom, nieuw = Boom(knopen).append(nummer.to_bytes(32) for nummer in range(grootte))
    knopen.put(nieuw)
    niveaus = grootte.bit_length()
    for lees in (
        lambda: boom.root(grootte - 1),
        lambda: boom.inclusion_proof(0),
        lambda: boom.inclusion_proof(grootte - 1),
        lambda: boom.consistency_proof(grootte // 3),
        lambda: boom.consistency_proof(grootte - 1),
        lambda: Boom.heropen(knopen, grootte),
    ):
        voor, keren = knopen.gelezen, knopen.keren
        lees()
        assert knopen.gelezen - voor <= 2 * niveaus
        assert knopen.keren - keren <= 1


def test_a_store_that_lost_a_node_is_noticed() -> None:
    boom = geplant(ENTRIES[:7])
    kwijt = KnopenInGeheugen({p: h for p, h in boom.knopen.get(_alle(7)).items() if p != (1, 2)})
    with pytest.raises(KnoopOntbreekt):
        Boom.heropen(kwijt, 7)
    with pytest.raises(KnoopOntbreekt):
        Boom(kwijt, 7, boom.rand).inclusion_proof(0)


def test_a_stored_node_is_never_replaced_by_another() -> None:
    boom = geplant(ENTRIES[:2])
    with pytest.raises(AndereKnoop):
        boom.knopen.put({(0, 3): bytes(32), (0, 1): bytes(32)})
    assert boom.knopen.get([(0, 3)]) == {}


def test_only_sizes_and_indexes_that_the_tree_had() -> None:
    boom = geplant(ENTRIES[:3])
    for vraag in (
        lambda: boom.root(4),
        lambda: boom.root(-1),
        lambda: boom.inclusion_proof(3),
        lambda: boom.inclusion_proof(-1),
        lambda: boom.inclusion_proof(0, 0),
        lambda: boom.inclusion_proof(0, 4),
        lambda: boom.consistency_proof(3, 2),
        lambda: boom.consistency_proof(-1),
        lambda: boom.consistency_proof(1, 4),
    ):
        with pytest.raises(BuitenDeBoom):
            vraag()
    with pytest.raises(GeenHash):
        boom.append([b"not a hash"])


# --- attacks -----------------------------------------------------------------------------------------------------

BLAD = bladhash(BLADEN[5])
PAD = INSLUITING[5, 8]
GOED: dict[str, Any] = {"index": 5, "grootte": 8, "bewijs": PAD, "wortel": WORTELS[8]}
INSLUITINGSAANVALLEN: dict[str, tuple[bytes, dict[str, Any], type[Exception]]] = {
    "a changed byte in the leaf": (bladhash(BLADEN[5] + b"!"), {}, AndereWortel),
    "a node given for a leaf": (PAD[0], {}, AndereWortel),
    "a proof too short": (BLAD, {"bewijs": PAD[:-1]}, BewijsTeKort),
    "no proof": (BLAD, {"bewijs": []}, BewijsTeKort),
    "a proof too long": (BLAD, {"bewijs": [*PAD, PAD[0]]}, BewijsTeLang),
    "siblings swapped": (BLAD, {"bewijs": [PAD[1], PAD[0], PAD[2]]}, AndereWortel),
    "a changed byte in the proof": (BLAD, {"bewijs": [PAD[0], bytes(32), PAD[2]]}, AndereWortel),
    "a hash of 31 bytes": (BLAD, {"bewijs": [PAD[0], PAD[1], PAD[2][:-1]]}, GeenHash),
    "a root of 31 bytes": (BLAD, {"wortel": WORTELS[8][:-1]}, GeenHash),
    "a leaf that is no hash": (BLADEN[5], {}, GeenHash),
    "the neighbour's index": (BLAD, {"index": 4}, AndereWortel),
    "an index past the end": (BLAD, {"index": 8}, BuitenDeBoom),
    "a negative index": (BLAD, {"index": -3}, BuitenDeBoom),
    "an empty tree": (BLAD, {"index": 0, "grootte": 0}, BuitenDeBoom),
    "a size too small": (BLAD, {"grootte": 6}, BewijsTeLang),
    "a size too large": (BLAD, {"grootte": 9}, BewijsTeKort),
    "an astronomical size": (BLAD, {"grootte": 2**63 - 1}, BewijsTeKort),
    "the root of another tree": (BLAD, {"wortel": WORTELS[7]}, AndereWortel),
    "the inner node above two leaves as the tree": (
        BLAD,
        {"index": 1, "grootte": 2, "bewijs": PAD[:1]},
        AndereWortel,
    ),
}


@pytest.mark.parametrize("aanval", INSLUITINGSAANVALLEN)
def test_an_inclusion_that_is_not_so_is_refused(aanval: str) -> None:
    blad, anders, fout = INSLUITINGSAANVALLEN[aanval]
    verify_inclusion(BLAD, **GOED)
    with pytest.raises(fout):
        verify_inclusion(blad, **(GOED | anders))


SAMEN = SAMENHANG[6, 8]
SAMENHANG_GOED: dict[str, Any] = {
    "oud": 6,
    "nieuw": 8,
    "bewijs": SAMEN,
    "oude_wortel": WORTELS[6],
    "nieuwe_wortel": WORTELS[8],
}
SAMENHANGSAANVALLEN: dict[str, tuple[dict[str, Any], type[Exception]]] = {
    "a rewritten past": ({"oude_wortel": WORTELS[5]}, AndereOudeWortel),
    "another future": ({"nieuwe_wortel": WORTELS[7]}, AndereWortel),
    "a proof too short": ({"bewijs": SAMEN[:-1]}, BewijsTeKort),
    "no proof": ({"bewijs": []}, BewijsTeKort),
    "a proof too long": ({"bewijs": [*SAMEN, SAMEN[0]]}, BewijsTeLang),
    "hashes swapped": ({"bewijs": [SAMEN[1], SAMEN[0], SAMEN[2]]}, AndereOudeWortel),
    "a changed hash": ({"bewijs": [SAMEN[0], bytes(32), SAMEN[2]]}, AndereWortel),
    "a hash of 33 bytes": ({"bewijs": [SAMEN[0] + b"\0", *SAMEN[1:]]}, GeenHash),
    "an old size too large": ({"oud": 7}, BewijsTeKort),
    "an old size too small": ({"oud": 5}, BewijsTeKort),
    "sizes the wrong way round": ({"oud": 8, "nieuw": 6}, BuitenDeBoom),
    "a negative size": ({"oud": -1}, BuitenDeBoom),
    "a new size too large": ({"nieuw": 9}, BewijsTeKort),
    "equal sizes with a proof": (
        {"oud": 8, "oude_wortel": WORTELS[8]},
        BewijsTeLang,
    ),
    "equal sizes, two roots": ({"oud": 8, "oude_wortel": WORTELS[7], "bewijs": []}, AndereWortel),
    "from nothing, with a proof": ({"oud": 0, "oude_wortel": LEEG}, BewijsTeLang),
    "from nothing that had a root": ({"oud": 0, "bewijs": []}, AndereOudeWortel),
    "nothing and nothing, with a root": (
        {"oud": 0, "nieuw": 0, "oude_wortel": LEEG, "bewijs": []},
        AndereWortel,
    ),
    "a power of two, its own root in front": (
        {"oud": 4, "oude_wortel": WORTELS[4], "bewijs": [WORTELS[4], *CT.consistency_proof(4, 8)]},
        BewijsTeLang,
    ),
}


@pytest.mark.parametrize("aanval", SAMENHANGSAANVALLEN)
def test_a_history_that_does_not_continue_is_refused(aanval: str) -> None:
    anders, fout = SAMENHANGSAANVALLEN[aanval]
    verify_consistency(**SAMENHANG_GOED)
    with pytest.raises(fout):
        verify_consistency(**(SAMENHANG_GOED | anders))


def test_a_proof_alone_does_not_bind_the_size_so_a_checkpoint_signs_it_with_the_root() -> None:
    """The right edge of 7 and of 8 leaves has the same shape; see rule 6 of the module."""
    verify_consistency(**(SAMENHANG_GOED | {"nieuw": 7}))
    verify_inclusion(BLAD, **(GOED | {"grootte": 7}))


GEVALLEN = st.integers(1, GROOTSTE).flatmap(
    lambda nieuw: st.tuples(st.integers(1, nieuw), st.just(nieuw), st.integers(0, nieuw - 1))
)


@given(geval=GEVALLEN, ander=st.integers(0, 400), plek=st.integers(0, 7))
def test_no_other_index_size_or_hash_passes(geval: tuple[int, int, int], ander: int, plek: int) -> None:
    _, grootte, index = geval
    blad, wortel = bladhash(ENTRIES[index]), BOOM.root(grootte)
    bewijs = BOOM.inclusion_proof(index, grootte)
    if ander != index:
        with pytest.raises((AndereWortel, BewijsTeKort, BewijsTeLang, BuitenDeBoom)):
            verify_inclusion(blad, index=ander, grootte=grootte, bewijs=bewijs, wortel=wortel)
    if bewijs:
        plek %= len(bewijs)
        for stuk in ([], [bytes(32)], [bewijs[plek], bewijs[plek]]):
            vals = [*bewijs[:plek], *stuk, *bewijs[plek + 1 :]]
            with pytest.raises((AndereWortel, BewijsTeKort, BewijsTeLang)):
                verify_inclusion(blad, index=index, grootte=grootte, bewijs=vals, wortel=wortel)


@given(geval=GEVALLEN, plek=st.integers(0, 8))
def test_a_history_with_one_other_entry_has_no_proof(geval: tuple[int, int, int], plek: int) -> None:
    oud, nieuw, index = geval
    anders = geplant([*ENTRIES[:index], b"rewritten", *ENTRIES[index + 1 : nieuw]])
    vals = anders.consistency_proof(oud, nieuw)
    with pytest.raises((AndereOudeWortel, AndereWortel) if index < oud else AndereWortel):
        verify_consistency(
            oud,
            nieuw,
            bewijs=vals,
            oude_wortel=BOOM.root(oud),
            nieuwe_wortel=anders.root() if index < oud else BOOM.root(nieuw),
        )
    with pytest.raises((AndereWortel, AndereOudeWortel, BewijsTeLang, BewijsTeKort)):
        verify_consistency(
            oud,
            nieuw,
            bewijs=[*vals[:plek], bytes(32), *vals[plek:]],
            oude_wortel=BOOM.root(oud),
            nieuwe_wortel=BOOM.root(nieuw),
        )
