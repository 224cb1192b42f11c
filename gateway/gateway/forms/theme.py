"""Light, dark, or as the system says."""

from gateway.arrivals import while_looking
from gateway.forms.form import form
from gateway.hosts import own_path
from gateway.responses import done
from gateway.visit import portal


@form("/theme", takes=("theme", "back"))
@while_looking
def choose_theme(sent):
    """Kept in a cookie, so that the page comes in the right colours at once."""
    response = done(own_path(sent["back"]))
    portal().cookies.choose_theme(response, sent["theme"])
    return response
