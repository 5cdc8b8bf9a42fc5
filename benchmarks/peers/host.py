"""The machine, the Java and the commit that a result was measured with."""

import datetime
import importlib.metadata
import os
import pathlib
import platform
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
PEERS = ("polars", "pyarrow", "duckdb", "chdb", "isal", "pyqlib", "boto3")


def java():
    home = os.environ.get("JAVA_HOME")
    return str(pathlib.Path(home, "bin", "java")) if home else "java"


def text_of(path, key):
    try:
        with open(path, encoding="utf-8") as lines_of:
            return next((line.split(":", 1)[1].strip() for line in lines_of if line.startswith(key)), "unknown")
    except OSError:
        return "unknown"


def git(*arguments):
    run = subprocess.run(["git", "-C", str(HERE), *arguments], stdout=subprocess.PIPE, text=True, check=False)
    return run.stdout.strip() if run.returncode == 0 else ""


def installed(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def host(java_options):
    """What a result depends on."""
    version = subprocess.run([java(), "-version"], stderr=subprocess.PIPE, text=True, check=True).stderr
    changed = "+" if git("status", "--porcelain", "--untracked-files=no") else ""
    memory = text_of("/proc/meminfo", "MemTotal").split()[0]
    return {
        "processor": text_of("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(int(memory) / 2**20, 1) if memory.isdigit() else None,
        "system": f"{platform.system()} {platform.machine()}",
        "jdk": version.splitlines()[-1],
        "java_options": java_options,
        "python": platform.python_version(),
        "peers": {name: found for name in PEERS if (found := installed(name))},
        "commit": (git("rev-parse", "--short=12", "HEAD") or "unknown") + changed,
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "load": [round(load, 2) for load in os.getloadavg()],
    }
