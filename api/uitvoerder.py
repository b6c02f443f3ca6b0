"""Who carried out a destruction, as a reader is told: a pseudonymous id, or that the service did it by itself."""

from infra.vernietiging.uitvoering import DIENST

DE_DIENST = "de dienst zelf"
UITLEG = f"Pseudonieme id van wie uitvoerde, of '{DE_DIENST}'."


def uitvoerder(id_: str) -> str:
    """The words for who carried it out."""
    return DE_DIENST if id_ == DIENST.wie.id else id_
