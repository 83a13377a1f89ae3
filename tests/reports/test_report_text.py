"""The report for people, as it is seen."""

import re

import msgspec
import pytest
from inline_snapshot import snapshot

from paramcheck.model import Confidence, Evidence, Fix, Related, Severity, Span, Verdict
from paramcheck.reports import renderer
from paramcheck.reports.plain import cells
from paramcheck.values import Literal
from tests.reports.report_builders import (
    ENGINE,
    NATIVE,
    agreeing_report,
    cache_link,
    full_report,
    make_report,
    mismatch,
    native,
    options,
    span_of,
    unknown_field,
    wrapper,
)

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def shown(report, **changes):
    """The output, starting on a line of its own so that snapshots stay readable."""
    return "\n" + renderer("text").render(report, options(**changes))


def test_full():
    assert shown(full_report()) == snapshot("""\

tinynet/engine.py:7:9: PC101 [error] default-mismatch
  Engine(use_cache=False) reaches tn_options.use_cache, which the library itself
  sets to true
   |
 7 |         use_cache: bool = False,
   |         ^^^^^^^^^^^^^^^^^^^^^^^ wrapper default: False
   |
  --> vendor/tinynet/options.cpp:3:26, tn_default_options()
   |
 3 |         /*.use_cache =*/ true,
   |                          ---- native default: true
   |
   = data flow:
       tinynet/engine.py:13  self.options.use_cache = use_cache
   = also at: tinynet/settings.py:2:5 (tinynet.settings.Settings.use_cache)
   = help: Use True, or leave the field alone when the caller does not say.
   = fix: Set the default to True (--unsafe-fixes)

tinynet/engine.py:15:9: PC201 [warning] unknown-native-field
  tn_options has no field 'threads'
    |
 15 |         self.options.threads = threads or max(cpu_count() // 2, 1)
    |         ^^^^^^^^^^^^^^^^^^^^
    |
   --> vendor/tinynet/options.cpp:1:8
    |
  1 | struct tn_options tn_default_options() {
    |        ---------- tn_options is made here
    |

1 error, 1 warning in 6 links (1 match, 2 mismatch, 1 inherits, 1 dynamic, 1
unknown); 1 expected, 1 ignored.
4 findings not shown: 4 below --min-severity.
2 problems while reading; what could be read was checked.
""")


def test_quiet():
    assert shown(make_report([unknown_field()], [cache_link()], hidden={"select": 2}), quiet=True) == snapshot("""\

tinynet/engine.py:15:9: PC201 [warning] unknown-native-field
  tn_options has no field 'threads'
    |
 15 |         self.options.threads = threads or max(cpu_count() // 2, 1)
    |         ^^^^^^^^^^^^^^^^^^^^
    |
   --> vendor/tinynet/options.cpp:1:8
    |
  1 | struct tn_options tn_default_options() {
    |        ---------- tn_options is made here
    |
""")


def test_agreeing():
    assert shown(agreeing_report()) == snapshot("""\

All 2 linked parameters agree (1 match, 1 inherits).
""")


def test_empty():
    assert shown(make_report()) == snapshot("""\

Nothing was linked: no wrapper parameter was traced to a native one.
""")


def test_statistics():
    report = make_report([mismatch(), mismatch(), unknown_field()], [cache_link()])
    text = shown(report, statistics=True)
    assert text[text.index("     2") :] == snapshot("""\
     2  PC101  default-mismatch
     1  PC201  unknown-native-field

2 errors, 1 warning in 1 link (1 mismatch).
""")


def test_verbose_shows_context_and_whole_flows():
    steps = tuple(Evidence("dataflow", span_of(ENGINE, "layers"), f"step {number}") for number in range(12))
    link = cache_link(evidence=(Evidence("name", span_of(ENGINE, "self,"), "use_cache"), *steps))
    report = make_report([mismatch(link=link, related=(), also=(), fix=None)], [link])
    assert shown(report, quiet=True, verbose=True) == snapshot("""\

tinynet/engine.py:7:9: PC101 [error] default-mismatch
  Engine(use_cache=False) reaches tn_options.use_cache, which the library itself
  sets to true
   |
 5 |         self,
 6 |         model: str,
 7 |         use_cache: bool = False,
   |         ^^^^^^^^^^^^^^^^^^^^^^^ wrapper default: False
 8 |         layers: int = 0,
 9 |         threads: int | None = None,
   |
  --> vendor/tinynet/options.cpp:3:26, tn_default_options()
   |
 1 | struct tn_options tn_default_options() {
 2 |     struct tn_options result = {
 3 |         /*.use_cache =*/ true,
   |                          ---- native default: true
 4 |         /*.layers    =*/ 0,
 5 |         /*.threads   =*/ 4,
   |
   = data flow:
       tinynet/engine.py:5  (name) use_cache
       tinynet/engine.py:8  step 0
       tinynet/engine.py:8  step 1
       tinynet/engine.py:8  step 2
       tinynet/engine.py:8  step 3
       tinynet/engine.py:8  step 4
       tinynet/engine.py:8  step 5
       tinynet/engine.py:8  step 6
       tinynet/engine.py:8  step 7
       tinynet/engine.py:8  step 8
       tinynet/engine.py:8  step 9
       tinynet/engine.py:8  step 10
       tinynet/engine.py:8  step 11
   = help: Use True, or leave the field alone when the caller does not say.
""")
    brief = shown(report, quiet=True)
    assert "step 6" in brief
    assert "step 7" not in brief
    assert "and 5 more (--verbose shows them)" in brief


def test_all_links_in_a_narrow_terminal():
    report = msgspec.structs.replace(full_report(), findings=(), suppressed=(), problems=())
    assert shown(report, all_links=True, quiet=True) == snapshot("""\

Line  Parameter, then the native one                                    Verdict

tinynet.engine.Engine.__init__  tinynet/engine.py
   7  use_cache = False                                                 mismatch
      tn_options.use_cache = true
   6  model = model                                                     unknown
      tn_options.model = not stated
   8  layers = 0                                                        match
      tn_options.layers = 0 (999 when TN_USE_GPU)
   9  threads = None -> max(cpu_count() // 2, 1)                        dynamic
      tn_options.threads = 4
  10  scale = 0.5 -> (native default)                                   inherits
      tn_options.scale = 0.5f

tinynet.settings.Settings  tinynet/settings.py
   2  use_cache = False                                                 mismatch
      tn_options.use_cache = true
""")


def test_all_links_in_a_wide_terminal():
    report = msgspec.structs.replace(full_report(), findings=(), suppressed=(), problems=())
    assert shown(report, all_links=True, quiet=True, width=130) == snapshot("""\

Line  Parameter  Declared    Effective                 Native parameter      Native default           Verdict

tinynet.engine.Engine.__init__  tinynet/engine.py
   7  use_cache  False       False                     tn_options.use_cache  true                     mismatch
   6  model      (required)  model                     tn_options.model      not stated               unknown
   8  layers     0           0                         tn_options.layers     0 (999 when TN_USE_GPU)  match
   9  threads    None        max(cpu_count() // 2, 1)  tn_options.threads    4                        dynamic
  10  scale      0.5         (native default)          tn_options.scale      0.5f                     inherits

tinynet.settings.Settings  tinynet/settings.py
   2  use_cache  False       False                     tn_options.use_cache  true                     mismatch
""")


def test_all_links_with_notes():
    report = msgspec.structs.replace(full_report(), findings=(), links=full_report().links[3:4])
    assert shown(report, all_links=True, quiet=True, verbose=True) == snapshot("""\

Line  Parameter, then the native one                                     Verdict

tinynet.engine.Engine.__init__  tinynet/engine.py
   9  threads = None -> max(cpu_count() // 2, 1)                         dynamic
      tn_options.threads = 4
      depends on the machine
""")


def test_a_long_value_is_folded_and_never_cut():
    value = "{" + ", ".join(f"'key_{number}': {number}" for number in range(30)) + "}"
    link = cache_link(
        effective=Literal(None, value),
        wrapper=msgspec.structs.replace(wrapper(), declared=value),
        verdict=Verdict.UNKNOWN,
    )
    for width in (60, 80, 140, 200):
        text = shown(make_report([mismatch(link=link)], [link]), all_links=True, width=width)
        table, finding = text.split("\n\ntinynet/engine.py:7:9")
        for part in (table, finding) if width < 100 else (table,):
            assert "'key_29':29}" in re.sub(r"[\s|]", "", part)
        assert max(map(cells, text.splitlines())) <= width


@pytest.mark.parametrize("width", [60, 80, 100, 200])
@pytest.mark.parametrize("all_links", [False, True])
def test_fits_the_terminal(width, all_links):
    text = shown(full_report(), width=width, all_links=all_links)
    assert max(map(cells, text.splitlines())) <= width


@pytest.mark.parametrize("changes", [{}, {"all_links": True}, {"all_links": True, "width": 140}, {"verbose": True}])
def test_colour_is_only_an_addition(changes):
    plain, coloured = shown(full_report(), **changes), shown(full_report(), color=True, **changes)
    assert "\x1b" not in plain
    assert coloured != plain
    assert ANSI.sub("", coloured) == plain


def test_severity_is_coloured():
    coloured = shown(full_report(), color=True)
    assert "\x1b[1;31mPC101 [error]\x1b[0m" in coloured
    assert "\x1b[1;33mPC201 [warning]\x1b[0m" in coloured


def test_without_source_the_values_are_still_said():
    text = shown(make_report([mismatch(also=(), fix=None)], [cache_link()]), lines=lambda path: (), quiet=True)
    assert text == snapshot("""\

tinynet/engine.py:7:9: PC101 [error] default-mismatch
  Engine(use_cache=False) reaches tn_options.use_cache, which the library itself
  sets to true
   |
   | wrapper default: False
   |
  --> vendor/tinynet/options.cpp:3:26, tn_default_options()
   |
   | native default: true
   |
   = data flow:
       tinynet/engine.py:13  self.options.use_cache = use_cache
   = help: Use True, or leave the field alone when the caller does not say.
""")


def test_a_long_line_is_cut_around_its_caret():
    line = "x = f(" + "a, " * 100 + "use_cache=False" + ", b" * 100 + ")"
    span = Span(ENGINE, 1, line.index("use") + 1, 1, line.index("use") + 16)
    link = cache_link(wrapper=wrapper(span=span), evidence=())
    report = make_report([mismatch(link=link, span=span, also=(), related=(), fix=None, advice="")], [link])
    text = shown(report, lines=lambda path: [line] if path == ENGINE else [], quiet=True)
    assert text == snapshot("""\

tinynet/engine.py:1:307: PC101 [error] default-mismatch
  Engine(use_cache=False) reaches tn_options.use_cache, which the library itself
  sets to true
   |
 1 | …a, a, a, a, a, use_cache=False, b, b, b, b, b, b, b, b, b, b, b, b, b, b,…
   |                 ^^^^^^^^^^^^^^^ wrapper default: False
   |
  --> vendor/tinynet/options.cpp:3:26, tn_default_options()
   |
   | native default: true
   |
""")


def test_further_related_places_are_named():
    related = tuple(Related(Span(NATIVE, number, 1, number, 2), f"place {number}") for number in range(1, 12))
    finding = msgspec.structs.replace(unknown_field(), related=(*related, Related(Span(ENGINE, 1), "x" * 100)))
    text = shown(make_report([finding]), quiet=True)
    assert text[text.index("   -->") :] == snapshot("""\
   --> vendor/tinynet/options.cpp:1:1
    |
  1 | struct tn_options tn_default_options() {
    | - place 1
    |
    = see also:
        vendor/tinynet/options.cpp:2  place 2
        vendor/tinynet/options.cpp:3  place 3
        vendor/tinynet/options.cpp:4  place 4
        vendor/tinynet/options.cpp:5  place 5
        vendor/tinynet/options.cpp:6  place 6
        vendor/tinynet/options.cpp:7  place 7
        vendor/tinynet/options.cpp:8  place 8
        vendor/tinynet/options.cpp:9  place 9
        and 3 more (--verbose shows them)
""")
    assert f"engine.py:1\n          {'x' * 70}\n          {'x' * 30}\n" in shown(make_report([finding]), verbose=True)


def test_what_the_link_shows_is_not_shown_twice():
    text = shown(make_report([mismatch()], [cache_link()]))
    assert text.count("options.cpp") == 1
    assert text.count("engine.py:13") == 1


def test_a_safe_fix_names_its_option():
    finding = mismatch(fix=Fix("Write True", (), safe=True), severity=Severity.WARNING, confidence=Confidence.LOW)
    assert "= fix: Write True (--fix)" in shown(make_report([finding]))


def test_a_native_side_without_a_default():
    link = cache_link(native=native(value=None))
    assert "native default: not stated" in shown(make_report([mismatch(link=link)], [link]))


def test_a_long_place_leaves_its_origin_to_the_next_line():
    link = cache_link(native=native(span=Span("vendor/" + "deep/" * 10 + "options.cpp", 3)))
    text = shown(make_report([mismatch(link=link, also=())], [link]), quiet=True)
    assert text[text.index("  -->") : text.index("   = data")] == snapshot("""\
  --> vendor/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/options.cpp:3:1
   | in tn_default_options()
   |
   | native default: true
   |
  --> vendor/tinynet/options.cpp:3:26
   |
 3 |         /*.use_cache =*/ true,
   |                          ---- the library's own default
   |
""")
