#!/usr/bin/env bash
# Gradescope calls this once, when it builds the image. The course needs Python 3.11 or newer.
set -eu
cd "$(dirname "$0")"

newest() {
    for minor in 14 13 12 11; do
        command -v "python3.$minor" && return
    done
    return 1
}

apt-get update
python="$(newest)" || { apt-get install -y python3.11 && python="$(newest)"; }
apt-get install -y "$(basename "$python")-venv"
"$python" -m venv /autograder/venv
for wheel in ./*.whl; do
    /autograder/venv/bin/pip install "$wheel"
done
