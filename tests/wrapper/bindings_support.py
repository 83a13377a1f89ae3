"""Small extension modules: what their sources declare and where it goes, as short lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paramcheck.clang.parser import Parser
from paramcheck.model import ArgumentTarget, FieldTarget, MemberTarget
from paramcheck.values import Choice, Constructed, Inherited, Literal, Sequence, Symbol, Unknown
from paramcheck.wrapper import bindings
from tests.support import write

if TYPE_CHECKING:
    from pathlib import Path

    from paramcheck.model import Flow, Target
    from paramcheck.values import Value
    from paramcheck.wrapper.bindings import BindingFacts

LIBRARY = """\
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lib {

enum class Mode { Fast = 2, Exact = 5 };
enum Level { LEVEL_LOW = 1, LEVEL_HIGH = 9 };
constexpr int kRounds = 12;

struct Inner {
  int depth = 4;
};

struct Config {
  float scale = 1.5f;
  int count = 3;
  std::string name = "base";
  Inner inner;
  Mode mode = Mode::Fast;
  std::vector<int> sizes;
  Config() = default;
  Config(float scale, int count) : scale(scale), count(count) {}
  Config(float factor, const std::string &label, const Inner &part = {}) : scale(factor), inner(part) { name = label; }
};

struct Plain {
  int first = 1;
  double second = 2.0;
};

class Engine {
 public:
  explicit Engine(const Config &config);
  explicit Engine(int limit = 7);
  void run(int steps, double rate = 0.25) const;
  void run(const std::string &path);
  static std::unique_ptr<Engine> open(int handle, bool strict = true);
  void set_level(int level);
  int level() const;
  int budget = 8;

 protected:
  int level_ = 6;
};

template <class T>
struct Grid {
  T spacing = 2;
  explicit Grid(T spacing) : spacing(spacing) {}
  void fill(T value, int border = 1);
};

struct Flexible {
  int first = 1;
  const char *second = "";
  template <class T>
  Flexible(int size, const T &value);
};

double solve(int rounds, double tolerance = 1e-3);
void solve(const std::string &text);
void configure(const Config &config, int threads = 2);
void visit(int start, const std::function<void(int)> &visitor);
void fetch(const char *path, size_t length);

}  // namespace lib
"""


def read(root: Path, files: dict[str, str]) -> BindingFacts:
    """Read the extension modules of a tree."""
    tree = write(root, files)
    return bindings.read(tree, Parser(tree))


def module(root: Path, source: str, library: str = LIBRARY) -> BindingFacts:
    """Read a tree with one source and the library's header."""
    return read(root, {"src/lib.h": library, "src/module.cpp": source})


def lines(facts: BindingFacts) -> list[str]:
    """Every parameter on a line with the places that it reaches."""
    by_parameter: dict[int, list[Flow]] = {}
    for flow in facts.flows:
        by_parameter.setdefault(id(flow.parameter), []).append(flow)
    found: list[str] = []
    for one in facts.parameters:
        flows = [_shown_flow(flow) for flow in by_parameter.get(id(one), ())]
        declared = f" = {one.declared}" if one.default is not None else ""
        found.append(f"{one.qualified}{declared} -> {', '.join(flows) or 'nowhere'}")
    return found


def defaults(facts: BindingFacts) -> dict[str, str]:
    """What each parameter's default is worth."""
    return {one.name: "required" if one.default is None else shown(one.default) for one in facts.parameters}


def _shown_flow(flow: Flow) -> str:
    mark = " selected" if flow.selected else ""
    return f"{shown_target(flow.target)}: {shown(flow.effective)}{mark}"


def shown_target(target: Target) -> str:
    """A target on one line."""
    if isinstance(target, MemberTarget):
        return f"{target.type_name}.{target.member}"
    if isinstance(target, ArgumentTarget):
        return f"{target.function}[{target.argument} of {target.arity}]"
    assert isinstance(target, FieldTarget)
    start = target.origin or ("zeros" if target.zeroed else "unset")
    passed = "".join(f" to {name}[{position}]" for name, position in target.passed_to)
    return f"{target.record}.{'.'.join(target.path)} from {start}{passed}"


def shown(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, Literal):
        return repr(value.value)
    if isinstance(value, Symbol):
        return value.name
    if isinstance(value, Sequence):
        return f"[{', '.join(map(shown, value.items))}]"
    if isinstance(value, Constructed):
        return f"{value.type_name}({', '.join(map(shown, value.arguments))})"
    if isinstance(value, Choice):
        return " or ".join(shown(one.value) for one in value.alternatives)
    return {Inherited: "native default", Unknown: "?"}.get(type(value), type(value).__name__)
