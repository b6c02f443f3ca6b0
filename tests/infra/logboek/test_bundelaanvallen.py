"""Attacks on a bundle: each is named by its kind and place, and none crashes the verifier."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek.checkpoint import Checkpoint, teken_checkpoint
from infra.logboek.uitslag import GeenBundel, Onjuist, Soort
from infra.logboek.verifieer import verifieer
from tests.infra.logboek.bundelaanvallen import AANVALLEN, BUNDEL, CASUSBUNDEL, LOGBOEK, NAGEMAAKT
from tests.infra.logboek.bundels import (
    SLEUTEL,
    Logboek,
    casusbundel,
    herpak,
    leden,
    logboekbundel,
    maak_bladen,
    maak_logboek,
    schrijf,
    zip_van,
)
from tests.infra.logboek.omslagaanvallen import GEEN_BUNDELS, MANIFESTEN, OMSLAGEN
from tests.infra.logboek.spelers import LOG, OORSPRONG, VREEMD


@pytest.mark.parametrize("aanval", AANVALLEN)
def test_an_attack_is_named_by_its_kind_and_its_place(aanval: str, tmp_path: Path) -> None:
    deze = AANVALLEN[aanval]
    with pytest.raises(Onjuist) as fout:
        verifieer(schrijf(tmp_path, deze.bundel), sleutels=SLEUTEL)
    plaats = fout.value.versie if fout.value.versie is not None else fout.value.index
    assert (fout.value.soort, fout.value.waar, plaats) == (deze.soort, deze.waar, deze.plaats)
    assert fout.value.regels()[0].startswith("NIET IN ORDE (")


@pytest.mark.parametrize("wat", MANIFESTEN)
def test_a_manifest_of_another_form_is_refused(wat: str, tmp_path: Path) -> None:
    assert MANIFESTEN[wat] != leden(BUNDEL)["manifest.json"]
    with pytest.raises(Onjuist) as fout:
        verifieer(schrijf(tmp_path, zip_van({**leden(BUNDEL), "manifest.json": MANIFESTEN[wat]})))
    assert (fout.value.soort, fout.value.waar) == (Soort.MISVORMD, "manifest.json")


@pytest.mark.parametrize("wat", OMSLAGEN)
def test_a_zip_that_is_none_of_ours_is_refused(wat: str, tmp_path: Path) -> None:
    data, zin = OMSLAGEN[wat]
    with pytest.raises(Onjuist, match=zin) as fout:
        verifieer(schrijf(tmp_path, data))
    assert fout.value.soort is Soort.MISVORMD
    assert all(regel.isprintable() and len(regel) < 400 for regel in fout.value.regels())


@pytest.mark.parametrize("wat", GEEN_BUNDELS)
def test_what_is_no_bundle_is_not_judged(wat: str, tmp_path: Path) -> None:
    with pytest.raises(GeenBundel):
        verifieer(schrijf(tmp_path, GEEN_BUNDELS[wat]))


def test_what_is_no_file_is_not_judged(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    for pad in (tmp_path, tmp_path / "weg", tmp_path / "pijp"):
        with pytest.raises(GeenBundel):
            verifieer(pad)


def test_a_file_of_more_than_four_gigabytes_is_not_read(tmp_path: Path) -> None:
    pad = schrijf(tmp_path, BUNDEL)
    os.truncate(pad, 2**32)
    with pytest.raises(Onjuist, match="groter"):
        verifieer(pad)


# --- forks -------------------------------------------------------------------------------------------------------

HEEL = logboekbundel(LOGBOEK)
MET_BEWIJS = logboekbundel(LOGBOEK, van=8, tot=11, ouder=[5])
VERTAKKINGEN: dict[str, tuple[bytes, bytes]] = {
    "the older history was another, seen by the events": (HEEL, NAGEMAAKT.checkpoint(5)),
    "the older history was another, seen by a proof": (MET_BEWIJS, NAGEMAAKT.checkpoint(5)),
    "two histories of the same size": (HEEL, NAGEMAAKT.checkpoint(13)),
    "two histories of the same size, a casus": (CASUSBUNDEL, NAGEMAAKT.checkpoint(13)),
    "the history became shorter": (logboekbundel(maak_logboek(9)), LOGBOEK.checkpoint(13)),
    "the proof is of another size": (
        herpak(MET_BEWIJS, {"proofs.txt": leden(MET_BEWIJS)["proofs.txt"].replace(b"cy 5 13", b"cy 4 13")}),
        LOGBOEK.checkpoint(4),
    ),
    "an empty log with another root": (
        HEEL,
        teken_checkpoint(Checkpoint(OORSPRONG, 0, bytes(32)), LOG).codeer(),
    ),
}


@pytest.mark.parametrize("wat", VERTAKKINGEN)
def test_a_fork_is_named(wat: str, tmp_path: Path) -> None:
    bundel, tegen = VERTAKKINGEN[wat]
    assert verifieer(schrijf(tmp_path, bundel), sleutels=SLEUTEL).ouder is None
    with pytest.raises(Onjuist) as fout:
        verifieer(schrijf(tmp_path, bundel), sleutels=SLEUTEL, tegen=tegen)
    assert (fout.value.soort, fout.value.waar) == (Soort.VERTAKKING, "ouder checkpoint")


def test_an_older_checkpoint_that_was_forged_says_nothing_of_the_log(tmp_path: Path) -> None:
    vals = teken_checkpoint(Checkpoint(OORSPRONG, 5, bytes(32)), VREEMD).codeer()
    with pytest.raises(Onjuist) as fout:
        verifieer(schrijf(tmp_path, HEEL), sleutels=SLEUTEL, tegen=vals)
    assert (fout.value.soort, fout.value.waar) == (Soort.HANDTEKENING, "ouder checkpoint")


# --- any byte at all ---------------------------------------------------------------------------------------------

KLEIN = {"logboek": logboekbundel(maak_logboek(5), van=1, tot=4), "casus": casusbundel(maak_logboek(5))}


@pytest.fixture(scope="module")
def map_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytes")


@pytest.mark.parametrize("soort", KLEIN)
@given(st.data())
def test_a_changed_byte_anywhere_is_refused(soort: str, map_: Path, data: st.DataObject) -> None:
    bundel = KLEIN[soort]
    plek = data.draw(st.integers(0, len(bundel) - 1))
    anders = bytes([bundel[plek] ^ data.draw(st.integers(1, 255))])
    pad = schrijf(map_, bundel[:plek] + anders + bundel[plek + 1 :])
    with pytest.raises((Onjuist, GeenBundel)):
        verifieer(pad, sleutels=SLEUTEL)


@pytest.mark.parametrize("lid", [lid for lid in leden(BUNDEL) if lid != "manifest.json"])
def test_a_changed_byte_in_any_member_is_refused_without_the_zip_to_tell(lid: str, tmp_path: Path) -> None:
    """The forger makes the CRC fit; where the manifest fits as well, only what is signed tells."""
    oud = leden(BUNDEL)[lid]
    for plek in {0, len(oud) // 2, len(oud) - 1}:
        nieuw = oud[:plek] + bytes([oud[plek] ^ 1]) + oud[plek + 1 :]
        with pytest.raises(Onjuist):
            verifieer(schrijf(tmp_path, zip_van({**leden(BUNDEL), lid: nieuw})), sleutels=SLEUTEL)


@given(st.data())
def test_a_forger_who_fits_everything_changes_no_signed_content(map_: Path, data: st.DataObject) -> None:
    soort = data.draw(st.sampled_from(sorted(KLEIN)))
    lid = data.draw(st.sampled_from(["checkpoint", "proofs.txt", "hashes.bin", "events.bin"]))
    oud = leden(KLEIN[soort])[lid]
    begin = data.draw(st.integers(0, len(oud)))
    eind = data.draw(st.integers(begin, len(oud)))
    nieuw = oud[:begin] + data.draw(st.binary(max_size=40)) + oud[eind:]
    pad = schrijf(map_, herpak(KLEIN[soort], {lid: nieuw}))
    try:
        verifieer(pad, sleutels=SLEUTEL)
    except Onjuist:
        return
    assert nieuw == oud


@given(st.binary(max_size=400))
def test_no_bytes_at_all_crash_the_verifier(map_: Path, rommel: bytes) -> None:
    for data in (rommel, BUNDEL[:40] + rommel, BUNDEL[:-200] + rommel):
        with pytest.raises((Onjuist, GeenBundel)):
            verifieer(schrijf(map_, data))


@pytest.mark.parametrize("nummer", [0, 2, 4])
def test_what_the_log_itself_signed_in_another_form_is_no_event(tmp_path: Path, nummer: int) -> None:
    """Its hash is right and proven, but it is not one of the events that this program knows how to read."""
    bladen = maak_bladen(5)
    bladen[nummer] = bladen[nummer].replace(b"casus blad 1\n", b"casus blad 2\n", 1)
    logboek = Logboek()
    logboek.leg_vast(bladen)
    with pytest.raises(Onjuist, match="geen gebeurtenis meer") as fout:
        verifieer(schrijf(tmp_path, logboekbundel(logboek)), sleutels=SLEUTEL)
    assert fout.value.index == nummer
