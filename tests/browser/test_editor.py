"""What editors and reviewers do at the desk: import, check, send for review, publish, translate; the public sees it."""

from __future__ import annotations

import json
import time
import urllib.parse
import urllib.request
from pathlib import Path

import docx
import pytest

PLAN = {
    "title": "臺中市政府消防局120年度施政計畫",
    "goal": "縮短到場時間(30%)",
    "indicator": "火警到場五分鐘達成率(30%)",
    "formula": "(五分鐘內到場件數/總件數)*100%",
    "target": "91%",
}


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A small plan of our own, as an agency would send it."""
    made = docx.Document()
    made.add_heading(PLAN["title"], 1)
    made.add_heading("壹、年度施政目標", 2)
    made.add_heading("一、縮短到場時間", 3)
    made.add_paragraph("調整分隊轄區，縮短火警到場所需時間。")
    made.add_heading("貳、衡量指標", 2)
    table = made.add_table(rows=0, cols=5)
    for cells in (
        ["策略績效目標", "衡量指標", "評估方式", "衡量標準", "120年度目標值"],
        [f"一、{PLAN['goal']}", PLAN["indicator"], "統計數據", PLAN["formula"], PLAN["target"]],
    ):
        row = table.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    place = tmp_path / "fire-120.docx"
    made.save(place)
    return place


def found(demo, query: str, prefix: str = "") -> str:
    with urllib.request.urlopen(
        f"{demo.address}{prefix}/search/?" + urllib.parse.urlencode({"q": query}), timeout=30
    ) as answer:
        return answer.read().decode().split("<main", 1)[1]


def wait_until(condition, seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.3)


def test_a_document_becomes_a_draft_is_reviewed_published_and_found(visitor, demo, document):
    editor = visitor(locale="en-GB")
    editor.log_in("editor")
    desk = editor.visit("/desk/plans/import/")
    desk.set_input_files("input[type=file]", document)
    desk.click("main button[type=submit]")
    desk.wait_for_url("**/desk/plans/import/*/")
    preview = desk.locator("main").inner_text()
    for text in (PLAN["formula"], PLAN["target"], "縮短到場時間", "火警到場五分鐘達成率"):
        assert text in preview
    desk.click("button[form=save-plan]")
    desk.wait_for_url("**/desk/pages/*/edit/")
    number = desk.url.rstrip("/").split("/")[-2]
    assert "消防局" in desk.locator("body").inner_text()
    assert "/disclosures/plans/fire-2031/" not in found(demo, "火警到場五分鐘達成率")

    desk.click("[data-w-dropdown-target=toggle] >> nth=-1")
    desk.click("[name=action-submit]")
    desk.wait_for_url(lambda address: "/edit/" not in address or "submit" in address)

    reviewer = visitor(locale="en-GB")
    reviewer.log_in("reviewer")
    review = reviewer.visit(f"/desk/pages/{number}/edit/")
    review.evaluate("document.querySelector('[data-workflow-action-name=approve]').click()")
    review.wait_for_load_state()
    wait_until(lambda: "/disclosures/plans/fire-2031/" in found(demo, "火警到場五分鐘達成率"))

    citizen = visitor()
    page = citizen.visit("/disclosures/plans/fire-2031/")
    assert PLAN["formula"] in page.locator("main").inner_text()
    english = citizen.visit("/en/disclosures/plans/fire-2031/")
    assert english.locator("main [lang=zh-Hant-TW]").count() > 0


def test_a_damaged_document_is_refused_with_a_sentence_and_nothing_is_saved(visitor, tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing else")
    someone = visitor(locale="en-GB")
    someone.log_in("editor")
    desk = someone.visit("/desk/plans/import/")
    desk.set_input_files("input[type=file]", broken)
    desk.click("main button[type=submit]")
    assert desk.url.endswith("/desk/plans/import/")
    assert desk.locator(".error-message, .messages .error").count() > 0


def test_the_desk_has_no_complaint_about_the_policy_where_people_write(visitor):
    someone = visitor()
    someone.log_in("admin")
    desk = someone.page
    for path in ("/desk/", "/desk/pages/", "/desk/plans/import/", "/desk/reports/", "/desk/users/", "/desk/documents/"):
        someone.visit(path)
    desk.wait_for_timeout(300)
    assert [said for said in someone.complaints if "script" in said and "Content Security Policy" in said] == []


def test_editing_a_plan_adds_a_row_and_chooses_a_file_under_the_policy(visitor, demo):
    someone = visitor()
    someone.log_in("admin")
    desk = someone.visit(f"/desk/pages/{page_number(demo, '/disclosures/plans/rdec-2014/')}/edit/")
    before = desk.locator("[data-inline-panel-child]").count()
    desk.evaluate("document.getElementById('id_goals-ADD').click()")
    assert desk.locator("[data-inline-panel-child]").count() == before + 1
    desk.evaluate("document.getElementById('id_attachments-ADD').click()")
    desk.evaluate("[...document.querySelectorAll('[data-chooser-action-choose]')].pop().click()")
    desk.wait_for_selector(".modal-dialog", state="visible")
    assert [said for said in someone.complaints if "script" in said and "Content Security Policy" in said] == []


def page_number(demo, path: str) -> int:
    """The number of the page at an address, as its twin says."""
    with urllib.request.urlopen(f"{demo.address}{path}index.json", timeout=30) as answer:
        return int(json.load(answer)["id"].split(":")[1])


def test_the_desk_finds_pages_by_chinese_words(visitor):
    someone = visitor()
    someone.log_in("admin")
    desk = someone.visit("/desk/pages/search/?" + urllib.parse.urlencode({"q": "施政"}))
    assert "103年度施政計畫" in desk.locator("main").inner_text()


def test_the_translation_editor_opens_translates_and_says_when_the_source_moved_on(visitor, demo):
    someone = visitor()
    someone.log_in("admin")
    number = page_number(demo, "/disclosures/plans/rdec-2014/")
    desk = someone.visit("/en/disclosures/plans/rdec-2014/")
    english = page_number(demo, "/en/disclosures/plans/rdec-2014/")
    desk = someone.visit(f"/desk/pages/{english}/edit/")
    desk.wait_for_selector("text=Petitions", timeout=15_000)
    assert [said for said in someone.complaints if "JUIaE" in said] == []

    desk = someone.visit(f"/desk/pages/{number}/edit/")
    desk.fill("[name=summary]", "研考會103年度計畫的新摘要。")
    desk.evaluate("document.querySelector('[name=action-publish]').click()")
    desk.wait_for_url("**/desk/pages/*/")
    page = someone.visit("/en/disclosures/plans/rdec-2014/")
    assert page.locator("main .notice, main [class*=notice]").count() > 0
