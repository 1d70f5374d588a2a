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
FORMS = ("upos", "xpos", "lemma", "names", "is_predicate")  # read off the mix for form; they come first
FORM_PARTS = ("label_dependent", "label_head", "predicate", "argument")
NULL_TYPE = len(TYPES)  # the type of the null mention: nobody plays the role
SHAPES = 17  # of the path from a mention to a trigger: steps up (0 … 3) and down (0 … 3), the last: none
PREDICATE = len(RELATIONS)  # the relation of PropBank's predicates, of which the program knows none
UNKNOWN = (len(TYPES) + 1, len(KINDS) + 1)  # type and kind of a PropBank argument
DISTANCES, SENTENCES = 24, 6
MATCHES = 4
POOL = 1 << 23
LOCAL = 4  # layers whose attention stays within the sentence; those above see the chunk
NUMBERS = 24  # sentences of a chunk that are told apart by number


def distance_bucket(d):
    """Signed word distance as 1 … 23: exact up to 4, then by powers of two."""
    size = abs(d)
    step = size if size <= 4 else min(11, 3 + int(math.log2(size)))
    return 12 + (step if d > 0 else -step)


class Dropout(nn.Module):
    """Dropout that draws its mask as a window of a fixed random pool: the usual one spends a tenth of a step on random numbers."""

    pools = {}

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training:
            return x
        pool, n = self.pool(x.dtype), x.numel()
        at = int(torch.randint(0, POOL - n, (1,))) if n < POOL else 0
        mask = pool[at : at + n] if n < POOL else pool.repeat(-(-n // POOL))[:n]
        return x * mask.view(x.shape)

    def pool(self, dtype):
        key = (self.rate, dtype)
        if key not in self.pools:
            kept = torch.rand(POOL, generator=torch.Generator().manual_seed(7)) >= self.rate
            self.pools[key] = kept.to(dtype) / (1 - self.rate)
        return self.pools[key]


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(D, 3 * D), nn.Linear(D, D)
        self.up, self.down = nn.Linear(D, 4 * D), nn.Linear(4 * D, D)
        self.norm1, self.norm2 = nn.LayerNorm(D, eps=1e-12), nn.LayerNorm(D, eps=1e-12)
        self.drop = Dropout(0.1)

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, D // HEADS).permute(2, 0, 3, 1, 4)
        q = q * (D // HEADS) ** -0.5
        if torch.onnx.is_in_onnx_export():
            a = torch.softmax(q @ k.transpose(-1, -2) + mask, -1) @ v
        else:  # written out, and the mask added within the product: on a CPU twice as fast as the fused kernel's two ways
            flat = lambda t: t.reshape(b * HEADS, n, -1)
            a = torch.baddbmm(mask, flat(q), flat(k).transpose(1, 2))
            a = (torch.softmax(a, -1) @ flat(v)).view(b, HEADS, n, D // HEADS)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, D))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, folder=None, size=30522):
        super().__init__()
        self.words, self.positions, self.shapes = nn.Embedding(size, D), nn.Embedding(512, D), nn.Embedding(6, D)
        self.numbers = nn.Embedding(NUMBERS, D)
        self.norm, self.drop = nn.LayerNorm(D, eps=1e-12), Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.zeros(2, LAYERS + 1))
        nn.init.normal_(self.shapes.weight, std=0.01)
        nn.init.normal_(self.numbers.weight, std=0.02)
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

    def forward(self, ids, shapes, places, numbers, mask):
        """Vectors of pieces, B × L × 768, a mix of layers for form beside one for sense: `places` of pieces in their sentences, `numbers` of the sentences, 0 or −∞ by `mask`."""
        x = self.words(ids) + self.positions(places) + self.shapes(shapes)
        x = self.drop(self.norm(x))
        weights = torch.softmax(self.mix, -1)
        out = [w[0] * x for w in weights]
        same = (numbers.unsqueeze(-1) == numbers.unsqueeze(-2)) | (numbers == 0).unsqueeze(-2)  # the frame is everybody's
        within = mask + torch.where(same, 0.0, -1e4).unsqueeze(-3)
        if not torch.onnx.is_in_onnx_export():
            mask, within = (self.for_heads(m, ids) for m in (mask, within))
        for i, layer in enumerate(self.layers):
            if i == LOCAL:
                x = x + self.numbers(numbers.clamp(max=NUMBERS - 1))
            x = layer(x, within if i < LOCAL else mask)
            out = [o + w[i + 1] * x for o, w in zip(out, weights)]
        return torch.cat(out, -1)


    def for_heads(self, mask, ids):
        """A mask of B × 1 × 1 or L × L for each head of each chunk, in the type that attention is computed in."""
        b, n = ids.shape
        low = torch.is_autocast_enabled("cpu")
        return mask.to(torch.bfloat16 if low else torch.float32).expand(b, HEADS, n, n).reshape(b * HEADS, n, n)


class Model(nn.Module):
    def __init__(self, labels, folder=None):
        super().__init__()
        self.encoder, self.labels, self.drop = Encoder(folder), labels, Dropout(0.2)
        self.tags = {
            "upos": len(labels["upos"]), "xpos": len(labels["xpos"]), "lemma": len(labels["lemma"]),
            "names": 7, "is_predicate": 2, "mentions": 1 + 2 * len(TYPES), "kinds": len(KINDS), "sectors": len(SECTORS),
            "trigger": 1 + len(RELATIONS), "trigger_inside": 2, "modality": len(MODALITIES), "negative": 2,
        }  # fmt: skip
        forms = sum(self.tags[k] for k in FORMS)
        self.tag_form, self.tag_sense = nn.Linear(D, forms), nn.Linear(D, sum(self.tags.values()) - forms)
        self.deep = nn.Sequential(nn.Linear(D, D), nn.GELU(), Dropout(0.2))  # triggers ask for more than a plane
        self.trigger_out = nn.Linear(D, 1 + len(RELATIONS))
        self.drop_arc = Dropout(0.3)  # as Dozat & Manning (2017): arcs overfit first
        self.arc_dependent, self.arc_head = nn.Linear(D, 256), nn.Linear(D, 256)
        self.arc = nn.Parameter(torch.randn(257, 257) * 0.01)
        self.root = nn.Parameter(torch.randn(D) * 0.02)
        self.theme = nn.ModuleDict({k: nn.Linear(D, 128) for k in ("from_start", "from_end", "to_start", "to_end")})
        forms = sum(PARTS[k] for k in FORM_PARTS)
        self.pair_form, self.pair_sense = nn.Linear(D, forms), nn.Linear(D, sum(PARTS.values()) - forms)
        self.label_out = nn.Linear(128, len(labels["label"]))
        self.argument_out = nn.Linear(128, len(ARGUMENTS))
        k = PARTS["trigger"]
        self.null = nn.Parameter(torch.randn(k) * 0.02)
        self.relation, self.entity, self.kind = nn.Embedding(len(RELATIONS) + 1, k), nn.Embedding(len(TYPES) + 2, k), nn.Embedding(len(KINDS) + 2, k)
        self.distance, self.sentence = nn.Embedding(DISTANCES, k), nn.Embedding(SENTENCES, k)
        self.arguments = nn.Linear(2 * len(ARGUMENTS), k)
        self.path = nn.Embedding(SHAPES, k)
        self.steps = nn.ModuleList(nn.Embedding(len(labels["label"]) + 1, k) for _ in range(3))
        self.role_out = nn.Sequential(nn.LayerNorm(k), nn.GELU(), Dropout(0.2), nn.Linear(k, k), nn.GELU(), nn.Linear(k, 3))
        c = PARTS["anaphor_first"]
        self.kinds_pair, self.match = nn.Embedding(len(KINDS) * len(KINDS), c), nn.Embedding(MATCHES, c)
        self.types_pair = nn.Embedding(len(TYPES) * len(TYPES), c)
        self.mention_distance, self.sentence_distance = nn.Embedding(12, c), nn.Embedding(SENTENCES, c)
        self.link_out = nn.Sequential(nn.LayerNorm(c), nn.GELU(), Dropout(0.2), nn.Linear(c, c), nn.GELU(), nn.Linear(c, 1))
        self.new_out = nn.Sequential(nn.LayerNorm(c), nn.GELU(), Dropout(0.2), nn.Linear(c, c), nn.GELU(), nn.Linear(c, 1))
        self.kind_new, self.type_new = nn.Embedding(len(KINDS), c), nn.Embedding(len(TYPES), c)

    def words(self, ids, shapes, places, numbers, first, last, mask):
        """Vectors of words, B × T × 768 (form, sense): the mean of their first and last pieces."""
        h = self.encoder(ids, shapes, places, numbers, mask)
        at = lambda i: h.gather(1, i.unsqueeze(-1).expand(-1, -1, 2 * D))
        return self.drop((at(first) + at(last)) / 2)

    def tag_logits(self, h):
        form, sense = h.split(D, -1)
        all_ = torch.cat([self.tag_form(form), self.tag_sense(sense)], -1)
        out = dict(zip(self.tags, all_.split(list(self.tags.values()), -1)))
        out["trigger"] = out["trigger"] + self.trigger_out(self.deep(sense))
        return out

    def arcs(self, h):
        """B × T × (T + 1): score of each head for each word, the root first."""
        h = h[..., :D]
        heads = torch.cat([self.root.expand(h.shape[0], 1, D), h], 1)
        one = lambda x: torch.cat([self.drop_arc(F.gelu(x)), torch.ones_like(x[..., :1])], -1)
        return one(self.arc_dependent(h)) @ self.arc @ one(self.arc_head(heads)).transpose(1, 2)

    def themes(self, h):
        """B × T × T each: where the theme of a trigger starts and ends (at the trigger itself: no theme)."""
        t, h = self.theme, h[..., D:]
        start = t["from_start"](h) @ t["to_start"](h).transpose(1, 2)
        return start * 128**-0.5, t["from_end"](h) @ t["to_end"](h).transpose(1, 2) * 128**-0.5

    def pairs(self, h):
        """B × T × all projections side by side."""
        form, sense = h.split(D, -1)
        return torch.cat([self.pair_form(form), self.pair_sense(sense)], -1)

    def parts(self, h):
        return dict(zip(PARTS, self.pairs(h).split(list(PARTS.values()), -1)))

    def label_logits(self, dependent, head):
        return self.label_out(self.drop_arc(F.gelu(dependent + head)))

    def argument_logits(self, predicate, argument):
        return self.argument_out(F.gelu(predicate + argument))

    def role_logits(self, trigger, scale, first, last, predicate, argument_first, argument_last, relation, type_, kind, distance, sentence, path, own, below, above):
        """N × 3: how well each mention plays source, target and by of each trigger; vectors N × k, the rest N."""
        null = (type_ == NULL_TYPE).unsqueeze(-1)
        mention = torch.where(null, self.null.expand_as(first), first + last)
        roles = torch.cat([self.argument_logits(predicate, argument_first), self.argument_logits(predicate, argument_last)], -1)
        roles = torch.softmax(roles, -1) * (relation != PREDICATE).unsqueeze(-1)  # PropBank itself must not see its answers
        place = self.distance(distance) + self.sentence(sentence) + self.arguments(roles) + self.path(path)
        place = place + self.steps[0](own) + self.steps[1](below) + self.steps[2](above)
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
