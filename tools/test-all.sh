#!/bin/sh
# Run the tests on every installed Python from 3.10 on, each in an environment of its own.
set -eu

interpreters() {
    for minor in 10 11 12 13 14 15; do
        command -v "python3.$minor" || true
    done
    if command -v pyenv >/dev/null 2>&1; then
        pyenv versions --bare | while read -r version; do
            echo "$(pyenv prefix "$version")/bin/python"
        done
    fi
}

seen=""
failed=""
for python in $(interpreters); do
    name=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2]) if sys.version_info >= (3, 10) else None' \
        2>/dev/null) || continue
    case " $seen None " in *" $name "*) continue ;; esac
    seen="$seen $name"
    echo "== Python $name"
    venv=".venv-$name"
    test -x "$venv/bin/python" || "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --editable '.[test]'
    "$venv/bin/python" -m pytest || failed="$failed $name"
done
test -n "$seen" || { echo "no Python from 3.10 on is installed" >&2; exit 1; }
test -z "$failed" || { echo "failed on Python$failed" >&2; exit 1; }
