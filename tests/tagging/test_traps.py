"""Sentences of our own making with the traps of the six languages: who is meant, and who is not."""

import pytest

from articles.tagging.recognise import Recogniser

SENTENCES = [
    ("ja", "中国地方の梅雨明けが発表された。中国電力は広島に本社を置く。", []),
    ("ja", "中国がカザフスタンに投資した。", ["china", "kazakhstan"]),
    ("ja", "カザフ人の家庭では馬肉を食べる。カザフ語の授業。", ["kazakh-language", "kazakhs"]),
    ("ja", "容疑者の自宅からトカレフが見つかった。拳銃はトカレフだった。", []),
    ("ja", "カザフスタンのトカエフ大統領が東京を訪れた。", ["kazakhstan", "tokayev", "tokyo"]),
    ("en", "EURACTIV reported on the EEU summit. The EU agreed.", ["eaeu", "european-union"]),
    ("en", "Niger's junta spoke.", ["niger"]),
    ("ru", "Команда «Астана» выиграла гонку Тур де Франс.", []),
    ("en", "The Astana cycling team won the stage; Astana Qazaqstan Team rode well.", []),
    ("en", "The CPC pipeline carries oil to Novorossiysk.", ["cpc", "novorossiysk"]),
    ("en", "The CPC Central Committee met in Beijing under Xi Jinping.", ["beijing", "ccp", "xi-jinping"]),
    ("ru", "КТК прокачал нефть через Новороссийск.", ["cpc", "novorossiysk"]),
    ("ru", "Телеканал КТК показал сериал.", []),
    ("ja", "ジョージア州アトランタで選挙。", []),
    ("ja", "ジョージアの首都トビリシ。", ["georgia-country"]),
    ("kk", "Қаңтар айында қар жауды. Қазан айында жаңбыр.", []),
    (
        "kk",
        "Қазақстанның президенті Қасым-Жомарт Тоқаев Астанада Ресеймен келісімге қол қойды.",
        ["astana", "kazakhstan", "russia", "tokayev"],
    ),
    ("ru", "Токаева встретили в Казахстане, Токаевым довольны; казахстанцы рады.", ["kazakhstan", "tokayev"]),
    ("zh-Hans", "托卡耶夫总统访问中国，会见习近平。", ["china", "tokayev", "xi-jinping"]),
    ("zh-Hant", "哈薩克總統托卡葉夫訪問北京。", ["beijing", "kazakhstan", "tokayev"]),
    ("ja", "独自の調査で露骨な批判。独立系メディアの英語版。仏教。清潔。", []),
    ("ru", "Медведев Даниил вышел в финал. Даниил Медведев победил.", []),
    ("ja", "毎日新聞と朝日新聞によると、共同で調査した。", []),
    ("ru", "Урал впадает в Каспийское море у Атырау. Город Уральск.", ["atyrau", "caspian-sea", "oral-city"]),
    ("kk", "Орал қаласында, Алматыдан келген қонақтар.", ["almaty", "oral-city"]),
    ("ja", "ダニール・メドベージェフが勝った。メドベージェフは膝を痛めた。", []),
    ("ja", "メラニア・トランプ夫人が来た。トランプ大統領は来ない。トランプ氏は忙しい。", ["trump"]),
    ("ja", "子どもたちはトランプで遊んだ。欧州選手権の決勝、インド料理の店。", []),
    ("ja", "自転車チームの監督はカザフスタンのアスタナに住み、選手権に出る。", ["astana", "kazakhstan"]),
    ("ru", "Футбол: клуб «Астана» выиграл. В Астане праздник, в матче три гола.", ["astana"]),
    ("ru", "Павел Гурьев живёт в Атырау. Город Гурьев стоял тут.", ["atyrau"]),
    ("ru", "Актриса Карин Виар приехала в Казахстан. Госсоветник Карин её принял.", ["karin", "kazakhstan"]),
    ("ru", "Радио молчит: «Азаттык» — камеру, Азаттык үшін күрес — никому.", ["rferl"]),
    ("ru", "Глава Нацбанка не ждёт ослабления тенге, поезд отгрузил зерно.", ["national-bank-kz"]),
    ("ru", "В мажилисе спросили о долгах.", ["mazhilis"]),
    ("kk", "Қазанда ет қайнап жатты, ол қазан үлкен еді.", []),
    ("kk", "Порт Новороссийскідегі терминалда, жол Семейдегі бекетке дейін.", ["novorossiysk", "semey"]),
    ("en", "Poland Spring water, Brussels sprouts, a Norway spruce and chicken Kiev.", []),
    ("en", "Orano sued Niger over a mine; Nigeria, along the Niger River, did not.", ["niger", "orano"]),
    ("zh-Hans", "北京时间八点，土耳其烤肉店开张。", []),
    ("ja", "モンゴル国立大学の学生がモンゴル国会を見学し、米国立公園へ向かう。", ["mongolia", "usa"]),
    ("ja", "モスクワ大学で学び、台湾海峡を渡り、アスタナ・オペラで歌った。", []),
    ("ja", "ネット銀行のカスピがカスピ海の浄化に寄付した。", ["caspian-sea", "kaspi"]),
    ("en", "He left Nazarbayev University for Japan Tobacco and Astana Hub.", []),
    ("en", "Japan tobacco sales fell, the Trump Organization and Donald Trump Jr. said.", ["japan"]),
    ("ru", "На проспекте Назарбаева и улице Сталина сняли фильм «Россия в огне».", []),
    ("ru", "Телеканал «Россия 24» молчит, форум «Россия — Казахстан» открыт.", ["kazakhstan", "russia"]),
    ("ru", "Алия Назарбаева пела. Президент Назарбаев слушал. Аким Алматы молчал.", ["almaty", "nazarbayev"]),
    ("ru", "Перевод через Каспи пришёл в Ашгабат.", ["ashgabat", "kaspi"]),
    ("kk", "Назарбаев даңғылында тұрамын. Ғалым Семейге барды.", ["semey"]),
    ("kk", "Ұлттық банк мәлімдеді. Өзбекстанның Ұлттық банкі де.", ["national-bank-kz", "uzbekistan"]),
    ("kk", "Балықшы теңіз жағасында. Қашаған мен Теңіз кеніші алыс емес.", ["kashagan", "tengiz"]),
    ("zh-Hans", "哈萨克斯坦北部下雪。小特朗普到韩国瑜家做客。", ["kazakhstan"]),
    ("zh-Hans", "哈萨克族牧民在新疆放牧。", ["kazakhs", "xinjiang"]),
    ("ru", "Крепка вера Токаева в реформы, жива надежда Путина.", ["putin", "tokayev"]),
    ("ru", "Вера Токаева поёт в хоре.", []),
    ("ru", "Клуб «Москва — Пекин» открыт.", ["beijing", "moscow"]),
    ("en", "The Kyiv Independent, the South China Morning Post and Egemen Qazaqstan wrote.", []),
    ("ja", "エゲメン・カザフスタンとキーウ・インディペンデントによる。", []),
    ("ru", "Президент России Владимир Путин прилетел.", ["putin", "russia"]),
    ("ja", "カザフスタン大統領府公式サイトによると、雨だった。", ["akorda"]),
]


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.from_gazetteer()


@pytest.mark.parametrize(("language", "text", "ids"), SENTENCES)
def test_a_sentence_means_these_and_nothing_else(language, text, ids, recogniser):
    assert sorted({found.id for found in recogniser.find(text, language)}) == ids
