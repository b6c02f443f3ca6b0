"""An invented list with three items, and an example of each of its facts."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from domain.casus.waarden import Verwijdergrond, Weigerreden
from domain.vernietigingslijst.events import (
    KekVernieuwd,
    Lijstgebeurtenis,
    LijstGecontroleerd,
    LijstGoedgekeurd,
    LijstIngetrokken,
    LijstNagecontroleerd,
    LijstVerklaard,
    LijstVoorgesteld,
    PostAfgehaald,
    PostenVernietigd,
    PostGeweigerd,
    PostTeruggekomen,
    SleutelsGewist,
    StapGezet,
    UitvoeringBegonnen,
)
from domain.vernietigingslijst.nacontrole import Uitslag
from domain.vernietigingslijst.state import Lijstfase
from domain.vernietigingslijst.voorvertoning import Postbeeld, Telling, digest_van
from domain.vernietigingslijst.waarden import (
    Afhaalreden,
    Intrekreden,
    Post,
    Postsoort,
    Stap,
    Stapuitkomst,
    Vernietigde,
    Voorgesteld,
)

NU = datetime(2031, 2, 24, 9, 0, tzinfo=UTC)
LAATSTE_DAG = date(2031, 3, 25)
NA_BEDENKTIJD = NU + timedelta(days=7)

EERSTE, TWEEDE, DERDE = (
    Voorgesteld(
        Post(UUID(int=0x10 + nummer), soort, UUID(int=0x20 + nummer)),
        Verwijdergrond.TERMIJN_VERSTREKEN,
        regel,
        LAATSTE_DAG,
        dagen,
    )
    for nummer, (soort, regel, dagen) in enumerate(
        (
            (Postsoort.CASUS, "testregime/1/plafond", 7),
            (Postsoort.CASUS, "testregime/1/na-afwijzing", 0),
            (Postsoort.CONSULTATIE, "testregime/1/plafond", 7),
        )
    )
)
VREEMD = UUID(int=0x99)
BEELDEN = (
    Postbeeld(EERSTE.post.post_id, 9, Telling(gebeurtenissen=9, delen=14, sleutels=6, nummers=1)),
    Postbeeld(TWEEDE.post.post_id, 3, Telling(gebeurtenissen=3, delen=5, sleutels=3, nummers=1)),
)
"""Of the two that are left once the third was refused."""
DIGEST = digest_van(BEELDEN)

LIJST_VOORGESTELD = LijstVoorgesteld(
    "L-BCDFG-HJKLM", "testtafel", "testregime", LAATSTE_DAG, (EERSTE, TWEEDE, DERDE), "mw-kers"
)
POST_GEWEIGERD = PostGeweigerd(DERDE.post.post_id, Weigerreden.RECHTSVORDERING)
LIJST_GECONTROLEERD = LijstGecontroleerd("mw-kiwi")
LIJST_GOEDGEKEURD = LijstGoedgekeurd("mw-lychee", DIGEST, BEELDEN, NA_BEDENKTIJD, NA_BEDENKTIJD)
LIJST_INGETROKKEN = LijstIngetrokken(Intrekreden.NIET_AKKOORD, "mw-lychee")
UITVOERING_BEGONNEN = UitvoeringBegonnen("mw-pruim")
POST_AFGEHAALD = PostAfgehaald(TWEEDE.post.post_id, Afhaalreden.OPGESCHORT)
POST_TERUGGEKOMEN = PostTeruggekomen(TWEEDE.post.post_id)
POSTEN_VERNIETIGD = PostenVernietigd((Vernietigde(EERSTE.post.post_id, "V-BCDFG-HJKLM"),))
SLEUTELS_GEWIST = SleutelsGewist(4)
CACHES_GEZET = StapGezet(Stap.CACHES, Stapuitkomst.NIET_AANWEZIG, 0)
STAPPEN_GEZET = (
    CACHES_GEZET,
    StapGezet(Stap.UITGAANDE_POST, Stapuitkomst.NIET_AANWEZIG, 0),
    StapGezet(Stap.EXPORTS, Stapuitkomst.GEDAAN, 2),
    StapGezet(Stap.OPGERUIMD, Stapuitkomst.GEDAAN, 17),
)
KEK_VERNIEUWD = KekVernieuwd(5)
LIJST_NAGECONTROLEERD = LijstNagecontroleerd(
    Uitslag.GESLAAGD, ("sleutels", "tabellen"), ("Afdrukken op papier.",)
)
LIJST_VERKLAARD = LijstVerklaard("2031-0001", "ab" * 32)

GECONTROLEERD = (LIJST_VOORGESTELD, POST_GEWEIGERD, LIJST_GECONTROLEERD)
GOEDGEKEURD = (*GECONTROLEERD, LIJST_GOEDGEKEURD)
IN_UITVOERING = (*GOEDGEKEURD, UITVOERING_BEGONNEN)
UITGEVOERD = (*IN_UITVOERING, POST_AFGEHAALD, POSTEN_VERNIETIGD)
AFGEROND = (*UITGEVOERD, SLEUTELS_GEWIST, *STAPPEN_GEZET, KEK_VERNIEUWD)
STANDEN: dict[Lijstfase, tuple[Lijstgebeurtenis, ...]] = {
    Lijstfase.GEEN: (),
    Lijstfase.VOORGESTELD: (LIJST_VOORGESTELD,),
    Lijstfase.GECONTROLEERD: GECONTROLEERD,
    Lijstfase.GOEDGEKEURD: GOEDGEKEURD,
    Lijstfase.IN_UITVOERING: IN_UITVOERING,
    Lijstfase.UITGEVOERD: UITGEVOERD,
    Lijstfase.NAGECONTROLEERD: (*AFGEROND, LIJST_NAGECONTROLEERD),
    Lijstfase.VERKLAARD: (*AFGEROND, LIJST_NAGECONTROLEERD, LIJST_VERKLAARD),
    Lijstfase.INGETROKKEN: (*GECONTROLEERD, LIJST_INGETROKKEN),
}
"""A history for each phase."""
