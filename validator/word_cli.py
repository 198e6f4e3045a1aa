"""`gouji check draft.docx --annotate copy.docx`: what may be asked for, and the copy itself."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from validator.errors import GoujiError
from validator.output import complain, refuse_input, write
from validator.records import record
from validator.wording import clean, counted, pick

if TYPE_CHECKING:
    from schemas.report import Report
    from validator.reports.look import Look
    from validator.reports.word_copy import Missed

MOST_NAMED = 10  # figures without a comment that are named


@record
class CopyAsked:
    """The copy that was asked for: of which file, where to, and whether safe edits go in as tracked changes."""

    source: str
    output: str
    track_changes: bool


def copy_asked(
    output: str | None, track_changes: bool, force: bool, files: Sequence[str], original: bool
) -> CopyAsked | None:
    """What the options ask for, or None; a `GoujiError` before any work is done where it cannot be had.

    A copy that is there may have been worked on, which a report that `--output` replaces has not: only `force`
    lets it go.
    """
    if output is None:
        for option in ("--track-changes",) * track_changes + ("--force",) * force:
            raise GoujiError(f"{option} 要与 --annotate 一起用。", f"{option} goes with --annotate.")
        return None
    if len(files) != 1:
        raise GoujiError("--annotate 一次只能用于一个文件。", "--annotate takes one file at a time.")
    if original:
        raise GoujiError(
            "--annotate 按接受修订后的文字批注，不能与 --revisions original 一起用。",
            "--annotate works on the text with its changes accepted, not with --revisions original.",
        )
    refuse_input(output, files, "--annotate")
    if Path(output).suffix.lower() != ".docx":
        raise GoujiError(
            f"--annotate 另存的是 Word 文档，文件名应以 .docx 结尾，而不是 {output}。",
            f"--annotate writes a Word document: its name ends in .docx, unlike {output}.",
        )
    if os.path.isfile(output) and not force:
        raise GoujiError(
            f"{output} 已经存在，没有覆盖；换一个文件名，或加 --force 覆盖它。",
            f"{output} is there already and was not touched; take another name, or --force to replace it.",
        )
    _refuse_other_formats(files[0])
    return CopyAsked(files[0], output, track_changes)


def _refuse_other_formats(path: str) -> None:
    from validator.readers import content
    from validator.readers.formats import format_of

    try:
        kind = format_of(content(Path(path)), path)
    except GoujiError:
        return  # the check itself tells what is wrong with the file
    if kind != "docx":
        raise GoujiError(
            f"--annotate 只能给 docx 文件加批注，{path} 不是；请用 Word 或 WPS 另存为 docx 后再加批注。",
            f"--annotate writes its comments into docx files, and {path} is none; save it as docx first.",
        )


def write_copy(copy: CopyAsked, report: "Report", look: "Look") -> None:
    """Write the copy with comments on the figures of the findings that are listed; what has none is told."""
    from validator.finding import Severity
    from validator.readers import content
    from validator.reports.word_copy import annotate

    if not report.documents[0].sha256:
        return  # it could not be read, and that was said
    data = content(Path(copy.source))
    if hashlib.sha256(data).hexdigest() != report.documents[0].sha256:
        raise GoujiError(f"{copy.source} 在核对时被改动，请重新核对。", f"{copy.source} changed during the check.")
    order = [severity.value for severity in Severity]
    shown = order[: order.index(look.minimum) + 1]
    findings = [each for each in report.findings if each.severity in shown and each.waived is None]
    made = annotate(data, copy.source, findings, look.titles, look.lang, copy.track_changes)
    write(made.data, copy.output)
    done = (
        f"已写入 {copy.output}：批注 {made.comments} 处，修订 {made.changes} 处。",
        f"Wrote {copy.output}: {counted(made.comments, 'comment')}, {counted(made.changes, 'tracked change')}.",
    )
    complain(pick(done, look.lang))
    if made.missed:
        complain(_missed(made.missed, look.lang))


def _missed(missed: "Sequence[Missed]", lang: str) -> str:
    named = [f"“{clean(m.figure.text)}”（{clean(m.figure.where)}，{m.code}）" for m in missed[:MOST_NAMED]]
    more = len(missed) - len(named)
    zh = f"有 {len(missed)} 处数字所在的位置 Word 不能加批注，未标注：" + "、".join(named) + ("等。" if more else "。")
    names = [f"“{clean(m.figure.text)}” ({clean(m.figure.where)}, {m.code})" for m in missed[:MOST_NAMED]]
    en = f"Not marked, since Word has no comments there: {counted(len(missed), 'figure')}: " + ", ".join(names)
    return pick((zh, en + (f" and {more} more." if more else ".")), lang)
