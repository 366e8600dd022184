"""Who changed the data, the goals or the roles, and when?"""

from dashboard import scope_bar
from dashboard.cards import log
from dashboard.page import head

head(__file__, __doc__)
log.draw(scope_bar.current())
