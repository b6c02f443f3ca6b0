"""The signed JSON out of the PDF that it was put in, so that who was handed the PDF alone can have it judged.

This reads the PDFs that ``document`` makes and no others: it looks for the one embedded file. What is taken out is
believed no more than any other file; what stands in the PDF to read beside it is not looked at.
"""

import re
import zlib

from infra.logboek.uitslag import GeenBundel
from infra.verklaring.omslag import GROOTSTE_VERKLARING

BEGIN_VAN_PDF = b"%PDF-"
GROOTSTE_PDF = 2 * GROOTSTE_VERKLARING
"""In bytes: the attachment, which is compressed, and its text to read."""
GROOTSTE_WOORDENBOEK = 1_000
"""In bytes; what stands before an embedded file takes a quarter of it."""
_INGESLOTEN = re.compile(rb"/EmbeddedFile(?![A-Za-z])")
_LENGTE = re.compile(rb"/Length (\d{1,10})(?!\s+\d+\s+R)")
ZELF = (
    "Haal de bijlage met de naam verklaring-….json er in een pdf-lezer zelf uit, en controleer dat bestand."
)


def haal_uit_pdf(pdf: bytes) -> bytes:
    """The bytes of the embedded file, as they were put in.

    Raises:
        GeenBundel: there is none, there are more, or it cannot be read from here.
    """
    plaatsen = [gevonden.start() for gevonden in _INGESLOTEN.finditer(pdf)]
    if len(plaatsen) != 1:
        aantal = "geen bijlage" if not plaatsen else "meer dan één bijlage"
        raise GeenBundel(
            f"In deze pdf zit {aantal}; het is geen verklaring van vernietiging van deze dienst."
        )
    begin = pdf.rfind(b" obj", max(0, plaatsen[0] - GROOTSTE_WOORDENBOEK), plaatsen[0])
    inhoud = pdf.find(b"stream", plaatsen[0], plaatsen[0] + GROOTSTE_WOORDENBOEK)
    woordenboek = pdf[begin:inhoud]
    lengte = _LENGTE.search(woordenboek)
    if begin < 0 or inhoud < 0 or lengte is None or b"/FlateDecode" not in woordenboek:
        raise GeenBundel(f"De bijlage in deze pdf is hier niet te lezen. {ZELF}")
    begint = inhoud + len(b"stream")
    begint += 2 if pdf.startswith(b"\r\n", begint) else 1
    return _uitgepakt(pdf[begint : begint + int(lengte[1])])


def _uitgepakt(ingepakt: bytes) -> bytes:
    uitpakker = zlib.decompressobj()
    try:
        inhoud = uitpakker.decompress(ingepakt, GROOTSTE_VERKLARING + 1)
    except zlib.error:
        raise GeenBundel(f"De bijlage in deze pdf is beschadigd. {ZELF}") from None
    if not uitpakker.eof and len(inhoud) <= GROOTSTE_VERKLARING:
        raise GeenBundel(f"De bijlage in deze pdf is niet volledig. {ZELF}")
    return inhoud
