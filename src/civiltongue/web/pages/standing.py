"""Where one stands: what weighs against one, the next step, the sanctions so far, and appeals against them."""

from litestar import Response
from litestar.params import FromPath, RawBody
from litestar.response import Redirect

from civiltongue.errors import CivilTongueError
from civiltongue.operations.acknowledge_warning import acknowledge_warning
from civiltongue.operations.appeal import appeal_sanction
from civiltongue.operations.discuss_appeal import speak_about_appeal
from civiltongue.operations.read_appeals import read_my_standing
from civiltongue.operations.sessions import Asking
from civiltongue.web.errors import status_of
from civiltongue.web.pages.forms import read_form
from civiltongue.web.pages.layout import answer_page, lead_to, to_sign_in
from civiltongue.web.sessions import Asked, asking_here, house_of


def get_standing(request: Asked, site: FromPath[str]) -> Response[bytes] | Redirect:
    """Show an author where they stand, and what the next step would be."""
    asking = asking_here(request, site)
    return to_sign_in(site, f"/sites/{site}/standing") if asking is None else _standing(request, asking)


def post_standing(request: Asked, site: FromPath[str], body: RawBody) -> Response[bytes] | Redirect:
    """Acknowledge a warning, or appeal against a sanction; whoever is suspended can."""
    house, asking = house_of(request), asking_here(request, site)
    fields = read_form(request, body)
    if asking is None:
        return to_sign_in(site, f"/sites/{site}/standing")
    about, why = fields.get("sanction", ""), fields.get("why", "")
    try:
        if fields.get("move") == "acknowledge":
            acknowledge_warning(house, asking.site, asking.author, about)
        elif fields.get("appeal"):
            more = fields.get("more", "")
            speak_about_appeal(house, asking.site, asking.author, appeal_id=fields["appeal"], text=more)
        else:
            appeal_sanction(house, asking.site, asking.author, sanction_id=about, text=why)
    except CivilTongueError as error:
        return _standing(request, asking, error=error, about=about, why=why)
    return lead_to(f"/sites/{site}/standing")


def _standing(
    request: Asked,
    asking: Asking,
    *,
    error: CivilTongueError | None = None,
    about: str = "",
    why: str = "",
) -> Response[bytes]:
    standing = read_my_standing(house_of(request), asking.site, asking.author)
    return answer_page(
        request,
        "standing.html",
        status=status_of(error) if error else 200,
        asking=asking,
        site=asking.site,
        policy=standing.policy,
        standing=standing,
        error=error,
        about=about,
        why=why,
    )
