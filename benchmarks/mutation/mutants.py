"""Mutants: a module with one small change of its code, for every such change that can be made."""

import ast
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,), ast.FloorDiv: (ast.Mult,), ast.Pow: (ast.Mult,),
    ast.And: (ast.Or,), ast.Or: (ast.And,), ast.Continue: (ast.Break,), ast.Break: (ast.Continue,),
}  # fmt: skip
NOT_CODE = ("annotation", "returns", "decorator_list")  # a rule's sentences stand in its decorator
NEEDLESS = ("abs", "sorted", "reversed")  # calls whose argument may stand without them
TOLD = ("Verdict", "GrowthReading")  # calls whose keywords are what a rule says
LONGEST = 14  # characters of a Chinese string that are left out one by one
Put = Callable[[ast.AST], None]


@dataclass(frozen=True)
class Mutant:
    """A changed module's code. `lines` are those of the changed statement, of a compound one without its body;
    `function` is the first line of the function around it."""

    path: Path
    line: int
    what: str
    code: CodeType
    lines: range
    function: int | None


def mutants(path: Path) -> list[Mutant]:
    """Every mutant of a module that compiles to code of its own."""
    tree = ast.parse(path.read_text("utf-8"))
    seen = {compile(tree, str(path), "exec")}
    found = []
    for node, put, lines, function in _places(tree, range(0), None):
        for what, changed in _changes(node):
            put(ast.fix_missing_locations(ast.copy_location(changed, node)))
            code = compile(tree, str(path), "exec")  # from the tree: every line keeps its number
            put(node)
            if code not in seen:
                seen.add(code)
                found.append(Mutant(path, getattr(node, "lineno", lines[0]), what, code, lines, function))
    return found


def _places(node: ast.AST, lines: range, function: int | None) -> Iterator[tuple[ast.AST, Put, range, int | None]]:
    """The nodes below one that may be changed, each with what puts another in its place, its lines and its function."""
    for field, value in ast.iter_fields(node):
        within = function
        if field == "body" and isinstance(node, ast.FunctionDef) and function is None:
            within = node.decorator_list[0].lineno if node.decorator_list else node.lineno
        for number, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or field in NOT_CODE or _left_out(child):
                continue

            def put(new: ast.AST, field: str = field, value: Any = value, number: int = number) -> None:
                setattr(node, field, [*value[:number], new, *value[number + 1 :]] if isinstance(value, list) else new)

            own = _lines(child) if isinstance(child, ast.stmt) else lines
            yield child, put, own, within
            yield from _places(child, own, within)


def _left_out(node: ast.AST) -> bool:
    """Imports, assertions, docstrings and what only the type checker sees."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    typed = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    return typed or isinstance(node, ast.Import | ast.ImportFrom | ast.Assert)


def _lines(statement: ast.stmt) -> range:
    body = getattr(statement, "body", None)
    end = body[0].lineno if body else (statement.end_lineno or statement.lineno) + 1
    return range(statement.lineno, max(end, statement.lineno + 1))


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The changes of one node: in words, and the node in its place."""
    if isinstance(node, ast.comprehension):
        for number, each in enumerate(node.ifs):
            yield f"without the filter {ast.unparse(each)}", _with(node, ifs=_but(node.ifs, number))
    elif isinstance(node, ast.Constant):
        yield from ((f"{node.value!r} → {new!r}", ast.Constant(new)) for new in _other_values(node.value))
    elif isinstance(node, ast.expr):
        yield from ((_beside(ast.unparse(node), ast.unparse(new)), new) for new in _of_expression(node))
    elif isinstance(node, ast.If):
        yield f"if not ({ast.unparse(node.test)})", _with(node, test=ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.Return) and ast.unparse(node) not in ("return", "return None"):
        yield f"None for {ast.unparse(node)}", _with(node, value=ast.Constant(None))
    elif isinstance(node, ast.Continue | ast.Break):
        yield "continue ↔ break", OPERATORS[type(node)][0]()
    elif isinstance(node, ast.AugAssign) and type(node.op) in OPERATORS:
        yield f"{ast.unparse(node)}, the other way", _with(node, op=OPERATORS[type(node.op)][0]())
    if isinstance(node, ast.AugAssign | ast.Expr) or (
        isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute)
    ):
        yield f"without {ast.unparse(node)}", ast.Pass()


def _beside(old: str, new: str) -> str:
    alike = next((number for number, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(new))
    start = max(0, alike - 30)
    return " → ".join(f"{'…' if start else ''}{each[start : start + 60]}" for each in (old, new))


def _of_expression(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare):
        for number, op in enumerate(node.ops):
            for new in OPERATORS[type(op)]:
                yield _with(node, ops=[*node.ops[:number], new(), *node.ops[number + 1 :]])
    elif isinstance(node, ast.BinOp | ast.BoolOp):
        yield from (_with(node, op=new()) for new in OPERATORS.get(type(node.op), ()))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield _with(node, body=node.orelse, orelse=node.body)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id in NEEDLESS and node.args:
            yield node.args[0]
        if node.func.id in TOLD:
            yield from (_with(node, keywords=_but(node.keywords, number)) for number in range(len(node.keywords)))
    if isinstance(node, ast.BoolOp):
        rests = (_but(node.values, number) for number in range(len(node.values)))
        yield from (rest[0] if len(rest) == 1 else _with(node, values=rest) for rest in rests)


def _other_values(value: object) -> Iterator[int | str]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, str):
        yield "XX" + value
        if 2 <= len(value) <= LONGEST and not value.isascii():
            yield from (value[:number] + value[number + 1 :] for number in range(len(value)))


def _but(values: list[Any], number: int) -> list[Any]:
    """A list without one of its members."""
    return [*values[:number], *values[number + 1 :]]


def _with(node: Any, **fields: Any) -> Any:
    """A copy of a node with other fields."""
    new = copy(node)
    new.__dict__.update(fields)
    return new
