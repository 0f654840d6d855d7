"""Links: that those within the site lead somewhere, and what is known of those that leave it."""
