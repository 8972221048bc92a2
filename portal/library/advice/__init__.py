"""What could be said better, or kept better: warnings of `portal check` that never stop a build. Pure."""
