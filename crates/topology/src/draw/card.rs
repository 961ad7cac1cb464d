//! What stands in a box, row by row, and how large that makes it.

use super::model::{Kind, Layer, Node, NodeKind, Part, Registry, Role};
use super::text::{self, NAME, PLAIN, SOFT};
use super::words;

/// Between a box and what is in it.
pub(super) const PAD: i32 = 16;
const BOTTOM: i32 = 10;
/// Of the picture of an account, and what follows it.
pub(super) const ICON: i32 = 28;
/// Of a registry's symbol.
pub(super) const SYMBOL: i32 = 44;
/// Between registries that fill each other.
pub(super) const BETWEEN: i32 = 52;
/// Of the line before a way within an account.
pub(super) const SAMPLE: i32 = 36;

/// A row of a box.
#[derive(Clone, Debug)]
pub(super) enum Row {
    /// The name, and at the right the account's id or the number of accounts.
    Head { name: String, right: String },
    /// A line across.
    Rule,
    /// Registries, one for each Region that the picture has; only the Region's name where the account has none there.
    Cells(Vec<Result<Registry, String>>),
    /// Words.
    Text(String),
    /// Words that matter less.
    Soft(String),
    /// A way within the account.
    Inner(Kind, String),
    /// Who is there, each with where it begins, and at the right what matters less.
    Roles(Vec<(i32, Part, String)>, String),
}

impl Row {
    pub(super) fn height(&self) -> i32 {
        match self {
            Row::Head { .. } => 42,
            Row::Rule => 10,
            Row::Cells(_) => 60,
            Row::Text(_) | Row::Soft(_) => 20,
            Row::Inner(..) => 22,
            Row::Roles(..) => 30,
        }
    }
}

/// The right end of a box's first row.
fn right(node: &Node) -> String {
    match node.members.len() {
        0 => node.id.clone(),
        count => format!("{count} accounts"),
    }
}

/// The columns of Regions, the same in every box.
#[derive(Debug)]
pub(super) struct Regions {
    /// Those of the picture's registries, in the order of the file.
    names: Vec<String>,
    /// How wide a cell is.
    pub(super) width: i32,
}

impl Regions {
    pub(super) fn of(nodes: &[Node]) -> Regions {
        let mut regions = Regions {
            names: Vec::new(),
            width: SYMBOL + 72,
        };
        for registry in nodes.iter().flat_map(|node| &node.registries) {
            let (region, holds) = (
                text::width(&registry.region, NAME),
                text::width(&registry.holds, SOFT),
            );
            regions.width = regions.width.max(SYMBOL + 12 + region.max(holds));
            if !regions.names.contains(&registry.region) {
                regions.names.push(registry.region.clone());
            }
        }
        regions
    }

    /// The columns of a box: all of the picture where they are few, its own otherwise.
    fn cells(&self, node: &Node) -> Vec<Result<Registry, String>> {
        let own = |region: &String| {
            let mut registries = node.registries.iter();
            let found = registries.find(|registry| registry.region == *region);
            found.cloned().ok_or_else(|| region.clone())
        };
        match self.names.len() <= 3 {
            true => self.names.iter().map(own).collect(),
            false => node.registries.iter().cloned().map(Ok).collect(),
        }
    }

    /// How many stand beside each other of so many cells.
    fn across(count: usize) -> usize {
        match count {
            4 => 2,
            count => count.clamp(1, 3),
        }
    }
}

/// How wide a box wants to be.
pub(super) fn width(node: &Node, regions: &Regions) -> i32 {
    let head = PAD * 3 + ICON + text::width(&node.name, NAME) + text::width(&right(node), SOFT);
    let inner = node
        .inner
        .iter()
        .map(|inner| text::width(&inner.words(), SOFT) + SAMPLE + 10);
    let inner = inner.max().unwrap_or(0) + 2 * PAD;
    if node.registries.is_empty() {
        let most = if node.kind == NodeKind::Account { 360 } else { 420 };
        return head.max(inner).clamp(210, most);
    }
    let count = i32::try_from(Regions::across(regions.cells(node).len())).unwrap_or(3);
    let cells = count * regions.width + (count - 1) * BETWEEN + 2 * PAD;
    head.max(inner).clamp(250, 440).max(cells)
}

/// The rows of a box of a width.
pub(super) fn rows(node: &Node, regions: &Regions, width: i32) -> Vec<Row> {
    let room = width - 2 * PAD;
    let right = right(node);
    let for_name = room
        - ICON
        - if right.is_empty() {
            0
        } else {
            text::width(&right, SOFT) + PAD
        };
    let mut rows = vec![Row::Head {
        name: text::fit(&node.name, NAME, for_name),
        right,
    }];
    let mut facts: Vec<String> = Vec::new();
    let stage = node.stage.as_str();
    // `dev`, `test` and `prod` in a name say it, and so do the names of columns.
    let mut parts = node.name.split(['-', '_', ' ']).filter(|part| part.len() > 2);
    let is_said = parts.any(|part| stage.starts_with(part)) || matches!(node.layer, Layer::Stage(_));
    if !stage.is_empty() && !is_said {
        facts.push(stage.to_owned());
    }
    facts.extend(node.regions.iter().cloned());
    match node.kind {
        NodeKind::Account => {}
        NodeKind::Identity => facts.push("identity provider".to_owned()),
        NodeKind::Service => {
            facts.push("service of AWS".to_owned());
            if !node.serves.is_empty() {
                facts.push(format!("for {}", words::some(&node.serves)));
            }
        }
        NodeKind::Stranger => facts.push("outside of the organization".to_owned()),
    }
    if !node.registries.is_empty() {
        rows.push(Row::Rule);
        let cells = regions.cells(node);
        let lines = cells.chunks(Regions::across(cells.len()));
        rows.extend(lines.map(|cells| Row::Cells(cells.to_vec())));
        let contents = text::wrap(&node.contents, "  ·  ", PLAIN, room, 2);
        rows.extend(contents.into_iter().map(Row::Text));
    }
    let shown = if node.inner.len() > 4 { 3 } else { 4 };
    for inner in node.inner.iter().take(shown) {
        let text = text::fit(&inner.words(), SOFT, room - SAMPLE - 10);
        rows.push(Row::Inner(inner.kind, text));
    }
    if node.inner.len() > shown {
        rows.push(Row::Soft(format!("{} more ways", node.inner.len() - shown)));
    }
    let mut roles = roles(node, room);
    let line = facts.join("  ·  ");
    let beside = match &roles[..] {
        [only] => only
            .last()
            .map(|(x, _, name)| x + ICON + text::width(name, PLAIN) + PAD),
        _ => None,
    };
    let beside = beside
        .filter(|end| end + text::width(&line, SOFT) <= room)
        .is_some();
    if beside && let Some(only) = roles.pop() {
        rows.push(Row::Roles(only, line));
        return rows;
    }
    rows.extend(roles.into_iter().map(|roles| Row::Roles(roles, String::new())));
    rows.extend(
        text::wrap(&facts, "  ·  ", SOFT, room, 2)
            .into_iter()
            .map(Row::Soft),
    );
    rows
}

/// Those who are there and are not named by a way within the account, in lines.
fn roles(node: &Node, room: i32) -> Vec<Vec<(i32, Part, String)>> {
    let mut rows: Vec<Vec<(i32, Part, String)>> = Vec::new();
    let mut end = room;
    let is_named = |name: &String| node.inner.iter().any(|inner| inner.who.contains(name));
    let roles: Vec<&Role> = node.roles.iter().filter(|role| !is_named(&role.name)).collect();
    for (at, role) in roles.iter().enumerate() {
        let name = text::fit(&role.name, PLAIN, room - ICON);
        let width = ICON + text::width(&name, PLAIN);
        if end + width > room {
            if rows.len() == 2 {
                rows.push(vec![(0, role.part, format!("{} more", roles.len() - at))]);
                break;
            }
            rows.push(Vec::new());
            end = 0;
        }
        if let Some(last) = rows.last_mut() {
            last.push((end, role.part, name));
        }
        end += width + 18;
    }
    rows
}

/// How high rows are together.
pub(super) fn height(rows: &[Row]) -> i32 {
    rows.iter().map(Row::height).sum::<i32>() + BOTTOM
}
