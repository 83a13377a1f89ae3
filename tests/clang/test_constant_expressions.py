"""What expressions of C and C++ are worth: source on the left, value on the right."""

import math

import pytest

from paramcheck.clang import library
from paramcheck.clang.constants import evaluate
from paramcheck.clang.parser import Parser
from paramcheck.values import Constructed, Dynamic, Literal, Sequence, Unknown, single
from tests.support import write

PRELUDE = """\
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <vector>
#define RATIO (0.1)
#define FLAGS (FIRST | SECOND)
#define FIRST 1
#define SECOND (1 << 3)
typedef long isize;
typedef float real;
enum mode { MODE_AUTO = -1, MODE_OFF, MODE_ON };
enum class Kind : unsigned char { plain = 2, rich };
constexpr int twice(int x) { return x * 2; }
constexpr int kTwice = twice(21);
static const double kEpsilon = 1e-3;
static const std::string kName = "name";
const char *const kText = "text";
int counter = 3;
struct vec3 { double x, y, z; vec3(double a) : x(a), y(a), z(a) {} vec3(double a, double b, double c); };
struct Rule { bool must; float after; };
int workers();
unsigned hardware_concurrency();
"""


def value(tmp_path, kind: str, expression: str):
    tree = write(tmp_path, {"a.cpp": f"{PRELUDE}\n{kind} tested = {expression};\n"})
    unit = Parser(tree).parse("a.cpp")
    assert unit is not None
    cursor = unit.declarations["tested"][0]
    initialiser = library.initialiser(cursor)
    assert initialiser is not None
    return evaluate(unit, initialiser)


@pytest.mark.parametrize(
    ("kind", "expression", "expected"),
    [
        # arithmetic, as C does it
        ("int", "60 * 5", 300),
        ("int", "7 / 2", 3),
        ("int", "-7 / 2", -3),
        ("int", "-7 % 3", -1),
        ("double", "1. / 1.1", 1.0 / 1.1),
        ("double", "0.1 * M_PI / 180.0", 0.1 * math.pi / 180.0),
        ("int", "1 << 20", 1 << 20),
        ("unsigned", "~0u", 0xFFFFFFFF),
        ("unsigned", "-1", 0xFFFFFFFF),
        ("int", "0x7fffffff", 0x7FFFFFFF),
        ("long long", "0x7fffffffffffffffLL", 0x7FFFFFFFFFFFFFFF),
        ("unsigned long long", "~0ULL", 0xFFFFFFFFFFFFFFFF),
        ("bool", "!0", True),
        ("int", "3 > 2 ? 5 : 6", 5),
        ("int", "sizeof(int) * 2", 8),
        # conversions
        ("double", "1e-3f", single(1e-3)),
        ("float", "0.1", single(0.1)),
        ("double", "0.1", 0.1),
        ("isize", "1.E4", 10000),
        ("int", "(int) 2.9", 2),
        ("unsigned char", "300", 44),
        ("double", "static_cast<double>(real(0.1))", single(0.1)),
        ("char", "'a'", 97),
        # names
        ("double", "RATIO", 0.1),
        ("int", "FLAGS", 9),
        ("int", "kTwice", 42),
        ("int", "twice(4)", 8),
        ("double", "kEpsilon", 1e-3),
        ("mode", "MODE_AUTO", -1),
        ("int", "(int) MODE_ON", 1),
        ("Kind", "Kind::rich", 3),
        ("std::string", "kName", "name"),
        ("const char *", "kText", "text"),
        # special numbers
        ("float", "INFINITY", math.inf),
        ("double", "-HUGE_VAL", -math.inf),
        ("float", "std::numeric_limits<float>::max()", 3.4028234663852886e38),
        ("double", "std::numeric_limits<double>::infinity()", math.inf),
        ("int", "std::numeric_limits<int>::max()", 2**31 - 1),
        ("size_t", "std::numeric_limits<size_t>::max()", 2**64 - 1),
        ("double", "std::numeric_limits<double>::epsilon()", 2.0**-52),
        # functions of the C library
        ("double", "pow(1 - 0.1, 60)", 0.9**60),
        ("double", "std::sqrt(2.0)", math.sqrt(2)),
        ("double", "round(2.5)", 3.0),
        ("int", "std::max(3, 5)", 5),
        # text and nothing
        ("const char *", '"ab" "cd"', "abcd"),
        ("const char *", '"caf\\xc3\\xa9"', "café"),
        ("std::string", '"x"', "x"),
        ("std::string", "{}", ""),
        ("std::string", 'std::string("y")', "y"),
        ("const char *", "nullptr", None),
        ("void *", "0", None),
        ("std::optional<int>", "std::nullopt", None),
        ("std::optional<int>", "4", 4),
        ("int", "{}", 0),
        ("int", "int()", 0),
        ("bool", "bool{}", False),
    ],
)
def test_constants(tmp_path, kind, expression, expected):
    found = value(tmp_path, kind, expression)
    assert isinstance(found, Literal), found
    assert type(found.value) is type(expected)
    assert found.value == pytest.approx(expected, rel=1e-15) if isinstance(expected, float) else found.value == expected


def test_nan(tmp_path):
    found = value(tmp_path, "double", "NAN")
    assert isinstance(found, Literal)
    assert math.isnan(found.value)


@pytest.mark.parametrize(
    ("kind", "expression", "symbol"),
    [("mode", "MODE_ON", "MODE_ON"), ("Kind", "Kind::plain", "plain"), ("double", "kEpsilon", "kEpsilon")],
)
def test_named_constants_keep_their_name(tmp_path, kind, expression, symbol):
    found = value(tmp_path, kind, expression)
    assert isinstance(found, Literal)
    assert found.symbol == symbol
    assert found.spelling == expression


@pytest.mark.parametrize(
    ("kind", "expression", "items"),
    [
        ("std::vector<int>", "{}", []),
        ("std::vector<int>", "{1, 2}", [1, 2]),
        ("std::vector<float>", "std::vector<float>(3, 1)", [1.0, 1.0, 1.0]),
        ("std::vector<std::string>", '{"a"}', ["a"]),
        ("std::tuple<int, int>", "std::make_tuple(1, 2)", [1, 2]),
    ],
)
def test_sequences(tmp_path, kind, expression, items):
    found = value(tmp_path, kind, expression)
    assert isinstance(found, Sequence), found
    assert [one.value for one in found.items] == items


@pytest.mark.parametrize(
    ("kind", "expression", "name", "count"),
    [
        ("vec3", "vec3(1.0)", "vec3", 1),
        ("vec3", "vec3{1.0, 2.0, 3.0}", "vec3", 3),
        ("Rule", "{true, 2}", "Rule", 2),
        ("Rule", "Rule()", "Rule", 0),
    ],
)
def test_objects(tmp_path, kind, expression, name, count):
    found = value(tmp_path, kind, expression)
    assert isinstance(found, Constructed), found
    assert (found.type_name, len(found.arguments)) == (name, count)


def test_what_converts_by_itself_is_what_it_is_converted_from(tmp_path):
    assert value(tmp_path, "vec3", "2.0") == Literal(2.0, "2.0")


@pytest.mark.parametrize(
    "expression", ["workers()", "counter", "counter + 1", "twice(counter)", "&counter", "1 / (counter - 3)"]
)
def test_what_is_no_constant_is_unknown(tmp_path, expression):
    found = value(tmp_path, "auto", expression)
    assert isinstance(found, Unknown), found


def test_what_depends_on_the_machine(tmp_path):
    assert isinstance(value(tmp_path, "unsigned", "hardware_concurrency()"), Dynamic)


def test_division_by_zero_is_no_crash(tmp_path):
    assert isinstance(value(tmp_path, "int", "1 / 0"), Unknown)
