"""The `portal` command, one file a verb. It joins settings to the layers below and holds no rules of its own."""
