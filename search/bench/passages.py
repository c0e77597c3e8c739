"""The texts of the graded set: short passages about the affairs of an invented city, in our own words.

`passages.zh.txt` and `passages.en.txt` hold one passage a line: id | agency | year | title | text.
Graded queries are in `search.bench.judged`.
"""

from pathlib import Path

ZH, EN = (
    (Path(__file__).parent / f"passages.{language}.txt").read_text(encoding="utf-8").strip()
    for language in ("zh", "en")
)

# Agency → official name, English name, short names.
AGENCIES = {
    "rdec": ("研究發展考核委員會", "Research, Development and Evaluation Commission", "研考會", "RDEC"),
    "sec": ("秘書處", "Secretariat"),
    "digital": ("數位發展局", "Bureau of Digital Development", "數發局"),
    "account": ("主計處", "Budget, Accounting and Statistics Office"),
    "person": ("人事處", "Department of Personnel"),
    "ethics": ("政風處", "Civil Service Ethics Office"),
    "civil": ("民政局", "Civil Affairs Bureau"),
    "finance": ("財政局", "Finance Bureau"),
    "tax": ("地方稅務局", "Local Tax Bureau", "稅務局"),
    "edu": ("教育局", "Education Bureau"),
    "eco": ("經濟發展局", "Economic Development Bureau", "經發局"),
    "build": ("建設局", "Construction Bureau"),
    "traffic": ("交通局", "Transportation Bureau"),
    "urban": ("都市發展局", "Urban Development Bureau", "都發局"),
    "water": ("水利局", "Water Resources Bureau"),
    "farm": ("農業局", "Agriculture Bureau"),
    "tour": ("觀光旅遊局", "Tourism and Travel Bureau", "觀旅局"),
    "social": ("社會局", "Social Affairs Bureau"),
    "labour": ("勞工局", "Labor Affairs Bureau"),
    "police": ("警察局", "Police Department"),
    "fire": ("消防局", "Fire Bureau"),
    "health": ("衛生局", "Health Bureau"),
    "env": ("環境保護局", "Environmental Protection Bureau", "環保局"),
    "culture": ("文化局", "Cultural Affairs Bureau"),
    "land": ("地政局", "Land Administration Bureau"),
    "legal": ("法制局", "Legal Affairs Bureau"),
    "news": ("新聞局", "Information Bureau"),
    "sport": ("運動局", "Sports Bureau"),
    "metro": ("捷運工程局", "Rapid Transit Engineering Bureau", "捷工局"),
    "hakka": ("客家事務委員會", "Council for Hakka Affairs", "客委會"),
    "indig": ("原住民族事務委員會", "Indigenous Peoples Commission", "原民會"),
}
