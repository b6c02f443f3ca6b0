"""What an organisation can ask of whoever uses what it brought into a case, and take back (WGS 2.29(3))."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from api.rechten import Recht, mag
from api.rest import voorwaarden
from api.rest.delen import CasusAntwoord
from api.rest.invoer import RedenIn
from api.rest.toegang import Toegang
from api.rest.voorwaarden import IntrekkingVanVoorwaardeIn, VoorwaardeIn
from api.web.formulier import Deel, Keus
from api.web.handelingen.soort import NIEMANDS, PROEF, Handeling, Stand, Zicht, eigen, kies, tekst, uit, vink
from api.web.woorden import woord
from domain.casus.commands import StelVoorwaarde, TrekVoorwaardeIn
from domain.casus.events import VoorwaardeGesteld
from domain.casus.waarden import Voorwaardesoort
from domain.rollen import Rol
from projections.woorden import Tafelwoorden

GROEP = "Voorwaarden van wie inbracht"
LEZERS = tuple(rol for rol in Rol if mag(rol, Recht.CASUS_LEZEN) and rol is not Rol.AUDITOR)
"""Of whom a condition can say that they may read it; in the way of an audit it never stands."""


class Intrekking(RedenIn):
    """Which condition is taken back, and why."""

    voorwaarde_id: UUID


def _van_wie(zicht: Zicht) -> Deel:
    woorden = Tafelwoorden(zicht.tafel)
    leveranciers = sorted(eigen(zicht.zaak, zicht.zaak.casus.leveranciers))
    return kies(
        "organisatie",
        "Welke organisatie vraagt dit",
        [Keus(een, woorden.organisatie(een)) for een in leveranciers],
    )


def _stellen(zicht: Zicht) -> Sequence[Deel]:
    return (
        _van_wie(zicht),
        uit("voorwaarde", "Welke voorwaarde", Voorwaardesoort),
        vink(
            "rollen",
            "Welke rollen mogen het lezen",
            [Keus(rol.value, woord(rol)) for rol in LEZERS],
            "Alleen bij ‘alleen deze rollen mogen het lezen’.",
            verplicht=False,
        ),
        tekst("toelichting", "Waarom vraagt de organisatie dit"),
    )


def _eigen_voorwaarden(stand: Stand) -> Iterable[VoorwaardeGesteld]:
    return [een for een in stand.casus.voorwaarden if een.organisatie in eigen(stand, (een.organisatie,))]


def _intrekken(zicht: Zicht) -> Sequence[Deel]:
    woorden = Tafelwoorden(zicht.tafel)
    keuzes = [
        Keus(str(een.voorwaarde_id), f"{woorden.organisatie(een.organisatie)}: {woord(een.voorwaarde)}")
        for een in _eigen_voorwaarden(zicht.zaak)
    ]
    return (
        kies("voorwaardeId", "Welke voorwaarde", keuzes),
        tekst("reden", "Waarom is de voorwaarde niet meer nodig"),
    )


def _trek_in(casusnummer: str, invoer: Intrekking, toegang: Toegang) -> CasusAntwoord:
    """In the name of the organisation that put it; the route says whether this person may."""
    casus, _ = toegang.laad(casusnummer)
    van = next(
        (een.organisatie for een in casus.voorwaarden if een.voorwaarde_id == invoer.voorwaarde_id), None
    )
    gevuld = IntrekkingVanVoorwaardeIn(organisatie=van, reden=invoer.reden)
    return voorwaarden.trek_voorwaarde_in(casusnummer, invoer.voorwaarde_id, gevuld, toegang)


VOORWAARDEN = (
    Handeling(
        "voorwaarde",
        "Een voorwaarde stellen",
        GROEP,
        Recht.VOORWAARDEN,
        "melding",
        VoorwaardeIn,
        _stellen,
        lambda stand: (
            StelVoorwaarde(NIEMANDS, wie, Voorwaardesoort.NIET_IN_EXPORT, (), PROEF)
            for wie in sorted(eigen(stand, stand.casus.leveranciers))
        ),
        voorwaarden.stel_voorwaarde,
        "Uw organisatie bracht niets in deze casus in.",
        "De voorwaarde geldt voor alles wat de organisatie inbracht en nog inbrengt. Zij geldt meteen.",
    ),
    Handeling(
        "voorwaarde-intrekken",
        "Een voorwaarde intrekken",
        GROEP,
        Recht.VOORWAARDEN,
        "melding",
        Intrekking,
        _intrekken,
        lambda stand: (
            TrekVoorwaardeIn(een.voorwaarde_id, een.organisatie, PROEF) for een in _eigen_voorwaarden(stand)
        ),
        _trek_in,
        "Uw organisatie heeft geen voorwaarde gesteld.",
    ),
)
