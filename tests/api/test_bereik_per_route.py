"""Route x role x scope: every route of the description is walked, and each has a rule that says how far it reaches.

The attacks, by name:

| attack | test |
|---|---|
| the number of another table (IDOR) | ``test_a_number_of_another_table_...``; other kinds in ``test_vreemde_nummers`` |
| the number of another organisation, of somebody else's case | ``test_need_to_know_holds_on_every_route_of_a_case`` |
| who took part, and left | the same, "oud-deelnemer" |
| a closed, shielded case | the same, "afgeschermd" |
| the list of another table, bringing in there | ``test_another_table_is_not_there_to_list_or_to_bring_in`` |
| without signing in; by an address beside the routes (forced browsing) | ``test_nobody_comes_in_by_...`` |
| a field that is not asked for (mass assignment) | ``test_no_route_takes_a_field_that_it_does_not_ask_for`` |
| the purpose of somebody else | ``test_the_purpose_of_another_auditor_opens_nothing`` |
| a system beyond its scope | ``test_a_system_reaches_no_route_beyond_its_grant`` |
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

import pytest
from httpx2 import Response

from api.bereik import Gebruiker, bereik_van
from api.inloggen.balie import Aanwezig, Balie
from domain.casus.commands import SluitAf, VerwijderDeelnemer
from domain.rollen import Medewerker, Rol
from infra.rechten import Bereik, Recht, Zicht, rechttabel
from infra.toekenning import Aanvraag, Soort, Toekenning
from tests.api.conftest import MENSEN, Deur
from tests.api.kijkers import leg_vast
from tests.api.test_rechten import KOLOMMEN, NERGENS_ID, TABEL, ingevuld
from tests.api.test_verzoeken_van_betrokkenen import tot_vinden
from tests.api.test_vreemde_nummers import ZOALS_NERGENS
from tests.api.verzoeken import AANMELDING, OVERLEG, VRAAG
from tests.api.voorbeelden import JSON, inhoud_van
from tests.conftest import BEGIN
from tests.verhalen import ZVH, Verhaal

ELDERS = ("ret-elders",)
NERGENS = {
    "casusnummer": "C-BBBBB-BBBBB",
    "overlegId": NERGENS_ID,
    "consultatienummer": "Q-BBBBB-BBBBB",
    "verzoeknummer": "R-BBBBB-BBBBB",
    "toekenningId": NERGENS_ID,
    "inzagedoelId": NERGENS_ID,
}
"""Numbers that lead nowhere, by the parameter of the address; of other kinds ``test_vreemde_nummers`` tells."""
VAN_BERICHTEN = {"abonnementId", "bezorgingId", "ontvangerId", "verwijzing"}
"""And of these ``test_berichten``: who reaches a message, and a beheerder of other tables nothing of it."""
VAN_CONCEPTEN = {"conceptId"}
"""And of these ``test_concepten``: a concept is of one person, whatever the table."""

VOOR_IEDEREEN = {
    *("/v1/tafels", "/v1/tafels/{tafelId}", "/v1/regios", "/v1/regios/{regioCode}", "/v1/kenmerken"),
    *("/v1/wegwijzer", "/v1/privacyprotocollen", "/v1/rechten"),
    *("/v1/privacyprotocollen/{regime}", "/v1/privacyprotocollen/{regime}/versies/{versie}/verschillen"),
}
"""What is about no case and no table's own affairs."""
EIGEN_TAFELS = {
    *("/v1/toekenningen", "/v1/toekenningen/herzieningen", "/v1/abonnementen", "/v1/dode-berichten"),
    "/v1/concepten",
    "/v1/privacyprotocollen/{regime}/versies/{versie}/gevolgen",
    *("/v1/privacyprotocollen/{regime}/voorstellen", "/v1/privacyprotocollen/{regime}/invoeringen"),
}
"""What shows or changes what is of the own tables, and takes no table; their own tests tell."""

VAST: JSON = {"organisatie": "politie", "tafel": ZVH, "tafels": [ZVH], "tijd": "10:00", "minuten": 60}
"""What a route has to be asked with to get past the form."""


@dataclass(frozen=True)
class Route:
    """One route of the description."""

    methode: str
    pad: str
    openapi: JSON

    @property
    def naam(self) -> str:
        """As the table of ``test_rechten`` calls it."""
        return f"{self.methode} {self.pad}"

    @property
    def rollen(self) -> list[Rol]:
        """Who has the right."""
        tekens = TABEL[self.naam].split()
        return [rol for rol, teken in zip(KOLOMMEN, tekens, strict=True) if teken == "+"] if tekens else []

    @property
    def veld(self) -> str | None:
        """The number or id that leads to what the route is about: the first in the address."""
        return self.pad.partition("{")[2].partition("}")[0] or None

    @property
    def inhoud(self) -> Any:
        """A body that the description allows."""
        return inhoud_van(self.openapi, self.methode, self.pad, vast=VAST)

    @property
    def regel(self) -> str:  # noqa: PLR0911 one for each rule
        """How far the route reaches, by how it is asked; a route that fits nowhere has no rule."""
        if not TABEL[self.naam]:
            return "openbaar"
        if self.pad in VOOR_IEDEREEN:
            return "voor iedereen"
        if self.pad in EIGEN_TAFELS:
            return "eigen tafels"
        if self.veld is not None:
            return f"nummer: {self.veld}"
        if self.pad.endswith(("/bewijzen/inclusie", "/bewijzen/consistentie")):
            return "bewijs: zonder tafel"
        if self.methode == "POST" and self.inhoud and {"tafel", "tafels"} & set(self.inhoud):
            return "tafel in de inhoud"
        vragen = self.openapi["paths"][self.pad][self.methode.lower()].get("parameters", [])
        if "tafel" in {vraag["name"] for vraag in vragen}:
            return "tafel in de vraag"
        return "geen regel"


def routes(deur: Deur) -> Iterator[Route]:
    openapi = deur.app.openapi()
    for pad, handelingen in openapi["paths"].items():
        for methode in handelingen:
            yield Route(methode.upper(), pad, openapi)


def adres(route: Route, nummers: dict[str, str]) -> str:
    """The address with these numbers in it."""
    vol = ingevuld(route.pad, casusnummer=NERGENS["casusnummer"], methode=route.methode)
    if route.veld not in nummers:
        return vol
    return vol.replace(
        OVERLEG_ID if route.veld == "overlegId" else NERGENS[route.veld], nummers[route.veld], 1
    )


OVERLEG_ID = OVERLEG["overlegId"]


def vraag(
    deur: Deur, route: Route, nummers: dict[str, str], als: Medewerker | Rol, **opties: Any
) -> Response:
    pad = adres(route, {**NERGENS, **nummers})
    if route.methode == "GET":
        return deur.haal(pad, als=als, **opties)
    inhoud = route.inhoud
    if isinstance(inhoud, dict) and "organisatie" in inhoud:
        wie = MENSEN[als] if isinstance(als, Rol) else als
        inhoud = {**inhoud, "organisatie": wie.organisatie}
    return deur.stuur(pad, inhoud, als=als, **opties)


def gezegd(antwoord: Response) -> tuple[int, str, str]:
    """What an answer tells of whether something is there."""
    probleem = antwoord.json()
    return antwoord.status_code, probleem["type"], probleem["detail"]


def test_every_route_has_a_rule_and_every_number_a_test(deur: Deur) -> None:
    zonder = [route.naam for route in routes(deur) if route.regel == "geen regel"]
    assert zonder == [], "these routes have no rule that says how far they reach"
    velden = {route.veld for route in routes(deur) if route.regel.startswith("nummer")}
    assert velden == NERGENS.keys() | ZOALS_NERGENS.keys() | VAN_BERICHTEN | VAN_CONCEPTEN


# --- IDOR ---


@pytest.fixture
def nummers(deur: Deur, verhaal: Verhaal) -> dict[str, str]:
    """One of each kind, all of the ZVH."""
    deur.stuur("/overleggen", OVERLEG, als=Rol.SECRETARIS)
    consultatie = deur.stuur("/consultaties", VRAAG, als=Rol.MELDER).json()["consultatienummer"]
    deur.stuur("/casussen", AANMELDING, als=Rol.MELDER)
    verzoek = tot_vinden(deur).rpartition("/")[2]
    toekenning, _ = deur.dienst.toekenningen.geef(
        Aanvraag("urn:x", "peer", MENSEN[Rol.PROCESREGISSEUR], frozenset({ZVH}), BEGIN.date()), door="beheer"
    )
    nood = leg_vast(
        deur,
        Medewerker("mw-banaan", Rol.DEELNEMER, "ggz"),
        grond="noodgeval",
        kenmerk="MELDING-112",
        reden="direct gevaar voor iemand",
        casusnummer=verhaal.casusnummer,
    ).json()["inzagedoelId"]
    return {
        "casusnummer": verhaal.casusnummer,
        "overlegId": OVERLEG_ID,
        "consultatienummer": consultatie,
        "verzoeknummer": verzoek,
        "toekenningId": str(toekenning.id),
        "inzagedoelId": nood,
    }


def test_a_number_of_another_table_is_as_if_it_never_was(deur: Deur, nummers: dict[str, str]) -> None:
    gevraagd = 0
    voor = deur.dienst.archief.laatste_positie()
    for route in routes(deur):
        if route.veld not in NERGENS or route.regel == "voor iedereen":
            continue
        for rol in route.rollen:
            echt = gezegd(vraag(deur, route, nummers, rol, tafels=ELDERS))
            nooit = gezegd(vraag(deur, route, {}, rol, tafels=ELDERS))
            assert echt == nooit, (route.naam, rol)
            assert echt[0] == HTTPStatus.NOT_FOUND, (route.naam, rol, echt)
            gevraagd += 1
    assert gevraagd > 200
    assert deur.dienst.archief.laatste_positie() == voor


# --- need-to-know ---

BUITEN_BEREIK = {
    Bereik.ORGANISATIE: lambda wie: replace(wie, organisatie="ggd"),
    Bereik.REGIE: lambda wie: replace(wie, id="mw-banaan"),
    Bereik.DEELNAME: lambda wie: replace(wie, id="mw-banaan"),
}
"""Somebody in the same role at the same table whom the case is not for."""


def van_een_casus(deur: Deur) -> list[Route]:
    return [route for route in routes(deur) if route.veld == "casusnummer"]


def is_er_niet(deur: Deur, route: Route, casusnummer: str, als: Medewerker | Rol) -> bool:
    antwoord = vraag(deur, route, {"casusnummer": casusnummer}, als)
    if antwoord.status_code != HTTPStatus.NOT_FOUND:
        return False
    return gezegd(antwoord) == gezegd(vraag(deur, route, {}, als))


def test_need_to_know_holds_on_every_route_of_a_case(deur: Deur, verhaal: Verhaal) -> None:
    """A melder of another organisation, another casusregisseur, whoever does not take part, or does no more."""
    for route in van_een_casus(deur):
        for rol in route.rollen:
            if (anders := BUITEN_BEREIK.get(bereik_van(rol))) is not None:
                wie = anders(MENSEN[rol])
                assert is_er_niet(deur, route, verhaal.casusnummer, wie), (route.naam, wie)
    verhaal.doe(VerwijderDeelnemer("mw-meloen", "Andere baan"))
    for route in van_een_casus(deur):
        if Rol.DEELNEMER in route.rollen:
            assert is_er_niet(deur, route, verhaal.casusnummer, Rol.DEELNEMER), (route.naam, "oud-deelnemer")


ZONDER_INHOUD = {
    *("afsluitingen", "voorlopige-afsluitingen", "heropeningen"),
    *("instemmingen", "instemmingsweigeringen"),
}
"""Closing again and agreeing to an extension answer no content, so shielding does not stop them."""


def test_a_shielded_case_is_there_for_the_few_alone_on_every_route(deur: Deur, verhaal: Verhaal) -> None:
    verhaal.doe(SluitAf("Het doel is bereikt", "Rust"))
    gevraagd = 0
    for route in van_een_casus(deur):
        if route.pad.rpartition("/")[2] in ZONDER_INHOUD:
            continue
        for rol in route.rollen:
            verborgen = is_er_niet(deur, route, verhaal.casusnummer, rol)
            assert verborgen != rechttabel().ziet(rol, Zicht.AFGESCHERMD), (route.naam, rol)
            gevraagd += 1
    assert gevraagd > 100


LAATST = {
    "afsluitingen",
    "voorlopige-afsluitingen",
    "afschalingen",
    "doorgevingen",
    "deelnemersverwijderingen",
}
"""What would put the case out of reach of the next that asks."""


def test_within_reach_no_route_answers_as_if_the_case_were_not_there(deur: Deur, verhaal: Verhaal) -> None:
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.PROCESREGISSEUR)
    deur.dienst.logboek.werk_bij()
    nooit = gezegd(deur.haal(f"/casussen/{NERGENS['casusnummer']}", als=Rol.PROCESREGISSEUR))
    alle = sorted(van_een_casus(deur), key=lambda route: route.pad.rpartition("/")[2] in LAATST)
    for route in alle:
        for rol in route.rollen:
            antwoord = vraag(deur, route, {"casusnummer": verhaal.casusnummer}, rol)
            if not antwoord.is_success:
                assert gezegd(antwoord) != nooit, (route.naam, rol)
                assert not antwoord.json()["type"].endswith(":geen-recht"), (route.naam, rol, antwoord.text)


def test_another_table_is_not_there_to_list_or_to_bring_in(deur: Deur) -> None:
    voor = deur.dienst.archief.laatste_positie()
    gevraagd = 0
    for route in routes(deur):
        if route.regel not in {"tafel in de vraag", "tafel in de inhoud"}:
            continue
        for rol in route.rollen:
            antwoord = vraag(deur, route, {}, rol, tafels=ELDERS)
            # Who may not have this kind of list as a file hears that first.
            anders = {"/v1/exports": {403, 404}, "/v1/toekenningen": {409}}
            verwacht = anders.get(route.pad, {404})
            assert antwoord.status_code in verwacht, (route.naam, rol, antwoord.text)
            gevraagd += 1
    assert gevraagd > 60
    assert deur.dienst.archief.laatste_positie() == voor
    assert deur.dienst.toekenningen.lijst() == ()


# --- forced browsing ---


def test_nobody_comes_in_by_any_route_without_signing_in(deur: Deur) -> None:
    for route in routes(deur):
        if route.regel == "openbaar":
            continue
        antwoord = deur.client.request(route.methode, f"/v1{adres(route, NERGENS)}", json=route.inhoud)
        assert antwoord.status_code == HTTPStatus.UNAUTHORIZED, route.naam
        assert "WWW-Authenticate" in antwoord.headers, route.naam


@pytest.mark.parametrize(
    "pad",
    [
        *("/v1/CASUSSEN/{nummer}", "/v1//casussen/{nummer}", "/v1/casussen/{nummer}/", "/casussen/{nummer}"),
        *(
            "/v1/tafels/../casussen/{nummer}",
            "/v1/tafels/..%2Fcasussen%2F{nummer}",
            "/v1/casussen/{nummer}%00",
        ),
        *("/v1/casussen/{nummer};rol=auditor", "/v1/casussen/{nummer}.json", "/v1/admin", "/v1/../metrics"),
    ],
)
def test_nobody_comes_in_by_an_address_beside_the_routes(deur: Deur, verhaal: Verhaal, pad: str) -> None:
    token = deur.token(Medewerker("mw-banaan", Rol.DEELNEMER, "ggz"))
    antwoord = deur.client.get(
        pad.format(nummer=verhaal.casusnummer), headers={"Authorization": f"Bearer {token}"}
    )
    assert "Framboos" not in antwoord.text
    assert antwoord.status_code in {400, 404, 405} or pad.endswith("metrics")


@pytest.mark.parametrize(
    "kop",
    [
        {"X-HTTP-Method-Override": "GET"},
        {"X-Original-URL": "/v1/tafels"},
        {"X-Rewrite-URL": "/v1/tafels"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Rol": "auditor"},
        {"X-Role": "procesregisseur"},
    ],
)
def test_a_header_changes_nothing_of_who_may_what(deur: Deur, verhaal: Verhaal, kop: dict[str, str]) -> None:
    vreemde = Medewerker("mw-banaan", Rol.DEELNEMER, "ggz")
    pad = f"/casussen/{verhaal.casusnummer}"
    # A token of the demo counts from this computer alone, so with a proxy in between it counts for nothing at all.
    niet_daar = HTTPStatus.FORBIDDEN if "X-Forwarded-For" in kop else HTTPStatus.NOT_FOUND
    assert deur.haal(pad, als=vreemde, headers=kop).status_code == niet_daar
    assert deur.haal("/werkvoorraad", als=vreemde, headers=kop).status_code == HTTPStatus.FORBIDDEN


# --- mass assignment ---

TE_VEEL = {
    "rol": "procesregisseur",
    "wie": "mw-ander",
    "fase": "afgesloten",
    "versie": 1,
    "gegevenDoor": "mw-ander",
    "afgeschermd": False,
    "__proto__": {"rol": "auditor"},
}
"""Fields that would be worth having; where a route asks for one of these names, it is its own."""


def _met_te_veel(deel: Any) -> Iterator[Any]:
    """The body with one field too many, at the top and in each part."""
    if isinstance(deel, dict):
        yield {**deel, **{naam: waarde for naam, waarde in TE_VEEL.items() if naam not in deel}}
        for naam, waarde in deel.items():
            yield from ({**deel, naam: anders} for anders in _met_te_veel(waarde))
    if isinstance(deel, list):
        yield from ([anders, *deel[1:]] for anders in _met_te_veel(deel[0]))


def test_no_route_takes_a_field_that_it_does_not_ask_for(deur: Deur, verhaal: Verhaal) -> None:
    voor = deur.dienst.archief.laatste_positie()
    gevraagd = 0
    for route in routes(deur):
        if not isinstance(route.inhoud, dict):
            continue
        pad = adres(route, {**NERGENS, "casusnummer": verhaal.casusnummer})
        for inhoud in _met_te_veel(route.inhoud):
            antwoord = deur.stuur(pad, inhoud, als=route.rollen[0], methode=route.methode)
            assert antwoord.status_code == HTTPStatus.BAD_REQUEST, (route.naam, inhoud)
            assert any("niet bestaat" in fout["reden"] for fout in antwoord.json()["fouten"]), route.naam
            gevraagd += 1
    assert gevraagd > 80
    assert deur.dienst.archief.laatste_positie() == voor


# --- somebody else's purpose, and a system ---


def test_the_purpose_of_another_auditor_opens_nothing(deur: Deur, verhaal: Verhaal) -> None:
    doel = leg_vast(deur).json()["inzagedoelId"]
    ander = Medewerker("mw-mispel", Rol.AUDITOR, "zvh")
    for route in van_een_casus(deur):
        if route.methode == "GET" and Rol.AUDITOR in route.rollen:
            antwoord = vraag(
                deur, route, {"casusnummer": verhaal.casusnummer}, ander, headers={"Inzagedoel": doel}
            )
            assert "Framboos" not in antwoord.text
            vast = antwoord.status_code == HTTPStatus.FORBIDDEN
            assert vast or "bewaring" in route.pad or "bewijsstrook" in route.pad, route.naam


class Systeembalie(Balie):
    """The desk of this door, at which whoever shows something is one system."""

    def __init__(self, echte: Balie, toekenning: Toekenning) -> None:
        vars(self).update(vars(echte))
        self._toekenning = toekenning

    def met_demotoken(self, token: str) -> None:
        """Nobody comes with one of the demo."""

    def met_token(self, _: str) -> Aanwezig:
        return Aanwezig(Gebruiker.uit(self._toekenning), sinds=None, niveau=None)


def als_systeem(deur: Deur, rol: Rol, rechten: frozenset[str]) -> None:
    """From here on somebody is at the door whose grant is that of a system."""
    van = Medewerker("sys-koppeling", rol, "politie")
    gegeven, _ = deur.dienst.toekenningen.geef(
        Aanvraag(
            "urn:x", f"koppeling-{rol}", van, frozenset({ZVH}), BEGIN.date(), None, Soort.SYSTEEM, rechten
        ),
        door="beheer",
    )
    echt = deur.app.state.deur
    deur.app.state.deur = replace(echt, balie=Systeembalie(echt.balie, gegeven))


@pytest.mark.parametrize(
    ("rol", "recht", "routes_"),
    [
        (Rol.SECRETARIS, Recht.TRIAGELIJST, {"GET /v1/triagelijst"}),
        (
            Rol.MELDER,
            Recht.AANMELDEN,
            {
                *("POST /v1/casussen", "POST /v1/consultaties/{consultatienummer}/aanmeldingen"),
                *(f"{methode} /v1/concepten/{{conceptId}}" for methode in ("GET", "PUT", "DELETE")),
                "GET /v1/concepten",
            },
        ),
    ],
)
def test_a_system_reaches_no_route_beyond_its_grant(
    deur: Deur, rol: Rol, recht: Recht, routes_: set[str]
) -> None:
    als_systeem(deur, rol, frozenset({recht.code}))
    bewijs = {"Authorization": "Bearer een.verzonnen.token"}
    open_ = set()
    for route in routes(deur):
        if route.regel == "openbaar":
            continue
        pad = f"/v1{adres(route, NERGENS)}"
        antwoord = deur.client.request(route.methode, pad, json=route.inhoud, headers=bewijs)
        if antwoord.status_code != HTTPStatus.FORBIDDEN:
            open_.add(route.naam)
    assert open_ == routes_
    (een,) = deur.dienst.toekenningen.lijst()
    assert een.laatst_gebruikt == BEGIN.date()


def test_a_right_that_is_not_open_to_systems_opens_nothing_whatever_stands_in_a_grant(deur: Deur) -> None:
    wie = Medewerker("sys-koppeling", Rol.PROCESREGISSEUR, "zvh")
    recht_in_het_register = Aanvraag(
        "urn:x",
        "koppeling",
        wie,
        frozenset({ZVH}),
        BEGIN.date(),
        None,
        Soort.SYSTEEM,
        frozenset({"triagelijst"}),
    )
    gegeven, _ = deur.dienst.toekenningen.geef(recht_in_het_register, door="beheer")
    een = replace(gegeven, rechten=frozenset(recht.code for recht in Recht))
    mag = {recht for recht in Recht if Gebruiker.uit(een).mag(recht)}
    assert mag <= set(rechttabel().van_systemen.values())
    assert Recht.TRIEREN not in mag
