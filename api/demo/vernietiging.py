"""Tells one destruction: who does what with the list, and how long is waited."""

from datetime import timedelta

from api.demo.stappen import (
    Bedoeld,
    BegintLijst,
    ControleertLijst,
    KeurtLijstGoed,
    OpLijst,
    Verhaal,
    VernietigtLijst,
)
from api.demo.verteller import Verteller
from domain.casus.waarden import Verwijdergrond

DOEL = "verwijdering"
LIJST_VOORAF = 11
"""Days before the end of a term that its list is proposed: the bedenktijd, and some for who checks and approves."""


def vernietiging(v: Verteller, *posten: Bedoeld, alleen_voorgesteld: bool = False) -> Verhaal:
    """Tell one destruction: four people, and the bedenktijd between the approval and the end."""
    lijst = v.kenteken("L")
    yield v.doe(v.bezetting.compliance, DOEL, OpLijst(lijst, posten))
    if alleen_voorgesteld:
        return
    yield from goedkeuring(v, lijst)
    yield from uitvoering(v, lijst)


def goedkeuring(v: Verteller, lijst: str) -> Verhaal:
    """Tell how a list that was proposed is checked and approved."""
    v.na(1)
    yield v.doe(v.bezetting.tweede_compliance, DOEL, ControleertLijst(lijst))
    yield v.doe(v.bezetting.fg, DOEL, KeurtLijstGoed(lijst))


def uitvoering(v: Verteller, lijst: str) -> Verhaal:
    """Tell how an approved list is carried out, once its bedenktijd and the terms of what is on it are over."""
    posten = v.wereld.lijst(lijst).op_de_lijst
    if wachten := max(een.bedenktijd_dagen for een in posten):
        v.op(v.dag + timedelta(days=wachten), uur=17)
    laatste = [
        een.bewaren_tot
        for een in posten
        if een.bewaren_tot is not None and een.grond is Verwijdergrond.TERMIJN_VERSTREKEN
    ]
    if laatste:
        v.op(max(v.dag, *laatste), uur=17)
    yield v.doe(v.bezetting.archivaris, DOEL, BegintLijst(lijst))
    yield v.doe(v.bezetting.archivaris, DOEL, VernietigtLijst(lijst))
