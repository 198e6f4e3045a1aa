"""Annotated Word copies: a comment on exactly the figures, and the original to the letter once it is taken off again."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.report import EvidenceInfo, FindingInfo, SuggestionInfo
from tests.readers.docx_xml import W, p, package, r, tbl, tc, text_box, tr
from validator.cli import run
from validator.readers.docx import read_docx
from validator.reports.word_copy import Copy, annotate

TITLES = {"GR101": "年均增速与基期值、目标值不符"}


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def figure(text: str, start: int, where: str = "第1段") -> EvidenceInfo:
    empty = dict.fromkeys(("line", "column", "page", "paragraph", "table", "row", "cell", "sheet"))
    span = {"start": start, "end": start + len(text)}
    return EvidenceInfo(document="甲.docx", role="growth", text=text, quote=text, where=where, **span, **empty)


def finding(*figures: EvidenceInfo, code: str = "GR101", safe: Sequence[tuple[int, str]] = ()) -> FindingInfo:
    edits = [
        SuggestionInfo(evidence=at, replace=figures[at].text, with_=new, why="重新计算", safe=True) for at, new in safe
    ]
    return FindingInfo(
        code=code, rule="growth-rate-mismatch", severity="error", message="两处不符。", brief="两处不符。", indicator=None,
        year=None, stated=None, expected=None, formula="(16/7)^(1/5)−1 = 17.98%", diagnoses=(), suggestions=tuple(edits),
        evidence=figures, fingerprint="0",
    )  # fmt: skip


def find(data: bytes, *texts: str) -> list[EvidenceInfo]:
    """The figures of these texts, each where it stands first in the document."""
    whole = read_docx(data, "甲.docx").text
    return [figure(text, whole.index(text)) for text in texts]


def marked(data: bytes, *texts: str, safe: Sequence[tuple[int, str]] = ()) -> Copy:
    return annotate(data, "甲.docx", [finding(*find(data, *texts), safe=safe)], TITLES, "zh", bool(safe))


def part(data: bytes, name: str = "word/document.xml") -> Element:
    with ZipFile(BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def ours(data: bytes) -> dict[str, str]:
    """The comments that gouji wrote: their text by their id."""
    comments = part(data, "word/comments.xml")
    mine = [each for each in comments if each.get(w("author")) == "gouji"]
    return {each.get(w("id"), ""): "\n".join("".join(p.itertext()) for p in each) for each in mine}


def anchored(data: bytes) -> list[str]:
    """The original text between the marks of each comment of ours, in the order of the document."""
    known, found, still_open = ours(data), {}, set()
    root = part(data)
    for parent in root.iter():
        parent[:] = [each for each in parent if each.tag != w("ins") or each.get(w("author")) != "gouji"]
    for element in root.iter():
        key = element.get(w("id"), "")
        if element.tag == w("commentRangeStart") and key in known:
            still_open.add(key)
            found[key] = ""
        elif element.tag == w("commentRangeEnd"):
            still_open.discard(key)
        elif element.tag in {w("t"), w("delText")}:
            for each in still_open:
                found[each] += element.text or ""
    assert not still_open
    assert found.keys() == known.keys()
    return list(found.values())


def stripped(data: bytes) -> str:
    """The document with our comments taken off and our changes refused, runs of one look joined: to be compared."""
    mine = ours(data) if "word/comments.xml" in ZipFile(BytesIO(data)).namelist() else {}
    root = part(data)
    for parent in list(root.iter()):
        parent[:] = list(kept(parent, mine))
    for parent in root.iter():
        join(parent)
    return ElementTree.canonicalize(ElementTree.tostring(root, "unicode"))


def kept(parent: Element, mine: dict[str, str]) -> Iterator[Element]:
    for child in parent:
        reference = child.find(w("commentReference"))
        own = child.get(w("author")) == "gouji"
        if child.tag == w("del") and own:
            for text in child.iter(w("delText")):
                text.tag = w("t")
            yield from kept(child, mine)
        elif child.tag in {w("commentRangeStart"), w("commentRangeEnd")}:
            yield from [child] if child.get(w("id")) not in mine else []
        elif not (child.tag == w("ins") and own) and (reference is None or reference.get(w("id")) not in mine):
            yield child


def join(parent: Element) -> None:
    """Neighbouring runs of one look become one, and so do neighbouring texts in a run."""
    together: list[Element] = []
    for child in parent:
        before = together[-1] if together else None
        if child.tag == w("t"):
            child.attrib.clear()
        if child.tag == w("r") and before is not None and before.tag == w("r") and look(child) == look(before):
            before.extend(each for each in child if each.tag != w("rPr"))
        elif child.tag == w("t") and before is not None and before.tag == w("t"):
            before.text = (before.text or "") + (child.text or "")
        else:
            together.append(child)
    parent[:] = together


def look(run: Element) -> tuple[object, str]:
    properties = run.find(w("rPr"))
    return run.attrib, "" if properties is None else ElementTree.tostring(properties, "unicode")


BOLD = "<w:b/>"
SPLIT = f"<w:p>{r('由7增加到1')}{r('6', BOLD)}{r('.5家，增长60.71%。')}</w:p>"


def test_a_comment_says_what_is_wrong_what_it_was_compared_with_and_what_to_do() -> None:
    data = package(SPLIT)
    copy = marked(data, "60.71%", "7", safe=[(0, "17.98%")])
    assert ours(copy.data) == {
        "1": "错误 GR101 年均增速与基期值、目标值不符\n与“60.71%”（第1段）是同一个问题，说明见该处批注。",
        "4": "错误 GR101 年均增速与基期值、目标值不符\n两处不符。\n增速：“7”（第1段）\n算式：(16/7)^(1/5)−1 = 17.98%\n"
        "建议：把“60.71%”改为“17.98%”——重新计算",
    }
    english = annotate(data, "甲.docx", [finding(*find(data, "60.71%", "7"))], TITLES, "en")
    assert list(ours(english.data).values()) == [
        "error GR101 growth-rate-mismatch\nExplained in the comment on “60.71%” (第1段).",
        "error GR101 growth-rate-mismatch\n两处不符。\ngrowth: “7” (第1段)\nFormula: (16/7)^(1/5)−1 = 17.98%",
    ]


def test_all_is_said_on_the_figure_to_be_changed_or_on_one_that_can_have_a_comment() -> None:
    data = package(SPLIT)
    second = marked(data, "7", "60.71%", safe=[(1, "17.98%")])
    assert [said.count("建议") for said in ours(second.data).values()] == [0, 1], "the rate stands behind the base"
    equation = "<w:p><w:r><w:t>有7家，</w:t></w:r><m:oMath><m:r><m:t>16</m:t></m:r></m:oMath></w:p>"
    (said,) = ours(marked(package(equation), "16", "7").data).values()
    assert "两处不符。" in said
    box = package(f"<w:p>{r('框前7家。')}{text_box(p('有16家，其中9家。'))}</w:p>")
    boxed = list(ours(marked(box, "7", "9", "16", safe=[(2, "17")]).data).values())
    assert ["（其中的“16”、“9”）" in said and "两处不符。" in said for said in boxed] == [False, True]


PLACES = {
    "split over runs": (SPLIT, "16.5家"),
    "in a hyperlink": (f"<w:p>{r('见')}<w:hyperlink r:id='h'>{r('表中16家。')}</w:hyperlink></w:p>", "16家"),
    "partly in a hyperlink": (f"<w:p>{r('有1')}<w:hyperlink r:id='h'>{r('6家')}</w:hyperlink></w:p>", "16家"),
    "in a content control": (f"<w:p><w:sdt><w:sdtContent>{r('有16家')}</w:sdtContent></w:sdt></w:p>", "16家"),
    "in a field": (f"<w:p><w:fldSimple w:instr='REF a'>{r('有16家')}</w:fldSimple></w:p>", "16家"),
    "in an insertion": (f"<w:p><w:ins w:id='9' w:author='甲'>{r('有16家')}</w:ins></w:p>", "16家"),
    "behind a tab": ("<w:p><w:r><w:t>有</w:t><w:tab/><w:t>16家</w:t><w:br/><w:t>完</w:t></w:r></w:p>", "16家"),
    "in a merged cell": (tbl(tr(tc("甲"), tc("16", '<w:gridSpan w:val="2"/>')), tr(tc("a"), tc("b"), tc("c"))), "16"),
    "in a nested table": (tbl(tr(tc("甲"), f"<w:tc>{tbl(tr(tc('16'), tc('7')))}<w:p/></w:tc>")), "16"),
    "across a deletion": (
        f"<w:p>{r('有1')}<w:del w:id='9' w:author='甲'><w:r><w:delText>9</w:delText></w:r></w:del>{r('6家')}</w:p>", "16家",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "text"), PLACES.values(), ids=PLACES)
def test_exactly_the_figure_is_marked(body: str, text: str) -> None:
    data = package(body)
    copy = marked(data, text)
    assert [each.replace("9", "") for each in anchored(copy.data)] == [text]
    assert stripped(copy.data) == stripped(data)
    assert read_docx(copy.data, "甲.docx").text == read_docx(data, "甲.docx").text
    assert not copy.missed
    assert len(docx.Document(BytesIO(copy.data)).element.findall(f".//{w('commentReference')}")) == 1


def test_a_figure_in_a_text_box_is_marked_at_the_box_because_word_has_no_comments_in_it() -> None:
    data = package(f"<w:p>{r('框前。')}{text_box(p('有16家，其中7家。'))}{r('框后。')}</w:p>")
    copy = marked(data, "16", "7")
    (said,) = ours(copy.data).values()
    assert said.count("错误 GR101") == 1
    assert "（其中的“16”、“7”）" in said
    paragraph = part(copy.data).find(f"{w('body')}/{w('p')}")
    assert paragraph is not None
    names = [child.tag.rpartition("}")[2] for child in paragraph]
    assert names == ["r", "commentRangeStart", "r", "commentRangeEnd", "r", "r"]
    assert stripped(copy.data) == stripped(data)


NOTE = f'<w:footnote w:id="2">{p("其中16家，去年9家。")}</w:footnote>'
REFERENCE = '<w:footnoteReference w:id="2"/>'


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{r('有7家')}<w:r>{REFERENCE}</w:r>{r('。')}</w:p>",
        f"<w:p><w:r><w:t>有7家</w:t>{REFERENCE}<w:t>。</w:t></w:r></w:p>",
    ],
    ids=["in a run of its own", "in a run with text"],
)
def test_a_figure_in_a_note_is_marked_at_its_reference(body: str) -> None:
    data = package(body, footnotes=NOTE)
    copy = marked(data, "7", "16", "9")
    assert not copy.missed
    assert anchored(copy.data) == ["7", ""]
    said = list(ours(copy.data).values())[1]
    assert said.count("错误 GR101") == 1
    assert "（脚注中的“16”、“9”）" in said
    names = [child.tag.rpartition("}")[2] for child in part(copy.data).iter(w("p")).__next__()]
    assert names[-5:] == ["commentRangeStart", "r", "commentRangeEnd", "r", "r"]
    assert [each.tag for each in part(copy.data).iter(w("r")) if each.find(w("footnoteReference")) is not None]
    assert part(copy.data, "word/footnotes.xml").findall(f".//{w('commentReference')}") == []
    assert stripped(copy.data) == stripped(data)


def test_a_figure_in_an_endnote_is_marked_at_its_reference() -> None:
    note = f'<w:endnote w:id="2">{p("其中16家。")}</w:endnote>'
    data = package('<w:p><w:r><w:t>有</w:t><w:endnoteReference w:id="2"/></w:r></w:p>', endnotes=note)
    english = annotate(data, "甲.docx", [finding(*find(data, "16"))], TITLES, "en")
    (said,) = ours(english.data).values()
    assert said.startswith("error GR101 growth-rate-mismatch (“16” in the endnote)\n")


def test_where_word_has_no_comments_the_figure_is_named() -> None:
    equation = "<w:p><w:r><w:t>有7家，</w:t></w:r><m:oMath><m:r><m:t>16</m:t></m:r></m:oMath></w:p>"
    copy = marked(package(equation), "7", "16")
    assert [(each.code, each.figure.text) for each in copy.missed] == [("GR101", "16")]
    assert anchored(copy.data) == ["7"]


def test_findings_on_one_figure_share_a_comment() -> None:
    data = package(SPLIT)
    one, two = find(data, "60.71%", "7")
    copy = annotate(data, "甲.docx", [finding(one, two), finding(one, one, code="TX201")], TITLES)
    assert [re.findall("[A-Z]{2}[0-9]{3}", said) for said in ours(copy.data).values()] == [
        ["GR101"],
        ["GR101", "TX201"],
    ]


def test_a_safe_edit_is_a_change_that_keeps_the_look_of_the_figure() -> None:
    data = package(f"<w:p>{r('增长')}{r('60.', BOLD)}{r('71%', BOLD)}{r('。')}</w:p>")
    copy = marked(data, "60.71%", safe=[(0, "17.98%")])
    assert copy.changes == 1
    assert read_docx(copy.data, "甲.docx").text == "增长17.98%。\n"
    assert read_docx(copy.data, "甲.docx", "original").text == "增长60.71%。\n"
    (inserted,) = part(copy.data).iter(w("ins"))
    assert inserted.find(f"{w('r')}/{w('rPr')}/{w('b')}") is not None
    assert stripped(copy.data) == stripped(data)


@pytest.mark.parametrize("place", ["partly in a hyperlink", "in an insertion"])
def test_a_change_is_not_made_where_refusing_it_would_not_give_the_original(place: str) -> None:
    body, text = PLACES[place]
    copy = marked(package(body), text, safe=[(0, "17家")])
    assert (copy.comments, copy.changes) == (1, 0)


def test_edits_that_contradict_each_other_are_not_made() -> None:
    data = package(SPLIT)
    (rate,) = find(data, "60.71%")
    copy = annotate(
        data, "甲.docx", [finding(rate, safe=[(0, "17.98%")]), finding(rate, safe=[(0, "18%")])], {}, "zh", True
    )
    assert copy.changes == 0


def test_comments_of_others_stay_and_every_part_that_is_not_concerned_is_the_same() -> None:
    theirs = f'<w:comment w:id="7" w:author="乙">{p("请核。")}</w:comment>'
    body = f'<w:p><w:commentRangeStart w:id="7"/>{r("增长60.71%")}<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r></w:p>'
    data = package(body, comments=theirs, header1=p("页眉"))
    copy = marked(data, "60.71%")
    assert list(ours(copy.data)) == ["8"]
    assert [each.get(w("author")) for each in part(copy.data, "word/comments.xml")] == ["乙", "gouji"]
    with ZipFile(BytesIO(data)) as before, ZipFile(BytesIO(copy.data)) as after:
        assert before.namelist() == after.namelist()
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {"word/document.xml", "word/comments.xml"}
    assert stripped(copy.data) == stripped(data)


def test_a_file_without_findings_is_copied_part_by_part_and_the_same_input_gives_the_same_bytes() -> None:
    data = package(SPLIT)
    copy = annotate(data, "甲.docx", [], TITLES)
    with ZipFile(BytesIO(data)) as before, ZipFile(BytesIO(copy.data)) as after:
        assert {n: before.read(n) for n in before.namelist()} == {n: after.read(n) for n in after.namelist()}
    assert marked(data, "7").data == marked(data, "7").data


def test_a_document_whose_root_is_a_run_is_marked_like_any_other() -> None:
    data = package(SPLIT)
    with ZipFile(BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document.xml"] = files["word/document.xml"].replace(b"w:document", b"w:r")
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    assert anchored(marked(stream.getvalue(), "16.5家").data) == ["16.5家"]


WRAPPERS = (
    "{}", "{}", "<w:hyperlink r:id='h'>{}</w:hyperlink>", "<w:ins w:id='900' w:author='甲'>{}</w:ins>",
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:smartTag>{}</w:smartTag>",
)  # fmt: skip
RUNS = st.builds(
    lambda text, looks, wrapper: wrapper.format(r(text, looks)),
    st.text("0123456789.%家 ", min_size=1, max_size=6),
    st.sampled_from(["", BOLD, '<w:color w:val="FF0000"/>']),
    st.sampled_from(WRAPPERS),
)
GONE = st.just("<w:del w:id='901' w:author='甲'><w:r><w:delText>99</w:delText></w:r></w:del>")
TABS = st.just("<w:r><w:t>1</w:t><w:tab/><w:t>2</w:t></w:r>")
NOTED = st.just(f"<w:r><w:t>1</w:t>{REFERENCE}<w:t>2</w:t></w:r>")
PARAGRAPHS = st.lists(RUNS | GONE | TABS | NOTED, min_size=1, max_size=5).map(
    lambda runs: f"<w:p>{''.join(runs)}</w:p>"
)
CELLS = PARAGRAPHS.map(lambda paragraph: tbl(tr(f"<w:tc>{paragraph}</w:tc>", tc("甲"))))
BOXES = PARAGRAPHS.map(lambda paragraph: f"<w:p>{r('1')}{text_box(paragraph)}{r('2')}</w:p>")
PLACED = st.tuples(st.integers(0, 200), st.integers(1, 6))


@given(st.lists(PARAGRAPHS | CELLS | BOXES, min_size=1, max_size=4), st.lists(PLACED, max_size=8), st.booleans())
def test_whatever_is_marked_the_original_comes_back(body: list[str], spans: list[tuple[int, int]], track: bool) -> None:
    data = package("".join(body), footnotes=NOTE)
    text = read_docx(data, "甲.docx").text
    places = {(start, min(start + size, len(text))) for start, size in spans if start < len(text)}
    figures = [figure(text[start:end], start) for start, end in sorted(places) if "\n" not in text[start:end]]
    found = [finding(each, safe=[(0, "乙")]) for each in figures]
    copy = annotate(data, "甲.docx", found, TITLES, "zh", track)
    assert stripped(copy.data) == stripped(data)
    after = read_docx(copy.data, "甲.docx").text
    assert (after == text) is (copy.changes == 0)
    assert after.count("乙") == copy.changes


def test_every_figure_of_the_findings_on_a_plan_has_its_comment(
    tmp_path: Path, plans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, copy = plans / "suining.docx", tmp_path / "副本.docx"
    assert run(["check", str(source), "--annotate", str(copy), "--track-changes"]) == 1
    assert "批注 33 处，修订 6 处" in capsys.readouterr().err
    data = copy.read_bytes()
    assert sorted(anchored(data)) == sorted([
        "27288万元", "26078万元", "325件", "325", "171件", "153/45", "45家", "16", "225件", "185/85", "15件", "0.75件/年", "0.75",
        "41.6%", "24.7%", "22家", "62家", "16家", "能源", "能源", "60.71", "7", "5.27", "5.51", "7.91", "4.19", "7.0", "1.34", "7.69", "450", "5.5", "4.62", "0.39",
    ])  # fmt: skip
    assert stripped(data) == stripped(source.read_bytes())
    assert len(docx.Document(str(copy)).tables) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["suining.txt", "--annotate", "OUT"], "只能给 docx"),
        (["suining.docx", "--annotate", "suining.docx"], "不覆盖它"),
        (["suining.docx", "suining.txt", "--annotate", "OUT"], "一次只能用于一个文件"),
        (["suining.docx", "--track-changes"], "要与 --annotate 一起用"),
        (["suining.docx", "--force"], "--force 要与 --annotate 一起用"),
        (["suining.docx", "--annotate", "OUT", "--revisions", "original"], "不能与 --revisions original 一起用"),
    ],
)
def test_what_cannot_be_annotated_is_told_before_anything_is_written(
    arguments: list[str], said: str, tmp_path: Path, plans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = [str(plans / each) if each.startswith("suining") else each for each in arguments]
    status = run(["check", *(str(tmp_path / "out.docx") if each == "OUT" else each for each in named)])
    shown = capsys.readouterr()
    assert (status, shown.out) == (2, "")
    assert said in shown.err
    assert not list(tmp_path.iterdir())


def test_a_copy_that_is_there_already_is_replaced_only_where_that_is_asked_for(
    tmp_path: Path, plans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, copy = plans / "suining.docx", tmp_path / "副本.docx"
    copy.write_bytes(b"worked on")
    assert run(["check", str(source), "--annotate", str(copy)]) == 2
    shown = capsys.readouterr()
    assert (shown.out, copy.read_bytes()) == ("", b"worked on")
    assert shown.err == f"gouji: {copy} 已经存在，没有覆盖；换一个文件名，或加 --force 覆盖它。\n"
    assert run(["check", str(source), "--annotate", str(copy), "--force"]) == 1
    assert ours(copy.read_bytes())
    before = source.read_bytes()
    assert run(["check", str(source), "--annotate", str(source), "--force"]) == 2
    assert source.read_bytes() == before
