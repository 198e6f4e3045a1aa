"""Movements: 由A提高到B, and whether the verb says up or down."""

import re
from collections.abc import Iterator
from itertools import pairwise

from validator.claims.claim import Claim
from validator.patterns import later

_VERB = re.compile(
    r"(增长|增加|提高|提升|上升|扩大|攀升|延长|延伸|增|下降|减少|降低|压减|压缩|缩短|缩小|减|降)(?:到|至|为)(?:(?:19|20)\d\d年(?:末|底)?的?)?[约近超过]*$"
)
_RANK = re.compile(r"排名|排位|位次|名次|位居|位列|名列|强")  # a smaller number is the better one
_FALLING = frozenset({"下降", "减少", "降低", "压减", "压缩", "缩短", "缩小", "减", "降"})
# 分辨率由3公里提升到1公里: better, not more.
_FINER = later(r"分辨率|精度|误差|时效|间隔|更新周期|时延")


def movements(group: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim, str, bool]]:
    """由A提高到B: both figures, the verb, and whether it says down."""
    for before, after in pairwise(group):
        if before.start != "from" or before.quantity.unit != after.quantity.unit:
            continue
        verb = _VERB.search(after.cue)
        ranked = before.quantity.unit in ("位", "名", "") and _RANK.search(before.gap + after.gap)
        finer = verb is not None and verb[1] not in _FALLING and _FINER.search(before.gap) is not None
        alone = not (before.in_turn or after.in_turn)  # not 分别从A、B提高到C、D, where B does not become C
        paired = alone or (before.name is not None and before.name == after.name)
        if verb and paired and not ranked and not finer:
            yield before, after, verb[1], verb[1] in _FALLING
