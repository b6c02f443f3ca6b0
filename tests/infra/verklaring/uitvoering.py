"""Destructions in a database, under a checkpoint, and what an execution gathers about them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import psycopg

from api.samenstelling import Dienst
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.verklaring import Eenheidsoort, Systeem
from infra.database import Database
from infra.verklaring.bewijs import Verwijzing
from infra.verklaring.maken import Gegevens, Verklaringen
from infra.verklaring.strook import verbintenis
from tests.conftest import Klok
from tests.infra.logboek.verleden import gebeur
from tests.infra.verklaring.verklaringen import (
    GROND,
    LIJST,
    NUMMER,
    REGEL,
    TOT,
    VERNIETIGD,
    ZOUT,
    bewijs_van,
    inhoud_van,
    log_met,
    nacontrole,
    verklaring,
)

GEMAAKT = VERNIETIGD + timedelta(hours=3)


def vernietig(database: Database, aantal: int, *, vanaf: int = 0, lijst: str = LIJST) -> list[Verwijzing]:
    """So many facts of a destruction, among other events."""
    verwijzingen = []
    with psycopg.connect(database.owner_url) as eigenaar:
        for nummer in range(vanaf, vanaf + aantal):
            rij = eigenaar.execute(
                "INSERT INTO feiten.gebeurtenis (originator_id, originator_version, topic, state)"
                " VALUES (gen_random_uuid(), 9, 'casus.GegevensVerwijderd.v1', convert_to(%s, 'UTF8'))"
                " RETURNING notification_id",
                (inhoud_van(nummer, lijstnummer=lijst),),
            ).fetchone()
            assert rij is not None
            bewijsnummer = f"V-BBBBB-{nummer:05}"
            verwijzingen.append(Verwijzing(Eenheidsoort.CASUS, rij[0], bewijsnummer, REGEL, GROND, TOT))
    return verwijzingen


def gegevens(
    verwijzingen: Sequence[Verwijzing], *, lijst: str = LIJST, uitslag: Uitslag = Uitslag.GESLAAGD
) -> Gegevens:
    """What an execution gathers: as much as was destroyed, and one left out and one taken off."""
    zeker = [verbintenis(ZOUT, NUMMER), *(f"{nummer:064x}" for nummer in range(1, len(verwijzingen)))]
    voorbeeld = verklaring(
        bewijs_van(log_met([], 1), []), verbintenissen=(), gecontroleerd=nacontrole(uitslag)
    )
    telling = voorbeeld.tellingen[0]
    aantal = len(verwijzingen)
    return Gegevens(
        lijst=lijst,
        verantwoordelijke=voorbeeld.verantwoordelijke,
        protocollen=voorbeeld.protocollen,
        tellingen=(replace(telling, voorgesteld=aantal + 2, vernietigd=aantal), *voorbeeld.tellingen[1:]),
        vernietigd=tuple(verwijzingen),
        verbintenissen=tuple(zeker[:aantal]),
        opschortingen=voorbeeld.opschortingen,
        geweigerd=voorbeeld.geweigerd,
        afgevallen=voorbeeld.afgevallen,
        niet_gelukt=(),
        verrichtingen=voorbeeld.verrichtingen,
        bedenktijd=voorbeeld.bedenktijd,
        wijze=replace(
            voorbeeld.wijze, sleutels=aantal, vingerafdrukken=tuple(f"{n:064x}" for n in range(aantal))
        ),
        systemen=tuple(een for een in voorbeeld.systemen if een.systeem in Systeem),
        bekende_kopieen=(),
        nacontrole=voorbeeld.nacontrole,
        reservekopie=voorbeeld.reservekopie,
    )


def uitgevoerd(
    dienst: Dienst, database: Database, klok: Klok, *, lijst: str = LIJST, vanaf: int = 0
) -> Gegevens:
    """An execution that is over: three cases are destroyed, and the logboek signed that."""
    klok.tijd = GEMAAKT
    gebeur(database, 5)
    verwijzingen = vernietig(database, 3, vanaf=vanaf, lijst=lijst)
    gebeur(database, 2)
    dienst.logboek.werk_bij()
    return gegevens(verwijzingen, lijst=lijst)


def verklaringen(dienst: Dienst) -> Verklaringen:
    return Verklaringen(dienst.engine, dienst.settings, nu=dienst.omgeving.nu)
