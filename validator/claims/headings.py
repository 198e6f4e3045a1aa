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


_LABEL = re.compile(
    r"(?:——)?(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）.、．])?\s*([^，。：:；\d]{2,20})(?:[。：:]|(?<=方面)[，,]|(?<=看)[，,]"
    # 1.城北道路工程，总投资64万元: one of a list of works, and what it takes.
    r"|[，,](?=(?:工程|项目|计划|估算|概算|总|建设)*(?:投资|占地|用地|建筑面积|造价|长度|全长|规模|工期|库容)))"
)


def label_of(string: str) -> str:
    """What a paragraph opens with as its own heading: 茶叶：…, （一）装备制造集群。…"""
    found = _LABEL.match(string)
    return found[1] if found else ""


def path_of(section: tuple[str, ...], label: str) -> tuple[str, ...]:
    """The headings above a paragraph and its own label, which a run-in heading has given already."""
    return section if not label or (section and label in section[-1]) else (*section, label)
