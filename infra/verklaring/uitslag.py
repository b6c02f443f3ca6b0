"""What verifying a verklaring comes to when nothing in it is wrong: what it proves, and first of all what it tells."""

from dataclasses import dataclass

from domain.vernietigingslijst.grenzen import niet_bewezen
from domain.vernietigingslijst.verklaring import Verklaring, Vernietigingsuitkomst
from infra.logboek.uitslag import Medeondertekenaar, over_getuigen, toonbaar
from infra.verklaring.laatste_dag import na_de_laatste_dag, verlopen

KOPPEN = {
    Vernietigingsuitkomst.VOLLEDIG: "IN ORDE: de verklaring is echt, en zegt dat alles is vernietigd.",
    Vernietigingsuitkomst.GEDEELTELIJK: "LET OP, GEDEELTELIJK: de verklaring is echt,"
    " en zegt dat niet alles is vernietigd of gecontroleerd.",
    Vernietigingsuitkomst.MISLUKT: "LET OP, MISLUKT: de verklaring is echt, en zegt dat de vernietiging is mislukt.",
}


@dataclass(frozen=True)
class Verklaringuitslag:
    """A verklaring that is right. ``eigen_sleutel``: the key came from the file, so who signed is not proven.

    ``nummer_vernietigd`` is ``None`` where no number was given.
    """

    verklaring: Verklaring
    grootte: int
    sleutels: tuple[str, ...]
    eigen_sleutel: bool
    andere_handtekeningen: int
    getuigen: tuple[Medeondertekenaar, ...] | None
    nummer_vernietigd: bool | None

    def als_json(self) -> dict[str, object]:
        """Give it as data."""
        inhoud, laat = self.verklaring, verlopen(self.verklaring)
        return {
            "ok": True,
            "kind": "verklaring",
            "number": toonbaar(inhoud.nummer),
            "outcome": inhoud.uitkomst.value,
            "origin": toonbaar(inhoud.bewijs.oorsprong),
            "size": self.grootte,
            "destroyed": {telling.soort.value: telling.vernietigd for telling in inhoud.tellingen},
            "after_last_day": {"count": len(laat), "most_days": laat[0].dagen if laat else 0},
            "does_not_prove": [toonbaar(zin) for zin in niet_bewezen(inhoud)],
            "created": inhoud.gemaakt_op.isoformat(),
            "keys": [toonbaar(sleutel) for sleutel in self.sleutels],
            "key_from_file": self.eigen_sleutel,
            "other_signatures": self.andere_handtekeningen,
            "number_destroyed": self.nummer_vernietigd,
            "witnesses": None
            if self.getuigen is None
            else [{"name": toonbaar(g.naam), "time": g.tijdstip} for g in self.getuigen],
        }

    def regels(self) -> list[str]:
        """Tell it, the outcome first, with what was not proven."""
        inhoud = self.verklaring
        aantallen = ", ".join(
            f"{telling.soort.value} {telling.vernietigd} van {telling.voorgesteld}"
            for telling in inhoud.tellingen
            if telling.voorgesteld
        )
        regels = [
            KOPPEN[inhoud.uitkomst],
            f"  nummer:   {toonbaar(inhoud.nummer)}, gemaakt op {inhoud.gemaakt_op:%Y-%m-%d}",
            f"  van:      {toonbaar(inhoud.verantwoordelijke.organisatienaam)}",
            f"  wat:      {aantallen or 'niets'}",
            *([f"  termijn:  {zin}"] if (zin := na_de_laatste_dag(inhoud)) else []),
            f"  logboek:  {toonbaar(inhoud.bewijs.oorsprong)}, {self.grootte} gebeurtenissen",
            f"  sleutel:  {toonbaar(', '.join(self.sleutels))}",
            *over_getuigen(self.getuigen, self.andere_handtekeningen),
        ]
        if self.nummer_vernietigd:
            regels.append("  nummer:   het nummer dat u gaf staat bij wat is vernietigd")
        if self.eigen_sleutel:
            regels.append(
                "  let op:   de sleutel komt uit de verklaring zelf. Vergelijk hem met een sleutel die u langs"
                " een andere weg kreeg, met --key."
            )
        regels.append("  bewijst niet:")
        return [*regels, *(f"    - {toonbaar(zin)}" for zin in niet_bewezen(inhoud))]
