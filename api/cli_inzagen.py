"""``casus inzagen``: write out who looked at a casus; and what other commands put on record when they show one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import typer
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.aanmelding import Code
from api.cli_kader import CliFout, in_een_zin, instellingen, schrijf, zeg
from api.inzagezinnen import Inzagezinnen, raadplegingen
from api.rechten import Recht
from api.samenstelling import Dienst, dienst
from domain.historie import Opgetekend
from domain.rollen import Medewerker, Rol
from infra.codec import KluisGeschonden
from infra.exportregister import Bestandsvorm, Export
from infra.inzage import lezen
from infra.inzage.regel import Diepte, Inzagedoel, Inzageregel, Inzageuitkomst, Sleutel, Verwerking
from infra.inzage.schrijven import Gezien, IntussenVernietigd, nieuwe_span
from infra.logboek.houder import NIET_GETEKEND
from infra.logging import stel_logging_in
from infra.runner import DATABASE_WEG
from infra.settings import Settings
from infra.uitkomst import Uitgevoerd

PORTIE = 1000
WEG = "There is no casus with this number, or its data were destroyed."

Wie = Annotated[
    str,
    typer.Option("--medewerker", metavar="ID", help="Pseudonymous id of who asks; the read log keeps it."),
]
Organisatie = Annotated[str, typer.Option("--organisatie", help="Of which organisation that is.")]


@in_een_zin
def inzagen(
    nummer: Annotated[str, typer.Argument(metavar="CASUSNUMMER")],
    *,
    persoon: Annotated[
        UUID | None, typer.Option(metavar="ID", help="Of one person of the casus only, by persoonId.")
    ] = None,
    medewerker: Wie = "beheer",
    organisatie: Organisatie = "zvh",
) -> None:
    """Write out in Dutch who looked at a casus, for somebody whom it is about. That this was asked is kept too."""
    wie = beheerder(medewerker, organisatie)
    stel_logging_in("ERROR")
    with dienst(instellingen(), meld=zeg) as samen:
        bekeken = _zoek(samen, nummer)
        _leg_vast(samen, bekeken, wie, wat="casus inzagen", recht=Recht.INZAGEN, doel="controle")
        regels, doelen = _regels(samen, bekeken, persoon)
        historie: Sequence[Opgetekend] = ()
        with suppress(KluisGeschonden):
            historie = samen.archief.lees(bekeken.stroom_id, bos=samen.archief.bos())
        keren = raadplegingen(historie, persoon_id=persoon)
        zinnen = Inzagezinnen(samen.definities.tafels, doelen)
        schrijf(zinnen.overzicht(regels, keren, bekeken.tafel or ""))


def leg_export_vast(settings: Settings, nummer: str, wie: Medewerker) -> Export:
    """Put on record that a bundle of a casus is taken out, in the read log and in the register of exports.

    Raises:
        CliFout: there is no such casus, or it cannot be put on record; then nothing is taken out.
    """
    with dienst(settings, meld=zeg) as samen:
        bekeken = _zoek(samen, nummer)
        _leg_vast(
            samen, bekeken, wie, wat="casus export casus", recht=Recht.CASUS_LEZEN, doel="verantwoording"
        )
        soort = samen.definities.exportsoorten["bundel-casus"]
        return samen.exports.registreer(
            soort, Bestandsvorm.ZIP, wie=wie, tafel=bekeken.tafel, stromen=[bekeken.stroom_id]
        )


def registreer_bundel(settings: Settings, soort: str, wie: Medewerker) -> Export:
    """Put on record that a bundle of a log is taken out. It shows nobody, so the read log keeps nothing of it."""
    with dienst(settings, meld=zeg) as samen:
        return samen.exports.registreer(samen.definities.exportsoorten[soort], Bestandsvorm.ZIP, wie=wie)


def registreer_verklaring(settings: Settings, vorm: Bestandsvorm, wie: Medewerker, *, tafel: str) -> Export:
    """Put on record that a verklaring is taken out. It is about nobody, so the read log keeps nothing of it."""
    with dienst(settings, meld=zeg) as samen:
        return samen.exports.registreer(
            samen.definities.exportsoorten["verklaring"], vorm, wie=wie, tafel=tafel
        )


def leg_getoond_vast(samen: Dienst, er_al: Sequence[Uitgevoerd], wie: Medewerker) -> None:
    """Put on record which cases somebody hears of who brings in what was there already.

    Raises:
        CliFout: it cannot be put on record; then nothing is said of them.
    """
    per_tafel: dict[str, list[Gezien]] = defaultdict(list)
    for keer in er_al:
        per_tafel[keer.casus.tafel].append(Gezien(keer.stroom_id, frozenset(), Diepte.PSEUDONIEM))
    with of_niets():
        samen.inzagen.schrijf_reeks(
            [
                (verwerking(samen, wie, tafel, "casus import", Recht.AANMELDEN, "melding"), gezien)
                for tafel, gezien in per_tafel.items()
            ]
        )


def beheerder(medewerker: str, organisatie: str) -> Medewerker:
    """Who sits at the keyboard.

    Raises:
        CliFout: one of the two is no code.
    """
    for waarde, optie in ((medewerker, "--medewerker"), (organisatie, "--organisatie")):
        try:
            TypeAdapter(Code).validate_python(waarde)
        except ValidationError:
            raise CliFout(f"{optie} takes letters, digits, dots and hyphens, at most 64.") from None
    return Medewerker(medewerker, Rol.BEHEERDER, organisatie)


@dataclass(frozen=True)
class _Bekeken:
    """A case that somebody takes a look at, without opening anything of it: it may be damaged."""

    stroom_id: UUID
    tafel: str | None


_ZOEK = text("""
SELECT n.stroom_id, substring(convert_from(g.state, 'UTF8') FROM '"tafel":"([A-Za-z0-9-]+)"') AS tafel
FROM kluis.nummer n
LEFT JOIN feiten.gebeurtenis g ON g.originator_id = n.stroom_id AND g.originator_version = 1
WHERE n.casusnummer = :nummer
""")


def _zoek(samen: Dienst, nummer: str) -> _Bekeken:
    with samen.engine.connect() as verbinding:
        rij = verbinding.execute(_ZOEK, {"nummer": nummer.upper()}).one_or_none()
    if rij is None:
        raise CliFout(WEG)
    return _Bekeken(rij.stroom_id, rij.tafel)


def _leg_vast(
    samen: Dienst, bekeken: _Bekeken, wie: Medewerker, *, wat: str, recht: Recht, doel: str
) -> None:
    verricht = verwerking(samen, wie, bekeken.tafel, wat, recht, doel)
    with of_niets():
        samen.inzagen.schrijf(verricht, [Gezien(bekeken.stroom_id, frozenset(), Diepte.PSEUDONIEM)])
    # What is on record is signed by whoever keeps the log; where no service runs, that is here.
    with suppress(*NIET_GETEKEND, *DATABASE_WEG):
        samen.inzagehouder.werk_bij()


def verwerking(  # noqa: PLR0917 the shape of the record
    samen: Dienst, wie: Medewerker, tafel: str | None, wat: str, recht: Recht, doel: str
) -> Verwerking:
    """What stands in the read log of something that was done at the keyboard just now."""
    nu = samen.omgeving.nu()
    return Verwerking(
        spoor=samen.omgeving.nieuw_id().hex,
        span=nieuwe_span(),
        wat=wat,
        recht=recht.value,
        doel=doel,
        wie=wie,
        tafel=tafel,
        begin=nu,
        einde=nu,
        uitkomst=Inzageuitkomst.GETOOND,
    )


@contextmanager
def of_niets() -> Iterator[None]:
    """Show nothing of what cannot go on record.

    Raises:
        CliFout: it could not, or was destroyed in between.
    """
    try:
        yield
    except IntussenVernietigd:
        raise CliFout(WEG) from None
    except SQLAlchemyError as fout:
        raise CliFout("The read log cannot be written, so nothing is shown.") from fout


def _regels(
    samen: Dienst, bekeken: _Bekeken, persoon_id: UUID | None
) -> tuple[list[Inzageregel], dict[UUID, Inzagedoel]]:
    mensen = () if persoon_id is None else (persoon_id,)
    namen = samen.inzagen.pseudoniemen(bekeken.stroom_id, mensen)
    persoon = None if persoon_id is None else namen.persoon(bekeken.stroom_id, persoon_id)
    welke = lezen.Filter(bekeken.tafel, casus=namen.casus(bekeken.stroom_id), persoon=persoon)
    regels: list[Inzageregel] = []
    na: Sleutel | None = None
    with samen.engine.connect() as verbinding:
        while portie := lezen.regels(verbinding, welke, na=na, limiet=PORTIE):
            regels += portie
            na = portie[-1].sleutel
        return regels, lezen.doelen_van(verbinding, regels)
