"""Who carried out a destruction, as a reader is told: a pseudonymous id, or that the service did it by itself."""

from domain.rollen import Rol
from infra.vernietiging.uitvoering import DIENST

DE_DIENST = "de dienst zelf"
UITLEG = f"Pseudonieme id van wie uitvoerde, of '{DE_DIENST}'."


def is_de_dienst(id_: str) -> bool:
    """Say whether it was the service, and no person."""
    return id_ == DIENST.wie.id


def deed_de_dienst(wie: str | None, rol: Rol) -> bool:
    """Say the same of a fact of a list. Who did it dies with its key; nobody else has the role of the service there."""
    return rol is DIENST.wie.rol if wie is None else is_de_dienst(wie)


def uitvoerder(id_: str) -> str:
    """The words for who carried it out."""
    return DE_DIENST if is_de_dienst(id_) else id_
