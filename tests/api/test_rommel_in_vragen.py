"""Junk in the question of every page, one part at a time: it may be refused, and never breaks."""

from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.paginas import paginas
from tests.api.test_aanvallen_op_paginas import blader
from tests.verhalen import ZVH, Verhaal

ROMMEL = ("", "%20", "0", "-1", "1e400", "9" * 40, "%00", "%F0%9F%AB%A0", "9999-12-31", "a" * 3000)
GEWEIGERD = {401, 403, 404}


def test_junk_in_what_is_asked_of_a_page_breaks_nothing(deur: Deur, verhaal: Verhaal) -> None:
    gevraagd, stuk = 0, []
    for sjabloon, vragen in paginas():
        pad = sjabloon.replace("{casusnummer}", verhaal.casusnummer).replace("{tafel}", ZVH)
        mag = (rol for rol in Rol if vragen and blader(deur, pad, als=rol).status_code not in GEWEIGERD)
        rol = next(mag, None)
        if rol is None:
            continue
        for naam in vragen:
            gevraagd += 1
            stuk += [
                (pad, naam, rommel[:20], rol)
                for rommel in ROMMEL
                if blader(deur, f"{pad}?{naam}={rommel}", als=rol).status_code >= 500
            ]
    assert stuk == []
    assert gevraagd > 40
