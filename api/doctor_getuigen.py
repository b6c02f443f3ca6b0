"""The doctor's look at the witnesses of a log: who cosigned how far, who does not, and who saw another history.

It asks nobody: it reads the policy, what stands under the checkpoints, and what became of it when they were asked.
"""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from api.bevinding import Bevinding, fout_bij, goed
from infra.keys import SleutelFout
from infra.logboek import Afgekeurd
from infra.logboek.beleid import Beleid, BeleidFout, Beleidsgetuige, lees_beleid
from infra.logboek.getuigenstand import Getuigenstand, lees_standen
from infra.logboek.medeondertekenen import medeondertekenaars
from infra.logboek.publicatie import ALLE, Logboekmap
from infra.logboek.ring import Sleutelring

NAAM = "witnesses"

ONDERTEKEND = 60.0
"""Seconds after which the witnesses should have cosigned the newest checkpoint, if all is well."""


def getuigenbevinding(
    map_: Path, bestand: Path, ring: Callable[[], Sleutelring], *, naam: str = NAAM
) -> Bevinding:
    """Look at the witnesses of the log with this folder of checkpoints, this policy and these keys."""
    try:
        return _kijk(naam, Logboekmap(map_), bestand, ring)
    except BeleidFout as fout:
        return fout_bij(naam, f"The policy in {bestand} cannot be used. {fout}")
    except (Afgekeurd, SleutelFout) as fout:
        return fout_bij(naam, str(fout))
    except OSError as fout:
        return fout_bij(naam, f"{fout.filename or map_} cannot be read: {fout.strerror}.")


def _kijk(naam: str, map_: Logboekmap, bestand: Path, ring: Callable[[], Sleutelring]) -> Bevinding:
    try:
        beleid = lees_beleid(bestand.read_bytes())
    except FileNotFoundError:
        return goed(naam, f"none; {bestand} would name them, and until then history rests on us alone")
    if map_.sleutels() is None:
        return goed(naam, f"{_namen(beleid)}; nothing was signed yet")
    return _bevinding(naam, map_, ring(), beleid)


def _bevinding(naam: str, map_: Logboekmap, ring: Sleutelring, beleid: Beleid) -> Bevinding:
    if not beleid.noemt_log(ring.controlesleutel):
        return fout_bij(naam, "The policy lists logs, and not the key that signs now; add it.")
    standen = lees_standen(map_.map)
    delen = [_over(getuige, standen) for getuige in beleid.getuigen.values()]
    mis = [
        stand
        for getuige in beleid.getuigen.values()
        if (stand := standen.get(getuige.sleutel.vkey)) is not None and stand.fout is not None
    ]
    huidig = map_.huidig(ring)
    if huidig is not None:
        wie = medeondertekenaars(huidig[1], beleid)
        genoeg = beleid.bereikt(wie.values())
        delen.append(
            f"the newest checkpoint {huidig[0].grootte} is cosigned by {', '.join(map(ascii, wie)) or 'nobody'}, "
            f"{'enough' if genoeg else 'not enough'} for the quorum"
        )
        if not genoeg and (mis or _oud(map_.map / ALLE / str(huidig[0].grootte))):
            return fout_bij(naam, "; ".join(delen))
    return fout_bij(naam, "; ".join(delen)) if mis else goed(naam, "; ".join(delen))


def _over(getuige: Beleidsgetuige, standen: Mapping[str, Getuigenstand]) -> str:
    """How it is with one witness."""
    naam, stand = ascii(getuige.naam), standen.get(getuige.sleutel.vkey)
    if getuige.url is None:
        return f"{naam} has no address, so it is not asked"
    if stand is None:
        return f"{naam} was not asked yet; 'casus serve' does"
    tot = f"cosigned {stand.grootte} leaves" if stand.op else "never cosigned"
    if stand.tegenspraak:
        return f"{naam} SAW ANOTHER HISTORY ({tot}). {stand.uitleg}"
    if stand.fout is not None:
        return f"{naam} does not cosign ({tot}). {stand.uitleg}"
    return f"{naam} {tot}"


def _namen(beleid: Beleid) -> str:
    return ", ".join(map(ascii, beleid.getuigen)) or "none"


def _oud(bestand: Path) -> bool:
    try:
        return time.time() - bestand.stat().st_mtime > ONDERTEKEND
    except FileNotFoundError:
        return True
