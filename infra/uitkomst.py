"""What a shell works with and answers: a loaded casus, what a command led to, and a casus that is about to be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from uuid import UUID

from domain.casus.commands import MeldAan, StelVoorwaarde
from domain.casus.events import Aangemeld, Feit, Gebeurtenis, GrondslagVastgelegd
from domain.casus.evolve import vouw
from domain.casus.state import Casus
from domain.casus.voorwaarde import gaan_mee, stel_voorwaarde
from domain.casus.waarden import NIEMAND, Betrokkene
from domain.historie import Opgetekend, van_casus
from domain.protocol.state import Protocolstand
from infra.keys import Sleutelbos
from infra.kluis import Bijwerking
from infra.optekenen import Eerdere, Nieuw, Stroom
from infra.store import moment_van


@dataclass(frozen=True)
class Geladen:
    """A case as it is now, with its history and the keys that opened it.

    ``standen`` are the privacyprotocollen in force at that same moment, by regime, where they were read along.
    """

    stroom_id: UUID
    casus: Casus
    historie: tuple[Opgetekend, ...]
    bos: Sleutelbos
    standen: Mapping[str, Protocolstand] | None = None

    @property
    def versie(self) -> int:
        """The version of the last fact."""
        return self.historie[-1].versie if self.historie else 0


@dataclass(frozen=True)
class Uitgevoerd:
    """What a command led to. ``nieuw`` is empty where it changed nothing; ``positie`` is that of the last fact.

    ``anders``: an aanmelding whose kenmerk was known, with another content; that content was not recorded.
    """

    casusnummer: str
    stroom_id: UUID
    casus: Casus
    versie: int
    positie: int
    nieuw: tuple[Feit, ...]
    anders: bool = False


@dataclass(frozen=True)
class NieuweCasus:
    """A case that is decided on and not yet written."""

    casusnummer: str
    stroom: Nieuw
    bijwerking: Bijwerking
    uitgevoerd: Uitgevoerd


def met_voorwaarden_van(casus: Casus, nieuw: NieuweCasus, *, nieuw_id: Callable[[], UUID]) -> Nieuw:
    """The first facts of a case that is handed on, with the conditions that hold for what goes along.

    They stand in the name of the organisation that brings it in there, which answers for it at that table.
    """
    daar = nieuw.uitgevoerd.casus
    feiten = list(nieuw.stroom.feiten)
    for een in gaan_mee(casus):
        opdracht = StelVoorwaarde(nieuw_id(), daar.organisatie, een.voorwaarde, een.rollen, een.toelichting)
        feiten += stel_voorwaarde(daar, opdracht)
    return replace(nieuw.stroom, feiten=feiten)


def geladen_van(
    stroom: Stroom, *, op: datetime | None, standen: Mapping[str, Protocolstand] | None = None
) -> Geladen:
    """The case that a stream tells of, as it is or as it was at a moment."""
    historie = stroom.historie if op is None else tuple(moment_van(stroom.historie, op))
    return Geladen(stroom.stroom_id, vouw(van_casus(historie)), historie, stroom.bos, standen)


def uitgevoerd(
    casusnummer: str, geladen: Geladen, nieuw: Sequence[Feit], opgetekend: Sequence[Opgetekend]
) -> Uitgevoerd:
    """The answer to a command that was written, whatever was written beside it."""
    hier = [feit for feit in opgetekend if feit.stroom_id == geladen.stroom_id]
    casus = vouw(van_casus(hier), geladen.casus)
    # The views have to have seen all of it, not only what is of this case.
    return Uitgevoerd(
        casusnummer, geladen.stroom_id, casus, hier[-1].versie, opgetekend[-1].positie, tuple(nieuw)
    )


def als_eerder(eerder: Eerdere) -> Uitgevoerd:
    """The answer to a command that was given and carried out before, as it was then."""
    casus, laatste = vouw(van_casus(eerder.toen)), eerder.laatste
    nieuw = cast("tuple[Feit, ...]", eerder.feiten)
    return Uitgevoerd(casus.casusnummer, laatste.stroom_id, casus, laatste.versie, laatste.positie, nieuw)


def zegt_hetzelfde(feiten: Sequence[Gebeurtenis], tafel_id: str, opdracht: MeldAan) -> bool:
    """Say whether a case came in with all that this aanmelding says; what was recorded later makes no difference.

    A ground may also have been recorded later: then nothing of it is lost. The ids of people are given here, so
    they do not count.
    """
    eerste = feiten[0] if feiten else None
    if not isinstance(eerste, Aangemeld):
        return False
    gronden = {(feit.grondslag, feit.toelichting) for feit in feiten if isinstance(feit, GrondslagVastgelegd)}
    grond = opdracht.grondslag
    return (
        eerste.tafel == tafel_id
        and eerste.gemeente == opdracht.gemeente
        and eerste.aanpak == opdracht.aanpak
        and eerste.leefgebieden == tuple(dict.fromkeys(opdracht.leefgebieden))
        and eerste.criteria == opdracht.criteria
        and eerste.reguliere_routes == opdracht.reguliere_routes
        and eerste.voorcontact == opdracht.voorcontact
        and _zonder_ids(eerste.betrokkenen) == _zonder_ids(opdracht.betrokkenen)
        and (grond is None or (grond.grondslag, grond.toelichting) in gronden)
    )


def _zonder_ids(betrokkenen: Sequence[Betrokkene]) -> list[Betrokkene]:
    return [replace(mens, persoon_id=NIEMAND) for mens in betrokkenen]
