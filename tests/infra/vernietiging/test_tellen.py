"""What a preview costs follows the cases on its list, not the tables beside them: seen in its plans."""

from typing import Any
from uuid import uuid4

from sqlalchemy import event, text

from api.samenstelling import Dienst
from domain.vernietigingslijst.waarden import Post, Postsoort
from infra.inzage.regel import Diepte
from infra.inzage.schrijven import Gezien
from infra.vernietiging.voorvertoning import volledig
from tests.infra.inzage.inkijk import verwerking

POSTEN = 150
ANDERE = """
INSERT INTO inzage.regel (positie, inhoud)
SELECT 1000000 + n, jsonb_set(inhoud::jsonb, '{casus}', to_jsonb(gen_random_uuid()))::text
FROM generate_series(1, 5000) n, (SELECT inhoud FROM inzage.regel LIMIT 1) r
"""
"""Lines about other cases, of which the server took no stock."""


def test_counting_what_goes_walks_no_table(dienst: Dienst) -> None:
    posten = [Post(uuid4(), Postsoort.CASUS, uuid4()) for _ in range(POSTEN)]
    gezien = [Gezien(post.stroom_id, frozenset(), Diepte.PSEUDONIEM) for post in posten]
    dienst.inzagen.schrijf(verwerking(dienst), gezien)
    plannen: list[str] = []

    def leg_uit(verbinding: Any, curs: Any, vraag: str, waarden: Any, *_: object) -> None:
        """How it is gone about, in the very transaction in which it is asked."""
        del curs
        if "originator_version" in vraag or "inzage.regel" in vraag:
            with verbinding.connection.cursor() as apart:
                plannen.append("\n".join(rij[0] for rij in apart.execute(f"EXPLAIN {vraag}", waarden)))

    with dienst.engine.connect() as verbinding:
        verbinding.execute(text(ANDERE))
        event.listen(verbinding, "before_cursor_execute", leg_uit)
        beelden = volledig(verbinding, posten, kek=dienst.lijsten.kek, kopieen=None)
    assert [beeld.telling.inzageregels for beeld in beelden] == [1] * POSTEN
    assert len(plannen) == 2
    for plan in plannen:
        assert "Seq Scan" not in plan, plan
