"""Support texts with places for private values: with numbers of people, accounts and companies."""

NUMBERS = """
身份证号：{CN_ID}
我的身份证是{CN_ID}
证件号码 {CN_ID} 校验失败
ID number {CN_ID} is already registered
居民身份证 {CN_ID}
idcard={CN_ID}
Card number: {BANK_CARD}
The customer paid with {BANK_CARD} on Monday
卡号：{BANK_CARD}
银行卡 {BANK_CARD} 被冻结
Payment declined for {BANK_CARD}
pan={BANK_CARD}
信用卡{BANK_CARD}还款失败
Visa {BANK_CARD} exp 09/28
IBAN: {IBAN}
Please transfer to {IBAN} today
Account {IBAN} is closed
收款账号 {IBAN}
Refund goes to IBAN {IBAN}, BIC NWBKGB2L
Beneficiary account: {IBAN}
Passport no. {PASSPORT}
Passport number: {PASSPORT}
护照号：{PASSPORT}
护照号码 {PASSPORT}
Travel document (passport) {PASSPORT} expired
her passport is {PASSPORT}
统一社会信用代码：{CN_USCC}
信用代码 {CN_USCC}
纳税人识别号: {CN_USCC}
税号{CN_USCC}
Company code {CN_USCC} rejected
SSN: {US_SSN}
Social security number {US_SSN}
my social is {US_SSN}
The form shows SSN {US_SSN} in clear
Employee {US_SSN} not found in payroll
"""
