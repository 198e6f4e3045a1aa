"""What `gouji.toml` and `gouji-waivers.toml` may say, strictly checked.

A wrong key or value gets a sentence that names the file, the line, the place, the keys that may stand there and,
where one is near, the right key.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import Field, ValidationError

from schemas.indicator import Contract, Loc, Many, explain_validation
from schemas.toml_lines import key_lines
from validator.errors import SettingsError

SENTENCES = 5  # of a wrong file's errors, how many are told at once

Words = Annotated[str, Field(max_length=1000)]
"""What a person wrote: a reason, a name."""

Code = Annotated[str, Field(min_length=1, max_length=100)]
"""A rule's code, its name, or the prefix of its family."""

M = TypeVar("M", bound=Contract)


class RuleSettings(Contract):
    """What may be set for all files and for some of them.

    `select` and `ignore` hold codes (`GR101`), names (`growth-rate-mismatch`) or families (`GR`); so do
    the keys of `severity`. `plan` (written `schema`) is a plan schema's name, or its path from the file.
    """

    select: Many[Code] | None = None
    ignore: Many[Code] = ()
    severity: Mapping[Code, Literal["error", "warning", "info"]] = Field(default_factory=dict)
    plan: Annotated[str, Field(min_length=1, max_length=1000)] | None = Field(default=None, alias="schema")


class FileSettings(RuleSettings):
    """The settings of the files that a pattern matches; `identity` names the document from draft to draft."""

    identity: Annotated[str, Field(min_length=1, max_length=200)] | None = None


class SettingsFile(RuleSettings):
    """The whole of `gouji.toml`, or `[tool.gouji]`; of `files` the later entry counts."""

    files: Mapping[str, FileSettings] = Field(default_factory=dict)


class WaiverEntry(Contract):
    """One accepted finding.

    `document` is the document's identity, `figures` the digest of the figures as they were when somebody
    accepted them, `finding` the finding in words, for whoever reads the file.
    """

    document: Words
    code: Code
    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{1,64}$")]
    figures: Annotated[str, Field(pattern="^[0-9a-f]{1,64}$")]
    finding: str = ""
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    owner: Words | None = None
    expires: date | None = None


class WaiversFile(Contract):
    """The whole of `gouji-waivers.toml`."""

    waiver: Many[WaiverEntry] = ()


def validated(model: type[M], data: object, name: str, source: bytes) -> M:
    """The data, read from `source`, as a model. Raises `SettingsError` with a sentence for each of the first five errors."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        lines = key_lines(source.decode("utf-8-sig", "replace"))

        def about(loc: Loc) -> tuple[Sequence[str], int | None]:
            key = next((each for each in reversed(loc) if isinstance(each, str) and each != "[key]"), "")
            return _keys(model if len(loc) == 1 else _INNER.get(model.__name__, model)), lines.get(key)

        zh, en = (explain_validation(error, name, lang, data, about)[:SENTENCES] for lang in ("zh", "en"))
        raise SettingsError("".join(zh), " ".join(en)) from error


_INNER: Mapping[str, type[Contract]] = {"SettingsFile": FileSettings, "WaiversFile": WaiverEntry}


def _keys(model: type[Contract]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]
