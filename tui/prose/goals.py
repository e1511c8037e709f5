"""Goals: a number of words or minutes for a day or a sitting, and how much of it is reached.

A goal never blames: when a writer deleted more words than they wrote, the progress is 0, not negative.
"""

from dataclasses import dataclass
from typing import Literal

from tui.settings import GOAL


@dataclass(frozen=True, slots=True)
class Goal:
    """What a writer wants to reach."""

    amount: int
    unit: Literal["words", "minutes"]
    span: Literal["day", "sitting"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a goal is reached: `part` from 0 to 1, and `told` in words."""

    part: float
    told: str


def read_goal(text: str) -> Goal | None:
    """Return the goal of a setting such as `500 words a day`; None when it is no goal."""
    found = GOAL.fullmatch(text)
    if found is None:
        return None
    unit: Literal["words", "minutes"] = "words" if found[2].startswith("word") else "minutes"
    return Goal(int(found[1]), unit, "day" if found[3] == "day" else "sitting")


def progress(goal: Goal, words: int, seconds: float) -> Progress:
    """Return the progress of a goal, given the words and the active seconds of its day or sitting."""
    minutes = int(round(seconds, 3) // 60)  # rounded, because a sum of floats may be just below a minute
    done = max(0, words if goal.unit == "words" else minutes)
    unit = goal.unit if goal.amount != 1 else goal.unit.removesuffix("s")
    when = "today" if goal.span == "day" else "this sitting"
    return Progress(min(1.0, done / goal.amount), f"{done} of {goal.amount} {unit} {when}")
