//! Pictures: their shapes are measured, over the examples, described companies and random ones. Each is also written to
//! `tmp/pictures` of the target folder, to be looked at.

mod companies;
mod edges;
mod large;
mod random;
mod regions;
mod services;

use std::path::Path;

use wharf_topology::access::{AccessModel, summary};
use wharf_topology::advise::{Facts, Prices, advise, assumptions, suppose};
use wharf_topology::desired::Ids;
use wharf_topology::draw::{self, Kind, Meeting, Picture, Rect, Scene, Theme};
use wharf_topology::{Company, file};

use self::companies::DESCRIBED;
use crate::file::EXAMPLES;

/// In pictures of more boxes edges are not looked at.
const MOST_BOXES: usize = 40;

fn picture(company: &Company) -> Picture {
    let model = AccessModel::of(company, &Ids::assumed(company));
    draw::picture(company, &model, &summary(company, &model))
}

/// What is wrong with the shapes of a picture.
fn faults(scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    let whole = Rect {
        x: 0,
        y: 0,
        width: scene.width,
        height: scene.height,
    };
    for text in &scene.texts {
        if !text.within.holds(&text.at) || !whole.holds(&text.at) {
            faults.push(format!(
                "{:?} leaves {:?} at {:?}",
                text.text, text.within, text.at
            ));
        }
    }
    for (at, one) in scene.boxes.iter().enumerate() {
        if !whole.holds(one) {
            faults.push(format!("the box {one:?} leaves the picture"));
        }
        for other in &scene.boxes[at + 1..] {
            if one.overlaps(other) {
                faults.push(format!("the boxes {one:?} and {other:?} overlap"));
            }
        }
        for label in scene.labels.iter().filter(|label| label.overlaps(one)) {
            faults.push(format!("the label {label:?} covers the box {one:?}"));
        }
    }
    for (at, one) in scene.labels.iter().enumerate() {
        for other in scene.labels[at + 1..].iter().filter(|other| one.overlaps(other)) {
            faults.push(format!("the labels {one:?} and {other:?} overlap"));
        }
    }
    for line in scene.lines.iter().filter(|_| scene.boxes.len() <= MOST_BOXES) {
        for ends in line.corners.windows(2) {
            let (from, to) = (ends[0], ends[1]);
            if from.0 != to.0 && from.1 != to.1 {
                faults.push(format!("an edge is slanted: {from:?} {to:?}"));
            }
            let way = Rect {
                x: from.0.min(to.0),
                y: from.1.min(to.1),
                width: (from.0 - to.0).abs(),
                height: (from.1 - to.1).abs(),
            };
            for passed in scene.boxes.iter().filter(|one| crosses(&way, one)) {
                faults.push(format!(
                    "the edge of {:?} is behind {passed:?} at {way:?}",
                    line.joins
                ));
            }
        }
        let (first, last) = (line.corners.first(), line.corners.last());
        let touches = |corner: Option<&(i32, i32)>, node: usize| {
            let one = &scene.boxes[node];
            corner.is_some_and(|(x, y)| (*x == one.x || *x == one.right()) && one.y < *y && *y < one.bottom())
        };
        if !touches(first, line.joins.0) || !touches(last, line.joins.1) {
            faults.push(format!("an edge does not end at its boxes: {:?}", line.corners));
        }
    }
    faults
}

/// Whether a line goes through the inside of a box.
fn crosses(way: &Rect, one: &Rect) -> bool {
    way.x < one.right()
        && one.x < way.right().max(way.x + 1)
        && way.y < one.bottom()
        && one.y < way.bottom().max(way.y + 1)
        && !(way.right() <= one.x || way.bottom() <= one.y)
        && (way.width > 0 || (one.x < way.x && way.x < one.right()))
        && (way.height > 0 || (one.y < way.y && way.y < one.bottom()))
}

/// Where pictures are written, to be looked at.
fn keep(name: &str, text: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), text).unwrap();
}

/// Draws a company with equal accounts together, one by one, and in few boxes.
fn measure(name: &str, company: &Company) -> Picture {
    let each = picture(company);
    let grouped = each.grouped();
    let few = each.few(8);
    for (name, picture) in [
        (format!("{name}-each"), &each),
        (format!("{name}-few"), &few),
        (name.to_owned(), &grouped),
    ] {
        keep(&format!("{name}.svg"), &picture.svg(Theme::Auto));
        let faults = faults(&picture.scene());
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
    keep(&format!("{name}.html"), &each.html(Theme::Auto));
    keep(&format!("{name}.mmd"), &grouped.mermaid());
    grouped
}

#[test]
fn examples_and_described_companies_are_drawn_without_faults() {
    for (name, text) in EXAMPLES.iter().chain(DESCRIBED) {
        measure(name, &crate::file::company(text));
    }
}

#[test]
fn random_companies_are_drawn_without_faults() {
    for seed in 1..=24 {
        let text = companies::random(seed);
        let company = file::read(&text).unwrap_or_else(|problems| panic!("{seed}: {problems:?}\n{text}"));
        measure(&format!("random-{seed}"), &company);
    }
}

#[test]
fn candidates_are_drawn_beside_each_other() {
    for (name, text) in EXAMPLES.iter().chain(DESCRIBED) {
        let company = crate::file::company(text);
        let prices = Prices::default();
        let facts = Facts::of(&company);
        let advice = advise(&facts, &prices);
        let meeting = Meeting {
            company: &company,
            facts: &facts,
            sentence: "The sentence, of `registry`.",
            advice: &advice,
            prices: &prices,
            assumptions: &assumptions(&Facts::of_draft(&file::draft(text).unwrap())),
            written: Some("+topology: <dedicated>"),
            says: "The file says no topology.",
            moving: &[],
            limits: &[],
        };
        let page = draw::advice(&meeting, Theme::Auto);
        keep(&format!("{name}-advice.html"), &page);
        assert_eq!(
            page.matches("class=\"verdict").count(),
            advice.candidates.len(),
            "{name}"
        );
        assert!(
            page.contains("The sentence, of <code>registry</code>.")
                && page.contains("aria-label=\"storage $"),
            "{name}"
        );
        let told = without_pictures(&page);
        assert!(!told.contains('`'), "{name}: {told}");
        assert!(
            company.units.is_empty() || !told.contains("Not drawn"),
            "{name}: {told}"
        );
        assert!(
            page.contains("<span class=\"added\">+topology: &lt;dedicated&gt;</span>"),
            "{name}"
        );
        let built: usize = advice.candidates.iter().map(|one| one.built.len()).sum();
        assert_eq!(page.matches("How it is built:").count(), built, "{name}");
        let assumed = meeting.assumptions.len();
        assert_eq!(page.matches("<tr><td><code>").count(), assumed, "{name}");
        assert!(
            page.contains("<svg xmlns=\"http://www.w3.org/2000/svg\"") && page.contains("class=\"turns\"")
        );
        assert!(page.matches("<svg").count() >= 2, "{name}");
    }
}

/// A page without its pictures and its script.
fn without_pictures(page: &str) -> String {
    let mut text = String::new();
    for part in page.split("<script>").next().unwrap_or_default().split("<svg") {
        text.push_str(part.split_once("</svg>").map_or(part, |(_, after)| after));
    }
    text
}

/// What is only supposed is what the page tells, and nothing is to be written for it.
#[test]
fn a_supposition_is_told_with_its_own_facts() {
    let (name, text) = EXAMPLES[0];
    let company = crate::file::company(text);
    let prices = Prices::default();
    let facts = suppose(&Facts::of(&company), "teams=60,regions=3,image_gb=7").unwrap();
    let meeting = Meeting {
        company: &company,
        facts: &facts,
        sentence: "With more.",
        advice: &advise(&facts, &prices),
        prices: &prices,
        assumptions: &[],
        written: None,
        says: "",
        moving: &[],
        limits: &[],
    };
    let page = draw::advice(&meeting, Theme::Auto);
    assert!(
        page.contains(" · 60 teams · ") && page.contains(" · 3 Regions · ") && page.contains(" of 7 GB kept"),
        "{name}"
    );
    assert!(!page.contains("What to write"), "{name}");
}

/// What is said in the documents is what is drawn: `UPDATE_REFERENCE` in the environment draws it again.
#[test]
fn pictures_of_documents_are_drawn_from_the_examples() {
    for (name, text) in EXAMPLES {
        let drawn = picture(&crate::file::company(text)).grouped().svg(Theme::Auto);
        let path = format!("{}/../../docs/pictures/{name}.svg", env!("CARGO_MANIFEST_DIR"));
        #[expect(clippy::disallowed_methods, reason = "a test is asked by its environment")]
        let is_drawn_anew = std::env::var_os("UPDATE_REFERENCE").is_some();
        if is_drawn_anew {
            std::fs::write(&path, &drawn).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == drawn, "{path} is stale: UPDATE_REFERENCE=1 draws it");
    }
}

#[test]
fn equal_accounts_are_one_box() {
    let agency = DESCRIBED
        .iter()
        .find(|(name, _)| *name == "thirty-clients")
        .unwrap()
        .1;
    let each = picture(&crate::file::company(agency));
    let grouped = each.grouped();
    assert_eq!((each.nodes.len(), grouped.nodes.len()), (33, 4));
    let clients = grouped
        .nodes
        .iter()
        .find(|node| !node.members.is_empty())
        .unwrap();
    assert_eq!(
        (clients.members.len(), clients.name.as_str()),
        (30, "client-00 … 29")
    );
    let pulled: Vec<&str> = grouped.flows.iter().map(|flow| flow.what.as_str()).collect();
    assert!(pulled.contains(&"‹its name›/*, shared/*"), "{pulled:?}");
    let page = each.html(Theme::Auto);
    assert!(page.contains("<a href=\"#company-each\">") && page.contains("id=\"company-each\""));
}

#[test]
fn who_builds_promotes_and_runs_is_told_apart() {
    let (_, text) = EXAMPLES[0];
    let picture = picture(&crate::file::company(text));
    let told: Vec<(Kind, &str, &str, &str)> = picture
        .flows
        .iter()
        .map(|flow| {
            let name = |at: usize| picture.nodes[at].name.as_str();
            (flow.kind, name(flow.from), name(flow.to), flow.what.as_str())
        })
        .collect();
    assert_eq!(
        told,
        [
            (Kind::Push, "dev", "registry", "payments/*"),
            (Kind::Promote, "dev", "registry", "prod/*"),
            (Kind::Pull, "registry", "dev", "*"),
            (Kind::Pull, "registry", "test", "*"),
            (Kind::Pull, "registry", "prod", "*"),
        ]
    );
    let svg = picture.svg(Theme::Dark);
    assert!(svg.contains("<title id=\"picture-title\">acme: One registry, in an account of its own</title>"));
    assert!(
        svg.contains("#10161d") && !svg.contains("@media"),
        "on black only"
    );
    assert!(
        picture
            .svg(Theme::Auto)
            .contains("@media (prefers-color-scheme:dark)")
    );
}
