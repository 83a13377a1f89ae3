"""Members that are set by keys: the reading function on the left, members with keys on the right."""

import pytest

from paramcheck.native import keys
from tests.native.native_support import opened, shown

HEADER = """\
#include <cstring>
#include <string>
#include <unordered_map>
typedef std::unordered_map<std::string, std::string> Map;
struct Net { int width = 4; };
struct Config {
  int a = 1, b = 2, c = 3;
  double rate = 0.5f;
  bool loud = true;
  std::string mode = "fast";
  Net net;
};
bool GetInt(const Map &map, const char *name, int *out);
bool GetDouble(const Map &map, const std::string &name, double *out);
const char *lookup(const char *name);
struct Json {
  template <class T> void get_to(T &x) const;
  template <class T> T value(const char *key, T otherwise) const;
  const Json &at(const char *key) const;
  const Json &operator[](const char *) const;
  bool contains(const char *) const;
  operator int() const;
  const int *find(const char *) const;
};
"""


def read(root, code, wanted):
    parser, search = opened(root, {"lib.cpp": f"{HEADER}{code}\n"})
    return keys.read(parser, search, wanted)


def pairs(found):
    """Members by key, and values where the reader states others than the class."""
    return {alias: row.name for one in found for row in one.parameters for alias in row.aliases}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('GetInt(map, "ka", &c.a); GetDouble(map, "kr", &c.rate);', {"ka": "a", "kr": "rate"}),
        ('GetInt(map, "net_width", &c.net.width);', {"net_width": "net.width"}),
        ('if (map.count("ka")) c.a = std::stoi(map.at("ka"));', {"ka": "a"}),
        ('if (map.find("ka") != map.end()) { c.a = 5; }', {"ka": "a"}),
        ('auto at = map.find("ka"); if (at != map.end()) c.a = std::stoi(at->second);', {"ka": "a"}),
        ('if (auto at = map.find("ka"); at != map.end()) c.a = 5;', {"ka": "a"}),
        ('const char *text = lookup("ka"); if (text) c.a = text[0];', {"ka": "a"}),
        ('if (const char *text = lookup("ka")) c.a = text[0];', {"ka": "a"}),
        ('for (auto &one : map) { if (one.first == "ka") c.a = 1; else if (one.first == "kb") c.b = 2; }', {
            "ka": "a", "kb": "b"}),
        ('for (auto &one : map) { if (one.first == "ka" || one.first == "kx") c.a = 1; }', {"ka": "a", "kx": "a"}),
        ('for (auto &one : map) { if (!strcmp(one.first.c_str(), "ka")) { c.a = 1; } }', {"ka": "a"}),
        ('for (auto &one : map) { if (one.first == "--ka") c.a = 1; }', {"ka": "a"}),
        ('for (auto &one : map) { if (one.first == "ka") { c.a = 1; c.b = 2; } }', {}),
        ('for (auto &one : map) { if (one.first != "ka") c.a = 1; }', {}),
        ('c.a = j["ka"]; c.b = j.at("kb");', {"ka": "a", "kb": "b"}),
        ('j.at("ka").get_to(c.a);', {"ka": "a"}),
        ('if (j.contains("ka")) c.a = j["ka"];', {"ka": "a"}),
        ('c.a = j["ka"] + j["kb"];', {}),
        ('int local = 0; GetInt(map, "ka", &local);', {}),
    ],
)  # fmt: skip
def test_which_member_a_key_sets(tmp_path, body, expected):
    found = read(tmp_path, f"void set(Config &c, const Map &map, const Json &j) {{ {body} }}", ["ka", "kb", "kr", "kx",
        "net_width"])  # fmt: skip
    assert pairs(found) == expected


def test_what_the_reader_itself_states_counts(tmp_path):
    code = 'void set(Config &c, const Json &j) { c.a = j.value("ka", 9); c.b = j["kb"]; }'
    (found,) = read(tmp_path, code, ["ka", "kb"])
    values = {row.name: shown(row.value) for row in found.parameters}
    assert (values["a"], values["b"]) == (9, 2)


def test_through_a_function_that_sets_what_it_is_pointed_to(tmp_path):
    code = 'void one(const Map &m, int *out) { GetInt(m, "ka", out); } void set(Config *c, const Map &m) { one(m, &c->b); }'
    assert pairs(read(tmp_path, code, ["ka"])) == {"ka": "b"}


def test_tables_of_other_names(tmp_path):
    code = """
    const Map &alias_table() {
      static Map aliases = {{"eta", "kr"}, {"step", "kr"}, {"first", "ka"}};
      return aliases;
    }
    void set(Config &c, const Map &map) { GetDouble(map, "kr", &c.rate); GetInt(map, "ka", &c.a); }
    """
    expected = {"eta": "rate", "step": "rate", "kr": "rate", "first": "a", "ka": "a"}
    assert pairs(read(tmp_path, code, ["eta", "ka"])) == expected


def test_comments_that_name_aliases(tmp_path):
    code = "struct More { int x = 1;\n  // alias = xx, x_x\n  // told in two lines\n  int y = 2; };\n"
    code += 'void set(More &c, const Map &map) { GetInt(map, "x", &c.x); GetInt(map, "y", &c.y); }'
    assert pairs(read(tmp_path, code, ["x", "xx", "y"])) == {"x": "x", "y": "y", "xx": "y", "x_x": "y"}


def test_hundreds_of_keys_in_one_chain(tmp_path):
    fields = "".join(f"int f{number} = {number}; " for number in range(600))
    chain = " else ".join(f'if (one.first == "k{number}") c.f{number} = 1;' for number in range(600))
    code = f"struct Many {{ {fields} }};\nvoid set(Many &c, const Map &map) {{ for (auto &one : map) {{ {chain} }} }}"
    found = pairs(read(tmp_path, code, ["k0", "k599"]))
    assert (found["k0"], found["k599"]) == ("f0", "f599")


@pytest.mark.parametrize("wanted", [[], ["nowhere"], ["", '"', "a b"]])
def test_keys_that_nobody_reads(tmp_path, wanted):
    assert read(tmp_path, 'void set(Config &c, const Map &map) { GetInt(map, "ka", &c.a); }', wanted) == []


def test_what_can_be_done_before_the_keys_are_known(tmp_path, monkeypatch):
    rows = ", ".join(f'{{"other{number}", "ka"}}' for number in range(30))
    code = (
        f"const Map &alias_table() {{ static Map aliases = {{{rows}}}; return aliases; }}\n"
        'void get(Config &c, const Map &map) { GetInt(map, "ka", &c.a); }'
    )
    parser, search = opened(tmp_path, {"lib.cpp": f"{HEADER}{code}\n", "far.cpp": "// has no alias table\nint x;\n"})
    parsed = []
    translate = parser.translate
    monkeypatch.setattr(
        parser, "translate", lambda path, *given, **named: parsed.append(path) or translate(path, *given, **named)
    )
    keys.prepare(parser, search)
    assert parsed == ["lib.cpp"]
    found = pairs(keys.read(parser, search, {"ka", "other3"}))
    assert (found["ka"], found["other3"]) == ("a", "a")
    assert parsed == ["lib.cpp"], "it is parsed once"
