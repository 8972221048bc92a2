"""What can be mended in a file of content without changing what it means: pure functions from text to text."""
