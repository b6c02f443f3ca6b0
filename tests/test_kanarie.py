"""People with unmistakable names go through every command; nowhere but in the kluis may they be found.

Not in any table or column, the planner's samples, the logs of the service or of the database, an error answer, or
an answer to somebody who may not see them; and after the destruction in no answer at all.
"""

import typing
from pathlib import Path
from uuid import uuid4

import pytest

from domain.casus.commands import Opdracht
from domain.casus.events import Feit
from domain.rollen import Rol
from infra.codec import CASUS, OVERLEG
from infra.database import Database
from infra.logging import stel_logging_in
from tests.api.conftest import Deur, deur
from tests.conftest import Klok
from tests.kanarieloop import Levensloop
from tests.kanaries import BSNS, Voliere, alles_in_de_database, serverlog
from tests.verhalen import ZVH

__all__ = ["deur"]
ELDERS = {"Doorgegeven", "BijMonitorGemeld"}
MAG_ZIEN = {
    Rol.MELDER,
    Rol.SECRETARIS,
    Rol.PROCESREGISSEUR,
    Rol.VOORZITTER,
    Rol.VERTEGENWOORDIGER,
    Rol.CASUSREGISSEUR,
    Rol.DEELNEMER,
}


def _antwoorden(deur: Deur, loop: Levensloop, rol: Rol) -> str:
    """Everything that somebody in this role can read, in one text."""
    paden = [
        f"/casussen/{loop.nummer}",
        f"/casussen/{loop.nummer}/gebeurtenissen",
        f"/casussen/{loop.nummer}/tijdlijn",
        f"/casussen?tafel={ZVH}",
        f"/triagelijst?tafel={ZVH}",
        f"/monitoring?tafel={ZVH}",
        f"/werkvoorraad?tafel={ZVH}",
        f"/bewaartermijnen?tafel={ZVH}",
        f"/casussen/{loop.nummer}/toestemmingsstanden",
        f"/overleggen?tafel={ZVH}&van=2026-01-01&tot=2026-12-31",
        *(f"/overleggen/{overleg_id}" for overleg_id in loop.overleggen),
        f"/consultaties?tafel={ZVH}",
        f"/verwijderingen?tafel={ZVH}",
        f"/verklaringen?tafel={ZVH}",
        f"/verwijderingen/{loop.bewijsnummer or 'V-BCDFG-HJKLM'}",
        f"/verwijderingen/{loop.bewijsnummer or 'V-BCDFG-HJKLM'}/gebeurtenissen",
        "/tafels",
    ]
    antwoorden = [deur.haal(pad, als=rol) for pad in paden]
    return "\n".join(antwoord.text + str(antwoord.headers) for antwoord in antwoorden)


def _vals(deur: Deur, loop: Levensloop, kooi: Voliere) -> str:
    """Bad requests full of canaries, and what is answered."""
    woord = kooi.zing("Fout")
    antwoorden = [
        deur.stuur(
            "/casussen", {woord: woord, "betrokkenen": [{"naam": woord, "bsn": woord}]}, als=Rol.MELDER
        ),
        deur.stuur(f"/casussen/{loop.nummer}/triages", {"uitkomst": woord}, als=Rol.PROCESREGISSEUR),
        deur.stuur(f"/casussen/{loop.nummer}/icos", {"begint": woord, "doel": woord}, als=Rol.SECRETARIS),
        deur.stuur(f"/casussen/{loop.nummer}/icos/{woord}/verslagen", {}, als=Rol.SECRETARIS),
        deur.haal(f"/casussen/{woord}", als=Rol.PROCESREGISSEUR),
        deur.haal(f"/{woord}", als=Rol.PROCESREGISSEUR),
        deur.haal(f"/triagelijst?tafel={woord}&na={woord}&{woord}={woord}", als=Rol.PROCESREGISSEUR),
        deur.haal(f"/casussen/{loop.nummer}?op={woord}", als=Rol.PROCESREGISSEUR),
        deur.vraag("POST", "/casussen", als=Rol.MELDER, content=f'{{"naam": "{woord}'.encode()),
        deur.client.get("/v1/tafels", headers={"Authorization": f"Bearer {woord}"}),
        deur.client.get("/v1/tafels", headers={"Authorization": woord, "X-Naam": woord}),
        deur.stuur(
            f"/casussen/{loop.nummer}/acties/{uuid4()}/afrondingen",
            {"resultaat": woord},
            als=Rol.PROCESREGISSEUR,
        ),
    ]
    assert all(400 <= antwoord.status_code < 500 for antwoord in antwoorden), [
        (antwoord.status_code, antwoord.url) for antwoord in antwoorden
    ]
    return "\n".join(antwoord.text + str(antwoord.headers) for antwoord in antwoorden)


@pytest.fixture
def loop(deur: Deur, klok: Klok) -> Levensloop:
    """A case that has lived through everything but its destruction."""
    stel_logging_in("DEBUG")
    leven = Levensloop(deur, klok, Voliere())
    leven.melding()
    leven.toestemming()
    leven.gezag_en_informeren()
    leven.samenloop_en_overleg()
    leven.triage_en_regie()
    ico_id = leven.icos()
    leven.plan_en_voortgang()
    leven.bewaring()
    leven.verlenging()
    leven.einde(ico_id)
    return leven


def test_every_command_was_given_and_every_fact_recorded(loop: Levensloop, deur: Deur) -> None:
    historie = deur.dienst.shell.laad(loop.nummer).historie
    vastgelegd = {type(feit.gebeurtenis) for feit in historie}
    namen = {type_.__name__ for type_ in set(typing.get_args(Feit)) - vastgelegd}
    # The others are of tables that a ZVH is not: see test_kanarie_elders; destroy a part: see test_deel_vernietigen;
    # or follow from another version of the protocol.
    einde = {"VerwijderingVoorgesteld", "BuitenVernietigingGelaten", "GegevensVerwijderd"}
    van_het_einde = {
        *einde,
        "PersoonVernietigd",
        "BijdrageVernietigd",
        "GegevensGerectificeerd",
        "BewaartermijnHerrekend",
    }
    assert namen == van_het_einde | ELDERS
    assert len(CASUS.namen) == len(typing.get_args(Feit))
    assert len(typing.get_args(Opdracht)) == 28 + 30
    overleggen = {feit.naam for feit in deur.dienst.archief.lees_na(0, limiet=500)} & set(OVERLEG.namen)
    assert overleggen == set(OVERLEG.namen)


def test_living_people_stand_nowhere_in_clear(
    loop: Levensloop, database: Database, capsys: pytest.CaptureFixture[str], serverfolder: Path | None
) -> None:
    kooi = loop.kooi
    fouten = _vals(loop.deur, loop, kooi)
    assert kooi.in_tekst(fouten) == []
    overal = alles_in_de_database(database).items()
    gevonden = {tabel: kooi.in_tekst(tekst) + loop.gang.in_tekst(tekst) for tabel, tekst in overal}
    assert {tabel: woorden for tabel, woorden in gevonden.items() if woorden} == {}
    log = capsys.readouterr()
    assert "verzoek" in log.out + log.err
    assert kooi.in_tekst(log.out + log.err) == loop.gang.in_tekst(log.out + log.err) == []
    assert loop.nummer not in log.out + log.err
    if serverfolder is not None:
        assert kooi.in_tekst(serverlog(serverfolder)) == []


def test_only_who_may_see_people_sees_them(loop: Levensloop) -> None:
    gezien = {rol: bool(loop.kooi.in_tekst(_antwoorden(loop.deur, loop, rol))) for rol in Rol}
    # Closed, so shielded: of those who may see people only the procesregisseur still does.
    assert {rol for rol, ziet in gezien.items() if ziet} == {Rol.PROCESREGISSEUR}


def test_while_a_case_runs_each_role_sees_what_it_may(deur: Deur, klok: Klok) -> None:
    leven = Levensloop(deur, klok, Voliere())
    leven.melding()
    leven.toestemming()
    leven.triage_en_regie()
    leven.icos()
    gezien = {rol: leven.kooi.in_tekst(_antwoorden(deur, leven, rol)) for rol in Rol}
    assert {rol for rol, woorden in gezien.items() if woorden} == MAG_ZIEN
    assert {rol for rol, woorden in gezien.items() if set(woorden) & set(BSNS)} == {
        Rol.PROCESREGISSEUR,
        Rol.SECRETARIS,
    }


def test_after_the_destruction_nobody_finds_anything(
    loop: Levensloop, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    geladen = loop.deur.dienst.shell.laad(loop.nummer)
    alles_in_de_database(database)
    loop.verwijdering()
    kooi = loop.kooi
    kooi.woorden += [loop.nummer, *(str(mens.persoon_id) for mens in geladen.casus.betrokkenen)]
    for rol in Rol:
        assert kooi.in_tekst(_antwoorden(loop.deur, loop, rol)) == [], rol
    na = alles_in_de_database(database)
    assert {tabel: kooi.in_tekst(tekst) for tabel, tekst in na.items() if kooi.in_tekst(tekst)} == {}
    stroom = str(geladen.stroom_id)
    assert {tabel for tabel, tekst in na.items() if stroom in tekst} - {"pg_catalog.pg_stats"} == {
        "feiten.gebeurtenis",
        "kluis.omheining",
        "weergave.verwijderrapport",
    }
    sleutels = {str(sleutel_id) for sleutel_id in geladen.bos.op_id}
    assert not [tabel for tabel, tekst in na.items() if any(sleutel in tekst for sleutel in sleutels)]
    log = capsys.readouterr()
    assert kooi.in_tekst(log.out + log.err) == []
