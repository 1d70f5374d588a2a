//! `demarche annotate`: the language layers as CoNLL-U.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};

use super::Ending;
use super::args::Annotate;
use super::progress::Progress;
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
    let (inputs, faults) = source::inputs(&args.paths);
    let mut progress = Progress::new(inputs.len());
    faults.iter().for_each(|f| progress.skip(f));
    let mut failed = None;
    for input in &inputs {
        source::read(input, &mut |document| match document {
            Ok(document) => failed = failed.take().or(write(&model.annotate(&document), &document, &mut out).err()),
            Err(fault) => progress.skip(&fault),
        });
    }
    out.flush()?;
    progress.finish();
    failed.map_or(Ok(Ending::of(progress.skips.len())), |e| Err(e.into()))
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

/// Reads CoNLL-U and writes the same sentences and words with the model's layers; ranges and empty nodes are left out.
fn pretokenized(model: &Model, path: &Path, out: &mut impl Write) -> Result<()> {
    let source = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let (mut comments, mut sentences): (Vec<Vec<&str>>, Vec<Vec<String>>) = (Vec::new(), Vec::new());
    let (mut above, mut words) = (Vec::new(), Vec::new());
    for line in source.lines().chain(std::iter::once("")) {
        let mut fields = line.split('\t');
        if line.starts_with('#') {
            above.push(line);
        } else if line.is_empty() && !words.is_empty() {
            comments.push(std::mem::take(&mut above));
            sentences.push(std::mem::take(&mut words));
        } else if let (Some(number), Some(word)) = (fields.next(), fields.next())
            && number.bytes().all(|b| b.is_ascii_digit())
        {
            words.push(word.to_owned());
        }
    }
    let (document, annotated) = model.annotate_words(&sentences);
    for (comments, sentence) in comments.iter().zip(&annotated.sentences) {
        for comment in comments {
            writeln!(out, "{comment}")?;
        }
        rows(sentence, &document.text, false, out)?;
    }
    Ok(())
}
