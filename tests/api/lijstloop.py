"""A vernietigingslijst over HTTP, with the four people that it takes, from the proposal to the destruction."""

from datetime import timedelta
from typing import Any

from api.samenstelling import Dienst
from domain.rollen import Rol
from tests.api.conftest import TWEEDE_COMPLIANCE, Deur
from tests.conftest import Klok
from tests.verhalen import ZVH

JSON = dict[str, Any]


def stap(deur: Deur, pad: str, inhoud: object, *, als: Any, tafels: tuple[str, ...]) -> JSON:
    antwoord = deur.stuur(f"/vernietigingslijsten{pad}", inhoud, als=als, tafels=tafels)
    assert antwoord.status_code == 200, antwoord.text
    gedaan: JSON = antwoord.json()
    return gedaan


def stel_voor(deur: Deur, *nummers: str, tafel: str = ZVH, **meer: object) -> str:
    """Propose a list of these alone, or of all that is due."""
    inhoud = {"tafel": tafel, "nummers": list(nummers), **meer}
    lijst: str = stap(deur, "", inhoud, als=Rol.COMPLIANCE, tafels=(tafel,))["lijstnummer"]
    return lijst


def controleer(deur: Deur, lijst: str, *, tafel: str = ZVH, geweigerd: list[JSON] | None = None) -> JSON:
    inhoud = {"geweigerd": geweigerd or []}
    return stap(deur, f"/{lijst}/controles", inhoud, als=TWEEDE_COMPLIANCE, tafels=(tafel,))


def bekijk(deur: Deur, lijst: str, *, als: Any = Rol.FG, tafel: str = ZVH) -> JSON:
    antwoord = deur.haal(f"/vernietigingslijsten/{lijst}", als=als, tafels=(tafel,))
    assert antwoord.status_code == 200, antwoord.text
    gelezen: JSON = antwoord.json()
    return gelezen


def keur_goed(deur: Deur, lijst: str, *, tafel: str = ZVH) -> JSON:
    gezien = bekijk(deur, lijst, tafel=tafel)["voorvertoning"]["vingerafdruk"]
    return stap(deur, f"/{lijst}/goedkeuringen", {"vingerafdruk": gezien}, als=Rol.FG, tafels=(tafel,))


def wacht_bedenktijd_af(dienst: Dienst, dagen: int) -> None:
    klok = dienst.omgeving.nu
    assert isinstance(klok, Klok)
    klok.tijd += timedelta(days=dagen)


def voer_uit(deur: Deur, lijst: str, *, tafel: str = ZVH) -> JSON:
    return stap(deur, f"/{lijst}/uitvoeringen", None, als=Rol.ARCHIVARIS, tafels=(tafel,))


def tot_uitvoering(deur: Deur, *nummers: str, tafel: str = ZVH) -> str:
    """Propose, check and approve a list of these, and wait until the bedenktijd is over."""
    lijst = stel_voor(deur, *nummers, tafel=tafel)
    controleer(deur, lijst, tafel=tafel)
    keur_goed(deur, lijst, tafel=tafel)
    wacht_bedenktijd_af(deur.dienst, bekijk(deur, lijst, tafel=tafel)["bedenktijdDagen"])
    return lijst


def vernietig(deur: Deur, nummer: str, *, tafel: str = ZVH) -> str:
    """Destroy one case or consultatie by a list of its own, and give the bewijsnummer."""
    lijst = tot_uitvoering(deur, nummer, tafel=tafel)
    voer_uit(deur, lijst, tafel=tafel)
    # The verklaring needs a checkpoint that covers the destruction.
    deur.dienst.logboek.werk_bij()
    assert voer_uit(deur, lijst, tafel=tafel)["fase"] == "verklaard"
    (post,) = bekijk(deur, lijst, tafel=tafel)["regels"]
    bewijsnummer: str = post["bewijsnummer"]
    return bewijsnummer
