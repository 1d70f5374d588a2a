"""Writes models/ from a checkpoint: the encoder as int8 ONNX, the pair networks as small ONNX graphs, the labels.

usage: python export.py [--build ../build] [--models ../../models] [--shared ../../shared] --encoder DIR

The encoder's graph reads one chunk (no batch, no padding): ids, shapes, places, numbers of L pieces,
first and last pieces of T words. It gives
tags T × K (all linear heads side by side), arcs T × (T + 1), theme 2 × T × T, pairs T × P (projections for the pair
networks). Matrix weights are quantised to int8 per channel, activations while running (onnxruntime's dynamic scheme).
"""
import argparse
import collections
import hashlib
import json
import os
import shutil

import onnx
import torch
import torch.nn as nn
from onnxruntime.quantization import QuantType, quantize_dynamic

from data import EVENT_OF, KINDS, MODALITIES, NAME_TYPES, RELATIONS, SECTORS, TYPES
from model import PARTS, Model
from train import with_index
from words import SHAPES

VERSION = "v3"  # of the model card
HERE = os.path.dirname(os.path.abspath(__file__))


class Words(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.m = model

    def forward(self, ids, shapes, places, numbers, first, last):
        m, one = self.m, lambda x: x.unsqueeze(0)
        h = m.words(one(ids), one(shapes), one(places), one(numbers), one(first), one(last), torch.zeros(1))
        tags = m.tag_logits(h)
        start, end = m.themes(h)
        return torch.cat(list(tags.values()), -1)[0], m.arcs(h)[0], torch.cat([start, end]), m.pairs(h)[0]


class Labels(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.m = model

    def forward(self, dependent, head):
        return self.m.label_logits(dependent, head)


class Roles(nn.Module):
    """All candidate pairs of a chunk: N × 11 features, T × P projections → N × 3."""

    def __init__(self, model):
        super().__init__()
        self.m = model

    def forward(self, pairs, position, first, last, relation, entity, kind, distance, sentence, path, own, below, above):
        p = dict(zip(PARTS, pairs.split(list(PARTS.values()), -1)))
        at = lambda name, i: p[name][i]
        return self.m.role_logits(at("trigger", position), at("trigger_scale", position), at("mention_first", first), at("mention_last", last),
                                  at("predicate", position), at("argument", first), at("argument", last), relation, entity, kind, distance, sentence, path, own, below, above)  # fmt: skip


class Links(nn.Module):
    """Pairs of mentions of a chunk → N; `new` for each of the M mentions → M."""

    def __init__(self, model):
        super().__init__()
        self.m = model

    def forward(self, pairs, first, last, kind, entity, anaphor, antecedent, match, distance, sentence):
        p = dict(zip(PARTS, pairs.split(list(PARTS.values()), -1)))
        sum_ = lambda name: p[name + "_first"][first] + p[name + "_last"][last]
        a, b, scale = sum_("anaphor"), sum_("antecedent"), sum_("scale")
        kinds = kind[anaphor] * len(KINDS) + kind[antecedent]
        types = entity[anaphor] * len(TYPES) + entity[antecedent]
        links = self.m.link_logits(a[anaphor], b[antecedent], scale[anaphor], kinds, types, match, distance, sentence)
        return links, self.m.new_logits(a, kind, entity)


def write(module, inputs, outputs, path, sizes):
    names = list(inputs)
    axes = {n: {i: s for i, s in enumerate(sizes[n]) if isinstance(s, str)} for n in list(inputs) + outputs}
    torch.onnx.export(module, tuple(inputs.values()), path, input_names=names, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False)


SURE = 0.9  # share of a word's occurrences with one XPOS that must have the lemma


def lemmas(shared):
    """Lemmas that differ from their word and on which the treebanks agree: lines of word, XPOS, lemma."""
    counts = collections.defaultdict(collections.Counter)
    for name in ("ewt", "gum"):
        for line in open(os.path.join(shared, f"data/ud/en_{name}-train.conllu"), encoding="utf-8"):
            c = line.rstrip("\n").split("\t")
            if len(c) == 10 and c[0].isdigit():
                counts[c[1], c[4]][c[2]] += 1
    out = []
    for (word, xpos), count in sorted(counts.items()):
        lemma, times = count.most_common(1)[0]
        if lemma != word and times >= SURE * sum(count.values()):
            out.append(f"{word}\t{xpos}\t{lemma}\n")
    return out


def integers(*values):
    return torch.tensor(values)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--encoder", required=True)
    options.add_argument("--build", default=os.path.join(HERE, "../build"))
    options.add_argument("--models", default=os.path.join(HERE, "../../models"))
    options.add_argument("--shared", default=os.path.join(HERE, "../../../shared"))
    a = options.parse_args()
    os.makedirs(a.models, exist_ok=True)
    with open(os.path.join(a.build, "labels.json")) as source:
        labels = with_index(json.load(source))
    model = Model(labels)
    model.load_state_dict(torch.load(os.path.join(a.build, "checkpoint.pt"))["model"])
    model.eval()
    path = lambda name: os.path.join(a.models, name)
    full, width, k = os.path.join(a.build, "words.onnx"), sum(PARTS.values()), 5
    pieces = {"ids": integers(101, 1996, 2231, 102), "shapes": integers(5, 0, 0, 5), "places": integers(0, 1, 2, 0), "numbers": integers(0, 1, 1, 0)}
    write(Words(model), {**pieces, "first": integers(1, 2), "last": integers(1, 2)},
          ["tags", "arcs", "theme", "pairs"], full,
          {**{n: "L" for n in pieces}, "first": "T", "last": "T", "tags": "T.", "arcs": "TU", "theme": [2, "T", "T"], "pairs": "T."})  # fmt: skip
    one = onnx.load(full)
    quantize_dynamic(full, path("words.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    write(Labels(model), {"dependent": torch.zeros(k, 128), "head": torch.zeros(k, 128)}, ["labels"], path("labels.onnx"),
          {"dependent": "N.", "head": "N.", "labels": "N."})  # fmt: skip
    index = lambda: torch.zeros(k, dtype=torch.long)
    roles = ["position", "first", "last", "relation", "entity", "kind", "distance", "sentence", "path", "own", "below", "above"]
    write(Roles(model), {"pairs": torch.zeros(3, width), **{n: index() for n in roles}}, ["roles"], path("roles.onnx"),
          {"pairs": "T.", "roles": "N.", **{n: "N" for n in roles}})  # fmt: skip
    mention, link = ["first", "last", "kind", "entity"], ["anaphor", "antecedent", "match", "distance", "sentence"]
    write(Links(model), {"pairs": torch.zeros(3, width), **{n: index() for n in mention + link}}, ["links", "new"], path("links.onnx"),
          {"pairs": "T.", "links": "N", "new": "M", **{n: "M" for n in mention}, **{n: "N" for n in link}})  # fmt: skip
    shutil.copy(os.path.join(a.encoder, "vocab.txt"), path("vocab.txt"))
    with open(path("lemmas.tsv"), "w", encoding="utf-8") as out:
        out.writelines(lemmas(a.shared))
    digest = hashlib.sha256(b"".join(open(path(n), "rb").read() for n in ("words.onnx", "labels.onnx", "roles.onnx", "links.onnx", "lemmas.tsv"))).hexdigest()
    facts = {
        "version": f"{VERSION}-{digest[:12]}", "tags": model.tags, "pairs": PARTS, "shapes": SHAPES,
        "upos": labels["upos"], "xpos": labels["xpos"], "lemma": labels["lemma"], "label": labels["label"],
        "names": ["O"] + [f"{p}-{t}" for t in NAME_TYPES for p in "BI"], "types": TYPES, "kinds": KINDS, "sectors": SECTORS,
        "relations": RELATIONS, "events": [EVENT_OF[r] for r in RELATIONS], "modalities": MODALITIES,
    }  # fmt: skip
    with open(path("labels.json"), "w", encoding="utf-8") as out:
        json.dump(facts, out, ensure_ascii=False, indent=1)
        out.write("\n")
    print({n: os.path.getsize(path(n)) for n in sorted(os.listdir(a.models))}, facts["version"], len(one.graph.node), "nodes")


if __name__ == "__main__":
    main()
