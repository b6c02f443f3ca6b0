"""Tells one destruction: who does what with the list, and how long is waited."""

from datetime import timedelta

from api.demo.stappen import BegintLijst, ControleertLijst, KeurtLijstGoed, OpLijst, Verhaal, VernietigtLijst
from api.demo.verteller import Verteller
from domain.casus.waarden import Verwijdergrond
from domain.vernietigingslijst.waarden import Postsoort


def vernietiging(
    v: Verteller, nummer: str, soort: Postsoort, grond: Verwijdergrond, *, alleen_voorgesteld: bool = False
) -> Verhaal:
    """Tell one destruction: four people, and the bedenktijd between the approval and the end."""
    lijst, doel, wie = v.kenteken("L"), "verwijdering", v.bezetting
    yield v.doe(wie.compliance, doel, OpLijst(lijst, nummer, soort, grond))
    if alleen_voorgesteld:
        return
    v.na(1)
    yield v.doe(wie.tweede_compliance, doel, ControleertLijst(lijst))
    yield v.doe(wie.fg, doel, KeurtLijstGoed(lijst))
    (een,) = v.wereld.lijst(lijst).posten
    if een.bedenktijd_dagen:
        v.op(v.dag + timedelta(days=een.bedenktijd_dagen), uur=17)
    if een.bewaren_tot is not None and grond is Verwijdergrond.TERMIJN_VERSTREKEN:
        v.op(max(v.dag, een.bewaren_tot), uur=17)
    yield v.doe(wie.archivaris, doel, BegintLijst(lijst))
    yield v.doe(wie.archivaris, doel, VernietigtLijst(lijst, v.kenteken("V")))
