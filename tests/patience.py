"""How long a test waits for what comes as soon as it can: only a test that fails waits so long."""

PATIENCE_S = 60.0
