"""What is newer than the site that was built last, in memory: the site's files are other builds' too.

Changes are counted, from 1. A page that a change touches is made when it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Overlay:
    """Pages and other files by their address. What a build has caught up with is dropped."""

    #: The last change since which any page may be another, and the last one of single pages; 0: none.
    every: int = 0
    own: dict[str, int] = field(default_factory=dict)
    #: What was made after a change; None if it could not be made, and never was.
    made: dict[str, tuple[bytes | None, int]] = field(default_factory=dict)

    def touched(self, address: str) -> int:
        """The last change that may have made a page another than it is in the site; 0: none."""
        return max(self.every, self.own.get(address, 0))

    def holds(self, address: str) -> bool:
        """Whether a page was made after the last change that touches it, or tried to."""
        return address in self.made and self.made[address][1] >= self.touched(address)

    def content(self, address: str) -> bytes | None:
        return self.made[address][0] if address in self.made else None

    def put(self, address: str, content: bytes | None, change: int) -> None:
        """Takes a page or another file as it is after a change. None: it stays as it was."""
        self.made[address] = self.content(address) if content is None else content, change

    def settle(self, change: int) -> None:
        """A site was built of what was there after a change."""
        if self.every <= change:
            self.every = 0
        self.own = {address: last for address, last in self.own.items() if last > change}
        self.made = {address: made for address, made in self.made.items() if made[1] > change}
