"""Builders for tests: each makes what it needs and nothing else."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.files.base import ContentFile
from wagtail.models import Locale, Page

from disclosures.models import Agency, AgencyAlias, Attachment, DisclosuresPage, File
from disclosures.plans.models import AnnualPlanPage, Goal, Indicator, PlansPage, Programme, ProgrammeItem, Result
from home.models import HomePage, TextPage
from home.tree import set_up_site

_numbers = count(1)


def chinese() -> Locale:
    return Locale.objects.get(language_code="zh-hant")


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def site() -> HomePage:
    """Both languages, the Chinese home page, the groups."""
    return set_up_site("首頁", "testserver", 80)


def agency(code: str = "rdec", **fields: Any) -> Agency:
    """An agency by its code; the default is the commission with its usual short names."""
    found = Agency.objects.filter(code=code).first()
    if found:
        return found
    defaults = {"name_zh": "研究發展考核委員會", "name_en": "Research, Development and Evaluation Commission"}
    made = Agency.objects.create(
        code=code,
        **{**(defaults if code == "rdec" else {"name_zh": f"機關{code}", "name_en": f"Agency {code}"}), **fields},
    )
    if code == "rdec":
        AgencyAlias.objects.create(agency=made, text="研考會", language="zh-hant")
        AgencyAlias.objects.create(agency=made, text="RDEC", language="en")
    return made


def published(parent: Page, page: Page) -> Any:
    """Adds a page below ``parent`` and publishes it through a revision."""
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def plans_page() -> PlansPage:
    """The list of plans with the pages above it."""
    found = PlansPage.objects.filter(locale__language_code="zh-hant").first()
    if found:
        return found
    section = published(site(), DisclosuresPage(title="政府資訊公開", slug="disclosures", show_in_menus=True))
    made: PlansPage = published(section, PlansPage(title="年度施政計畫", slug="plans", show_in_menus=True))
    return made


def plan(*, live: bool = True, rows: bool = True, **fields: Any) -> AnnualPlanPage:
    """A plan of two goals, two indicators, one programme with one item and one result; ``rows=False``: none."""
    parent = plans_page()
    number = next(_numbers)
    values = {
        "title": f"範例施政計畫{number}",
        "slug": f"plan-{number}",
        "fiscal_year": 1950 + number % 200,
        "summary": "範例摘要。",
        "agency": fields.pop("agency", None) or agency(),
        **fields,
    }
    page = AnnualPlanPage(**values, locale=parent.locale, live=live)
    common = {"locale": parent.locale}
    if rows:
        page.goals = [
            Goal(number=1, title="提升效率", weight=10, **common),
            Goal(number=2, title="改善服務", weight=20, **common),
        ]
        page.indicators = [
            Indicator(
                number=1,
                goal_number=1,
                name="公文依限辦結率",
                weight=10,
                assessment=1,
                method="統計數據",
                formula="(辦結/總數)*100%",
                target="97%",
                target_value=97,
                target_unit="%",
                **common,
            ),
            Indicator(
                number=2,
                goal_number=2,
                name="服務滿意度",
                weight=20,
                formula="滿意度",
                target="85%",
                target_value=85,
                target_unit="%",
                **common,
            ),
        ]
        page.programmes = [Programme(number=1, title="公文管理", **common)]
        page.programme_items = [
            ProgrammeItem(
                programme_number=1, number="1", title="檢核公文", content="每季檢核。", budget_thousand=115, **common
            )
        ]
        page.results = [
            Result(
                year=values["fiscal_year"] - 1,
                goal_number=1,
                indicator="公文依限辦結率",
                target="95%",
                target_value=95,
                target_unit="%",
                actual="達成率96%",
                actual_value=96,
                actual_unit="%",
                **common,
            )
        ]
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return AnnualPlanPage.objects.get(pk=page.pk)


def text_page(title: str = "說明", parent: Page | None = None, text: str = "範例內容。", **fields: Any) -> TextPage:
    """A published plain page with one paragraph."""
    values = {"slug": f"text-{next(_numbers)}", **fields}
    made: TextPage = published(parent or site(), TextPage(title=title, body=[("text", f"<p>{text}</p>")], **values))
    return made


def file(name: str = "note.txt", content: bytes = "附件內容".encode(), title: str = "附件") -> File:
    """A stored file with its size and hash."""
    made = File(title=title)
    made.file.save(name, ContentFile(content), save=False)
    made._set_document_file_metadata()
    made.save()
    return made


def attach(page: Page, stored: File, title: str = "") -> Attachment:
    """Hangs a file on a page at once, without a revision."""
    return Attachment.objects.create(page=page, file=stored, title=title, locale=page.locale, sort_order=0)


def user(name: str, group: str | None = None) -> AbstractBaseUser:
    """An account; without a group it may do nothing in the desk."""
    made = get_user_model().objects.create_user(name, f"{name}@example.invalid", "secret-for-tests")
    if group:
        made.groups.add(Group.objects.get(name=group))
    return made
