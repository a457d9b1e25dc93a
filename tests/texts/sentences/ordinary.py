"""Support texts in which nothing is private, in both languages."""

ORDINARY = """
The printer shows error 0x80070005 after the update.
Install KB5034441 and restart the computer.
Event ID 4625 was logged 12 times.
Windows 11 Pro version 23H2 build 22631.3155
CLSID {00021401-0000-0000-C000-000000000046} is not registered
Google Chrome 121.0.6167.185 is up to date
The service listens on port 8443 and 9100.
2026-03-04 10:22:31 INFO Service started in 231 ms
netmask 255.255.255.0
Subnet Mask . . . . . . . . . . . : 255.255.252.0
Listening on 127.0.0.1:8080
ping localhost works, so the stack is fine
::1 localhost
at System.Net.Http.HttpClient.SendAsync(HttpRequestMessage request)
at com.example.billing.InvoiceService.process(InvoiceService.java:214)
File "app/main.py", line 42, in <module>
NullReferenceException: Object reference not set to an instance of an object.
setup_x64_12.4.1.exe failed with exit code 1603
Open Control Panel and choose Programs and Features.
Please restart the Print Spooler service and try again.
The VPN client cannot connect: error 809.
Outlook asks for the password again and again.
I forgot my password, please help.
Enter your user name and password to continue.
Password must contain at least 8 characters.
Change password
Forgot your password?
The password has expired and must be changed.
Your account has been locked, contact the administrator.
User name or password is incorrect.
密码错误，请重新输入
请输入密码
忘记密码？
密码长度至少8位，包含字母和数字
用户名或密码不正确
账号已被锁定，请联系管理员
打印机无法打印，显示错误代码 0x0000011b
请安装补丁 KB5006670 后重启电脑
系统版本 10.0.19045.4046
端口 3389 未开放
服务器返回 502 Bad Gateway
网络连接正常，但是无法访问内网
请先清除浏览器缓存，再重新登录
事件 ID 7031，服务意外终止
子网掩码 255.255.255.0
工单编号 INC0012345 已关闭
处理时间 2026-03-01 10:00 至 11:30
磁盘空间不足，剩余 1.2 GB
文件 C:\\\\Windows\\\\System32\\\\drivers\\\\etc\\\\hosts 无法写入
请打开控制面板，选择程序和功能
高级设置
安全中心
系统管理员可以重置密码
周一早上系统更新后无法登录
方法一：重新安装驱动程序
任务管理器中结束该进程
于是我重启了电脑
常见问题解答
应用程序无法正常启动(0xc000007b)
Ticket INC0045127 was closed on 2026-02-11.
Change request CHG0031178 approved, window 22:00-23:00
Order 4500012345 has 3 items
Total: 1,249.00 EUR
CPU 45% Memory 62% Disk 3%
C:\\\\Program Files\\\\Common Files\\\\microsoft shared
C:\\\\Windows\\\\System32\\\\spool\\\\drivers\\\\x64\\\\3
/var/log/nginx/error.log
/usr/lib/x86_64-linux-gnu/libssl.so.3
SELECT id, status FROM tickets WHERE status = 'open' ORDER BY id;
server.port=8080
max_connections = 200
log_level: debug
timeout=30s retries=3
TLS 1.2 and TLS 1.3 are enabled
HTTP 404 Not Found
Error Code: 500121
AADSTS50126: Error validating credentials due to invalid username or password.
STOP: 0x0000007E (0xFFFFFFFFC0000005, 0xFFFFF80002E5A1B3)
Correlation Id: 5f2b4c1e-9d3a-4e7f-8b60-2a1c3d4e5f60
sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
commit 3f2a9c1 fixes the crash
Merge branch 'main' into release/2.4
Microsoft Edge WebView2 Runtime
Remote Desktop Connection
Device Manager
Network and Sharing Center
Local Area Connection
Adobe Acrobat Reader
Visual Studio Code
Internet Explorer
Microsoft Teams
Active Directory Users and Computers
Windows Server 2019 Standard
Google Drive
File Explorer
Group Policy Management
Task Scheduler Library
Recycle Bin
New Folder
Sign In
Log Out
Save As
Please Wait
Server Manager
Blue Screen
Meeting Room 4
Finance Department
Human Resources
Monday morning the scanner stopped working.
Thank you for your help yesterday.
Best regards
Kind regards, Service Desk
Dear Customer, your ticket was closed.
Dear all, the system is down tonight.
From: Monday To: Friday
To: All Staff
Contact: IT Service Desk
Name: Default
Name: Print Spooler
User: SYSTEM
User name: (not set)
Owner: BUILTIN\\\\Administrators
NT AUTHORITY\\\\SYSTEM
C:\\\\Users\\\\Public\\\\Documents
Password: ********
Password:
token expired
Invalid token in line 12
The API key is missing.
secret not found in key vault
license key invalid
Product key is required to activate Windows.
MAC address filtering is enabled
IP address conflict detected
The IP address could not be obtained from DHCP.
Address already in use
Address bar
Please update your address in the portal.
Phone calls drop after two minutes.
Call the service desk at extension 4444
Date: 2026-03-04
Created 04/03/2026 10:22
Last boot 2026-02-27 07:58:12
https://learn.microsoft.com/en-us/windows/security/
https://support.example.com/kb/12345
http://localhost:3000/login
Go to https://portal.example.com/help and follow step 3.
Version 4.8.4084.0
.NET Framework 4.8.1
java version "17.0.9" 2023-10-17 LTS
OpenSSL 3.0.11 19 Sep 2023
Driver version 31.0.15.4601
BIOS F.45
Serial port COM3 is busy
HP LaserJet Pro M404dn
Dell Latitude 7420
Lenovo ThinkPad T14 Gen 3
ThreadPoolExecutor-0_0 terminated
java.lang.OutOfMemoryError: Java heap space
ORA-12154: TNS:could not resolve the connect identifier specified
ERROR 1045 (28000): Access denied
[ERR] 2026/03/04 10:22:31 upstream timed out (110: Connection timed out)
W3SVC1 GET /index.html 200 0 0 15
Exit code: 0xC0000409
Total memory: 16384 MB
Page 3 of 12
Ctrl+Alt+Del
Step 1: unplug the dock, wait 30 seconds.
The laptop battery drains within an hour.
Excel crashes when opening a file larger than 50 MB.
My second monitor stays black after docking.
We rolled back the update on all machines.
Backup finished: 1,204 files, 35.2 GB, 0 errors
Job 20260304102231 completed
Batch 1002003004 processed
Invoice 2026-000123
Room 4.12.3
1.2.3.4-beta
0.0.0.0/0
255.255.255.255
239.255.255.250:1900
8.8.8.8.in-addr.arpa is not a valid zone
GUID 7b4cd2f1-3b0c-41e5-9d39-2a90b5c7d111
HKEY_LOCAL_MACHINE\\\\SOFTWARE\\\\Microsoft\\\\Windows NT\\\\CurrentVersion
Get-Service | Where-Object Status -eq 'Running'
sudo systemctl restart nginx
git push origin main
kubectl get pods -n kube-system
docker run -p 8080:80 nginx:1.25
sfc /scannow
ipconfig /flushdns
chkdsk C: /f /r
net stop spooler && net start spooler
"timeout": 30, "retries": 5, "verbose": true
<binding protocol="http" bindingInformation="*:80:" />
Content-Type: application/json; charset=utf-8
User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64)
设备管理器中显示黄色感叹号
更新失败，回滚更改
无线网络信号弱
请联系信息科处理
联系人：信息科
姓名不能为空
请填写真实姓名和手机号
申请人必须上传附件
登录超时，请刷新页面
李开头的文件夹无法打开
金额 12,500.00 元
订单号 202603040012345
温度过高，风扇转速 3200 RPM
白名单已更新
方案已提交，等待审批
高速缓存已满
马上重启
江苏分公司网络中断
黄色警告
王牌软件
何时可以恢复
周期任务执行失败
任何用户都不能登录
程序已停止工作
石墨文档
田字格
""".replace("{00021401-0000-0000-C000-000000000046}", "[00021401-0000-0000-C000-000000000046]")
