"""Counted: what a figure counts (12个县, 一级馆15个), and whether a part and its whole count one thing."""

import re

from validator.claims.claim import Claim
from validator.claims.limits import above_a_limit
from validator.claims.wholes import among, is_part
from validator.patterns import later

# What is counted in these may be anything: 项目3个，覆盖行政村86个.
ANYTHING = ("个", "项", "处", "次")
# Territories of one rank. 12个县（市）公共图书馆: the figure counts counties, or what each of them has.
_RANKS = (("县", "市", "区", "旗"), ("乡", "镇", "街道"), ("村", "社区", "屯"), ("省", "州", "盟"))
_BEHIND = later(
    r"[（(]?(?:[\u4e00-\u9fff]{0,3}?)(?P<word>社区|街道|[县市区旗乡镇村屯省州盟])(?![域场间别考控级管道属直])"
)
_NAMED = later(r"(?P<word>社区|街道|[县市区旗乡镇村屯省州盟])[）)]?$")
# Words for some of them rather than for a thing of its own: 其中省级12个, 其中新建8个.
_KIND_OF = later(
    r"(?:[级类型性式制期批的]|以[上下内外]|[新续改扩重在已未]建|开工|竣工|投产|完工|完成|达标|合格|通过|公办|民办"
    r"|城镇|农村|城市|国家|全国|全[省市县区])$"
)
_CLAUSE_END = re.compile(r"[，,。；;、：:]")


def counts_otherwise(whole: Claim, part: Claim) -> bool:
    """True where the one counts territories and the other does not, or not those: 12个县…，其中一级馆15个."""
    if whole.quantity.unit != "个" or not (found := _BEHIND.match(whole.tail)):
        return False
    if not part.own_name or part.name is None or _DIVIDED.search(part.gap):
        return False  # 16个县，其中9个…; 23个乡镇划分为农产品主产类11个、…
    own = _NAMED.search(part.name.core) or _BEHIND.match(part.tail)
    if own is None:
        noun = part.name.core[-2:]  # 296个市重点项目中，亿元以上项目205个
        return not (_some_of_those(part) or (among(part) and noun in _CLAUSE_END.split(whole.tail, maxsplit=1)[0]))
    return _rank(own["word"]) != _rank(found["word"])


_DIVIDED = later(r"分[为成][^，。；]{2,}$")


def _some_of_those(part: Claim) -> bool:
    """True for 在312个乡镇卫生院中，开通远程会诊的有247个, 其中接入平台的86个; not 在12个县中，建成图书馆26个."""
    return is_part(part) and _SOME.search(part.gap) is not None


_SOME = later(r"的(?:就|只|仅|已经?|共)?有?$")


def of_one_rank(whole: Claim, part: Claim) -> bool:
    """True where nouns behind the figures count territories of one rank: 286个行政村, 已有197个村…."""
    found = [_BEHIND.match(claim.tail) for claim in (whole, part)]
    ranks = [_rank(each["word"]) for each in found if each]
    return len(ranks) == 2 and ranks[0] == ranks[1]


def surely_alike(whole: Claim, part: Claim) -> bool:
    """True where the unit says what is counted (家, 人, 亿元), or the part's name is of the same noun or has none."""
    if (
        _some_of_those(part)
        or (part.gap.endswith("有") and of_one_rank(whole, part))
        or part.quantity.unit not in ANYTHING
        or part.name is None
        or not part.own_name
        or not part.name.core
    ):
        return True
    noun = part.name.core[-1]
    said = (whole.name.core if whole.name else "") + whole.gap + _CLAUSE_END.split(whole.tail, maxsplit=1)[0]
    return noun in said or _KIND_OF.search(part.name.core) is not None


def _rank(word: str) -> int:
    return next(number for number, words in enumerate(_RANKS) if word in words)


def counts_others(whole: Claim, claim: Claim) -> bool:
    """园区12个，其中10亿元以上企业97个: 个 counts anything."""
    named = claim.name.core[-2:] if claim.name and claim.own_name else ""
    anything = claim.quantity.unit in ANYTHING and above_a_limit(claim)
    return bool(anything) and (whole.name is None or named not in whole.name.printed)
