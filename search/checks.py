"""A rule of the architecture: every page type is found, or says why not."""

from collections.abc import Sequence

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error, register

from search import registry

# Wagtail's own base and internal page types.
NOT_OURS = ("wagtailcore", "tests")


@register("search")
def every_page_type_is_searched(app_configs: Sequence[AppConfig] | None, **_kwargs: object) -> list[CheckMessage]:
    """Errors for page types that no source covers and nobody excluded with a reason."""
    from wagtail.models import get_page_models

    covered = registry.covered_page_types()
    if covered is None:
        return []
    excluded = registry.excluded_page_types()
    return [
        Error(
            f"Pages of the type {model._meta.label} are not found by search.",
            hint="Register the type with a source, or call search.registry.exclude_page_type with the reason.",
            obj=model,
            id="search.E001",
        )
        for model in get_page_models()
        if model._meta.app_label not in NOT_OURS and model not in covered and model._meta.label_lower not in excluded
    ]
