"""The table of rights as a sheet that people read: in Dutch, in Markdown."""

from collections.abc import Iterable

from domain.rollen import Rol
from infra.rechten import Hoogte, Houder, Over, Rechttabel


def als_markdown(tabel: Rechttabel) -> str:
    """Two tables: of each role how far it reaches and what it sees, and of each right who has it."""
    rollen = list(Rol)
    rijen = [
        (
            rol.value,
            tabel.rollen[rol].bereik.value,
            "; ".join(tabel.rollen[rol].ziet) or "niets van een casus",
            tabel.rollen[rol].namens.value,
            f"{bron.document} {bron.paragraaf} ({bron.zekerheid.value})",
        )
        for rol in rollen
        for bron in (tabel.rollen[rol].bron,)
    ]
    rechten = [
        (
            regel.recht.value,
            regel.code,
            *("ja" if rol in regel.rollen else "" for rol in rollen),
            "" if regel.over is Over.FEIT else regel.over.value,
            "ja" if regel.aanmelding is Hoogte.HOOG else "",
            "ja" if Houder.SYSTEEM in regel.open_voor else "",
        )
        for regel in tabel.rechten.values()
    ]
    return "\n".join(
        (
            "# Wie mag wat",
            "",
            "## Rollen",
            "",
            "Een rol werkt alleen aan de tafels van de eigen toekenning, en daar aan deze casussen.",
            "",
            *_tabel(("rol", "welke casussen", "ziet daarvan", "spreekt voor", "bron"), rijen),
            "",
            "## Rechten",
            "",
            "*Over*: over wie het antwoord gaat. *Hoog*: vraagt om net opnieuw inloggen. *Systeem*: ook voor systemen.",
            "",
            *_tabel(("recht", "code", *(rol.value for rol in rollen), "over", "hoog", "systeem"), rechten),
            "",
        )
    )


def _tabel(kop: tuple[str, ...], rijen: Iterable[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(rij)} |" for rij in (kop, tuple("---" for _ in kop), *rijen)]
