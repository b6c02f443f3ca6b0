"""What is said about consent in the tests: a case about one child, and who said what when."""

from dataclasses import replace
from datetime import date

from domain.casus.events import GezagVastgelegd
from domain.casus.evolve import vouw
from domain.casus.state import Casus, Toestemmingsfeit
from domain.casus.waarden import Betrokkene, Gezag, Hoedanigheid, Onderzoek
from tests.domain.delen import DRUIF, DRUIF_ID
from tests.domain.feiten import AANGEMELD, TOESTEMMING_GEGEVEN, TOESTEMMING_GEWEIGERD, TOESTEMMING_INGETROKKEN
from tests.domain.tafel import DINSDAG, MAANDAG

MOEDER, VADER = "Moeder Peer", "Vader Pruim"
JAREN_TERUG = {leeftijd: date(2026 - leeftijd, 1, 5) for leeftijd in (*range(19), 40)}


def casus_van(
    geboren: date | None, gezag: Gezag | None, *woorden: Toestemmingsfeit, mens: Betrokkene = DRUIF
) -> Casus:
    """A case about one child (unless somebody else is named), with the gezag, and with what was said."""
    kind = replace(mens, geboortedatum=geboren)
    vast = () if gezag is None else (GezagVastgelegd(kind.persoon_id, gezag, Onderzoek.GEEN, "Uittreksel"),)
    return vouw((replace(AANGEMELD, betrokkenen=(kind,)), *vast, *woorden))


def ja(
    gever: str = "Testkind Druif", als: Hoedanigheid = Hoedanigheid.ZELF, op: date = MAANDAG
) -> Toestemmingsfeit:
    return replace(
        TOESTEMMING_GEGEVEN,
        persoon_id=DRUIF_ID,
        doel="inbrengen",
        gever=gever,
        hoedanigheid=als,
        gegeven_op=op,
    )


def nee(
    gever: str = "Testkind Druif", als: Hoedanigheid = Hoedanigheid.ZELF, op: date = MAANDAG
) -> Toestemmingsfeit:
    return replace(
        TOESTEMMING_GEWEIGERD, persoon_id=DRUIF_ID, weigeraar=gever, hoedanigheid=als, geweigerd_op=op
    )


def toch_niet(
    gever: str = "Testkind Druif", als: Hoedanigheid = Hoedanigheid.ZELF, op: date = DINSDAG
) -> Toestemmingsfeit:
    return replace(
        TOESTEMMING_INGETROKKEN,
        persoon_id=DRUIF_ID,
        doel="inbrengen",
        intrekker=gever,
        hoedanigheid=als,
        ingetrokken_op=op,
    )


OUDER = Hoedanigheid.OUDER_MET_GEZAG
BEIDE_OUDERS = (ja(MOEDER, OUDER), ja(VADER, OUDER))
