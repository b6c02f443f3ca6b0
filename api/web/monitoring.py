"""The running cases of a table by whose turn it is, overdue first, and how much work each colleague has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from starlette.responses import HTMLResponse

from api.aanmelding import Code
from api.bereik import beperking
from api.rechten import Recht
from api.rest.delen import Na
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.rest.weergaven import LopendeUit, WerkvoorraadUit, lees_monitoring, lees_werkvoorraad
from api.web.formulier import LEEG_IS_NIETS
from api.web.grafiek import Staaf, staven
from api.web.scherm import (
    MEESTE_RIJEN,
    Kruimel,
    Menupunt,
    PerBladzijde,
    TafelVraag,
    Tekenaar,
    gekozen,
)
from api.web.werk import Teller
from api.wegen import Wegen
from domain.casus.waarden import Aanzet
from domain.rollen import Rol
from domain.tafels import Tafel
from projections import monitoring
from projections.woorden import Tafelwoorden

MENU = (Menupunt("Monitoring", "/monitoring", Recht.MONITORING),)
ALLE = "alle"
"""Stands in the address where one does not look at the own cases alone."""
PER_BLADZIJDE = 100

router = Wegen()

Lezer = Annotated[Toegang, Mag(Recht.MONITORING, doel="monitoring")]
Regisseur = Annotated[Code | None, Query(description="Alleen van deze procesregisseur, of 'alle'.")]
AanZet = Annotated[
    Aanzet | None,
    LEEG_IS_NIETS,
    Query(alias="aanZet", description="Alleen waar deze aan zet is. Leeg: wie dan ook."),
]
TeLaat = Annotated[bool, Query(alias="teLaat", description="Alleen wat te laat is.")]


@dataclass(frozen=True)
class Filter:
    """What somebody wants to see, as it stands in the address."""

    tafel: str
    regisseur: str
    aan_zet: Aanzet | None
    te_laat: bool
    aantal: int = PER_BLADZIJDE

    def pad(self, **anders: str) -> str:
        """The address of this list, changed in these ways; none of it is about anybody in a case."""
        delen = {
            "tafel": self.tafel,
            "regisseur": self.regisseur,
            "aanZet": self.aan_zet.value if self.aan_zet else "",
            "teLaat": "true" if self.te_laat else "",
            "aantal": str(self.aantal) if self.aantal != PER_BLADZIJDE else "",
        } | anders
        return "/monitoring?" + "&".join(f"{naam}={waarde}" for naam, waarde in delen.items() if waarde)


@dataclass(frozen=True)
class Groep:
    """The cases in which the same has the turn."""

    titel: str
    regels: Sequence[LopendeUit]


@router.get("/monitoring")
def lees(
    scherm: Tekenaar,
    toegang: Lezer,
    tafel: TafelVraag = None,
    regisseur: Regisseur = None,
    aan_zet: AanZet = None,
    *,
    te_laat: TeLaat = False,
    na: Na = None,
    aantal: PerBladzijde = PER_BLADZIJDE,
) -> HTMLResponse:
    """The running cases; a procesregisseur sees the own ones first."""
    bij = gekozen(toegang, tafel)
    if bij is None:
        return scherm.kies_tafel(toegang, "Monitoring", tel, te_laat="te laat")
    filter_ = Filter(bij.id, regisseur or _standaard(toegang), aan_zet, te_laat, aantal)
    lijst = lees_monitoring(
        toegang,
        bij.id,
        None if filter_.regisseur == ALLE else filter_.regisseur,
        aan_zet,
        te_laat=te_laat,
        na=na,
        limiet=aantal,
    )
    werk = lees_werkvoorraad(toegang, bij.id) if toegang.gebruiker.mag(Recht.WERKVOORRAAD) else None
    return scherm.toon(
        "monitoring/lijst.html",
        toegang,
        [Kruimel("Monitoring")],
        tafel=bij,
        filter=filter_,
        groepen=groepen(lijst.regels, zelf=_zelf(toegang, filter_)),
        getoond=len(lijst.regels),
        volgende=lijst.volgende,
        werk=werk,
        per_collega=_per_collega(werk) if werk else (),
        per_beurt=_per_beurt(werk) if werk else (),
        zelf=toegang.gebruiker.wie.id,
        regisseurs=_regisseurs(toegang, werk),
        aanzet=tuple(Aanzet),
        woorden=Tafelwoorden(bij, toegang.dienst.definities.tafels),
        mag_lezen=toegang.gebruiker.mag(Recht.CASUS_LEZEN),
    )


def tel(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """What is overdue and where it is one's turn, of the own cases where somebody has any."""
    if not toegang.gebruiker.mag(Recht.MONITORING):
        return
    vandaag, rijen = toegang.dienst.omgeving.vandaag(), _eigen(toegang, tafel)
    pad = Filter(tafel.id, "", None, te_laat=False)
    te_laat = sum(rij.te_laat(vandaag) for rij in rijen)
    if te_laat:
        tekst = "lopend en te laat: er had al iets moeten gebeuren"
        yield Teller(te_laat, tekst, pad.pad(teLaat="true"), "fout")
    beurt = _BEURT.get(toegang.rol)
    if beurt is not None:
        getal = sum(rij.beurt(vandaag).wie is beurt for rij in rijen)
        yield Teller(getal, "lopend en u bent aan zet", pad.pad(aanZet=beurt.value))
    wat = "lopende casus" if len(rijen) == 1 else "lopende casussen"
    yield Teller(len(rijen), wat, pad.pad(), te_doen=False)


_BEURT = {
    Rol.PROCESREGISSEUR: Aanzet.PROCESREGISSEUR,
    Rol.CASUSREGISSEUR: Aanzet.CASUSREGISSEUR,
    Rol.DEELNEMER: Aanzet.DEELNEMERS,
}
"""For these roles a turn is their own."""


def groepen(regels: Sequence[LopendeUit], *, zelf: Aanzet | None) -> tuple[Groep, ...]:
    """The cases by whose turn it is: the reader's own first; in each group in the order of the list."""
    volgorde: list[Aanzet | None] = [*Aanzet, None]
    volgorde.sort(key=lambda wie: wie is not zelf)
    return tuple(
        Groep(_titel(wie, zelf=zelf), gevonden)
        for wie in volgorde
        if (gevonden := [regel for regel in regels if regel.aan_zet is wie])
    )


def _titel(wie: Aanzet | None, *, zelf: Aanzet | None) -> str:
    if wie is None:
        return "Niemand aan zet: afgeschaald"
    if wie is zelf:
        return "U bent aan zet"
    return "De deelnemers zijn aan zet" if wie is Aanzet.DEELNEMERS else f"De {wie} is aan zet"


def _zelf(toegang: Toegang, filter_: Filter) -> Aanzet | None:
    """Whose turn is the reader's own in every case that is shown."""
    if toegang.rol is Rol.PROCESREGISSEUR and filter_.regisseur != toegang.gebruiker.wie.id:
        return None
    return _BEURT.get(toegang.rol)


def _standaard(toegang: Toegang) -> str:
    return toegang.gebruiker.wie.id if toegang.rol is Rol.PROCESREGISSEUR else ALLE


def _eigen(toegang: Toegang, tafel: Tafel) -> tuple[monitoring.Lopend, ...]:
    eigen = beperking(toegang.gebruiker)
    with toegang.dienst.leesplaats.verbinding() as verbinding:
        return monitoring.lopend(
            verbinding,
            tafel.id,
            organisatie=eigen.organisatie,
            procesregisseur=toegang.gebruiker.wie.id if toegang.rol is Rol.PROCESREGISSEUR else None,
            casusregisseur=eigen.casusregisseur,
            deelnemer=eigen.deelnemer,
            limiet=MEESTE_RIJEN,
        )


def _regisseurs(toegang: Toegang, werk: WerkvoorraadUit | None) -> tuple[str, ...]:
    """Whose cases one may choose, the own ones first; nobody where only the own cases show anyway."""
    if werk is None:
        return ()
    eigen = [toegang.gebruiker.wie.id] if toegang.rol is Rol.PROCESREGISSEUR else []
    return tuple(
        dict.fromkeys([*eigen, *(rij.procesregisseur for rij in werk.regels if rij.procesregisseur)])
    )


def _per_collega(werk: WerkvoorraadUit) -> tuple[Staaf, ...]:
    return staven(
        (
            rij.procesregisseur or "zonder procesregisseur",
            [("te-laat", rij.casussen_te_laat), ("op-tijd", rij.casussen - rij.casussen_te_laat)],
        )
        for rij in werk.regels
    )


def _per_beurt(werk: WerkvoorraadUit) -> tuple[Staaf, ...]:
    return staven(
        (naam, [("op-tijd", sum(getattr(rij, veld) for rij in werk.regels))])
        for naam, veld in (
            ("procesregisseur", "procesregisseur_aan_zet"),
            ("casusregisseur", "casusregisseur_aan_zet"),
            ("deelnemers", "deelnemers_aan_zet"),
        )
    )
