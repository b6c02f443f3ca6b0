"""Whether a verklaring holds together: what is counted adds up, nothing stands there twice, no step is missing.

Who makes one and who checks one ask the same: a verklaring that contradicts itself is never signed, and never passes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.vernietigingslijst.nacontrole import Nacontrole, Uitslag
from domain.vernietigingslijst.verklaring import (
    VERSIE,
    Eenheidsoort,
    Handeling,
    Reden,
    Soorttelling,
    Systeem,
    Verklaring,
    Vernietigingsuitkomst,
    Verrichting,
)

MET_NUMMER = frozenset({Eenheidsoort.CASUS, Eenheidsoort.CONSULTATIE})
"""What has a number of its own that goes with it; a person and a contribution are part of a casus that lives on."""

_CODE = re.compile(r"[a-z][a-z0-9-]{0,63}")
_NUMMER = re.compile(r"[0-9]{4}-[0-9]{4,}")
_EXPORT = re.compile(r"E-[0-9A-Z]{5}-[0-9A-Z]{5}")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Strijdigheid:
    """Where a verklaring contradicts itself, in a Dutch sentence, with what was expected and found."""

    waar: str
    zin: str
    verwacht: object
    gevonden: object


def weeg_uitkomst(tellingen: Iterable[Soorttelling], nacontrole: Nacontrole) -> Vernietigingsuitkomst:
    """What it came to: full only where all that was approved and not taken off is gone and the nacontrole passed."""
    tellingen = tuple(tellingen)
    vernietigd, niet_gelukt = sum(t.vernietigd for t in tellingen), sum(t.niet_gelukt for t in tellingen)
    if nacontrole.uitslag is Uitslag.MISLUKT or (niet_gelukt and not vernietigd):
        return Vernietigingsuitkomst.MISLUKT
    if nacontrole.uitslag is Uitslag.GEDEELTELIJK or niet_gelukt:
        return Vernietigingsuitkomst.GEDEELTELIJK
    return Vernietigingsuitkomst.VOLLEDIG


def strijdigheden(verklaring: Verklaring) -> Iterator[Strijdigheid]:
    """Where the verklaring contradicts itself; nothing where it holds together."""
    yield from _vorm(verklaring)
    yield from _getallen(verklaring)
    yield from _aanleidingen(verklaring)
    yield from _dubbel(verklaring)
    yield from _mensen(verklaring)
    yield from _volgorde(verklaring)
    yield from _verslag(verklaring)


def _vorm(v: Verklaring) -> Iterator[Strijdigheid]:
    if v.versie != VERSIE:
        yield Strijdigheid("versie", "De verklaring heeft een versie die niet bekend is.", VERSIE, v.versie)
    if not _NUMMER.fullmatch(v.nummer):
        yield Strijdigheid("nummer", "Het nummer is geen jaar en volgnummer.", "2026-0001", v.nummer)
    for waar, redenen in _redenen(v):
        for reden in redenen:
            if not _CODE.fullmatch(reden.code):
                yield Strijdigheid(waar, "Een reden is geen code.", "kleine letters en streepjes", reden.code)
    for aanleiding in v.aanleidingen:
        if not _CODE.fullmatch(aanleiding.grond):
            zin = "Een grond is geen code."
            yield Strijdigheid("aanleidingen", zin, "kleine letters en streepjes", aanleiding.grond)
    yield from _hashes("verbintenissen", "Een verbintenis is geen hash.", v.verbintenissen)
    yield from _hashes("wijze.vingerafdrukken", "Een vingerafdruk is geen hash.", v.wijze.vingerafdrukken)
    for kopie in v.bekende_kopieen:
        if not _EXPORT.fullmatch(kopie):
            zin = "Een bekende kopie heeft een nummer dat geen exportnummer is."
            yield Strijdigheid("bekende_kopieen", zin, "E- en tien tekens", kopie)


def _hashes(waar: str, zin: str, waarden: Iterable[str]) -> Iterator[Strijdigheid]:
    for waarde in waarden:
        if not _HASH.fullmatch(waarde):
            yield Strijdigheid(waar, zin, "64 hexadecimale tekens", waarde)


def _getallen(v: Verklaring) -> Iterator[Strijdigheid]:
    for telling in v.tellingen:
        delen = telling.geweigerd + telling.afgevallen + telling.niet_gelukt + telling.vernietigd
        if delen != telling.voorgesteld:
            zin = "De aantallen tellen niet op tot wat is voorgesteld."
            yield Strijdigheid(f"tellingen.{telling.soort}", zin, telling.voorgesteld, delen)
        feiten = sum(feit.soort is telling.soort for feit in v.bewijs.feiten)
        if feiten != telling.vernietigd:
            zin = "Er zijn niet evenveel bewijzen als vernietigingen."
            yield Strijdigheid(f"bewijs.feiten.{telling.soort}", zin, telling.vernietigd, feiten)
        for waar, redenen, aantal in (
            ("geweigerd", v.geweigerd, telling.geweigerd),
            ("afgevallen", v.afgevallen, telling.afgevallen),
            ("niet_gelukt", v.niet_gelukt, telling.niet_gelukt),
        ):
            genoemd = sum(reden.aantal for reden in redenen if reden.soort is telling.soort)
            if genoemd != aantal:
                zin = "De redenen tellen niet op tot het aantal."
                yield Strijdigheid(f"{waar}.{telling.soort}", zin, aantal, genoemd)
    met_nummer = sum(telling.vernietigd for telling in v.tellingen if telling.soort in MET_NUMMER)
    if len(v.verbintenissen) not in {0, met_nummer}:
        zin = "Er zijn niet evenveel verbintenissen als vernietigingen met een eigen nummer."
        yield Strijdigheid("verbintenissen", zin, met_nummer, len(v.verbintenissen))
    if v.wijze.sleutels < len(v.wijze.vingerafdrukken):
        zin = "Er zijn meer vingerafdrukken dan vernietigde sleutels."
        yield Strijdigheid("wijze.sleutels", zin, len(v.wijze.vingerafdrukken), v.wijze.sleutels)


def _aanleidingen(v: Verklaring) -> Iterator[Strijdigheid]:
    vernietigd = sum(telling.vernietigd for telling in v.tellingen)
    aanleidingen = sum(aanleiding.aantal for aanleiding in v.aanleidingen)
    if aanleidingen != vernietigd:
        zin = "De aanleidingen tellen niet op tot wat is vernietigd."
        yield Strijdigheid("aanleidingen", zin, vernietigd, aanleidingen)
    regels = {regel.code for protocol in v.protocollen for regel in protocol.regels}
    for aanleiding in v.aanleidingen:
        if aanleiding.regel is not None and aanleiding.regel not in regels:
            zin = "Een aanleiding noemt een regel die in geen protocol staat."
            yield Strijdigheid("aanleidingen", zin, ", ".join(sorted(regels)), aanleiding.regel)


def _dubbel(v: Verklaring) -> Iterator[Strijdigheid]:
    soorten = [soort.value for soort in Eenheidsoort]
    if [telling.soort.value for telling in v.tellingen] != soorten:
        zin = "Niet elke soort is precies één keer geteld."
        yield Strijdigheid("tellingen", zin, ", ".join(soorten), ", ".join(t.soort for t in v.tellingen))
    yield from _oplopend("verbintenissen", v.verbintenissen)
    yield from _oplopend("wijze.vingerafdrukken", v.wijze.vingerafdrukken)
    yield from _oplopend("bekende_kopieen", v.bekende_kopieen)
    yield from _oplopend("bewijs.feiten", [feit.index for feit in v.bewijs.feiten])
    yield from _oplopend("bewijs.feiten", [feit.positie for feit in v.bewijs.feiten])
    yield from _oplopend("bewijsnummers", sorted(f.bewijsnummer for f in v.bewijs.feiten if f.bewijsnummer))


def _oplopend(waar: str, waarden: Sequence[str] | Sequence[int]) -> Iterator[Strijdigheid]:
    """Each above the one before it: sorted, and nothing twice."""
    for vorige, volgende in pairwise(waarden):
        if vorige >= volgende:  # type: ignore[operator]  # both of one sequence, so of one type
            zin = "Iets staat er dubbel of niet op volgorde."
            yield Strijdigheid(waar, zin, f"meer dan {vorige}", volgende)


def _mensen(v: Verklaring) -> Iterator[Strijdigheid]:
    if [verrichting.handeling.value for verrichting in v.verrichtingen] != [
        handeling.value for handeling in Handeling
    ]:
        zin = "Niet elke stap is precies één keer en op volgorde gezet."
        gevonden = ", ".join(verrichting.handeling for verrichting in v.verrichtingen)
        yield Strijdigheid("verrichtingen", zin, ", ".join(Handeling), gevonden)
    wie: dict[str, Verrichting] = {}
    for verrichting in v.verrichtingen:
        eerder = wie.setdefault(verrichting.door, verrichting)
        if eerder is not verrichting:
            zin = "Eén persoon zette twee verrichtingen."
            yield Strijdigheid(
                "verrichtingen", zin, f"iemand anders dan bij {eerder.handeling}", verrichting.handeling
            )


def _volgorde(v: Verklaring) -> Iterator[Strijdigheid]:
    momenten = [(f"verrichtingen.{verrichting.handeling}", verrichting.op) for verrichting in v.verrichtingen]
    if momenten:
        momenten.insert(len(momenten) - 1, ("bedenktijd.vanaf", v.bedenktijd.vanaf))
    momenten += [("nacontrole", v.nacontrole.op), ("gemaakt_op", v.gemaakt_op)]
    for (vorige, eerst), (waar, dan) in pairwise(momenten):
        if dan < eerst:
            zin = "De momenten staan niet op volgorde."
            yield Strijdigheid(waar, zin, f"niet voor {vorige}, {eerst.isoformat()}", dan.isoformat())
    if v.bedenktijd.vanaf > v.bedenktijd.tot:
        zin = "De bedenktijd was voorbij voordat er vernietigd mocht worden."
        tot, vanaf = v.bedenktijd.tot.isoformat(), v.bedenktijd.vanaf.isoformat()
        yield Strijdigheid("bedenktijd", zin, f"niet na {tot}", vanaf)


def _verslag(v: Verklaring) -> Iterator[Strijdigheid]:
    systemen = [verslag.systeem.value for verslag in v.systemen]
    if systemen != [systeem.value for systeem in Systeem]:
        zin = "Niet over elk systeem is precies één keer verslag gedaan."
        yield Strijdigheid("systemen", zin, ", ".join(Systeem), ", ".join(systemen))
    verwacht = weeg_uitkomst(v.tellingen, v.nacontrole)
    if v.uitkomst is not verwacht:
        zin = "De uitkomst volgt niet uit de aantallen en de nacontrole."
        yield Strijdigheid("uitkomst", zin, verwacht.value, v.uitkomst.value)
    if v.reservekopie.laatste != v.nacontrole.laatste_reservekopie:
        zin = "De laatste reservekopie is een andere dan die van de nacontrole."
        verwacht_op, gevonden_op = v.nacontrole.laatste_reservekopie, v.reservekopie.laatste
        yield Strijdigheid("reservekopie.laatste", zin, verwacht_op or "geen", gevonden_op or "geen")
    if not v.bewijst_niet:
        zin = "De verklaring zegt niet wat zij niet bewijst."
        yield Strijdigheid("bewijst_niet", zin, "een zin of meer", "geen")


def _redenen(v: Verklaring) -> tuple[tuple[str, tuple[Reden, ...]], ...]:
    return (
        ("opschortingen", v.opschortingen),
        ("geweigerd", v.geweigerd),
        ("afgevallen", v.afgevallen),
        ("niet_gelukt", v.niet_gelukt),
    )
