"""4xx: conditions and facts."""

from __future__ import annotations

from typing import Final

from game.author.pages.page import Page
from game.story.codes import Code

_ALSO: Final = """\
[start]
facts = ["early"]

[[scenes.noon.also]]
when = "trust >= 45 and early"
text = "Someone has made coffee."
"""

PAGES: Final = (
    Page(
        Code.CONDITION,
        "A condition compares a meter (`trust`, `tension`, `productivity`) with a whole number, "
        "or names a fact; `and`, `or`, `not` and parentheses join them. Nothing else parses.",
        "Mend it where the caret stands.",
        _ALSO.replace("trust >= 45", "trust ⟦=> 45").replace('early"\ntext', 'early⟧"\ntext'),
        _ALSO,
    ),
    Page(
        Code.UNSET_FACT,
        "The condition reads a fact that no choice sets and the start does not hold: it never "
        "holds, and what depends on it can't happen.",
        "Set the fact with `sets` or in `facts` of the start, or write the name that was meant.",
        _ALSO.replace('"trust >= 45 and early"', '⟦"trust >= 45 and earl or early"⟧'),
        _ALSO,
    ),
    Page(
        Code.UNREAD_FACT,
        "The fact is set, and no condition of the story reads it, so it changes nothing.",
        "Read it in a `when`, or remove it.",
        _ALSO.replace('["early"]', '["early", ⟦"late"⟧]'),
        _ALSO,
    ),
)
