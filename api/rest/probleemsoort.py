"""The kinds of problems (RFC 9457): what each says, and those that the door answers with by itself."""

from dataclasses import dataclass
from http import HTTPStatus

MEDIATYPE = "application/problem+json"
STRAKS = (("Retry-After", "1"),)
LATER = (("Retry-After", "10"),)


@dataclass(frozen=True)
class Soort:
    """One kind of problem. Without a ``detail`` the exception's own sentence is shown."""

    status: HTTPStatus
    code: str
    titel: str
    detail: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


ONGELDIG = Soort(
    HTTPStatus.BAD_REQUEST,
    "ongeldig-verzoek",
    "Het verzoek klopt niet",
    "Verbeter wat er mis is en probeer het opnieuw.",
)
STORING = Soort(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "storing",
    "Er ging iets mis",
    "De dienst kon dit niet afmaken. Probeer het later opnieuw.",
)
TE_GROOT = Soort(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "te-groot", "Het verzoek is te groot", "Stuur ten hoogste 1 MiB."
)
DUURT_TE_LANG = Soort(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "duurt-te-lang",
    "Dit duurt te lang",
    "De dienst is hier nog mee bezig. Stuur het straks nog eens, een opdracht met dezelfde Idempotency-Key.",
    LATER,
)
TE_VEEL = Soort(
    HTTPStatus.TOO_MANY_REQUESTS,
    "te-veel-verzoeken",
    "U vraagt te veel",
    "Wacht even. Hoe lang, staat in de header Retry-After.",
)
TE_VEEL_MISLUKT = Soort(
    HTTPStatus.TOO_MANY_REQUESTS,
    "te-veel-pogingen",
    "Te veel pogingen",
    "Er kwam te vaak een token dat niet geldt. Wacht even. Hoe lang, staat in de header Retry-After.",
)
NIET_VASTGELEGD = Soort(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "inzage-niet-vastgelegd",
    "U krijgt dit nu niet te zien",
    "De dienst kon niet vastleggen dat u dit bekijkt. Daarom ziet u het niet. Probeer het zo nog eens.",
    LATER,
)

STATUSSEN: dict[int, Soort] = {
    soort.status: soort
    for soort in (
        ONGELDIG,
        Soort(HTTPStatus.NOT_FOUND, "niet-gevonden", "Niet gevonden", "Dit adres bestaat niet."),
        Soort(
            HTTPStatus.METHOD_NOT_ALLOWED,
            "verkeerde-methode",
            "Dit kan hier niet",
            "Dit adres kent die methode niet.",
        ),
        TE_GROOT,
        Soort(
            HTTPStatus.REQUEST_TIMEOUT,
            "te-traag",
            "Het verzoek kwam te langzaam binnen",
            "De inhoud was er niet op tijd. Stuur het verzoek opnieuw.",
            (("Connection", "close"),),
        ),
        Soort(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "geen-json",
            "Het verzoek is geen JSON",
            "Stuur application/json mee.",
        ),
    )
}
"""What the framework itself answers with, by status."""
