"""What must be true of content: the table of rules, and the checks that find where it is not."""
