"""What has to be true when the ten years are over, held against what the region itself said would happen."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import delete, func, select

from api.samenstelling import Dienst
from domain.casus.events import GegevensVerwijderd
from domain.casus.state import Fase
from domain.casus.waarden import Vernietiggrond
from domain.consultatie.events import ConsultatieVerwijderd
from domain.historie import Opgetekend
from domain.vernietigingslijst.nacontrole import Nacontrole, Soort, Uitslag
from domain.vernietigingslijst.state import Lijstfase
from infra import tables
from infra.logboek.controle import controle
from infra.logboek.publicatie import Logboekmap
from infra.logboek.ring import lees_ring
from infra.omgeving import NEDERLAND
from infra.verklaring.verifieer import Gegeven, verifieer
from projections.weergave import metadata
from tests.simulatie.regio import Regio

HEEL = (GegevensVerwijderd, ConsultatieVerwijderd)
DELEN = ("casus.PersoonVernietigd.v1", "casus.BijdrageVernietigd.v1")


def eis_alles(regio: Regio) -> Counter[str]:
    """Be sure of everything; gives how often what happened."""
    dienst = regio.dienst
    geteld = _eis_de_dagen(regio)
    geteld += _eis_de_verklaringen(regio)
    _eis_het_logboek(dienst)
    _eis_wie_er_nog_is(regio)
    voor, na = _rijen(dienst), _rijen_opnieuw(dienst)
    anders = {naam: (set(voor[naam]) ^ set(na[naam])) for naam in voor if voor[naam] != na[naam]}
    assert not anders, anders
    return geteld


def _eis_de_dagen(regio: Regio) -> Counter[str]:
    """Everything went on the very day on which it had to: not a day sooner, and not a day later."""
    heel: dict[UUID, date] = {}
    delen: dict[UUID, list[date]] = defaultdict(list)
    geteld: Counter[str] = Counter()
    for opgetekend in _alle_feiten(regio.dienst):
        feit, dag = opgetekend.gebeurtenis, opgetekend.envelop.op.astimezone(NEDERLAND).date()
        geteld[opgetekend.naam] += 1
        if isinstance(feit, HEEL):
            assert opgetekend.stroom_id not in heel, "destroyed twice"
            assert feit.bewaren_tot is not None
            assert dag >= feit.bewaren_tot, "destroyed before its last day"
            vier = (
                feit.voorgesteld_door,
                feit.gecontroleerd_door,
                feit.goedgekeurd_door,
                feit.uitgevoerd_door,
            )
            assert len(set(vier)) == len(vier), "somebody filled two roles"
            heel[opgetekend.stroom_id] = dag
        if opgetekend.naam in DELEN:
            # Once the whole casus went as well, only what stays can be read of it.
            blijvend = dict(opgetekend.blijvend)
            tot = date.fromisoformat(str(blijvend["bewaren_tot"]))
            gevraagd = str(blijvend["grond"]) == Vernietiggrond.WISSING_GEVRAAGD
            assert dag >= tot or gevraagd, "destroyed before its last day"
            geteld["erased"] += gevraagd
            delen[opgetekend.stroom_id].append(dag)
    eind = regio.vandaag
    weg_op = {stroom: einde.weg_op or date.max for stroom, einde in regio.eindes.items()}
    assert heel == {stroom: dag for stroom, dag in weg_op.items() if dag < eind}
    verwacht = {
        stroom: sorted(dag for dag in dagen if dag < min(eind, weg_op[stroom]))
        for stroom, dagen in regio.delen_weg_op.items()
    }
    assert {s: sorted(d) for s, d in delen.items()} == {s: d for s, d in verwacht.items() if d}
    return geteld


def _eis_de_verklaringen(regio: Regio) -> Counter[str]:
    """Each list of which something was destroyed has one verklaring, and each of them verifies offline."""
    dienst = regio.dienst
    publiek = lees_ring(dienst.settings.logboeksleutel, oorsprong=dienst.settings.logboek_naam).publiek
    nummers, in_verklaringen, geteld = set(), 0, Counter[str]()
    for lijstnummer in regio.lijsten:
        lijst = dienst.lijsten.laad(lijstnummer).lijst
        assert len(set(lijst.rollen)) == len(lijst.rollen), "somebody filled two roles"
        if lijst.fase is Lijstfase.INGETROKKEN or lijst.open_posten:
            assert not lijst.bewijsnummers
            continue
        assert lijst.fase is Lijstfase.VERKLAARD, lijst.fase
        assert lijst.verklaring is not None
        assert lijst.nacontrole is not None
        assert lijst.nacontrole.uitslag is not Uitslag.MISLUKT, lijstnummer
        nummers.add(lijst.verklaring.verklaringsnummer)
        gemaakt = dienst.verklaringen.op_nummer(lijst.verklaring.verklaringsnummer)
        assert gemaakt is not None
        gezien = verifieer(gemaakt.inhoud, Gegeven(sleutels=publiek.encode())).verklaring
        in_verklaringen += sum(telling.vernietigd for telling in gezien.tellingen)
        geteld += _eis_de_bestanden(gezien.nacontrole)
    with dienst.engine.connect() as verbinding:
        gemaakte = verbinding.execute(select(func.count()).select_from(tables.verklaring)).scalar_one()
    vernietigd = sum(een.naam in DELEN or isinstance(een.gebeurtenis, HEEL) for een in _alle_feiten(dienst))
    assert (len(nummers), in_verklaringen) == (gemaakte, vernietigd)
    return geteld


def _eis_de_bestanden(nacontrole: Nacontrole) -> Counter[str]:
    """All files of the server were read, dumps and exports and logs too, and what stands there opens with nothing."""
    per_soort = {controle.code: controle for controle in nacontrole.controles}
    bestanden = per_soort[Soort.BESTANDEN]
    assert bestanden.uitslag is Uitslag.GESLAAGD, bestanden
    gezien = {een.wat: een.aantal for een in (*bestanden.aantallen, *per_soort[Soort.EXPORTS].aantallen)}
    assert (
        gezien["versleutelde delen op schijf die opengaan"] == gezien["sleutels op schijf die opengaan"] == 0
    )
    return Counter(
        {
            "known copies": gezien["bekende kopieën"],
            "ciphertexts in files that open with nothing": gezien[
                "plaatsen op schijf met versleutelde delen"
            ],
        }
    )


def _eis_het_logboek(dienst: Dienst) -> None:
    ring = lees_ring(dienst.settings.logboeksleutel, oorsprong=dienst.settings.logboek_naam)
    dienst.logboek.werk_bij()
    with controle(dienst.engine, Logboekmap(dienst.settings.logboekmap), ring) as gekeken:
        uitslag = gekeken.alles()
    assert uitslag.afwijking is None
    assert uitslag.gezien == dienst.archief.laatste_positie()


def _eis_wie_er_nog_is(regio: Regio) -> None:
    """Who has to be there can be read in full; the number of who is gone leads nowhere."""
    nummers = regio.dienst.lijsten.nummers_van(list(regio.nummers))
    for stroom_id, nummer in regio.nummers.items():
        weg = (regio.eindes[stroom_id].weg_op or date.max) < regio.vandaag
        assert (stroom_id not in nummers) == weg
        if weg or not nummer.startswith("C-"):
            continue
        casus = regio.dienst.shell.laad(nummer).casus
        assert casus.fase is not Fase.VERWIJDERD
        assert all(mens.naam.startswith("Testpersoon") for mens in casus.betrokkenen)


def _alle_feiten(dienst: Dienst) -> list[Opgetekend]:
    alle: list[Opgetekend] = []
    while meer := dienst.archief.lees_na(alle[-1].positie if alle else 0, limiet=2000):
        alle += meer
    return alle


# --- the views ---------------------------------------------------------------------------------------------------


def _rijen(dienst: Dienst) -> Mapping[str, list[str]]:
    with dienst.engine.connect() as verbinding:
        return {
            tabel.name: sorted(str(tuple(rij)) for rij in verbinding.execute(select(tabel)))
            for tabel in metadata.sorted_tables
        }


def _rijen_opnieuw(dienst: Dienst) -> Mapping[str, list[str]]:
    """The rows of all views, made from the first fact on."""
    with dienst.engine.begin() as verbinding:
        verbinding.execute(delete(tables.stand))
        for tabel in reversed(metadata.sorted_tables):
            verbinding.execute(delete(tabel))
    dienst.runner.werk_bij()
    return _rijen(dienst)
