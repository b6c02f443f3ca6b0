"""A log in memory in which something was destroyed, and a verklaring about that, right in every way."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from domain.rollen import Rol
from domain.vernietigingslijst.grenzen import BEWIJST_NIET
from domain.vernietigingslijst.nacontrole import Aantal, Controle, Nacontrole, Soort, Uitslag
from domain.vernietigingslijst.strijdigheid import weeg_uitkomst
from domain.vernietigingslijst.verklaring import (
    VERSIE,
    Aanleiding,
    Bedenktijd,
    Bewijs,
    Eenheidsoort,
    Handeling,
    Protocol,
    Reden,
    Regel,
    Reservekopie,
    Soorttelling,
    Systeem,
    Systeemverslag,
    Tijdvakwissel,
    Verantwoordelijke,
    Verklaring,
    Vernietigingsfeit,
    Verrichting,
    Wijze,
)
from infra.logboek.blad import Blad
from infra.logboek.checkpoint import lees_checkpoint
from infra.logboek.meervoud import maak_bewijs
from infra.logboek.notitie import lees_notitie
from infra.logboek.sleutels import Tekensleutel, schrijf_base64
from infra.verklaring.omslag import FORMAAT, Omslag
from infra.verklaring.ondertekening import maak_tekst, teken
from infra.verklaring.strook import verbintenis
from infra.verklaring.vorm import codeer
from tests.infra.logboek.bundels import Logboek
from tests.infra.logboek.spelers import LOG

VOORGESTELD = datetime(2031, 3, 10, 9, tzinfo=UTC)
VERNIETIGD = VOORGESTELD + timedelta(days=10)
BEDENKTIJD_TOT = VOORGESTELD + timedelta(days=9)
TOT = date(2031, 3, 3)
LIJST, TAFEL, REGEL, GROND = "L-7KD2M-Q9X4P", "zvh-zaanstreek", "zvh/1/plafond", "termijn-verstreken"
NUMMER, ZOUT = "C-K7M2X-9QPWD", bytes(range(32))
WIE = {
    Handeling.VOORGESTELD: ("mw-a1", Rol.COMPLIANCE),
    Handeling.GECONTROLEERD: ("mw-b2", Rol.COMPLIANCE),
    Handeling.GOEDGEKEURD: ("mw-c3", Rol.COMPLIANCE),
    Handeling.UITGEVOERD: ("mw-d4", Rol.COMPLIANCE),
}


def inhoud_van(nummer: int, **anders: object) -> str:
    """The state of a fact, as the store has it."""
    velden = {
        "bewijsnummer": f"V-BBBBB-{nummer:05}",
        "tafel": TAFEL,
        "regime": "zvh",
        "grond": GROND,
        "regel": REGEL,
        "bewaren_tot": TOT.isoformat(),
        "voorgesteld_door": "mw-a1",
        "gecontroleerd_door": "mw-b2",
        "goedgekeurd_door": "mw-c3",
        "uitgevoerd_door": "mw-d4",
        "lijstnummer": LIJST,
        "wijze": "versleutelde inhoud gewist en sleutels vernietigd",
        "systemen": ["kluis", "sleutels", "nummers", "weergaven"],
        "gecontroleerd": ["geen inhoud meer in de kluis", "geen sleutel meer"],
    }
    return json.dumps({"b": {**velden, **anders}, "op": VERNIETIGD.isoformat(), "rol": "compliance-officer"})


def feit(nummer: int, **anders: object) -> Vernietigingsfeit:
    """A destruction, as the leaf of this number, from 0."""
    return Vernietigingsfeit(
        soort=Eenheidsoort.CASUS,
        bewijsnummer=f"V-BBBBB-{nummer:05}",
        index=nummer,
        positie=2 * nummer + 1,
        stroom_id=UUID(int=1000 + nummer),
        versie=9,
        naam="casus.GegevensVerwijderd.v1",
        inhoud=inhoud_van(nummer, **anders),
    )


def log_met(feiten: Sequence[Vernietigingsfeit], grootte: int) -> Logboek:
    """A log of this size with these facts in it, and other events around them."""
    op_plaats = {een.index: een for een in feiten}
    bladen = []
    for nummer in range(grootte):
        een = op_plaats.get(nummer)
        bladen.append(
            Blad(een.positie, een.stroom_id, een.versie, een.naam, een.inhoud.encode()).codeer()
            if een
            else Blad(2 * nummer + 1, UUID(int=7), nummer + 1, "casus.Getrieerd.v1", b"{}").codeer()
        )
    logboek = Logboek()
    logboek.leg_vast(bladen)
    return logboek


def bewijs_van(
    logboek: Logboek, feiten: Sequence[Vernietigingsfeit], checkpoint: bytes | None = None
) -> Bewijs:
    notitie = checkpoint or logboek.checkpoint()
    grootte = lees_checkpoint(lees_notitie(notitie).tekst).grootte
    hashes = maak_bewijs(logboek.boom, [een.index for een in feiten], grootte) if feiten else []
    return Bewijs(LOG.naam, notitie.decode(), tuple(feiten), tuple(schrijf_base64(een) for een in hashes))


def nacontrole(uitslag: Uitslag = Uitslag.GESLAAGD) -> Nacontrole:
    controles = tuple(
        Controle(soort, f"Gekeken naar {soort.value}.", uitslag, (Aantal("rijen bekeken", 120),))
        for soort in Soort
    )
    return Nacontrole(
        uitslag,
        VERNIETIGD + timedelta(hours=2),
        controles,
        ("papier", "al verstuurde e-mail"),
        date(2031, 3, 19),
    )


def verklaring(
    bewijs: Bewijs, *, verbintenissen: Sequence[str], gecontroleerd: Nacontrole | None = None
) -> Verklaring:
    """A verklaring about these facts: one item was left out and one came off."""
    aantal, gecontroleerd = len(bewijs.feiten), gecontroleerd or nacontrole()
    tellingen = tuple(
        Soorttelling(soort, aantal + 2, 1, 1, 0, aantal)
        if soort is Eenheidsoort.CASUS
        else Soorttelling(soort, 0, 0, 0, 0, 0)
        for soort in Eenheidsoort
    )
    return Verklaring(
        versie=VERSIE,
        nummer="2031-0001",
        lijst=LIJST,
        gemaakt_op=VERNIETIGD + timedelta(hours=3),
        uitkomst=weeg_uitkomst(tellingen, gecontroleerd),
        verantwoordelijke=Verantwoordelijke(
            "zvh",
            "Zorg- en Veiligheidshuis Proefland",
            TAFEL,
            "Zorg- en Veiligheidshuis",
            "proefland",
            "Proefland",
        ),
        protocollen=(
            Protocol("zvh", 1, (Regel(REGEL, "Uiterlijk vijf jaar na de eerste verwerking.", "WGS 1.8(7)"),)),
        ),
        tellingen=tellingen,
        verbintenissen=tuple(verbintenissen),
        aanleidingen=(Aanleiding(REGEL, GROND, aantal, TOT, TOT),) if aantal else (),
        opschortingen=(Reden(Eenheidsoort.CASUS, "rechtsvordering", 1),),
        geweigerd=(Reden(Eenheidsoort.CASUS, "nog-nodig", 1),),
        afgevallen=(Reden(Eenheidsoort.CASUS, "opgeschort", 1),),
        niet_gelukt=(),
        verrichtingen=tuple(
            Verrichting(handeling, *WIE[handeling], VOORGESTELD + timedelta(days=dagen))
            for handeling, dagen in zip(Handeling, (0, 1, 2, 10), strict=True)
        ),
        bedenktijd=Bedenktijd(7, BEDENKTIJD_TOT, BEDENKTIJD_TOT),
        wijze=Wijze(
            "De versleutelde inhoud is gewist en de sleutels zijn vernietigd.",
            2 * aantal,
            tuple(f"{nummer:064x}" for nummer in range(2 * aantal)),
            (Tijdvakwissel(3, "a" * 32, 4, "b" * 32, VERNIETIGD + timedelta(hours=1)),),
        ),
        systemen=tuple(
            Systeemverslag(
                systeem,
                "Gewist in dezelfde transactie.",
                (Aantal("rijen", aantal),),
                ("Er staat niets meer.",),
            )
            for systeem in Systeem
        ),
        bekende_kopieen=("E-7KD2M-Q9X4P",),
        nacontrole=gecontroleerd,
        reservekopie=Reservekopie(
            date(2031, 3, 19), date(2031, 6, 19), "De sleutel die haar opent is vernietigd op 20 maart 2031."
        ),
        bewijs=bewijs,
        bewijst_niet=BEWIJST_NIET,
    )


FEITEN = [feit(nummer) for nummer in (3, 4, 11)]
LOGBOEK = log_met(FEITEN, 13)
BEWIJS = bewijs_van(LOGBOEK, FEITEN)
VERBINTENISSEN = sorted([verbintenis(ZOUT, NUMMER), "1" * 64, "2" * 64])
GOED = verklaring(BEWIJS, verbintenissen=VERBINTENISSEN)
SLEUTELS = f"{LOG.controlesleutel.vkey}\n"


def omslag(inhoud: Verklaring = GOED, sleutel: Tekensleutel = LOG, sleutels: str = SLEUTELS) -> Omslag:
    """Sign whatever stands in it, as only who has the key can."""
    grootte = lees_checkpoint(lees_notitie(inhoud.bewijs.checkpoint.encode()).tekst).grootte
    tekst = maak_tekst(
        oorsprong=inhoud.bewijs.oorsprong, nummer=inhoud.nummer, grootte=grootte, inhoud=codeer(inhoud)
    )
    return Omslag(FORMAAT, inhoud, teken(tekst, sleutel).codeer().decode(), sleutels)


def vervalst(wijzig: Callable[[Verklaring], Verklaring]) -> bytes:
    """Another content under the signature of the right one."""
    return replace(omslag(), inhoud=wijzig(GOED)).codeer()


def getekend(wijzig: Callable[[Verklaring], Verklaring]) -> bytes:
    """Another content, signed by the log."""
    return omslag(wijzig(GOED)).codeer()
