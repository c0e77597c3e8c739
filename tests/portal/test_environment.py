"""A setting that cannot be right stops the start with a sentence that names it; a secret is never printed."""

from __future__ import annotations

import pytest

from portal.environment import WrongEnvironment, read_environment

GOOD = {"SECRET_KEY": "k" * 40, "DEBUG": "0"}


def reading(monkeypatch: pytest.MonkeyPatch, **variables: str):
    for name, value in {**GOOD, **variables}.items():
        monkeypatch.setenv(name, value)
    return read_environment()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEBUG", "maybe"),
        ("SITE_URL", "data.example"),
        ("SITE_URL", "https://data.example/path"),
        ("DATABASE_URL", "mysql://u:hunter2@h/db"),
        ("EMAIL_URL", "http://mail"),
        ("TIME_ZONE", "Asia/Atlantis"),
        ("MAX_UPLOAD_MB", "much"),
        ("MAX_UPLOAD_MB", "0"),
        ("LOG_LEVEL", "LOUD"),
        ("EMAIL_URL", "smtp://host:abc"),
        ("SITE_URL", "http://host:abc"),
        ("DATA_DIR", "/proc/nowhere"),
    ],
)
def test_a_wrong_value_is_named(monkeypatch, variable, value):
    with pytest.raises(WrongEnvironment) as stopped:
        reading(monkeypatch, **{variable: value})
    assert variable in str(stopped.value)


def test_all_wrong_values_are_named_at_once(monkeypatch):
    with pytest.raises(WrongEnvironment) as stopped:
        reading(monkeypatch, DEBUG="maybe", LOG_LEVEL="LOUD")
    assert "DEBUG" in str(stopped.value)
    assert "LOG_LEVEL" in str(stopped.value)


def test_a_password_in_a_wrong_address_is_not_printed(monkeypatch):
    with pytest.raises(WrongEnvironment) as stopped:
        reading(monkeypatch, DATABASE_URL="mysql://user:hunter2@host/name")
    assert "hunter2" not in str(stopped.value)


def test_a_short_secret_stops_a_public_portal_but_not_a_developer(monkeypatch):
    with pytest.raises(WrongEnvironment) as stopped:
        reading(monkeypatch, SECRET_KEY="short")
    assert "SECRET_KEY" in str(stopped.value)
    assert reading(monkeypatch, SECRET_KEY="short", DEBUG="1").debug


def test_lists_are_separated_by_commas(monkeypatch):
    assert reading(monkeypatch, ALLOWED_HOSTS="a.example, b.example,").allowed_hosts == ["a.example", "b.example"]
