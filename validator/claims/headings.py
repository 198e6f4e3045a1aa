"""Headings: the words by which a heading tells that what stands below it is aimed at, was reached, or is started from."""

import re

from validator.patterns import later

_PAST = r"成就|成效|成绩|现状|回顾|总结"

AIMED = re.compile(r"目标|愿景|预期(?:性|值|成果)")
REACHED = later(rf"{_PAST}|进展|(?:完成|执行|落实)情况")
# What a plan starts from: also how things stand, which is of its base year as well.
STARTED_FROM = later(rf"{_PAST}|进展|基础|背景|形势|问题|不足")
# What states no aim, whatever its year; 进展 alone may be of a year on the way.
LOOKS_BACK = re.compile(rf"{_PAST}|基础|评估|(?:进展|完成|执行|落实)情况")
