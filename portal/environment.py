"""The settings an operator may give through environment variables: one typed list, documented from itself.

A value that cannot be right stops the start with a sentence that names its variable (:class:`WrongEnvironment`).
``docs/settings.md`` is written from this file by ``scripts/document_settings.py``; a test compares the two.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
SECRETS = {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL"}  # their values never reach a terminal or a log


def with_port(address: str) -> SplitResult:
    """The parts of an address whose port, if it has one, is a number; raises ValueError."""
    parts = urlsplit(address)
    try:
        _ = parts.port
    except ValueError as error:
        raise ValueError("has a port that is no number from 0 to 65535") from error
    return parts


class WrongEnvironment(SystemExit):
    """A setting that cannot be right; its text is shown to the operator and the start stops (exit code 1)."""


class Environment(BaseSettings):
    """What the environment says; every field is one variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=None, extra="ignore", case_sensitive=False)

    secret_key: str = Field(
        "", description="Signs sessions and forms. At least 32 characters; needed unless DEBUG is on."
    )
    debug: bool = Field(False, description="Shows errors to visitors. Never on a public machine.")
    data_dir: Path = Field(
        ROOT / "var", description="Folder for what the portal writes: database, media, search index, static files."
    )
    database_url: str = Field("", description="`postgres://user:password@host/name`; empty: SQLite in DATA_DIR.")
    site_url: str = Field(
        "http://127.0.0.1:8000", description="Public address of the portal, without a path; feeds and twins use it."
    )
    allowed_hosts: Annotated[list[str], NoDecode] = Field(
        default_factory=lambda: ["localhost", "127.0.0.1", "[::1]"],
        description="Host names the portal answers to, separated by commas.",
    )
    trusted_origins: Annotated[list[str], NoDecode] = Field(
        default_factory=list,
        description="Origins (`https://…`) that may post forms when a proxy changes the host, separated by commas.",
    )
    behind_https_proxy: bool = Field(
        False, description="A proxy terminates TLS and sets X-Forwarded-Proto; turns on secure cookies and HSTS."
    )
    search_index: Path | None = Field(
        None, description="File of the embedded search index; default: `search.sqlite3` in DATA_DIR."
    )
    time_zone: str = Field("Asia/Taipei", description="Time zone for dates and working days.")
    max_upload_mb: int = Field(50, ge=1, le=1024, description="Largest file an editor may upload, in MB.")
    email_url: str = Field(
        "", description="`smtp://user:password@host:port` (or `smtps://`); empty: mails are written to the log."
    )
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")

    @field_validator("allowed_hosts", "trusted_origins", mode="before")
    @classmethod
    def split_commas(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def known_database(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"postgres", "postgresql", "sqlite"}:
            raise ValueError("must begin with postgres:// or sqlite://, or be empty")
        if value:
            dj_database_url.parse(value)
        return value

    @field_validator("site_url")
    @classmethod
    def plain_origin(cls, value: str) -> str:
        parts = with_port(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError("must be an address such as https://data.example.gov.tw, without a path")
        return value.rstrip("/")

    @field_validator("time_zone")
    @classmethod
    def known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("is not a time zone such as Asia/Taipei") from error
        return value

    @field_validator("email_url")
    @classmethod
    def known_mail(cls, value: str) -> str:
        if value and (with_port(value).scheme not in {"smtp", "smtps"} or not with_port(value).hostname):
            raise ValueError("must begin with smtp:// or smtps:// and name a host, or be empty")
        return value

    @field_validator("data_dir")
    @classmethod
    def writable_folder(cls, value: Path) -> Path:
        try:
            value.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ValueError(f"cannot be made: {error.strerror}") from error
        if not os.access(value, os.W_OK):
            raise ValueError("is a folder that may not be written to")
        return value

    @field_validator("log_level")
    @classmethod
    def known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @model_validator(mode="after")
    def secret_in_production(self) -> Environment:
        if not self.debug and len(self.secret_key) < 32:
            raise ValueError("SECRET_KEY must have at least 32 characters (or set DEBUG=1 on your own machine)")
        return self


def read_environment() -> Environment:
    """The environment's settings; raises :class:`WrongEnvironment` naming every variable that cannot be right."""
    try:
        return Environment()  # type: ignore[call-arg]  # every field has a default; the plugin does not see NoDecode
    except ValidationError as error:
        sentences = []
        for wrong in error.errors():
            name = "_".join(str(part) for part in wrong["loc"][:1]).upper()
            said = wrong["msg"].removeprefix("Value error, ")
            given = "" if name in SECRETS else f" (it is {wrong['input']!r})"
            sentences.append(f"{name}: {said}{given}" if name else said)
        raise WrongEnvironment("Daylight cannot start.\n" + "\n".join(f"  {s}." for s in sentences)) from None
