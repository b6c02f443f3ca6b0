"""The first page of a verklaring on paper: who, what, how many, what is proven and what is not, in everyday words.

It says nothing that the rest does not say; who reads only this page reads the outcome, also where it is a bad one.
"""

from collections.abc import Iterator

from domain.casus.waarden import Vernietiggrond
from domain.rollen import Rol
from domain.vernietigingslijst.grenzen import HOOFDSLEUTEL_ELDERS, niet_bewezen
from domain.vernietigingslijst.nacontrole import Controle, Soort, Uitslag
from domain.vernietigingslijst.verklaring import Eenheidsoort, Handeling, Verklaring
from infra.verklaring.laatste_dag import na_de_laatste_dag
from infra.verklaring.woorden import dag, hoofdletter, moment, zoveel

WAT = {
    Eenheidsoort.CASUS: ("casus", "casussen"),
    Eenheidsoort.CONSULTATIE: ("consultatie", "consultaties"),
    Eenheidsoort.PERSOON: ("persoon uit een casus die verder blijft", "personen uit casussen die verder blijven"),
    Eenheidsoort.BIJDRAGE: (
        "bijdrage van een organisatie aan een casus die verder blijft",
        "bijdragen van organisaties aan casussen die verder blijven",
    ),
}  # fmt: skip
WAAROM = {
    Vernietiggrond.TERMIJN_VERSTREKEN: "de bewaartermijn was om",
    Vernietiggrond.NIET_LANGER_NODIG: "de gegevens waren niet langer nodig",
    Vernietiggrond.WISSING_GEVRAAGD: "de mensen om wie het gaat hebben erom gevraagd",
    Vernietiggrond.VERLENGING_GEWEIGERD: "de organisatie stemde niet in met langer bewaren",
}
GEKEKEN = {
    Uitslag.GESLAAGD: "Dat een aparte controle op {} in de onderzochte systemen niets meer vond.",
    Uitslag.GEDEELTELIJK: "Dat op {} apart is gecontroleerd. Een deel kon niet worden onderzocht, of was nog niet weg.",
    Uitslag.MISLUKT: "Dat op {} apart is gecontroleerd, en dat er toen nog gegevens zijn gevonden.",
}  # fmt: skip
NIET_GEZIEN = {
    Uitslag.GEDEELTELIJK: "Dat er niets meer van over is. Bij de controle achteraf staat wat niet te zien was.",
    Uitslag.MISLUKT: "Dat de gegevens weg zijn. Bij de controle achteraf staat wat er nog is gevonden.",
}  # fmt: skip
MEESTE_REDENEN = 3
"""How many checks that did not pass are named on the first page; the annexes have them all."""
VASTGELEGD = (
    "Dat elke vernietiging is opgeschreven in een logboek waaruit niets ongemerkt kan verdwijnen.",
    "Dat deze verklaring daarna niet is veranderd: dan klopt de handtekening niet meer.",
)


def samenvatting(v: Verklaring) -> dict[str, object]:
    """What the template is given for its first page."""
    return {
        "kort": [[kop, zin] for kop, zin in _kort(v) if zin],
        "bewezen": list(_bewezen(v)),
        "niet_bewezen": [*_niet_gezien(v), *niet_bewezen(v)],
        "waarom_niet_volledig": list(waarom_niet_volledig(v)),
    }


def vier(v: Verklaring) -> str:
    """Who took the four steps, without saying who."""
    if any(een.rol is Rol.BEHEERDER for een in v.verrichtingen):
        wanneer = ", zodra de bedenktijd voorbij was" if v.bedenktijd.dagen else "; er gold geen bedenktijd"
        wie = f"Drie verschillende mensen besloten. De dienst voerde zelf uit{wanneer}."
    else:
        wie = "Vier verschillende mensen deden de vier stappen."
    return f"{wie} Zij staan hier met een pseudoniem."


def _kort(v: Verklaring) -> Iterator[tuple[str, str]]:
    wie = v.verantwoordelijke
    tafel = "" if wie.tafelnaam == wie.organisatienaam else f", voor de tafel {wie.tafelnaam}"
    yield (
        "Wie was verantwoordelijk",
        f"{wie.organisatienaam}{tafel}, in de regio {wie.regionaam}.",
    )
    yield "Wat is vernietigd", _wat(v)
    yield "Wat is niet vernietigd", _niet(v)
    redenen = dict.fromkeys(WAAROM[Vernietiggrond(een.grond)] for een in v.aanleidingen)
    yield "Waarom", f"{hoofdletter('; '.join(redenen))}." if redenen else ""
    uitgevoerd = [een.op for een in v.verrichtingen if een.handeling is Handeling.UITGEVOERD]
    wanneer = [f"De uitvoering begon op {moment(uitgevoerd[-1])}."] if uitgevoerd else []
    yield "Wanneer", " ".join([*wanneer, *([zin] if (zin := na_de_laatste_dag(v)) else [])])
    yield "Wie besloot", vier(v)
    yield "Hoe", _hoe(v)


def _wat(v: Verklaring) -> str:
    weg = [zoveel(t.vernietigd, *WAT[t.soort]) for t in v.tellingen if t.vernietigd]
    return f"{_opsomming(weg)}." if weg else "Niets."


def _niet(v: Verklaring) -> str:
    voorgesteld, weg = sum(t.voorgesteld for t in v.tellingen), sum(t.vernietigd for t in v.tellingen)
    if voorgesteld == weg:
        return ""
    return f"{voorgesteld - weg} van de {voorgesteld} op de lijst. Waarom, staat verderop bij de aantallen."


def _hoe(v: Verklaring) -> str:
    if not any(t.vernietigd for t in v.tellingen):
        return ""
    zin = "De inhoud is gewist, en de sleutels om haar te lezen zijn vernietigd."
    if v.wijze.tijdvakken:
        zin += f" Daarna is de hoofdsleutel vervangen. {HOOFDSLEUTEL_ELDERS}"
    return zin


def _bewezen(v: Verklaring) -> Iterator[str]:
    yield from VASTGELEGD if v.bewijs.feiten else VASTGELEGD[1:]
    yield GEKEKEN[v.nacontrole.uitslag].format(dag(v.nacontrole.op.date()))


def waarom_niet_volledig(v: Verklaring) -> Iterator[str]:
    """Why the outcome is not that all is gone: what was not destroyed, and each check that did not pass."""
    if mislukt := sum(t.niet_gelukt for t in v.tellingen):
        yield f"Niet vernietigd, terwijl dat wel moest: {mislukt}."
    gezakt = [een for een in v.nacontrole.controles if een.uitslag is not Uitslag.GESLAAGD]
    yield from map(_gezakt, gezakt[:MEESTE_REDENEN])
    if len(gezakt) > MEESTE_REDENEN:
        yield f"En nog {len(gezakt) - MEESTE_REDENEN}; zie de controle achteraf."
    if niet_gedaan := [
        soort.value for soort in Soort if soort not in {een.code for een in v.nacontrole.controles}
    ]:
        yield f"Niet gecontroleerd: {', '.join(niet_gedaan)}."


def _gezakt(controle: Controle) -> str:
    gevonden = f"Gevonden in: {', '.join(controle.waar)}." if controle.waar else ""
    oordeel = "" if controle.uitslag is Uitslag.GEDEELTELIJK else "Nee, dat ging mis."
    return " ".join(deel for deel in (controle.wat, oordeel, gevonden, controle.toelichting) if deel)


def _niet_gezien(v: Verklaring) -> Iterator[str]:
    if v.nacontrole.uitslag in NIET_GEZIEN:
        yield NIET_GEZIEN[v.nacontrole.uitslag]


def _opsomming(delen: list[str]) -> str:
    *eerder, laatste = delen
    return f"{', '.join(eerder)} en {laatste}" if eerder else laatste
