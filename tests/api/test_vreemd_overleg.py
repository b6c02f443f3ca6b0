"""An overleg of another table tells nothing about which cases there are."""

from domain.rollen import Rol
from tests.api.conftest import Deur
from tests.api.verzoeken import AANMELDING, OVERLEG, OVERLEG_ID, RET

PAD = f"/overleggen/{OVERLEG_ID}/agendapunten"


def test_on_another_tables_agenda_a_number_that_exists_answers_as_one_that_does_not(deur: Deur) -> None:
    assert deur.stuur("/overleggen", OVERLEG, als=Rol.SECRETARIS).status_code == 201
    nummer = deur.stuur("/casussen", AANMELDING, als=Rol.MELDER).json()["casusnummer"]

    def antwoord(casusnummer: str) -> tuple[int, dict[str, object]]:
        punt = {"casusnummer": casusnummer, "soort": "triage"}
        gekregen = deur.stuur(PAD, punt, als=Rol.SECRETARIS, tafels=(RET,))
        return gekregen.status_code, {**gekregen.json(), "instance": ""}

    assert antwoord(nummer) == antwoord("C-BBBBB-BBBBB")
    assert antwoord(nummer)[1]["type"] == "urn:casus:probleem:onbekend-overleg"
