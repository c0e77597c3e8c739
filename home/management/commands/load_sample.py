"""``manage.py load_sample``: a demonstration in two languages; figures of public documents, words of our own."""

from __future__ import annotations

import json
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Locale, Page, Site

from disclosures.models import DisclosuresPage
from disclosures.plans.models import AnnualPlanPage, PlansPage
from home import samples
from home.models import HomePage
from home.translating import translate_page
from home.tree import EDITORS, REVIEWERS, set_up_site
from portal.models import GovernmentProfile

ACCOUNTS = (
    ("admin", "", "everything"),
    ("editor", EDITORS, "writes and submits"),
    ("reviewer", REVIEWERS, "reviews and publishes"),
)


class Command(BaseCommand):
    help = "Loads the sample content into an empty portal; does nothing where pages are already there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accounts", type=Path, help="Also make demo accounts and write their passwords to this file."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            if DisclosuresPage.objects.exists():
                self.stdout.write("There is content already; nothing was loaded.")
            else:
                self.load()
            if options["accounts"]:
                self.make_accounts(options["accounts"])

    def load(self) -> None:
        pages, plans = samples.read("pages.json"), samples.read("plans.json")
        special = {data["slug"]: data for data in pages if data["slug"] in {"home", "disclosures", "plans"}}
        address = urlsplit(settings.SITE_URL)
        home = set_up_site(samples.zh(special["home"]["title"]), address.hostname or "localhost", address.port or 80)
        home.title, home.summary = samples.zh(special["home"]["title"]), samples.zh(special["home"].get("summary"))
        home.save_revision().publish()
        made: list[tuple[Page, dict[str, Any]]] = [(HomePage.objects.get(pk=home.pk), special["home"])]
        section = samples.section_page(special["disclosures"], home)
        made.append((section, special["disclosures"]))
        parent: PlansPage = samples.publish(
            section,
            PlansPage(
                title=samples.zh(special["plans"]["title"]),
                slug="plans",
                summary=samples.zh(special["plans"].get("summary")),
                show_in_menus=True,
                locale=section.locale,
            ),
        )
        made.append((parent, special["plans"]))
        parents = {"home": home, "disclosures": section}
        made += [
            (samples.text_page(data, parents[data["parent"]]), data) for data in pages if data["slug"] not in special
        ]
        by_slug: dict[str, AnnualPlanPage] = {}
        for data in plans:
            by_slug[data["slug"]] = samples.plan_page(data, parent)
            made.append((by_slug[data["slug"]], data))
        for data in samples.read("series.json"):
            samples.series(data, by_slug)
        self.government(samples.read("government.json"))
        self.translate(made)

    def translate(self, made: list[tuple[Page, dict[str, Any]]]) -> None:
        """English where the sample has it; the rest keeps the mirrors that publication made."""
        english = Locale.objects.get(language_code="en")
        for page, data in made:
            if "en" not in data.get("translated", ["zh", "en"]):
                continue
            missing = translate_page(page, english, samples.words_of(data))
            for text in missing:
                self.stderr.write(f"{data['slug']}: no English for {text[:60]!r}")

    def government(self, data: dict[str, Any]) -> None:
        site = Site.objects.get(is_default_site=True)
        GovernmentProfile.objects.update_or_create(
            site=site,
            defaults={
                "name_zh": data["name_zh"],
                "name_en": data["name_en"],
                "code": data["code"],
                "county_code": data["county_code"],
                "notice_zh": data["notice"]["zh"],
                "notice_en": data["notice"]["en"],
            },
        )

    def make_accounts(self, place: Path) -> None:
        """Accounts with random passwords; those that exist keep theirs."""
        users, known = get_user_model().objects, []
        if place.exists():
            known = json.loads(place.read_text())
        for username, group, role in ACCOUNTS:
            if users.filter(username=username).exists():
                continue
            password = secrets.token_urlsafe(9)
            user = users.create_user(
                username,
                f"{username}@example.invalid",
                password,
                is_staff=not group,
                is_superuser=not group,
                first_name=username.title(),
            )
            if group:
                user.groups.add(Group.objects.get(name=group))
            known = [a for a in known if a["username"] != username] + [
                {"username": username, "password": password, "role": role}
            ]
        place.touch(mode=0o600)
        place.write_text(json.dumps(known, indent=1))
