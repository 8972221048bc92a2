"""A new page: what has to be asked for it, whether an answer is right, and the file that comes of the answers. Pure."""
