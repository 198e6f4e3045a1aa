"""What stands around the documents: the counts on top, the way through the page, what went wrong, the panel of one figure."""

from collections.abc import Iterable, Iterator, Sequence

from schemas.report import Report
from validator.reports.details import idle, unread
from validator.reports.look import Look
from validator.reports.page.markup import Element, el
from validator.reports.page.plan import Plan
from validator.wording import clean, counted


def summary(report: Report, plans: Sequence[Plan], look: Look) -> Element:
    """What was checked: figures read, claims understood, comparisons and their outcome, findings."""
    counts, say = report.summary, look.say
    rows = [
        ("", say("读到数字", "Figures read"), sum(plan.figures for plan in plans), ""),
        ("", say("读懂的陈述", "Claims understood"), sum(plan.claims for plan in plans), ""),
        ("fails", say("发现问题", "Found"), counts.fails, _severities(report, look)),
        ("unsure", say("无法判断", "Cannot be judged"), counts.unsure, ""),
        (
            "holds",
            say("比对相符", "Agree"),
            counts.holds - counts.formal,
            say(f"另有形式检查 {counts.formal} 项无误", f"and {counted(counts.formal, 'check')} of form")
            if counts.formal
            else "",
        ),
    ]
    return el("dl", (_count(*row) for row in rows), class_="counts")


def _severities(report: Report, look: Look) -> str:
    counts = report.summary
    named = (
        (look.say("错误", "errors"), counts.error),
        (look.say("警告", "warnings"), counts.warning),
        (look.say("提示", "remarks"), counts.info),
        (look.say("已豁免", "waived"), counts.waived),
    )
    return " · ".join(f"{name} {count}" for name, count in named if count)


def _count(kind: str, name: str, count: int, more: str) -> Element:
    return el(
        "div",
        el("dt", name),
        el("dd", str(count)),
        el("dd", more, class_="more") if more else None,
        class_=kind or None,
    )


def nav(plans: Sequence[Plan], look: Look) -> Element:
    """The way through the page: the parts of a single document, or the documents."""
    say = look.say
    if len(plans) == 1:
        plan = plans[0]
        ways = [
            (f"{plan.prefix}findings", say(f"核对结果 {plan.count('fails')}", f"Findings {plan.count('fails')}")),
            (f"{plan.prefix}text", say("文稿", "Document")),
        ]
        if plan.info.indicators:
            ways.append((f"{plan.prefix}indicators", say("指标", "Indicators")))
    else:
        ways = [
            (f"{plan.prefix}title", f"{clean(plan.info.title or plan.info.path)} {plan.count('fails')}")
            for plan in plans
        ]
    items = (el("li", el("a", text, href=f"#{at}")) for at, text in ways)
    return el("nav", el("ul", items), aria_label=say("本页", "On this page"))


def troubles(report: Report, look: Look) -> Iterator[Element]:
    """Files that could not be read at all, rules that broke, waivers that do nothing any more."""
    files = [unread(each, part, look.lang) for each in report.documents if not each.sha256 for part in each.unread]
    crashes = [f"{each.code} {clean(each.error)}" for each in report.crashed]
    broken = look.say("规则自身出错，未完成检查（不是文稿的问题）", "Rules that broke (the document is not to blame)")
    yield from _trouble(look.say("未能读取的文件", "Files not read"), files)
    yield from _trouble(broken, crashes)
    yield from _trouble(
        look.say("需要处理的豁免", "Waivers to be looked at"), [idle(each, look) for each in report.waivers]
    )


def _trouble(head: str, lines: Iterable[str]) -> Iterator[Element]:
    items = [el("li", line) for line in lines]
    if items:
        yield el("section", el("h2", head), el("ul", items), class_="unread")


def panel(look: Look) -> Element:
    """Where the script shows the comparisons of the figure that was chosen; hidden until then."""
    say = look.say
    return el(
        "section",
        el(
            "div",
            el("h2", id="panel-title", tabindex=-1),
            el("button", say("← 返回", "← Back"), type="button", class_="back", hidden=""),
            el("button", say("关闭", "Close"), type="button", class_="close"),
            class_="bar",
        ),
        el("ol", class_="cards"),
        id="panel",
        hidden="",
        aria_labelledby="panel-title",
        data_title=say("这个数字的比对：", "Comparisons of "),
        data_here=say("本处", "here"),
    )
