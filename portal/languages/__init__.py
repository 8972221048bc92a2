"""The language of the moment: words of ours from its catalog, dates and numbers as it writes them. No Flask, no SQL."""
