"""Classes of private values in shapes of many programs and countries: each line stands for others like it."""

import pytest

from engine.domain.finding import EntityType as E
from engine.redaction import find_in_text

SHAPES = [
    # logins in addresses of any scheme: the whole address
    (
        "BROKER=amqps://svc_mq:Kf83hd72@mq01.corp.lan:5671/orders",
        E.URL,
        "amqps://svc_mq:Kf83hd72@mq01.corp.lan:5671/orders",
    ),
    ("spring.datasource.url=jdbc:mysql://app:pw99x@10.4.4.2/shop", E.URL, "jdbc:mysql://app:pw99x@10.4.4.2/shop"),
    ("CACHE redis://:0aFsk22kd@10.1.9.9:6379/2 ok", E.URL, "redis://:0aFsk22kd@10.1.9.9:6379/2"),
    (
        "mongodb+srv://root:Zx81kk@cluster4.example.net/test",
        E.URL,
        "mongodb+srv://root:Zx81kk@cluster4.example.net/test",
    ),
    (
        "https://intra.example.org/reset-password/9f8a7b6c5d4e3f2a1b0c",
        E.URL,
        "https://intra.example.org/reset-password/9f8a7b6c5d4e3f2a1b0c",
    ),
    # seeds
    ("Manual key: JBSW Y3DP EHPK 3PXP 7QRT M2NB", E.SECRET, "JBSW Y3DP EHPK 3PXP 7QRT M2NB"),
    ("oder eingeben: k3ja 7hqd 2mzx r5tt", E.SECRET, "k3ja 7hqd 2mzx r5tt"),
    # codes under a heading
    ("Backup codes\n4821 9930\n1175 6402", E.SECRET, "1175 6402"),
    ("Codes de récupération\nkq2x7m9a\np4t8w2zd", E.SECRET, "p4t8w2zd"),
    ("备用验证码\n58213904\n77120345", E.SECRET, "77120345"),
    ("Kody zapasowe:\n1. abk3-92mx\n2. zz71-kd0q", E.SECRET, "zz71-kd0q"),
    # codes of one shape need no heading
    ("d9k2-w7xz  11fa-q0p3\nm4m8-zz2k  h7c1-r5ty", E.SECRET, "h7c1-r5ty"),
    # passwords in commands
    ('$pw = ConvertTo-SecureString -String "Herbst#77" -AsPlainText', E.PASSWORD, "Herbst#77"),
    ("ALTER USER app IDENTIFIED BY 'tr4velling'", E.PASSWORD, "tr4velling"),
    ("CREATE ROLE web WITH PASSWORD 'kite runner'", E.PASSWORD, "kite runner"),
    ("net user kpark Autumn#31 /add", E.PASSWORD, "Autumn#31"),
    ("net use Z: \\\\fs01\\pub /user:CORP\\kpark Autumn#31", E.PASSWORD, "Autumn#31"),
    ('echo "deploy:Zk77pw" | chpasswd', E.PASSWORD, "Zk77pw"),
    ("Set-ADAccountPassword kpark -NewPassword 'Blue!99x'", E.PASSWORD, "Blue!99x"),
    # a login and its password in one breath
    ("login is hpeters, pw Mond!7zug", E.PASSWORD, "Mond!7zug"),
    ("login is hpeters, pw Mond!7zug", E.USERNAME, "hpeters"),
    ("账号wlin密码t2m1-hb00w-ehrb", E.PASSWORD, "t2m1-hb00w-ehrb"),
    ("账号wlin密码t2m1-hb00w-ehrb", E.USERNAME, "wlin"),
    ("user: jdoe7 / password: abc-def-1", E.PASSWORD, "abc-def-1"),
    ("the temporary password\nokri-bt2ma-4ron you sent", E.PASSWORD, "okri-bt2ma-4ron"),
    # labels of many languages
    ("Bediener: m.krause", E.USERNAME, "m.krause"),
    ("Użytkownik: jkowalska", E.USERNAME, "jkowalska"),
    ("Sesión iniciada como: rlopez4", E.USERNAME, "rlopez4"),
    ("操作员登录: yxu", E.USERNAME, "yxu"),
    ("使用者名稱：chen.yt", E.USERNAME, "chen.yt"),
    ("Geb.: 04.11.1971", E.DATE_OF_BIRTH, "04.11.1971"),
    ("Data ur.: 04-11-1971", E.DATE_OF_BIRTH, "04-11-1971"),
    ("Fecha de nac.: 4/11/1971", E.DATE_OF_BIRTH, "4/11/1971"),
    ("Születési idő: 1971.11.04", E.DATE_OF_BIRTH, "1971.11.04"),
    ("DNI: 48392011K", E.CN_ID, "48392011K"),
    ("CPF: 529.982.247-25", E.CN_ID, "529.982.247-25"),
    ("Kennzeichen: HH-KL 4471", E.PLATE, "HH-KL 4471"),
    # hosts
    ("ticket for LT-44120 closed", E.HOSTNAME, "LT-44120"),
    ("reboot esx11-muc tonight", E.HOSTNAME, "esx11-muc"),
    ("我的笔记本WKS-2207-HR掉线", E.HOSTNAME, "WKS-2207-HR"),
    ("远程到web03-prd（10.1.1.4）", E.HOSTNAME, "web03-prd"),
    ("OPC UA: opc.tcp://PLC-A7:4840", E.HOSTNAME, "PLC-A7"),
    ("Host check: nb-2231, MAC D8-AA-FC-1C-6E-A6", E.HOSTNAME, "nb-2231"),
    ("lease DESKT0P-K1QW2ER expires", E.HOSTNAME, "DESKT0P-K1QW2ER"),
    # names
    ("Approved by Zbyněk Hruškovský", E.PERSON, "Zbyněk Hruškovský"),
    ("Eftychia Papanikolopoulou", E.PERSON, "Eftychia Papanikolopoulou"),
    ("Tomáš Vondráčekova Novotná", E.PERSON, "Tomáš Vondráčekova Novotná"),
    ("Pieter van der Heuvel", E.PERSON, "Pieter van der Heuvel"),
    ("Jürgen WeiBhaupt", E.PERSON, "Jürgen WeiBhaupt"),
    ("dn=CN=Liisa Tuominen,OU=Staff,DC=corp", E.PERSON, "Liisa Tuominen"),
    ("dn=cn=程鑫,ou=staff rc=49", E.PERSON, "程鑫"),
    ("劉志遠", E.PERSON, "劉志遠"),
    ("Morning Zeynep, the printer is back", E.PERSON, "Zeynep"),
    ("What is Małgorzata's extension", E.PERSON, "Małgorzata"),
    # logins beside names, and after what was done to them
    ("User: Aled Owain (aowain)", E.USERNAME, "aowain"),
    ("操作员:邓鑫 (dengx12)", E.USERNAME, "dengx12"),
    ("cleared cached credentials for hvandermeer. Event 4625 again", E.USERNAME, "hvandermeer"),
    ("已清除siyum31的缓存凭据", E.USERNAME, "siyum31"),
    ("[09:19:45] User tbell authenticated (realm corp)", E.USERNAME, "tbell"),
    ("Rechnungswesen|T02214217702|M(0211)179059-50", E.PHONE, "02214217702"),
    # switches and firewalls
    (
        "username netops privilege 15 secret 5 $1$mQzr$hx9rVt7rPNoS4wqbXKX7m0",
        E.SECRET,
        "$1$mQzr$hx9rVt7rPNoS4wqbXKX7m0",
    ),
    ("snmp-server community rdOnly7x RO", E.PASSWORD, "rdOnly7x"),
    ("crypto isakmp key Tun8lKey! address 10.2.9.1", E.PASSWORD, "Tun8lKey!"),
    # said codes
    ("Your one-time passcode is 553 201", E.SECRET, "553 201"),
    ("Use code G-482913 to sign in", E.SECRET, "G-482913"),
    ("PIN für Schließfach: 8830", E.PASSWORD, "8830"),
    # letters of many languages
    ("Saludos,\nIker Zubizarreta", E.PERSON, "Iker Zubizarreta"),
    ("Sehr geehrte Frau Kühnemann,", E.PERSON, "Kühnemann"),
    ("Estimada Lourdes, su equipo está listo", E.PERSON, "Lourdes"),
    ("Mailbox moved: lena.hofmann", E.USERNAME, "lena.hofmann"),
    ("Patient *14.02.1958, Station 3", E.DATE_OF_BIRTH, "14.02.1958"),
    # addresses
    ("Krátká 12, 602 00 Brno", E.ADDRESS, "Krátká 12, 602 00 Brno"),
    ("Petőfi u. 8, 6720 Szeged", E.ADDRESS, "Petőfi u. 8, 6720 Szeged"),
    ("Atatürk Cad. No: 12/4, 34710 Kadıköy", E.ADDRESS, "Atatürk Cad. No: 12/4, 34710 Kadıköy"),
    ("Carrera 7 # 71-21, Bogotá", E.ADDRESS, "Carrera 7 # 71-21, Bogotá"),
    ("臺北市大安區信義路三段12號4樓", E.ADDRESS, "臺北市大安區信義路三段12號4樓"),
    # what the reader does to signs
    ("wallet 0×1cd963a443d233d99573e3500fc3ec56c11eb098", E.CRYPTO, "0×1cd963a443d233d99573e3500fc3ec56c11eb098"),
    ("fe80:fb61:177d:3c20:465e%18", E.IP, "fe80:fb61:177d:3c20:465e%18"),
    ("班长:黄光133598149072026-09-16 08:52", E.PHONE, "13359814907"),
    # shares, titles and devices
    ("cannot open IOSLFS02\\payroll$", E.HOSTNAME, "IOSLFS02"),
    ("\\brn-app-07\\scans", E.HOSTNAME, "\\brn-app-07"),
    ("kvm04-osl.ops.example.com - Remote Desktop Connection", E.HOSTNAME, "kvm04-osl.ops.example.com"),
    ("DDNS update: qtrzwp.freeddns-box.org ok", E.HOSTNAME, "qtrzwp.freeddns-box.org"),
    ("Martins-MacBook-Air", E.HOSTNAME, "Martins-MacBook-Air"),
    ("open C:\\Usersk_horn\\Desktop\\plan.txt", E.USERNAME, "k_horn"),
    # said in a breath
    ("prod creds are kdoe7/ Herbst2031#, host is down", E.PASSWORD, "Herbst2031#"),
    ("测试账号wlin7/Spring@7788，请勿外传", E.PASSWORD, "Spring@7788"),
    ("the old one was Zk9!mWq2xT.", E.PASSWORD, "Zk9!mWq2xT"),
    ("旧密码bdfg-lkqp-zzxt。", E.PASSWORD, "bdfg-lkqp-zzxt"),
    # born, sent, agreed
    ("张伟，1979/03/15出生", E.DATE_OF_BIRTH, "1979/03/15"),
    ("寄王秀英13800138000", E.PERSON, "王秀英"),
    ("李建国已驳回", E.PERSON, "李建国"),
    ("VON María José Keller +49 30 9018200", E.PERSON, "María José Keller"),
    ("Van 7KLP402", E.PLATE, "7KLP402"),
    ("bounce to f.esposito@wp.p1 status=5.1.1", E.EMAIL, "f.esposito@wp.p1"),
]
ORDINARY = [
    "Enter your user name and password to continue.",
    "error validating credentials due to invalid username or password",
    "password for testing",
    "setup failed with exit code 1603 after 2004 tries",
    "see INC-2041, INC-2042, INC-2043 and INC-2044",
    "orders SO-3481-121 SO-3482-122 SO-3483-123 SO-3484-124",
    "0000 4d5a 9000 0300 0000 0400 0000 ffff",
    "Löschen Archivieren Allen antworten",
    "USB\\VID_046D&PID_C52B",
    "credentials are stored in a vault",
    "the old one was replaced in 2019",
    "the password policy allows 8-24 characters",
    "open src2\\main and Python311\\Lib",
    "Gaming-PC",
    "multicast 239.255.255.250 is not routed",
    "Zugang / Passwort vergessen?",
    "Mot de passe oublié ?",
    "Liebe Kolleginnen und Kollegen,",
    "Bonjour à tous,",
    "Build 19045, 2024 Update",
    "http://www.example.org/docs/index.html",
]


def found(text: str) -> list[tuple[E, str]]:
    return [(each.entity_type, text[each.start : each.end]) for each in find_in_text(text)]


@pytest.mark.parametrize(("text", "kind", "value"), SHAPES, ids=[f"{kind}: {text}"[:60] for text, kind, _ in SHAPES])
def test_the_value_is_found_whole(text: str, kind: E, value: str) -> None:
    assert (kind, value) in found(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_only_looks_like_it_stays_readable(text: str) -> None:
    assert found(text) == []
