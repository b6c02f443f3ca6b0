"""Who may do what, over HTTP: a row for every route, and how far each role reaches."""

from collections.abc import Iterator

import pytest

from api.bereik import bereik_van
from api.rechten import RECHTEN, Recht
from domain.casus.commands import SluitAf, VerwijderDeelnemer, WijsRegieToe
from domain.casus.waarden import Regie
from domain.rollen import Medewerker, Rol
from infra.rechten import Bereik
from tests.api.conftest import MENSEN, Deur
from tests.api.verzoeken import (
    AANMELDING,
    AANVULLING,
    ACTIE_ID,
    AFSLUITING,
    AGENDAPUNT_ID,
    ANALYSE_ID,
    BEPERKING_ID,
    ICO_ID,
    OPSCHORTING_ID,
    OVERLEG_ID,
    UITNODIGING_ID,
    VERLENGING_ID,
)
from tests.verhalen import ZVH, Verhaal

KOLOMMEN = (
    Rol.MELDER,
    Rol.SECRETARIS,
    Rol.PROCESREGISSEUR,
    Rol.VOORZITTER,
    Rol.VERTEGENWOORDIGER,
    Rol.CASUSREGISSEUR,
    Rol.DEELNEMER,
    Rol.AUDITOR,
    Rol.COMPLIANCE,
    Rol.FG,
    Rol.ARCHIVARIS,
    Rol.BEHEERDER,
)
CASUS = "/v1/casussen/{casusnummer}"
OVERLEG = "/v1/overleggen/{overlegId}"
UITNODIGING = f"{OVERLEG}/uitnodigingen/{{uitnodigingId}}"
CONSULTATIE = "/v1/consultaties/{consultatienummer}"
VERZOEK = "/v1/verzoeken/{verzoeknummer}"
LIJST = "/v1/vernietigingslijsten/{lijstnummer}"

# Columns: melder, secretaris, procesregisseur, voorzitter, vertegenwoordiger, casusregisseur, deelnemer, auditor,
# compliance officer, FG, archivaris, beheerder. + may, x may not; a row without columns is open to everybody.
TABEL = {
    "GET /v1/gezondheid": "",
    "GET /v1/gezondheid/levend": "",
    "GET /v1/gezondheid/gereed": "",
    "POST /v1/casussen": "+ + + x x x x x x x x x",
    "GET /v1/concepten": "+ + + x x x x x x x x x",
    "GET /v1/concepten/{conceptId}": "+ + + x x x x x x x x x",
    "PUT /v1/concepten/{conceptId}": "+ + + x x x x x x x x x",
    "DELETE /v1/concepten/{conceptId}": "+ + + x x x x x x x x x",
    "GET /v1/casussen": "x + + + + x x + x x x x",
    f"POST {CASUS}/aanvullingen": "+ + + x x x x x x x x x",
    f"POST {CASUS}/grondslagen": "x + + x x x x x x x x x",
    f"POST {CASUS}/toestemmingen": "+ + + x x + x x x x x x",
    f"POST {CASUS}/toestemmingsweigeringen": "+ + + x x + x x x x x x",
    f"POST {CASUS}/toestemmingsintrekkingen": "+ + + x x + x x x x x x",
    f"GET {CASUS}/toestemmingsstanden": "+ + + + + + x x x x x x",
    f"POST {CASUS}/geboortedata": "x + + x x x x x x x x x",
    f"POST {CASUS}/gezagsvastleggingen": "x + + x x x x x x x x x",
    f"POST {CASUS}/gezagsbeoordelingen": "x x + + x x x x x x x x",
    f"POST {CASUS}/informeringen": "x + + x x x x x x x x x",
    f"POST {CASUS}/informeeruitstellen": "x + + x x x x x x x x x",
    f"POST {CASUS}/samenloopraadplegingen": "x x + x x x x x x x x x",
    f"POST {CASUS}/doorgevingen": "x x + x x x x x x x x x",
    f"POST {CASUS}/voorwaarden": "+ + + x + x x x x x x x",
    f"POST {CASUS}/voorwaarden/{{voorwaardeId}}/intrekkingen": "+ + + x + x x x x x x x",
    f"POST {CASUS}/voorwaarden/{{voorwaardeId}}/doorgiftevragen": "x x + x x x x x x x x x",
    f"POST {CASUS}/doorgiftevragen/{{doorgifteId}}/antwoorden": "+ + + x + x x x x x x x",
    f"POST {CASUS}/monitormeldingen": "x + + x x x x x x x x x",
    f"POST {CASUS}/triages": "x x + + + x x x x x x x",
    f"POST {CASUS}/regietoewijzingen": "x x + + x x x x x x x x",
    f"POST {CASUS}/deelnemers": "x x + x x x x x x x x x",
    f"POST {CASUS}/deelnemersverwijderingen": "x x + x x x x x x x x x",
    f"POST {CASUS}/icos": "x + + x x x x x x x x x",
    f"POST {CASUS}/icos/{{icoId}}/verzettingen": "x + + x x x x x x x x x",
    f"POST {CASUS}/icos/{{icoId}}/afzeggingen": "x + + x x x x x x x x x",
    f"POST {CASUS}/icos/{{icoId}}/verslagen": "x + + x x x x x x x x x",
    f"POST {CASUS}/icos/{{icoId}}/adviezen": "x x + + + x x x x x x x",
    f"POST {CASUS}/verklarende-analyses": "x + + x x x x x x x x x",
    f"POST {CASUS}/verklarende-analyses/{{analyseId}}/opleveringen": "x + + x x x x x x x x x",
    f"POST {CASUS}/plannen": "x x + x x + x x x x x x",
    f"POST {CASUS}/acties": "x + + x x + x x x x x x",
    f"POST {CASUS}/acties/{{actieId}}/afrondingen": "x + + x x + + x x x x x",
    f"POST {CASUS}/acties/{{actieId}}/vervallenverklaringen": "x + + x x + x x x x x x",
    f"POST {CASUS}/voortgangen": "x x + x x + x x x x x x",
    f"POST {CASUS}/heragenderingen": "x x + x x + x x x x x x",
    f"POST {CASUS}/opschalingen": "x x + + x x x x x x x x",
    f"POST {CASUS}/terugschalingen": "x x + + x x x x x x x x",
    f"POST {CASUS}/afschalingen": "x x + + x x x x x x x x",
    f"POST {CASUS}/voorlopige-afsluitingen": "x x + + x x x x x x x x",
    f"POST {CASUS}/heropeningen": "x x + + x x x x x x x x",
    f"POST {CASUS}/afsluitingen": "x x + + x x x x x x x x",
    f"GET {CASUS}": "+ + + + + + + + x x x x",
    f"GET {CASUS}/gebeurtenissen": "+ + + + + + + + x x x x",
    f"GET {CASUS}/tijdlijn": "+ + + + + + + + x x x x",
    f"GET {CASUS}/verschil": "+ + + + + + + + x x x x",
    f"GET {CASUS}/beslissingen": "+ + + + + + + + x x x x",
    "POST /v1/overleggen": "x + + x x x x x x x x x",
    "POST /v1/overlegreeksen": "x + + x x x x x x x x x",
    "GET /v1/overleggen": "x + + + + x x x x x x x",
    f"GET {OVERLEG}": "x + + + + x x x x x x x",
    f"POST {OVERLEG}/verzettingen": "x + + x x x x x x x x x",
    f"POST {OVERLEG}/afzeggingen": "x + + x x x x x x x x x",
    f"POST {OVERLEG}/verslagen": "x + + x x x x x x x x x",
    f"POST {OVERLEG}/agendapunten": "x + + x x x x x x x x x",
    f"POST {OVERLEG}/agendapunten/{{agendapuntId}}/schrappingen": "x + + x x x x x x x x x",
    f"POST {OVERLEG}/uitnodigingen": "x + + x x x x x x x x x",
    f"POST {UITNODIGING}/bevestigingen": "x + + + + + + x x x x x",
    f"POST {UITNODIGING}/afmeldingen": "x + + + + + + x x x x x",
    f"POST {UITNODIGING}/intrekkingen": "x + + x x x x x x x x x",
    "POST /v1/consultaties": "+ + + x x x x x x x x x",
    "GET /v1/consultaties": "+ + + + + x x x x x x x",
    f"GET {CONSULTATIE}": "+ + + + + x x x x x x x",
    f"GET {CONSULTATIE}/bewijsstrook": "+ + + + + x x x x x x x",
    f"POST {CONSULTATIE}/aanvullingen": "+ + + x x x x x x x x x",
    f"POST {CONSULTATIE}/adviezen": "x + + x x x x x x x x x",
    f"POST {CONSULTATIE}/bevestigingen": "x + + x x x x x x x x x",
    f"POST {CONSULTATIE}/aanmeldingen": "+ + + x x x x x x x x x",
    f"POST {CONSULTATIE}/sluitingen": "x + + x x x x x x x x x",
    "GET /v1/triagelijst": "+ + + + + x x x x x x x",
    "GET /v1/monitoring": "x + + + x + + x x x x x",
    "GET /v1/werkvoorraad": "x + + + x x x x x x x x",
    "GET /v1/veranderingen": "+ + + + + + + x x x x x",
    "GET /v1/bewaartermijnen": "x x x x x x x x + x x x",
    "POST /v1/vernietigingslijsten": "x x x x x x x x + x x x",
    "GET /v1/vernietigingslijsten": "x x x x x x x + + + + x",
    f"GET {LIJST}": "x x x x x x x + + + + x",
    f"POST {LIJST}/controles": "x x x x x x x x + x x x",
    f"POST {LIJST}/goedkeuringen": "x x x x x x x x x + + x",
    f"POST {LIJST}/intrekkingen": "x x x x x x x x + + + x",
    f"POST {LIJST}/uitvoeringen": "x x x x x x x x + + + x",
    "GET /v1/verwijderingen": "x x x x x x x + + + + x",
    "GET /v1/verwijderingen/{bewijsnummer}": "x x x x x x x + + + + x",
    "GET /v1/verwijderingen/{bewijsnummer}/gebeurtenissen": "x x x x x x x + + + + x",
    f"POST {CASUS}/verlengingen": "x x + x x x x x x x x x",
    f"POST {CASUS}/verlengingen/{{verlengingId}}/instemmingen": "+ + + x + x x x x x x x",
    f"POST {CASUS}/verlengingen/{{verlengingId}}/instemmingsweigeringen": "+ + + x + x x x x x x x",
    f"POST {CASUS}/bewaartermijnen": "x x x x x x x x + x x x",
    f"POST {CASUS}/opschortingen": "x x x x x x x x + x x x",
    f"POST {CONSULTATIE}/opschortingen": "x x x x x x x x + x x x",
    f"POST {CONSULTATIE}/opschortingen/{{opschortingId}}/opheffingen": "x x x x x x x x + x x x",
    f"POST {CASUS}/opschortingen/{{opschortingId}}/opheffingen": "x x x x x x x x + x x x",
    f"POST {CASUS}/beperkingen": "x x x x x x x x + + x x",
    f"POST {CASUS}/beperkingen/{{beperkingId}}/opheffingen": "x x x x x x x x + + x x",
    f"GET {CASUS}/bewaring": "x x x x x x x + + + + x",
    "GET /v1/bewaarkalender": "x x x x x x x + + + + x",
    "GET /v1/bewaarkalender/tellingen": "x x x x x x x + + + + x",
    f"GET {CASUS}/bewijsstrook": "+ + + + + + + + x x x x",
    "GET /v1/verklaringen": "x x x x x x x + + + + x",
    "GET /v1/verklaringen/{verklaringnummer}": "x x x x x x x + + + + x",
    "GET /v1/verklaringen/{verklaringnummer}/pdf": "x x x x x x x + + + + x",
    "POST /v1/verzoeken": "x + + x x x x x + x x x",
    "GET /v1/verzoeken": "x x x x x x x x + + x x",
    f"GET {VERZOEK}": "x x x x x x x x + + x x",
    f"POST {VERZOEK}/identiteiten": "x x x x x x x x + x x x",
    f"POST {VERZOEK}/zoekacties": "x x x x x x x x + x x x",
    f"POST {VERZOEK}/vindplaatsen": "x x x x x x x x + x x x",
    f"POST {VERZOEK}/verlengingen": "x x x x x x x x + x x x",
    f"POST {VERZOEK}/besluitvoorstellen": "x x x x x x x x + x x x",
    f"POST {VERZOEK}/teruggaven": "x x x x x x x x + + x x",
    f"POST {VERZOEK}/besluiten": "x x x x x x x x + + x x",
    f"POST {VERZOEK}/overzichten": "x x x x x x x x + + x x",
    f"POST {VERZOEK}/exports": "x x x x x x x x + x x x",
    f"POST {VERZOEK}/wissingen": "x x x x x x x x + x x x",
    f"POST {VERZOEK}/uitvoeringen": "x x x x x x x x + x x x",
    f"POST {VERZOEK}/intrekkingen": "x x x x x x x x + x x x",
    f"POST {VERZOEK}/verwijdervoorstellen": "x x x x x x x x + x x x",
    f"POST {VERZOEK}/verwijderingen": "x x x x x x x x + x x x",
    "POST /v1/exports": "x + + + x x x + + x x x",
    "GET /v1/exports": "x x x x x x x + + + + x",
    "POST /v1/exports/{exportnummer}/vernietigingen": "x + + + x x x + + x x x",
    "GET /v1/berichten/sleutels": "",
    "GET /v1/berichten/{verwijzing}": "+ + + + + + + + x x x x",
    "POST /v1/abonnementen": "x x x x x x x x x x x +",
    "GET /v1/abonnementen": "x x x x x x x x x x x +",
    "POST /v1/abonnementen/{abonnementId}/opzeggingen": "x x x x x x x x x x x +",
    "POST /v1/abonnementen/{abonnementId}/hervattingen": "x x x x x x x x x x x +",
    "POST /v1/mailadressen": "x x x x x x x x x x x +",
    "GET /v1/mailadressen": "x x x x x x x x x x x +",
    "POST /v1/mailadressen/{ontvangerId}/verwijderingen": "x x x x x x x x x x x +",
    "GET /v1/dode-berichten": "x x x x x x x x x x x +",
    "POST /v1/dode-berichten/{bezorgingId}/herhalingen": "x x x x x x x x x x x +",
    "GET /v1/logboek/checkpoint": "",
    "GET /v1/logboek/bewijzen/inclusie": "x x x x x x x + + x x x",
    "GET /v1/logboek/bewijzen/consistentie": "x x x x x x x + + x x x",
    "GET /v1/inzagelogboek/checkpoint": "",
    "GET /v1/inzagelogboek/bewijzen/inclusie": "x x x x x x x + + x x x",
    "GET /v1/inzagelogboek/bewijzen/consistentie": "x x x x x x x + + x x x",
    "POST /v1/inzagedoelen": "x + + + + + + + x x x x",
    "GET /v1/inzagedoelen": "x x x x x x x + + x x x",
    "GET /v1/inzagen": "x x x x x x x + + x x x",
    f"GET {CASUS}/inzagen": "x x x x x x x + + x x x",
    "GET /v1/inzagerapporten/activiteiten": "x x x x x x x + + x x x",
    "GET /v1/inzagerapporten/inzagen-zonder-vervolg": "x x x x x x x + + x x x",
    "GET /v1/inzagerapporten/ongebruikte-rechten": "x x x x x x x + + x x x",
    "GET /v1/verwijderingen/{bewijsnummer}/beslissingen": "x x x x x x x + + + + x",
    "GET /v1/noodinzagen": "x x x x x x x x x + x x",
    "POST /v1/noodinzagen/{inzagedoelId}/oordelen": "x x x x x x x x x + x x",
    "GET /v1/rechten": "+ + + + + + + + + + + +",
    "POST /v1/toekenningen": "x x x x x x x x x x x +",
    "GET /v1/toekenningen": "x x x x x x x + + + x +",
    "GET /v1/toekenningen/herzieningen": "x x x x x x x + + + x +",
    "GET /v1/toekenningen/{toekenningId}": "x x x x x x x + + + x +",
    "POST /v1/toekenningen/{toekenningId}/beeindigingen": "x x x x x x x x x x x +",
    "POST /v1/toekenningen/{toekenningId}/herzieningen": "x x x x x x x x x x x +",
    "GET /v1/tafels": "+ + + + + + + + + + + +",
    "GET /v1/tafels/{tafelId}": "+ + + + + + + + + + + +",
    "GET /v1/regios": "+ + + + + + + + + + + +",
    "GET /v1/regios/{regioCode}": "+ + + + + + + + + + + +",
    "GET /v1/kenmerken": "+ + + + + + + + + + + +",
    "POST /v1/wegwijzer": "+ + + + + + + + + + + +",
    "GET /v1/privacyprotocollen": "+ + + + + + + + + + + +",
    "GET /v1/privacyprotocollen/{regime}": "x x x x x x x + + + + +",
    "GET /v1/privacyprotocollen/{regime}/versies/{versie}/verschillen": "x x x x x x x + + + + +",
    "GET /v1/privacyprotocollen/{regime}/versies/{versie}/gevolgen": "x x x x x x x + + + + +",
    "POST /v1/privacyprotocollen/{regime}/voorstellen": "x x x x x x x x x x x +",
    "POST /v1/privacyprotocollen/{regime}/invoeringen": "x x x x x x x x x x x +",
}

LEZERS = tuple(
    rol for rol, teken in zip(KOLOMMEN, TABEL[f"GET {CASUS}"].split(), strict=True) if teken == "+"
)
LIJSTEN = {
    *("casussen", "triagelijst", "monitoring", "werkvoorraad", "bewaartermijnen", "verwijderingen"),
    *(
        "veranderingen",
        "overleggen",
        "consultaties",
        "inzagen",
        "inzagedoelen",
        "exports",
        "verklaringen",
        "verzoeken",
    ),
    *("vernietigingslijsten", "noodinzagen", "mailadressen"),
    *("bewaarkalender", "bewaarkalender/tellingen"),
}
RAPPORTEN = ("activiteiten", "inzagen-zonder-vervolg", "ongebruikte-rechten")
ZONDER_INHOUD = {
    f"POST {LIJST}/uitvoeringen": 404,
    f"POST {UITNODIGING}/bevestigingen": 404,
    "POST /v1/exports/{exportnummer}/vernietigingen": 404,
    "POST /v1/mailadressen/{ontvangerId}/verwijderingen": 404,
    "DELETE /v1/concepten/{conceptId}": 404,
    **{
        f"POST {VERZOEK}/{daad}": 404
        for daad in ("zoekacties", "overzichten", "besluiten", "wissingen", "uitvoeringen", "verwijderingen")
    },
}
"""The commands that need no content, and what the domain answers to them in ``test_a_role_may_what_its_column_says``:
there is no such list, verzoek or overleg."""
NERGENS_ID = "00000000-0000-4000-8000-000000000001"
NERGENS = (
    *("{bewijsnummer}", "{verklaringnummer}", "{overlegId}", "{consultatienummer}", "{verzoeknummer}"),
    *("{lijstnummer}", "{toekenningId}", "{verwijzing}", "{conceptId}"),
)
"""What leads nowhere in the addresses that ``ingevuld`` makes."""
VRAGEN = {
    **{f"{log}/bewijzen/inclusie": "positie=1" for log in ("logboek", "inzagelogboek")},
    **{f"{log}/bewijzen/consistentie": "van=0&tot=1" for log in ("logboek", "inzagelogboek")},
    **{f"inzagerapporten/{naam}": f"tafel={ZVH}&van=2026-03-01&tot=2026-03-31" for naam in RAPPORTEN},
}
"""What a list and a proof have to be asked with."""


def routes(deur: Deur) -> Iterator[tuple[str, str]]:
    for pad, handelingen in deur.app.openapi()["paths"].items():
        for methode in handelingen:
            yield methode.upper(), pad


def ingevuld(pad: str, *, casusnummer: str, methode: str) -> str:
    """The path under /v1 of one case, with a list's table."""
    vol = pad.removeprefix("/v1").format(
        casusnummer=casusnummer,
        icoId=ICO_ID,
        actieId=ACTIE_ID,
        analyseId=ANALYSE_ID,
        opschortingId=OPSCHORTING_ID,
        beperkingId=BEPERKING_ID,
        overlegId=OVERLEG_ID,
        uitnodigingId=UITNODIGING_ID,
        agendapuntId=AGENDAPUNT_ID,
        verlengingId=VERLENGING_ID,
        consultatienummer="Q-BBBBB-BBBBB",
        verzoeknummer="R-BBBBB-BBBBB",
        bewijsnummer="V-BBBBB-BBBBB",
        exportnummer="E-BBBBB-BBBBB",
        lijstnummer="L-BBBBB-BBBBB",
        toekenningId=NERGENS_ID,
        conceptId=NERGENS_ID,
        voorwaardeId=NERGENS_ID,
        doorgifteId=NERGENS_ID,
        inzagedoelId=NERGENS_ID,
        verklaringnummer="2026-9999",
        tafelId=ZVH,
        verwijzing=NERGENS_ID,
        abonnementId=NERGENS_ID,
        ontvangerId=NERGENS_ID,
        bezorgingId=1,
        regioCode="zaanstreek-waterland",
        regime="zvh",
        versie=1,
    )
    vragen = VRAGEN | dict.fromkeys(LIJSTEN, f"tafel={ZVH}")
    if vol.endswith("/verschil"):
        return f"{vol}?van=1"
    vraag = vragen.get(vol.removeprefix("/")) if methode == "GET" else None
    return f"{vol}?{vraag}" if vraag else vol


def test_every_route_has_a_row_and_every_row_a_route(deur: Deur) -> None:
    assert {f"{methode} {pad}" for methode, pad in routes(deur)} == set(TABEL)


@pytest.mark.parametrize("rol", KOLOMMEN)
def test_a_role_may_what_its_column_says(deur: Deur, verhaal: Verhaal, rol: Rol) -> None:
    """A right is asked before the content is read, so that without content nothing happens to the case."""
    kolom = KOLOMMEN.index(rol)
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.PROCESREGISSEUR)
    deur.dienst.logboek.werk_bij()
    deur.dienst.inzagehouder.werk_bij()
    for rij, tekens in TABEL.items():
        if not tekens:
            continue
        methode, pad = rij.split()
        adres = ingevuld(pad, casusnummer=verhaal.casusnummer, methode=methode)
        antwoord = deur.vraag(methode, adres, als=rol)
        if tekens.split()[kolom] == "x":
            assert (antwoord.status_code, antwoord.json()["type"]) == (
                403,
                "urn:casus:probleem:geen-recht",
            ), rij
        elif methode != "GET":
            assert antwoord.status_code == ZONDER_INHOUD.get(rij, 400), rij
        else:
            verwacht = 404 if any(nergens in pad for nergens in NERGENS) else 200
            assert antwoord.status_code == verwacht, rij


def test_the_list_of_cases_is_for_who_reaches_all_of_a_table() -> None:
    """It is narrowed to a table and no further."""
    assert {bereik_van(rol) for rol in RECHTEN[Recht.CASUSSEN_LIJST]} == {Bereik.TAFEL}


def test_without_a_token_only_the_public_routes_answer(deur: Deur) -> None:
    verhaal = Verhaal(deur.dienst)
    verhaal.meld_aan()
    deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.PROCESREGISSEUR)
    deur.dienst.logboek.werk_bij()
    deur.dienst.inzagehouder.werk_bij()
    for methode, pad in routes(deur):
        adres = f"/v1{ingevuld(pad, casusnummer='C-BBBBB-BBBBB', methode=methode)}"
        verwacht = 401 if TABEL[f"{methode} {pad}"] else 200
        assert deur.client.request(methode, adres).status_code == verwacht, pad


# --- reach -------------------------------------------------------------------------------------------------------


def als_niet_bestaand(deur: Deur, casusnummer: str, als: Medewerker | Rol, **opties: object) -> bool:
    """Say whether a case answers exactly as a number that never existed, on every way to read it."""
    for rest in ("", "/gebeurtenissen", "/tijdlijn", "/beslissingen", "/verschil", "/bewijsstrook"):
        zo = {**opties, "params": {"van": "2026-01-01T00:00:00Z"}} if rest == "/verschil" else opties
        if rest == "/bewijsstrook":
            # It has no past: only now is there one.
            zo = {naam: waarde for naam, waarde in opties.items() if naam != "params"}
        deze = deur.haal(f"/casussen/{casusnummer}{rest}", als=als, **zo)
        geen = deur.haal(f"/casussen/C-BBBBB-BBBBB{rest}", als=als, **zo)
        if deze.status_code != 404:
            return False
        assert {**deze.json(), "instance": ""} == {**geen.json(), "instance": ""}
        # How often somebody may still ask differs with each request.
        assert {**deze.headers, "ratelimit": ""} == {**geen.headers, "ratelimit": ""}
    return True


def test_a_case_of_another_table_is_not_there_for_anybody(deur: Deur, verhaal: Verhaal) -> None:
    for rol in LEZERS:
        assert als_niet_bestaand(deur, verhaal.casusnummer, rol, tafels=("ret-elders",)), rol
        assert als_niet_bestaand(deur, verhaal.casusnummer, rol, tafels=()), rol


def test_no_command_reaches_a_case_of_another_table(deur: Deur, verhaal: Verhaal) -> None:
    pad = f"/casussen/{verhaal.casusnummer}"
    for als, waar, wat in (
        (Rol.SECRETARIS, "aanvullingen", AANVULLING),
        (Rol.VOORZITTER, "afsluitingen", AFSLUITING),
    ):
        assert deur.stuur(f"{pad}/{waar}", wat, als=als, tafels=("ret-elders",)).status_code == 404
    assert not deur.dienst.shell.laad(verhaal.casusnummer).casus.afgeschermd


def test_lists_and_aanmeldingen_of_another_table_are_not_there(deur: Deur) -> None:
    anders = ("ret-elders",)
    for als, lijst in (
        (Rol.AUDITOR, "casussen"),
        (Rol.SECRETARIS, "triagelijst"),
        (Rol.SECRETARIS, "monitoring"),
        (Rol.SECRETARIS, "werkvoorraad"),
        (Rol.SECRETARIS, "overleggen"),
        (Rol.SECRETARIS, "consultaties"),
        (Rol.COMPLIANCE, "bewaartermijnen"),
        (Rol.COMPLIANCE, "verwijderingen"),
        (Rol.FG, "vernietigingslijsten"),
        (Rol.COMPLIANCE, "verklaringen"),
    ):
        niet_van_mij = deur.haal(f"/{lijst}?tafel={ZVH}", als=als, tafels=anders)
        onbekend = deur.haal(f"/{lijst}?tafel=onbekend", als=als, tafels=anders)
        assert niet_van_mij.status_code == onbekend.status_code == 404
        assert {**niet_van_mij.json(), "instance": ""} == {**onbekend.json(), "instance": ""}
    assert deur.stuur("/casussen", AANMELDING, als=Rol.SECRETARIS, tafels=anders).status_code == 404


def test_a_melder_sees_only_what_the_own_organisation_brought_in(deur: Deur, verhaal: Verhaal) -> None:
    ander = Medewerker("mw-mango", Rol.MELDER, "ggz")
    assert als_niet_bestaand(deur, verhaal.casusnummer, ander)
    assert not als_niet_bestaand(deur, verhaal.casusnummer, Rol.MELDER)
    assert (
        deur.stuur(f"/casussen/{verhaal.casusnummer}/aanvullingen", AANVULLING, als=ander).status_code == 404
    )


def test_a_melder_acts_in_the_name_of_the_own_organisation_alone(deur: Deur, verhaal: Verhaal) -> None:
    voor_een_ander = {**AANMELDING, "organisatie": "ggz"}
    assert (
        deur.stuur("/casussen", voor_een_ander, als=Rol.MELDER).json()["type"].endswith(":andere-organisatie")
    )
    assert deur.stuur("/casussen", voor_een_ander, als=Rol.SECRETARIS).status_code == 201
    aanvulling = {**AANVULLING, "organisatie": "ggz"}
    pad = f"/casussen/{verhaal.casusnummer}/aanvullingen"
    assert deur.stuur(pad, aanvulling, als=Rol.MELDER).status_code == 403
    assert deur.stuur(pad, aanvulling, als=Rol.SECRETARIS).status_code == 200


def test_a_casusregisseur_sees_only_the_own_cases(deur: Deur, verhaal: Verhaal) -> None:
    ander = Medewerker("mw-banaan", Rol.CASUSREGISSEUR, "ggz")
    assert als_niet_bestaand(deur, verhaal.casusnummer, ander)
    assert not als_niet_bestaand(deur, verhaal.casusnummer, Rol.CASUSREGISSEUR)
    verhaal.doe(WijsRegieToe(Regie.CASUS, "mw-banaan", "ggz"))
    assert als_niet_bestaand(deur, verhaal.casusnummer, Rol.CASUSREGISSEUR)
    assert not als_niet_bestaand(deur, verhaal.casusnummer, ander)


def test_a_deelnemer_sees_a_case_from_joining_to_leaving_also_the_past_of_it(
    deur: Deur, verhaal: Verhaal
) -> None:
    begin = deur.dienst.omgeving.nu().isoformat()
    toen = {"params": {"op": begin}}
    assert deur.haal(f"/casussen/{verhaal.casusnummer}", als=Rol.DEELNEMER, **toen).status_code == 200
    verhaal.doe(VerwijderDeelnemer("mw-meloen", "Andere baan"))
    assert als_niet_bestaand(deur, verhaal.casusnummer, Rol.DEELNEMER)
    assert als_niet_bestaand(deur, verhaal.casusnummer, Rol.DEELNEMER, **toen)


def test_a_shielded_case_is_there_for_procesregisseur_and_auditor_alone(deur: Deur, verhaal: Verhaal) -> None:
    verhaal.doe(SluitAf("Het doel is bereikt", "Rust"))
    zichtbaar = {rol for rol in LEZERS if not als_niet_bestaand(deur, verhaal.casusnummer, rol)}
    assert zichtbaar == {Rol.PROCESREGISSEUR, Rol.AUDITOR}
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    lezers = (
        rol for rol, teken in zip(KOLOMMEN, TABEL["GET /v1/casussen"].split(), strict=True) if teken == "+"
    )
    lijsten = {rol: deur.haal(f"/casussen?tafel={ZVH}", als=rol).json()["regels"] for rol in lezers}
    assert {rol for rol, regels in lijsten.items() if regels} == zichtbaar
    voor_de_sluiting = {"params": {"op": deur.dienst.omgeving.nu().isoformat()}}
    assert als_niet_bestaand(deur, verhaal.casusnummer, Rol.SECRETARIS, **voor_de_sluiting)


def test_lists_show_no_more_than_the_reach_of_a_role(deur: Deur, verhaal: Verhaal) -> None:
    wacht = Verhaal(deur.dienst)
    deur.dienst.wacht_op(wacht.meld_aan().positie)
    for rol, lijst, nummer in (
        (Rol.MELDER, "triagelijst", wacht.casusnummer),
        (Rol.CASUSREGISSEUR, "monitoring", verhaal.casusnummer),
        (Rol.DEELNEMER, "monitoring", verhaal.casusnummer),
    ):
        vreemde = Medewerker("mw-banaan", rol, "ggz")
        eigen = deur.haal(f"/{lijst}?tafel={ZVH}", als=MENSEN[rol]).json()["regels"]
        assert [regel["casusnummer"] for regel in eigen] == [nummer]
        assert deur.haal(f"/{lijst}?tafel={ZVH}", als=vreemde).json()["regels"] == []
