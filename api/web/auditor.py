"""What an auditor has: why one looks, a case as it was, who looked, and whether it is still what was recorded."""

from api.rechten import Recht
from api.web import integriteit, inzagedoel, naspelen
from api.web.scherm import Menupunt
from api.wegen import Wegen

MENU = (
    Menupunt("Controle", "/controle", Recht.LOGBOEKBEWIJZEN),
    Menupunt("Inzagedoel", "/inzagedoel", Recht.INZAGEDOEL, van_tafel=False),
)

router = Wegen()
for _deel in (inzagedoel, naspelen, integriteit):
    router.include_router(_deel.router)

stand = integriteit.stand
