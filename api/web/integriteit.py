"""Is it still what was recorded? Checked while the page is made, with the same code that anybody can run elsewhere.

The page writes the bundle of the case, as ``casus export`` does, and has it judged, as ``casus verify`` does.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, cast
from uuid import UUID

import psycopg
from sqlalchemy import Engine
from starlette.responses import HTMLResponse, Response

from api.doctor_ondertekenen import WAARDOOR
from api.rechten import Recht
from api.rest.casussen import lees_casussen
from api.rest.delen import Casusnummer, Na
from api.rest.deur import Mag
from api.rest.historie import GebeurtenisUit, gebeurtenissen_uit
from api.rest.onleesbaar import ONLEESBAAR, stroom_in_beeld
from api.rest.toegang import Toegang
from api.web.naspelen import wegen
from api.web.scherm import Kruimel, TafelVraag, Tekenaar, gekozen, tafels_van
from api.web.werk import TE_LAAT, Teller
from api.wegen import Wegen
from infra.controle import zonder_bericht_in
from infra.definitiebestanden import definitiebestanden
from infra.exportregister import Bestandsvorm
from infra.keys import SleutelFout
from infra.logboek import Afgekeurd
from infra.logboek.bewijzen import Bewijzen, LogboekGestoord, NietInHetLogboek
from infra.logboek.bron import BronInDatabase, LogboekFout
from infra.logboek.bundel import NietTeExporteren, Opdracht, schrijf_casus
from infra.logboek.checkpoint import Checkpoint, lees_checkpoint
from infra.logboek.notitie import lees_notitie
from infra.logboek.ring import lees_ring
from infra.logboek.sleutels import schrijf_base64
from infra.logboek.tekenstand import Tekenstand, lees_tekenstand
from infra.logboek.uitslag import GeenBundel, Onjuist, Uitslag
from infra.logboek.verifieer import verifieer
from infra.tables import op_inzagen

router = Wegen()

Nakijker = Annotated[Toegang, Mag(Recht.LOGBOEKBEWIJZEN, doel="controle")]

NIET_TE_CONTROLEREN = (
    "De dienst kan nu niets bewijzen: het logboek of de sleutel is niet te gebruiken. Vraag de beheerder om "
    "'casus doctor'."
)
NOG_NIETS = (
    "Er staat nog geen gebeurtenis van deze casus onder een checkpoint. Wacht tien seconden en kijk opnieuw."
)


@dataclass(frozen=True)
class Oordeel:
    """What a check found, and when. One of ``uitslag``, ``onjuist`` and ``kon_niet`` says which way it went."""

    op: datetime
    uitslag: Uitslag | None = None
    onjuist: Sequence[str] = ()
    kon_niet: str = ""
    checkpoint: Checkpoint | None = None
    notitie: str = ""
    bundel: bytes = b""

    @property
    def wortel(self) -> str:
        """The root of the tree, in base64 as it stands in the checkpoint."""
        return "" if self.checkpoint is None else schrijf_base64(self.checkpoint.wortel)

    @property
    def getuigen(self) -> Sequence[tuple[str, datetime]]:
        """Who cosigned, and when by its own clock."""
        gevonden = () if self.uitslag is None else self.uitslag.getuigen or ()
        return [(een.naam, datetime.fromtimestamp(een.tijdstip, UTC)) for een in gevonden]


@dataclass(frozen=True)
class Rondom:
    """What was looked at beside the facts that are there: whether they read, and whether others are gone."""

    leesbaar: bool
    """They read, with their content, and are those of this number."""
    zonder_bericht: bool
    """Something is marked as destroyed and no fact says so, or the other way round."""
    ontbreekt: int
    """How many events are gone of the whole log; of which case they were nobody can tell."""

    @property
    def goed(self) -> bool:
        """Nothing was found."""
        return self.leesbaar and not self.zonder_bericht and not self.ontbreekt


@dataclass(frozen=True)
class Nagekeken:
    """One fact: its place in the log, and whether the checkpoint covers it."""

    feit: GebeurtenisUit
    ondertekend: bool


def controleer(toegang: Toegang, stroom: UUID, *, watermerk: str | None = None) -> Oordeel:
    """Write the bundle of a case and judge it, with the public key of this service and the policy of its witnesses."""
    nu = toegang.dienst.omgeving.nu().replace(microsecond=0)
    try:
        notitie = toegang.dienst.bewijzen.checkpoint()
        with TemporaryDirectory(prefix="casus-bundel-") as map_:
            bestand = Path(map_) / "bundel.zip"
            _schrijf(toegang, stroom, bestand, Opdracht(nu, definitiebestanden(), (), watermerk))
            return _oordeel(toegang, bestand, notitie, nu)
    except (NietInHetLogboek, NietTeExporteren):
        return Oordeel(nu, kon_niet=NOG_NIETS)
    except (LogboekGestoord, LogboekFout, GeenBundel, SleutelFout, Afgekeurd, OSError):
        return Oordeel(nu, kon_niet=NIET_TE_CONTROLEREN)


def _schrijf(toegang: Toegang, stroom: UUID, bestand: Path, opdracht: Opdracht) -> None:
    with toegang.dienst.engine.connect() as verbinding, bestand.open("wb") as uit:
        kaal = cast("psycopg.Connection[tuple[object, ...]]", verbinding.connection.driver_connection)
        schrijf_casus(uit, BronInDatabase(kaal, toegang.dienst.settings.logboekmap), opdracht, stroom=stroom)


def _oordeel(toegang: Toegang, bestand: Path, notitie: bytes, nu: datetime) -> Oordeel:
    settings = toegang.dienst.settings
    ring = lees_ring(settings.logboeksleutel, oorsprong=settings.logboek_naam)
    beleid = None
    with suppress(FileNotFoundError):
        beleid = settings.beleid.read_bytes()
    checkpoint, tekst = lees_checkpoint(lees_notitie(notitie).tekst), notitie.decode()
    try:
        uitslag = verifieer(bestand, sleutels=ring.publiek.encode(), beleid=beleid)
    except Onjuist as fout:
        return Oordeel(nu, onjuist=fout.regels(), checkpoint=checkpoint, notitie=tekst)
    return Oordeel(nu, uitslag, checkpoint=checkpoint, notitie=tekst, bundel=bestand.read_bytes())


@router.get("/casus/{casusnummer}/integriteit")
def lees_integriteit(scherm: Tekenaar, toegang: Nakijker, casusnummer: Casusnummer) -> HTMLResponse:
    """Check the facts of a case here and now, and say how to do that without us."""
    stroom, feiten = _vind(toegang, casusnummer)
    oordeel = controleer(toegang, stroom)
    gedekt = 0 if oordeel.uitslag is None else oordeel.uitslag.aantal
    rondom = _rondom(toegang, stroom, leesbaar=bool(feiten))
    mag_lezen = toegang.gebruiker.mag(Recht.CASUS_LEZEN)
    return scherm.toon(
        "auditor/integriteit.html",
        toegang,
        [Kruimel(casusnummer, f"/casus/{casusnummer}" if mag_lezen else None), Kruimel("Echtheid")],
        casusnummer=casusnummer,
        wegen=wegen(toegang, casusnummer),
        oordeel=oordeel,
        rondom=rondom,
        feiten=[Nagekeken(feit, feit.versie <= gedekt) for feit in feiten],
    )


def _rondom(toegang: Toegang, stroom: UUID, *, leesbaar: bool) -> Rondom:
    """Look at what stands around the facts of a case, which the facts by themselves do not prove."""
    with toegang.dienst.engine.connect() as verbinding:
        gemerkt = zonder_bericht_in(verbinding, stroom)
    ontbreekt = 0
    with suppress(NietInHetLogboek, LogboekGestoord):
        ontbreekt = toegang.dienst.bewijzen.ontbrekend()
    return Rondom(leesbaar, gemerkt, ontbreekt)


def _vind(toegang: Toegang, casusnummer: str) -> tuple[UUID, Sequence[GebeurtenisUit]]:
    """The stream of a case and its facts; none where they cannot be read, which is when a check says most.

    Raises:
        OnbekendeCasus: the number leads nowhere, or the case is out of reach.
    """
    try:
        gelezen = toegang.lees(casusnummer)
        stroom = toegang.dienst.shell.laad(casusnummer).stroom_id
        return stroom, gebeurtenissen_uit(gelezen, toegang.gebruiker).regels
    except ONLEESBAAR:
        return stroom_in_beeld(toegang, casusnummer)[0], ()


@router.post("/casus/{casusnummer}/bundel")
def geef_bundel(toegang: Nakijker, casusnummer: Casusnummer) -> Response:
    """Give the bundle as a file: its number stands in it and in the register of exports.

    Raises:
        NietInHetLogboek: no bundle can be made now.
    """
    toegang.lees(casusnummer)
    toegang.eis_eerste_keer()
    geladen, dienst = toegang.dienst.shell.laad(casusnummer), toegang.dienst
    if not controleer(toegang, geladen.stroom_id).bundel:
        raise NietInHetLogboek
    export = dienst.exports.registreer(
        dienst.definities.exportsoorten["bundel-casus"],
        Bestandsvorm.ZIP,
        wie=toegang.gebruiker.wie,
        tafel=geladen.casus.tafel,
        stromen=[geladen.stroom_id],
        sleutel=toegang.sleutel,
    )
    oordeel = controleer(toegang, geladen.stroom_id, watermerk=export.watermerk)
    return Response(
        oordeel.bundel,
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{export.exportnummer}.zip"',
            **export.kopregels,
        },
    )


# --- where an auditor begins ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Getekend:
    """How far a log is signed, as an auditor reads it."""

    naam: str
    wat: str
    """What the log is made of."""
    checkpoint: Checkpoint | None
    """The newest one; ``None`` where none can be read."""
    stand: Tekenstand
    stil: bool
    """Nothing is signed any more, or it is late."""

    @property
    def wortel(self) -> str:
        """The root of the tree, in base64 as it stands in the checkpoint."""
        return "" if self.checkpoint is None else schrijf_base64(self.checkpoint.wortel)

    @property
    def adres(self) -> str:
        """Where the newest checkpoint is."""
        return f"/v1/{self.naam}/checkpoint"

    @property
    def waardoor(self) -> str:
        """What keeps it from being signed; empty where that is not known."""
        return "" if self.stand.stilstand is None else WAARDOOR[self.stand.stilstand]


def _getekend(toegang: Toegang) -> tuple[Getekend, Getekend]:
    """How far both logs are signed: that of the events, and that of who looked."""
    dienst, nu = toegang.dienst, toegang.dienst.omgeving.nu()
    van_inzagen = op_inzagen(dienst.engine)
    return (
        _getekend_is("logboek", "gebeurtenissen", dienst.bewijzen, dienst.engine, nu=nu),
        _getekend_is("inzagelogboek", "inzagen", dienst.inzagebewijzen, van_inzagen, nu=nu),
    )


def _getekend_is(naam: str, wat: str, bewijzen: Bewijzen, engine: Engine, *, nu: datetime) -> Getekend:
    checkpoint = None
    with suppress(NietInHetLogboek, LogboekGestoord):
        checkpoint = lees_checkpoint(lees_notitie(bewijzen.checkpoint()).tekst)
    with engine.connect() as verbinding:
        stand = lees_tekenstand(verbinding, gedekt=0 if checkpoint is None else checkpoint.grootte)
    return Getekend(naam, wat, checkpoint, stand, stand.staat_stil(nu))


@router.get("/controle")
def begin(scherm: Tekenaar, toegang: Nakijker, tafel: TafelVraag = None, na: Na = None) -> HTMLResponse:
    """A case by its number, the checkpoint of the whole log, and the cases of a table once one is chosen."""
    bij, mag = gekozen(toegang, tafel), toegang.gebruiker.mag
    return scherm.toon(
        "auditor/begin.html",
        toegang,
        [Kruimel("Controle")],
        tafel=bij,
        bij=bij,
        tafels=tafels_van(toegang),
        casussen=lees_casussen(toegang, bij.id, na=na) if bij and mag(Recht.CASUSSEN_LIJST) else None,
        getekend=_getekend(toegang),
        mag_lezen=mag(Recht.CASUS_LEZEN),
        mag_doel=mag(Recht.INZAGEDOEL),
    )


def stand(toegang: Toegang) -> list[Teller]:
    """How many events of all tables are signed, which wait too long for it, and where one goes on from there."""
    if not toegang.gebruiker.mag(Recht.LOGBOEKBEWIJZEN):
        return []
    logboek, inzagen = _getekend(toegang)
    aantal = 0 if logboek.checkpoint is None else logboek.checkpoint.grootte
    return [
        Teller(aantal, "gebeurtenissen ondertekend", "/controle"),
        *(
            Teller(een.stand.wachtend, f"{een.wat} wachten te lang op een handtekening", "/controle", TE_LAAT)
            for een in (logboek, inzagen)
            if een.stil
        ),
    ]
