"""Messages to partners and staff: derived from the facts, exactly once; delivered in order per casus, at least once.

1. ``afleiding`` takes facts in the order of their positions to rows of ``berichten.bericht`` and
   ``berichten.bezorging``; the rows and the position go in one transaction.
2. A row holds no content. What is said is made when it is sent: a CloudEvent with a ``dataref`` (``webhook``), or a
   mail with a link (``mail``). So a row of a casus that was destroyed has nothing to say, and goes with it.
3. The ids that others see come from a key of the casus: the same each time, also after a backup was put back, so that
   a receiver can drop what comes twice; and nobody can make them any more once the casus is destroyed.
4. ``bezorging`` serves one receiver in one process at a time, and of each casus only the oldest that is not done.
"""
