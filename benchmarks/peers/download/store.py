"""The objects of the store, and boto3 as a contender: upload, presign, download. Keys come from AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY. Uploads tell no checksum, so that the store makes its own, as Amazon's does.

store.py ENDPOINT upload BUCKET PREFIX ENDING COUNT FILE…: so many objects, of the files in turn
store.py ENDPOINT presign BUCKET PREFIX: an address a line
store.py ENDPOINT download BUCKET PREFIX OUT AT_ONCE REPEAT: prints a JSON line a repetition
"""

import concurrent.futures
import json
import pathlib
import resource
import sys
import time

import boto3
import boto3.s3.transfer
import botocore.config


def keys(client, bucket, prefix):
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return [entry["Key"] for page in pages for entry in page.get("Contents", [])]


def upload(client, bucket, prefix, ending, count, *files):
    if bucket not in [found["Name"] for found in client.list_buckets()["Buckets"]]:
        client.create_bucket(Bucket=bucket)
    for number in range(int(count)):
        body = pathlib.Path(files[number % len(files)]).read_bytes()
        client.put_object(Bucket=bucket, Key=f"{prefix}{number:03}{ending}", Body=body)


def presign(client, bucket, prefix):
    for key in keys(client, bucket, prefix):
        print(client.generate_presigned_url("get_object", {"Bucket": bucket, "Key": key}, ExpiresIn=86_400))


def download(client, bucket, prefix, out, at_once, repeat):
    out = pathlib.Path(out)
    # A thread a file, as everybody has: no file in ranges side by side.
    one = boto3.s3.transfer.TransferConfig(use_threads=False, multipart_threshold=1 << 40)
    for _ in range(int(repeat)):
        start = time.perf_counter()
        with concurrent.futures.ThreadPoolExecutor(int(at_once)) as threads:
            names = keys(client, bucket, prefix)
            fetch = lambda key: client.download_file(bucket, key, str(out / key.rsplit("/", 1)[-1]), Config=one)
            list(threads.map(fetch, names))
        seconds = time.perf_counter() - start
        megabytes = sum(file.stat().st_size for file in out.iterdir()) / 1e6
        usage = resource.getrusage(resource.RUSAGE_SELF)
        line = {
            "peer": "boto3",
            "at_once": int(at_once),
            "files": len(names),
            "mb": round(megabytes, 1),
            "seconds": round(seconds, 3),
            "mb_per_second": round(megabytes / seconds, 1),
            "cpu_seconds_so_far": round(usage.ru_utime + usage.ru_stime, 2),
            "peak_rss_mib": round(usage.ru_maxrss / 1024),
        }
        print(json.dumps(line), flush=True)


settings = botocore.config.Config(signature_version="s3v4", request_checksum_calculation="when_required", s3={"addressing_style": "path"}, max_pool_connections=64, region_name="us-east-1")
store = boto3.client("s3", endpoint_url=sys.argv[1], config=settings)
{"upload": upload, "presign": presign, "download": download}[sys.argv[2]](store, *sys.argv[3:])
