"""The pieces that break files: bombs, controls, wrong values, and texts that a Markdown reader finds hard."""

from __future__ import annotations

OWN = (
    (
        b"---\nid: ML-x2v9kq\nstatus: doing\ntitle: Train the ranker on the clean log\npriority: high\ntype: training\n"
        b"points: 5\ncreated: 2026-11-20\nassignee: [ana]\nrole: data-science\nparent: ML-3qf2zm\n"
        b"labels: [ranker]\nstarted: 2026-11-24T09:12:00+01:00\nhypothesis: Removing duplicated clicks lifts AUC\n"
        b'gates:\n  - {metric: eval.auc, source: eval/metrics.json, op: ">=", value: 0.88}\n'
        b"timebox: 3d\n---\n\nWhy this matters.\n\n## Acceptance criteria\n- [ ] Trained\n- [x] Model card updated\n"
    ),
    b"---\nid: ML-7k3fd2\ntitle: Plain\nstatus: todo\ntype: story\n---\n",
    (
        b'---\nid: ML-3qf2zm\ntitle: \'Quoted: yes\'\nstatus: "done"\nlabels:\n  - "b c"\nblocked: |\n  why\n  so\n'
        b"due: 2026-12-01\nfinished: 2026-11-30\n---\n\n# Head\n\n```\n- [ ] no criterion\n```\n"
    ),
    b"---\r\nid: ML-9qz2aa\r\ntitle: Windows\r\nstatus: todo\r\npoints: 3\r\n---\r\n\r\nBody\r\n",
)


def _bomb(rows: int, wide: int, begin: bytes, refer: bytes) -> bytes:
    lines = [b"a0: &a0 " + begin]
    lines += [b"a%d: &a%d " % (n, n) + refer % b", ".join([b"*a%d" % (n - 1)] * wide) for n in range(1, rows)]
    return b"\n".join(lines)


MERGE_BOMB = _bomb(9, 9, b"{x: 1}", b"{<<: [%s]}")
ALIAS_BOMB = _bomb(30, 9, b"[lol]", b"[%s]")
DEPTHS = (17, 60, 500, 5_000, 30_000)

HEADS = (
    *(b"k: " + b"[" * depth for depth in DEPTHS), *(b"k: " + b"{a: " * min(depth, 9_000) for depth in DEPTHS),
    *(b"k: " + b"[" * min(depth, 15_000) + b"]" * min(depth, 15_000) for depth in DEPTHS),
    *(b"k:\n" + b"- " * min(depth, 15_000) + b"x" for depth in DEPTHS), *(b"? " * depth + b"x" for depth in DEPTHS),
    b"\n".join(b" " * n + b"k%d:" % n for n in range(300)), MERGE_BOMB, ALIAS_BOMB, b"a: &a [*a]",
    b"<<: {id: ML-000001}", b"<<: *none", b"x: &x\ny: *x", b"id: ML-aaaaa1\nid: ML-aaaaa2",
    b"title: one\n'title': two\n\"title\": three", b"points: 1\npoints: 2", b"%YAML 1.1", b"%YAML 9.9\n---",
    b"%TAG ! tag:example.org,2026:\n---", b"%\n", b"...", b"---\nid: ML-second\n---", b"--- |\n text",
    b"...\n---\nsecond: document", b"x: !!python/object/apply:os.system [id]", b"x: !!binary aGk=",
    b"x: !!timestamp abc", b"x: !!int abc", b"x: !!set {a, b}", b"!!map {}", b"x: !<tag:x> y", b"x: ! y",
    b"? [a, b]\n: c", b"? {a: b}\n: c", b"{id: ML-flow01, title: flow}", b"[a, list]", b"just a word", b": empty key",
    b"? \n", b"-", b"- a\n- b", b"\tid: tab", b"k: \"open", b"k: 'open", b"k: |9\n x", b"k: >-\n  folded\n text",
    b"k: @at", b"k: `tick`", b"k: %x", b"k: a: b", b"k: \"\\ud800\"", b"k: \"\\x1b[2J\\a\\e]0;x\\a\"",
    b"k: \"\\U0010ffff\\u202e\"", b"k: " + b"x" * 70_000, b"k" * 1_500 + b": x",
    b"\n".join(b"k%d: x" % n for n in range(1_200)), b"#" * 60_000, b"k: [" + b"a, " * 2_000 + b"]",
    b"k: " + b"'" * 30_000, b"k: " + b"!" * 30_000, b"\xff\xfe: \xc0\x80", b"k: \x00", b"k: \x1b[31mred\x07",
    b"k: \xc2\x9b31m", b"\xef\xbb\xbfk: bom", b"k: \xed\xa0\x80", b"\xc2\x85k: nel", b"k: \xe2\x80\xa8",
)  # fmt: skip
"""Rows for the front matter."""

KEYS = tuple(
    b"id title type status priority rank points assignee role labels parent depends_on created started finished due "
    b"blocked hypothesis outcome learned timebox gates runs data fields path place criteria __class__ y null 1".split()
)
_LONG = b"9" * 5_000
VALUES = (
    b"", b"~", b"null", b"true", b"no", b"5", b"-5", b"5.5", b"1e308", b"1e999", b"-1e999", b".inf", b".nan", b"nan",
    b"inf", b"0x1f", b"0o17", b"1_000", b"12:30", b"9" * 299, _LONG, b"-" + _LONG, b"1." + _LONG, b"1e" + _LONG,
    b"[]", b"[a]", b"[a, a]", b"[[a]]", b"[~, 1, true]", b"[1e999]", b"{}", b"{a: b}", b"[{a: b}]", b"[{metric: 1}]",
    b"{metric: [a], op: {}, value: x}", b"[{metric: a, source: ../../etc/passwd, op: '>=', value: 1e999}]", b'""',
    b"''", b'" "', b"|\n  a\n  b", b"2026-01-05", b"2026-02-30", b"0000-00-00", b"0001-01-01", b"9999-12-31",
    b"10000-01-01", b"2026-1-5", b"2026-01-05T25:00:00Z", b"2026-01-05T10:00:00+99:99", b"0001-01-01T00:00:00+14:00",
    b"9999-12-31T23:59:59-12:00", b"2026-01-05T10:00:00.123456789Z", b"2026-01-05 10:00", b"\xd9\xa2\xd9\xa0",
    b"../../x", b"/etc/passwd", b"ML-x2v9kq", b"[ML-x2v9kq, ML-x2v9kq]", b"ml-X2V9KQ", b"ML-", b"-", b"- -", b"con",
    b"ML-1.1.1.1", b"ML-" + b"9" * 400, b"\xd9\xa1", b"\xc2\xb2", b"\xe2\x91\xa0", b"ML-\xc2\xb2", b"a" * 20_000,
    b"'\xe2\x80\xaertl'", b'"\\e[2J\\0\\n\\r\\t"', b'"\\u2028\\u2029\\ufeff"', b'"a\\nBacklog-Item: forged"',
    b"<script>alert(1)</script>", b"[link](javascript:x)", b"[bold]rich[/bold]", b"\xf0\x9f\x92\xa9" * 100,
    b"e\xcc\x81" * 50, b"\xef\xb7\xba", b"%s %d {0}", b"$(touch x)", b"todo", b"doing", b"DONE", b"dropped",
    b"nowhere", b"story", b"experiment", b"urgent", b"0", b"0.1",
)  # fmt: skip
"""Values for any key."""

BODIES = (
    b"", b"---", b"---\n---\n---\n", b"\x00", b"\x1b]0;title\x07\x1b[2J", b"\xc2\x9b2J", b"\xff" * 99, b"[" * 50_000,
    b"[ ](" * 25_000, b"![" * 20_000, b"`" * 50_000 + b"x", b"> " * 30_000 + b"deep", b"- " * 10_000 + b"deep",
    b"*a **a " * 9_000, b"_" * 60_000, b"<" * 50_000, b"<!--" * 20_000, b"&" * 40_000, b"\\" * 40_000,
    b"~~~\n" * 20_000, b"#\n" * 40_000, b"1. " * 9_000,
    b"|a" * 900 + b"|\n" + b"|-" * 900 + b"|\n" + (b"|x" * 900 + b"|\n") * 60, b"[a]: b\n" * 9_000, b"[a][" * 12_000,
    b"\t" * 9_000 + b"x", b" " * 60_000 + b"x", b"\n" * 60_000, b"- [ ] a\n" * 20_000, b"x" * 200_000,
    b"\n".join(b"  " * n + b"- [ ] deep" for n in range(300)), b"- [x] \x1b[31m\n- [ ] \xe2\x80\xae\n- [X]\n- [ ]",
    b"## Acceptance criteria\n" * 3_000 + b"- [ ] one", b"## Acceptance criteria\n" + b"- [ ] \xe2\x80\xa8\n" * 3_000,
    b"<<<<<<< a\n" * 9_000, b"=======\n" * 9_000, b">>>>>>> b\n" * 9_000, b"<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n",
    b"=\n" * 30_000, b"a\n" * 50_000, b"*" * 50_000, b"[x](<" * 9_000, b"http://" * 9_000, b"a@" * 20_000,
    b'"' * 40_000,
)  # fmt: skip
"""What may follow the front matter."""

PIECES = (
    *HEADS[::7], *BODIES[::5], b"---\n", b"\n---\n", b"\r\n", b"\r", b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80",
    b"\xef\xbb\xbf", b"\xf5\x80\x80\x80", b"\xc0\xaf",
    b"<<<<<<< ours\npoints: 3\n=======\npoints: 5\n>>>>>>> theirs\n", b"&a ", b"*a", b"<<: ", b"!!x ", b"\t", b"'",
    b'"', b"|\n", b": ", b" #", b"\xe2\x80\xa8", b"\xc2\x85", b"9" * 400, b"1e999", b"- [ ] " * 9,
)  # fmt: skip
"""What may stand anywhere."""

INVISIBLE = (
    "\u202e", "\u2066", "\u2069", "\u200b", "\u200f", "\u061c", "\u2028", "\u2029", "\ufeff", "\u2060", "\x1b[2J",
    "\x9b31m", "\x07", "\x08" * 9, "\x7f", "\x85", "\x0b", "\x0c", "\ud800", "\udcff", "\ufffe", "\uffff",
    "\U000e0041", "\U0010ffff", "\u0301" * 200, "\u3164", "\x1b]8;;http://example.com\x07link\x1b]8;;\x07", "\x00",
)  # fmt: skip
"""Signs that steer a terminal, turn text round, or are not seen."""
