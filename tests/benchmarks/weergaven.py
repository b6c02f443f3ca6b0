"""What it costs to build the views."""

import time

from eventsourcing.projection import ProjectionRunner

from tests.benchmarks.maat import Rij
from tests.benchmarks.opstelling import Opstelling
from tests.benchmarks.stock import Teller, Telling, Zaken


def weergaven(op: Opstelling, *, doel: float) -> Rij:
    """All views built from all events, against the library's runner with one plain view; events a second."""
    begin = time.perf_counter()
    genomen = op.dienst.runner.werk_bij() / len(op.dienst.runner._weergaven)
    ons = genomen / (time.perf_counter() - begin)
    with ProjectionRunner(
        application_class=Zaken, projection_class=Telling, view_class=Teller, env=op.peer_omgeving
    ) as runner:
        laatste = runner.app.recorder.max_notification_id() or 0
        begin = time.perf_counter()
        runner.wait(laatste, timeout=120)
        peer = laatste / (time.perf_counter() - begin)
    return Rij("all views built, events/s", ons, peer, "stock ProjectionRunner, one plain view", doel)
