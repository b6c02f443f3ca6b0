"""What a problem of the door says to a program, in the words for somebody at a page: by its code, title and detail."""

from collections.abc import Mapping

OPNIEUW_INGELOGD = ("U bent intussen opnieuw ingelogd", "Kijk eerst als wie u nu werkt.")
NIET_INGELOGD = ("U bent niet ingelogd", "Log in om verder te gaan.")

GEWOON: Mapping[str, tuple[str, str]] = {
    "geen-token": NIET_INGELOGD,
    "ongeldig-token": NIET_INGELOGD,
    "alleen-lokaal": ("U mag dit niet", "Dit kan alleen op de computer waarop de dienst draait."),
    "kies-rol": ("Kies eerst een rol", "U hebt meer dan één rol."),
    "al-uitgegeven": (
        "Dit bestand is al uitgegeven",
        "Het staat in het register. Kwam het niet aan? Leg dan vast dat die kopie weg is, en vraag het opnieuw.",
    ),
    "duurt-te-lang": ("Dit duurt te lang", "De dienst is hier nog mee bezig."),
    "geen-json": ("Dit kan hier niet", "Gebruik het formulier op de pagina."),
    "geen-versie": (
        "Dit formulier is niet heel",
        "Er ontbreekt in waar u van uitging. Er is niets vastgelegd.",
    ),
    "logboek-gestoord": (
        "Het logboek is gestoord",
        "Het logboek kan nu niets bewijzen. Vraag de beheerder om ernaar te kijken.",
    ),
    "nog-bezig": ("Dit loopt al", "Wat u stuurde, wordt nu vastgelegd."),
    "sleutel-al-gebruikt": (
        "Dit formulier is al verstuurd",
        "U verstuurde dit formulier eerder, met iets anders erin. Open de pagina opnieuw en vul het daar in.",
    ),
    "te-veel-pogingen": ("Te veel pogingen", "Inloggen mislukte te vaak."),
    "te-veel-verzoeken": ("U vraagt te veel", "De dienst kan het even niet bijhouden."),
    "verkeerde-methode": ("Dit kan hier niet", "Zo kan deze pagina niet worden gebruikt."),
}


def in_gewone_woorden(probleem: dict[str, object]) -> dict[str, object]:
    """The same problem, for somebody at a page."""
    code = str(probleem["type"]).rpartition(":")[2]
    if code not in GEWOON:
        return probleem
    titel, detail = GEWOON[code]
    return {**probleem, "title": titel, "detail": detail}


def van_een_eerdere_sessie(probleem: dict[str, object]) -> dict[str, object]:
    """The same, of a form that a page of ours sent: it was not made elsewhere, but before somebody signed in again."""
    if not str(probleem["type"]).endswith(":vreemde-herkomst"):
        return probleem
    titel, detail = OPNIEUW_INGELOGD
    return {**probleem, "title": titel, "detail": detail}
