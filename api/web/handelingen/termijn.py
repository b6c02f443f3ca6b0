"""What can be done with the term of a case: proposing a longer one, and the answers of who supplied data."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from api.rechten import Recht
from api.rest import verlengingen
from api.rest.verlengingen import InstemmingIn, InstemmingsweigeringIn, VerlengingIn
from api.web.formulier import Deel, Keus, Soort, Veld
from api.web.handelingen.soort import (
    NIEMANDS,
    PROEF,
    Handeling,
    Stand,
    Zicht,
    dag,
    eigen,
    kies,
    tekst,
    uit,
    vink,
)
from domain.casus.commands import GeefInstemming, StelVerlengingVoor, WeigerInstemming
from domain.casus.termijn import deelnemers, instemmers
from domain.privacyprotocol import Verlengingsgrond
from projections.dagen import datum
from projections.woorden import Tafelwoorden

GROEP = "Langer bewaren"
GEEN_VOORSTEL = "Er is geen voorstel om langer te bewaren waarop uw organisatie moet antwoorden."


class Instemming(InstemmingIn):
    """With which extension an organisation agrees."""

    verlenging_id: UUID


class Instemmingsweigering(InstemmingsweigeringIn):
    """With which extension an organisation does not agree, and why."""

    verlenging_id: UUID


def _voorstel(zicht: Zicht) -> Sequence[Deel]:
    woorden = Tafelwoorden(zicht.tafel)
    wie = [Keus(code, woorden.organisatie(code)) for code in sorted(deelnemers(zicht.casus))]
    laatste = zicht.casus.bewaren_tot
    return (
        uit("grond", "Op welke grond", Verlengingsgrond),
        tekst("reden", "Waarom is de casus langer nodig"),
        dag(
            "tot",
            "Bewaren tot en met",
            f"De termijn loopt nu tot en met {datum(laatste)}." if laatste else "",
        ),
        vink("opdrachtVan", "Welke deelnemers geven opdracht om te verlengen", wie),
    )


def _proef(stand: Stand) -> Iterable[StelVerlengingVoor]:
    laatste = stand.casus.bewaren_tot or stand.vandaag
    opdracht_van = tuple(sorted(deelnemers(stand.casus)))
    for grond in Verlengingsgrond:
        yield StelVerlengingVoor(NIEMANDS, grond, PROEF, laatste + timedelta(days=1), opdracht_van)


def _antwoord(zicht: Zicht) -> Sequence[Deel]:
    """Which extension, which nobody has to choose, and who answers."""
    loop = zicht.zaak.casus.verlengingen[-1] if zicht.zaak.casus.verlengingen else None
    woorden = Tafelwoorden(zicht.tafel)

    ja, nee = (loop.ingestemd, loop.geweigerd) if loop is not None else (frozenset(), frozenset())

    def naam(code: str) -> str:
        gezegd = " (stemde in)" if code in ja else " (weigerde)" if code in nee else ""
        return woorden.organisatie(code) + gezegd

    keuzes = [Keus(code, naam(code)) for code in sorted(eigen(zicht.zaak, instemmers(zicht.zaak.casus)))]
    id_ = str(loop.voorgesteld.verlenging_id) if loop is not None else ""
    hulp = f"Het voorstel is: bewaren tot en met {datum(loop.voorgesteld.tot)}." if loop is not None else ""
    return (
        Veld("verlengingId", "Welke verlenging", Soort.VAST, waarde=id_),
        kies("organisatie", "Wie antwoordt", keuzes, hulp),
    )


def _te_beantwoorden(stand: Stand) -> list[tuple[UUID, str]]:
    if not stand.casus.verlengingen:
        return []
    id_ = stand.casus.verlengingen[-1].voorgesteld.verlenging_id
    return [(id_, wie) for wie in sorted(eigen(stand, instemmers(stand.casus)))]


TERMIJN = (
    Handeling(
        "verlengen",
        "Voorstellen om langer te bewaren",
        GROEP,
        Recht.VERLENGEN,
        "verlenging",
        VerlengingIn,
        _voorstel,
        _proef,
        verlengingen.stel_verlenging_voor,
        uitleg="Elke organisatie die gegevens leverde, antwoordt daarna. Wat een organisatie inbracht die niet "
        "instemt, houdt de oude termijn.",
    ),
    Handeling(
        "instemmen",
        "Instemmen met langer bewaren",
        GROEP,
        Recht.INSTEMMEN,
        "verlenging",
        Instemming,
        _antwoord,
        lambda stand: (GeefInstemming(id_, wie) for id_, wie in _te_beantwoorden(stand)),
        lambda nummer, invoer, toegang: verlengingen.geef_instemming(
            nummer, invoer.verlenging_id, InstemmingIn(organisatie=invoer.organisatie), toegang
        ),
        GEEN_VOORSTEL,
    ),
    Handeling(
        "niet-instemmen",
        "Niet instemmen met langer bewaren",
        GROEP,
        Recht.INSTEMMEN,
        "verlenging",
        Instemmingsweigering,
        lambda zicht: (*_antwoord(zicht), tekst("reden", "Waarom niet")),
        lambda stand: (WeigerInstemming(id_, wie, PROEF) for id_, wie in _te_beantwoorden(stand)),
        lambda nummer, invoer, toegang: verlengingen.weiger_instemming(
            nummer,
            invoer.verlenging_id,
            InstemmingsweigeringIn(organisatie=invoer.organisatie, reden=invoer.reden),
            toegang,
        ),
        GEEN_VOORSTEL,
        "Wat deze organisatie inbracht, houdt dan de oude termijn.",
    ),
)
