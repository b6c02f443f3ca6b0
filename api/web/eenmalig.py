"""A form that can be sent twice and is carried out once: its Idempotency-Key stands in a hidden field.

Somebody clicks twice, or goes back and sends the same again: then it is the same request, and gets the same answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

import orjson

from api.rest.toegang import Toegang
from api.web.formulier import CSRF, Invoer, OngeldigeInvoer, Veldfout
from infra.herhaalsleutels import AndereInhoud, NogBezig, merk_van, vingerafdruk_van

SLEUTEL = "sleutel"
"""The field with the key; the form gets a new one each time that it is opened."""

AL_VERSTUURD = "U hebt dit formulier al verstuurd, met een andere inhoud. Dat is binnen. Kijk in de lijst."
BEZIG = "Wat u verstuurde, wordt nog verwerkt. Wacht even, en kijk dan in de lijst."
OUD = "Deze pagina is niet meer geldig. Open het formulier opnieuw."


@contextmanager
def eenmalig(toegang: Toegang, invoer: Invoer, *, pad: str) -> Iterator[Toegang]:
    """The same access, for a command that is carried out once for this form.

    Raises:
        OngeldigeInvoer: the form has no key, or was sent before with something else in it.
    """
    sleutel = _sleutel(invoer)
    wie = toegang.gebruiker.wie
    merk = merk_van(sleutel, wie=(wie.id, wie.rol.value, wie.organisatie), route=f"POST {pad}")
    velden = {naam: waarden for naam, waarden in sorted(invoer.velden.items()) if naam != CSRF}
    afdruk = vingerafdruk_van(sleutel, pad=pad, vraag=b"", inhoud=orjson.dumps(velden))
    sleutels = toegang.dienst.herhaalsleutels
    try:
        with sleutels.neem(merk):
            gevonden = sleutels.zoek(merk, afdruk)
            yield replace(toegang, voorbehoud=replace(toegang.voorbehoud, sleutel=gevonden))
    except AndereInhoud as fout:
        raise OngeldigeInvoer([Veldfout(AL_VERSTUURD)]) from fout
    except NogBezig as fout:
        raise OngeldigeInvoer([Veldfout(BEZIG)]) from fout


def _sleutel(invoer: Invoer) -> UUID:
    try:
        return UUID(invoer.waarde(SLEUTEL))
    except ValueError as fout:
        raise OngeldigeInvoer([Veldfout(OUD)]) from fout
