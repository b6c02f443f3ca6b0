"""The cases and questions that are told on purpose, each at a table that works in the way it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from api.demo.dagen import werkdag_voor
from api.demo.loop import Daarna, Einde, Halte, Heragendering, Loop, Overleg, Toestemming
from api.demo.vragen import Gesprek
from domain.casus.waarden import Uitkomst
from domain.consultatie.waarden import Vraagaard
from domain.tafels import Stap, Stuk, Tafel
from infra.kalender import feestdag

TAFEL = "zvh-zaanstreek-waterland"
"""The table of the tour in README.md."""
TERUGBLIK = timedelta(weeks=12)


@dataclass(frozen=True)
class Gemeld:
    """A case that was brought in so many days ago; on the last working day if that was none."""

    dagen: int


@dataclass(frozen=True)
class Getrieerd:
    """A case that came to the triage so many weeks before the last one."""

    weken: int


def wanneer_dag(tafel: Tafel, wanneer: Gemeld | Getrieerd, toeval: Random, *, vandaag: date) -> date:
    """The day of the aanmelding."""
    if isinstance(wanneer, Gemeld):
        return werkdag_voor(vandaag - timedelta(days=wanneer.dagen))
    gister = vandaag - timedelta(days=1)
    laatste = tafel.triage.zittingen(vandaag - TERUGBLIK, gister, feestdag=feestdag)[-1].datum
    return werkdag_voor(laatste - timedelta(weeks=wanneer.weken, days=toeval.randint(1, 5)))


# --- in which way a table works ---------------------------------------------------------------------------------


def hier(tafel: Tafel) -> bool:
    """The table of the tour."""
    return tafel.id == TAFEL


def op_toestemming(tafel: Tafel) -> bool:
    """It discusses on consent, also of children."""
    return Stuk.TOESTEMMING in tafel.vraagt


def anoniem(tafel: Tafel) -> bool:
    """It hears roles, never names."""
    return tafel.anoniem


def met_ritme(tafel: Tafel) -> bool:
    """Its casusoverleg has a rhythm, and it can bring a case two levels up."""
    return bool(tafel.overleggen) and any(tafel.op_van(niveau.code) for niveau in tafel.opschalen)


def deelt(tafel: Tafel) -> bool:
    """It asks consent before it refers a case."""
    return any(Stap.DOORVERWIJZEN in doel.nodig_voor for doel in tafel.toestemming)


@dataclass(frozen=True)
class Vast:
    """One case: how long ago, what course it took, and at which of the tables it could be."""

    wanneer: Gemeld | Getrieerd
    loop: Loop
    bij: Callable[[Tafel], bool] = hier


ICO, ADVIES, AANGEHOUDEN = Uitkomst.ICO, Uitkomst.ADVIES, Uitkomst.AANGEHOUDEN
DOORVERWEZEN, AFGEWEZEN = Uitkomst.DOORVERWEZEN, Uitkomst.AFGEWEZEN
TWEEMAAL = (AANGEHOUDEN, ICO)

VAST: tuple[Vast, ...] = (
    # waiting for triage: complete, incomplete, and over the term
    Vast(Gemeld(1), Loop(tot=Halte.MELDING)),
    Vast(Gemeld(1), Loop(tot=Halte.MELDING, mist=(Stuk.GRONDSLAG, Stuk.CRITERIA))),
    Vast(Gemeld(1), Loop(tot=Halte.MELDING, toestemming=Toestemming.GEGEVEN)),
    Vast(
        Gemeld(1),
        Loop(tot=Halte.MELDING, mist=(Stuk.VOORCONTACT,), toestemming=Toestemming.GEWEIGERD),
    ),
    Vast(Gemeld(11), Loop(tot=Halte.MELDING, mist=(Stuk.CRITERIA, Stuk.REGULIERE_ROUTES))),
    Vast(Gemeld(18), Loop(tot=Halte.MELDING)),
    # held over: still waiting, and completed in the meantime
    Vast(Getrieerd(0), Loop(tot=Halte.TRIAGE, mist=(Stuk.CRITERIA,), uitkomsten=(AANGEHOUDEN,))),
    Vast(Getrieerd(1), Loop(tot=Halte.REGIE, mist=(Stuk.AANPAK,), aangevuld=True, uitkomsten=TWEEMAAL)),
    # taken up: an ICO in the coming weeks
    Vast(Getrieerd(1), Loop(tot=Halte.ICO, ico_over=16)),
    Vast(Getrieerd(2), Loop(tot=Halte.ICO, ico_over=20, overleg=Overleg.VERZET)),
    # monitoring: overdue actions, whose turn it is, her-agendering proposed and decided, opgeschaald
    Vast(Getrieerd(9), Loop(tot=Halte.MONITORING, traag=True, weken=40)),
    Vast(Getrieerd(10), Loop(tot=Halte.MONITORING, heragendering=Heragendering.VOORGESTELD, weken=40)),
    Vast(Getrieerd(10), Loop(tot=Halte.MONITORING, heragendering=Heragendering.BESLOTEN, weken=40)),
    Vast(Getrieerd(12), Loop(tot=Halte.MONITORING, niveaus=1, weken=40)),
    Vast(Getrieerd(11), Loop(tot=Halte.MONITORING, toestemming=Toestemming.INGETROKKEN, weken=40)),
    Vast(Getrieerd(13), Loop(tot=Halte.MONITORING, overleg=Overleg.AFGEZEGD, weken=40)),
    # not taken up: due today, waiting for the second person, and destroyed
    Vast(
        Getrieerd(0),
        Loop(tot=Halte.TRIAGE, uitkomsten=(AFGEWEZEN,), toestemming=Toestemming.GEWEIGERD),
    ),
    Vast(Getrieerd(1), Loop(tot=Halte.VOORGESTELD, uitkomsten=(DOORVERWEZEN,))),
    Vast(Getrieerd(3), Loop(uitkomsten=(ADVIES,))),
    # up, down and closing
    Vast(Getrieerd(30), Loop(einde=Einde.AFGESCHAALD, weken=18)),
    Vast(Getrieerd(25), Loop(einde=Einde.VOORLOPIG, weken=14)),
    Vast(Getrieerd(32), Loop(tot=Halte.EINDE, einde=Einde.VOORLOPIG, heropend=True, weken=16)),
    Vast(Getrieerd(30), Loop(tot=Halte.EINDE, weken=16, toestemming=Toestemming.GEGEVEN)),
    Vast(Getrieerd(34), Loop(tot=Halte.VOORGESTELD, weken=16)),
    # destroyed
    Vast(Getrieerd(12), Loop(uitkomsten=(AFGEWEZEN,))),
    Vast(Getrieerd(38), Loop(weken=16)),
    Vast(Getrieerd(44), Loop(einde=Einde.AFGESCHAALD, heropend=True, weken=14)),
    # consent: a child that turns twelve on the way, one whose birth date came later, refused, withdrawn
    Vast(
        Getrieerd(14),
        Loop(tot=Halte.MONITORING, wordt_twaalf_over=20, gezag_onduidelijk=True, weken=40),
        op_toestemming,
    ),
    Vast(Getrieerd(16), Loop(tot=Halte.MONITORING, wordt_twaalf_over=45, weken=40), met_ritme),
    Vast(Getrieerd(9), Loop(tot=Halte.MONITORING, zonder_geboortedatum=True, weken=40), op_toestemming),
    Vast(
        Getrieerd(5),
        Loop(uitkomsten=(AANGEHOUDEN, AFGEWEZEN), toestemming=Toestemming.GEWEIGERD),
        op_toestemming,
    ),
    Vast(Getrieerd(22), Loop(tot=Halte.EINDE, toestemming=Toestemming.INGETROKKEN, weken=16), met_ritme),
    Vast(Gemeld(1), Loop(tot=Halte.MELDING, mist=(Stuk.TOESTEMMING,)), op_toestemming),
    # two levels up and back, and still up there
    Vast(Getrieerd(26), Loop(tot=Halte.MONITORING, niveaus=2, terug=True, weken=40), met_ritme),
    Vast(Getrieerd(18), Loop(tot=Halte.MONITORING, niveaus=2, weken=40), met_ritme),
    # on the agenda of a casusoverleg to the end, and back on it
    Vast(Getrieerd(34), Loop(einde=Einde.AFGESCHAALD, weken=14), met_ritme),
    Vast(Getrieerd(20), Loop(heragendering=Heragendering.BESLOTEN, weken=30), met_ritme),
    # anonymous, referred to another table, and known at two tables at once
    Vast(Getrieerd(8), Loop(tot=Halte.MONITORING, weken=40), anoniem),
    Vast(Getrieerd(12), Loop(uitkomsten=(DOORVERWEZEN,), doorgegeven=True), deelt),
    Vast(Getrieerd(14), Loop(uitkomsten=(DOORVERWEZEN,), doorgegeven=True)),
    Vast(Gemeld(3), Loop(tot=Halte.MELDING, bekend=True, uitgesteld=True)),
    Vast(Gemeld(40), Loop(bekend=True, uitgesteld=True), op_toestemming),
    # keeping: held for a claim, restricted, one person sooner than the rest, left out of a list
    Vast(Getrieerd(38), Loop(tot=Halte.EINDE, weken=14, daarna=Daarna.CLAIM)),
    Vast(Getrieerd(24), Loop(tot=Halte.MONITORING, weken=12, daarna=Daarna.BEPERKT)),
    Vast(Getrieerd(28), Loop(tot=Halte.MONITORING, weken=12, daarna=Daarna.EIGEN_TERMIJN)),
    Vast(Getrieerd(32), Loop(tot=Halte.EINDE, weken=14, daarna=Daarna.TOCH_NIET)),
    # it began more than five years ago: extended, and the contribution of who did not agree is gone
    Vast(
        Getrieerd(267),
        Loop(tot=Halte.MONITORING, weken=238, aanmelder="gemeente-zaanstad", daarna=Daarna.VERLENGD),
    ),
    # what people ask of their own data: waiting for a second person, done, erased, refused, withdrawn
    Vast(Getrieerd(24), Loop(tot=Halte.MONITORING, weken=12, daarna=Daarna.INZAGE)),
    Vast(Getrieerd(26), Loop(tot=Halte.MONITORING, weken=12, daarna=Daarna.RECTIFICATIE)),
    Vast(Getrieerd(34), Loop(tot=Halte.EINDE, weken=14, daarna=Daarna.WISSING)),
    Vast(Getrieerd(26), Loop(tot=Halte.MONITORING, weken=12, daarna=Daarna.BEZWAAR)),
    Vast(Getrieerd(28), Loop(tot=Halte.MONITORING, weken=12, daarna=Daarna.INGETROKKEN)),
)
"""In this order: the first ones are there also where few are asked for."""

GESPREKKEN: tuple[Gesprek, ...] = (
    Gesprek(Vraagaard.OP_NAAM, omgezet=True),
    Gesprek(Vraagaard.ANONIEM, krijgt_naam=True, vernietigd=True),
    Gesprek(),
    Gesprek(Vraagaard.ANONIEM, beantwoord=False),
    Gesprek(Vraagaard.OP_NAAM, toch_niet=True),
)
