"""The portal's settings for tests: a folder of their own, tasks at once, and nothing of the developer's machine."""

from __future__ import annotations

import os
import tempfile

os.environ.update(
    DATA_DIR=tempfile.mkdtemp(prefix="daylight-tests-"),
    DEBUG="1",
    SITE_URL="http://testserver",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    TIME_ZONE="Asia/Taipei",
    LOG_LEVEL="WARNING",
)

from portal.settings import *  # noqa: F403

DEBUG = False
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
