import pytest

from paramcheck.sources.subject import Subject, identify

NOTHING = Subject(None, None)


@pytest.mark.parametrize(
    ("files", "subject"),
    [
        ({}, NOTHING),
        ({"PKG-INFO": "Metadata-Version: 2.1\nName: llama_cpp_python\nVersion: 0.2.29\n\nName: no\n"}, ("llama-cpp-python", "0.2.29")),
        ({"PKG-INFO": "Name: UNKNOWN\nVersion: UNKNOWN\n"}, NOTHING),
        ({"PKG-INFO": "no headers"}, NOTHING),
        ({"PKG-INFO": "Name: a\n", "setup.cfg": "[metadata]\nname = b\nversion = 2\n"}, ("a", "2")),
        ({"PKG-INFO": "Name: a\x1b[31m\nVersion: 1\n"}, (None, "1")),
        ({"pyproject.toml": '[project]\nname = "A.B"\nversion = "1"\n'}, ("a-b", "1")),
        ({"pyproject.toml": '[project]\nname = "a"\ndynamic = ["version"]\n'}, ("a", None)),
        ({"pyproject.toml": '[tool.poetry]\nname = "a"\nversion = "1"\n'}, ("a", "1")),
        ({"pyproject.toml": "[project\n"}, NOTHING),
        ({"pyproject.toml": f"x = {'9' * 5000}\n", "setup.cfg": "[metadata]\nname = a\nversion = 1\n"}, ("a", "1")),
        ({"pyproject.toml": f"x = {'[' * 5000}\n"}, NOTHING),
        ({"pyproject.toml": "project = 3\ntool = []\n"}, NOTHING),
        ({"pyproject.toml": "[project]\nname = 3\n"}, NOTHING),
        ({"pyproject.toml": "[build-system]\n", "setup.cfg": "[metadata]\nname = a\nversion = 1\n"}, ("a", "1")),
        ({"setup.cfg": "[metadata]\nname = a\nversion = attr: a.__version__\n"}, ("a", None)),
        ({"setup.cfg": "[metadata]\nname = a\nversion = file: VERSION\n"}, ("a", None)),
        ({"setup.cfg": "no section"}, NOTHING),
        ({"setup.cfg": "[metadata]\nname = %(x)s\n"}, ("%(x)s", None)),
        ({"setup.py": "from setuptools import setup\nsetup(name='a', version='1')\n"}, ("a", "1")),
        ({"setup.py": "import setuptools\nsetuptools.setup(version='1', name='a')\n"}, ("a", "1")),
        ({"setup.py": "setup(name=NAME, version=read('VERSION'))\n"}, NOTHING),
        ({"setup.py": "setup(name='a', **rest)\n"}, ("a", None)),
        ({"setup.py": "configure(name='a', version='1')\n"}, NOTHING),
        ({"setup.py": "print 'Python 2'\n"}, NOTHING),
        ({"setup.py": "a\0b"}, NOTHING),
        ({"setup.py": "(" * 5000}, NOTHING),
    ],
)  # fmt: skip
def test_identify(files, subject):
    assert identify(files.get) == (subject if isinstance(subject, Subject) else Subject(*subject))


def test_nothing_is_run(tmp_path):
    trace = tmp_path / "trace"
    source = f"open({str(trace)!r}, 'w').write('ran')\nfrom setuptools import setup\nsetup(name='a', version='1')\n"
    assert identify({"setup.py": source}.get) == Subject("a", "1")
    assert not trace.exists()


def test_a_bad_escape_in_a_setup_file_warns_nobody(recwarn):
    assert identify({"setup.py": "setup(name='a', version='1', url='\\d')\n"}.get) == Subject("a", "1")
    assert not recwarn.list
