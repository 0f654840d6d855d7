"""The controlled vocabulary: kinds, topics, audiences and levels (docs/data/vocabulary.yml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from . import frontmatter
from .findings import ContentError, Finding, nearest


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


#: A word of the vocabulary as front matter writes it; it is a part of addresses too.
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Vocabulary(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    kinds: Mapping[Id, Term]
    topics: Mapping[Id, Term]
    audiences: Mapping[Id, Term]
    levels: Mapping[Id, Term]

    @model_validator(mode="after")
    def _topics_have_addresses_of_their_own(self) -> Vocabulary:
        seen = {"index": "the list of topics"}
        for topic, term in self.topics.items():
            if term.sensitive and not term.neutral:
                raise PydanticCustomError("neutral", "the sensitive topic `{topic}` needs {what}",
                                          {"topic": topic, "what": "`neutral: {address: …, name: …}`"})
            address = self.topic_address(topic)
            if address in seen:
                raise PydanticCustomError("address", "`{topic}` has the same address as {other}",
                                          {"topic": topic, "other": seen[address]})
            seen[address] = f"`{topic}`"
        return self

    def topic_address(self, topic: str) -> str:
        """The last part of a topic page's path: neutral where the topic is sensitive."""
        neutral = self.topics[topic].neutral
        return neutral.address if neutral else topic


def read_vocabulary(file: Path, name: str) -> Vocabulary:
    """Reads the vocabulary. `name` is what findings call the file. Raises ContentError."""
    try:
        front_matter = frontmatter.read_file(file, name)
    except FileNotFoundError as error:
        raise ContentError([Finding(name, 1, "vocabulary", "this file is missing.",
                                    "It lists the kinds, topics, audiences and levels of the centre.")]) from error
    try:
        return Vocabulary.model_validate(front_matter.values)
    except ValidationError as error:
        raise ContentError(
            Finding(name, front_matter.line(detail["loc"]), "vocabulary",
                    (f"`{'.'.join(map(str, detail['loc']))}`: " if detail["loc"] else "") + f"{detail['msg']}.")
            for detail in error.errors()) from error


def unknown_words(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[tuple[tuple[str, int], str, str]]:
    """The words of a work's front matter that the vocabulary does not have: where, message, suggestion."""
    allowed = {"kind": vocabulary.kinds, "topics": vocabulary.topics, "audiences": vocabulary.audiences,
               "level": vocabulary.levels}
    for name, known in allowed.items():
        value = values.get(name)
        for index, word in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(word, str) and word not in known:
                yield ((name, index), f"`{word}` is not one of the {name if name.endswith('s') else name + 's'}.",
                       nearest(word, known))
