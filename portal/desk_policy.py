"""Lets Wagtail's desk work under a policy without ``unsafe-inline``.

Some of Wagtail's widgets still start themselves by an inline script. Those scripts are calls of known functions with
JSON as arguments; exactly these get the response's nonce. Any other inline script stays forbidden, injected ones too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static

DESK: Final = "/desk/"
STYLES: Final = "js/desk-styles.js"
# In the template of a new row Wagtail writes </script> as <-/script>.
INLINE: Final = re.compile(r"<script>(?P<code>[^<]*?)(?P<end></script>|<-/script>)")
NAMES: Final = r"init(?:Date|Time|DateTime)Chooser|new [A-Z]\w*(?:Chooser|Widget|Input)|create\w+Chooser"
CALL: Final = re.compile(rf"\s*(?:{NAMES})\((?P<arguments>.*)\);?\s*", re.DOTALL)
TEXT: Final = r'"(?:[^"\\\n]|\\u[0-9A-Fa-f]{4})*"'  # as escapejs writes it: no quote, backslash only before u
PANEL: Final = re.compile(
    r"\s*\(function\(\) \{\s*var panel = new (?:InlinePanel|MultipleChooserPanel)"
    rf"\(JSON\.parse\({TEXT}\)\);\s*\}}\)\(\);\s*"
)
CHOOSER_ADDRESSES: Final = re.compile(
    r'\s*if \(typeof window\.chooserUrls === "undefined"\) \{'
    r'\s*window\.chooserUrls = \{(?:\s*\w+: "[\w/\-]*",?)*\s*\}\s*\}\s*'
)


def is_known(code: str) -> bool:
    """Whether an inline script is one of Wagtail's own starts: known names, and nothing but data handed to them."""
    if PANEL.fullmatch(code) or CHOOSER_ADDRESSES.fullmatch(code):
        return True
    call = CALL.fullmatch(code)
    if call is None:
        return False
    try:
        json.loads(f"[{call['arguments']}]")
    except ValueError:
        return False
    return True


def with_nonce(html: str, nonce: str) -> str:
    """The page with the nonce on the known inline scripts."""

    def mark(script: re.Match[str]) -> str:
        return f'<script nonce="{nonce}">{script["code"]}{script["end"]}' if is_known(script["code"]) else script[0]

    return INLINE.sub(mark, html).replace(styles_script(), styles_script(nonce))


def styles_script(nonce: str = "") -> str:
    """The tag of the script that hands the nonce on to style sheets made at run time; exactly this tag gets it."""
    return f'<script src="{static(STYLES)}" nonce="{nonce}"></script>'


class DeskPolicyMiddleware:
    """Puts the nonce of this response on the inline scripts of the desk that are known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            request.path.startswith(DESK)
            and isinstance(response, HttpResponse)
            and response.get("Content-Type", "").startswith("text/html")
        ):
            nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
            response.content = with_nonce(response.content.decode(response.charset), nonce).encode(response.charset)
        return response
