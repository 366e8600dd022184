"""What number do you want, grouped, filtered and compared your way?"""

from dashboard import scope_bar
from dashboard.cards import explore, explore_choices
from dashboard.editing import views
from dashboard.page import head
from dashboard.wording import scopes

scope = scope_bar.current()
head(__file__, __doc__, about=scopes.about(scope))
question, form = explore_choices.question(scope)
explore.show(question, form, scope)
views.draw(question, form, scope)
