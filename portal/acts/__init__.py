"""One use case a file, one transaction each.

An act checks the rules, appends to the timeline, moves clocks and queues notices, all or nothing."""
