"""The command that prints a token of the demo."""

from datetime import timedelta
from typing import Annotated

import typer

from api.cli_code import als_code
from api.cli_kader import CliFout, in_een_zin, instellingen, schrijf
from api.inloggen.kader import lees_kader
from api.tokens import LANGSTE_DUUR, lees_sleutel, maak_token
from domain.rollen import Medewerker, Rol
from infra.definitions import lees_definities
from infra.omgeving import Omgeving


@in_een_zin
def token(
    *,
    rol: Annotated[str, typer.Option(metavar="ROL", help=f"The role taken now: {', '.join(Rol)}.")],
    organisatie: Annotated[str, typer.Option(help="For which organisation.")],
    medewerker: Annotated[
        str | None, typer.Option(help="Pseudonymous id; by default that of the demo.")
    ] = None,
    tafel: Annotated[list[str] | None, typer.Option(help="For which tables; by default all.")] = None,
    minuten: Annotated[
        int, typer.Option(min=1, max=LANGSTE_DUUR // timedelta(minutes=1), help="How long it counts.")
    ] = 60,
) -> None:
    """Print a token of the demo, which counts on this computer only."""
    settings = instellingen()
    if lees_kader(settings).productie:
        raise CliFout("In production tokens of the demo do not count.")
    rol_nu = _rol(rol)
    bekend = lees_definities().tafels
    onbekend = [naam for naam in tafel or () if naam not in bekend]
    if onbekend:
        raise CliFout(f"There is no table {onbekend[0]!r}; known are: {', '.join(sorted(bekend))}.")
    wie = Medewerker(
        als_code(medewerker or f"demo-{rol}", "--medewerker"), rol_nu, als_code(organisatie, "--organisatie")
    )
    schrijf(
        maak_token(
            wie,
            tafel or sorted(bekend),
            sleutel=lees_sleutel(settings.tokensleutel),
            omgeving=Omgeving(),
            duur=timedelta(minutes=minuten),
        )
    )


def _rol(waarde: str) -> Rol:
    """Take a role. Typer's own message for a word of a closed list begins with a term of Pydantic's.

    Raises:
        CliFout: there is no such role.
    """
    if waarde not in set(Rol):
        raise CliFout(f"There is no such role; known are: {', '.join(Rol)}.")
    return Rol(waarde)
