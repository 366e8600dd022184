"""Which data is shown, how current is it, and how do I add my own?"""

from dashboard import scope_bar
from dashboard.editing import fiscal_year
from dashboard.importing import holdings, removal
from dashboard.importing import upload as uploads
from dashboard.page import head

head(__file__, __doc__)
scope = scope_bar.current()
holdings.freshness(scope)
uploads.area()
removal.area()
fiscal_year.choose()
holdings.versions(scope)
holdings.sources(scope)
holdings.quarantined()
