"""One hypothesis profile for all tests: the same examples on every run, however slow the machine. And where
`CATPROOF_THRESHOLDS` is set, every size at which the product goes another way is the least (`thresholds.py`)."""

import os
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import thresholds
from hypothesis import HealthCheck, settings
from installed import python as python  # fixtures
from installed import wheel as wheel

# No verdict of an earlier test or run: without a folder for the user's key none is kept (`running/test_kept.py`).
os.environ["XDG_STATE_HOME"] = os.devnull

if os.environ.get(thresholds.SWITCH):
    thresholds.install()
    thresholds.in_children(os.environ)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sizes(reason): speaks of a size that the least thresholds change")


DEAR = [
    "bridge/test_examples",
    "running/test_cluster",
    "bridge/test_mutations",
    "bridge/test_sentences",
    "running/test_limits",
    "test_examples",
    "kernel/test_mutations",
    "bridge/test_text",
    "bridge/test_maps",
    "second_kernel/test_second_kernel",
]
"""Files that take longest, half a minute and more: they come first, so that no process waits for another at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The dearest files first; a test that speaks of sizes is left out where these are others, with its reason."""
    here = Path(__file__).parent
    places = {str((here / name).with_suffix(".py")): place for place, name in enumerate(DEAR)}
    items.sort(key=lambda item: places.get(str(item.path), len(DEAR)))
    for item in items:
        marker = item.get_closest_marker("sizes")
        if marker and os.environ.get(thresholds.SWITCH):
            item.add_marker(pytest.mark.skip(reason=marker.args[0]))


settings.register_profile(
    "fixed",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("fixed")

# A test that runs away ends in a MemoryError of its own and does not take the machine with it.
_, _most = resource.getrlimit(resource.RLIMIT_AS)
resource.setrlimit(resource.RLIMIT_AS, (12 * 2**30, _most))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, headless."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("chromium is not installed: apt-get install chromium chromium-driver")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.binary_location = program
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limits[1], limits[1]))  # Chromium reserves more than it will use
    try:
        started = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)
    yield started
    started.quit()
