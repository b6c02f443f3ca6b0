"""PDF from a typst template and data: PDF/A-3a and PDF/UA-1, the same bytes for the same input, in memory.

The templates are our own and stand in ``infra/sjablonen``; data come in as JSON, never as markup. Nothing is written
to disk and nothing is fetched: no system fonts, no packages, no clock. The moment in the file is the one that is given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import orjson
import typst

from infra.leesbaar import LeesbareFout

MEDIATYPE = "application/pdf"
ONBEKEND = "\N{REPLACEMENT CHARACTER}"
_PROEF = b"""#set document(title: "proef")
#set text(lang: "nl", font: ("Libertinus Serif", "DejaVu Sans Mono"))
#sys.inputs.tekst
"""


class PdfFout(LeesbareFout):
    """A PDF could not be made. Names the template, and nothing of what was to stand in it."""


@dataclass(frozen=True)
class Bijlage:
    """A file within the PDF: text in UTF-8, such as JSON."""

    naam: str
    inhoud: bytes = field(repr=False)
    mediatype: str
    omschrijving: str


def maak_pdf(
    sjabloon: str,
    gegevens: Mapping[str, object],
    *,
    titel: str,
    op: datetime,
    bijlagen: Sequence[Bijlage] = (),
) -> bytes:
    """Make a PDF from ``infra/sjablonen/<sjabloon>.typ``; the same arguments give the same bytes.

    ``gegevens`` is anything that is JSON, and ``gegevens`` in the template; ``op`` is an aware moment, that at which
    the document was made. A character that no font of ours has is shown as �; PDF/A lets no other way.

    Raises:
        PdfFout: there is no such template, it does not fit the data, or an attachment is not UTF-8.
    """
    try:
        invoer = {
            "gegevens": orjson.dumps(_toonbaar(orjson.loads(orjson.dumps(gegevens)))).decode(),
            "titel": str(_toonbaar(titel)),
            "bijlagen": orjson.dumps([_als_json(bijlage) for bijlage in bijlagen]).decode(),
        }
        with as_file(files("infra") / "sjablonen") as map_:
            inhoud = (map_ / f"{sjabloon}.typ").read_bytes()
            return _zet(inhoud, root=map_, invoer=invoer, tijdstip=int(op.timestamp()))
    except (typst.TypstError, TypeError, UnicodeError, OSError) as fout:
        # What typst says may quote the data, and those can be about a person.
        raise PdfFout(
            f"No PDF could be made from the template {sjabloon!r} ({type(fout).__name__})."
        ) from None


def _zet(inhoud: bytes, *, root: Path, invoer: dict[str, str], tijdstip: int) -> bytes:
    zetter = typst.Compiler(
        inhoud,
        root=root,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=True),
        ignore_system_fonts=True,
        sys_inputs=invoer,
    )
    pdf = zetter.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=tijdstip)
    if not isinstance(pdf, bytes):
        raise TypeError
    return pdf


def _toonbaar(waarde: object) -> object:
    """The same JSON, with what cannot be shown replaced."""
    if isinstance(waarde, str):
        return "".join(teken if _is_te_zetten(teken) else ONBEKEND for teken in waarde)
    if isinstance(waarde, dict):
        return {naam: _toonbaar(deel) for naam, deel in waarde.items()}
    return [_toonbaar(deel) for deel in waarde] if isinstance(waarde, list) else waarde


@cache
def _is_te_zetten(teken: str) -> bool:
    """Whether the fonts have a character, behind a letter that it may combine with; asked once for each."""
    if " " <= teken <= "~" or teken == "\n":
        return True
    if teken < " ":
        return False
    try:
        _zet(_PROEF, root=Path("/"), invoer={"tekst": f"a{teken}"}, tijdstip=0)
    except (typst.TypstError, UnicodeError):
        return False
    return True


def _als_json(bijlage: Bijlage) -> dict[str, str]:
    return {
        "naam": bijlage.naam,
        "inhoud": bijlage.inhoud.decode(),
        "mediatype": bijlage.mediatype,
        "omschrijving": bijlage.omschrijving,
    }
