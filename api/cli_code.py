"""Codes and pseudonymous ids as the command line takes them."""

from pydantic import TypeAdapter, ValidationError

from api.aanmelding import Code
from api.cli_kader import CliFout


def als_code(waarde: str, optie: str) -> str:
    """Take a code or pseudonymous id.

    Raises:
        CliFout: it is not one.
    """
    try:
        return TypeAdapter(Code).validate_python(waarde)
    except ValidationError:
        raise CliFout(f"{optie} takes letters, digits, dots and hyphens, at most 64.") from None
