"""A table as a page of Markdown that a procesregisseur can hold next to the source: every rule, and where it stands.

What stands in no source and was chosen by us is marked, so that it can be seen and changed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

from api.tafelwoorden import (
    ANTWOORDEN,
    BESPREEKWIJZEN,
    DEELNAMES,
    KRINGEN,
    ONGEBOREN,
    REGIEVORMEN,
    STAPPEN,
    STUKKEN,
    TOESTEMMERS,
    bij_feestdag,
    euro,
    jaren,
    ritme,
    termijn,
)
from domain.tafels import (
    TAFEL,
    Bron,
    Keuze,
    Niveau,
    Regel,
    Regio,
    Ritme,
    Tafel,
    Toestemmingsdoel,
    Toets,
    Zekerheid,
)
from infra.definitions import Definities

MERK = "<!-- Gemaakt door 'casus tafels --markdown'. Wijzig de definitie, niet dit blad. -->"
"""The first line of every page; only what begins with it is written over."""

ONZE_KEUZE = "**onze keuze**"
_TEKENS = re.compile(r"([\\`*_<>|~])|\](?=\()")
_BEGIN = re.compile(r"^(?:[#+-]+(?=\s|$)|\d+(?=[.)](?:\s|$)))")
_WIT = re.compile(r"\s+")

Regels = Iterator[str]


def zet_om(tekst: str) -> str:
    """Write a text so that Markdown shows it as it is, on one line."""
    veilig = _TEKENS.sub(lambda teken: f"\\{teken[0]}", _WIT.sub(" ", tekst).strip())
    # At the beginning these would make a heading or a list.
    return _BEGIN.sub(lambda begin: f"{begin[0]}\\" if begin[0].isdigit() else f"\\{begin[0]}", veilig)


def plaats(bron: Bron) -> str:
    """Where a rule stands, marked where it is our own choice."""
    waar = zet_om(f"{bron.document}, {bron.paragraaf}")
    return f"{ONZE_KEUZE}, gekeken in: {waar}" if bron.zekerheid is Zekerheid.KEUZE else waar


def bij(bron: Bron) -> str:
    """The same, to put behind a rule."""
    return f"— {plaats(bron)}"


def bronnen_in(deel: object) -> Iterator[Bron]:
    """All places that the rules of a table or region name, one for each rule."""
    if isinstance(deel, Bron):
        yield deel
    elif is_dataclass(deel):
        for veld in fields(deel):
            yield from bronnen_in(getattr(deel, veld.name))
    elif isinstance(deel, tuple):
        for onderdeel in deel:
            yield from bronnen_in(onderdeel)


@dataclass(frozen=True)
class _Blad:
    """One table, with what its page takes from elsewhere."""

    tafel: Tafel
    regio: Regio
    definities: Definities

    def antwoorden(self, toetsen: Sequence[Toets]) -> str:
        """Conditions that all have to hold, as questions with their answers."""
        return ", en ".join(
            f"{ANTWOORDEN[toets.antwoord]} op ‘{zet_om(self.definities.kenmerken[toets.kenmerk].vraag)}’"
            for toets in toetsen
        )


def tafelblad(tafel: Tafel, *, regio: Regio, definities: Definities) -> str:
    """The page of one table."""
    blad = _Blad(tafel, regio, definities)
    delen: Mapping[str, Iterable[str]] = {
        "Voor wie": _voor_wie(blad),
        "Aanmelden": _aanmelden(blad),
        "Voorwaarden": _voorwaarden(blad),
        "Criteria": _criteria(blad),
        "Aanpakken en leefgebieden": _woordenlijsten(blad),
        "Aan tafel": _aan_tafel(blad),
        "Wanneer": _wanneer(blad),
        "Grondslag en toestemming": _grond(blad),
        "Opschalen en afschalen": _niveaus(blad),
        "Contact": _contact(blad),
        "Kosten": _kosten(blad),
        "Scenario's": _ondergebracht(blad),
        "Bij een crisis": [_zin(tafel.crisisroute)],
        "Waar de bronnen elkaar tegenspreken": _tegenspraken(blad),
        "Hoe lang gegevens blijven": _bewaren(blad),
        "Bronnen": bronlijst(tafel, definities),
    }
    return bladzijde(tafel.naam, _kop(blad), delen)


def bladzijde(titel: str, kop: Iterable[str], delen: Mapping[str, Iterable[str]]) -> str:
    """A page with its mark, a title and its parts; a part about which there is nothing says so."""
    regels = [MERK, "", f"# {zet_om(titel)}", "", *kop]
    for naam, inhoud in delen.items():
        regels += ["", f"## {naam}", "", *(list(inhoud) or ["Hierover staat niets in de definitie."])]
    enkel = [regel for vorige, regel in zip(["", *regels], regels, strict=False) if regel or vorige]
    return "\n".join(enkel).rstrip() + "\n"


def keuzelijst(keuzes: Iterable[Keuze]) -> Regels:
    """Names, each with its code and its source."""
    for keuze in keuzes:
        yield f"- {zet_om(keuze.naam)} (`{keuze.code}`) {bij(keuze.bron)}"


def telling(deel: object) -> str:
    """How much of it is read in a source, and how much we chose."""
    alle = list(bronnen_in(deel))
    keuzes = sum(bron.zekerheid is Zekerheid.KEUZE for bron in alle)
    return (
        f"Achter elke regel staat de plaats in de bron. Van de {len(alle)} plaatsen op dit blad zijn er {keuzes} "
        f"{ONZE_KEUZE}: daar zwijgen de bronnen, of ze spreken elkaar tegen. Dan staat er waar wij hebben gekeken."
    )


def bronlijst(deel: object, definities: Definities) -> Regels:
    """The documents that these rules name."""
    genoemd = {bron.document for bron in bronnen_in(deel)}
    for bron in definities.bronnen.values():
        if bron.document in genoemd:
            yield f"- {bron.document} — {zet_om(bron.titel)}; {zet_om(bron.uitgever)}; {zet_om(bron.versie)}"


def _zin(regel: Regel) -> str:
    return f"{zet_om(regel.tekst)} {bij(regel.bron)}"


def _kop(blad: _Blad) -> Regels:
    tafel = blad.tafel
    yield f"Regio {zet_om(blad.regio.naam)} · definitie `{tafel.definitie}` · privacyprotocol `{tafel.regime}`"
    yield ""
    yield telling(tafel)


# --- before the table ---------------------------------------------------------------------------------------


def _voor_wie(blad: _Blad) -> Regels:
    tafel = blad.tafel
    yield _zin(tafel.waarvoor)
    yield ""
    yield "Leeftijd:"
    yield ""
    for leeftijd in tafel.leeftijden:
        reikt = f"{jaren(leeftijd.van, leeftijd.tot)}, {ONGEBOREN[leeftijd.ongeboren]}"
        yield f"- ‘{zet_om(leeftijd.gedrukt)}’; dat lezen wij als: {reikt} {bij(leeftijd.bron)}"
    yield ""
    yield "Gemeenten:"
    yield ""
    yield from keuzelijst(tafel.gemeenten)


def _aanmelden(blad: _Blad) -> Regels:
    wijze = blad.tafel.aanmelding
    yield f"- Formulier: {zet_om(wijze.formulier)}"
    yield f"- Waar: {zet_om(wijze.adres)}"
    yield f"- Mag u hier niet zelf aanmelden? {zet_om(wijze.via_wie)}"
    yield ""
    yield f"Deze drie regels staan in: {plaats(wijze.bron)}"
    yield ""
    yield "Wie mag aanmelden:"
    yield ""
    yield from keuzelijst(blad.tafel.aanmelders)
    yield ""
    if blad.tafel.bureaus:
        yield "Voor wie de mensen van de tafel zelf werken:"
        yield ""
        yield from keuzelijst(blad.tafel.bureaus)
        yield ""
    yield "De aanmelding is compleet met:"
    yield ""
    for stuk in blad.tafel.vraagt:
        yield f"- {STUKKEN[stuk]}"


def _voorwaarden(blad: _Blad) -> Regels:
    for voorwaarde in blad.tafel.voorwaarden:
        yield f"- Eerst nodig: {zet_om(voorwaarde.tekst)} (`{voorwaarde.code}`) {bij(voorwaarde.bron)}"
        if voorwaarde.alleen_bij:
            yield f"  - Alleen als het antwoord is: {blad.antwoorden(voorwaarde.alleen_bij)}."
        if voorwaarde.toetst:
            yield f"  - In orde als het antwoord is: {blad.antwoorden(voorwaarde.toetst)}."
    for uitsluiting in blad.tafel.uitsluitingen:
        yield f"- Niet hier: {zet_om(uitsluiting.tekst)} (`{uitsluiting.code}`) {bij(uitsluiting.bron)}"
        yield f"  - Dat is zo als het antwoord is: {blad.antwoorden(uitsluiting.toetst)}."


def _criteria(blad: _Blad) -> Regels:
    groepen = list(dict.fromkeys(criterium.groep for criterium in blad.tafel.criteria))
    if len(groepen) > 1:
        yield f"Eén van de groepen {', '.join(groepen)} is genoeg."
        yield ""
    for groep in groepen:
        leden = [criterium for criterium in blad.tafel.criteria if criterium.groep == groep]
        samen = "deze criteria gelden allemaal" if len(leden) > 1 else "dit criterium is genoeg"
        yield f"Groep {groep}: {samen}."
        yield ""
        for criterium in leden:
            yield f"- {criterium.code}: {zet_om(criterium.tekst)} {bij(criterium.bron)}"
            yield f"  - Voldaan als het antwoord is: {blad.antwoorden(criterium.toetst)}."
        yield ""


def _woordenlijsten(blad: _Blad) -> Regels:
    for wat, keuzes in (("Aanpakken", blad.tafel.aanpakken), ("Leefgebieden", blad.tafel.leefgebieden)):
        if keuzes:
            yield f"{wat}:"
            yield ""
            yield from keuzelijst(keuzes)
            yield ""


# --- at the table -------------------------------------------------------------------------------------------


def _aan_tafel(blad: _Blad) -> Regels:
    tafel = blad.tafel
    yield f"- {BESPREEKWIJZEN[tafel.bespreking.wijze]} {bij(tafel.bespreking.bron)}"
    yield f"- {REGIEVORMEN[tafel.regie.vorm]} {zet_om(tafel.regie.tekst)} {bij(tafel.regie.bron)}"
    yield f"- Advies: {_zin(tafel.advies)}"
    if tafel.deelnemers:
        yield ""
        yield "Wie er aan tafel zit:"
        yield ""
        for deelnemer in tafel.deelnemers:
            naam = zet_om(deelnemer.naam)
            yield f"- {naam} (`{deelnemer.code}`), {DEELNAMES[deelnemer.deelname]} {bij(deelnemer.bron)}"


def _wanneer(blad: _Blad) -> Regels:
    yield from _ritme("Triage", blad.tafel.triage)
    for overleg in blad.tafel.overleggen:
        ruimte = f"Overleg met plaats voor {overleg.plaatsen} casussen in {overleg.minuten} minuten"
        yield from _ritme(ruimte, overleg.ritme)


def _ritme(wat: str, wanneer: Ritme) -> Regels:
    yield f"- {wat}: {ritme(wanneer)} {bij(wanneer.bron)}"
    # No source says what a holiday does, so that is a choice whatever the source of the day; see ``Feestdagregel``.
    yield f"  - {bij_feestdag(wanneer)} — {ONZE_KEUZE}"


def _grond(blad: _Blad) -> Regels:
    tafel = blad.tafel
    if tafel.grondslagen:
        yield "Grondslagen:"
        yield ""
        yield from keuzelijst(tafel.grondslagen)
    else:
        yield "De tafel vraagt bij een aanmelding geen andere grondslag dan toestemming."
    for doel in tafel.toestemming:
        yield ""
        yield from _toestemming(doel, beroepsgeheim=tafel.beroepsgeheim)


def _toestemming(doel: Toestemmingsdoel, *, beroepsgeheim: str) -> Regels:
    yield f"### Toestemming: {zet_om(doel.naam)}"
    yield ""
    yield f"Deze toestemming (`{doel.code}`) gaat {KRINGEN[doel.voor]} {bij(doel.bron)}"
    yield ""
    yield f"Zonder deze toestemming mag dit niet: {'; '.join(STAPPEN[stap] for stap in doel.nodig_voor)}."
    if doel.code == beroepsgeheim:
        yield ""
        yield "Dit is de toestemming voor wat iemand onder een beroepsgeheim weet."
    yield ""
    yield "| leeftijd | wie geeft toestemming | bron |"
    yield "|---|---|---|"
    for band in doel.banden:
        yield f"| {jaren(band.van, band.tot)} | {TOESTEMMERS[band.wie]} | {plaats(band.bron)} |"


# --- around the table ---------------------------------------------------------------------------------------


def _niveaus(blad: _Blad) -> Regels:
    for wat, niveaus in (("Opschalen", blad.tafel.opschalen), ("Afschalen", blad.tafel.afschalen)):
        if niveaus:
            yield f"{wat}:"
            yield ""
            yield from _stappen(niveaus)
            yield ""


def _stappen(niveaus: Sequence[Niveau]) -> Regels:
    namen = {niveau.code: niveau.naam for niveau in niveaus}
    for niveau in niveaus:
        vanaf = "deze tafel" if niveau.vanaf == TAFEL else namen.get(niveau.vanaf, niveau.vanaf)
        yield f"- van {zet_om(vanaf)} naar {zet_om(niveau.naam)} (`{niveau.code}`) {bij(niveau.bron)}"


def _contact(blad: _Blad) -> Regels:
    for contact in blad.tafel.contact:
        yield f"- {zet_om(contact.wat)}; {zet_om(contact.wanneer)} (`{contact.code}`) {bij(contact.bron)}"


def _kosten(blad: _Blad) -> Regels:
    for vergoeding in blad.tafel.vergoedingen:
        bedrag = euro(vergoeding.eurocent_per_uur)
        yield f"- {vergoeding.jaar}: {bedrag} per uur voor {zet_om(vergoeding.voor)} {bij(vergoeding.bron)}"


def _ondergebracht(blad: _Blad) -> Regels:
    namen = {scenario.code: scenario.naam for scenario in blad.regio.scenarios}
    for plek in blad.tafel.ondergebracht:
        yield f"- {zet_om(namen[plek.scenario])} (`{plek.scenario}`): {zet_om(plek.bij)} {bij(plek.bron)}"


def _tegenspraken(blad: _Blad) -> Regels:
    for tegenspraak in blad.tafel.tegenspraken:
        yield f"### Over {zet_om(tegenspraak.over)}"
        yield ""
        yield f"- De bron zegt: {zet_om(tegenspraak.zegt)}"
        yield f"- De bron zegt ook: {zet_om(tegenspraak.zegt_ook)}"
        yield f"- Wij volgen: {zet_om(tegenspraak.gevolgd)} {bij(tegenspraak.bron)}"
        yield ""


def _bewaren(blad: _Blad) -> Regels:
    protocol = blad.definities.protocollen[blad.tafel.regime]
    for regel in protocol.alle_regels:
        code = f"{protocol.regime}/{protocol.versie}/{regel.code}"
        yield f"- `{code}`: {termijn(regel)}. {zet_om(regel.grond)} — {zet_om(regel.bron)}"
