"""Settings files: which one counts, what goes over what, and errors that say what to do."""

from __future__ import annotations

import pytest

from textfix.cli import config
from textfix.cli.config import KEYS, find, settings

TEXT = "長(cháng)沙會(huì )議開(kāi)了,好\u200b。"


@pytest.fixture
def bare(tmp_path, work):
    """A folder with a text and no settings above it."""
    (tmp_path / "textfix.toml").unlink()
    (work / "a.txt").write_text(TEXT)
    return work


def test_the_nearest_file_counts_and_alone(cli, bare, tmp_path, monkeypatch):
    (tmp_path / "textfix.toml").write_text('only = ["width"]\nunsafe = true')
    below = bare / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert settings() == {"only": ("width",), "unsafe": True}
    (bare / "textfix.toml").write_text('only = "control, gloss"')
    assert settings() == {"only": ("control", "gloss")}


def test_textfix_toml_goes_before_pyproject_and_foreign_pyproject_is_passed_over(bare, tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.textfix]\nto = "tw"')
    (bare / "pyproject.toml").write_text('[tool.other]\nto = "hk"')
    assert settings() == {"to": "tw"}
    (bare / "pyproject.toml").write_text('[tool.textfix]\nto = "hk"')
    assert settings() == {"to": "hk"}
    (bare / "textfix.toml").write_text('to = "keep"')
    assert settings() == {"to": "keep"}


def test_no_config_ignores_it_and_config_names_one(cli, bare):
    (bare / "textfix.toml").write_text('only = ["width"]')
    (bare / "other.toml").write_text('only = ["control"]')
    assert cli("clean", "a.txt").out == TEXT.replace(",", "，")
    assert cli("clean", "--config", "other.toml", "a.txt").out == TEXT.replace("\u200b", "")
    assert settings(ignore=True) == {}


def test_config_may_name_a_pyproject(bare):
    (bare / "sub").mkdir()
    (bare / "sub" / "pyproject.toml").write_text('[tool.textfix]\nmode = "strict"')
    assert settings("sub/pyproject.toml") == {"mode": "strict"}


def test_the_command_line_wins_key_by_key(cli, bare):
    (bare / "textfix.toml").write_text('only = ["width", "control"]\nencoding = "utf-8"')
    assert cli("clean", "a.txt").out == TEXT.replace(",", "，").replace("\u200b", "")
    assert cli("clean", "--only", "control", "a.txt").out == TEXT.replace("\u200b", "")
    assert cli("clean", "--skip", "control", "a.txt").out == TEXT.replace(",", "，")


def test_safe_overrules_unsafe(monkeypatch, bare):
    from textfix._edits import Applicability
    from textfix.cli.options import prepare

    (bare / "textfix.toml").write_text('unsafe = true\npreset = "minimal"\nonly = ["control"]')
    assert prepare({})["pipeline"].level is Applicability.UNSAFE
    assert prepare({"unsafe": False})["pipeline"].level is Applicability.SAFE
    assert prepare({"unsafe": None})["pipeline"].level is Applicability.UNSAFE


def test_filter_tables_reach_the_filter(bare):
    from textfix.cli.options import prepare

    (bare / "own.toml").write_text('filters = ["duplicate"]')
    (bare / "textfix.toml").write_text('preset = "own.toml"\n[filter.duplicate]\nmin_han = 7')
    (duplicate,) = prepare({})["pipeline"].filters
    assert duplicate.min_han == 7


def test_a_preset_file_lies_beside_the_settings_that_name_it(cli, bare, tmp_path):
    (tmp_path / "sets").mkdir()
    (tmp_path / "sets" / "w.toml").write_text('filters = ["width"]')
    (tmp_path / "textfix.toml").write_text('preset = "sets/w.toml"')
    assert cli("clean", "a.txt").out == TEXT.replace(",", "，")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("to = ", "textfix.toml: not valid TOML"),
        ("to = 'simplifed'", "to = 'simplifed': did you mean 'simplified'?"),
        ("too = 'tw'", "no setting is called 'too'; did you mean 'to'?"),
        ("mode = 3", "mode = 3: choose one of strict, repair"),
        ("only = 3", "only = 3: write a list of names"),
        ("only = ['glos']", "no filter is called 'glos'; did you mean 'gloss'?"),
        ("preset = 'defualt'", "no preset is called 'defualt'; did you mean 'default'?"),
        ("preset = 3", "preset = 3: write a string"),
        ("unsafe = 'yes'", "unsafe = 'yes': write true or false"),
        ("encoding = 'klingon'", "unknown encoding 'klingon'"),
        ("filter = 3", "write the options of a filter as a table, [filter.NAME]"),
        ("[filter.glos]", "no filter is called 'glos'; did you mean 'gloss'?"),
        ("[filter.gloss]\nnope = 1", "filter gloss has no option 'nope'"),
    ],
)
def test_wrong_settings_are_code_2_and_one_line(cli, bare, text, said):
    (bare / "textfix.toml").write_text(text)
    result = cli("clean", "a.txt")
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1


def test_a_pyproject_with_a_wrong_table_is_told(cli, bare):
    (bare / "pyproject.toml").write_text("[tool]\ntextfix = 3")
    assert "write a table, [tool.textfix]" in cli("clean", "a.txt").err


def test_every_option_of_a_run_is_a_setting():
    from textfix.cli.clean import clean
    from textfix.cli.explain import explain

    shared = {param.name for param in clean.params} & {param.name for param in explain.params}
    assert shared - {"config", "no_config", "files", "glob"} == set(KEYS) - {"filter"}


def test_find_stops_at_the_top(bare, monkeypatch):
    monkeypatch.setattr(config, "_OWN", "no-such-name.toml")
    monkeypatch.setattr(config, "_SHARED", "no-such-name-either.toml")
    assert find(bare) is None


def test_rules_are_chosen_by_settings_and_by_the_command_line(cli, bare):
    (bare / "a.txt").write_text("好。\n責任編輯：王小明\n（图/周山）\n江边读书，天天读书\n")
    (bare / "mine.toml").write_text(
        '[[rule]]\nid = "mine.motto"\nkind = "navigation"\npattern = "江边读书,天天读书"\n'
        'literals = ["江边"]\nreason = "ours"\n'
    )
    (bare / "textfix.toml").write_text('off = ["editor.named"]\npacks = ["mine.toml"]\nto = "keep"')
    assert cli("clean", "a.txt").out == "好。\n責任編輯：王小明\n"
    # A rule that the file switches off stays off, whatever else is switched off.
    assert cli("clean", "--keep", "credit", "--off", "share.to", "a.txt").out == (
        "好。\n責任編輯：王小明\n（图/周山）\n"
    )
    assert cli("clean", "--keep", "credit", "--no-config", "--to", "keep", "a.txt").out == (
        "好。\n（图/周山）\n江边读书，天天读书\n"
    )
    told = cli("explain", "--no-config", "--pack", "mine.toml", "--off", "editor.named", "a.txt")
    assert "mine.motto" in told.out
    assert "editor.named" not in told.out
    wrong = cli("clean", "--off", "editor.name", "a.txt")
    assert wrong.code == 2
    assert "did you mean 'editor.named'" in wrong.err


def test_a_wrong_option_of_a_filter_names_the_file(cli, work):
    (work / "textfix.toml").write_text('[filter.width]\nquotes = "round"\n')
    result = cli("clean", stdin=b"a")
    assert result.code == 2
    assert "textfix.toml: filter.width: width: quotes = 'round'; choose one of" in result.err


def test_settings_saved_by_notepad_are_read(cli, work):
    (work / "textfix.toml").write_bytes(b'\xef\xbb\xbfto = "keep"\r\npreset = "minimal"\r\n')
    assert cli("clean", stdin=b"a").out == "a"
