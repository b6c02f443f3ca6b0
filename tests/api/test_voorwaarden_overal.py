"""Route x condition: what an organisation asks of what it brought in holds wherever its data go, and nowhere else.

The police brought the case in, and the ggz told something at the table; both ask the same. A + says that it goes
that way, a - that it does not: hidden for this reader, left out of the file, refused, no hit. What a person asks of
the own data is never held back: that is a right of theirs (AVG 15), not a courtesy of who supplied it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from domain.casus.commands import LegVoortgangVast, RectificeerGegevens
from domain.casus.waarden import Aanzet
from domain.rollen import Medewerker, Rol
from tests.api.conftest import Deur
from tests.api.kijkers import lees_met, leg_vast
from tests.api.test_bereik_per_route import routes, vraag
from tests.api.test_noodinzagen import NOOD, VREEMDE
from tests.api.test_verzoeken_van_betrokkenen import HANDELAAR, tot_vinden
from tests.api.test_voorwaarden import ALLEEN, NIET_IN_EXPORT, VAN_GGZ, VAN_MELDER, stel
from tests.api.verzoeken import AANMELDING, AANMELDING_RET, OORDELEN, RET
from tests.verhalen import CASUSREGISSEUR, FRAMBOOS, ZVH, Verhaal

VAN_REGIE = "De verzonnen kliniek meldt rust"
FEITEN_BIJ_A1 = "Verzonnen feiten bij A1"
AL_GEPROBEERD = "Het verzonnen wijkteam"
VERTELD = (VAN_MELDER, FEITEN_BIJ_A1, AL_GEPROBEERD, VAN_GGZ, VAN_REGIE)
"""In words, all that the two organisations told."""

VOLGENDE = "regionaal-veiligheidsteam"
NIET_DOORGEVEN = {"voorwaarde": "niet-doorgeven", "toelichting": "Dit blijft aan deze tafel"}
EERST_VRAGEN = {"voorwaarde": "eerst-vragen", "toelichting": "Wij beslissen het zelf"}
VOORWAARDEN: dict[str, dict[str, Any]] = {
    "alleen-rollen": ALLEEN,
    "niet-doorgeven": NIET_DOORGEVEN,
    "niet-in-export": NIET_IN_EXPORT,
    "eerst-vragen": EERST_VRAGEN,
}


@dataclass(frozen=True)
class Zaak:
    """A running case, and one that triage referred to the next table; the same is asked of both."""

    deur: Deur
    verhaal: Verhaal
    verwezen: str

    @property
    def pad(self) -> str:
        return f"/casussen/{self.verhaal.casusnummer}"

    def leest(self, pad: str) -> str:
        return self.deur.haal(pad, als=Rol.VOORZITTER).text

    def bestand(self, soort: str, als: Rol) -> bool:
        antwoord = self.deur.stuur("/exports", {"soort": soort, "tafel": ZVH}, als=als)
        assert antwoord.status_code == 201, antwoord.text
        return self.verhaal.casusnummer in antwoord.text

    def alles(self, tekst: str) -> bool:
        """Whether all was told; a part of it is as good as a leak."""
        gevonden = [wat for wat in VERTELD if wat in tekst]
        assert gevonden in ([], list(VERTELD)), gevonden
        return bool(gevonden)


def in_de_casus(zaak: Zaak) -> bool:
    delen = ("", "/gebeurtenissen", "/tijdlijn", "/verschil?van=1")
    return zaak.alles("".join(zaak.leest(f"{zaak.pad}{deel}") for deel in delen))


def zoals_het_was(zaak: Zaak) -> bool:
    versie = zaak.deur.dienst.shell.laad(zaak.verhaal.casusnummer).versie - 2
    return zaak.alles(zaak.leest(f"{zaak.pad}?versie={versie}") + zaak.leest(f"{zaak.pad}/gebeurtenissen"))


def in_de_monitoringlijst(zaak: Zaak) -> bool:
    return VAN_REGIE in zaak.leest(f"/monitoring?tafel={ZVH}")


def bij_een_andere_tafel(zaak: Zaak) -> bool:
    melder = Medewerker("mw-mango", Rol.MELDER, "lokale-toegang")
    daar = zaak.deur.stuur("/casussen", AANMELDING_RET, als=melder, tafels=(RET,)).json()
    antwoord = zaak.deur.stuur(
        f"/casussen/{daar['casusnummer']}/samenloopraadplegingen",
        {"persoonId": daar["personen"][0]},
        als=Rol.PROCESREGISSEUR,
        tafels=(RET,),
    )
    return ZVH in {treffer["tafel"] for treffer in antwoord.json()["samenloop"]["treffers"]}


def doorgegeven(zaak: Zaak) -> bool:
    weg = {"naar": VOLGENDE, "organisatie": "gemeente-zaanstad"}
    antwoord = zaak.deur.stuur(f"/casussen/{zaak.verwezen}/doorgevingen", weg, als=Rol.PROCESREGISSEUR)
    assert antwoord.status_code in {200, 409}, antwoord.text
    return antwoord.status_code == 200


def aan_de_betrokkene(zaak: Zaak) -> bool:
    antwoord = zaak.deur.stuur(f"{tot_vinden(zaak.deur)}/overzichten", None, als=HANDELAAR)
    return VAN_MELDER in antwoord.text


WEGEN: dict[str, tuple[Callable[[Zaak], bool], str]] = {
    #                 in the order of VOORWAARDEN: alleen-rollen, niet-doorgeven, niet-in-export, eerst-vragen
    "reading the case, as a role that is not named": (in_de_casus, "- + + +"),
    "reading the case as it was before": (zoals_het_was, "- + + +"),
    "the list of running cases": (in_de_monitoringlijst, "- + + +"),
    "the file of running cases": (lambda zaak: zaak.bestand("lopende-casussen", Rol.VOORZITTER), "+ + - -"),
    "the file of terms, which says nothing that was told": (
        lambda zaak: zaak.bestand("bewaartermijnen", Rol.COMPLIANCE),
        "+ + + +",
    ),
    "that this table knows somebody, to another table": (bij_een_andere_tafel, "- - + -"),
    "handing on to another table": (doorgegeven, "- - + -"),
    "the overview for who it is about": (aan_de_betrokkene, "+ + + +"),
}


def _verwezen(deur: Deur) -> str:
    anders = {
        **AANMELDING,
        "kenmerk": "PL-78",
        "betrokkenen": [{"betrokkenheid": "hoofdpersoon", "naam": "X"}],
    }
    nummer: str = deur.stuur("/casussen", anders, als=Rol.MELDER).json()["casusnummer"]
    triage = {
        "oordelen": OORDELEN,
        "uitkomst": "doorverwezen",
        "motivering": "Past daar beter",
        "wegers": ["zvh"],
        "doorverwezenNaar": VOLGENDE,
    }
    assert deur.stuur(f"/casussen/{nummer}/triages", triage, als=Rol.VOORZITTER).status_code == 200
    return nummer


@pytest.fixture
def zaak(deur: Deur, verhaal: Verhaal) -> Zaak:
    deur.dienst.wacht_op(
        verhaal.doe(LegVoortgangVast(VAN_REGIE, Aanzet.PROCESREGISSEUR), CASUSREGISSEUR).positie
    )
    return Zaak(deur, verhaal, _verwezen(deur))


def vraag_allebei(zaak: Zaak, voorwaarde: dict[str, Any]) -> None:
    """Both organisations ask the same of the running case, and the police of the one that was referred."""
    for wie in ("politie", "ggz"):
        gesteld = stel(zaak.deur, zaak.verhaal, {**voorwaarde, "organisatie": wie}, Rol.SECRETARIS)
        assert gesteld.status_code == 200, gesteld.text
    pad = f"/casussen/{zaak.verwezen}/voorwaarden"
    assert zaak.deur.stuur(pad, voorwaarde, als=Rol.MELDER).status_code == 200


def test_without_a_condition_it_goes_every_way(zaak: Zaak) -> None:
    assert {wat: weg(zaak) for wat, (weg, _) in WEGEN.items()} == dict.fromkeys(WEGEN, True)


@pytest.mark.parametrize("soort", VOORWAARDEN)
def test_a_condition_holds_on_every_way_that_it_is_about(zaak: Zaak, soort: str) -> None:
    vraag_allebei(zaak, VOORWAARDEN[soort])
    kolom = list(VOORWAARDEN).index(soort)
    verwacht = {wat: tekens.split()[kolom] == "+" for wat, (_, tekens) in WEGEN.items()}
    assert {wat: weg(zaak) for wat, (weg, _) in WEGEN.items()} == verwacht


def vraag_en_antwoord(zaak: Zaak, nummer: str, wat: dict[str, Any], antwoord: str) -> None:
    """Ask each organisation that wants to be asked, and let it answer."""
    casus = zaak.deur.dienst.shell.laad(nummer).casus
    for een in casus.voorwaarden:
        pad = f"/casussen/{nummer}/voorwaarden/{een.voorwaarde_id}/doorgiftevragen"
        gevraagd = zaak.deur.stuur(pad, {**wat, "toelichting": "Nodig"}, als=Rol.PROCESREGISSEUR)
        assert gevraagd.status_code == 200, gevraagd.text
        zegt = {"antwoord": antwoord, "toelichting": "Zo is het", "organisatie": een.organisatie}
        weg = f"/casussen/{nummer}/doorgiftevragen/{gevraagd.json()['doorgifteId']}/antwoorden"
        gezegd = zaak.deur.stuur(weg, zegt, als=Rol.SECRETARIS)
        assert gezegd.json()["vastgelegd"] == ["casus.DoorgifteBeantwoord.v1"], gezegd.text


@pytest.mark.parametrize("antwoord", ["toegestaan", "geweigerd"])
def test_after_asking_it_goes_where_the_organisations_said_yes_to(zaak: Zaak, antwoord: str) -> None:
    vraag_allebei(zaak, EERST_VRAGEN)
    ja = antwoord == "toegestaan"
    for wat in ({"waarheen": "bestand"}, {"waarheen": "andere-tafel", "naar": RET}):
        vraag_en_antwoord(zaak, zaak.verhaal.casusnummer, wat, antwoord)
    vraag_en_antwoord(zaak, zaak.verwezen, {"waarheen": "andere-tafel", "naar": VOLGENDE}, antwoord)
    assert zaak.bestand("lopende-casussen", Rol.VOORZITTER) is ja
    assert bij_een_andere_tafel(zaak) is ja
    assert doorgegeven(zaak) is ja
    staat = zaak.deur.haal(zaak.pad, als=Rol.VOORZITTER).json()["doorgiften"]
    assert [(een["organisatie"], een["waarheen"], een["antwoord"]) for een in staat] == [
        (wie, waar, antwoord) for waar in ("bestand", "andere-tafel") for wie in ("politie", "ggz")
    ]


def test_nobody_answers_for_another_organisation_and_a_melder_reads_only_what_is_asked_of_the_own(
    zaak: Zaak,
) -> None:
    vraag_allebei(zaak, EERST_VRAGEN)
    nummer = zaak.verhaal.casusnummer
    vraag_en_antwoord(zaak, nummer, {"waarheen": "bestand"}, "geweigerd")
    van_ggz = zaak.deur.dienst.shell.laad(nummer).casus.doorgiften[-1].gevraagd
    pad = f"/casussen/{nummer}/doorgiftevragen/{van_ggz.doorgifte_id}/antwoorden"
    zegt = {"antwoord": "toegestaan", "toelichting": "Van ons mag het"}
    assert zaak.deur.stuur(pad, {**zegt, "organisatie": "ggz"}, als=Rol.MELDER).status_code == 403
    assert zaak.deur.stuur(pad, zegt, als=Rol.MELDER).status_code == 409
    assert not zaak.bestand("lopende-casussen", Rol.VOORZITTER)
    (eigen,) = zaak.deur.haal(zaak.pad, als=Rol.MELDER).json()["doorgiften"]
    assert eigen["organisatie"] == "politie"


# --- attacks: what only some may read, asked for by everybody on every route --------------------------------------

NIET_VOOR = (Rol.SECRETARIS, Rol.VOORZITTER, Rol.VERTEGENWOORDIGER, Rol.AUDITOR, Rol.COMPLIANCE, Rol.FG)
"""Roles that are not named in the condition, of organisations that told nothing."""


def test_no_route_that_only_reads_tells_a_role_what_is_not_for_it(zaak: Zaak) -> None:
    vraag_allebei(zaak, ALLEEN)
    nummers = {"casusnummer": zaak.verhaal.casusnummer}
    lezers = [
        een for een in routes(zaak.deur) if een.methode == "GET" and not een.pad.endswith("/veranderingen")
    ]
    gelekt = [
        (een.naam, rol, wat)
        for een in lezers
        for rol in NIET_VOOR
        if rol in een.rollen
        for antwoord in [vraag(zaak.deur, een, nummers, rol)]
        for wat in VERTELD
        if wat in antwoord.text
    ]
    assert gelekt == []
    # The same walk does find it for whom it is for.
    bureau = "".join(vraag(zaak.deur, een, nummers, Rol.PROCESREGISSEUR).text for een in lezers)
    assert [wat for wat in VERTELD if wat not in bureau] == []


def test_what_was_put_right_of_somebody_is_still_not_for_every_role(zaak: Zaak) -> None:
    """What was told at the table is recorded anew then, in another fact."""
    vraag_allebei(zaak, ALLEEN)
    nieuw = replace(FRAMBOOS, persoon_id=zaak.deur.dienst.omgeving.nieuw_id(), adres="Andere Verzonnenlaan 2")
    zaak.verhaal.doe(RectificeerGegevens(FRAMBOOS.persoon_id, nieuw))
    assert in_de_casus(zaak) is False
    assert VAN_GGZ in zaak.deur.haal(zaak.pad, als=Rol.PROCESREGISSEUR).text


def test_breaking_the_glass_opens_the_case_and_not_what_is_not_for_the_role(zaak: Zaak) -> None:
    vreemde = replace(VREEMDE, organisatie="reclassering")
    doel = leg_vast(zaak.deur, vreemde, **NOOD, casusnummer=zaak.verhaal.casusnummer).json()["inzagedoelId"]
    assert zaak.alles(lees_met(zaak.deur, zaak.verhaal, doel, als=vreemde).text)
    vraag_allebei(zaak, ALLEEN)
    assert not zaak.alles(lees_met(zaak.deur, zaak.verhaal, doel, als=vreemde).text)


def test_the_auditor_reads_it_for_a_purpose_and_not_without(zaak: Zaak) -> None:
    vraag_allebei(zaak, ALLEEN)
    doel = leg_vast(zaak.deur).json()["inzagedoelId"]
    assert zaak.alles(lees_met(zaak.deur, zaak.verhaal, doel).text)
    assert not zaak.alles(zaak.deur.haal(zaak.pad, als=Rol.AUDITOR).text)
