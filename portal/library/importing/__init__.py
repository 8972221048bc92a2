"""Other people's Markdown becomes pages of ours: pure rules for `portal import`, which knows the files."""
