"""The documentation site: it builds, its links lead somewhere, and its pages say what is so."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from paramcheck import triage
from paramcheck.checks import all_checks, page
from paramcheck.config.tables import ConfigurationFile
from tests.site.console import BLOCK, CODE, COMMAND, agree

pytest.importorskip("mkdocs", reason="mkdocs is not installed")

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def build(folder, target):
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    target = tmp_path_factory.mktemp("site")
    ran = build(ROOT, target)
    assert ran.returncode == 0, ran.stderr
    return target


def test_every_check_has_its_page_in_the_navigation(site):
    start = (site / "index.html").read_text(encoding="utf-8")
    index = (site / "checks/index.html").read_text(encoding="utf-8")
    for code, name in triage.known_checks().items():
        assert f'href="checks/{code}.html"' in start
        assert f">{code} {name}</a>" in index
        assert f"{name} ({code})" in (site / f"checks/{code}.html").read_text(encoding="utf-8")


def test_every_key_of_the_configuration_is_explained(site):
    text = (site / "configuration.html").read_text(encoding="utf-8")
    for key in ConfigurationFile.__struct_encode_fields__:
        assert f'<h3 id="{key}">' in text
    assert '<h2 id="table-expect">' in text
    assert '<h3 id="equivalent">' in text


def test_nothing_is_fetched_from_elsewhere(site):
    for file in site.rglob("*.html"):
        sources = re.findall(
            r'<(?:script|img|link)[^>]+(?:src|href)="(https?://[^"]+)"', file.read_text(encoding="utf-8")
        )
        assert [one for one in sources if "canonical" not in one] == []


def test_control_links_that_lead_nowhere_fail_the_build(tmp_path):
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for name in ("docs", "tools", "paramcheck"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "headers"))
    with (tmp_path / "docs/limits.md").open("a") as file:
        file.write("\n[a](gone.md) [b](triage.md#gone) [c](checks/PC999.md)\n")
    ran = build(tmp_path, tmp_path / "out")
    assert ran.returncode == 1
    for target in ("gone.md", "triage.md#gone", "checks/PC999.md"):
        assert f"'{target}'" in ran.stderr


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.code)
def test_a_page_states_the_severity_of_its_check(check):
    stated = re.search(r"Severity: (\w+)", page(check.code))
    assert stated is not None
    assert stated[1] == check.severity.value


def test_the_readme_lists_every_check():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for check in all_checks():
        row = re.search(rf"^\| \[{check.code}\]\((\S+)\) {check.name} \| (\w+) \|", text, re.MULTILINE)
        assert row is not None, check.code
        assert (ROOT / row[1]).is_file()
        assert row[2] == check.severity.value


def addresses(text):
    """Where pages say that the repository is."""
    return re.findall(r"(?:repo: https?://|uses: )(\S+/paramcheck)\b", text)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "docs/ci.md"])
def test_the_address_of_the_repository_is_not_invented(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert {one.rpartition("/")[0].rpartition("/")[2] for one in addresses(text)} == {"OWNER"}
    assert "`OWNER`" in text


def test_control_an_invented_address_is_seen():
    assert addresses("  - repo: https://github.com/somebody/paramcheck\n") == ["github.com/somebody/paramcheck"]
    assert addresses("      - uses: somebody/paramcheck@v1\n") == ["somebody/paramcheck"]


def shell_blocks(text):
    return [match for match in BLOCK.finditer(text) if match["language"] in {"console", "sh", "bash", "shell"}]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_is_run_or_says_why_not(path):
    for match in shell_blocks(path.read_text(encoding="utf-8")):
        assert match["language"] == "console" or match["directive"] == "not run", match[0]


def test_control_outputs_are_compared():
    assert agree("a\n...\nb\n", "a\nx\ny\nb\n")
    assert agree("a\n...\nb\n", "a\nb\n")
    assert not agree("a\nb\n", "a\nx\nb\n")
    assert not agree("", "a\n")
    (block,) = BLOCK.finditer("```console\n$ echo a \\\n  b\na b\n$ true\n$ echo c\nc\n```\n")
    assert [(one["line"], one["output"]) for one in COMMAND.finditer(block["body"])] == [
        ("echo a \\\n  b", "a b\n"), ("true", ""), ("echo c", "c\n"),
    ]  # fmt: skip


def snippets(schema_of):
    return list(found(schema_of))


def found(schema_of):
    for path in PAGES:
        for match in BLOCK.finditer(path.read_text(encoding="utf-8")):
            for name, schema in schema_of.items():
                if match["title"] and match["title"].startswith(name):
                    yield pytest.param(schema, match["body"], id=f"{path.name}: {match['title']}")


@pytest.mark.parametrize(
    ("schema", "text"),
    snippets({".github/workflows": "vendor.github-workflows", ".gitlab-ci.yml": "vendor.gitlab-ci"}),
)
def test_examples_for_ci_are_what_they_should_be(tmp_path, schema, text):
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    file = tmp_path / "example.yml"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    if schema == "vendor.gitlab-ci":
        command += ["--data-transform", "gitlab-ci"]
    file.write_text(text, encoding="utf-8")
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    # Control: another word where one of few is wanted.
    file.write_text(text.replace("contents: read", "contents: reads").replace("when: always", "when: sometimes"))
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("text", [param.values[1] for param in snippets({".pre-commit-config.yaml": ""})])
def test_examples_for_pre_commit_are_what_they_should_be(tmp_path, text):
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    file = tmp_path / ".pre-commit-config.yaml"
    file.write_text(text)
    ran = subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", str(file)], check=False)
    assert ran.returncode == 0


def test_inputs_of_the_action_are_listed():
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (?:`([^`]*)`)? ?\|", text, re.MULTILINE))
    assert {name: rows.get(name) for name in action["inputs"]} == {
        name: one["default"] for name, one in action["inputs"].items()
    }


def code_of(name):
    return [match[0] for match in CODE.finditer((ROOT / name).read_text(encoding="utf-8"))]


def test_the_chinese_readme_keeps_in_step():
    assert code_of("README.zh-CN.md") == code_of("README.md")
    readme, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    for pattern in (r"^#+ ", r"^\| "):
        assert len(re.findall(pattern, readme, re.MULTILINE)) == len(re.findall(pattern, chinese, re.MULTILINE))
    assert set(re.findall(r"\]\(([^)#]+)\)", readme)) - {"README.zh-CN.md"} == set(
        re.findall(r"\]\(([^)#]+)\)", chinese)
    ) - {"README.md"}
    assert re.search(r"[\u4e00-\u9fff]{6}", chinese)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_links_of_the_readme_lead_somewhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("https://") or (ROOT / target).exists(), target
