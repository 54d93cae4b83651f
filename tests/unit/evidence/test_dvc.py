"""DVC's files: what is declared, what is recorded, what the cache has; without DVC."""

from __future__ import annotations

import hashlib
import json

import pytest

from gitagile.evidence.dvc import Dvc, Remembered
from gitagile.evidence.dvc_cache import cache_of
from gitagile.evidence.dvc_lock import Stage, producer_of, proof_of, read_lock, read_pointer
from gitagile.evidence.dvc_template import Unfilled, filled
from gitagile.evidence.dvc_yaml import declared_in, wdirs_of
from gitagile.evidence.files import WorkFiles
from gitagile.evidence.yaml_file import Unreadable
from tests.unit.evidence.samples import sample


def lay(root, files):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return WorkFiles(root)


def declared(root, text, **others):
    files = lay(root, {"dvc.yaml": text, **{name.replace("__", "."): one for name, one in others.items()}})
    return declared_in(files)


def test_top_level_and_per_stage_metrics_are_declared(tmp_path):
    found = declared(tmp_path, sample("dvc/dvc_yaml_toplevel_metrics.yaml").decode())
    assert (found.metrics, found.faults) == (("eval/metrics.json",), ())
    found = declared(tmp_path, sample("dvc/dvc_yaml_cached_metric_templated.yaml").decode())
    assert (found.metrics, found.faults) == (("eval/metrics.json",), ())


def test_templates_are_filled_from_params_vars_and_lists(tmp_path):
    found = declared(
        tmp_path,
        "vars: [{out: live}, extra.json:models]\n"
        "metrics: ['${out}/metrics.json']\n"
        "stages:\n"
        "  a: {metrics: ['${eval.folder}/a.json']}\n"
        "  b:\n    foreach: ${models}\n    do: {metrics: ['${item}.json', '${item}.json']}\n"
        "  c:\n    foreach: {x: {path: p}}\n    do: {metrics: ['${key}/${item.path}.json': {cache: false}]}\n"
        "  d: {wdir: sub/folder, metrics: [../d.json], params: [own.yaml: [lr], lr]}\n",
        params__yaml="eval: {folder: eval}\n",
        extra__json='{"models": ["one", "two"], "out": "never"}',
    )
    assert found.metrics == (
        "live/metrics.json",
        "eval/a.json",
        "one.json",
        "two.json",
        "x/p.json",
        "sub/d.json",
    )
    assert found.params == ("params.yaml", "sub/folder/own.yaml")
    assert found.faults == ()


def test_a_template_that_names_nothing_is_said_and_the_rest_is_read(tmp_path):
    found = declared(
        tmp_path,
        "vars: [gone.yaml]\nmetrics: ['${nobody}.json', good.json, /etc/passwd, ../out.json]\n"
        "stages: {a: {foreach: '${many}', do: {metrics: [x]}}, b: 5, c: {metrics: '${params}'}}\n",
    )
    assert found.metrics == ("good.json",)
    assert found.faults == (
        "gone.yaml is not there",
        "${nobody} names nothing in `vars` or the params files",
        "${many} names nothing in `vars` or the params files",
        "${params} names nothing in `vars` or the params files",
    )


def test_a_pipeline_that_is_no_yaml_is_unreadable_and_an_absent_one_declares_nothing(tmp_path):
    assert declared_in(WorkFiles(tmp_path)) == ((), (), ())
    with pytest.raises(Unreadable, match="line 2"):
        declared(tmp_path, "a: [")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${a}", {"b": [1, "x"]}),
        ("${a.b[1]}.json", "x.json"),
        ("${ a.b.0 }", 1),
        ("\\${a}", "${a}"),
        ("${flag}-${none}", "true-"),
        ("plain", "plain"),
    ],
)
def test_a_template_is_looked_up_and_never_evaluated(text, value):
    assert filled(text, {"a": {"b": [1, "x"]}, "flag": True, "none": None}) == value


@pytest.mark.parametrize("text", ["${a.__class__}", "x${a}", "${a[9]}", "${b}", "${a.b.c}", "x${a}" * 3])
def test_a_template_that_leads_nowhere_says_so(text):
    with pytest.raises(Unfilled):
        filled(text, {"a": {"b": [1]}})


def test_the_lock_records_the_hash_of_a_cached_metric():
    stages = read_lock(sample("dvc/dvc_lock_cached.yaml"), "", {})
    found = producer_of(stages, "eval/metrics.json")
    assert found is not None
    assert found[1] == ("eval/metrics.json", "d276b8071ed65440f41d507174a98133")
    assert stages[0].params == (("params.yaml", {"train": {"lr": "0.01", "epochs": "7"}}),)
    assert producer_of(stages, "eval/other.json") is None


def test_a_lock_of_the_first_schema_and_one_in_a_folder_are_read():
    lock = b"train:\n  outs:\n  - {path: m.json, md5: 0123456789abcdef0123456789abcdef}\n"
    assert read_lock(lock, "sub", {})[0].outs == (("sub/m.json", "0123456789abcdef0123456789abcdef"),)
    assert read_lock(lock, "", {"train": "sub"})[0].outs == (("sub/m.json", "0123456789abcdef0123456789abcdef"),)
    assert read_lock(lock, "", {"train": "../out"}) == (Stage("train"),)
    assert wdirs_of(b"stages:\n  train: {wdir: sub}\n  e: {foreach: [1], do: {wdir: x}}\n  f: {cmd: a}\n") == {
        "train": "sub",
        "e": "x",
    }


@pytest.mark.parametrize(
    "lock", ["", "schema: '2.0'\n", "stages: 5\n", "stages: {a: 5}\n", "stages: {a: {outs: [5, {path: x}], deps: 5}}\n"]
)
def test_a_lock_of_odd_shape_records_nothing(lock):
    assert producer_of(read_lock(lock.encode(), "", {}), "x") is None


def test_a_folder_that_is_an_output_holds_what_lies_in_it():
    stages = (Stage("a", (), (("live", "0123456789abcdef0123456789abcdef.dir"), ("liv", "x"))),)
    assert producer_of(stages, "live/metrics.json") == (stages[0], stages[0].outs[0])
    assert producer_of(stages, "lively/metrics.json") is None
    assert producer_of(read_pointer(b"outs:\n- {path: m.json, md5: abc}\n", "sub"), "sub/m.json") is not None


TRAIN = Stage("train", (("src/train.py", "1"), ("data/train.csv", "2")), (("model.pkl", "3"), ("weights", "4.dir")))
EVALUATE = Stage(
    "evaluate",
    (
        ("evaluate.py", "5"),
        ("model.pkl", "3"),
        ("weights", "4.dir"),
        ("data/train.csv", "2"),
        ("data/holdout", "6.dir"),
    ),
    (("eval/m.json", "7"),),
)


def test_a_metric_rests_on_data_not_on_code_nor_on_the_model():
    stages = (TRAIN, EVALUATE)
    assert proof_of(stages, EVALUATE) == (("data/holdout", "6.dir"), ("data/train.csv", "2"))
    assert proof_of(stages, EVALUATE, ("data/holdout/",)) == (("data/holdout", "6.dir"),)
    assert proof_of(stages, EVALUATE, ("data/gone",)) == ()


def cached(root, content, layout=".dvc/cache/files/md5", ending=""):
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest() + ending
    lay(root, {f"{layout}/{md5[:2]}/{md5[2:]}": content})
    return md5


def test_the_cache_is_read_in_both_layouts_and_believed_only_by_its_hash(tmp_path):
    new, old = cached(tmp_path, b'{"auc": 0.9}'), cached(tmp_path, b'{"auc": 0.8}', ".dvc/cache")
    cache = cache_of(tmp_path, "", WorkFiles(tmp_path))
    assert cache.read(new).content == b'{"auc": 0.9}'
    assert cache.read(old).content == b'{"auc": 0.8}'
    lay(tmp_path, {f".dvc/cache/files/md5/{new[:2]}/{new[2:]}": '{"auc": 1.0}'})
    assert "its content has another hash" in cache.read(new).reason
    assert cache.read("0" * 32).reason.startswith(
        "is in dvc.lock as 00000000…, which the local DVC cache does not have"
    )
    for odd in ("../../../etc/passwd", "0" * 31, "ABCDEF" + "0" * 26, ""):
        assert "is no MD5" in cache.read(odd).reason


def test_a_text_that_old_dvc_hashed_with_unix_line_ends_is_believed(tmp_path):
    md5 = hashlib.md5(b"auc\n0.9\n", usedforsecurity=False).hexdigest()
    lay(tmp_path, {f".dvc/cache/{md5[:2]}/{md5[2:]}": b"auc\r\n0.9\r\n"})
    assert cache_of(tmp_path, "", WorkFiles(tmp_path)).read(md5).content == b"auc\r\n0.9\r\n"


def test_a_file_in_a_cached_folder_is_found_by_its_listing(tmp_path):
    md5 = cached(tmp_path, b'{"f1": 0.7}')
    listing = cached(tmp_path, json.dumps([{"md5": md5, "relpath": "metrics.json"}]).encode(), ending=".dir")
    cache = cache_of(tmp_path, "", WorkFiles(tmp_path))
    assert cache.read_within(listing, "metrics.json").content == b'{"f1": 0.7}'
    assert cache.read_within(listing, "other.json").reason == "is not in the cached folder that dvc.lock names"
    broken = cached(tmp_path, b'{"a": 1}', ending=".dir")
    assert "is no DVC listing" in cache.read_within(broken, "m.json").reason


def test_a_cache_that_a_clone_names_must_lie_inside(tmp_path):
    outside, root = tmp_path / "outside", tmp_path / "root"
    md5 = cached(outside, b"0.9", "files/md5")
    nothing = WorkFiles(tmp_path / "nothing")
    for named in (str(outside), "../../outside", "//server/share", "\\\\server\\share"):
        lay(root, {".dvc/config": f"[cache]\n    dir = {named}\n"})
        assert "names a cache outside the repository" in cache_of(root, "", nothing).read(md5).reason
    inside = cached(root, b"0.8", "store/files/md5")
    for named in ("../store", str(root / "store")):
        lay(root, {".dvc/config": f"[cache]\n    dir = {named}\n"})
        assert cache_of(root, "", nothing).read(inside).content == b"0.8"


def test_a_cache_that_this_machine_names_may_lie_anywhere(tmp_path):
    outside, root = tmp_path / "outside", tmp_path / "root"
    md5 = cached(outside, b"0.9", "files/md5")
    files = lay(
        root, {".dvc/config": "[cache]\n    dir = /nowhere\n", ".dvc/config.local": f"[cache]\ndir = {outside}\n"}
    )
    assert cache_of(root, "", WorkFiles(tmp_path / "nothing")).read(md5).content == b"0.9"
    assert "outside the repository" in cache_of(root, "", files).read(md5).reason  # config.local came with the clone


def test_a_config_of_odd_shape_leaves_the_usual_cache(tmp_path):
    md5 = cached(tmp_path, b"0.9")
    for text in (b"\xff", b"no section", b"[cache]\ndir\n", b"['remote \"x\"']\nurl = s3://x\n"):
        lay(tmp_path, {".dvc/config": text})
        assert cache_of(tmp_path, "", WorkFiles(tmp_path / "nothing")).read(md5).content == b"0.9"


def test_a_dvc_folder_below_the_top_has_a_cache_of_its_own(tmp_path):
    md5 = cached(tmp_path, b"0.9", "models/a/.dvc/cache/files/md5")
    lock = f"stages:\n  e:\n    outs:\n    - {{path: m.txt, hash: md5, md5: {md5}}}\n"
    files = lay(tmp_path, {"models/a/eval/dvc.lock": lock})
    assert Dvc(files, Remembered(tmp_path, files)).look_up("models/a/eval/m.txt").file.content == b"0.9"


def test_what_dvc_does_not_know_and_cannot_read_are_two_answers(tmp_path):
    files = lay(tmp_path, {"dvc.lock": "stages: {}\n", "sub/dvc.lock": "a: ["})
    assert not Dvc(files, Remembered(tmp_path, files)).look_up("m.json").known
    found = Dvc(files, Remembered(tmp_path, files)).look_up("sub/m.json")
    assert found.known
    assert found.file.reason.startswith("cannot be looked up: sub/dvc.lock is no YAML we read")


def test_a_pointer_file_knows_its_own_output(tmp_path):
    md5 = cached(tmp_path, b"0.9")
    files = lay(tmp_path, {".dvc/config": "", "eval/m.txt.dvc": f"outs:\n- {{md5: {md5}, path: m.txt}}\n"})
    assert Dvc(files, Remembered(tmp_path, files)).look_up("eval/m.txt").file.content == b"0.9"


def test_params_are_those_of_the_files_then_of_the_lock(tmp_path):
    files = lay(tmp_path, {"params.yaml": "train: {lr: 0.010}\n", "dvc.lock": sample("dvc/dvc_lock_cached.yaml")})
    found = {name: one.text for name, one in Dvc(files, Remembered(tmp_path, files)).params().items()}
    assert found == {"train.lr": "0.010", "train.epochs": "7"}
