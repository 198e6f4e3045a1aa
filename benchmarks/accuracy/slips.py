"""Slips of the pen: how a printed figure goes wrong."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random

from benchmarks.accuracy.figures import CHINESE, HUNDRED, digits, rate, shown

Slip = Callable[[str, Random], Iterator[str]]


def places(text: str) -> int:
    """Digits behind the point."""
    return len(text.partition(".")[2])


def swapped(text: str, random: Random) -> Iterator[str]:
    """Two neighbouring digits in the wrong order: 82.81 for 82.18."""
    at = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]]
    random.shuffle(at)
    for i in at:
        new = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
        if not new.startswith("0"):
            yield new


def wrong_digit(text: str, random: Random) -> Iterator[str]:
    """One digit mistyped."""
    at = [i for i, c in enumerate(text) if c.isdigit()]
    random.shuffle(at)
    for i in at:
        for c in random.sample("123456789", 9):
            if c != text[i]:
                yield text[:i] + c + text[i + 1 :]


def slipped_point(text: str, _: Random) -> Iterator[str]:
    """The point one place to the right or left."""
    if "." in text:
        yield shown(digits(text) * 10, max(places(text) - 1, 0))
    yield shown(digits(text) / 10, places(text) + 1)


def other_value(text: str, random: Random) -> Iterator[str]:
    """Another figure of the same shape, some per cent away: from an older draft."""
    for _ in range(6):
        share = Decimal(random.choice((82, 88, 91, 94, 107, 112, 118, 125))) / 100
        yield shown(digits(text) * share, places(text))


def one_more(text: str, random: Random) -> Iterator[str]:
    """One up or down, in Chinese numerals or digits."""
    steps = random.sample((1, -1), 2)
    for step in steps:
        if text in CHINESE:
            yield CHINESE[CHINESE.index(text) + step]
        else:
            yield shown(digits(text) + step, places(text))


def next_multiple(text: str, _: Random) -> Iterator[str]:
    """增长N倍 for what became N times."""
    yield shown(digits(text) + 1, places(text))


def too_large(whole: str, random: Random) -> str:
    """A part larger than its whole."""
    return shown(digits(whole) * random.choice((Decimal("1.08"), Decimal("1.2"), Decimal("1.5"))) + 1, places(whole))


def conventions(before: str, after: str, years: int, printed: str) -> dict[str, str]:
    """The rate by each of the wrong ways of working it out, with as many digits as it was printed with."""
    low, high = digits(before), digits(after)
    growth = (high / low - 1) * HUNDRED
    found = {
        "period-more": rate(low, high, years + 1),
        "period-less": rate(low, high, years - 1),
        "arithmetic-mean": growth / years,
        "total-growth": growth,
    }
    return {kind: shown(abs(value), places(printed)) for kind, value in found.items()}
