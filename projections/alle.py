"""All views that have tables; importing this brings their tables into the metadata."""

from projections.monitoring_fold import Monitoring
from projections.triagelijst import Triagelijst
from projections.verwijderrapport import Verwijderrapport
from projections.weergave import Weergave

WEERGAVEN: tuple[Weergave, ...] = (Triagelijst(), Monitoring(), Verwijderrapport())
