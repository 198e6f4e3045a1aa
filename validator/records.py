"""Records: the small immutable objects that everything between the reader and the report is made of."""

from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type[Made]) -> type[Made]:
    """A dataclass with slots, compared and hashed by its fields, that nobody changes after it was made.

    The type checker refuses an assignment to a field. Nothing does at run time: the guard of a frozen dataclass
    makes every creation four times as slow, and one plan needs tens of thousands. Equality, hash and
    representation are shared instead of written out for each class, which halves the time of the import.
    """
    ready: Any = dataclass(slots=True, eq=False, repr=False)(made)
    fields = ready.__dataclass_fields__.values()
    shown = [each.name for each in fields if each.repr]
    values = attrgetter(*(each.name for each in fields if each.compare))

    def same(self: Any, other: object) -> Any:
        return values(self) == values(other) if self.__class__ is other.__class__ else NotImplemented

    ready.__eq__ = same
    ready.__repr__ = lambda self: f"{ready.__qualname__}({', '.join(f'{n}={getattr(self, n)!r}' for n in shown)})"
    if "__hash__" not in made.__dict__:
        ready.__hash__ = lambda self: hash(values(self))
    return ready  # type: ignore[no-any-return]


@dataclass_transform(frozen_default=True, order_default=True, field_specifiers=(field,))
def ordered_record(made: type[Made]) -> type[Made]:
    """A record that is also sorted by its fields."""
    ready: Any = record(made)
    values = attrgetter(*ready.__dataclass_fields__)
    ready.__lt__ = lambda self, other: values(self) < values(other)
    ready.__le__ = lambda self, other: values(self) <= values(other)
    ready.__gt__ = lambda self, other: values(self) > values(other)
    ready.__ge__ = lambda self, other: values(self) >= values(other)
    return ready  # type: ignore[no-any-return]
