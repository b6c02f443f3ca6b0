"""All views that have tables; importing this brings their tables into the metadata."""

from projections.agenda_fold import Agendaweergave
from projections.bewaarkalender_fold import Bewaarkalender
from projections.consultatielijst import Consultatielijst
from projections.monitoring_fold import Monitoring
from projections.triagelijst_fold import Triagelijst
from projections.vernietigingslijsten_fold import Vernietigingslijsten
from projections.verwijderrapport_fold import Verwijderrapport
from projections.verzoeken import Verzoekenlijst
from projections.weergave import Weergave

WEERGAVEN: tuple[Weergave, ...] = (
    Triagelijst(),
    Agendaweergave(),
    Monitoring(),
    Verwijderrapport(),
    Consultatielijst(),
    Verzoekenlijst(),
    Vernietigingslijsten(),
    Bewaarkalender(),
)
