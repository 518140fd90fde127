#!/bin/bash
# Try a build on a cluster whose workers get the edition from an object store, as in
# docs/how-to/build-on-a-cluster.md: a server of the S3 protocol (moto), a Dask scheduler and a
# worker, each a process of its own on this computer. It needs a package index, and takes two
# minutes. It ends with 0 if the build is that of this computer alone, to the byte.
set -euo pipefail
top=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
folder=$(mktemp -d)
processes=()
leave() {
  for process in "${processes[@]}"; do kill "$process" 2> /dev/null || true; done
  wait
  rm -rf "$folder"
}
trap leave EXIT

python -m venv "$folder/venv"
export PATH=$folder/venv/bin:$PATH
unset PYTHONPATH
pip install -q "$top[cluster]" s3fs "moto[server]"

free_port() { python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
store=$(free_port) scheduler=$(free_port)
export AWS_ACCESS_KEY_ID=nobody AWS_SECRET_ACCESS_KEY=nothing AWS_DEFAULT_REGION=us-east-1
export AWS_ENDPOINT_URL=http://127.0.0.1:$store

moto_server -p "$store" > "$folder/store.log" 2>&1 & processes+=($!)
dask scheduler --host 127.0.0.1 --port "$scheduler" --dashboard-address :0 > "$folder/scheduler.log" 2>&1 & processes+=($!)
(cd "$folder" && exec dask worker "tcp://127.0.0.1:$scheduler" --nworkers 1 --nthreads 2 --dashboard-address :0) \
  > "$folder/worker.log" 2>&1 & processes+=($!)
python - <<END
import time, boto3
from botocore.config import Config
for _ in range(60):
    try:
        boto3.client("s3", config=Config(retries={"max_attempts": 0})).create_bucket(Bucket="bucket")
        break
    except Exception:
        time.sleep(1)
else:
    raise SystemExit("the object store does not answer")
END

editio init "$folder/edition" > /dev/null
editio build "$folder/edition" --no-cache --output "$folder/here"
editio build "$folder/edition" --no-cache --output "$folder/there" \
  --executor dask --scheduler "tcp://127.0.0.1:$scheduler" --shared s3://bucket/editions
rm -rf "$folder"/{here,there}/.cache
diff -r "$folder/here" "$folder/there"
python - <<'END'
import boto3
sent = boto3.client("s3").list_objects_v2(Bucket="bucket")["Contents"]
assert any("/objects/" in item["Key"] for item in sent), sent
print(f"the same to the byte; {len(sent)} objects in the store")
END
