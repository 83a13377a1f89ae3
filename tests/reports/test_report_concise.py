"""One line a finding."""

from inline_snapshot import snapshot

from paramcheck.reports import renderer
from tests.reports.report_builders import agreeing_report, full_report, make_report, mismatch, options


def shown(report, **changes):
    return "\n" + renderer("concise").render(report, options(**changes))


def test_full():
    assert shown(full_report()) == snapshot("""\

tinynet/engine.py:7:9: PC101 Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true
tinynet/engine.py:15:9: PC201 tn_options has no field 'threads'
1 error, 1 warning in 6 links (1 match, 2 mismatch, 1 inherits, 1 dynamic, 1 unknown); 1 expected, 1 ignored.
4 findings not shown: 4 below --min-severity.
2 problems while reading; what could be read was checked.
""")


def test_all_links():
    assert shown(agreeing_report(), all_links=True, quiet=True) == snapshot("""\

tinynet/engine.py:8:9: match tinynet.engine.Engine.__init__.layers = 0; tn_options.layers = 0 (999 when TN_USE_GPU)
tinynet/engine.py:10:9: inherits tinynet.engine.Engine.__init__.scale = 0.5 -> (native default); tn_options.scale = 0.5f
""")


def test_statistics():
    assert shown(make_report([mismatch(), mismatch()]), statistics=True, quiet=True) == snapshot("""\

tinynet/engine.py:7:9: PC101 Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true
tinynet/engine.py:7:9: PC101 Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true
    2  PC101
""")


def test_colour():
    assert "\x1b[1;31mPC101\x1b[0m" in shown(full_report(), color=True)


def test_a_finding_is_one_line():
    text = shown(make_report([mismatch(message="one\ntwo")]), quiet=True)
    assert text == "\ntinynet/engine.py:7:9: PC101 one\\ntwo\n"
