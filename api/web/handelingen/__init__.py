"""What can be done with a case, each as a form: which right it asks, its questions, and how the rules are asked first.

The families stand in the order of the work; ``ALLE`` has them in one row.
"""

from api.web.handelingen.aanpak import AANPAK
from api.web.handelingen.einde import EINDE
from api.web.handelingen.ico import ICO
from api.web.handelingen.melding import MELDING
from api.web.handelingen.mensen import MENSEN
from api.web.handelingen.soort import Doenlijk, Handeling, doenlijk
from api.web.handelingen.triage import TRIAGE

__all__ = ["ALLE", "Doenlijk", "Handeling", "doenlijk"]

ALLE = (*MELDING, *MENSEN, *TRIAGE, *AANPAK, *ICO, *EINDE)
"""Every one once, by its code."""
