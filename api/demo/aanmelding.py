"""How an invented case comes in: with the pieces that its table asks for, as the table words them."""

from dataclasses import replace
from datetime import date, timedelta

from api.demo import mensen, teksten, toestemming
from api.demo.loop import Loop, Toestemming
from api.demo.stappen import KijkSamenloop, Verhaal
from api.demo.verteller import Casusverteller
from api.demo.wereld import Bekende
from domain.casus.commands import LegGrondslagVast, MeldAan, VulAan
from domain.casus.toestemming import leeftijd_op
from domain.casus.waarden import Betrokkene, Criteriumfeit, Voorcontact
from domain.tafels import Stap, Stuk, Tafel

VOLWASSEN = 18
VELD = {
    Stuk.AANPAK: "aanpak",
    Stuk.LEEFGEBIEDEN: "leefgebieden",
    Stuk.CRITERIA: "criteria",
    Stuk.REGULIERE_ROUTES: "reguliere_routes",
    Stuk.VOORCONTACT: "voorcontact",
    Stuk.GRONDSLAG: "grondslag",
}
"""The field of the aanmelding in which a piece comes in. Whom it is about is always told; consent comes apart."""


def leeftijden(tafel: Tafel) -> tuple[int, int]:
    """From which age and under which age somebody fits every print of the table."""
    van = max(print_.van for print_ in tafel.leeftijden)
    return van, min(mensen.OUDSTE, *(print_.tot for print_ in tafel.leeftijden))


def past(tafel: Tafel, geboren: date | None, *, op: date) -> bool:
    """Whether somebody has an age for this table."""
    van, tot = leeftijden(tafel)
    return geboren is not None and van <= leeftijd_op(geboren, op) < tot


def melding(v: Casusverteller, loop: Loop) -> Verhaal:
    """Bring the case in, with what the course leaves out; then consent, informing, and a look at other tables."""
    v.hoofd, v.gezag_onduidelijk = _hoofdpersoon(v, loop), loop.gezag_onduidelijk
    v.heel = heel(v, (v.hoofd, *_anderen(v, loop)), aanmelder=loop.aanmelder)
    hoofd = replace(v.hoofd, geboortedatum=None) if loop.zonder_geboortedatum else v.hoofd
    leeg: dict[str, tuple[()] | None] = {
        veld: () if isinstance(getattr(v.heel, veld), tuple) else None for veld in _mist(v, loop)
    }
    aanmelding = replace(v.heel, betrokkenen=(hoofd, *v.heel.betrokkenen[1:]), **leeg)  # type: ignore[arg-type]  # a few fields, by name
    wie = v.melder() if v.kans(0.6) else v.secretaris
    yield v.stap(wie, aanmelding)
    if loop.daarna is None:
        v.wereld.bekenden.append(Bekende(v.hoofd, v.casusnummer, v.tafel.id, v.tafel.regio))
    yield from _toestemming(v, loop)
    if loop.bekend or v.kans(0.15):
        yield v.doe(v.proces, "samenloop", KijkSamenloop(v.casusnummer, v.hoofd.persoon_id))
    if loop.uitgesteld or v.kans(0.5):
        yield from toestemming.informeer(v, uitgesteld=loop.uitgesteld)
    if loop.mist and loop.aangevuld and not loop.wordt_aangehouden:
        v.nu += timedelta(hours=1)
        yield from aanvulling(v, loop)


def _toestemming(v: Casusverteller, loop: Loop) -> Verhaal:
    if loop.toestemming is Toestemming.GEWEIGERD:
        gevraagd = toestemming.doelen(v, Stap.BESPREKEN) or toestemming.doelen(v, Stap.BEROEPSGEHEIM)
        yield from toestemming.weiger(v, gevraagd[0].code)
        return
    if Stuk.TOESTEMMING not in loop.mist:
        yield from toestemming.voor(v, Stap.BESPREKEN)
    if loop.toestemming is not None:
        yield from toestemming.voor(v, Stap.BEROEPSGEHEIM)


def heel(v: Casusverteller, betrokkenen: tuple[Betrokkene, ...], *, aanmelder: str | None = None) -> MeldAan:
    """An aanmelding with everything that this table knows words for."""
    tafel = v.tafel
    organisatie = aanmelder or v.kies(tafel.aanmelders).code
    groepen = tuple(dict.fromkeys(criterium.groep for criterium in tafel.criteria))
    v.groep = groepen[0] if v.kans(0.9) else groepen[-1]
    jong = v.hoofd.geboortedatum is not None and leeftijd_op(v.hoofd.geboortedatum, v.dag) < VOLWASSEN
    feiten = teksten.FEITEN_JEUGD if jong else teksten.FEITEN
    grond = (
        LegGrondslagVast(tafel.grondslagen[0].code, v.kies(teksten.GRONDSLAG)) if tafel.grondslagen else None
    )
    return MeldAan(
        casusnummer=v.casusnummer,
        organisatie=organisatie,
        gemeente=_gemeente(v, organisatie),
        betrokkenen=betrokkenen,
        kenmerk=f"DEMO-{v.id().hex[:8]}",
        aanpak=v.kies(tafel.aanpakken).code if tafel.aanpakken else None,
        leefgebieden=tuple(keuze.code for keuze in v.enkele(tafel.leefgebieden, 2, 4)),
        criteria=tuple(
            Criteriumfeit(criterium.code, v.kies(feiten))
            for criterium in tafel.criteria
            if criterium.groep == v.groep
        ),
        reguliere_routes=v.kies(teksten.ROUTES),
        voorcontact=(
            Voorcontact(v.dag - timedelta(days=v.dagen(0, 6)), v.proces.id)
            if Stuk.VOORCONTACT in tafel.vraagt
            else None
        ),
        grondslag=grond,
    )


def _hoofdpersoon(v: Casusverteller, loop: Loop) -> Betrokkene:
    bekend = v.wereld.bekend_in(v.tafel) if loop.bekend else None
    if bekend is not None and past(v.tafel, bekend.geboortedatum, op=v.dag):
        # The same person, under an id of this case: only the blind index ties the two.
        return replace(bekend, persoon_id=v.id())
    if loop.wordt_twaalf_over is not None:
        geboren = mensen.twaalf_over(loop.wordt_twaalf_over, vandaag=v.dag)
        return mensen.hoofdpersoon(v.toeval, geboren)
    van, tot = leeftijden(v.tafel)
    jeugd = van < VOLWASSEN and v.kans(0.6 if toestemming.vraagt(v) else 0.12)
    if tot > VOLWASSEN:
        van, tot = (van, VOLWASSEN) if jeugd else (max(van, VOLWASSEN), tot)
    return mensen.hoofdpersoon(v.toeval, mensen.jaren_oud(v.toeval, van, tot, vandaag=v.dag))


def _anderen(v: Casusverteller, loop: Loop) -> tuple[Betrokkene, ...]:
    jong = v.hoofd.geboortedatum is not None and leeftijd_op(v.hoofd.geboortedatum, v.dag) < VOLWASSEN
    rollen = mensen.OM_EEN_KIND if jong else mensen.ANDEREN
    aantal = max(v.kies((0, 1, 1, 2, 3)), int(loop.daarna is not None))
    return mensen.anderen(v.toeval, aantal, vandaag=v.dag, rollen=rollen)


def _gemeente(v: Casusverteller, organisatie: str) -> str:
    """A gemeente brings in its own inhabitants; other organisations work for all."""
    eigen = [keuze.code for keuze in v.tafel.gemeenten if organisatie == f"gemeente-{keuze.code}"]
    return eigen[0] if eigen else v.kies(v.tafel.gemeenten).code


def _mist(v: Casusverteller, loop: Loop) -> tuple[str, ...]:
    """The fields that stay empty, of the pieces that this table asks for."""
    return tuple(VELD[stuk] for stuk in loop.mist if stuk in VELD and stuk in v.tafel.vraagt)


def aanvulling(v: Casusverteller, loop: Loop) -> Verhaal:
    """Bring in what was missing."""
    velden = {veld: getattr(v.heel, veld) for veld in _mist(v, loop) if veld != "grondslag"}
    if velden:
        yield v.stap(v.melder(), VulAan(v.heel.organisatie, **velden))
    if "grondslag" in _mist(v, loop) and v.heel.grondslag is not None:
        yield v.stap(v.secretaris, v.heel.grondslag)
    if loop.toestemming is not Toestemming.GEWEIGERD:
        yield from toestemming.voor(v, Stap.BESPREKEN)


def maak_af(v: Casusverteller) -> Verhaal:
    """Complete a case that came from elsewhere with what this table asks besides."""
    casus = v.casus()
    v.hoofd = casus.betrokkenen[0]
    v.heel = replace(heel(v, casus.betrokkenen), organisatie=casus.organisatie, gemeente=casus.gemeente)
    v.na(v.dagen(1, 3))
    aanvulling_ = VulAan(
        v.heel.organisatie,
        aanpak=v.heel.aanpak,
        leefgebieden=v.heel.leefgebieden,
        criteria=v.heel.criteria,
        voorcontact=v.heel.voorcontact,
        reguliere_routes=v.heel.reguliere_routes,
    )
    yield v.stap(v.secretaris, aanvulling_)
    if v.heel.grondslag is not None and casus.grondslag is None:
        yield v.stap(v.secretaris, v.heel.grondslag)
    yield from toestemming.voor(v, Stap.BESPREKEN)
