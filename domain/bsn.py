"""The burgerservicenummer's own check (elfproef)."""

_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_bsn(tekst: str) -> bool:
    """Say whether ``tekst`` is nine ASCII digits that pass the elfproef with the last weight negative."""
    if len(tekst) != len(_GEWICHTEN) or not (tekst.isascii() and tekst.isdigit()) or tekst == "000000000":
        return False
    return sum(int(cijfer) * gewicht for cijfer, gewicht in zip(tekst, _GEWICHTEN, strict=True)) % 11 == 0
