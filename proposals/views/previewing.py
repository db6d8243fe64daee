"""The preview of a proposal's text: the very sections that its page will show."""

from typing import Any

from portal.kit.forms import ActionForm
from portal.kit.previews import Previews
from portal.kit.richtext import one_line, tidy

from ..actions.versions import rendered
from ..models import PARTS, Version
from ..page import sections
from .common import ProposalActionView


class PreviewsProposal(Previews, ProposalActionView):
    """A form that holds the text of a proposal."""

    preview_template = "proposals/_preview.html"

    def draw(self, form: ActionForm, obj: Any) -> dict[str, Any]:
        """Return title, summary and the numbered paragraphs as a version of this text would have them."""
        typed = {name: form[name].value() or "" for name in ("title", "summary", *PARTS)}
        version = Version(**rendered(obj, typed))
        return {
            "title": one_line(typed["title"]),
            "summary": tidy(typed["summary"]),
            "sections": sections(version, {}),
        }
