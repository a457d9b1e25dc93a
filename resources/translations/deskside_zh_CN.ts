<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Case</source>
        <translation>工单(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Picture</source>
        <translation>图片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>回答(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Fixes</source>
        <translation>方案(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>While checking a picture</source>
        <translation>检查图片时</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>Start a new case</source>
        <translation>开始新的工单</translation>
    </message>
    <message>
        <source>New private case</source>
        <translation>新建私密工单</translation>
    </message>
    <message>
        <source>Start a case of which nothing is kept</source>
        <translation>开始一个不保存任何内容的工单</translation>
    </message>
    <message>
        <source>Rename case…</source>
        <translation>重命名工单…</translation>
    </message>
    <message>
        <source>Give this case another title</source>
        <translation>为此工单更改标题</translation>
    </message>
    <message>
        <source>Export case…</source>
        <translation>导出工单…</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Write something down about this case; the model does not read it, the search finds it</source>
        <translation>为此工单写备注；模型不会读取，搜索可以找到</translation>
    </message>
    <message>
        <source>Move to folder…</source>
        <translation>移到文件夹…</translation>
    </message>
    <message>
        <source>File this case, or those that are marked, in a folder</source>
        <translation>将此工单或选中的工单放入文件夹</translation>
    </message>
    <message>
        <source>In the archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Put this case, or those that are marked, out of the list; the search still finds them</source>
        <translation>将此工单或选中的工单移出列表，搜索仍可找到</translation>
    </message>
    <message>
        <source>Delete case…</source>
        <translation>删除工单…</translation>
    </message>
    <message>
        <source>Delete this case and its pictures for good</source>
        <translation>彻底删除此工单及其图片</translation>
    </message>
    <message>
        <source>Search all cases</source>
        <translation>搜索全部工单</translation>
    </message>
    <message>
        <source>Search messages, and words that stood on pictures</source>
        <translation>搜索消息以及图片上出现过的文字</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Change how Deskside looks and works</source>
        <translation>更改 Deskside 的外观和行为</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>List, add, download, check and remove models</source>
        <translation>查看、添加、下载、检查和移除模型</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Close Deskside</source>
        <translation>关闭 Deskside</translation>
    </message>
    <message>
        <source>Export everything…</source>
        <translation>全部导出…</translation>
    </message>
    <message>
        <source>Write all cases and fixes into a folder, in open formats</source>
        <translation>以开放格式将全部工单和方案写入文件夹</translation>
    </message>
    <message>
        <source>Import cases…</source>
        <translation>导入工单…</translation>
    </message>
    <message>
        <source>Take in cases from a .jsonl file that Deskside wrote</source>
        <translation>从 Deskside 写出的 .jsonl 文件导入工单</translation>
    </message>
    <message>
        <source>Delete what is over its time</source>
        <translation>删除到期内容</translation>
    </message>
    <message>
        <source>Delete cases and pictures older than the settings allow, now</source>
        <translation>立即删除超出设置期限的工单和图片</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Go back to a backup of the cases; what is there now is kept as a copy</source>
        <translation>恢复到工单的某个备份，当前文件会保留为副本</translation>
    </message>
    <message>
        <source>Write profile for another computer…</source>
        <translation>写出配置以迁移到其他电脑…</translation>
    </message>
    <message>
        <source>Write all there is to one encrypted file</source>
        <translation>将全部内容写入一个加密文件</translation>
    </message>
    <message>
        <source>Take in a profile…</source>
        <translation>导入配置…</translation>
    </message>
    <message>
        <source>Take in a profile of another computer, where there are no cases yet</source>
        <translation>在尚无工单时导入另一台电脑的配置</translation>
    </message>
    <message>
        <source>Passphrase…</source>
        <translation>口令…</translation>
    </message>
    <message>
        <source>Say what opens your cases: a passphrase, or this computer</source>
        <translation>选择用什么打开工单：口令，或本机</translation>
    </message>
    <message>
        <source>Recovery key…</source>
        <translation>恢复密钥…</translation>
    </message>
    <message>
        <source>Make a new recovery key; the one before opens nothing any more</source>
        <translation>生成新的恢复密钥；先前的将失效</translation>
    </message>
    <message>
        <source>Replace the master key…</source>
        <translation>更换主密钥…</translation>
    </message>
    <message>
        <source>Encrypt everything anew under another key; the backups made so far go</source>
        <translation>用新密钥重新加密所有内容，现有备份会被删除</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Close all cases until they are unlocked again</source>
        <translation>关闭所有工单，直到再次解锁</translation>
    </message>
    <message>
        <source>Capture region</source>
        <translation>截取区域</translation>
    </message>
    <message>
        <source>Drag over the part of the screen that shows the problem</source>
        <translation>在屏幕上拖选显示问题的区域</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Capture screen</source>
        <translation>截取屏幕</translation>
    </message>
    <message>
        <source>Take a picture of the whole screen</source>
        <translation>截取整个屏幕</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Capture window</source>
        <translation>截取窗口</translation>
    </message>
    <message>
        <source>Take a picture of the uppermost window of another program</source>
        <translation>截取其他程序最上层的窗口</translation>
    </message>
    <message>
        <source>Capture all screens</source>
        <translation>截取所有屏幕</translation>
    </message>
    <message>
        <source>Take all screens as one picture</source>
        <translation>将所有屏幕截成一张图片</translation>
    </message>
    <message>
        <source>Capture last region</source>
        <translation>截取上次区域</translation>
    </message>
    <message>
        <source>Take the region that was chosen last time, as it looks now</source>
        <translation>按上次选择的区域重新截取当前画面</translation>
    </message>
    <message>
        <source>Capture after a delay</source>
        <translation>延时截屏</translation>
    </message>
    <message>
        <source>Count down, so that a menu can be opened, then choose a region</source>
        <translation>先倒计时以便打开菜单，然后选择区域</translation>
    </message>
    <message>
        <source>Open picture…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Open a screenshot from a file</source>
        <translation>从文件打开截图</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Paste picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Take the picture from the clipboard</source>
        <translation>使用剪贴板中的图片</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Annotate picture…</source>
        <translation>标注图片…</translation>
    </message>
    <message>
        <source>Draw arrows, boxes, words and numbers on the covered picture</source>
        <translation>在已遮盖的图片上绘制箭头、方框、文字和编号</translation>
    </message>
    <message>
        <source>Pin picture on top</source>
        <translation>置顶图片</translation>
    </message>
    <message>
        <source>Keep the covered picture above all windows</source>
        <translation>让已遮盖的图片保持在所有窗口之上</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Send the question with its pictures</source>
        <translation>发送问题及其图片</translation>
    </message>
    <message>
        <source>Presets…</source>
        <translation>预设…</translation>
    </message>
    <message>
        <source>Choose a task for the next question, with its own prompt and parameters</source>
        <translation>为下一个问题选择一项任务（自带提示词和参数）</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新提问</translation>
    </message>
    <message>
        <source>Ask the last question once more</source>
        <translation>把上一个问题再问一次</translation>
    </message>
    <message>
        <source>Let an answer that ended early be written on</source>
        <translation>让提前结束的回答接着写下去</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>编辑上一个问题</translation>
    </message>
    <message>
        <source>Ask the last question in other words; its answer is kept</source>
        <translation>修改上一个问题后重新提问，原回答会保留</translation>
    </message>
    <message>
        <source>Copy last answer</source>
        <translation>复制上一个回答</translation>
    </message>
    <message>
        <source>Copy the last answer as text</source>
        <translation>以文本形式复制上一个回答</translation>
    </message>
    <message>
        <source>Copy last code block</source>
        <translation>复制最后一个代码块</translation>
    </message>
    <message>
        <source>Copy the last command or code in the answer</source>
        <translation>复制回答中的最后一条命令或代码</translation>
    </message>
    <message>
        <source>Show the user where…</source>
        <translation>向用户指出位置…</translation>
    </message>
    <message>
        <source>Number the steps of the last answer on the picture, to be copied</source>
        <translation>在图片上为最新回答的步骤编号，以便复制</translation>
    </message>
    <message>
        <source>Give memory back</source>
        <translation>释放内存</translation>
    </message>
    <message>
        <source>Free the memory and the graphics card that the model takes; the next question loads it again</source>
        <translation>释放模型占用的内存和显存；下次提问时会重新加载</translation>
    </message>
    <message>
        <source>Search fixes</source>
        <translation>搜索方案</translation>
    </message>
    <message>
        <source>Search all prepared fixes</source>
        <translation>搜索全部预置方案</translation>
    </message>
    <message>
        <source>Write fixes…</source>
        <translation>编写方案…</translation>
    </message>
    <message>
        <source>Write, approve, import and export the fixes of this desk</source>
        <translation>编写、批准、导入和导出本服务台的方案</translation>
    </message>
    <message>
        <source>Make a fix of the last answer…</source>
        <translation>将最后的回答做成方案…</translation>
    </message>
    <message>
        <source>Draft a fix from the last answer; nothing is published by itself</source>
        <translation>根据最后的回答起草方案；不会自动发布</translation>
    </message>
    <message>
        <source>Insert fix 1</source>
        <translation>插入方案 1</translation>
    </message>
    <message>
        <source>Insert the first fix at the cursor</source>
        <translation>在光标处插入第一个方案</translation>
    </message>
    <message>
        <source>Insert fix 2</source>
        <translation>插入方案 2</translation>
    </message>
    <message>
        <source>Insert the second fix at the cursor</source>
        <translation>在光标处插入第二个方案</translation>
    </message>
    <message>
        <source>Insert fix 3</source>
        <translation>插入方案 3</translation>
    </message>
    <message>
        <source>Insert the third fix at the cursor</source>
        <translation>在光标处插入第三个方案</translation>
    </message>
    <message>
        <source>Insert fix 4</source>
        <translation>插入方案 4</translation>
    </message>
    <message>
        <source>Insert the fourth fix at the cursor</source>
        <translation>在光标处插入第四个方案</translation>
    </message>
    <message>
        <source>Insert fix 5</source>
        <translation>插入方案 5</translation>
    </message>
    <message>
        <source>Insert the fifth fix at the cursor</source>
        <translation>在光标处插入第五个方案</translation>
    </message>
    <message>
        <source>Insert fix 6</source>
        <translation>插入方案 6</translation>
    </message>
    <message>
        <source>Insert the sixth fix at the cursor</source>
        <translation>在光标处插入第六个方案</translation>
    </message>
    <message>
        <source>Insert fix 7</source>
        <translation>插入方案 7</translation>
    </message>
    <message>
        <source>Insert the seventh fix at the cursor</source>
        <translation>在光标处插入第七个方案</translation>
    </message>
    <message>
        <source>Insert fix 8</source>
        <translation>插入方案 8</translation>
    </message>
    <message>
        <source>Insert the eighth fix at the cursor</source>
        <translation>在光标处插入第八个方案</translation>
    </message>
    <message>
        <source>Insert fix 9</source>
        <translation>插入方案 9</translation>
    </message>
    <message>
        <source>Insert the ninth fix at the cursor</source>
        <translation>在光标处插入第九个方案</translation>
    </message>
    <message>
        <source>All commands…</source>
        <translation>全部命令…</translation>
    </message>
    <message>
        <source>Find any action, setting, case or fix by a few letters</source>
        <translation>输入几个字即可找到操作、设置、工单或处理方案</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>后退一步</translation>
    </message>
    <message>
        <source>Leave what is open, one layer at a time; also stops an answer</source>
        <translation>逐层离开当前打开的内容；也会停止正在生成的回答</translation>
    </message>
    <message>
        <source>Go to the question</source>
        <translation>转到问题框</translation>
    </message>
    <message>
        <source>Put the cursor into the question</source>
        <translation>将光标移到问题框</translation>
    </message>
    <message>
        <source>Show cases</source>
        <translation>显示工单</translation>
    </message>
    <message>
        <source>Show or hide the list of cases</source>
        <translation>显示或隐藏工单列表</translation>
    </message>
    <message>
        <source>Show fixes</source>
        <translation>显示方案</translation>
    </message>
    <message>
        <source>Show or hide fixes and answer settings</source>
        <translation>显示或隐藏方案和回答设置</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Make all text larger</source>
        <translation>放大所有文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Make all text smaller</source>
        <translation>缩小所有文字</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>正常文字大小</translation>
    </message>
    <message>
        <source>Show text at its normal size</source>
        <translation>以正常大小显示文字</translation>
    </message>
    <message>
        <source>Switch light and dark</source>
        <translation>切换浅色和深色</translation>
    </message>
    <message>
        <source>Change between the light and the dark look</source>
        <translation>在浅色与深色外观之间切换</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Show all keyboard shortcuts</source>
        <translation>显示全部键盘快捷键</translation>
    </message>
    <message>
        <source>First steps…</source>
        <translation>入门步骤…</translation>
    </message>
    <message>
        <source>Model, device, capture key and a sample case, one after the other</source>
        <translation>依次设置模型、设备、截图快捷键并试用示例工单</translation>
    </message>
    <message>
        <source>Past messages</source>
        <translation>历史消息</translation>
    </message>
    <message>
        <source>Show what Deskside has told since it was started</source>
        <translation>查看启动以来的全部提示</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Show what Deskside has logged; no screen content is in it</source>
        <translation>查看运行日志；其中不含屏幕内容</translation>
    </message>
    <message>
        <source>About Deskside</source>
        <translation>关于 Deskside</translation>
    </message>
    <message>
        <source>Show the version and where files are kept</source>
        <translation>显示版本和文件位置</translation>
    </message>
    <message>
        <source>Next box</source>
        <translation>下一个方框</translation>
    </message>
    <message>
        <source>Go to the next thing that was found</source>
        <translation>转到下一处发现的内容</translation>
    </message>
    <message>
        <source>Previous box</source>
        <translation>上一个方框</translation>
    </message>
    <message>
        <source>Go to the thing that was found before</source>
        <translation>转到上一处发现的内容</translation>
    </message>
    <message>
        <source>Cover or show</source>
        <translation>遮盖或显示</translation>
    </message>
    <message>
        <source>Cover the selected place, or leave it readable</source>
        <translation>遮盖所选位置，或保持可见</translation>
    </message>
    <message>
        <source>Text or whole field</source>
        <translation>仅文字或整个字段</translation>
    </message>
    <message>
        <source>Cover the texts alone, or the whole fields that they stand in</source>
        <translation>仅遮盖文字，或遮盖文字所在的整个字段</translation>
    </message>
    <message>
        <source>The same for one box</source>
        <translation>仅对所选方框切换</translation>
    </message>
    <message>
        <source>Choose between text and whole field for the selected box alone</source>
        <translation>仅对所选方框在文字与整个字段之间切换</translation>
    </message>
    <message>
        <source>Add a box</source>
        <translation>添加方框</translation>
    </message>
    <message>
        <source>Cover another place</source>
        <translation>遮盖另一处</translation>
    </message>
    <message>
        <source>Move the box</source>
        <translation>移动方框</translation>
    </message>
    <message>
        <source>Move the selected box; with Ctrl by ten pixels</source>
        <translation>移动所选方框；按住 Ctrl 每次十像素</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Resize the box</source>
        <translation>调整方框大小</translation>
    </message>
    <message>
        <source>Move the right and bottom edge of the selected box</source>
        <translation>移动所选方框的右边和下边</translation>
    </message>
    <message>
        <source>Shift+arrow keys</source>
        <translation>Shift+方向键</translation>
    </message>
    <message>
        <source>Remove the box</source>
        <translation>移除方框</translation>
    </message>
    <message>
        <source>Remove an own box, or leave a found thing readable</source>
        <translation>移除自己的方框，或让发现的内容保持可见</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back the last step</source>
        <translation>撤销上一步</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation>重做已撤销的操作</translation>
    </message>
    <message>
        <source>What the model sees</source>
        <translation>模型所见</translation>
    </message>
    <message>
        <source>Show the picture as the model will see it</source>
        <translation>按模型所见显示图片</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Show the picture larger</source>
        <translation>放大图片</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show the picture smaller</source>
        <translation>缩小图片</translation>
    </message>
    <message>
        <source>Fit to the width</source>
        <translation>适应宽度</translation>
    </message>
    <message>
        <source>Show the whole width of the picture</source>
        <translation>显示图片的全部宽度</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Show the picture pixel by pixel</source>
        <translation>按像素显示图片</translation>
    </message>
    <message>
        <source>Cover and continue</source>
        <translation>遮盖并继续</translation>
    </message>
    <message>
        <source>Cover what is marked and go on to the question</source>
        <translation>遮盖已标记的内容并继续提问</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Write this case to a file: Markdown, a web page, or JSON lines</source>
        <translation>将此工单写入文件：Markdown、网页或 JSON lines</translation>
    </message>
    <message>
        <source>Pin to the top</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Let this case stand before the others</source>
        <translation>将此工单排在其他工单之前</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep this case and its pictures although their time is over</source>
        <translation>即使到期也保留此工单及其图片</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Give this case tags; the search finds them with tag:</source>
        <translation>为此工单添加标签；可用 tag: 搜索</translation>
    </message>
    <message>
        <source>Stop the answer that is being written</source>
        <translation>停止正在生成的回答</translation>
    </message>
    <message>
        <source>Press the button that has the keyboard, or cover and continue</source>
        <translation>按下当前按钮，或遮盖并继续</translation>
    </message>
    <message>
        <source>Drop the picture</source>
        <translation>放弃图片</translation>
    </message>
    <message>
        <source>Leave the preview, or drop this picture</source>
        <translation>退出预览，或放弃此图片</translation>
    </message>
    <message>
        <source>Capture region, from any program</source>
        <translation>截取区域（在任何程序中）</translation>
    </message>
</context>
<context>
    <name>AnnotationCanvas</name>
    <message>
        <source>Covered picture to draw on</source>
        <translation>可标注的已遮盖图片</translation>
    </message>
    <message>
        <source>Arrow keys move the cross (Ctrl: by 10, Shift: by 50); Enter begins and ends a mark</source>
        <translation>方向键移动十字光标（Ctrl：每次 10，Shift：每次 50）；Enter 开始和结束标注</translation>
    </message>
    <message>
        <source>Words on the picture</source>
        <translation>图片上的文字</translation>
    </message>
    <message>
        <source>Type, then Enter</source>
        <translation>输入后按 Enter</translation>
    </message>
</context>
<context>
    <name>Annotator</name>
    <message>
        <source>Annotate the covered picture</source>
        <translation>标注已遮盖的图片</translation>
    </message>
    <message>
        <source>{name} ({key})</source>
        <translation>{name}（{key}）</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Click where it is to stand; or arrow keys (Ctrl: by 10, Shift: by 50), then Enter.</source>
        <translation>单击要放置的位置；也可用方向键（Ctrl：每次 10，Shift：每次 50），然后按 Enter。</translation>
    </message>
    <message>
        <source>Drag on the picture; or arrow keys (Ctrl: by 10, Shift: by 50), Enter to begin and to end a mark.</source>
        <translation>在图片上拖动；或用方向键移动（Ctrl：每次 10，Shift：每次 50），按 Enter 开始和结束标注。</translation>
    </message>
    <message>
        <source>Click a mark to take it up; or Page Down for the next one. Drag the frame of the crop, its sides or corners; or arrow keys (Alt: its far corner).</source>
        <translation>点击一个标记将其选中；或按 Page Down 选下一个。可拖动裁剪框、其边或角；或用方向键移动（Alt：移动远角）。</translation>
    </message>
    <message>
        <source>Click a mark to take it up; or Page Down for the next one.</source>
        <translation>点击一个标记将其选中；或按 Page Down 选下一个。</translation>
    </message>
    <message>
        <source>Drag the mark or its ends; or arrow keys (Alt: its end). 1 to 5: ink. Delete takes it away. F2: its words. Page Down: the next one.</source>
        <translation>拖动标记或其端点；或用方向键（Alt：移动终点）。1 到 5：换笔色。Delete：删除。F2：改文字。Page Down：下一个。</translation>
    </message>
</context>
<context>
    <name>AnswerCard</name>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Progress of the answer</source>
        <translation>回答进度</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy this answer</source>
        <translation>复制此回答</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新提问</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Continue this answer</source>
        <translation>继续此回答</translation>
    </message>
    <message>
        <source>Let it be written on from where it ended</source>
        <translation>从中断处接着写下去</translation>
    </message>
    <message>
        <source>This answer could not be finished.</source>
        <translation>此回答未能完成。</translation>
    </message>
    <message>
        <source>This answer was interrupted when Deskside ended.</source>
        <translation>Deskside 退出时，此回答被中断。</translation>
    </message>
    <message>
        <source>Stopped while it was still thinking: there is no answer.</source>
        <translation>思考时被停止，没有回答。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Length limit reached</source>
        <translation>已达长度上限</translation>
    </message>
    <message>
        <source>Attempt {number} of {total}</source>
        <translation>第 {number} 次回答，共 {total} 次</translation>
    </message>
    <message>
        <source>Show another attempt</source>
        <translation>查看另一次回答</translation>
    </message>
    <message>
        <source>{words}: show another attempt</source>
        <translation>{words}：查看另一次回答</translation>
    </message>
</context>
<context>
    <name>BusyCard</name>
    <message>
        <source>Press Esc to cancel.</source>
        <translation>按 Esc 取消。</translation>
    </message>
</context>
<context>
    <name>BusyView</name>
    <message>
        <source>Opening the picture…</source>
        <translation>正在打开图片…</translation>
    </message>
    <message>
        <source>It stays in memory until you have seen what is covered.</source>
        <translation>在您核对遮盖内容之前，图片只保留在内存中。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Capturing</name>
    <message>
        <source>Open picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>CaseActions</name>
    <message>
        <source>Export case</source>
        <translation>导出工单</translation>
    </message>
    <message>
        <source>{name} is there already. Replace it?</source>
        <translation>{name} 已存在。要替换吗？</translation>
    </message>
    <message>
        <source>Export cases</source>
        <translation>导出工单</translation>
    </message>
    <message>
        <source>Delete case</source>
        <translation>删除工单</translation>
    </message>
    <message>
        <source>Delete {count} cases and their pictures for good?</source>
        <translation>永久删除 {count} 个工单及其图片？</translation>
    </message>
    <message>
        <source>Delete this case and its pictures for good?</source>
        <translation>要彻底删除此工单及其图片吗？</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>CaseDelegate</name>
    <message>
        <source>on a picture</source>
        <translation>图片中</translation>
    </message>
    <message>
        <source>earlier version</source>
        <translation>早期版本</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已置顶</translation>
    </message>
    <message>
        <source>held</source>
        <translation>保留中</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>note</source>
        <translation>有备注</translation>
    </message>
</context>
<context>
    <name>CasesColumn</name>
    <message>
        <source>Search all cases</source>
        <translation>搜索全部工单</translation>
    </message>
    <message>
        <source>Filters: tag:vpn  folder:Printers  app:sap  fix:…  has:image  is:archived  before:2026-03  after:2026-02</source>
        <translation>筛选：标签：vpn  文件夹：打印机  应用：sap  方案：…  含：图片  是：归档  早于：2026-03  晚于：2026-02</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新优先</translation>
    </message>
    <message>
        <source>Best first</source>
        <translation>最相关优先</translation>
    </message>
    <message>
        <source>Change the order of what was found</source>
        <translation>更改搜索结果的排序</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>未找到任何内容。</translation>
    </message>
    <message>
        <source>Your cases appear here as soon as you have asked something.</source>
        <translation>提问之后，工单会显示在这里。</translation>
    </message>
    <message>
        <source>The archive is empty. Put cases here that are done with; the search still finds them.</source>
        <translation>归档为空。可将处理完毕的工单放到这里，搜索仍可找到。</translation>
    </message>
    <message>
        <source>No case lies in this folder.</source>
        <translation>此文件夹中没有工单。</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>As little as possible</source>
        <translation>尽量减少</translation>
    </message>
    <message>
        <source>Box with a label</source>
        <translation>带标签的方框</translation>
    </message>
    <message>
        <source>Frosted</source>
        <translation>磨砂</translation>
    </message>
    <message>
        <source>Plain box</source>
        <translation>纯色方框</translation>
    </message>
    <message>
        <source>The text alone</source>
        <translation>仅文字</translation>
    </message>
    <message>
        <source>The whole field or cell</source>
        <translation>整个字段或单元格</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>遮盖</translation>
    </message>
    <message>
        <source>Cover, and ask about each</source>
        <translation>遮盖，并逐项询问</translation>
    </message>
    <message>
        <source>Leave readable</source>
        <translation>保持可见</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器（CPU）</translation>
    </message>
    <message>
        <source>When asked to</source>
        <translation>应要求时</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Graphics card (GPU)</source>
        <translation>显卡（GPU）</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>仅错误</translation>
    </message>
    <message>
        <source>Press the keys</source>
        <translation>请按下快捷键</translation>
    </message>
</context>
<context>
    <name>CodeHeads</name>
    <message>
        <source>Copy code</source>
        <translation>复制代码</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Action, setting, case or fix</source>
        <translation>操作、设置、工单或处理方案</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>没有匹配项。</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter does it · Esc closes</source>
        <translation>↑ ↓ 选择 · Enter 执行 · Esc 关闭</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Describe the problem, or paste a screenshot…</source>
        <translation>描述问题，或粘贴截图…</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Drop pictures here. They are covered before anything else sees them.</source>
        <translation>将图片拖放到这里。在其他程序看到之前会先进行遮盖。</translation>
    </message>
    <message>
        <source>{keys} sends it after this answer</source>
        <translation>{keys} 在本回答之后发送</translation>
    </message>
    <message>
        <source>{keys} sends</source>
        <translation>{keys} 发送</translation>
    </message>
    <message>
        <source>Add what matters, or send it as it is…</source>
        <translation>补充要点，或直接发送…</translation>
    </message>
</context>
<context>
    <name>ContextGauge</name>
    <message>
        <source>What the model can keep in mind at once. When it is full, the earliest turns are left out.</source>
        <translation>模型一次能记住的内容。占满后，最早的对话会被略去。</translation>
    </message>
    <message>
        <source>Pictures: {tokens} tokens</source>
        <translation>图片：{tokens} 个 token</translation>
    </message>
    <message>
        <source>{percent} % of {total} tokens in use</source>
        <translation>已用 {total} 个 token 的 {percent} %</translation>
    </message>
    <message>
        <source>{tokens} tokens so far</source>
        <translation>目前 {tokens} 个 token</translation>
    </message>
    <message>
        <source>too long for the model: keep the part that matters</source>
        <translation>超出模型所能容纳的长度：请只保留有用的部分</translation>
    </message>
    <message>
        <source>the earliest turns will be left out</source>
        <translation>最早的对话将被略去</translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>Show earlier messages</source>
        <translation>显示更早的消息</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>Deskside: capture in a moment</source>
        <translation>Deskside：即将截屏</translation>
    </message>
    <message>
        <source>Seconds until the screen is captured; a click or Esc cancels</source>
        <translation>距离截屏的秒数；单击或按 Esc 取消</translation>
    </message>
    <message>
        <source>Click to cancel</source>
        <translation>单击取消</translation>
    </message>
    <message>
        <source>Esc cancels</source>
        <translation>Esc 取消</translation>
    </message>
    <message>
        <source>Click cancels</source>
        <translation>单击取消</translation>
    </message>
</context>
<context>
    <name>DataActions</name>
    <message>
        <source>Export everything into an empty folder</source>
        <translation>全部导出到空文件夹</translation>
    </message>
    <message>
        <source>Cases of Deskside</source>
        <translation>Deskside 工单</translation>
    </message>
    <message>
        <source>Import cases</source>
        <translation>导入工单</translation>
    </message>
    <message>
        <source>Profiles of Deskside</source>
        <translation>Deskside 配置</translation>
    </message>
    <message>
        <source>Write the profile to</source>
        <translation>将配置写入</translation>
    </message>
    <message>
        <source>Take in a profile</source>
        <translation>导入配置</translation>
    </message>
</context>
<context>
    <name>EditBanner</name>
    <message>
        <source>Editing an earlier question</source>
        <translation>正在编辑之前的问题</translation>
    </message>
    <message>
        <source>What followed it is kept as an earlier version.</source>
        <translation>其后的内容将作为早期版本保留。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel editing</source>
        <translation>取消编辑</translation>
    </message>
    <message>
        <source>Bring back what stood here (Esc)</source>
        <translation>恢复此处原有的内容（Esc）</translation>
    </message>
</context>
<context>
    <name>EvidenceStrip</name>
    <message>
        <source>Found on the picture: {count}</source>
        <translation>在图片上找到：{count} 处</translation>
    </message>
    <message>
        <source>Show the user where…</source>
        <translation>向用户指出位置…</translation>
    </message>
    <message>
        <source>Number the steps on the picture, and copy it with the steps as text</source>
        <translation>在图片上为步骤编号，并连同文字步骤一起复制</translation>
    </message>
    <message>
        <source>Not on the picture: {quotes}</source>
        <translation>图片上没有：{quotes}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation>，另有 {count} 处</translation>
    </message>
    <message>
        <source>The model may have made up a code. Check it before you pass it on.</source>
        <translation>代码可能是模型编造的，转告他人之前请核对。</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>{quote} (from your question)</source>
        <translation>{quote}（来自您的问题）</translation>
    </message>
    <message>
        <source>{quote} (from fix [{number}])</source>
        <translation>{quote}（来自处理方案 [{number}]）</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Read in the text.</source>
        <translation>由文字识别发现。</translation>
    </message>
    <message>
        <source>Seen in the picture.</source>
        <translation>由图像识别发现。</translation>
    </message>
    <message>
        <source>Drawn by you.</source>
        <translation>由您绘制。</translation>
    </message>
    <message>
        <source>Named by the model.</source>
        <translation>由模型指出。</translation>
    </message>
    <message>
        <source>certain</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>很可能</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>可能</translation>
    </message>
    <message>
        <source>Please decide</source>
        <translation>请确认</translation>
    </message>
    <message>
        <source>Always covered</source>
        <translation>始终遮盖</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>已遮盖</translation>
    </message>
    <message>
        <source>Readable</source>
        <translation>可见</translation>
    </message>
    <message>
        <source>{reason} ({sure})</source>
        <translation>{reason}（{sure}）</translation>
    </message>
    <message>
        <source>{kind}, {label}: {why}. {source} It will be covered.</source>
        <translation>{kind}，{label}：{why}。{source}将被遮盖。</translation>
    </message>
    <message>
        <source>{kind}, {label}: {why}. {source} It will stay readable.</source>
        <translation>{kind}，{label}：{why}。{source}将保持可见。</translation>
    </message>
</context>
<context>
    <name>FirstStepsDialog</name>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>The model could not be loaded.</source>
        <translation>无法加载模型。</translation>
    </message>
    <message>
        <source>{model} runs on {device}; it is in memory already.</source>
        <translation>{model} 运行于 {device}，已在内存中。</translation>
    </message>
    <message>
        <source>{model} runs on {device}; ready after {seconds} s.</source>
        <translation>{model} 运行于 {device}，{seconds} 秒后就绪。</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>按键有效。</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>入门步骤</translation>
    </message>
    <message>
        <source>A model answers</source>
        <translation>由模型回答</translation>
    </message>
    <message>
        <source>It runs on this computer, and nothing leaves it. One is enough, and it can be added later: until then answers are put together from the fixes.</source>
        <translation>模型在本机运行，任何内容都不会外传。有一个就够，也可以以后再添加：在此之前，回答由现有方案组合而成。</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Where does it run?</source>
        <translation>模型在哪里运行？</translation>
    </message>
    <message>
        <source>The test loads the model on the graphics card where there is one, else on the processor.</source>
        <translation>测试会加载模型：有显卡时用显卡，否则用处理器。</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>One key from any program</source>
        <translation>全局快捷键</translation>
    </message>
    <message>
        <source>Another key…</source>
        <translation>换一个键…</translation>
    </message>
    <message>
        <source>Try it on a sample</source>
        <translation>用示例试一试</translation>
    </message>
    <message>
        <source>A screenshot opens with what is private on it marked. Check it, cover it, and ask.</source>
        <translation>将打开一张截图并标出其中的隐私内容。核对、遮盖，然后提问。</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Skip all</source>
        <translation>全部跳过</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>No key is set. With one, a region of the screen can be grabbed without this window.</source>
        <translation>尚未设置快捷键。设置后无需打开本窗口即可截取屏幕区域。</translation>
    </message>
    <message>
        <source>Press {keys} now. The screen stands still, and a region can be chosen; Esc goes back.</source>
        <translation>现在按 {keys}。屏幕会静止，可选择区域；按 Esc 返回。</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>第 {place} 步，共 {count} 步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>No model is installed yet.</source>
        <translation>尚未安装模型。</translation>
    </message>
    <message>
        <source>{model} is there.</source>
        <translation>已找到 {model}。</translation>
    </message>
</context>
<context>
    <name>FixCard</name>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Insert fix: {title}</source>
        <translation>插入方案：{title}</translation>
    </message>
    <message>
        <source>Hide steps</source>
        <translation>隐藏步骤</translation>
    </message>
    <message>
        <source>Show steps</source>
        <translation>显示步骤</translation>
    </message>
    <message>
        <source>{what}: {title}</source>
        <translation>{what}:{title}</translation>
    </message>
</context>
<context>
    <name>FixEditor</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷命令</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Systems</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Error codes</source>
        <translation>错误代码</translation>
    </message>
    <message>
        <source>Symptoms</source>
        <translation>现象</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What users say; one; after another</source>
        <translation>用户的说法；以分号；分隔</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Add picture…</source>
        <translation>添加图片…</translation>
    </message>
    <message>
        <source>Add picture</source>
        <translation>添加图片</translation>
    </message>
    <message>
        <source>Pictures can be pasted or dropped into the text, too. You see first what will be covered on them.</source>
        <translation>也可将图片粘贴或拖入正文。添加前会先显示将被遮盖的内容，供您核对。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Screenshot</source>
        <translation>截图</translation>
    </message>
</context>
<context>
    <name>FixExport</name>
    <message>
        <source>Into a folder of Markdown files…</source>
        <translation>写入 Markdown 文件夹…</translation>
    </message>
    <message>
        <source>As a table (CSV)…</source>
        <translation>另存为表格（CSV）…</translation>
    </message>
    <message>
        <source>As JSON Lines…</source>
        <translation>另存为 JSON Lines…</translation>
    </message>
    <message>
        <source>Write over them? What they say there is lost.</source>
        <translation>要覆盖吗？那里的内容会丢失。</translation>
    </message>
    <message>
        <source>Export fixes</source>
        <translation>导出方案</translation>
    </message>
    <message>
        <source>Fixes written: {count}</source>
        <translation>已写出 {count} 个方案</translation>
    </message>
    <message>
        <source>Removed, since there is no such fix any more: {names}</source>
        <translation>已移除（此处已无对应方案）：{names}</translation>
    </message>
    <message>
        <source>Left, since they were changed or are used there: {names}</source>
        <translation>已保留（那里修改过或仍在使用）：{names}</translation>
    </message>
</context>
<context>
    <name>FixFeedback</name>
    <message>
        <source>Did it help? {title}</source>
        <translation>有帮助吗？{title}</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Not solved</source>
        <translation>未解决</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>FixForm</name>
    <message>
        <source>Fill in: {title}</source>
        <translation>填写：{title}</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>{name} must be a number.</source>
        <translation>{name} 必须是数字。</translation>
    </message>
    <message>
        <source>Still empty: {names}</source>
        <translation>尚未填写：{names}</translation>
    </message>
</context>
<context>
    <name>FixImport</name>
    <message>
        <source>Import fixes</source>
        <translation>导入方案</translation>
    </message>
    <message>
        <source>A folder, or a zip, csv, jsonl, json or yml file</source>
        <translation>文件夹，或 zip、csv、jsonl、json、yml 文件</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>文件或文件夹</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Tell the format from the name</source>
        <translation>根据名称判断格式</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>将发生的变化</translation>
    </message>
    <message>
        <source>What would change in this fix</source>
        <translation>该方案的改动</translation>
    </message>
    <message>
        <source>Choose a fix to see what would change in it.</source>
        <translation>选择一个方案以查看其改动。</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Also replace what was changed here; it stays as a version</source>
        <translation>同时替换此处已修改的内容（原文保留为历史版本）</translation>
    </message>
</context>
<context>
    <name>FixLibrary</name>
    <message>
        <source>Fixes of this desk</source>
        <translation>本服务台的方案</translation>
    </message>
    <message>
        <source>Search all fixes</source>
        <translation>搜索全部方案</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Fixes</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Other language</source>
        <translation>另一种语言</translation>
    </message>
    <message>
        <source>There is no fix yet. Write the first one, or import a collection.</source>
        <translation>还没有方案。请新建一个，或导入现有方案。</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>solved {count} of {all}</source>
        <translation>解决 {count}/{all}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>What you wrote is not saved yet.</source>
        <translation>所写内容尚未保存。</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Write the last day as 2027-12-31.</source>
        <translation>有效期请按 2027-12-31 的格式填写。</translation>
    </message>
    <message>
        <source>Delete {title} in all its languages, with its versions?</source>
        <translation>删除方案“{title}”的所有语言及其历史版本？</translation>
    </message>
    <message>
        <source>Write over</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Saved. Only approved fixes are offered.</source>
        <translation>已保存。只有已批准的方案会被推荐。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>There is already: {titles}</source>
        <translation>已有相似方案：{titles}</translation>
    </message>
    <message>
        <source>Looking for what is sensitive on the picture…</source>
        <translation>正在查找图片中的敏感内容…</translation>
    </message>
    <message>
        <source>Picture added; places covered on it: {count}. Look at it in the preview.</source>
        <translation>已添加图片，遮盖了 {count} 处。请在预览中查看。</translation>
    </message>
</context>
<context>
    <name>FixPalette</name>
    <message>
        <source>Fixes</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter inserts · Esc closes</source>
        <translation>↑ ↓ 选择 · Enter 插入 · Esc 关闭</translation>
    </message>
</context>
<context>
    <name>FixPanel</name>
    <message>
        <source>Search all fixes</source>
        <translation>搜索全部方案</translation>
    </message>
    <message>
        <source>Fixes</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Fixes found</source>
        <translation>找到的方案</translation>
    </message>
    <message>
        <source>Fixes that may help</source>
        <translation>可能有用的方案</translation>
    </message>
    <message>
        <source>No fix was found.</source>
        <translation>未找到方案。</translation>
    </message>
    <message>
        <source>Fixes appear here while you describe the problem.</source>
        <translation>描述问题时，相关方案会显示在这里。</translation>
    </message>
    <message>
        <source>an answer of this case cites it</source>
        <translation>本工单的回答引用了它</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>已停用</translation>
    </message>
</context>
<context>
    <name>FixPictureReview</name>
    <message>
        <source>What will be covered on the picture</source>
        <translation>图片上将被遮盖的内容</translation>
    </message>
</context>
<context>
    <name>FixVersions</name>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What has changed since</source>
        <translation>此后的变化</translation>
    </message>
    <message>
        <source>Choose a version to see what has changed since.</source>
        <translation>选择一个版本，查看此后的变化。</translation>
    </message>
    <message>
        <source>Go back to this version</source>
        <translation>恢复到此版本</translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>Rename folder</source>
        <translation>重命名文件夹</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>移到文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>A slash makes a folder within a folder: Printers/HP</source>
        <translation>用斜杠表示下级文件夹，例如：打印机/HP</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Take out of the folder</source>
        <translation>移出文件夹</translation>
    </message>
</context>
<context>
    <name>FoundFixes</name>
    <message>
        <source>Fixes ({count})</source>
        <translation>方案（{count}）</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>已停用</translation>
    </message>
</context>
<context>
    <name>GuideDialog</name>
    <message>
        <source>Show the user where</source>
        <translation>向用户指出位置</translation>
    </message>
    <message>
        <source>Covered picture with numbers</source>
        <translation>带编号的遮盖后图片</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>What is covered stays covered. Untick a step to leave it out.</source>
        <translation>已遮盖的内容仍然遮盖。取消勾选即可略去该步骤。</translation>
    </message>
    <message>
        <source>Copy picture and steps</source>
        <translation>复制图片和步骤</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{step} (no place on the picture)</source>
        <translation>{step}（图片上没有对应位置）</translation>
    </message>
    <message>
        <source>Numbers on the picture: {numbers}</source>
        <translation>图片上的编号：{numbers}</translation>
    </message>
</context>
<context>
    <name>Hints</name>
    <message>
        <source>This desktop shows no tray, so closing the window ends Deskside.</source>
        <translation>此桌面没有托盘，关闭窗口即退出 Deskside。</translation>
    </message>
    <message>
        <source>The icon in the tray opens the window again, and can quit Deskside.</source>
        <translation>可通过托盘图标重新打开窗口或退出 Deskside。</translation>
    </message>
</context>
<context>
    <name>HotkeyField</name>
    <message>
        <source>Or bind this command in the desktop&apos;s keyboard settings:</source>
        <translation>也可在系统键盘设置中将快捷键绑定到此命令：</translation>
    </message>
    <message>
        <source>Command that captures a region</source>
        <translation>截取区域的命令</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Inks</name>
    <message>
        <source>Red, solid</source>
        <translation>红色，实线</translation>
    </message>
    <message>
        <source>Blue, dashed</source>
        <translation>蓝色，虚线</translation>
    </message>
    <message>
        <source>Green, dotted</source>
        <translation>绿色，点线</translation>
    </message>
    <message>
        <source>Black, dash-dotted</source>
        <translation>黑色，点划线</translation>
    </message>
    <message>
        <source>Yellow, long dashes</source>
        <translation>黄色，长虚线</translation>
    </message>
</context>
<context>
    <name>Keymap</name>
    <message>
        <source>This key writes or moves the cursor. Add Ctrl or Alt, or take F1 to F35.</source>
        <translation>此键用于输入文字或移动光标。请加上 Ctrl 或 Alt，或使用 F1 至 F35。</translation>
    </message>
    <message>
        <source>This key moves boxes or goes to the next button.</source>
        <translation>此键用于移动框或跳到下一个按钮。</translation>
    </message>
    <message>
        <source>Text fields use this key.</source>
        <translation>此键由文本框使用。</translation>
    </message>
    <message>
        <source>This key grabs the screen from any program. Another can be set there.</source>
        <translation>此键是全局截屏快捷键，可在设置中更改。</translation>
    </message>
    <message>
        <source>“{owner}” has this key.</source>
        <translation>此键已用于“{owner}”。</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>en</source>
        <translation>zh</translation>
    </message>
</context>
<context>
    <name>LockView</name>
    <message>
        <source>Your cases are locked</source>
        <translation>工单已锁定</translation>
    </message>
    <message>
        <source>Passphrase or recovery key</source>
        <translation>口令或恢复密钥</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Nothing of them is open. What you had typed is still there.</source>
        <translation>所有工单均已关闭，您已输入的内容仍然保留。</translation>
    </message>
    <message>
        <source>Type your passphrase, or the recovery key.</source>
        <translation>请输入口令或恢复密钥。</translation>
    </message>
</context>
<context>
    <name>LogViewer</name>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>搜索日志</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>日志文件</translation>
    </message>
    <message>
        <source>Least level</source>
        <translation>最低级别</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>仅错误</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Nothing has been logged yet.</source>
        <translation>暂无日志。</translation>
    </message>
    <message>
        <source>No line matches.</source>
        <translation>没有匹配的行。</translation>
    </message>
    <message>
        <source>{shown} of {all} lines. Logs hold no screen content.</source>
        <translation>显示 {shown} 行，共 {all} 行。日志不含屏幕内容。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>The answer is being written</source>
        <translation>正在生成回答</translation>
    </message>
    <message>
        <source>The answer is complete</source>
        <translation>回答已完成</translation>
    </message>
</context>
<context>
    <name>MiddleColumn</name>
    <message>
        <source>New case</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>Private case</source>
        <translation>私密工单</translation>
    </message>
    <message>
        <source>Private: nothing of this case is kept. It is gone as soon as you leave it.</source>
        <translation>私密：此工单不保存任何内容，离开后即消失。</translation>
    </message>
</context>
<context>
    <name>MissingDialog</name>
    <message>
        <source>Missing cases</source>
        <translation>缺失的工单</translation>
    </message>
    <message>
        <source>Bring back cases that are missing</source>
        <translation>取回缺失的工单</translation>
    </message>
    <message>
        <source>These are in the backup and not among your cases. They are put beside the present ones; nothing is overwritten, and the backup stays as it is.</source>
        <translation>以下工单在备份中，但不在当前工单中。取回后与现有工单并存，不会覆盖任何内容，备份本身也不会改变。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Choose all missing cases</source>
        <translation>选择全部缺失的工单</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Last written</source>
        <translation>最后更新</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Bring back {count}</source>
        <translation>取回 {count} 个</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>The backup is being read.</source>
        <translation>正在读取备份。</translation>
    </message>
    <message>
        <source>No case is missing: all that are in this backup are among yours.</source>
        <translation>没有缺失的工单：此备份中的工单都在。</translation>
    </message>
    <message>
        <source>They keep their dates: what is over its time goes again, unless you hold it.</source>
        <translation>工单保留原日期：超过保存期限的会再次被清理，除非设为保留。</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Check the files</source>
        <translation>检查文件</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Found on this computer; nobody has published what its files should be.</source>
        <translation>在本机找到；没有可供核对的公布信息。</translation>
    </message>
    <message>
        <source>thinks before it answers: slower</source>
        <translation>先思考再回答，较慢</translation>
    </message>
    <message>
        <source>not every published digest is known</source>
        <translation>部分文件的公布校验值未知</translation>
    </message>
    <message>
        <source>What it needs is not known yet.</source>
        <translation>所需内存尚不清楚。</translation>
    </message>
    <message>
        <source>Needs about {needed} GiB: weights {weights}, pictures {pictures}, context {context}. {place}</source>
        <translation>约需 {needed} GiB：权重 {weights}，图片 {pictures}，上下文 {context}。{place}</translation>
    </message>
    <message>
        <source>.</source>
        <comment>the full stop after a sentence</comment>
        <translation>。</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The chosen model</source>
        <translation>选中的模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>On this computer it runs …</source>
        <translation>在本机的运行方式</translation>
    </message>
    <message>
        <source>Add from folder or stick…</source>
        <translation>从文件夹或 U 盘添加…</translation>
    </message>
    <message>
        <source>Add file…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Another model answers from the moment it is chosen; the case stays open.</source>
        <translation>选用其他模型后立即生效，当前工单保持打开。</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>有</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Looking at the files …</source>
        <translation>正在查看文件…</translation>
    </message>
    <message>
        <source>Folder with model files</source>
        <translation>模型文件所在文件夹</translation>
    </message>
    <message>
        <source>Model file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Remove model</source>
        <translation>移除模型</translation>
    </message>
    <message>
        <source>Delete the files of {model}?</source>
        <translation>要删除 {model} 的文件吗？</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note on this case</source>
        <translation>此工单的备注</translation>
    </message>
    <message>
        <source>The search finds it and exports hold it; the model never reads it. What is sensitive is covered.</source>
        <translation>搜索可以找到备注，导出时会包含；模型不会读取。敏感内容会被遮盖。</translation>
    </message>
    <message>
        <source>Keep note</source>
        <translation>保存备注</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>NoticeHistory</name>
    <message>
        <source>Past messages</source>
        <translation>历史消息</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Nothing has been told yet.</source>
        <translation>暂无消息。</translation>
    </message>
</context>
<context>
    <name>OverlayWindow</name>
    <message>
        <source>Deskside: choose a region</source>
        <translation>Deskside：选择区域</translation>
    </message>
    <message>
        <source>Choose a region of screen {number}</source>
        <translation>在屏幕 {number} 上选择区域</translation>
    </message>
    <message>
        <source>{width} × {height} px</source>
        <translation>{width} × {height} 像素</translation>
    </message>
    <message>
        <source>{x}, {y}</source>
        <translation>{x}, {y}</translation>
    </message>
    <message>
        <source>Arrows move (Ctrl: by 10)</source>
        <translation>方向键移动（Ctrl：每次 10）</translation>
    </message>
    <message>
        <source>Shift+arrows resize</source>
        <translation>Shift+方向键调整大小</translation>
    </message>
    <message>
        <source>Enter take it</source>
        <translation>回车 截取</translation>
    </message>
    <message>
        <source>Esc cancel</source>
        <translation>Esc 取消</translation>
    </message>
    <message>
        <source>Drag to select (Ctrl: adjust)</source>
        <translation>拖动选择（Ctrl：再调整）</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>click or W a window</source>
        <translation>单击或 W 选窗口</translation>
    </message>
    <message>
        <source>L last region</source>
        <translation>L 上次区域</translation>
    </message>
    <message>
        <source>F whole screen</source>
        <translation>F 整个屏幕</translation>
    </message>
    <message>
        <source>A all screens</source>
        <translation>A 所有屏幕</translation>
    </message>
    <message>
        <source>1-{count} or Tab another screen</source>
        <translation>1-{count} 或 Tab 换屏幕</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Untitled case</source>
        <translation>未命名工单</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
</context>
<context>
    <name>PaneLeading</name>
    <message>
        <source>Covering, and reading the covered picture once more…</source>
        <translation>正在遮盖，并再次识别检查…</translation>
    </message>
    <message>
        <source>Looking for what is sensitive…</source>
        <translation>正在查找敏感内容…</translation>
    </message>
</context>
<context>
    <name>ParameterPanel</name>
    <message>
        <source>Answer settings</source>
        <translation>回答设置</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Set all to their defaults</source>
        <translation>全部恢复为默认值</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Show settings for experts</source>
        <translation>显示专家设置</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Protect your cases with a passphrase</source>
        <translation>用口令保护您的工单</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>The same once more</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>Without a passphrase</source>
        <translation>不使用口令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不设置</translation>
    </message>
    <message>
        <source>Set passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>At least eight characters. Several words that do not belong together are good.</source>
        <translation>至少八个字符。建议使用几个互不相关的词。</translation>
    </message>
</context>
<context>
    <name>Peek</name>
    <message>
        <source>Place on the picture</source>
        <translation>图片上的位置</translation>
    </message>
</context>
<context>
    <name>Phases</name>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Looking for fixes…</source>
        <translation>正在查找方案…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>{words} · about {seconds} s left</source>
        <translation>{words} · 约剩 {seconds} 秒</translation>
    </message>
    <message>
        <source>Bringing the model into memory… {percent} %</source>
        <translation>正在将模型载入内存… {percent} %</translation>
    </message>
    <message>
        <source>Bringing the model into memory…</source>
        <translation>正在载入模型…</translation>
    </message>
    <message>
        <source>Looking at picture {number} of {total}…</source>
        <translation>正在查看第 {number} 张图片（共 {total} 张）…</translation>
    </message>
    <message>
        <source>Looking at the picture…</source>
        <translation>正在查看图片…</translation>
    </message>
    <message>
        <source>Reading… {percent} %</source>
        <translation>正在阅读… {percent}%</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在阅读…</translation>
    </message>
    <message>
        <source>Thinking… {count} tokens</source>
        <translation>正在思考… {count} 个 token</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在书写…</translation>
    </message>
    <message>
        <source>Writing… {rate} tokens/s</source>
        <translation>正在书写… {rate} token/秒</translation>
    </message>
    <message>
        <source>first word after {seconds} s</source>
        <translation>{seconds} 秒后开始输出</translation>
    </message>
    <message>
        <source>{rate} tokens/s</source>
        <translation>{rate} token/秒</translation>
    </message>
    <message>
        <source>Prompt: {prompt} tokens, {reused} of them were still in memory
Pictures looked at anew: {encodes}
Answer: {completion} tokens in {seconds} s</source>
        <translation>提示词：{prompt} 个 token，其中 {reused} 个仍在内存中
重新查看的图片：{encodes} 张
回答：{completion} 个 token，用时 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>PictureTile</name>
    <message>
        <source>This picture is no longer there.</source>
        <translation>此图片已不存在。</translation>
    </message>
    <message>
        <source>Only this small copy of it is left.</source>
        <translation>仅剩这份小图。</translation>
    </message>
    <message>
        <source>{width} × {height} pixels, {count} places covered. Click to enlarge.</source>
        <translation>{width} × {height} 像素，已遮盖 {count} 处。单击可放大。</translation>
    </message>
    <message>
        <source>Covered picture</source>
        <translation>已遮盖的图片</translation>
    </message>
    <message>
        <source>Remove picture</source>
        <translation>移除图片</translation>
    </message>
</context>
<context>
    <name>PictureViewer</name>
    <message>
        <source>Picture as it is sent and kept</source>
        <translation>实际发送和保存的图片</translation>
    </message>
    <message>
        <source>Covered picture</source>
        <translation>已遮盖的图片</translation>
    </message>
    <message>
        <source>Click or press Enter to switch between fitted and actual size</source>
        <translation>单击或按回车键，在适合窗口与实际大小之间切换</translation>
    </message>
</context>
<context>
    <name>PinnedPicture</name>
    <message>
        <source>Pinned picture – Deskside</source>
        <translation>置顶图片 – Deskside</translation>
    </message>
    <message>
        <source>Pinned covered picture</source>
        <translation>置顶的已遮盖图片</translation>
    </message>
    <message>
        <source>Drag or arrow keys: move. Wheel, + and -: size. Esc or double click: close.</source>
        <translation>拖动或方向键：移动。滚轮、+ 和 -：缩放。Esc 或双击：关闭。</translation>
    </message>
</context>
<context>
    <name>PlaceButton</name>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>All cases</source>
        <translation>全部工单</translation>
    </message>
    <message>
        <source>Shown: {place}</source>
        <translation>当前显示：{place}</translation>
    </message>
    <message>
        <source>Choose a folder, or the archive</source>
        <translation>选择文件夹或归档</translation>
    </message>
    <message>
        <source>Rename this folder…</source>
        <translation>重命名此文件夹…</translation>
    </message>
</context>
<context>
    <name>PlaceViewer</name>
    <message>
        <source>Place on the picture</source>
        <translation>图片上的位置</translation>
    </message>
    <message>
        <source>Covered picture</source>
        <translation>已遮盖的图片</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>“{text}”: place {number} of {total}</source>
        <translation>“{text}”：第 {number} 处，共 {total} 处</translation>
    </message>
</context>
<context>
    <name>Policy</name>
    <message>
        <source>{name} (set by your organisation)</source>
        <translation>{name}（由本单位设定）</translation>
    </message>
    <message>
        <source>Set by your organisation</source>
        <translation>由本单位设定</translation>
    </message>
    <message>
        <source>Set by your organisation.</source>
        <translation>由本单位设定。</translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>up to {count} tokens</source>
        <translation>最多 {count} 个 token</translation>
    </message>
    <message>
        <source>LoRA adapter {names}</source>
        <translation>LoRA 适配器 {names}</translation>
    </message>
    <message>
        <source>answers in JSON by a schema</source>
        <translation>按 schema 以 JSON 回答</translation>
    </message>
    <message>
        <source>stops before {texts}</source>
        <translation>遇到 {texts} 即停止</translation>
    </message>
    <message>
        <source>without the desk&apos;s fixes</source>
        <translation>不提供处理方案</translation>
    </message>
</context>
<context>
    <name>PresetChoice</name>
    <message>
        <source>Ask in own words</source>
        <translation>直接提问</translation>
    </message>
    <message>
        <source>Ask in own words (Esc)</source>
        <translation>直接提问（Esc）</translation>
    </message>
    <message>
        <source>Preset: {name}</source>
        <translation>预设：{name}</translation>
    </message>
</context>
<context>
    <name>PresetPalette</name>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>First letters, then Enter</source>
        <translation>输入首字母，按 Enter 选用</translation>
    </message>
    <message>
        <source>Search presets</source>
        <translation>搜索预设</translation>
    </message>
    <message>
        <source>What the model is told</source>
        <translation>给模型的提示词</translation>
    </message>
    <message>
        <source>What the model is told; {text} is what you write</source>
        <translation>给模型的提示词（{text} 为您输入的内容）</translation>
    </message>
    <message>
        <source>Ask in own words</source>
        <translation>直接提问</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>选用</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>No preset matches.</source>
        <translation>没有匹配的预设。</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自有预设</translation>
    </message>
    <message>
        <source>Came with Deskside</source>
        <translation>随 Deskside 提供</translation>
    </message>
    <message>
        <source>Answered as the settings say.</source>
        <translation>按设置中的参数回答。</translation>
    </message>
    <message>
        <source>Import presets</source>
        <translation>导入预设</translation>
    </message>
    <message>
        <source>Export these presets to</source>
        <translation>将这些预设导出到</translation>
    </message>
</context>
<context>
    <name>ProfileForm</name>
    <message>
        <source>Application</source>
        <translation>应用程序</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>What is covered</source>
        <translation>遮盖内容</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Window class</source>
        <translation>窗口类</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Title of the window</source>
        <translation>窗口标题</translation>
    </message>
    <message>
        <source>How far</source>
        <translation>遮盖范围</translation>
    </message>
    <message>
        <source>Always covered</source>
        <translation>始终遮盖</translation>
    </message>
    <message>
        <source>Never covered</source>
        <translation>从不遮盖</translation>
    </message>
    <message>
        <source>* stands for any text, ? for one character. Every pattern given must fit. Without any, the profile is chosen by hand in the review.</source>
        <translation>* 代表任意文字，? 代表一个字符。填写的各项必须全部符合；全部留空时，需在检查时手动选择此配置。</translation>
    </message>
    <message>
        <source>One a line. In what is always covered, * stands for letters, digits, dots and dashes.</source>
        <translation>每行一个。在“始终遮盖”中，* 代表字母、数字、点和连字符。</translation>
    </message>
    <message>
        <source>As elsewhere ({choice})</source>
        <translation>与其他应用相同（{choice}）</translation>
    </message>
</context>
<context>
    <name>ProfileList</name>
    <message>
        <source>Profiles of applications</source>
        <translation>应用配置</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Edit profiles of applications</source>
        <translation>编辑应用配置</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the folder of profiles</source>
        <translation>打开应用配置文件夹</translation>
    </message>
    <message>
        <source>There are none. A profile holds rules for the windows of one application.</source>
        <translation>尚无应用配置。应用配置是针对某个应用窗口的规则。</translation>
    </message>
</context>
<context>
    <name>Profiles</name>
    <message>
        <source>window class {pattern}</source>
        <translation>窗口类 {pattern}</translation>
    </message>
    <message>
        <source>program {pattern}</source>
        <translation>程序 {pattern}</translation>
    </message>
    <message>
        <source>title {pattern}</source>
        <translation>标题 {pattern}</translation>
    </message>
    <message>
        <source>chosen by hand</source>
        <translation>手动选择</translation>
    </message>
</context>
<context>
    <name>ProfilesDialog</name>
    <message>
        <source>Profiles of applications</source>
        <translation>应用配置</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>配置列表</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>There are no profiles yet. Add one for the windows of an application.</source>
        <translation>尚无应用配置。请为某个应用程序的窗口添加一个。</translation>
    </message>
    <message>
        <source>Changes take effect at once, from the next capture on.</source>
        <translation>更改立即生效，从下一次截图开始使用。</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>新配置</translation>
    </message>
    <message>
        <source>Remove profile</source>
        <translation>删除配置</translation>
    </message>
    <message>
        <source>Remove the profile {name}?</source>
        <translation>要删除配置“{name}”吗？</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>QuestionCard</name>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Edit this question</source>
        <translation>编辑此问题</translation>
    </message>
    <message>
        <source>Ask this in other words; the case goes on from there</source>
        <translation>修改此问题后重新提问，工单从此处继续</translation>
    </message>
    <message>
        <source>Version {number} of {total}</source>
        <translation>版本 {number}/{total}</translation>
    </message>
    <message>
        <source>Show another version, with what followed it</source>
        <translation>显示其他版本及其后的内容</translation>
    </message>
    <message>
        <source>{words}: show another version</source>
        <translation>{words}：显示其他版本</translation>
    </message>
    <message>
        <source>earlier version</source>
        <translation>早期版本</translation>
    </message>
    <message>
        <source>Covered in the text: {count}</source>
        <translation>文字中已遮盖 {count} 处</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>您的问题</translation>
    </message>
</context>
<context>
    <name>QuestionDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>QuoteMarks</name>
    <message>
        <source>On the picture. Click to see where.</source>
        <translation>图片上有。点击查看位置。</translation>
    </message>
    <message>
        <source>Not on the picture. You wrote it yourself.</source>
        <translation>图片上没有，来自您自己写的内容。</translation>
    </message>
    <message>
        <source>Not on the picture. It stands in fix [{number}].</source>
        <translation>图片上没有，来自处理方案 [{number}]。</translation>
    </message>
    <message>
        <source>Not on the picture. Check it before you pass it on.</source>
        <translation>图片上没有，转告他人之前请核对。</translation>
    </message>
</context>
<context>
    <name>RecoveryKeyDialog</name>
    <message>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>Keep this recovery key</source>
        <translation>请妥善保管此恢复密钥</translation>
    </message>
    <message>
        <source>It opens your cases when nothing else does: after a lost passphrase, a new computer, a key store that was reset.</source>
        <translation>当口令遗失、更换电脑或密钥库被重置时，只有它能打开您的工单。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>I have kept it</source>
        <translation>我已妥善保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save recovery key</source>
        <translation>保存恢复密钥</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Deskside has a fault</source>
        <translation>Deskside 出现错误</translation>
    </message>
    <message>
        <source>Error report</source>
        <translation>错误报告</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Go back to a backup of your cases</source>
        <translation>恢复到工单的某个备份</translation>
    </message>
    <message>
        <source>The case file as it is now is kept beside it as a dated copy; nothing is overwritten or erased.</source>
        <translation>当前的工单文件会作为带日期的副本保留，不会覆盖或删除任何内容。</translation>
    </message>
    <message>
        <source>Only missing cases…</source>
        <translation>仅取回缺失工单…</translation>
    </message>
    <message>
        <source>Bring back only the cases that are missing</source>
        <translation>仅取回缺失的工单</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Passphrase or recovery key</source>
        <translation>口令或恢复密钥</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>另行保留</translation>
    </message>
    <message>
        <source>not looked through yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>damaged, or of another profile</source>
        <translation>已损坏，或属于其他配置</translation>
    </message>
    <message>
        <source>written by a newer Deskside</source>
        <translation>由更新版本的 Deskside 写入</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已验证</translation>
    </message>
    <message>
        <source>There is no backup yet. One is made every half hour in which something has changed.</source>
        <translation>还没有备份。有改动时每半小时自动备份一次。</translation>
    </message>
    <message>
        <source>This one cannot be used. Choose an older one.</source>
        <translation>此备份无法使用，请选择更早的备份。</translation>
    </message>
    <message>
        <source>What was asked after {moment} will be in the dated copy only.</source>
        <translation>{moment} 之后的内容只保留在带日期的副本中。</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>1 thing found</source>
        <translation>发现 1 处</translation>
    </message>
    <message>
        <source>{count} things found</source>
        <translation>发现 {count} 处</translation>
    </message>
    <message>
        <source>{count} added by you</source>
        <translation>您添加 {count} 处</translation>
    </message>
    <message>
        <source>{count} covered</source>
        <translation>遮盖 {count} 处</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between counts</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>Decide about {count}</source>
        <translation>确认 {count} 项</translation>
    </message>
    <message>
        <source>Continue without covering</source>
        <translation>不遮盖并继续</translation>
    </message>
    <message>
        <source>Cover {count} and continue</source>
        <translation>遮盖 {count} 处并继续</translation>
    </message>
    <message>
        <source>1 found thing will stay readable.</source>
        <translation>有 1 处发现的内容将保持可见。</translation>
    </message>
    <message>
        <source>{count} found things will stay readable.</source>
        <translation>有 {count} 处发现的内容将保持可见。</translation>
    </message>
    <message>
        <source>1 thing needs your decision: Enter keeps it covered, Space leaves it readable.</source>
        <translation>有 1 处需要您确认：按回车保持遮盖，按空格保持可见。</translation>
    </message>
    <message>
        <source>{count} things need your decision: Enter keeps one covered, Space leaves it readable.</source>
        <translation>有 {count} 处需要您确认：按回车保持遮盖，按空格保持可见。</translation>
    </message>
</context>
<context>
    <name>ReviewHead</name>
    <message>
        <source>Check what is covered</source>
        <translation>检查遮盖内容</translation>
    </message>
    <message>
        <source>Look:</source>
        <translation>样式：</translation>
    </message>
    <message>
        <source>Look (set by your organisation):</source>
        <translation>样式（由本单位设定）：</translation>
    </message>
    <message>
        <source>Cover (set by your organisation):</source>
        <translation>范围（由本单位设定）：</translation>
    </message>
    <message>
        <source>Cover:</source>
        <translation>范围：</translation>
    </message>
    <message>
        <source>Rules:</source>
        <translation>规则：</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Cover with a label that names the kind.</source>
        <translation>用写明类别的标签遮盖。</translation>
    </message>
    <message>
        <source>Frosted</source>
        <translation>磨砂</translation>
    </message>
    <message>
        <source>Cover with the colours of the surroundings.</source>
        <translation>用周围的颜色遮盖。</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>纯色</translation>
    </message>
    <message>
        <source>Cover with a plain box.</source>
        <translation>用纯色方块遮盖。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Cover the texts alone</source>
        <translation>仅遮盖文字</translation>
    </message>
    <message>
        <source>Cover the whole field or cell, so that the length is hidden too; also for one box alone</source>
        <translation>遮盖整个字段或单元格，连长度也一并隐藏；也可只对一个方框</translation>
    </message>
    <message>
        <source>Whole field</source>
        <translation>整个字段</translation>
    </message>
    <message>
        <source>What the model sees</source>
        <translation>模型所见</translation>
    </message>
    <message>
        <source>Show what the model sees</source>
        <translation>显示模型看到的画面</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>The window belongs to this application (its class fits).</source>
        <translation>窗口属于该应用（窗口类匹配）。</translation>
    </message>
    <message>
        <source>The window belongs to this application (its program fits).</source>
        <translation>窗口属于该应用（程序匹配）。</translation>
    </message>
    <message>
        <source>The window&apos;s title fits this application.</source>
        <translation>窗口标题与该应用匹配。</translation>
    </message>
    <message>
        <source>You chose these rules.</source>
        <translation>由您选择的规则。</translation>
    </message>
    <message>
        <source>The general rules hold; no application was recognised.</source>
        <translation>当前使用通用规则；未识别到应用。</translation>
    </message>
    <message>
        <source>Rules that hold on this picture</source>
        <translation>此图片适用的规则</translation>
    </message>
</context>
<context>
    <name>ReviewKeys</name>
    <message>
        <source>{text} ({keys})</source>
        <translation>{text}（{keys}）</translation>
    </message>
</context>
<context>
    <name>ReviewPane</name>
    <message>
        <source>The picture stays in memory only.</source>
        <translation>图片仅保留在内存中。</translation>
    </message>
    <message>
        <source>Cover and continue</source>
        <translation>遮盖并继续</translation>
    </message>
    <message>
        <source>Cover all</source>
        <translation>全部遮盖</translation>
    </message>
    <message>
        <source>Nothing sensitive was found. Look for yourself before you continue.</source>
        <translation>未发现敏感内容。继续之前请您亲自检查。</translation>
    </message>
    <message>
        <source>Your organisation wants this covered.</source>
        <translation>本单位要求遮盖此内容。</translation>
    </message>
    <message>
        <source>This is about how the model will see the picture.</source>
        <translation>这大致是模型将看到的画面。</translation>
    </message>
    <message>
        <source>This is the picture as the model will see it: {width} × {height} pixels, {tokens} tokens.</source>
        <translation>这是模型将看到的画面：{width} × {height} 像素，{tokens} 个 token。</translation>
    </message>
    <message>
        <source>Drop this picture</source>
        <translation>放弃此图片</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>cover or show</source>
        <translation>遮盖或显示</translation>
    </message>
    <message>
        <source>whole fields</source>
        <translation>整个字段</translation>
    </message>
    <message>
        <source>drag to cover more</source>
        <translation>拖动可遮盖更多</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>drops</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Captured picture with the places that will be covered</source>
        <translation>截图及将被遮盖的位置</translation>
    </message>
    <message>
        <source>Cancel the review</source>
        <translation>取消检查</translation>
    </message>
</context>
<context>
    <name>ReviewSide</name>
    <message>
        <source>Nothing was found.</source>
        <translation>未找到任何内容。</translation>
    </message>
    <message>
        <source>Found on this picture</source>
        <translation>图中发现的内容</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Add a box</source>
        <translation>添加方框</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Things found on this picture</source>
        <translation>图中发现的内容列表</translation>
    </message>
    <message>
        <source>Cover another place, or drag on the picture</source>
        <translation>遮盖其他位置，或在图上拖动</translation>
    </message>
    <message>
        <source>Search once more, for example after a change of settings</source>
        <translation>再查找一次，例如在更改设置之后</translation>
    </message>
    <message>
        <source>Remove an own box, or leave a found thing readable (Delete)</source>
        <translation>移除自己的方框，或让发现的内容保持可见（Delete）</translation>
    </message>
    <message>
        <source>Leave readable</source>
        <translation>保持可见</translation>
    </message>
    <message>
        <source>Remove box</source>
        <translation>移除方框</translation>
    </message>
</context>
<context>
    <name>RotateDialog</name>
    <message>
        <source>Replace the master key</source>
        <translation>更换主密钥</translation>
    </message>
    <message>
        <source>Encrypt everything anew under another key</source>
        <translation>用新密钥重新加密所有内容</translation>
    </message>
    <message>
        <source>Do this when somebody may have got hold of an old key. Cases and pictures stay as they are. The backups made so far are removed, since they open with the old key alone, and you are shown a new recovery key. An end on the way loses nothing.</source>
        <translation>如果旧密钥可能已泄露，请更换。工单和图片保持不变；现有备份只能用旧密钥打开，因此会被删除，并会显示新的恢复密钥。中途退出不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>您的口令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Replace key</source>
        <translation>更换密钥</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Take the words away</source>
        <translation>清空搜索词</translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>Take in a profile</source>
        <translation>导入配置</translation>
    </message>
    <message>
        <source>Recovery key or passphrase of the profile that comes</source>
        <translation>待导入配置的恢复密钥或口令</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Covering</source>
        <translation>遮盖</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model server</source>
        <translation>模型服务器</translation>
    </message>
    <message>
        <source>How answers are written</source>
        <translation>回答的生成方式</translation>
    </message>
    <message>
        <source>Keeping</source>
        <translation>保存期限</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
</context>
<context>
    <name>SelectionStrip</name>
    <message>
        <source>{count} marked</source>
        <translation>已选 {count} 个</translation>
    </message>
</context>
<context>
    <name>ServerKeyCard</name>
    <message>
        <source>Key for the model server</source>
        <translation>模型服务器密钥</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新密钥</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep this key</source>
        <translation>保存此密钥</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the key</source>
        <translation>移除密钥</translation>
    </message>
    <message>
        <source>Looking into the key store…</source>
        <translation>正在查看密钥库…</translation>
    </message>
    <message>
        <source>A key is set. It is never shown.</source>
        <translation>已设置密钥，不会显示。</translation>
    </message>
    <message>
        <source>No key is set.</source>
        <translation>未设置密钥。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Show settings for experts</source>
        <translation>显示专家设置</translation>
    </message>
    <message>
        <source>No setting matches.</source>
        <translation>没有匹配的设置。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>More pages</source>
        <translation>更多页面</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>All back to the defaults…</source>
        <translation>全部恢复默认…</translation>
    </message>
    <message>
        <source>Changes take effect at once. Another model is loaded in the background.</source>
        <translation>更改立即生效，其他模型在后台加载。</translation>
    </message>
</context>
<context>
    <name>SettingsFiles</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Export settings to</source>
        <translation>导出设置到</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>导入设置</translation>
    </message>
    <message>
        <source>All back to the defaults</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Set all settings back to their defaults?</source>
        <translation>将所有设置恢复为默认值？</translation>
    </message>
    <message>
        <source>Keyboard shortcuts, presets and cases stay as they are.</source>
        <translation>快捷键、预设和工单保持不变。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Set back</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>Severity</name>
    <message>
        <source>Information</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
</context>
<context>
    <name>ShellActions</name>
    <message>
        <source>Deskside {version}

Cases: {data}
Settings: {config}
Logs: {logs}</source>
        <translation>Deskside {version}

工单：{data}
设置：{config}
日志：{logs}</translation>
    </message>
    <message>
        <source>About Deskside</source>
        <translation>关于 Deskside</translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>New keys:</source>
        <translation>新按键：</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>不设按键</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>All back to the defaults</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Your own; the default is {keys}</source>
        <translation>自定义；默认为 {keys}</translation>
    </message>
    <message>
        <source>Take them over</source>
        <translation>改用于此操作</translation>
    </message>
    <message>
        <source>Press the keys</source>
        <translation>请按下快捷键</translation>
    </message>
    <message>
        <source>No action matches.</source>
        <translation>没有匹配的操作。</translation>
    </message>
    <message>
        <source>Press Enter on an action, then the keys that it is to have.</source>
        <translation>在某个操作上按 Enter，然后按下要使用的按键。</translation>
    </message>
    <message>
        <source>{keys} is free.</source>
        <translation>{keys} 可用。</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>更改按键…</translation>
    </message>
    <message>
        <source>Change keys</source>
        <translation>更改按键</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Encrypted · key in the system&apos;s key store</source>
        <translation>已加密 · 密钥在系统密钥库中</translation>
    </message>
    <message>
        <source>Encrypted · your passphrase</source>
        <translation>已加密 · 由您的口令保护</translation>
    </message>
    <message>
        <source>Encrypted · key in a file of this profile</source>
        <translation>已加密 · 密钥在本配置的文件中</translation>
    </message>
    <message>
        <source>The cases could not be opened</source>
        <translation>无法打开工单</translation>
    </message>
    <message>
        <source>Opening your cases…</source>
        <translation>正在打开工单…</translation>
    </message>
    <message>
        <source>No model installed: answers come from the fixes</source>
        <translation>未安装模型：回答由现有方案组成</translation>
    </message>
    <message>
        <source>{name} · ready when you ask</source>
        <translation>{name} · 提问时即可使用</translation>
    </message>
    <message>
        <source>{name} · coming into memory…</source>
        <translation>{name} · 正在载入…</translation>
    </message>
    <message>
        <source>{name} · ready</source>
        <translation>{name} · 就绪</translation>
    </message>
    <message>
        <source>{name} · working</source>
        <translation>{name} · 工作中</translation>
    </message>
    <message>
        <source>{name} · stopped: the next question starts it again</source>
        <translation>{name} · 已停止，下次提问时会自动启动</translation>
    </message>
</context>
<context>
    <name>TagsDialog</name>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tags, with spaces between</source>
        <translation>标签（以空格分隔）</translation>
    </message>
    <message>
        <source>Set tags</source>
        <translation>设置标签</translation>
    </message>
    <message>
        <source>Add tags</source>
        <translation>添加标签</translation>
    </message>
</context>
<context>
    <name>TitleDialog</name>
    <message>
        <source>Rename case</source>
        <translation>重命名工单</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>方框</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Step number</source>
        <translation>步骤编号</translation>
    </message>
    <message>
        <source>Highlight</source>
        <translation>高亮</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Deskside goes on running here. Its icon opens the window again, and can quit it.</source>
        <translation>Deskside 仍在此处运行。可通过图标重新打开窗口或退出。</translation>
    </message>
    <message>
        <source>Open Deskside</source>
        <translation>打开 Deskside</translation>
    </message>
    <message>
        <source>Deskside: {keys} captures a region</source>
        <translation>Deskside：按 {keys} 截取区域</translation>
    </message>
</context>
<context>
    <name>WaitingStrip</name>
    <message>
        <source>Sent when this answer is complete</source>
        <translation>此回答完成后发送</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另有 {count} 个</translation>
    </message>
    <message>
        <source>In other cases: {count}</source>
        <translation>其他工单中：{count}</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Stop the answer that is being written and send this</source>
        <translation>停止正在生成的回答并发送此问题</translation>
    </message>
    <message>
        <source>Send now: {question}</source>
        <translation>立即发送：{question}</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Put this back into the question field</source>
        <translation>放回问题输入框</translation>
    </message>
    <message>
        <source>Take back: {question}</source>
        <translation>撤回：{question}</translation>
    </message>
    <message>
        <source>Pictures: {count}</source>
        <translation>图片：{count}</translation>
    </message>
</context>
<context>
    <name>WelcomeView</name>
    <message>
        <source>No model is installed yet. Add one…</source>
        <translation>尚未安装模型。立即添加…</translation>
    </message>
    <message>
        <source>What is on the screen?</source>
        <translation>屏幕上是什么问题？</translation>
    </message>
    <message>
        <source>Show the problem, see what is covered, ask. Three steps.</source>
        <translation>展示问题，核对遮盖，提出问题。只需三步。</translation>
    </message>
    <message>
        <source>1  Capture</source>
        <translation>1  截图</translation>
    </message>
    <message>
        <source>Drag over the part of the screen that shows the problem, or paste a screenshot.</source>
        <translation>在屏幕上拖选显示问题的区域，或粘贴一张截图。</translation>
    </message>
    <message>
        <source>2  Check what is covered</source>
        <translation>2  核对遮盖内容</translation>
    </message>
    <message>
        <source>Names, numbers and passwords are found and covered for good. Try it on a sample.</source>
        <translation>姓名、号码和密码会被找出并彻底遮盖。用示例试一试。</translation>
    </message>
    <message>
        <source>3  Ask</source>
        <translation>3  提问</translation>
    </message>
    <message>
        <source>The answer quotes your desk&apos;s own fixes. Insert the first of them with {keys}.</source>
        <translation>回答会引用本部门的处理方案。按 {keys} 插入第一个方案。</translation>
    </message>
    <message>
        <source>Nothing leaves this computer.</source>
        <translation>任何内容都不会离开这台计算机。</translation>
    </message>
    <message>
        <source>Covered pictures and questions go to {host}, nothing else and nowhere else.</source>
        <translation>遮盖后的图片和问题会发送到 {host}，除此之外不发送任何内容，也不发往任何其他地方。</translation>
    </message>
    <message>
        <source>{palette} finds every command, {sheet} shows all keys.</source>
        <translation>按 {palette} 可查找所有命令，按 {sheet} 可查看所有按键。</translation>
    </message>
</context>
<context>
    <name>ZoomBar</name>
    <message>
        <source>Fit</source>
        <translation>适应</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Fit to the width; actual size</source>
        <translation>适应宽度；实际大小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Fit to the width</source>
        <translation>适应宽度</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>Zoom: {percent} %</source>
        <translation>缩放：{percent} %</translation>
    </message>
</context>
<context>
    <name>_FileRow</name>
    <message>
        <source>copying</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>connection cut, trying again</source>
        <translation>连接中断，正在重试</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>{size} · here</source>
        <translation>{size} · 已有</translation>
    </message>
    <message>
        <source>{size} · paused</source>
        <translation>{size} · 已暂停</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>大小未知</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
</context>
</TS>
