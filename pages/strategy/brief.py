"""What do we bring to the meeting, as a file that says where every number comes from?"""

from dashboard import scope_bar
from dashboard.brief import shelf
from dashboard.page import head

head(__file__, __doc__)
scope = scope_bar.current()
chosen = shelf.choose(scope)
shelf.downloads(chosen, scope)
shelf.preview(chosen, scope)
shelf.own(scope)
