//! An application with everything that is written in it, as it stands.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Application, CostTable, SectionName,
    section::{Fields, check, one, whole_number},
};

/// A saved version of a section.
#[derive(Clone, Debug)]
pub struct Saved {
    /// From 1; the last one stands.
    pub version: i32,
    /// What stands in it.
    pub fields: Fields,
    /// Its authors called it finished.
    pub completed: bool,
    /// Name of the person who saved it.
    pub saved_name: String,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// A picture of an application.
#[derive(Clone, Debug)]
pub struct Photo {
    /// Identity.
    pub id: Uuid,
    /// Hash of the version 320 pixels wide.
    pub small: Vec<u8>,
    /// Hash of the version 640 pixels wide.
    pub large: Vec<u8>,
    /// Width of the large one.
    pub width: i32,
    /// Height of the large one.
    pub height: i32,
    /// The picture in words.
    pub alt: String,
}

/// A PDF of an application.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Identity.
    pub id: Uuid,
    /// Hash of its bytes.
    pub file: Vec<u8>,
    /// Its name.
    pub name: String,
    /// What it says, for those who can't open it.
    pub summary: String,
}

/// One text that voters read and that is translated: a stable key and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// `title`, `summary`, `description`, `place`, `gains`, `cost-1` …, `photo-1` …
    pub key: String,
    /// The words.
    pub text: String,
}

/// An application as it stands.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its frame.
    pub application: Application,
    /// The last version of each section that was ever saved.
    pub sections: BTreeMap<SectionName, Saved>,
    /// Its pictures, in order.
    pub photos: Vec<Photo>,
    /// Its files.
    pub attachments: Vec<Attachment>,
}

impl Draft {
    /// A field's first value; empty when nothing was saved.
    pub fn value(&self, section: SectionName, field: &str) -> &str {
        self.sections.get(&section).map_or("", |saved| one(&saved.fields, field))
    }

    /// What it is called; empty while it has no name.
    pub fn title(&self) -> &str {
        self.value(SectionName::Name, "title")
    }

    /// Code of its issue area.
    pub fn area(&self) -> &str {
        self.value(SectionName::Name, "area")
    }

    /// Its costs.
    pub fn costs(&self) -> CostTable {
        self.sections.get(&SectionName::Cost).map(|saved| CostTable::of(&saved.fields)).unwrap_or_default()
    }

    /// People it serves, as its authors say.
    pub fn people(&self) -> Option<u32> {
        whole_number(self.value(SectionName::Who, "people"))
    }

    /// Months it takes.
    pub fn months(&self) -> Option<u32> {
        whole_number(self.value(SectionName::When, "months"))
    }

    /// Sections that are not finished: never saved, not called finished, or lacking something.
    pub fn unfinished(&self) -> Vec<SectionName> {
        let is_done = |section: &SectionName| {
            self.sections.get(section).is_some_and(|saved| saved.completed && check(*section, &saved.fields).is_empty())
        };
        // Pictures and words to be read aloud may be left out.
        let may_lack = |section: &SectionName| matches!(section, SectionName::Photos | SectionName::Aloud);
        SectionName::ALL.into_iter().filter(|section| !is_done(section) && !may_lack(section)).collect()
    }

    /// Everything that voters read, for translators; the order is that of the ballot card and the page.
    pub fn units(&self) -> Vec<Unit> {
        let plain = [
            ("title", SectionName::Name, "title"),
            ("summary", SectionName::Summary, "summary"),
            ("description", SectionName::What, "description"),
            ("gains", SectionName::Who, "gains"),
            ("place", SectionName::Where, "place"),
            ("runner", SectionName::Team, "runner"),
            ("partners", SectionName::Team, "partners"),
            ("start", SectionName::When, "start"),
            ("aloud", SectionName::Aloud, "aloud"),
        ];
        let mut units: Vec<Unit> = plain
            .into_iter()
            .map(|(key, section, field)| Unit { key: key.to_owned(), text: self.value(section, field).to_owned() })
            .collect();
        units.extend(
            self.costs().lines.into_iter().enumerate().map(|(n, line)| Unit { key: format!("cost-{}", n + 1), text: line.item }),
        );
        units.extend(
            self.photos.iter().enumerate().map(|(n, photo)| Unit { key: format!("photo-{}", n + 1), text: photo.alt.clone() }),
        );
        units.retain(|unit| !unit.text.is_empty());
        units
    }
}
