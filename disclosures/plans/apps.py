from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "disclosures.plans"
    verbose_name = _("Annual plans")

    def ready(self) -> None:
        from disclosures.plans import searching  # noqa: F401 - registers what search knows of this app's pages
