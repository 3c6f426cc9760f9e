"""How a finding looks: a card in Jupyter, a few readable lines elsewhere. Words come from `messages`."""

from __future__ import annotations

import re
from html import escape

from helpers.checks.specification import FINDING_MIME, Finding
from helpers.messages import Sentence, counted, message, translate

# The card brings its own style, since a notebook has no other place for it. JupyterLab's colours where they
# exist, else colours that read on white and on black. Symbol and word say the state, never colour alone.
STYLE = """<style>
.check-card{font:14px/1.5 var(--jp-ui-font-family,system-ui,sans-serif);color:var(--jp-ui-font-color1,inherit);
 border:1px solid var(--jp-border-color1,#8888);border-left:5px solid #b34700;border-radius:4px;
 padding:.5em .9em;margin:.3em 0;max-width:46em}
.check-card.right{border-left-color:#00705a;padding:.25em .9em}
.check-card p{margin:.25em 0}.check-card summary{cursor:pointer;display:list-item}
.check-card summary:focus-visible{outline:2px solid #0072b2;outline-offset:2px}
.check-card details{margin:.3em 0 0 .2em;padding-left:.6em;border-left:2px solid var(--jp-border-color2,#8886)}
.check-card .tag{font-size:12px;border:1px solid currentColor;border-radius:1em;padding:0 .6em;margin-left:.5em}
.check-card.check-card code{font:13px/1.4 var(--jp-code-font-family,monospace);background:none;color:inherit;padding:0}
.check-card pre{white-space:pre-wrap;margin:.25em 0;font:13px/1.4 var(--jp-code-font-family,monospace);
 background:none;color:inherit;border:0;padding:0}
.check-card.check-card table td{text-align:left;padding:.1em 1.2em .1em 0;background:none}
</style>"""


def escape_prose(text: str) -> str:
    """A sentence as HTML: everything in it is escaped, then what stands between backticks is set as code."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(text))


def finding_text(finding: Finding) -> str:
    """The whole finding as plain text; the hint ladder stays closed but for its first step."""
    lines = [f"{finding.name}: {message('card.not-yet')}. {finding.headline}"]
    if finding.hidden:
        lines.append(f"  {message('card.hidden')}.")
    lines += [f"  {detail}" for detail in finding.details]
    if finding.ladder and finding.kind != "blank":
        lines.append(f"  {message('card.hint', number=1)}: {finding.ladder[0]}")
    return "\n".join(lines)


def finding_html(finding: Finding) -> str:
    """The card: headline, what was seen, and the hint ladder, each step inside the one before."""
    known = f"{message('card.known-mistake')}: {mistake_name(finding.mistake)}" if finding.mistake else ""
    tag = f'<span class="tag">{escape(known)}</span>' if known else ""
    seen = "".join(f"<p>{escape_prose(detail)}</p>" for detail in finding.details)
    if seen:
        opened = "" if finding.mistake else " open"
        seen = f"<details{opened}><summary>{escape(message('card.what-was-seen'))}</summary>{seen}</details>"
    hidden = f"<p>{escape(message('card.hidden'))}.</p>" if finding.hidden else ""
    return (
        f'{STYLE}<div class="check-card" role="status"><p><b>✗ {escape(finding.name)}</b> – '
        f"{escape(message('card.not-yet'))}{tag}</p><p>{escape_prose(finding.headline)}</p>"
        f"{hidden}{seen}{_ladder_html(finding.ladder)}</div>"
    )


def mistake_name(id: str) -> Sentence:
    """The name of a known mistake, from its id: ``minus-missing`` is "minus missing"."""
    return translate(f"mistake.{id}", id.replace("-", " "))


def _ladder_html(ladder: tuple[str, ...]) -> str:
    html = ""
    for number in range(len(ladder), 0, -1):
        title: str = message("card.hint", number=number)
        if number > 1:
            title = f"{message('card.next-hint')} ({title})"
        html = f"<details><summary>{escape(title)}</summary><p>{escape_prose(ladder[number - 1])}</p>{html}</details>"
    return html


def right_text(name: str, count: int) -> str:
    """One line for a right answer."""
    return f"✓ {name}: {message('card.right')} ({counted('card.cases', count)})"


def right_html(name: str, count: int, warning: str = "") -> str:
    """One line for a right answer; a warning that NumPy gave is passed on."""
    warned = f"<p>{escape(message('card.warned', warning=warning))}</p>" if warning else ""
    return (
        f'{STYLE}<div class="check-card right" role="status"><p><b>✓ {escape(name)}</b> – '
        f"{escape(message('card.right'))} ({escape(counted('card.cases', count))})</p>{warned}</div>"
    )


def example_html(call: str, expected: str) -> str:
    """A call and what it is expected to give."""
    said = message("card.example", call=call)
    return f'{STYLE}<div class="check-card right"><p>{escape(said)}</p><pre>{escape(expected)}</pre></div>'


def note_html(said: str) -> str:
    """A sentence in a frame."""
    return f'{STYLE}<div class="check-card"><p>{escape_prose(said)}</p></div>'


def progress_html(rows: list[tuple[str, dict[str, bool | None]]]) -> str:
    """A table of exercises and what is known of their checks, see `progress_state`."""
    marks = {"passed": "✓", "failed": "✗", "partly": "◐", "untried": "·"}
    body = "".join(
        f"<tr><td>{marks[progress_state(checks)]}</td><td><code>{escape(name)}</code></td>"
        f"<td>{escape(_progress_words(checks))}</td></tr>"
        for name, checks in rows
    )
    title = _progress_title(rows)
    state = " right" if all(progress_state(checks) == "passed" for _, checks in rows) else ""
    return f'{STYLE}<div class="check-card{state}"><p><b>{escape(title)}</b></p><table>{body}</table></div>'


def progress_text(rows: list[tuple[str, dict[str, bool | None]]]) -> str:
    """The same as lines of text."""
    return "\n".join([_progress_title(rows), *(f"  {name}: {_progress_words(checks)}" for name, checks in rows)])


def progress_state(checks: dict[str, bool | None]) -> str:
    """State of an exercise: ``untried``, ``failed`` (one check does), ``passed`` (all do) or ``partly`` (some did not
    run).

    Args:
        checks: by claim, whether its check passed the last time it ran; None where it has not run.
    """
    seen = set(checks.values())
    return "untried" if seen == {None} else "failed" if False in seen else "partly" if None in seen else "passed"


def _progress_title(rows: list[tuple[str, dict[str, bool | None]]]) -> str:
    passed = sum(progress_state(checks) == "passed" for _, checks in rows)
    return message("progress.title", passed=passed, total=len(rows))


def _progress_words(checks: dict[str, bool | None]) -> str:
    state = progress_state(checks)
    if state == "partly":
        return message("progress.partly", passed=sum(map(bool, checks.values())), total=len(checks))
    return message(f"progress.{state}")


def finding_bundle(finding: Finding) -> dict:
    """The MIME bundle of a failed check: card, text and plain data."""
    return {"text/html": finding_html(finding), "text/plain": finding_text(finding), FINDING_MIME: finding.to_dict()}
