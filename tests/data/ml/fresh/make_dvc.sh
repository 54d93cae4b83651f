#!/bin/sh
# Run a small pipeline with the real DVC, three commits and one experiment: `sh make_dvc.sh EMPTY_FOLDER`, with dvc on the PATH;
# leaves pipeline.bundle and cache.tgz there, and what `dvc metrics show` says in said.txt.
set -e
folder=$1; mkdir "$folder/repo"; cd "$folder/repo"
export GIT_AUTHOR_DATE=2026-03-02T09:00:00+00:00 GIT_COMMITTER_DATE=2026-03-02T09:00:00+00:00 DVC_NO_ANALYTICS=1
git init -q -b main .; git config user.name "Ada Example"; git config user.email ada@example.com
dvc init -q; dvc config core.analytics false
mkdir -p data pipelines/eval
echo "1,0" > data/train.csv; echo "1,0" > data/holdout.csv
printf 'train:\n  lr: 0.10\n' > params.yaml
printf 'files:\n  metrics: eval/metrics.json\n' > places.yaml
cat > train.py <<'P'
rate = open("params.yaml").read().split("lr:")[1].strip()
open("model.pkl", "w").write(rate)
P
cat > pipelines/eval/evaluate.py <<'P'
import json, os
rate = float(open("../../model.pkl").read())
rows = len(open("../../data/holdout.csv").readlines())
os.makedirs("../../eval", exist_ok=True); os.makedirs("live", exist_ok=True)
auc = round(0.9 - rate + 0.01 * (rows - 1), 4)
json.dump({"eval": {"auc": auc}}, open("../../eval/metrics.json", "w"))
json.dump({"f1": round(auc - 0.1, 4)}, open("live/metrics.json", "w"))
P
cat > dvc.yaml <<'P'
vars:
  - places.yaml:files
stages:
  train:
    cmd: python3 train.py
    deps: [train.py, data/train.csv]
    params: [train.lr]
    outs: [model.pkl]
  evaluate:
    wdir: pipelines/eval
    cmd: python3 evaluate.py
    deps: [evaluate.py, ../../model.pkl, ../../data/holdout.csv]
    outs: [live]
    metrics:
      - ../../${files.metrics}
  slice:
    foreach: [young, old]
    do:
      cmd: mkdir -p slices && echo 0.7 > slices/${item}.txt
      metrics:
        - slices/${item}.txt:
            cache: false
metrics:
  - pipelines/eval/live/metrics.json
P
step() {
  dvc add -q data/train.csv data/holdout.csv; dvc repro -q
  git add -A; git commit -q -m "$1"; git tag "$1"
  { echo "== $1"; dvc metrics show; } >> ../said.txt
}
dvc --version > ../said.txt
step first
printf 'train:\n  lr: 0.01\n' > params.yaml
step second
echo "0,1" >> data/holdout.csv
step third
{ echo "== diff first third"; dvc metrics diff first third --json; } >> ../said.txt
dvc exp run -q -n try-lr -S train.lr=0.2
git bundle create -q ../pipeline.bundle main first second third $(git for-each-ref --format='%(refname)' refs/exps | grep -v exec)
tar -czf ../cache.tgz --owner=0 --group=0 .dvc/cache/files
