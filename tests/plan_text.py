"""A plan of two findings: a rate that does not follow (GR101), and prose against table (TX201)."""

PLAN = """晨光县“十四五”科技创新规划
二、发展目标
到2025年，高新技术企业达到45家，研发人员数达到200人。
表1 主要指标
指标名称\t2020年\t2025年\t年均增长(%)
高新技术企业数（家）\t7\t16\t60.71
研发人员数（人）\t100\t200\t14.87
"""
