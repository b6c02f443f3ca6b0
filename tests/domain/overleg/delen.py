"""The days, the people and the ids of the invented overleggen."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from domain.overleg.omstandigheden import Overlegomstandigheden
from domain.overleg.waarden import Aanwezigheid
from domain.rollen import Medewerker, Rol
from domain.tafels import Tafel
from tests.domain.tafel import TESTTAFEL

NU = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday."""
BEGINT = datetime(2026, 3, 3, 13, 0, tzinfo=UTC)
"""The Tuesday after it."""
LATER = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
GEWEEST = datetime(2026, 2, 24, 13, 0, tzinfo=UTC)
NA_AFLOOP = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
"""After ``BEGINT`` and after ``LATER``."""
GEEN_TIJDZONE = datetime(2026, 3, 3, 13, 0)  # noqa: DTZ001 this is what has to be refused

OVERLEG_ID = UUID(int=0xD0)
APPELPUNT = UUID(int=0xD1)
PERENPUNT = UUID(int=0xD2)
KERSENPUNT = UUID(int=0xD3)
VREEMD_PUNT = UUID(int=0xDF)
VOOR_TESTZORG = UUID(int=0xE1)
VOOR_TESTPOLITIE = UUID(int=0xE2)
VOOR_INWONER = UUID(int=0xE3)
TWEEDE_VOOR_TESTZORG = UUID(int=0xE4)
VREEMDE_UITNODIGING = UUID(int=0xEF)

VIJG = Medewerker("mw-vijg", Rol.SECRETARIS, "testregie")

ZORG_WAS_ER = Aanwezigheid("testzorg", "mw-peer", 120)
POLITIE_WAS_ER = Aanwezigheid("testpolitie", "mw-pruim", 45)
INWONER_WAS_ER = Aanwezigheid("inwoner", None, 30)


NIEUWE_VERSIE = replace(TESTTAFEL, versie=2)


def om(nu: datetime, tafel: Tafel = TESTTAFEL) -> Overlegomstandigheden:
    """The circumstances at a moment; the secretaris gives the command."""
    return Overlegomstandigheden(nu=nu, wie=VIJG, tafel=tafel)
