"""What an operator would want to know before a customer does, and what to do about it."""
