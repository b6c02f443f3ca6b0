"""What a destruction here does not reach, and a verklaring so does not prove: the one place of those sentences.

The first page, the annexes, the signed list in the JSON and ``casus verify`` all take them from here.
"""

from domain.vernietigingslijst.verklaring import Verklaring

HOOFDSLEUTEL_ELDERS = (
    "Wie een oude kopie van de database heeft, kan de inhoud daarin alleen nog lezen met een kopie van de oude"
    " hoofdsleutel."
)
"""What the replacement of the KEK comes to, and what it does not."""
LEESBAAR_IN_KOPIE = "Casusnummers, gemeenten en datums staan in zo’n kopie zonder sleutel te lezen."
WAT_EEN_OUDE_KOPIE_PRIJSGEEFT = f"{HOOFDSLEUTEL_ELDERS} {LEESBAAR_IN_KOPIE}"
"""What can be read in a copy of the database from before the destruction, and with what."""

OVER_KOPIEEN = (
    "Dat nergens een kopie van de oude hoofdsleutel is. Daarmee is een oude kopie van de database te lezen.",
    f"Dat oude reservekopieën en momentopnamen (snapshots) van de database of de machine weg zijn. {LEESBAAR_IN_KOPIE}",
)
BEWIJST_NIET = (
    *OVER_KOPIEEN,
    "Dat er geen afdrukken of aantekeningen op papier meer zijn.",
    "Dat e-mail en brieven die al verstuurd waren, ook bij de ontvanger weg zijn.",
    "Dat partnerorganisaties de gegevens uit hun eigen systemen hebben verwijderd.",
    "Dat er geen foto’s, schermafdrukken of eigen kopieën van een export meer zijn.",
    "Dat mensen vergeten zijn wat zij weten.",
    "Dat alles wat ooit is besproken, ook in dit systeem was vastgelegd.",
)
"""What no system can prove; each verklaring says so."""


def niet_bewezen(verklaring: Verklaring) -> tuple[str, ...]:
    """What a verklaring does not prove. One of before these sentences does not prove what they say either."""
    return (*(zin for zin in OVER_KOPIEEN if zin not in verklaring.bewijst_niet), *verklaring.bewijst_niet)
