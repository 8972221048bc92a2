"""Runs a command and writes down what it took: `launcher.py FILE COMMAND …`. Small, for the system counts the memory
of who starts a process as the process's own; so it imports nothing of ours.
"""

import os
import resource
import sys
import time

if __name__ == "__main__":
    began = time.perf_counter()
    process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
    _, status = os.waitpid(process, 0)
    wall_s = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(sys.argv[1], "w") as file:
        # Linux counts memory in KiB.
        file.write(f"{wall_s} {used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
    sys.exit(os.waitstatus_to_exitcode(status) and 1)
