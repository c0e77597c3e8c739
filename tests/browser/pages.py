"""The page types of the portal, by one address each; ``/en`` before it gives the English one."""

PUBLIC = {
    "home": "/",
    "government information": "/disclosures/",
    "list of plans": "/disclosures/plans/",
    "plan": "/disclosures/plans/rdec-2014/",
    "plan without translation": "/disclosures/plans/rdec-2022/",
    "indicators": "/disclosures/plans/indicators/",
    "indicator": "/disclosures/plans/indicators/petitions-in-time/",
    "plain page": "/about/",
    "site map": "/sitemap/",
    "search": "/search/",
    "search results": "/search/?q=%E9%99%B3%E6%83%85",
    "search without result": "/search/?q=%E9%8B%BC%E7%90%B4%E9%AF%A8%E9%AD%9A",
    "not found": "/no-such-page/",
}


def in_language(path: str, language: str) -> str:
    """The address in ``zh`` or ``en``."""
    return path if language == "zh" else "/en" + path
