"""Everything that is checked without running the portal; ``make check`` and ``make test`` call it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
MANAGE = [sys.executable, "manage.py"]
PO = Path("portal/locale/zh_Hant/LC_MESSAGES/django.po")

CHECKS: dict[str, list[str]] = {
    "ruff": [str(BIN / "ruff"), "check", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "templates": [str(BIN / "djlint"), "templates", "disclosures", "--lint", "--quiet"],
    "types": [str(BIN / "mypy")],
    "imports": [str(BIN / "lint-imports")],
    "django": [*MANAGE, "check", "--fail-level", "WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "translations compile": [*MANAGE, "compile_translations"],
    "settings' document": [sys.executable, "scripts/document_settings.py", "--check"],
}


def run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def translations_are_complete(environment: dict[str, str]) -> bool:
    """Collecting the strings anew changes nothing, and none is empty or fuzzy. The .po file stays untouched."""
    if not shutil.which("xgettext"):
        print("Skipped: completeness of translations. Install gettext with: apt-get install gettext")
        return os.environ.get("CI") != "true"
    before = (ROOT / PO).read_bytes()
    try:
        good = run("translations", [sys.executable, "scripts/translations.py"], environment)
        if good and _messages((ROOT / PO).read_bytes()) != _messages(before):
            print("FAIL translations: the .po file is not up to date; run: make translations")
            good = False
    finally:
        (ROOT / PO).write_bytes(before)
    return good


def _messages(po: bytes) -> bytes:
    """The file without its header's date."""
    return b"\n".join(line for line in po.splitlines() if not line.startswith(b'"POT-Creation-Date'))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DEBUG": "1", "DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings"}
        results = [run(name, command, environment) for name, command in CHECKS.items()]
        results.append(translations_are_complete(environment))
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
