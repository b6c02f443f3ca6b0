"""The questions that come to a table: about nobody, about somebody without a name, or about somebody by name."""

from dataclasses import dataclass

from api.demo import mensen, teksten
from api.demo.aanmelding import leeftijden, maak_af
from api.demo.loop import Halte, Loop
from api.demo.stappen import Bedoeld, BijConsultatie, ControleertLijst, OpLijst, Stap, Verhaal, Vraag, ZetOm
from api.demo.verloop import vanaf_triage
from api.demo.vernietiging import DOEL, vernietiging
from api.demo.verteller import Casusverteller, Verteller
from domain.casus.waarden import Betrokkene, Verwijdergrond, Weigerreden
from domain.consultatie.aanmelding import Aanvulling
from domain.consultatie.commands import (
    Consultatieopdracht,
    GeefAdvies,
    LegBevestigingVast,
    SluitConsultatie,
    StelVraag,
    VulVraagAan,
)
from domain.consultatie.waarden import Bevestigingskanaal, Formulieradvies, Kanaal, Vraagaard
from domain.rollen import Medewerker
from domain.vernietigingslijst.waarden import Postsoort


@dataclass(frozen=True)
class Gesprek:
    """The choices that make a consultatie."""

    aard: Vraagaard = Vraagaard.ALGEMEEN
    krijgt_naam: bool = False
    beantwoord: bool = True
    omgezet: bool = False
    gesloten: bool = True
    vernietigd: bool = False
    toch_niet: bool = False
    """Who checks the list leaves it out."""


def gesprek(v: Verteller, wat: Gesprek) -> Verhaal:
    """Tell a question from the asking to its end."""
    nummer, proces = v.kenteken("Q"), v.kies(v.bezetting.procesregisseurs)
    yield v.doe(v.secretaris, "consultatie", Vraag(v.tafel.id, _gesteld(v, nummer, wat)))
    if wat.krijgt_naam:
        v.na(v.dagen(1, 2))
        erbij = VulVraagAan(v.kies(v.tafel.aanmelders).code, betrokkenen=(_iemand(v),))
        yield _stap(v, v.secretaris, nummer, erbij)
    if not wat.beantwoord:
        return
    v.na(v.dagen(1, 3))
    formulier = Formulieradvies.JA if wat.omgezet else Formulieradvies.NEE
    yield _stap(v, proces, nummer, GeefAdvies(v.kies(teksten.CONSULTADVIEZEN), formulier))
    yield _stap(v, v.secretaris, nummer, LegBevestigingVast(v.kies(tuple(Bevestigingskanaal)), v.dag))
    if wat.omgezet:
        yield from _omgezet(v, nummer, proces)
    elif wat.gesloten:
        v.na(v.dagen(3, 10))
        yield _stap(v, v.secretaris, nummer, SluitConsultatie(teksten.CONSULT_GESLOTEN))
        if wat.vernietigd:
            yield from _vernietigd(v, nummer)
        elif wat.toch_niet:
            yield from _toch_niet(v, nummer)


def _omgezet(v: Verteller, nummer: str, proces: Medewerker) -> Verhaal:
    """The question becomes an aanmelding, which goes its own way."""
    v.na(v.dagen(2, 8))
    yield v.wacht()
    gemeente, aanmelder = v.kies(v.tafel.gemeenten).code, v.kies(v.tafel.aanmelders).code
    yield v.doe(proces, "consultatie", ZetOm(nummer, Aanvulling(organisatie=aanmelder, gemeente=gemeente)))
    omgezet = v.wereld.consultatie(nummer).omgezet
    if omgezet is not None:
        casus = Casusverteller(v.toeval, v.tafel, v.nu, v.wereld, omgezet.casusnummer)
        yield from maak_af(casus)
        yield from vanaf_triage(casus, Loop(weken=v.dagen(10, 20), tot=Halte.EINDE))


def _vernietigd(v: Verteller, nummer: str) -> Verhaal:
    v.na(v.dagen(20, 40))
    yield from vernietiging(v, Bedoeld(nummer, Postsoort.CONSULTATIE, Verwijdergrond.NIET_LANGER_NODIG))


def _toch_niet(v: Verteller, nummer: str) -> Verhaal:
    v.na(v.dagen(20, 40))
    lijst, wie = v.kenteken("L"), v.bezetting
    post = Bedoeld(nummer, Postsoort.CONSULTATIE, Verwijdergrond.NIET_LANGER_NODIG)
    yield v.doe(wie.compliance, DOEL, OpLijst(lijst, (post,)))
    v.na(1)
    weigert = ((nummer, Weigerreden.NOG_NODIG, teksten.NOG_NODIG),)
    yield v.doe(wie.tweede_compliance, DOEL, ControleertLijst(lijst, weigert))


def _gesteld(v: Verteller, nummer: str, wat: Gesprek) -> StelVraag:
    return StelVraag(
        consultatienummer=nummer,
        organisatie=v.kies(v.tafel.aanmelders).code,
        kanaal=v.kies(tuple(Kanaal)),
        vraagsteller=v.kies(teksten.VRAAGSTELLERS),
        vraag=v.kies(teksten.CONSULTVRAGEN),
        aard=wat.aard,
        betrokkenen=(_iemand(v),) if wat.aard is Vraagaard.OP_NAAM else (),
    )


def _iemand(v: Verteller) -> Betrokkene:
    van, tot = leeftijden(v.tafel)
    return mensen.hoofdpersoon(v.toeval, mensen.jaren_oud(v.toeval, van, tot, vandaag=v.dag))


def _stap(v: Verteller, wie: Medewerker, nummer: str, opdracht: Consultatieopdracht) -> Stap:
    return v.doe(wie, "consultatie", BijConsultatie(nummer, opdracht))
