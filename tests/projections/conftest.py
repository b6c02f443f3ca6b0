"""A database with the empty tables of all views, for each test."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.schema import CreateSchema

from infra.embedded_postgres import discard, embedded
from projections.weergave import metadata
from tests.projections.historie import leeg

SCHEMA = "weergave"


@pytest.fixture(scope="session")
def motor_met_tabellen() -> Iterator[Engine]:
    """Start a server for the run, not in pytest's own folder: that is closed to the account it runs under."""
    folder = Path(tempfile.mkdtemp(prefix="casus-test-"))
    folder.chmod(0o711)
    try:
        with embedded(folder, durable=False, announce=lambda _: None) as server:
            motor = create_engine(server.owner_url.replace("postgresql://", "postgresql+psycopg://"))
            with motor.begin() as verbinding:
                verbinding.execute(CreateSchema(SCHEMA))
                metadata.create_all(verbinding)
            yield motor
            motor.dispose()
        discard(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def motor(motor_met_tabellen: Engine) -> Engine:
    """Give an engine on a database in which the views are empty."""
    leeg(motor_met_tabellen)
    motor_met_tabellen.dispose()
    return motor_met_tabellen
