"""How long data may stay, for who looks after it: what is in force, what another version changes, and taking it.

What a version does to the cases there are stands on its page before anybody proposes or takes it there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import HTMLResponse, Response

from api.protocolwoorden import in_woorden
from api.rechten import Recht
from api.rest.privacyprotocollen import (
    Invoerder,
    Lezer,
    Protocolversie,
    ProtocolversieIn,
    Regime,
    VergelekenMet,
    eis_alle_tafels,
    geldend,
    lees_privacyprotocol,
    lees_protocolgevolgen,
    lees_protocolverschil,
    protocol_van,
    stel_protocol_voor,
    voer_protocol_in,
)
from api.rest.protocoluit import PrivacyprotocolstandUit, ProtocolgevolgenUit
from api.rest.toegang import Toegang
from api.tafelwoorden import regime_in_woorden
from api.web.formulier import Formulier, Ingevuld, Veldfout
from api.web.proef import op_versie
from api.web.scherm import Kruimel, Menupunt, Scherm, Tekenaar, verder
from api.web.werk import Teller
from api.wegen import Wegen
from domain.privacyprotocol import Privacyprotocol
from domain.protocol.commands import StelProtocolVoor, VoerProtocolIn
from domain.protocol.decide import decide_protocol
from domain.tafels import Tafel
from domain.weigering import Weigering
from infra.protocollen import afdruk

MENU: tuple[Menupunt, ...] = ()
BEHEER = Kruimel("Beheer", "/beheer")
VOORSTELLEN, INVOEREN, HERREKENEN = "voorstellen", "invoeren", "herrekenen"
KNOPPEN = {
    VOORSTELLEN: "Stel deze versie voor",
    INVOEREN: "Voer deze versie in",
    HERREKENEN: "Reken de termijnen opnieuw uit",
}

router = Wegen()


@dataclass(frozen=True)
class Daad:
    """What this person can do with a version now, or why nothing. ``code`` is empty where there is nothing to do."""

    code: str = ""
    niet: str = ""


@router.get("/beheer/protocollen/{regime}")
def toon_protocol(scherm: Tekenaar, regime: Regime, toegang: Lezer) -> HTMLResponse:
    """What is in force, since when and by whom, and the other versions there are."""
    stand = lees_privacyprotocol(regime, toegang)
    tafels = toegang.dienst.definities.tafels
    return scherm.toon(
        "beheer/protocol.html",
        toegang,
        [BEHEER, Kruimel(f"Privacyprotocol {regime_in_woorden(regime)}")],
        stand=stand,
        delen=in_woorden(geldend(toegang, regime)),
        tafels=[tafels[een].naam for een in stand.tafels],
    )


@router.get("/beheer/protocollen/{regime}/{versie}")
def toon_versie(
    scherm: Tekenaar, regime: Regime, versie: Protocolversie, toegang: Lezer, met: VergelekenMet = None
) -> HTMLResponse:
    """One version: what is other in it, what it does to the cases there are, and what one can do with it."""
    return _toon(scherm, toegang, protocol_van(toegang, regime, versie), met=met)


@router.post("/beheer/protocollen/{regime}/{versie}")
def leg_versie_vast(
    scherm: Tekenaar, regime: Regime, versie: Protocolversie, toegang: Invoerder, invoer: Ingevuld
) -> Response:
    """Propose a version, or take the one that somebody else proposed: the form says which it was."""
    doe = stel_protocol_voor if invoer.waarde("daad") == VOORSTELLEN else voer_protocol_in
    try:
        doe(regime, ProtocolversieIn(versie=versie), op_versie(toegang, invoer.versie))
    except Weigering as fout:
        protocol = protocol_van(toegang, regime, versie)
        return _toon(scherm, toegang, protocol, fout=Veldfout(str(fout)), status=HTTPStatus.CONFLICT)
    return verder(f"/beheer/protocollen/{regime}")


def tel(toegang: Toegang, tafel: Tafel) -> Iterator[Teller]:
    """The version that waits for this person to take it; told at one of the tables that it is for."""
    eigen = [een.id for een in toegang.dienst.definities.tafels.values() if een.regime == tafel.regime]
    if not toegang.gebruiker.mag(Recht.PROTOCOL) or tafel.id != eigen[0]:
        return
    stand = toegang.dienst.shell.protocollen.stand(tafel.regime)
    if stand.voorstel is None:
        return
    protocol = protocol_van(toegang, tafel.regime, stand.voorstel.versie)
    if daad_van(toegang, protocol).code == INVOEREN:
        yield Teller(
            1,
            "privacyprotocol wacht op u als tweede persoon",
            f"/beheer/protocollen/{protocol.regime}/{protocol.versie}",
        )


# --- one version --------------------------------------------------------------------------------------------


def daad_van(toegang: Toegang, protocol: Privacyprotocol) -> Daad:
    """Ask the rules what this person can do with a version now."""
    if niet := _beslist_niet(toegang, protocol.regime):
        return Daad(niet=niet)
    stand = toegang.dienst.shell.protocollen.stand(protocol.regime)
    voorgesteld = stand.voorstel is not None and stand.voorstel.versie == protocol.versie
    soort = VoerProtocolIn if voorgesteld else StelProtocolVoor
    opdracht = soort(protocol.regime, protocol.versie, afdruk(protocol))
    vandaag = toegang.dienst.omgeving.vandaag()
    try:
        decide_protocol(stand, opdracht, vandaag=vandaag, wie=toegang.gebruiker.wie)
    except Weigering as geweigerd:
        return Daad(niet=str(geweigerd))
    return Daad(INVOEREN if voorgesteld else VOORSTELLEN)


def _beslist_niet(toegang: Toegang, regime: str) -> str:
    """Why this person decides nothing about a protocol; empty where that is not so."""
    if not toegang.gebruiker.mag(Recht.PROTOCOL):
        return "Een versie voorstellen en invoeren doen twee beheerders."
    try:
        eis_alle_tafels(toegang, regime)
    except Weigering as geweigerd:
        return str(geweigerd)
    return ""


def _toon(
    scherm: Scherm,
    toegang: Toegang,
    protocol: Privacyprotocol,
    *,
    met: int | None = None,
    fout: Veldfout | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    regime, versie = protocol.regime, protocol.versie
    stand = lees_privacyprotocol(regime, toegang)
    gevolgen = lees_protocolgevolgen(regime, versie, toegang)
    daad = daad_van(toegang, protocol)
    if _bleef_liggen(stand, gevolgen) and not _beslist_niet(toegang, regime):
        daad = Daad(HERREKENEN)
    verder_met = Formulier(
        f"/beheer/protocollen/{regime}/{versie}",
        KNOPPEN.get(daad.code, ""),
        (),
        fouten=() if fout is None else (fout,),
        versie=toegang.kijk.versie,
        gevaar=daad.code == INVOEREN and gevolgen.eerder > 0,
        verborgen=(("daad", daad.code),),
    )
    return scherm.toon(
        "beheer/protocolversie.html",
        toegang,
        [
            BEHEER,
            Kruimel(f"Privacyprotocol {regime_in_woorden(regime)}", f"/beheer/protocollen/{regime}"),
            Kruimel(f"Versie {versie}"),
        ],
        status,
        stand=stand,
        protocol=protocol,
        delen=in_woorden(protocol),
        verschil=lees_protocolverschil(regime, versie, toegang, met),
        gevolgen=gevolgen,
        daad=daad,
        formulier=verder_met,
    )


def _bleef_liggen(stand: PrivacyprotocolstandUit, gevolgen: ProtocolgevolgenUit) -> bool:
    """Say whether this is the version in force and cases still have the term of another: taking it was cut short."""
    geldt = gevolgen.naar == stand.versie and stand.ingevoerd_op is not None
    return geldt and gevolgen.eerder + gevolgen.later > 0
