"""What every template may use without asking; the site's languages and the government's profile come by tags."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Constant facts of the site."""
    return {"default_language": settings.LANGUAGE_CODE}
