"""A question that says more than the screen has rows: its answers are there all the same."""

from pathlib import Path

import pytest

from tests.ui.support import make_blog, writing
from tui.session.asking import Question
from tui.ui.dialogs.question import QuestionScreen

ANSWERS = (("t", "keep it"), ("n", "not now"))


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (40, 12)])
async def test_a_long_question_says_what_it_leaves_out(tmp_path: Path, size: tuple[int, int]) -> None:
    about = [f"row {number}" for number in range(60)]
    async with writing(make_blog(tmp_path), size) as writer:
        writer.app.push_screen(QuestionScreen(writer.screen.colours, Question("keep this", about, ANSWERS)))
        await writer.wait_for("not now")
        painted = writer.painted()
        assert "t   keep it" in painted
        shown = painted.count("row ")
        assert f"… {60 - shown} more rows" in painted


@pytest.mark.parametrize(("rows", "above"), [(2, 4), (16, 2), (60, 0)])
async def test_a_question_moves_up_only_for_room(tmp_path: Path, rows: int, above: int) -> None:
    async with writing(make_blog(tmp_path), (80, 24)) as writer:
        asked = Question("keep this", ["row"] * rows, ANSWERS)
        question = QuestionScreen(writer.screen.colours, asked)
        writer.app.push_screen(question)
        await writer.wait_for("not now")
        assert question.query_one("#overlay").region.y == above
