//! Reading pages the way a person without JavaScript does: links, forms with their fields, words.

use scraper::{ElementRef, Html, Selector};

/// A parsed page.
pub struct Document(Html);

/// A form as it stands in a page.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

impl Document {
    pub fn parse(text: &str) -> Self {
        Self(Html::parse_document(text))
    }

    /// Text of the first element that fits.
    pub fn text(&self, selector: &str) -> Option<String> {
        self.0.select(&select(selector)).next().map(words)
    }

    /// Texts of every element that fits.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.0.select(&select(selector)).map(words).collect()
    }

    /// An attribute of the first element that fits.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.0.select(&select(selector)).next().and_then(|e| e.attr(name)).map(str::to_owned)
    }

    /// An attribute of every element that fits.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.0.select(&select(selector)).filter_map(|e| e.attr(name)).map(str::to_owned).collect()
    }

    /// How many elements fit.
    pub fn count(&self, selector: &str) -> usize {
        self.0.select(&select(selector)).count()
    }

    /// The form with this id, with everything a browser would send: hidden fields, typed values, ticked boxes.
    pub fn form(&self, id: &str) -> Form {
        let form = self.0.select(&select(&format!("form#{id}"))).next();
        let form = form.unwrap_or_else(|| panic!("no form {id} on page {:?}", self.text("h1")));
        let mut fields = Vec::new();
        for input in form.select(&select("input, select, textarea")) {
            let kind = input.attr("type").unwrap_or("text");
            let ticked = input.attr("checked").is_some();
            if matches!(kind, "checkbox" | "radio") && !ticked || kind == "file" {
                continue;
            }
            if let Some(name) = input.attr("name") {
                fields.push((name.to_owned(), answer(input)));
            }
        }
        let action = form.attr("action").unwrap_or("").split('#').next().unwrap_or("").to_owned();
        Form { action, fields }
    }
}

/// What a browser would send for a field.
fn answer(field: ElementRef<'_>) -> String {
    match field.value().name() {
        "textarea" => field.text().collect::<String>().trim_start_matches('\n').to_owned(),
        "select" => {
            let chosen = field.select(&select("option[selected]")).next().or_else(|| field.select(&select("option")).next());
            chosen.and_then(|option| option.attr("value")).unwrap_or("").to_owned()
        }
        _ => field.attr("value").unwrap_or("").to_owned(),
    }
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Form {
    /// Types into a field, in place of what is there.
    #[must_use]
    pub fn fill(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(key, _)| key != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Ticks one more box.
    #[must_use]
    pub fn tick(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Types into one field of several with the same name.
    #[must_use]
    pub fn fill_nth(mut self, name: &str, index: usize, value: &str) -> Self {
        let found = self.fields.iter_mut().filter(|(key, _)| key == name).nth(index);
        value.clone_into(&mut found.expect("so many fields").1);
        self
    }

    /// Unticks every box of a name.
    #[must_use]
    pub fn untick(mut self, name: &str) -> Self {
        self.fields.retain(|(key, _)| key != name);
        self
    }
}
