"""The rules of the melding: bringing a case in, completing it, and its ground."""

from datetime import date

from domain.bsn import is_bsn
from domain.casus.commands import LegGrondslagVast, MeldAan, VulAan
from domain.casus.events import Aangemeld, AanmeldingAangevuld, Feit, GrondslagVastgelegd
from domain.casus.omstandigheden import LOPEND, Omstandigheden, eis_fase, eis_tekst
from domain.casus.state import Casus, Fase
from domain.casus.waarden import Betrokkene, Urgentie
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
    if opdracht.gemeente not in {keuze.code for keuze in tafel.gemeenten}:
        raise Weigering(f"Deze gemeente hoort niet bij de regio {tafel.regio}.")
    if not opdracht.betrokkenen:
        raise Weigering("Noem ten minste één betrokkene: de aanmelding gaat over alle betrokken inwoners.")
    _eis_keuzes(opdracht, tafel)
    _eis_mensen(opdracht.betrokkenen, vandaag=bij.vandaag)
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
        reguliere_routes=_tekst(opdracht.reguliere_routes),
        voorcontact=opdracht.voorcontact,
    )
    if opdracht.grondslag is None:
        return [aangemeld]
    return [aangemeld, _grondslag(opdracht.grondslag, tafel)]


def vul_aan(casus: Casus, opdracht: VulAan, *, bij: Omstandigheden) -> list[Feit]:
    """Add what was missing, as long as the case runs."""
    eis_fase(casus, LOPEND, "Aanvullen")
    _eis_keuzes(opdracht, bij.tafel)
    _eis_mensen(opdracht.betrokkenen, vandaag=bij.vandaag)
    _eis_niet_later(opdracht, vandaag=bij.vandaag)
    bekend = {betrokkene.persoon_id for betrokkene in casus.betrokkenen}
    for mens in opdracht.betrokkenen:
        if mens.persoon_id in bekend and mens not in casus.betrokkenen:
            raise Weigering(
                "Deze betrokkene is al aangemeld, met andere gegevens. Aanvullen wijzigt die niet."
            )
    routes = _tekst(opdracht.reguliere_routes)
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


def _tekst(tekst: str | None) -> str | None:
    """An empty text says nothing: it is not a piece that came in."""
    return tekst if tekst and tekst.strip() else None


def _grondslag(opdracht: LegGrondslagVast, tafel: Tafel) -> GrondslagVastgelegd:
    if opdracht.grondslag not in {keuze.code for keuze in tafel.grondslagen}:
        raise Weigering("Deze grondslag hoort niet bij de tafel.")
    return GrondslagVastgelegd(grondslag=opdracht.grondslag, toelichting=opdracht.toelichting)


def _eis_keuzes(opdracht: MeldAan | VulAan, tafel: Tafel) -> None:
    if opdracht.aanpak is not None and opdracht.aanpak not in {keuze.code for keuze in tafel.aanpakken}:
        raise Weigering("Deze aanpak hoort niet bij de tafel.")
    if not set(opdracht.leefgebieden) <= {keuze.code for keuze in tafel.leefgebieden}:
        raise Weigering("Een van de leefgebieden hoort niet bij de tafel.")
    genoemd = [feit.criterium for feit in opdracht.criteria]
    if len(set(genoemd)) != len(genoemd):
        raise Weigering("Noem elk criterium één keer.")
    if not set(genoemd) <= {criterium.code for criterium in tafel.criteria}:
        raise Weigering("Een van de criteria hoort niet bij de tafel.")
    for feit in opdracht.criteria:
        eis_tekst(feit.feiten, "de feiten bij elk criterium")


def _eis_mensen(mensen: tuple[Betrokkene, ...], *, vandaag: date) -> None:
    if len({mens.persoon_id for mens in mensen}) != len(mensen):
        raise Weigering("Noem elke betrokkene één keer.")
    for mens in mensen:
        eis_tekst(mens.naam, "de naam van elke betrokkene")
        if mens.bsn is not None and not is_bsn(mens.bsn):
            raise Weigering("Een burgerservicenummer klopt niet (het voldoet niet aan de elfproef).")
        if mens.geboortedatum is not None and mens.geboortedatum > vandaag:
            raise Weigering("Een geboortedatum ligt in de toekomst.")


def _eis_niet_later(opdracht: MeldAan | VulAan, *, vandaag: date) -> None:
    if opdracht.voorcontact is not None and opdracht.voorcontact.op > vandaag:
        raise Weigering("Het contact vooraf ligt in de toekomst.")
