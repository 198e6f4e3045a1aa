"""Patterns that are compiled when they are first used: a plan needs but some of them, and each takes its time."""

import re
from typing import Any, cast


class _Later:
    """Stands for a compiled pattern. A method is taken over from it when first asked for, then it is found here."""

    def __init__(self, text: str, flags: int) -> None:
        self._made_of = (text, flags)

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(*self._made_of), name)
        setattr(self, name, method)
        return method


def later(text: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off until the pattern is used; for those that many documents never come to.

    What almost every document needs many times over is better compiled at once: a call is a little slower here.
    """
    return cast("re.Pattern[str]", _Later(text, flags))
