"""One file for each family of sensitive things. `REGISTRY` lists them; adding a family is adding a line.

A recognizer is a function of normalised text (see `engine.redaction.words.normal`) that yields findings in it. It
must accept what OCR does to text: a check digit raises the score and is never required.
"""

from collections.abc import Callable, Iterator

from engine.domain.finding import TextFinding
from engine.redaction.recognizers import (
    actor,
    address,
    address_lines,
    bank_card,
    birth,
    cn_id,
    code_list,
    company,
    crypto,
    device,
    email,
    host,
    iban,
    identifier,
    ip,
    jwt,
    license_key,
    mac,
    made_up,
    message_fields,
    passport,
    password,
    person,
    person_beside,
    person_elsewhere,
    phone,
    plate,
    private_key,
    prompt,
    secret,
    ssn,
    told_code,
    url,
    username,
)
from engine.redaction.words import organisation

Recognizer = Callable[[str], Iterator[TextFinding]]

REGISTRY: tuple[Recognizer, ...] = (
    organisation.find,
    private_key.find,
    jwt.find,
    secret.find,
    code_list.find,
    told_code.find,
    password.find,
    made_up.find,
    email.find,
    url.find,
    cn_id.find,
    bank_card.find,
    iban.find,
    company.find,
    ssn.find,
    phone.find,
    ip.find,
    mac.find,
    license_key.find,
    passport.find,
    plate.find,
    birth.find,
    device.find,
    crypto.find,
    username.find,
    prompt.find,
    actor.find,
    host.find,
    identifier.find,
    person.find,
    person_beside.find,
    person_elsewhere.find,
    address.find,
    address_lines.find,
    message_fields.find,
)
