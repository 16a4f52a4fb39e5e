"""`rules/` is found in a wheel, in an sdist's wheel and in an editable install."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow

ASK = (
    "import textfix, textfix._rules as rules;"
    "print(textfix.clean('長(cháng)沙的會(huì )議開(kāi)了,好', to='simplified'),"
    "rules.rules_dir())"
)


def run(*command: object) -> str:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("form", ["wheel", "sdist", "editable"])
def test_an_installation_finds_its_rules(form: str, tmp_path: Path) -> None:
    """A stranger's environment, outside the checkout, cleans text."""
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    if form == "editable":
        run(python, "-m", "pip", "install", "-q", "-e", ROOT)
    else:
        run(sys.executable, "-m", "pip", "install", "-q", "build")
        run(sys.executable, "-m", "build", f"--{form}", "-o", tmp_path / "dist", ROOT)
        (built,) = (tmp_path / "dist").iterdir()
        run(python, "-m", "pip", "install", "-q", built)
    answer = subprocess.run(
        [python, "-c", ASK], capture_output=True, text=True, check=True, cwd=tmp_path
    ).stdout
    text, folder = answer.rsplit(" ", 1)
    assert text == "长沙的会议开了，好"
    inside = Path(folder.strip()).is_relative_to(environment)
    assert inside == (form != "editable")


def test_the_wheel_holds_the_rules_once(tmp_path: Path) -> None:
    """Rules, typing marker and licence are in the wheel; tests and fixtures are not."""
    import zipfile

    run(sys.executable, "-m", "pip", "install", "-q", "build")
    run(sys.executable, "-m", "build", "--wheel", "-o", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "textfix/rules/presets/default.toml" in names
    assert "textfix/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "fixtures/", "rules/"))]
