"""What changed between two drafts → text for a terminal."""

from collections.abc import Iterator, Sequence

from schemas.diff import ChangeInfo, DraftDiff, LoneIndicator, StatedInfo
from schemas.report import FindingInfo
from validator.reports.layout import columns, cut, wrap
from validator.reports.look import Look
from validator.reports.terminal import ORDER
from validator.wording import SEVERITIES, clean, counted, role_name, word

_KINDS = (
    ("target", "目标值", "Targets"),
    ("baseline", "基期值", "Baselines"),
    ("growth", "增速与增幅", "Growth"),
    ("other", "其他数字", "Other figures"),
)


def render_text(diff: DraftDiff, look: Look) -> str:
    """The comparison for people: figures first, then indicators, then findings, and the counts at the end."""
    findings = diff.findings
    blocks = [
        f"{look.style(clean(diff.old.path))} → {look.style(clean(diff.new.path))}",
        *_figures(diff.changed, look),
        *_indicators(look.say("新出现的指标", "Indicators that are new"), diff.appeared, look),
        *_indicators(look.say("不再出现的指标", "Indicators that are gone"), diff.vanished, look),
        *_findings(look.say("新出现的问题", "New findings"), findings.new, look),
        *_findings(look.say("已改正的问题", "Mended findings"), findings.mended, look),
        *_findings(look.say("仍然存在的问题", "Findings that remain"), findings.remaining, look),
        _counts(diff, look),
    ]
    return "\n\n".join(blocks) + "\n"


def _counts(diff: DraftDiff, look: Look) -> str:
    new, mended, left = (len(each) for each in (diff.findings.new, diff.findings.mended, diff.findings.remaining))
    shown = ORDER[: ORDER.index(look.minimum) + 1]
    hidden = sum(
        each.severity not in shown for each in (*diff.findings.new, *diff.findings.mended, *diff.findings.remaining)
    )
    unlisted = look.say(f"（含未列出的提示 {hidden} 条）", f" (with {counted(hidden, 'remark')} not listed)")
    less = unlisted if hidden else ""
    return look.say(
        f"数字改动 {len(diff.changed)} 处，指标新增 {len(diff.appeared)} 个、减少 {len(diff.vanished)} 个；"
        f"问题新增 {new} 条，改正 {mended} 条，仍有 {left} 条{less}。",
        f"{counted(len(diff.changed), 'figure')} changed, {counted(len(diff.appeared), 'indicator')} new, "
        f"{len(diff.vanished)} gone; "
        f"findings: {new} new, {mended} mended, {left} left{less}.",
    )


def _figures(changed: Sequence[ChangeInfo], look: Look) -> Iterator[str]:
    for kind, zh, en in _KINDS:
        rows = [_row(each, look) for each in changed if each.kind == kind]
        if rows:
            yield "\n".join([look.style(look.say(f"{zh}改动", f"{en} changed")), columns(rows, indent="  ")])


def _row(change: ChangeInfo, look: Look) -> tuple[str, ...]:
    time = "—".join(map(str, change.period)) if change.period else str(change.year or "")
    role = "" if change.kind in ("target", "baseline") else role_name(change.role, look.lang)
    stated = change.new or change.old
    return (
        cut(change.indicator, 30),
        " ".join(part for part in (time, role) if part),
        f"{_said(change.old)} → {_said(change.new)}",
        cut(stated.where if stated else "", 34),
    )


def _said(stated: StatedInfo | None) -> str:
    return cut("、".join(stated.figures), 24) if stated else "—"


def _indicators(title: str, indicators: Sequence[LoneIndicator], look: Look) -> Iterator[str]:
    rows = [(cut(each.indicator, 34), cut("、".join(each.figures), 34), cut(each.where, 34)) for each in indicators]
    if rows:
        yield "\n".join([look.style(title), columns(rows, indent="  ")])


def _findings(title: str, findings: Sequence[FindingInfo], look: Look) -> Iterator[str]:
    lines = [
        line
        for each in findings
        if each.severity in ORDER[: ORDER.index(look.minimum) + 1]
        for line in wrap(
            f"{word(SEVERITIES, each.severity, look.lang)} {each.code} {clean(each.brief)}", look.width - 2
        )
    ]
    if lines:
        yield "\n".join([look.style(title), *("  " + line for line in lines)])
