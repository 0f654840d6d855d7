"""The controlled vocabulary: kinds, topics, audiences and levels (docs/data/vocabulary.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from . import frontmatter
from .findings import ContentError, Finding


class Neutral(BaseModel):
    """What stands in the address and the browser's title in place of a sensitive topic's name."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    address: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str


class Term(BaseModel):
    """One word of the vocabulary. Name and description are message ids of the locales."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    plural: str = ""
    description: str = ""
    sensitive: bool = False
    neutral: Neutral | None = None


class Vocabulary(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    kinds: Mapping[str, Term]
    topics: Mapping[str, Term]
    audiences: Mapping[str, Term]
    levels: Mapping[str, Term]

    def topic_address(self, topic: str) -> str:
        """The last part of a topic page's path: neutral where the topic is sensitive."""
        neutral = self.topics[topic].neutral
        return neutral.address if neutral else topic


def read_vocabulary(file: Path, name: str) -> Vocabulary:
    """Reads the vocabulary. `name` is what findings call the file. Raises ContentError."""
    front_matter, findings = frontmatter.read(file.read_text(encoding="utf-8"), name)
    if front_matter is None:
        raise ContentError([Finding(f.path, f.line - 1, f.rule, f.message, f.suggestion) for f in findings])
    try:
        return Vocabulary.model_validate(front_matter.values)
    except ValidationError as error:
        raise ContentError(
            Finding(name, max(1, front_matter.line(detail["loc"]) - 1), "vocabulary",
                    f"`{'.'.join(map(str, detail['loc']))}`: {detail['msg']}.")
            for detail in error.errors()) from error
