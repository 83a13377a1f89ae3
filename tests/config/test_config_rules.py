import pytest

from paramcheck.config import Equivalence, Expectation, Rules, rules_for
from paramcheck.errors import ParamcheckError

SHIPPED = """
[alias]
embedding = "params.embeddings"
eps = "params.epsilon"

[surfaces]
public = ["pkg.Llama.*"]

[[expect]]
parameter = "pkg.server.n_ctx"
wrapper = 2048
native = 512
reason = "the server is documented to start with a larger context"

[[defaults]]
record = "params"
function = "default_params"

[[equivalent]]
native = "params.seed"
values = [-1, "DEFAULT_SEED"]
reason = "both mean a random seed"
"""


@pytest.fixture
def shipped(tmp_path):
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "a-library.toml").write_text(SHIPPED)
    return folder


def test_a_shipped_file(shipped):
    assert rules_for("a-library", shipped=shipped) == Rules(
        expectations=(
            Expectation("pkg.server.n_ctx", 2048, 512, "the server is documented to start with a larger context"),
        ),
        aliases={"embedding": "params.embeddings", "eps": "params.epsilon"},
        public=("pkg.Llama.*",),
        defaults={"params": "default_params"},
        equivalents=(Equivalence("params.seed", (-1, "DEFAULT_SEED"), "both mean a random seed"),),
    )


@pytest.mark.parametrize("name", [None, "", "other", "../shipped/a-library", "A-Library", "a_library", ".", "a\0b"])
def test_a_library_without_a_file(shipped, name):
    assert rules_for(name, shipped=shipped) == Rules()


def test_without_an_installed_package_nothing_ships(monkeypatch):
    def absent(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("paramcheck.config.rules.resources.files", absent)
    assert rules_for("a-library") == Rules()


def test_own_files_count_before_the_shipped_one(shipped, tmp_path):
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text("[alias]\neps = 'own.first'\n[surfaces]\nignore = ['pkg._*']\n")
    second.write_text(
        "[alias]\neps = 'own.second'\nx = 'own.x'\n"
        "[[expect]]\nparameter = 'pkg.f.*'\nwrapper = 'None'\nnative = 'nullptr'\nreason = 'own'\n"
        "[[defaults]]\nrecord = 'params'\nfunction = 'own_params'\n"
    )
    rules = rules_for("a-library", [first, second], shipped=shipped)
    assert rules.aliases == {"embedding": "params.embeddings", "eps": "own.first", "x": "own.x"}
    assert (rules.public, rules.ignored) == (("pkg.Llama.*",), ("pkg._*",))
    assert rules.defaults == {"params": "own_params"}
    assert [(one.reason[:3], one.file, one.line) for one in rules.expectations] == [
        ("own", second, 4),
        ("the", None, 1),
    ]


def test_a_broken_shipped_file_is_named(shipped):
    (shipped / "a-library.toml").write_text("\nexpct = 1")
    with pytest.raises(ParamcheckError, match=r"^rules/a-library\.toml:2: unknown key expct; did you mean 'expect'\?$"):
        rules_for("a-library", shipped=shipped)


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ("pkg.f.eps", "r.full"),
        ("pkg.g.eps", "r.pattern"),
        ("other.eps", "r.name"),
        ("pkg.f.epsilon", None),
        ("eps", "r.name"),
    ],
)
def test_the_most_exact_alias_counts(parameter, expected):
    rules = Rules(aliases={"eps": "r.name", "pkg.*.eps": "r.pattern", "pkg.f.eps": "r.full"})
    assert rules.alias(parameter) == expected
