import os
import sys
from pathlib import Path

import pytest

from paramcheck.errors import ParamcheckError
from paramcheck.sources import pip_settings
from paramcheck.sources.pip_settings import DEFAULT_INDEX, PipSettings, read_settings

NO_FILES = {"PIP_CONFIG_FILE": os.devnull}


def test_without_any_setting_the_public_index_is_asked():
    assert read_settings(NO_FILES) == PipSettings()
    assert PipSettings().index_urls == (DEFAULT_INDEX,)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"PIP_INDEX_URL": "https://a.example/simple/"}, {"index_urls": ("https://a.example/simple",)}),
        ({"PIP_INDEX_URL": ""}, {}),
        (
            {"PIP_EXTRA_INDEX_URL": "https://a.example\n https://b.example"},
            {"index_urls": (DEFAULT_INDEX, "https://a.example", "https://b.example")},
        ),
        ({"PIP_EXTRA_INDEX_URL": DEFAULT_INDEX}, {}),
        ({"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "x y"}, {"index_urls": (), "find_links": ("x", "y")}),
        ({"PIP_NO_INDEX": "off"}, {}),
        ({"PIP_TRUSTED_HOST": "a.example b.example:8080"}, {"trusted_hosts": ("a.example", "b.example:8080")}),
        ({"PIP_DEFAULT_TIMEOUT": "180"}, {"timeout": 180.0}),
        ({"PIP_TIMEOUT": "2.5", "PIP_DEFAULT_TIMEOUT": "180"}, {"timeout": 2.5}),
        ({"PIP_RETRIES": "7"}, {"retries": 7}),
        ({"PIP_PROXY": "proxy.example:3128"}, {"proxy": "http://proxy.example:3128"}),
        ({"PIP_PROXY": "https://user:word@proxy.example"}, {"proxy": "https://user:word@proxy.example"}),
        ({"PIP_UNRELATED": "x", "INDEX_URL": "y"}, {}),
    ],
)
def test_variables(variables, expected):
    assert read_settings({**NO_FILES, **variables}) == PipSettings(**expected)


def test_certificates(tmp_path):
    for name in ("a.pem", "b.pem", "c.pem"):
        (tmp_path / name).touch()
    bundle = {**NO_FILES, "REQUESTS_CA_BUNDLE": str(tmp_path / "b.pem"), "CURL_CA_BUNDLE": str(tmp_path / "c.pem")}
    assert read_settings(bundle).certificates == tmp_path / "b.pem"
    assert read_settings({**bundle, "REQUESTS_CA_BUNDLE": "/missing"}).certificates == tmp_path / "c.pem"
    own = {**bundle, "PIP_CERT": str(tmp_path / "a.pem"), "PIP_CLIENT_CERT": str(tmp_path / "b.pem")}
    assert read_settings(own).certificates == tmp_path / "a.pem"
    assert read_settings(own).client_certificate == tmp_path / "b.pem"


@pytest.fixture
def places(tmp_path, monkeypatch):
    """The folders that hold pip's files, weakest first, with a function that writes one."""
    folders = {name: tmp_path / name for name in ("shared", "user", "legacy", "prefix", "named")}
    monkeypatch.setattr(pip_settings.platformdirs, "site_config_dir", lambda *_, **__: str(folders["shared"]))
    monkeypatch.setattr(pip_settings.platformdirs, "user_config_dir", lambda *_, **__: str(folders["user"]))
    monkeypatch.setenv("HOME", str(tmp_path / "legacy"))
    monkeypatch.setattr(sys, "prefix", str(folders["prefix"]))
    monkeypatch.setattr(sys, "platform", "linux")
    folders["legacy"] = tmp_path / "legacy" / ".pip"
    # The one file that pip has at a fixed place is not read here.
    real = pip_settings._configuration_files
    monkeypatch.setattr(
        pip_settings, "_configuration_files", lambda variables: (f for f in real(variables) if f.parent != Path("/etc"))
    )

    def write(place, text):
        folders[place].mkdir(parents=True, exist_ok=True)
        (folders[place] / "pip.conf").write_text(text)
        return str(folders[place] / "pip.conf")

    return write


def test_the_order_of_files_and_variables(places):
    expected = [DEFAULT_INDEX]
    environment = {}
    for place in ("shared", "legacy", "user", "prefix"):
        assert read_settings(environment).index_urls == (expected[-1],)
        places(place, f"[global]\nindex-url = https://{place}.example\n")
        expected.append(f"https://{place}.example")
    assert read_settings(environment).index_urls == ("https://prefix.example",)
    environment["PIP_CONFIG_FILE"] = places("named", "[global]\nindex-url = https://named.example\n")
    assert read_settings(environment).index_urls == ("https://named.example",)
    environment["PIP_INDEX_URL"] = "https://variable.example"
    assert read_settings(environment).index_urls == ("https://variable.example",)


def test_a_named_file_replaces_those_of_the_user_alone(places):
    places("shared", "[global]\nextra-index-url = https://shared.example\n")
    places("user", "[global]\nfind-links = /user\n")
    named = places("named", "[global]\nindex-url = https://named.example\n")
    assert read_settings({}).find_links == ("/user",)
    settings = read_settings({"PIP_CONFIG_FILE": named})
    assert settings == PipSettings(index_urls=("https://named.example", "https://shared.example"))


def test_a_named_file_that_does_not_exist_replaces_nothing(places):
    places("user", "[global]\nfind-links = /user\n")
    assert read_settings({"PIP_CONFIG_FILE": "/missing"}).find_links == ("/user",)


def test_no_file_is_read_if_none_is_named(places):
    places("shared", "[global]\nindex-url = https://shared.example\n")
    assert read_settings(NO_FILES) == PipSettings()


def test_the_order_of_sections(places):
    places("user", "[download]\nindex-url = https://download.example\n[global]\nindex-url = https://global.example\n"
                   "[install]\nindex-url = https://install.example\ntrusted-host = a\n[list]\ntimeout = 1\n")  # fmt: skip
    places("prefix", "[global]\nindex-url = https://prefix.example\n")
    settings = read_settings({})
    assert settings == PipSettings(index_urls=("https://download.example",), trusted_hosts=("a",))


def test_spelling_and_several_values(places):
    places("user", "[global]\nExtra_Index_URL =\n    https://a.example\n    https://b.example\n--no-index = false\n")
    assert read_settings({}).index_urls == (DEFAULT_INDEX, "https://a.example", "https://b.example")


def test_an_empty_value_says_nothing(places):
    places("shared", "[global]\nindex-url = https://shared.example\n[install]\nindex-url =\n")
    assert read_settings({"PIP_INDEX_URL": ""}).index_urls == ("https://shared.example",)


def test_a_percent_sign_is_no_reference(places):
    places("user", "[global]\nindex-url = https://u:p%40ss@a.example/%(x)s\n")
    assert read_settings({}).index_urls == ("https://u:p%40ss@a.example/%(x)s",)


def test_the_home_folder_is_understood(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_settings({**NO_FILES, "PIP_FIND_LINKS": "~/wheels"}).find_links == (str(tmp_path / "wheels"),)


@pytest.mark.parametrize("text", ["no section\n", "[global]\na = 1\na = 2\n", "[global\n"])
def test_a_broken_file_is_one_clear_line(places, text):
    place = places("user", text)
    with pytest.raises(ParamcheckError) as caught:
        read_settings({})
    assert place in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({"PIP_CERT": "/missing.pem"}, "cert = '/missing.pem' in PIP_CERT does not exist"),
        ({"PIP_CLIENT_CERT": "/missing.pem"}, "client-cert = '/missing.pem' in PIP_CLIENT_CERT does not exist"),
        ({"PIP_NO_INDEX": "maybe"}, "no-index = 'maybe' in PIP_NO_INDEX is neither yes nor no"),
        ({"PIP_TIMEOUT": "soon"}, "timeout = 'soon' in PIP_TIMEOUT is no number of at least 0"),
        ({"PIP_TIMEOUT": "nan"}, "is no number"),
        ({"PIP_RETRIES": "-1"}, "is no number"),
        ({"PIP_TIMEOUT": "1\x1b[2J"}, "'1\\x1b[2J'"),
    ],
)
def test_a_value_that_pip_does_not_take_is_one_clear_line(variables, reason):
    with pytest.raises(ParamcheckError) as caught:
        read_settings({**NO_FILES, **variables})
    assert reason in str(caught.value)
    assert str(caught.value).isprintable()


def test_the_digest_tells_sources_apart_and_nothing_else():
    base = PipSettings()
    assert base.sources_digest == PipSettings(timeout=1, proxy="http://p").sources_digest
    others = {
        PipSettings(index_urls=("https://a.example",)).sources_digest,
        PipSettings(find_links=("https://a.example",)).sources_digest,
        PipSettings(index_urls=(), find_links=("https://a.example",)).sources_digest,
        base.sources_digest,
    }
    assert len(others) == 4
