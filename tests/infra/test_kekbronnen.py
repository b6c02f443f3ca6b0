"""The KEK moves from a file to a token and back: the living read on, and where it was there is nothing left."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

import infra.beheer
import infra.rotatie
from api.samenstelling import Dienst, stel_samen
from infra.beheer import zorg_voor_sleutels
from infra.database import Database
from infra.definitions import Definities
from infra.kek import Kekbestand, Kekring
from infra.kek_pkcs11 import Kektoken
from infra.kekbronnen import Kekbronnen, Kekplaats, kekbronnen
from infra.keys import Kek, SleutelFout
from infra.omgeving import Omgeving
from infra.rotatie import vernieuw
from infra.settings import Settings
from tests.conftest import Klok
from tests.hsm import PIN, Hsm
from tests.verhalen import FRAMBOOS, Verhaal, nieuw_verhaal


@dataclass
class Verhuizing:
    """A service whose KEK is in a file, beside a token."""

    dienst: Dienst
    settings: Settings
    verhaal: Verhaal
    hsm: Hsm

    def bronnen(self, naar: Kekplaats | None = None) -> Kekbronnen:
        return kekbronnen(self.settings, naar=naar)

    def vernieuw(self, naar: Kekplaats | None = None) -> int:
        ring = Kekring(self.bronnen(naar))
        return vernieuw(
            self.dienst.engine,
            ring,
            hermerker=self.dienst.hermerker,
            kopie=self.settings.sleutelkopie,
            nu=self.dienst.omgeving.nu,
        ).nieuw

    def waar(self) -> dict[int, Kekplaats | None]:
        bronnen = self.bronnen()
        return {kek.tijdvak: bronnen.plaats(kek.tijdvak) for kek in bronnen.lees()}

    def leest(self) -> bool:
        return self.dienst.shell.laad(self.verhaal.casusnummer).casus.betrokkenen[0].naam == FRAMBOOS.naam


@pytest.fixture
def verhuizing(  # noqa: PLR0917 fixtures are bound by name
    database: Database,
    settings: Settings,
    definities: Definities,
    klok: Klok,
    hsm: Hsm,
    tmp_path: Path,
) -> Iterator[Verhuizing]:
    shutil.copy2(settings.kek, tmp_path / "kek.json")
    eigen = settings.model_copy(
        update={
            "data": tmp_path,
            "kek_bestand": tmp_path / "kek.json",
            "kek_pkcs11_module": hsm.module,
            "kek_pkcs11_token": hsm.token,
            "kek_pkcs11_pin": SecretStr(PIN),
        }
    )
    omgeving = Omgeving(nu=klok)
    ring = Kekring(kekbronnen(eigen))
    with stel_samen(eigen, database, kek=ring, definities=definities, omgeving=omgeving) as dienst:
        verhaal = nieuw_verhaal(dienst)
        verhaal.tot_en_met_ico()
        yield Verhuizing(dienst, eigen, verhaal, hsm)


def test_the_kek_moves_to_the_token_and_back_and_a_running_service_reads_on(verhuizing: Verhuizing) -> None:
    bestand = verhuizing.settings.kek
    assert verhuizing.waar() == {1: Kekplaats.BESTAND}
    assert verhuizing.vernieuw(Kekplaats.HSM) == 2
    assert verhuizing.waar() == {2: Kekplaats.HSM}
    assert [een.name for een in bestand.parent.iterdir() if "kek" in een.name] == [".kek.json.slot"]
    assert verhuizing.leest()
    # It stays where it is.
    assert verhuizing.vernieuw() == 3
    assert verhuizing.waar() == {3: Kekplaats.HSM}
    assert verhuizing.leest()
    assert verhuizing.vernieuw(Kekplaats.BESTAND) == 4
    assert verhuizing.waar() == {4: Kekplaats.BESTAND}
    assert verhuizing.leest()
    assert verhuizing.hsm.bron().lees() == ()
    zonder_hsm = verhuizing.settings.model_copy(update={"kek_pkcs11_module": None})
    assert [kek.tijdvak for kek in kekbronnen(zonder_hsm).lees()] == [4]


def test_nothing_moves_because_a_token_was_set(verhuizing: Verhuizing) -> None:
    assert verhuizing.vernieuw() == 2
    assert verhuizing.waar() == {2: Kekplaats.BESTAND}


def test_a_move_that_was_cut_short_is_finished(
    verhuizing: Verhuizing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(infra.rotatie, "_pak_om", lambda *_, **__: 0)
    with pytest.raises(infra.rotatie.SleutelsOver):
        verhuizing.vernieuw(Kekplaats.HSM)
    monkeypatch.undo()
    assert verhuizing.waar() == {1: Kekplaats.BESTAND, 2: Kekplaats.HSM}
    assert verhuizing.leest()
    zorg_voor_sleutels(verhuizing.dienst.engine, verhuizing.bronnen(), omgeving=verhuizing.dienst.omgeving)
    assert verhuizing.vernieuw() == 2
    assert verhuizing.waar() == {2: Kekplaats.HSM}
    assert verhuizing.leest()


class Gestorven(Exception):
    """The process died here."""


@pytest.mark.parametrize(
    "stap", ["the epoch", "wrapped", "the copy", "before the KEK", "after the KEK", "on record"]
)
def test_a_replacement_in_the_token_that_was_cut_short_is_finished(
    verhuizing: Verhuizing, stap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    verhuizing.vernieuw(Kekplaats.HSM)
    echt = Kektoken.vernietig

    def sterf(*_: object, **__: object) -> None:
        raise Gestorven

    def na(zelf: Kektoken, tijdvak: int, *, elders: bool = False) -> None:
        echt(zelf, tijdvak, elders=elders)
        raise Gestorven

    waar: dict[str, tuple[object, str, object]] = {
        "the epoch": (infra.rotatie, "begin_tijdvak", sterf),
        "wrapped": (infra.rotatie, "aantal_sleutels", sterf),
        "the copy": (infra.rotatie, "schrijf_kopie", sterf),
        "before the KEK": (Kektoken, "vernietig", sterf),
        "after the KEK": (Kektoken, "vernietig", na),
        "on record": (infra.rotatie.log, "info", sterf),
    }
    monkeypatch.setattr(*waar[stap])
    with pytest.raises(Gestorven):
        verhuizing.vernieuw()
    monkeypatch.undo()
    assert verhuizing.leest()
    zorg_voor_sleutels(verhuizing.dienst.engine, verhuizing.bronnen(), omgeving=verhuizing.dienst.omgeving)
    nieuw = verhuizing.vernieuw()
    assert verhuizing.waar() == {nieuw: Kekplaats.HSM}
    assert verhuizing.leest()


def test_a_file_that_was_given_up_halfway_is_overwritten_later(
    verhuizing: Verhuizing, monkeypatch: pytest.MonkeyPatch
) -> None:
    bestand = verhuizing.settings.kek
    monkeypatch.setattr(Kekbestand, "_maak_af", lambda _: None)
    verhuizing.vernieuw(Kekplaats.HSM)
    monkeypatch.undo()
    oud = bestand.with_name(".kek.json.vernietigen")
    assert (oud.exists(), bestand.exists()) == (True, False)
    with oud.open("rb") as nog_open:
        voor = nog_open.read()
        verhuizing.bronnen().vernietig(1)
        nog_open.seek(0)
        assert nog_open.read() != voor
    assert not oud.exists()


def test_the_only_kek_is_never_destroyed_wherever_it_is(verhuizing: Verhuizing) -> None:
    with pytest.raises(SleutelFout, match="only KEK"):
        verhuizing.bronnen().vernietig(1)
    verhuizing.vernieuw(Kekplaats.HSM)
    with pytest.raises(SleutelFout, match="only KEK"):
        verhuizing.bronnen().vernietig(2)
    assert verhuizing.leest()


def test_two_keks_of_one_epoch_are_refused(verhuizing: Verhuizing) -> None:
    verhuizing.hsm.bron().maak(1)
    with pytest.raises(SleutelFout, match="two KEKs of one epoch"):
        verhuizing.bronnen().lees()


def test_there_is_no_moving_to_a_token_that_is_not_set(verhuizing: Verhuizing) -> None:
    zonder_hsm = verhuizing.settings.model_copy(update={"kek_pkcs11_module": None})
    with pytest.raises(SleutelFout, match="CASUS_KEK_PKCS11_MODULE"):
        kekbronnen(zonder_hsm, naar=Kekplaats.HSM)


def test_the_first_kek_is_made_in_the_token(lege_database: Database, hsm: Hsm, tmp_path: Path) -> None:
    eigen = Settings(
        data=tmp_path,
        kek_pkcs11_module=hsm.module,
        kek_pkcs11_token=hsm.token,
        kek_pkcs11_pin=SecretStr(PIN),
    )
    infra.beheer.migreer(lege_database.owner_engine())
    eerste: Kek = zorg_voor_sleutels(
        lege_database.owner_engine(), kekbronnen(eigen), omgeving=Omgeving()
    ).huidig
    assert hsm.bron().lees() == (eerste,)
    assert not eigen.kek.exists()


@pytest.mark.parametrize(
    ("inhoud", "rechten", "zin"),
    [
        (None, 0, "cannot be read: No such file"),
        (b"1234", 0o644, "readable by others; make it mode 0600"),
        (b"\xff", 0o600, "does not hold a PIN"),
    ],
)
def test_a_pin_that_cannot_be_used_is_one_sentence(
    hsm: Hsm, tmp_path: Path, inhoud: bytes | None, rechten: int, zin: str
) -> None:
    pin = tmp_path / "pin"
    if inhoud is not None:
        pin.write_bytes(inhoud)
        pin.chmod(rechten)
    eigen = Settings(
        data=tmp_path, kek_pkcs11_module=hsm.module, kek_pkcs11_token=hsm.token, kek_pkcs11_pin_bestand=pin
    )
    with pytest.raises(SleutelFout, match=zin):
        kekbronnen(eigen).lees()


def test_a_pin_in_a_file_opens_the_token_and_shows_nowhere(hsm: Hsm, tmp_path: Path) -> None:
    pin = tmp_path / "pin"
    os.close(os.open(pin, os.O_CREAT, 0o600))
    pin.write_text(f"{PIN}\n", encoding="utf-8")
    eigen = Settings(
        data=tmp_path, kek_pkcs11_module=hsm.module, kek_pkcs11_token=hsm.token, kek_pkcs11_pin_bestand=pin
    )
    assert kekbronnen(eigen).maak(1).tijdvak == 1
    met_pin = eigen.model_copy(update={"kek_pkcs11_pin": SecretStr("geheim-1")})
    assert "geheim-1" not in repr(met_pin) + str(met_pin) + met_pin.model_dump_json()
    zonder = eigen.model_copy(update={"kek_pkcs11_pin_bestand": None})
    with pytest.raises(SleutelFout, match="CASUS_KEK_PKCS11_PIN_BESTAND"):
        kekbronnen(zonder).lees()
