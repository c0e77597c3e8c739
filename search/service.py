"""The one way to ask: with the portal's engine and the expansions of the moment."""

from collections.abc import Mapping
from functools import lru_cache

from search import registry
from search.analysis.query import Expander
from search.engine.base import Query, Results
from search.expansion import Group, make_expander


def find(
    text: str,
    locale: str,
    filters: Mapping[str, frozenset[str]] | None = None,
    offset: int = 0,
    limit: int = 10,
) -> Results:
    """Answers what a visitor typed. `locale` is a language code; `zh` stands for `zh-hant`."""
    return registry.get_engine().search(
        Query(text, normal_locale(locale), filters or {}, offset=offset, limit=limit, expand=expander())
    )


def normal_locale(locale: str) -> str:
    """The locale as documents name it: zh, zh-TW and zh_Hant are zh-hant."""
    code = locale.strip().lower().replace("_", "-")
    return "zh-hant" if code == "zh" or code.startswith(("zh-hant", "zh-tw")) else code


def expander() -> Expander:
    """Over all groups as they are now: a pair saved in another process works with the next query."""
    return _expander_of(registry.all_groups())


@lru_cache(maxsize=2)
def _expander_of(groups: tuple[Group, ...]) -> Expander:
    return make_expander(groups)
