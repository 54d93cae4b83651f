"""The notes of a release read back."""

from __future__ import annotations

from gitagile.text.release_text import named_items


def test_lines_that_begin_with_an_id_in_bold_name_items():
    text = "# v1\n\n- **ML-aaa111** One\n* **M\\_L-bbb222** Two\n  + **back-24.02** Three\n- **ML-aaa111** again\n"
    assert named_items(text) == ("ML-aaa111", "M_L-bbb222", "back-24.02")


def test_what_people_write_between_names_nothing():
    lines = ("ML-aaa111, **ML-bbb222**.", "- re-trained on ML-ccc333", "- **Faster** by far", "    - **ML-d4** c")
    assert named_items("\n".join(lines)) == ()
