"""Every engine of the portal goes through the same tests: add a name and a maker here."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search.engine import Engine, Page, Query, Results, SearchDocument
from search.engine.sqlite import SqliteEngine
from search.expansion import Group, make_expander

ENGINES: dict[str, Callable[[Path], Engine]] = {"sqlite": lambda folder: SqliteEngine(folder / "index.sqlite3")}

EXPAND = make_expander(
    [
        Group(("研究發展考核委員會", "研考會", "RDEC"), "agency"),
        Group(("計畫", "計劃")),
        Group(("合作備忘錄", "memorandum of understanding")),
    ]
)


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path) -> Engine:
    """An empty engine."""
    return ENGINES[request.param](tmp_path)


def document(id: str, title: str = "標題", **fields) -> SearchDocument:
    """A document in Chinese unless said otherwise."""
    return SearchDocument(**{"id": id, "locale": "zh-hant", "url": f"/{id}/", "title": title, "version": 1, **fields})


CITY = [
    document(
        "mou", "友好城市合作備忘錄", kind="mou", section="mou", agency_code="sec", agency_name="秘書處", year=2022,
        formats=("pdf",), body="雙方同意交流經驗，並於簽署後公開全文。", numbers=("府授秘字第1110055001號",),
        attachments=(
            Page("f1", "全文.pdf", 1, "本備忘錄以中英文各一份為憑。"),
            Page("f1", "全文.pdf", 2, "爭議以協商解\n決之。"),
        ),
    ),
    document(
        "plan103", "一百零三年施政計畫", kind="plan", section="plans", agency_code="rdec",
        agency_name="研究發展考核委員會", year=2014, formats=("odt", "pdf"), body="提升公文效率，人民陳情依限回復。",
    ),
    document(
        "plan111", "111年度施政計畫", kind="plan", section="plans", agency_code="rdec",
        agency_name="研究發展考核委員會", year=2022, formats=("odt",), body="推動開放資料，檢討陳情處理流程。",
    ),
    document(
        "tax", "地方稅網路申報說明", section="pages", agency_code="tax", agency_name="地方稅務局",
        body="線上申報的步驟。",
    ),
    document(
        "mou-en", "Memorandum of understanding with a sister city", locale="en", url="/en/mou/", kind="mou",
        section="mou", agency_code="sec", agency_name="Secretariat", year=2022, formats=("pdf",),
        body="The full text and its performance indicators are published.",
    ),
]  # fmt: skip


@pytest.fixture
def city(engine) -> Engine:
    """An engine with a handful of documents."""
    assert engine.index(CITY) == len(CITY)
    return engine


@pytest.fixture
def ask(city) -> Callable[..., Results]:
    """Asks in Chinese with expansions: ask("陳情", section={"plans"})."""

    def ask(text: str, locale: str = "zh-hant", offset: int = 0, limit: int = 10, **filters: set[str]) -> Results:
        chosen = {facet: frozenset(values) for facet, values in filters.items()}
        return city.search(Query(text, locale, chosen, offset=offset, limit=limit, expand=EXPAND))

    return ask


def ids(results: Results, tier: str = "exact") -> list[str]:
    return [hit.id for hit in results.hits if hit.tier == tier]


def counts(results: Results, facet: str) -> dict[str, int]:
    return {item.value: item.count for item in results.facets[facet]}
