"""Puts the locked version of uv into .tools/ and prints its path; needs only the standard library.

A fresh Debian 12 has Python but neither pip nor venv. The lock already names the wheel of uv for every
platform with its SHA-256, so that wheel is fetched, checked and unpacked here: no second pin to keep.
"""

from __future__ import annotations

import hashlib
import io
import os
import platform
import shutil
import stat
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"


def locked_uv() -> tuple[str, str, str]:
    """The version, wheel address and SHA-256 that uv.lock gives for uv on this platform."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    package = next(p for p in lock["package"] if p["name"] == "uv")
    machine = platform.machine().lower().replace("amd64", "x86_64").replace("arm64", "aarch64")
    if sys.platform == "darwin":
        wanted = ("macosx", "arm64" if machine == "aarch64" else machine)
    elif sys.platform == "linux":
        libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
        wanted = (libc, machine)
    else:
        raise SystemExit("Daylight's commands run on Linux and macOS; on Windows use WSL.")
    for wheel in package["wheels"]:
        if all(word in wheel["url"].rsplit("/", 1)[1] for word in wanted):
            return package["version"], wheel["url"], wheel["hash"].removeprefix("sha256:")
    raise SystemExit(f"The lock has no uv for this platform ({sys.platform}, {machine}).")


def works(binary: str | Path, version: str) -> bool:
    """Whether ``binary`` is the uv of that version."""
    try:
        answer = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.split()[1:2] == [version]


def main() -> str:
    version, url, digest = locked_uv()
    target = TOOLS / "uv"
    if works(target, version):
        return str(target)
    on_path = shutil.which("uv")
    if on_path and works(on_path, version):
        return on_path
    print(f"Fetching uv {version} …", file=sys.stderr)
    with urllib.request.urlopen(url, timeout=180) as answer:
        wheel = answer.read()
    if hashlib.sha256(wheel).hexdigest() != digest:
        raise SystemExit("The uv that was fetched is not the one in uv.lock (SHA-256 differs). Nothing was installed.")
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        member = next(name for name in archive.namelist() if name.endswith("/scripts/uv"))
        TOOLS.mkdir(exist_ok=True)
        fresh = TOOLS / f"uv.{os.getpid()}"
        fresh.write_bytes(archive.read(member))
    fresh.chmod(fresh.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    fresh.replace(target)
    return str(target)


if __name__ == "__main__":
    print(main())
