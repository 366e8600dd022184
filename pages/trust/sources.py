"""Where do the numbers come from, under which terms, and what should you know before quoting them?"""

from dashboard import scope_bar
from dashboard.cards import registry
from dashboard.heading import heading
from dashboard.importing import holdings
from dashboard.page import head

head(__file__, __doc__, is_long=True)
scope = scope_bar.current()
heading("Public sources")
registry.show_sources(scope.version)
holdings.sources(scope)
