"""A KEK in a token: made there, never out of it, gone when it is destroyed, and back when the token is back."""

import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pkcs11
import pytest
from pkcs11 import Attribute, KeyType, ObjectClass, SecretKey
from pkcs11.exceptions import AttributeSensitive
from pydantic import SecretStr

from infra.kek import Kekring
from infra.kek_pkcs11 import Kektoken, _Sessie
from infra.keys import SleutelFout
from tests.hsm import PIN, Hsm

DEK, VOOR = bytes(range(32)), UUID(int=7)


def in_het_token(hsm: Hsm) -> list[SecretKey]:
    """What another program with the PIN sees."""
    token = pkcs11.lib(str(hsm.module)).get_token(token_label=hsm.token)
    try:
        sessie = token.open(rw=True, user_pin=PIN)
    except pkcs11.exceptions.UserAlreadyLoggedIn:
        sessie = token.open(rw=True)
    gevonden = sessie.get_objects({Attribute.CLASS: ObjectClass.SECRET_KEY})
    return [sleutel for sleutel in gevonden if isinstance(sleutel, SecretKey)]


def test_what_is_wrapped_opens_under_its_own_id_only(hsm: Hsm) -> None:
    kek = hsm.bron().maak(1)
    ingepakt = kek.pak_in(DEK, voor=VOOR)
    assert kek.pak_uit(ingepakt, voor=VOOR, tijdvak=1) == DEK
    assert DEK not in ingepakt
    assert kek.pak_in(DEK, voor=VOOR) != ingepakt
    with pytest.raises(SleutelFout, match="does not open with the KEK of epoch 1"):
        kek.pak_uit(ingepakt, voor=UUID(int=8), tijdvak=1)
    with pytest.raises(SleutelFout, match="is of epoch 2, the KEK is of epoch 1"):
        kek.pak_uit(ingepakt, voor=VOOR, tijdvak=2)
    assert kek.pak_uit(ingepakt, voor=VOOR, tijdvak=1) == DEK


@pytest.mark.parametrize("schade", [b"", b"x", b"x" * 27, b"x" * 60], ids=len)
def test_what_was_never_wrapped_does_not_open(hsm: Hsm, schade: bytes) -> None:
    kek = hsm.bron().maak(1)
    with pytest.raises(SleutelFout, match="does not open"):
        kek.pak_uit(schade, voor=VOOR, tijdvak=1)


def test_a_kek_never_leaves_the_token(hsm: Hsm) -> None:
    hsm.bron().maak(1)
    (sleutel,) = in_het_token(hsm)
    assert (sleutel.label, sleutel[Attribute.VALUE_LEN]) == ("casus kek 1", 32)
    assert sleutel[Attribute.SENSITIVE]
    assert sleutel[Attribute.NEVER_EXTRACTABLE]
    assert sleutel[Attribute.LOCAL]
    assert not any(sleutel[naam] for naam in (Attribute.EXTRACTABLE, Attribute.WRAP, Attribute.UNWRAP))
    with pytest.raises(AttributeSensitive):
        sleutel[Attribute.VALUE]


def test_the_fingerprint_is_that_of_the_key_and_the_same_each_time(hsm: Hsm) -> None:
    bron = hsm.bron()
    een, twee = bron.maak(1), bron.maak(2)
    assert een.vingerafdruk != twee.vingerafdruk
    assert len(een.vingerafdruk) == 32
    assert hsm.bron().lees() == (een, twee) == (bron.maak(1), bron.maak(2))
    bron.vernietig(1)
    assert bron.maak(1).vingerafdruk != een.vingerafdruk


def test_a_destroyed_kek_is_gone_for_everybody(hsm: Hsm) -> None:
    bron, ander = hsm.bron(), hsm.bron()
    een, _ = bron.maak(1), bron.maak(2)
    ingepakt = een.pak_in(DEK, voor=VOOR)
    ring = Kekring(ander)
    assert ring.pak_uit(ingepakt, voor=VOOR, tijdvak=1) == DEK
    bron.vernietig(1)
    bron.vernietig(1)
    assert [kek.tijdvak for kek in bron.lees()] == [2]
    assert [sleutel.label for sleutel in in_het_token(hsm)] == ["casus kek 2"]
    with pytest.raises(SleutelFout, match="not there any more"):
        een.pak_uit(ingepakt, voor=VOOR, tijdvak=1)
    with pytest.raises(SleutelFout, match="not there any more"):
        ring.pak_uit(ingepakt, voor=VOOR, tijdvak=1)


def test_the_only_kek_is_never_destroyed_but_for_one_elsewhere(hsm: Hsm) -> None:
    bron = hsm.bron()
    bron.maak(1)
    with pytest.raises(SleutelFout, match="only KEK"):
        bron.vernietig(1)
    assert len(in_het_token(hsm)) == 1
    bron.vernietig(1, elders=True)
    assert bron.lees() == ()


def test_a_token_that_comes_back_is_used_again_by_itself(hsm: Hsm) -> None:
    bron = hsm.bron()
    kek = bron.maak(1)
    bron.maak(2)
    ingepakt = kek.pak_in(DEK, voor=VOOR)
    hsm.neem_weg()
    for daad in (
        lambda: kek.pak_uit(ingepakt, voor=VOOR, tijdvak=1),
        lambda: kek.pak_in(DEK, voor=VOOR),
        bron.lees,
        lambda: bron.maak(3),
        # Away is not gone: what cannot be seen is not reported destroyed.
        lambda: bron.vernietig(1),
    ):
        with pytest.raises(SleutelFout, match="There is no token 'casus'"):
            daad()
    hsm.stop_terug()
    assert kek.pak_uit(ingepakt, voor=VOOR, tijdvak=1) == DEK
    assert [een.tijdvak for een in bron.lees()] == [1, 2]


@pytest.mark.parametrize(
    ("maak", "zin"),
    [
        (
            lambda _: Kektoken(Path("/nergens.so"), "casus", lambda: SecretStr(PIN)),
            "is not a PKCS#11 module",
        ),
        (lambda hsm: Kektoken(hsm.module, "ander", lambda: SecretStr(PIN)), "There is no token 'ander' for"),
        (lambda hsm: hsm.bron(pin="4321"), "does not take the PIN"),
        (lambda hsm: hsm.bron(pin=""), "does not take the PIN"),
    ],
)
def test_what_keeps_a_token_from_being_used_is_one_sentence(
    hsm: Hsm, maak: Callable[[Hsm], Kektoken], zin: str
) -> None:
    with pytest.raises(SleutelFout, match=zin) as gevangen:
        maak(hsm).lees()
    assert str(gevangen.value).count(". ") == 0
    assert "4321" not in repr(gevangen.value)


def test_a_pin_that_was_refused_is_not_tried_until_the_token_locks_itself(hsm: Hsm) -> None:
    gevraagd: list[None] = []

    def pin() -> SecretStr:
        gevraagd.append(None)
        return SecretStr("4321")

    bron = Kektoken(hsm.module, hsm.token, pin)
    with pytest.raises(SleutelFout, match="does not take the PIN"):
        bron.lees()
    for _ in range(20):
        with pytest.raises(SleutelFout, match="refused the PIN before"):
            bron.lees()
    assert len(gevraagd) == 1
    assert hsm.bron().maak(1).tijdvak == 1


def test_a_key_that_could_be_taken_out_is_no_kek(hsm: Hsm) -> None:
    hsm.bron().maak(1)
    sessie = in_het_token(hsm)[0].session
    sessie.generate_key(
        KeyType.AES,
        256,
        label="casus kek 2",
        store=True,
        template={Attribute.EXTRACTABLE: True, Attribute.SENSITIVE: False},
    )
    with pytest.raises(SleutelFout, match=r"KEK of epoch 2 in .* could be taken out"):
        hsm.bron().lees()


def test_two_keys_of_one_epoch_are_refused(hsm: Hsm) -> None:
    hsm.bron().maak(1)
    sessie = in_het_token(hsm)[0].session
    vast = {Attribute.EXTRACTABLE: False, Attribute.SENSITIVE: True}
    sessie.generate_key(KeyType.AES, 256, label="casus kek 1", store=True, template=vast)
    with pytest.raises(SleutelFout, match="two KEKs of epoch 1"):
        hsm.bron().lees()


def test_what_else_is_in_the_token_is_left_alone(hsm: Hsm) -> None:
    hsm.bron().maak(1)
    sessie = in_het_token(hsm)[0].session
    for label in ("casus kek", "casus kek 01", "van een ander"):
        sessie.generate_key(KeyType.AES, 256, label=label, store=True)
    assert [kek.tijdvak for kek in hsm.bron().lees()] == [1]


def test_a_token_that_makes_a_nonce_of_its_own_gets_no_kek(hsm: Hsm, monkeypatch: pytest.MonkeyPatch) -> None:
    """As some do in FIPS mode: what they wrap opens under their nonce, which we do not have."""
    eigen = _Sessie.versleutel
    monkeypatch.setattr(
        _Sessie, "versleutel", lambda zelf, tijdvak, _, data, aad: eigen(zelf, tijdvak, b"n" * 12, data, aad)
    )
    with pytest.raises(SleutelFout, match="does not do AES-GCM"):
        hsm.bron().maak(1)
    assert in_het_token(hsm) == []


def test_a_token_that_opens_anything_gets_no_kek(hsm: Hsm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Sessie, "versleutel", lambda _, _t, _n, data, _a: data + bytes(16))
    monkeypatch.setattr(_Sessie, "ontsleutel", lambda _, _t, _n, data, _a: data[:-16])
    with pytest.raises(SleutelFout, match="does not do AES-GCM"):
        hsm.bron().maak(1)


def test_many_threads_share_one_token(hsm: Hsm) -> None:
    bron = hsm.bron()
    kek, fouten = bron.maak(1), list[BaseException]()

    def werk(nummer: int) -> None:
        try:
            for keer in range(150):
                voor = UUID(int=nummer * 1000 + keer)
                assert kek.pak_uit(kek.pak_in(voor.bytes, voor=voor), voor=voor, tijdvak=1) == voor.bytes
                if keer % 50 == 0:
                    hsm.bron().lees()  # Its log-out ends the log-in of all.
        except BaseException as fout:  # noqa: BLE001 a thread has nobody else to tell
            fouten.append(fout)

    draden = [threading.Thread(target=werk, args=(nummer,)) for nummer in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert fouten == []
