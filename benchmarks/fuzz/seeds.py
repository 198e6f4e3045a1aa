"""What is mutated: small documents of every format, made of the plans and rule cases of `fixtures`."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests import doc_build  # noqa: E402
from tests.fixtures_build import Grid, blocks  # noqa: E402
from tests.ole_build import compound  # noqa: E402
from tests.readers import docx_xml, pdf_writer  # noqa: E402

CASE = re.compile(r"^```plan\n(.*?)^```", re.DOTALL | re.MULTILINE)
PIECE = 10  # lines of a plan in one seed: small inputs, many of them
PER_FORMAT = 200
ODF = "urn:oasis:names:tc:opendocument"
NAMES = " ".join(f'xmlns:{name}="{ODF}:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style", "draw"))


@cache
def texts() -> tuple[str, ...]:
    """Plain texts: the cases of the rules, and pieces of all plans."""
    found = [
        case
        for path in sorted((ROOT / "fixtures/rules").glob("*.md"))
        for case in CASE.findall(path.read_text("utf-8"))
    ]
    for path in sorted([*(ROOT / "fixtures/clean").glob("*.txt"), *(ROOT / "fixtures/plans").glob("*.txt")]):
        data = path.read_bytes()
        lines = data.decode("gb18030" if path.stem == "gb18030" else "utf-8").splitlines(keepends=True)
        found += ["".join(lines[at : at + PIECE]) for at in range(0, len(lines), PIECE)]
    return tuple(text for text in found if text.strip())


def seeds(kind: str, folder: Path | None = None) -> list[bytes]:
    """Seeds of a format, always the same; `folder` may hold more, told by their suffix."""
    chosen = Random(kind).sample(texts(), min(PER_FORMAT, len(texts())))
    found = [MAKERS[kind](text) for text in chosen] if kind in MAKERS else []
    for place in (ROOT / "fixtures/clean", ROOT / "fixtures/plans", ROOT / "fixtures/formats", folder):
        files = sorted(place.glob(f"*.{kind}")) if place is not None and place.is_dir() else []
        found += [path.read_bytes() for path in files if path.stat().st_size < 200_000]
    found += EXTRA.get(kind, list)()
    if not found:
        raise SystemExit(f"there is no seed for {kind}; give a folder with --seeds")
    return found


def _rows(part: Grid) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in part.rows)


def markdown(text: str) -> bytes:
    """Headings, lists and pipe tables."""
    lines = []
    for part in blocks(text):
        if isinstance(part, Grid):
            head, _, rest = _rows(part).partition("\n")
            lines += [head, "|" + "---|" * len(part.rows[0]), rest, ""]
        else:
            lines += [("## " if len(part) < 15 else "") + part, ""]
    return "\n".join(lines).encode()


def csv(text: str) -> bytes:
    """The tables of a text, else its lines, as fields."""
    grids = [part for part in blocks(text) if isinstance(part, Grid)]
    rows = [row for part in grids for row in part.rows] or [tuple(line.split("，")) for line in text.splitlines()]
    return "\n".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows).encode()


def table_json(text: str) -> bytes:
    """A submitted table: names and figures of the text."""
    grids = [part for part in blocks(text) if isinstance(part, Grid)]
    rows = [row for part in grids for row in part.rows[1:]] or [("指标", "家", "1", "2")]
    made = []
    for row in rows[:30]:
        figures = [cell for cell in row if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,3})?", cell)]
        values = dict(zip(("2020", "2025"), figures, strict=False))
        growth = figures[2] if len(figures) > 2 else None
        made.append({"name": row[0], "unit": "家", "values": values, "growth": growth, "nature": "预期性"})
    table = {"title": "表1 主要指标", "years": [2020, 2025], "rows": made}
    return json.dumps(table, ensure_ascii=False).encode()


def html(text: str) -> bytes:
    """A page with headings, paragraphs and tables with a span."""
    inner = ""
    for part in blocks(text):
        if isinstance(part, Grid):
            rows = "".join(
                "<tr>" + "".join(f"<td rowspan=1 colspan=1>{escape(c)}</td>" for c in row) + "</tr>"
                for row in part.rows
            )
            inner += f"<table border=1>{rows}</table>"
        else:
            inner += f"<h2>{escape(part)}</h2>" if len(part) < 15 else f"<p><span>{escape(part)}</span></p>"
    menu = "<div class=nav><a href=/>首页</a></div>"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{menu}<div>{inner}</div></body></html>'.encode()
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    '<w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="2"><w:name w:val="Title"/>'
    '<w:basedOn w:val="1"/></w:style><w:style w:type="paragraph" w:styleId="3" w:default="1"><w:name w:val="Normal"/></w:style>'
)


def docx(text: str) -> bytes:
    """Styles, numbering, runs, revisions, a note, a text box, tables with merged cells."""
    body = ""
    for number, part in enumerate(blocks(text)):
        if isinstance(part, Grid):
            rows = (
                "<w:tr>" + "".join(
                    f'<w:tc><w:tcPr><w:gridSpan w:val="1"/>{"<w:vMerge/>" if not column and not row % 3 else ""}</w:tcPr>'
                    f"{docx_xml.p(escape(cell))}</w:tc>" for column, cell in enumerate(cells)
                ) + "</w:tr>" for row, cells in enumerate(part.rows, 1)
            )  # fmt: skip
            body += f"<w:tbl>{''.join(rows)}</w:tbl>"
        elif len(part) < 15:
            body += docx_xml.p(escape(part), '<w:pStyle w:val="1"/>')
        else:
            body += _docx_paragraph(part, number)
    notes = f'<w:footnote w:id="2">{docx_xml.p("2025年达到45家。")}</w:footnote>'
    header = docx_xml.p("页眉")
    return docx_xml.package(body, numbering=NUMBERING, styles=STYLES, footnotes=notes, header1=header)


def _docx_paragraph(part: str, number: int) -> str:
    half = len(part) // 2
    left, right = docx_xml.r(escape(part[:half])), docx_xml.r(escape(part[half:]), '<w:vertAlign w:val="baseline"/>')
    wrap = (
        "{}",
        '<w:ins w:id="1">{}</w:ins><w:del><w:r><w:delText>12</w:delText></w:r></w:del>',
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:hyperlink r:id="x">{}</w:hyperlink><w:r><w:footnoteReference w:id="2"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "{}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
        "<w:p><w:r><w:t>2025年16家</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r>",
    )[number % 6]  # fmt: skip
    return f"<w:p>{left}{wrap.format(right)}</w:p>"


def xlsx(text: str) -> bytes:
    """A workbook as openpyxl writes it, without the parts that hold no cells."""
    from tests.fixtures_build import Workbook, _write

    book = Workbook()
    sheet = book.active
    at = 0
    for part in blocks(text):
        for row in part.rows if isinstance(part, Grid) else ((part,),):
            at += 1
            for column, cell in enumerate(row, 1):
                _write(sheet, at, column, cell)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=3)
    sheet.row_dimensions[2].hidden = True
    stream, out = BytesIO(), BytesIO()
    book.save(stream)
    with ZipFile(stream) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            if "theme" not in name and "docProps" not in name:
                target.writestr(name, source.read(name))
    return out.getvalue()


def _odf(kind: str, inner: str) -> bytes:
    stream = BytesIO()
    head = (
        '<style:style style:name="a" style:family="table"><style:table-properties table:display="false"/></style:style>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>'
    )
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{head}</office:automatic-styles>"
            f"<office:body><office:{kind}>{inner}</office:{kind}></office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f'<office:document-styles {NAMES}><office:styles><text:outline-style><text:outline-level-style text:level="1" '
            'style:num-format="一, 二, 三, ..." style:num-suffix="、"/></text:outline-style></office:styles></office:document-styles>',
        )
    return stream.getvalue()


def _odf_rows(rows: tuple[tuple[str, ...], ...]) -> str:
    def cell(text: str) -> str:
        figure = f'office:value-type="float" office:value="{text}" ' if re.fullmatch(r"[\d.]{1,9}", text) else ""
        return f'<table:table-cell {figure}table:number-columns-spanned="1"><text:p>{escape(text)}</text:p></table:table-cell>'

    return "".join(
        f'<table:table-row table:number-rows-repeated="1">{"".join(map(cell, row))}</table:table-row>' for row in rows
    )


def odt(text: str) -> bytes:
    """Headings, lists, a note, a tracked deletion, tables."""
    inner = ""
    for number, part in enumerate(blocks(text)):
        if isinstance(part, Grid):
            inner += f'<table:table table:name="t"><table:table-column/>{_odf_rows(part.rows)}</table:table>'
        elif len(part) < 15:
            inner += f'<text:h text:outline-level="1">{escape(part)}</text:h>'
        else:
            wrap = (
                "<text:p>{}</text:p>",
                '<text:list text:style-name="L"><text:list-item><text:p>{}</text:p></text:list-item></text:list>',
                "<text:p><text:span>{}</text:span><text:note><text:note-body><text:p>2025年45家。</text:p></text:note-body></text:note></text:p>",
                '<text:section><text:p>{}<text:s text:c="2"/><text:tab/></text:p></text:section>',
            )[number % 4]
            inner += wrap.format(escape(part))
    return _odf("text", inner)


def ods(text: str) -> bytes:
    """One sheet."""
    rows = tuple(row for part in blocks(text) for row in (part.rows if isinstance(part, Grid) else ((part,),)))
    return _odf(
        "spreadsheet",
        f'<table:table table:name="s" table:style-name="b"><table:table-column/>{_odf_rows(rows)}</table:table>',
    )


def pdf(text: str) -> bytes:
    """A page as the small writer draws it: lines, and the first table with its rules."""
    sheet, y = pdf_writer.Sheet(), 60.0
    for part in blocks(text):
        if y > 700:
            break
        if isinstance(part, Grid):
            width = len(part.rows[0])
            xs = [60 + 480 * at / width for at in range(width + 1)]
            ys = [y + 20 * at for at in range(len(part.rows) + 1)]
            sheet.grid(xs, ys)
            sheet.cells(xs, ys, part.rows)
            y = ys[-1] + 30
        else:
            y = sheet.lines(72, y, [part[at : at + 36] for at in range(0, min(len(part), 360), 36)])
    return pdf_writer.pdf(sheet)


def xls(text: str) -> bytes:
    """Records of one sheet in a compound document."""
    from tests.readers import test_xls as made

    records = []
    at = 0
    for part in blocks(text):
        for row in part.rows if isinstance(part, Grid) else ((part,),):
            for column, cell in enumerate(row[:20]):
                figure = re.fullmatch(r"[\d.]{1,9}", cell) and cell.count(".") < 2 and cell != "."
                records.append(
                    made.number(at, column, float(cell), at % 5) if figure else made.text(at, column, cell[:200])
                )
            at += 1
    return compound(made.stream(("表", 0, made.sheet(*records))))


RTF = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f2\froman\fcharset2 Symbol;}}{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Title;}{\*\cs10 Bold;}}"
    r"{\*\listtable{\list{\listlevel\levelnfc37\levelstartat1\levelfollow2{\leveltext\'02\'00\'a1\'a2;}{\levelnumbers\'01;}}"
    r"{\listlevel\levelnfc0\levelstartat1{\leveltext\'04\'00.\'01.;}}\listid7}}{\*\listoverridetable{\listoverride\listid7\ls1}}"
    r"{\info{\title x}}{\header\pard 2025\par}"
)
RTF_WRAPS = (
    r"%s",
    r"{\revised 16}{\deleted 12}%s",
    r"{\loch\f0\hich\f0\dbch\f1 %s}{\super\chftn{\footnote\pard\plain{\super\chftn} 45%%\par}}",
    r"{\field{\*\fldinst{ REF a }}{\fldrslt %s}}{\v 7}{\f2\'a3}",
    r"{\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv 1}}{\shptxt\pard 16\par}}{\shprslt x}}%s",
    r"%s{\pict\pngblip 89504e47}{\object{\*\objdata 00}{\result 45}}\bin3 }}}",
)


def doc(text: str) -> bytes:
    """What the docx has, in Word's binary format."""
    made = doc_build
    body: list[made.Paragraph] = []
    for number, part in enumerate(blocks(text)):
        if isinstance(part, Grid):
            for at, cells in enumerate(part.rows):
                states = [0x20 if not column and not at % 3 else 0 for column in range(len(cells))]
                body += made.row(*cells, cells=states)
        elif len(part) < 15:
            body.append(made.p(part, style=1))
        else:
            body.append(_doc_paragraph(part, number))
    marks, shapes = ([at for at, sign in enumerate(_said(body)) if sign == mark] for mark in "\2\b")
    notes = [made.p("\2 2025年达到45家。") for _ in marks]
    boxes = [made.p("2025年16家") for _ in shapes]
    stories = {"footnotes": notes, "margins": [made.p("页眉")], "boxes": boxes}
    note, box = len(_said(notes[:1])), len(_said(boxes[:1]))
    lists, levels = made.lists([made.level("%1、", 37)] * 9)
    parts = {
        1: made.sheet(made.style("Normal"), made.style("标题", 0, built_in=1, looks=made.change(0x460B, 1))),
        2: made.spread([*marks, len(_said(body))], [b"\1\0"] * len(marks)),
        3: made.spread([note * at for at in range(len(marks) + 1)]),
        11: made.spread([*[0] * 7, *[3] * 6]),
        40: made.spread([*shapes, len(_said(body))], [made.anchor(at + 1) for at in range(len(shapes))]),
        56: made.spread([box * at for at in range(len(shapes) + 1)], [made.box(at + 1) for at in range(len(shapes))]),
        73: lists,
        74: made.uses((1, [])),
    }
    return made.storage(made.streams(body, stories, parts, {73: levels}))


def _said(body: Sequence[doc_build.Paragraph]) -> str:
    return "".join(run for paragraph in body for run, _ in paragraph.runs)


def _doc_paragraph(part: str, number: int) -> doc_build.Paragraph:
    half, made = len(part) // 2, doc_build
    between = (
        [],
        [("12", made.DELETED), ("13", made.INSERTED)],
        [("\2", made.SPECIAL)],
        [("\x13 REF a \x14", made.SPECIAL), ("3", b""), ("\x15", made.SPECIAL)],
        [("\b", made.SPECIAL)],
        [("2", made.change(0x2A48, 1)), ("\1", made.SPECIAL), ("隐", made.HIDDEN)],
    )[number % 6]
    looks = made.change(0x260A, 1) + made.change(0x460B, 1) if number % 4 == 3 else b""
    return made.Paragraph([(part[:half], b""), *between, (part[half:] + "\r", b"")], looks)


def rtf(text: str) -> bytes:
    """Styles, numbers, tables within tables and merged, notes, boxes, fields and changes, in all ways to write characters."""
    body = ""
    for number, part in enumerate(blocks(text)):
        if isinstance(part, Grid):
            body += "".join(_rtf_row(cells, row) for row, cells in enumerate(part.rows)) + r"\pard "
        elif len(part) < 15:
            body += rf"{{\listtext\pard\plain {number}.\tab}}\pard\plain\s1\ls1 {_rtf(part, number)}\par" + "\r\n"
        else:
            shown = RTF_WRAPS[number % len(RTF_WRAPS)].replace("%s", _rtf(part, number)).replace("%%", "%")
            body += rf"\pard\plain\f1\ls{number % 3}\ilvl{number % 2} {shown}\par" + "\r\n"
    return (RTF + body + "}").encode("gb18030")


def _rtf_row(cells: tuple[str, ...], row: int) -> str:
    """A row, every third merged with that above, and one in four with a table in it."""
    merged = r"\clvmrg" if row % 3 == 1 else r"\clvmgf" if row % 3 == 0 else ""
    properties = r"\trowd\trleft-108" + "".join(
        rf"{merged if not at else ''}\cellx{2000 * at + 2000}" for at in range(len(cells))
    )
    inner = (
        r"\pard\intbl\itap2 16\nestcell{\*\nesttableprops\trowd\cellx900\nestrow}\pard\intbl " if row % 4 == 3 else ""
    )
    shown = "".join(rf"{_rtf(cell, row)}\cell " for cell in cells)
    return rf"{properties}\pard\intbl {inner}{shown}{{{properties}\row}}" + "\r\n"


def _rtf(text: str, way: int) -> str:
    """The text as code page 936, in hexadecimal or as it is, or as Unicode with one fallback character or two."""
    text = re.sub(r"([\\{}])", r"\\\1", text)
    if way % 4 == 0:
        return "".join(
            char if char.isascii() else "".join(f"\\'{byte:02x}" for byte in char.encode("gb18030")) for char in text
        )
    if way % 4 == 1:
        return text
    units = memoryview(text.encode("utf-16-le")).cast("h")
    shown = "".join(chr(unit) if 0 <= unit < 128 else f"\\u{unit}" + "?" * (way % 4 - 1) for unit in units)
    return rf"{{\uc{way % 4 - 1} {shown}}}"


def _hand_made() -> Iterator[bytes]:
    """Word files with what the others lack: nested tables, numbers that restart, equations."""
    cell = f"<w:tc>{docx_xml.p('指标')}<w:tbl><w:tr><w:tc>{docx_xml.p('16家')}</w:tc></w:tr></w:tbl></w:tc>"
    yield docx_xml.package(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>" + docx_xml.p("2025年达到45家。"))
    sum_of = "<m:oMath><m:r><m:t>16</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den/></m:f></m:oMath>"
    yield docx_xml.package(f"<w:p>{sum_of}{docx_xml.r('家，占45%。')}</w:p>")


MAKERS: dict[str, Callable[[str], bytes]] = {
    "txt": str.encode, "md": markdown, "csv": csv, "json": table_json, "html": html, "docx": docx, "xlsx": xlsx,
    "ods": ods, "odt": odt, "pdf": pdf, "xls": xls, "rtf": rtf, "doc": doc, "wps": doc,
}  # fmt: skip
EXTRA: dict[str, Callable[[], list[bytes]]] = {"docx": lambda: list(_hand_made())}
