"""What is read of a case before something is asked in it, on the lane of the store (StoreError); how its parts lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.viewmodels.desk import Desk
from desktop.viewmodels.live import EarlierQuestion, LiveAnswer, OpenCase
from engine.domain.conversation import Message, Role, earlier_attempts, earlier_versions
from engine.domain.finding import CaseLabels
from engine.domain.picture import RedactedImage
from engine.domain.preset import Preset
from engine.settings import PresetFolder

Presets = Callable[[], PresetFolder]
"""Reads the presets there are."""


def stored_case(desk: Desk, conversation_id: int) -> OpenCase:
    """Read a case."""
    cases = desk.cases
    return OpenCase(
        cases.conversation(conversation_id),
        tuple(cases.messages(conversation_id)),
        replaced=tuple(cases.replaced_messages(conversation_id)),
        labels=desk.assistant.labels_of(conversation_id),
    )


def last_question(messages: Sequence[Message]) -> int:
    """Return its place. A case without a question is not asked again."""
    return max(place for place, message in enumerate(messages) if message.role is Role.AGENT)


def pictures_of(desk: Desk, message: Message) -> tuple[RedactedImage, ...]:
    return tuple(desk.cases.picture(attachment.digest) for attachment in message.attachments)


def asked_by(messages: Sequence[Message], question: Message, presets: Presets) -> Preset | None:
    """Return the preset of a question, which its answer tells; None where it had none, or has gone."""
    for message in sorted(messages, key=lambda each: each.id):
        if message.id > question.id and message.role is Role.ASSISTANT:
            uid = message.usage.preset if message.usage else ""
            return presets().with_uid(uid) if uid else None
    return None


def to_be_edited(desk: Desk, case: int, message_id: int | None, presets: Presets) -> EarlierQuestion | None:
    """Read a question, or the last one. That of an earlier version is to take the place of the one that counts now."""
    messages, replaced = desk.cases.messages(case), desk.cases.replaced_messages(case)
    asked = {message.id: message for message in (*messages, *replaced) if message.role is Role.AGENT}
    counting = [message.id for message in messages if message.id in asked]
    chosen = counting[-1] if message_id is None and counting else message_id
    if chosen not in asked:
        return None
    question, place = asked[chosen], asked[chosen]
    while place.replaced_by is not None and place.replaced_by in asked:
        place = asked[place.replaced_by]
    preset = asked_by((*messages, *replaced), question, presets)
    typed = preset.typed(question.body) if preset else question.body
    return EarlierQuestion(place.id, typed, pictures_of(desk, question), preset)


def asked_again(stored: OpenCase, pictures: tuple[RedactedImage, ...], labels: CaseLabels) -> LiveAnswer:
    """Return the last question of a case as one that is answered anew."""
    live = _last_anew(stored, pictures, labels)
    old = stored.messages[last_question(stored.messages) + 1 :]
    live.attempts = (*earlier_attempts(old[-1].id, stored.replaced), *old) if old else ()
    return live


def written_on(stored: OpenCase, pictures: tuple[RedactedImage, ...], labels: CaseLabels) -> LiveAnswer:
    """Return the last question of a case, whose answer is written on."""
    live, last = _last_anew(stored, pictures, labels), stored.messages[-1]
    live.begun, live.attempts = last.body, earlier_attempts(last.id, stored.replaced)
    return live


def _last_anew(stored: OpenCase, pictures: tuple[RedactedImage, ...], labels: CaseLabels) -> LiveAnswer:
    question = stored.messages[last_question(stored.messages)]
    live = LiveAnswer(question.body, pictures, question.conversation_id, labels, is_again=True)
    live.versions = earlier_versions(question.id, stored.replaced)
    return live


def around(messages: tuple[Message, ...], message_id: int | None) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """Return what comes before a message, and what begins with it."""
    place = next((at for at, each in enumerate(messages) if each.id == message_id), len(messages))
    return messages[:place], messages[place:]


def beside_live(messages: tuple[Message, ...], live: LiveAnswer) -> tuple[Message, ...]:
    """Return what of a case is to be drawn beside a question that is being answered, and is not that itself."""
    if live.started is not None:
        own = {live.started.question_id, live.started.answer_id}
        return tuple(message for message in messages if message.id not in own)
    if live.is_again:
        return messages[: last_question(messages)]
    if live.edits is not None:
        return tuple(message for message in messages if message.id < live.edits)
    return messages
