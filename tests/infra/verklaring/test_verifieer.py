"""A verklaring is checked offline: one that is right is believed, with what it does not prove."""

from dataclasses import replace

import pytest

from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.verklaring import Vernietigingsuitkomst
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.notitie import lees_notitie
from infra.logboek.ring import Sleutelring, Voorganger
from infra.logboek.sleutels import Soort as Sleutelsoort
from infra.logboek.sleutels import Tekensleutel, nieuwe_tekensleutel
from infra.logboek.uitslag import GeenBundel, Medeondertekenaar, Onjuist, Soort
from infra.verklaring.strook import Bewijsstrook
from infra.verklaring.verifieer import Gegeven, verifieer
from tests.infra.logboek.spelers import ARCHIEF, FG, LOG, NU, TIJDSTIP, VREEMD
from tests.infra.verklaring.verklaringen import (
    BEWIJS,
    FEITEN,
    GOED,
    LOGBOEK,
    NUMMER,
    SLEUTELS,
    VERBINTENISSEN,
    ZOUT,
    bewijs_van,
    getekend,
    nacontrole,
    omslag,
    verklaring,
)

MET_SLEUTEL = Gegeven(SLEUTELS.encode())
STROOK = Bewijsstrook.van(ZOUT).codeer()


# --- right -------------------------------------------------------------------------------------------------------


def test_a_verklaring_that_is_right_says_so_and_what_it_does_not_prove() -> None:
    uitslag = verifieer(omslag().codeer(), MET_SLEUTEL)
    assert uitslag.verklaring == GOED
    assert not uitslag.eigen_sleutel
    regels = uitslag.regels()
    assert regels[0] == "IN ORDE: de verklaring is echt, en zegt dat alles is vernietigd."
    assert "  wat:      casus 3 van 5" in regels
    assert [regel[6:] for regel in regels if regel.startswith("    - ")] == list(GOED.bewijst_niet)
    assert uitslag.als_json()["destroyed"] == {"casus": 3, "consultatie": 0, "persoon": 0, "bijdrage": 0}


def test_without_a_key_it_says_that_who_signed_is_not_proven() -> None:
    uitslag = verifieer(omslag().codeer())
    assert uitslag.eigen_sleutel
    assert any("de sleutel komt uit de verklaring zelf" in regel for regel in uitslag.regels())


@pytest.mark.parametrize(
    ("gevonden", "uitkomst", "woord"),
    [
        (Uitslag.MISLUKT, Vernietigingsuitkomst.MISLUKT, "LET OP, MISLUKT"),
        (Uitslag.GEDEELTELIJK, Vernietigingsuitkomst.GEDEELTELIJK, "LET OP, GEDEELTELIJK"),
    ],
)
def test_a_verklaring_that_is_not_complete_says_so_first(
    gevonden: Uitslag, uitkomst: Vernietigingsuitkomst, woord: str
) -> None:
    inhoud = verklaring(BEWIJS, verbintenissen=VERBINTENISSEN, gecontroleerd=nacontrole(gevonden))
    uitslag = verifieer(omslag(inhoud).codeer(), MET_SLEUTEL)
    assert uitslag.als_json()["outcome"] == uitkomst.value
    assert uitslag.regels()[0].startswith(woord)


def test_a_list_of_which_nothing_was_destroyed_has_a_verklaring_too() -> None:
    inhoud = verklaring(bewijs_van(LOGBOEK, []), verbintenissen=())
    assert verifieer(omslag(inhoud).codeer(), MET_SLEUTEL).verklaring.bewijs.hashes == ()


def test_a_verklaring_stays_right_when_the_key_was_replaced_later() -> None:
    nieuw = nieuwe_tekensleutel(LOG.naam, Sleutelsoort.NOTITIE)
    ring = Sleutelring(nieuw, (Voorganger(LOG.controlesleutel, 13),))
    assert verifieer(omslag().codeer(), Gegeven(ring.publiek.encode())).sleutels


def test_a_replaced_key_counts_for_no_larger_log() -> None:
    nieuw = nieuwe_tekensleutel(LOG.naam, Sleutelsoort.NOTITIE)
    ring = Sleutelring(nieuw, (Voorganger(LOG.controlesleutel, 12),))
    with pytest.raises(Onjuist) as fout:
        verifieer(omslag().codeer(), Gegeven(ring.publiek.encode()))
    assert (fout.value.soort, fout.value.waar) == (Soort.HANDTEKENING, "bewijs.checkpoint")


# --- the strook ---------------------------------------------------------------------------------------------------


def test_who_has_the_number_and_the_strook_sees_that_it_was_destroyed() -> None:
    uitslag = verifieer(omslag().codeer(), Gegeven(SLEUTELS.encode(), nummer=NUMMER, strook=STROOK))
    assert uitslag.nummer_vernietigd
    assert "  nummer:   het nummer dat u gaf staat bij wat is vernietigd" in uitslag.regels()


@pytest.mark.parametrize(
    ("nummer", "zout"), [("C-K7M2X-9QPWF", ZOUT), (NUMMER, bytes(32))], ids=["other number", "other strook"]
)
def test_another_number_or_another_strook_is_not_found(nummer: str, zout: bytes) -> None:
    strook = Bewijsstrook.van(zout).codeer()
    with pytest.raises(Onjuist) as fout:
        verifieer(omslag().codeer(), Gegeven(SLEUTELS.encode(), nummer=nummer, strook=strook))
    assert (fout.value.soort, fout.value.waar) == (Soort.ONTBREEKT, "verbintenissen")
    assert nummer not in str(fout.value.als_json())


@pytest.mark.parametrize(
    "strook", [b"", b"{}", b"[]", b"\xff", STROOK[:-9] + b'"}', b'{"formaat":"x","zout":""}']
)
def test_what_is_no_strook_is_not_judged_with(strook: bytes) -> None:
    with pytest.raises(GeenBundel):
        verifieer(omslag().codeer(), Gegeven(SLEUTELS.encode(), nummer=NUMMER, strook=strook))


def test_a_number_and_a_strook_come_together() -> None:
    for gegeven in (Gegeven(nummer=NUMMER), Gegeven(strook=STROOK)):
        with pytest.raises(GeenBundel, match="horen bij elkaar"):
            verifieer(omslag().codeer(), gegeven)


# --- witnesses ------------------------------------------------------------------------------------------------------

BELEID = f"witness fg {FG.controlesleutel.vkey}\nwitness archief {ARCHIEF.controlesleutel.vkey}\n"


def met_getuige(*getuigen: Tekensleutel, tekst: str | None = None) -> bytes:
    notitie = lees_notitie(LOGBOEK.checkpoint())
    onder = notitie.met(*(een.medeonderteken(tekst or notitie.tekst, op=NU) for een in getuigen))
    return omslag(replace(GOED, bewijs=replace(BEWIJS, checkpoint=onder.codeer().decode()))).codeer()


def test_the_witnesses_of_the_policy_are_named() -> None:
    beleid = f"{BELEID}quorum fg\n".encode()
    uitslag = verifieer(met_getuige(FG), Gegeven(SLEUTELS.encode(), beleid))
    assert uitslag.getuigen == (Medeondertekenaar("fg", TIJDSTIP),)
    assert uitslag.andere_handtekeningen == 1


def test_too_few_witnesses_are_too_few() -> None:
    beleid = f"{BELEID}quorum archief\n".encode()
    with pytest.raises(Onjuist) as fout:
        verifieer(met_getuige(FG), Gegeven(SLEUTELS.encode(), beleid))
    assert fout.value.soort is Soort.GETUIGEN


def test_a_wrong_cosignature_is_wrong() -> None:
    with pytest.raises(Onjuist) as fout:
        verifieer(
            met_getuige(FG, tekst="kers\n"), Gegeven(SLEUTELS.encode(), f"{BELEID}quorum none\n".encode())
        )
    assert fout.value.soort is Soort.HANDTEKENING


def test_the_logs_of_a_policy_are_keys_to_verify_with() -> None:
    beleid = f"log {LOG.controlesleutel.vkey}\nquorum none\n".encode()
    assert not verifieer(omslag().codeer(), Gegeven(beleid=beleid)).eigen_sleutel
    vreemd = f"log {VREEMD.controlesleutel.vkey}\nquorum none\n".encode()
    with pytest.raises(Onjuist) as fout:
        verifieer(omslag().codeer(), Gegeven(beleid=vreemd))
    assert fout.value.soort is Soort.HANDTEKENING


# --- signatures ------------------------------------------------------------------------------------------------------


def test_one_signed_with_another_key_is_not_of_this_log() -> None:
    with pytest.raises(Onjuist) as fout:
        verifieer(omslag(sleutel=VREEMD).codeer(), MET_SLEUTEL)
    assert (fout.value.soort, fout.value.waar) == (Soort.HANDTEKENING, "ondertekening")


def test_the_key_in_the_file_cannot_replace_the_one_that_was_given() -> None:
    hoofd = Checkpoint(LOG.naam, 13, LOGBOEK.boom.root())
    eigen = Sleutelring(VREEMD).teken(hoofd).decode()
    inhoud = replace(GOED, bewijs=replace(BEWIJS, checkpoint=eigen))
    zelfgemaakt = omslag(inhoud, VREEMD, f"{VREEMD.controlesleutel.vkey}\n").codeer()
    assert verifieer(zelfgemaakt).eigen_sleutel
    with pytest.raises(Onjuist) as fout:
        verifieer(zelfgemaakt, MET_SLEUTEL)
    assert (fout.value.soort, fout.value.waar) == (Soort.HANDTEKENING, "bewijs.checkpoint")


def test_an_older_checkpoint_does_not_cover_the_destructions() -> None:
    ouder = LOGBOEK.checkpoint(11).decode()
    with pytest.raises(Onjuist) as fout:
        verifieer(getekend(lambda v: replace(v, bewijs=replace(v.bewijs, checkpoint=ouder))), MET_SLEUTEL)
    assert (fout.value.soort, fout.value.waar) == (Soort.GEWIJZIGD, "bewijs")


def test_a_swapped_proof_leads_elsewhere() -> None:
    ander = bewijs_van(LOGBOEK, [FEITEN[0]]).hashes
    for hashes in (ander, BEWIJS.hashes[::-1], BEWIJS.hashes[:-1], (*BEWIJS.hashes, BEWIJS.hashes[0])):
        with pytest.raises(Onjuist) as fout:
            verifieer(
                getekend(lambda v, h=hashes: replace(v, bewijs=replace(v.bewijs, hashes=h))),  # type: ignore[misc]  # the default binds it now
                MET_SLEUTEL,
            )
        assert (fout.value.soort, fout.value.waar) == (Soort.GEWIJZIGD, "bewijs")


def test_a_checkpoint_and_a_verklaring_never_pass_for_each_other() -> None:
    """The one key signs both."""
    als_ondertekening = replace(omslag(), ondertekening=GOED.bewijs.checkpoint).codeer()
    with pytest.raises(Onjuist) as fout:
        verifieer(als_ondertekening, MET_SLEUTEL)
    assert (fout.value.soort, fout.value.waar) == (Soort.GEWIJZIGD, "inhoud")
    als_checkpoint = replace(GOED, bewijs=replace(BEWIJS, checkpoint=omslag().ondertekening))
    with pytest.raises(Onjuist) as fout:
        verifieer(replace(omslag(), inhoud=als_checkpoint).codeer(), MET_SLEUTEL)
    assert (fout.value.soort, fout.value.waar) == (Soort.MISVORMD, "bewijs.checkpoint")
