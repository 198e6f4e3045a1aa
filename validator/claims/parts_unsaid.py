"""Parts that no 其中 introduces: 共有脱贫人口15130人，务工就业的有8642人; and 其中 rows of tables without years."""

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from validator.claims.claim import Claim, Role
from validator.claims.counted import of_one_rank
from validator.claims.names import bracket_notes
from validator.claims.relations import LEVELS
from validator.claims.rows import BALANCE, PART
from validator.claims.totals import INTENSIVE, body_of, figure_in
from validator.claims.wholes import bounded, intensive, is_part
from validator.document import Table
from validator.patterns import later
from validator.quantities.quantity import Quantity
from validator.quantities.units import COUNTING
from validator.records import record

# …，务工就业的有8642人; 发现问题的284家: some of those that were told of.
_OF_WHICH = later(r"[，,][^，。；、的比较新年]{2,14}(?:的(?:就|只|仅|共|约|已)?(?:有|达到?|为)?|就有)")
# 全县共有, 抽查, 登记在册: told of all there are.
_ALL = later(
    r"共有|总[数量]|现有|拥有|在册|登记|列入|纳入|建成|^全[省市县区州镇]|[^，。；]{0,8}(?:抽查|检查|排查|抽检|核查|普查|摸排|走访|调查)"
)
_BY_KIND = later(r"新[建增设]|改[建造扩]|的$|[国公民私][有办营]")


def parts_unsaid(group: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim]]:
    """What are said to be some (…的有N人) of those that the figure right before counts as all there are."""
    for whole, limit, part in zip(group, group[1:], group[2:], strict=False):
        if limit.role is Role.LIMIT and _ABOVE.fullmatch(part.gap) and _of_that_limit(whole, limit, part):
            yield part, whole
    for whole, part in pairwise(group):
        counted = whole.quantity.unit == part.quantity.unit and part.quantity.unit in COUNTING
        if not counted or whole.role not in LEVELS or part.role is not Role.LEVEL or part.when != whole.when:
            continue
        if _of_that_noun(whole, part) or _of_that_rank(whole, part):
            yield part, whole
            continue
        of_all = _ALL.search(whole.gap) and not _BY_KIND.search(whole.gap) and _plain(whole)
        if _OF_WHICH.fullmatch(part.gap) and of_all and _plain(part) and whole.site.sentence == part.site.sentence:
            yield part, whole


_ABOVE = later(r"以[上下]的(?:就|只|仅|已)?(?:有|达到?)?")


# ，单价; not ，村集体收入, which has a subject of its own
_OF_EACH = later(r"[，,（](?:(?![村县镇乡区市户园]|企业|项目)[\u4e00-\u9fff]){1,6}")


def _of_that_limit(whole: Claim, limit: Claim, part: Claim) -> bool:
    """大型仪器6800台，单价百万元以上的912台: those of a size, of what the figure before counts."""
    here = whole.site.sentence == part.site.sentence and _OF_EACH.fullmatch(limit.gap) is not None
    counted = whole.quantity.unit == part.quantity.unit and part.role is Role.LEVEL and part.quantity.unit in COUNTING
    return here and counted and whole.role in LEVELS and not part.own_name and _plain(whole)


_HAVE = later(r"(?P<noun>[\u4e00-\u9fff]{2,6}?)(?:中|里)?(?:已经?|现|目前|累计|均|共)*有(?:近|约|超过?)?")
_DO = later(
    r"[，,。；;]|均?已|建[成立有]|完成|实现|达到|开[展通设]|通过|获[得评批]|设[立有置]|被[评列纳]|纳入|列入|接入|启动|制定|配[备有]|创[成建]|成[立为]|参[加与]"
)


def _of_that_noun(whole: Claim, part: Claim) -> bool:
    """全县12个乡镇已有8个乡镇建成养老中心: the noun is said again of some of them; not 12个乡镇有18个乡镇卫生院."""
    found = _HAVE.fullmatch(part.gap)
    said = found and part.tail.startswith(found["noun"]) and _DO.match(part.tail, len(found["noun"]))
    apart = any(c.start or c.bracketed or c.in_turn or bounded(c) for c in (whole, part))
    return bool(said) and whole.quantity.exact and part.quantity.exact and not apart


_HAVE_BY_NOW = later(r"[\u4e00-\u9fff]{1,6}[，,](?:截至[^，,。]{1,10}[，,]?|目前|至今|累计)*(?:现|已经?)有")
_MADE_THEM = later(r"[\u4e00-\u9fff（）()]{1,4}?(?:建[成立有]|完成|实现|开通|通过|创[成建]|成为|被[评列纳]|纳入)")


def _of_that_rank(whole: Claim, part: Claim) -> bool:
    """全镇下辖18个行政村，目前已有11个村创建成…: villages of those villages."""
    if (
        is_part(part)
        or not _HAVE_BY_NOW.fullmatch(part.gap)
        or not _MADE_THEM.match(part.tail)
        or not of_one_rank(whole, part)
    ):
        return False
    apart = any(c.start or c.bracketed or c.in_turn or bounded(c) for c in (whole, part))
    return not apart and whole.site.sentence == part.site.sentence


def _plain(claim: Claim) -> bool:
    apart = claim.start or claim.bracketed or claim.in_turn or is_part(claim)
    return claim.own_name and not (apart or bounded(claim) or intensive(claim))


@record
class CellPart:
    """A cell of a 其中 row with the cell of the row above that it is part of."""

    label: str
    part: Quantity
    whole: Quantity


def cells_within(tables: Iterable[Table], read: Collection[int]) -> Iterator[CellPart]:
    """The figures of 其中 rows with those of the row that they divide, in tables that are not `read` otherwise."""
    for table in tables:
        if id(table) not in read and any("其中" in cell.text.string for row in table.grid for cell in row):
            yield from _within(table)


def _within(table: Table) -> Iterator[CellPart]:
    headers, rows = body_of(table)
    columns = [column for column, header in enumerate(headers) if not INTENSIVE.search(header)]
    above = None
    for row in rows:
        if not PART.match(row.label):
            above = row if row.cells else None
        elif above is not None and row.cells and _of_one_noun(row.label, above.label):
            for column in columns:
                part, whole = (figure_in(each, column, headers[column]) for each in (row, above))
                if part and whole and part.unit == whole.unit and part.unit in COUNTING:  # not 周转天数
                    yield CellPart(row.label, part, whole)


def _of_one_noun(part: str, whole: str) -> bool:
    """规模以上工业企业 and 其中：上云企业; not 乡村 and 其中：男性 (of all people), nor averages and balances."""
    one, other = (bracket_notes(label)[0] for label in (part, whole))
    return one[-2:] == other[-2:] and not (BALANCE.search(part + whole) or INTENSIVE.search(part + whole))
