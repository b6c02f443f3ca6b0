"""The rules of the overleg, and the rhythm it is planned on. Nothing but Python: no fixtures, no database."""
