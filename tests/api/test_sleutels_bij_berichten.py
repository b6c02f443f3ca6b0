"""Under an Idempotency-Key what is done about messages is done once, also when somebody changed it in between."""

from uuid import uuid4

import pytest
from httpx2 import Response

from domain.rollen import Rol
from infra.settings import Settings
from tests.api.conftest import Deur
from tests.api.test_berichten import ABONNEMENT
from tests.api.test_herhaalsleutels import onder, sleutels, zelfde
from tests.api.test_versies import is_probleem
from tests.api.verzoeken import JSON
from tests.infra.berichten.huis import NETTEN, OIN, abonneer
from tests.verhalen import ZVH, nieuw_verhaal

REDEN = {"reden": "Hersteld"}
EEN: JSON = {"tafel": ZVH, "organisatie": "ggz", "medewerker": None, "mailadres": "postbus@ggz.example.nl"}
TWEE: JSON = {**EEN, "mailadres": "nieuw@ggz.example.nl"}


@pytest.fixture
def logboeksettings(logboeksettings: Settings) -> Settings:
    """The same, with an OIN, and this computer let in; what fails is given up at once."""
    return logboeksettings.model_copy(
        update={"oin": OIN, "berichten_netten": NETTEN, "berichten_pogingen": 1}
    )


def stuur(deur: Deur, pad: str, wat: JSON | None, sleutel: object = None) -> Response:
    opties = {} if sleutel is None else onder(str(sleutel))
    return deur.stuur(pad, wat, als=Rol.BEHEERDER, **opties)


def test_a_subscription_is_not_made_again_after_it_ended_nor_ended_twice(deur: Deur) -> None:
    maak, einde = uuid4(), uuid4()
    eerst = stuur(deur, "/abonnementen", ABONNEMENT, maak)
    assert zelfde(stuur(deur, "/abonnementen", ABONNEMENT, maak), eerst)
    pad = f"/abonnementen/{eerst.json()['abonnementId']}/opzeggingen"
    op = stuur(deur, pad, REDEN, einde)
    assert zelfde(stuur(deur, pad, REDEN, einde), op)
    is_probleem(stuur(deur, pad, {"reden": "Iets anders"}, einde), 409, "sleutel-al-gebruikt")
    weer = stuur(deur, "/abonnementen", ABONNEMENT, maak)
    assert (weer.status_code, weer.json()) == (201, op.json())
    assert deur.haal("/abonnementen", als=Rol.BEHEERDER).json()["regels"] == []
    assert sleutels(deur.dienst) == 2


def test_an_earlier_mail_address_does_not_come_back_by_a_request_that_is_sent_again(deur: Deur) -> None:
    eerste, weg = uuid4(), uuid4()
    id_ = stuur(deur, "/mailadressen", EEN, eerste).json()["ontvangerId"]
    is_probleem(stuur(deur, "/mailadressen", TWEE, eerste), 409, "sleutel-al-gebruikt")
    later = stuur(deur, "/mailadressen", TWEE).json()
    assert stuur(deur, "/mailadressen", EEN, eerste).json() == later
    pad = f"/mailadressen/{id_}/verwijderingen"
    assert stuur(deur, pad, None, weg).json() == later
    # Nothing is left to tell of it, and it does not come back.
    is_probleem(stuur(deur, pad, None, weg), 409, "weigering")
    is_probleem(stuur(deur, "/mailadressen", EEN, eerste), 409, "weigering")
    assert deur.haal(f"/mailadressen?tafel={ZVH}", als=Rol.BEHEERDER).json()["regels"] == []


def test_a_dead_letter_and_an_endpoint_are_tried_anew_once_for_each_key(deur: Deur) -> None:
    abonnement = abonneer(deur.dienst)
    nieuw_verhaal(deur.dienst).meld_aan()
    bezorger, nog_eens, verder = deur.dienst.berichten.bezorger, uuid4(), uuid4()
    bezorger.werk_bij()
    (dode,) = deur.haal("/dode-berichten", als=Rol.BEHEERDER).json()["regels"]
    herhaal = f"/dode-berichten/{dode['bezorgingId']}/herhalingen"
    hervat = f"/abonnementen/{abonnement.abonnement_id}/hervattingen"
    for pad, sleutel in ((hervat, verder), (herhaal, nog_eens)):
        assert stuur(deur, pad, REDEN, sleutel).status_code == 200
    bezorger.werk_bij()
    assert stuur(deur, herhaal, REDEN, nog_eens).json() == {"opnieuw": True}
    assert stuur(deur, hervat, REDEN, verder).json()["misluktSinds"] is not None
    for pad, sleutel in ((hervat, verder), (herhaal, nog_eens)):
        is_probleem(stuur(deur, pad, {"reden": "Anders"}, sleutel), 409, "sleutel-al-gebruikt")
    assert len(deur.haal("/dode-berichten", als=Rol.BEHEERDER).json()["regels"]) == 1
    assert sleutels(deur.dienst) == 2
