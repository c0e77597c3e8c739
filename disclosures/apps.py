from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosuresConfig(AppConfig):
    name = "disclosures"
    verbose_name = _("Government information")

    def ready(self) -> None:
        from disclosures import file_texts, indexing, signal_handlers  # noqa: F401 - registers actions

        signal_handlers.connect()
