"""The frame of every page: languages, addresses for machines, the error pages, and nothing that the policy forbids."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string

from home.models import TextPage
from home.translating import translate_page
from tests import factories

INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*(?:src=|application/ld\+json))", re.IGNORECASE
)
VOID = {"meta", "link", "input", "img", "br", "hr", "use", "path", "circle", "line", "rect"}


class Nesting(HTMLParser):
    """Notes closing tags that close nothing, and ids that occur twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        name = dict(attrs).get("id")
        if name in self.ids:
            self.faults.append(f"id {name} twice")
        if name:
            self.ids.add(name)

    def handle_startendtag(self, tag, attrs):
        return

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


def faults(html: str) -> list[str]:
    parser = Nesting()
    parser.feed(html)
    return parser.faults + [f"<{tag}> stays open" for tag in parser.open]


def head_links(html: str, rel: str) -> dict[str, str]:
    """Addresses of ``<link rel=…>`` by hreflang (or ``""``)."""
    found = {}
    for tag in re.findall(r"<link[^>]*>", html):
        values = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if values.get("rel") == rel and "type" not in values:
            found[values.get("hreflang", "")] = values["href"]
    return found


def in_english(page):
    """The page at its English address: a mirror, until :func:`translate` was called."""
    return type(page).objects.get(translation_key=page.translation_key, locale=factories.english())


def translate(page):
    """Publishes a real translation."""
    translate_page(page, factories.english(), {page.title: "Sample plan", page.summary: "A summary."})
    return in_english(page)


@pytest.fixture
def plan(db):
    return factories.plan(title="範例施政計畫")


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_page_without_translation_announces_no_other_language(client, plan):
    html = get(client, plan.url)
    assert head_links(html, "alternate") == {}
    assert head_links(html, "canonical") == {"": f"http://testserver{plan.url}"}


def test_a_mirror_of_an_untranslated_page_points_to_its_source_and_announces_nothing(client, plan):
    alias = in_english(plan)
    html = get(client, alias.url)
    assert head_links(html, "canonical") == {"": f"http://testserver{plan.url}"}
    assert head_links(html, "alternate") == {}
    assert head_links(get(client, plan.url), "alternate") == {}


def test_real_translations_announce_each_other_and_the_chinese_page_as_default(client, plan):
    translation = translate(plan)
    expected = {
        "zh-Hant-TW": f"http://testserver{plan.url}",
        "en": f"http://testserver{translation.url}",
        "x-default": f"http://testserver{plan.url}",
    }
    for page in (plan, translation):
        html = get(client, page.url + "?sort=weight")
        assert head_links(html, "alternate") == expected
        assert head_links(html, "canonical") == {"": f"http://testserver{page.url}"}


def test_an_untranslated_page_shows_chinese_words_marked_as_such_under_an_english_notice(client, plan):
    html = get(client, in_english(plan).url)
    assert '<html lang="en">' in html
    assert '<h1 lang="zh-Hant-TW">範例施政計畫</h1>' in html
    assert "has not been translated" in html


def test_a_translation_whose_source_moved_on_says_so(client, plan):
    translation = translate(plan)
    assert "notice-moved-on" not in get(client, translation.url)
    plan.summary = "新的摘要。"
    plan.save_revision().publish()
    assert "notice-moved-on" in get(client, translation.url)


def test_the_language_switch_keeps_the_page_and_the_query(client, plan):
    translation = translate(plan)
    html = get(client, plan.url + "?sort=-weight")
    assert f'href="{translation.url}?sort=-weight"' in html


def test_dublin_core_says_what_is_known_and_leaves_out_what_is_not(client, plan):
    html = get(client, plan.url)
    assert '<meta name="DC.Title" content="範例施政計畫">' in html
    assert '<meta name="DC.Creator" content="研究發展考核委員會">' in html
    assert "DC.Source" not in html
    assert "Category.Theme" not in html
    assert not re.search(r'<meta name="DC\.\w+" content="(None)?">', html)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_is_well_formed_and_needs_no_inline_code(client, plan, prefix):
    parent = plan.get_parent().specific
    translate(plan)
    paths = [
        "/",
        "/disclosures/",
        parent.url,
        plan.url,
        f"{parent.url}indicators/",
        "/sitemap/",
        "/search/",
        "/search/?q=x",
    ]
    for path in paths:
        html = get(client, prefix + path)
        assert not INLINE.search(html), path
        assert faults(html) == [], path
        assert html.count("<h1") == 1, path
        assert not re.search(r"\{[{%]|>None<", html), path
        levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
        assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False)), (path, levels)


def test_a_plan_shows_targets_beside_results_and_links_its_twins(client, plan):
    html = get(client, plan.url)
    assert "達成率96%" in html
    assert "1 = " in html.split('id="indicators"')[1]  # what the code of the assessment system means
    assert "icons/sprite.svg#above" in html
    for name in ("index.json", "indicators.csv", "indicators.ods", "indicators.xlsx", "results.csv", "programmes.csv"):
        assert f'href="{plan.url}{name}"' in html
        assert client.get(plan.url + name).status_code == 200


def test_a_plan_without_rows_says_what_is_missing(client, db):
    html = get(client, factories.plan(rows=False).url)
    assert html.count('class="empty"') == 2


def test_the_headings_of_the_indicator_table_sort_it_both_ways(client, plan):
    html = get(client, plan.url + "?sort=weight")
    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-weight#indicators"' in html
    table = get(client, plan.url + "?sort=-weight").split('id="indicators"')[1]
    assert table.index("服務滿意度") < table.index("公文依限辦結率")


def test_a_long_plain_page_has_contents_that_lead_somewhere(client, db):
    body = [pair for n in range(3) for pair in (("heading", f"第{n}節"), ("text", "<p>內容</p>"))]
    page = factories.published(factories.site(), TextPage(title="長文", slug="long", body=body))
    html = get(client, page.url)
    targets = re.findall(r'href="#(part-[^"]+)"', html)
    assert len(targets) == 3
    assert all(f'id="{target}"' in html for target in targets)


@pytest.mark.parametrize(("path", "words"), [("/no-such-page/", "/sitemap/"), ("/en/no-such-page/", "Page not found")])
def test_a_wrong_address_gets_a_way_on_in_the_language_of_the_address(client, db, path, words):
    factories.site()
    response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 404
    assert words in html
    assert 'type="search"' in html
    assert f'<html lang="{"en" if path.startswith("/en") else "zh-Hant-TW"}">' in html
    assert faults(html) == []


@pytest.mark.parametrize("english", [True, False])
def test_the_page_for_our_own_errors_needs_neither_database_nor_request(english, django_assert_num_queries):
    html = render_to_string("500.html", {"english": english})
    assert f'lang="{"en" if english else "zh-Hant-TW"}"' in html
    assert faults(html) == []
    assert not INLINE.search(html)


def test_access_keys_are_unique_and_lead_to_the_regions(client, plan):
    html = get(client, plan.url)
    keys = re.findall(r'accesskey="(\w)"', html)
    assert sorted(keys) == ["C", "H", "S", "U", "Z"]
    assert all(f'id="{key}"' in html for key in "UCSZ")


def test_the_number_of_queries_does_not_grow_with_the_rows_of_a_list(client, db, django_assert_max_num_queries):
    parent = factories.plans_page()
    factories.plan()
    get(client, parent.url)
    for _ in range(6):
        factories.plan()
    with django_assert_max_num_queries(25):
        get(client, parent.url)


def test_home_and_plan_need_few_queries_in_both_languages(client, plan, django_assert_max_num_queries):
    for prefix in ("", "/en"):
        for path in ("/", plan.url):
            get(client, prefix + path)
            with django_assert_max_num_queries(25):
                get(client, prefix + path)


def test_the_navigation_holds_the_menu_and_the_footer_of_the_readers_language(client, plan):
    factories.text_page(title="隱私權政策", in_footer=True, slug="privacy")
    for path in (plan.url, "/sitemap/"):
        header, footer = get(client, path).split("<main")[0], get(client, path).split("</main>")[1]
        assert "年度施政計畫" in header
        assert "隱私權政策" not in header
        assert 'href="/privacy/"' in footer
    english = get(client, "/en/sitemap/").split("</main>")[1]
    assert 'href="/en/privacy/"' in english
    assert 'lang="zh-Hant-TW">隱私權政策' in english


def test_the_preview_of_a_draft_says_that_the_public_does_not_see_it(db):
    draft = factories.plan(live=False)
    new = TextPage(title="新頁", slug="new", body=[("text", "<p>內容</p>")], locale=draft.locale)
    new.set_url_path(factories.site())
    for page in (draft, new):
        response = page.make_preview_request()
        html = response.content.decode()
        assert response.status_code == 200
        assert "notice-draft" in html
        assert faults(html) == []
