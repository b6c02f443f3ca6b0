"""Alembic's entry: runs on the connection that ``infra.beheer`` hands over, in one transaction."""

from alembic import context

from infra.beheer import SCHEMAS, doeltabellen

verbinding = context.config.attributes["verbinding"]
context.configure(
    connection=verbinding,
    target_metadata=doeltabellen(),
    include_schemas=True,
    include_name=lambda naam, soort, _: soort != "schema" or naam in SCHEMAS,
    version_table_schema="beheer",
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
