#!/bin/sh
# Run make_mlflow.py at two commits: `sh make_mlflow.sh PYTHON EMPTY_FOLDER`; leaves runs.db.gz, runs.tgz and runs.bundle there.
set -e
here=$(cd "$(dirname "$0")" && pwd); python=$1; folder=$2
export GIT_AUTHOR_DATE=2026-03-02T09:00:00+00:00 GIT_COMMITTER_DATE=2026-03-02T09:00:00+00:00
for kind in sqlite files; do
  mkdir "$folder/$kind"; cd "$folder/$kind"
  git init -q -b main .; git config user.name "Ada Example"; git config user.email ada@example.com
  cp "$here/make_mlflow.py" train.py; git add train.py; git commit -q -m first
  "$python" train.py . $kind 1
  git commit -q --allow-empty -m second
  "$python" train.py . $kind 2
done
gzip -9 -n -c "$folder/sqlite/mlflow.db" > "$folder/runs.db.gz"
tar -czf "$folder/runs.tgz" -C "$folder/files" --owner=0 --group=0 mlruns
git -C "$folder/files" bundle create -q "$folder/runs.bundle" main
