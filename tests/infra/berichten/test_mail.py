"""Mail, to a real server: about nobody, to who it is for, with invitations that a calendar understands."""

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from icalendar import Calendar
from sqlalchemy import select

from api.samenstelling import Dienst
from domain.casus.commands import RondActieAf, VerzetICO, ZegICOAf
from domain.casus.waarden import Vorm
from domain.consultatie.commands import GeefAdvies, StelVraag
from domain.consultatie.waarden import Formulieradvies, Vraagaard
from domain.consultatie.waarden import Kanaal as Vraagkanaal
from domain.overleg.commands import (
    NodigUitVoorOverleg,
    PlanOverleg,
    TrekUitnodigingIn,
    VerzetOverleg,
    ZegOverlegAf,
)
from domain.overleg.waarden import Overlegsoort
from domain.rollen import Medewerker, Rol
from domain.tafels import Deelname
from infra.berichten.bezorging import Bezorger
from infra.berichten.herinneringen import Herinneraar
from infra.berichten.mail import in_woorden
from infra.berichten.maildienst import Maildienst
from infra.berichten.post import MailFout, Mailserver, geef_af, mailserver_van
from infra.berichten.soorten import Kanaal
from infra.berichten.tabellen import bericht
from infra.berichten.zender import NietBezorgd, Onbereikbaar, Onbestelbaar
from infra.optekenen import Opdrachtgever
from infra.settings import Settings
from tests.conftest import BEGIN, Klok
from tests.infra.berichten.huis import BEHEERDER, afleider, standen
from tests.infra.berichten.mailhuis import GOED, Postkantoor, mailserver
from tests.verhalen import FRAMBOOS, SECRETARIS, ZVH, nieuw_verhaal

AFZENDER = "geen-antwoord@casus.example.nl"
MELDER = Opdrachtgever(Medewerker("mw-mango", Rol.MELDER, "politie"), "consultatie", "spoor-9")


def server(poort: int) -> Mailserver:
    return Mailserver("127.0.0.1", poort, "geen", None, str, AFZENDER)


def post(dienst: Dienst, poort: int) -> Bezorger:
    """What sends the mail of this service through the server at this port."""
    maak = afleider(dienst)
    zender = Maildienst(
        dienst.engine,
        dienst.archief,
        maak,
        server(poort),
        link="https://casus.example.nl",
        nu=dienst.omgeving.nu,
    )
    herinner = Herinneraar(dienst.engine, maak, nu=dienst.omgeving.nu).ronde
    return Bezorger(
        dienst.engine,
        maak,
        {Kanaal.MAIL: zender},
        dienst.settings,
        nu=dienst.omgeving.nu,
        herinner=herinner,
    )


def bereikbaar(dienst: Dienst, organisatie: str, medewerker: str | None = None) -> str:
    adres = f"{medewerker or 'postbus'}@{organisatie}.example.nl"
    dienst.berichten.beheer.geef_mailadres(ZVH, organisatie, medewerker, adres, wie=BEHEERDER)
    return adres


def tekst_van(mail: EmailMessage) -> str:
    deel = mail.get_body(("plain",))
    assert deel is not None
    return str(deel.get_content())


@dataclass(frozen=True)
class Punt:
    """What a calendar makes of an invitation."""

    methode: str
    uid: str
    volgnummer: int
    begint: object
    status: str
    aan: str
    omschrijving: str


def punt_van(mail: EmailMessage) -> Punt:
    (deel,) = [een for een in mail.walk() if een.get_content_type() == "text/calendar"]
    tekst = str(deel.get_content())
    agenda = Calendar.from_ical(tekst)
    (punt,) = agenda.walk("VEVENT")
    assert deel.get_param("method") == agenda["METHOD"]
    # RFC 5545: no line is longer than 75 octets, and these have to be there; RFC 5546: a REQUEST and a CANCEL both
    # say who organises it and who is invited.
    assert max(len(regel.encode()) for regel in tekst.splitlines()) <= 75
    assert {"VERSION", "PRODID"} <= agenda.keys()
    assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "ORGANIZER", "ATTENDEE"} <= punt.keys()
    assert punt.errors == agenda.errors == []
    return Punt(
        str(agenda["METHOD"]),
        str(punt["UID"]),
        int(str(punt["SEQUENCE"])),
        punt.decoded("DTSTART"),
        str(punt["STATUS"]),
        str(punt["ATTENDEE"]).removeprefix("mailto:"),
        str(punt["DESCRIPTION"]),
    )


def test_the_melder_hears_that_it_was_discussed_and_reads_what_after_signing_in(dienst: Dienst) -> None:
    bereikbaar(dienst, "politie")
    kantoor, verhaal = Postkantoor(), nieuw_verhaal(dienst)
    with mailserver(kantoor) as poort:
        stroom = verhaal.meld_aan().stroom_id
        verhaal.trieer()
        post(dienst, poort).werk_bij()
    (mail,) = kantoor.gekregen
    assert mail["To"] == "postbus@politie.example.nl"
    assert mail["Subject"] == "Uw aanmelding is besproken"
    assert mail["Auto-Submitted"] == "auto-generated"
    with dienst.engine.connect() as verbinding:
        verwijzing = verbinding.execute(select(bericht.c.verwijzing)).scalar_one()
    assert f"https://casus.example.nl/berichten/{verwijzing}" in tekst_van(mail).splitlines()
    for woord in (
        verhaal.casusnummer,
        str(stroom),
        "Framboos",
        FRAMBOOS.bsn or "",
        "opgenomen",
        "ICO",
        "zvh-",
    ):
        assert woord not in mail.as_string()


def test_who_asked_hears_that_the_question_came_in_and_that_there_is_an_answer(dienst: Dienst) -> None:
    bereikbaar(dienst, "politie")
    eigen = bereikbaar(dienst, "politie", "mw-mango")
    kantoor, nummer = Postkantoor(), dienst.omgeving.consultatienummer()
    vraag = StelVraag(
        nummer,
        "politie",
        Vraagkanaal.SCHRIFTELIJK,
        "Verzonnen Vrager",
        "Wat kan dit verzonnen gezin helpen?",
        Vraagaard.ALGEMEEN,
    )
    with mailserver(kantoor) as poort:
        dienst.consultaties.stel_vraag(ZVH, vraag, namens=MELDER)
        antwoord = GeefAdvies("Bel het verzonnen wijkteam", Formulieradvies.NEE)
        dienst.consultaties.voer_uit(nummer, antwoord, namens=SECRETARIS)
        post(dienst, poort).werk_bij()
    assert kantoor.onderwerpen == ["Uw vraag is ontvangen", "Er is een antwoord op uw vraag"]
    assert {mail["To"] for mail in kantoor.gekregen} == {eigen}
    alles = "".join(mail.as_string() for mail in kantoor.gekregen)
    assert not [woord for woord in (nummer, "Verzonnen", "wijkteam", "mw-mango-") if woord in alles]


def test_an_ico_comes_in_a_calendar_moves_there_and_goes_from_it(dienst: Dienst) -> None:
    bereikbaar(dienst, "ggz")
    kantoor, verhaal = Postkantoor(), nieuw_verhaal(dienst)
    with mailserver(kantoor) as poort:
        verhaal.meld_aan()
        verhaal.trieer()
        verhaal.wijs_regie_toe()
        verhaal.plan_ico()
        later = dienst.omgeving.nu() + timedelta(days=9)
        verhaal.doe(VerzetICO(verhaal.ico_id, later, "Verzonnen reden"))
        verhaal.doe(ZegICOAf(verhaal.ico_id, "Verzonnen reden"))
        post(dienst, poort).werk_bij()
    punten = [punt_van(mail) for mail in kantoor.gekregen]
    assert [punt.methode for punt in punten] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [punt.volgnummer for punt in punten] == [0, 1, 2]
    assert len({punt.uid for punt in punten}) == 1
    assert [punt.begint for punt in punten] == [BEGIN + timedelta(days=7), later, later]
    assert punten[-1].status == "CANCELLED"
    assert kantoor.onderwerpen[1:] == ["Een overleg is verzet", "Een overleg gaat voor u niet door"]
    for mail, punt in zip(kantoor.gekregen, punten, strict=True):
        link = punt.omschrijving.rpartition(" ")[2]
        assert link.startswith("https://casus.example.nl/berichten/")
        assert link in tekst_van(mail).splitlines()
    alles = "".join(tekst_van(mail) + mail.as_string() for mail in kantoor.gekregen)
    for woord in ("Verzonnen", "verzonnen", str(verhaal.ico_id), verhaal.casusnummer, "Wat speelt"):
        assert woord not in alles


def test_of_an_overleg_everybody_who_was_invited_hears_what_becomes_of_it(dienst: Dienst) -> None:
    for organisatie in ("ggz", "politie"):
        bereikbaar(dienst, organisatie)
    kantoor, id_ = Postkantoor(), uuid4()
    begint = dienst.omgeving.nu() + timedelta(days=3)
    uitnodigingen = {organisatie: uuid4() for organisatie in ("ggz", "politie")}
    plan = PlanOverleg(id_, Overlegsoort.TRIAGE, begint, 90, Vorm.HYBRIDE, 8, "Verzonnenlaan 1")
    overleggen = dienst.overleggen
    with mailserver(kantoor) as poort:
        overleggen.plan(ZVH, plan, namens=SECRETARIS)
        for organisatie, uitnodiging in uitnodigingen.items():
            nodig = NodigUitVoorOverleg(uitnodiging, organisatie, Deelname.VAST)
            overleggen.voer_uit(id_, nodig, namens=SECRETARIS)
        later = begint + timedelta(days=1)
        overleggen.voer_uit(id_, VerzetOverleg(later, "Verzonnen reden"), namens=SECRETARIS)
        weg = TrekUitnodigingIn(uitnodigingen["politie"], "Verzonnen reden")
        overleggen.voer_uit(id_, weg, namens=SECRETARIS)
        overleggen.voer_uit(id_, ZegOverlegAf("Verzonnen reden"), namens=SECRETARIS)
        post(dienst, poort).werk_bij()
    per_adres: dict[str, list[str]] = {}
    for punt in map(punt_van, kantoor.gekregen):
        per_adres.setdefault(punt.aan, []).append(punt.methode)
    assert per_adres == {
        "postbus@ggz.example.nl": ["REQUEST", "REQUEST", "CANCEL"],
        "postbus@politie.example.nl": ["REQUEST", "REQUEST", "CANCEL"],
    }
    for adres in per_adres:
        nummers = [p.volgnummer for p in map(punt_van, kantoor.gekregen) if p.aan == adres]
        assert nummers == sorted(set(nummers))
    assert "Verzonnen" not in "".join(mail.as_string() for mail in kantoor.gekregen)


def test_who_owns_an_action_is_reminded_once_for_each_step_until_it_is_done(
    dienst: Dienst, klok: Klok
) -> None:
    bereikbaar(dienst, "ggz")
    kantoor, verhaal = Postkantoor(), nieuw_verhaal(dienst)
    verhaal.tot_en_met_ico()
    dienst.runner.start()
    try:
        verhaal.wijs_actie_toe()
        dienst.wacht_op(dienst.archief.laatste_positie())
        with mailserver(kantoor) as poort:
            stuur = post(dienst, poort)
            stuur.werk_bij()
            kantoor.gekregen.clear()
            per_dag = []
            for _ in range(24):
                klok.verder(days=1)
                for _ in range(2):
                    stuur.werk_bij()
                per_dag.append(len(kantoor.gekregen))
            assert [dag + 1 for dag in range(1, 24) if per_dag[dag] > per_dag[dag - 1]] == [15, 21]
            gedaan = verhaal.doe(RondActieAf(verhaal.actie_id, "Gedaan"))
            dienst.wacht_op(gedaan.positie)
            for _ in range(8):
                klok.verder(days=1)
                stuur.werk_bij()
    finally:
        dienst.runner.stop()
    assert kantoor.onderwerpen == ["Er staat nog een actie open"] * 2
    assert ["gisteren" in tekst_van(kantoor.gekregen[0]), "7 dagen" in tekst_van(kantoor.gekregen[1])] == [
        True,
        True,
    ]


def test_an_address_that_is_taken_away_gets_nothing_and_one_that_is_given_anew_counts(dienst: Dienst) -> None:
    beheer = dienst.berichten.beheer
    bereikbaar(dienst, "politie")
    beheer.geef_mailadres(ZVH, "politie", None, "nieuw@politie.example.nl", wie=BEHEERDER)
    (adres,) = beheer.mailadressen(tafels=[ZVH])
    assert adres.afgekort == "n…@politie.example.nl"
    kantoor, verhaal = Postkantoor(), nieuw_verhaal(dienst)
    with mailserver(kantoor) as poort:
        stuur = post(dienst, poort)
        verhaal.meld_aan()
        verhaal.trieer()
        stuur.leid_af()
        beheer.vergeet_mailadres(adres.adres_id, tafels=[ZVH])
        assert stuur.werk_bij() == 0
    assert standen(dienst) == {}


# --- when it goes wrong ------------------------------------------------------------------------------------------


@pytest.fixture
def wachtende_mail(dienst: Dienst) -> UUID:
    """One mail that waits, and its id."""
    bereikbaar(dienst, "politie")
    verhaal = nieuw_verhaal(dienst)
    verhaal.meld_aan()
    verhaal.trieer()
    dienst.berichten.bezorger.leid_af()
    with dienst.engine.connect() as verbinding:
        id_: UUID = verbinding.execute(select(bericht.c.bericht_id)).scalar_one()
    return id_


def test_a_mail_server_that_dies_after_it_took_a_mail_gets_it_again_under_the_same_id(
    dienst: Dienst, klok: Klok, wachtende_mail: UUID
) -> None:
    del wachtende_mail
    kantoor = Postkantoor(sterft=lambda: len(kantoor.gekregen) == 1)
    with mailserver(kantoor) as poort:
        stuur = post(dienst, poort)
        stuur.werk_bij()
        assert standen(dienst) == {"wacht": 1}
        klok.verder(minutes=1)
        stuur.werk_bij()
    assert standen(dienst) == {"verzonden": 1}
    eerste, tweede = kantoor.gekregen
    assert eerste["Message-ID"] == tweede["Message-ID"]


def test_a_mail_server_that_is_away_is_asked_again_later(
    dienst: Dienst, klok: Klok, wachtende_mail: UUID
) -> None:
    del wachtende_mail
    kantoor = Postkantoor()
    with mailserver(kantoor) as poort:
        pass
    stuur = post(dienst, poort)
    assert stuur.werk_bij() == 1
    assert stuur.werk_bij() == 0
    klok.verder(minutes=1)
    with mailserver(kantoor, poort=poort):
        stuur.werk_bij()
    assert standen(dienst) == {"verzonden": 1}


@pytest.mark.parametrize(
    ("bij_adres", "bij_mail", "stand"),
    [
        ("450 mailbox busy", GOED, {"wacht": 1}),
        ("550 no such user", GOED, {"dood": 1}),
        (GOED, "451 try later", {"wacht": 1}),
        (GOED, "554 no thanks", {"dood": 1}),
    ],
)
def test_later_is_tried_again_and_never_is_for_somebody_to_look_at(
    dienst: Dienst, wachtende_mail: UUID, bij_adres: str, bij_mail: str, stand: dict[str, int]
) -> None:
    del wachtende_mail
    kantoor = Postkantoor(bij_adres=lambda _: bij_adres, bij_mail=lambda: bij_mail)
    with mailserver(kantoor) as poort:
        post(dienst, poort).werk_bij()
    assert standen(dienst) == stand


def test_a_mail_server_that_is_slow_does_not_hold_anybody_for_long() -> None:
    kantoor, mail = Postkantoor(traag=5.0), EmailMessage()
    mail["From"], mail["To"] = AFZENDER, "postbus@ggz.example.nl"
    with mailserver(kantoor) as poort, pytest.raises(Onbereikbaar):
        geef_af(server(poort), mail, geduld=0.3)


def test_a_server_without_tls_or_without_the_login_gets_no_mail() -> None:
    kantoor, mail = Postkantoor(), EmailMessage()
    mail["From"], mail["To"] = AFZENDER, "postbus@ggz.example.nl"
    with mailserver(kantoor) as poort:
        veilig = Mailserver("127.0.0.1", poort, "starttls", None, str, AFZENDER)
        met_login = Mailserver("127.0.0.1", poort, "geen", "casus", lambda: "geheim", AFZENDER)
        for een in (veilig, met_login):
            with pytest.raises(NietBezorgd) as gevonden:
                geef_af(een, mail)
            assert not isinstance(gevonden.value, Onbestelbaar)
    assert kantoor.gekregen == []


def test_settings_that_would_send_mail_in_clear_or_from_nobody_stop_the_start(tmp_path: Path) -> None:
    basis = Settings(data=tmp_path, smtp_host="mail.example.nl")
    assert mailserver_van(Settings(data=tmp_path)) is None
    with pytest.raises(MailFout, match="AFZENDER"):
        mailserver_van(basis)
    with pytest.raises(MailFout, match="this computer alone"):
        mailserver_van(basis.model_copy(update={"smtp_afzender": AFZENDER, "smtp_tls": "geen"}))
    wachtwoord = tmp_path / "wachtwoord"
    met = {"smtp_afzender": AFZENDER, "smtp_gebruiker": "casus", "smtp_wachtwoord_bestand": wachtwoord}
    gevonden = mailserver_van(basis.model_copy(update=met))
    assert gevonden is not None
    with pytest.raises(MailFout, match="cannot be read"):
        gevonden.wachtwoord()
    wachtwoord.write_text("geheim\n")
    assert gevonden.wachtwoord() == "geheim"
    assert "geheim" not in repr(gevonden)


def test_a_moment_is_told_as_people_here_say_it() -> None:
    assert in_woorden(BEGIN) == "maandag 2 maart 2026 om 09.30 uur"
