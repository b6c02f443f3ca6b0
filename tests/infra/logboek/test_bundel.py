"""Bundles: what is in them, and that who holds one needs nothing else."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.logboek.bewijs import lees_bewijs
from infra.logboek.blad import bladhash
from infra.logboek.bundel import NietTeExporteren
from infra.logboek.merkle import KnoopOntbreekt
from infra.logboek.omslag import GROOTSTE, Lidschrijver, TeGroot
from infra.logboek.stroom import Rand
from infra.logboek.uitslag import GeenBundel, Onjuist, Soort
from infra.logboek.verifieer import verifieer
from tests.infra.logboek.bundels import (
    CASUS,
    GEMAAKT,
    OPDRACHT,
    SLEUTEL,
    Logboek,
    casusbundel,
    leden,
    logboekbundel,
    maak_bladen,
    maak_logboek,
    schrijf,
    splits,
)
from tests.infra.logboek.naief import mth
from tests.infra.logboek.spelers import FG, LOG, OORSPRONG, VREEMD

LOGBOEK = maak_logboek(13)


def test_a_range_says_what_it_proves(tmp_path: Path) -> None:
    pad = schrijf(tmp_path, logboekbundel(LOGBOEK, van=3, tot=9))
    uitslag = verifieer(pad, sleutels=SLEUTEL)
    assert (uitslag.bundel, uitslag.oorsprong, uitslag.grootte) == ("logboek", OORSPRONG, 13)
    assert (uitslag.van, uitslag.tot, uitslag.aantal, uitslag.gemaakt) == (3, 9, 6, GEMAAKT)
    assert (uitslag.eigen_sleutel, uitslag.ouder) == (False, None)
    assert "gebeurtenissen 3 tot 9" in uitslag.regels()[0]


def test_a_casus_says_what_it_does_not_prove(tmp_path: Path) -> None:
    uitslag = verifieer(schrijf(tmp_path, casusbundel(LOGBOEK)))
    assert (uitslag.bundel, uitslag.aantal, uitslag.van, uitslag.eigen_sleutel) == ("casus", 5, None, True)
    assert [regel for regel in uitslag.regels() if "bewijst niet" in regel or "uit de bundel zelf" in regel]


@given(st.data())
def test_every_range_of_every_log_proves_itself_and_every_older_size(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    aantal = data.draw(st.integers(1, 40))
    van = data.draw(st.integers(0, aantal - 1))
    tot = data.draw(st.integers(van + 1, aantal))
    oud = data.draw(st.integers(0, aantal))
    logboek = maak_logboek(aantal)
    map_ = tmp_path_factory.mktemp("bundel")
    tegen = logboek.checkpoint(oud)
    for bundel in (logboekbundel(logboek, van=van, tot=tot, ouder=[oud]), casusbundel(logboek, ouder=[oud])):
        assert verifieer(schrijf(map_, bundel), sleutels=SLEUTEL, tegen=tegen).ouder == oud


@pytest.mark.parametrize("oud", range(3, 10))
def test_a_range_needs_no_proof_from_a_size_that_it_passes(oud: int, tmp_path: Path) -> None:
    pad = schrijf(tmp_path, logboekbundel(LOGBOEK, van=3, tot=9))
    assert verifieer(pad, tegen=LOGBOEK.checkpoint(oud)).ouder == oud


@pytest.mark.parametrize("oud", [2, 10])
def test_without_a_proof_from_the_older_size_nothing_is_said(oud: int, tmp_path: Path) -> None:
    pad = schrijf(tmp_path, logboekbundel(LOGBOEK, van=3, tot=9))
    with pytest.raises(GeenBundel, match="--tegen"):
        verifieer(pad, tegen=LOGBOEK.checkpoint(oud))


def test_any_unzip_program_opens_a_bundle() -> None:
    bundel = casusbundel(LOGBOEK)
    with zipfile.ZipFile(io.BytesIO(bundel)) as zip_:
        assert zip_.testzip() is None
        assert {naam: zip_.read(naam) for naam in zip_.namelist()} == leden(bundel)
    assert list(leden(bundel)) == [
        *("README.txt", "checkpoint", "key.vkey", "definitions/bronnen.toml"),
        *("definitions/regios/testland.toml", "proofs.txt", "hashes.bin", "events.bin", "manifest.json"),
    ]


def test_the_same_bundle_twice_is_the_same_file() -> None:
    assert logboekbundel(LOGBOEK) == logboekbundel(LOGBOEK)


def test_a_proof_of_a_casus_becomes_a_tlog_proof() -> None:
    inhoud = leden(casusbundel(LOGBOEK))
    blok = inhoud["proofs.txt"].split(b"\n\n")[2] + b"\n\n"
    bewijs = lees_bewijs(b"c2sp.org/tlog-proof@v1\n" + blok + inhoud["checkpoint"])
    blad = splits(inhoud["events.bin"])[2]
    bewijs.controleer(bladhash(blad), oorsprong=OORSPRONG, log=[LOG.controlesleutel])
    assert bewijs.index == 6


def test_a_key_of_before_counts_up_to_the_size_it_signed(tmp_path: Path) -> None:
    pad = schrijf(tmp_path, logboekbundel(LOGBOEK))
    nieuw = f"{VREEMD.controlesleutel.vkey}\n{LOG.controlesleutel.vkey}"
    assert verifieer(pad, sleutels=f"{nieuw} 13\n".encode()).sleutels
    with pytest.raises(Onjuist) as fout:
        verifieer(pad, sleutels=f"{nieuw} 12\n".encode())
    assert fout.value.soort is Soort.HANDTEKENING


SLEUTELBESTANDEN = {
    "nothing": b"",
    "no key": b"kers\n",
    "no text": b"\xff\xfe",
    "a private key": f"{LOG.skey}\n".encode(),
    "a key of a witness": f"{FG.controlesleutel.vkey}\n".encode(),
    "keys of two logs": SLEUTEL + SLEUTEL.replace(OORSPRONG.encode(), b"elders"),
    "too much": SLEUTEL * 2000,
}


@pytest.mark.parametrize("wat", SLEUTELBESTANDEN)
def test_a_key_file_that_is_none_is_named(wat: str, tmp_path: Path) -> None:
    with pytest.raises(GeenBundel, match="sleutelbestand"):
        verifieer(schrijf(tmp_path, logboekbundel(LOGBOEK)), sleutels=SLEUTELBESTANDEN[wat])


def test_an_older_checkpoint_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(GeenBundel, match="geen ondertekend checkpoint"):
        verifieer(schrijf(tmp_path, logboekbundel(LOGBOEK)), tegen=b"kers\n")


@pytest.mark.parametrize(("van", "tot"), [(-1, 3), (3, 3), (5, 3), (0, 14), (13, None)])
def test_a_part_that_the_log_does_not_have_is_not_exported(van: int, tot: int | None) -> None:
    with pytest.raises(NietTeExporteren):
        logboekbundel(LOGBOEK, van=van, tot=tot)


def test_a_casus_without_events_under_the_checkpoint_is_not_exported() -> None:
    leeg = Logboek()
    leeg.leg_vast(maak_bladen(3)[1:2])
    with pytest.raises(NietTeExporteren):
        casusbundel(leeg)


def test_a_tree_that_lost_a_node_is_not_exported() -> None:
    logboek = maak_logboek(13)
    del logboek.bewaard.bewaard[0, 5]
    with pytest.raises(KnoopOntbreekt):
        logboekbundel(logboek)


def test_a_bundle_does_not_grow_past_what_its_zip_can_say() -> None:
    class Nergens(io.BytesIO):
        def write(self, _data: object) -> int:
            return 0

    lid = Lidschrijver(Nergens(), ruimte=10)
    lid.schrijf(b"1234567890")
    with pytest.raises(TeGroot):
        lid.schrijf(b"1")
    assert GROOTSTE < 2**32


@given(st.integers(0, 70), st.lists(st.integers(0, 40), max_size=4))
def test_the_edge_grows_into_the_root_of_the_rfc(eerst: int, stappen: list[int]) -> None:
    bladen = [bytes([nummer]) for nummer in range(eerst + sum(stappen))]
    rand = Rand(0, ())
    for stap in (eerst, *stappen):
        rand.voeg_toe(b"".join(map(bladhash, bladen[rand.grootte : rand.grootte + stap])))
    assert (rand.grootte, rand.wortel) == (len(bladen), mth(tuple(bladen)))


@pytest.mark.parametrize("bundel", [logboekbundel(LOGBOEK), casusbundel(LOGBOEK)], ids=["logboek", "casus"])
def test_a_bundle_holds_stored_bytes_and_no_number_of_a_casus(bundel: bytes) -> None:
    assert set(splits(leden(bundel)["events.bin"])) <= set(LOGBOEK.opgeslagen)
    assert OPDRACHT.definities["bronnen.toml"] in bundel
    assert (str(CASUS).encode() in bundel) is (b'"stream"' in bundel)


ZONDER = """
import socket, sys
def geen(*_, **__):
    raise SystemExit("a connection")
socket.socket = socket.create_connection = socket.getaddrinfo = geen
from pathlib import Path
from infra.logboek.verifieer import verifieer
verifieer(Path(sys.argv[1]))
te_veel = {"psycopg", "sqlalchemy", "eventsourcing", "pydantic", "fastapi", "orjson", "tomllib", "infra.store"}
print(sorted(te_veel & set(sys.modules)))
"""


def test_the_verifier_opens_no_connection_and_needs_no_part_of_the_service(tmp_path: Path) -> None:
    pad = schrijf(tmp_path, logboekbundel(LOGBOEK))
    gelopen = subprocess.run(
        [sys.executable, "-c", ZONDER, pad], capture_output=True, text=True, check=False, timeout=60
    )
    assert (gelopen.returncode, gelopen.stdout, gelopen.stderr) == (0, "[]\n", "")
