"""JUnit XML, read by a strict parser and by another tool's reader."""

import xml.etree.ElementTree as ET

import msgspec
import pytest
from inline_snapshot import snapshot

from paramcheck.model import Suppressed
from paramcheck.reports import renderer
from tests.reports.report_builders import (
    HOSTILE,
    cache_link,
    full_report,
    hostile_report,
    make_report,
    mismatch,
    options,
    settings_link,
    unknown_field,
)


def shown(report):
    return renderer("junit").render(report, options())


def cases(report):
    """What became of each test case: its name, and the elements in it."""
    root = ET.fromstring(shown(report))
    return {case.get("name"): [one.tag for one in case] for case in root.iter("testcase")}


def test_full():
    assert "\n" + shown(full_report()) == snapshot("""\

<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="paramcheck" tests="7" failures="3" errors="0" skipped="0" time="0.250">
  <testsuite name="tinynet.engine.Engine.__init__" tests="5" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="tinynet.engine.Engine.__init__" name="use_cache -&gt; tn_options.use_cache" file="tinynet/engine.py" line="7" time="0">
      <failure message="Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true" type="PC101 default-mismatch">tinynet/engine.py:7:9: PC101 [error] Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true
wrapper default: False
native default:  true, vendor/tinynet/options.cpp:3:26 (tn_default_options())
data flow: tinynet/engine.py:13  self.options.use_cache = use_cache
also at: tinynet/settings.py:2:5 (tinynet.settings.Settings.use_cache)
help: Use True, or leave the field alone when the caller does not say.</failure>
    </testcase>
    <testcase classname="tinynet.engine.Engine.__init__" name="model -&gt; tn_options.model" file="tinynet/engine.py" line="6" time="0" />
    <testcase classname="tinynet.engine.Engine.__init__" name="layers -&gt; tn_options.layers" file="tinynet/engine.py" line="8" time="0" />
    <testcase classname="tinynet.engine.Engine.__init__" name="threads -&gt; tn_options.threads" file="tinynet/engine.py" line="9" time="0" />
    <testcase classname="tinynet.engine.Engine.__init__" name="scale -&gt; tn_options.scale" file="tinynet/engine.py" line="10" time="0" />
  </testsuite>
  <testsuite name="tinynet.settings.Settings" tests="1" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="tinynet.settings.Settings" name="use_cache -&gt; tn_options.use_cache" file="tinynet/settings.py" line="2" time="0">
      <failure message="Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true" type="PC101 default-mismatch">tinynet/engine.py:7:9: PC101 [error] Engine(use_cache=False) reaches tn_options.use_cache, which the library itself sets to true
wrapper default: False
native default:  true, vendor/tinynet/options.cpp:3:26 (tn_default_options())
data flow: tinynet/engine.py:13  self.options.use_cache = use_cache
also at: tinynet/settings.py:2:5 (tinynet.settings.Settings.use_cache)
help: Use True, or leave the field alone when the caller does not say.</failure>
    </testcase>
  </testsuite>
  <testsuite name="other findings" tests="1" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="other findings" name="PC201 at tinynet/engine.py:15:9" file="tinynet/engine.py" line="15" time="0">
      <failure message="tn_options has no field 'threads'" type="PC201 unknown-native-field">tinynet/engine.py:15:9: PC201 [warning] tn_options has no field 'threads'</failure>
    </testcase>
  </testsuite>
</testsuites>
""")


def test_a_finding_fails_all_its_links():
    assert cases(make_report([mismatch()], [cache_link(), settings_link()])) == {
        "use_cache -> tn_options.use_cache": ["failure"],
    }
    root = ET.fromstring(shown(make_report([mismatch()], [cache_link(), settings_link()])))
    assert [suite.get("failures") for suite in root] == ["1", "1"]


def test_findings_of_one_link_are_one_failure():
    second = mismatch(check="PC105", name="conditional-default", message="depends on the build")
    root = ET.fromstring(shown(make_report([mismatch(), second], [cache_link()])))
    (failure,) = root.iter("failure")
    assert failure.get("type") == "PC101 default-mismatch, PC105 conditional-default"
    assert "depends on the build" in failure.get("message")
    assert failure.text.count("[error]") == 2


def test_what_the_project_hides_is_skipped():
    report = make_report(links=[cache_link()], suppressed=[Suppressed(mismatch(), "comment", "on purpose")])
    assert cases(report) == {"use_cache -> tn_options.use_cache": ["skipped"]}
    assert 'message="comment: on purpose"' in shown(report)


def test_a_finding_without_a_link_has_a_case_of_its_own():
    assert cases(make_report([unknown_field()])) == {"PC201 at tinynet/engine.py:15:9": ["failure"]}


def test_a_finding_whose_link_is_not_listed_is_not_lost():
    assert cases(make_report([mismatch()])) == {"PC101 at tinynet/engine.py:7:9": ["failure"]}


def test_empty():
    root = ET.fromstring(shown(make_report()))
    assert (root.tag, root.get("tests"), list(root)) == ("testsuites", "0", [])


@pytest.mark.parametrize("text", [*HOSTILE.values(), "\ufffe\uffff\x00\x0b ]]> <a> & \" '"])
def test_hostile_names_are_text(text):
    output = shown(hostile_report(text))
    root = ET.fromstring(output.encode())
    assert {one.tag for one in root.iter()} == {"testsuites", "testsuite", "testcase", "failure"}
    assert root.find(".//failure").get("type") == "PC101 default-mismatch, PC201 unknown-native-field"


def test_counts_add_up():
    root = ET.fromstring(shown(full_report()))
    for name in ("tests", "failures", "skipped", "errors"):
        assert int(root.get(name)) == sum(int(suite.get(name)) for suite in root)
    assert int(root.get("tests")) == len(list(root.iter("testcase")))


def test_another_tool_reads_it():
    junitparser = pytest.importorskip("junitparser", reason="junitparser is not installed")
    report = msgspec.structs.replace(full_report(), suppressed=())
    parsed = junitparser.JUnitXml.fromstring(shown(report).encode())
    assert (parsed.tests, parsed.failures, parsed.errors, parsed.skipped) == (7, 3, 0, 0)
    failed = [case for suite in parsed for case in suite if not case.is_passed]
    assert [case.classname for case in failed] == [
        "tinynet.engine.Engine.__init__",
        "tinynet.settings.Settings",
        "other findings",
    ]
    assert failed[0].result[0].type == "PC101 default-mismatch"
