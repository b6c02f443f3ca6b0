"""What can be done with a case, each as a form: which right it asks, its questions, and how the rules are asked first.

The families stand in the order of the work; ``ALLE`` has them in one row. ``BEWAREN`` stands apart: who guards the
data does not read the case, and has a page of its own.
"""

from api.web.handelingen.aanpak import AANPAK
from api.web.handelingen.bewaren import BEWAREN
from api.web.handelingen.einde import EINDE
from api.web.handelingen.ico import ICO
from api.web.handelingen.melding import MELDING
from api.web.handelingen.mensen import MENSEN
from api.web.handelingen.soort import Doenlijk, Handeling, doenlijk
from api.web.handelingen.termijn import TERMIJN
from api.web.handelingen.triage import TRIAGE
from api.web.handelingen.voorwaarden import VOORWAARDEN

__all__ = ["ALLE", "BEWAREN", "Doenlijk", "Handeling", "doenlijk"]

ALLE = (*MELDING, *MENSEN, *TRIAGE, *AANPAK, *ICO, *EINDE, *TERMIJN, *VOORWAARDEN)
"""Every one once, by its code."""
