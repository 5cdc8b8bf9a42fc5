"""The system calls of a command on a lake, as strace sees them, and the command again with one of them failing.

strace counts `when=N` for each thread by itself, and a JVM's threads share the work differently each time. So a call is not
aimed at by its number but by its path (-P), which is the same in every run of the same command on the same lake, and by how
often the thread that makes it has made it on that path before.
"""

import collections
import os
import re
import subprocess

RENAMES = ("rename", "renameat", "renameat2")
FORCES = ("fsync", "fdatasync")
DELETIONS = ("unlink", "unlinkat", "rmdir")
ENTRIES = ("mkdir", "mkdirat") + RENAMES
GROWTH = ("write", "pwrite64") + ENTRIES
CHANGES = tuple(dict.fromkeys(RENAMES + FORCES + DELETIONS + GROWTH))

ENTRY = re.compile(r"(\d+) +(\w+)\((.*)")
PATH = re.compile(r'^\d+<([^>]*)>|"([^"]*)"')

Call = collections.namedtuple("Call", "name path number exact")
Ended = collections.namedtuple("Ended", "code reached errors output")


# One compiler instead of two: a third less processor time for a command as short as these.
ENVIRONMENT = {**os.environ, "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}


def traced(command, log, *options):
    """Runs a command under strace. Gives its exit code (-9 when killed), and what it printed."""
    strace = ["strace", "-f", "-qq", "-y", "-s", "0", "-e", "signal=none", "-o", str(log)]
    run = subprocess.run(
        [*strace, *options, "--", *command], capture_output=True, text=True, timeout=120, env=ENVIRONMENT)
    run.stderr = re.sub(r"NOTE: Picked up JDK_JAVA_OPTIONS.*\n", "", run.stderr)
    return run


def calls(command, log, lake):
    """The calls of an undisturbed run that change the lake, in the order in which they began."""
    run = traced(command, log, "--seccomp-bpf", "-e", "trace=" + ",".join(CHANGES))
    if run.returncode:
        raise SystemExit(f"FAULT the undisturbed command fails: {run.stderr}")
    found, threads = [], collections.defaultdict(list)
    for line in log.read_text(errors="replace").splitlines():
        entry = ENTRY.match(line)
        path = entry and _path(entry[2], entry[3])
        if not path or not path.startswith(f"{lake}/"):
            continue
        earlier = threads[entry[2], path]
        # Another thread that was at this path before would be hit in this one's place.
        exact = all(thread == entry[1] for thread in earlier)
        earlier.append(entry[1])
        found.append(Call(entry[2], path, len(earlier), exact))
    return found


def _path(name, arguments):
    """The path of an open file, or the first one among the arguments: of two, strace aims at that one only."""
    found = PATH.search(arguments) if name in CHANGES else None
    return found and (found[1] or found[2])


def killed(command, log, call):
    """The command, killed when it is about to make the call."""
    # Without --seccomp-bpf: with it a signal reaches some calls only when they are over, or not at all.
    run = traced(command, log, *_inject((call.name,), f"signal=KILL:when={call.number}", [call.path]))
    return Ended(run.returncode, run.returncode in (-9, 137), run.stderr, run.stdout)


def failing(command, log, call):
    """The command, with an I/O error in place of the call."""
    return _with_error(command, log, _inject((call.name,), f"error=EIO:when={call.number}", [call.path]))


def full(command, log, names, paths):
    """The command, with no space left for calls of these names on these paths."""
    return _with_error(command, log, _inject(names, "error=ENOSPC:when=1+", paths))


def _inject(names, fault, paths):
    names = ",".join(names)
    return ["-e", f"trace={names}", "-e", f"inject={names}:{fault}", *(f"-P{path}" for path in paths)]


def _with_error(command, log, options):
    run = traced(command, log, "--seccomp-bpf", *options)
    return Ended(run.returncode, "(INJECTED)" in log.read_text(errors="replace"), run.stderr, run.stdout)
