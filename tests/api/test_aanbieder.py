"""An issuer: what it says of itself, its keys that change, and one that is away or lies."""

from datetime import timedelta

import pytest
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OctKey, RSAKey

from api.inloggen.aanbieder import HOUDBAAR, NIET_VAKER, VERS, haal
from api.inloggen.fouten import AanbiederWeg
from api.luisteren import adres_van, luister
from tests.api.inlogproef import UITGEVER, Nepuitgever
from tests.conftest import Klok


def kent(aanbieder: object, kid: str | None) -> bool:
    return aanbieder.sleutel(kid, soort=ECKey) is not None  # type: ignore[attr-defined]  # an Aanbieder


def nieuwe(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid})


def korte() -> RSAKey:
    """A key of half the size, which the library itself warns about."""
    with pytest.warns(SecurityWarning):
        return RSAKey.generate_key(1024, {"kid": "kort"})


def test_a_new_key_is_fetched_when_a_token_names_it(klok: Klok) -> None:
    nep = Nepuitgever()
    aanbieder = nep.aanbieder(klok)
    assert kent(aanbieder, "een")
    nep.sleutels["twee"] = nieuwe("twee")
    klok.tijd += NIET_VAKER
    assert kent(aanbieder, "twee")


def test_names_that_somebody_makes_up_have_us_ask_no_oftener_than_once_a_minute(klok: Klok) -> None:
    nep = Nepuitgever()
    aanbieder = nep.aanbieder(klok)
    for nummer in range(100):
        assert not kent(aanbieder, f"verzonnen-{nummer}")
    assert nep.gevraagd == 2
    klok.tijd += NIET_VAKER
    for nummer in range(100):
        assert not kent(aanbieder, f"verzonnen-{nummer}")
    assert nep.gevraagd == 4
    assert kent(aanbieder, "een")
    assert nep.gevraagd == 4


def test_a_key_that_the_issuer_withdrew_no_longer_counts_after_an_hour(klok: Klok) -> None:
    nep = Nepuitgever()
    aanbieder = nep.aanbieder(klok)
    assert kent(aanbieder, "een")
    nep.sleutels = {"twee": nieuwe("twee")}
    klok.tijd += VERS
    assert not kent(aanbieder, "een")
    assert kent(aanbieder, "twee")


def test_an_issuer_that_is_away_holds_nobody_up_for_a_day(klok: Klok) -> None:
    nep = Nepuitgever()
    aanbieder = nep.aanbieder(klok)
    assert kent(aanbieder, "een")
    nep.weg = True
    klok.tijd += VERS
    eerder = nep.gevraagd
    for _ in range(10):
        assert kent(aanbieder, "een")
    assert nep.gevraagd == eerder + 1
    klok.tijd += HOUDBAAR
    with pytest.raises(AanbiederWeg):
        aanbieder.sleutel("een", soort=ECKey)
    nep.weg = False
    assert kent(aanbieder, "een")


def test_an_issuer_that_was_never_there_is_asked_again(klok: Klok) -> None:
    nep = Nepuitgever(weg=True)
    aanbieder = nep.aanbieder(klok)
    with pytest.raises(AanbiederWeg):
        aanbieder.gegevens()
    nep.weg = False
    assert aanbieder.gegevens().issuer == UITGEVER


@pytest.mark.parametrize(
    "gegevens",
    [
        {"issuer": "https://elders.example"},
        {"issuer": f"{UITGEVER}/"},
        {"jwks_uri": "http://uitgever.example/jwks"},
        {"token_endpoint": "http://uitgever.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"end_session_endpoint": "http://uitgever.example/uit"},
        {"code_challenge_methods_supported": ["plain"]},
        {"jwks_uri": None},
    ],
)
def test_what_an_issuer_may_not_say_of_itself(gegevens: dict[str, object]) -> None:
    with pytest.raises(AanbiederWeg):
        Nepuitgever(gegevens=gegevens).aanbieder().gegevens()


def test_keys_that_are_too_short_of_another_kind_or_for_something_else_do_not_count() -> None:
    nep = Nepuitgever()
    nep.sleutels = {
        "p384": ECKey.generate_key("P-384", {"kid": "p384"}),
        "kort": korte(),
        "enc": ECKey.generate_key("P-256", {"kid": "enc", "use": "enc"}),
        "oct": OctKey.import_key(b"x" * 32, {"kid": "oct"}),  # type: ignore[dict-item]  # what an issuer may not give
    }
    aanbieder = nep.aanbieder()
    assert not any(aanbieder.sleutel(kid, soort=soort) for kid in nep.sleutels for soort in (ECKey, RSAKey))


def test_a_key_without_a_name_counts_only_where_it_is_the_only_one() -> None:
    nep = Nepuitgever()
    assert kent(nep.aanbieder(), None)
    nep.sleutels["twee"] = nieuwe("twee")
    assert not kent(nep.aanbieder(), None)


def test_a_key_is_not_taken_for_one_of_another_kind() -> None:
    assert Nepuitgever().aanbieder().sleutel("een", soort=RSAKey) is None


def test_in_production_no_key_of_the_demo_issuer_counts_wherever_it_is_published() -> None:
    nep = Nepuitgever({"casus-demo-abc": nieuwe("casus-demo-abc")})
    assert kent(nep.aanbieder(productie=False), "casus-demo-abc")
    assert not kent(nep.aanbieder(productie=True), "casus-demo-abc")


def test_nobody_at_an_address_is_an_issuer_that_is_away() -> None:
    with luister("127.0.0.1", 0) as luisteraar:
        adres = adres_van(luisteraar)
    with pytest.raises(AanbiederWeg):
        haal(f"{adres}/jwks")
    assert timedelta(0) < NIET_VAKER < VERS < HOUDBAAR
