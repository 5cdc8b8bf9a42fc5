"""Kills, I/O errors and full disks at each system call with which a command changes a lake.

usage: syscalls.py QUANTMINI WORK

QUANTMINI is the launcher, WORK an empty directory. EVERY=10 tries every tenth point, from point OFFSET (0) on. After each
fault the lake is looked at (validate), the same command is run again without one, and the lake is then compared with one that
nothing happened to, and read whole (validate --level 2). Exit code 1 when any of it is not as it has to be.
"""

import collections
import os
import pathlib
import queue
import shutil
import subprocess
import sys
import threading

import strace

HERE = pathlib.Path(__file__).resolve().parent
NEVER, AT_ONCE = ("--settle", "never"), ("--settle", "session")
KINDS = {"rename": strace.RENAMES, "fsync": strace.FORCES, "unlink": strace.DELETIONS}

Point = collections.namedtuple("Point", "operation fault kind call paths")


class Operation:
    """A command, the lake it is run on, and that lake after it."""

    def __init__(self, work, name, before, command):
        self.name, self.command = name, command
        self.before, self.clean = work / name / "before", work / name / "clean"
        self.preparation = before

    def prepare(self, ask, launch, lake):
        for command in self.preparation:
            code, text = ask(*launch(command)[1:])
            if code:
                raise SystemExit(f"FAULT cannot prepare {self.name}: {text}")
        shutil.copytree(lake, self.before)
        calls = strace.calls(launch(self.command), self.before.with_name("calls"), lake)
        lake.rename(self.clean)
        return calls


def operations(work):
    def ingest(source, *options):
        return ["ingest", "--dataset", "stocks_minute", "--source", str(work / source), *options]

    first, second = ("--to", "2025-02-10"), ("--to", "2025-02-12")
    scattered = [ingest("plain", *AT_ONCE, *first), ingest("plain", *AT_ONCE, *second)]
    yield Operation(work, "session", [ingest("plain", *NEVER, *first)], ingest("plain", *NEVER, "--to", "2025-02-11"))
    yield Operation(work, "correction", [ingest("plain", *NEVER, *second)], ingest("corrected", *NEVER))
    yield Operation(work, "settle", [ingest("plain", *NEVER)], ["settle"])
    yield Operation(work, "settle-session", scattered[:1], scattered[1])
    yield Operation(work, "settled-correction", [ingest("plain")], ingest("corrected"))
    yield Operation(work, "compact", scattered, ["compact"])


def points(operation, calls):
    """What can go wrong: a kill and an error at each call of a kind, a disk that is full from each growing call on."""
    for fault in ("kill", "EIO"):
        for kind, names in KINDS.items():
            for call in calls:
                if call.name in names and call.exact:
                    yield Point(operation, fault, kind, call, ())
    # What was written is renamed under the same path; so that it gets there, a disk that has no room for names follows.
    for kind, names in (("write", strace.GROWTH), ("rename", strace.ENTRIES)):
        growth = [call for call in calls if call.name in names]
        tried = set()
        for i, call in enumerate(growth):
            paths = tuple(sorted({later.path for later in growth[i:]}))
            if paths not in tried:
                tried.add(paths)
                yield Point(operation, "ENOSPC", kind, call, paths)


class Aftermath(threading.Thread):
    """Judges lakes after their fault, with many commands in one JVM."""

    def __init__(self, quantmini):
        super().__init__(daemon=True)
        target = pathlib.Path(quantmini).parent / "examples" / "cli" / "target"
        java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
        path = f"{target / 'quantmini-cli.jar'}{os.pathsep}{target / 'lib' / '*'}"
        command = [java, "--add-opens=java.base/java.nio=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp", path,
                   str(HERE / "Commands.java")]
        self.jvm = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.todo, self.results, self.faults = queue.Queue(maxsize=4), collections.Counter(), []

    def run(self):
        for point, ended, lake in iter(self.todo.get, None):
            try:
                wrong = self.judge(point, ended, lake)
            except (OSError, ValueError) as failure:
                wrong = f"cannot judge: {failure}"
            self.results[point.operation.name, point.fault, point.kind, "different" if wrong else "equal"] += 1
            if wrong:
                call = f"{point.call.name} {pathlib.Path(point.call.path).relative_to(lake.parent / 'lake')}"
                self.faults.append(f"{point.operation.name}: {point.fault} at {call} ({point.call.number}): {wrong}")
                print("FAULT", self.faults[-1], flush=True)
            shutil.rmtree(lake)
        self.jvm.stdin.close()
        self.jvm.wait()

    def judge(self, point, ended, lake):
        """What is wrong, or nothing."""
        operation = point.operation
        if not ended.reached:
            return f"the fault was not reached; exit code {ended.code} {ended.errors}"
        wrong = message_fault(ended) if point.fault != "kill" else ""
        if wrong:
            return wrong
        code, text = self.ask("validate", "--lake", lake)
        if code not in (0, 1) or "quantmini:" in text:
            return f"validate says: {text}"
        self.results[operation.name, point.fault, point.kind, "to repair"] += code
        if ended.code == 0 and point.fault != "kill":
            code, text = self.ask("compare", operation.clean, lake)
            if code:
                return f"it says it is done and is not: {text}"
        for command in (operation.command + ["--lake", lake], ["compare", operation.clean, lake],
                        ["validate", "--level", "2", "--lake", lake]):
            code, text = self.ask(*command)
            if code:
                return f"after the next run, {command[0]} gives {code}: {text}"
        return ""

    def ask(self, *command):
        self.jvm.stdin.write("\t".join(map(str, command)) + "\n")
        self.jvm.stdin.flush()
        code = self.jvm.stdout.readline()
        text = self.jvm.stdout.readline()
        return int(code), text.strip()


def message_fault(ended):
    """A command that fails says where, why and what to do, in one or two lines."""
    lines = ended.errors.splitlines()
    if ended.code == 0:
        return ""
    if ended.code != 1 or not 1 <= len(lines) <= 2 or not lines[0].startswith("quantmini: [") or "; " not in lines[-1]:
        return f"exit code {ended.code}, and it says: {ended.errors} {ended.output}"
    return ""


def main():
    quantmini, work = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    every, offset = int(os.environ.get("EVERY", 1)), int(os.environ.get("OFFSET", 0))
    lake = work / "lake"

    def launch(command):
        return [str(quantmini), *command, "--lake", str(lake), "--json"]

    subprocess.run([sys.executable, HERE / "market.py", work / "plain"], check=True)
    subprocess.run([sys.executable, HERE / "market.py", work / "corrected", "5"], check=True)
    aftermath = Aftermath(quantmini)
    todo, left_out, messages = [], [], collections.Counter()
    for operation in operations(work):
        calls = operation.prepare(aftermath.ask, launch, lake)
        counts = {kind: sum(call.name in names for call in calls) for kind, names in (KINDS | {"write": strace.GROWTH}).items()}
        left_out += [call for call in calls if not call.exact]
        print(f"{operation.name}:", ", ".join(f"{count} {kind}" for kind, count in counts.items()), flush=True)
        todo += points(operation, calls)
    chosen = todo[offset::every]
    print(f"{len(todo)} points, {len(chosen)} tried, at each a kill, an error or a full disk", flush=True)

    aftermath.start()
    for number, point in enumerate(chosen):
        shutil.copytree(point.operation.before, lake)
        command, log = launch(point.operation.command), work / "log"
        if point.fault == "kill":
            ended = strace.killed(command, log, point.call)
        elif point.fault == "EIO":
            ended = strace.failing(command, log, point.call)
        else:
            names = strace.GROWTH if point.kind == "write" else strace.ENTRIES
            ended = strace.full(command, log, names, point.paths)
        if point.fault != "kill":
            messages[f"{point.fault} {ended.code}: " + ended.errors.strip().replace(str(lake), "LAKE")] += 1
        faulted = lake.rename(work / f"faulted-{number}")
        aftermath.todo.put((point, ended, faulted))
    aftermath.todo.put(None)
    aftermath.join()

    if "MESSAGES" in os.environ:
        pathlib.Path(os.environ["MESSAGES"]).write_text("".join(f"{n} {text}\n" for text, n in messages.items()))
    report(aftermath, left_out)
    sys.exit(1 if aftermath.faults else 0)


def report(aftermath, left_out):
    kinds = dict.fromkeys(key[:3] for key in aftermath.results)
    print(f"{'command':20}{'fault':8}{'call':8}{'runs':>6}{'to repair':>11}{'equal':>7}{'different':>11}")
    for kind in kinds:
        to_repair, equal, different = (aftermath.results[(*kind, what)] for what in ("to repair", "equal", "different"))
        print(f"{kind[0]:20}{kind[1]:8}{kind[2]:8}{equal + different:6}{to_repair:11}{equal:7}{different:11}")
    if left_out:
        print(f"left out: {len(left_out)} calls that another thread made on the same path before (see strace.py)")


if __name__ == "__main__":
    main()
