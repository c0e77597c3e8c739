"""Brings the demo's database, translations, files and index to where this version wants them, showing each step."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main(folder: Path) -> int:
    """One process for all steps: starting Django costs more than most of them."""
    import django
    from django.conf import settings

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}  # no worker runs yet
    django.setup()
    from django.core.management import call_command

    steps: list[tuple[str, list[str]]] = [
        ("Translations", ["compile_translations"]),
        ("Database", ["migrate", "--noinput"]),
        ("Static files", ["collectstatic", "--noinput", "--clear"]),
        ("Agencies", ["load_agencies"]),
        ("Sample content", ["load_sample", "--accounts", str(folder / "accounts.json")]),
        ("Texts of attachments", ["catch_up"]),
        ("Search index", ["rebuild_search", "--desk"]),
        ("Site address", ["set_site_address"]),
    ]
    for label, command in steps:
        began, said = time.monotonic(), io.StringIO()
        print(f"  {label} …", end=" ", flush=True)
        try:
            call_command(*command, stdout=said, stderr=said)
        except BaseException:
            print("failed", flush=True)
            print(said.getvalue(), flush=True)
            raise
        print(f"{time.monotonic() - began:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
