"""Runs everything that ``make bench`` measures once, on next to nothing and on one server, and writes it to a folder.

What comes out says nothing; that it comes out says that the code still runs. ``CASUS_BENCH`` must be ``proef``.
"""

import sys
from pathlib import Path

from tests.benchmarks.maat import PROEF
from tests.benchmarks.meten import GROEPEN
from tests.benchmarks.opstelling import opstelling
from tests.benchmarks.uitslag import Uitslag


def main() -> None:
    """Run all groups, or those that are named after the folder, and print the table as well."""
    if not PROEF:
        raise SystemExit("Set CASUS_BENCH=proef, or this takes as long as make bench.")
    map_, *namen = sys.argv[1:]
    uitslag = Uitslag(map_=Path(map_))
    with opstelling() as op:
        for naam in namen or GROEPEN:
            uitslag.neem_op(GROEPEN[naam](op))
    uitslag.toon()


if __name__ == "__main__":
    main()
