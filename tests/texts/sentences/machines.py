"""Support texts with places for private values: with machines and user names."""

MACHINES = """
Ping {IP} times out.
IP address: {IP}
Reply from {IP}: bytes=32 time<1ms TTL=128
inet {IP} netmask 255.255.255.0
The printer is at {IP} and the port is 9100
客户端IP：{IP}
无法连接服务器{IP}，请检查网络
IPv4 Address. . . . . . . . . . . : {IP}
ssh: connect to host {IP} port 22: Connection timed out
DNS Servers: {IP}, {IP}
Failed login from {IP} via ssh2
网关 {IP}
Physical Address. . . . . . . . . : {MAC}
MAC: {MAC}
ether {MAC} txqueuelen 1000
MAC地址：{MAC}
The switch sees {MAC} on port 12
物理地址 {MAC}
Blocked device {MAC} on Wi-Fi
Computer name: {HOSTNAME}
Device name {HOSTNAME}
Cannot reach \\\\\\\\{HOSTNAME}\\\\scans
计算机名：{HOSTNAME}
主机名 {HOSTNAME}
I am connected to {HOSTNAME} over RDP
Server {HOSTNAME} did not respond
ping {HOSTNAME}
设备名称 {HOSTNAME}
{HOSTNAME} rebooted unexpectedly
Failed to resolve {HOSTNAME}
登录到{HOSTNAME}失败
Username: {USERNAME}
User name {USERNAME}
C:\\\\Users\\\\{USERNAME}\\\\AppData\\\\Local\\\\Temp\\\\setup.log
/home/{USERNAME}/.ssh/config
/Users/{USERNAME}/Library/Logs
CONTOSO\\\\{USERNAME}
{USERNAME}@buildbox:~$ ls -la
login: {USERNAME}
用户名：{USERNAME}
账号 {USERNAME} 已锁定
登录名: {USERNAME}
The account {USERNAME} is locked out
net user {USERNAME} /domain
Failed password for {USERNAME} from 10.0.0.7 port 50122 ssh2
User ID: {USERNAME}
su - {USERNAME}
uid={USERNAME},ou=People,dc=example,dc=com
"""
