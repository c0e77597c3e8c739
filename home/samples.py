"""Reading the sample content: plain data files in two languages become pages, rows, files and series."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.files import File as DjangoFile
from django.utils.html import escape, format_html, format_html_join
from wagtail.models import Page

from disclosures.models import Agency, Attachment, DisclosuresPage, File
from disclosures.plans.models import (
    AnnualPlanPage,
    Goal,
    Indicator,
    IndicatorSeries,
    Programme,
    ProgrammeItem,
    Result,
    SeriesMember,
)
from home.models import TextPage

SAMPLE = Path(__file__).resolve().parent / "sample"
Words = dict[str, str]


def read(name: str) -> Any:
    """A sample file's content."""
    return json.loads((SAMPLE / name).read_text(encoding="utf-8"))


def zh(text: Words | None) -> str:
    """The Chinese of a pair, empty for None."""
    return (text or {}).get("zh", "") or ""


def pairs(value: Any) -> Iterator[tuple[str, str]]:
    """Every Chinese text in a nested value with its English."""
    if isinstance(value, dict):
        if isinstance(value.get("zh"), str):
            yield value["zh"], value.get("en") or ""
        elif isinstance(value.get("zh"), list):
            yield from zip(value["zh"], value.get("en") or [""] * len(value["zh"]), strict=True)
        for child in value.values():
            yield from pairs(child)
    elif isinstance(value, list):
        for child in value:
            yield from pairs(child)


def words_of(data: Any) -> Words:
    """Chinese → English for everything in a sample record."""
    return {source: target for source, target in pairs(data) if source and target}


def publish(parent: Page, page: Page) -> Any:
    """Adds and publishes a page with a revision, as an editor would."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def text_page(data: dict[str, Any], parent: Page) -> TextPage:
    """A plain page from its blocks (heading, paragraph, list, quote)."""
    page: TextPage = publish(
        parent,
        TextPage(
            title=zh(data["title"]),
            slug=data["slug"],
            summary=zh(data.get("summary")),
            body=list(_blocks(data["body"])),
            in_footer=data.get("in_footer", False),
            show_in_menus=data.get("in_menu", False),
            locale=parent.locale,
        ),
    )
    return page


def _blocks(body: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Headings as such; what follows a heading is one rich text."""
    pending: list[str] = []
    for part in body:
        if part["type"] == "heading":
            if pending:
                yield "text", "".join(pending)
            pending = []
            yield "heading", part["zh"]
        else:
            pending.append(_html(part))
    if pending:
        yield "text", "".join(pending)


def _html(part: dict[str, Any]) -> str:
    if part["type"] == "list":
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in part["zh"])))
    return format_html("<blockquote>{}</blockquote>" if part["type"] == "quote" else "<p>{}</p>", part["zh"])


def plan_page(data: dict[str, Any], parent: Page) -> AnnualPlanPage:
    """A plan with all its rows and files."""
    if "new_agency" in data:
        Agency.objects.get_or_create(code=data["agency"], defaults=data["new_agency"])
    plan = AnnualPlanPage(
        title=zh(data["title"]),
        slug=data["slug"],
        summary=zh(data.get("summary")),
        provenance=zh(data.get("provenance")),
        agency=Agency.objects.get(code=data["agency"]),
        fiscal_year=data["fiscal_year"],
        body=[
            (
                "section",
                {"heading": zh(s.get("heading")), "body": "".join(f"<p>{escape(zh(p))}</p>" for p in s["paragraphs"])},
            )
            for s in data["sections"]
        ],
        locale=parent.locale,
    )
    common = {"locale": parent.locale}
    plan.goals = [
        Goal(
            number=g["number"], title=zh(g["title"]), weight=g["weight"], description=zh(g.get("description")), **common
        )
        for g in data["goals"]
    ]
    plan.indicators = [
        Indicator(
            number=i["number"],
            goal_number=i["goal"],
            name=zh(i["name"]),
            weight=i["weight"],
            assessment=i.get("assessment"),
            method=zh(i.get("method")),
            formula=zh(i.get("formula")),
            target=zh(i["target"]),
            target_value=i["target_value"],
            target_unit=zh(i.get("target_unit")),
            **common,
        )
        for i in data["indicators"]
    ]
    plan.programmes = [Programme(number=p["number"], title=zh(p["title"]), **common) for p in data["programmes"]]
    plan.programme_items = [
        ProgrammeItem(
            programme_number=p["number"],
            number=item["number"],
            title=zh(item.get("title")),
            content=zh(item.get("content")),
            budget_thousand=item.get("budget_thousand"),
            remark=zh(item.get("remark")),
            **common,
        )
        for p in data["programmes"]
        for item in p["items"]
    ]
    plan.results = [
        Result(
            year=r["year"],
            goal_number=r["goal"],
            indicator=zh(r["indicator"]),
            target=zh(r["target"]),
            target_value=r.get("target_value"),
            target_unit=zh(r.get("target_unit")),
            actual=zh(r["actual"]),
            actual_value=r.get("actual_value"),
            actual_unit=zh(r.get("actual_unit")),
            **common,
        )
        for r in data["results"]
    ]
    plan.attachments = [
        Attachment(file=_file(a["file"], zh(a["title"])), title=zh(a["title"]), **common)
        for a in data.get("attachments", ())
    ]
    published: AnnualPlanPage = publish(parent, plan)
    return published


def _file(name: str, title: str) -> File:
    with (SAMPLE / "attachments" / name).open("rb") as source:
        file = File(title=title)
        file.file.save(name, DjangoFile(source), save=False)
        file._set_document_file_metadata()
        file.save()
    return file


def series(data: dict[str, Any], plans: dict[str, AnnualPlanPage]) -> IndicatorSeries:
    """A series joined from rows that carry exactly the given name; a name that is not there is an error of the data."""
    made = IndicatorSeries.objects.create(
        slug=data["slug"],
        name_zh=zh(data["name"]),
        name_en=data["name"]["en"],
        definition_zh=zh(data["definition"]),
        definition_en=data["definition"]["en"],
        unit_zh=zh(data["unit"]),
        unit_en=data["unit"]["en"],
    )
    for order, member in enumerate(data["members"]):
        plan = plans[member["plan"]]
        if member["kind"] == SeriesMember.Kind.INDICATOR:
            row: Any = plan.indicators.get(name=member["name"])
        else:
            row = plan.results.get(indicator=member["name"], year=member["year"])
        SeriesMember.objects.create(series=made, kind=member["kind"], row_key=row.translation_key, sort_order=order)
    return made


def section_page(data: dict[str, Any], parent: Page) -> DisclosuresPage:
    """The government-information section."""
    page: DisclosuresPage = publish(
        parent,
        DisclosuresPage(
            title=zh(data["title"]),
            slug="disclosures",
            summary=zh(data.get("summary")),
            introduction="".join(_html(part) for part in data.get("body", ())),
            show_in_menus=True,
            locale=parent.locale,
        ),
    )
    return page
