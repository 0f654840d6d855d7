"""Findings as people and programs read them: text, GitHub's annotations, JSON, SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import quote

from ..findings import Finding, shown
from .rules import RULES


def text(findings: Iterable[Finding]) -> str:
    """`path:line: rule: message`, then what to write instead; one line each."""
    return "".join(f"{finding}\n" for finding in findings)


def github(findings: Iterable[Finding]) -> str:
    """Workflow commands, which GitHub shows beside the changed lines.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions; the escapes are those of
    its toolkit: % CR LF everywhere, and : , in properties.
    """
    lines = []
    for finding in findings:
        kind = "notice" if finding.notice else "error"
        words = shown(f"{finding.message} {finding.suggestion}".strip())
        lines.append(f"::{kind} file={_property(finding.path)},line={finding.line},title={_property(finding.rule)}::"
                     f"{_data(words)}\n")
    return "".join(lines)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(shown(value)).replace(":", "%3A").replace(",", "%2C")


def as_json(findings: Iterable[Finding]) -> str:
    """A list of records; `notice` says that a finding is no reason to stop."""
    records = [{"path": finding.path, "line": finding.line, "rule": finding.rule, "message": finding.message,
                "suggestion": finding.suggestion, "notice": finding.notice} for finding in findings]
    return json.dumps(records, indent=1) + "\n"


def sarif(findings: Iterable[Finding]) -> str:
    """The Static Analysis Results Interchange Format (OASIS, 2.1.0), with the table of rules."""
    order = {name: number for number, name in enumerate(RULES)}
    rules = [{"id": rule.id, "shortDescription": {"text": rule.must}, "fullDescription": {"text": rule.why},
              "help": {"text": f"Not: {rule.wrong}\nBut: {rule.right}"},
              "defaultConfiguration": {"level": "note" if rule.notice else "error"}} for rule in RULES.values()]
    results = [{"ruleId": finding.rule, "ruleIndex": order[finding.rule],
                "level": "note" if finding.notice else "error",
                "message": {"text": shown(f"{finding.message} {finding.suggestion}".strip())},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": quote(finding.path.encode("utf-8", "surrogateescape")),
                                         "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": max(finding.line, 1)}}}]} for finding in findings]
    return json.dumps({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "ijwi", "rules": rules}}, "columnKind": "unicodeCodePoints",
                  "results": results}]}, indent=1) + "\n"


#: The ways in which `scripts/check.py --format` says findings.
FORMATS = {"text": text, "github": github, "json": as_json, "sarif": sarif}
