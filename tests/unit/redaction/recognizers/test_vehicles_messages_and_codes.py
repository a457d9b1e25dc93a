"""Plates, passports, messages between systems, codes of things: each line stands for others like it."""

import pytest

from engine.domain.finding import EntityType as E
from tests.unit.redaction.asking import covered, found, span

SHAPES = [
    # plates that nothing else looks like
    ("Wachtrij: VK 8120 CE bij slagboom", E.PLATE, "VK 8120 CE"),
    ("Е812КХ77 на въезде", E.PLATE, "Е812КХ77"),
    ("品川 330 あ 12-34", E.PLATE, "品川 330 あ 12-34"),
    ("巡逻 WJ粤·0412X 免检", E.PLATE, "WJ粤·0412X"),
    ("来访 使204·377", E.PLATE, "使204·377"),
    ("round 41: WK70 ULH—departs 08:05", E.PLATE, "WK70 ULH"),
    # plates behind words for vehicles
    ("Zugmaschine WUN-KE 88 steht quer", E.PLATE, "WUN-KE 88"),
    ("Remorque : GB-731-LM", E.PLATE, "GB-731-LM"),
    ("naczepa KNS 91KC", E.PLATE, "KNS 91KC"),
    ("Trailer read: TE 307 KD", E.PLATE, "TE 307 KD"),
    ("lorry DX 71 KKA / AB12 KLM", E.PLATE, "AB12 KLM"),
    # passports with remarks and in other letters
    ("Hộ chiếu số B7719203", E.PASSPORT, "B7719203"),
    ("паспорт: 46 08 771203", E.PASSPORT, "46 08 771203"),
    ("護照號碼：K0771923(簽證另附)", E.PASSPORT, "K0771923"),
    # messages
    ("PID|1||77120^^^EAST||ODUYA^GRACE||19710405|F|||8 QUAY ST^^HULL||01482550171", E.PERSON, "ODUYA^GRACE"),
    ("PID|1||77120^^^EAST||ODUYA^GRACE||19710405|F|||8 QUAY ST^^HULL||01482550171", E.PHONE, "01482550171"),
    ("PID|1||77120^^^EAST||ODUYA^GRACE||19710405|F|||8 QUAY ST^^HULL||01482550171", E.ADDRESS, "8 QUAY ST^^HULL"),
    ("CR 2026-11-23 Lindqvist^Åsa", E.PERSON, "Lindqvist^Åsa"),
    ("(0010,0030) DA [19480209]", E.DATE_OF_BIRTH, "19480209"),
    ("(0010,0020) LO [88-120-4]", E.CN_ID, "88-120-4"),
    (":59:/DE02120300000000202051\nGRETE OLSDATTER\nKIRKEVEIEN 5", E.PERSON, "GRETE OLSDATTER"),
    ("COM+004755501212:TE'", E.PHONE, "004755501212"),
    ("BEGIN:VCARD\nFN:Noor Vermaak\nEND:VCARD", E.PERSON, "Noor Vermaak"),
    # keys under names that the reader spoilt, in attributes, in groups
    ("pay.apPkey2=9e1b77c0d4a2f6835b1c0e9d7a64f2b1", E.SECRET, "9e1b77c0d4a2f6835b1c0e9d7a64f2b1"),
    ('validationKey="91E0B2C4D6F8A1B3C5D7E9F1A2B4"', E.SECRET, "91E0B2C4D6F8A1B3C5D7E9F1A2B4"),
    ('"Key": "7d1c0b9e8f6a5d4c3b2a"', E.SECRET, "7d1c0b9e8f6a5d4c3b2a"),
    ("校验码：8QK2 M7XD 3T", E.SECRET, "8QK2 M7XD 3T"),
    # ways in: remote sessions, meetings, safes, gates
    ("the tool id is 1 377 204 518", E.SECRET, "1 377 204 518"),
    ("别码 731 204 118 已发", E.SECRET, "731 204 118"),
    ("Conference bridge 731 204 118", E.SECRET, "731 204 118"),
    ("Tresorkombination: 14-62-09", E.SECRET, "14-62-09"),
    ("COMBINATION DIAL 27-61-05", E.SECRET, "27-61-05"),
    ("Key box 4409 behind the bins", E.SECRET, "4409"),
    ("Back gate 4409#", E.SECRET, "4409#"),
    # logins
    ("管理员netadmin_sh 从10.88.0.200登录成功", E.USERNAME, "netadmin_sh"),
    ("runs as .\\spoolagent", E.USERNAME, "spoolagent"),
    ("bind cn=portal-ro,ou=Service Accounts ok", E.USERNAME, "portal-ro"),
    ("su: (to pgadm3) hbrandt on pts/2", E.USERNAME, "pgadm3"),
    ("GRANT SELECT ON orders TO stock_ro;", E.USERNAME, "stock_ro"),
    ("it is \\benchadm / Hammer!2041 here", E.PASSWORD, "Hammer!2041"),
    ("ALTER USER hr IDENTIFIED BY Lotus#2031 ACCOUNT UNLOCK", E.PASSWORD, "Lotus#2031"),
    # machines and addresses
    ("# mount -t cifs //nas-lab07/scans /mnt/s", E.HOSTNAME, "nas-lab07"),
    ("Host ID (Ethernet): C52E995d1e77", E.MAC, "C52E995d1e77"),
    ("邮箱 zhaopin_kf@hz-exportexample", E.EMAIL, "zhaopin_kf@hz-exportexample"),
    # people
    ("CASHIER WHITLOCK T", E.PERSON, "WHITLOCK T"),
    ("MRS K O'DRISCOLL", E.PERSON, "K O'DRISCOLL"),
    ("hasło dla p. Kuzmenko", E.PERSON, "Kuzmenko"),
    ("窗口：Kevin 翁", E.PERSON, "Kevin 翁"),
    ("● 人力资源管彤", E.PERSON, "管彤"),
    ("装维：匡正 18912345678", E.PERSON, "匡正"),
    ("unit NVR-01 192.168.88.20 down", E.HOSTNAME, "NVR-01"),
    ("20-44-18 / 44188209", E.BANK_CARD, "20-44-18 / 44188209"),
    ("NI QQ 12 34 56 C", E.CN_ID, "QQ 12 34 56 C"),
    # numbers of people in many countries
    ("file RSSLCU88D04F205Z kept", E.CN_ID, "RSSLCU88D04F205Z"),
    ("file GOMC880412HDFRRL09 kept", E.CN_ID, "GOMC880412HDFRRL09"),
    ("file 418.820.993-07 kept", E.CN_ID, "418.820.993-07"),
    ("file 12345678Z kept", E.CN_ID, "12345678Z"),
    ("file 756.4412.8820.09 kept", E.CN_ID, "756.4412.8820.09"),
    ("file 784-1990-4412098-7 kept", E.CN_ID, "784-1990-4412098-7"),
    # what commands answer, payments, owners of devices
    ("$ echo x | base64 -d\nt1ger-lily", E.SECRET, "t1ger-lily"),
    ("UPI maya.r@okbank", E.EMAIL, "maya.r@okbank"),
    ("10.1.2.3:6379> auth Kd_8812x", E.PASSWORD, "Kd_8812x"),
    ('"{\\"user\\":\\"liyf\\"}"', E.USERNAME, "liyf"),
    ("Prescriber L. Chandrasekaran MD", E.PERSON, "L. Chandrasekaran"),
    ("lease 00:11 BRW4CF3706A1B2D offline", E.HOSTNAME, "BRW4CF3706A1B2D"),
    ("Celular (11) 95550-0188", E.PHONE, "(11) 95550-0188"),
    # where one lives, without a road
    ("住纺织厂家属院21号楼8号", E.ADDRESS, "纺织厂家属院21号楼8号"),
    ("收货：滨江御府6栋1单元1203", E.ADDRESS, "滨江御府6栋1单元1203"),
    ("Rua Gomes Freire, 1204 - ap 71", E.ADDRESS, "Rua Gomes Freire, 1204 - ap 71"),
]


@pytest.mark.parametrize(("text", "kind", "value"), SHAPES)
def test_a_value_is_found_in_this_shape(text: str, kind: E, value: str) -> None:
    assert any(value in each for each in found(text, kind)), found(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("file 12345678A kept", E.CN_ID),
        ("vlan-20 10.1.1.1 up, eth-0 10.1.1.2", E.HOSTNAME),
        ("DICOM tag (0010,0010) is empty", E.PERSON),
        ("USB-C 20 and DIN A 4", E.PLATE),
        ("file ABC-1234 on terminal ATM-4410", E.PLATE),
        ("1 NO 2048 KB free", E.PLATE),
        ("commit=9e1b77c0d4a2f6835b1c0e9d7a64f2b1", E.SECRET),
        ("sha256=9e1b77c0d4a2f6835b1c0e9d7a64f2b1", E.SECRET),
        ("trace_id=9e1b77c0d4a2f6835b1c0e9d7a64f2b1", E.SECRET),
        ("OBX|1|NM|2345-7^GLUCOSE||5.9|mmol/L", E.PERSON),
        ("OBR|1||X|XMATCH^Crossmatch 3 units", E.PERSON),
        ("PS C:\\> .\\cleanup -Force", E.USERNAME),
        ("field c.overdue_days and kubernetes.pod", E.USERNAME),
        ("驱动版本不低于3.2.0.15", E.IP),
        ("(XMeld 1.4.2.7)", E.IP),
        ("003 12/01/26", E.PHONE),
        ("called AA, ORM accepted", E.PERSON),
        ("打单助手·电商仓", E.PERSON),
        ("Address: RS-485,9600 baud", E.ADDRESS),
    ],
)
def test_what_only_looks_so_stays_readable(text: str, kind: E) -> None:
    assert found(text, kind) == []


def test_a_plate_makes_its_like_known_anywhere_on_the_screen() -> None:
    screen = covered(
        span("Kennzeichen", 10, 10), span("OAL-KC 71", 10, 40), span("Abgestellt: OAL-ZZ 28 vor Tor 3", 400, 400)
    )
    assert (E.PLATE, "OAL-ZZ 28") in screen


def test_numbers_of_machines_are_no_plates_because_one_is() -> None:
    screen = covered(span("Kennzeichen", 10, 10), span("KLM-4471", 10, 40), span("see ATM-4410 there", 400, 400))
    assert not [value for kind, value in screen if kind is E.PLATE and "ATM" in value]


def test_words_that_speak_of_vehicles_announce_what_stands_below() -> None:
    assert (E.PLATE, "PO 8KR41 / PZ 55108") in covered(
        span("Ciągnik /naczepa", 10, 10), span("PO 8KR41 / PZ 55108", 200, 10)
    )


def test_a_remark_behind_a_value_stays_readable() -> None:
    screen = covered(span("Reisepass", 10, 10), span("C5KPL8R3N, gültig bis 2034", 10, 30))
    assert (E.PASSPORT, "C5KPL8R3N") in screen


@pytest.mark.parametrize(("word", "is_key"), [("MASTER KEY PART B LOADED", True), ("SHA1 OF KEY FILE", False)])
def test_a_long_number_is_a_key_where_words_near_it_speak_of_one(word: str, is_key: bool) -> None:
    number = "91E0B2C4D6F8A1B3C5D7E9F1A2B4C6D8"
    screen = covered(span(word, 300, 10), span(number, 10, 34))
    assert ((E.SECRET, number) in screen) is is_key


def test_papers_of_guests_stand_below_document() -> None:
    screen = covered(
        span("Guest", 10, 10),
        span("Document", 300, 10),
        span("Elin Sandqvist", 10, 36),
        span("AA4490127", 300, 36),
        span("Rohan Deshpande", 10, 62),
        span("Z4418802", 300, 62),
    )
    assert {(E.PASSPORT, "AA4490127"), (E.PASSPORT, "Z4418802")} <= screen


def test_a_value_is_known_again_without_its_joints() -> None:
    screen = covered(span("Lindqvist^Asta", 10, 10), span("LINDQVISTASTA CT 3", 10, 300))
    assert (E.PERSON, "LINDQVISTASTA") in screen


def test_a_word_among_heads_is_nobody() -> None:
    heads = [span("Time", 10, 10), span("Plate", 120, 10), span("Driver", 240, 10), span("Haulier", 380, 10)]
    cells = [span("06:12", 10, 36), span("FX19 KLO", 120, 36), span("Tom Braithwaite", 240, 36), span("Eddie", 380, 36)]
    assert (E.PERSON, "Haulier") not in covered(*heads, *cells)


def test_a_cut_word_is_nobody() -> None:
    lines = ["The order was sent to the bank and will be paid", "Authorizat", "Please check the form and send it back"]
    assert (E.PERSON, "Authorizat") not in covered(*(span(line, 10, 10 + 60 * n) for n, line in enumerate(lines)))
