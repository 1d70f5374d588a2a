"""The network: MiniLM with word shapes and a learned mix of layers, linear heads over words, small networks over pairs.

Everything that looks at one word is one linear layer (`tags`); everything that looks at two words or spans works on
projections of them (`pairs`), so that the encoder runs once and the pair networks see only short vectors.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from data import ARGUMENTS, KINDS, MODALITIES, RELATIONS, SECTORS, TYPES

D, HEADS, LAYERS = 384, 12, 6
PARTS = {  # projections for pairs of words or spans, in this order
    "label_dependent": 128, "label_head": 128,
    "predicate": 128, "argument": 128,
    "trigger": 256, "trigger_scale": 256, "mention_first": 256, "mention_last": 256,
    "anaphor_first": 192, "anaphor_last": 192, "antecedent_first": 192, "antecedent_last": 192, "scale_first": 192, "scale_last": 192,
}  # fmt: skip
NULL_TYPE = len(TYPES)  # the type of the null mention: nobody plays the role
DISTANCES, SENTENCES = 24, 6
MATCHES = 4


def distance_bucket(d):
    """Signed word distance as 1 … 23: exact up to 4, then by powers of two."""
    size = abs(d)
    step = size if size <= 4 else min(11, 3 + int(math.log2(size)))
    return 12 + (step if d > 0 else -step)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(D, 3 * D), nn.Linear(D, D)
        self.up, self.down = nn.Linear(D, 4 * D), nn.Linear(4 * D, D)
        self.norm1, self.norm2 = nn.LayerNorm(D, eps=1e-12), nn.LayerNorm(D, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, D // HEADS).permute(2, 0, 3, 1, 4)
        if mask is None:  # written out for the export: one chunk, nothing to mask
            a = torch.softmax(q @ k.transpose(-1, -2) * (D // HEADS) ** -0.5, -1) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, D))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, folder=None, size=30522):
        super().__init__()
        self.words, self.positions, self.shapes = nn.Embedding(size, D), nn.Embedding(512, D), nn.Embedding(6, D)
        self.norm, self.drop = nn.LayerNorm(D, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.zeros(LAYERS + 1))
        nn.init.normal_(self.shapes.weight, std=0.01)
        if folder:
            self.load_pretrained(load_file(f"{folder}/model.safetensors"))

    @torch.no_grad()
    def load_pretrained(self, w):
        e = "embeddings."
        self.words.weight.copy_(w[e + "word_embeddings.weight"])
        self.positions.weight.copy_(w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0])
        copy = lambda module, name: (module.weight.copy_(w[name + ".weight"]), module.bias.copy_(w[name + ".bias"]))
        copy(self.norm, e + "LayerNorm")
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for field in ("weight", "bias"):
                three = [w[f"{p}attention.self.{n}.{field}"] for n in ("query", "key", "value")]
                getattr(layer.qkv, field).copy_(torch.cat(three))
            copy(layer.out, p + "attention.output.dense")
            copy(layer.norm1, p + "attention.output.LayerNorm")
            copy(layer.up, p + "intermediate.dense")
            copy(layer.down, p + "output.dense")
            copy(layer.norm2, p + "output.LayerNorm")

    def forward(self, ids, shapes, mask=None):
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        x = self.drop(self.norm(x))
        weights = torch.softmax(self.mix, 0)
        out = weights[0] * x
        for i, layer in enumerate(self.layers):
            x = layer(x, mask)
            out = out + weights[i + 1] * x
        return out


class Model(nn.Module):
    def __init__(self, labels, folder=None):
        super().__init__()
        self.encoder, self.labels, self.drop = Encoder(folder), labels, nn.Dropout(0.2)
        self.tags = {
            "upos": len(labels["upos"]), "xpos": len(labels["xpos"]), "lemma": len(labels["lemma"]),
            "names": 7, "mentions": 1 + 2 * len(TYPES), "kinds": len(KINDS), "sectors": len(SECTORS),
            "trigger": 1 + len(RELATIONS), "trigger_inside": 2, "modality": len(MODALITIES), "negative": 2, "is_predicate": 2,
        }  # fmt: skip
        self.tag = nn.Linear(D, sum(self.tags.values()))
        self.deep = nn.Sequential(nn.Linear(D, D), nn.GELU(), nn.Dropout(0.2))  # triggers ask for more than a plane
        self.trigger_out = nn.Linear(D, 1 + len(RELATIONS))
        self.arc_dependent, self.arc_head = nn.Linear(D, 256), nn.Linear(D, 256)
        self.arc = nn.Parameter(torch.randn(257, 257) * 0.01)
        self.root = nn.Parameter(torch.randn(D) * 0.02)
        self.theme = nn.ModuleDict({k: nn.Linear(D, 128) for k in ("from_start", "from_end", "to_start", "to_end")})
        self.pair = nn.Linear(D, sum(PARTS.values()))
        self.label_out = nn.Linear(128, len(labels["label"]))
        self.argument_out = nn.Linear(128, len(ARGUMENTS))
        k = PARTS["trigger"]
        self.null = nn.Parameter(torch.randn(k) * 0.02)
        self.relation, self.entity, self.kind = nn.Embedding(len(RELATIONS), k), nn.Embedding(len(TYPES) + 1, k), nn.Embedding(len(KINDS) + 1, k)
        self.distance, self.sentence = nn.Embedding(DISTANCES, k), nn.Embedding(SENTENCES, k)
        self.arguments = nn.Linear(2 * len(ARGUMENTS), k)
        self.role_out = nn.Sequential(nn.LayerNorm(k), nn.GELU(), nn.Dropout(0.2), nn.Linear(k, k), nn.GELU(), nn.Linear(k, 3))
        c = PARTS["anaphor_first"]
        self.kinds_pair, self.match = nn.Embedding(len(KINDS) * len(KINDS), c), nn.Embedding(MATCHES, c)
        self.types_pair = nn.Embedding(len(TYPES) * len(TYPES), c)
        self.mention_distance, self.sentence_distance = nn.Embedding(12, c), nn.Embedding(SENTENCES, c)
        self.link_out = nn.Sequential(nn.LayerNorm(c), nn.GELU(), nn.Dropout(0.2), nn.Linear(c, c), nn.GELU(), nn.Linear(c, 1))
        self.new_out = nn.Sequential(nn.LayerNorm(c), nn.GELU(), nn.Dropout(0.2), nn.Linear(c, c), nn.GELU(), nn.Linear(c, 1))
        self.kind_new, self.type_new = nn.Embedding(len(KINDS), c), nn.Embedding(len(TYPES), c)

    def words(self, ids, shapes, first, mask=None):
        """Vectors of words, B × T × 384: those of their first pieces."""
        h = self.encoder(ids, shapes, mask)
        return self.drop(h.gather(1, first.unsqueeze(-1).expand(-1, -1, D)))

    def tag_logits(self, h):
        out = dict(zip(self.tags, self.tag(h).split(list(self.tags.values()), -1)))
        out["trigger"] = out["trigger"] + self.trigger_out(self.deep(h))
        return out

    def arcs(self, h):
        """B × T × (T + 1): score of each head for each word, the root first."""
        heads = torch.cat([self.root.expand(h.shape[0], 1, D), h], 1)
        one = lambda x: torch.cat([F.gelu(x), torch.ones_like(x[..., :1])], -1)
        return one(self.arc_dependent(h)) @ self.arc @ one(self.arc_head(heads)).transpose(1, 2)

    def themes(self, h):
        """B × T × T each: where the theme of a trigger starts and ends (at the trigger itself: no theme)."""
        t = self.theme
        start = t["from_start"](h) @ t["to_start"](h).transpose(1, 2)
        return start * 128**-0.5, t["from_end"](h) @ t["to_end"](h).transpose(1, 2) * 128**-0.5

    def parts(self, h):
        return dict(zip(PARTS, self.pair(h).split(list(PARTS.values()), -1)))

    def label_logits(self, dependent, head):
        return self.label_out(F.gelu(dependent + head))

    def argument_logits(self, predicate, argument):
        return self.argument_out(F.gelu(predicate + argument))

    def role_logits(self, trigger, scale, first, last, predicate, argument_first, argument_last, relation, type_, kind, distance, sentence):
        """N × 3: how well each mention plays source, target and by of each trigger; vectors N × k, the rest N."""
        null = (type_ == NULL_TYPE).unsqueeze(-1)
        mention = torch.where(null, self.null.expand_as(first), first + last)
        roles = torch.cat([self.argument_logits(predicate, argument_first), self.argument_logits(predicate, argument_last)], -1)
        place = self.distance(distance) + self.sentence(sentence) + self.arguments(torch.softmax(roles, -1))
        place = torch.where(null, torch.zeros_like(place), place)
        x = trigger + self.relation(relation) + mention + self.entity(type_) + self.kind(kind) + place + 0.3 * scale * mention
        return self.role_out(x)

    def link_logits(self, anaphor, antecedent, scale, kinds, types, match, distance, sentence):
        """N: how well each earlier mention is the antecedent of a later one."""
        x = anaphor + antecedent + 0.3 * scale * antecedent + self.kinds_pair(kinds) + self.types_pair(types) + self.match(match)
        return self.link_out(x + self.mention_distance(distance) + self.sentence_distance(sentence)).squeeze(-1)

    def new_logits(self, anaphor, kind, type_):
        """N: how likely a mention names somebody for the first time."""
        return self.new_out(anaphor + self.kind_new(kind) + self.type_new(type_)).squeeze(-1)
