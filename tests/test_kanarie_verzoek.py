"""What somebody asks about the data on themselves stands nowhere in clear, and after its destruction nowhere at all."""

from pathlib import Path

import pytest

from domain.rollen import Rol
from infra.codec import VERZOEK
from infra.database import Database
from infra.logging import stel_logging_in
from tests.api.conftest import TWEEDE_COMPLIANCE, Deur, deur
from tests.api.verzoeken import AANMELDING, JSON
from tests.conftest import Klok
from tests.kanaries import BSNS, Voliere, alles_in_de_database, serverlog
from tests.verhalen import ZVH

__all__ = ["deur"]

NIET_HIER = {"WissingUitgezet"}
"""An erasure needs a vernietigingslijst."""


def stuur(deur: Deur, pad: str, inhoud: JSON | None, *, als: object = Rol.COMPLIANCE) -> JSON:
    antwoord = deur.stuur(pad, inhoud, als=als)  # type: ignore[arg-type]  # a role or somebody
    assert antwoord.status_code in {200, 201}, (pad, antwoord.text)
    gedaan: JSON = antwoord.json()
    return gedaan


def leven(deur: Deur, klok: Klok, kooi: Voliere) -> str:
    """A verzoek through everything but its destruction, with a canary in every place where a person could stand."""
    zing = kooi.zing
    naam = zing("Naam")
    mens = {"betrokkenheid": "hoofdpersoon", "naam": naam, "geboortedatum": "1991-05-17", "bsn": BSNS[1]}
    aanmelding = {**AANMELDING, "betrokkenen": [{**mens, "adres": zing("Adres")}]}
    assert deur.stuur("/casussen", aanmelding, als=Rol.MELDER).status_code == 201
    vraag = {
        "tafel": ZVH,
        "soort": "inzage",
        "ontvangenOp": "2026-03-02",
        "aanvrager": "betrokkene-zelf",
        "verzoeker": zing("Verzoeker"),
        "bereikbaar": zing("Bereikbaar"),
        "over": {"naam": naam, "geboortedatum": "1991-05-17", "bsn": BSNS[1]},
        "inhoud": zing("Inhoud"),
    }
    nummers = [stuur(deur, "/verzoeken", vraag, als=Rol.SECRETARIS)["verzoeknummer"] for _ in range(3)]
    pad, afgewezen, ingetrokken = (f"/verzoeken/{nummer}" for nummer in nummers)
    identiteit = {
        "geboortedatum": "1991-05-17",
        "aanvragers": ["betrokkene-zelf"],
        "wijze": "digid",
        "onderbouwing": zing("Onderbouwing"),
    }
    for dit in (pad, afgewezen):
        stuur(deur, f"{dit}/identiteiten", identiteit)
        vondsten = stuur(deur, f"{dit}/zoekacties", None)["vondsten"]
        zeker = {"koppelingen": [vondst["koppelingId"] for vondst in vondsten]}
        stuur(deur, f"{dit}/vindplaatsen", zeker)
    stuur(deur, f"{pad}/verlengingen", {"reden": zing("Verlenging"), "medegedeeldOp": "2026-03-02"})
    voorstel = {"uitkomst": "inwilligen", "toelichting": zing("Voorstel")}
    stuur(deur, f"{pad}/besluitvoorstellen", voorstel)
    stuur(deur, f"{pad}/teruggaven", {"reden": zing("Teruggave")}, als=TWEEDE_COMPLIANCE)
    stuur(deur, f"{pad}/besluitvoorstellen", {**voorstel, "toelichting": zing("Tweede")})
    gezien = stuur(deur, f"{pad}/overzichten", None, als=TWEEDE_COMPLIANCE)["vingerafdruk"]
    stuur(deur, f"{pad}/besluiten", {"vingerafdruk": gezien}, als=TWEEDE_COMPLIANCE)
    assert deur.stuur(f"{pad}/exports", {"vorm": "pdf"}, als=Rol.COMPLIANCE).status_code == 200
    stuur(deur, f"{pad}/uitvoeringen", None)
    afwijzing = {"uitkomst": "afwijzen", "grond": "rechten-van-anderen", "toelichting": zing("Afwijzing")}
    stuur(deur, f"{afgewezen}/besluitvoorstellen", afwijzing)
    stuur(deur, f"{afgewezen}/besluiten", None, als=TWEEDE_COMPLIANCE)
    stuur(
        deur,
        f"{ingetrokken}/intrekkingen",
        {"ingetrokkenOp": "2026-03-02", "toelichting": zing("Intrekking")},
    )
    return pad


def test_what_somebody_asked_stands_nowhere_in_clear(
    deur: Deur,
    klok: Klok,
    database: Database,
    capsys: pytest.CaptureFixture[str],
    serverfolder: Path | None,
) -> None:
    stel_logging_in("DEBUG")
    kooi = Voliere()
    pad = leven(deur, klok, kooi)
    overal = alles_in_de_database(database).items()
    assert {tabel: kooi.in_tekst(tekst) for tabel, tekst in overal if kooi.in_tekst(tekst)} == {}
    log = capsys.readouterr()
    assert kooi.in_tekst(log.out + log.err) == []
    assert pad.rpartition("/")[2] not in log.out + log.err
    if serverfolder is not None:
        assert kooi.in_tekst(serverlog(serverfolder)) == []
    namen = {feit.naam for feit in deur.dienst.archief.lees_na(0, limiet=500)}
    einde = {"VerwijderingVanVerzoekVoorgesteld", "VerzoekVerwijderd"}
    assert {naam.split(".")[1] for naam in set(VERZOEK.namen) - namen} == NIET_HIER | einde


def test_after_its_destruction_nothing_of_it_is_left(deur: Deur, klok: Klok, database: Database) -> None:
    kooi = Voliere()
    pad = leven(deur, klok, kooi)
    gelezen = deur.dienst.verzoeken.lees(pad.rpartition("/")[2])
    stroom, nummer = gelezen.stroom.stroom_id, gelezen.verzoek.verzoeknummer
    koppelingen = [str(id_) for id_ in gelezen.verzoek.koppelingen]
    klok.verder(days=800)
    stuur(deur, f"{pad}/verwijdervoorstellen", {"grond": "termijn-verstreken"})
    stuur(deur, f"{pad}/verwijderingen", None, als=TWEEDE_COMPLIANCE)
    deur.dienst.wacht_op(deur.dienst.archief.laatste_positie())
    overal = alles_in_de_database(database)
    assert {tabel for tabel, tekst in overal.items() if nummer in tekst} == set()
    assert {tabel for tabel, tekst in overal.items() if any(id_ in tekst for id_ in koppelingen)} == set()
    assert {tabel for tabel, tekst in overal.items() if str(stroom) in tekst} - {"pg_catalog.pg_stats"} == {
        "feiten.gebeurtenis",
        "kluis.omheining",
        "weergave.verwijderrapport",
    }
