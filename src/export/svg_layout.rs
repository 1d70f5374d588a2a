//! The diagram without Graphviz: actors on an ellipse, those of a frame and neighbours beside each other, claims as curves.
//!
//! Simple on purpose, and the same on every machine.

use std::f64::consts::TAU;
use std::fmt::Write as _;

use super::Options;
use super::picture::{Edge, Node, Picture, picture};
use super::style::{FONT, GREY, Ink, Kind, Line, width};
use super::words::{shorten, wrap, xml};
use crate::graph::Graph;
use crate::ontology::Ontology;

/// Width of a letter of node labels, on average, in pixels.
const LETTER: f64 = 6.4;
/// Height of a line of node labels.
const LINE: f64 = 14.0;
/// Space for the title above and the legend below.
const TITLE: f64 = 70.0;
/// Space around the nodes of a frame, and the width of the band that joins them.
const MARGIN: f64 = 9.0;
const BAND: f64 = 30.0;
/// Free space between two frames, as a share of a node's.
const GAP: f64 = 0.6;
/// Ground and edge of frames.
const GROUND: &str = "#F4F4F4";
const EDGE: &str = "#C4C4C4";

#[derive(Clone, Copy)]
struct Place {
    x: f64,
    y: f64,
    /// Half the width and half the height of the node.
    half: (f64, f64),
}

/// Draws the graph as SVG, without any outside program.
pub fn draw(graph: &Graph, ontology: &Ontology, options: &Options) -> String {
    let picture = picture(graph, ontology, options);
    // Frames need room for their names.
    let count = picture.nodes.len().max(1) as f64 + picture.frames().len() as f64 * GAP;
    let (across, up) = ((130.0 + count * 26.0).max(320.0), (90.0 + count * 17.0).max(170.0));
    let centre = (across + 140.0, up + TITLE + 40.0);
    let (wide, high) = (centre.0 * 2.0, centre.1 + up + 175.0 + 14.0 * picture.notes.len() as f64);
    let order = order(&picture);
    let places = places(&picture, &order, centre, (across, up));
    let (mut out, mut labels) = (head(&picture, wide, high), String::new());
    for (name, nodes) in picture.frames() {
        let members: Vec<Place> = order.iter().filter(|n| nodes.contains(n)).map(|n| places[*n]).collect();
        frame(name, &members, &mut out, &mut labels);
    }
    for (at, edge) in picture.edges.iter().enumerate() {
        let earlier = picture.edges[..at]
            .iter()
            .filter(|e| (e.from, e.to) == (edge.from, edge.to) || (e.to, e.from) == (edge.from, edge.to));
        curve(edge, &places, centre, earlier.count(), &mut out, &mut labels);
    }
    for (node, place) in picture.nodes.iter().zip(&places) {
        shape(node, *place, &mut out);
    }
    out.push_str(&labels);
    legend(&picture, high, &mut out);
    out.push_str("</svg>\n");
    out
}

/// Each next node is the one with most ties to those just placed; a frame is filled before the next is begun.
fn order(picture: &Picture) -> Vec<usize> {
    let ties = |a: usize, b: usize| {
        picture.edges.iter().filter(|e| (e.from, e.to) == (a, b) || (e.from, e.to) == (b, a)).count()
    };
    let degree = |n: usize| picture.edges.iter().filter(|e| e.from == n || e.to == n).count();
    let mut left: Vec<usize> = (0..picture.nodes.len()).collect();
    let mut out: Vec<usize> = Vec::new();
    while !left.is_empty() {
        let near =
            |n: usize| out.iter().rev().take(3).zip([4, 2, 1]).map(|(m, weight)| ties(n, *m) * weight).sum::<usize>();
        let cluster = |n: usize| picture.nodes[n].cluster.as_ref();
        let frame = out.last().and_then(|&last| cluster(last));
        let stays = |n: usize| frame.is_some() && cluster(n) == frame;
        let rank = |&i: &usize| (stays(left[i]), near(left[i]), degree(left[i]), std::cmp::Reverse(i));
        let best = (0..left.len()).max_by_key(rank).unwrap_or(0);
        out.push(left.remove(best));
    }
    out
}

/// How far along the ellipse each node of the order stands, and where it ends, in nodes; frames are kept apart.
fn steps(picture: &Picture, order: &[usize]) -> (Vec<f64>, f64) {
    let cluster = |n: usize| picture.nodes[n].cluster.as_ref();
    let apart = |a: usize, b: usize| if cluster(a) == cluster(b) { 1.0 } else { 1.0 + GAP };
    let mut along = 0.0;
    let mut out = Vec::new();
    for (at, &node) in order.iter().enumerate() {
        out.push(along);
        along += apart(node, order[(at + 1) % order.len()]);
    }
    (out, along)
}

fn places(picture: &Picture, order: &[usize], centre: (f64, f64), radius: (f64, f64)) -> Vec<Place> {
    let mut out = vec![Place { x: 0.0, y: 0.0, half: (0.0, 0.0) }; picture.nodes.len()];
    let (steps, end) = steps(picture, order);
    for (step, &node) in steps.iter().zip(order) {
        let angle = TAU * step / end - TAU / 4.0;
        let lines = &picture.nodes[node].lines;
        let letters = lines.iter().map(|l| l.chars().count()).max().unwrap_or(0) as f64;
        let round = if matches!(picture.nodes[node].kind, Kind::State | Kind::Group) { 1.3 } else { 1.0 };
        let half = ((letters * LETTER / 2.0 + 9.0) * round, lines.len() as f64 * LINE / 2.0 * round + 6.0);
        out[node] = Place { x: centre.0 + radius.0 * angle.cos(), y: centre.1 + radius.1 * angle.sin(), half };
    }
    out
}

fn head(picture: &Picture, wide: f64, high: f64) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide:.0}\" height=\"{high:.0}\" \
         viewBox=\"0 0 {wide:.0} {high:.0}\" font-family=\"{FONT}, Arial, sans-serif\">"
    );
    let _ = writeln!(out, "<title>{}</title>", xml(&picture.title));
    out.push_str("<defs>\n");
    for ink in Ink::ALL {
        let (name, fill) = (marker(ink), ink.colour());
        let _ = writeln!(
            out,
            "<marker id=\"{name}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path d=\"M0 0L10 5L0 10z\" fill=\"{fill}\"/></marker>\n\
             <marker id=\"{name}-tee\" viewBox=\"0 0 10 10\" refX=\"5\" refY=\"5\" markerWidth=\"11\" markerHeight=\"11\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path d=\"M5 0V10\" stroke=\"{fill}\" stroke-width=\"2.5\"/></marker>"
        );
    }
    out.push_str("</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    let middle = wide / 2.0;
    let _ = writeln!(
        out,
        "<text x=\"{middle:.0}\" y=\"30\" text-anchor=\"middle\" font-size=\"18\">{}</text>",
        xml(&picture.title)
    );
    let _ = writeln!(
        out,
        "<text x=\"{middle:.0}\" y=\"50\" text-anchor=\"middle\" font-size=\"13\" fill=\"{GREY}\">{}</text>",
        xml(&picture.subtitle)
    );
    out
}

/// A light ground under nodes that stand beside each other, and its name above the topmost.
///
/// It follows the ellipse instead of being a box, which would hold others too: the edge is the same shape, a little larger.
fn frame(name: &str, members: &[Place], out: &mut String, labels: &mut String) {
    let _ = write!(out, "<g><title>{}</title>", xml(name));
    for (colour, more) in [(EDGE, 1.0), (GROUND, 0.0)] {
        for pair in members.windows(2) {
            let (a, b, wide) = (pair[0], pair[1], BAND + 2.0 * more);
            let _ = write!(
                out,
                "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"{colour}\" stroke-width=\"{wide:.1}\"/>",
                a.x, a.y, b.x, b.y
            );
        }
        for place in members {
            let half = (place.half.0 + MARGIN + more, place.half.1 + MARGIN + more);
            let (left, top) = (place.x - half.0, place.y - half.1);
            let (wide, high) = (half.0 * 2.0, half.1 * 2.0);
            let _ = write!(
                out,
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" rx=\"12\" fill=\"{colour}\"/>"
            );
        }
    }
    if let Some(top) = members.iter().min_by(|a, b| (a.y - a.half.1).total_cmp(&(b.y - b.half.1))) {
        let lines = wrap(&shorten(name, 60), 30);
        let above = top.half.1 + MARGIN + 6.0 * lines.len() as f64;
        text(&lines, (top.x, top.y - above), (11.0, GREY), labels);
    }
    out.push_str("</g>\n");
}

/// The identifier of the arrow head in this colour.
fn marker(ink: Ink) -> String {
    ink.label().replace(' ', "-")
}

/// Where the line from a node's middle towards a point leaves the node.
fn border(place: Place, towards: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (towards.0 - place.x, towards.1 - place.y);
    let (sx, sy) = ((place.half.0 + 4.0) / dx.abs().max(0.01), (place.half.1 + 4.0) / dy.abs().max(0.01));
    let scale = sx.min(sy);
    (place.x + dx * scale, place.y + dy * scale)
}

fn curve(edge: &Edge, places: &[Place], centre: (f64, f64), earlier: usize, out: &mut String, labels: &mut String) {
    let (a, b) = (places[edge.from], places[edge.to]);
    let middle = (a.x.midpoint(b.x), a.y.midpoint(b.y));
    let length = (b.x - a.x).hypot(b.y - a.y).max(1.0);
    // Curves bend towards the centre; parallel ones lie beside each other.
    let side = if (a.x, a.y) < (b.x, b.y) { 1.0 } else { -1.0 };
    let apart = (earlier as f64 / 2.0).ceil() * 46.0 * if earlier.is_multiple_of(2) { side } else { -side };
    let normal = (-(b.y - a.y) / length, (b.x - a.x) / length);
    let bend = |m: f64, c: f64, n: f64| m + (c - m) * 0.25 + n * apart * 1.6;
    let control = if edge.from == edge.to {
        (a.x + (a.x - centre.0).signum() * 40.0, a.y - a.half.1 - 70.0 - 40.0 * earlier as f64)
    } else {
        (bend(middle.0, centre.0, normal.0), bend(middle.1, centre.1, normal.1))
    };
    let shift = if edge.from == edge.to { 14.0 } else { 0.0 };
    let (start, end) = (border(a, (control.0 - shift, control.1)), border(b, (control.0 + shift, control.1)));
    let (head, ink) = (marker(edge.look.ink), edge.look.ink.colour());
    let marker = if edge.look.negated { format!("{head}-tee") } else { head };
    let both = if edge.look.mutual { format!(" marker-start=\"url(#{marker})\"") } else { String::new() };
    let thick = if edge.look.fact { 0.8 } else { width(edge.documents) };
    let (open, close) = link(edge.link.as_deref());
    let _ = writeln!(
        out,
        "{open}<path d=\"M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"{thick:.1}\" \
         stroke-dasharray=\"{}\" marker-end=\"url(#{marker})\"{both}><title>{}</title></path>{close}",
        start.0,
        start.1,
        control.0,
        control.1,
        end.0,
        end.1,
        edge.look.line.dashes(),
        xml(&edge.tooltip)
    );
    let spot = (start.0 / 4.0 + control.0 / 2.0 + end.0 / 4.0, start.1 / 4.0 + control.1 / 2.0 + end.1 / 4.0);
    labels.push_str(&open);
    text(&edge.lines, spot, (11.0, edge.look.ink.text()), labels);
    labels.push_str(close);
}

/// The tags around a part that is a link, to a new page.
fn link(address: Option<&str>) -> (String, &'static str) {
    address.map_or((String::new(), ""), |a| (format!("<a href=\"{}\" target=\"_blank\">", xml(a)), "</a>"))
}

fn shape(node: &Node, place: Place, out: &mut String) {
    let (left, top) = (place.x - place.half.0, place.y - place.half.1);
    let (wide, high) = (place.half.0 * 2.0, place.half.1 * 2.0);
    let paint = format!("fill=\"{}\" stroke=\"{GREY}\" stroke-width=\"0.8\"", node.kind.fill());
    let (open, close) = link(node.link.as_deref());
    let _ = write!(out, "{open}<g><title>{}</title>", xml(&node.tooltip));
    let _ = match node.kind {
        Kind::State => write!(
            out,
            "<ellipse cx=\"{:.1}\" cy=\"{:.1}\" rx=\"{:.1}\" ry=\"{:.1}\" {paint}/>",
            place.x, place.y, place.half.0, place.half.1
        ),
        Kind::Group => write!(
            out,
            "<path d=\"M{:.1} {:.1}l12 {:.1}h{:.1}l12 {:.1}l-12 {:.1}h{:.1}z\" {paint}/>",
            left,
            place.y,
            -place.half.1,
            wide - 24.0,
            place.half.1,
            place.half.1,
            24.0 - wide
        ),
        Kind::Content => Ok(()),
        Kind::Person | Kind::Organisation | Kind::Thing => {
            let round = if node.kind == Kind::Person { 9 } else { 0 };
            let dashes = if node.kind == Kind::Thing { " stroke-dasharray=\"3 2\"" } else { "" };
            write!(
                out,
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" rx=\"{round}\" {paint}{dashes}/>"
            )
        }
    };
    let style = if node.kind == Kind::Content { (10.0, GREY) } else { (12.0, "#000000") };
    text(&node.lines, (place.x, place.y), style, out);
    let _ = writeln!(out, "</g>{close}");
}

/// Lines of text around a middle, with a white halo so that they can be read over lines.
fn text(lines: &[String], middle: (f64, f64), (size, fill): (f64, &str), out: &mut String) {
    let step = size + 2.0;
    let top = middle.1 - step * (lines.len() as f64 - 1.0) / 2.0 + size * 0.35;
    let _ = write!(
        out,
        "<text text-anchor=\"middle\" font-size=\"{size}\" fill=\"{fill}\" stroke=\"white\" stroke-width=\"3\" paint-order=\"stroke\">"
    );
    for (at, line) in lines.iter().enumerate() {
        let _ = write!(out, "<tspan x=\"{:.1}\" y=\"{:.1}\">{}</tspan>", middle.0, top + step * at as f64, xml(line));
    }
    out.push_str("</text>\n");
}

fn legend(picture: &Picture, high: f64, out: &mut String) {
    let inks = picture.inks().map(|ink| (ink.label(), ink, Line::Solid, ""));
    let rows = inks.chain([
        ("alleged, reported, conditional, requested", Ink::Neither, Line::Dashed, ""),
        ("planned", Ink::Neither, Line::Dotted, ""),
        ("denied, did not happen", Ink::Neither, Line::Solid, "-tee"),
    ]);
    let top = high - 125.0 - 14.0 * picture.notes.len() as f64;
    for (at, (label, ink, line, tee)) in rows.enumerate() {
        let (y, colour, name) = (top + 15.0 * at as f64, ink.colour(), marker(ink));
        let _ = writeln!(
            out,
            "<path d=\"M20 {y:.0}H70\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-dasharray=\"{}\" \
             marker-end=\"url(#{name}{tee})\"/><text x=\"80\" y=\"{:.0}\" font-size=\"11\">{label}</text>",
            line.dashes(),
            y + 4.0
        );
    }
    let mut x = 400.0;
    for kind in picture.kinds() {
        let half = (kind.label().len() as f64 * LETTER / 2.0 + 16.0, 13.0);
        let node =
            Node { lines: vec![kind.label().to_owned()], kind, cluster: None, tooltip: String::new(), link: None };
        shape(&node, Place { x: x + half.0, y: top + 10.0, half }, out);
        x += half.0 * 2.0 + 14.0;
    }
    for (at, note) in picture.notes.iter().enumerate() {
        let y = top + 121.0 + 14.0 * at as f64;
        let _ = writeln!(out, "<text x=\"20\" y=\"{y:.0}\" font-size=\"11\" fill=\"{GREY}\">{}</text>", xml(note));
    }
}
