"""Whole sentences about findings, for hints, lists and screen readers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.viewmodels.naming import (
    confidence_text,
    entity_name,
    reason_text,
    source_sentence,
    source_text,
)
from desktop.viewmodels.review import is_own
from engine.domain.finding import Mask, RedactionPlan


def state_text(mask: Mask) -> str:
    """Say in a word what will become of it."""
    if mask.is_asked:
        return QCoreApplication.translate("Finding", "Please decide")
    if mask.is_locked:
        return QCoreApplication.translate("Finding", "Always covered")
    if mask.is_covered:
        return QCoreApplication.translate("Finding", "Covered")
    return QCoreApplication.translate("Finding", "Readable")


def origin_text(mask: Mask) -> str:
    """Say in a few words who found it and why, or who wants it covered."""
    if mask.is_locked:
        return QCoreApplication.translate("Policy", "Set by your organisation")
    source, reason = source_text(mask.finding.source), reason_text(mask.finding)
    return f"{source} · {reason}" if reason else source


def why_text(mask: Mask) -> str:
    """Say why it is in the list, and how sure that is."""
    reason = reason_text(mask.finding)
    if is_own(mask):
        return reason
    sure = confidence_text(mask.finding.score)
    if not reason:
        return sure
    return QCoreApplication.translate("Finding", "{reason} ({sure})").format(reason=reason, sure=sure)


def describe(mask: Mask) -> str:
    """Say all about a finding: kind, label, rule, certainty, source, state."""
    translate = QCoreApplication.translate
    sentence = (
        translate("Finding", "{kind}, {label}: {why}. {source} It will be covered.")
        if mask.is_covered
        else translate("Finding", "{kind}, {label}: {why}. {source} It will stay readable.")
    )
    told = sentence.format(
        kind=entity_name(mask.finding.entity_type),
        label=mask.finding.label,
        why=why_text(mask),
        source=source_sentence(mask.finding.source),
    )
    if mask.is_locked:
        told += " " + translate("Policy", "Set by your organisation.")
    return told


def counts_text(plan: RedactionPlan) -> str:
    """Say how many things were found, added and covered."""
    own = sum(is_own(mask) for mask in plan.masks)
    found = len(plan.masks) - own
    if found == 1:
        parts = [QCoreApplication.translate("Review", "1 thing found")]
    else:
        parts = [QCoreApplication.translate("Review", "{count} things found").format(count=found)]
    if own:
        parts.append(QCoreApplication.translate("Review", "{count} added by you").format(count=own))
    parts.append(QCoreApplication.translate("Review", "{count} covered").format(count=len(plan.covered)))
    return QCoreApplication.translate("Review", ", ", "between counts").join(parts)


def confirm_text(plan: RedactionPlan) -> str:
    """Say what confirming will do."""
    if plan.asked:
        return QCoreApplication.translate("Review", "Decide about {count}").format(count=len(plan.asked))
    if not plan.covered:
        return QCoreApplication.translate("Review", "Continue without covering")
    sentence = QCoreApplication.translate("Review", "Cover {count} and continue")
    return sentence.format(count=len(plan.covered))


def readable_text(count: int) -> str:
    """Warn that found things will stay readable."""
    if count == 1:
        return QCoreApplication.translate("Review", "1 found thing will stay readable.")
    return QCoreApplication.translate("Review", "{count} found things will stay readable.").format(count=count)


def asked_text(count: int) -> str:
    """Say what is asked of the agent."""
    if count == 1:
        return QCoreApplication.translate(
            "Review", "1 thing needs your decision: Enter keeps it covered, Space leaves it readable."
        )
    return QCoreApplication.translate(
        "Review", "{count} things need your decision: Enter keeps one covered, Space leaves it readable."
    ).format(count=count)
