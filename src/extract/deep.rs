//! A sentence's tree with the arguments that its words leave unsaid: who is understood as subject and object.
//!
//! A frame is read off one construction and has to match others of the same meaning. So both sides are first brought
//! to one form, much as enhanced Universal Dependencies (de Marneffe et al. 2021, section 4) and `PredPatt` (White et
//! al. 2016) do: passives to actives, relative clauses and participles to clauses with their noun inside, subjects of
//! infinitives and conjuncts filled in. Every rule stands in a function of its own with its reason. The tree's own
//! arcs stay beside what is added.

use super::clause;
use super::word::lemma;
use crate::text::Token;

/// An arc of the deep graph, seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    /// The word at the other end.
    pub to: usize,
    /// What the dependent is to its head: `subj obj iobj prep poss comp inf …` or a universal label without subtype.
    pub kind: &'static str,
    /// The word whose preposition or conjunction the arc carries: the dependent, or the pronoun it stands for.
    pub via: usize,
    /// Whether it was added to the tree.
    pub added: bool,
}

/// The deep graph of one sentence.
#[derive(Debug)]
pub(super) struct Deep<'a> {
    /// Its words.
    pub tokens: &'a [Token],
    /// Lower-cased dictionary forms, British spelling made American, as frames are compared by.
    pub lemmas: Vec<String>,
    /// Dependents in the tree, in order.
    pub children: Vec<Vec<usize>>,
    /// Arcs from a head to its dependents.
    pub down: Vec<Vec<Edge>>,
    /// Arcs of the tree, and those that conjuncts share, from a dependent to its heads.
    pub up: Vec<Vec<Edge>>,
    passive: Vec<bool>,
    /// Words that are subject on the surface, understood ones included.
    subjects: Vec<Vec<usize>>,
}

impl<'a> Deep<'a> {
    /// Builds the graph of a sentence; a malformed tree (arcs out of range, circles) gives fewer arcs, no panic.
    pub fn new(tokens: &'a [Token], text: &str) -> Self {
        let n = tokens.len();
        let mut children = vec![Vec::new(); n];
        for (i, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head.filter(|h| *h < n && *h != i) {
                children[head].push(i);
            }
        }
        let lemmas = tokens.iter().map(|t| lemma(t, text)).collect();
        let (down, up) = (vec![Vec::new(); n], vec![Vec::new(); n]);
        let mut deep =
            Self { tokens, lemmas, children, down, up, passive: vec![false; n], subjects: vec![Vec::new(); n] };
        let order = deep.order();
        deep.passives(&order);
        deep.tree_arcs();
        deep.understood(&order);
        deep.relatives();
        deep.names_and_titles();
        deep.quoted_clauses();
        deep.conjuncts();
        deep
    }

    /// Words from the root downwards.
    fn order(&self) -> Vec<usize> {
        let mut out: Vec<usize> = (0..self.tokens.len()).filter(|i| self.tokens[*i].head.is_none()).collect();
        let mut at = 0;
        while at < out.len() {
            out.extend(&self.children[out[at]]);
            at += 1;
        }
        out
    }

    /// The head in the tree.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.tokens[i].head.filter(|h| *h < self.tokens.len() && *h != i)
    }

    /// The label to the head without its subtype.
    pub fn label(&self, i: usize) -> &'static str {
        let label = self.tokens[i].deprel;
        label.split_once(':').map_or(label, |(universal, _)| universal)
    }

    /// The first dependent with one of these labels (without subtypes).
    pub fn child(&self, i: usize, labels: &[&str]) -> Option<usize> {
        self.children[i].iter().copied().find(|c| labels.contains(&self.label(*c)))
    }

    /// Whether `i` is `above` or hangs below it.
    pub fn is_under(&self, i: usize, above: usize) -> bool {
        let (mut at, mut left) = (i, self.tokens.len());
        loop {
            if at == above {
                return true;
            }
            match self.head(at) {
                Some(head) if left > 0 => at = head,
                _ => return false,
            }
            left -= 1;
        }
    }

    /// Prepositions and conjunctions that introduce a word, of two-word ones both (`because`, `of`).
    pub fn markers(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.children[i].iter().copied().filter(|c| matches!(self.label(*c), "case" | "mark"));
        own.flat_map(|c| {
            let fixed = self.children[c].iter().copied().filter(|f| self.label(*f) == "fixed");
            std::iter::once(c).chain(fixed)
        })
    }

    /// Whether the arc carries this preposition.
    pub fn has_marker(&self, i: usize, lemma: &str) -> bool {
        self.markers(i).any(|m| self.lemmas[m] == lemma)
    }

    /// The deep arcs of a kind from a head.
    pub fn arguments<'s>(&'s self, i: usize, kind: &'s str) -> impl Iterator<Item = usize> + 's {
        self.down[i].iter().filter(move |e| e.kind == kind).map(|e| e.to)
    }

    fn add(&mut self, head: usize, edge: Edge) {
        if head != edge.to && !self.down[head].iter().any(|e| e.to == edge.to && e.kind == edge.kind) {
            self.down[head].push(edge);
        }
    }

    /// Passive: an auxiliary or subject that says so, a participle after its noun ("the men detained in May"), before
    /// it ("the detained men") or without a subject ("armed by Chad, they …"), a conjunct of a passive participle.
    fn passives(&mut self, order: &[usize]) {
        for &i in order {
            let token = &self.tokens[i];
            let told = self.children[i].iter().any(|c| self.tokens[*c].deprel.ends_with(":pass"));
            let participle = token.xpos == "VBN" && self.child(i, &["aux", "nsubj", "csubj"]).is_none();
            let bare = token.deprel != "acl:relcl" && matches!(self.label(i), "acl" | "advcl" | "amod");
            let joined = self.label(i) == "conj" && self.head(i).is_some_and(|h| self.passive[h]);
            self.passive[i] = told || (participle && (bare || joined));
        }
    }

    fn tree_arcs(&mut self) {
        for i in 0..self.tokens.len() {
            let Some(head) = self.head(i) else { continue };
            let edge = Edge { to: i, kind: self.kind(i, head), via: i, added: false };
            self.up[i].push(Edge { to: head, ..edge });
            self.down[head].push(edge);
        }
    }

    /// What a word is to its head. The subject of a passive is an object, its agent a subject; "of", "against" and
    /// other prepositions are `prep` before nouns and gerunds alike, to a verb or to a noun: parsers disagree there
    /// more than meanings do. Infinitives are `inf`, clauses with "that" or without a mark `comp`, however attached.
    fn kind(&self, i: usize, head: usize) -> &'static str {
        let token = &self.tokens[i];
        let gerund = token.xpos == "VBG" || matches!(token.upos, "NOUN" | "PROPN" | "PRON");
        match (token.deprel, self.label(i)) {
            // No subject has a preposition: a slip of the parser.
            (_, "nsubj") if self.child(i, &["case"]).is_some() => {
                if self.passive[head] && self.has_marker(i, "by") {
                    "subj"
                } else {
                    "prep"
                }
            }
            // Of two objects the first is the one who receives, and so is the subject of a passive that keeps an object
            // ("were denied visas").
            ("nsubj:pass", _) if self.child(head, &["obj"]).is_some() => "iobj",
            (_, "obj") if self.children[head].iter().any(|c| *c > i && self.label(*c) == "obj") => "iobj",
            ("nsubj:pass" | "csubj:pass", _) => "obj",
            ("obl:agent", _) => "subj",
            ("nmod:poss", _) => "poss",
            ("nmod:desc", _) => "title",
            ("compound:prt", _) => "particle",
            ("acl:relcl" | "advcl:relcl", _) => "relative",
            ("obl:unmarked" | "nmod:unmarked", _) => "unmarked",
            (_, "nsubj" | "csubj") if self.passive[head] => "obj",
            (_, "nsubj" | "csubj") => "subj",
            (_, "obl") if self.passive[head] && self.has_marker(i, "by") => "subj",
            (_, "obl" | "nmod") if self.markers(i).next().is_some() => "prep",
            (_, "xcomp" | "ccomp" | "advcl" | "acl") if self.has_marker(i, "to") && !gerund => "inf",
            (_, "xcomp" | "ccomp" | "advcl" | "acl") if self.has_marker(i, "that") => "comp",
            (_, "xcomp" | "ccomp" | "advcl" | "acl") if gerund && self.markers(i).next().is_some() => "prep",
            (_, "xcomp" | "ccomp") => "comp",
            (_, universal) => universal,
        }
    }

    /// Fills in subjects: own ones, those that the governing clause gives, a participle's noun.
    fn understood(&mut self, order: &[usize]) {
        for &i in order {
            let is_subject =
                |c: &usize| matches!(self.label(*c), "nsubj" | "csubj") && self.child(*c, &["case"]).is_none();
            let own: Vec<usize> = self.children[i].iter().copied().filter(is_subject).collect();
            if !own.is_empty() {
                self.subjects[i] = own;
                continue;
            }
            let Some(head) = self.head(i) else { continue };
            let given = self.given_subjects(i, head);
            let kind = if self.passive[i] { "obj" } else { "subj" };
            for &s in &given {
                self.add(i, Edge { to: s, kind, via: s, added: true });
            }
            self.subjects[i] = given;
        }
    }

    /// Subjects that a word without its own takes over.
    #[expect(clippy::match_same_arms, reason = "each arm is a construction of its own")]
    fn given_subjects(&self, i: usize, head: usize) -> Vec<usize> {
        let kind = self.down[head].iter().find(|e| e.to == i && !e.added).map_or("", |e| e.kind);
        let participle = matches!(self.tokens[i].xpos, "VBN" | "VBG");
        match (kind, self.label(i)) {
            // "Peru protested and withdrew": conjoined predicates share the subject.
            ("conj", _) => self.subjects[head].clone(),
            // "vowed to close", "urged them to close": control and raising.
            ("inf", "acl") => self.owners(head),
            ("inf", _) | ("comp", "xcomp") => self.controllers(i, head),
            // "accused Chad of paying", "left after signing": a gerund behind a preposition.
            ("prep", "advcl" | "acl" | "xcomp" | "ccomp") => self.controllers(i, head),
            ("comp", _) if self.tokens[i].xpos == "VBG" => self.subjects[head].clone(),
            // "Rain fell, flooding the camp": a clause without a subject has that of its governor.
            (_, "advcl") => self.subjects[head].clone(),
            // "a group linked to", "ministers attending", "the ruling party": a participle and its noun.
            (_, "acl" | "amod") if participle => vec![head],
            _ => Vec::new(),
        }
    }

    /// Who does what an infinitive or gerund says (Rosenbaum's minimal distance principle and its exceptions): the
    /// object of the governing verb if it has one, else its subject; the subject anyway after "promise" and for
    /// gerunds of circumstance and purpose clauses.
    fn controllers(&self, i: usize, head: usize) -> Vec<usize> {
        let verb = self.lemmas[head].as_str();
        let gerund = self.tokens[i].xpos == "VBG";
        let circumstance = gerund && !self.markers(i).any(|m| clause::OBJECT_GERUND.contains(&&*self.lemmas[m]));
        let purpose = self.label(i) == "advcl" && !gerund && !clause::MOVES_OTHERS.contains(&verb);
        if circumstance || purpose || clause::SUBJECT_CONTROL.contains(&verb) {
            return self.subjects[head].clone();
        }
        let mut found: Vec<usize> = self.arguments(head, "iobj").filter(|o| *o != i).collect();
        if found.is_empty() {
            found.extend(self.arguments(head, "obj").filter(|o| *o != i));
        }
        // "called on the generals to hold a vote": the one addressed stands behind a preposition.
        if found.is_empty() && clause::ADDRESSES.contains(&verb) {
            let addressed = |o: &usize| ["on", "upon", "to", "for"].iter().any(|p| self.has_marker(*o, p));
            found.extend(self.arguments(head, "prep").filter(|o| *o < i && addressed(o)).take(1));
        }
        if found.is_empty() { self.subjects[head].clone() } else { found }
    }

    /// Whose act the infinitive after a noun is: "Nauru's refusal to open", "the cabinet took a decision to open".
    fn owners(&self, noun: usize) -> Vec<usize> {
        let owner: Vec<usize> = self.arguments(noun, "poss").collect();
        if !owner.is_empty() {
            return owner;
        }
        match self.head(noun) {
            Some(verb) if self.label(noun) == "obj" => self.subjects[verb].clone(),
            _ => Vec::new(),
        }
    }

    /// Relative clauses: the noun takes the place of the pronoun, and the empty place where there is none ("the plan
    /// Chad rejected").
    fn relatives(&mut self) {
        for i in 0..self.tokens.len() {
            if !matches!(self.tokens[i].deprel, "acl:relcl" | "advcl:relcl") {
                continue;
            }
            let Some(noun) = self.head(i) else { continue };
            let pronoun = (0..self.tokens.len()).find(|p| self.is_relative(*p, i));
            match pronoun {
                Some(p) => self.replace(p, noun),
                None if self.subjects[i].is_empty() => {
                    let kind = if self.passive[i] { "obj" } else { "subj" };
                    self.add(i, Edge { to: noun, kind, via: noun, added: true });
                }
                None if self.arguments(i, "obj").next().is_none() => {
                    self.add(i, Edge { to: noun, kind: "obj", via: noun, added: true });
                }
                None => {}
            }
        }
    }

    fn is_relative(&self, p: usize, verb: usize) -> bool {
        matches!(self.lemmas[p].as_str(), "who" | "whom" | "which" | "that" | "whose")
            && matches!(self.tokens[p].upos, "PRON" | "DET" | "SCONJ")
            && matches!(self.label(p), "nsubj" | "obj" | "iobj" | "obl" | "nmod" | "det")
            && self.is_under(p, verb)
    }

    fn replace(&mut self, pronoun: usize, noun: usize) {
        for head in 0..self.tokens.len() {
            let edges: Vec<Edge> = self.down[head].iter().filter(|e| e.to == pronoun).copied().collect();
            for edge in edges {
                self.add(head, Edge { to: noun, added: true, ..edge });
            }
        }
    }

    /// Apposition and title say what somebody is: "Laos, a member of", "Prime Minister Tran" as "Tran is prime
    /// minister". Which of the two words is the head differs between treebanks, so both are subject of the other.
    fn names_and_titles(&mut self) {
        for i in 0..self.tokens.len() {
            let Some(head) = self.head(i) else { continue };
            let nominal = |w: usize| matches!(self.tokens[w].upos, "NOUN" | "PROPN");
            let label = self.label(i);
            let title = (matches!(label, "compound" | "flat") || self.tokens[i].deprel == "nmod:desc")
                && (self.tokens[i].upos == "PROPN" || self.tokens[head].upos == "PROPN");
            if nominal(i) && nominal(head) && (title || label == "appos") {
                self.add(head, Edge { to: i, kind: "subj", via: i, added: true });
                self.add(i, Edge { to: head, kind: "subj", via: head, added: true });
            }
        }
    }

    /// "Stocks are low, says the board": the clause that a speech verb interrupts or follows is what it says.
    fn quoted_clauses(&mut self) {
        for i in 0..self.tokens.len() {
            let Some(head) = self.head(i) else { continue };
            let verb = |w: usize| self.tokens[w].upos == "VERB";
            let empty = !self.down[i].iter().any(|e| matches!(e.kind, "comp" | "obj" | "inf"));
            if self.label(i) == "parataxis" && verb(i) && empty && !self.subjects[i].is_empty() {
                self.add(i, Edge { to: head, kind: "comp", via: head, added: true });
            }
        }
    }

    /// Conjuncts play every role that the first of them plays, and verbs share an object that follows the last.
    fn conjuncts(&mut self) {
        for i in 0..self.tokens.len() {
            let Some(first) = self.head(i).filter(|_| self.label(i) == "conj") else { continue };
            if is_nominal(&self.tokens[i]) != is_nominal(&self.tokens[first]) {
                continue;
            }
            for head in 0..self.tokens.len() {
                let edges: Vec<Edge> =
                    self.down[head].iter().filter(|e| e.to == first && e.kind != "conj").copied().collect();
                for edge in edges {
                    let via = if self.markers(i).next().is_some() { i } else { edge.via };
                    self.add(head, Edge { to: i, via, added: true, ..edge });
                    self.up[i].push(Edge { to: head, kind: edge.kind, via, added: true });
                }
            }
            self.shared_objects(first, i);
        }
    }

    /// "arrested and later jailed the editor": the object hangs on one of the verbs and belongs to both.
    fn shared_objects(&mut self, first: usize, last: usize) {
        let verbs = self.tokens[first].upos == "VERB" && self.tokens[last].upos == "VERB";
        let (left, right): (Vec<usize>, Vec<usize>) =
            (self.arguments(first, "obj").collect(), self.arguments(last, "obj").collect());
        if !verbs || self.passive[first] || self.passive[last] {
            return;
        }
        for o in left.iter().filter(|o| right.is_empty() && **o > last) {
            self.add(last, Edge { to: *o, kind: "obj", via: *o, added: true });
        }
        let adjacent = last <= first + 3 && !self.children[first].iter().any(|c| *c > first && *c < last);
        for o in right.iter().filter(|_| left.is_empty() && adjacent) {
            self.add(first, Edge { to: *o, kind: "obj", via: *o, added: true });
        }
    }
}

fn is_nominal(token: &Token) -> bool {
    matches!(token.upos, "NOUN" | "PROPN" | "PRON" | "NUM" | "SYM" | "X")
}
