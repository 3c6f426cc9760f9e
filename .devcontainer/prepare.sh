#!/usr/bin/env bash
# Once, when the container is made: the environment of `make`, and Chromium for the tests that drive a browser.
set -eu
cd "$(dirname "$0")/.."
sudo apt-get update -qq
sudo apt-get install -y -qq --no-install-recommends chromium
make .venv/.ready
