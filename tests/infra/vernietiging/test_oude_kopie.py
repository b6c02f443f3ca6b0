"""The keys of a verklaring, looked for in a real backup from before: what an auditor does with the file alone."""

import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from api.samenstelling import Dienst
from infra.database import Database
from infra.postgres_server import Account, programs
from tests.conftest import Klok
from tests.infra.inzage.inkijk import stroom_van
from tests.infra.vernietiging.lijstverhaal import gesloten, goedgekeurd
from tests.infra.vernietiging.test_kenmerken import ZONDER_DIENST, sleutels, tot_het_einde


def dump(database: Database, thuis: Path, naar: Path, *opties: str) -> Path:
    deel = urlsplit(database.owner_url)
    pad = programs(thuis, Account.for_folder(thuis)) / "pg_dump"
    adres = ["-h", deel.hostname or "", "-p", str(deel.port), "-U", deel.username or ""]
    subprocess.run(
        [pad, *adres, *opties, "-f", naar, deel.path[1:]],
        env={"PGPASSWORD": deel.password or ""},
        check=True,
        capture_output=True,
    )
    return naar


def met_de_hand_gezocht(database: Database) -> set[str]:
    """The query that operators read in the docs."""
    docs = (Path(__file__).parents[3] / "docs" / "operators.md").read_text()
    vraag = docs.partition('psql -Atc "')[2].partition('"')[0]
    with psycopg.connect(database.owner_url) as baas:
        return {rij[0] for rij in baas.execute(vraag.encode())}


def test_an_old_backup_tells_which_keys_of_a_verklaring_it_holds_and_a_new_one_that_it_holds_none(
    dienst: Dienst, database: Database, klok: Klok, serverfolder: Path | None, tmp_path: Path
) -> None:
    if serverfolder is None:
        pytest.skip("pg_dump of the server of this run")
    weg, _blijft = gesloten(dienst), gesloten(dienst)
    aantal = len(sleutels(dienst, stroom_van(dienst, weg.casusnummer)))
    met_de_hand = met_de_hand_gezocht(database)
    voor = dump(database, serverfolder, tmp_path / "voor.sql")
    bestand = tmp_path / "verklaring.json"
    verklaard = tot_het_einde(dienst, klok, goedgekeurd(dienst, klok, weg))
    bestand.write_bytes(verklaard.inhoud)
    assert set(verklaard.verklaring.wijze.vingerafdrukken) <= met_de_hand
    assert not set(verklaard.verklaring.wijze.vingerafdrukken) & met_de_hand_gezocht(database)
    na = dump(database, serverfolder, tmp_path / "na.sql")

    oud = ZONDER_DIENST("vernietiging", "sleutels", bestand, voor)
    assert oud.code == 1
    eerste, tweede = oud.data.splitlines()
    assert eerste.startswith(f"Van de {aantal} sleutels in de verklaring staan er {aantal} in deze kopie;")
    (wissel,) = verklaard.verklaring.wijze.tijdvakken
    assert tweede.startswith(
        f"- {aantal} verpakt met de hoofdsleutel van tijdvak {wissel.oud}. Die is volgens"
    )
    nieuw = ZONDER_DIENST("vernietiging", "sleutels", bestand, na)
    assert nieuw.code == 0
    assert nieuw.data.startswith(f"Van de {aantal} sleutels in de verklaring staan er 0 in deze kopie;")

    afgekapt = tmp_path / "afgekapt.sql"
    afgekapt.write_bytes(voor.read_bytes().partition(b"COPY sleutels.sleutel (")[0])
    for geen in (
        afgekapt,
        bestand,
        dump(database, serverfolder, tmp_path / "anders", "-Fc"),
        tmp_path / "nergens",
    ):
        assert ZONDER_DIENST("vernietiging", "sleutels", bestand, geen).code == 2
    kop, midden, rest = voor.read_bytes().partition(b"COPY sleutels.sleutel (")
    afgekapt.write_bytes(kop + midden + rest.partition(b"\\.")[0])
    halverwege = ZONDER_DIENST("vernietiging", "sleutels", bestand, afgekapt)
    assert (halverwege.code, "houdt op midden in" in halverwege.gezegd) == (2, True)
    eerste_afdruk = verklaard.verklaring.wijze.vingerafdrukken[0].encode()
    bestand.write_bytes(verklaard.inhoud.replace(eerste_afdruk, b"0" * 64))
    assert ZONDER_DIENST("vernietiging", "sleutels", bestand, voor).code == 2
