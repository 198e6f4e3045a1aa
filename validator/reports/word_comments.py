"""What a comment in an annotated Word copy says, and the part of the package that holds the comments."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from schemas.report import EvidenceInfo, FindingInfo, SuggestionInfo
from validator.reports.word_marks import AUTHOR
from validator.wording import SEVERITIES, clean, pick, place_text, quoted, role_name, word

Element = Any  # lxml ships no types

MOST_FIGURES = 5  # other figures named in one comment; the report has them all
MOST_EDITS = 3  # with more, a comment has only those on its own figure
LONGEST = 600  # characters of one line
Lines = list[str]


def told(
    finding: FindingInfo,
    figures: Sequence[EvidenceInfo],
    marked: Sequence[EvidenceInfo],
    titles: Mapping[str, str],
    lang: str,
) -> Iterator[tuple[EvidenceInfo, Lines]]:
    """What the comment on each marked figure says: on the first one all there is, on the others where that stands.

    All is the finding, the other figures, the formula, causes and edits. Of many edits each figure has its own.
    """
    title = pick((titles.get(finding.code) or finding.rule, finding.rule), lang)
    head = f"{word(SEVERITIES, finding.severity, lang)} {finding.code} {title}"
    reasons = [_labelled(("算式", "Formula"), clean(finding.formula), lang)] if finding.formula else []
    reasons += [
        _labelled(("可能原因", "Cause"), clean(f"{each.text} {each.formula}"), lang) for each in finding.diagnoses
    ]
    edits = _edits(finding, lang)
    for figure in marked:
        own = edits.get(_place(figure), [])
        if figure is marked[0]:
            others = list(islice((each for each in figures if each is not figure), MOST_FIGURES))
            named = _others(others, len(figures) - 1, lang)
            lines = [head, clean(finding.brief), *named, *reasons, *edits[None], *own]
        else:
            lines = [head, _pointer(marked[0], lang), *own]
        yield figure, [line if len(line) <= LONGEST else line[: LONGEST - 1] + "…" for line in lines]


def to_change_first(finding: FindingInfo, figures: Sequence[EvidenceInfo]) -> list[EvidenceInfo]:
    """The figures, that of the best edit before the others."""
    best = {_place(finding.evidence[each.evidence]) for each in finding.suggestions[:1]}
    return sorted(figures, key=lambda each: _place(each) not in best)


def _pointer(figure: EvidenceInfo, lang: str) -> str:
    """Where the finding is explained."""
    at = quoted(figure.text, place_text(figure.where, figure.line, figure.page, lang), lang)
    return pick((f"与{at}是同一个问题，说明见该处批注。", f"Explained in the comment on {at}."), lang)


def _others(others: Sequence[EvidenceInfo], total: int, lang: str) -> Lines:
    """Other figures with their places, and how many more there are."""
    named = [
        _labelled(
            (role_name(each.role, lang),) * 2,
            quoted(each.text, place_text(each.where, each.line, each.page, lang), lang),
            lang,
        )
        for each in others
    ]
    left = total - len(others)
    return named + ([pick((f"另有 {left} 处。", f"and {left} more."), lang)] if left > 0 else [])


def _edits(finding: FindingInfo, lang: str) -> dict[tuple[int, int] | None, Lines]:
    """The edits worth reading beside a figure: of a few alternatives all (None), of many those on the figure."""
    found: dict[tuple[int, int] | None, Lines] = {None: []}
    few = len(finding.suggestions) <= MOST_EDITS
    for each in finding.suggestions:
        place = None if few else _place(finding.evidence[each.evidence])
        found.setdefault(place, []).append(_labelled(("建议", "Edit"), _edit(each, lang), lang))
    return found


def _place(figure: EvidenceInfo) -> tuple[int, int]:
    return figure.start, figure.end


def _edit(suggestion: SuggestionInfo, lang: str) -> str:
    old, new, why = clean(suggestion.replace), clean(suggestion.with_), clean(suggestion.why)
    return pick((f"把“{old}”改为“{new}”——{why}", f"change “{old}” to “{new}” — {why}"), lang)


def _labelled(label: tuple[str, str], text: str, lang: str) -> str:
    return pick((f"{label[0]}：{text}", f"{label[1]}: {text}"), lang)


def add_comment(root: Element, number: int, paragraphs: Sequence[Lines]) -> None:
    """Add a comment to the comments part; each list of lines begins with a line in bold."""
    space = root.tag.rpartition("}")[0] + "}"
    made = _add(root, space, "comment", id=str(number), author=AUTHOR, initials=AUTHOR)
    for lines in paragraphs:
        for at, line in enumerate(lines):
            paragraph = _add(made, space, "p")
            properties = _add(paragraph, space, "pPr")
            # The comment must not take over the indents and spacing of the body's default style.
            _add(properties, space, "spacing", before="0", after="0", line="240", lineRule="auto")
            _add(properties, space, "ind", left="0", firstLineChars="0", firstLine="0")
            _add(properties, space, "jc", val="left")
            run = _add(paragraph, space, "r")
            look = _add(run, space, "rPr")
            if at == 0:
                _add(look, space, "b")
            _add(look, space, "sz", val="20")
            _add(run, space, "t").text = line


def _add(parent: Element, space: str, name: str, **attributes: str) -> Element:
    from lxml import etree

    return etree.SubElement(parent, space + name, {space + key: text for key, text in attributes.items()})
