"""The page: nothing of the document is lost, nothing of it is more than text, every figure and finding is there."""

import re
from pathlib import Path

import pytest
from lxml import html

from schemas.report import Report, WaiverInfo
from validator.errors import GoujiError, ReadError
from validator.pipeline import Checked, Unreadable, check_document
from validator.reports.build import build_report
from validator.reports.facts import unused_figures
from validator.reports.forms import Form, render
from validator.reports.look import Look
from validator.rules import all_rules

TITLES = {rule.code: rule.title for rule in all_rules()}
LEAD = "晨光县“十四五”科技规划\n（2021—2025年）\n一、发展目标\n"
TABLE = "表1 主要指标\n指标\t2020年\t2025年\t年均增长（%）\n"
HOSTILE = '<script>document.title="!"</script><img src=x onerror=alert(1)>&amp;\'"'


def report_of(inputs: list[Checked | Unreadable], lang: str = "zh") -> Report:
    return build_report(inputs, lang, indicators=True)


def page_of(inputs: list[Checked | Unreadable], lang: str = "zh") -> str:
    return str(render(Form.HTML, report_of(inputs, lang), Look(lang, titles=TITLES), inputs))


def written(folder: Path, text: str, name: str = "plan.txt") -> Checked:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return check_document(str(path))


def text_of(node: html.HtmlElement) -> str:
    return str(node.text_content())


@pytest.fixture(scope="module", params=["suining.txt", "suining.docx", "suining.xlsx", "yongzhou.txt", "xianju.txt"])
def checked(request, root) -> Checked:
    return check_document(str(root / "fixtures" / "plans" / request.param))


@pytest.fixture(scope="module")
def tree(checked) -> html.HtmlElement:
    return html.document_fromstring(page_of([checked]))


def test_the_document_stands_there_to_the_letter(checked, tree):
    shown = re.sub(r"\s", "", text_of(tree.find_class("text")[0]))
    for block in checked.document.paragraphs:
        assert re.sub(r"\s", "", block.text.string) in shown
    for table in checked.document.tables:
        for cell in {id(cell): cell for row in table.grid for cell in row}.values():
            assert re.sub(r"\s", "", cell.text.string) in shown


def test_every_figure_is_marked(checked, tree):
    body = tree.find_class("text")[0]
    marked = sorted(re.sub(r"\s", "", text_of(each)) for kind in ("f", "w") for each in body.find_class(kind))
    claims = {claim.span: claim.quantity.text for claim in checked.facts.claims if claim.cell is None}
    loose = {quantity.span: quantity.text for quantity in unused_figures(checked.document, checked.facts)}
    for text in (claims | loose).values():
        assert re.sub(r"\s", "", text) in marked
        marked.remove(re.sub(r"\s", "", text))


def test_every_finding_has_a_card_whose_links_lead_to_its_figures(checked, tree):
    cards = {card.get("data-fingerprint"): card for card in tree.find_class("card")}
    findings = report_of([checked]).findings
    assert findings
    for finding in findings:
        links = cards[finding.fingerprint].find_class("to")
        targets = [tree.get_element_by_id(link.get("href")[1:]) for link in links]
        assert [text_of(link) for link in links] == [" ".join(each.text.split()) for each in finding.evidence]
        assert all(card_number(cards[finding.fingerprint]) in target.get("data-c").split() for target in targets)


def card_number(card: html.HtmlElement) -> str:
    return str(card.get("id")).removeprefix("c")


def test_ids_are_unique_and_no_link_leads_nowhere(tree):
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert {link.get("href")[1:] for link in tree.iter("a")} <= set(ids)


def test_the_same_input_gives_the_same_bytes(root):
    path = str(root / "fixtures" / "plans" / "suining.docx")
    assert page_of([check_document(path)]) == page_of([check_document(path)])


def test_merged_cells_stay_merged(root):
    found = check_document(str(root / "fixtures" / "clean" / "two_level_header.xlsx"))
    [table] = html.document_fromstring(page_of([found])).iter("table")
    spans = {(int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))) for cell in table.iter("th", "td")}
    places = sum(int(cell.get("rowspan", 1)) * int(cell.get("colspan", 1)) for cell in table.iter("th", "td"))
    [read] = found.document.tables
    assert len(spans) > 1
    assert places == sum(map(len, read.grid))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_from_the_document_is_only_ever_text(tmp_path, lang):
    text = (
        f"{LEAD.replace('晨光县', '晨光县' + HOSTILE)}到2025年，{HOSTILE}企业达到45家。\n"
        f"{TABLE}{HOSTILE}企业（家）\t7\t16\t60.71{HOSTILE}\n高新技术企业（{HOSTILE}）\t7\t16\t60.71\n"
    )
    page = page_of([written(tmp_path, text)], lang)
    tree = html.document_fromstring(page)
    assert len(list(tree.iter("script"))) == 1
    assert not list(tree.iter("img"))
    assert not [key for node in tree.iter() for key in node.attrib if key.startswith("on") or key == "style"]
    assert HOSTILE in text_of(tree)


def test_characters_that_no_page_may_hold_do_no_harm(tmp_path):
    text = LEAD + "到2025年，\ufffe高新\u202e技术企业达到45家\uffff。\n"
    assert "45家" in page_of([written(tmp_path, text)])


def test_nothing_is_asked_of_the_network(tree):
    assert not list(tree.iter("link", "img", "iframe", "object", "embed"))
    assert not [node for node in tree.iter() if node.get("src")]
    [policy] = [node.get("content") for node in tree.iter("meta") if node.get("http-equiv")]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_on_top_stands_what_was_checked(root):
    found = check_document(str(root / "fixtures" / "plans" / "suining.txt"))
    tree = html.document_fromstring(page_of([found]))
    said = [text_of(each) for each in tree.find_class("counts")[0].iter("dd")]
    counts = report_of([found]).summary
    assert [text for text in said if text.isdigit()] == [
        "140",  # as many figures as the text report says
        "139",
        *map(str, (counts.fails, counts.unsure, counts.holds - counts.formal)),
    ]


def test_a_waived_finding_is_folded_and_says_why(tmp_path):
    found = written(tmp_path, LEAD + TABLE + "高新技术企业（家）\t7\t16\t60.71\n")
    report = report_of([found])
    waived = [each.model_copy(update={"waived": WaiverInfo(reason="两处口径不同")}) for each in report.findings]
    page = render(Form.HTML, report.model_copy(update={"findings": tuple(waived)}), Look(titles=TITLES), [found])
    tree = html.document_fromstring(str(page))
    [card] = [each for each in tree.find_class("card") if "GR101" in text_of(each)]
    assert "两处口径不同" in text_of(card)
    assert [each.tag for each in card.iterancestors()][1] == "details"
    assert {"60.71", "7", "16"} <= {text_of(each) for each in tree.find_class("waived")}


def test_what_was_not_read_is_in_the_open(tmp_path):
    missing = Unreadable("gone.docx", ReadError("没有 gone.docx 这个文件。", "gone.docx does not exist."))
    found = [written(tmp_path, LEAD + "到2025年，高新技术企业达到45家。\n"), missing]
    tree = html.document_fromstring(page_of(found))
    assert "没有 gone.docx 这个文件。" in " ".join(text_of(each) for each in tree.find_class("unread"))


def test_a_picture_shows_where_the_printed_rate_leads(tmp_path):
    rows = "高新技术企业（家）\t7\t16\t60.71\n公顷数（公顷）\t≥10\t≥20\t14.87\n示范企业（家）\t0\t5\t-\n"
    pictures = {
        text_of(each.find("h4")): each
        for each in html.document_fromstring(page_of([written(tmp_path, LEAD + TABLE + rows)])).find_class("indicator")
    }
    drawn = pictures["高新技术企业（家）"]
    assert drawn.find("svg").get("class") == "fails"
    assert len(drawn.find_class("figures")) == len(drawn.find_class("printed")) == 1
    assert drawn.find("svg").get("aria-label").endswith("按文中年均增速60.71%将达到75.0家")
    assert [text_of(each) for each in drawn.find("svg").iter("text")] == ["7", "75.0", "16", "2020", "2025"]
    assert not pictures["示范企业（家）"].find_class("figures")  # from nothing no rate leads anywhere
    assert "≥20" in text_of(pictures["公顷数（公顷）"].find("svg"))


def test_a_rate_that_agrees_is_not_drawn_as_wrong(tmp_path):
    rows = "示范企业（家）\t7\t16\t17.98\n科普基地（个）\t10\t20\t14.9\n地区生产总值（亿元）\t300\t400\t5.0\n"
    tree = html.document_fromstring(page_of([written(tmp_path, LEAD + TABLE + rows)]))
    pictures = {text_of(each.find("h4")): each.find("svg") for each in tree.find_class("indicator")}
    for name in ("示范企业（家）", "科普基地（个）"):
        drawn = pictures[name]
        assert drawn.get("class") is None
        assert not drawn.find_class("printed")
        assert not drawn.find_class("reached")
        assert "文中年均增速" in drawn.get("aria-label")
        assert drawn.get("aria-label").endswith("相符")
    unsure = pictures["地区生产总值（亿元）"]  # at constant prices it may differ: drawn, and not as wrong
    assert unsure.get("class") is None
    assert unsure.find_class("reached")


@pytest.mark.parametrize(
    "row", ["甲（家）\t1\t9999999999999999999999999\t5", "乙（家）\t1\t2\t99999999999999999999999"]
)
def test_a_figure_that_no_picture_can_hold_is_left_in_words(tmp_path, row):
    assert "indicator" in page_of([written(tmp_path, LEAD + TABLE + row + "\n")])


def test_what_agrees_is_not_headed_by_the_name_of_a_fault(tmp_path):
    tree = html.document_fromstring(page_of([written(tmp_path, LEAD + TABLE + "高新技术企业（家）\t7\t16\t17.98\n")]))
    heads = [text_of(each) for each in tree.find_class("head") if "GR101" in text_of(each)]
    assert heads
    assert all(f"没有“{TITLES['GR101']}”" in head for head in heads)


def test_a_page_is_not_poured_over_a_terminal(tmp_path, monkeypatch):
    found = [written(tmp_path, LEAD)]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with pytest.raises(GoujiError, match=r"--output report\.html"):
        page_of(found)
