"""Postal addresses: Chinese by their road and number, others by their street, or after a label."""

import re
from collections.abc import Iterator
from itertools import pairwise

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.labelled import find_labelled
from engine.redaction.words.sieve import Pattern

_UNIT = r"(?:号|號|樓|層|棟|單元|弄|栋|幢|座|室|楼|层|单元|院|组|队|户)"
_CHINESE = Pattern(
    r"(?:[一-鿿]{2,8}(?:省|自治区))?(?:[一-鿿]{2,7}[市州盟])?(?:[一-鿿]{1,6}[区县旗])?[一-鿿]{1,10}"
    r"(?:路|街|道|巷|里|村|镇|乡|胡同|大道|小区|花园|新村|公寓|大厦|广场|苑|鎮|鄉|邨|花園|大廈|廣場)"
    rf"[一-鿿]{{0,6}} ?[\dOIl]{{1,5}}(?:[\-之][\dA-Z]{{1,5}})? ?{_UNIT}"
    rf"(?:[\dA-Z一-鿿\-]{{0,12}}{_UNIT})*(?:[一-鿿]{{2,8}}(?:天街|商场|购物中心|百货|广场|大厦|中心|花园|小区|公寓|苑|城|园|家属院|宿舍|社区|院))?(?:[A-Z一二三四五六七八九十\d]{{1,3}}(?:座|塔|栋|楼|区|期|层)|(?<=[街场百货])B\d)*[\dA-Z\-]*室?(?:地下)?(?:[一二三四五六七八九十]{1, 3}[楼樓层])?(?:[东西南北]侧|[东西南北]门|[东西南北]面|对面|旁边?|附近|機房|机房)?"  # noqa: E501
    r"|[一-鿿A-Z\d]{2,10}?(?:小区|花园|公寓|大厦|家园|新村|社区|广场|写字楼|宿舍|校区)[一-鿿\d]{0,6}?(?:丰巢|驿站|快递柜|自提柜|自提点|快递点|代收点|门卫|门岗|岗亭|传达室|收发室|保安室|物业处?)柜?"
    r"|(?:[一-鿿]{2,8}(?:省|自治区))(?:[一-鿿]{2,7}[市州盟])(?:[一-鿿]{1,6}[区县旗市])[一-鿿\dA-Z\-]{2,40}"
)
_HOMES = r"(?:小区|花园|公寓|家园|新村|社区|家属院|宿舍|大院|华府|御府|首府|名邸|豪庭|庄园|山庄|别墅|新城|国际城|城|雅居|嘉园|佳苑|馨园|名苑|苑|世家|半岛|公馆|御园|园|广场|大厦|坊|居|轩|阁|庭|湾|府|里|邨|天街|万科|中心)"  # noqa: E501
_AT_HOME = Pattern(
    rf"(?<![一-鿿])(?:[一-鿿]{{0,6}}?(?:住在|家住|住|反映|位于|寄到|送到|发往|寄往|在|到))?(?P<place>[一-鿿]{{1,10}}?{_HOMES}(?:[一二三四五六七八九十\d]{{1,2}}期)?[东西南北A-Z]?区? ?"  # noqa: E501
    r"(?:(?:\d{1,4}|[A-Z]|[一二三四五六七八九十]{1,3}) ?(?:号楼|號樓|栋|棟|幢|座|号院|#楼)(?: ?\d{1,2} ?单元)?(?: ?[\dA-Z\-]{1,6} ?(?:室|号|户|房)?)?|\d{1,3}-\d{1,3}-\d{1,4}))"  # noqa: E501
    r"|(?<![一-鿿])(?P<far>[一-鿿]{2,10} ?\d{1,4} ?(?:号楼|號樓|栋|棟|幢|座) ?\d{1,2} ?单元 ?[\dA-Z\-]{1,6} ?(?:室|号|户|房)?)"  # noqa: E501
)
"""`翡翠城3期12幢`, `国棉三厂家属院24号楼15号`: where one lives, told without a road."""
_NAME = r"[A-ZÀ-ÞĀ-Ž](?:[^\W\d_]|['’.\-]){1,24}"
_WORDS = rf"{_NAME}(?: (?:(?:de|da|do|dos|del|della|di|la|le|des|du|van|von|der|den|of|the|am|an|im|zur|zum) ){{0,2}}{_NAME}){{0,3}}"  # noqa: E501
_UNIT_PART = r"(?:Apt|Apartment|Suite|Ste|Unit|Floor|Flat|Room|Rm|Bldg|Building|Block|#|\d{1,2}(?:st|nd|rd|th) Floor|\d{1,3}[ºª°oa] ?[A-Z]?)\.?(?: ?\w{1,5})?"  # noqa: E501
_POSTCODE = (
    r"(?:[A-Z]{2,3},? [A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{2,3},? \d{4,5}(?:-\d{4})?|"
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{3}-\d{4}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} [A-Z]{2}|\d{4,6})"
)
_REST = rf"(?:,? ?{_UNIT_PART})?(?:,? ?\n?(?:{_POSTCODE} )?{_WORDS}){{0,1}}(?:, ?(?:{_UNIT_PART}|{_POSTCODE} {_WORDS}|{_WORDS}(?= ?,| {_POSTCODE}|[.;)]?$))){{0,3}}(?:,? ?{_POSTCODE}\b)?"  # noqa: E501
_STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Square|Sq|Way|Place|Pl|Close|Crescent|Cres|Terrace|Terr|Gardens|Grove|Hill|"
    r"Parkway|Pkwy|Highway|Hwy|Circle|Cir|Row|Mews|Walk|Quay|Park|Green|Rise|View|Broadway|Trail|Loop|Parade|Esplanade|Embankment|Wharf|Alley|Turnpike|Freeway)"
)
_SIDE = r"(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?"
_BEFORE = rf"(?:\b(?:Flat|Apt|Apartment|Unit|Suite|Room|Shop|Block) \w{{1,5}},? (?:{_WORDS}, )?)?"
_TAIL = rf"(?:,? ?\n?(?:\d{{4,5}}(?: [A-Z]{{2}})?|\d{{2}}-\d{{3}}) {_WORDS}|, {_WORDS}(?:,? {_POSTCODE})?)?"
_FOREIGN = (
    # Lindenallee 44, 50968 Köln; Storgatan 12; Keizersgracht 174
    r"\b[A-ZÄÖÜÅÆØ][\wäöüßåæø\-]*(?i:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|straat|laan|gracht|plein|kade|gatan|vägen|gade|vej|veien|gata|katu|tie|utca)"
    rf" \d{{1,4}} ?[a-zA-Z]?\b(?!\.\d){_TAIL}"
    # Via Garibaldi 22; Calle de Alcalá 214; ul. Długa 5; Str. Eminescu nr. 14; Rua Augusta, 1500
    r"|\b(?:Via|Viale|Piazza|Piazzale|Corso|Largo|Vicolo|Calle|C/|Avenida|Avda\.?|Av\.|Plaza|Paseo|Carrer|Carretera|Rua|Travessa|Praça|Alameda|Rambla|Ul\.|ul\.|al\.|Aleja|Str\.|Strada|Bulevardul|B-dul|Calea|Jl\.?|Jalan|Lorong|ulica|Ulica|Cadde|Cad\.|Sok\.|улица|ул\.|проспект|пр\.)"
    rf" ?(?:(?:de|da|do|dos|del|della|di|la|las|los|le|dei) ){{0,2}}{_WORDS},? ?(?:nr\.?|n[.º°]|No\.?:?|№|д\.)? ?\d{{1,5}}(?:/\d{{1,4}})?[a-zA-Z]?(?:, ?\d{{1,3}}\.?[ºª°oa] ?\w{{0,3}})?(?: ?[,\-–] ?(?:ap|apto|apt|sala|conj?|cj|bl|bloco|andar|casa|loja|fundos|int|interno|depto|dpto|piso|esc|pta|puerta|scala|interior|m|lok)\.? ?\w{{1,5}}){{0,3}}(?:{_TAIL})"  # noqa: E501
    r"|\b\d{1,4}(?:(?:,)? (?:bis|ter))?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Aa]llée|[Vv]enelle|[Rr]uelle|[Ss]entier|[Ss]quare|[Pp]assage|[Hh]ameau|[Ll]otissement|[Cc]los|[Ff]aubourg|[Ee]splanade|[Mm]ontée|[Tt]raverse|[Cc]ité|[Cc]h\.|[Bb]oul\.|[Aa]v\.|[Bb]d|[Rr]te|[Qq]uai|[Cc]hemin|[Ii]mpasse|[Cc]ours|[Rr]oute) (?:[\w'’\-]+ ?){1,5}(?:, ?\d{5} [A-ZÀ-Þ][\w\-]+)?"  # noqa: E501
    rf"|\b[A-Z][\wäöüß\-]*(?:STRASSE|STR\.|STRAßE|WEG|PLATZ|ALLEE|GASSE) \d{{1,4}}[A-Z]?(?:\s+\d{{4,5}} {_WORDS})?"
)
_ENGLISH = Pattern(
    rf"{_BEFORE}\b(?!0)\d{{1,5}}[A-Za-z]?(?:[-/]\d{{1,4}})?,? (?:{_SIDE} )?(?:(?:[A-Z][a-z'’.\-]+|\d{{1,3}}(?:st|nd|rd|th)) ){{1,3}}{_STREET}\b\.?(?: {_SIDE}(?![\w]))?(?: in [A-ZÀ-Þ][\w'’\-]{{1,24}})?"  # noqa: E501
    rf"(?:{_REST})(?=[\s,.;)\"']|$|(?<=[ ,]))"
    r"|\b\d{1,5} (?:[A-Z][a-z]+ ){1,3}(?:St|Ave|Rd|Dr|Ln|Blvd)\.(?:, [A-Z][A-Za-z ]{2,24})?(?:,? [A-Z]{2} \d{5})?"
    rf"|\bP\.? ?O\.? ?Box \d{{1,6}}(?:, {_WORDS}){{0,2}}(?:,? {_POSTCODE}\b)?"
)
_FURTHER_STREET = (
    "Plaza|Plz|Mall|Centre|Center|Cottages?|Buildings?|Houses?|Villas?|Yard|Passage|Pike|Path|Point|Pointe|Crossing|Bend|Bluff|Brook|Canyon|"
    "Cove|Creek|Dale|Estates?|Expressway|Falls|Ferry|Fields?|Ford|Forest|Fork|Glen|Harbou?r|Heights|Hollow|Islands?|Isle|Junction|Knoll|Lakes?|"
    "Landing|Meadows?|Mill|Mount|Oval|Overlook|Pass|Pines?|Plains?|Prairie|Ridge|River|Run|Shores?|Springs?|Spur|Station|Summit|Trace|Track|Valley|"
    "Viaduct|Village|Vista|Wells?|Bank|Chase|Commons?|Copse|Corner|Croft|Dene|Down|Drove|End|Firs|Fold|Garth|Gate|Lea|Leas|Link|Mead|Orchard|"
    "Paddock|Pastures|Promenade|Reach|Side|Spinney|Strand|Vale|Wynd|Brae|Loan|Approach|Arcade|Bypass|Circuit|Circus|Concourse|Terminal|Tower|Towers|"
    "Lodge|Mansions|Priory|Abbey|Barracks|Market|Causeway|Bridge|Hamlet|Farm|Barns?|Stables|Nook|Rigg|Gait|Vennel|Entry|Hay|Hey|Shaw|Holt|Hurst|Wood|Woods"
)
_GLUED = Pattern(
    r"(?<![\w.,/\-])(?!0)\d{1,5}[A-Za-z]? ?(?:[A-Z][a-z'’\-]+ ?){0,2}[A-Z][a-z'’\-]{2,}(?:Street|Road|Avenue|Lane|Crescent|Terrace|Gardens|Close)(?!\w)"  # noqa: E501
)
"""`18 MillLane`: the reader lost the gap."""
_ENGLISH_IN_TOWN = Pattern(
    rf"(?<![\w.,/\-])(?!0)\d{{1,5}}[A-Za-z]? (?:[A-Z][a-z'’.\-]+ ){{1,3}}(?:{_FURTHER_STREET}|{_STREET}), [A-Z][a-zß-ɏ'’\-]{{2,24}}(?: [A-Z][a-zß-ɏ'’\-]{{2,24}}){{0,2}}"  # noqa: E501
    rf"(?:,? {_POSTCODE}\b)?(?=[\s,.;)\"']|$)"
    rf"|(?<![\w.,/\-])(?!0)\d{{1,5}}[A-Z]? (?:[A-Z'’.\-]{{3,}} ){{1,3}}(?:{f'{_FURTHER_STREET}|{_STREET}'.upper()}), [A-Z'’\-]{{3,24}}(?: [A-Z'’\-]{{3,24}}){{0,2}}(?![\w@])"  # noqa: E501
)
"""`9 Canal Plaza, Kettering`: what else streets end in counts before a town."""
_GERMAN_LINE = Pattern(
    r"^[ \t]*(?:Am|An der|An den|Im|In der|In den|Auf der|Auf dem|Auf den|Zum|Zur|Unter den|Unter der|Hinter der|Hinter dem|Hinterm|Vorm|Unterm|Überm|Vor dem|Vor der|Beim|Bei der|Ober[en]*|Unter[en]*|Alte[rn]?|Neue[rn]?|Große[rn]?|Kleine[rn]?|Lange[rn]?|Hohe[rn]?)"  # noqa: E501
    r" (?!Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Version|Jahr|Kapitel|Seite|Punkt|Schritt|Fall|Zeile|Raum|Zimmer)"  # noqa: E501
    r"[A-ZÄÖÜ][\wäöüß\-]{2,24}(?: [A-ZÄÖÜ][\wäöüß\-]{2,20})? \d{1,4} ?[a-z]?(?=[ \t]*(?:$|,))",
    re.MULTILINE,
)
"""`Am Lindenfeld 27`, as all of a line."""
_TOWN_CODE = (
    r"(?:[A-Z]{1,2}[\- ])?(?:\d{5,6}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|(?!19\d\d|20[0-4]\d)\d{4}(?: ?[A-Z]{2}\b)?)"
)
_SMALL = r"(?: (?:[a-zà-ž]{1,6}\.?|[a-zà-ž]{3,10}))?"
_BY_TOWN = Pattern(
    # Bágyoni u. 59, 1132 Budapest; Dlouhá 90, 110 00 Praha 1; Atatürk Cad. No: 12/4, 34710 Kadıköy
    rf"(?<![\w.])(?:\d{{1,2}}\. )?{_WORDS}{_SMALL},? (?:[Nn][ro]\.?:? ?|n[°º] ?)?\d{{1,4}}(?:[/\-]\d{{1,4}})?(?: ?[A-Za-z]\b)?\.?(?:,? ?(?:\d\. ?)?[\w.]{{1,12}} ?\d{{0,3}})?, ?\n?{_TOWN_CODE} {_WORDS}(?: \d{{1,2}}\b)?(?:,? {_WORDS})?"  # noqa: E501
    # 1132 Budapest, Bágyoni u. 59.
    rf"|(?<![\w.]){_TOWN_CODE} {_WORDS},[ \n]{_WORDS}{_SMALL} \d{{1,4}}(?:[/\-]\w{{1,4}})?(?![\w:])"
    # Carrera 7 # 71-21, Bogotá; Calle 50 No. 12-34; Blk 123 Ang Mo Kio Ave 3 #05-12
    rf"|\b(?:Carrera|Cra\.?|Calle|Cl\.?|Diagonal|Transversal|Avenida|Av\.) \d{{1,3}}[A-Z]? ?(?:#|[Nn]o\.?|[Nn]°) ?\d{{1,3}}[A-Z]?-\d{{1,3}}(?:, {_WORDS})?"  # noqa: E501
    rf"|\b(?:Blk|Block) \d{{1,4}}[A-Z]?,? {_WORDS}(?: \d{{1,2}})?,? #\d{{2}}-\d{{1,4}}(?:,? (?:Singapore )?S?\(?\d{{6}}\)?)?"  # noqa: E501
    r"|〒 ?\d{3}-\d{4}(?:[ \n]?[一-鿿ぁ-ヿ0-9\-]{4,40})?|[가-힣]{2,8}(?:시|도) [가-힣]{1,6}(?:구|군|시) [가-힣0-9 ]{1,16}(?:로|길|동) ?\d{1,4}(?:-\d{1,4})?"  # noqa: E501
    r"|[一-鿿]{2,4}[市縣][一-鿿]{1,4}[區鄉鎮市][一-鿿]{1,8}[路街道](?:[一二三四五六七八九十\d]{1,3}段)?(?:\d{1,4}巷)?(?:\d{1,4}弄)? ?\d{1,4} ?號(?:(?:地下)?[一二三四五六七八九十\d]{1,3}樓)?(?:機房|之\d{1,2}|[東西南北]側|對面|旁)?"  # noqa: E501
)
"""By a number and a town with its code, in the order of many countries."""
_BY_CODE = Pattern(
    rf"(?<![\w.])\d{{1,5}}[A-Za-z]? {_WORDS},? {_WORDS}(?:, {_WORDS})?,? (?:[A-Z]{{1,2}}\d[A-Z\d]? \d[A-Z]{{2}}|[A-Z]{{2}}[ \n]\d{{5}}(?:-\d{{4}})?)(?!\w)"  # noqa: E501
    r"|(?<![\w.])[A-ZÀ-Þ][A-Za-zÀ-ɏ.]{4,30} ?\d{1,4}[a-z]?, ?\d{4,6} ?[A-ZÀ-Þ][a-zß-ɏ]{2,24}(?!\w)"
)
"""By the code of a town, whatever the street is called, and where the reader lost the gaps."""
_ABROAD = Pattern(_FOREIGN)
_SAID = Pattern(
    r"[一-鿿]{0,6}(?:现住址|现地址|住址|地点(?:为|是|在)?|地點(?:為|是|在)?|坐落于|现住|居住于|住在|位于|寄到|寄往|寄至|送到|送往|送至|地址是|地址为|地址在|搬到|地址)|住(?=[一-鿿]{2,7}[省市区县])"
)
_REGION_BEFORE = re.compile(r"(?<![一-鿿\w])[一-鿿\d]{0,18}[省市区县州旗盟]\d?[一-鿿\d]{0,3}$")
"""Lands and towns before a road, some of whose signs were misread: `收拉区1萨市1区江苏路22号`."""
_OF_MENUS = re.compile(
    r"\b(?:File|Edit|View|Insert|Format|Tools|Window|Windows|Help|Actions|Options|Communication|Session|Favorites|Bookmarks)\b"
)
_FEWEST_OF_MENUS = 3
"""`24 x 80 File Edit View Help`"""
_LONG_LINE = 40
_NUMBER_NEAR_END = re.compile(r"\b\d{1,5}[A-Za-z]?(?: [A-Z][A-Za-z.]*){0,3}$")
_NUMBER_SAID = re.compile(r"[a-z]{2,} (?:at|of|to|from|no\.?|number) (?:no\.? )?\d{1,5}[A-Za-z]?$")
"""`Leave with the neighbour at no. 63`"""
_NOT_POSTAL = Pattern(
    r"(?i)(?:ip|mac|e-?mail|web|url|physical|gateway|memory|server|bitcoin|wallet|物理|网络|内存|网址|邮箱|网关|服务器|ip-|mac-)\s*-?$"
)


def find(text: str) -> Iterator[TextFinding]:
    for match in _AT_HOME.finditer(text) if not text.isascii() else ():
        yield TextFinding(EntityType.ADDRESS, *match.span(match.lastgroup or 0), 0.75, "shape")
    for match in _CHINESE.finditer(text) if not text.isascii() else ():
        said = _SAID.match(match.group())
        start = match.start() + (said.end() if said else 0)
        region = _REGION_BEFORE.search(text, max(0, match.start() - 24), match.start())
        if region and not said:
            start = region.start()
        yield TextFinding(EntityType.ADDRESS, start, match.end(), 0.8, "shape")
    if any(map(str.isdigit, text)):
        if "\n" in text:
            yield from _over_two_lines(text)
        for pattern in (_ENGLISH, _GLUED, _ENGLISH_IN_TOWN, _ABROAD, _GERMAN_LINE, _BY_TOWN, _BY_CODE):
            for match in pattern.finditer(text):
                if len(_OF_MENUS.findall(match.group())) >= _FEWEST_OF_MENUS:
                    continue
                said = _SAID.search(text, max(0, match.start() - 8), match.end())
                start = said.end() if said and said.end() > match.start() else match.start()
                yield TextFinding(EntityType.ADDRESS, start, match.end(), 0.8, "shape")
    for finding in find_labelled(text, EntityType.ADDRESS):
        before = re.split(r"(?i)address|adresse|street|地址|住址", text[: finding.start])
        if re.match(r"\W{0,4}\d{1,3}(?:\.\d{1,3}){2}", text[finding.start : finding.end]):
            continue  # `Source Network Address: 10.1.2.3`
        if not _NOT_POSTAL.search(before[-2] if len(before) > 1 else ""):
            yield finding


def _over_two_lines(text: str) -> Iterator[TextFinding]:
    """Yield addresses that a long line of prose breaks: no list has lines that long."""
    lines = text.split("\n")
    start = 0
    for line, following in pairwise(lines):
        joint = start + len(line)
        is_prose = len(line) >= _LONG_LINE or _NUMBER_SAID.search(line) is not None
        if is_prose and _NUMBER_NEAR_END.search(line) and following[:1].isupper():
            joined = f"{line} {following}"
            for match in _ENGLISH.finditer(joined):
                if match.start() < len(line) < match.end():
                    yield TextFinding(EntityType.ADDRESS, start + match.start(), start + match.end(), 0.75, "shape")
        start = joint + 1
