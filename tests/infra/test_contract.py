"""The storage contract of every kind of stream: it may be added to, never changed.

That holds for names, fields, marks, forms and closed lists. ``contract/`` has a golden file for each kind. A change of
one on purpose (a new fact, a new version with its upcast) is made with ``python -m tests.infra.goud`` and read in
review; what stands there must stay readable.
"""

import dataclasses
import re
from dataclasses import replace

import pytest

from domain.casus.events import GegevensVerwijderd, ToestemmingGegeven
from infra.codec import (
    ALLES,
    CASUS,
    CONSULTATIE,
    OVERLEG,
    PROTOCOL,
    VERNIETIGINGSLIJST,
    VERZOEK,
    Codec,
    Contract,
    OnbekendContract,
    Upcast,
    indeling,
)
from tests.domain.feiten import TOESTEMMING_GEGEVEN
from tests.infra.goud import STROMEN, contract, goud
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
OPGESLAGEN = sorted((soort, naam) for soort in STROMEN for naam in goud(soort)["feiten"])


@pytest.mark.parametrize("soort", STROMEN)
def test_the_contract_is_the_golden_one(soort: str) -> None:
    assert contract(soort) == goud(soort)


def test_every_kind_of_fact_that_can_be_stored_has_its_example() -> None:
    assert {naam for soort in STROMEN for naam in goud(soort)["feiten"]} == set(ALLES.namen)
    assert [(soort, naam.split(".")[0]) for soort in STROMEN for naam in goud(soort)["feiten"]] == [
        (soort, soort) for soort in STROMEN for _ in goud(soort)["feiten"]
    ]


def test_a_type_stands_in_one_contract_only() -> None:
    apart = (CASUS, OVERLEG, CONSULTATIE, PROTOCOL, VERZOEK, VERNIETIGINGSLIJST)
    assert len(ALLES.namen) == sum(len(een.namen) for een in apart)
    assert len(ALLES.namen_van) == len(ALLES.namen)


def test_the_events_of_the_customers_card_are_stored_under_exactly_those_names() -> None:
    assert {f"casus.{naam}.v1" for naam in OP_DE_KAART} <= set(CASUS.namen)


@pytest.mark.parametrize(("soort", "naam"), OPGESLAGEN, ids=[naam for _, naam in OPGESLAGEN])
def test_what_was_stored_once_stays_readable(soort: str, naam: str) -> None:
    type_, stappen = ALLES.type_van(naam)
    velden = goud(soort)["feiten"][naam]["voorbeeld"]
    for stap in stappen:
        velden = stap(velden)
    gelezen = indeling(type_).adapter.validate_python(velden)
    assert isinstance(gelezen, type_)
    assert indeling(type_).adapter.dump_python(gelezen, mode="json") == velden


def test_a_consent_of_before_age_and_gezag_were_recorded_with_it_is_read_still() -> None:
    """Those two came later, with a value for what was stored without them."""
    velden = dict(goud("casus")["feiten"]["casus.ToestemmingGegeven.v1"]["voorbeeld"])
    eerder = {veld: waarde for veld, waarde in velden.items() if veld not in ("leeftijd", "gezag")}
    gelezen = indeling(ToestemmingGegeven).adapter.validate_python(eerder)
    assert gelezen == replace(TOESTEMMING_GEGEVEN, leeftijd=None, gezag=None)


NA_VERNIETIGING = (
    *("bewaren_tot", "bewijsnummer", "gecontroleerd", "gecontroleerd_door", "goedgekeurd_door", "grond"),
    *("lijstnummer", "regel", "regime", "systemen", "tafel", "uitgevoerd_door", "voorgesteld_door", "wijze"),
)
NA_VERNIETIGING_VAN_EEN_DEEL = (
    *("bewaren_tot", "bewijsnummer", "gecontroleerd_door", "goedgekeurd_door", "grond", "lijstnummer"),
    *("regel", "regime", "tafel", "uitgevoerd_door", "voorgesteld_door"),
)
BLIJFT = {
    "casus": {
        "Aangemeld": ["bewaarregel", "bewaren_tot", "definitie", "eerste_verwerking", "regime", "tafel"],
        "Getrieerd": ["bewaarregel", "bewaren_tot"],
        "EigenTermijnVastgesteld": ["bewaarregel", "bewaren_tot"],
        "VernietigingOpgeschort": ["grond"],
        "PersoonVernietigd": [*NA_VERNIETIGING_VAN_EEN_DEEL],
        "BijdrageVernietigd": [*NA_VERNIETIGING_VAN_EEN_DEEL],
        "BewaartermijnVerlengd": ["bewaarregel", "bewaren_tot", "grond"],
        "BewaartermijnHerrekend": ["aanleiding", "bewaarregel", "bewaren_tot"],
        "VerwijderingVoorgesteld": ["grond", "voorgesteld_door"],
        "BuitenVernietigingGelaten": ["lijstnummer", "weigerreden"],
        "GegevensVerwijderd": [*NA_VERNIETIGING],
    },
    "overleg": {
        "OverlegGepland": ["definitie", "tafel"],
    },
    "consultatie": {
        "VraagGesteld": [
            *("aard", "bewaarregel", "bewaren_tot", "definitie", "eerste_verwerking", "regime", "tafel"),
        ],
        "VraagAangevuld": ["aard", "bewaarregel", "bewaren_tot", "eerste_verwerking"],
        "VerwijderingVanConsultatieVoorgesteld": ["grond", "voorgesteld_door"],
        "ConsultatieBuitenVernietigingGelaten": ["lijstnummer", "weigerreden"],
        "ConsultatieOpgeschort": ["grond"],
        "ConsultatieVerwijderd": [*NA_VERNIETIGING],
    },
    "vernietigingslijst": {
        "LijstVoorgesteld": ["lijstnummer", "posten", "regime", "tafel", "tot_en_met", "voorgesteld_door"],
        "PostGeweigerd": ["post_id", "weigerreden"],
        "LijstGecontroleerd": ["gecontroleerd_door"],
        "LijstGoedgekeurd": ["bedenktijd_tot", "beelden", "digest", "goedgekeurd_door", "uitvoeren_vanaf"],
        "LijstIngetrokken": ["ingetrokken_door", "intrekreden"],
        "UitvoeringBegonnen": ["laatste_reservekopie", "uitgevoerd_door"],
        "PostAfgehaald": ["afhaalreden", "post_id"],
        "PostTeruggekomen": ["post_id"],
        "PostenVernietigd": ["kopieen", "posten", "sleutelafdrukken", "verbintenissen"],
        "SleutelsGewist": ["tijdvak"],
        "StapGezet": ["aantal", "stap", "uitkomst"],
        "KekVernieuwd": ["nieuw"],
        "LijstNagecontroleerd": ["gecontroleerd", "niet_gecontroleerd", "uitslag"],
        "LijstVerklaard": ["verklaringsnummer", "vingerafdruk"],
    },
    "protocol": {
        "ProtocolVoorgesteld": ["afdruk", "regime", "versie", "voorgesteld_door"],
        "ProtocolIngevoerd": [
            *("afdruk", "ingevoerd_door", "ingevoerd_op", "regime", "versie", "voorgesteld_door"),
        ],
    },
    "verzoek": {
        "VerzoekOntvangen": ["bewaarregel", "bewaren_tot", "ontvangen_op", "tafel", "uiterlijk"],
        "VerzoekVerlengd": ["uiterlijk"],
        "VerzoekAfgewezen": ["bewaarregel", "bewaren_tot"],
        "VerzoekUitgevoerd": ["bewaarregel", "bewaren_tot"],
        "VerzoekIngetrokken": ["bewaarregel", "bewaren_tot"],
        "VerwijderingVanVerzoekVoorgesteld": ["grond", "voorgesteld_door"],
        "VerzoekVerwijderd": [
            veld
            for veld in NA_VERNIETIGING
            if veld not in {"gecontroleerd_door", "goedgekeurd_door", "lijstnummer"}
        ],
    },
}
"""All that may be read once everything else is destroyed."""


@pytest.mark.parametrize("soort", STROMEN)
def test_only_what_may_outlive_a_destruction_is_marked_to_stay(soort: str) -> None:
    blijvend = {
        naam.split(".")[1]: sorted(veld for veld, hint in feit["velden"].items() if "Blijvend" in hint)
        for naam, feit in goud(soort)["feiten"].items()
    }
    assert {naam: velden for naam, velden in blijvend.items() if velden} == BLIJFT[soort]


@pytest.mark.parametrize("soort", STROMEN)
def test_no_name_of_a_person_and_no_free_text_is_marked_to_stay(soort: str) -> None:
    """Somebody who knew the case must not find it again."""
    weg = {
        "betrokkenen",
        "casusnummer",
        "consultatienummer",
        "naam",
        "organisatie",
        "reden",
        "verslag",
        "verzoeknummer",
        "vraag",
    }
    for feit in goud(soort)["feiten"].values():
        assert not {veld for veld, hint in feit["velden"].items() if "Blijvend" in hint} & weg


@dataclasses.dataclass(frozen=True)
class Genoteerd:
    """A fact in its second form: what was ``tekst`` is ``inhoud``, and says where it came from."""

    inhoud: str
    herkomst: str


@dataclasses.dataclass(frozen=True)
class EersteVorm:
    """The same fact in its first form."""

    tekst: str


def test_nothing_of_a_list_goes_to_the_kluis() -> None:
    """A list is the proof of what is gone, so it may not need a key to be read."""
    assert [
        naam for naam in VERNIETIGINGSLIJST.namen if not indeling(ALLES.type_van(naam)[0]).geheel_blijvend
    ] == []


def test_a_destruction_of_before_there_were_lists_is_read_still() -> None:
    velden = dict(goud("casus")["feiten"]["casus.GegevensVerwijderd.v1"]["voorbeeld"])
    for veld in ("lijstnummer", "gecontroleerd_door", "goedgekeurd_door"):
        del velden[veld]
    gelezen = indeling(GegevensVerwijderd).adapter.validate_python(velden)
    assert (gelezen.lijstnummer, gelezen.gecontroleerd_door, gelezen.goedgekeurd_door) == (None, None, None)


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


@pytest.mark.parametrize("naam", ["casus.Verzonnen.v1", "overleg.Aangemeld.v1", "casus.Aangemeld.v2"])
def test_an_unknown_name_is_an_error_that_names_it(naam: str) -> None:
    with pytest.raises(OnbekendContract, match=re.escape(naam)):
        ALLES.type_van(naam)


def test_a_stored_form_holds_no_python_paths() -> None:
    for naam in ALLES.namen:
        soort, feit, versie = naam.split(".")
        assert (soort in STROMEN, versie) == (True, "v1")
        assert feit.isidentifier()
