"""Facts in which everything that may be a name or free text is a canary, to see where it sings."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import TypeVar, get_args

from domain.historie import Ookfeit
from domain.vernietigingslijst.events import Lijstfeit

T = TypeVar("T")

KANARIE = "KANARIE"
GEBOREN = date(1931, 7, 19)

_BEWIJS = frozenset(
    (
        *("bewijsnummer", "tafel", "regime", "regel", "voorgesteld_door"),
        *("uitgevoerd_door", "wijze", "systemen", "gecontroleerd"),
        *("lijstnummer", "gecontroleerd_door", "goedgekeurd_door"),
    )
)
_BEWIJS_VAN_EEN_DEEL = frozenset(
    (
        *(
            "bewijsnummer",
            "regel",
            "voorgesteld_door",
            "gecontroleerd_door",
            "goedgekeurd_door",
            "organisatie",
        ),
        *("tafel", "regime", "uitgevoerd_door", "lijstnummer"),
    )
)
CODES: Mapping[str, frozenset[str]] = {
    "Aangemeld": frozenset(
        (
            *("casusnummer", "tafel", "regime", "definitie", "bewaarregel"),
            *("organisatie", "gemeente", "aanpak", "leefgebieden"),
        )
    ),
    "AanmeldingAangevuld": frozenset(("organisatie", "aanpak", "leefgebieden")),
    "Criteriumfeit": frozenset(("criterium",)),
    "Criteriumoordeel": frozenset(("criterium",)),
    "ToestemmingGegeven": frozenset(("doel",)),
    "ToestemmingGeweigerd": frozenset(("doel",)),
    "ToestemmingIngetrokken": frozenset(("doel",)),
    "Getrieerd": frozenset(("bewaarregel",)),
    "RegieToegewezen": frozenset(("medewerker",)),
    "DeelnemerToegevoegd": frozenset(("medewerker", "organisatie")),
    "ActieToegewezen": frozenset(("medewerker", "organisatie")),
    "VerklarendeAnalyseGevraagd": frozenset(("organisatie",)),
    "Opgeschaald": frozenset(("naar",)),
    "Teruggeschaald": frozenset(("naar",)),
    "EigenTermijnVastgesteld": frozenset(("organisatie", "bewaarregel")),
    "PersoonVernietigd": _BEWIJS_VAN_EEN_DEEL - {"organisatie"},
    "BijdrageVernietigd": _BEWIJS_VAN_EEN_DEEL,
    "GegevensGerectificeerd": frozenset(("te_berichten",)),
    "VerwijderingVoorgesteld": frozenset(("voorgesteld_door",)),
    "GegevensVerwijderd": _BEWIJS,
    "OverlegGepland": frozenset(("tafel", "definitie", "feestdag")),
    "UitnodigingVerstuurd": frozenset(("genodigde", "medewerker")),
    "KomstAfgezegd": frozenset(("vervanger",)),
    "VraagGesteld": frozenset(
        ("consultatienummer", "tafel", "regime", "definitie", "organisatie", "bewaarregel")
    ),
    "VraagAangevuld": frozenset(("bewaarregel",)),
    "VerwijderingVanConsultatieVoorgesteld": frozenset(("voorgesteld_door",)),
    "BuitenVernietigingGelaten": frozenset(("lijstnummer",)),
    "ConsultatieBuitenVernietigingGelaten": frozenset(("lijstnummer",)),
    **{type_.__name__: frozenset(veld.name for veld in fields(type_)) for type_ in get_args(Lijstfeit)},
    "ConsultatieVerwijderd": _BEWIJS,
}
"""What a view may hold: codes of a table, and pseudonymous ids. A new field is a canary until it is here."""


def met_kanaries(feit: Ookfeit) -> Ookfeit:
    """Put canaries in all other places of a fact."""
    return _vervang(feit)


def zingt(feit: Ookfeit) -> bool:
    """Say whether a fact holds a canary: a word, or the birth date."""
    return KANARIE in repr(feit) or repr(GEBOREN) in repr(feit)


def _vervang(waarde: T) -> T:
    assert is_dataclass(waarde)
    assert not isinstance(waarde, type)
    mag_blijven = CODES.get(type(waarde).__name__, frozenset())
    anders = {
        veld.name: _zing(getattr(waarde, veld.name), f"{type(waarde).__name__}.{veld.name}")
        for veld in fields(waarde)
        if veld.name not in mag_blijven
    }
    return replace(waarde, **anders)


def _zing(waarde: object, plaats: str) -> object:
    if isinstance(waarde, tuple):
        return tuple(_zing(deel, plaats) for deel in waarde)
    if isinstance(waarde, str) and not isinstance(waarde, Enum):
        return f"{KANARIE} {plaats}"
    if plaats.endswith(".geboortedatum"):
        return GEBOREN
    return _vervang(waarde) if is_dataclass(waarde) else waarde
