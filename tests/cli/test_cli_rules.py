"""`textfix rules`: list, show, new, test, mutate."""

from __future__ import annotations

import json

import pytest

PACK = """
description = "Who made the tea."

[[rule]]
id = "tea.made-by"
kind = "editor"
pattern = '泡茶:[\\p{Han}]{2,4}'
literals = ["泡茶:"]
hit = ["泡茶：王小明"]
miss = ["他在泡茶。"]
reason = "demo"
"""


@pytest.fixture
def pack(work):
    path = work / "tea.toml"
    path.write_text(PACK)
    return path


def records(result):
    return [json.loads(line) for line in result.out.splitlines()]


def test_list_has_every_rule_that_ships(cli):
    result = cli("rules", "list")
    rows = [line.split("\t") for line in result.out.splitlines()]
    assert result.code == 0
    assert rows[0] == ["rule", "kind", "what goes", "level", "why"]
    assert [row[:4] for row in rows if row[0] == "editor.named"] == [
        ["editor.named", "editor", "line", "safe"]
    ]
    assert {item["id"] for item in records(cli("rules", "list", "--json"))} == {
        row[0] for row in rows[1:]
    }


def test_list_of_one_pack_by_name_and_by_path(cli, pack):
    assert all(item["pack"] == "share" for item in records(cli("rules", "list", "share", "--json")))
    (rule,) = records(cli("rules", "list", pack, "--json"))
    assert (rule["id"], rule["line"], rule["hit"]) == ("tea.made-by", 4, [["泡茶：王小明", ""]])


def test_list_has_the_packs_of_the_settings(cli, pack, work):
    (work / "textfix.toml").write_text('packs = ["tea.toml"]\n')
    assert "tea.made-by\t" in cli("rules", "list").out
    assert cli("rules", "show", "tea.made-by").code == 0


def test_show_tells_all_of_a_rule(cli, pack):
    result = cli("rules", "show", "tea.made-by", "editor.named", "--pack", pack)
    assert result.code == 0
    for part in (
        "tea.toml:4\n",
        "pattern   泡茶:",
        "hit       泡茶：王小明\n",
        "\n\neditor.named: ",
    ):
        assert part in result.out, part
    assert [item["id"] for item in records(cli("rules", "show", "share.to", "--json"))] == [
        "share.to"
    ]


def test_show_of_an_unknown_rule_has_a_hint(cli):
    result = cli("rules", "show", "editor.name")
    assert result.code == 2
    assert "no rule is called 'editor.name'; did you mean 'editor.named'?" in result.err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("show", "xyzzy"), "no rule is called 'xyzzy'; textfix rules list names them\n"),
        (("show", "gloss.toned"), "gloss.toned is in no pack: the filter gloss is code; "),
        (("show", "gloss.tonde"), "no rule is called 'gloss.tonde'; did you mean 'gloss.toned'?"),
        (("list", "editr"), "no rule pack is called 'editr'; did you mean 'editor'?"),
        (("test", "xyzzy"), "no rule pack is called 'xyzzy'; choose one of caption, counter, "),
    ],
)
def test_an_unknown_name_is_wrong_use(cli, args, says):
    result = cli("rules", *args)
    assert (result.code, result.out) == (2, "")
    assert says in result.err


def test_a_broken_pack_of_an_option_is_wrong_use(cli, pack, work):
    pack.write_text(PACK.replace('kind = "editor"', 'kind = "editr"'))
    (work / "a.txt").write_text("好\n")
    for command in ("clean", "explain"):
        result = cli(command, "--pack", pack, "a.txt")
        assert (result.code, result.out) == (2, "")
        assert "tea.toml:6: rule tea.made-by: kind: " in result.err


def test_a_rule_that_no_filter_has_cannot_be_off_or_asked_for(cli, work):
    (work / "a.txt").write_text("好\n")
    for args in (("clean", "--off"), ("explain", "--rule")):
        result = cli(*args, "gloss.tonde", "a.txt")
        assert (result.code, result.out) == (2, "")
        assert "no rule is called 'gloss.tonde'; did you mean 'gloss.toned'?" in result.err
    assert cli("explain", "--rule", "script.to-traditional,gloss,editor", "a.txt").code == 0


def test_packs_that_hold_are_exit_code_0(cli, pack):
    result = cli("rules", "test", pack, "counter")
    assert result.code == 0
    assert result.err == ""
    assert result.out.splitlines()[:2] == [
        "rule\thits\tmisses\ttodo\tresult",
        "tea.made-by\t1\t1\t0\tholds",
    ]


def test_an_example_that_does_not_hold_is_exit_code_1(cli, pack):
    pack.write_text(PACK.replace("他在泡茶。", "泡茶：水很好"))
    result = cli("rules", "test", pack)
    assert result.code == 1
    assert result.out.splitlines()[1] == "tea.made-by\t1\t1\t0\t1 wrong"
    expected = "tea.toml:4: rule tea.made-by: miss '泡茶：水很好' is not left alone: ''"
    assert result.err.strip().endswith(expected)
    found = records(cli("rules", "test", pack, "--json"))
    assert [(item["what"], item["holds"]) for item in found] == [
        ("hit", True),
        ("miss", False),
        ("rules", True),
    ]


def test_time_is_asked_on_request(cli, pack):
    assert cli("rules", "test", "--linear", pack).code == 0


def test_a_pack_that_does_not_load_names_file_line_and_rule(cli, pack):
    pack.write_text(PACK.replace('kind = "editor"', 'kind = "editr"'))
    result = cli("rules", "test", pack)
    assert result.code == 3
    assert "tea.toml:6: rule tea.made-by: kind: " in result.err
    assert "Traceback" not in result.err


def test_a_new_pack_passes_its_own_test_and_has_no_survivors(cli, work):
    result = cli("rules", "new", "mine.toml")
    assert (result.code, result.out) == (0, "")
    assert "textfix rules test mine.toml" in result.err
    assert cli("rules", "test", "--linear", "mine.toml").code == 0
    survivors = cli("rules", "mutate", "mine.toml")
    assert (survivors.code, survivors.err) == (0, "")


@pytest.mark.parametrize("name", ["mine.toml", "sub/mine.toml", "mine.txt"])
def test_new_never_writes_over_or_elsewhere(cli, work, name):
    (work / "mine.toml").write_text("precious")
    result = cli("rules", "new", name)
    assert result.code == 2
    assert len(result.err.splitlines()) == 1
    assert (work / "mine.toml").read_text() == "precious"


def test_mutants_that_nothing_catches_are_exit_code_1(cli, pack):
    pack.write_text(PACK.replace("泡茶:[", "(?:泡茶|奉茶):[").replace('"泡茶:"', '"茶:"'))
    result = cli("rules", "mutate", pack)
    assert result.code == 1
    assert "survives: pattern without the alternative 奉茶" in result.err
    (told,) = records(cli("rules", "mutate", pack, "--json"))
    assert told["rule"] == "tea.made-by"
    assert told["mutants"] > len(told["survive"]) > 0
    assert cli("rules", "mutate", pack, "--rule", "other").out == ""


@pytest.mark.parametrize("args", [["rules"], ["rules", "--help"], ["rules", "test", "--help"]])
def test_help_names_the_commands(cli, args):
    result = cli(*args)
    assert "Usage: " in result.out + result.err or "textfix rules" in result.out + result.err
