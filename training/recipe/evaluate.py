"""Figures on the dev splits, straight from the network: a quick look at a checkpoint (the program's own figures are `demarche score`).

usage: python evaluate.py --encoder DIR [--shared DIR] [--out ../build]

Tags and trees by argmax over gold words; triggers by argmax; roles with gold mentions and triggers.
"""
import argparse
import collections
import json
import os

import torch

import losses
from chunks import chunks
from data import EVENT_OF, KINDS, RELATIONS, load
from model import Model
from train import HERE, with_index
from words import Vocabulary


@torch.no_grad()
def figures(model, sources, labels, vocabulary):
    model.eval()
    count, out = collections.Counter(), {}
    for name, _, documents in sources:
        if name not in ("ewt", "gum", "claims"):
            continue
        for chunk in chunks(documents, vocabulary):
            h = model.words(*losses.batch_tensors([chunk]))
            (claims if name == "claims" else tree)(model, h, chunk, labels, name, count)
            links(model, h, chunk, name, count)
    share = lambda a, b: round(100 * count[a] / max(1, count[b]), 2)
    for name in ("ewt", "gum"):
        for layer in ("upos", "xpos", "lemma", "uas", "las"):
            out[f"{name} {layer}"] = share(f"{name} {layer}", f"{name} words")
    p, r = count["trigger hit"] / max(1, count["trigger found"]), count["trigger hit"] / max(1, count["trigger gold"])
    out["trigger F1"] = round(200 * p * r / max(1e-9, p + r), 2)
    for role in ("source", "target", "by", "both"):
        out[role] = share(role, "triggers")
    for name in ("gum", "claims"):
        for kind in KINDS:
            if count[f"{name} {kind}"]:
                out[f"link {name} {kind}"] = share(f"{name} {kind} right", f"{name} {kind}")
    model.train()
    return out


def links(model, h, chunk, name, count):
    scored = losses.link_scores(model, model.parts(h), [chunk])
    if scored:
        scores, hits, group, n, kinds = scored
        for i in range(n):
            rows = (group == i).nonzero().squeeze(-1)
            kind = f"{name} {KINDS[kinds[i]]}"
            count[kind] += 1
            count[kind + " right"] += bool(hits[rows[int(scores[rows].argmax())]])


def tree(model, h, chunk, labels, name, count):
    T = h.shape[1]
    tags = model.tag_logits(h)
    arcs = model.arcs(h).float().masked_fill(~losses.same_sentence([chunk], T), -1e4)
    heads = arcs[0].argmax(-1)
    parts = model.parts(h)
    label = model.label_logits(parts["label_dependent"][0], parts["label_head"][0, (heads - 1).clamp(min=0)]).argmax(-1)
    for s in range(chunk.own_from, len(chunk.sentences)):
        sentence, at = chunk.sentences[s], chunk.offsets[s]
        n = len(sentence["words"])
        count[f"{name} words"] += n
        for layer in ("upos", "xpos", "lemma"):
            best = tags[layer][0, at : at + n].argmax(-1).tolist()
            count[f"{name} {layer}"] += sum(labels[layer][b] == g for b, g in zip(best, sentence[layer]))
        for i in range(n):
            head = int(heads[at + i])
            right = (head - at if head else 0) == sentence["head"][i]
            count[f"{name} uas"] += right
            count[f"{name} las"] += right and (head == 0 or labels["label"][label[at + i]] == sentence["label"][i])


def claims(model, h, chunk, labels, name, count):
    act = lambda r: EVENT_OF[RELATIONS[r]] not in ("STATE", "FACT")
    best = model.tag_logits(h)["trigger"][0].argmax(-1).tolist()
    gold = collections.defaultdict(set)
    for s in range(chunk.own_from, len(chunk.sentences)):
        for c in chunk.sentences[s]["claims"]:
            if act(c["relation"]):
                gold[chunk.offsets[s] + c["span"][0]].add(EVENT_OF[RELATIONS[c["relation"]]])
    start = chunk.offsets[chunk.own_from] if chunk.own_from < len(chunk.offsets) else len(best)
    found = {i: EVENT_OF[RELATIONS[b - 1]] for i, b in enumerate(best) if i >= start and b and act(b - 1)}
    count["trigger gold"] += len(gold)
    count["trigger found"] += len(found)
    count["trigger hit"] += sum(e in gold.get(i, ()) for i, e in found.items())
    parts = model.parts(h)
    arcs = model.arcs(h).float().masked_fill(~losses.same_sentence([chunk], h.shape[1]), -1e4)
    scored = losses.role_scores(model, parts, [chunk], losses.trees(model, arcs, parts, [chunk], labels))
    if scored is None:
        return
    scores, group, relations, right, _ = scored
    right = [{row for row, _ in r} for r in right]
    for n, relation in enumerate(relations):
        if not act(relation):
            continue
        rows = (group == n).nonzero().squeeze(-1)
        hit = [int(rows[int(scores[rows, k].argmax())]) in right[k] for k in range(3)]
        count["triggers"] += 1
        for role, ok in zip(("source", "target", "by"), hit):
            count[role] += ok
        count["both"] += hit[0] and hit[1]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--encoder", required=True)
    options.add_argument("--shared", default=os.path.join(HERE, "../../../shared"))
    options.add_argument("--corpus", default=os.path.join(HERE, "../corpus"))
    options.add_argument("--out", default=os.path.join(HERE, "../build"))
    a = options.parse_args()
    torch.set_num_threads(2)
    with open(os.path.join(a.out, "labels.json")) as source:
        labels = with_index(json.load(source))
    model = Model(labels)
    model.load_state_dict(torch.load(os.path.join(a.out, "checkpoint.pt"))["model"])
    print(json.dumps(figures(model, load(a.shared, a.corpus, dev=True), labels, Vocabulary(os.path.join(a.encoder, "vocab.txt")))))


if __name__ == "__main__":
    main()
