"""The log of the service: one JSON object a line on stderr, for machines.

The text of a fault may hold what somebody wrote about a case, so it is logged by its kind and place only.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO, cast

import orjson
import structlog

WEL_TE_HOREN = ("uvicorn.error",)
"""Of other libraries only warnings are of interest."""


class Stderr:
    """The stderr of the moment, so that who redirects it gets the log as well."""

    def write(self, tekst: str) -> int:
        """Write there."""
        return sys.stderr.write(tekst)

    def flush(self) -> None:
        """Flush there."""
        sys.stderr.flush()


def stel_logging_in(nivo: str) -> None:
    """Send what we log from ``nivo`` up, and what the libraries log, to stderr in one form."""
    vorm: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="op"),
        _zonder_tekst_van_fouten,
    ]
    drempel = logging.getLevelNamesMapping()[nivo.upper()]
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *vorm, _als_json],
        wrapper_class=structlog.make_filtering_bound_logger(drempel),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", Stderr())),
    )
    uitvoer = logging.StreamHandler(cast("TextIO", Stderr()))
    uitvoer.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _als_json],
            foreign_pre_chain=vorm,
        )
    )
    wortel = logging.getLogger()
    wortel.handlers[:] = [uitvoer]
    wortel.setLevel(max(drempel, logging.WARNING))
    for naam in WEL_TE_HOREN:
        logging.getLogger(naam).setLevel(drempel)


def _zonder_tekst_van_fouten(_: object, __: str, regel: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put the kind of a fault and where it arose in the place of the fault itself."""
    fout = regel.pop("exc_info", None)
    if fout is True:
        fout = sys.exc_info()
    if isinstance(fout, tuple):
        fout = fout[1]
    if isinstance(fout, BaseException):
        regel["soort"] = type(fout).__name__
        regel["plaats"] = plaats_van(fout)
    regel.pop("stack_info", None)
    return regel


def plaats_van(fout: BaseException) -> str:
    """Say where a fault arose, as ``function:line``."""
    sporen = traceback.extract_tb(fout.__traceback__)
    return f"{sporen[-1].name}:{sporen[-1].lineno}" if sporen else "?"


def _als_json(_: object, __: str, regel: MutableMapping[str, Any]) -> str:
    return orjson.dumps(dict(regel), default=str, option=orjson.OPT_NON_STR_KEYS).decode()
