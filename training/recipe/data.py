"""Readers of the training data: every source becomes documents of sentences with the layers it has.

A sentence is a dict with `words` and any of: upos xpos lemma head label (treebanks), names (name corpora),
predicates (PropBank), mentions and claims (claims corpus). A layer that is absent is not trained on that sentence.
"""
import collections
import glob
import json
import os
import re

from words import tokens

HERE = os.path.dirname(os.path.abspath(__file__))
EVENTS = {
    "STATE": "says",
    "AGREE": "agreesWith offers promises",
    "CONSULT": "meetsWith talksWith visits hosts negotiatesWith mediates",
    "SUPPORT": "supports praises recognizes signsWith apologizesTo resumesTiesWith",
    "COOPERATE": "cooperatesWith tradesWith sharesIntelligenceWith",
    "AID": "aids",
    "CONCEDE": "concedesTo",
    "RETREAT": "withdrawsFrom releases easesRestrictionsOn ceasesFire",
    "REQUEST": "proposes urges demands requests",
    "ACCUSE": "accuses criticizes condemns blames investigates sues",
    "REJECT": "rejects refuses denies vetoes opposes",
    "THREATEN": "threatens warns",
    "PROTEST": "protestsAgainst strikesAgainst",
    "SANCTION": "sanctions expels suspends breaksTiesWith recallsFrom",
    "MOBILIZE": "mobilizes",
    "COERCE": "arrests convicts bans restricts seizes deports hacks represses interferesIn",
    "ASSAULT": "attacks kills bombs invades abducts",
    "FACT": "holdsPosition memberOf locatedIn alliedWith",
}
EVENT_OF = {r: event for event, names in EVENTS.items() for r in names.split()}
RELATIONS = list(EVENT_OF)
TYPES = "PER ORG GPE LOC FAC NORP EVENT WORK".split()
KINDS = "name role adj met nom pro".split()
SECTORS = "GOV LEG JUD MIL COP SPY PTY OPP IGO NGO MED BUS EDU REL LAB CVL REB CRM ETH UNK".split()
MODALITIES = "actual future conditional possible requested alleged".split()
ARGUMENTS = "none ARG0 ARG1 ARG2 ARG3 TMP LOC NEG MOD ADV OTHER".split()
NAME_TYPES = "PER ORG LOC".split()
# CrossNER's classes in terms of UNER's three; the others are no names of these three types.
CROSSNER = {"politician": "PER", "person": "PER", "organisation": "ORG", "politicalparty": "ORG", "country": "LOC", "location": "LOC"}


def lemma_script(word, lemma):
    """How to make the lemma from the word: case, letters to cut at the end, letters to add."""
    low = lemma == lemma.lower() and word != word.lower()
    base = word.lower() if low else word
    same = 0
    while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
        same += 1
    return f"{'l' if low else '-'}{len(base) - same}+{lemma[same:]}"


def treebank(path):
    """CoNLL-U as documents; empty nodes and multiword ranges are left out."""
    documents, sentence, name = [], None, None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            documents.append([])
        elif line.startswith("# sent_id"):
            name = line.split("=", 1)[1].strip()
        elif not line:
            if sentence:
                documents[-1].append(sentence)
            sentence = None
        elif line[0] != "#":
            c = line.split("\t")
            if c[0].isdigit():
                if sentence is None:
                    sentence = collections.defaultdict(list)
                    sentence["id"] = name
                sentence["misc"].append(c[9])
                for key, value in (("words", c[1]), ("upos", c[3]), ("xpos", c[4]), ("lemma", lemma_script(c[1], c[2])), ("head", int(c[6])), ("label", c[7])):
                    sentence[key].append(value)
    return [d for d in documents if d]


REFERENTS = {"person": "PER", "organization": "ORG", "place": "GPE"}  # GUM's types of entities that act


def add_referents(documents):
    """GUM's coreference as mentions of the claims corpus's shape, for links alone: (first, after last, entity, kind, type, -1)."""
    for document in documents:
        open_, chains = {}, collections.defaultdict(list)
        for number, sentence in enumerate(document):
            sentence["referents"] = []
            for i, misc in enumerate(sentence["misc"]):
                field = next((f[7:] for f in misc.split("|") if f.startswith("Entity=")), "")
                for bracket in re.findall(r"\([^()]*\)?|[^()]+\)", field):
                    name = bracket.strip("()").split("-")
                    if bracket[0] == "(":
                        open_.setdefault(name[0], []).append((number, i, name[1], name[5]))
                    if bracket[-1] == ")" and open_.get(name[0]):
                        start = open_[name[0]].pop()
                        if start[0] == number and start[2] in REFERENTS:
                            chains[name[0]].append((number, referent(sentence, start, name[0])))
        for mentions in chains.values():
            for number, mention in mentions:
                document[number]["referents"].append(mention)
        for sentence in document:
            sentence["referents"].sort()


def referent(sentence, start, entity):
    """A mention from its first word (articles apart) to its head, as the claims corpus marks them."""
    _, first, kind, minimal = start
    last = first + int(minimal.split(",")[-1]) - 1
    last = min(last, len(sentence["words"]) - 1)
    if sentence["upos"][first] == "DET" and first < last:
        first += 1
    tag = sentence["upos"][last]
    how = "pro" if tag in ("PRON", "DET") else "name" if tag == "PROPN" else "nom"
    return (first, last + 1, entity, KINDS.index(how), TYPES.index(REFERENTS[kind]), -1)


def name_corpus(path, classes=None):
    """IOB2 as one list of sentences; `classes` maps a corpus's classes to UNER's, others become O."""
    out, words, names, key = [], [], [], None
    for line in list(open(path, encoding="utf-8")) + ["\n"]:
        line = line.rstrip("\n")
        if line.startswith("# sent_id"):
            key = line.split("=", 1)[1].strip()
        elif not line:
            if words:
                out.append({"id": key, "words": words, "names": names})
            words, names = [], []
        elif not line.startswith("#"):
            c = line.split("\t")
            if len(c) < 3:
                continue
            tag, _, kind = c[2].partition("-")
            kind = (classes or {}).get(kind, kind if classes is None else "")
            words.append(c[1])
            names.append(f"{tag}-{kind}" if kind in NAME_TYPES else "O")
    return out


def add_names(documents, named):
    by_id = {s["id"]: s for s in named}
    for document in documents:
        for sentence in document:
            other = by_id.get(sentence["id"])
            if other and other["words"] == sentence["words"]:
                sentence["names"] = other["names"]


def add_predicates(documents, path):
    """PropBank: predicate word → role of each argument's head word (roles folded to ARGUMENTS)."""
    by_id = {}
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        by_id[record["sent_id"]] = record["predicates"]
    for document in documents:
        for sentence in document:
            if sentence["id"] in by_id:
                sentence["predicates"] = [predicate(sentence, p) for p in by_id[sentence["id"]] if p["token"] <= len(sentence["words"])]


def predicate(sentence, record):
    roles = {}
    for role, first, last in record["args"]:
        if role.startswith(("R-", "C-")) or last > len(sentence["words"]):
            continue
        role = role.replace("ARGM-", "")
        role = role if role in ARGUMENTS else ("ARG3" if role.startswith("ARG") else "OTHER")
        roles.setdefault(head_of(sentence, first, last), ARGUMENTS.index(role))
    return record["token"] - 1, roles


def head_of(sentence, first, last):
    """The word of a span (from 1, ends included) whose head lies outside it, counted from 0."""
    for i in range(first - 1, last):
        if not first <= sentence["head"][i] <= last:
            return i
    return first - 1


def whole(text, surface, start=0):
    """Where `surface` stands from `start` on as whole words; else anywhere; else -1 (as bin/check-corpus does)."""
    at = first = text.find(surface, start)
    while at >= 0:
        end = at + len(surface)
        inside = at > 0 and text[at - 1].isalnum() and surface[0].isalnum()
        if not inside and not (end < len(text) and text[end].isalnum() and surface[-1].isalnum()):
            return at
        at = text.find(surface, at + 1)
    return first


def covered(spans, start, end):
    """The words (first, after last) that the characters [start, end) touch."""
    hit = [k for k, (s, e) in enumerate(spans) if s < end and e > start]
    return (hit[0], hit[-1] + 1) if hit else None


def claims_corpus(folder, dev):
    documents = []
    for path in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        for line in open(path, encoding="utf-8"):
            record = json.loads(line)
            if (int(record["id"].rsplit("-", 1)[1]) % 6 == 0) == dev:
                documents.append([claims_sentence(record, s) for s in record["sentences"]])
    return documents


def claims_sentence(record, source):
    text = source["text"]
    spans = tokens(text)
    out = {"id": record["id"], "words": [text[a:b] for a, b in spans], "mentions": [], "claims": []}
    at = 0
    for surface, entity, kind in source.get("mentions", []):
        found = whole(text, surface, at)
        span = covered(spans, found, found + len(surface)) if found >= 0 else None
        if span:
            at = found + len(surface)
            e = record["entities"][entity]
            out["mentions"].append((*span, entity, KINDS.index(kind), TYPES.index(e["type"]), SECTORS.index(e["sector"]) if e.get("sector") else -1))
    for claim in source.get("claims", []):
        trigger = claim.get("trigger")
        found = occurrence(text, trigger, claim.get("nth", 1)) if isinstance(trigger, str) and trigger else -1
        span = covered(spans, found, found + len(trigger)) if found >= 0 else None
        if span and span[1] - span[0] > 1 and text[slice(*spans[span[0]])].lower() in ("former", "ex"):
            span = (span[0] + 1, span[1])  # half of the annotation marks "former" as part of the office, half does not
        if span:
            theme = text.find(claim["theme"]) if claim.get("theme") else -1
            out["claims"].append(
                {
                    "span": span,
                    "relation": RELATIONS.index(claim["relation"]),
                    "roles": [claim.get(r) for r in ("source", "target", "by")],
                    "negative": claim.get("polarity") == "negative",
                    "modality": MODALITIES.index(claim.get("modality") or "actual"),
                    "theme": covered(spans, theme, theme + len(claim["theme"])) if theme >= 0 else None,
                }
            )
    return out


MARK = re.compile(r"\{([a-z]+):|\}")


def ontology_examples(folder):
    """The ontology's own examples, a document each: their trigger, roles and theme; nothing is known of their other words."""
    documents = []
    for path in sorted(glob.glob(os.path.join(folder, "relations", "*.ttl"))):
        text = open(path, encoding="utf-8").read()
        for relation, block in re.findall(r"^dm:(\w+) a dm:Relation\b(.*?)(?=^dm:\w+ a dm:Relation\b|\Z)", text, re.M | re.S):
            for example, rest in re.findall(r'"([^"\n]*\{trigger:[^"\n]*)"@en([^"]*)', block):
                if relation in RELATIONS:
                    rest = rest.split("]")[0]
                    modality = re.search(r"dm:modality dm:(\w+)", rest)
                    documents.append([example_sentence(example, RELATIONS.index(relation), modality and modality[1], "dm:negative" in rest)])
    return documents


def example_sentence(marked, relation, modality, negative):
    text, at, open_, marks = "", 0, [], {}
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        at = m.end()
        if m[1]:
            open_.append((m[1], len(text)))
        else:
            name, start = open_.pop()
            marks[name] = (start, len(text))
    text += marked[at:]
    spans = tokens(text)
    of = {name: covered(spans, *place) for name, place in marks.items()}
    roles = [r for r in ("source", "target", "by") if r in of]
    unknown = (len(KINDS) + 1, len(TYPES) + 1)
    claim = {"span": of["trigger"], "relation": relation, "roles": [(marked, r) if r in of else None for r in ("source", "target", "by")],
             "negative": negative, "modality": MODALITIES.index(modality or "actual"), "theme": of.get("theme")}  # fmt: skip
    referents = sorted((*of[r], (marked, r), *unknown, -1) for r in roles)
    return {"id": "example", "words": [text[a:b] for a, b in spans], "referents": referents, "claims": [claim], "partial": True}


def occurrence(text, surface, nth):
    at = whole(text, surface)
    for _ in range(nth - 1):
        at = whole(text, surface, at + 1)
    return at


def load(shared, corpus, dev=False):
    """All sources: [(name, repeats a round, documents)]."""
    part = "dev" if dev else "train"
    data = os.path.join(shared, "data")
    ewt = treebank(f"{data}/ud/en_ewt-{part}.conllu")
    add_names(ewt, name_corpus(f"{data}/ner/uner_ewt-{part}.iob2"))
    add_predicates(ewt, f"{data}/srl/en_ewt-propbank-{part}.jsonl")
    gum = treebank(f"{data}/ud/en_gum-{part}.conllu")
    add_referents(gum)
    politics = name_corpus(f"{data}/ner/crossner_politics-{part}.iob2", CROSSNER)
    out = [("ewt", 1, ewt), ("gum", 1, gum), ("claims", 1.5, claims_corpus(corpus, dev)), ("politics", 1, [politics])]
    if not dev:
        out.append(("examples", 1.5, ontology_examples(os.path.join(HERE, "../../ontology"))))
        out.append(("wikigold", 1, [name_corpus(f"{data}/ner/wikigold-all.iob2")]))
    return out
