# The names of `roster.frames` and where they live. Imports are relative, for that is what lazy_loader reads.
from .planning.cells_frame import cells as cells
from .tables.cells.findings import CellProblem as CellProblem
from .tables.cells.findings import TableError as TableError
from .tables.people_tables import offers as offers
from .tables.people_tables import people as people
from .tables.reading.read_offers import OffersReading as OffersReading
from .tables.reading.read_offers import offers_from as offers_from
from .tables.reading.read_people import PeopleReading as PeopleReading
from .tables.reading.read_people import people_from as people_from
from .tables.reading.read_worked import WorkedReading as WorkedReading
from .tables.reading.read_worked import worked_from as worked_from
from .tables.rota_tables import assignments as assignments
from .tables.rota_tables import duties as duties
from .tables.rule_tables import breaches as breaches
from .tables.rule_tables import hours as hours
