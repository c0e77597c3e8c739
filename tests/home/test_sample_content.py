"""The sample content as data: complete, consistent, true to its sources, and in our own words."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "home" / "sample"
DATA = ROOT / "disclosures" / "data"
DOCUMENTS = Path(os.environ.get("DAYLIGHT_DOCUMENTS", ROOT.parent / "shared" / "documents"))
SOURCES = {
    "rdec-2014": "plan-103-taichung-rdec.txt",
    "rdec-2018": "plan-107-rdec.txt",
    "rdec-2022": "plan-111-taichung-rdec.txt",
}
SPECIAL = {"home", "disclosures", "plans"}
HAN = re.compile(r"[\u3400-\u9fff]+")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
LONGEST_SHARED_RUN = 25
NAMES_OF_THINGS = frozenset({"title", "name", "indicator"})


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


PLANS = {plan["slug"]: plan for plan in load(SAMPLE / "plans.json")}
PAGES = load(SAMPLE / "pages.json")
SERIES = load(SAMPLE / "series.json")
AGENCIES = load(DATA / "agencies.json")


def texts(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every translatable text with its place."""
    if isinstance(value, dict):
        if "zh" in value:
            yield path, value
        for key, child in value.items():
            yield from texts(child, f"{path}/{key}")
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from texts(child, f"{path}/{number}")


def strings(value: Any, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every string in a nested value, except under the keys ``without``."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, child in value.items():
            if key not in without:
                yield from strings(child, without)
    elif isinstance(value, list):
        for child in value:
            yield from strings(child, without)


def items_of(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for programme in plan["programmes"] for item in programme["items"]]


def squeezed(text: str) -> str:
    """Without white space, brackets of one kind: line breaks and widths differ between copies of a document."""
    return re.sub(r"\s+", "", text).translate(str.maketrans("（）％", "()%"))


def numbers(text: str) -> set[str]:
    """The numbers in a text, without separators of thousands."""
    return {found.replace(",", "") for found in NUMBER.findall(text)}


@pytest.fixture(scope="module")
def documents() -> dict[str, str]:
    """The source of each plan by its slug."""
    if not DOCUMENTS.is_dir():
        message = f"The source documents are not at {DOCUMENTS}; set DAYLIGHT_DOCUMENTS."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return {slug: squeezed((DOCUMENTS / name).read_text(encoding="utf-8-sig")) for slug, name in SOURCES.items()}


def records() -> list[Any]:
    return [pytest.param(record, id=record["slug"]) for record in [*PLANS.values(), *PAGES]]


@pytest.mark.parametrize("record", records())
def test_a_text_has_each_language_its_record_claims_and_no_other(record: dict[str, Any]) -> None:
    english = "en" in record["translated"]
    for path, text in texts(record):
        assert ("en" in text) is english, path
        if english:
            assert bool(text["zh"]) is bool(text["en"]), path
            assert isinstance(text["zh"], str) or len(text["zh"]) == len(text["en"]), path


@pytest.mark.parametrize("record", records())
def test_one_chinese_text_of_a_record_has_one_translation(record: dict[str, Any]) -> None:
    known: dict[str, str] = {}
    for path, text in texts(record):
        if isinstance(text["zh"], str) and text.get("en"):
            assert known.setdefault(text["zh"], text["en"]) == text["en"], path


def test_english_rows_of_plans_are_english() -> None:
    for plan in PLANS.values():
        for rows in ("goals", "indicators", "programmes", "results"):
            assert [t["en"] for _, t in texts(plan[rows]) if HAN.search(t.get("en", ""))] == []


def test_texts_fit_the_fields_they_are_for() -> None:
    for record in [*PLANS.values(), *PAGES]:
        for language in record["translated"]:
            assert len(record["title"][language]) <= 200
            assert len(record["summary"][language]) <= 600
    for plan in PLANS.values():
        rows = [*plan["goals"], *plan["programmes"], *items_of(plan)]
        names = [row["title"] for row in rows]
        names += [row["name"] for row in plan["indicators"]] + [row["indicator"] for row in plan["results"]]
        assert max(len(text) for name in names for text in name.values()) <= 300
    notice = load(SAMPLE / "government.json")["notice"]
    assert len(notice["zh"]) <= 250
    assert len(notice["en"]) <= 300


@pytest.mark.parametrize(
    ("slug", "goals", "indicators", "weights", "items", "results"),
    [("rdec-2014", 8, 11, 70, 47, 11), ("rdec-2018", 3, 15, 50, 16, 0), ("rdec-2022", 7, 9, 0, 26, 0)],
)
def test_a_plan_has_all_its_rows_and_the_weights_of_its_source(
    slug: str, goals: int, indicators: int, weights: int, items: int, results: int
) -> None:
    plan = PLANS[slug]
    assert len(plan["goals"]) == goals
    assert len(plan["indicators"]) == indicators
    assert sum(i["weight"] or 0 for i in plan["indicators"]) == weights
    assert len(items_of(plan)) == items
    assert len(plan["results"]) == results


def test_the_indicators_of_a_goal_carry_its_weight() -> None:
    for plan in PLANS.values():
        for goal in plan["goals"]:
            own = [i["weight"] for i in plan["indicators"] if i["goal"] == goal["number"]]
            if goal["weight"] is not None:
                assert sum(own) == goal["weight"], (plan["slug"], goal["number"])
            else:
                assert set(own) <= {None}, (plan["slug"], goal["number"])


def test_rows_are_numbered_in_order_and_name_goals_that_exist() -> None:
    for plan in PLANS.values():
        for rows in ("goals", "indicators", "programmes"):
            assert [row["number"] for row in plan[rows]] == list(range(1, len(plan[rows]) + 1))
        goals = {goal["number"] for goal in plan["goals"]}
        assert {row["goal"] for row in [*plan["indicators"], *plan["results"]]} <= goals


def test_a_target_as_a_number_is_the_published_one() -> None:
    odd = {"3,420萬次": 34_200_000, "3月、7月及11月": 3, "1月及7月各一次": 2}
    for plan in PLANS.values():
        for row in [*plan["indicators"], *plan["results"]]:
            published = row["target"]["zh"]
            found = NUMBER.search(published)
            assert found
            expected = odd.get(published, Decimal(found.group().replace(",", "")))
            assert row["target_value"] == expected, published
            unit = row["target_unit"]
            assert published in odd or unit is None or published.endswith(unit["zh"]) or unit["zh"] in published


def test_a_result_that_is_no_figure_of_its_indicator_has_no_value() -> None:
    by_goal = {r["goal"]: r for r in PLANS["rdec-2014"]["results"] if r["goal"] != 8}
    assert by_goal[6]["target_value"] == 98
    assert by_goal[6]["actual_value"] is None
    assert "100%" in by_goal[6]["actual"]["zh"]
    last = PLANS["rdec-2014"]["results"][-1]
    assert (last["target_value"], last["actual_value"]) == (80, 81)
    assert "22" in last["actual"]["zh"]


def test_the_plan_without_a_city_says_so_in_its_title_summary_and_provenance() -> None:
    plan = PLANS["rdec-2018"]
    assert "他市" in plan["title"]["zh"]
    assert "another city" in plan["title"]["en"]
    for field in ("summary", "provenance"):
        assert re.search("未載明.*城市", plan[field]["zh"])
        assert "names no city" in plan[field]["en"]


def test_a_series_joins_rows_that_exist_once_each_and_never_two_governments() -> None:
    seen: set[tuple[str, str, int, str]] = set()
    for series in SERIES:
        assert all(text["zh"] and text["en"] for text in (series["name"], series["definition"], series["unit"]))
        assert len(series["members"]) > 1
        for member in series["members"]:
            plan = PLANS[member["plan"]]
            if member["kind"] == "indicator":
                assert member["year"] == plan["fiscal_year"]
                rows = [i for i in plan["indicators"] if i["name"]["zh"] == member["name"]]
            else:
                rows = [
                    r for r in plan["results"] if (r["indicator"]["zh"], r["year"]) == (member["name"], member["year"])
                ]
            assert len(rows) == 1, member
            assert (rows[0]["target_unit"] or {}).get("zh") == series["unit"]["zh"]
            key = (member["plan"], member["kind"], member["year"], member["name"])
            assert key not in seen
            seen.add(key)
        assert "rdec-2018" not in {member["plan"] for member in series["members"]}


def test_pages_have_addresses_of_their_own_under_parents_that_exist() -> None:
    slugs = [page["slug"] for page in PAGES]
    assert len(set(slugs)) == len(slugs) >= 12
    assert set(slugs) >= SPECIAL
    for page in PAGES:
        assert page["parent"] in ({None} if page["slug"] == "home" else {"home", "disclosures"})
        assert page["body"]
        for block in page["body"]:
            assert block["type"] in {"heading", "paragraph", "list", "quote"}
            assert isinstance(block["zh"], list) is (block["type"] == "list")
    assert len([page for page in PAGES if page["translated"] == ["zh"]]) == 2


def test_the_words_people_will_try_are_in_the_sample() -> None:
    everything = "\n".join(strings([PAGES, list(PLANS.values())]))
    for word in ("備忘錄", "陳情", "依限辦結率", "臺中市政府", "研考會", "performance indicator"):
        assert word in everything, word


def test_attachments_exist_are_small_and_one_word_is_only_in_them() -> None:
    named = {a["file"] for plan in PLANS.values() for a in plan["attachments"]}
    files = {path.name: path for path in (SAMPLE / "attachments").iterdir()}
    assert named == set(files)
    assert max(path.stat().st_size for path in files.values()) < 30_000
    everything = "\n".join(strings([PAGES, list(PLANS.values()), SERIES]))
    assert "校勘" not in everything


def test_agencies_have_unique_codes_names_and_aliases() -> None:
    assert len(AGENCIES) == 31
    assert [agency["order"] for agency in AGENCIES] == list(range(1, 32))
    codes = [agency["code"] for agency in AGENCIES]
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)
    names = [agency[key] for agency in AGENCIES for key in ("name_zh", "name_en")]
    names += [alias["text"] for agency in AGENCIES for alias in agency["aliases"]]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)
    assert {a["name_source"] for a in AGENCIES} <= {"official", "encyclopedia", "unverified"}
    known = {a["code"]: date.fromisoformat(a["valid_from"]) for a in AGENCIES if a["valid_from"]}
    assert known == {"digital-development": date(2025, 1, 1)}
    of_plans = {plan["agency"] for plan in PLANS.values() if "new_agency" not in plan}
    assert of_plans <= set(codes)
    for plan in PLANS.values():  # a source that names no city is not put down to this government's own agency
        assert plan.get("new_agency", {"code": plan["agency"]})["code"] == plan["agency"]


def test_the_ten_categories_of_article_7_are_there_in_order() -> None:
    categories = load(DATA / "categories_art7.json")
    assert [c["code"] for c in categories] == list(range(1, 11))
    assert all(c["name_zh"] and c["name_en"] for c in categories)


def test_what_is_not_known_of_the_government_stays_empty() -> None:
    government = load(SAMPLE / "government.json")
    assert government["address"] is None
    assert government["phone"] is None


def test_names_weights_and_targets_stand_in_the_source(documents: dict[str, str]) -> None:
    for slug in ("rdec-2014", "rdec-2018"):
        source = documents[slug].replace(",", "，")
        for row in PLANS[slug]["indicators"]:
            name = squeezed(f"{row['name']['zh']}({row['weight']}%)").replace(",", "，")
            assert name in source, name
            place = source.index(name)
            assert squeezed(row["target"]["zh"]).replace(",", "，") in source[place : place + 160], name
        for goal in PLANS[slug]["goals"]:
            title = squeezed(f"{goal['title']['zh']}({goal['weight']}%)").replace(",", "，")
            assert title in source, title
    for row in PLANS["rdec-2014"]["results"]:
        assert squeezed(row["indicator"]["zh"]) in documents["rdec-2014"]


def test_budgets_stand_in_the_source_after_their_programme(documents: dict[str, str]) -> None:
    source = documents["rdec-2018"]
    plans = PLANS["rdec-2018"]["programmes"]
    at = source.index("肆、")
    places = [source.index(squeezed(programme["title"]["zh"]), at) for programme in plans] + [len(source)]
    for programme, begin, end in zip(plans, places, places[1:], strict=False):
        (item,) = programme["items"]
        assert f"{item['budget_thousand']:,}" in source[begin:end], programme["title"]["zh"]
    assert sum(item["budget_thousand"] for item in items_of(PLANS["rdec-2018"])) == 95_184


def test_no_number_in_a_row_was_invented(documents: dict[str, str]) -> None:
    for slug, plan in PLANS.items():
        printed = numbers(documents[slug])
        for row in [*items_of(plan), *plan["results"], *plan["indicators"]]:
            for _, text in texts(row):
                assert numbers(squeezed(text["zh"])) <= printed, text["zh"]


def test_no_sentence_of_the_source_documents_is_in_the_sample(documents: dict[str, str]) -> None:
    source = "|".join(documents.values())
    for text in strings([PAGES, list(PLANS.values()), SERIES], without=NAMES_OF_THINGS):
        for run in HAN.findall(squeezed(text)):
            windows = (run[i : i + LONGEST_SHARED_RUN] for i in range(len(run) - LONGEST_SHARED_RUN + 1))
            assert not [window for window in windows if window in source], text
