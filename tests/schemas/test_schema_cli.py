"""`gouji schema`: what it prints, and that it costs nothing to be offered."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import validator.pipeline
from schemas.indicator import IndicatorTable
from schemas.plan import load_plan
from schemas.toml import load_schema
from validator.errors import GoujiError, SchemaError
from validator.schema_cli import app

RUN = CliRunner()


def printed(*arguments: str) -> str:
    result = RUN.invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_list_has_a_line_for_each_plan() -> None:
    lines = printed("list").splitlines()
    assert len(lines) == 2 + 5
    assert lines[0].split() == ["名称", "规划", "地区", "规划期", "指标数"]
    assert lines[4].split() == ["suining", "绥宁县“十四五”科技创新发展规划", "绥宁县", "2021–2025", "10"]
    assert printed("list", "--lang", "en").startswith("name")


def test_show_prints_every_figure_and_both_series() -> None:
    lines = [line.split() for line in printed("show", "suining").splitlines()]
    assert ["1", "高新技术企业数", "家", "7", "16", "60.71", "预期性", "表格"] in lines
    assert ["发明专利授权量", "45", "85"] in lines
    assert ["9", "公民具备基本科学素质比例", "%", "10", "15", "7.0", "预期性", "表格"] in lines


def test_show_tells_the_bounds() -> None:
    lines = [line.split() for line in printed("show", "chenxi").splitlines()]
    assert ["5", "高新技术企业总数", "家", "30（下限）", "正文"] in lines
    assert ["3", "高新技术产业增加值", "亿元", "12（约数）", "正文"] in lines
    assert "30 (at least)" in printed("show", "chenxi", "--lang", "en")


def test_export_gives_a_json_schema_or_a_toml_file(tmp_path: Path) -> None:
    schema = json.loads(printed("export", "yongzhou"))
    assert len(schema["$defs"]["IndicatorRow"]["properties"]["name"]["enum"]) >= 15
    path = tmp_path / "mine.toml"
    path.write_text(printed("export", "yongzhou", "--format", "toml"), "utf-8")
    assert load_schema(path) == load_plan("yongzhou")
    assert "永州市" in printed("show", str(path))


def test_infer_prints_a_draft(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    row = {"name": "高新技术企业数", "unit": "家", "values": {2020: "7", 2025: "16"}}
    table = IndicatorTable.model_validate({"years": [2020, 2025], "rows": [row]})
    meta = SimpleNamespace(title="某县规划", region="某县", period=(2021, 2025), base_year=2020, target_year=2025)
    monkeypatch.setattr(validator.pipeline, "inferred_table", lambda path: (table, meta), raising=False)
    path = tmp_path / "draft.toml"
    path.write_text(printed("infer", "某规划.docx"), "utf-8")
    draft = load_schema(path)
    assert (draft.title, draft.period, draft.indicators[0].name) == ("某县规划", (2021, 2025), "高新技术企业数")


def test_an_unknown_name_is_an_error_of_ours_to_tell() -> None:
    with pytest.raises(SchemaError):
        RUN.invoke(app, ["show", "nowhere"], catch_exceptions=False)
    assert issubclass(SchemaError, GoujiError)


def test_the_help_is_chinese_and_imports_nothing_heavy(root: Path) -> None:
    assert "起草" in printed("--help")
    code = """
import sys
import validator.schema_cli
heavy = {"pint", "pydantic", "tabulate", "lxml", "openpyxl"} & set(sys.modules)
assert not heavy, heavy
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
