//! A picture's arrangement as shapes.

use super::arrange::{self, Arrangement};
use super::card::{self, BETWEEN, ICON, PAD, Row, SAMPLE, SYMBOL};
use super::edge;
use super::legend;
use super::model::{Layer, Node, NodeKind, Picture, Registry, Stage};
use super::place::{LABEL_HEIGHT, LABEL_ICON, MARGIN, Places, label};
use super::route::Routes;
use super::scene::{Anchor, Icon, Item, Rect, Scene};
use super::stack::{CAPTION, FRAME_HEAD};
use super::text::{LANE, NAME, PLAIN, SOFT, SUBTITLE, TITLE};

/// The picture as shapes.
pub(super) fn scene(picture: &Picture) -> Scene {
    let arrangement = arrange::arrange(picture);
    let routes = Routes::of(&arrangement);
    let places = Places::of(picture, &arrangement, &routes);
    let mut painting = Painting {
        picture,
        arrangement: &arrangement,
        routes: &routes,
        places: &places,
        scene: Scene {
            width: places.width,
            ..Scene::default()
        },
    };
    painting.frame();
    painting.edges();
    painting.boxes();
    painting.labels();
    let bottom = arrangement.frame.1;
    let mut scene = painting.scene;
    scene.height = legend::paint(&mut scene, picture, bottom + 34);
    scene
}

struct Painting<'a> {
    picture: &'a Picture,
    arrangement: &'a Arrangement,
    routes: &'a Routes,
    places: &'a Places,
    scene: Scene,
}

impl Painting<'_> {
    fn frame(&mut self) {
        let (picture, places) = (self.picture, self.places);
        let whole = Rect::new(MARGIN, 0, places.width - 2 * MARGIN, 80);
        self.scene
            .write((MARGIN, 44), Anchor::Start, TITLE, &picture.title, whole);
        self.scene
            .write((MARGIN, 66), Anchor::Start, SUBTITLE, &picture.subtitle, whole);
        let (top, bottom) = self.arrangement.frame;
        let (left, right) = places.frame;
        let frame = Rect::new(left, top, right - left, bottom - top);
        self.scene.rect(frame, 14, "w-frame");
        let name = format!("ORGANIZATION  {}", picture.organization);
        let head = Rect::new(left, top, right - left - 16, FRAME_HEAD);
        self.scene
            .write((left + 18, top + 25), Anchor::Start, LANE, &name, head);
        for (at, lane) in picture.lanes.iter().enumerate() {
            let Some(rect) = places.lane(self.arrangement, at) else {
                continue;
            };
            let class = match lane.parent {
                Some(_) => "w-inner-lane",
                None => "w-lane",
            };
            let (kind, name) = lane.title();
            if !lane.alike.is_empty() {
                self.scene.items.push(Item::Open {
                    class: "w-alike".to_owned(),
                    title: lane.alike.join("\n"),
                    is_expandable: true,
                    about: Vec::new(),
                });
                for by in [6, 3] {
                    let behind = Rect::new(rect.x + by, rect.y + by, rect.width, rect.height);
                    self.scene.rect(behind, 10, "w-units");
                }
                self.scene.rect(rect, 10, "w-units");
            } else {
                self.scene.rect(rect, 10, class);
            }
            let name = format!("{}  {name}", kind.to_uppercase());
            self.scene
                .write((rect.x + 16, rect.y + 23), Anchor::Start, LANE, &name, rect);
            if !lane.alike.is_empty() {
                self.scene.close();
            }
        }
        self.captions(top);
    }

    /// The names of environments, above their columns.
    fn captions(&mut self, top: i32) {
        let mut last = None;
        let columns = self.arrangement.columns.iter().enumerate();
        for (at, column) in columns {
            let Layer::Stage(stage) = column.layer else {
                continue;
            };
            let here = (column.side, stage);
            if last == Some(here) {
                continue;
            }
            let follows = last.is_some_and(|(side, _)| side == column.side);
            last = Some(here);
            let name = match (stage, follows) {
                (Stage::Other, true) => "others",
                (Stage::Other, false) => "accounts",
                (stage, _) => stage.as_str(),
            };
            let (x, y) = (self.places.columns[at], top + FRAME_HEAD);
            let within = Rect::new(x, y - 8, self.arrangement.widths[at], CAPTION);
            let arrow = if follows && stage != Stage::Other {
                "→  "
            } else {
                ""
            };
            let name = format!("{arrow}{name}");
            self.scene.write((x, y + 8), Anchor::Start, LANE, &name, within);
        }
    }

    fn edges(&mut self) {
        let (arrangement, places) = (self.arrangement, self.places);
        for (at, bundle) in arrangement.bundles.iter().enumerate() {
            let inward = bundle.is_inward(self.picture);
            for (end, flow) in &bundle.ends {
                let corners =
                    self.routes
                        .corners(arrangement, at, *end, &|channel| places.lines[channel], &|side| {
                            places.side(arrangement, side)
                        });
                let sentence = self.picture.flows[*flow].sentence.clone();
                self.scene.open(
                    format!("w-flow w-{}", bundle.kind),
                    sentence,
                    vec![bundle.hub, *end],
                );
                edge::paint(&mut self.scene, bundle.kind, &corners, inward);
                self.scene.close();
                self.scene.lines.push(super::scene::Line {
                    joins: (bundle.hub, *end),
                    corners,
                });
            }
        }
    }

    fn labels(&mut self) {
        for (at, bundle) in self.arrangement.bundles.iter().enumerate() {
            let side = (bundle.hub, bundle.is_right);
            let (text, width) = label(bundle.kind, &bundle.what);
            let x = self.places.label(self.arrangement, side, width);
            let y = self.routes.ports.at(side, at) - LABEL_HEIGHT / 2;
            let rect = Rect::new(x, y, width, LABEL_HEIGHT);
            self.scene.labels.push(rect);
            let flows = bundle
                .ends
                .iter()
                .map(|(_, flow)| self.picture.flows[*flow].sentence.clone());
            let flows: Vec<String> = flows.take(12).collect();
            let about = bundle
                .ends
                .iter()
                .map(|(end, _)| *end)
                .chain([bundle.hub])
                .collect();
            self.scene
                .open(format!("w-label w-{}", bundle.kind), flows.join("\n"), about);
            self.scene.rect(rect, 10, "w-pill");
            self.scene.icon(Icon::Image(bundle.kind), x + 8, y + 3, 14);
            let (kind, at) = (bundle.kind, (x + LABEL_ICON, y + 14));
            self.scene
                .write_colored(at, Anchor::Start, PLAIN, format!("w-e w-t-{kind}"), &text, rect);
            self.scene.close();
        }
    }

    fn boxes(&mut self) {
        for (at, node) in self.picture.nodes.iter().enumerate() {
            let (begin, end) = self.arrangement.spans[at];
            let x = self.places.side(self.arrangement, (at, false));
            let width = self.arrangement.widths[self.arrangement.column_of[at]];
            let rect = Rect::new(x, begin, width, end - begin);
            let depth = self.arrangement.depths[at];
            self.scene
                .boxes
                .push(Rect::new(x, begin, width + depth, end - begin + depth));
            let class = match (node.kind, node.registries.is_empty()) {
                (NodeKind::Stranger, _) => "w-card w-stranger",
                (_, true) => "w-card",
                (_, false) => "w-card w-holder",
            };
            self.scene.items.push(Item::Open {
                class: "w-node".to_owned(),
                title: title(node),
                is_expandable: !node.members.is_empty(),
                about: vec![at],
            });
            for by in [depth, depth / 2].into_iter().filter(|by| *by > 0) {
                self.scene
                    .rect(Rect::new(x + by, begin + by, width, end - begin), 10, class);
            }
            self.scene.rect(rect, 10, class);
            let mut y = begin;
            // What is higher than its rows for its edges has them in the middle.
            let rows = &self.arrangement.rows[at];
            let spare = (end - begin - card::height(rows)).max(0);
            for (row_at, row) in rows.iter().enumerate() {
                if row_at == 1 && matches!(row, Row::Rule) {
                    self.row(node, row, rect, y);
                    y += row.height() + spare / 2;
                    continue;
                }
                self.row(node, row, rect, y);
                y += row.height();
            }
            self.scene.close();
        }
    }

    fn row(&mut self, node: &Node, row: &Row, rect: Rect, y: i32) {
        let (left, right) = (rect.x + PAD, rect.right() - PAD);
        let within = Rect::new(rect.x + 8, rect.y, rect.width - 16, rect.height);
        let scene = &mut self.scene;
        match row {
            Row::Head { name, right: id } => {
                scene.icon(Icon::Node(node.kind), left, y + 13, 20);
                scene.write((left + ICON, y + 28), Anchor::Start, NAME, name, within);
                scene.write((right, y + 28), Anchor::End, SOFT, id, within);
            }
            Row::Rule => scene.path("w-rule".to_owned(), format!("M{} {}H{}", rect.x, y, rect.right())),
            Row::Cells(cells) => self.cells(cells, rect, y),
            Row::Text(text) => scene.write((left, y + 15), Anchor::Start, PLAIN, text, within),
            Row::Soft(text) => scene.write((left, y + 14), Anchor::Start, SOFT, text, within),
            Row::Inner(kind, text) => {
                let corners = [(left, y + 11), (left + SAMPLE, y + 11)];
                edge::paint(scene, *kind, &corners, false);
                scene.write((left + SAMPLE + 10, y + 15), Anchor::Start, SOFT, text, within);
            }
            Row::Roles(roles, soft) => {
                scene.write((right, y + 19), Anchor::End, SOFT, soft, within);
                for (x, part, name) in roles {
                    scene.icon(Icon::Part(*part), left + x, y + 4, 20);
                    scene.write((left + x + ICON, y + 19), Anchor::Start, PLAIN, name, within);
                }
            }
        }
    }

    /// The registries of a box, each in its Region's column.
    fn cells(&mut self, cells: &[Result<Registry, String>], rect: Rect, y: i32) {
        let width = self.arrangement.regions.width;
        let step = width + BETWEEN;
        let mut x = rect.x + PAD;
        let scene = &mut self.scene;
        for (at, cell) in (0..).zip(cells) {
            let within = Rect::new(x, y, width + 8, 60);
            match cell {
                Ok(registry) => {
                    scene.icon(Icon::Registry, x, y + 6, SYMBOL);
                    let words = x + SYMBOL + 12;
                    scene.write((words, y + 24), Anchor::Start, NAME, &registry.region, within);
                    scene.write((words, y + 43), Anchor::Start, SOFT, &registry.holds, within);
                    if let (Some(kind), true) = (registry.filled_by, at > 0) {
                        let corners = [(x - BETWEEN + 8, y + 28), (x - 6, y + 28)];
                        edge::paint(scene, kind, &corners, false);
                    }
                }
                Err(region) => {
                    scene.rect(Rect::new(x, y + 6, width, 44), 8, "w-empty");
                    scene.write((x + 12, y + 24), Anchor::Start, SOFT, region, within);
                    scene.write((x + 12, y + 41), Anchor::Start, SOFT, "no registry", within);
                }
            }
            x += step;
        }
    }
}

/// What is said of a box when it is pointed at.
fn title(node: &Node) -> String {
    let mut lines = vec![match (node.kind, node.id.is_empty()) {
        (NodeKind::Account, _) if !node.members.is_empty() => {
            format!("{}: {} accounts", node.name, node.members.len())
        }
        (NodeKind::Account, false) => format!("account {}, {}", node.name, node.id),
        (NodeKind::Account, true) => format!("account {}", node.name),
        (NodeKind::Identity, _) => format!("identity provider {}", node.name),
        (NodeKind::Service, _) => format!("service {}", node.name),
        (NodeKind::Stranger, _) => node.name.clone(),
    }];
    if !node.stage.as_str().is_empty() {
        lines.push(node.stage.as_str().to_owned());
    }
    for registry in &node.registries {
        lines.push(format!("registry in {}: {}", registry.region, registry.holds));
    }
    if !node.contents.is_empty() {
        let mut contents: Vec<String> = node.contents.iter().take(20).cloned().collect();
        if node.contents.len() > contents.len() {
            contents.push(format!("{} more", node.contents.len() - contents.len()));
        }
        lines.push(contents.join(", "));
    }
    lines.extend(node.inner.iter().map(|inner| inner.words()));
    for role in &node.roles {
        lines.push(role.words());
    }
    lines.extend(
        node.members
            .iter()
            .take(60)
            .map(|(name, id)| format!("{name} {id}").trim_end().to_owned()),
    );
    if node.members.len() > 60 {
        lines.push(format!("{} more accounts", node.members.len() - 60));
    }
    lines.join("\n")
}
