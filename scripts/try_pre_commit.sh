#!/bin/bash
# Try the hooks as an edition would use them: pre-commit clones this repository (what is committed),
# installs Editio into an environment of its own, and runs the hooks in a new edition. It needs
# pre-commit, git and a package index, and takes a minute. It ends with 0 if a mistake is stopped.
set -euo pipefail
top=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git clone -q "file://$top" "$folder/hooks"
PYTHONPATH=$top/src python -m editio init "$folder/edition"
cd "$folder/edition"
git init -q -b main
cat > .pre-commit-config.yaml <<END
repos:
  - repo: file://$folder/hooks
    rev: $(git -C "$folder/hooks" rev-parse HEAD)
    hooks:
      - id: editio-validate
      - id: editio-validate-all
      - id: editio-fix
END
git add -A
export PRE_COMMIT_HOME=$folder/home
unset PYTHONPATH
python -m pre_commit run --color never
namespace=http://www.tei-c.org/ns/1.0
echo "<TEI xmlns=\"$namespace\"><p><date when=\"soon\"/></p></TEI>" > tei/texts/new.xml
git add -A
if python -m pre_commit run --color never > "$folder/said"; then
  echo "the mistake was not stopped" >&2
  exit 1
fi
cat "$folder/said"
grep -q DAT-VALUE "$folder/said"
