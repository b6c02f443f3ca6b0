"""What became of asking the witnesses, in a file beside the checkpoints: for who looks, and for who asks again.

Nothing rests on it: what a witness cosigned stands under the checkpoints. A file that is gone or damaged is begun
anew; then a witness says itself how far it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from infra.logboek.bestanden import vervang
from infra.logboek.slot import alleen

STAND, SLOT = "getuigen.json", ".getuigen.slot"


@dataclass(frozen=True)
class Getuigenstand:
    """Of one witness: the newest size it cosigned and when, and what is wrong since, where something is.

    ``tegenspraak`` says that it saw another history than ours.
    """

    grootte: int = 0
    op: datetime | None = None
    fout: str | None = None
    uitleg: str = ""
    fout_op: datetime | None = None
    tegenspraak: bool = False


_VORM = TypeAdapter(dict[str, Getuigenstand])


def lees_standen(map_: Path) -> Mapping[str, Getuigenstand]:
    """How it is with each witness, by its public key (vkey); empty where nothing can be read."""
    try:
        return _VORM.validate_json((map_ / STAND).read_bytes())
    except (OSError, ValidationError):
        return {}


def zet_stand(map_: Path, vkey: str, **waarden: object) -> Getuigenstand:
    """Keep how it is with a witness; what is not named stays.

    Raises:
        OSError: the folder cannot be written.
    """
    with alleen(map_ / SLOT):
        standen = dict(lees_standen(map_))
        standen[vkey] = replace(standen.get(vkey, Getuigenstand()), **waarden)  # type: ignore[arg-type]  # by name
        vervang(map_ / STAND, orjson.dumps(standen, option=orjson.OPT_INDENT_2))
    return standen[vkey]
