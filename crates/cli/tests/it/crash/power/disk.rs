//! A disk as it may be after its power went: what was synced is there, and of the rest any part.
//!
//! Two readings of what a sync promises. *By folder*, the strictest that POSIX allows: a sync of a file makes its bytes durable, one
//! of a folder the names in it; a rename from one folder to another is two changes, of which the disk may know one; each name may be
//! as it was at any time since its folder was synced. *In order*, as a file system with a journal of its names does it: they change
//! in the order of the calls, renames as a whole, and every sync makes all earlier ones durable. In both, what was written to a file since
//! its last sync is there in any pieces, and the file may be longer than what is there of its bytes: zeros.
//!
//! A write or a rename counts as synced when its call ended before that of the sync began, and from when the sync's ended.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::draw::{Draw, Luck};
use super::trace::{Change, Step};

/// How names become durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    ByFolder,
    InOrder,
}

/// A tree of folders (`None`) and files, by their paths.
pub(super) type Tree = BTreeMap<PathBuf, Option<Arc<Vec<u8>>>>;

/// The state of a disk between two calls.
pub(super) struct Disk {
    root: PathBuf,
    names: Names,
    nodes: Vec<Node>,
    /// Changes of names that are not durable, in the order of their calls.
    renamed: Vec<Named>,
    /// Whether the disk does what a sync of this path asks for.
    obeys: fn(&Path) -> bool,
}

enum Node {
    File(File),
    Folder(Folder),
}

#[derive(Default)]
struct File {
    durable: Arc<Vec<u8>>,
    pending: Vec<Pending>,
    length: u64,
}

/// Node numbers by name.
#[derive(Default)]
struct Folder {
    durable: BTreeMap<String, usize>,
    now: BTreeMap<String, usize>,
}

/// A change of a file's bytes.
struct Pending {
    ended: usize,
    bytes: Bytes,
}

enum Bytes {
    At(u64, Vec<u8>),
    Length(u64),
}

/// A name in a folder means another node from now on, or none.
struct Named {
    begun: usize,
    ended: usize,
    folder: usize,
    name: String,
    node: Option<usize>,
}

impl Disk {
    /// An empty folder on a disk.
    pub(super) fn new(root: &Path, names: Names, obeys: fn(&Path) -> bool) -> Disk {
        Disk {
            root: root.to_owned(),
            names,
            nodes: vec![Node::Folder(Folder::default())],
            renamed: Vec::new(),
            obeys,
        }
    }

    /// A call begins: what it changes may be on the disk from now on.
    pub(super) fn begin(&mut self, step: &Step) {
        match &step.change {
            Change::Opened { path, makes, cuts } => match self.find(path) {
                Some(_) if *cuts => self.write(path, step, Bytes::Length(0)),
                None if *makes => {
                    let node = self.add(Node::File(File::default()));
                    self.name(path, step, Some(node));
                }
                _ => {}
            },
            Change::Wrote { path, at, bytes } => {
                let at = at.unwrap_or_else(|| self.file(path).length);
                self.write(path, step, Bytes::At(at, bytes.clone()));
            }
            Change::Resized { path, length } => self.write(path, step, Bytes::Length(*length)),
            Change::MadeFolder(path) => {
                let node = self.add(Node::Folder(Folder::default()));
                self.name(path, step, Some(node));
            }
            Change::Renamed { from, to, exchanges } => {
                let [moved, replaced] = [from, to].map(|path| self.find(path));
                assert!(moved.is_some(), "{} was never made", from.display());
                self.name(to, step, moved);
                self.name(from, step, replaced.filter(|_| *exchanges));
            }
            Change::Removed(path) => self.name(path, step, None),
            Change::Synced(_) | Change::Answered(_) => {}
        }
    }

    /// A call ended: a sync has made durable what had ended before it began.
    pub(super) fn end(&mut self, step: &Step) {
        let Change::Synced(path) = &step.change else {
            return;
        };
        if !(self.obeys)(path) {
            return;
        }
        // A file that has no name any more.
        let Some(node) = self.find(path) else {
            return;
        };
        if let Node::File(file) = &mut self.nodes[node] {
            file.sync(step.begun);
        }
        let Disk {
            nodes,
            names,
            renamed,
            ..
        } = self;
        renamed.retain(|change| {
            let is_meant = *names == Names::InOrder || change.folder == node;
            let is_durable = is_meant && change.ended < step.begun;
            if is_durable {
                let Node::Folder(folder) = &mut nodes[change.folder] else {
                    unreachable!()
                };
                set(&mut folder.durable, &change.name, change.node);
            }
            !is_durable
        });
    }

    /// What is there when the power goes now.
    pub(super) fn cut(&self, luck: Luck, draw: &mut Draw) -> Tree {
        let mut folders: HashMap<usize, BTreeMap<String, usize>> = HashMap::new();
        for change in self.surviving(luck, draw) {
            let names = folders
                .entry(change.folder)
                .or_insert_with(|| self.folder(change.folder).durable.clone());
            set(names, &change.name, change.node);
        }
        let (mut tree, mut left) = (Tree::new(), vec![(self.root.clone(), 0)]);
        while let Some((path, node)) = left.pop() {
            match &self.nodes[node] {
                Node::File(file) => {
                    tree.insert(path, Some(file.cut(luck, draw)));
                }
                Node::Folder(folder) => {
                    let names = folders.get(&node).unwrap_or(&folder.durable);
                    left.extend(names.iter().map(|(name, node)| (path.join(name), *node)));
                    tree.insert(path, None);
                }
            }
        }
        tree
    }

    /// The changes of names that are there.
    fn surviving(&self, luck: Luck, draw: &mut Draw) -> Vec<&Named> {
        let mut first = |changes: usize| match luck.names {
            0 => 0,
            100 => changes,
            chance if draw.percent(chance) => changes,
            _ => draw.below(changes + 1),
        };
        if self.names == Names::InOrder {
            let mut there = first(self.renamed.len());
            let call = |at: usize| self.renamed.get(at).map(|change| change.begun);
            // A call changes all of its names or none.
            while there > 0 && call(there) == call(there - 1) {
                there += 1;
            }
            return self.renamed.iter().take(there).collect();
        }
        let mut by_name: BTreeMap<(usize, &str), Vec<&Named>> = BTreeMap::new();
        for change in &self.renamed {
            by_name
                .entry((change.folder, &change.name))
                .or_default()
                .push(change);
        }
        let of_name = by_name.into_values();
        of_name
            .filter_map(|changes| Some(changes[first(changes.len()).checked_sub(1)?]))
            .collect()
    }

    fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn folder(&self, node: usize) -> &Folder {
        match &self.nodes[node] {
            Node::Folder(folder) => folder,
            Node::File(_) => panic!("a file is no folder"),
        }
    }

    /// The node that a path names now.
    fn find(&self, path: &Path) -> Option<usize> {
        let within = path.strip_prefix(&self.root).ok()?;
        within
            .components()
            .try_fold(0, |node, part| match &self.nodes[node] {
                Node::Folder(folder) => folder.now.get(part.as_os_str().to_str()?).copied(),
                Node::File(_) => None,
            })
    }

    fn file(&mut self, path: &Path) -> &mut File {
        let node = self.find(path);
        match node.map(|node| &mut self.nodes[node]) {
            Some(Node::File(file)) => file,
            _ => panic!("{} was never made", path.display()),
        }
    }

    fn write(&mut self, path: &Path, step: &Step, bytes: Bytes) {
        let file = self.file(path);
        file.length = match &bytes {
            Bytes::At(at, bytes) => file.length.max(at + bytes.len() as u64),
            Bytes::Length(length) => *length,
        };
        file.pending.push(Pending {
            ended: step.ended,
            bytes,
        });
    }

    fn name(&mut self, path: &Path, step: &Step, node: Option<usize>) {
        let folder = path.parent().and_then(|parent| self.find(parent));
        let folder = folder.unwrap_or_else(|| panic!("there is no folder for {}", path.display()));
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Node::Folder(names) = &mut self.nodes[folder] else {
            unreachable!()
        };
        set(&mut names.now, &name, node);
        self.renamed.push(Named {
            begun: step.begun,
            ended: step.ended,
            folder,
            name,
            node,
        });
    }
}

fn set(names: &mut BTreeMap<String, usize>, name: &str, node: Option<usize>) {
    match node {
        Some(node) => names.insert(name.to_owned(), node),
        None => names.remove(name),
    };
}

impl File {
    /// Makes durable what had ended before a sync began.
    fn sync(&mut self, begun: usize) {
        let durable = Arc::make_mut(&mut self.durable);
        self.pending.retain(|change| {
            let is_durable = change.ended < begun;
            if is_durable {
                change.bytes.put(durable);
            }
            !is_durable
        });
    }

    /// What is there of it.
    fn cut(&self, luck: Luck, draw: &mut Draw) -> Arc<Vec<u8>> {
        if self.pending.is_empty() || luck.pieces == 0 {
            return Arc::clone(&self.durable);
        }
        let mut there = self.durable.as_ref().clone();
        // The lengths that it had since, the last one first.
        let (mut lengths, mut length) = (vec![there.len()], there.len());
        for change in &self.pending {
            match &change.bytes {
                Bytes::Length(to) => {
                    length = usize::try_from(*to).unwrap();
                    if draw.percent(luck.pieces) {
                        there.resize(length, 0);
                        lengths.clear();
                    }
                }
                Bytes::At(at, bytes) => {
                    let at = usize::try_from(*at).unwrap();
                    length = length.max(at + bytes.len());
                    let mut from = 0;
                    while from < bytes.len() {
                        let end = bytes
                            .len()
                            .min((at + from) / luck.piece * luck.piece + luck.piece - at);
                        if draw.percent(luck.pieces) {
                            put(&mut there, at + from, &bytes[from..end]);
                        }
                        from = end;
                    }
                }
            }
            lengths.push(length);
        }
        let length = match luck.pieces {
            100 => length,
            _ => lengths[draw.below(lengths.len())],
        };
        there.resize(length, 0);
        Arc::new(there)
    }
}

impl Bytes {
    fn put(&self, into: &mut Vec<u8>) {
        match self {
            Bytes::Length(length) => into.resize(usize::try_from(*length).unwrap(), 0),
            Bytes::At(at, bytes) => put(into, usize::try_from(*at).unwrap(), bytes),
        }
    }
}

/// Writes bytes at a place, with zeros before it where there is nothing.
fn put(into: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if into.len() < end {
        into.resize(end, 0);
    }
    into[at..end].copy_from_slice(bytes);
}
