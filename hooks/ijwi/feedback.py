"""What readers say to the centre, without an account: messages that they send with their own apps.

Only if the organisation asks for it in mkdocs.yml, with one way at least:
`extra.centre.feedback: {organisation: …, email: …, whatsapp: "+…", forge: true}`. The pages of works lead to one
page, which says what a message shows before it has links that open an app. Nothing is sent or counted by the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .contact import is_address
from .findings import ContentError, Finding, nearest
from .forge import new_issue
from .sharing import encoded
from .strings import Strings

#: The page, in each language of a centre that wants messages.
FEEDBACK_PAGE = "feedback"
_SETTING = "extra.centre.feedback"
_KEYS = ("organisation", "email", "whatsapp", "forge")
#: E.164 (https://www.itu.int/rec/T-REC-E.164): country code and number have up to fifteen digits.
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Feedback:
    """Who gets the messages, and how. `email` and `whatsapp` are empty if not wanted; the number has digits alone.

    `forge`: whether the forge of `repo_url` is a way too.
    """

    organisation: str
    email: str
    whatsapp: str
    forge: bool

    def links(self, said: str, repo_url: str | None, edit_uri: str | None) -> Mapping[str, str]:
        """Addresses that open an app, or the forge, with a message that begins with `said`; by way.

        Each ends within the message, so that assets/feedback.js can continue it. `repo_url` and `edit_uri` as MkDocs
        has them. https://faq.whatsapp.com/5913398998672934, RFC 6068 (mailto). Raises ContentError without a forge.
        """
        text, found = encoded(said), {}
        if self.whatsapp:
            found["whatsapp"] = f"https://wa.me/{self.whatsapp}?text={text}%0A"
        if self.email:
            subject = text.replace("/", "%2F")
            found["email"] = f"mailto:{encoded(self.email)}?subject={subject}&body={subject}%0D%0A"
        if self.forge:
            found["forge"] = new_issue(repo_url, edit_uri, text, f"{text}%0A")
            if not found["forge"]:
                raise ContentError([_finding("`forge: true` needs a forge that we know, with forms for issues.",
                                             "Write `repo_url` and `edit_uri` as for “Suggest a change”, "
                                             "or remove `forge`.")])
        return found


def read_feedback(extra: Mapping[str, object]) -> Feedback | None:
    """What `extra` of mkdocs.yml says of messages; None if the centre wants none.

    Raises ContentError with every mistake.
    """
    centre = extra.get("centre")
    wish = centre.get("feedback") if isinstance(centre, dict) else None
    if wish is None:
        return None
    if not isinstance(wish, dict):
        raise ContentError([_finding(f"`{_SETTING}` must say who gets messages, and how.",
                                     "For example `feedback: {organisation: Our name, email: centre@example.org}`.")])
    findings = list(_problems(wish))
    if findings:
        raise ContentError(findings)
    return Feedback(wish["organisation"].strip(), wish.get("email") or "", _digits(wish.get("whatsapp") or ""),
                    wish.get("forge", False))


def message_links(feedback: Feedback | None, strings: Strings, repo_url: str | None,
                  edit_uri: str | None) -> Mapping[str, object]:
    """For templates: what readers may say, with the links that say it, and the links for a trainer's suggestions.

    There are none if the centre wants no messages. Raises ContentError as `Feedback.links` does.
    """
    def links(said: str) -> Mapping[str, str]:
        return feedback.links(said, repo_url, edit_uri) if feedback else {}

    _ = strings.gettext
    return {"messages": [(said, links(said)) for said in (_("It was useful"), _("Something is wrong")) if feedback],
            "suggestion_links": links(_("Suggestions after a workshop"))}


def _problems(wish: Mapping[object, object]) -> Iterator[Finding]:
    for key in wish:
        if key not in _KEYS:
            yield _finding(f"`{_SETTING}` knows no `{key}`.", nearest(str(key), _KEYS))
    name = wish.get("organisation")
    if not isinstance(name, str) or not name.isprintable() or not 0 < len(name.strip()) <= _LONGEST_NAME:
        yield _finding(f"`{_SETTING}` must name the `organisation` that gets the messages, in up to {_LONGEST_NAME} "
                       "characters.", "Readers are told who will see their number or name.")
    email, number, forge = wish.get("email"), wish.get("whatsapp"), wish.get("forge")
    if email is not None and not is_address(email):
        yield _finding(f"`email` of `{_SETTING}` must be an e-mail address.",
                       "For example `email: centre@example.org`.")
    if number is not None and not (isinstance(number, str) and _NUMBER.fullmatch(f"+{_digits(number)}")
                                   and number.startswith("+")):
        yield _finding(f"`whatsapp` of `{_SETTING}` must be a number in international form, in quotation marks.",
                       "Begin with `+` and the country's code, without its own 0: `whatsapp: \"+250 …\"`.")
    if forge is not None and not isinstance(forge, bool):
        yield _finding(f"`forge` of `{_SETTING}` must be `true` or `false`.", "The forge itself is that of `repo_url`.")
    if not (email or number or forge):
        yield _finding(f"`{_SETTING}` must have a way: `email`, `whatsapp` or `forge: true`.",
                       "Or remove the setting; then no page asks for messages.")


def _digits(number: str) -> str:
    """A number without `+`, spaces and hyphens, as WhatsApp's links have it."""
    return re.sub("[ -]", "", number.removeprefix("+"))


def _finding(message: str, suggestion: str) -> Finding:
    return Finding("mkdocs.yml", 1, "config", message, suggestion)
