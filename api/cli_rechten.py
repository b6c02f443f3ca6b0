"""``casus rechten`` and ``casus toekenning``: who may do what, and who was granted it; the first grant is made here."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import orjson
import typer
from pydantic import TypeAdapter, ValidationError

from api.aanmelding import Code
from api.cli_inzagen import Organisatie, Wie, beheerder
from api.cli_kader import NIET_IN_ORDE, CliFout, in_een_zin, instellingen, schrijf, zeg
from api.rechtenblad import als_markdown
from api.rest.toekenningen import Sub, ToekenningUit, Uitgever
from api.samenstelling import dienst
from domain.rollen import Medewerker, Rol
from domain.weigering import Weigering
from infra.definitions import Definities
from infra.herziening import te_herzien
from infra.logging import stel_logging_in
from infra.rechten import rechttabel
from infra.toekenning import Aanvraag, Eindreden, Herzieningsuitkomst, OnbekendeToekenning, Soort, Toekenning

app = typer.Typer(
    name="toekenning",
    help="Who was granted what: give, end, list, and look at it again.",
    no_args_is_help=True,
)
Id = Annotated[UUID, typer.Argument(metavar="ID", help="The id of the grant.")]
Json = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
Dag = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@in_een_zin
def rechten(
    *, markdown: Annotated[bool, typer.Option("--markdown", help="Print a sheet in Markdown.")] = False
) -> None:
    """Print who may do what, as it is in force: a line for each right, or a sheet to read."""
    tabel = rechttabel()
    if markdown:
        schrijf(als_markdown(tabel))
        return
    for regel in tabel.rechten.values():
        schrijf("\t".join((regel.code, regel.recht.value, ", ".join(regel.rollen), regel.aanmelding)))


@app.command("geef")
@in_een_zin
def geef(
    *,
    uitgever: Annotated[str, typer.Option(help="The issuer ('iss') that says who this is.")],
    sub: Annotated[
        str, typer.Option(help="What it calls this person or system ('sub'); no name, no mail address.")
    ],
    als: Annotated[str, typer.Option(metavar="ID", help="Pseudonymous id of who that is here.")],
    rol: Annotated[Rol, typer.Option(help="In which role.")],
    bij: Annotated[str, typer.Option(metavar="ORGANISATIE", help="For which organisation.")],
    tafel: Annotated[list[str] | None, typer.Option(help="At which table; give it once for each.")] = None,
    vanaf: Dag = None,
    tot: Dag = None,
    recht: Annotated[
        list[str] | None, typer.Option(help="Of a system: the code of a right; give it once for each.")
    ] = None,
    medewerker: Wie = "beheer",
    organisatie: Organisatie = "zvh",
) -> None:
    """Grant a person all rights of a role, or a system (with --recht) some of them."""
    wie = beheerder(medewerker, organisatie)
    _eis_vorm(uitgever, sub, als, bij)
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        tafels = frozenset(tafel or ())
        _eis_tafels(tafels, samen.definities)
        aanvraag = Aanvraag(
            uitgever,
            sub,
            Medewerker(als, rol, bij),
            tafels,
            vanaf.date() if vanaf else samen.omgeving.vandaag(),
            tot.date() if tot else None,
            Soort.SYSTEEM if recht else Soort.MENS,
            frozenset(recht) if recht else None,
        )
        try:
            gegeven, nieuw = samen.toekenningen.geef(aanvraag, door=wie.id)
        except Weigering as fout:
            raise CliFout(str(fout)) from None
        zeg("The grant is on record." if nieuw else "This grant was there already.")
        schrijf(_regel(gegeven))


@app.command("beeindig")
@in_een_zin
def beeindig(
    id_: Id,
    *,
    reden: Annotated[Eindreden, typer.Option(help="Why.")],
    medewerker: Wie = "beheer",
    organisatie: Organisatie = "zvh",
) -> None:
    """End a grant; it counts at once."""
    wie = beheerder(medewerker, organisatie)
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        try:
            over, nieuw = samen.toekenningen.beeindig(id_, reden, door=wie)
        except (Weigering, OnbekendeToekenning) as fout:
            raise CliFout(_zin(fout)) from None
        zeg("The grant is ended." if nieuw else "This grant was ended already.")
        schrijf(_regel(over))


@app.command("lijst")
@in_een_zin
def lijst(
    *, alles: Annotated[bool, typer.Option("--alles", help="Also what is over.")] = False, json: Json = False
) -> None:
    """List who was granted what: id, person, role, organisation, tables, days, last day of use."""
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        op = None if alles else samen.omgeving.vandaag()
        _toon(samen.toekenningen.lijst(op=op), json=json)


@app.command("herziening")
@in_een_zin
def herziening(*, json: Json = False) -> None:
    """List the grants that somebody has to look at, and why. Exit code 1 if there are any."""
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        lijst_ = list(te_herzien(samen.toekenningen, samen.definities, vandaag=samen.omgeving.vandaag()))
    if json:
        schrijf(orjson.dumps([{**_json(een.toekenning), "redenen": een.redenen} for een in lijst_]).decode())
    else:
        for een in lijst_:
            schrijf(f"{_regel(een.toekenning)}\t{'; '.join(een.redenen)}")
    if lijst_:
        raise typer.Exit(NIET_IN_ORDE)


@app.command("herzie")
@in_een_zin
def herzie(
    id_: Id,
    *,
    uitkomst: Annotated[Herzieningsuitkomst, typer.Option(help="What came of it.")],
    medewerker: Wie = "beheer",
    organisatie: Organisatie = "zvh",
) -> None:
    """Put on record that somebody looked whether a grant is still needed; one that is not ends at once."""
    wie = beheerder(medewerker, organisatie)
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        try:
            gezien, nieuw = samen.toekenningen.herzie(id_, uitkomst, door=wie)
        except (Weigering, OnbekendeToekenning) as fout:
            raise CliFout(_zin(fout)) from None
        zeg("The review is on record." if nieuw else "This was on record already.")
        schrijf(_regel(gezien))


def _zin(fout: Exception) -> str:
    return str(fout) if isinstance(fout, Weigering) else "There is no grant with this id."


def _eis_vorm(uitgever: str, sub: str, als: str, bij: str) -> None:
    """Take what the REST door takes.

    Raises:
        CliFout: something has another form.
    """
    for naam, vorm, waarde in (
        ("--uitgever", Uitgever, uitgever),
        ("--sub", Sub, sub),
        ("--als", Code, als),
        ("--bij", Code, bij),
    ):
        try:
            TypeAdapter[str](vorm).validate_python(waarde)
        except ValidationError:
            raise CliFout(f"{naam} has another form; see the help of this command.") from None


def _eis_tafels(tafels: frozenset[str], definities: Definities) -> None:
    if vreemd := sorted(tafels - set(definities.tafels)):
        bekend = ", ".join(sorted(definities.tafels))
        raise CliFout(f"There is no table {vreemd[0]!r}; known are: {bekend}.")


def _toon(alle: tuple[Toekenning, ...], *, json: bool) -> None:
    if json:
        schrijf(orjson.dumps([_json(een) for een in alle]).decode())
        return
    for een in alle:
        schrijf(_regel(een))


def _json(een: Toekenning) -> dict[str, object]:
    return ToekenningUit.van(een).model_dump(mode="json", by_alias=True)


def _regel(een: Toekenning) -> str:
    tot = "ended" if een.beeindigd_op is not None else _dag(een.tot_en_met)
    return "\t".join(
        (
            str(een.id),
            een.wie.id,
            een.wie.rol.value,
            een.wie.organisatie,
            ",".join(sorted(een.tafels)) or "-",
            een.soort.value
            if een.rechten is None
            else f"{een.soort.value}: {', '.join(sorted(een.rechten))}",
            f"{een.vanaf} - {tot}",
            _dag(een.laatst_gebruikt),
        )
    )


def _dag(dag: date | None) -> str:
    return "-" if dag is None else dag.isoformat()
