"""Help and errors in the language asked for, wherever that is said."""

import re

import pytest

from validator.cli import run

CHINESE = re.compile("[\u4e00-\u9fff：（）]")
COMMANDS = [[], ["schema"], *([each] for each in ["check", "explain", "rules", "facts", "show", "config", "waive", "diff", "watch"]),
            ["baseline"], ["completion"], *(["schema", each] for each in ("list", "show", "export", "infer"))]  # fmt: skip

WITHOUT_A_LANGUAGE = {("schema",), ("completion",), ("schema", "export"), ("schema", "infer")}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_english_to_the_last_word_where_that_is_asked_for(capsys, command):
    for arguments in (["--lang", "en", *command, "--help"], [*command, "--help", "--lang", "en"]):
        if arguments[0] == "--lang" or tuple(command) not in WITHOUT_A_LANGUAGE:
            assert run(arguments) == 0
            text = capsys.readouterr().out
            assert text.startswith(f"Usage: {' '.join(['gouji', *command])} ")
            assert not CHINESE.search(text)
            assert "Show this message and exit." in text


def test_the_language_may_stand_before_the_command(capsys):
    assert run(["--lang", "en", "rules"]) == 0
    assert capsys.readouterr().out.startswith("code")
    assert run(["--lang=en", "schema", "list"]) == 0
    assert capsys.readouterr().out.startswith("name")
    assert run(["--lang", "en", "rules", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith("代码")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--lang", "fr"], "gouji: Invalid value for '--lang': 'fr' is not one of 'zh', 'en'."),
        (["check", "plan.txt", "--lang=English"], "gouji: Invalid value for '--lang': 'English' is not one of"),
        (["--lang", "zh_CN", "rules"], "gouji: --lang 的值不对：“zh_CN”，可以是 zh、en，运行"),
        (["--lang", "zh"], "gouji: 缺少命令，运行 gouji --help 查看用法。"),
        (["--lang", "en"], "gouji: Missing command."),
    ],
)
def test_a_language_that_there_is_not(capsys, arguments, sentence):
    assert run(arguments) == 2
    assert capsys.readouterr().err.startswith(sentence)
