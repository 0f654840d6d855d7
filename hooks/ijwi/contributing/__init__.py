"""How a contribution becomes a page: questions on a terminal, or a form filled in on the forge."""
