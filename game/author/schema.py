"""The JSON Schema of a story file, for editors."""

from __future__ import annotations

import json
from typing import Final

from game.story.format import StoryFile

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema() -> str:
    """Return the schema as JSON, made from the models of the format."""
    made = StoryFile.model_json_schema()
    title = {"$schema": DRAFT, "title": "A story of Common Ground, format 1"}
    return json.dumps(title | {key: made[key] for key in made if key != "title"}, indent=2)
