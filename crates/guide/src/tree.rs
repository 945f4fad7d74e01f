//! The structure of a document as a screen reader hears it: elements in reading order, filled while pages are drawn.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// Number of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element(usize);

enum Child {
    Element(Element),
    Drawn(Identifier),
}

/// All elements. Each one's children come in the order in which they were added or drawn.
#[derive(Default)]
pub struct Tree {
    kinds: Vec<Option<TagKind>>,
    children: Vec<Vec<Child>>,
    top: Vec<Element>,
}

impl Tree {
    /// An element at the top, or in another one.
    pub fn add(&mut self, parent: Option<Element>, kind: impl Into<TagKind>) -> Element {
        let element = Element(self.kinds.len());
        self.kinds.push(Some(kind.into()));
        self.children.push(Vec::new());
        match parent.and_then(|parent| self.children.get_mut(parent.0)) {
            Some(children) => children.push(Child::Element(element)),
            None => self.top.push(element),
        }
        element
    }

    /// Says what a drawn thing belongs to.
    pub fn drawn(&mut self, element: Element, what: Identifier) {
        if let Some(children) = self.children.get_mut(element.0) {
            children.push(Child::Drawn(what));
        }
    }

    /// Changes the kind of an element, once it is known where it was drawn.
    pub fn set(&mut self, element: Element, kind: impl Into<TagKind>) {
        if let Some(place) = self.kinds.get_mut(element.0) {
            *place = Some(kind.into());
        }
    }

    /// The finished tree.
    pub fn finish(mut self, lang: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
        for element in std::mem::take(&mut self.top) {
            if let Some(group) = self.group(element) {
                tree.push(group);
            }
        }
        tree
    }

    fn group(&mut self, element: Element) -> Option<TagGroup> {
        let kind = self.kinds.get_mut(element.0)?.take()?;
        let children = std::mem::take(self.children.get_mut(element.0)?);
        let nodes = children.into_iter().filter_map(|child| match child {
            Child::Element(element) => self.group(element).map(Node::Group),
            Child::Drawn(what) => Some(Node::Leaf(what)),
        });
        let nodes = nodes.collect();
        Some(TagGroup::with_children(kind, nodes))
    }
}
