"""A ninth set, with articles of its own and a severe judge: numbers as people type them, odd spacing, questions, old and new spellings.

Articles and judgements were written before the search had been tried on them.
"""

# name: (language, published on, headline, text, slugs of tags)
NINTH_ARTICLES = {
    "j-atom": ("ja", "2025-04-03", "ロスアトム、バルハシ湖畔で測量を開始", "技術者四十人がウルケン村に入り、岩盤を二百メートルまで掘る。稼働は二〇三五年の予定だ。", ["rosatom"]),
    "j-chrome": ("ja", "2024-02-19", "クロム鉱山の労組が要求書", "フロムタウの坑内員は、危険手当を一・五倍に引き上げるよう会社に求めた。委員長はジュマベコフ氏。", []),
    "j-sumo": ("ja", "2022-11-14", "草原の力士、十両へ", "アルマトイ出身の若者は、稽古場で四股を二百回踏む。", []),
    "j-tea": ("ja", "2021-10-02", "紅茶を飲む国", "一人あたりの消費量は年に一・二キロ。ミルクを先に注ぐのが流儀だと、店主のグルナラさんは笑う。", []),
    "j-sat": ("ja", "2023-03-27", "地球観測衛星の後継機", "開発費は一億三千万ユーロ。欧州のメーカーが設計し、首都の工場で組み立てる。", []),
    "j-flu": ("ja", "2020-09-18", "鳥インフルエンザで養鶏場を封鎖", "北カザフスタン州で三万羽が処分された。ペトロパブルでは卵が値上がりした。", []),
    "j-speech": ("ja", "2019-02-24", "日本語スピーチ大会、留学経験なしで優勝", "ディナラ・アフメトワさんは「畳のにおいが好き」と話した。賞品は往復航空券。", []),
    "j-square": ("ja", "2021-12-17", "ジャナオゼン、十年後の広場", "十二月十六日、遺族は花束を置いた。発砲を命じたのは誰か、答えはまだない。", []),
    "j-rice": ("ja", "2025-06-05", "稲作農家、水を待つ", "シルダリヤ川の水位が一メートル下がり、田植えは六月にずれこんだ。", []),
    "e-atom": ("en", "2025-04-04", "Rosatom drills at Ulken", "Villagers asked who'd pay for new wells. Forty engineers are testing bedrock near Lake Balkhash.", ["rosatom"]),
    "e-chrome": ("en", "2024-02-20", "Chromium miners' union wins pay rise", "Zhumabekov, who heads the union in Khromtau, called off a walk-out planned for Friday.", []),
    "e-sumo": ("en", "2022-11-15", "From steppe to dohyo", "Kinbozan eats seven bowls of rice a day and phones his mother in Almaty.", []),
    "e-square": ("en", "2021-12-18", "Ten years after Zhanaozen", "Mothers laid wreaths on 16 December; the police kept their distance.", []),
    "e-cafe": ("en", "2023-08-30", "Café culture reaches Shymkent", "Baristas roast Ethiopian beans; a cappuccino costs 1,400 tenge. Naïve tourists pay twice.", []),
    "e-sat": ("en", "2023-03-28", "New Earth-observation satellite ordered", "The €130m spacecraft will be assembled in Astana, officials said.", []),
    "e-box": ("en", "2025-05-03", "Women's boxing champion retires", "Dina Zholaman's gloves will hang in a museum in Turkistan.", []),
    "e-wolf": ("en", "2024-01-22", "Wolves at the door", "Sheep-owners in Abai Region lost 212 animals; a self-taught trapper, Yerlan Bukenov, was hired.", []),
    "r-atom": ("ru", "2025-04-02", "Росатом начал изыскания у озера Балхаш", "Жители посёлка Улькен спрашивают, кто возместит ущерб. Пуск намечен на 2035 год, пробурено семь скважин.", ["rosatom"]),
    "r-chrome": ("ru", "2024-02-18", "Горняки Хромтау добились прибавки", "Профсоюз во главе с Жумабековым отозвал уведомление о стачке.", []),
    "r-square": ("ru", "2021-12-16", "Жанаозен: десять лет спустя", "16 декабря матери возложили венки, полицейские стояли поодаль.", []),
    "r-flu": ("ru", "2020-09-17", "Птичий грипп добрался до Петропавловска", "На птицефабрике уничтожили тридцать тысяч кур, ввели карантин.", []),
    "r-dump": ("ru", "2023-05-29", "Пенсионеры против мусорного полигона", "Активистка Бибигуль Оспанова собрала 1 200 подписей под обращением к акиму Костаная.", []),
    "r-wolf": ("ru", "2024-01-21", "Волки вышли к аулам", "Егерь Ерлан Букенов отстрелял трёх хищников в области Абай.", []),
    "r-book": ("ru", "2022-03-11", "Переводчики получили премию", "«Путь Абая» издан в Токио и Пекине, тираж — 5000 экземпляров.", []),
    "r-ski": ("ru", "2023-01-08", "Лыжники застряли на Шымбулаке", "Кресельный подъёмник стоял полтора часа; инструкторы раздавали чай.", []),
    "k-atom": ("kk", "2025-04-05", "Үлкен ауылында бұрғылау басталды", "Тұрғындар Балқаш көлінің суы ластанады деп алаңдайды.", []),
    "k-square": ("kk", "2021-12-19", "Жаңаөзен оқиғасына он жыл", "Аналар гүл шоқтарын қойды, алаңда үнсіздік орнады.", []),
    "k-wolf": ("kk", "2024-01-23", "Қасқырлар малға шапты", "Аңшы Ерлан Бөкенов Абай облысында үшеуін атып алды.", []),
    "k-rice": ("kk", "2025-06-06", "Күріш егушілер су күтеді", "Сырдария өзенінің деңгейі төмендеді, диқандар маусымды кешіктірді.", []),
    "k-box": ("kk", "2025-05-04", "Жоламан қолғабын шегеге ілді", "Былғары қолғап Түркістандағы мұражайға тапсырылды.", []),
    "z-atom": ("zh-Hans", "2025-04-06", "俄罗斯国家原子能公司在巴尔喀什湖钻探", "村民要求召开听证会，工程师住进帐篷。", []),
    "z-flu": ("zh-Hans", "2020-09-19", "禽流感疫情蔓延", "养鸡场扑杀三万只鸡，周边道路设卡消毒。", []),
    "z-book": ("zh-Hans", "2022-03-12", "《阿拜之路》中译本再版", "译者历时九年，封面由青年画家设计。", []),
    "z-tea": ("zh-Hans", "2021-10-03", "奶茶与馕", "老板娘说，客人一天能喝八碗。", []),
    "z-sat": ("zh-Hant", "2023-03-29", "對地觀測衛星將在阿斯塔納組裝", "歐洲廠商負責設計，預算一億三千萬歐元。", []),
}  # fmt: skip

KHROMTAU = "j-chrome e-chrome r-chrome"
BUKENOV = "e-wolf r-wolf k-wolf"
ZHANAOZEN = "j-square e-square r-square k-square"
ROSATOM = "j-atom e-atom r-atom z-atom"
ULKEN = "j-atom e-atom r-atom k-atom"
BALKHASH = "j-atom e-atom r-atom k-atom z-atom"
TURKISTAN = "e-box k-box"

# (query, names of the articles that a reader expects)
NINTH = [
    # names across scripts, in part, in kana, in Latin letters
    ("Хромтау", KHROMTAU),
    ("furomutau", KHROMTAU),
    ("Жумабекову", KHROMTAU),
    ("ジュマベコフ氏", KHROMTAU),
    ("ブケノフ", BUKENOV),
    ("Bukenov's", BUKENOV),
    ("жанаозене", ZHANAOZEN),
    ("じゃなおぜん", ZHANAOZEN),
    ("Jańaózen", ZHANAOZEN),
    ("ロスアトム社", ROSATOM),
    ("rosuatomu", ROSATOM),
    ("Улькене", ULKEN),
    ("ばるはし湖", BALKHASH),
    ("Syr-Darya", "j-rice k-rice"),
    ("アフメト", "j-speech"),
    ("Ахметова", "j-speech"),
    ("オスパノワ", "r-dump"),
    ("ディナラ アフメトワ", "j-speech"),
    ("とうきょう", "r-book"),
    ("Túrkistan", TURKISTAN),
    ("Zholaman", TURKISTAN),
    ("СКО", "j-flu"),
    # Kazakh as it is typed without its letters
    ("каскыр", "k-wolf"),
    ("qasqyr", "k-wolf"),
    ("куриш", "k-rice"),
    ("диқандардың", "k-rice"),
    ("колгап", "k-box"),
    # Russian
    ("посёлке", "r-atom"),
    ("венок", "r-square"),
    ("хищник", "r-wolf"),
    ("переводчиков", "r-book"),
    ("«кресельный подъемник»", "r-ski"),
    ("профсаюз", "r-chrome"),
    ("djkrb", "r-wolf"),
    ("полтора часа -лыжники", ""),
    # English
    ("cafe", "e-cafe"),
    ("capuccino", "e-cafe"),
    ("walkout", "e-chrome"),
    ("wolf", "e-wolf"),
    ("women's boxing", "e-box"),
    ("earth observation", "e-sat"),
    # numbers, dates
    ("1400 tenge", "e-cafe"),
    ("1200 подписей", "r-dump"),
    ("5 000 экземпляров", "r-book"),
    ("1.5倍", "j-chrome"),
    ("１億３０００万ユーロ", "j-sat"),
    ("130 million", "e-sat"),
    ("三萬隻", "z-flu"),
    ("12月16日", "j-square"),
    ("December 16", "e-square"),
    ("2035г.", "r-atom"),
    # Japanese and Chinese
    ("引上げ", "j-chrome"),
    ("組立", "j-sat"),
    ("鳥いんふるえんざ", "j-flu"),
    ("北カザフスタン", "j-flu"),
    ("日本語スピーチ", "j-speech"),
    ("卫星", "j-sat z-sat"),
    ("帳篷", "z-atom"),
    ("鶏", "j-flu z-flu"),
    # questions
    ("発砲を命じたのは誰ですか？", "j-square"),
    ("日本語スピーチ大会で優勝したのは誰", "j-speech"),
    ("who heads the miners' union in Khromtau?", "e-chrome"),
    ("Кто собрал подписи в Костанае?", "r-dump"),
    ("为什么扑杀三万只鸡？", "z-flu"),
    # operators
    ("lang : ru волки", "r-wolf"),
    ("tag: rosatom", "j-atom e-atom r-atom"),
    ("ロスアトム　－岩盤", "e-atom r-atom z-atom"),
    ("Жанаозен before：2021-12-18", "j-square r-square"),
]  # fmt: skip
