"""The editors' desk: synonym pairs."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import Synonym


class SynonymViewSet(SnippetViewSet):
    """Pairs are looked up plainly: they are few, and this is not a record."""

    model = Synonym
    icon = "search"
    menu_label = _("Synonym pairs")
    list_display = ("first", "second", "note")
    list_per_page = 100
    search_fields = ("first", "second", "note")
    search_backend_name = None
    inspect_view_enabled = False


register_snippet(SynonymViewSet)
