//! Answering whole forms by the names of their fields, as a person does: typing, ticking, choosing, then one button.

use thirtyfour::{By, WebElement};

use super::rig::Browser;

impl Browser {
    async fn one(&self, selector: &str) -> WebElement {
        match self.driver.find(By::Css(selector)).await {
            Ok(found) => found,
            Err(error) => {
                self.picture("missing").await;
                panic!("{}: {selector} on {:?}: {error}", self.name, self.text("h1").await)
            }
        }
    }

    /// Answers one field of a form; choices are named by their value.
    async fn answer(&self, form: &str, name: &str, value: &str) {
        let field = self.one(&format!("form#{form} [name='{name}']:not([type=hidden])")).await;
        let kind = field.attr("type").await.unwrap().unwrap_or_default();
        if field.tag_name().await.unwrap() == "select" {
            self.tick(&format!("form#{form} [name='{name}'] option[value='{value}']")).await;
        } else if kind == "radio" || kind == "checkbox" {
            let choice = format!("form#{form} [name='{name}'][value='{value}']");
            if !self.one(&choice).await.is_selected().await.unwrap() {
                self.tick(&choice).await;
            }
        } else if kind == "date" || kind == "time" {
            // The picker types in the order of the machine's language.
            self.driver.execute("arguments[0].value = arguments[1]", vec![field.to_json().unwrap(), value.into()]).await.unwrap();
        } else {
            self.fill(&format!("form#{form} [name='{name}']:not([type=hidden])"), value).await;
        }
    }

    /// Opens a page, answers the form's fields and presses the button; an empty `button` is the form's first.
    pub(super) async fn send(&self, page: &str, form: &str, fields: &[(&str, &str)], button: &str) {
        self.open(page).await;
        self.complete(form, fields, button).await;
    }

    /// The same on the page that is open.
    pub(super) async fn complete(&self, form: &str, fields: &[(&str, &str)], button: &str) {
        self.run(&format!("document.querySelector('form#{form}')?.closest('details')?.setAttribute('open', ''); return 1")).await;
        for (name, value) in fields {
            self.answer(form, name, value).await;
        }
        let pressed =
            if button.is_empty() { "button:is(.primary, .secondary)".to_owned() } else { format!("button[value='{button}']") };
        self.click(&format!("form#{form} {pressed}")).await;
    }

    /// Types the same words into every field of this name.
    pub(super) async fn fill_every(&self, form: &str, name: &str, words: &str) {
        for field in self.driver.find_all(By::Css(format!("form#{form} [name='{name}']"))).await.unwrap() {
            field.clear().await.unwrap();
            field.send_keys(words).await.unwrap();
        }
    }

    /// An attribute of every element that fits.
    pub(super) async fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let mut found = Vec::new();
        for element in self.driver.find_all(By::Css(selector)).await.unwrap() {
            found.extend(element.attr(name).await.unwrap());
        }
        found
    }
}
