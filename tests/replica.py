"""A real streaming replica of the server of the tests, made by PostgreSQL's own pg_basebackup."""

import json
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from infra.postgres_server import SUPERUSER, Account, programs


@dataclass(frozen=True)
class Replica:
    """A server that follows another."""

    map: Path
    port: int
    account: Account
    programmas: Path
    beheerder: str

    def url(self, van: str) -> str:
        """The address of this replica for who has that of the server it follows."""
        delen = urlsplit(van)
        wie, _, _ = delen.netloc.rpartition("@")
        return urlunsplit(delen._replace(netloc=f"{wie}@127.0.0.1:{self.port}"))

    def start(self) -> None:
        """Start the server and wait until it answers."""
        opties = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c hot_standby=on"
        self._pg_ctl("start", "-l", str(self.map / "server.log"), "-o", opties)

    def herstel(self) -> None:
        """Let it follow again, whatever was done to it."""
        if not self._draait():
            self.start()
        self.pauzeer(verder=True)

    def stop(self) -> None:
        """Stop the server at once, as a crash would."""
        self._pg_ctl("stop", "-m", "immediate")

    def pauzeer(self, *, verder: bool = False) -> None:
        """Stop taking over what the other server does, or go on with it."""
        doe = "pg_wal_replay_resume" if verder else "pg_wal_replay_pause"
        with psycopg.connect(self.beheerder, autocommit=True) as beheer:
            beheer.execute(f"SELECT {doe}()")

    def _draait(self) -> bool:
        return self.account.run(self.programmas / "pg_ctl", "status", "-D", self.map).returncode == 0

    def _pg_ctl(self, *wat: str) -> None:
        gedaan = self.account.run(self.programmas / "pg_ctl", *wat[:1], "-D", self.map, "-w", *wat[1:])
        assert gedaan.returncode == 0, gedaan.stderr


@contextmanager
def replica_van(folder: Path, url: str) -> Iterator[Replica]:
    """A replica of the embedded server of this folder, for as long as the block lasts; ``url`` is any of it."""
    account, wachtwoord = Account.for_folder(folder), _wachtwoord(folder)
    werk = Path(tempfile.mkdtemp(prefix="casus-replica-"))
    werk.chmod(0o711)
    account.own(werk)
    programmas = programs(folder, account)
    bron = f"host=127.0.0.1 port={urlsplit(url).port} user={SUPERUSER} password={wachtwoord}"
    kopie = account.run(
        *(programmas / "pg_basebackup", "-D", werk / "cluster", "-R", "-c", "fast", "-X", "stream"),
        *("-d", bron),
    )
    assert kopie.returncode == 0, kopie.stderr
    port = _vrije_poort()
    beheerder = f"host=127.0.0.1 port={port} user={SUPERUSER} password={wachtwoord} dbname=postgres"
    replica = Replica(werk / "cluster", port, account, programmas, beheerder)
    try:
        replica.start()
        yield replica
    finally:
        account.run(programmas / "pg_ctl", "stop", "-D", replica.map, "-m", "immediate", "-w")
        shutil.rmtree(werk, ignore_errors=True)


def _wachtwoord(folder: Path) -> str:
    return str(json.loads((folder / "credentials.json").read_text())[SUPERUSER])


def _vrije_poort() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return int(proef.getsockname()[1])
