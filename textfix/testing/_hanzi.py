"""The Chinese that the strategies write with: common characters, and words that test a converter.

Every pair below holds both ways in OpenCC's ``s2t`` and ``t2s``, character by character and word by
word (tests/test_testing.py compares), so that a generated text exists in both scripts and nothing
about it is ambiguous. Not a frequency table: a few hundred everyday characters, readable in a
failure message.
"""

from __future__ import annotations

__all__ = ["READINGS", "SHARED", "SIMPLIFIED", "TRADITIONAL", "WORDS"]

# The same in both scripts.
SHARED = (
    "的一是不了在人有我他中大上和地到可以生子那得自之家成方多法心好本作文城市明天三四五六七八九"
    "十百千山水火木日月早先手身老小下前外每些使但其工公司力主分全部又次已位口安定重要民今年情相"
    "同意思想信新北京西南少女男父母太高平交通正式更走路打足形直接音量王李林石田花草河海江春秋冬"
    "夏晨夕空青白光土古右左名字命令回首"
)
# One for one: SIMPLIFIED[i] is TRADITIONAL[i].
SIMPLIFIED = (
    "长会开产实员医门车马鸟鱼东业书买卖乱争亏亚亲亿仅从仓仪们优伤体关兴军农决况减凤击则刚创剧办"
    "务动劳势华协单卫厂压县参双变叶号吗听启响国图圆圣场坏块坚声处备够头奖妈学宁宝对导将尔层岁岛"
    "币师带帮庆库应庙张归录忆怀态总恋惊战执扩扫扬护报担拥择换据数断旧时显术机权条来杨极构标树样"
    "桥检楼欢气汉汤沟没泪泽洁济浓测湾满灯灵点热爱爷牵独狮环现电画疗盐监盘矿码礼积称稳穷笔粮紧红"
    "约级纪纯纸线练组细终经结给绝统继绩绿网罗义习职联脑艺节艰药虑虽装规视觉计认讨让训议记讲许论"
    "设访证评识诉词试诗话该语误说请读谁课谈谢财责败货质购贵费贸资赏赛赶跃转轮软轻较输边达迁过运"
    "还这进远连迟选递邮邻酱释钢钱铁银锁错镇闪闭问间闻阳阴阵际陆陈险随难雾静韩页项顺预领频题颜额"
    "风飞饭饮馆驶验骑鲜鸡麦黄齐齿龙"
)
TRADITIONAL = (
    "長會開產實員醫門車馬鳥魚東業書買賣亂爭虧亞親億僅從倉儀們優傷體關興軍農決況減鳳擊則剛創劇辦"
    "務動勞勢華協單衛廠壓縣參雙變葉號嗎聽啓響國圖圓聖場壞塊堅聲處備夠頭獎媽學寧寶對導將爾層歲島"
    "幣師帶幫慶庫應廟張歸錄憶懷態總戀驚戰執擴掃揚護報擔擁擇換據數斷舊時顯術機權條來楊極構標樹樣"
    "橋檢樓歡氣漢湯溝沒淚澤潔濟濃測灣滿燈靈點熱愛爺牽獨獅環現電畫療鹽監盤礦碼禮積稱穩窮筆糧緊紅"
    "約級紀純紙線練組細終經結給絕統繼績綠網羅義習職聯腦藝節艱藥慮雖裝規視覺計認討讓訓議記講許論"
    "設訪證評識訴詞試詩話該語誤說請讀誰課談謝財責敗貨質購貴費貿資賞賽趕躍轉輪軟輕較輸邊達遷過運"
    "還這進遠連遲選遞郵鄰醬釋鋼錢鐵銀鎖錯鎮閃閉問間聞陽陰陣際陸陳險隨難霧靜韓頁項順預領頻題顏額"
    "風飛飯飲館駛驗騎鮮雞麥黃齊齒龍"
)
# (simplified, traditional) words whose characters convert differently in other words.
WORDS = (
    ("头发", "頭髮"),
    ("发展", "發展"),
    ("理发", "理髮"),
    ("皇后", "皇后"),
    ("以后", "以後"),
    ("里面", "裏面"),
    ("公里", "公里"),
    ("干燥", "乾燥"),
    ("干部", "幹部"),
    ("干涉", "干涉"),
    ("面条", "麪條"),
    ("白云", "白雲"),
    ("制造", "製造"),
    ("制度", "制度"),
    ("准备", "準備"),
    ("批准", "批准"),
    ("复杂", "複雜"),
    ("恢复", "恢復"),
    ("系统", "系統"),
    ("关系", "關係"),
    ("松树", "松樹"),
    ("放松", "放鬆"),
    ("山谷", "山谷"),
    ("谷物", "穀物"),
    ("北斗", "北斗"),
    ("战斗", "戰鬥"),
    ("几乎", "幾乎"),
    ("茶几", "茶几"),
    ("日历", "日曆"),
    ("历史", "歷史"),
    ("特征", "特徵"),
    ("长征", "長征"),
)
# What a site that injects readings writes behind each of these, at every place: the table is fixed,
# whatever the word. Some of its entries carry a blank inside the bracket.
READINGS = {
    "長": "cháng",
    "會": "huì ",
    "創": "chuàng ",
    "開": "kāi",
    "學": "xué",
    "實": "shí",
    "產": "chǎn",
    "業": "yè",
    "進": "jìn",
    "動": "dòng",
    "時": "shí",
    "過": "guò",
    "關": "guān",
    "點": "diǎn",
    "質": "zhì",
    "優": "yōu",
    "經": "jīng",
    "話": "huà",
    "書": "shū",
    "線": "xiàn",
    "務": "wù",
    "問": "wèn",
    "題": "tí",
    "項": "xiàng",
    "領": "lǐng",
    "導": "dǎo",
    "運": "yùn",
    "鐵": "tiě",
    "門": "mén",
    "車": "chē",
}
