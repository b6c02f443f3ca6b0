"""All files of the server of the region: its own, dumps, exports and the log. The nacontrole searches them all."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from infra.database import Database
from infra.embedded_postgres import Embedded, discard, embedded
from infra.exportregister import Bestandsvorm
from infra.postgres_server import Account, programs
from tests.simulatie.mensen import PROCESREGISSEUR, ZVH
from tests.simulatie.regio import Leven, Regio, jaren_na


@dataclass(frozen=True)
class Serverbestanden:
    """A server of the region's own, and the folder in which all its files can be found."""

    server: Embedded
    map: Path

    @property
    def database(self) -> Database:
        """The database as the service and as its owner."""
        return Database(self.server.service_url, self.server.owner_url, ingebed=True, map=self.server.folder)

    def laat_zien(self, jaar: int) -> None:
        """Have the files of PostgreSQL itself searched too, in every other year: they are most of the bytes by far."""
        eigen = self.map / "server"
        eigen.unlink(missing_ok=True)
        if jaar % 2 == 0:
            eigen.symlink_to(self.server.folder, target_is_directory=True)

    def dump(self, naam: str) -> None:
        """Make a backup, with everything in it."""
        deel, thuis = urlsplit(self.server.owner_url), self.server.folder.parent
        adres = ["-h", deel.hostname or "", "-p", str(deel.port), "-U", deel.username or ""]
        subprocess.run(
            [
                programs(thuis, Account.for_folder(thuis)) / "pg_dump",
                *adres,
                "-f",
                self.map / "dumps" / naam,
                deel.path[1:],
            ],
            env={"PGPASSWORD": deel.password or ""},
            check=True,
            capture_output=True,
        )

    def exporteer(self, regio: Regio) -> tuple[str, Path]:
        """Write the numbers of what is there to a file, which is in the register before it leaves."""
        dienst = regio.dienst
        er_nog = dienst.lijsten.nummers_van(list(regio.nummers))
        export = dienst.exports.registreer(
            dienst.definities.exportsoorten["lopende-casussen"],
            Bestandsvorm.CSV,
            wie=PROCESREGISSEUR.wie,
            tafel=ZVH,
            stromen=er_nog,
        )
        bestand = self.map / "exports" / f"{export.exportnummer}.csv"
        bestand.write_text("\n".join((export.watermerk, *er_nog.values())))
        return export.exportnummer, bestand


@contextmanager
def serverbestanden() -> Iterator[Serverbestanden]:
    """Start the server; what the service logs meanwhile goes to a file beside it."""
    # Not pytest's own temporary folder: that is closed to the account PostgreSQL gets from root.
    thuis = Path(tempfile.mkdtemp(prefix="casus-test-"))
    thuis.chmod(0o711)
    alles, oud = thuis / "alles", structlog.get_config()
    for naam in ("dumps", "exports", "log"):
        (alles / naam).mkdir(parents=True)
    try:
        with (
            embedded(thuis, durable=False, announce=lambda _: None) as server,
            (alles / "log" / "casus.log").open("w") as log,
        ):
            structlog.configure(logger_factory=structlog.WriteLoggerFactory(log))
            yield Serverbestanden(server, alles)
    finally:
        structlog.configure(**oud)
        discard(thuis)
        shutil.rmtree(thuis)


def bewaart(regio: Regio, bestanden: Serverbestanden) -> Leven:
    """Each year a dump, kept for ever, and an export, of which its holder says a month later that it is gone."""
    while True:
        vandaag = regio.vandaag
        bestanden.laat_zien(vandaag.year)
        bestanden.dump(f"{vandaag:%Y}.sql")
        nummer, bestand = bestanden.exporteer(regio)
        yield vandaag + timedelta(days=30)
        bestand.unlink()
        regio.dienst.exports.bevestig_vernietigd(nummer, wie=PROCESREGISSEUR.wie, tafels=(ZVH,))
        yield jaren_na(vandaag, 1)
