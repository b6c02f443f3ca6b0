"""What a nacontrole does not look at: always said, whatever the outcome."""

from datetime import date

from infra.nacontrole.sporen import Verbinding

ALTIJD = (
    "Papier: wat is afgedrukt of opgeschreven.",
    "Post en berichten die al verstuurd zijn.",
    "Eigen dossiers van de partners: zij bewaren en vernietigen zelf.",
    "Wat mensen onthouden, en foto's of schermafdrukken.",
    "Momentopnamen (snapshots) van schijven en bestandssystemen, en reservekopieën van de machine als geheel.",
    "Sleutels buiten hun vaste plaats: een kopie die iemand elders van de hoofdsleutel maakte.",
)
"""These hold for every nacontrole."""


def niet_gecontroleerd(verbinding: Verbinding, *, laatste_reservekopie: date | None) -> tuple[str, ...]:
    """The sentences, with what this database tells of its copies elsewhere."""
    if laatste_reservekopie is None:
        kopie = "Reservekopieën elders. Van wanneer de laatste is waar dit nog in staat, is niet opgegeven."
    else:
        kopie = f"Reservekopieën elders. De laatste waar dit nog in kan staan, is van {laatste_reservekopie}."
    rij = verbinding.execute(
        "SELECT (SELECT count(*) FROM pg_stat_replication), (SELECT count(*) FROM pg_replication_slots),"
        " current_setting('archive_mode'),"
        " (SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r')"
    ).fetchone()
    kopieen, sloten, archief, tijdelijk = rij or (0, 0, "off", 0)
    extra = []
    if archief != "off":
        extra.append("Het archief van het WAL: dat staat aan op deze server.")
    if tijdelijk:
        extra.append(f"Tijdelijke tabellen van wie nu werkt ({tijdelijk}): die verdwijnen vanzelf.")
    replica = (
        f"Replica's van de database; aangesloten zijn er nu {kopieen}, en {sloten} worden er voor bewaard."
    )
    return (*ALTIJD, kopie, replica, *extra)
