"""`textfix clean`: folders, previews, JSON lines, and combinations that are refused."""

from __future__ import annotations

import json
import os

import pytest

from tests.cli.samples import CLEAN, DIRTY


@pytest.fixture
def raw(work):
    """A folder: two dirty files, one clean one, one that is no text file by its name."""
    folder = work / "raw"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text(DIRTY)
    (folder / "b.txt").write_text(CLEAN)
    (folder / "sub" / "c.txt").write_bytes(("\ufeff" + CLEAN).encode("utf-16-le"))
    (folder / "table.csv").write_text(DIRTY)
    return folder


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_folder_into_a_folder_keeps_relative_paths(cli, raw, work):
    assert cli("clean", "-o", "out", "raw").code == 0
    assert tree(work / "out") == {"a.txt": CLEAN, "b.txt": CLEAN, "sub/c.txt": CLEAN}
    assert (raw / "a.txt").read_text() == DIRTY


def test_files_into_a_folder(cli, raw, work):
    assert cli("clean", "raw/a.txt", "raw/sub/c.txt", "-o", "out").code == 0
    assert cli("clean", "raw/b.txt", "-o", "one/").code == 0
    assert cli("clean", "raw/b.txt", "-o", "out").code == 0  # it is a folder by now
    assert tree(work / "out") == {"a.txt": CLEAN, "b.txt": CLEAN, "c.txt": CLEAN}
    assert tree(work / "one") == {"b.txt": CLEAN}


def test_a_second_run_does_not_clean_the_outputs(cli, raw):
    for _ in range(2):
        assert cli("clean", "-o", "raw/out", "raw").code == 0
    assert set(tree(raw / "out")) == {"a.txt", "b.txt", "sub/c.txt"}


def test_a_folder_into_itself_is_in_place(cli, raw):
    assert cli("clean", "-o", "raw", "raw").code == 0
    assert (raw / "a.txt").read_text() == CLEAN


def test_two_inputs_for_one_output_are_refused_before_anything_is_written(cli, raw, work):
    (work / "more").mkdir()
    (work / "more" / "a.txt").write_text(DIRTY)
    result = cli("clean", "raw/a.txt", "more/a.txt", "-o", "out")
    assert result.code == 2
    assert "raw/a.txt and more/a.txt would both become out/a.txt" in result.err
    assert not (work / "out").exists()


def test_a_link_in_the_output_folder_leads_nowhere(cli, raw, work):
    (work / "out").mkdir()
    (work / "elsewhere").mkdir()
    (work / "out" / "sub").symlink_to(work / "elsewhere")
    (work / "victim.txt").write_text("precious")
    (work / "out" / "a.txt").symlink_to(work / "victim.txt")
    result = cli("clean", "-o", "out", "raw")
    assert result.code == 3
    assert result.err.count("leads out of out; rename it, or remove the link") == 2
    assert tree(work / "elsewhere") == {}
    assert (work / "victim.txt").read_text() == "precious"
    assert (work / "out" / "b.txt").read_text() == CLEAN  # the others are done


def test_a_folder_in_place(cli, raw):
    assert cli("clean", "-i", "raw").code == 0
    assert tree(raw) == {"a.txt": CLEAN, "b.txt": CLEAN, "sub/c.txt": CLEAN, "table.csv": DIRTY}


def test_several_inputs_on_stdout_are_one_after_the_other(cli, raw):
    assert cli("clean", "raw/a.txt", "-", "raw/b.txt", stdin=b"ok\n").out == CLEAN + "ok\n" + CLEAN


def test_check_names_the_files_and_writes_nothing(cli, raw):
    before = tree_bytes(raw)
    result = cli("clean", "--check", "raw")
    assert result.code == 1
    assert result.out == (
        "raw/a.txt would change (gloss 3, control 1, width 1)\n"
        "raw/sub/c.txt would change (utf-16-le to utf-8)\n"
    )
    assert tree_bytes(raw) == before
    assert cli("clean", "--check", "raw/b.txt") == (0, "", "", b"")
    assert cli("clean", "--check", stdin=DIRTY.encode()).out.startswith("- would change")


def tree_bytes(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_byte_order_mark_alone_is_a_change(cli, work):
    (work / "a.txt").write_text("\ufeff" + CLEAN)
    assert cli("clean", "--check", "a.txt").out == "a.txt would change (byte-order mark)\n"


def test_a_failure_goes_over_a_finding(cli, raw):
    assert cli("clean", "--check", "raw/a.txt", "nope").code == 3


def test_diff_shows_the_change_and_writes_nothing(cli, raw):
    result = cli("clean", "--diff", "raw/a.txt")
    assert result.code == 0
    assert result.out == (
        "--- raw/a.txt\tutf-8\n+++ raw/a.txt\tcleaned\n@@ -1,2 +1,2 @@\n"
        "-長(cháng)沙市的會(huì )議開(kāi)了,很好。\n+長沙市的會議開了，很好。\n"
        "-第二\u200b行\n+第二行\n"
    )
    assert (raw / "a.txt").read_text() == DIRTY
    assert cli("clean", "--diff", "raw/b.txt").out == ""


def test_check_with_diff_is_both(cli, raw):
    result = cli("clean", "--check", "--diff", "raw/a.txt")
    assert result.code == 1
    assert result.out.startswith("--- raw/a.txt")
    assert result.err == "textfix: raw/a.txt would change (gloss 3, control 1, width 1)\n"


def test_jsonl_is_an_object_a_document(cli, raw):
    result = cli("clean", "--format", "jsonl", "raw/a.txt", "nope", "raw/sub/c.txt")
    assert result.code == 3
    first, second = map(json.loads, result.out.splitlines())
    assert set(first) == {"file", "text", "encoding", "script", "paragraphs", "edits"}
    assert (first["file"], first["text"], first["encoding"]) == ("raw/a.txt", CLEAN, "utf-8")
    assert first["script"] == "Hant"
    assert {rule.partition(".")[0]: count for rule, count in first["edits"].items()} == {
        "control": 1,
        "gloss": 3,
        "width": 1,
    }
    assert (second["file"], second["encoding"], second["edits"]) == (
        "raw/sub/c.txt",
        "utf-16-le",
        {},
    )
    for record, data in ((first, DIRTY.encode()), (second, (raw / "sub/c.txt").read_bytes())):
        assert record["paragraphs"]
        for paragraph in record["paragraphs"]:
            assert set(paragraph) == {"kind", "text", "source"}
            span = paragraph["source"]
            assert set(span) == {"start", "end", "byte_start", "byte_end"}
            there = data[span["byte_start"] : span["byte_end"]].decode(record["encoding"])
            assert there[0] == paragraph["text"][0]
            assert there[-1] == paragraph["text"].rstrip()[-1]


def test_format_text_parts_paragraphs_by_blank_lines(cli, work):
    (work / "a.txt").write_text("題目\n老街修好了。路也通了。\n大家都來了。\n")
    assert cli("clean", "a.txt").out == "題目\n老街修好了。路也通了。\n大家都來了。\n"
    laid_out = "題目\n\n老街修好了。路也通了。\n\n大家都來了。\n"
    assert cli("clean", "--format", "text", "a.txt").out == laid_out
    assert cli("clean", "--format", "text", "a.txt", "a.txt").out == f"{laid_out}\n{laid_out}"
    by_sentence = cli("clean", "--format", "text", "--sentences", "a.txt").out
    assert by_sentence == "題目\n\n老街修好了。\n路也通了。\n\n大家都來了。\n"


def test_format_markdown_goes_to_files_too(cli, work):
    (work / "a.txt").write_text("題目\n老街修好了。\n")
    assert cli("clean", "--format", "markdown", "-o", "a.md", "a.txt").code == 0
    assert (work / "a.md").read_text() == "# 題目\n\n老街修好了。\n"
    assert cli("clean", "--format", "markdown", "-o", "out/", "a.txt").code == 0
    assert (work / "out" / "a.txt").read_text() == "# 題目\n\n老街修好了。\n"


def test_jsonl_with_sentences(cli, work):
    source = "題目\n長\u200b沙。好,走了。\n"
    (work / "a.txt").write_text(source)
    record = json.loads(cli("clean", "--format", "jsonl", "--sentences", "a.txt").out)
    body = record["paragraphs"][1]
    assert [sentence["text"] for sentence in body["sentences"]] == ["長沙。", "好，走了。"]
    data = source.encode()
    for sentence, was in zip(body["sentences"], ["長\u200b沙。", "好,走了。"], strict=True):
        span = sentence["source"]
        assert sentence["kind"] == body["kind"] == "body"
        assert source[span["start"] : span["end"]] == was
        assert data[span["byte_start"] : span["byte_end"]].decode() == was
    plain = json.loads(cli("clean", "--format", "jsonl", "a.txt").out)
    assert "sentences" not in plain["paragraphs"][0]


@pytest.mark.parametrize("form", [[], ["--format", "markdown"]])
def test_sentences_need_a_form_that_has_them(cli, work, form):
    result = cli("clean", "--sentences", *form, "a.txt")
    assert result.code == 2
    assert "--format jsonl or --format text" in result.err


def test_jsonl_goes_to_one_file(cli, raw, work):
    assert cli("clean", "--format", "jsonl", "-o", "all.jsonl", "raw").code == 0
    lines = (work / "all.jsonl").read_text().splitlines()
    assert [json.loads(line)["file"] for line in lines] == [
        "raw/a.txt",
        "raw/b.txt",
        "raw/sub/c.txt",
    ]
    assert cli("clean", "--format", "jsonl", "-o", "raw", "raw").code == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["-i", "-o", "x", "raw"], "-i and -o contradict each other"),
        (["--check", "-i", "raw"], "--check writes nothing, -i writes"),
        (["--diff", "-o", "x", "raw"], "--diff writes nothing, -o writes"),
        (["--check", "--format", "jsonl", "raw"], "--format jsonl and --check contradict"),
        (["-i", "--format", "jsonl", "raw"], "--format jsonl and -i contradict"),
        (["-i"], "-i needs files"),
        (["-i", "-"], "-i needs files"),
        (["-o", "raw/a.txt", "raw"], "-o raw/a.txt is a file; several inputs need a folder"),
        (["-o", "raw/a.txt", "raw/a.txt", "raw/b.txt"], "is a file; several inputs need a folder"),
    ],
)
def test_contradictions_are_wrong_use_and_change_nothing(cli, raw, args, said):
    before = tree_bytes(raw)
    result = cli("clean", *args)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1
    assert tree_bytes(raw) == before


def test_a_file_after_i_is_no_suffix(cli, raw):
    assert cli("clean", "-i", "raw/a.txt").code == 0
    assert (raw / "a.txt").read_text() == CLEAN


def test_after_two_dashes_everything_is_a_file(cli, work):
    (work / "-i=.txt").write_text(DIRTY)
    assert cli("clean", "--", "-i=.txt").out == CLEAN


def test_a_pipe_cannot_be_changed_in_place(cli, work):
    os.mkfifo(work / "pipe")
    both_ends = os.open(work / "pipe", os.O_RDWR)  # so that opening it does not wait
    try:
        result = cli("clean", "-i", "pipe")
    finally:
        os.close(both_ends)
    assert result.code == 3
    assert "is no regular file" in result.err
