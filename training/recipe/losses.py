"""From a batch of chunks to the sum of losses; the targets of each layer are built here."""
import collections

import torch
import torch.nn.functional as F

from data import KINDS, TYPES
from model import NULL_TYPE, PREDICATE, SENTENCES, SHAPES, UNKNOWN, distance_bucket

IGNORE = -100
WEIGHTS = {"upos": 0.8, "xpos": 0.5, "lemma": 0.6, "names": 1.0, "mentions": 1.0, "kinds": 0.5, "sectors": 0.2, "trigger": 2.0,
           "trigger_inside": 0.3, "modality": 0.3, "negative": 0.3, "is_predicate": 0.2, "arc": 2.0, "label": 1.2, "argument": 0.7,
           "theme": 0.5, "role": 1.0, "propbank": 0.3, "link": 0.5}  # fmt: skip
NAMES = {t: i for i, t in enumerate(["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"])}


def batch_tensors(batch):
    """What the encoder reads: ids, shapes, places, numbers of pieces, first and last pieces of words, mask."""
    L, T = max(len(c.ids) for c in batch), max(len(c.first) for c in batch)
    pieces = [torch.zeros(len(batch), L, dtype=torch.long) for _ in range(4)]
    words = [torch.zeros(len(batch), T, dtype=torch.long) for _ in range(2)]
    mask = torch.full((len(batch), 1, 1, L), -1e4)
    for b, c in enumerate(batch):
        mask[b, ..., : len(c.ids)] = 0.0
        for row, values in zip(pieces, (c.ids, c.shapes, c.places, c.numbers)):
            row[b, : len(values)] = torch.tensor(values)
        for row, values in zip(words, (c.first, c.last)):
            row[b, : len(values)] = torch.tensor(values)
    return *pieces, *words, mask


def target(batch, T, fill):
    """B × T targets: `fill(sentence)` gives the labels of a sentence or None; context words are ignored."""
    out = torch.full((len(batch), T), IGNORE)
    for b, c in enumerate(batch):
        for s in range(c.own_from, len(c.sentences)):
            labels = fill(c.sentences[s])
            if labels is not None:
                out[b, c.offsets[s] : c.offsets[s] + len(labels)] = torch.tensor(labels)
    return out


def mention_tags(s):
    if "mentions" not in s:
        return None
    out = [0] * len(s["words"])
    for a, b, _, _, kind, *_ in s["mentions"]:
        out[a] = 1 + 2 * kind
        for i in range(a + 1, b):
            out[i] = 2 + 2 * kind
    return out


def inside(s, field):
    """A property of mentions spread over their words, ignored elsewhere."""
    if "mentions" not in s:
        return None
    out = [IGNORE] * len(s["words"])
    for m in s["mentions"]:
        for i in range(m[0], m[1]):
            out[i] = m[field] if m[field] >= 0 else IGNORE
    return out


def trigger_tags(s):
    if "claims" not in s:
        return None
    out = [IGNORE if s.get("partial") else 0] * len(s["words"])
    for c in s["claims"]:
        out[c["span"][0]] = 1 + c["relation"]
    return out


def on_triggers(s, value, rest=IGNORE):
    if "claims" not in s:
        return None
    out = [rest] * len(s["words"])
    for c in s["claims"]:
        out[c["span"][0]] = value(c)
    return out


def trigger_inside(s):
    if "claims" not in s or s.get("partial"):
        return None
    out = [0] * len(s["words"])
    for c in s["claims"]:
        for i in range(c["span"][0] + 1, c["span"][1]):
            out[i] = 1
    return out


def cross(logits, y):
    return F.cross_entropy(logits.flatten(0, -2), y.flatten(), ignore_index=IGNORE)


def tag_losses(logits, batch, T, labels):
    index = labels["index"]
    known = lambda s, key: [index[key].get(v, IGNORE) for v in s[key]] if key in s else None
    targets = {
        "upos": lambda s: known(s, "upos"), "xpos": lambda s: known(s, "xpos"), "lemma": lambda s: known(s, "lemma"),
        "names": lambda s: [NAMES[n] for n in s["names"]] if "names" in s else None,
        "mentions": mention_tags, "kinds": lambda s: inside(s, 3), "sectors": lambda s: inside(s, 5),
        "trigger": trigger_tags, "trigger_inside": trigger_inside,
        "modality": lambda s: on_triggers(s, lambda c: c["modality"]), "negative": lambda s: on_triggers(s, lambda c: int(c["negative"])),
        "is_predicate": lambda s: [int(i in dict(s["predicates"])) for i in range(len(s["words"]))] if "predicates" in s else None,
    }  # fmt: skip
    for name, fill in targets.items():
        y = target(batch, T, fill)
        if (y != IGNORE).any():
            yield name, cross(logits[name], y)


def same_sentence(batch, T):
    """B × T × (T + 1): which heads a word may have (the root and the words of its sentence)."""
    number = torch.full((len(batch), T), -1)
    for b, c in enumerate(batch):
        number[b, : len(c.sentence)] = torch.tensor(c.sentence)
    same = number.unsqueeze(2) == number.unsqueeze(1)
    return torch.cat([torch.ones(len(batch), T, 1, dtype=torch.bool), same], 2)


def tree_losses(model, arcs, parts, batch, T, labels):
    heads = target(batch, T, lambda s: s["head"] if "head" in s else None)
    if (heads == IGNORE).all():
        return
    for b, c in enumerate(batch):  # heads count from the sentence's start, arcs from the chunk's
        for s in range(c.own_from, len(c.sentences)):
            row = heads[b, c.offsets[s] : c.offsets[s] + len(c.sentences[s]["words"])]
            row[row > 0] += c.offsets[s]
    yield "arc", cross(arcs, heads)
    index = labels["index"]["label"]
    y = target(batch, T, lambda s: [index.get(v, IGNORE) for v in s["label"]] if "label" in s else None)
    y[heads <= 0] = IGNORE  # the root's label is known
    at = (heads - 1).clamp(min=0).unsqueeze(-1).expand(-1, -1, parts["label_head"].shape[-1])
    yield "label", cross(model.label_logits(parts["label_dependent"], parts["label_head"].gather(1, at)), y)


def argument_losses(model, parts, batch):
    """PropBank: the role of each word of the sentence for each predicate, on the words that are heads of arguments."""
    rows, columns, chunk_of, ys = [], [], [], []
    for b, c in enumerate(batch):
        for s in range(c.own_from, len(c.sentences)):
            n = len(c.sentences[s]["words"])
            for predicate, roles in c.sentences[s].get("predicates", ()):
                rows += [c.offsets[s] + predicate] * n
                columns += range(c.offsets[s], c.offsets[s] + n)
                chunk_of += [b] * n
                ys += [roles.get(i, 0) for i in range(n)]
    if rows:
        y = torch.tensor(ys)
        logits = model.argument_logits(parts["predicate"][chunk_of, rows], parts["argument"][chunk_of, columns])
        yield "argument", F.cross_entropy(logits, y)


def triggers_of(c):
    """(first word, relation) → claims, of a chunk's own sentences."""
    out = collections.OrderedDict()
    for s in range(c.own_from, len(c.sentences)):
        for claim in c.sentences[s].get("claims", ()):
            key = (c.offsets[s] + claim["span"][0], claim["relation"])
            out.setdefault(key, (s, []))[1].append(claim)
    return out


def mentions_of(c):
    """(first word, last word, sentence, entity, kind, type) of all mentions in the chunk, context included."""
    of = lambda x: x.get("mentions") or x.get("referents") or ()
    return [(c.offsets[s] + m[0], c.offsets[s] + m[1] - 1, s, *m[2:5]) for s, x in enumerate(c.sentences) for m in of(x)]


def sentence_bucket(d):
    """Sentences from trigger back to mention: 0 … 4, 5 for a later sentence."""
    return SENTENCES - 1 if d < 0 else min(d, SENTENCES - 2)


class Tree:
    """The tree that the network itself sees in a chunk (arcs by argmax), for the paths between triggers and mentions."""

    def __init__(self, heads, labels, root, none):
        self.heads, self.labels, self.root, self.none = heads, labels, root, none

    def up(self, word):
        """The word and its ancestors, three at most."""
        out = [word]
        while len(out) < STEPS + 1 and self.heads[out[-1]] > 0:
            out.append(self.heads[out[-1]] - 1)
        return out

    def head_word(self, first, last):
        """The word of a mention whose head lies outside it."""
        return next((i for i in range(first, last + 1) if not first <= self.heads[i] - 1 <= last), last)

    def label(self, word):
        return self.labels[word] if self.heads[word] else self.root

    def path(self, trigger, first, last):
        """(shape, label of the mention, label under the meeting point on its side, label on the trigger's side)."""
        none = self.none
        mention, t = self.up(self.head_word(first, last)), self.up(trigger)
        for i, word in enumerate(mention):
            if word in t:
                j = t.index(word)
                own = self.label(mention[0]) if i else none
                return 4 * i + j, own, self.label(mention[i - 1]) if i else none, self.label(t[j - 1]) if j else none
        return SHAPES - 1, self.label(mention[0]), none, none


STEPS = 3


@torch.no_grad()
def trees(model, arcs, parts, batch, labels):
    """The tree of each chunk, as the network sees it now."""
    heads = arcs.argmax(-1)
    at = (heads - 1).clamp(min=0).unsqueeze(-1).expand(-1, -1, parts["label_head"].shape[-1])
    names = model.label_logits(parts["label_dependent"], parts["label_head"].gather(1, at)).argmax(-1)
    root, none = labels["index"]["label"]["root"], len(labels["label"])
    return [Tree(h, l, root, none) for h, l in zip(heads.tolist(), names.tolist())]


def role_features(tree, position, relation, sentence, mentions):
    """One row a candidate, the null mention first: (first, last, relation, type, kind, distance, sentence, path …)."""
    none = (SHAPES - 1, tree.none, tree.none, tree.none)
    rows = [(position, position, relation, NULL_TYPE, len(KINDS), 0, 0, *none)]
    for first, last, s, _, kind, kind_type in mentions:
        path = tree.path(position, first, last) if s == sentence else none
        rows.append((first, last, relation, kind_type, kind, distance_bucket(first - position), sentence_bucket(sentence - s), *path))
    return rows


def role_pairs(model, parts, chunk_of, position, rows):
    p = lambda name, at: parts[name][chunk_of, at]
    first, last, *rest = torch.tensor(rows).unbind(1)
    return model.role_logits(p("trigger", position), p("trigger_scale", position), p("mention_first", first), p("mention_last", last),
                             p("predicate", position), p("argument", first), p("argument", last), *rest)  # fmt: skip


def noun_phrases(sentence):
    """(first, last) of each noun with the modifiers that a name or a nominal mention would hold."""
    out = []
    for i, tag in enumerate(sentence["upos"]):
        if tag in ("NOUN", "PROPN", "PRON") and sentence["label"][i] not in ("compound", "flat"):
            first = i
            while first and sentence["head"][first - 1] == i + 1 and sentence["label"][first - 1] in ("compound", "amod"):
                first -= 1
            out.append((first, i))
    return out


def propbank_losses(model, parts, batch, forest):
    """PropBank's ARG0 and ARG1 as source and target of any predicate: what the claims corpus is too small to teach."""
    chunk_of, positions, rows, group, gold, n, known = [], [], [], [], [], 0, ([], [])
    for b, c in enumerate(batch):
        for s in range(c.own_from, len(c.sentences)):
            sentence, at = c.sentences[s], c.offsets[s]
            phrases = noun_phrases(sentence) if sentence.get("predicates") else []
            for predicate, roles in sentence.get("predicates", ()):
                mentions = [(at + a, at + z, s, None, UNKNOWN[1], UNKNOWN[0]) for a, z in phrases if not a <= predicate <= z]
                heads = [m[1] - at for m in mentions]
                wanted = [{i for i, r in roles.items() if r == k} for k in (1, 2)]
                hits = [[float(h in w) for w in wanted] for h in heads]
                features = role_features(forest[b], at + predicate, PREDICATE, s, mentions)
                for k in range(2):  # an argument that is no noun says nothing of who it is
                    known[k].append(not wanted[k] or any(h[k] for h in hits))
                rows += features
                gold += [[float(not w) for w in wanted]] + hits
                chunk_of += [b] * len(features)
                positions += [at + predicate] * len(features)
                group += [n] * len(features)
                n += 1
    if rows:
        scores = role_pairs(model, parts, chunk_of, positions, rows).float()
        group, gold = torch.tensor(group), torch.tensor(gold)
        for k in range(2):
            keep = torch.tensor(known[k])[group]
            if keep.any():
                _, of = group[keep].unique(return_inverse=True)
                yield "propbank", marginal(scores[keep, k], of, gold[keep, k], int(of.max()) + 1)


def marginal(scores, group, gold, groups):
    """Mean over groups of −log of the probability that a softmax within the group gives to its gold rows."""
    total = torch.full((groups,), -1e4).scatter_reduce(0, group, scores, "amax")
    e = (scores - total[group]).exp()
    z = torch.zeros(groups).scatter_add(0, group, e)
    good = torch.zeros(groups).scatter_add(0, group, e * gold)
    return (z.clamp(min=1e-9).log() - good.clamp(min=1e-9).log()).mean()


def role_scores(model, parts, batch, forest):
    """Scores of all candidates of all triggers (N × 3), which trigger each belongs to, the triggers' relations, and for each
    role who should fill it: (row, filler) pairs and each filler's trigger. Nobody is a filler too."""
    chunk_of, positions, rows, group, relations = [], [], [], [], []
    right, fillers = ([], [], []), ([], [], [])
    for b, c in enumerate(batch):
        mentions = mentions_of(c)
        for (position, relation), (s, claims) in triggers_of(c).items():
            at, n = len(rows), len(relations)
            for k in range(3):
                wanted = {x["roles"][k] for x in claims}
                reached = collections.OrderedDict((m[3], []) for m in mentions if m[3] in wanted)
                if None in wanted or not reached:
                    reached[None] = [at]
                for i, m in enumerate(mentions):
                    if m[3] in wanted:
                        reached[m[3]].append(at + 1 + i)
                for entity_rows in reached.values():
                    right[k].extend((row, len(fillers[k])) for row in entity_rows)
                    fillers[k].append(n)
            features = role_features(forest[b], position, relation, s, mentions)
            rows += features
            chunk_of += [b] * len(features)
            positions += [position] * len(features)
            group += [n] * len(features)
            relations.append(relation)
    if rows:
        scores = role_pairs(model, parts, chunk_of, positions, rows).float()
        return scores, torch.tensor(group), relations, right, fillers


def role_losses(model, parts, batch, forest):
    """Each of the entities that share a role gets an equal part of the softmax, whichever of its mentions holds it."""
    scored = role_scores(model, parts, batch, forest)
    if scored:
        scores, group, relations, right, fillers = scored
        yield "role", sum(shared(scores[:, k], group, right[k], fillers[k], len(relations)) for k in range(3))


def shared(scores, group, right, fillers, groups):
    """Mean over groups of the cross entropy between equal parts for a group's fillers and what a softmax gives their rows."""
    total = torch.full((groups,), -1e4).scatter_reduce(0, group, scores, "amax")
    e = (scores - total[group]).exp()
    z = torch.zeros(groups).scatter_add(0, group, e).log()
    (row, filler), of = torch.tensor(right).unbind(1), torch.tensor(fillers)
    good = torch.zeros(len(fillers)).scatter_add(0, filler, e[row]).clamp(min=1e-9).log()
    weight = 1 / torch.bincount(of, minlength=groups)[of]
    return (weight * (z[of] - good)).sum() / groups


def surface_match(a, b):
    """0 none, 1 a shared word of four letters or more, 2 the same last word, 3 the same words."""
    a, b = [w.lower() for w in a], [w.lower() for w in b]
    if a == b:
        return 3
    if a[-1] == b[-1]:
        return 2
    return int(any(len(w) > 3 and w in b for w in a))


def link_features(c, mentions, i, j):
    """Pair of the mention i and an earlier one j: (kinds, types, match, mentions between, sentences between)."""
    a, b = mentions[i], mentions[j]
    words = lambda m: c.sentences[m[2]]["words"][m[0] - c.offsets[m[2]] : m[1] + 1 - c.offsets[m[2]]]
    return (a[4] * len(KINDS) + b[4], a[5] * len(TYPES) + b[5], surface_match(words(a), words(b)), min(i - j, 11), sentence_bucket(a[2] - b[2]))


def link_pairs(model, parts, chunk_of, a, b, rows):
    """a, b: (first, last) word indices of anaphors and antecedents."""
    p = lambda name, at: parts[name][chunk_of, at]
    (a1, a2), (b1, b2) = a, b
    kinds, types, match, distance, sentence = torch.tensor(rows).unbind(1)
    anaphor, antecedent = p("anaphor_first", a1) + p("anaphor_last", a2), p("antecedent_first", b1) + p("antecedent_last", b2)
    return model.link_logits(anaphor, antecedent, p("scale_first", a1) + p("scale_last", a2), kinds, types, match, distance, sentence)


def link_scores(model, parts, batch):
    """Scores of nobody before and of all earlier mentions, which are right, which mention each belongs to, mentions, kinds."""
    chunk_of, first, last, rows, group, gold, n = [], [], [], [], [], [], 0
    ante1, ante2, new = [], [], []
    for b, c in enumerate(batch):
        mentions = mentions_of(c)
        for i, m in enumerate(mentions):
            if m[2] < c.own_from or m[4] >= len(KINDS):
                continue
            hits = [float(mentions[j][3] == m[3]) for j in range(i)]
            new.append((b, m[0], m[1], m[4], m[5], float(not any(hits))))
            for j in range(i):
                chunk_of.append(b)
                first.append(m[0])
                last.append(m[1])
                ante1.append(mentions[j][0])
                ante2.append(mentions[j][1])
                rows.append(link_features(c, mentions, i, j))
                group.append(n)
            gold += hits
            n += 1
    if rows:
        links = link_pairs(model, parts, chunk_of, (first, last), (ante1, ante2), rows).float()
        b, a1, a2, kind, type_, is_new = (list(x) for x in zip(*new))
        news = model.new_logits(parts["anaphor_first"][b, a1] + parts["anaphor_last"][b, a2], torch.tensor(kind), torch.tensor(type_)).float()
        scores, group = torch.cat([news, links]), torch.cat([torch.arange(n), torch.tensor(group)])
        return scores, torch.tensor(is_new + gold), group, n, kind


def link_losses(model, parts, batch):
    scored = link_scores(model, parts, batch)
    if scored:
        yield "link", marginal(*scored[:1], scored[2], scored[1], scored[3])




def theme_losses(model, h, batch, T):
    b_of, at, start, end = [], [], [], []
    for b, c in enumerate(batch):
        for (position, _), (s, claims) in triggers_of(c).items():
            theme = claims[0]["theme"]
            b_of.append(b)
            at.append(position)
            start.append(c.offsets[s] + theme[0] if theme else position)
            end.append(c.offsets[s] + theme[1] - 1 if theme else position)
    if at:
        allowed = same_sentence(batch, T)[b_of, at, 1:]
        for logits, y in zip(model.themes(h), (start, end)):
            yield "theme", F.cross_entropy(logits[b_of, at].float().masked_fill(~allowed, -1e4), torch.tensor(y))


def total_loss(model, batch, labels):
    """The weighted sum and its parts."""
    h = model.words(*batch_tensors(batch))
    T, parts = h.shape[1], model.parts(h)
    losses = collections.Counter()
    arcs = model.arcs(h).float().masked_fill(~same_sentence(batch, T), -1e4)
    forest = trees(model, arcs, parts, batch, labels)
    for name, loss in [
        *tag_losses(model.tag_logits(h), batch, T, labels), *tree_losses(model, arcs, parts, batch, T, labels),
        *argument_losses(model, parts, batch), *role_losses(model, parts, batch, forest), *propbank_losses(model, parts, batch, forest),
        *link_losses(model, parts, batch), *theme_losses(model, h, batch, T),
    ]:  # fmt: skip
        losses[name] = losses[name] + loss
    return sum(WEIGHTS[n] * l for n, l in losses.items()), {n: float(l.detach()) for n, l in losses.items()}
