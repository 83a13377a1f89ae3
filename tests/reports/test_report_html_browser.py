"""The page in a real browser: what it does, and what it refuses to do."""

import shutil

import pytest

from paramcheck.reports import renderer
from tests.reports.report_builders import HOSTILE, full_report, hostile_report, large_report, options

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
DRIVER = shutil.which("chromedriver")

pytestmark = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None, reason="Chromium and chromedriver are not both installed"
)

VERDICTS = "return Array.from(document.querySelectorAll('.links tbody tr:not([hidden]) .verdict'), e => e.textContent)"
NAMES = "return Array.from(document.querySelectorAll('.links tbody tr:not([hidden]) td:nth-child(2) > div > code'), e => e.textContent)"
OUTSIDE = "return performance.getEntriesByType('resource').length"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    chosen = webdriver.ChromeOptions()
    chosen.binary_location = CHROMIUM
    profile = tmp_path_factory.mktemp("profile")
    # No sandbox: in a container there is none to be had, and the page is our own.
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--user-data-dir={profile}"):
        chosen.add_argument(argument)
    chosen.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=chosen, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def browse(chromium, tmp_path):
    """Opens a page, in a window of a phone or a desk, in the light or the dark."""

    def opened(text, *, width=1280, dark=False, script=True):
        path = tmp_path / "report.html"
        path.write_text(text, encoding="utf-8")
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
        chromium.get_log("browser")
        chromium.get(path.as_uri())
        return chromium

    yield opened
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def page(report=None, **changes):
    return renderer("html").render(report or full_report(), options(**changes))


def named(driver, selector):
    return driver.find_element("css selector", selector)


def heading(driver, text):
    headers = driver.find_elements("css selector", ".links thead th")
    return next(one for one in headers if one.find_element("css selector", "button").text == text)


def test_no_complaints_and_no_requests(browse):
    driver = browse(page())
    assert driver.get_log("browser") == []
    assert driver.execute_script(OUTSIDE) == 0
    assert driver.title == "tinynet 1.2.0: parameters"


def test_control_a_changed_script_does_not_run(browse):
    driver = browse(page().replace('"use strict";', '"use strict"; document.title = "changed";'))
    assert driver.title != "changed"
    assert any("Content Security Policy" in entry["message"] for entry in driver.get_log("browser"))


def test_sorts_by_any_column(browse):
    driver = browse(page())
    before = driver.execute_script(NAMES)
    assert before == ["use_cache", "model", "layers", "threads", "scale", "use_cache"]
    header = heading(driver, "Parameter")
    button = header.find_element("css selector", "button")
    button.click()
    assert header.get_attribute("aria-sort") == "ascending"
    assert driver.execute_script(NAMES) == sorted(before)
    button.click()
    assert header.get_attribute("aria-sort") == "descending"
    assert driver.execute_script(NAMES) == sorted(before, reverse=True)


def test_sorting_by_verdict_puts_first_what_needs_a_look(browse):
    driver = browse(page())
    parameter, verdict = heading(driver, "Parameter"), heading(driver, "Verdict")
    parameter.find_element("css selector", "button").click()
    verdict.find_element("css selector", "button").click()
    assert driver.execute_script(VERDICTS) == ["mismatch", "mismatch", "unknown", "dynamic", "inherits", "match"]
    assert verdict.get_attribute("aria-sort") == "ascending"
    assert parameter.get_attribute("aria-sort") is None


def test_places_are_sorted_as_numbers(browse):
    driver = browse(page())
    heading(driver, "Place").find_element("css selector", "button").click()
    places = driver.execute_script(
        "return Array.from(document.querySelectorAll('.links td:nth-child(7) code'), e => e.textContent)"
    )
    assert places[:5] == [f"tinynet/engine.py:{line}" for line in (6, 7, 8, 9, 10)]


def test_sorts_by_keyboard(browse):
    driver = browse(page())
    header = heading(driver, "Declared")
    driver.execute_script("arguments[0].focus()", header.find_element("css selector", "button"))
    driver.switch_to.active_element.send_keys(webdriver.Keys.ENTER)
    assert header.get_attribute("aria-sort") == "ascending"
    driver.switch_to.active_element.send_keys(webdriver.Keys.TAB)
    assert driver.switch_to.active_element.text == "Effective"


def test_filters_by_text(browse):
    driver = browse(page())
    field = named(driver, "#links input")
    field.send_keys("tn_options THREADS")
    assert driver.execute_script(NAMES) == ["threads"]
    assert named(driver, "#links [role=status]").text == "1 of 6 shown"
    field.send_keys(" nothing like it")
    assert driver.execute_script(NAMES) == []
    named(driver, "#links button[type=reset]").click()
    driver.execute_async_script("setTimeout(arguments[0])")
    assert len(driver.execute_script(NAMES)) == 6


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("verdict", "mismatch", ["use_cache", "use_cache"]),
        ("surface", "tinynet.settings.Settings", ["use_cache"]),
        ("verdict", "dynamic", ["threads"]),
    ],
)
def test_filters_by_choice(browse, name, value, expected):
    driver = browse(page())
    choice = named(driver, f"#links select[name={name}]")
    next(one for one in choice.find_elements("css selector", "option") if one.text == value).click()
    assert driver.execute_script(NAMES) == expected


def test_a_filter_outlives_sorting(browse):
    driver = browse(page())
    named(driver, "#links input").send_keys("engine.py")
    heading(driver, "Parameter").find_element("css selector", "button").click()
    assert driver.execute_script(NAMES) == ["layers", "model", "scale", "threads", "use_cache"]


def test_filters_findings(browse):
    driver = browse(page())
    named(driver, "#findings input").send_keys("unknown-native")
    shown = [one for one in driver.find_elements("css selector", ".finding") if one.is_displayed()]
    assert ["PC201" in one.text for one in shown] == [True]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_stay_text(browse, text):
    driver = browse(page(hostile_report(text), lines=lambda path: text.split("\n")))
    assert driver.get_log("browser") == []
    assert driver.execute_script(OUTSIDE) == 0
    assert driver.execute_script("return [document.scripts.length, document.images.length]") == [1, 0]
    links = driver.execute_script("return Array.from(document.links, link => link.getAttribute('href'))")
    assert links == ["#findings", "#links"]
    if text.isprintable():
        assert driver.execute_script(NAMES) == [text]
    choice = "return document.querySelector('#links select[name=surface]').options[1].value"
    named(driver, "#links select[name=surface] option:nth-child(2)").click()
    assert driver.execute_script(choice)
    assert len(driver.execute_script(NAMES)) == 1


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_fits_the_screen(browse, width):
    driver = browse(page(large_report(60)), width=width)
    assert driver.execute_script("return document.documentElement.scrollWidth") <= width


def test_a_phone_shows_each_value_with_its_name(browse):
    driver = browse(page(), width=390)
    label = driver.execute_script(
        "return getComputedStyle(document.querySelector('.links td:nth-child(6)'), '::before').content"
    )
    assert label == '"Native default"'
    assert named(driver, ".links tbody td:nth-child(6)").rect["width"] > 300


@pytest.mark.parametrize("dark", [False, True])
def test_contrast(browse, dark):
    """Text stands out from what it stands on, by the measure of WCAG 2 (level AA)."""
    driver = browse(page(), dark=dark)

    def luminance(colour):
        parts = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def ratio(selector, behind):
        style = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
        text = luminance(driver.execute_script(style, selector, "color"))
        ground = luminance(driver.execute_script(style, behind, "backgroundColor"))
        light, dim = max(text, ground), min(text, ground)
        return (light + 0.05) / (dim + 0.05)

    assert (luminance(driver.execute_script("return getComputedStyle(document.body).backgroundColor")) < 0.1) is dark
    pairs = [
        ("body", "body"), (".soft", "body"), (".error .severity", "body"), (".warning .severity", "body"),
        (".links .of", "body"), ("mark", "mark"), ("pre .number", "figure"), ("figcaption", "figure"),
    ]  # fmt: skip
    for selector, behind in pairs:
        assert ratio(selector, behind) >= 4.5, selector


def test_can_be_read_without_script(browse):
    driver = browse(page(), script=False)
    forms = driver.find_elements("css selector", "form")
    assert not any(form.is_displayed() for form in forms)
    assert len(driver.find_elements("css selector", ".links tbody tr")) == 6
    assert named(driver, ".links thead th").text == "Verdict"
    assert "sets to true" in named(driver, ".finding").text
