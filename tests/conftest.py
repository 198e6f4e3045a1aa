"""What the tests share: how hard Hypothesis tries, and where the texts are."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# CI must give the same answer twice; at a desk every run tries something new. Two busy cores make
# timing a poor witness, so no example has a deadline: what takes too long shows in the growth tests.
settings.register_profile("dev", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def plans(root: Path) -> Path:
    """The plans in our own words."""
    return root / "fixtures" / "plans"


@pytest.fixture(scope="session")
def seeds(root: Path) -> Path:
    """The folder of the real texts, which are not part of the repository; without it the test is skipped."""
    folder = Path(os.environ.get("GOUJI_SEEDS") or root.parent / "shared" / "seeds")
    if not folder.is_dir():
        pytest.skip(f"the real texts are not at {folder}; set GOUJI_SEEDS to the folder that holds them")
    return folder
