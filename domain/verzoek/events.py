"""The facts of a verzoek. These names and fields are the storage contract.

Stored as ``verzoek.<Name>.v1``. A field without ``Blijvend`` lives in the kluis and dies with the verzoek. Which cases
the person is in stands in no fact: a koppeling leads there, and dies with the case as well as with the verzoek.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from domain.bewaring import Blijvend, Vernietigd
from domain.casus.waarden import Beperkgrond, Gezag, Verwijdergrond
from domain.verzoek.waarden import (
    Aanvrager,
    Afwijsgrond,
    Behoudgrond,
    Besluituitkomst,
    Correctie,
    Identificatie,
    Inzagevorm,
    OverWie,
    Verzoeksoort,
    Vondst,
)

# --- ontvangst ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VerzoekOntvangen:
    """A verzoek came in; the term of AVG 12(3) runs from ``ontvangen_op``. ``tafel`` is where it came in.

    ``verzoeker`` says who asks, ``bereikbaar`` how to reach them, ``inhoud`` what they ask in their own words.
    """

    verzoeknummer: str
    tafel: Annotated[str, Blijvend]
    soort: Verzoeksoort
    ontvangen_op: Annotated[date, Blijvend]
    uiterlijk: Annotated[date, Blijvend]
    bewaren_tot: Annotated[date, Blijvend]
    bewaarregel: Annotated[str, Blijvend]
    aanvrager: Aanvrager
    verzoeker: str
    bereikbaar: str
    over: OverWie
    inhoud: str


@dataclass(frozen=True)
class IdentiteitVastgesteld:
    """It is sure who asks, and that they may: in which capacity, of what age the person was, and who has gezag.

    ``leeftijdsband`` is that of the day of receipt, such as "12-15"; ``onderbouwing`` says what was looked at.
    """

    geboortedatum: date
    leeftijdsband: str
    aanvragers: tuple[Aanvrager, ...]
    wijze: Identificatie
    gezag: Gezag | None
    onderbouwing: str


# --- behandeling -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PersoonGezocht:
    """Somebody looked in all cases and consultaties of all tables; these may be the person."""

    vondsten: tuple[Vondst, ...]


@dataclass(frozen=True)
class VindplaatsenBevestigd:
    """Of these it is sure that they are the person; of the other finds, that they are not."""

    koppelingen: tuple[UUID, ...]


@dataclass(frozen=True)
class VerzoekVerlengd:
    """The answer takes longer, once; the person was told why within the first term (AVG 12(3))."""

    reden: str
    medegedeeld_op: date
    uiterlijk: Annotated[date, Blijvend]


@dataclass(frozen=True)
class BesluitVoorgesteld:
    """The handler proposes what to decide; another person has to agree."""

    uitkomst: Besluituitkomst
    grond: Afwijsgrond | None
    toelichting: str
    correctie: Correctie | None
    beperkgrond: Beperkgrond | None
    voorgesteld_door: str


@dataclass(frozen=True)
class BesluitTeruggegeven:
    """The second person does not agree; the handler looks at it again."""

    reden: str
    teruggegeven_door: str


@dataclass(frozen=True)
class VerzoekIngewilligd:
    """A second person agreed: it is going to be done as proposed.

    ``overzicht`` is of an inzage the digest of what was seen: that goes out, and nothing else.
    """

    toelichting: str
    voorgesteld_door: str
    akkoord_door: str
    overzicht: str | None = None


@dataclass(frozen=True)
class VerzoekAfgewezen:
    """A second person agreed that it is not done, and why; the person may complain (AVG 12(4))."""

    grond: Afwijsgrond
    toelichting: str
    voorgesteld_door: str
    akkoord_door: str
    bewaren_tot: Annotated[date, Blijvend]
    bewaarregel: Annotated[str, Blijvend]


# --- uitvoering --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class InzageVerstrekt:
    """What is known of the person was made ready to hand over, as an export with an id of its own."""

    export_id: str
    vorm: Inzagevorm


@dataclass(frozen=True)
class WissingUitgezet:
    """The erasure waits for vernietigingslijsten: one for each table, and a post for each place where the person is.

    ``te_berichten`` is looked up now: once it was done nobody can tell any more who had the data (AVG 19). What came
    off a list may be put on another; then all posten until now stand here.
    """

    posten: tuple[UUID, ...]
    te_berichten: tuple[str, ...]
    lijsten: tuple[str, ...] = ()


@dataclass(frozen=True)
class VerzoekUitgevoerd:
    """It was done. ``te_berichten`` are the organisations that had the data and have to be told (AVG 19, BGS 1.7).

    ``niet_gewist`` says of every place where an erasure could not be done why not; the person is told so (AVG 12(4)).
    """

    uitgevoerd_op: date
    te_berichten: tuple[str, ...]
    bewaren_tot: Annotated[date, Blijvend]
    bewaarregel: Annotated[str, Blijvend]
    niet_gewist: tuple[Behoudgrond, ...] = ()


@dataclass(frozen=True)
class VerzoekIngetrokken:
    """Who asked no longer asks."""

    ingetrokken_op: date
    toelichting: str
    bewaren_tot: Annotated[date, Blijvend]
    bewaarregel: Annotated[str, Blijvend]


# --- end ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VerwijderingVanVerzoekVoorgesteld:
    """Somebody proposed to destroy the verzoek itself; another person has to carry it out."""

    grond: Annotated[Verwijdergrond, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]


@dataclass(frozen=True)
class VerzoekVerwijderd:
    """The data of the verzoek were destroyed: on what ground, by whom, how, what was checked. Never personal data."""

    bewijsnummer: Annotated[str, Blijvend]
    tafel: Annotated[str, Blijvend]
    regime: Annotated[str, Blijvend]
    grond: Annotated[Verwijdergrond, Blijvend]
    regel: Annotated[str, Blijvend]
    bewaren_tot: Annotated[date, Blijvend]
    voorgesteld_door: Annotated[str, Blijvend]
    uitgevoerd_door: Annotated[str, Blijvend]
    wijze: Annotated[str, Blijvend]
    systemen: Annotated[tuple[str, ...], Blijvend]
    gecontroleerd: Annotated[tuple[str, ...], Blijvend]


Verzoekfeit = (
    VerzoekOntvangen
    | IdentiteitVastgesteld
    | PersoonGezocht
    | VindplaatsenBevestigd
    | VerzoekVerlengd
    | BesluitVoorgesteld
    | BesluitTeruggegeven
    | VerzoekIngewilligd
    | VerzoekAfgewezen
    | InzageVerstrekt
    | WissingUitgezet
    | VerzoekUitgevoerd
    | VerzoekIngetrokken
    | VerwijderingVanVerzoekVoorgesteld
    | VerzoekVerwijderd
)
"""Everything that can be recorded of a verzoek."""

Verzoekgebeurtenis = Verzoekfeit | Vernietigd
"""Everything that can be read back of a verzoek: a fact, or that there was one whose content was destroyed."""
