"""Every list of every view has an index, seen in how PostgreSQL goes about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, Engine, event, text

from domain.overleg.waarden import Overlegsoort, Puntsoort
from projections import (
    agenda,
    bewaarkalender,
    consultatielijst,
    monitoring,
    triagelijst,
    verwijderrapport,
    verzoeken,
)
from tests.domain import feiten as f
from tests.domain.consultatie import feiten as c
from tests.domain.overleg import feiten as o
from tests.domain.verzoek import feiten as r
from tests.projections.historie import BEGIN, TAFELS, Gebeurd, neem_op, reeks

TAFELNAMEN = [f"tafel-{n:02}" for n in range(20)]
VANDAAG = date(2026, 4, 1)

Vraag = Callable[[Connection], object]
VRAGEN: dict[str, tuple[Vraag, tuple[str, ...]]] = {
    "the queue": (
        lambda v: triagelijst.wachtrij(v, "tafel-03", tafels=TAFELS),
        ("ix_triagelijst_tafel",),
    ),
    "the next page of the queue": (
        lambda v: triagelijst.wachtrij(
            v, "tafel-03", tafels=TAFELS, na=triagelijst.Sleutel(date(2026, 3, 3), BEGIN, "TEST-1500")
        ),
        ("ix_triagelijst_tafel",),
    ),
    "the next page of the queue for one organisation": (
        lambda v: triagelijst.wachtrij(
            v,
            "tafel-03",
            tafels=TAFELS,
            organisatie="organisatie-4",
            na=triagelijst.Sleutel(date(2026, 3, 3), BEGIN, "TEST-1500"),
        ),
        ("ix_triagelijst_tafel_organisatie",),
    ),
    "how much waits for a later triage": (
        lambda v: triagelijst.aantal_na(v, "tafel-03", na=date(2026, 3, 3)),
        ("ix_triagelijst_tafel",),
    ),
    "what runs": (lambda v: monitoring.lopend(v, "tafel-03"), ("ix_monitoring_tafel",)),
    "the next page of what runs": (
        lambda v: monitoring.lopend(v, "tafel-03", na=monitoring.Sleutel(date(2026, 4, 3), "TEST-1500")),
        ("ix_monitoring_tafel",),
    ),
    "what runs of a procesregisseur": (
        lambda v: monitoring.lopend(v, "tafel-03", procesregisseur="mw-07"),
        ("ix_monitoring_procesregisseur",),
    ),
    "what runs of a casusregisseur": (
        lambda v: monitoring.lopend(v, "tafel-03", casusregisseur="mw-08"),
        ("ix_monitoring_casusregisseur",),
    ),
    "what runs of an organisation": (
        lambda v: monitoring.lopend(v, "tafel-03", organisatie="organisatie-4"),
        ("ix_monitoring_organisatie",),
    ),
    "what somebody takes part in": (
        lambda v: monitoring.lopend(v, "tafel-03", deelnemer="mw-0009"),
        ("ix_monitoring_deelnemer_medewerker", "pk_monitoring"),
    ),
    "the open actions of a page": (
        lambda v: monitoring.open_acties(v, "tafel-03", stromen=[UUID(int=n) for n in range(3, 60, 20)]),
        ("pk_monitoring_actie",),
    ),
    "the work of a table": (
        lambda v: monitoring.werkdruk(v, "tafel-03", vandaag=VANDAAG),
        ("ix_monitoring_actie_tafel", "on ix_monitoring_"),
    ),
    "the verklarende analyses of a page": (
        lambda v: monitoring.open_analyses(v, "tafel-03", stromen=[UUID(int=n) for n in range(3, 60, 20)]),
        ("pk_monitoring_analyse",),
    ),
    "the overleggen of a period": (
        lambda v: agenda.in_periode(v, "tafel-03", van=VANDAAG, tot=VANDAAG + timedelta(weeks=5)),
        ("ix_agenda_overleg_tafel",),
    ),
    "the next page of the overleggen": (
        lambda v: agenda.in_periode(v, "tafel-03", na=agenda.Sleutel(BEGIN, UUID(int=9000))),
        ("ix_agenda_overleg_tafel",),
    ),
    "the next free places": (
        lambda v: agenda.met_plaats(v, "tafel-03", soort=Overlegsoort.CASUSOVERLEG, vanaf=BEGIN),
        ("ix_agenda_overleg_vrij",),
    ),
    "what is on an agenda": (
        lambda v: agenda.agendapunten(v, overleggen_ids=[_overleg_id(7)], ook_afgeschermd=False),
        ("ix_agenda_punt_overleg_id", "pk_agenda_casus"),
    ),
    "who was invited": (
        lambda v: agenda.uitgenodigd(v, overleggen_ids=[_overleg_id(7)]),
        ("pk_agenda_uitnodiging",),
    ),
    "the open questions": (
        lambda v: consultatielijst.openstaand(v, "tafel-03"),
        ("ix_consultatielijst_tafel",),
    ),
    "the next page of the open questions of an organisation": (
        lambda v: consultatielijst.openstaand(
            v,
            "tafel-03",
            organisatie="organisatie-4",
            na=consultatielijst.Sleutel(BEGIN, "VRAAG-1500"),
        ),
        ("ix_consultatielijst_tafel_organisatie",),
    ),
    "what people asked": (lambda v: verzoeken.openstaand(v, "tafel-03"), ("ix_verzoeken_open",)),
    "the next page of what people asked": (
        lambda v: verzoeken.openstaand(v, "tafel-03", na=verzoeken.Sleutel(date(2026, 4, 9), "VERZOEK-0100")),
        ("ix_verzoeken_open",),
    ),
    "what was answered and can go": (
        lambda v: verzoeken.te_verwijderen(v, "tafel-03", vandaag=date(2028, 4, 1)),
        ("ix_verzoeken_afgerond",),
    ),
    "what was answered and stays": (
        lambda v: verzoeken.afgerond(v, "tafel-03", vandaag=date(2026, 4, 1), limiet=5),
        ("ix_verzoeken_afgerond",),
    ),
    "whose data are there": (
        lambda v: verwijderrapport.aanwezig(v, "tafel-03", ook_afgeschermd=False),
        ("ix_bewaartermijn_tafel",),
    ),
    "what was not taken up": (
        lambda v: verwijderrapport.niet_opgenomen(v, "tafel-03", limiet=200),
        ("ix_bewaartermijn_uitgewerkt",),
    ),
    "what is due": (
        lambda v: verwijderrapport.te_verwijderen(v, "tafel-03", vandaag=VANDAAG),
        ("ix_bewaartermijn_tafel", "ix_bewaartermijn_uitgewerkt"),
    ),
    "the next page of what is due": (
        lambda v: verwijderrapport.te_verwijderen(
            v, "tafel-03", vandaag=VANDAAG, na=verwijderrapport.Termijnsleutel(date(2026, 4, 1), "TEST-0100")
        ),
        ("ix_bewaartermijn_tafel", "ix_bewaartermijn_uitgewerkt"),
    ),
    "what was destroyed": (
        lambda v: verwijderrapport.verwijderd(v, "tafel-03"),
        ("ix_verwijderrapport_tafel",),
    ),
    "the bewaarkalender": (
        lambda v: bewaarkalender.kalender(v, ["tafel-03"], vandaag=VANDAAG),
        ("ix_bewaarkalender_tafel",),
    ),
    "the next page of what is nearly due": (
        lambda v: bewaarkalender.kalender(
            v,
            ["tafel-03"],
            vandaag=VANDAAG,
            status=bewaarkalender.Kalenderstatus.BIJNA,
            na=bewaarkalender.Sleutel(VANDAAG, "TEST-0100", ""),
        ),
        ("ix_bewaarkalender_tafel",),
    ),
    "what is due on the bewaarkalender": (
        lambda v: bewaarkalender.kalender(
            v, ["tafel-03"], vandaag=VANDAAG, status=bewaarkalender.Kalenderstatus.AAN_DE_BEURT
        ),
        ("ix_bewaarkalender_tafel", "ix_bewaarkalender_uitgewerkt"),
    ),
    "what is overdue": (
        lambda v: bewaarkalender.kalender(
            v, ["tafel-03"], vandaag=VANDAAG, status=bewaarkalender.Kalenderstatus.OVER_TERMIJN
        ),
        ("ix_bewaarkalender_tafel",),
    ),
    "what is due at several tables": (
        lambda v: bewaarkalender.kalender(
            v,
            ["tafel-03", "tafel-04", "tafel-05"],
            vandaag=VANDAAG,
            status=bewaarkalender.Kalenderstatus.AAN_DE_BEURT,
        ),
        ("ix_bewaarkalender_tafel", "ix_bewaarkalender_uitgewerkt"),
    ),
    "what is held": (
        lambda v: bewaarkalender.kalender(
            v, ["tafel-03"], vandaag=VANDAAG, status=bewaarkalender.Kalenderstatus.OPGESCHORT
        ),
        ("ix_bewaarkalender_opgeschort",),
    ),
    "what was extended": (
        lambda v: bewaarkalender.kalender(
            v, ["tafel-03"], vandaag=VANDAAG, status=bewaarkalender.Kalenderstatus.VERLENGD
        ),
        ("ix_bewaarkalender_verlengd",),
    ),
    "what is restricted": (
        lambda v: bewaarkalender.kalender(
            v, ["tafel-03"], vandaag=VANDAAG, status=bewaarkalender.Kalenderstatus.BEPERKT
        ),
        ("ix_bewaarkalender_beperkt",),
    ),
    "how many have each status": (
        lambda v: bewaarkalender.tellingen(v, ["tafel-03"], vandaag=VANDAAG),
        ("ix_bewaarkalender_tafel",),
    ),
    "how many are overdue": (
        lambda v: bewaarkalender.over_termijn(v, VANDAAG),
        ("ix_bewaarkalender_open",),
    ),
    "how many wait for a review": (
        lambda v: bewaarkalender.te_herzien(v, VANDAAG),
        ("ix_bewaarkalender_herzien_op",),
    ),
    "one destruction": (lambda v: verwijderrapport.verwijdering(v, "V-1500"), ("pk_verwijderrapport",)),
}


def _overleg_id(n: int) -> UUID:
    return UUID(int=0x20000 + n)


def veel_overleggen(aantal: int) -> list[tuple[UUID, Gebeurd]]:
    """Overleggen over twenty tables, one a day, of which some are full; for each a question and a verzoek."""
    feiten: list[tuple[UUID, Gebeurd]] = []
    for n in range(aantal):
        tafel, dag = TAFELNAMEN[n % 20], o.OVERLEG_GEPLAND.begint + timedelta(days=n)
        gepland = replace(o.OVERLEG_GEPLAND, tafel=tafel, begint=dag, capaciteit=1 + n % 2)
        vraag = replace(
            c.VRAAG_GESTELD,
            consultatienummer=f"VRAAG-{n:04}",
            tafel=tafel,
            organisatie=f"organisatie-{n % 9}",
        )
        feiten += [
            (_overleg_id(n), feit) for feit in (gepland, o.APPELPUNT_TOEGEVOEGD, o.TESTZORG_UITGENODIGD)
        ]
        feiten.append((UUID(int=0x30000 + n), vraag))
        verzoek = replace(
            r.ONTVANGEN,
            verzoeknummer=f"VERZOEK-{n:04}",
            tafel=tafel,
            uiterlijk=VANDAAG + timedelta(days=n % 60),
        )
        feiten.append((UUID(int=0x40000 + n), verzoek))
        if n % 3 == 0:
            feiten.append((UUID(int=0x40000 + n), r.INGETROKKEN))
    return feiten


def veel_casussen(aantal: int) -> list[tuple[UUID, Gebeurd]]:
    """Cases over twenty tables: most run, some wait, some are closed, some destroyed."""
    feiten: list[tuple[UUID, Gebeurd]] = []
    for n in range(aantal):
        tafel = TAFELNAMEN[n % 20]
        begin = replace(
            f.AANGEMELD,
            casusnummer=f"TEST-{n:04}",
            tafel=tafel,
            organisatie=f"organisatie-{n % 9}",
            bewaren_tot=VANDAAG + timedelta(days=n % 900 - 30),
        )
        loopt: list[Gebeurd] = [
            f.GETRIEERD,
            replace(f.PROCESREGIE_TOEGEWEZEN, medewerker=f"mw-{n % 17:02}"),
            replace(f.CASUSREGIE_TOEGEWEZEN, medewerker=f"mw-{n % 19:02}"),
            replace(f.DEELNEMER_TOEGEVOEGD, medewerker=f"mw-{n % 500:04}"),
            replace(f.ACTIE_TOEGEWEZEN, uiterlijk=VANDAAG + timedelta(days=n % 60)),
            replace(f.VERKLARENDE_ANALYSE_GEVRAAGD, uiterlijk=VANDAAG + timedelta(days=n % 50)),
            replace(f.OP_AGENDA_GEZET, overleg_id=_overleg_id(n % 500), soort=Puntsoort.VOORTGANG),
        ]
        soort = n // 20 % 5
        if n % 50 == 3:
            loopt += [f.VERNIETIGING_OPGESCHORT, f.BEPERKING_INGESTELD]
        einde: list[Gebeurd] = [*loopt, f.AFGESLOTEN] if soort == 3 else []
        if soort == 4:
            einde = [replace(f.GEGEVENS_VERWIJDERD, bewijsnummer=f"V-{n:04}", tafel=tafel)]
        feiten += [(UUID(int=n), feit) for feit in [begin, *(einde or (loopt if soort else []))]]
    return feiten


def plan_van(verbinding: Connection, vraag: Vraag) -> str:
    """Ask how PostgreSQL goes about the statement that ``vraag`` sends."""
    gestuurd: list[tuple[str, object]] = []

    def onthoud(*gebeurd: object) -> None:
        gestuurd.append((str(gebeurd[2]), gebeurd[3]))

    event.listen(verbinding, "before_cursor_execute", onthoud)
    vraag(verbinding)
    event.remove(verbinding, "before_cursor_execute", onthoud)
    [(opdracht, waarden)] = gestuurd
    assert isinstance(waarden, dict)
    rijen = verbinding.exec_driver_sql(f"EXPLAIN {opdracht}", waarden)
    return "\n".join(str(rij[0]) for rij in rijen)


GESORTEERD = {
    *("what somebody takes part in", "the open actions of a page", "the work of a table"),
    *("the verklarende analyses of a page", "what is on an agenda", "who was invited"),
}
"""A handful of rows, which PostgreSQL may put in order itself."""


def test_every_question_has_an_index(motor: Engine) -> None:
    neem_op(motor, reeks(*veel_overleggen(500), *veel_casussen(5000)))
    with motor.begin() as verbinding:
        verbinding.execute(text("ANALYZE"))
    with motor.connect() as verbinding:
        # On so few rows reading all and sorting is quick; the question is whether there is another way.
        verbinding.execute(text("SET enable_seqscan = off"))
        for naam, (vraag, indexen) in VRAGEN.items():
            zelf = "on" if naam in GESORTEERD else "off"
            verbinding.execute(text(f"SET enable_bitmapscan = {zelf}"))
            verbinding.execute(text(f"SET enable_sort = {zelf}"))
            plan = plan_van(verbinding, vraag)
            assert "Seq Scan" not in plan, f"{naam}:\n{plan}"
            assert naam in GESORTEERD or "Sort  (" not in plan, f"{naam}:\n{plan}"
            for index in indexen:
                assert index in plan, f"{naam}:\n{plan}"
