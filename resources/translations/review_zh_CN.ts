<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>BusyCard</name>
    <message>
        <source>Press Esc to cancel.</source>
        <translation>按 Esc 取消。</translation>
    </message>
</context>
<context>
    <name>Finding</name>
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
</context>
<context>
    <name>Language</name>
    <message>
        <source>en</source>
        <translation>zh</translation>
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
        <source>What the model sees</source>
        <translation>模型所见</translation>
    </message>
    <message>
        <source>Show what the model sees</source>
        <translation>显示模型看到的画面</translation>
    </message>
</context>
<context>
    <name>ReviewPane</name>
    <message>
        <source>The picture stays in memory only.</source>
        <translation>图片仅保留在内存中。</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>未发现任何内容。</translation>
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
        <source>This is the picture as the model will see it.</source>
        <translation>这就是模型将看到的画面。</translation>
    </message>
    <message>
        <source>This is about how the model will see the picture.</source>
        <translation>这大致是模型将看到的画面。</translation>
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
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Captured picture with the places that will be covered</source>
        <translation>截图及将被遮盖的位置</translation>
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
        <source>Cancel the review</source>
        <translation>取消检查</translation>
    </message>
    <message>
        <source>Drop this picture (Esc)</source>
        <translation>放弃此图片（Esc）</translation>
    </message>
    <message>
        <source>Remove an own box, or leave a found thing readable (Delete)</source>
        <translation>移除自己的方框，或让发现的内容保持可见（Delete）</translation>
    </message>
    <message>
        <source>F8 next · Space cover or show · drag to cover more · Enter continue · Esc cancel</source>
        <translation>F8 下一处 · 空格 遮盖或显示 · 拖动可遮盖更多 · Enter 继续 · Esc 取消</translation>
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
</TS>
