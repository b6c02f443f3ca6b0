"""The doctor's look at the logboek: how far it is, what was given out, and whether the events are what it says."""

import time
from dataclasses import replace
from random import SystemRandom

from sqlalchemy import Engine

from api.bevinding import Bevinding, fout_bij, goed
from infra.inzage.controle import controleer_regels, hoogste
from infra.keys import SleutelFout
from infra.logboek.afwijking import tabelafwijking
from infra.logboek.checkpoint import Checkpoint
from infra.logboek.controle import Controle, controle
from infra.logboek.opslag import Stand, aantal_na, lees_stand
from infra.logboek.publicatie import Logboekmap
from infra.logboek.ring import Sleutelring, lees_ring
from infra.settings import Settings
from infra.tables import INZAGE, op_inzagen

NIEUWSTE, STEEKPROEF = 1000, 200
"""So many of the newest events, and so many picked at random from all, are hashed anew at each look."""

OPGENOMEN, GETEKEND = 1.5, 7.0
"""Seconds after which new events should be in the tree, and under a checkpoint, if somebody keeps the logboek."""

NAAM, INZAGEN = "logboek", "read log"


def inzagebevinding(engine: Engine, settings: Settings) -> Bevinding:
    """Look at the read log: its tree as that of the logboek, and whether the newest lines fit their records."""
    tabel = tabelafwijking(engine, (INZAGE,))
    if tabel is not None:
        return fout_bij(INZAGEN, str(tabel))
    boom = _logboek(op_inzagen(engine), settings.van_inzagen)
    if not boom.in_orde:
        return replace(boom, naam=INZAGEN)
    afwijking = controleer_regels(engine, vanaf=max(0, hoogste(engine) - NIEUWSTE)).afwijking
    if afwijking is not None:
        return fout_bij(INZAGEN, f"a line; {afwijking}; 'casus logboek controleer' looks at all of it")
    return replace(boom, naam=INZAGEN)


def logboekbevinding(engine: Engine, settings: Settings) -> Bevinding:
    """Look at the logboek of a database whose schema is up to date."""
    tabel = tabelafwijking(engine, ("feiten", "logboek"))
    return fout_bij(NAAM, str(tabel)) if tabel is not None else _logboek(engine, settings)


def _logboek(engine: Engine, settings: Settings) -> Bevinding:
    stand, achter = _hoe_ver(engine)
    bij = not achter and not stand.wachtend
    if stand.fout is None and not bij:
        stand, achter, bij = _wacht(engine, stand)
    plaats = _plaats(stand, achter)
    try:
        ring = _ring(settings, stand)
        with controle(engine, Logboekmap(settings.logboekmap), ring) as gekeken:
            afwijking = _controleer(gekeken)
            huidig = gekeken.gepubliceerd.huidig
    except SleutelFout as fout:
        return fout_bij(NAAM, str(fout))
    except OSError as fout:
        return fout_bij(NAAM, f"The folder {settings.logboekmap} cannot be read: {fout.strerror}.")
    if afwijking is not None:
        return fout_bij(NAAM, f"{plaats}; {afwijking}; 'casus logboek controleer' looks at all of it")
    if stand.fout is not None:
        return fout_bij(NAAM, f"{plaats}; nothing is signed, because of a {stand.fout}; the log says more")
    if not bij:
        return fout_bij(NAAM, f"{plaats}, and nobody keeps it; 'casus serve' does")
    waar = (
        f"newest checkpoint {huidig.grootte} of {huidig.oorsprong}"
        if isinstance(huidig, Checkpoint)
        else ("no checkpoint yet")
    )
    return goed(NAAM, f"{plaats}; {waar} in {settings.logboekmap}; newest and random events are as they were")


def _hoe_ver(engine: Engine) -> tuple[Stand, int]:
    with engine.connect() as verbinding:
        stand = lees_stand(verbinding)
        return stand, aantal_na(verbinding, stand.positie)


def _wacht(engine: Engine, voor: Stand) -> tuple[Stand, int, bool]:
    """Give whoever keeps it the time in which it should move; says as well whether it did."""
    begin = time.monotonic()
    while True:
        stand, achter = _hoe_ver(engine)
        bewogen = (stand.positie, stand.gepubliceerd) != (voor.positie, voor.gepubliceerd)
        genoeg = OPGENOMEN if achter else GETEKEND
        if bewogen or time.monotonic() - begin > genoeg:
            return stand, achter, bewogen
        time.sleep(0.2)


def _plaats(stand: Stand, achter: int) -> str:
    """How far it is."""
    if achter or stand.wachtend:
        return (
            f"{stand.grootte} leaves, {achter} events behind, {achter + stand.wachtend} without a checkpoint"
        )
    return f"{stand.grootte} leaves, up to date"


def _ring(settings: Settings, stand: Stand) -> Sleutelring | None:
    """The keys; ``None`` where nothing was signed yet and there is no key either."""
    bestand = settings.logboeksleutel
    if not bestand.exists() and not stand.gepubliceerd and Logboekmap(settings.logboekmap).sleutels() is None:
        return None
    return lees_ring(bestand, oorsprong=settings.logboek_naam)


def _controleer(gekeken: Controle) -> object | None:
    """The first thing that is wrong: among the newest events, in what was given out, or in a sample of all."""
    nieuwste = gekeken.vanaf(max(0, gekeken.stand.grootte - NIEUWSTE)).afwijking
    huidig = gekeken.gepubliceerd.huidig
    if nieuwste is not None or not isinstance(huidig, Checkpoint):
        return nieuwste
    return gekeken.steekproef(STEEKPROEF, huidig, toeval=SystemRandom())
