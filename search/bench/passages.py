"""The texts of the graded set: short passages about the affairs of an invented city, in our own words.

One line a passage: id | agency | year (0: none) | title | text. Graded queries are in `search.bench.judged`.
"""

ZH = """
hotline|rdec|2021|市民專線服務水準檢討|專線平均等候時間由四十秒降為二十五秒，無人接聽的來電於當日回撥。
petition|rdec|2022|111年度人民陳情案件處理報告|全年受理人民陳情案件五萬件，依限辦結比率九成八，逾期案件逐案說明原因。
petition_rule|rdec|2019|受理陳情作業須知|陳情人得以書面、電話或網路提出，承辦單位應於六日內答復，必要時延長一次。
mou|sec|2022|與友好城市簽署合作備忘錄|臺中與姊妹市簽署合作備忘錄（MOU），約定交換公共運輸與長照經驗，全文於簽署後公開。
mou_rule|sec|2019|備忘錄公開作業要點|各機關簽訂備忘錄或意向書後，應於期限內登錄並公開中外文全文；依法應保密者，公開其餘部分。
plan103|rdec|2014|103年度施政計畫|本年度以提升公文效率、檢討為民服務流程為重點，設定十一項衡量指標。
plan107|rdec|2018|107年度施政計畫|強化研究成果應用，推動跨局處合作平臺，並擴大青年參與市政。
plan111|rdec|2022|111年度施政計畫|開放資料品質取得金標章，政策追蹤按季公布，出國報告全文上網。
document_speed|sec|2020|公文時效管制作業|公文依限辦結率逐月統計，連續兩個月落後的單位須提出改善措施。
archive|sec|2017|檔案庫房搬遷與目錄彙送|永久保存檔案完成清查，目錄彙送率達百分之百。
council_reply|sec|2021|議會決議案執行情形|大會決議案分送各主管機關，書面執行報告於定期會開議七日前送達。
interpellation|sec|2022|市政總質詢答復彙編|議員質詢事項當場未答復者，於七日內以書面補充說明。
overseas|rdec|2016|出國報告追蹤考核|返國後三個月內提出報告，建議事項列管追蹤至採行為止。
opendata|digital|2025|開放資料平臺改版|資料集增至三千二百筆，提供欄位說明、更新頻率與應用程式介面。
digital|digital|2025|數位發展局成立週年成果|整合市民帳號與線上申辦，跨機關資料介接以同意書為前提。
youth|rdec|2022|青年事務諮詢會議紀錄|青年委員提案設置共享自習空間，決議由教育局評估並於下次會議回報。
innovation|rdec|2021|創新施政要聞第八期|蒐集各國城市的節能路燈與智慧停車做法，請相關機關回復是否參採。
budget|account|2023|總預算案編製說明|歲入歲出差短以舉債支應，債務比率低於法定上限。
account_report|account|2024|統計年報|人口、產業、交通與教育的年度統計表，附試算表格式下載。
personnel|person|2019|公務人員訓練進修計畫|每人每年終身學習時數不低於二十小時，主管另加領導課程。
ethics|ethics|2018|廉政會報決議事項|採購稽核發現的缺失應於一個月內改善，並公開改善結果。
civil|civil|2020|里鄰活動中心修繕補助|補助上限三十萬元，優先辦理無障礙設施與防水工程。
household|civil|2021|戶政跨區服務|戶籍謄本可在任一戶政事務所申領，假日輪值。
finance|finance|2022|市有財產活化成果|閒置校舍改作社會住宅與托育據點，年收租金一億二千萬元。
tax|tax|2023|房屋稅差別稅率說明|自住房屋稅率不變，空置房屋依持有戶數適用較高稅率。
education|edu|2022|公立幼兒園增班計畫|三年內增設一百二十班，優先於候補人數多的行政區。
lunch|edu|2021|營養午餐食材登錄|學校每日登錄食材來源，家長可於平臺查詢。
economy|eco|2020|產業園區招商進度|精密機械園區二期已售七成，公共設施同步施工。
market|eco|2019|公有零售市場整建|第三市場拆除重建期間，攤商遷至臨時市場營業。
road|build|2021|道路平整專案|人孔蓋下地六千座，路面平整度抽驗合格率九成五。
lamp|build|2022|節能路燈汰換|水銀路燈全面換裝，每年節電四千萬度。
park|build|2018|公園綠地認養辦法|企業或社區得認養公園，認養期間以二年為原則。
bus|traffic|2022|公車十公里免費檢討|刷卡搭乘十公里內免費，每月乘車三百萬人次，以大數據檢討路線。
parking|traffic|2020|路外停車場興建|立體停車場六處，增設身心障礙與孕婦專用格位。
safety|traffic|2023|易肇事路口改善|前五十大易肇事路口增設左轉專用時相與行人庇護島。
urban|urban|2021|都市更新整建維護補助|老屋增設電梯最高補助二百五十萬元。
housing|urban|2022|社會住宅入住須知|租期最長六年，租金按家庭所得分級。
water|water|2020|雨水下水道維護|汛期前完成側溝清淤八百公里，抽水機組全數試運轉。
flood|water|2019|水災應變與防汛整備|淹水感測器二百處，警戒時自動發送簡訊給里長。
farm|farm|2021|農業天然災害救助|颱風過後農民應於十日內向區公所提出申請。
tourism|tour|2023|花毯節接駁與交通管制|活動期間提供接駁專車，周邊道路分時管制。
social|social|2022|長期照顧據點布建|每一國中學區設日間照顧中心，偏遠地區以巷弄站補足。
childcare|social|2021|托育人員在職訓練|居家托育人員每年受訓十八小時，未達者不得續約。
labour|labour|2020|勞動檢查結果公布|高風險工地聯合檢查，重大違規即時停工並公布名單。
police|police|2022|酒駕取締與防制|全市同步取締，累犯車輛依規定沒入。
fire|fire|2021|住宅火災警報器設置補助|弱勢住戶免費安裝，設置率達九成。
health|health|2022|流感疫苗接種計劃|長者與學童公費接種，合約診所七百家。
food|health|2020|夜市食品安全稽查|油炸油總極性化合物超標者限期改善並複驗。
air|env|2021|空氣品質改善成果|細懸浮微粒年平均值降至每立方公尺十五微克，燃煤機組減煤四成。
waste|env|2019|資源回收與垃圾減量|每人每日垃圾量下降，焚化底渣再利用於道路基層。
culture|culture|2018|古蹟修復與再利用|日式宿舍群修復完成，開放為文學館。
library|culture|2022|圖書館通借通還|任一分館借書均可於捷運站還書箱歸還。
land|land|2020|地籍圖重測公告|重測區土地所有權人應於通知期限內到場指界。
legal|legal|2021|自治法規整理計畫|不合時宜的自治條例於二年內修正或廢止。
news|news|2019|市政影音頻道|重大政策以三分鐘短片說明，附手語與字幕。
sport|sport|2022|運動中心營運評鑑|委外運動中心每年評鑑，公益時段不得少於規定時數。
metro|metro|2023|捷運藍線綜合規劃|藍線全長二十四公里，與高鐵車站轉乘，環境影響評估審查中。
hakka|hakka|2021|客語沉浸式教學|幼兒園以客語進行日常教學，培訓師資六十名。
indigenous|indig|2022|原住民族語推廣|部落大學開設族語認證班，耆老擔任講師。
""".strip()

EN = """
petition-en|rdec|2022|Report on petitions in 2022|Fifty thousand petitions were received; 98 percent were answered within the time limit.
mou-en|sec|2022|Memorandum of understanding with a sister city|The two cities will exchange experience in public transport and long-term care. The full text was published.
plan-en|rdec|2022|Annual plan 2022|Open data reach the gold badge, policy tracking is published quarterly, reports on overseas trips go online.
indicator-en|rdec|2014|Performance indicators of the 2014 plan|Eleven performance indicators with weights, targets and the method of assessment.
council-en|sec|2021|Execution of council resolutions|Written reports reach the council seven days before each regular session.
opendata-en|digital|2025|A new open data platform|3,200 datasets with descriptions of columns, update frequency and an interface for applications.
bus-en|traffic|2022|Free bus rides of ten kilometres|Three million trips a month; routes are reviewed with ticket data.
flood-en|water|2019|Flood sensors and warnings|Two hundred sensors send text messages to village chiefs when water rises.
air-en|env|2021|Air quality has improved|The yearly mean of fine particles fell to 15 micrograms; power stations burn 40 percent less coal.
housing-en|urban|2022|Renting social housing|Leases last at most six years; rents depend on the income of the household.
metro-en|metro|2023|Metro blue line|The line of 24 kilometres connects to the high-speed railway; the environmental assessment is under review.
library-en|culture|2022|Return library books anywhere|Books borrowed at any branch can be returned in boxes at metro stations.
""".strip()

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
