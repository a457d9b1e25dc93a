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
        <source>Write this case to a Markdown file</source>
        <translation>将此工单写入 Markdown 文件</translation>
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
        <source>Stop the answer, or go back one step</source>
        <translation>停止回答,或返回上一步</translation>
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
        <translation>Deskside 退出时,此回答被中断。</translation>
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
        <translation>在您核对遮盖内容之前,图片只保留在内存中。</translation>
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
        <source>Markdown</source>
        <translation>Markdown 文档</translation>
    </message>
    <message>
        <source>Export case</source>
        <translation>导出工单</translation>
    </message>
    <message>
        <source>Delete case</source>
        <translation>删除工单</translation>
    </message>
    <message>
        <source>Delete this case and its pictures for good?</source>
        <translation>要彻底删除此工单及其图片吗?</translation>
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
</context>
<context>
    <name>CasesColumn</name>
    <message>
        <source>Search all cases</source>
        <translation>搜索全部工单</translation>
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
        <source>Nothing was found.</source>
        <translation>未找到任何内容。</translation>
    </message>
    <message>
        <source>Your cases appear here as soon as you have asked something.</source>
        <translation>提问之后,工单会显示在这里。</translation>
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
        <translation>处理器(CPU)</translation>
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
        <translation>显卡(GPU)</translation>
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
    <name>Composer</name>
    <message>
        <source>Describe the problem, or paste a screenshot…</source>
        <translation>描述问题,或粘贴截图…</translation>
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
        <source>Ctrl+Enter sends it after this answer</source>
        <translation>Ctrl+Enter 在此回答完成后发送</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends</source>
        <translation>Ctrl+Enter 发送</translation>
    </message>
    <message>
        <source>Drop pictures here. They are covered before anything else sees them.</source>
        <translation>将图片拖放到这里。在其他程序看到之前会先进行遮盖。</translation>
    </message>
    <message>
        <source>Add what matters, or send it as it is…</source>
        <translation>补充要点，或直接发送…</translation>
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
        <translation>恢复此处原有的内容 (Esc)</translation>
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
    <name>FixCard</name>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Insert fix: {title}</source>
        <translation>插入方案:{title}</translation>
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
        <translation>描述问题时,相关方案会显示在这里。</translation>
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
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
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
        <source>Arrows move · Shift+arrows resize · Enter take it · Esc cancel</source>
        <translation>方向键移动 · Shift+方向键调整大小 · Enter 确认 · Esc 取消</translation>
    </message>
    <message>
        <source>Drag to select · F whole screen · 1-{count} or Tab another screen · Esc cancel</source>
        <translation>拖动选择 · F 全屏 · 1-{count} 或 Tab 切换屏幕 · Esc 取消</translation>
    </message>
    <message>
        <source>Drag to select (with Ctrl: adjust) · arrow keys · F whole screen · Esc cancel</source>
        <translation>拖动选择（按住 Ctrl 可再调整）· 方向键 · F 全屏 · Esc 取消</translation>
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
        <source>{words} about {seconds} s left</source>
        <translation>{words} 约剩 {seconds} 秒</translation>
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
        <translation>正在查看第 {number} 张图片(共 {total} 张)…</translation>
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
        <source>Click to switch between fitted and actual size</source>
        <translation>单击可在适应窗口与实际大小之间切换</translation>
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
    <name>ProfileList</name>
    <message>
        <source>Profiles of applications</source>
        <translation>应用配置</translation>
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
        <source>Cover the texts alone (B).</source>
        <translation>仅遮盖文字（B）。</translation>
    </message>
    <message>
        <source>Whole field</source>
        <translation>整个字段</translation>
    </message>
    <message>
        <source>Cover the whole field or cell, so that the length is hidden too (B; Shift+B for one box).</source>
        <translation>遮盖整个字段或单元格，连长度也一并隐藏（B；Shift+B 仅对一个方框）。</translation>
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
        <source>Show what the model sees (P)</source>
        <translation>显示模型所见的内容（P）</translation>
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
        <source>F8 next · Space cover or show · B whole fields · drag to cover more · Enter goes on · Esc drops</source>
        <translation>F8 下一个 · 空格 遮盖或显示 · B 整个字段 · 拖动可遮盖更多 · Enter 继续 · Esc 放弃</translation>
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
    <message>
        <source>Drop this picture (Esc)</source>
        <translation>放弃此图片（Esc）</translation>
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
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Y)</source>
        <translation>重做（Ctrl+Y）</translation>
    </message>
    <message>
        <source>Cover another place (Insert), or drag on the picture</source>
        <translation>遮盖其他位置（Insert），或在图上拖动</translation>
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
    <name>Reviewing</name>
    <message>
        <source>Covering, and reading the covered picture once more…</source>
        <translation>正在遮盖,并再次识别检查…</translation>
    </message>
    <message>
        <source>Looking for what is sensitive…</source>
        <translation>正在查找敏感内容…</translation>
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
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
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
        <source>Changes take effect at once. Another model is loaded in the background.</source>
        <translation>更改立即生效，其他模型在后台加载。</translation>
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

工单:{data}
设置:{config}
日志:{logs}</translation>
    </message>
    <message>
        <source>About Deskside</source>
        <translation>关于 Deskside</translation>
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
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Encrypted · key in the system&apos;s key store</source>
        <translation>已加密 · 密钥在系统密钥库中</translation>
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
        <translation>未安装模型:回答由现有方案组成</translation>
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
    <name>Thumbnail</name>
    <message>
        <source>This picture is no longer there.</source>
        <translation>此图片已不存在。</translation>
    </message>
    <message>
        <source>{width} × {height} pixels, {count} places covered. Click to enlarge.</source>
        <translation>{width} × {height} 像素,已遮盖 {count} 处。单击可放大。</translation>
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
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open Deskside</source>
        <translation>打开 Deskside</translation>
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
        <translation>屏幕上是什么问题?</translation>
    </message>
    <message>
        <source>Show the problem, see what is covered, ask. Three steps.</source>
        <translation>展示问题,核对遮盖,提出问题。只需三步。</translation>
    </message>
    <message>
        <source>1  Capture</source>
        <translation>1  截图</translation>
    </message>
    <message>
        <source>Drag over the part of the screen that shows the problem, or paste a screenshot.</source>
        <translation>在屏幕上拖选显示问题的区域,或粘贴一张截图。</translation>
    </message>
    <message>
        <source>2  Check what is covered</source>
        <translation>2  核对遮盖内容</translation>
    </message>
    <message>
        <source>Names, numbers and passwords are found and covered for good. You have the last word.</source>
        <translation>自动找出姓名、号码和密码并彻底遮盖,最终由您决定。</translation>
    </message>
    <message>
        <source>3  Ask</source>
        <translation>3  提问</translation>
    </message>
    <message>
        <source>The answer quotes your desk&apos;s own fixes. Insert one with Alt+1, Alt+2 or Alt+3.</source>
        <translation>回答会引用服务台自己的方案。按 Alt+1、Alt+2 或 Alt+3 插入方案。</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. F1 shows all keys.</source>
        <translation>任何内容都不会离开本机。按 F1 查看全部快捷键。</translation>
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
        <source>Zoom out (−)</source>
        <translation>缩小（−）</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>放大（+）</translation>
    </message>
    <message>
        <source>Fit to the width</source>
        <translation>适应宽度</translation>
    </message>
    <message>
        <source>Fit to the width (0); actual size (1)</source>
        <translation>适应宽度（0）；实际大小（1）</translation>
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
