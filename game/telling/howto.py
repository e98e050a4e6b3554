"""How the game is played, on one screen."""

from __future__ import annotations

from typing import Final

HOW_TO_PLAY: Final = """\
You are one person in a story about people who have to work together. A scene tells what happens;
you choose what you do. There are two or more answers, and somebody at work would defend each of
them.

Two meters move. **Trust** is what people risk on each other. **Productivity** is what gets done
now. What you do lands, work gets delivered, then time passes and the meters drift by themselves:
what was rushed fades, what was left unsaid works on.

Something else moves that you do not see. The debrief shows it, and says of each decision what was
written, what landed and why. There is no score and no right path.

Nothing is lost. Every choice is kept as you make it; you can take the last one back, or start
again from any decision and keep both ways. Quit whenever you like."""
"""Paragraphs with inline Markdown."""
