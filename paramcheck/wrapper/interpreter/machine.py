"""The interpreter: modules on demand, functions inlined, a budget for everything.

Expressions, statements and calls stand in modules of their own; they call each other through the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from paramcheck.values import Constructed, Dynamic, Literal, Sequence, Unknown, Value
from paramcheck.wrapper.interpreter import calls, expressions, statements, swig
from paramcheck.wrapper.interpreter.domain import (
    ABSENT,
    NO_ORIGINS,
    Abstract,
    DictThing,
    External,
    ExternalInstance,
    FieldView,
    ListThing,
    Member,
    ModuleThing,
    Origins,
    PairText,
    Pointer,
    Record,
    Stated,
    Step,
    is_value,
    unknown,
)
from paramcheck.wrapper.interpreter.memory import Memory
from paramcheck.wrapper.interpreter.record import Recorder, filler_of, untouched
from paramcheck.wrapper.interpreter.state import Cells, Heap, Items, State, Table

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from paramcheck.model import WrapperParameter
    from paramcheck.wrapper.interpreter.domain import Class, Function
    from paramcheck.wrapper.package import Module, Package

DEEPEST = 40
"""Inlined calls within each other. Real wrappers need about ten."""

FUEL = 150_000
"""Expressions and statements of one run. Real entry points need a few thousand."""


_PLAIN = (Literal, Sequence, ListThing, Dynamic, Member)
"""What the entry of a dict of defaults may be."""


class OutOfFuelError(Exception):
    """A run became too long; what it saw so far counts, what it would have seen is unknown."""


class SignatureNote(Struct, frozen=True):
    """A store of ``argtypes``, ``restype`` and the like.

    Attributes:
        function: The native function.
        attribute: What was stored.
        value: The value.
        items: The items of a list or tuple, if all are known.
        module: Where the store stands.
        node: The store.
        inside: The function of the package in which it stands.
        certain: Whether it is known to run.
    """

    function: str
    attribute: str
    value: Abstract
    items: tuple[Abstract, ...] | None
    module: Module
    node: ast.AST
    inside: Function | None
    certain: bool = True


class Frame:
    """A running function or module body.

    Attributes:
        module: Where the code stands.
        function: The function, or ``None`` for a module or class body.
        closure: Names of the enclosing functions, innermost last.
        returns: Values returned so far, each with the state it leaves.
        control: Parameters on which it depends whether the current statement runs.
        inherited: The same for the call that started this frame.
        certain: Whether the current statement runs by default.
    """

    __slots__ = (
        "breaks",
        "certain",
        "closure",
        "continues",
        "control",
        "function",
        "inherited",
        "module",
        "returns",
        "yields",
    )

    def __init__(
        self,
        module: Module,
        function: Function | None = None,
        closure: tuple[dict[str, Abstract], ...] = (),
        *,
        certain: bool = True,
        control: Origins = NO_ORIGINS,
    ) -> None:
        self.module = module
        self.function = function
        self.closure = closure
        self.returns: list[tuple[Abstract, State]] = []
        self.yields: list[Abstract] = []
        self.breaks: list[State] = []
        self.continues: list[State] = []
        self.control = control
        self.inherited = control
        self.certain = certain


class Machine:
    """Runs functions of a package abstractly.

    Args:
        package: The modules.
        extensions: Names of extension modules, without their packages; their classes and functions are surfaces too.
    """

    def __init__(self, package: Package, extensions: frozenset[str] = frozenset()) -> None:
        self.package = package
        self.extensions = extensions
        self.swig = swig.generated(package)
        self.interfaces = swig.interfaces(package)
        self.names: set[str] = set()
        self.parameters: list[WrapperParameter] = []
        self.by_surface: dict[str, list[WrapperParameter]] = {}
        self.recorder = Recorder(self)
        self.entries: set[int] = set()
        self.base = State({}, Heap(), {})
        self.signatures: dict[str, dict[str, Abstract]] = {}
        self.settled: Mapping[str, Value] = {}
        self.notes: list[SignatureNote] = []
        self.undecided = 0
        self.stack: list[Function] = []
        self.fuel = FUEL
        self.declared: dict[tuple[str, str], int] = {}
        self._modules: dict[str, State] = {}
        self.class_names: dict[int, dict[str, Abstract]] = {}
        self.owners: dict[int, Class] = {}
        self.lineages: dict[int, tuple[list[Class], list[str]]] = {}
        self.displays: dict[int, int] = {}
        self.opened: set[str] = set()
        self.models: dict[str, Class] = {}
        self.texts: dict[tuple[int, str], tuple[Module, ast.expr]] = {}
        self.decorated: dict[tuple[str, str], Function] = {}
        self.memory = Memory()
        self.effects = 0
        self._identities = 0

    # --- the three that everything calls --------------------------------------------------------------------

    def evaluate(self, node: ast.expr, frame: Frame, state: State) -> Abstract:
        """The value of an expression."""
        return expressions.evaluate(self, node, frame, state)

    def execute(self, body: list[ast.stmt], frame: Frame, state: State) -> State | None:
        """Run statements; ``None`` if none of the ways through falls off the end."""
        return statements.execute(self, body, frame, state)

    def call(
        self,
        function: Abstract,
        positional: list[Abstract],
        keywords: dict[str, Abstract],
        node: ast.AST,
        frame: Frame,
        state: State,
    ) -> Abstract:
        """Call something with arguments that are already evaluated."""
        return calls.call(self, function, calls.Arguments(positional, keywords), node, frame, state)

    def note_signature(
        self, function: str, attribute: str, value: Abstract, node: ast.AST, frame: Frame, state: State
    ) -> None:
        """Remember that wrapper code says what a native function takes or returns, and where it says so."""
        self.effects += 1
        items: tuple[Abstract, ...] | None = None
        if isinstance(value.thing, ListThing):
            contents = self.contents(value.thing.identity, state)
            items = tuple(contents.values) if isinstance(contents, Items) and contents.exact else None
        certain = self.undecided == 0 and frame.certain
        self.notes.append(SignatureNote(function, attribute, value, items, frame.module, node, frame.function, certain))

    # --- bookkeeping ----------------------------------------------------------------------------------------

    def burn(self, units: int = 1) -> None:
        """Use some of the budget.

        Raises:
            OutOfFuelError: The budget is used up.
        """
        self.fuel -= units
        if self.fuel < 0:
            raise OutOfFuelError

    def begin(self, fuel: int = FUEL) -> None:
        """Start a run: a fresh budget and recorder."""
        self.fuel = fuel
        self.recorder = Recorder(self)
        self.stack.clear()

    def leads_on(self, function: Function) -> bool:
        """Whether a function may lead to the native side."""
        name = getattr(function.node, "name", "")
        if name in self.names or function.closure:
            return True
        constructor = name in {"__init__", "__new__", "__cinit__", "__post_init__", "__attrs_post_init__"}
        return function.owner is not None and constructor and function.owner.node.name in self.names

    def identity(self) -> int:
        """A number that no object has yet."""
        self._identities += 1
        return self._identities

    def parameter(self, fact: WrapperParameter) -> int:
        """The number of a parameter; the same surface and name always have the same one."""
        key = (fact.surface, fact.name)
        number = self.declared.get(key)
        if number is None:
            number = self.declared[key] = len(self.parameters)
            self.parameters.append(fact)
            self.by_surface.setdefault(fact.surface, []).append(fact)
        return number

    def described(self, number: int, module: Module, call: ast.AST, keyword: str) -> None:
        """A parameter has a text of its own: ``help="..."`` or ``description="..."`` of the call that declares it."""
        for one in getattr(call, "keywords", []):
            if one.arg == keyword:
                self.texts[number, keyword] = module, one.value

    # --- objects --------------------------------------------------------------------------------------------

    def new_list(self, state: State, items: list[Abstract], *, exact: bool = True, kind: str = "list") -> ListThing:
        """A list, tuple, set or array with these items."""
        identity = self.identity()
        state.heap[identity] = Items(state.owner, items, exact=exact)
        return ListThing(identity, kind)

    def new_dict(self, state: State, entries: Mapping[Any, Abstract], *, exact: bool = True) -> DictThing:
        """A dict with these entries."""
        identity = self.identity()
        certain = {key: (value, value.thing is not ABSENT) for key, value in entries.items()}
        state.heap[identity] = Table(state.owner, certain, exact=exact)
        return DictThing(identity)

    def new_record(
        self,
        state: State,
        frame: Frame,
        node: ast.AST,
        type_name: str | None,
        *,
        origin: str | None = None,
        zeroed: bool = False,
        unset: bool = False,
        cls: Class | None = None,
        is_object: bool = False,
        surface: str = "",
    ) -> Record:
        """A native record."""
        record = Record(self.identity(), type_name, origin, zeroed, unset, cls, is_object)
        state.heap[record.identity] = Cells(state.owner, has_defaults=True)
        surface = surface or (frame.function.qualified if frame.function else frame.module.name)
        self.recorder.made(record, surface, frame.module, node, certain=frame.certain)
        return record

    # --- modules --------------------------------------------------------------------------------------------

    def namespace(self, module: Module) -> dict[str, Abstract]:
        """The global names of a module; its body runs when they are first asked for."""
        state = self._modules.get(module.path)
        if state is None:
            parent = module.name.rpartition(".")[0]
            above = self.package.find(parent, module.path) if parent else None
            if above is not None and above is not module:
                # Python imports a package before its modules, and packages that import each other rely on it.
                self.namespace(above)
                state = self._modules.get(module.path)
        if state is None:
            state = self._modules[module.path] = State({}, self.base.heap, self.base.module_names)
            state.names["__name__"] = Abstract(Literal(module.name, repr(module.name)))
            self._run_module(module, state)
        return state.names

    def _run_module(self, module: Module, state: State) -> None:
        fuel, recorder, stack = self.fuel, self.recorder, self.stack
        # A module body is no entry point: what it stores in records belongs to no parameter.
        self.fuel, self.recorder, self.stack = FUEL * 4, Recorder(self), []
        try:
            end = self.execute(module.tree.body, Frame(module), state)
            if end is not None and end is not state:
                state.become(end)
            for one in self.swig.values():
                # However the module looks for its extension, this is what it finds.
                if one.module is module:
                    state.names[one.extension] = Abstract(External(one.extension))
        except (OutOfFuelError, RecursionError):
            # What the body defined so far is right; later names are looked up and found missing.
            pass
        finally:
            self.fuel, self.recorder, self.stack = fuel, recorder, stack
            self.base.heap.update(state.heap)
            self.base.module_names.update(state.module_names)

    def execute_apart(self, body: list[ast.stmt], frame: Frame, state: State) -> State | None:
        """Run the body of a class, which is read once, with a budget of its own."""
        fuel, self.fuel = self.fuel, FUEL * 4
        try:
            return self.execute(body, frame, state)
        except (OutOfFuelError, RecursionError):
            return None
        finally:
            self.fuel = fuel

    def frame_of(self, cls: Class) -> Frame:
        """The frame in which a class body and its bases are read."""
        return Frame(cls.module, closure=cls.closure)

    def owner_of(self, frame: Frame, node: ast.AST) -> Class | None:
        """The class in whose body a definition stands."""
        return self.owners.get(id(node)) if frame.function is None or id(node) in self.owners else None

    def dotted(self, node: ast.expr, function: Function, state: State) -> str:
        """The dotted name of something outside the package, as a function's decorators see it; empty if it is none."""
        thing = self.evaluate(node, self.frame_in(function), state).thing
        return thing.name if isinstance(thing, External) else ""

    def frame_in(self, function: Function) -> Frame:
        """The frame in which a function's defaults and decorators are read."""
        return Frame(function.module, closure=function.closure)

    def global_name(self, module: Module, name: str, state: State) -> Abstract | None:
        """A global of a module, as functions of this run may have set it."""
        changed = state.module_names.get((module.path, name))
        reads = state.heap.reads
        if reads is not None:
            reads.names.setdefault((module.path, name), changed)
        if changed is not None:
            return changed
        found = self.namespace(module).get(name)
        if found is None and module.is_package:
            inner = self.package.find(f"{module.name}.{name}", module.path)
            if inner is not None:
                return Abstract(ModuleThing(inner))
        return found

    def contents(self, identity: int, state: State) -> object:
        """Contents of an object, for reading."""
        found = state.heap.get(identity)
        if found is None:
            found = self.base.heap.get(identity)
        reads = state.heap.reads
        if reads is not None and found is not None:
            reads.objects.setdefault(identity, found)
        return found

    # --- values ---------------------------------------------------------------------------------------------

    def value(self, abstract: Abstract, state: State, depth: int = 0) -> Value:
        """What reaches the native side if this is passed to it."""
        thing = abstract.thing
        if is_value(thing):
            return thing
        if isinstance(thing, FieldView):
            cells = self.contents(thing.record.identity, state)
            return untouched(
                thing.record, ".".join(thing.path), filler_of(cells.values if isinstance(cells, Cells) else {})
            )
        if isinstance(thing, Member):
            inner = self.value(thing.value, state, depth)
            if isinstance(inner, Literal):
                return Literal(inner.value, f"{thing.cls.node.name}.{thing.name}", thing.name)
            return inner
        if isinstance(thing, ListThing) and depth < 4:
            items = self.contents(thing.identity, state)
            if isinstance(items, Items) and items.exact and len(items.values) <= 256 >> (2 * depth):
                inner_values = tuple(self.value(one, state, depth + 1) for one in items.values)
                return Sequence(inner_values, f"[{', '.join(one.spelling for one in inner_values)}]")
            return Unknown("[...]", "a list whose items are not all known")
        if isinstance(thing, Pointer):
            return self.value(thing.target, state, depth)
        if isinstance(thing, ExternalInstance):
            return Constructed(thing.type_name, (), f"{thing.type_name}()")
        if isinstance(thing, Record) and thing.origin and not thing.zeroed:
            return Dynamic(f"{thing.origin}(...)", "the library is asked at run time")
        if isinstance(thing, External):
            return Unknown(thing.name, f"{thing.name} is not in the tree")
        if isinstance(thing, PairText):
            return Unknown("...", "text made at run time")
        return Unknown(type(thing).__name__.lower(), "an object")

    def step(self, value: Abstract, module: Module, node: ast.AST) -> Abstract:
        """The value after one more hop."""
        if not value.origins and not value.selectors:
            return value
        return Abstract(
            value.thing,
            {number: Step(module, node, last) for number, last in value.origins.items()},
            {number: Step(module, node, last) for number, last in value.selectors.items()},
        )

    def stated(
        self,
        value: Abstract,
        frame: Frame,
        key: object,
        first: ast.AST,
        node: ast.AST,
        display: ast.AST | None = None,
    ) -> Abstract:
        """The value as an entry of a dict."""
        if value.origins or value.selectors:
            return self.step(value, frame.module, node)
        if isinstance(value.thing, _PLAIN) and not isinstance(value, Stated):
            return Stated(value.thing, frame.module, key, first, node, display)
        return value

    def give_up(self, reason: str, *sources: Abstract) -> Abstract:
        """Something unknown that carries the data of its sources."""
        return unknown("", reason, *sources)
