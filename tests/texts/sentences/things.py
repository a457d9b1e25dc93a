"""Support texts with places for private values: with places, things and days, and several kinds at once."""

THINGS = """
Address: {ADDRESS}
Please ship the laptop to {ADDRESS}
Home address: {ADDRESS}
She lives at {ADDRESS}.
Delivery address {ADDRESS}
地址：{ADDRESS.zh}
请寄到{ADDRESS.zh}
住址 {ADDRESS.zh}
收货地址：{ADDRESS.zh}
家庭住址:{ADDRESS.zh}
车牌号：{PLATE.cn}
车牌 {PLATE.cn} 无法入库
停车场登记{PLATE.cn}
访客车辆：{PLATE.cn}
License plate: {PLATE}
Vehicle registration {PLATE}
Number plate {PLATE} not recognised
Car reg: {PLATE}
Wallet {CRYPTO}
Send the ransom to {CRYPTO}
BTC address: {CRYPTO}
钱包地址：{CRYPTO}
transfer to {CRYPTO} failed
IMEI: {IMEI}
IMEI {IMEI} is blocked
手机串号 {IMEI}
Device IMEI number: {IMEI}
IMEI1：{IMEI}
Date of birth: {DATE_OF_BIRTH}
DOB {DATE_OF_BIRTH}
born on {DATE_OF_BIRTH}
出生日期：{DATE_OF_BIRTH.zh}
生日 {DATE_OF_BIRTH}
Birth date: {DATE_OF_BIRTH}
出生年月: {DATE_OF_BIRTH.zh}
Patient DOB: {DATE_OF_BIRTH}
Name: {PERSON}   DOB: {DATE_OF_BIRTH}   Phone: {PHONE}
姓名 {PERSON.zh} 性别 男 出生日期 {DATE_OF_BIRTH} 身份证号 {CN_ID}
2026-03-04 10:22:31 INFO user={USERNAME} ip={IP} action=login result=ok
Mar  4 10:22:31 host sshd[2211]: Accepted publickey for {USERNAME} from {IP} port 51234
客户 {PERSON.zh}，手机 {PHONE.cn}，卡号 {BANK_CARD}
{PERSON} <{EMAIL}> joined the meeting
Meeting organizer: {PERSON}
主叫号码 {PHONE.cn} 时长 00:03:12
"""
