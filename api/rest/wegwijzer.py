"""The route that shows the way to the right table. Docstrings of routes are for users."""

from typing import Annotated

from api.rechten import Recht
from api.rest.deur import Mag
from api.rest.toegang import Toegang
from api.wegen import Wegen
from api.wegwijzer import SituatieIn, WegwijzingUit, wijs

router = Wegen(prefix="/v1", tags=["wegwijzer"])

Vrager = Annotated[Toegang, Mag(Recht.WEGWIJZER, doel="wegwijzer")]


@router.post("/wegwijzer", summary="De weg naar de juiste tafel vragen")
def vraag_de_weg(inhoud: SituatieIn, toegang: Vrager) -> WegwijzingUit:
    """Vraag welke tafels bij een situatie passen, waarom, en wat u nog moet navragen of doen.

    Stuur geen gegevens waaraan iemand te herkennen is; de wegwijzer vraagt daar niet om. Niets van de vraag wordt
    bewaard. Wat u weglaat is onbekend, en onbekend is nooit nee.
    """
    return wijs(inhoud, toegang.dienst.definities)
