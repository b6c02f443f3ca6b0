"""A bundle and a policy: the quorum cosigned its checkpoint, or what is wrong with that is named."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from infra.logboek.beleid import BeleidFout
from infra.logboek.notitie import Notitie, lees_notitie
from infra.logboek.sleutels import Controlesleutel, Handtekening, Soort, Tekensleutel
from infra.logboek.uitslag import GeenBundel, Medeondertekenaar, Onjuist, Uitslag
from infra.logboek.uitslag import Soort as Wat
from infra.logboek.verifieer import verifieer
from infra.logboek.vertrouwd import _ZIN
from tests.infra.logboek.bundels import SLEUTEL, casusbundel, herpak, logboekbundel, maak_logboek, schrijf
from tests.infra.logboek.spelers import ARCHIEF, FG, LOG, NU, TIJDSTIP, VREEMD

LOGBOEK = maak_logboek(13)
BUNDEL = logboekbundel(LOGBOEK)
CHECKPOINT = lees_notitie(LOGBOEK.checkpoint())
GETUIGEN = f"witness fg {FG.controlesleutel.vkey}\nwitness archief {ARCHIEF.controlesleutel.vkey}\n"
LOGREGEL = f"log {LOG.controlesleutel.vkey}\n"
ALLEBEI = f"{GETUIGEN}group samen all fg archief\nquorum samen\n"
EEN_VAN_BEIDE = f"{GETUIGEN}group samen any fg archief\nquorum samen\n"


def mede(sleutel: Tekensleutel, tekst: str = CHECKPOINT.tekst) -> Handtekening:
    return sleutel.medeonderteken(tekst, op=NU)


def bundel(*handtekeningen: Handtekening, van: bytes = BUNDEL) -> bytes:
    """The bundle, with these under its checkpoint."""
    return herpak(van, {"checkpoint": CHECKPOINT.met(*handtekeningen).codeer()})


def oordeel(map_: Path, inhoud: bytes, beleid: str | None, *, sleutels: bytes | None = SLEUTEL) -> Uitslag:
    data = None if beleid is None else beleid.encode()
    return verifieer(schrijf(map_, inhoud), sleutels=sleutels, beleid=data)


# --- right ------------------------------------------------------------------------------------------------------


def test_the_witnesses_of_the_quorum_are_named_with_their_moment(tmp_path: Path) -> None:
    for inhoud in (BUNDEL, casusbundel(LOGBOEK)):
        uitslag = oordeel(tmp_path, bundel(mede(FG), mede(ARCHIEF), van=inhoud), ALLEBEI)
        assert uitslag.getuigen == (
            Medeondertekenaar("fg", TIJDSTIP),
            Medeondertekenaar("archief", TIJDSTIP),
        )
        assert "  getuigen: fg op 2026-03-02 om 08:30:00 (UTC)" in uitslag.regels()


def test_one_of_both_can_be_enough_and_others_do_not_matter(tmp_path: Path) -> None:
    ander = Tekensleutel("ander.example/getuige", Soort.MEDEHANDTEKENING, bytes(32))
    uitslag = oordeel(tmp_path, bundel(mede(ander, "kers\n"), mede(ARCHIEF)), EEN_VAN_BEIDE)
    assert uitslag.getuigen == (Medeondertekenaar("archief", TIJDSTIP),)
    assert uitslag.andere_handtekeningen == 2


def test_without_a_policy_they_are_counted_and_not_judged(tmp_path: Path) -> None:
    vals = mede(FG, "kers\n")
    for aantal, inhoud in ((0, BUNDEL), (1, bundel(vals)), (2, bundel(vals, mede(ARCHIEF)))):
        uitslag = oordeel(tmp_path, inhoud, None)
        assert (uitslag.andere_handtekeningen, uitslag.getuigen) == (aantal, None)
        (regel,) = (regel for regel in uitslag.regels() if regel.startswith("  getuigen:"))
        assert ("niet gecontroleerd" in regel) == bool(aantal)
        assert uitslag.als_json()["witnesses"] is None


def test_a_policy_that_asks_for_nobody_is_content(tmp_path: Path) -> None:
    uitslag = oordeel(tmp_path, BUNDEL, "quorum none\n")
    assert uitslag.getuigen == ()
    assert "  getuigen: geen; het beleid vraagt er geen" in uitslag.regels()


def test_the_logs_of_a_policy_are_keys_to_verify_with(tmp_path: Path) -> None:
    ander = f"log {Tekensleutel('ander.example/log', Soort.NOTITIE, bytes(32)).controlesleutel.vkey}\n"
    uitslag = oordeel(tmp_path, bundel(mede(FG)), f"{ander}{LOGREGEL}{EEN_VAN_BEIDE}", sleutels=None)
    assert not uitslag.eigen_sleutel
    zonder = oordeel(tmp_path, bundel(mede(FG)), EEN_VAN_BEIDE, sleutels=None)
    assert zonder.eigen_sleutel


def test_a_moment_that_no_calendar_has_is_shown_as_its_number() -> None:
    assert str(Medeondertekenaar("fg", 2**63 - 1)) == f"fg op tijdstip {2**63 - 1}"


# --- wrong ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Aanval:
    """A bundle and a policy that do not go together, and as what that is named."""

    bundel: bytes
    beleid: str
    soort: Wat
    gevonden: str | None = None


ONDER_ANDERE_NAAM = Controlesleutel(
    "ander.example/getuige", Soort.MEDEHANDTEKENING, FG.controlesleutel.publiek
)
ALS_NOTITIE = Tekensleutel(FG.naam, Soort.NOTITIE, FG.zaad).onderteken(CHECKPOINT.tekst)
AANVALLEN: dict[str, Aanval] = {
    "nobody cosigned": Aanval(BUNDEL, EEN_VAN_BEIDE, Wat.GETUIGEN, "geen"),
    "one of two": Aanval(bundel(mede(FG)), ALLEBEI, Wat.GETUIGEN, "fg"),
    "one twice": Aanval(bundel(mede(FG), mede(FG)), ALLEBEI, Wat.GETUIGEN, "fg"),
    "another checkpoint was cosigned": Aanval(bundel(mede(FG, "kers\n")), EEN_VAN_BEIDE, Wat.HANDTEKENING),
    "one is right and one is forged": Aanval(
        bundel(mede(FG), mede(ARCHIEF, "kers\n")), EEN_VAN_BEIDE, Wat.HANDTEKENING
    ),
    "the key of a witness under another name": Aanval(
        bundel(mede(FG)), f"witness fg {ONDER_ANDERE_NAAM.vkey}\nquorum fg\n", Wat.GETUIGEN, "geen"
    ),
    "signed by the witness as if it were a log": Aanval(
        bundel(ALS_NOTITIE), EEN_VAN_BEIDE, Wat.GETUIGEN, "geen"
    ),
    "a log that the policy does not list": Aanval(
        bundel(mede(FG)), f"log {VREEMD.controlesleutel.vkey}\n{EEN_VAN_BEIDE}", Wat.HANDTEKENING
    ),
}


@pytest.mark.parametrize("aanval", AANVALLEN)
def test_a_checkpoint_without_its_quorum_is_named(aanval: str, tmp_path: Path) -> None:
    geval = AANVALLEN[aanval]
    with pytest.raises(Onjuist) as fout:
        oordeel(tmp_path, geval.bundel, geval.beleid)
    assert (fout.value.soort, fout.value.waar) == (geval.soort, "checkpoint")
    if geval.gevonden is not None:
        assert fout.value.gevonden == geval.gevonden


def test_the_cosignature_of_another_bundle_is_wrong_here(tmp_path: Path) -> None:
    ander = lees_notitie(maak_logboek(13, zaad=2).checkpoint())
    gestolen = Notitie(ander.tekst, ()).met(mede(FG, ander.tekst)).handtekeningen
    with pytest.raises(Onjuist) as fout:
        oordeel(tmp_path, bundel(*gestolen), EEN_VAN_BEIDE)
    assert fout.value.soort is Wat.HANDTEKENING


def test_what_else_is_wrong_is_named_before_the_witnesses(tmp_path: Path) -> None:
    inhoud = bytearray(BUNDEL)
    inhoud[inhoud.index(b"casus.Getrieerd.v1")] ^= 1
    with pytest.raises(Onjuist) as fout:
        oordeel(tmp_path, bytes(inhoud), EEN_VAN_BEIDE)
    assert fout.value.soort is Wat.GEWIJZIGD


@pytest.mark.parametrize(
    ("beleid", "zin"),
    [
        ("kers\n", "regel 1: een regel begint met log, witness, group of quorum"),
        (f"{GETUIGEN}\nquorum samen\n", "regel 4: deze naam staat niet op een regel hierboven"),
        (GETUIGEN, "te gebruiken: er is geen regel met quorum"),
    ],
)
def test_a_policy_that_cannot_be_used_is_not_judged_with(tmp_path: Path, beleid: str, zin: str) -> None:
    with pytest.raises(GeenBundel, match=zin):
        oordeel(tmp_path, BUNDEL, beleid)


def test_every_fault_of_a_policy_has_its_sentence_in_dutch() -> None:
    assert set(_ZIN) == set(BeleidFout.__subclasses__())
