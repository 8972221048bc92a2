"""What is said to people, and the carriers that take it to them.

Knows templates and transports, never why a notice was queued."""
