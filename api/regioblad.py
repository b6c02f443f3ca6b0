"""A region as a page of Markdown: what holds for all its tables, the questions of its wegwijzer, and its tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from api.rest.regiouit import tafels_van
from api.tafelblad import bij, bladzijde, bronlijst, keuzelijst, telling, zet_om
from domain.tafels import Gekozen, Huisstijl, Regio, Tafel
from domain.wegwijzer import CRISIS
from infra.definitions import Definities


def regioblad(regio: Regio, definities: Definities, *, verwijs: Callable[[Tafel], str]) -> str:
    """The page of a region. ``verwijs`` says where the page of a table is, as Markdown that names the table."""
    tafels = tafels_van(regio, definities)
    delen: Mapping[str, Iterable[str]] = {
        "Bij een crisis": [f"{zet_om(regio.crisisroute.tekst)} {bij(regio.crisisroute.bron)}"],
        "Tafels": [f"- {verwijs(tafel)} (`{tafel.id}`)" for tafel in tafels],
        "Andere overleggen": _afstemming(regio),
        "Scenario's": _scenarios(regio),
        "Gemeenten": keuzelijst(regio.gemeenten),
        "Organisaties": keuzelijst(regio.organisaties),
        "Leefgebieden": keuzelijst(regio.leefgebieden),
        "Vragen van de wegwijzer": _vragen(tafels, definities),
        "Huisstijl": _huisstijl(regio.huisstijl),
        "Bronnen": bronlijst(regio, definities),
    }
    return bladzijde(f"Regio {regio.naam}", [f"Code `{regio.code}`", "", telling(regio)], delen)


def _afstemming(regio: Regio) -> Iterator[str]:
    if regio.afstemming:
        yield "In deze overleggen stemmen partners af. Het zijn geen tafels: u brengt er geen casus in."
        yield ""
    for overleg in regio.afstemming:
        yield f"- {zet_om(overleg.naam)} (`{overleg.code}`): {zet_om(overleg.waarvoor)} {bij(overleg.bron)}"


def _scenarios(regio: Regio) -> Iterator[str]:
    for scenario in regio.scenarios:
        nu = "zo werkt de regio nu" if scenario.gekozen is Gekozen.JA else "zo werkt de regio nu niet"
        yield f"- {zet_om(scenario.naam)} (`{scenario.code}`), {nu} {bij(scenario.bron)}"
        for loket in scenario.loket:
            yield f"  - Eén loket: {zet_om(loket.naam)}. {zet_om(loket.werkwijze)}"


def _huisstijl(stijlen: Iterable[Huisstijl]) -> Iterator[str]:
    for stijl in stijlen:
        yield f"- Merk `{stijl.merk}`, donker `{stijl.merk_donker}`, licht `{stijl.merk_licht}` {bij(stijl.bron)}"


def _vragen(tafels: Iterable[Tafel], definities: Definities) -> Iterator[str]:
    """The questions that the rules of these tables ask, and that of a crisis."""
    gevraagd = {CRISIS}
    for tafel in tafels:
        gevraagd |= {toets.kenmerk for regel in tafel.criteria for toets in regel.toetst}
        gevraagd |= {toets.kenmerk for regel in tafel.uitsluitingen for toets in regel.toetst}
        for voorwaarde in tafel.voorwaarden:
            gevraagd |= {toets.kenmerk for toets in (*voorwaarde.toetst, *voorwaarde.alleen_bij)}
    for kenmerk in definities.kenmerken.values():
        if kenmerk.code in gevraagd:
            yield f"- {zet_om(kenmerk.vraag)} (`{kenmerk.code}`) {bij(kenmerk.bron)}"
