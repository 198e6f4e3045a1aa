"""The page in a real browser, opened from disk: clicked through, with the keyboard too, on a desk and on a phone."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from validator.cli import run

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync = pytest.importorskip("playwright.sync_api", reason="Playwright's Python package is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no Chromium on the path (Debian: apt-get install chromium)")
    with sync.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def opened(browser, tmp_path) -> Iterator[Opened]:
    """Checks a file and opens its page; nothing but the page itself may be asked for, and no script may fail."""
    pages, trouble = [], []

    def open_page(path: Path, **how: Any) -> Any:
        report = tmp_path / "report.html"
        assert run(["check", str(path), "--format", "html", "--output", str(report)]) in (0, 1)
        page = browser.new_page(**{"viewport": DESK, "reduced_motion": "reduce", **how})
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.on("request", lambda request: request.url.startswith("file:") or trouble.append(request.url))
        page.goto(report.as_uri())
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert trouble == []


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("name", ["suining.txt", "suining.docx"])
def test_a_click_leads_from_a_figure_to_the_other_place_and_back(opened, plans, size, name):
    page = opened(plans / name, viewport=size)
    page.locator("article a.f", has_text="45家").first.click()
    page.locator("#panel a.to", has_text="16").first.click()
    other = page.locator("article td a.on")
    assert (other.text_content(), focused(page)) == ("16", "16")
    assert uncovered(page)
    page.locator("#panel .back").click()
    assert focused(page) == "45家"
    assert uncovered(page)
    page.locator("#panel .close").click()
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def uncovered(page: Any) -> bool:
    """True where the chosen figure can be seen: neither outside the window nor under the panel."""
    return bool(
        page.evaluate("""() => {
            const box = document.querySelector(".on").getBoundingClientRect();
            const there = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
            return there !== null && there.closest(".on") !== null;
        }""")
    )


def test_the_keyboard_goes_the_same_way(opened, plans):
    page = opened(plans / "suining.txt")
    page.locator("article a.f", has_text="45家").first.focus()
    page.keyboard.press("Enter")
    assert focused(page) == "这个数字的比对：45家"
    page.keyboard.press("Tab")
    assert focused(page) == "关闭"
    page.keyboard.press("Tab")
    assert focused(page) == "16"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('td') !== null")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "← 返回"
    page.keyboard.press("Enter")
    assert focused(page) == "45家"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert focused(page) == "45家"


def test_without_the_script_links_lead_through_the_card(opened, plans):
    page = opened(plans / "suining.txt", java_script_enabled=False)
    figure = page.locator("article a.f", has_text="45家").first
    figure.click()
    card = page.locator(figure.get_attribute("href"))
    card.locator("a.to", has_text="16").click()
    assert page.locator("article td a:target").text_content() == "16"


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, plans, size, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = opened(plans / "suining.docx", viewport=size, color_scheme=scheme)
    page.locator("article a.f.fails").first.click()
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    found = axe.Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_a_script_in_the_document_does_nothing(opened, tmp_path):
    hostile = '<script>document.title="!";alert(1)</script><img src=x onerror="alert(2)">'
    path = tmp_path / "plan.txt"
    path.write_text(
        f"晨光县“十四五”规划\n一、目标{hostile}\n到2025年，{hostile}企业达到45家。\n"
        f"表1 主要指标{hostile}\n指标\t2020年\t2025年\t年均增长（%）\n{hostile}企业（家）\t7\t16\t60.71\n",
        encoding="utf-8",
    )
    page = opened(path)
    assert "alert(1)" in page.locator("td").first.text_content()
    assert page.title() == "晨光县“十四五”规划 — 勾稽核对报告"
    assert page.locator("img").count() == 0


def test_the_policy_stops_a_script_that_came_in_all_the_same(opened, plans):
    page = opened(plans / "suining.txt")
    stopped = page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.came = true";
        document.body.append(script);
        return window.came;
    }""")
    assert stopped is None
