"""The settings of the sign-in: what starts, and what is refused in one sentence."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from api.doctor_inloggen import inlogbevinding
from api.inloggen.fouten import InlogFout
from api.inloggen.kader import Kader, lees_kader
from api.tokens import lees_sleutel
from infra.settings import Settings

OIDC = {"oidc_uitgever": "https://inloggen.example", "adres": "https://casus.example"}
HIER = {"oidc_uitgever": "http://127.0.0.1:8001", "adres": "http://127.0.0.1:8000"}


def kader(data: Path, **over: Any) -> Kader:
    return lees_kader(Settings(data=data).model_copy(update=over))


def test_without_any_setting_the_demo_counts_and_nobody_from_elsewhere_comes_in(tmp_path: Path) -> None:
    gelezen = kader(tmp_path)
    assert (gelezen.productie, gelezen.naar_buiten) == (False, False)


def test_with_an_issuer_it_is_production_and_others_may_reach_it(tmp_path: Path) -> None:
    for over in (OIDC, {"systeemuitgevers": "https://tokens.example", "doelgroep": "casus-api"}):
        gelezen = kader(tmp_path, **over)
        assert (gelezen.productie, gelezen.naar_buiten) == (True, True)
    gelezen = kader(tmp_path, **OIDC, systeemuitgevers=" https://a.example  https://b.example ")
    assert gelezen.systeemuitgevers == ("https://a.example", "https://b.example")
    assert gelezen.doelgroep == "https://casus.example"


def test_a_trial_on_this_computer_takes_an_issuer_on_it(tmp_path: Path) -> None:
    gelezen = kader(tmp_path, **HIER, omgeving="demo")
    assert (gelezen.productie, gelezen.naar_buiten) == (False, False)
    assert kader(tmp_path, **{**OIDC, "adres": "https://casus.example/"}).adres == "https://casus.example"


# what is wrong → (the settings, a word of the sentence)
GEWEIGERD: dict[str, tuple[dict[str, Any], str]] = {
    "the issuer of the demo, in production": ({**HIER, "omgeving": "productie"}, "https"),
    "the same by default": (HIER, "https"),
    "an issuer without https": ({**OIDC, "oidc_uitgever": "http://inloggen.example"}, "https"),
    "an issuer on this computer, with https": (
        {**OIDC, "oidc_uitgever": "https://localhost:8001"},
        "on this one",
    ),
    "the same by number": ({**OIDC, "oidc_uitgever": "https://[::1]:8001"}, "on this one"),
    "the same by a name below localhost": (
        {**OIDC, "oidc_uitgever": "https://demo.localhost"},
        "on this one",
    ),
    "our own address without https": ({**OIDC, "adres": "http://casus.example"}, "https"),
    "no address of our own": ({**OIDC, "adres": ""}, "CASUS_ADRES"),
    "an address with a path": ({**OIDC, "adres": "https://casus.example/casus"}, "CASUS_ADRES"),
    "an address with an account": ({**OIDC, "adres": "https://iemand@casus.example"}, "CASUS_ADRES"),
    "an issuer that is no address": ({**OIDC, "oidc_uitgever": "inloggen.example"}, "not the address"),
    "an issuer with a query": ({**OIDC, "oidc_uitgever": "https://inloggen.example?a=b"}, "not the address"),
    "production without an issuer": ({"omgeving": "productie"}, "CASUS_OIDC_UITGEVER"),
    "a shared secret in production": ({**OIDC, "oidc_geheim": SecretStr("verzonnen")}, "CASUS_OIDC_GEHEIM"),
    "reached by others without an issuer": ({"host": "0.0.0.0"}, "0.0.0.0"),  # noqa: S104 that is the mistake
    "a trial with an issuer elsewhere without https": (
        {**OIDC, "oidc_uitgever": "http://inloggen.example", "omgeving": "demo"},
        "https",
    ),
    "systems without https": ({"systeemuitgevers": "http://tokens.example", "doelgroep": "x"}, "https"),
    "systems without an audience": ({"systeemuitgevers": "https://tokens.example"}, "CASUS_DOELGROEP"),
    "systems with the audience of our client": (
        {"systeemuitgevers": "https://tokens.example", "doelgroep": "casus"},
        "CASUS_DOELGROEP",
    ),
}


@pytest.mark.parametrize(("over", "woord"), GEWEIGERD.values(), ids=GEWEIGERD.keys())
def test_settings_that_cannot_be_right_stop_the_start(
    tmp_path: Path, over: dict[str, Any], woord: str
) -> None:
    with pytest.raises(InlogFout, match=woord.replace(".", r"\.")) as gevangen:
        kader(tmp_path, **over)
    assert str(gevangen.value).endswith(".")


def test_the_doctor_says_who_says_who_somebody_is(tmp_path: Path) -> None:
    def zegt(**over: Any) -> tuple[bool, str]:
        bevinding = inlogbevinding(Settings(data=tmp_path).model_copy(update=over))
        return bevinding.in_orde, bevinding.uitleg

    assert zegt() == (
        True,
        "people with a browser only under 'casus demo'; no systems; tokens of the demo count, on this computer",
    )
    assert zegt(**OIDC) == (True, "people at https://inloggen.example; no systems")
    goed, uitleg = zegt(**{**OIDC, "adres": ""})
    assert (goed, "CASUS_ADRES" in uitleg) == (False, True)


def test_production_does_not_start_where_the_demo_left_its_key(tmp_path: Path) -> None:
    lees_sleutel(Settings(data=tmp_path).tokensleutel)
    with pytest.raises(InlogFout, match="demo-uitgever"):
        kader(tmp_path, **OIDC)
    assert not kader(tmp_path).productie
