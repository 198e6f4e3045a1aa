"""Report → one HTML page: what was checked, the findings, the document as read with every figure marked, the indicators.

The page is a single file: no network, one style and one script of our own, which a policy in its head allows by
their digests and nothing else. Without the script every link still leads somewhere.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from schemas.report import FindingInfo, Report
from validator.pipeline import Checked, Unreadable
from validator.reports.facts import named_claims
from validator.reports.look import PLAIN, Look
from validator.reports.page.comparisons import comparisons
from validator.reports.page.frame import nav, panel, summary, troubles
from validator.reports.page.marks import claimed_figures, loose_figures, marks
from validator.reports.page.markup import Element, el, raw, serialised
from validator.reports.page.plan import Plan, plan_section
from validator.wording import clean


def render(report: Report, look: Look = PLAIN, inputs: Iterable[Checked | Unreadable] = ()) -> str:
    """The page; `inputs` are those that the report was built from, in its order."""
    plans = list(_plans(report, inputs, look))
    title = _title(plans, look)
    body = el(
        "body",
        el("a", look.say("跳到核对结果", "Skip to the findings"), href="#main", class_="skip"),
        el("header", el("h1", look.say("勾稽核对报告", "gouji report"))),
        nav(plans, look),
        el(
            "main",
            summary(report, plans, look),
            troubles(report, look),
            (plan_section(each, look) for each in plans),
            id="main",
            tabindex=-1,
        ),
        el("footer", el("p", f"gouji {report.tool.version}")),
        panel(look),
    )
    return serialised(el("html", _head(title, body, look), body, lang=look.say("zh-CN", "en")))


def _plans(report: Report, inputs: Iterable[Checked | Unreadable], look: Look) -> Iterator[Plan]:
    """The documents with their comparisons; the report's findings follow the failing verdicts, input by input."""
    findings: Iterator[FindingInfo] = iter(report.findings)
    number, finding = 1, 1
    for index, (each, info) in enumerate(zip(inputs, report.documents, strict=True), 1):
        if isinstance(each, Unreadable):
            continue
        prefix = f"d{index}"
        found = comparisons(each, findings, look, number, finding)
        number, finding = number + len(found), finding + sum(one.finding is not None for one in found)
        claimed, loose = claimed_figures(each.facts), loose_figures(each.document, each.facts)
        counts = (len(claimed) + len(loose), len(named_claims(each.facts)))
        yield Plan(each.document, info, found, marks({*claimed, *loose}, found, prefix), *counts, prefix)


def _title(plans: Sequence[Plan], look: Look) -> str:
    if len(plans) == 1:
        return clean(plans[0].info.title or plans[0].info.path)
    return look.say(f"{len(plans)}份文稿", f"{len(plans)} documents")


def _head(title: str, body: Element, look: Look) -> Element:
    """The head with style, script and the policy that allows these two."""
    style, script = (
        files("validator.reports.page").joinpath(name).read_text("utf-8") for name in ("page.css", "page.js")
    )
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    body.append(raw("script", script))
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", f"{title} — {look.say('勾稽核对报告', 'gouji report')}"),
        raw("style", style),
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
