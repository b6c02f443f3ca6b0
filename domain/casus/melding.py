"""The rules of the melding: bringing a case in, completing it, and its ground."""

from datetime import date

from domain.casus.commands import LegGrondslagVast, MeldAan, VulAan
from domain.casus.events import Aangemeld, AanmeldingAangevuld, Feit, GrondslagVastgelegd
from domain.casus.inhoud import eis_gemeente, eis_keuzes, eis_mensen, tekst_of_niets
from domain.casus.omstandigheden import LOPEND, Omstandigheden, eis_fase
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Urgentie
from domain.tafels import Tafel
from domain.weigering import Crisisroute, Weigering


def meld_aan(casus: Casus, opdracht: MeldAan, *, bij: Omstandigheden) -> list[Feit]:
    """Bring a case in. Crisis gets its own route back as the answer [0].

    Raises:
        Crisisroute: it is a crisis.
        Weigering: by somebody else than a convenant partner, for another region, or with impossible data.
    """
    if opdracht.urgentie is Urgentie.CRISIS:
        raise Crisisroute(bij.tafel.crisisroute.tekst)
    if casus.fase is not Fase.GEEN:
        if casus.casusnummer == opdracht.casusnummer:
            return []
        raise Weigering("Deze casus is al aangemeld.")
    tafel = bij.tafel
    if opdracht.organisatie not in {keuze.code for keuze in tafel.aanmelders}:
        raise Weigering(tafel.aanmelding.via_wie)
    eis_gemeente(opdracht.gemeente, tafel)
    if not opdracht.betrokkenen:
        raise Weigering("Noem ten minste één betrokkene: de aanmelding gaat over alle betrokken inwoners.")
    eis_keuzes(opdracht, tafel)
    eis_mensen(opdracht.betrokkenen, vandaag=bij.vandaag)
    _eis_niet_later(opdracht, vandaag=bij.vandaag)
    eerste = min(opdracht.eerste_verwerking or bij.vandaag, bij.vandaag)
    termijn = bij.protocol.bij_aanmelding(eerste)
    aangemeld = Aangemeld(
        casusnummer=opdracht.casusnummer,
        tafel=tafel.id,
        regime=tafel.regime,
        definitie=tafel.definitie,
        eerste_verwerking=eerste,
        bewaren_tot=termijn.tot,
        bewaarregel=termijn.regel,
        organisatie=opdracht.organisatie,
        kenmerk=opdracht.kenmerk,
        gemeente=opdracht.gemeente,
        aanpak=opdracht.aanpak,
        betrokkenen=opdracht.betrokkenen,
        leefgebieden=tuple(dict.fromkeys(opdracht.leefgebieden)),
        criteria=opdracht.criteria,
        reguliere_routes=tekst_of_niets(opdracht.reguliere_routes),
        voorcontact=opdracht.voorcontact,
    )
    if opdracht.grondslag is None:
        return [aangemeld]
    return [aangemeld, _grondslag(opdracht.grondslag, tafel)]


def vul_aan(casus: Casus, opdracht: VulAan, *, bij: Omstandigheden) -> list[Feit]:
    """Add what was missing, as long as the case runs."""
    eis_fase(casus, LOPEND, "Aanvullen")
    eis_keuzes(opdracht, bij.tafel)
    eis_mensen(opdracht.betrokkenen, vandaag=bij.vandaag)
    _eis_niet_later(opdracht, vandaag=bij.vandaag)
    bekend = {betrokkene.persoon_id for betrokkene in casus.betrokkenen}
    for mens in opdracht.betrokkenen:
        if mens.persoon_id in bekend and mens not in casus.betrokkenen:
            raise Weigering(
                "Deze betrokkene is al aangemeld, met andere gegevens. Aanvullen wijzigt die niet."
            )
    routes = tekst_of_niets(opdracht.reguliere_routes)
    feit = AanmeldingAangevuld(
        organisatie=opdracht.organisatie,
        aanpak=opdracht.aanpak if opdracht.aanpak != casus.aanpak else None,
        betrokkenen=tuple(b for b in opdracht.betrokkenen if b.persoon_id not in bekend),
        leefgebieden=tuple(
            code for code in dict.fromkeys(opdracht.leefgebieden) if code not in casus.leefgebieden
        ),
        criteria=tuple(feit for feit in opdracht.criteria if feit not in casus.criteria),
        reguliere_routes=routes if routes != casus.reguliere_routes else None,
        voorcontact=opdracht.voorcontact if opdracht.voorcontact != casus.voorcontact else None,
    )
    leeg = AanmeldingAangevuld(opdracht.organisatie, None, (), (), (), None, None)
    return [] if feit == leeg else [feit]


def leg_grondslag_vast(casus: Casus, opdracht: LegGrondslagVast, *, bij: Omstandigheden) -> list[Feit]:
    """Record the ground on which the table works: one of its own (ZVH: WGS, not consent)."""
    eis_fase(casus, LOPEND, "Een grondslag vastleggen")
    feit = _grondslag(opdracht, bij.tafel)
    return [] if feit == casus.grondslag else [feit]


def _grondslag(opdracht: LegGrondslagVast, tafel: Tafel) -> GrondslagVastgelegd:
    if opdracht.grondslag not in {keuze.code for keuze in tafel.grondslagen}:
        raise Weigering("Deze grondslag hoort niet bij de tafel.")
    return GrondslagVastgelegd(grondslag=opdracht.grondslag, toelichting=opdracht.toelichting)


def _eis_niet_later(opdracht: MeldAan | VulAan, *, vandaag: date) -> None:
    if opdracht.voorcontact is not None and opdracht.voorcontact.op > vandaag:
        raise Weigering("Het contact vooraf ligt in de toekomst.")
