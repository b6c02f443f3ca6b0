"""The command that prints the contract of the REST door."""

from api.app import beschrijving
from api.cli_kader import in_een_zin, schrijf_json
from infra.logging import stel_logging_in


@in_een_zin
def openapi() -> None:
    """Print the OpenAPI description of the REST door."""
    stel_logging_in("ERROR")
    schrijf_json(beschrijving())
