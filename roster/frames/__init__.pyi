# The names of `roster.frames` and where they live. Imports are relative, for that is what lazy_loader reads.
from .findings import CellProblem as CellProblem
from .findings import TableError as TableError
from .people_tables import offers as offers
from .people_tables import people as people
from .read_offers import OffersReading as OffersReading
from .read_offers import offers_from as offers_from
from .read_people import PeopleReading as PeopleReading
from .read_people import people_from as people_from
from .rota_tables import assignments as assignments
from .rota_tables import duties as duties
from .rule_tables import breaches as breaches
from .rule_tables import hours as hours
from .sweep_table import cells as cells
from .worked import WorkedReading as WorkedReading
from .worked import worked_from as worked_from
