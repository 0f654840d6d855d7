"""`recalls.json`: sections whose earlier texts must not be followed, for old copies of the site to look at."""

from __future__ import annotations

import json

from ..records import Catalogue


def recalls_json(catalogue: Catalogue, site_url: str) -> str:
    """Every recall with the digests of the texts that are safe, and the editions that hide the section today."""
    entries = []
    for path, document in catalogue.documents.items():
        for recall in document.fields.recalls:
            hidden = [edition for edition in document.editions.values() if recall.section in edition.currency.recalled]
            entries.append({"path": path, "section": recall.section, "on": recall.on.isoformat(),
                            "safe": list(recall.safe), "source": document.source_edition.url,
                            "hidden_in": [{"language": edition.language, "url": edition.url} for edition in hidden]})
    return json.dumps({"site": site_url, "generated": catalogue.day.isoformat(), "recalls": entries},
                      ensure_ascii=False, indent=1) + "\n"
