"""Chinese names: after a label, a department or a role, before what somebody did, and wherever the words leave one."""

import re
from collections.abc import Iterator
from functools import cache

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.recognizers.plausible import is_plausible
from engine.redaction.words.chinese_text import (
    ANNOUNCED,
    LABELLED,
    cut,
    is_chinese_phrase,
    is_rare_sign,
    is_surname,
    is_usual_surname,
    is_word,
    names_in,
)
from engine.redaction.words.entities import form_of_address_pattern, surname_pattern
from engine.redaction.words.labels_in_text import label_regex, labels_in
from engine.redaction.words.names import (
    chinese_name_at,
    is_chinese_name,
    is_chinese_word,
    is_given_name,
    is_unlisted,
    is_word_of_screens,
)
from engine.redaction.words.sieve import Pattern

_CHINESE_CONTEXT = Pattern(
    r"(?:自然人|纳税人|联系人?到?|找到|转交给|转给|交给|我是|我叫|通知|客户|患者|病人|用户|员工|同事|负责人|处理人|经办人?|申请人|审批人?|户名|致电|请|由|和|与|找|让|叫|问|给|给予|抄送|拜托|感谢|谢谢|"
    r"(?:工号|账号|帐号|员工号|编号)[A-Za-z0-9]{2,16}的|学生|老师|医生|护士|工程师|经理|主任|姓名|名字|此致|敬上|家属|本人|发件人|收件人|主持人|参会人|@|负责|您好,|你好,)"
    r"[:：]?\s{0,3}(?=[一-鿿]{2})"
)
_CHINESE_PLACE = Pattern(
    r"(?:我是|这里是|这边是|联系|找|请|由|转|[一-鿿]{0,3}的|^|(?<=[,.;:! ]))[一-鿿]{1,6}?(?:科|部|处|室|组|中心|支行|分行|局|院|车间|班|厂|所|队|窗口|柜台)(?:的)?(?=[一-鿿]{2})",  # noqa: E501
    re.MULTILINE,
)
"""The department before a name: 信息科赵文博."""
_AFTER_NAME = Pattern(
    r"[,.;:!?()、 ]|$|来|说|报|打|反映|反馈|要求|请|的|在|已|申请|提交|办理|处理|负责|咨询|登录|完成|想|需|于|无法|不能|电话|手机|发|回|和|与|您|老|同|先|女|工号|到|诉|因|称"  # noqa: E501
)
_DEVICE_OF = Pattern(
    r"(?<![一-鿿])([一-鿿]{2,4}?)的 ?(?:(?:iPad|iPhone|iMac|MacBook|Mac|AirPods|Galaxy|Pixel|PC|ThinkPad|Surface|Mate|HUAWEI|Redmi|vivo|OPPO|HONOR)(?![a-z])(?: ?(?:Pro|Air|mini|Max|Plus|Ultra|Book|\d{1,2}\w?))*|华为|小米|荣耀|平板|笔记本|耳机|手表|台式机)"  # noqa: E501
)
"""A device that is called after its owner."""
_SERVING = Pattern(
    r"(?:师傅|技师|专员|客服|骑手|快递员|司机|保安|护工|护士|柜员|坐席|管家|网格员|值班员|同学|同事|家长|业主)([一-鿿]{2,3}?)(?=会|将|已经?|正在?|今天|明天|刚|提前|马上|稍后|上门|联系|过来|去|把|也|反馈|反映|说|帮|负责)"
)
"""`师傅但勇会上门`: between a role and what its bearer does stands a name."""
_LATIN_NAMED = Pattern(
    r"(?:同事|经理|經理|主管|老师|老師|工程师|工程師|客户|客戶|组长|組長|助理|外教|联系|聯絡|找|请|請|由|给|給|问|問|叫|感谢|謝謝|谢谢|抄送) ?([A-Z][a-z]{2,14}(?: [A-Z][a-z]{1,14})?)(?= ?[一-鿿,.:;()]|\s*$)"  # noqa: E501
)
"""A name in Latin letters within Chinese: `同事 Gurpreet 帮忙`."""
_NICKNAME = Pattern(r"(?<![一-鿿A-Za-z0-9])[小老阿]([一-鿿])(?![一-鿿A-Za-z])")
"""`小王`, as colleagues call each other."""
_IN_BRACKETS = Pattern(
    r"(?:客服|坐席|备注|跟进|处理|经手|经办|接待|店员|管家|小二)[一-鿿]{0,2} ?[(（]([小阿][一-鿿]{1,2})[)）]"
)
"""`客服备注(小茉)`: how those call themselves who answer."""
_CHINESE_ALONE = Pattern(r"(?<![一-鿿A-Za-z0-9])[一-鿿]{2,4}(?![一-鿿])")
"""A name right before what its owner did, glued to what stands left of it."""
_CHINESE_BEFORE = Pattern(
    r"[一-鿿]{2,9}(?=的?身份证件?(?:号码?)?[: ]?\d{15})"
    r"|[一-鿿]{2,9}(?=(?:工作记录|处理记录|跟进记录|添加了|备注了|回复了|上传了|编辑了|修改了|评论了) ?(?:[·.:\d ]|$))"
)
_CHINESE_DOING = Pattern(
    r"(?<![一-鿿])([一-鿿]{2,4}?)(?=(?:来电|反映|反馈|报修|提交|说|表示|发起|创建|已读|撤回|邀请|加入|申请|上报|咨询|处理了|回复|已(?:同意|审批|拒绝|转交|驳回|确认|提交|阅|签收|处理|完成|通过|查看|接受|撤销|撤回|评论|退回|加签|抄送)|的(?:电脑|账号|密码|邮箱|手机|打印机|工位|笔记本)))"
)
_CHINESE_BEFORE_PHONE = Pattern(
    r"(?<![一-鿿])(?:(?:[寄收发]件?人?|致|给|联系)[:： ]?|(?=[一-鿿]{2,3}[ ,:(]{0,2}1)(?!电话|手机|尾号|号码|微信|热线|座机|固话|单位|联系))([一-鿿]{2,4})[ ,:(]{0,2}(?=(?:\+?86[ \-]?)?1[3-9]\d[\d \-]{8,})"  # noqa: E501
)
"""As labels of parcels have sender and receiver."""


_GREETED = Pattern(
    r"(?:^|(?<=[,.;:!? @\]】>]))([一-鿿]{2,4}?)(?=[,:! ]{1,2}(?:您好|你好|早|早安|(?:早上|上午|中午|下午|晚上)好|大家好|收到|辛苦了|麻烦|请查收))"  # noqa: E501
    r"|(?:(?:早上|上午|中午|下午|晚上)好|[您你]好|早|hi|hello|谢谢|感谢|辛苦)[,! ]{1,2}([一-鿿]{2,4}?)(?=[,.!?:]|在吗|[ \n]|$)",  # noqa: E501
    re.MULTILINE,
)
_VISITOR = Pattern(
    r"(?:^|(?<=[\s\d号#.、]))([一-鿿]{2,5}?)[ ,(]{0,3}(?=(?:初诊|复诊|过号|候诊|就诊|待诊|已签到|未签到|已叫号|请到|到\d+号?(?:诊室|窗口)|[男女](?:[ ,/]|\d|$)|\d{1,3}岁))"  # noqa: E501
    r"|请 ?(?:[A-Z]?\d{1,4}号?)? ?([一-鿿]{2,4}?) ?(?=到[一-鿿\d ]{1,8}(?:诊室|窗口|柜台|室|台))"
    r"|(?:→|->|=>|>>|⇒) ?([一-鿿]{2,4})(?![一-鿿])|(?<![一-鿿])([一-鿿]{2,4}) ?(?=→|->|=>|>>|⇒)",
    re.MULTILINE,
)
"""Names in queues and wards, beside a visit, a sex, an age; and those who handed over."""
_CALLED = Pattern(
    r"(?:(?<![一-鿿A-Za-z0-9])|(?<=[科部室处组找请给和与叫谢]))(?:[老小阿]([一-鿿])|([一-鿿])(?:(?:哥|姐|叔|婶|嫂|妈妈|爸爸|爷爷|奶奶)|工|总|老))(?=[,.:!?()在说来的也去已把让给过帮你您我他 \n]|$|\d|(?<=[哥姐叔婶嫂妈爸爷奶]))"  # noqa: E501
)
"""`老仝`, `卞哥`, `靳工`: how colleagues call each other, whoever bears the family name."""
_TITLE = Pattern(
    r"(?:^|(?<=[^一-鿿])|(?<=[由请找问和与给])|(?<=[\s]))([一-鿿]|[一-鿿]{2})(?= ?(?:先生|女士|小姐|太太|老师|主任|医生|医师|大夫|护士长?|经理|主管|总监|师傅|院长|局长|科长|处长|部长|行长|校长|所长|队长|班长|教授|律师|法官|警官|工程师)(?![一-鿿]{0,2}[:]))",  # noqa: E501
    re.MULTILINE,
)
_FOREIGN = Pattern(r"(?<![一-鿿·])([一-鿿]{2,16})[·•・]([一-鿿]{2,8})(?:[·•・][一-鿿]{2,8})?(?![一-鿿·])")
"""Names from other languages as they are written in Chinese: `买买提·吐尔逊`."""
_WITH_ROLE = Pattern(
    r"(?<![一-鿿])([一-鿿]{2,4})(?=\([一-鿿]{0,8}(?:员|師|师|长|長|理|任|管|监|客服|医生|护士|司机|本人|主持人|管理|专家|代表|顾问|组长|科|部|室|中心|男|女|我|您)\))"
)
_ROLE_AT_END = Pattern(
    r"(?:专管员|专员|管理员|协管员|联络员|调度员|业务员|质检员|检验员|库管员|采购员|销售员|驾驶员|理货员|派件员|快递员|网格员|办事员|科员|干事|护士长|主治医师|住院医师|责任护士|药师|技师|工程师|会计师|会计|出纳|律师|秘书|助理|经理|主管|主任|组长|班长|队长|站长|店长|科长|处长|所长|校长|园长|厂长|行长|部长|总监|老板|法人|代表|顾问|专家|教练|导师|导游|房东|租客|家属|监护人|经办|对接人|接口人|对接)"
    r"(?:是|为|:)?([一-鿿]{2,4}?)(?=$|[,.;:!?()、 \n]|[:]?1[3-9]\d{9})",
    re.MULTILINE,
)
"""`税务专管员虞美方`: between a role and the end of what is said stands a name."""
_SURE_ROLE = re.compile(r"(?:员|医师|护士|药师|技师|工程师|律师|教练|师傅|民警)(?:是|为|:)?$")
"""Behind these nobody says what else is there: a family name is enough."""
_OF_DEPARTMENT = Pattern(
    r"(?<![一-鿿])(?:人力资源|人事|财务|行政|信息|技术|运维|法务|审计|采购|市场|销售|客服|安保|保卫|后勤|质检|质控|研发|产品|测试|运营|综合|医务|护理|设备|仓储|物流|调度|总务|院办|党办|校办|厂办)"
    r" ?([一-鿿]{2,3})(?![一-鿿])"
)
"""`人力资源管彤`: a step of an approval, where the reader lost the gap."""
_WITH_FAMILY = Pattern(r"(?<![A-Za-z])([A-Z][a-z]{2,12}) ?([一-鿿])(?![一-鿿])")
"""`Kevin 翁`"""
_COMRADE = Pattern(r"([一-鿿]{2,8})(?=同志(?![一-鿿]?[们會会]))")
_FIELD_TO_END = Pattern(
    r"^\s*(?:姓名|户名|联系人|负责人|经办人|审批人|审核人|复核人|申请人|提交人|操作人|处理人|收件人|发件人|值班人|报修人|登记人|制单人|患者|乘客|司机|住户|业主)[: ]?([一-鿿]{2,3})\s*$",  # noqa: E501
    re.MULTILINE,
)
_HANDED_OVER = Pattern(
    r"[转交派由请][一-鿿]{0,6}?(?:办|科|部|处|室|组|站|台|窗口|中心)([一-鿿]{2,3})(?=处理|跟进|办理|负责|核实|解决|回复|联系|协助|审批|确认)"
)
_TWO_FAMILIES = Pattern(r"(?<![一-鿿])([一-鿿]{4})(?![一-鿿])")
"""`范姜志偉`, `陳李婉芬`: two families, by origin or by marriage."""


_ANNOUNCED_WHOLE = re.compile(r"[一-鿿]{4}(?=[\d<(（,，;；。]|\s|$)")
"""`经办人马尕西木1889...`: the reader of tables takes three signs; with a rare one among them the fourth belongs."""
_BEFORE_MAIL = Pattern(r"(?<![一-鿿])([一-鿿]{2,6}) ?[<(（\[] ?[\w.+\-]{2,40} ?@")
_ROLL = Pattern(r"[:(]([一-鿿]{2,4}(?:,[一-鿿]{2,4}){1,11})(?![一-鿿])")
_ITEM = re.compile(r"([一-鿿]{2,4})(?:,|(?![一-鿿]))")
"""`参会：卓然、明非、那英杰`: one name that is nothing else tells what the others are."""
_PARTY = Pattern(
    r"(?:原告|被告|上诉人|被上诉人|申请执行人|被执行人|第三人|当事人|委托人|受托人|代理人|出租方|承租方|承租人|出租人|甲方|乙方|投诉人|举报人|报案人|嫌疑人|被害人|证人|死者|伤者|逝者|监护人|班主任|辅导员|审判长|审判员|书记员|"
    r"[一-鿿]{1,5}(?:人|员|者|师|医生|护士|老师|主任|经理|主管|会计|出纳|司机)(?=[:：]))[:： ]?(?=[一-鿿]{2})"
)
"""Who takes part, and any label that ends like a role before a colon: `就诊人：买红妹`."""
_SELF_NAMED = Pattern(r"姓[一-鿿]{1,2}[,，、 ]{0,2}(?:我)?(?:名叫|叫|名)([一-鿿]{2,4})(?=[,，。.;；!！ \n]|$)")
"""`我姓那，叫那日松`"""
_LONG_NAME, _ONE_MORE = 4, re.compile(r"(?![男女岁来说的在已等和与及也将把被等])[一-鿿](?![一-鿿])")
"""`敖登格日乐`: what is left alone behind a name of another people belongs to it."""
_LONGEST_SOUND = 3
"""A part of so few signs writes sounds, though two of them may be a word."""


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"({surname_pattern()}[一-鿿]{{0,2}}?){form_of_address_pattern()}")


def chinese_people(text: str) -> Iterator[TextFinding]:
    """Yield Chinese names: those that are announced, those that did something, and those that are no words."""
    yield from _announced(text)
    yield from _acting(text)
    yield from _spoken_to(text)
    yield from _by_role(text)
    for match in _CHINESE_ALONE.finditer(text):
        if is_chinese_name(match.group()) and not is_chinese_word(match.group()):
            yield TextFinding(EntityType.PERSON, match.start(), match.end(), 0.6, "names")
    for match in _FOREIGN.finditer(text):
        start = _without_words(match.group(1))
        if not any(map(_are_words, (match.group(1)[start:], match.group(2)))):
            yield TextFinding(EntityType.PERSON, match.start() + start, match.end(), 0.7, "names")
    for start, end in names_in(text):
        if is_chinese_word(text[start:end]):
            continue
        is_rest = end - start >= _LONG_NAME and _ONE_MORE.match(text, end) is not None
        yield TextFinding(EntityType.PERSON, start, end + is_rest, 0.6, "names")


def _announced(text: str) -> Iterator[TextFinding]:
    """Yield what stands before a form of address, and behind a label, a department or a word such as `联系`."""
    for match in _titled().finditer(text):
        start = match.start(1)
        if is_chinese_word(match.group(1)) or is_word(text[max(0, start - 1) : start + 1]):
            continue  # `责任护士`
        if len(match.group(1)) == 2 and not is_chinese_name(match.group(1), LABELLED):
            continue  # `车务主任`
        if len(match.group(1)) == 1 or is_chinese_name(match.group(1)) or not _is_ideograph(text, start - 1):
            yield TextFinding(EntityType.PERSON, start, match.end(1), 0.75, "addressed")
    for match in _CHINESE_CONTEXT.finditer(text):
        length = chinese_name_at(text, match.end())
        if length and not is_chinese_word(text[match.end() : match.end() + length]):
            yield TextFinding(EntityType.PERSON, match.end(), match.end() + length, 0.75, "context")
    places: list[re.Pattern[str] | Pattern] = [_CHINESE_PLACE]
    places += [label_regex(label) for label in labels_in(text).get(EntityType.PERSON, ()) if label[1]]
    for pattern in places:
        for match in pattern.finditer(text):
            end = match.end() + chinese_name_at(text, match.end())
            whole = _ANNOUNCED_WHOLE.match(text, match.end()) if end > match.end() else None
            if whole and end == whole.end() - 1 and is_rare_sign(text[end - 1]):
                yield TextFinding(EntityType.PERSON, *whole.span(), 0.72, "context")
                continue
            is_end = end > match.end() and _AFTER_NAME.match(text, end) is not None
            if is_end and is_chinese_name(text[match.end() : end], ANNOUNCED):
                yield TextFinding(EntityType.PERSON, match.end(), end, 0.7, "context")
    for match in _BEFORE_MAIL.finditer(text) if "@" in text else ():
        if not is_chinese_phrase(match.group(1)) and is_surname(match.group(1)[0]):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.76, "context")
    for match in _ROLL.finditer(text):
        items = [(each.start(1), each.end(1)) for each in _ITEM.finditer(text, match.start(1), match.end(1))]
        if any(is_chinese_name(text[start:end]) for start, end in items):
            yield from (
                TextFinding(EntityType.PERSON, start, end, 0.6, "listed")
                for start, end in items
                if is_chinese_name(text[start:end], LABELLED)
            )
    for match in _PARTY.finditer(text):
        length = chinese_name_at(text, match.end(), LABELLED)
        if (
            length
            and _AFTER_NAME.match(text, match.end() + length)
            and not is_word(text[match.end() : match.end() + length])
        ):
            yield TextFinding(EntityType.PERSON, match.end(), match.end() + length, 0.7, "context")
    for match in _SELF_NAMED.finditer(text):
        yield TextFinding(EntityType.PERSON, *match.span(1), 0.76, "context")


def _acting(text: str) -> Iterator[TextFinding]:
    """Yield who wrote, reported, sends, owns a device, or is called `小王`."""
    for match in _CHINESE_BEFORE.finditer(text):
        start = next(
            (match.end() - n for n in (3, 2) if is_chinese_name(text[max(0, match.end() - n) : match.end()])), -1
        )
        if start >= match.start():
            yield TextFinding(EntityType.PERSON, start, match.end(), 0.65, "context")
    for match in _CHINESE_DOING.finditer(text):
        if is_chinese_name(match.group(1), ANNOUNCED):
            yield TextFinding(EntityType.PERSON, match.start(1), match.end(1), 0.7, "context")
    for match in _SERVING.finditer(text):
        if chinese_name_at(match.group(1), 0, LABELLED) == len(match.group(1)):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.65, "context")
    for match in _LATIN_NAMED.finditer(text):
        if all(map(is_unlisted, match.group(1).split())) and not is_word_of_screens(match.group(1).lower()):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.65, "context")
    for match in _CHINESE_BEFORE_PHONE.finditer(text):
        is_labelled = match.start() != match.start(1) or text[match.start() - 1 : match.start()] == ":"
        if chinese_name_at(text, match.start(1)) and (
            is_labelled or (is_surname(match.group(1)[0]) and not is_word(match.group(1)))
        ):
            yield TextFinding(EntityType.PERSON, match.start(1), match.end(1), 0.75, "context")
    for match in _DEVICE_OF.finditer(text):
        if not is_chinese_phrase(match.group(1)) or is_chinese_name(match.group(1), ANNOUNCED):
            yield TextFinding(EntityType.PERSON, *match.span(), 0.7, "context")
    for match in _IN_BRACKETS.finditer(text):
        if not is_word(match.group(1)):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.65, "context")
    for match in _NICKNAME.finditer(text):
        if (
            _SURE_ROLE.search(text, max(0, match.start(1) - 8), match.start(1))
            and chinese_name_at(match.group(1), 0, LABELLED) == 3
        ):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.65, "context")
            continue
        is_phrase = is_chinese_word(match.group()) or (match.group()[0] == "小" and is_chinese_phrase(match.group()))
        if is_usual_surname(match.group(1)) and not is_phrase:
            yield TextFinding(EntityType.PERSON, match.start(), match.end(), 0.6, "names")


def _by_role(text: str) -> Iterator[TextFinding]:
    """Yield names before a role or `同志`, behind a field's name up to the end, and of two families."""
    for match in _WITH_ROLE.finditer(text) if "(" in text else ():
        if is_chinese_name(match.group(1), LABELLED):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.65, "context")
    for match in _ROLE_AT_END.finditer(text):
        is_phrase = is_chinese_phrase(match.group(1)) and not (
            len(match.group(1)) == 3
            and _SURE_ROLE.search(text, max(0, match.start(1) - 8), match.start(1))
            and is_surname(match.group(1)[0])
        )
        if is_chinese_name(match.group(1), ANNOUNCED) and not (is_word(match.group(1)) or is_phrase):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.65, "context")
    for match in _OF_DEPARTMENT.finditer(text):
        if is_chinese_name(match.group(1), ANNOUNCED) and not is_chinese_phrase(match.group(1)):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.65, "context")
    for match in _WITH_FAMILY.finditer(text):
        if is_given_name(match.group(1)) and is_surname(match.group(2)):
            yield TextFinding(EntityType.PERSON, match.start(), match.end(), 0.7, "names")
    for match in _COMRADE.finditer(text) if "同志" in text else ():
        name = next((match.group(1)[-n:] for n in (3, 2) if is_surname(match.group(1)[-n:][:1])), "")
        if name:
            yield TextFinding(EntityType.PERSON, match.end(1) - len(name), match.end(1), 0.7, "addressed")
    for match in _FIELD_TO_END.finditer(text):
        if (
            not is_chinese_phrase(match.group(1))
            and is_rare_sign(match.group(1)[0])
            and is_plausible(EntityType.PERSON, match.group(1))
        ):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.65, "label")
    for match in _HANDED_OVER.finditer(text):
        if is_chinese_name(match.group(1), ANNOUNCED):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.65, "context")
    for match in _TWO_FAMILIES.finditer(text):
        one, other, given = match.group(1)[0], match.group(1)[1], match.group(1)[1:]
        are_families = is_surname(one) and is_surname(other)
        if are_families and not is_chinese_phrase(match.group(1)) and is_chinese_name(given):
            yield TextFinding(EntityType.PERSON, *match.span(1), 0.62, "names")


def _spoken_to(text: str) -> Iterator[TextFinding]:
    """Yield who is greeted, called up, or called by a family name alone."""
    for pattern in (_GREETED, _VISITOR):
        for match in pattern.finditer(text):
            group = match.lastindex or 1
            if is_chinese_name(match.group(group), LABELLED) and not is_chinese_word(match.group(group)):
                yield TextFinding(EntityType.PERSON, *match.span(group), 0.7, "context")
    for match in _CALLED.finditer(text):
        if is_surname(match.group(1) or match.group(2)) and not _is_any_word(match.group()):
            yield TextFinding(EntityType.PERSON, match.start(), match.end(), 0.6, "names")
    for match in _TITLE.finditer(text):
        if is_surname(match.group(1)):
            yield TextFinding(EntityType.PERSON, match.start(), match.end(), 0.7, "addressed")


def _is_any_word(text: str) -> bool:
    return is_word(text) or is_chinese_word(text)


def _are_words(part: str) -> bool:
    """Tell whether ideographs are words; one of three signs may write the sounds of a name."""
    if is_chinese_phrase(part) and (len(part) % 2 == 0 or len(cut(part)) > 1):
        return True
    tokens = cut(part) if len(part) > _LONGEST_SOUND else []
    return sum(len(part[t.start : t.end]) for t in tokens if t.end - t.start > 1 and not t.is_name) * 2 >= len(part)


def _without_words(part: str) -> int:
    """Return where the name begins in what stands before a point: behind the words of `县疾控值班员阿衣努尔`."""
    words = [token.end for token in cut(part) if token.end - token.start > 1 and not token.is_name]
    start = words[-1] if words else 0
    return start if len(part) - start > 1 else 0


def _is_ideograph(text: str, offset: int) -> bool:
    return offset >= 0 and "一" <= text[offset] <= "鿿"
