"""Sealing and opening: what stays readable, what does not, and what is noticed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest

from domain.bewaring import Vernietigd
from domain.casus.events import Aangemeld, Feit
from domain.casus.waarden import Betrokkene
from infra.codec import KluisGeschonden
from infra.keys import Geheugenkek, Ingepakt, Sleutelbos, SleutelFout, nieuwe_kek
from infra.verzegeld import Deel, Omheining, Verzegeld
from tests.domain import feiten
from tests.domain.delen import AARDBEI, BRAAM
from tests.domain.feiten import AANGEMELD, GEGEVENS_VERWIJDERD, GETRIEERD, ICO_GEHOUDEN
from tests.infra.zegels import ENVELOP, STROOM, casuscodec, opgetekend, rauw, verse_bos

WEG_OP = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
ALLE = [waarde for waarde in vars(feiten).values() if isinstance(waarde, Feit)]


def verzegel(feit: Feit) -> tuple[Verzegeld, Sleutelbos]:
    """A sealed fact with its keys as the key store would give them back."""
    bos = verse_bos()
    verzegeld = casuscodec().verzegel(opgetekend(feit), bos)
    return replace(verzegeld, sleutels=tuple(bos.nieuw.values())), Sleutelbos(bos.kek)


@pytest.mark.parametrize("feit", ALLE, ids=lambda feit: type(feit).__name__)
def test_every_fact_comes_back_as_it_was(feit: Feit) -> None:
    verzegeld, bos = verzegel(feit)
    gelezen = casuscodec().open(verzegeld, bos)
    assert gelezen.gebeurtenis == feit
    assert gelezen.envelop.op == ENVELOP.op
    assert gelezen.envelop.rol == ENVELOP.rol
    if feit is not GEGEVENS_VERWIJDERD and verzegeld.delen:
        assert gelezen.envelop == ENVELOP


def test_the_event_itself_says_only_what_may_stay() -> None:
    verzegeld, _ = verzegel(AANGEMELD)
    inhoud: dict[str, Any] = orjson.loads(verzegeld.inhoud)
    assert set(inhoud) == {"op", "rol", "b", "k"}
    assert set(inhoud["b"]) == {
        "tafel",
        "regime",
        "definitie",
        "eerste_verwerking",
        "bewaren_tot",
        "bewaarregel",
    }
    for woord in (b"Aardbei", b"teststad", b"testzorg", b"TEST-0001", b"wonen", b"mw-peer", b"spoor-kers"):
        assert woord not in verzegeld.inhoud
        assert all(woord not in deel.cijfertekst for deel in verzegeld.delen)


def test_the_event_does_not_tell_how_many_people_it_is_about() -> None:
    een, _ = verzegel(replace(AANGEMELD, betrokkenen=(AARDBEI,)))
    twee, _ = verzegel(replace(AANGEMELD, betrokkenen=(AARDBEI, BRAAM)))
    assert len(een.inhoud) == len(twee.inhoud)


def test_each_person_and_each_supplier_has_a_key_of_its_own() -> None:
    verzegeld, _ = verzegel(AANGEMELD)
    wie = {(deel.eenheid.persoon_id, deel.eenheid.organisatie) for deel in verzegeld.delen}
    assert wie == {(None, "testzorg"), (AARDBEI.persoon_id, "testzorg"), (BRAAM.persoon_id, "testzorg")}
    assert len({deel.sleutel_id for deel in verzegeld.delen}) == 3


def test_a_contribution_belongs_to_the_organisation_that_made_it() -> None:
    verzegeld, _ = verzegel(ICO_GEHOUDEN)
    inbreng = ICO_GEHOUDEN.inbreng[0]
    assert (inbreng.persoon_id, inbreng.organisatie) in {
        (deel.eenheid.persoon_id, deel.eenheid.organisatie) for deel in verzegeld.delen
    }


def test_the_same_fact_sealed_twice_looks_different() -> None:
    een, bos = verzegel(GETRIEERD)
    nog_eens = casuscodec().verzegel(opgetekend(GETRIEERD), bos)
    assert een.delen[0].cijfertekst != nog_eens.delen[0].cijfertekst


def test_the_fact_of_a_destruction_has_nothing_in_the_kluis() -> None:
    verzegeld, bos = verzegel(GEGEVENS_VERWIJDERD)
    assert verzegeld.delen == ()
    assert casuscodec().open(verzegeld, bos).gebeurtenis == GEGEVENS_VERWIJDERD


def test_what_was_destroyed_reads_as_destroyed() -> None:
    verzegeld, bos = verzegel(AANGEMELD)
    weg = replace(verzegeld, delen=(), sleutels=(), omheiningen=(Omheining(None, None, WEG_OP),))
    gelezen = casuscodec().open(weg, bos)
    assert gelezen.gebeurtenis == Vernietigd("casus.Aangemeld.v1", WEG_OP)
    assert gelezen.envelop.wie is None
    assert gelezen.envelop.rol == ENVELOP.rol
    assert dict(gelezen.blijvend)["tafel"] == "testtafel"


def test_a_fence_counts_even_where_the_content_is_still_there() -> None:
    verzegeld, bos = verzegel(AANGEMELD)
    omheind = replace(verzegeld, omheiningen=(Omheining(None, None, WEG_OP),))
    assert casuscodec().open(omheind, bos).gebeurtenis == Vernietigd("casus.Aangemeld.v1", WEG_OP)


def test_one_person_destroyed_leaves_a_placeholder_and_the_others() -> None:
    verzegeld, bos = verzegel(AANGEMELD)
    over = tuple(deel for deel in verzegeld.delen if deel.eenheid.persoon_id != AARDBEI.persoon_id)
    deels = replace(verzegeld, delen=over, omheiningen=(Omheining(AARDBEI.persoon_id, None, WEG_OP),))
    gelezen = casuscodec().open(deels, bos).gebeurtenis
    assert isinstance(gelezen, Aangemeld)
    assert gelezen.betrokkenen == (Betrokkene.vernietigd(), BRAAM)


def _anders(deel: Deel) -> Deel:
    return replace(deel, cijfertekst=deel.cijfertekst[:-1] + bytes([deel.cijfertekst[-1] ^ 1]))


def _geknoei() -> dict[str, tuple[Verzegeld, Sleutelbos]]:
    heel, bos = verzegel(AANGEMELD)
    hoofd, aardbei, braam = heel.delen
    vreemd = UUID(int=99)
    ingepakt = [replace(sleutel, ingepakt=sleutel.ingepakt[:-1] + b"!") for sleutel in heel.sleutels]
    return {
        "a changed main part": (replace(heel, delen=(_anders(hoofd), aardbei, braam)), bos),
        "a changed person": (replace(heel, delen=(hoofd, _anders(aardbei), braam)), bos),
        "two people swapped": (
            replace(
                heel,
                delen=(
                    hoofd,
                    replace(braam, nummer=aardbei.nummer),
                    replace(aardbei, nummer=braam.nummer),
                ),
            ),
            bos,
        ),
        "a main part that is gone": (replace(heel, delen=(aardbei, braam)), bos),
        "a person that is gone": (replace(heel, delen=(hoofd, braam)), bos),
        "a key that is gone": (replace(heel, sleutels=heel.sleutels[1:]), bos),
        "moved to another case": (replace(heel, stroom_id=vreemd), bos),
        "moved to another place": (replace(heel, versie=2), bos),
        "a role that became another": (
            replace(heel, inhoud=heel.inhoud.replace(b"procesregisseur", b"voorzitter")),
            bos,
        ),
        "a term that became earlier": (replace(heel, inhoud=heel.inhoud.replace(b"2031", b"2021")), bos),
        "a name that became another": (replace(heel, naam="casus.Afgesloten.v1"), bos),
        "a person gone, and another one destroyed": (
            replace(heel, delen=(hoofd, aardbei), omheiningen=(Omheining(AARDBEI.persoon_id, None, WEG_OP),)),
            bos,
        ),
        "a main part gone, and a person destroyed": (
            replace(heel, delen=(aardbei, braam), omheiningen=(Omheining(AARDBEI.persoon_id, None, WEG_OP),)),
            bos,
        ),
        "a changed wrapped key": (replace(heel, sleutels=tuple(ingepakt)), bos),
        "another KEK": (heel, Sleutelbos(nieuwe_kek(1))),
        "a KEK of another epoch": (heel, Sleutelbos(Geheugenkek(2, rauw(bos.kek.huidig)))),
    }


@pytest.mark.parametrize("soort", sorted(_geknoei()))
def test_tampering_is_noticed_and_named_without_content(soort: str) -> None:
    verzegeld, bos = _geknoei()[soort]
    with pytest.raises((KluisGeschonden, SleutelFout)) as gevangen:
        casuscodec().open(verzegeld, bos)
    assert "Aardbei" not in str(gevangen.value)


def test_a_wrapped_key_opens_nothing_under_another_id() -> None:
    kek = nieuwe_kek(1)
    ingepakt = kek.pak_in(b"k" * 32, voor=STROOM)
    with pytest.raises(SleutelFout):
        kek.pak_uit(ingepakt, voor=UUID(int=1), tijdvak=1)


def test_a_key_never_shows_itself() -> None:
    verzegeld, bos = verzegel(AANGEMELD)
    casuscodec().open(verzegeld, bos)
    tekst = repr(bos.kek) + repr(verzegeld.sleutels) + repr(list(bos.op_id.values()))
    assert repr(rauw(bos.kek.huidig)) not in tekst
    assert all(repr(sleutel.ingepakt) not in tekst for sleutel in verzegeld.sleutels)
    assert isinstance(verzegeld.sleutels[0], Ingepakt)
