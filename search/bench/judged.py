"""The graded set: queries by kind with the passages that answer them (3: the one meant … 1: touches on it).

What a visitor does to a query (another script, another counting of years, a wrong character …) is done mechanically to
the plain queries, so the grades stay the same.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from opencc import OpenCC

from search.bench.passages import AGENCIES, EN, ZH
from search.bench.synthetic import documents as synthetic_documents
from search.engine.base import SearchDocument
from search.expansion import ROC_OFFSET, Group, han_number

DISTRACTORS = 2000


class Judged(NamedTuple):
    """A query, its kind, and the grade of every passage that answers it; no grades: there is no answer."""

    kind: str
    text: str
    locale: str
    grades: dict[str, int]


# query | passage and grade, …
EXACT = """
等候時間|hotline 3
依限辦結率|document_speed 3
人民陳情案件|petition 3
承辦單位應於六日內答復|petition_rule 3
友好城市|mou 3
意向書|mou_rule 3
衡量指標|plan103 3
跨局處合作平臺|plan107 3
金標章|plan111 3
目錄彙送|archive 3
議會決議案|council_reply 3
總質詢|interpellation 3
出國報告追蹤|overseas 3
更新頻率|opendata 3
市民帳號|digital 3
共享自習空間|youth 3
智慧停車|innovation 3
總預算案|budget 3
統計年報|account_report 3
終身學習時數|personnel 3
採購稽核|ethics 3
里鄰活動中心|civil 3
戶籍謄本|household 3
市有財產|finance 3
差別稅率|tax 3
公立幼兒園|education 3
食材來源|lunch 3
產業園區|economy 3
攤商|market 3
人孔蓋|road 3
節能路燈|lamp 3, innovation 2
認養辦法|park 3
立體停車場|parking 3
行人庇護島|safety 3
增設電梯|urban 3
社會住宅|housing 3, finance 2
側溝清淤|water 3
淹水感測器|flood 3
天然災害救助|farm 3
接駁專車|tourism 3
日間照顧中心|social 3
托育人員|childcare 3
勞動檢查|labour 3
酒駕|police 3
火災警報器|fire 3
疫苗接種|health 3
食品安全稽查|food 3
細懸浮微粒|air 3
焚化底渣|waste 3
古蹟修復|culture 3
還書箱|library 3
地籍圖重測|land 3
自治條例|legal 3
手語與字幕|news 3
運動中心|sport 3
捷運藍線|metro 3
客語|hakka 3
宿舍群|culture 3
平臺查詢|lunch 3
臺中與姊妹市|mou 3
為民服務流程|plan103 3
族語認證|indigenous 3
"""
TOPIC = """
陳情|petition 3, petition_rule 3
備忘錄|mou 3, mou_rule 3
施政計畫|plan103 3, plan107 3, plan111 3
公文|document_speed 3, plan103 1
停車|parking 3, innovation 1
開放資料|opendata 3, plan111 2
疫苗|health 3
路燈|lamp 3, innovation 2
青年|youth 3, plan107 1
補助|civil 2, urban 3, fire 3
托育|childcare 3, finance 1
捷運|metro 3, library 1
檢討 路線|bus 3
簽署 全文|mou 3
長照 經驗|mou 3
檔案 清查|archive 3
"""
YEARS = """
103年度施政計畫|plan103 3
107年度施政計畫|plan107 3
111年度施政計畫|plan111 3
111年度人民陳情|petition 3
"""
NAMES = """
研究發展考核委員會 出國報告|overseas 3, plan111 1
數位發展局 線上申辦|digital 3
環境保護局 垃圾減量|waste 3
觀光旅遊局 交通管制|tourism 3
客家事務委員會 教學|hakka 3
原住民族事務委員會 講師|indigenous 3
都市發展局 租金|housing 3
地方稅務局 空置房屋|tax 3
"""
LATIN = """
MOU|mou 3, mou_rule 2
MOU 全文|mou 3, mou_rule 2
103年|plan103 3
111年|plan111 2, petition 2, mou 1
"""
RUN_TOGETHER = """
陳情案件逾期原因|petition 3
公文效率檢討|plan103 3
公園企業認養|park 3
房屋稅自住稅率|tax 3
側溝汛期清淤|water 3
公車免費檢討|bus 3
社會住宅租金分級|housing 3
資料集應用程式介面|opendata 3
議員質詢書面補充|interpellation 3
藍線環境影響評估|metro 3
"""
ENGLISH = """
performance indicator|indicator-en 3
petitions|petition-en 3
memorandum of understanding|mou-en 3
sister cities|mou-en 3
annual plan|plan-en 3, indicator-en 1
council resolution|council-en 3
dataset|opendata-en 3
free bus ride|bus-en 3
flood sensor|flood-en 3
air quality|air-en 3
social housing|housing-en 3
blue line|metro-en 3
library books|library-en 3
Research, Development and Evaluation Commission petitions|petition-en 3
RDEC overseas trips|plan-en 3
"""
NO_ANSWER = """
量子糾纏
北極熊
股票當沖
火星探測
足球世界盃
咖啡烘焙
潛水艇
古典吉他
恐龍化石
太空電梯
葡萄酒莊
冰上曲棍球
加密貨幣挖礦
鋼琴調音
珊瑚產卵
電競選手
馬拉松配速
滑雪度假
塔羅牌
寵物美容
"""
# What stands in the query → what the text has in its place; a visitor types the left.
VARIANTS = str.maketrans({"臺": "台", "群": "羣", "衛": "衞", "裡": "裏", "為": "爲", "峰": "峯", "污": "汙"})
WRONG = "東水木火山石田心"


def documents() -> Iterator[SearchDocument]:
    """The passages, and documents that are only in the way."""
    for locale, source in (("zh-hant", ZH), ("en", EN)):
        for line in source.splitlines():
            name, agency, year, title, body = line.split("|")
            names = AGENCIES[agency]
            yield SearchDocument(
                id=name,
                locale=locale,
                url=f"/{name}/",
                title=title,
                body=body,
                kind="passage",
                section="passages",
                agency_code=agency,
                agency_name=names[0] if locale == "zh-hant" else names[1],
                year=int(year),
                version=1,
            )
    yield from synthetic_documents(DISTRACTORS)


def groups() -> list[Group]:
    """The expansions that a portal of this city would have."""
    pairs = [("計畫", "計劃"), ("合作備忘錄", "MOU"), ("備忘錄", "MOU")]
    return [Group(names, "agency") for names in AGENCIES.values()] + [Group(pair) for pair in pairs]


def queries() -> list[Judged]:
    """All graded queries, the mechanical variants included."""
    plain = list(_read("exact phrase", EXACT))
    topics = list(_read("topic", TOPIC))
    years = list(_read("ROC year", YEARS))
    names = list(_read("agency and word", NAMES))
    latin = list(_read("Latin and digits", LATIN))
    simplify = OpenCC("tw2s").convert
    chinese = [*plain, *topics]
    found = [*plain, *topics, *years, *names, *latin]
    found += _varied("臺/台 and variants", [*plain, *years], lambda text: text.translate(VARIANTS))
    found += _varied("Simplified", chinese, simplify)
    found += _varied("full width", latin, _full_width)
    found += _varied("Gregorian year", [*years, *latin], _gregorian)
    found += _varied("Han numerals", [*years, *latin], _han_numerals)
    found += _varied("short name", names, _short_name)
    found += _varied("計劃", [*topics, *years], lambda text: text.replace("計畫", "計劃"))
    found += _varied("spacing", plain, lambda text: f"{text[:2]} {text[2:]}" if len(text) > 3 else text)
    found += _varied("one wrong character", [q for q in plain if len(q.text) >= 4], _misspelt)
    found += _read("run together", RUN_TOGETHER)
    found += _read("English", ENGLISH, "en")
    found += [Judged("no answer", text, "zh-hant", {}) for text in NO_ANSWER.split()]
    return found


def _read(kind: str, source: str, locale: str = "zh-hant") -> Iterator[Judged]:
    for line in source.strip().splitlines():
        text, _, graded = line.partition("|")
        grades = dict(item.strip().split() for item in graded.split(","))
        yield Judged(kind, text, locale, {name: int(grade) for name, grade in grades.items()})


def _varied(kind: str, base: list[Judged], change: Callable[[str], str]) -> list[Judged]:
    varied = [query._replace(kind=kind, text=change(query.text)) for query in base]
    return [new for new, old in zip(varied, base, strict=True) if new.text != old.text]


def _full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _year_replaced(text: str, write: Callable[[int], object]) -> str:
    digits, year, rest = text.partition("年")
    return f"{write(int(digits))}{year}{rest}" if digits.isdigit() and year else text


def _gregorian(text: str) -> str:
    return _year_replaced(text, lambda roc: roc + ROC_OFFSET)


def _han_numerals(text: str) -> str:
    return _year_replaced(text, han_number)


def _short_name(text: str) -> str:
    for names in AGENCIES.values():
        if len(names) > 2:
            text = text.replace(names[0], names[2])
    return text


def _misspelt(text: str) -> str:
    place = len(text) // 2
    wrong = WRONG[sum(map(ord, text)) % len(WRONG)]
    return text[:place] + wrong + text[place + 1 :]
