"""The files that other tools read are what these tools expect, and name what exists here."""

from __future__ import annotations

import configparser
import json
import os
import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement

import helpers
from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def read(path):
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def pins() -> dict[str, str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", "\n".join(lines), re.MULTILINE))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_jobs_whose_steps_can_run(path):
    workflow = read(path)
    assert workflow["name"] and workflow[True], "YAML reads `on` as true; the runner does, too"
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job["runs-on"] and job["timeout-minutes"], name
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step), step
            assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step.get("uses", "a/b@v1")), step


def test_the_workflow_runs_sessions_and_pythons_that_exist():
    noxfile = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    versions = re.search(r"^VERSIONS = (\[.*\])", noxfile, re.MULTILINE).group(1)
    jobs = read(".github/workflows/ci.yml")["jobs"]
    assert jobs["versions"]["strategy"]["matrix"]["python"] == json.loads(versions) == ["3.11", "3.12", "3.13", "3.14"]
    assert len(jobs["versions"]["strategy"]["matrix"]["os"]) == 3
    commands = "\n".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    sessions = set(re.findall(r'name="(\w+)"', noxfile)) | set(
        re.findall(r"^def (\w+)\(session: nox.Session\) -> None", noxfile, re.MULTILINE)
    )
    named = re.findall(r'--session (?:")?([\w -]+)', commands)
    assert named
    for name in " ".join(named).split():
        assert name.rstrip("-") in sessions, name
    assert "bash .ci/run" in commands and os.access(ROOT / ".ci" / "run", os.R_OK)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_an_issue_form_has_what_such_a_form_needs(path):
    form = read(path)
    assert form["name"] and form["description"] and form["body"]
    ids = [field["id"] for field in form["body"]]
    assert len(set(ids)) == len(ids)
    for field in form["body"]:
        assert field["type"] in ("input", "textarea", "dropdown", "checkboxes")
        assert field["attributes"]["label"]
    assert read(".github/ISSUE_TEMPLATE/config.yml") == {"blank_issues_enabled": True}


def test_the_citation_names_this_version_and_everyone_whose_data_are_here():
    citation = read("CITATION.cff")
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors", "type", "version", "license"} <= set(citation)
    assert citation["version"] == helpers.__version__
    licences = tomllib.loads((ROOT / "helpers" / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"]
    assert citation["license"] == licences.split(" AND ")
    assert citation["references"][0]["doi"] in (ROOT / "helpers" / "data" / "SOURCES.md").read_text(encoding="utf-8")


def test_the_changelog_has_the_sections_that_its_format_asks_for():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)", text, re.MULTILINE)[0] == "[Unreleased]"
    known = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)", text, re.MULTILINE)) <= known


def test_hooks_run_with_the_pinned_versions():
    hooks = [hook for repository in read(".pre-commit-config.yaml")["repos"] for hook in repository["hooks"]]
    assert {"ruff", "ruff-format", "nbstripout", "notebook-rules"} == {hook["id"] for hook in hooks}
    for hook in hooks:
        for text in hook["additional_dependencies"]:
            requirement = Requirement(text)
            assert requirement.name == "nbstripout" or pins()[requirement.name] in requirement.specifier, text
        if hook["id"] in ("nbstripout", "notebook-rules"):
            for path in ("release/01_activations/activations.ipynb", "course/01_activations.ipynb"):
                assert not re.search(hook["files"], path)
            assert re.search(hook["files"], "source/01_activations/activations.ipynb")


def test_the_container_prepares_itself_with_what_is_here():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    script = container["postCreateCommand"].removeprefix("bash ")
    text = (ROOT / script).read_text(encoding="utf-8")
    assert "make .venv/.ready" in text
    assert container["image"].endswith(":3.11")


def test_binder_installs_the_helpers_and_holds_no_answers():
    lines = [
        line
        for line in (ROOT / ".binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if line[:1] != "#"
    ]
    assert lines[0] == "./helpers"
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert set(lines[1:]) <= set(dependencies)
    removed = (
        re.search(r"^rm -rf (.+)$", (ROOT / ".binder" / "postBuild").read_text(encoding="utf-8"), re.MULTILINE)
        .group(1)
        .split()
    )
    assert set(removed) == {"source", "autograder", "tests"}
    assert os.access(ROOT / ".binder" / "postBuild", os.X_OK)


def test_the_editors_settings_can_be_read_and_agree_with_ruff():
    settings = configparser.ConfigParser()
    settings.read_string("[top]\n" + (ROOT / ".editorconfig").read_text(encoding="utf-8"))
    assert settings["top"]["root"] == "true"
    ruff = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    assert int(settings["*"]["max_line_length"]) == ruff["line-length"]


@pytest.mark.parametrize("name", ["CODE_OF_CONDUCT.md", "SECURITY.md", "pull_request_template.md"])
def test_documents_for_contributors_name_what_exists_and_no_address(name):
    text = (ROOT / ".github" / name).read_text(encoding="utf-8")
    assert not re.search(r"\S+@\S+\.\w+", text)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", text)) <= targets
    for path in re.findall(r"`((?:autograder|helpers|source|course|tests|release)/[\w./]*)`", text):
        assert (ROOT / path).exists(), path
