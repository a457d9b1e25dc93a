"""Support texts with places for private values: with passwords, keys and addresses that carry one."""

SECRETS = """
Password: {PASSWORD}
password={PASSWORD}
My password is {PASSWORD} and it does not work
The temporary password is {PASSWORD}.
密码：{PASSWORD}
临时密码是{PASSWORD}
初始密码为 {PASSWORD}，请尽快修改
pwd: {PASSWORD}
Your new password: {PASSWORD}
Wi-Fi key: {PASSWORD}
I reset it to {PASSWORD}, try again
PIN: 482913 PASSWORD: {PASSWORD}
mysql -u root -p{PASSWORD} shop
net use Z: \\\\\\\\files\\\\share /user:admin {PASSWORD}
"password": "{PASSWORD}"
passphrase {PASSWORD}
口令: {PASSWORD}
用 {PASSWORD} 这个密码登录
Server=db1;Database=crm;User Id=sa;Password={PASSWORD.url};
DATABASE_URL={URL.login}
{URL.login}
DB_PASSWORD={PASSWORD}
<add key="SmtpPassword" value="{PASSWORD}" />
WiFi密码 {PASSWORD}
export TOKEN={SECRET}
aws_access_key_id = {SECRET}
The key {SECRET} leaked in the log
Authorization: Bearer {SECRET}
密钥 {SECRET}
token: {SECRET}
api key {SECRET}
{SECRET}
curl -H "X-Api-Key: {SECRET}" https://api.example.com/v1
client_secret={SECRET.bare}
api_key: {SECRET.bare}
aws_secret_access_key = {SECRET.bare}
AccessKeySecret：{SECRET.bare}
SECRET_KEY="{SECRET.bare}"
AccountKey={SECRET.bare};EndpointSuffix=core.windows.net
app_secret {SECRET.bare}
Authorization: Bearer {JWT}
token={JWT}
The session cookie was {JWT}
{JWT}
令牌：{JWT}
{PRIVATE_KEY}
Here is the key:\\n{PRIVATE_KEY}\\nThanks
Product key: {LICENSE_KEY}
slmgr /ipk {LICENSE_KEY}
产品密钥：{LICENSE_KEY}
License {LICENSE_KEY} is already in use
激活码 {LICENSE_KEY}
Open {URL} to reset
Link: {URL}
点击链接 {URL} 重置密码
git clone {URL}
The callback {URL} returned 500
GET {URL} 403
"""
