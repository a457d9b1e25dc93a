"""Support texts with places for private values: about people and how they are reached."""

PEOPLE = """
Hi, I spoke to {PERSON} about the printer on the second floor.
Regards,\\n{PERSON}\\nService Desk
Kind regards, {PERSON}
Dear {PERSON}, your request was approved.
Dear Mr {PERSON}, please restart the computer.
From: {PERSON} <{EMAIL}>
To: {PERSON}; {PERSON}
Cc: {PERSON}
Caller: {PERSON}  Phone: {PHONE}
Assigned to {PERSON} on 2026-03-04 10:22
Requested by: {PERSON}
Patient name: {PERSON}
Customer {PERSON} cannot open the statement.
Full name {PERSON}
Name: {PERSON}
Owner: {PERSON}, Manager: {PERSON}
{PERSON} wrote: I still cannot sign in.
{PERSON} (she/her) is typing...
Ticket opened by {PERSON} at 09:14
Please call {PERSON} back on {PHONE}.
Thanks {PERSON}, the VPN works again.
Approved by {PERSON} yesterday
Contact: {PERSON}
Hello, this is {PERSON} from accounts, my mouse is broken
Reporter {PERSON} changed status to Closed
cardholder {PERSON}
姓名：{PERSON.zh}
联系人: {PERSON.zh} 电话: {PHONE.cn}
您好，我是{PERSON.zh}，电脑开不了机
{PERSON.zh}先生反映网络很慢
请联系{PERSON.zh}处理此工单
客户{PERSON.zh}来电咨询转账失败
患者姓名 {PERSON.zh}
申请人：{PERSON.zh}　审批人：{PERSON.zh}
{PERSON.zh}女士，您的密码已重置
处理人 {PERSON.zh} 2026-03-01 10:00
收件人：{PERSON.zh}；{PERSON.zh}
已将工单转交给{PERSON.zh}
发件人: {PERSON.zh} <{EMAIL}>
此致\\n{PERSON.zh}
{PERSON.zh}医生的账号被锁定
@{PERSON.zh} 麻烦看一下这个报错
负责人{PERSON.zh}，分机 8021
经办人：{PERSON.zh}
户名:{PERSON.zh}
My address is {EMAIL}, please send the link there.
User {EMAIL} was not found in the directory.
Sign in as {EMAIL}
邮箱：{EMAIL}
请发送到{EMAIL}谢谢
Delivery to {EMAIL} failed: mailbox full
mailto:{EMAIL}
Account {EMAIL} has been locked out (0x80070775)
Call me at {PHONE} after lunch.
Tel. {PHONE}
Phone: {PHONE}
My mobile is {PHONE}
Reach the ward on {PHONE} or by mail
Fax {PHONE}
Contact number: {PHONE}
{PHONE} missed call 09:32
手机号 {PHONE.cn}
电话：{PHONE.cn}
请拨打{PHONE.cn}联系我
验证码已发送至{PHONE.cn}
联系方式：{PHONE.cn}（微信同号）
客户电话{PHONE.cn}无法接通
"""
