"""The pages of the sign-in: plain HTML from templates, which works without script and without style."""

from functools import cache
from http import HTTPStatus

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

BELEID = (
    "default-src 'none'; style-src 'self'; form-action 'self'{naar}; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of these pages: no script at all, style from ourselves only, forms to ourselves only, but
for the one that signs somebody out at the provider."""


@cache
def _sjablonen() -> Environment:
    return Environment(
        loader=PackageLoader("api.inloggen", "sjablonen"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def pagina(
    naam: str, *, status: HTTPStatus = HTTPStatus.OK, form_naar: str | None = None, **inhoud: object
) -> HTMLResponse:
    """One page; every value in it is escaped. ``form_naar`` is where else a form of it goes."""
    tekst = _sjablonen().get_template(f"{naam}.html").render(**inhoud)
    beleid = BELEID.format(naar="" if form_naar is None else f" {form_naar}")
    return HTMLResponse(tekst, status_code=status, headers={"Content-Security-Policy": beleid})
