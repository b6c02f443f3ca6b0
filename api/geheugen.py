"""How often Python looks for garbage that does not go by itself."""

import gc

TUSSEN_TWEE_KEER = 100_000
"""How many objects more there are before Python looks for garbage: a page of 500 rows takes 60,000, some 10 MB."""


def zoek_zelden() -> None:
    """Look for garbage once in so many objects: a command that starts keeps nearly all that it makes."""
    gc.set_threshold(TUSSEN_TWEE_KEER, *gc.get_threshold()[1:])


def laat_de_start_met_rust() -> None:
    """Keep Python from looking for garbage among what was made at the start, which is there as long as the service is.

    Every other page of hundreds of rows waited for that, as long as it took to make the page. Nor is it looked for
    eighty times while one such page is made: what a page makes goes by itself once it is answered.
    """
    gc.collect()
    gc.freeze()
    zoek_zelden()
