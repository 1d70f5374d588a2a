//! `demarche annotate`: the language layers as CoNLL-U.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};

use super::Ending;
use super::args::Annotate;
use super::progress;
use crate::language::Model;
use crate::source;
use crate::text::{Annotated, Document, Sentence};

pub(super) fn run(args: &Annotate) -> Result<Ending> {
    let model = Model::load(args.threads)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.pretokenized {
        for path in &args.paths {
            pretokenized(&model, path, &mut out)?;
        }
        out.flush()?;
        return Ok(Ending::Done);
    }
    let (inputs, mut progress) = progress::inputs(&args.paths);
    for input in &inputs {
        let mut failed = None;
        source::read(input, &mut |document| match document {
            Ok(document) if failed.is_none() => {
                progress.read(0);
                let written = write(&model.annotate(&document), &document, &mut out);
                failed = written.and_then(|()| out.flush()).err();
            }
            Ok(_) => {} // nobody listens any more
            Err(fault) => progress.skip(&fault),
        });
        failed.map_or(Ok(()), Err)?;
    }
    progress.finish();
    Ok(progress.ending())
}

fn write(annotated: &Annotated, document: &Document, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "# newdoc id = {}", document.key.replace(['\n', '\r'], " "))?;
    for (number, sentence) in annotated.sentences.iter().enumerate() {
        writeln!(out, "# sent_id = {}-{}", document.key.replace(['\n', '\r'], " "), number + 1)?;
        let text: Vec<&str> = sentence.span.of(&document.text).split_whitespace().collect();
        writeln!(out, "# text = {}", text.join(" "))?;
        rows(sentence, &document.text, true, out)?;
    }
    Ok(())
}

/// The words of a sentence, a line each, and the blank line that ends it.
fn rows(sentence: &Sentence, text: &str, spaces: bool, out: &mut impl Write) -> std::io::Result<()> {
    for (i, token) in sentence.tokens.iter().enumerate() {
        let touching = sentence.tokens.get(i + 1).is_some_and(|next| next.span.start == token.span.end);
        let mut misc = Vec::new();
        if token.name != "O" {
            misc.push(format!("NER={}", token.name));
        }
        if touching && spaces {
            misc.push("SpaceAfter=No".to_owned());
        }
        let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
        let head = token.head.map_or(0, |h| h + 1);
        let word = token.span.of(text);
        let (lemma, upos, xpos, label) = (&token.lemma, token.upos, token.xpos, token.deprel);
        writeln!(out, "{}\t{word}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{label}\t_\t{misc}", i + 1)?;
    }
    writeln!(out)
}

/// Sentences of a CoNLL-U file: the comments above each, and its words.
#[derive(Default)]
struct Given<'s> {
    comments: Vec<Vec<&'s str>>,
    words: Vec<Vec<String>>,
}

impl<'s> Given<'s> {
    /// Reads the rows whose number is a plain integer; ranges of multiword tokens and empty nodes are no words.
    fn read(source: &'s str) -> Self {
        let (mut out, mut above, mut words) = (Self::default(), Vec::new(), Vec::new());
        for line in source.lines().chain(std::iter::once("")) {
            let mut fields = line.split('\t');
            if line.starts_with('#') {
                above.push(line);
            } else if line.trim().is_empty() {
                if !words.is_empty() {
                    out.comments.push(std::mem::take(&mut above));
                    out.words.push(std::mem::take(&mut words));
                }
            } else if let (Some(number), Some(word)) = (fields.next(), fields.next())
                && number.bytes().all(|b| b.is_ascii_digit())
            {
                words.push(if word.is_empty() { "_".to_owned() } else { word.to_owned() });
            }
        }
        out
    }
}

/// Reads CoNLL-U (`-`: standard input) and writes the same sentences and words with the model's layers.
fn pretokenized(model: &Model, path: &Path, out: &mut impl Write) -> Result<()> {
    let read =
        if path.as_os_str() == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(path) };
    let source = read.with_context(|| path.display().to_string())?;
    let given = Given::read(&source);
    let (document, annotated) = model.annotate_words(&given.words);
    for (comments, sentence) in given.comments.iter().zip(&annotated.sentences) {
        for comment in comments {
            writeln!(out, "{comment}")?;
        }
        rows(sentence, &document.text, false, out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_rows_are_words() {
        let source =
            "# sent_id = 1\r\n1-2\tdon't\t_\r\n1\tdo\t_\r\n2\tn't\t_\r\n2.1\tgo\t_\r\n\r\n\n# lost\n\n# b\n1\tYes";
        let given = Given::read(source);
        assert_eq!(given.words, [vec!["do", "n't"], vec!["Yes"]]);
        assert_eq!(given.comments, [vec!["# sent_id = 1"], vec!["# lost", "# b"]]);
    }
}
