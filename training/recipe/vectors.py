"""Writes test vectors of what both languages must agree on: words, word pieces, shapes, packing into chunks.

usage: python vectors.py > ../../tests/golden/words.jsonl    (needs models/vocab.txt only; the Rust tests read it)
"""
import json
import random

from chunks import pack
from words import Vocabulary, default_vocabulary, shape, tokens

TEXTS = """Kenya's foreign minister won't attend the U.N. talks in Geneva, a spokesman said.
"We cannot accept this," Ms. Ilves-Ōno told reporters on Jan. 5, 2024.
The U.S.-led coalition spent $1.5bn (about €1.4 billion) — 12.5% more than in 2019/20.
Côte d'Ivoire and São Tomé re-opened their embassies; the ex-president's son didn't comment...
J.K. Okafor, 45, of AT&T Ltd., wrote to press@example.org and https://example.org/a?b=c.
He'd've gone at 10:30 p.m. if they'd asked him!! Really?!
Рыжиков и 北京 were mentioned in the anti-government’s report’s 3rd annex.
“Don’t,” she said, ‘gonna’ go to www.example.com/page), or not?
Prices rose 5-10 percent in the mid-1990s -- or so the non-aligned bloc's O'Brien claimed.
naïve café coöperation İstanbul ŁÓDŹ Đà Nẵng ﬁne Ⅷ ½ ٣
• first item * second item # tag @user _under_score_ ==rule== ***
No. 7 vs. No. 8: Gen. Smith Jr. and Sen. Ruiz met Rep. Li et al. on Sept. 11.
I. don't A. know U.S.A. why e.g. this i.e. that a.m. happens Ph.D.s
Qur'an's Sana'a rock'n'roll 'tis 'em '90s y'all shan't can't ain't
Call 713-853-3989 or 345-9945, not 1990-91-4; e-mail press@example or <a.b...@c.org> :) fine:) <3
It's 7:30PM, 5km and $65k <<quoted>> .... really.? I dont, WONT and Im ‘’ $$$ ----== #Sochi2014 # no
On Wed. and Fri. he wed. w/o b/c and/or 24/7 apples, pears, etc. Then etc. and so on etc.
word\u200dzero\u00adsoft e\u0301 combining \u0301alone tab\tseparated""".split("\n")


def main():
    vocabulary = Vocabulary(default_vocabulary())
    for text in TEXTS:
        spans = tokens(text)
        words = [text[a:b] for a, b in spans]
        record = {"text": text, "spans": spans, "pieces": [vocabulary.pieces(w) for w in words], "shapes": [shape(w) for w in words]}
        print(json.dumps(record, ensure_ascii=False))
    dice = random.Random(7)
    for _ in range(20):
        sizes = [dice.choice([3, 12, 20, 30, 45, 80, 260, 400]) for _ in range(dice.randint(1, 30))]
        print(json.dumps({"sizes": sizes, "plans": pack(sizes)}))


if __name__ == "__main__":
    main()
