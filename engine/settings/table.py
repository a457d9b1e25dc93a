"""The table of settings. One row each: key, type by its default, limits, help in both languages, tier."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.domain.answer import SamplingParams
from engine.domain.finding import CoverExtent, CoverLook, EntityType
from engine.domain.rules import ASKABLE, Treatment
from engine.domain.upkeep import CASE_DAYS, PICTURE_DAYS
from engine.errors import SettingsError
from engine.wording import Language, say

Value = bool | int | float | str


class Tier(StrEnum):
    """Who needs it: everybody, or those who know what a token is."""

    SIMPLE = "simple"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row. The type of a value is the type of `default`."""

    key: str
    default: Value
    en: str
    zh: str
    tier: Tier = Tier.SIMPLE
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


_SAMPLING = SamplingParams()

_ROWS = (
    Setting(
        "window.language", "system", "Language of the window", "界面语言",
        choices=("system", "en", "zh"),
    ),
    Setting(
        "window.theme", "system", "Colours", "配色",
        choices=("system", "light", "dark"),
    ),
    Setting(
        "window.contrast", "system", "Contrast", "对比度",
        choices=("system", "normal", "high"),
    ),
    Setting(
        "window.motion", "system", "Moving things on the screen", "界面动画",
        choices=("system", "full", "reduced"),
    ),
    Setting("window.font_percent", 100, "Text size in percent", "文字大小（百分比）", low=80, high=200),
    Setting("window.close_to_tray", False, "Keep running in the tray when the window is closed", "关闭窗口后留在托盘运行"),
    Setting("capture.hotkey", "Ctrl+Alt+S", "Global key that grabs a region of the screen", "截取屏幕区域的全局快捷键"),
    Setting("capture.delay", 3, "Seconds before a delayed capture", "延时截屏的秒数", low=1, high=60),
    Setting("capture.hide_window", True, "Hide this window while grabbing the screen", "截屏时隐藏本窗口"),
    Setting(
        "redaction.look", CoverLook.LABEL.value, "How covered places look", "遮盖样式",
        choices=tuple(look.value for look in CoverLook),
    ),
    Setting(
        "redaction.extent", CoverExtent.TEXT.value, "How much is covered", "遮盖范围",
        choices=tuple(extent.value for extent in CoverExtent),
    ),
    Setting(
        "redaction.second_pass", False, "Let the model look for private things that the rules missed",
        "让模型再检查规则可能遗漏的隐私内容",
    ),
    Setting("model.folder", "", "Folder with model files (empty: the profile's own)", "模型文件夹（留空则用默认位置）"),
    Setting("model.name", "", "Model to use (empty: the first complete one)", "使用的模型（留空则用第一个完整的模型）"),
    Setting(
        "model.downloads", "asked", "Download models", "下载模型", choices=("asked", "off"),
    ),
    Setting("model.mirror", "", "Where models are downloaded from: an address or a folder", "模型下载来源（地址或文件夹）"),
    Setting("model.mirror_hosts", "", "Other hosts to which that server may send a download, divided by commas", "该服务器可将下载转往的其他主机（以逗号分隔）", Tier.EXPERT),
    Setting("model.device", "auto", "Where the model runs", "模型运行设备", choices=("auto", "cpu", "gpu")),
    Setting("model.threads", 0, "Processor threads (0: chosen by Deskside)", "CPU 线程数（0 表示自动）", Tier.EXPERT, low=0, high=256),
    Setting("model.context_tokens", 16384, "Context size in KV cells", "上下文大小（KV 单元）", Tier.EXPERT, low=1024, high=262144),
    Setting("model.image_tokens_min", 1024, "Fewest tokens for one picture", "每张图最少 token 数", Tier.EXPERT, low=8, high=16384),
    Setting("model.image_tokens_max", 2048, "Most tokens for one picture", "每张图最多 token 数", Tier.EXPERT, low=8, high=16384),
    Setting(
        "model.kv_type", "f16", "How the model's memory of a case is kept (q8_0: half the room)",
        "会话缓存的存储格式（q8_0 占用减半）", Tier.EXPERT, choices=("f16", "q8_0"),
    ),
    Setting(
        "model.adapters", "", "LoRA adapters of the model to answer with, by name, with commas between",
        "回答时使用的 LoRA 适配器名称（以逗号分隔）", Tier.EXPERT,
    ),
    Setting(
        "model.memory_limit_mb", 0, "Most memory for the model process in MB, its files not counted (0: no limit)",
        "模型进程的内存上限（MB，不含模型文件；0 表示不限）", Tier.EXPERT, low=0, high=2**20,
    ),
    Setting(
        "model.idle_minutes", 30, "Minutes after which an idle model gives its memory back (0: never)",
        "模型空闲多少分钟后释放内存（0 表示从不）", low=0, high=1440,
    ),
    Setting(
        "server.url", "", "Address of a model server of your organisation (empty: the model on this machine)",
        "本单位模型服务器的地址（留空则用本机模型）",
    ),
    Setting("server.model", "", "Model on the server (empty: the first it names)", "服务器上的模型（留空则用第一个）"),
    Setting(
        "server.fallback", True, "Let the model on this machine answer when the server cannot be had",
        "服务器不可用时由本机模型回答",
    ),
    Setting("server.timeout_s", 120, "Seconds to wait for the server's first word", "等待服务器开始回答的秒数", Tier.EXPERT, low=1, high=3600),
    Setting("server.pause_s", 30, "Seconds to wait for its next word", "等待服务器继续回答的秒数", Tier.EXPERT, low=1, high=3600),
    Setting("server.connect_s", 5, "Seconds to wait for a connection", "等待连接的秒数", Tier.EXPERT, low=1, high=120),
    Setting("server.ca_file", "", "PEM file of the certificate authority to trust (empty: the system's)", "信任的证书颁发机构 PEM 文件（留空则用系统的）", Tier.EXPERT),
    Setting("server.proxy", "", "Proxy on the way to the server (empty: none)", "访问服务器所用的代理（留空则不用）", Tier.EXPERT),
    Setting("sampling.temperature", _SAMPLING.temperature, "Temperature", "温度", low=0, high=2),
    Setting("sampling.top_p", _SAMPLING.top_p, "Top-p", "Top-p", low=0, high=1),
    Setting("sampling.top_k", _SAMPLING.top_k, "Top-k (0: off)", "Top-k（0 为关闭）", Tier.EXPERT, low=0, high=1000),
    Setting("sampling.presence_penalty", _SAMPLING.presence_penalty, "Presence penalty", "存在惩罚", Tier.EXPERT, low=0, high=2),
    Setting("sampling.min_p", _SAMPLING.min_p, "Min-p (0: off)", "Min-p（0 为关闭）", Tier.EXPERT, low=0, high=1),
    Setting("sampling.repeat_penalty", _SAMPLING.repeat_penalty, "Repeat penalty (1: off)", "重复惩罚（1 为关闭）", Tier.EXPERT, low=1, high=2),
    Setting("sampling.frequency_penalty", _SAMPLING.frequency_penalty, "Frequency penalty (0: off)", "频率惩罚（0 为关闭）", Tier.EXPERT, low=0, high=2),
    Setting("sampling.max_tokens", _SAMPLING.max_tokens, "Longest answer in tokens", "回答最长 token 数", low=16, high=16384),
    Setting("sampling.seed", _SAMPLING.seed, "Seed (-1: a new one each time)", "随机种子（-1 表示每次不同）", low=-1, high=2**32 - 1),
    Setting(
        "retention.picture_days", PICTURE_DAYS, "Days after which the pictures of a case are deleted",
        "多少天后删除工单中的图片", low=1, high=3650,
    ),
    Setting(
        "retention.case_days", CASE_DAYS, "Days after which a case that nobody touched is deleted, unless it is held",
        "工单无人处理多少天后删除（被保留的除外）", low=1, high=3650,
    ),
    Setting(
        "lock.idle_minutes", 15, "Minutes without a key or the mouse after which the cases are locked (0: never)",
        "无操作多少分钟后锁定工单（0 表示从不）", low=0, high=480,
    ),
    Setting("lock.with_desktop", True, "Lock the cases when the desktop is locked", "锁定桌面时同时锁定工单"),
    Setting("answers.suggested_fixes", 3, "Fixes shown beside an answer", "回答旁显示的方案数", low=1, high=9),
    Setting("answers.own_presets", True, "Use presets of one's own beside those that came with Deskside", "除自带预设外，也使用自有预设"),
    Setting("log.level", "info", "Log level", "日志级别", Tier.EXPERT, choices=("debug", "info", "warning", "error")),
)  # fmt: skip

_TREATMENTS = tuple(
    Setting(
        f"redaction.{kind.value}",
        Treatment.COVER.value,
        say(f"entity.{kind.value}", Language.EN),
        say(f"entity.{kind.value}", Language.ZH),
        Tier.EXPERT,
        choices=tuple(treatment.value for treatment in Treatment),
    )
    for kind in ASKABLE
)
"""What is done with each kind of finding."""
_FIRST_AFTER_COVERING = next(place for place, row in enumerate(_ROWS) if row.key.startswith("model."))

TABLE: dict[str, Setting] = {
    row.key: row for row in (*_ROWS[:_FIRST_AFTER_COVERING], *_TREATMENTS, *_ROWS[_FIRST_AFTER_COVERING:])
}


def treated_kind(key: str) -> EntityType | None:
    """Return which kind of finding a setting is about, or None."""
    name = key.removeprefix("redaction.")
    return EntityType(name) if f"redaction.{name}" == key and name in EntityType.__members__ else None


def checked(row: Setting, value: object) -> Value:
    """Return a value (text is converted) as the row wants it. Raises SettingsError."""
    try:
        converted = _converted(row, value)
    except (TypeError, ValueError) as error:
        raise SettingsError("settings.wrong_type", name=row.key, value=value) from error
    if row.choices and converted not in row.choices:
        raise SettingsError("settings.not_a_choice", name=row.key, choices=", ".join(row.choices))
    is_number = isinstance(converted, int | float)
    if is_number and row.low is not None and row.high is not None and not row.low <= float(converted) <= row.high:
        raise SettingsError("settings.out_of_range", name=row.key, low=row.low, high=row.high)
    return converted


def _converted(row: Setting, value: object) -> Value:
    if isinstance(row.default, bool):
        if isinstance(value, bool):
            return value
        if str(value).lower() in {"true", "yes", "on", "1"}:
            return True
        if str(value).lower() in {"false", "no", "off", "0"}:
            return False
        raise ValueError(value)
    if isinstance(row.default, int):
        return int(str(value))
    if isinstance(row.default, float):
        return float(str(value))
    return str(value)
