"""Documents without meaning but with the shape of real ones: lengths, word frequencies, facets, attachments.

The words are everyday words of a city hall; a few occur in nearly every document, most in few, as in real text.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime

from search.engine.base import Page, SearchDocument

COMMON = "公開"
ZH_WORDS = """
公開 業務 計畫 辦理 市民 服務 推動 管理 執行 機關 提升 加強 建立 資訊 進行 檢討 工程 年度 相關 規劃 改善 績效
評估 追蹤 會議 環境 安全 道路 交通 教育 文化 社會 福利 衛生 醫療 消防 警察 勞工 農業 觀光 水利 建設 都市 發展
經濟 財政 稅務 地政 法制 人事 主計 政風 新聞 客家 原民 運動 數位 捷運 秘書 民政 研考 陳情 案件 時效 依限 結案
滿意 調查 統計 報告 公文 檔案 電話 信箱 專線 預算 決算 採購 契約 補助 經費 標準 程序 流程 簡化 創新 獎勵 考核
訓練 講習 宣導 活動 展覽 圖書 學校 學生 教師 課程 校園 家長 長者 兒童 青年 婦女 身障 照顧 托育 長照 據點 志工
社區 鄰里 公所 戶政 登記 土地 測量 地籍 建築 執照 違建 公園 綠地 路樹 路燈 人行 自行 公車 停車 號誌 標線 事故
防制 酒駕 稽查 取締 空污 水質 噪音 廢棄 回收 垃圾 焚化 河川 排水 下水 防洪 抽水 滯洪 堤防 雨量 颱風 地震 演練
避難 收容 救護 火災 防火 檢查 食品 藥物 疫苗 傳染 防疫 門診 健檢 菸害 毒品 心理 自殺 就業 職訓 勞檢 工會 產業
招商 園區 市場 攤販 夜市 節慶 旅宿 步道 溫泉 景點 農產 漁港 畜牧 休耕 有機 補給 博物 美術 表演 古蹟 遺址 族語
部落 義民
""".split()  # noqa: SIM905
EN_WORDS = """
the of and to in city plan public information service project agency
bureau commission report budget result target indicator performance review council resolution follow
citizen petition case deadline evaluation research development memorandum understanding cooperation agreement disclosure
data open dataset quality standard road traffic safety environment water drainage flood
school student teacher library museum culture festival tourism farm market industry labour
training health clinic vaccine elderly child care community district household land survey
building permit park tree lamp bus parking signal
""".split()  # noqa: SIM905
AGENCIES = [f"A{number:02d}" for number in range(31)]
SECTIONS = ["plans", "mou", "council", "digests", "opendata"]
FORMATS = ["pdf", "odt", "ods", "csv", "docx"]


def documents(count: int, seed: int = 20) -> Iterator[SearchDocument]:
    """`count` documents, about 3.7 KB each: four of five in Chinese, one in ten with an attachment of two pages."""
    rng = random.Random(seed)  # noqa: S311
    zh_weights = [1 / (rank + 2) ** 0.7 for rank in range(len(ZH_WORDS))]
    en_weights = [1 / (rank + 1) ** 0.6 for rank in range(len(EN_WORDS))]

    def zh(words: int) -> str:
        picked = rng.choices(ZH_WORDS, zh_weights, k=words)
        return "。".join("".join(picked[i : i + 7]) for i in range(0, words, 7)) + "。"

    def en(words: int) -> str:
        picked = rng.choices(EN_WORDS, en_weights, k=words)
        return ". ".join(" ".join(picked[i : i + 12]).capitalize() for i in range(0, words, 12)) + "."

    for number in range(count):
        chinese = number % 5 != 4
        year = 2014 + rng.randrange(12)
        agency = rng.choice(AGENCIES)
        formats = tuple(rng.sample(FORMATS, rng.randrange(3)))
        say = zh if chinese else en
        pages = tuple(Page(f"f{number}", "附件" if chinese else "Annex", page, say(250)) for page in (1, 2))
        yield SearchDocument(
            id=f"synthetic:{number}",
            locale="zh-hant" if chinese else "en",
            url=f"/{'' if chinese else 'en/'}synthetic/{number}/",
            title=f"{year - 1911}年度{zh(5)}" if chinese else f"{en(6)} {year}",
            kind="record",
            section=rng.choice(SECTIONS),
            agency_code=agency,
            agency_name=f"第{agency}機關" if chinese else f"Agency {agency}",
            year=year,
            formats=formats,
            body=(COMMON if chinese else "Public. ") + say(580 if chinese else 560),
            attachments=pages if number % 10 == 0 else (),
            numbers=(f"府授字第{1_000_000 + number}號",) if number % 4 == 0 else (),
            updated=datetime(year, 1 + number % 12, 1, tzinfo=UTC),
            version=number,
        )


def queries(per_kind: int, seed: int = 5) -> dict[str, list[tuple[str, dict[str, frozenset[str]]]]]:
    """Queries by kind, each with the facets that are chosen with it."""
    rng = random.Random(seed)  # noqa: S311
    rare = ZH_WORDS[30:]
    kinds: dict[str, list[tuple[str, dict[str, frozenset[str]]]]] = {
        "2 characters": [(rng.choice(rare), {}) for _ in range(per_kind)],
        "4 characters": [("".join(rng.sample(ZH_WORDS[:120], 2)), {}) for _ in range(per_kind)],
        "broad": [(rng.choice([COMMON, *ZH_WORDS[1:12]]), {}) for _ in range(per_kind)],
        "1 character": [(rng.choice("".join(ZH_WORDS)), {}) for _ in range(per_kind)],
        "several words": [(" ".join(rng.sample(ZH_WORDS, 3)), {}) for _ in range(per_kind)],
        "English": [(" ".join(rng.sample(EN_WORDS[8:], 2)), {}) for _ in range(per_kind)],
        "relaxed": [("".join(rng.sample(rare, 4)), {}) for _ in range(per_kind)],
        "year": [(f"{2014 + rng.randrange(12)}年{rng.choice(rare)}", {}) for _ in range(per_kind)],
    }
    kinds["faceted"] = [
        (
            rng.choice(ZH_WORDS[:60]),
            {"section": frozenset({rng.choice(SECTIONS)}), "year": frozenset({str(2014 + rng.randrange(12))})},
        )
        for _ in range(per_kind)
    ]
    return kinds
