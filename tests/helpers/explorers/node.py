"""Running the explorers' JavaScript in Node.js, from Python."""

from __future__ import annotations

import base64
import json
import math
import os
import shutil
import subprocess

import pytest

from tests.conftest import NOT_RUN_JAVASCRIPT, ROOT

EXPLORERS = ROOT / "helpers" / "explorers"
OLDEST = 20
# Bytes arrive as anywidget hands them over; numbers that JSON does not know travel as text.
AROUND = """
import { readFileSync } from "node:fs";
const revive = (_, value) => value?.bytes === undefined
  ? value : new DataView(Uint8Array.from(Buffer.from(value.bytes, "base64")).buffer);
const write = (_, value) => typeof value === "number" && !Number.isFinite(value) ? String(value)
  : ArrayBuffer.isView(value) ? Array.from(value) : value;
const data = JSON.parse(readFileSync(0, "utf8"), revive);
console.log(JSON.stringify(answer(data), write));
"""


def need(program: str) -> str:
    """Path of `node` or `npm`; skips the test, loudly, where it is missing, and fails where REQUIRE_NODE is set."""
    path = shutil.which(program)
    if path is None:
        leave_out(f"no {program} found; install Node.js {OLDEST} or newer")
    return path


def leave_out(reason: str) -> None:
    """Skip, or fail where REQUIRE_NODE is set."""
    (pytest.fail if os.environ.get("REQUIRE_NODE") else pytest.skip)(f"{NOT_RUN_JAVASCRIPT}: {reason}")


def ask(script: str, data: object) -> object:
    """What the script's `answer(data)` gives; it may import from helpers/explorers, as in "./common/curve.js"."""
    command = [need("node"), "--input-type=module", "--eval", script + AROUND]
    done = subprocess.run(command, input=json.dumps(pack(data)), capture_output=True, text=True, cwd=EXPLORERS)
    assert done.returncode == 0, done.stderr
    return unpack(json.loads(done.stdout))


def pack(value: object) -> object:
    """The value with every bytes as text that JSON can carry."""
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, dict):
        return {key: pack(item) for key, item in value.items()}
    return [pack(item) for item in value] if isinstance(value, list | tuple) else value


def unpack(value: object) -> object:
    """The numbers that JSON does not know, as numbers again."""
    if isinstance(value, dict):
        return {key: unpack(item) for key, item in value.items()}
    if isinstance(value, list):
        return [unpack(item) for item in value]
    return (
        {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}.get(value, value)
        if isinstance(value, str)
        else value
    )
