"""Plans of invented agencies, in the layouts that different cities and years use."""

from __future__ import annotations

from .makers import C, Doc, H, P, T

# Weights and other years' figures in columns of their own, goals merged over their indicators, money in 萬元.
WEIGHT_COLUMNS: Doc = [
    P("南港市政府海洋事務局 中華民國一百一十二年度施政計畫"),
    H(1, "壹、前言"),
    P("本局以親近海洋為願景，推動港區更新及海洋教育，並逐年檢討各項計畫之成效。"),
    H(1, "貳、關鍵績效指標"),
    T(
        [
            [
                "編號",
                "策略目標",
                "權重",
                "關鍵績效指標",
                "權重",
                "衡量基準",
                "110年度實際值",
                "111年度目標值",
                "112年度目標值",
            ],
            [
                "1",
                C("一、潔淨海洋", 2),
                C("30%", 2),
                "清除海洋廢棄物",
                "20%",
                "清除公噸數",
                "85公噸",
                "90公噸",
                "100公噸",
            ],
            ["2", "港區水質合格率", "10%", "合格站次/總站次*100%", "91%", "92%", "93%"],
            ["3", "二、海洋教育", "40%", "辦理海洋教育活動", "40%", "參與人次", "1.2萬人次", "1.3萬人次", "1.5萬人次"],
            ["合計", "", "70%", "", "70%", "", "", "", ""],
        ],
        widths=(5, 14, 7, 14, 7, 14, 11, 11, 11),
    ),
    H(1, "參、重要施政計畫"),
    T(
        [
            ["業務計畫", "計畫重點", "預算金額（萬元）", "備考"],
            ["一、港區更新計畫", "（一）辦理碼頭整建。\n（二）增設無障礙設施。", "1,250", "跨年度"],
            ["二、淨灘計畫", "結合志工辦理淨灘。", "30.5", ""],
        ]
    ),
]

# A Gregorian year, two header rows with a year under each target, the indicator first and the goal last.
FOUR_YEARS: Doc = [
    P("2018年度施政計畫"),
    P("北海市政府青年局"),
    H(1, "第一章 施政目標"),
    P("本章說明本局之施政目標。"),
    H(1, "第二章 衡量指標"),
    T(
        [
            [C("績效指標", 2), C("計算公式", 2), C("目標值", 1, 4), C("策略目標", 2)],
            ["2016年", "2017年", "2018年", "2019年"],
            ["青年就業媒合人數", "媒合成功人數", "300人", "320人", "350人", "400人", "一、促進就業"],
            ["創業輔導家數", "輔導家數", "10家", "12家", "15家", "20家", ""],
            ["國際交流場次", "辦理場次", "2場", "3場", "4場次以上", "5場", "二、接軌國際"],
        ],
        widths=(18, 14, 9, 9, 12, 9, 14),
    ),
]

# Items with and without sub-items, contents beside them, money per row in dollars.
ITEMS: Doc = [
    P("東湖縣政府客家事務處113年度工作計畫"),
    H(1, "壹、重要計畫"),
    T(
        [
            ["工作計畫名稱", "重要計畫項目", "實施內容", "經費（元）"],
            ["一、語言傳承", "1. 薪傳師培育", "1. 開設研習班。\n2. 辦理認證。", "1,200,000"],
            ["", "2. 幼兒園沉浸教學", "補助幼兒園。", "800,000"],
            [
                "二、文化推廣",
                "1. 辦理節慶\n(1) 春祭\n(2) 秋收\n2. 文物典藏",
                "辦理春祭。\n辦理秋收。\n1. 盤點。\n2. 典藏。",
                "",
            ],
            ["三、產業輔導", "1. 品牌\n2. 通路\n3. 行銷", "辦理輔導。\n辦理展售。", "90,500"],
        ]
    ),
]

RESULTS: Doc = [
    P("西湖市政府環境保護局114年度施政計畫"),
    H(1, "壹、關鍵績效指標"),
    T(
        [
            ["策略目標（權重）", "績效指標（權重）", "衡量標準", "114年度目標值"],
            ["一、減碳(20%)", "(一)再生能源占比(12%)", "(再生能源發電量/總用電量)*100%", "15%"],
            ["", "(三)植樹數(5%)", "植樹株數", "2,000株"],
        ]
    ),
    H(1, "貳、前(113)年度實施狀況及成果"),
    T(
        [
            ["策略目標", "績效指標", "原訂目標值", "達成情形"],
            ["一、減碳", "再生能源占比", "12%", "再生能源占比為(130/1000)*100%=15%。"],
            ["", "植樹數", "1,800株", "1,950株"],
            ["", "公車準點率", "90%", "電動公車妥善率達95%。"],
        ]
    ),
]

ENGLISH_PROSE: Doc = [
    P("Annual Plan 2025"),
    P("Harbour Office"),
    P("The office keeps the port open and its waters clean. It reports every quarter to the council."),
    P("Dredging continues in the northern basin; the schedule follows the tides."),
]

ENGLISH_TABLE: Doc = [
    P("Harbour Office Annual Plan 2025"),
    H(1, "Goals and indicators"),
    T(
        [
            ["Goal", "Weight", "Indicator", "Formula", "Target 2025", "Target 2024"],
            ["Open port", "60%", "Days open to ships", "days open in the year", "350 days", "345 days"],
            ["Clean water", "40%", "Stations within limits", "stations within limits / all stations", "95%", "94%"],
        ],
        widths=(14, 9, 20, 24, 13, 13),
    ),
    H(1, "Programmes"),
    T([["Programme", "Description", "Budget (NT$ thousand)"], ["Dredging", "Dredge the northern basin.", "12,000"]]),
]

ALL: dict[str, Doc] = {
    "weight columns": WEIGHT_COLUMNS,
    "four years": FOUR_YEARS,
    "items": ITEMS,
    "results": RESULTS,
    "english prose": ENGLISH_PROSE,
    "english table": ENGLISH_TABLE,
}
