"""Report → SARIF 2.1.0: all findings with their figures, and what could not be read as notifications.

Columns count code points. A place in a format without lines is told by its headings, table and row
(`logicalLocations`). Rules are listed as far as a finding names them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from urllib.parse import quote

from schemas.report import CrashInfo, DocumentInfo, EvidenceInfo, FindingInfo, Report, UnreadPart
from validator import rules
from validator.reports.details import figure, idle, remarks, unread
from validator.reports.explain import explain, purpose
from validator.reports.json import dumps
from validator.reports.look import PLAIN, Look
from validator.rules.base import Rule
from validator.wording import clean

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
GITHUB_LEVELS = {"error": "error", "warning": "warning", "info": "recommendation"}
_HELP_CELLS = 100

Json = dict[str, object]


def render(report: Report, look: Look = PLAIN) -> str:
    """The report as one SARIF run."""
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, look)]})


def _run(report: Report, look: Look) -> Json:
    codes = sorted({(finding.code, finding.rule) for finding in report.findings})
    known = {rule.code: rule for rule in rules.all_rules()}
    order = {code: index for index, (code, _) in enumerate(codes)}
    paths = {path: index for index, path in enumerate(dict.fromkeys(each.path for each in report.documents))}
    waived = any(finding.waived for finding in report.findings)
    driver = {
        "name": report.tool.name,
        "version": report.tool.version,
        "language": look.say("zh-CN", "en"),
        "rules": [_rule(known[code], look) if code in known else {"id": code, "name": name} for code, name in codes],
    }
    return {
        "tool": {"driver": driver},
        "language": look.say("zh-CN", "en"),
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, paths, look)],
        "artifacts": _artifacts(report.documents, paths),
        "results": [_result(finding, order, paths, waived, look) for finding in report.findings],
    }


def _rule(rule: Rule, look: Look) -> Json:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": look.say(rule.title, rule.name)},
        "fullDescription": {"text": purpose(rule, look.lang)},
        "help": {"text": explain(rule, look.lang, _HELP_CELLS)},
        "defaultConfiguration": {"level": LEVELS[rule.severity.value]},
        "properties": {"tags": [rule.code[:2]], "problem.severity": GITHUB_LEVELS[rule.severity.value]},
    }


def _artifacts(documents: Sequence[DocumentInfo], paths: Mapping[str, int]) -> list[Json]:
    hashes = {document.path: document.sha256 for document in documents if document.sha256}
    return [
        {
            "location": {"uri": uri(path), "index": index},
            "roles": ["analysisTarget"],
            **({"hashes": {"sha-256": hashes[path]}} if path in hashes else {}),
        }
        for path, index in paths.items()
    ]


def uri(path: str) -> str:
    """A path as a URI reference: relative paths stay relative, absolute ones become file:// URIs."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())


def _invocation(report: Report, paths: Mapping[str, int], look: Look) -> Json:
    """Whether all went well, and what did not: unread parts, unreadable files, rules that broke, waivers that are idle."""
    unreadable = any(not document.sha256 for document in report.documents)
    waivers: list[Json] = [{"level": "warning", "message": _message(idle(each, look))} for each in report.waivers]
    notes = [_unread(document, part, paths, look.lang) for document in report.documents for part in document.unread]
    notes += [*(_crash(each) for each in report.crashed), *waivers]
    return {
        "executionSuccessful": not unreadable and not report.crashed,
        **({"toolExecutionNotifications": notes} if notes else {}),
    }


def _unread(document: DocumentInfo, part: UnreadPart, paths: Mapping[str, int], lang: str) -> Json:
    return {
        "level": "warning" if document.sha256 else "error",
        "message": _message(unread(document, part, lang)),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(document.path, paths)}}],
    }


def _crash(crash: CrashInfo) -> Json:
    return {
        "level": "error",
        "message": _message(f"{crash.code}: {crash.error}"),
        "associatedRule": {"id": crash.code},
    }


def _result(finding: FindingInfo, order: Mapping[str, int], paths: Mapping[str, int], waived: bool, look: Look) -> Json:
    places = [_location(each, paths) for each in finding.evidence]
    related = _unique(
        {**place, "message": _message(figure(each, look))}
        for each, place in zip(finding.evidence[1:], places[1:], strict=True)
    )
    about = {"indicator": finding.indicator, "year": finding.year}
    more = [f"{label}{look.say('：', ': ')}{text}" for label, text in remarks(finding, look)]
    return {
        "ruleId": finding.code,
        "ruleIndex": order[finding.code],
        "level": LEVELS[finding.severity],
        "message": _message(finding.message),
        "locations": places[:1],
        **({"relatedLocations": related} if related else {}),
        # The second is the one that GitHub tells alerts apart by; it would hash the line itself, which an edit moves.
        "partialFingerprints": {"gouji/v1": finding.fingerprint, "primaryLocationLineHash": finding.fingerprint},
        # Once one result of a run says whether it is suppressed, all must.
        **({"suppressions": _suppressions(finding)} if waived else {}),
        "properties": {key: value for key, value in {**about, "remarks": more}.items() if value},
    }


def _unique(locations: Iterable[Json]) -> list[Json]:
    """Each location once, as the format asks: two figures of one cell are one place to turn to."""
    return list({repr(each): each for each in locations}.values())


def _suppressions(finding: FindingInfo) -> list[Json]:
    waiver = finding.waived
    if waiver is None:
        return []
    named = {"owner": waiver.owner, "expires": waiver.expires}
    about = {key: clean(value) for key, value in named.items() if value}
    return [
        {
            "kind": "external",
            "status": "accepted",
            "justification": clean(waiver.reason),
            **({"properties": about} if about else {}),
        }
    ]


def _location(evidence: EvidenceInfo, paths: Mapping[str, int]) -> Json:
    physical: Json = {"artifactLocation": _artifact(evidence.document, paths)}
    if evidence.line is not None:
        return {"physicalLocation": {**physical, "region": _region(evidence)}}
    return {"physicalLocation": physical, **_logical(evidence.outline)}


def _artifact(path: str, paths: Mapping[str, int]) -> Json:
    return {"uri": uri(path), **({"index": paths[path]} if path in paths else {})}


def _region(evidence: EvidenceInfo) -> Json:
    region: Json = {"startLine": evidence.line}
    if evidence.column is None:
        return region
    region["startColumn"] = evidence.column
    length = evidence.end - evidence.start
    if length == len(evidence.text) and "\n" not in evidence.text:  # else the figure is torn over two lines
        region["endColumn"] = evidence.column + length
        region["snippet"] = {"text": evidence.text}
    return region


def _logical(outline: Iterable[str]) -> Json:
    steps = [step.rstrip("、.．").replace("/", "／") for step in outline]
    return {"logicalLocations": [{"name": steps[-1], "fullyQualifiedName": "/".join(steps)}]} if steps else {}


_LINK = re.compile(r"\](?=\()")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def _message(text: str) -> Json:
    """Plain text as a message: what would be read as a link or as a placeholder is escaped."""
    return {"text": _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(r"\\]", clean(text)))}
