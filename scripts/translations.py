"""Collects the interface's strings into the .po file (GNU gettext) and compiles it; says what is not translated."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "portal/locale/zh_Hant/LC_MESSAGES/django.po"
COLLECT = [
    "makemessages",
    "-l",
    "zh_Hant",
    "--no-location",
    "--no-obsolete",
    "--ignore=.venv",
    "--ignore=var",
    "--ignore=tests",
]


def collect() -> None:
    """Rewrites the .po file from the sources."""
    if not shutil.which("xgettext"):
        raise SystemExit("GNU gettext is missing; install it with: apt-get install gettext")
    subprocess.run([sys.executable, "manage.py", *COLLECT], cwd=ROOT, check=True)


def unfinished() -> list[str]:
    """Strings that are empty or fuzzy, as they stand in the .po file."""
    return [
        entry.msgid
        for entry in polib.pofile(str(PO))
        if not entry.obsolete and not (entry.translated() and not entry.fuzzy)
    ]


def main() -> int:
    collect()
    subprocess.run([sys.executable, "manage.py", "compile_translations"], cwd=ROOT, check=True)
    for text in unfinished():
        print(f"not translated: {text!r}")
    return 1 if unfinished() else 0


if __name__ == "__main__":
    raise SystemExit(main())
