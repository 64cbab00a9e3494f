"""Names in sentences of our own: every trap that the notes on the data name, in every language."""

import pytest

from articles.tagging.recognise import Found, Recogniser


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.from_gazetteer()


@pytest.fixture
def ids(recogniser):
    """The ids found in a text, in order."""
    return lambda text, language: [found.id for found in recogniser.find(text, language)]


@pytest.fixture
def forms(recogniser):
    """form=id of all that is found in a text."""
    return lambda text, language: [f"{found.form}={found.id}" for found in recogniser.find(text, language)]


SENTENCES = [
    # --- Japanese: what the longest form takes, and what merely looks like a name
    ("ja", "中国地方の山あいを走る列車。", []),
    ("ja", "中国電力と中国新聞の共催。", []),
    ("ja", "日中国交正常化から半世紀。", []),
    ("ja", "中国と国境を接する州。", ["中国=china"]),
    ("ja", "カザフ人の祭りとカザフ語の歌。", ["カザフ人=kazakhs", "カザフ語=kazakh-language"]),
    ("ja", "カザフの首都を訪ねた。", ["カザフ=kazakhstan"]),
    ("ja", "ウランバートルの冬は長い。", []),
    ("ja", "ウランの価格が上がった。", ["ウラン=uranium"]),
    ("ja", "インドネシアとインド洋を回る。", []),
    ("ja", "東京ドームで試合があった。", []),
    ("ja", "独自の独立した判断。露骨な粛清と披露宴。英語と仏像、新米と玄米。", []),
    ("ja", "米大統領は仏外相と電話した。", ["米=usa", "仏=france"]),
    ("ja", "バイデン米大統領の訪問。", ["バイデン=biden", "米=usa"]),
    ("ja", "米国務長官と英国防相。", ["米=usa", "英=united-kingdom"]),
    ("ja", "仏オラノ社と独シーメンス、米ドルと英ポンド。", ["仏=france", "オラノ社=orano", "独=germany"]),
    ("ja", "米欧の対露政策。", ["米欧=the-west", "対露=russia"]),
    ("ja", "全米国民に呼びかけた。", []),
    ("ja", "ロシアメディアが伝えた。", ["ロシア=russia"]),
    ("ja", "プロシアの時代。", []),
    ("ja", "自転車のツール・ド・フランスでアスタナが三位に入った。", []),
    ("ja", "アスタナ・チームの新しいジャージ。", []),
    ("ja", "アスタナで会議が開かれた。", ["アスタナ=astana"]),
    ("ja", "警察はトカレフ拳銃と実弾を押収した。", []),
    ("ja", "トカレフを構えた男が逃げた。", []),
    ("ja", "トカレフ大統領はカザフスタンの議会で演説した。", ["トカレフ=tokayev", "カザフスタン=kazakhstan"]),
    ("ja", "米ジョージア州アトランタの朝。", ["米=usa"]),
    ("ja", "ジョージアの首都トビリシ。", ["ジョージア=georgia-country"]),
    ("ja", "オシャレなオシロイバナ。ニジェール川の氾濫。", []),
    ("ja", "ニジェールの軍政。", ["ニジェール=niger"]),
    ("ja", "EURACTIVの記事はEEUに触れた。", ["EEU=eaeu"]),
    ("ja", "SHOGUNの撮影。EURの相場。", []),
    ("ja", "メラニア・トランプ夫人の本。", []),
    ("ja", "カザフスタン・トカエフ大統領と会う。", ["カザフスタン=kazakhstan", "トカエフ=tokayev"]),
    ("ja", "プーチン・トランプ会談。", ["プーチン=putin", "トランプ=trump"]),
    ("ja", "米中ロの三つどもえ。", ["米=usa", "中=china", "ロ=russia"]),
    ("ja", "中央アジア5カ国の首脳。", ["中央アジア5カ国=central-asia"]),
    ("ja", "セミパラチンスク条約に署名した。", ["セミパラチンスク条約=semipalatinsk-treaty"]),
    ("ja", "核実験場だったセミパラチンスク。", ["核実験=nuclear-tests", "セミパラチンスク=semipalatinsk-test-site"]),
    ("ja", "川の西側に畑がある。", []),
    ("ja", "ワシントン・ポストとワシントン州。", []),
    ("ja", "朝鮮半島の抗議と宣伝。", []),
    ("ja", "原題は「霍尔果斯口岸」という。", ["霍尔果斯=khorgos"]),
    # --- the spelling of a form does not matter, its place does
    ("ja", "ﾄｶｴﾌ大統領とＮＡＴＯ。", ["ﾄｶｴﾌ=tokayev", "ＮＡＴＯ=nato"]),
    ("ja", "カシム＝ジョマルト・トカエフ氏。", ["カシム＝ジョマルト・トカエフ=tokayev"]),
    ("ja", "ウラジーミルプーチン氏の発言。", ["ウラジーミルプーチン=putin"]),
    ("ja", "ロマン・ワシレンコ外務次官とヴァシレンコ氏。", ["ロマン・ワシレンコ=vassilenko", "ヴァシレンコ=vassilenko"]),
    # --- English
    ("en", "They told us that the turkey and the china were sold.", []),
    ("en", "US officials told us.", ["US=usa"]),
    ("en", "Tokayev’s visit to Kazakhstan's capital", ["Tokayev=tokayev", "Kazakhstan=kazakhstan"]),
    ("en", "Nigeria and the Niger Delta", []),
    ("en", "The junta in Niger closed the mine.", ["Niger=niger"]),
    ("en", "Savannah, Georgia, voted early.", []),
    ("en", "Georgia and Armenia share a border.", ["Georgia=georgia-country", "Armenia=armenia"]),
    ("en", "The Astana cycling team won a stage of the Tour de France.", []),
    ("en", "Crude reached the CPC terminal near Novorossiysk.", ["CPC=cpc", "Novorossiysk=novorossiysk"]),
    ("en", "The CPC Central Committee met under Xi Jinping.", ["CPC=ccp", "Xi Jinping=xi-jinping"]),
    ("en", "Daniil Medvedev won in Rome.", []),
    ("en", "Dmitry Medvedev spoke. Medvedev was blunt.", ["Dmitry Medvedev=medvedev", "Medvedev=medvedev"]),
    ("en", "Melania Trump and Donald Trump", ["Donald Trump=trump"]),
    ("en", "The Washington Post and The Moscow Times", []),
    ("en", "West Bank towns and the West", ["the West=the-west"]),
    ("en", "the northern Almaty region", ["Almaty region=almaty-region"]),
    ("en", "Read https://example.org/Kazakhstan and write to Astana@example.org", []),
    ("en", "Inner Mongolia borders Mongolia.", ["Mongolia=mongolia"]),
    ("en", "Turkey hunters meet in spring. China plates hang on the wall.", []),
    ("en", "Turkey flocks grow fast. Farmers say a wild turkey eats anything.", []),
    ("en", "Turkey flocks to the polls. In Turkey the wild turkey is unknown.", ["Turkey=turkey", "Turkey=turkey"]),
    ("en", "The Georgia Aquarium takes US dollars.", []),
    ("en", "Turkey said so. US officials told us.", ["Turkey=turkey", "US=usa"]),
    # --- Russian
    ("ru", "Токаева встретили, с Токаевым говорили, о Токаеве писали.", ["Токаева=tokayev", "Токаевым=tokayev", "Токаеве=tokayev"]),
    ("ru", "Касым-Жомарту Токаеву вручили письмо.", ["Касым-Жомарту Токаеву=tokayev"]),
    ("ru", "Страны Центральной Азии и Евразийского экономического союза", ["Страны Центральной Азии=central-asia", "Евразийского экономического союза=eaeu"]),
    ("ru", "Нигерия и дельта Нигера", []),
    ("ru", "Военные в Нигере закрыли рудник.", ["Нигере=niger"]),
    ("ru", "Правительство РК одобрило бюджет Казахстана.", ["Правительство РК=government-kz", "Казахстана=kazakhstan"]),
    ("ru", "Посол РК в Сеуле — представитель Республики Корея.", ["Сеуле=seoul", "Республики Корея=south-korea"]),
    ("ru", "Нефть по трубопроводу КТК идёт в Новороссийск.", ["трубопроводу=oil-pipelines", "КТК=cpc", "Новороссийск=novorossiysk"]),
    ("ru", "Телеканал КТК показал сериал.", []),
    ("ru", "ФК «Астана» сыграл вничью.", []),
    ("ru", "Даниил Медведев вышел в финал.", []),
    ("ru", "Семей с детьми стало больше.", []),
    ("ru", "Город Семей стоит на Иртыше, в Абайской области.", ["Семей=semey", "Иртыше=irtysh-river", "Абайской области=abai-region"]),
    ("ru", "Планета Уран далека.", []),
    ("ru", "В Оше, на юге Киргизии, открыли базар.", ["Оше=osh", "Киргизии=kyrgyzstan"]),
    ("ru", "Стало больше урана.", ["урана=uranium"]),
    ("ru", "Казахста́н и Рос\u00adсия", ["Казахста́н=kazakhstan", "Рос\u00adсия=russia"]),
    # --- Kazakh
    ("kk", "Тоқаевтың сапары, Тоқаевпен кездесу", ["Тоқаевтың=tokayev", "Тоқаевпен=tokayev"]),
    ("kk", "Қазақстандағы, Қазақстанға, Қазақстаннан", ["Қазақстандағы=kazakhstan", "Қазақстанға=kazakhstan", "Қазақстаннан=kazakhstan"]),
    ("kk", "Қазақстан Республикасының Үкіметі", ["Қазақстан Республикасының Үкіметі=government-kz"]),
    ("kk", "Қаңтар айы суық болды. Қаңтарда қар жауды.", []),
    ("kk", "Қаңтар оқиғасы туралы", ["Қаңтар оқиғасы=january-2022-unrest"]),
    ("kk", "Қазан айында жаңбыр жауды.", []),
    ("kk", "Ресей қаласы Қазанда саммит өтті.", ["Ресей=russia", "Қазанда=kazan"]),
    ("kk", "Орал тауы биік.", []),
    ("kk", "Батыс Қазақстан облысы, Орал қаласы", ["Батыс Қазақстан облысы=west-kazakhstan-region", "Орал=oral-city"]),
    ("kk", "Үлкен үй салынды.", []),
    ("kk", "Ел астанасы туралы айтты.", []),
    ("kk", "Орбанның Мажарстаны мен Тоқаевтың Қазақстанына", ["Орбанның=orban", "Мажарстаны=hungary", "Тоқаевтың=tokayev", "Қазақстанына=kazakhstan"]),
    ("kk", "Теңіз аралы шағын.", []),
    ("kk", "Ақ үйде Трамппен кездесті, АҚШ-тың үйі ақ.", ["Ақ үйде=white-house", "Трамппен=trump", "АҚШ=usa"]),
    ("kk", "ЕАЭО-ның жиыны, АҚШ-қа сапар", ["ЕАЭО=eaeu", "АҚШ=usa"]),
    # --- Chinese, in both scripts
    ("zh-Hans", "哈萨克斯坦总统托卡耶夫访问俄罗斯。", ["哈萨克斯坦=kazakhstan", "托卡耶夫=tokayev", "俄罗斯=russia"]),
    ("zh-Hans", "卡瑟姆－若马尔特•托卡耶夫", ["卡瑟姆－若马尔特•托卡耶夫=tokayev"]),
    ("zh-Hans", "尼日利亚与印度尼西亚", []),
    ("zh-Hans", "内蒙古的草原", []),
    ("zh-Hans", "全长200公里海岸线", []),
    ("zh-Hans", "以上合计三千人", []),
    ("zh-Hans", "距城东北约三公里", []),
    ("zh-Hans", "哈萨克族牧民与哈萨克语", ["哈萨克族=kazakhs", "哈萨克语=kazakh-language"]),
    ("zh-Hant", "哈薩克總統托卡葉夫訪問烏茲別克與俄羅斯。", ["哈薩克=kazakhstan", "托卡葉夫=tokayev", "烏茲別克=uzbekistan", "俄羅斯=russia"]),
    ("zh-Hant", "上海合作組織與歐盟、聯合國", ["上海合作組織=sco", "歐盟=european-union", "聯合國=un"]),
    ("zh-Hant", "奈及利亞與尼日", ["尼日=niger"]),
    ("zh-Hant", "華盛頓郵報採訪了盧比歐與蒲亭", ["盧比歐=rubio", "蒲亭=putin"]),
    ("zh-Hans", "乌兹别克斯坦外长说，乌方已准备好。", ["乌兹别克斯坦=uzbekistan"]),
    ("zh-Hans", "基辅消息：乌方拒绝谈判。", ["基辅=kyiv", "乌方=ukraine"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES, ids=[row[1][:24] for row in SENTENCES])
def test_sentence(forms, language, text, expected):
    assert forms(text, language) == expected


def test_a_surname_alone_waits_for_the_full_name(ids):
    assert ids("コーヒーを飲んだアバエフは黙っていた。", "ja") == []
    assert ids("ダウレン・アバエフ大使が来た。アバエフは黙っていた。", "ja") == ["abayev", "abayev"]


def test_every_spelling_of_a_surname_is_known_once_the_man_is_named(ids):
    text = "ロマン・ワシレンコ外務次官が来た。ワシレンコ氏は翌日に発った。"
    assert ids(text, "ja") == ["vassilenko", "vassilenko"]
    assert ids("オルバン・ビクトル首相。ビクトルという店。", "ja") == ["orban"]


def test_a_headline_may_stand_before_the_full_name(ids):
    text = "Abayev leaves his post\n\nAmbassador Dauren Abayev will return in May."
    assert ids(text, "en") == ["abayev", "abayev"]


def test_of_two_men_with_one_surname_the_one_named_in_full_is_meant(ids):
    poet = "詩人のオルジャス・スレイメノフは運動を始めた。スレイメノフは各地を回った。"
    assert ids(poet, "ja") == ["olzhas-suleimenov", "olzhas-suleimenov"]
    banker = "国立銀行のスレイメノフ総裁は金利を上げた。"
    assert ids(banker, "ja") == ["suleimenov"]


def test_a_full_name_goes_before_a_surname_with_its_title(forms):
    assert forms("ベン・ホッジス元司令官の寄稿。", "ja") == ["ベン・ホッジス=ben-hodges"]


def test_generic_words_count_only_where_they_are_frequent(recogniser):
    once = "石油の話。"
    assert recogniser.find(once, "ja") == []
    assert [(f.id, f.is_rare) for f in recogniser.find(once, "ja", every=True)] == [("oil", True)]
    assert [f.id for f in recogniser.find("石油と石油と石油。", "ja")] == ["oil"] * 3


def test_offsets_count_characters_of_the_text_as_given(recogniser):
    text = "  (ﾌﾟｰﾁﾝ)  と\r\nTokayev"
    found = recogniser.find(text, "ja")
    assert found == [Found(3, 8, "putin", "ﾌﾟｰﾁﾝ"), Found(14, 21, "tokayev", "Tokayev")]


def test_a_name_broken_by_a_line_end_is_still_one(forms):
    assert forms("候補はフランス電\n力と仏政府。", "ja") == ["フランス電\n力=edf", "仏=france"]
    assert forms("the leaders of Central\nAsia", "en") == ["Central\nAsia=central-asia"]
    assert forms("Central\n\nAsia", "en") == []


def test_an_empty_gazetteer_finds_nothing():
    assert Recogniser.from_entries([]).find("カザフスタン", "ja") == []


def test_a_language_told_wrong_hides_no_names(ids):
    chinese = "哈薩克總統托卡葉夫訪問烏茲別克。" * 8
    assert ids(chinese, "ja") == ids(chinese, "zh-Hant")
    japanese = "カザフスタンの首都アスタナで中国の習近平国家主席が演説した。" * 4
    assert ids(japanese, "zh-Hans") == ids(japanese, "ja")
    kazakh = "Мұнай құбыры туралы келісімге Тоқаевтың өкілі қол қойды, Қытайдың үні шықпады. " * 2
    assert ids(kazakh, "ru") == ids(kazakh, "kk")
    russian = "Токаева ждали в Китае, а с Мирзиёевым говорили о поставках топлива на зиму. " * 2
    assert ids(russian, "kk") == ids(russian, "ru") != []


def test_characters_beyond_the_basic_plane_count_as_one(recogniser):
    assert recogniser.find("😀𠮷 Tokayev", "en") == [Found(3, 10, "tokayev", "Tokayev")]
