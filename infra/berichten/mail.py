"""What stands in a mail: that something is there to read, and where. Never about whom, and no number of a casus.

Mail passes through computers of others and stays in mailboxes for years. So it says no more than that somebody should
look; the link asks for a sign-in, and leads nowhere once the casus was destroyed. An invitation says when, and not
where or about what: a place may be somebody's home.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID, uuid5

from icalendar import Calendar, Event, vCalAddress

from infra.berichten.soorten import Mailsoort
from infra.omgeving import NEDERLAND

DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True)
class Afspraak:
    """A meeting as it stands now. ``volgnummer`` grows with each change; ``uid`` stays the same."""

    uid: UUID
    volgnummer: int
    begint: datetime
    eindigt: datetime | None
    afgezegd: bool
    verzet: bool


@dataclass(frozen=True)
class Brief:
    """What goes into one mail."""

    bericht_id: UUID
    soort: Mailsoort
    van: str
    aan: str
    aan_id: UUID
    link: str
    nu: datetime
    afspraak: Afspraak | None = None
    """Only of an invitation and what becomes of it."""
    dagen_te_laat: int = 0
    """Only of a reminder."""


_TEKST = {
    Mailsoort.VRAAG_ONTVANGEN: (
        "Uw vraag is ontvangen",
        (
            "Wij hebben uw vraag ontvangen. U krijgt een mail als er een antwoord is.\n\n"
            "Uw vraag staat hier. U moet eerst inloggen:"
        ),
    ),
    Mailsoort.VRAAG_BEANTWOORD: (
        "Er is een antwoord op uw vraag",
        "Er is een antwoord op de vraag die u hebt gesteld.\n\nHet antwoord staat hier. U moet eerst inloggen:",
    ),
    Mailsoort.UITKOMST: (
        "Uw aanmelding is besproken",
        (
            "De aanmelding van uw organisatie is besproken.\n\n"
            "Wat er is besloten, staat hier. U moet eerst inloggen:"
        ),
    ),
    Mailsoort.HERINNERING: (
        "Er staat nog een actie open",
        (
            "Een actie van u of uw organisatie had {dagen} klaar moeten zijn.\n\n"
            "Is de actie klaar? Leg dat dan vast. Lukt het niet? Overleg dan met de regisseur.\n\n"
            "Om welke actie het gaat, staat hier. U moet eerst inloggen:"
        ),
    ),
}
_SLOT = (
    "In deze mail staan geen gegevens van mensen. Stuur die zelf ook niet per mail terug.\n"
    "Deze mail is automatisch gemaakt."
)


def paginalink(link: str, referentie: UUID) -> str:
    """The page that leads somebody, after signing in, to the page of what a mail is about."""
    return f"{link}/berichten/{referentie}"


def schrijf_mail(brief: Brief) -> EmailMessage:
    """The mail. Its Message-ID is the same each time it is sent, so that who gets it twice can drop one."""
    onderwerp, tekst = _wat_er_staat(brief)
    mail = EmailMessage()
    mail["From"] = brief.van
    mail["To"] = brief.aan
    mail["Subject"] = onderwerp
    mail["Date"] = format_datetime(brief.nu.astimezone(UTC))
    mail["Message-ID"] = f"<{uuid5(brief.bericht_id, str(brief.aan_id))}@{brief.van.rpartition('@')[2]}>"
    # No holiday greeting answers it (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"Goedendag,\n\n{tekst}\n{brief.link}\n\n{_SLOT}\n")
    if brief.afspraak is not None:
        methode = "CANCEL" if brief.afspraak.afgezegd else "REQUEST"
        mail.add_alternative(
            _agenda(brief, brief.afspraak, methode),
            subtype="calendar",
            charset="utf-8",
            params={"method": methode, "name": "uitnodiging.ics"},
        )
    return mail


def _wat_er_staat(brief: Brief) -> tuple[str, str]:
    if brief.afspraak is not None:
        return _over_afspraak(brief.afspraak)
    onderwerp, tekst = _TEKST[brief.soort]
    dagen = "gisteren" if brief.dagen_te_laat == 1 else f"{brief.dagen_te_laat} dagen geleden"
    return onderwerp, tekst.format(dagen=dagen)


def _over_afspraak(afspraak: Afspraak) -> tuple[str, str]:
    wanneer = in_woorden(afspraak.begint)
    meer = "Waar het over gaat en waar u moet zijn, staat hier. U moet eerst inloggen:"
    if afspraak.afgezegd:
        return "Een overleg gaat voor u niet door", (
            f"U was uitgenodigd voor een overleg op {wanneer}. Dat gaat voor u niet door.\n\n"
            "Meer hierover staat hier. U moet eerst inloggen:"
        )
    if afspraak.verzet:
        return "Een overleg is verzet", (
            f"Een overleg waarvoor u bent uitgenodigd, is verzet naar {wanneer}.\n\n{meer}"
        )
    return "U bent uitgenodigd voor een overleg", (
        f"U bent uitgenodigd voor een overleg op {wanneer}.\n\n{meer}"
    )


def in_woorden(moment: datetime) -> str:
    """A moment as people here say it."""
    hier = moment.astimezone(NEDERLAND)
    return f"{DAGEN[hier.weekday()]} {hier.day} {MAANDEN[hier.month - 1]} {hier.year} om {hier:%H.%M} uur"


def _agenda(brief: Brief, afspraak: Afspraak, methode: str) -> str:
    """The meeting for somebody's calendar (RFC 5545, RFC 5546)."""
    punt = Event()
    punt.add("uid", f"{afspraak.uid}@{brief.van.rpartition('@')[2]}")
    punt.add("sequence", afspraak.volgnummer)
    punt.add("dtstamp", brief.nu.astimezone(UTC))
    punt.add("dtstart", afspraak.begint.astimezone(UTC))
    if afspraak.eindigt is not None:
        punt.add("dtend", afspraak.eindigt.astimezone(UTC))
    punt.add("summary", "Overleg")
    punt.add("description", f"Waar het over gaat, leest u na inloggen: {brief.link}")
    punt.add("class", "PRIVATE")
    punt.add("status", "CANCELLED" if afspraak.afgezegd else "CONFIRMED")
    punt.add("organizer", vCalAddress(f"mailto:{brief.van}"))
    punt.add("attendee", vCalAddress(f"mailto:{brief.aan}"))
    agenda = Calendar()
    agenda.add("prodid", "-//casus//NL")
    agenda.add("version", "2.0")
    agenda.add("method", methode)
    agenda.add_component(punt)
    return str(agenda.to_ical().decode())
