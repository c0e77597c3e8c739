"""Writes ``docs/settings.md`` from :mod:`portal.environment`, or checks that it says the same (``--check``)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_origin

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from portal.environment import Environment  # noqa: E402

TARGET = ROOT / "docs" / "settings.md"
HEAD = """# Settings

Everything an operator may set, by environment variables. A value that cannot be right stops the start with a
sentence that names the variable. This page is written by `scripts/document_settings.py`; do not edit it by hand.

| variable | kind | default | meaning |
|---|---|---|---|
"""


def page() -> str:
    rows = []
    for name, field in Environment.model_fields.items():
        default = field.get_default(call_default_factory=True)
        shown = (
            ", ".join(default)
            if isinstance(default, list)
            else str(default).replace(str(ROOT), "…")
            if default is not None
            else ""
        )
        kind = "list" if get_origin(field.annotation) is list else getattr(field.annotation, "__name__", "path")
        kind = {
            "str": "text",
            "int": "whole number",
            "bool": "1 or 0",
            "Path": "path",
            "Union": "path",
            "UnionType": "path",
        }.get(kind, kind)
        rows.append(f"| `{name.upper()}` | {kind} | {f'`{shown}`' if shown else ''} | {field.description} |")
    return HEAD + "\n".join(rows) + "\n"


def main() -> int:
    if "--check" in sys.argv:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != page():
            print("docs/settings.md is not up to date; run: python scripts/document_settings.py")
            return 1
        return 0
    TARGET.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
