//! Readers: what becomes of files, streams and hostile input before anybody reads the words.

mod html;

use std::io::Cursor;
use std::path::{Path, PathBuf};

use demarche::source::{ALL, Input, SourceError, document_from_text, inputs, read};
use demarche::text::{BlockKind, Document};
use proptest::prelude::*;

use BlockKind::{Cell, Heading, Item, Paragraph};

/// Reads bytes with the reader of that name.
fn with(reader: &str, bytes: &[u8]) -> Vec<Result<Document, SourceError>> {
    let reader = ALL.iter().find(|r| r.name() == reader).expect("a reader of that name");
    let mut out = Vec::new();
    reader.read("key", &mut Cursor::new(bytes), &mut |d| out.push(d));
    out
}

fn one(reader: &str, source: &str) -> Document {
    let mut all = with(reader, source.as_bytes());
    assert_eq!(all.len(), 1, "one document");
    all.remove(0).expect("a document")
}

fn fault(reader: &str, bytes: &[u8]) -> SourceError {
    with(reader, bytes).into_iter().find_map(Result::err).expect("a fault")
}

fn shown(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, b.span.of(&document.text))).collect()
}

fn words(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|b| b.span.of(&document.text)).collect()
}

fn kinds(text: &str) -> Vec<BlockKind> {
    document_from_text("a", text).blocks.iter().map(|b| b.kind).collect()
}

/// Every promise about blocks at once.
fn check(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        let words = document.text.get(block.span.start..block.span.end).expect("on char boundaries, inside the text");
        assert!(block.span.start >= end, "ordered, not overlapping");
        assert!(!words.is_empty() && words.trim() == words, "trimmed, not empty: {words:?}");
        end = block.span.end;
    }
    assert_eq!(document.hash.len(), 32);
    assert!(document.hash.bytes().all(|b| b.is_ascii_hexdigit()));
}

// ---- plain text

#[test]
fn blank_lines_separate_blocks_and_a_short_line_is_a_heading() {
    let document = document_from_text("a", "Talks resume in Accra\n\nGhana welcomed the offer.\nTogo did not.\n");
    let expected =
        [(Heading, "Talks resume in Accra"), (Paragraph, "Ghana welcomed the offer."), (Paragraph, "Togo did not.")];
    assert_eq!(shown(&document), expected);
}

#[test]
fn hard_wrapped_lines_are_one_paragraph() {
    let text = "Border reopens\n\n\
        The ministers of the two countries met on the bridge on Sunday morning\n\
        and opened it to lorries. Ana Pereda, who leads the border guard, said\n\
        that trade had already doubled.\n\
        Nobody from the opposition came. Its leader called the ceremony a show\n\
        and stayed at home.\n\n\
        A second bridge is planned for next year, the ministry of transport of\n\
        the larger country said.\n";
    let document = document_from_text("a", text);
    let all = words(&document);
    assert_eq!(all.len(), 4, "{all:?}");
    assert_eq!(document.blocks[0].kind, Heading);
    assert!(all[1].starts_with("The ministers") && all[1].ends_with("doubled."));
    assert!(all[2].starts_with("Nobody") && all[2].ends_with("at home."));
    assert!(all[3].starts_with("A second bridge"));
}

#[test]
fn a_wrapped_paragraph_may_begin_lines_with_capitals() {
    let text = "On Monday the president of the republic thanked Prime Minister\n\
        Edda Larsdottir and invited the foreign ministers of Norway and\n\
        Denmark to the talks, which will be led by the envoy of the\n\
        United Nations.\n";
    assert_eq!(kinds(text), [Paragraph]);
}

#[test]
fn a_heading_right_above_a_wrapped_paragraph_stays_apart() {
    let text = "What Rabat offered\n\
        The government proposed a truce on Thursday and asked its neighbour to\n\
        answer within a week. The neighbour laughed and sent the letter back to\n\
        the capital.\n";
    assert_eq!(kinds(text), [Heading, Paragraph]);
}

#[test]
fn every_line_of_a_pasted_page_is_a_paragraph() {
    let long = "The finance minister said on Tuesday that the loan from the bank would be repaid early, and that no further \
        help was needed this year.";
    let text = format!("{long}\n{long}\n“It is done,” she said.\nMenu\nSubscribe\nEN\n");
    let document = document_from_text("a", &text);
    let paragraphs = document.blocks.iter().filter(|b| b.kind == Paragraph).count();
    assert!(paragraphs >= 3);
    assert_eq!(words(&document).len(), 6, "menu words are not glued to the article");
}

#[test]
fn a_line_that_breaks_off_goes_on_in_the_next() {
    let long = "x".repeat(150);
    let text = format!("{long} said one.\nThe envoy of the union told the parliament\nthat nothing was lost.\n");
    assert_eq!(words(&document_from_text("a", &text)).len(), 2);
}

#[test]
fn a_byline_or_credit_is_not_part_of_the_headline() {
    let long = "x".repeat(150);
    for credit in ["photo: agency.example", "by Edda Larsdottir"] {
        let text = format!("The envoy of the union meets the president\n{credit}\n\n{long} said one.\n");
        assert_eq!(words(&document_from_text("a", &text)).len(), 3);
    }
}

#[test]
fn bullets_stand_outside_their_items() {
    let signs = ["-", "*", "•", "–", "▪", "◦", "1.", "12)", "a)", "(b)", "(iv)", "(2)"];
    for sign in signs {
        let document = document_from_text("a", &format!("{sign} Open the port\n{sign} Free the crew\n"));
        assert_eq!(shown(&document), [(Item, "Open the port"), (Item, "Free the crew")], "{sign}");
    }
    assert_eq!(shown(&document_from_text("a", "•Open the port")), [(Item, "Open the port")]);
}

#[test]
fn what_only_looks_like_a_bullet_is_text() {
    for text in [
        "(AP) Troops left.",
        "2024. That was the year.",
        "-5 degrees were measured.",
        "A. Okafor resigned.",
        "3.5 per cent.",
    ] {
        let document = document_from_text("a", text);
        assert_eq!(words(&document), [text]);
        assert_ne!(document.blocks[0].kind, Item, "{text}");
    }
}

#[test]
fn an_item_goes_on_in_deeper_lines() {
    let text = "The demands are:\n  - that the port of the northern city be opened to all ships\n    of the union;\n  - free the crew.\n";
    let document = document_from_text("a", text);
    assert_eq!(document.blocks.iter().map(|b| b.kind).collect::<Vec<_>>(), [Paragraph, Item, Item]);
    assert!(words(&document)[1].ends_with("of the union;"));
}

#[test]
fn rows_between_bars_are_cells_and_rules_are_nothing() {
    let document = document_from_text("a", "| Actor | Step |\n|:---|---:|\n| Oman | Hosted talks |\n| Yemen | |\n");
    let cells = ["Actor", "Step", "Oman", "Hosted talks", "Yemen"].map(|c| (Cell, c));
    assert_eq!(shown(&document), cells);
}

#[test]
fn lines_without_words_are_no_blocks() {
    assert!(document_from_text("a", "***\n\n---\n\n…\n").blocks.is_empty());
    assert!(matches!(fault("text", b" \n*** \n"), SourceError::NoText { .. }));
    assert!(matches!(fault("text", b""), SourceError::NoText { .. }));
}

#[test]
fn text_given_keeps_every_character_in_its_place() {
    let given = "\u{feff}One\r\nTwo\u{0}three\u{ad}\rfour\u{85}";
    let text = document_from_text("a", given).text;
    assert_eq!(text.chars().count(), given.chars().count());
    assert_eq!(text, " One \nTwo three\u{ad}\nfour\n");
}

#[test]
fn text_of_a_file_has_one_kind_of_line_end_and_no_controls() {
    let document = one("text", "\u{feff}One said so.\r\n\r\nTwo\u{0}said\u{1b}[31m no\u{ad}thing.\r");
    assert_eq!(document.text, "One said so.\n\nTwo said [31m nothing.\n");
}

// ---- version

#[test]
fn the_version_follows_title_date_url_and_text() {
    let line = |extra: &str| one("jsonl", &format!("{{\"id\":\"a\",\"text\":\"Peru agreed.\"{extra}}}")).hash;
    let plain = line("");
    assert_eq!(plain, line(",\"language\":\"en\""));
    let others = [",\"title\":\"T\"", ",\"date\":\"2024-02-29\"", ",\"url\":\"https://a.example\""].map(line);
    for (i, hash) in others.iter().enumerate() {
        assert_ne!(*hash, plain);
        assert!(others[i + 1..].iter().all(|o| o != hash));
    }
    assert_eq!(plain, document_from_text("another key", "Peru agreed.").hash);
}

#[test]
fn the_version_is_the_same_on_every_machine() {
    assert_eq!(document_from_text("a", "Peru agreed.").hash, "e988cfe9b9373b181df348afaa16b975");
}

// ---- JSON Lines

#[test]
fn a_line_of_json_is_an_article() {
    let line = r#"{"id":"k1","title":" Talks \n fail ","date":"2024-09-26T10:00:00Z","url":"https://n.example/1","language":"en","text":"Talks fail\n\nKenya left. Uganda stayed."}"#;
    let document = one("jsonl", line);
    assert_eq!(document.key, "k1");
    assert_eq!(document.title.as_deref(), Some("Talks fail"));
    assert_eq!(document.date.as_deref(), Some("2024-09-26"));
    assert_eq!(document.url.as_deref(), Some("https://n.example/1"));
    assert_eq!(document.language.as_deref(), Some("en"));
    assert_eq!(shown(&document), [(Heading, "Talks fail"), (Paragraph, "Kenya left. Uganda stayed.")]);
}

#[test]
fn a_line_is_called_by_id_then_url_then_place() {
    let lines = "{\"id\":7,\"text\":\"Aa b.\"}\n\n{\"url\":\"https://n.example/2\",\"text\":\"Aa b.\"}\n{\"id\":\"\",\"text\":\"Aa b.\"}\n";
    let keys: Vec<_> = with("jsonl", lines.as_bytes()).into_iter().map(|d| d.expect("a document").key).collect();
    assert_eq!(keys, ["7", "https://n.example/2", "key#4"]);
}

#[test]
fn metadata_of_odd_shape_is_dropped() {
    let document = one(
        "jsonl",
        r#"{"id":"a","text":"Aa b.","title":3,"date":"2024-02-30","url":"javascript:alert(1)","language":"e n\" ."}"#,
    );
    assert_eq!((document.title, document.date, document.url, document.language), (None, None, None, None));
    for date in ["2024", "20240926", "26 Sep 2024", "2024-13-01", "2024-09-26abc", "２０２４-09-26"] {
        assert_eq!(one("jsonl", &format!("{{\"text\":\"Aa b.\",\"date\":\"{date}\"}}")).date, None, "{date}");
    }
}

#[test]
fn faulty_lines_are_counted_with_their_number_and_the_rest_goes_on() {
    let mut lines =
        b"{\"id\":\"a\",\"text\":\"Aa b.\"}\n{\"id\":\"b\"}\nnot json\n{\"text\":\"\\ud800 lone\"}\n".to_vec();
    lines.extend_from_slice(b"{\"text\":\"\xff\"}\n{\"text\":\" \"}\n[1]\n{\"id\":\"c\",\"text\":\"Aa b.\"}");
    let all = with("jsonl", &lines);
    assert_eq!(all.iter().filter(|d| d.is_ok()).count(), 2);
    let messages: Vec<String> = all.into_iter().filter_map(Result::err).map(|e| e.to_string()).collect();
    assert_eq!(messages.len(), 6);
    for (message, start) in messages.iter().zip([
        "key:2: missing field `text`",
        "key:3: ",
        "key:4: ",
        "key:5: not UTF-8",
        "key:6: holds no text",
        "key:7: ",
    ]) {
        assert!(message.starts_with(start), "{message}");
    }
}

#[test]
fn deep_json_is_a_fault_or_ignored() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(fault("jsonl", format!("{{\"text\":{deep}}}").as_bytes()), SourceError::BadJson { line: 1, .. }));
    assert!(matches!(
        fault("jsonl", format!("{{\"text\":\"Aa b.\",\"id\":{deep}}}").as_bytes()),
        SourceError::BadJson { .. }
    ));
}

#[test]
fn a_line_that_is_too_long_is_skipped_whole() {
    let mut lines = vec![b'x'; 50_000_002];
    lines.extend_from_slice(b" more\n{\"id\":\"b\",\"text\":\"Aa b.\"}\n");
    let all = with("jsonl", &lines);
    assert!(matches!(&all[0], Err(SourceError::TooLarge { path }) if path == "key:1"));
    assert_eq!(all[1].as_ref().map(|d| d.key.as_str()).ok(), Some("b"));
    assert!(matches!(fault("text", &vec![b'x'; 50_000_001]), SourceError::TooLarge { .. }));
}

// ---- Markdown

#[test]
fn markdown_gives_blocks_and_front_matter() {
    let source = "---\ntitle: 'Chad: the vote'\ndate: 2024-05-06\nurl: https://m.example/1\nlang: fr\nsummary: >\n  long\n  story\n---\n\
        # Chad: the vote\n\nThe *council* [praised](https://x.example) the\nvote. ![map](a.png)\n\n```\ncode is dropped\n```\n\n\
        - one was won\n- two\n  - three\n\n> He said no.\n\n| A | B |\n|---|---|\n| c | d |\n\n<div><p>Raw page.</p><script>no</script></div>\n\nEnd[^1].\n\n[^1]: A note.\n";
    let document = one("markdown", source);
    let expected = [
        (Heading, "Chad: the vote"),
        (Paragraph, "The council praised the vote."),
        (Item, "one was won"),
        (Item, "two"),
        (Item, "three"),
        (Paragraph, "He said no."),
        (Cell, "A"),
        (Cell, "B"),
        (Cell, "c"),
        (Cell, "d"),
        (Paragraph, "Raw page."),
        (Paragraph, "End."),
        (Paragraph, "A note."),
    ];
    assert_eq!(shown(&document), expected);
    assert_eq!(document.title.as_deref(), Some("Chad: the vote"));
    assert_eq!(document.date.as_deref(), Some("2024-05-06"));
    assert_eq!(document.url.as_deref(), Some("https://m.example/1"));
    assert_eq!(document.language.as_deref(), Some("fr"));
}

#[test]
fn a_title_of_the_front_matter_alone_is_read_too() {
    let document = one("markdown", "---\ntitle: >-\n  Chad votes\n  again\n---\n\nThe council agreed.\n");
    assert_eq!(shown(&document), [(Heading, "Chad votes again"), (Paragraph, "The council agreed.")]);
    assert_eq!(one("markdown", "Hello there.\n\n## Later on\n").title.as_deref(), Some("Later on"));
}

#[test]
fn hostile_markdown_ends() {
    for sign in [">", "[", "*", "- ", "![", "`", "<div>", "| ", "_a ", "1. ", "[^a]"] {
        let source = format!("{} Kenya agreed.", sign.repeat(20_000));
        with("markdown", source.as_bytes()).into_iter().flatten().for_each(|d| check(&d));
    }
}

// ---- files and streams

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder for the test");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("in a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    dir
}

fn keys(found: &[Input]) -> Vec<&str> {
    found.iter().map(|i| i.key.as_str()).collect()
}

fn read_path(path: &Path) -> Vec<Result<Document, SourceError>> {
    let (found, faults) = inputs(&[path.to_owned()]);
    assert!(faults.is_empty());
    let mut out = Vec::new();
    for input in &found {
        read(input, &mut |d| out.push(d));
    }
    out
}

#[test]
fn folders_are_searched_in_order_without_hidden_and_unknown_files() {
    let dir = folder(&[
        ("b.txt", b"x"),
        ("a/c.HTML", b"x"),
        ("a/.d.txt", b"x"),
        (".git/e.txt", b"x"),
        ("f.png", b"x"),
        ("a.md", b"x"),
    ]);
    let (found, faults) = inputs(&[dir.path().to_owned(), dir.path().join("a"), PathBuf::from("-")]);
    assert!(faults.is_empty());
    assert_eq!(keys(&found), ["a.md", "a/c.HTML", "b.txt", "c.HTML", "stdin"]);
}

#[test]
fn one_key_for_two_files_is_a_fault_and_one_file_named_twice_is_not() {
    let dir = folder(&[("a/x.txt", b"x"), ("b/x.txt", b"x")]);
    let (a, b) = (dir.path().join("a"), dir.path().join("b"));
    let (found, faults) = inputs(&[a.clone(), b, a.join("x.txt"), a.join("../a/x.txt")]);
    assert_eq!(keys(&found), ["x.txt"]);
    assert!(matches!(&faults[..], [SourceError::SameKey { key, .. }] if key == "x.txt"));
}

#[test]
fn a_named_file_of_unknown_kind_is_read_by_its_first_bytes() {
    let dir = folder(&[
        ("story", b"Kenya agreed."),
        ("story.2024", b"\n\n {\"id\":\"a\",\"text\":\"Aa b.\"}\n"),
        ("page.php", b"\xef\xbb\xbf<!DOCTYPE HTML><p>Aa b.</p>"),
        ("scan.pdf", b"%PDF-1.7\n..."),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01"),
        ("letter.rtf", b"{\\rtf1 hello}"),
    ]);
    let first = |name: &str| read_path(&dir.path().join(name)).remove(0);
    assert_eq!(first("story").expect("a document").key, "story");
    assert_eq!(first("story.2024").expect("a document").key, "a");
    assert_eq!(first("page.php").expect("a document").text, "Aa b.");
    for name in ["scan.pdf", "photo.jpg", "letter.rtf"] {
        let fault = first(name).expect_err("a fault").to_string();
        assert!(fault.contains(name) && fault.contains("jsonl"), "{fault}");
    }
}

#[test]
fn a_missing_file_is_a_fault_that_names_it() {
    let fault = read_path(Path::new("/no/such/file.txt")).remove(0).expect_err("a fault");
    assert!(fault.to_string().starts_with("/no/such/file.txt: "), "{fault}");
}

#[test]
fn extensions_belong_to_one_reader_each() {
    let mut all: Vec<_> = ALL.iter().flat_map(|r| r.extensions()).collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}

// ---- the sample articles

#[test]
fn the_sample_articles_are_read_without_fault() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let documents: Vec<Document> = read_path(&root).into_iter().map(|d| d.expect("a document")).collect();
    assert!(documents.len() >= 10);
    documents.iter().for_each(check);
    let find = |key: &str| documents.iter().find(|d| d.key == key).expect("a sample of that name");
    let kinds = |key: &str, kind| find(key).blocks.iter().filter(|b| b.kind == kind).count();
    assert_eq!((kinds("lake-patrols.txt", Paragraph), kinds("lake-patrols.txt", Heading)), (7, 0));
    assert_eq!(kinds("reef-collision-analysis.txt", Cell), 15);
    assert_eq!(kinds("reef-collision-analysis.txt", Item), 5);
    assert_eq!(kinds("reef-collision-analysis.txt", Heading), 6);
    assert_eq!(kinds("manila-visit.md", Item), 3);
    let page = find("lithium-sanctions.html");
    assert!(!page.text.contains("quinoa") && !page.text.contains("newsletter") && !page.text.contains("Log in"));
    assert_eq!(page.date.as_deref(), Some("2025-05-21"));
}

// ---- laws

fn line_like() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ \\t]{0,3}(-|•|1\\.|\\(a\\)|\\||\\*|–)?[ ]?[A-Za-zé“”.,!| \u{a0}]{0,90}",
        "\\PC{0,40}",
        Just(String::new()),
        "[A-Z][a-z]{2,9}( [a-z]{2,9}){5,12}[.]?",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_are_ordered_trimmed_and_on_char_boundaries(lines in prop::collection::vec(line_like(), 0..20)) {
        check(&document_from_text("a", &lines.join("\n")));
    }

    #[test]
    fn any_text_gives_blocks_that_hold_and_stays_as_long(text in any::<String>()) {
        let document = document_from_text("a", &text);
        check(&document);
        prop_assert_eq!(document.text.chars().count(), text.chars().count());
    }

    #[test]
    fn words_are_never_lost(words in prop::collection::vec("[a-z]{5,12}[.]?", 1..60), breaks in prop::collection::vec(0usize..4, 60)) {
        let signs = [" ", "\n", "\n\n", " "];
        let text: String = words.iter().zip(&breaks).flat_map(|(w, b)| [w.as_str(), signs[*b]]).collect();
        let document = document_from_text("a", &text);
        let kept: Vec<&str> = document.blocks.iter().flat_map(|b| b.span.of(&document.text).split_whitespace()).collect();
        prop_assert_eq!(kept, words.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn any_bytes_end_in_documents_or_faults(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for reader in ALL {
            with(reader.name(), &bytes).into_iter().flatten().for_each(|d| check(&d));
        }
    }

    #[test]
    fn any_tag_soup_ends_in_blocks(parts in prop::collection::vec("(</?(p|div|a|li|ul|table|td|br|b|q|svg|h1|article|script)( hidden)?/?>|[a-zé &;]{0,9})", 0..40)) {
        let soup = parts.concat();
        for reader in ["html", "markdown"] {
            with(reader, soup.as_bytes()).into_iter().flatten().for_each(|d| check(&d));
        }
    }

    #[test]
    fn reading_twice_gives_the_same(text in "\\PC{0,200}") {
        for reader in ALL {
            let (a, b) = (with(reader.name(), text.as_bytes()), with(reader.name(), text.as_bytes()));
            prop_assert_eq!(format!("{a:?}"), format!("{b:?}"));
        }
    }
}

#[test]
fn a_line_of_a_megabyte_is_read_in_no_time() {
    let text = "Kenya agreed. ".repeat(75_000);
    let start = std::time::Instant::now();
    for reader in ["text", "html", "markdown"] {
        with(reader, text.as_bytes()).into_iter().flatten().for_each(|d| check(&d));
    }
    let line = serde_json::json!({ "text": text }).to_string();
    check(&one("jsonl", &line));
    assert!(start.elapsed().as_secs() < 10);
}
