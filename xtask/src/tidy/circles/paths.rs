//! The paths in a file that begin at the crate, at the parent or at the module itself, and what its `use` lines import.

use std::collections::BTreeMap;
use std::iter::Peekable;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The names of a path: `["crate", "ecr", "Fault"]`.
pub(super) type Path = Vec<String>;

/// What a module names of its crate.
#[derive(Debug, Default)]
pub(super) struct Paths {
    named: Vec<Path>,
    imports: BTreeMap<String, Path>,
}

impl Paths {
    pub(super) fn all(&self) -> impl Iterator<Item = &Path> {
        self.named.iter().chain(self.imports.values())
    }

    /// The path behind a name that the module imported.
    pub(super) fn imported(&self, name: &str) -> Option<&Path> {
        self.imports.get(name)
    }

    pub(super) fn extend(&mut self, more: Paths) {
        self.named.extend(more.named);
        self.imports.extend(more.imports);
    }
}

/// Reads a file's text.
pub(super) fn read(text: &str) -> Result<Paths, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("not Rust: {error}"))?;
    let mut paths = Paths::default();
    walk(tokens, &mut paths);
    Ok(paths)
}

type Tokens = Peekable<proc_macro2::token_stream::IntoIter>;

fn walk(tokens: TokenStream, paths: &mut Paths) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => skip_tests(&mut tokens),
            TokenTree::Ident(word) if word == "use" => tree(&mut tokens, &Path::new(), &mut paths.imports),
            TokenTree::Ident(word) if is_root(&word.to_string()) => {
                let path = path(word.to_string(), &mut tokens);
                if path.len() > 1 {
                    paths.named.push(path);
                }
            }
            TokenTree::Group(group) => walk(group.stream(), paths),
            _ => {}
        }
    }
}

fn is_root(word: &str) -> bool {
    matches!(word, "crate" | "super" | "self")
}

/// Skips the item behind `#[cfg(test)]`.
fn skip_tests(tokens: &mut Tokens) {
    let Some(TokenTree::Group(attribute)) = tokens.peek() else {
        return;
    };
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    if text != "cfg(test)" {
        return;
    }
    for token in tokens.by_ref() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return,
            TokenTree::Punct(punct) if punct.as_char() == ';' => return,
            _ => {}
        }
    }
}

/// Takes `::` when it comes next.
fn separator(tokens: &mut Tokens) -> bool {
    let mut taken = false;
    while matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':') {
        tokens.next();
        taken = true;
    }
    taken
}

/// The rest of a path whose first name was read.
fn path(first: String, tokens: &mut Tokens) -> Path {
    let mut path = vec![first];
    while separator(tokens) {
        match tokens.peek() {
            Some(TokenTree::Ident(name)) => path.push(name.to_string()),
            _ => break,
        }
        tokens.next();
    }
    path
}

/// The tree of a `use`, up to its comma or semicolon.
fn tree(tokens: &mut Tokens, prefix: &Path, imports: &mut BTreeMap<String, Path>) {
    let mut path = prefix.clone();
    let mut name = None;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "as" => {
                name = tokens.next().map(|alias| alias.to_string());
            }
            TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
            TokenTree::Ident(word) => path.push(word.to_string()),
            TokenTree::Group(group) => {
                let mut inner = group.stream().into_iter().peekable();
                while inner.peek().is_some() {
                    tree(&mut inner, &path, imports);
                }
                path.clear();
            }
            TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';') => break,
            _ => {}
        }
    }
    if let Some(last) = path.last() {
        imports.insert(name.unwrap_or_else(|| last.clone()), path);
    }
}
