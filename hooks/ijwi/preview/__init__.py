"""The preview: a site that follows every saved change. What a page shows now is made at once, all else by a build."""
