"""Draws fixtures/scans/page.png: a page with a table of indicators, one growth rate of which is wrong.

    python tests/readers/draw_scan.py FONT

Needs Pillow and a Chinese font (NotoSerifCJK-Regular.ttc). The picture is kept, for a font is not at hand everywhere.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE, DOTS = (1240, 1754), 150
TITLE = "某区国民经济和社会发展第十五个五年规划纲要"
TEXT = (
    "二、主要目标",
    "到2030年，全区地区生产总值达到928亿元，年均增长7%左右；规模以上",
    "工业企业达到200家，森林覆盖率稳定在43%以上。",
)
CAPTION = "表1  “十五五”时期主要指标"
ROWS = (
    ("指标", "单位", "2025年", "2030年", "年均增长（%）", "属性"),
    ("地区生产总值", "亿元", "661.5", "928.0", "7.0", "预期性"),
    ("社会消费品零售总额", "亿元", "210.0", "295.0", "7.0", "预期性"),
    ("居民人均可支配收入", "元", "45200", "60500", "6.0", "预期性"),
    ("规模以上工业企业", "家", "126", "200", "11.7", "预期性"),  # from 126 to 200 is 9.7 a year
    ("森林覆盖率", "%", "41.2", "43.0", "〔1.8〕", "约束性"),
)
LEFTS = (110, 410, 530, 680, 830, 1020, 1130)
TOP, STEP = 640, 62


def page(font: str) -> Image.Image:
    """The page in shades of grey."""
    image = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(image)
    large, usual = ImageFont.truetype(font, 38), ImageFont.truetype(font, 30)
    draw.text((620, 180), TITLE, 0, large, anchor="mm")
    for at, line in enumerate(TEXT):
        draw.text((162 if at == 1 else 110, 300 + 54 * at), line, 0, usual)
    draw.text((620, 590), CAPTION, 0, usual, anchor="mm")
    bottom = TOP + STEP * len(ROWS)
    for at in range(len(ROWS) + 1):
        draw.line((LEFTS[0], TOP + at * STEP, LEFTS[-1], TOP + at * STEP), 0, 2)
    for left in LEFTS:
        draw.line((left, TOP, left, bottom), 0, 2)
    small = ImageFont.truetype(font, 24)
    for at, row in enumerate(ROWS):
        for left, right, text in zip(LEFTS, LEFTS[1:], row, strict=False):
            draw.text(((left + right) / 2, TOP + at * STEP + STEP / 2), text, 0, small, anchor="mm")
    return image


if __name__ == "__main__":
    place = Path(__file__).resolve().parents[2] / "fixtures" / "scans" / "page.png"
    place.parent.mkdir(exist_ok=True)
    page(sys.argv[1]).quantize(16).save(place, dpi=(DOTS, DOTS), optimize=True)
