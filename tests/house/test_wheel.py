"""The wheel: what people install holds the package, its doors and nothing else."""

from __future__ import annotations

import configparser
import re
import zipfile

import pytest

import gitagile

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(root)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        yield archive


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"gitagile", f"gitagile-{gitagile.__version__}.dist-info"}


def test_every_module_is_in_the_wheel(wheel, package):
    assert {module.name for module in package} <= set(wheel.namelist())
    assert "gitagile/py.typed" in wheel.namelist()


def test_the_wheel_opens_both_doors(wheel):
    parser = configparser.ConfigParser()
    (name,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    parser.read_string(wheel.read(name).decode())
    door = "gitagile.__main__:main"
    assert dict(parser["console_scripts"]) == {"gitagile": door, "git-agile": door}


def test_the_wheel_says_its_licence_and_version(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith("METADATA")]
    said = wheel.read(name).decode()
    assert re.search(rf"^Version: {re.escape(gitagile.__version__)}$", said, re.MULTILINE)
    assert "License-Expression: MIT" in said
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())
