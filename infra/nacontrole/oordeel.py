"""From what was seen in tables and files to checks that can be read: each names what was looked at and found."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from domain.vernietigingslijst.nacontrole import Aantal, Controle, Soort, Uitslag
from infra.nacontrole.bestanden import Doorzocht
from infra.nacontrole.spoorsoort import OP_SCHIJF, Spoorsoort
from infra.nacontrole.sporen import Verbinding
from infra.nacontrole.tabellen import STEEKPROEVEN, Ronde, Tabel

_WAT = {
    Soort.TABELLEN: "Staat er nog iets van wat vernietigd is in een tabel van de database, bekend of onbekend?",
    Soort.STEEKPROEVEN: "Staat er nog iets in de steekproeven die de database van haar kolommen houdt?",
    Soort.SLEUTELS: "Is er nog een sleutel van wat vernietigd is?",
    Soort.ZOEKINDEX: "Kan wat vernietigd is nog gevonden worden via een nummer of een zoekmerk?",
    Soort.WEERGAVEN: "Staat er nog een regel in een lijst of weergave, ook zoals die op een eerder moment was?",
    Soort.INZAGELOGBOEK: "Is de sleutel weg waarmee te zien was over wie een regel van het inzagelogboek ging?",
}
_SLEUTELSOORTEN = frozenset({Spoorsoort.SLEUTEL, Spoorsoort.INGEPAKT})

_PSEUDONIEMSLEUTELS = """
SELECT count(*) FILTER (WHERE s.sleutel_id IS NOT NULL AND heel), count(*) FILTER (WHERE NOT heel)
FROM (SELECT *, persoon_id IS NULL AND organisatie IS NULL AS heel
      FROM vernietiging.spooreenheid WHERE lijst = %s) e
LEFT JOIN sleutels.sleutel s ON s.stroom_id = e.stroom_id AND s.persoon_id IS NULL AND s.organisatie IS NULL
"""
_OPGERUIMD = """
SELECT schemaname || '.' || relname,
    greatest(last_vacuum, last_autovacuum) IS NOT NULL AND greatest(last_vacuum, last_autovacuum) >= %s
FROM pg_stat_all_tables WHERE schemaname IN ('kluis', 'sleutels') AND relname IN ('deel', 'sleutel') ORDER BY 1
"""


# --- tables -------------------------------------------------------------------------------------------------------


def controles_van_tabellen(
    verbinding: Verbinding, lijst: str, ronde: Ronde, *, sleutels_open: int, teksten_open: int
) -> list[Controle]:
    """The checks that follow from one walk over all tables."""
    naar_soort: dict[Soort, list[str]] = {soort: [] for soort in _WAT}
    for plaats in {*ronde.rijen, *ronde.tabellen}:
        naar_soort[_soort_van(plaats, ronde.tabellen.get(plaats))].append(plaats)
    controles = [
        _van(soort, plaatsen, ronde) for soort, plaatsen in naar_soort.items() if soort is not Soort.SLEUTELS
    ]
    controles = [
        _met_inzagesleutels(verbinding, lijst, controle) if controle.code is Soort.INZAGELOGBOEK else controle
        for controle in controles
    ]
    return [*controles, _sleutels(naar_soort[Soort.SLEUTELS], ronde, sleutels_open, teksten_open)]


def _soort_van(plaats: str, tabel: Tabel | None) -> Soort:
    if plaats == STEEKPROEVEN:
        return Soort.STEEKPROEVEN
    if tabel is None:
        return Soort.TABELLEN
    if tabel.schema == "kluis" and tabel.kolommen & {"merk", "kenmerk_merk"}:
        return Soort.ZOEKINDEX
    per_schema = {
        "sleutels": Soort.SLEUTELS,
        "weergave": Soort.WEERGAVEN,
        "herbouw": Soort.WEERGAVEN,
        "inzage": Soort.INZAGELOGBOEK,
    }
    return per_schema.get(tabel.schema, Soort.TABELLEN)


def _van(soort: Soort, plaatsen: Iterable[str], ronde: Ronde) -> Controle:
    hier = sorted(plaatsen)
    gevonden = {sporen: sum(ronde.vondsten[plaats, sporen] for plaats in hier) for sporen in Spoorsoort}
    rijen = sum(ronde.per_eenheid[plaats] for plaats in hier)
    ongelezen = [plaats for plaats in hier if plaats in ronde.ongelezen]
    fout = rijen or any(gevonden.values())
    waar = [
        plaats
        for plaats in hier
        if ronde.per_eenheid[plaats] or any(ronde.vondsten[plaats, sporen] for sporen in Spoorsoort)
    ]
    toelichting = f"Niet te lezen met deze rechten: {', '.join(ongelezen)}." if ongelezen else ""
    return Controle(
        code=soort,
        wat=_WAT[soort],
        uitslag=Uitslag.MISLUKT
        if fout
        else Uitslag.GEDEELTELIJK
        if ongelezen or not hier
        else Uitslag.GESLAAGD,
        aantallen=(
            Aantal("tabellen bekeken", len(hier) - len(ongelezen)),
            Aantal("rijen bekeken", sum(ronde.rijen[plaats] for plaats in hier)),
            Aantal("rijen over wat vernietigd is", rijen),
            *(
                Aantal(f"{sporen.in_woorden} gevonden", aantal)
                for sporen, aantal in gevonden.items()
                if aantal
            ),
        ),
        waar=tuple(waar),
        toelichting=toelichting,
    )


def _sleutels(plaatsen: Iterable[str], ronde: Ronde, sleutels_open: int, teksten_open: int) -> Controle:
    """The key store itself, and every place where a key was found: and whether anything of it opens."""
    kaal = _van(Soort.SLEUTELS, plaatsen, ronde)
    elders = {
        plaats for (plaats, soort), aantal in ronde.vondsten.items() if soort in _SLEUTELSOORTEN and aantal
    }
    fout = kaal.uitslag is Uitslag.MISLUKT or elders or sleutels_open or teksten_open
    return replace(
        kaal,
        uitslag=Uitslag.MISLUKT if fout else kaal.uitslag,
        aantallen=(
            *kaal.aantallen,
            Aantal("gevonden sleutels die opengaan", sleutels_open),
            Aantal("gevonden versleutelde delen die opengaan", teksten_open),
        ),
        waar=tuple(sorted({*kaal.waar, *elders})),
    )


def _met_inzagesleutels(verbinding: Verbinding, lijst: str, kaal: Controle) -> Controle:
    rij = verbinding.execute(_PSEUDONIEMSLEUTELS, (lijst,)).fetchone()
    over, delen = (rij[0], rij[1]) if rij else (0, 0)
    uitleg = [kaal.toelichting] if kaal.toelichting else []
    if delen:
        uitleg.append(
            f"Bij {delen} delen van een casus die verder blijft, hoort de sleutel bij de casus als geheel; die leeft."
        )
    return replace(
        kaal,
        uitslag=Uitslag.MISLUKT if over else kaal.uitslag,
        aantallen=(*kaal.aantallen, Aantal("sleutels van pseudoniemen gevonden", over)),
        waar=(*kaal.waar, *(("sleutels.sleutel",) if over else ())),
        toelichting=" ".join(uitleg),
    )


# --- files --------------------------------------------------------------------------------------------------------


def controle_bestanden(
    verbinding: Verbinding,
    datamap: Path | None,
    doorzocht: Doorzocht,
    *,
    teksten_open: int,
    vernietigd_op: datetime | None,
) -> Controle:
    """What stands in the files of the server, and whether any of it opens."""
    gevonden = {
        soort: sum(aantal for (_, van), aantal in doorzocht.vondsten.items() if van is soort)
        for soort in OP_SCHIJF
    }
    sleutels_open = sum(doorzocht.te_openen.values())
    gezien = datamap is not None and doorzocht.bestanden > 0
    gedrukt = _gecomprimeerd_wal(verbinding)
    heel = gezien and not doorzocht.ongelezen and not gedrukt
    fout = sleutels_open or teksten_open
    return Controle(
        code=Soort.BESTANDEN,
        wat="Staat er in de bestanden van de databaseserver nog iets dat te openen is?",
        uitslag=Uitslag.MISLUKT if fout else Uitslag.GESLAAGD if heel else Uitslag.GEDEELTELIJK,
        aantallen=(
            Aantal("bestanden bekeken", doorzocht.bestanden),
            Aantal("bestanden niet te lezen", doorzocht.ongelezen),
            Aantal("megabytes bekeken", round(doorzocht.bytes / 1e6)),
            Aantal("megabytes per seconde", doorzocht.megabytes_per_seconde),
            # The same number or key stands in several files: these are places, and no number of cases.
            *(
                Aantal(f"plaatsen op schijf met {soort.in_woorden}", gevonden[soort])
                for soort in sorted(OP_SCHIJF)
            ),
            Aantal("sleutels op schijf die opengaan", sleutels_open),
            Aantal("versleutelde delen op schijf die opengaan", teksten_open),
        ),
        waar=tuple(sorted({plaats for (plaats, _), aantal in doorzocht.vondsten.items() if aantal})),
        toelichting=" ".join(
            (
                *_uitleg(gevonden, gezien=gezien, gedrukt=gedrukt, fout=bool(fout)),
                _opgeruimd(verbinding, vernietigd_op),
            )
        ),
    )


def _uitleg(gevonden: Mapping[Spoorsoort, int], *, gezien: bool, gedrukt: bool, fout: bool) -> list[str]:
    zinnen = []
    if not gezien:
        zinnen.append("De bestanden van de databaseserver zijn hier niet te lezen en dus niet gecontroleerd.")
    if gedrukt:
        zinnen.append("Het WAL is gecomprimeerd: wat daarin staat, is niet te herkennen.")
    dicht = gevonden[Spoorsoort.INGEPAKT] + gevonden[Spoorsoort.CIJFERTEKST]
    if dicht and not fout:
        zinnen.append(
            "Op schijf staan nog resten, in vrije ruimte of in het WAL: "
            f"{_plaatsen(gevonden[Spoorsoort.INGEPAKT])} met een ingepakte sleutel en "
            f"{_plaatsen(gevonden[Spoorsoort.CIJFERTEKST])} met een versleuteld deel. "
            "Die zijn met geen enkele levende sleutel meer te openen."
        )
    if gevonden[Spoorsoort.NUMMER]:
        zinnen.append(
            f"Een casusnummer staat nog leesbaar op schijf, op {_plaatsen(gevonden[Spoorsoort.NUMMER])}: hetzelfde "
            "nummer kan er vaker staan. Een nummer leidt nergens meer heen."
        )
    return zinnen


def _plaatsen(aantal: int) -> str:
    return "1 plaats" if aantal == 1 else f"{aantal} plaatsen"


def _gecomprimeerd_wal(verbinding: Verbinding) -> bool:
    rij = verbinding.execute("SELECT current_setting('wal_compression')").fetchone()
    return rij is None or rij[0] != "off"


def _opgeruimd(verbinding: Verbinding, vernietigd_op: datetime | None) -> str:
    """Whether the room was cleared up since: until then it holds what stood there."""
    rijen = verbinding.execute(_OPGERUIMD, (vernietigd_op,)).fetchall() if vernietigd_op else []
    niet = [tabel for tabel, gedaan in rijen if not gedaan]
    if not rijen or niet:
        return "Sinds de vernietiging is niet opgeruimd (VACUUM): " + ", ".join(niet or ["onbekend"]) + "."
    return "Sinds de vernietiging is opgeruimd (VACUUM)."
