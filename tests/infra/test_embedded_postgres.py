"""The embedded PostgreSQL, with real servers: a simulated one would prove nothing about locks and kills."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from infra.embedded_postgres import Embedded, EmbeddedPostgresError, discard, embedded

pytestmark = pytest.mark.database

ROOT = Path(__file__).parents[2]
USE_UNTIL_TOLD = """
import sys
from pathlib import Path
from infra.embedded_postgres import embedded

with embedded(Path(sys.argv[1]), durable=False, announce=print) as server:
    print(server.owner_url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    # Not pytest's own temporary folder: that is closed to the account PostgreSQL gets from root.
    parent = Path(tempfile.mkdtemp(prefix="casus-test-"))
    parent.chmod(0o711)
    folder = parent / "data"
    yield folder
    discard(folder)
    shutil.rmtree(parent)


@contextmanager
def serving(data: Path) -> Iterator[Embedded]:
    with embedded(data, durable=False, announce=print) as server:
        yield server


@contextmanager
def another_process(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process that uses the server until its standard input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", USE_UNTIL_TOLD, str(data)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()


def answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def postgres_process(server: Embedded) -> int:
    return int((server.folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_two_processes_share_one_server_and_the_last_one_out_stops_it(data: Path) -> None:
    with serving(data) as server:
        url = server.owner_url
        with another_process(data) as (process, its_url):
            assert its_url == url
            process.communicate()
            assert process.returncode == 0
        assert answers(url)
    assert not answers(url)


def test_a_server_whose_user_was_killed_is_taken_over(data: Path) -> None:
    with another_process(data) as (process, its_url):
        process.kill()
        process.wait()
    assert answers(its_url)
    with serving(data) as server:
        assert server.owner_url == its_url
    assert not answers(its_url)


def test_a_killed_server_does_not_stand_in_the_way_of_the_next(data: Path) -> None:
    with serving(data) as server, psycopg.connect(server.owner_url):
        killed = postgres_process(server)
        os.kill(killed, signal.SIGKILL)
        assert eventually(lambda: not answers(server.owner_url))
    assert (server.folder / "postmaster.pid").exists()
    with serving(data) as server:
        assert postgres_process(server) != killed
        assert answers(server.service_url)


def test_a_server_that_is_started_again_is_where_it_was(data: Path) -> None:
    """Who used it when it was killed comes back to the same port, and needs to know no other."""
    with serving(data) as first:
        pid = int((first.folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        with serving(data) as second:
            assert second.service_url == first.service_url
            with psycopg.connect(first.owner_url) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_process_number_that_went_to_another_program_does_not_stand_in_the_way(data: Path) -> None:
    with serving(data) as server:
        noted = (server.folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    noted[0] = str(os.getpid())
    (server.folder / "postmaster.pid").write_text("\n".join(noted), encoding="utf-8")
    with serving(data) as server:
        assert answers(server.owner_url)


def test_the_owner_manages_its_database_and_the_service_has_only_what_it_is_given(data: Path) -> None:
    with serving(data) as server:
        with psycopg.connect(server.owner_url) as owner:
            owner.execute("CREATE TABLE note (line text)")
            owner.execute("GRANT SELECT ON note TO casus_dienst")
            rights = owner.execute("SELECT rolsuper FROM pg_roles WHERE rolname LIKE 'casus\\_%'").fetchall()
        with psycopg.connect(server.service_url, autocommit=True) as service:
            assert service.execute("SELECT line FROM note").fetchall() == []
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute("INSERT INTO note VALUES ('x')")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute("CREATE TABLE other (line text)")
    assert sorted(rights) == [(False,), (False,), (False,), (True,)]


def test_passwords_are_for_the_folder_owner_alone_and_nobody_gets_in_without_one(data: Path) -> None:
    with serving(data) as server:
        assert (data / "credentials.json").stat().st_mode & 0o777 == 0o600
        assert "postgresql://" not in repr(server)
        without = server.service_url.replace("casus_dienst_inlog:", "casus_dienst_inlog:x")
        assert not answers(without)


def test_no_personal_data_reaches_the_server_log(data: Path) -> None:
    with serving(data) as server:
        with psycopg.connect(server.owner_url, autocommit=True) as owner:
            owner.execute("CREATE TABLE person (name text PRIMARY KEY)")
            owner.execute("INSERT INTO person VALUES ('Jansen')")
            with pytest.raises(psycopg.errors.UniqueViolation):
                owner.execute("INSERT INTO person VALUES (%s)", ["Jansen"])
            with pytest.raises(psycopg.errors.UniqueViolation):
                owner.execute("INSERT INTO person VALUES ('Jansen')")
        log = (server.folder / "server.log").read_text(encoding="utf-8")
    assert "unique constraint" in log
    assert "Jansen" not in log


def test_a_server_in_use_is_not_discarded(data: Path) -> None:
    with serving(data), pytest.raises(EmbeddedPostgresError, match="in use"):
        discard(data)


def test_a_server_that_does_not_start_says_why(data: Path) -> None:
    with serving(data) as server:
        pass
    settings = server.folder / "postgresql.auto.conf"
    before = settings.read_text(encoding="utf-8")
    settings.write_text("nonsense = 1\n", encoding="utf-8")
    try:
        with pytest.raises(EmbeddedPostgresError, match="nonsense"), serving(data):
            pass
    finally:
        settings.write_text(before, encoding="utf-8")


def test_a_folder_that_cannot_be_made_gives_one_sentence(data: Path) -> None:
    in_the_way = data.parent / "file"
    in_the_way.touch()
    with pytest.raises(EmbeddedPostgresError, match="cannot be used"), serving(in_the_way / "data"):
        pass
