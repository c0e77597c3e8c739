"""``manage.py import_plan``: what it prints, what it makes, how it refuses."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from disclosures.models import Agency
from disclosures.plans import importing
from disclosures.plans.models import AnnualPlanPage, PlanImport
from tests import factories
from tests.disclosures.plans.reading.documents import GOALS_107, INDICATORS_103, document
from tests.disclosures.plans.reading.makers import H, P, T, make

pytestmark = pytest.mark.django_db

PLAN = [
    P("研究發展考核委員會103年度施政計畫"),
    H(1, "壹、前言"),
    P("本會推動行政革新。"),
    H(1, "貳、衡量指標"),
    T(
        [
            ["策略目標", "衡量指標", "衡量標準", "103年度目標值"],
            ["一、提升效率(10%)", "公文依限辦結率(10%)", "(辦結/總數)*100%", "97%"],
        ]
    ),
]
KEYS = ["fiscal_year", "roc_year", "agency", "goals", "indicators", "results", "programmes", "problems", "unplaced"]


def plan_file(folder: Path, content=PLAN, name: str = "plan.docx") -> Path:
    return make(content, folder / name)


def run(*args: object) -> str:
    out = StringIO()
    call_command("import_plan", *map(str, args), stdout=out)
    return out.getvalue()


def refusal(*args: object) -> str:
    with pytest.raises(CommandError) as error:
        run(*args)
    return str(error.value)


@pytest.mark.parametrize("name", ["plan.docx", "plan.odt", "plan.pdf", "plan.txt"])
def test_a_dry_run_prints_one_object_and_changes_nothing(tmp_path, name):
    said = json.loads(run(plan_file(tmp_path, name=name), "--dry-run", "--json"))
    assert set(KEYS) <= set(said)
    assert (said["fiscal_year"], said["roc_year"]) == (2014, 103)
    assert not PlanImport.objects.exists()
    assert not AnnualPlanPage.objects.exists()


def test_a_dry_run_only_reads_from_the_database(tmp_path, django_assert_max_num_queries):
    path = plan_file(tmp_path)
    with django_assert_max_num_queries(5) as asked:
        run(path, "--dry-run", "--json")
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_the_object_names_every_figure_of_the_document(tmp_path):
    [row] = json.loads(run(plan_file(tmp_path), "--dry-run", "--json"))["indicators"]
    assert row["name"] == "公文依限辦結率"
    assert (row["goal"], row["weight"], row["target"], row["target_value"], row["target_unit"]) == (
        1,
        10,
        "97%",
        97,
        "%",
    )


def test_without_json_a_dry_run_is_a_summary_for_people(tmp_path):
    said = run(plan_file(tmp_path), "--dry-run", "--language", "en")
    assert "Indicators: 1" in said
    assert "Fiscal year: 103 (2014)" in said


def test_json_without_a_dry_run_is_refused(tmp_path):
    assert "--dry-run" in refusal(plan_file(tmp_path), "--json", "--language", "en")


def test_importing_makes_a_draft_and_says_where(tmp_path):
    factories.agency()
    factories.plans_page()
    said = run(plan_file(tmp_path), "--language", "en")
    page = AnnualPlanPage.objects.get(alias_of=None)
    assert f"/desk/pages/{page.pk}/edit/" in said
    assert not page.live
    assert (page.agency.code, page.fiscal_year, page.indicators.count()) == ("rdec", 2014, 1)


def test_importing_twice_finds_the_plan(tmp_path):
    factories.agency()
    factories.plans_page()
    path = plan_file(tmp_path)
    run(path)
    assert "imported before" in run(path, "--language", "en")
    assert AnnualPlanPage.objects.filter(alias_of=None).count() == 1


def test_another_document_for_the_same_plan_is_refused_and_named(tmp_path):
    factories.agency()
    factories.plans_page()
    run(plan_file(tmp_path))
    said = refusal(plan_file(tmp_path, name="plan.odt"), "--language", "en")
    assert "研究發展考核委員會103年度施政計畫" in said
    assert PlanImport.objects.count() == 1


def test_an_unknown_agency_is_asked_for_with_those_that_are_like_it(tmp_path):
    factories.plans_page()
    Agency.objects.create(code="research", name_zh="研究發展處", name_en="Research Office")
    said = refusal(plan_file(tmp_path), "--language", "en")
    assert "研究發展考核委員會" in said
    assert "--agency" in said
    assert "research" in said
    assert not AnnualPlanPage.objects.exists()


def test_a_wrong_agency_code_is_refused_in_the_readers_language(tmp_path):
    factories.plans_page()
    factories.agency()
    assert "nobody" in refusal(plan_file(tmp_path), "--agency", "nobody", "--language", "en")


def test_an_empty_register_of_agencies_says_what_to_run(tmp_path):
    factories.plans_page()
    assert "load_agencies" in refusal(plan_file(tmp_path), "--language", "en")


def test_agency_and_year_can_be_given(tmp_path):
    factories.plans_page()
    factories.agency("civil-affairs")
    content = [P("施政計畫"), H(1, "壹、前言"), P("內文一段，沒有年度也沒有機關。")]
    run(plan_file(tmp_path, content), "--agency", "civil-affairs", "--year", "104")
    page = AnnualPlanPage.objects.get(alias_of=None)
    assert (page.agency.code, page.fiscal_year) == ("civil-affairs", 2015)


def test_a_missing_year_is_asked_for(tmp_path):
    factories.plans_page()
    factories.agency()
    content = [P("研究發展考核委員會施政計畫"), H(1, "壹、前言"), P("內文一段，沒有寫年度。")]
    assert "--year" in refusal(plan_file(tmp_path, content), "--language", "en")
    assert "500" in refusal(plan_file(tmp_path, content), "--year", "500", "--language", "en")


def test_without_a_list_of_plans_nothing_is_made(tmp_path):
    factories.site()
    factories.agency()
    assert "list of annual plans" in refusal(plan_file(tmp_path), "--language", "en")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("blank.txt", b"   \n"),
        ("text.docx", b"this is no archive"),
        ("plan.xyz", b"anything"),
        ("broken.odt", b"PK\x03\x04 and then nothing"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence_and_in_both_languages(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    english, chinese = refusal(path, "--language", "en"), refusal(path, "--language", "zh-hant")
    assert str(path) in english
    assert english.isascii() or "“" in english
    assert "檔" in chinese or "文件" in chinese
    assert "Traceback" not in english


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    assert "no such file" in refusal(tmp_path / "nothing.odt", "--language", "en")


def test_the_real_plan_of_103_becomes_a_draft_with_all_its_rows():
    factories.agency()
    factories.plans_page()
    run(document("plan-103-taichung-rdec.docx"), "--agency", "rdec")
    page = AnnualPlanPage.objects.get(alias_of=None)
    assert [(i.name, i.target) for i in page.indicators.all()] == [(row[1], row[5]) for row in INDICATORS_103]
    assert (page.goals.count(), page.results.count(), page.programmes.count()) == (8, 11, 5)
    page.full_clean()


def test_the_real_plan_of_107_keeps_its_budgets_in_thousands():
    factories.agency()
    factories.plans_page()
    run(document("plan-107-rdec.odt"), "--agency", "rdec")
    page = AnnualPlanPage.objects.get(alias_of=None)
    assert [(g.number, g.title, g.weight) for g in page.goals.all()] == GOALS_107
    assert sum(item.budget_thousand or 0 for item in page.programme_items.all()) == 95_184
    assert page.programmes.count() == 16


def test_a_reader_that_fails_is_logged_and_said_in_one_sentence(tmp_path, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise RuntimeError("the reader stopped: something unforeseen")

    monkeypatch.setattr(importing, "read_plan_guarded", broken)
    assert "tell the operator" in refusal(plan_file(tmp_path), "--language", "en")
    assert "something unforeseen" in caplog.text
