"""Something is left behind on purpose, by whoever owns the database or the disk: each time it is found and named."""

import base64
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from domain.vernietigingslijst.nacontrole import Soort, Uitslag
from infra.nacontrole.kopieen import BekendeKopie
from tests.infra.nacontrole.huis import LIJST, Huis, van
from tests.verhalen import Verhaal


@dataclass
class Buit:
    """What the attacker took along before the destruction."""

    huis: Huis
    verhaal: Verhaal
    stroom: UUID
    persoon: UUID
    deel: tuple[object, ...] = ()
    sleutel: tuple[object, ...] = ()
    merk: tuple[object, ...] = ()
    nummer: tuple[object, ...] = ()
    lijstrij: str = ""
    rauw: bytes = b""
    anders: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def neem(cls, huis: Huis, verhaal: Verhaal) -> "Buit":
        huis.dienst.runner.werk_bij()
        stroom = huis.stroom(verhaal)
        buit = cls(huis, verhaal, stroom, huis.mensen[verhaal.casusnummer][0])
        with psycopg.connect(huis.database.owner_url) as baas:

            def een(tabel: str) -> tuple[object, ...]:
                rij = baas.execute(
                    f"SELECT * FROM {tabel} WHERE stroom_id = %s LIMIT 1",  # noqa: S608 names of our own tables
                    (stroom,),
                ).fetchone()
                assert rij is not None
                return tuple(rij)

            buit.deel, buit.sleutel = een("kluis.deel"), een("sleutels.sleutel")
            buit.merk, buit.nummer = een("kluis.samenloop"), een("kluis.nummer")
        sleutel_id, tijdvak, ingepakt = buit.sleutel[0], buit.sleutel[4], buit.sleutel[5]
        assert isinstance(sleutel_id, UUID)
        assert isinstance(tijdvak, int)
        assert isinstance(ingepakt, bytes)
        buit.rauw = huis.ring.pak_uit(ingepakt, voor=sleutel_id, tijdvak=tijdvak)
        shutil.copy2(huis.map / "kek.json", huis.map.parent / "oude-kek.json")
        return buit

    def zet_terug(self, tabel: str, rij: tuple[object, ...]) -> None:
        """Write a row as the owner, who can switch the fence off and on."""
        gaten = ", ".join(["%s"] * len(rij))
        with psycopg.connect(self.huis.database.owner_url) as baas:
            baas.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
            baas.execute(f"INSERT INTO {tabel} VALUES ({gaten})", rij)  # noqa: S608 names of our own tables
            baas.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")

    def zonder_trekker(self, tabel: str, opdracht: str, *waarden: object) -> None:
        with psycopg.connect(self.huis.database.owner_url) as baas:
            baas.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
            baas.execute(opdracht, waarden)
            baas.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")

    @property
    def cijfertekst(self) -> bytes:
        waarde = self.deel[-1]
        assert isinstance(waarde, bytes)
        return waarde

    @property
    def opnieuw_ingepakt(self) -> bytes:
        """The data key, wrapped by the KEK that lives."""
        sleutel_id = self.sleutel[0]
        assert isinstance(sleutel_id, UUID)
        return self.huis.ring.huidig.pak_in(self.rauw, voor=sleutel_id)


def _eigen_tabel(soort: str, waarde: Callable[[Buit], object]) -> Callable[[Buit], None]:
    def doe(buit: Buit) -> None:
        buit.huis.als_baas("CREATE SCHEMA elders")
        buit.huis.als_baas(f"CREATE TABLE elders.kopie (nr int, iets {soort})")
        buit.huis.als_baas("INSERT INTO elders.kopie VALUES (1, %s)", waarde(buit))

    return doe


def _bestand(naam: str, inhoud: Callable[[Buit], bytes]) -> Callable[[Buit], None]:
    def doe(buit: Buit) -> None:
        assert buit.huis.datamap is not None
        pad = buit.huis.datamap / naam
        pad.write_bytes(b"ruis" * 1000 + inhoud(buit) + b"ruis" * 1000)
        buit.anders["bestand"] = pad

    return doe


def _weergaverij(buit: Buit) -> None:
    with psycopg.connect(buit.huis.database.owner_url) as baas:
        baas.execute("ALTER TABLE weergave.triagelijst ADD COLUMN IF NOT EXISTS extra text")
        rij = baas.execute(
            "SELECT string_agg(quote_ident(column_name), ', '), string_agg(CASE WHEN column_name = 'stroom_id'"
            " THEN quote_literal(%s) WHEN data_type = 'boolean' THEN 'false' WHEN data_type LIKE 'timestamp%%'"
            " THEN 'now()' WHEN data_type = 'date' THEN 'current_date' WHEN data_type = 'ARRAY' THEN '''{}'''"
            " WHEN data_type IN ('integer', 'bigint', 'smallint') THEN '0' WHEN data_type = 'uuid'"
            " THEN 'gen_random_uuid()' ELSE '''x''' END, ', ')"
            " FROM information_schema.columns WHERE table_schema = 'weergave' AND table_name = 'triagelijst'",
            (str(buit.stroom),),
        ).fetchone()
        assert rij is not None
        baas.execute(f"INSERT INTO weergave.triagelijst ({rij[0]}) VALUES ({rij[1]})")  # noqa: S608 the catalogue's names


def _steekproef(buit: Buit) -> None:
    """The table is empty again; the planner remembers."""
    buit.huis.als_baas("CREATE TABLE public.even (iets text)")
    buit.huis.als_baas(
        "INSERT INTO public.even SELECT %s FROM generate_series(1, 100)", buit.verhaal.casusnummer
    )
    buit.huis.als_baas("ANALYZE public.even")
    buit.huis.als_baas("DELETE FROM public.even")


def _export(buit: Buit) -> None:
    pad = buit.huis.map.parent / "export.csv"
    pad.write_text("een rij\n")
    buit.anders["kopieen"] = lambda _: [BekendeKopie("X-23456", pad)]


def _exportmap(buit: Buit) -> None:
    map_ = buit.huis.map.parent / "exports"
    map_.mkdir()
    (map_ / "lijst.csv").write_text(f"casusnummer\n{buit.verhaal.casusnummer}\n")
    buit.anders["exportmap"] = map_


def _bewaarde_kek(buit: Buit) -> None:
    shutil.copy2(buit.huis.map.parent / "oude-kek.json", buit.huis.map / "kek.bak")


def _oude_kopie(buit: Buit) -> None:
    """The copy of the keys of an earlier replacement was put back."""
    regel = (
        f'{{"soort":"sleutel","sleutel_id":"{buit.sleutel[0]}","stroom_id":"{buit.stroom}","persoon_id":null,'
        f'"organisatie":null,"tijdvak":1,"ingepakt":"{base64.b64encode(buit.opnieuw_ingepakt).decode()}"}}\n'
    )
    with buit.huis.sleutelkopie.open("a") as stroom:
        stroom.write(regel)


@dataclass(frozen=True)
class Aanval:
    """What is left, which check finds it, and the place that this check names."""

    doe: Callable[[Buit], None]
    soort: Soort
    waar: str


AANVALLEN = {
    "a row of the kluis": Aanval(lambda b: b.zet_terug("kluis.deel", b.deel), Soort.TABELLEN, "kluis.deel"),
    "a key": Aanval(lambda b: b.zet_terug("sleutels.sleutel", b.sleutel), Soort.SLEUTELS, "sleutels.sleutel"),
    "a key that the living KEK opens": Aanval(
        lambda b: b.zet_terug("sleutels.sleutel", (*b.sleutel[:4], 2, b.opnieuw_ingepakt)),
        Soort.SLEUTELS,
        "sleutels.sleutel",
    ),
    "a new key for the case, made after the traces": Aanval(
        lambda b: b.zet_terug("sleutels.sleutel", (uuid4(), b.stroom, None, None, 2, b"x" * 60)),
        Soort.INZAGELOGBOEK,
        "sleutels.sleutel",
    ),
    "a number that leads to the stream": Aanval(
        lambda b: b.zet_terug("kluis.nummer", b.nummer), Soort.ZOEKINDEX, "kluis.nummer"
    ),
    "a mark of the search index": Aanval(
        lambda b: b.zet_terug("kluis.samenloop", b.merk), Soort.ZOEKINDEX, "kluis.samenloop"
    ),
    "a row of a view": Aanval(_weergaverij, Soort.WEERGAVEN, "weergave.triagelijst"),
    "an id in an unknown table": Aanval(
        _eigen_tabel("uuid", lambda b: b.stroom), Soort.TABELLEN, "elders.kopie"
    ),
    "an id in an array": Aanval(
        _eigen_tabel("uuid[]", lambda b: [uuid4(), b.persoon, uuid4()]), Soort.TABELLEN, "elders.kopie"
    ),
    "an id in JSON": Aanval(
        _eigen_tabel("jsonb", lambda b: f'{{"diep": [{{"van": "{b.stroom}"}}]}}'),
        Soort.TABELLEN,
        "elders.kopie",
    ),
    "an id in a text, in capitals and without dashes": Aanval(
        _eigen_tabel("text", lambda b: f"over {b.stroom.hex.upper()} dus"), Soort.TABELLEN, "elders.kopie"
    ),
    "a number in a text": Aanval(
        _eigen_tabel("text", lambda b: f"Zie ook {b.verhaal.casusnummer}."), Soort.TABELLEN, "elders.kopie"
    ),
    "a ciphertext somewhere in bytes": Aanval(
        _eigen_tabel("bytea", lambda b: b"er voor" + b.cijfertekst), Soort.TABELLEN, "elders.kopie"
    ),
    "a ciphertext in hexadecimal": Aanval(
        _eigen_tabel("text", lambda b: b.cijfertekst.hex()), Soort.TABELLEN, "elders.kopie"
    ),
    "a ciphertext in base64": Aanval(
        _eigen_tabel("text", lambda b: base64.b64encode(b.cijfertekst).decode()),
        Soort.TABELLEN,
        "elders.kopie",
    ),
    "a wrapped key in an unknown table": Aanval(
        _eigen_tabel("bytea", lambda b: b.sleutel[5]), Soort.SLEUTELS, "elders.kopie"
    ),
    "a number in a comment": Aanval(
        lambda b: b.huis.als_baas(f"COMMENT ON TABLE kluis.deel IS 'was {b.verhaal.casusnummer}'"),
        Soort.TABELLEN,
        "pg_catalog.pg_description",
    ),
    "a ciphertext as a large object": Aanval(
        lambda b: b.huis.als_baas("SELECT lo_from_bytea(0, %s)", b.cijfertekst),
        Soort.TABELLEN,
        "pg_catalog.pg_largeobject",
    ),
    "a sample that the planner kept": Aanval(_steekproef, Soort.STEEKPROEVEN, "pg_catalog.pg_stats"),
    "a line of the read log that names the case": Aanval(
        lambda b: b.huis.als_baas(
            "INSERT INTO inzage.regel (positie, inhoud) VALUES (900000, %s)",
            f'{{"waar": "{b.verhaal.casusnummer}"}}',
        ),
        Soort.INZAGELOGBOEK,
        "inzage.regel",
    ),
    "an event that keeps more than it may": Aanval(
        lambda b: b.zonder_trekker(
            "feiten.gebeurtenis",
            "UPDATE feiten.gebeurtenis SET state = convert_to(jsonb_set(convert_from(state, 'UTF8')::jsonb,"
            " '{b,gemeente}', '\"zaanstad\"')::text, 'UTF8') WHERE originator_id = %s AND originator_version = 1",
            b.stroom,
        ),
        Soort.GEBEURTENISSEN,
        "feiten.gebeurtenis",
    ),
    "a destruction that its history does not tell of": Aanval(
        lambda b: b.zonder_trekker(
            "feiten.gebeurtenis",
            "DELETE FROM feiten.gebeurtenis WHERE originator_id = %s AND topic LIKE '%%GegevensVerwijderd%%'",
            b.stroom,
        ),
        Soort.GEBEURTENISSEN,
        "feiten.gebeurtenis",
    ),
    "a fence that was taken away": Aanval(
        lambda b: b.zonder_trekker(
            "kluis.omheining", "DELETE FROM kluis.omheining WHERE stroom_id = %s", b.stroom
        ),
        Soort.OMHEINING,
        "kluis.omheining",
    ),
    "a mark of another moment than the history tells": Aanval(
        lambda b: b.zonder_trekker(
            "kluis.omheining",
            "UPDATE kluis.omheining SET op = op - interval '1 month' WHERE stroom_id = %s",
            b.stroom,
        ),
        Soort.OMHEINING,
        "kluis.omheining",
    ),
    "a fence that is switched off": Aanval(
        lambda b: b.huis.als_baas("ALTER TABLE kluis.deel DISABLE TRIGGER buiten_de_omheining"),
        Soort.OMHEINING,
        "kluis.deel",
    ),
    "a wrapped key in a file that a living KEK opens": Aanval(
        _bestand("vergeten", lambda b: b.sleutel[0].bytes + b"{" + b.opnieuw_ingepakt),  # type: ignore[attr-defined]
        Soort.BESTANDEN,
        "overige bestanden van de server",
    ),
    "a destroyed KEK that was copied beside the living one": Aanval(
        _bewaarde_kek,
        Soort.KEK,
        "bestand naast de hoofdsleutel: kek.bak",
    ),
    "an older copy of the key store": Aanval(_oude_kopie, Soort.SLEUTELKOPIE, "kopie van de sleutels"),
    "an export that is still there": Aanval(_export, Soort.EXPORTS, "X-23456"),
    "a number in the export folder": Aanval(_exportmap, Soort.EXPORTS, "exportmap"),
}


@pytest.mark.parametrize("naam", AANVALLEN)
def test_what_was_left_behind_is_found_and_named(huis: Huis, naam: str) -> None:
    aanval = AANVALLEN[naam]
    if aanval.soort is Soort.BESTANDEN and huis.datamap is None:
        pytest.skip("the server of this run keeps its files elsewhere")
    verhaal = huis.verhaal()
    huis.verhaal()
    buit = Buit.neem(huis, verhaal)
    huis.vernietig([verhaal])
    huis.vernieuw()
    aanval.doe(buit)
    if aanval.soort is not Soort.BESTANDEN:
        # Files are searched by those two tests that are about them; here it would only take time.
        buit.anders.setdefault("datamap", None)
    bestand = buit.anders.pop("bestand", None)
    try:
        nacontrole = huis.controleer(**buit.anders)
    finally:
        if isinstance(bestand, Path):
            bestand.unlink()
    controle = van(nacontrole, aanval.soort)
    assert controle.uitslag is Uitslag.MISLUKT
    assert aanval.waar in controle.waar
    assert nacontrole.uitslag is Uitslag.MISLUKT


def test_a_kek_that_was_not_destroyed_is_found_and_what_stands_on_disk_opens(huis: Huis) -> None:
    if huis.datamap is None:
        pytest.skip("the server of this run keeps its files elsewhere")
    huis.vernietig([huis.verhaal()])
    nacontrole = huis.controleer()
    assert van(nacontrole, Soort.KEK).uitslag is Uitslag.MISLUKT
    bestanden = van(nacontrole, Soort.BESTANDEN)
    assert bestanden.uitslag is Uitslag.MISLUKT
    open_ = {een.wat: een.aantal for een in bestanden.aantallen}
    assert open_["sleutels op schijf die opengaan"] > 0
    assert open_["versleutelde delen op schijf die opengaan"] > 0


def test_what_was_left_and_still_opens_is_told_apart_from_what_does_not(huis: Huis) -> None:
    verhaal = huis.verhaal()
    buit = Buit.neem(huis, verhaal)
    huis.vernietig([verhaal])
    huis.vernieuw()
    buit.zet_terug("kluis.deel", buit.deel)
    dicht = van(huis.controleer(datamap=None), Soort.SLEUTELS)
    buit.zet_terug("sleutels.sleutel", (*buit.sleutel[:4], 2, buit.opnieuw_ingepakt))
    open_ = van(huis.controleer(datamap=None), Soort.SLEUTELS)
    wat = "gevonden sleutels die opengaan"
    assert {een.wat: een.aantal for een in dicht.aantallen}[wat] == 0
    assert {een.wat: een.aantal for een in open_.aantallen}[wat] == 1
    assert LIJST not in repr(open_)
