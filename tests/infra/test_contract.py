"""The storage contract of a casus: names, fields, marks and forms may be added to, never changed.

``contract/casus.json`` is the golden file. A change of it on purpose (a new fact, a new version with its upcast)
is made with ``python -m tests.infra.goud`` and read in review; what stands there must stay readable.
"""

import dataclasses

import pytest

from infra.codec import CASUS, Codec, Contract, OnbekendContract, Upcast, indeling
from tests.infra.goud import contract, goud
from tests.infra.zegels import BOS_ID, opgetekend, verse_bos

OP_DE_KAART = (
    "Aangemeld",
    "ToestemmingGegeven",
    "Getrieerd",
    "ICOGepland",
    "Geagendeerd",
    "Afgeschaald",
    "GegevensVerwijderd",
)


def test_the_contract_is_the_golden_one() -> None:
    assert contract() == goud()


def test_the_events_of_the_customers_card_are_stored_under_exactly_those_names() -> None:
    assert {f"casus.{naam}.v1" for naam in OP_DE_KAART} <= set(CASUS.namen)


@pytest.mark.parametrize("naam", sorted(goud()["feiten"]))
def test_what_was_stored_once_stays_readable(naam: str) -> None:
    type_, stappen = CASUS.type_van(naam)
    velden = goud()["feiten"][naam]["voorbeeld"]
    for stap in stappen:
        velden = stap(velden)
    gelezen = indeling(type_).adapter.validate_python(velden)
    assert isinstance(gelezen, type_)
    assert indeling(type_).adapter.dump_python(gelezen, mode="json") == velden


def test_only_what_may_outlive_a_destruction_is_marked_to_stay() -> None:
    blijvend = {
        naam.split(".")[1]: sorted(veld for veld, hint in feit["velden"].items() if "Blijvend" in hint)
        for naam, feit in goud()["feiten"].items()
    }
    assert {naam: velden for naam, velden in blijvend.items() if velden} == {
        "Aangemeld": ["bewaarregel", "bewaren_tot", "definitie", "eerste_verwerking", "regime", "tafel"],
        "Getrieerd": ["bewaarregel", "bewaren_tot"],
        "VerwijderingVoorgesteld": ["grond", "voorgesteld_door"],
        "GegevensVerwijderd": [
            "bewaren_tot",
            "bewijsnummer",
            "gecontroleerd",
            "grond",
            "regel",
            "regime",
            "systemen",
            "tafel",
            "uitgevoerd_door",
            "voorgesteld_door",
            "wijze",
        ],
    }


@dataclasses.dataclass(frozen=True)
class Genoteerd:
    """A fact in its second form: what was ``tekst`` is ``inhoud``, and says where it came from."""

    inhoud: str
    herkomst: str


@dataclasses.dataclass(frozen=True)
class EersteVorm:
    """The same fact in its first form."""

    tekst: str


def test_a_fact_in_an_older_form_is_read_in_the_newest() -> None:
    oud = Contract("proef", [EersteVorm])
    nieuw = Contract(
        "proef",
        [Genoteerd],
        versies={"Genoteerd": 3},
        upcasts={
            "proef.EersteVorm.v1": Upcast("proef.Genoteerd.v2", lambda oud: {"inhoud": oud["tekst"]}),
            "proef.Genoteerd.v2": Upcast("proef.Genoteerd.v3", lambda oud: {**oud, "herkomst": "onbekend"}),
        },
    )
    bos = verse_bos()
    opgeslagen = Codec(oud, nieuw_id=lambda: BOS_ID).verzegel(
        opgetekend(EersteVorm("Er was eens een vijg")),  # type: ignore[arg-type]
        bos,
    )
    gelezen = Codec(nieuw, nieuw_id=lambda: BOS_ID).open(opgeslagen, bos)
    assert repr(gelezen.gebeurtenis) == repr(Genoteerd("Er was eens een vijg", "onbekend"))
    assert gelezen.naam == "proef.EersteVorm.v1"


def test_an_unknown_name_is_an_error_that_names_it() -> None:
    with pytest.raises(OnbekendContract, match=r"casus\.Verzonnen\.v1"):
        CASUS.type_van("casus.Verzonnen.v1")


def test_a_stored_form_holds_no_python_paths() -> None:
    for naam in CASUS.namen:
        soort, feit, versie = naam.split(".")
        assert (soort, versie) == ("casus", "v1")
        assert feit.isidentifier()
