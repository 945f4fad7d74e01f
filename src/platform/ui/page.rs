//! The shell of every page: skip link, header, language row, back link, main, help block, footer. The only DOCTYPE.

use maud::{DOCTYPE, Markup, html};

use crate::{
    base::Lang,
    platform::web::{Ctx, assets},
};

/// How the language row changes language.
pub enum LanguageRow {
    /// Plain links to the same page.
    Links,
    /// Submit buttons of the form with this id, so that ticks not yet saved come along.
    Buttons(&'static str),
}

/// A page in the making.
#[must_use]
pub struct Page<'a> {
    ctx: &'a Ctx,
    heading: String,
    place: Option<String>,
    back: Option<(String, String)>,
    share: Option<(String, String)>,
    error: bool,
    languages: LanguageRow,
    staff: bool,
}

impl<'a> Page<'a> {
    /// A page whose title starts with `heading`, which should be the text of its `h1`.
    pub fn new(ctx: &'a Ctx, heading: impl Into<String>) -> Self {
        Self {
            ctx,
            heading: heading.into(),
            place: None,
            back: None,
            share: None,
            error: false,
            languages: LanguageRow::Links,
            staff: false,
        }
    }

    /// Adds the zone or cycle to the title.
    pub fn place(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Adds a back link.
    pub fn back(mut self, address: impl Into<String>) -> Self {
        self.back = Some((address.into(), self.ctx.t("page-back")));
        self
    }

    /// The picture and sentence shown where the page is shared; `picture` is an address of this site.
    pub fn share(mut self, picture: impl Into<String>, sentence: impl Into<String>) -> Self {
        self.share = Some((picture.into(), sentence.into()));
        self
    }

    /// Marks the title with "Error:" when there are faults on the page.
    pub fn error(mut self, error: bool) -> Self {
        self.error = error;
        self
    }

    /// Chooses how the language row works.
    pub fn languages(mut self, row: LanguageRow) -> Self {
        self.languages = row;
        self
    }

    /// The staff console's header, with the person's name and the way out.
    pub fn staff(mut self) -> Self {
        self.staff = true;
        self
    }

    fn title(&self) -> String {
        let mut parts = vec![self.heading.clone()];
        parts.extend(self.place.clone());
        parts.push(self.ctx.t("service-name"));
        let joined = parts.join(" – ");
        if self.error { format!("{} {joined}", self.ctx.t("page-error-prefix")) } else { joined }
    }

    /// The whole page around `main`.
    pub fn render(self, main: &Markup) -> Markup {
        let ctx = self.ctx;
        html! {
            (DOCTYPE)
            html lang=(ctx.lang.code()) dir=(ctx.lang.direction()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title()) }
                    @if let Some((picture, sentence)) = &self.share {
                        meta name="description" content=(sentence);
                        meta property="og:title" content=(self.heading);
                        meta property="og:description" content=(sentence);
                        meta property="og:image" content={ (ctx.state.public_url) (picture) };
                    }
                    link rel="stylesheet" href=(assets::address("app.css"));
                    link rel="icon" type="image/svg+xml" href=(assets::address("icon.svg"));
                    script defer src=(assets::address("app.js")) {}
                }
                body {
                    a.skip href="#main" { (ctx.t("page-skip")) }
                    @if let LanguageRow::Buttons(form) = self.languages {
                        // Enter in a field presses a form's first button: it must be "Continue", not a language.
                        button.first-button form=(form) name="go" value="on" tabindex="-1" aria-hidden="true" { (ctx.t("button-continue")) }
                    }
                    (self.header())
                    (self.language_row())
                    @if let Some((address, words)) = &self.back {
                        nav.wrap aria-label=(words) { a.back href=(address) { (words) } }
                    }
                    main #main tabindex="-1" class="wrap" { (main) }
                    @if !self.staff { (help_block(ctx)) }
                    (footer(ctx))
                }
            }
        }
    }

    fn header(&self) -> Markup {
        let ctx = self.ctx;
        html! {
            header.top {
                @if ctx.state.demo {
                    div.demo { div.wrap {
                        strong { (ctx.t("demo-banner")) } " "
                        a href="/dev/outbox" { (ctx.t("demo-outbox-link")) }
                    } }
                }
                div.wrap {
                    a.service href=(if self.staff { ctx.link("/staff") } else { ctx.link("") }) {
                        span.city { (ctx.t("city-name")) } " " span { (ctx.t("service-name")) }
                    }
                    @if let (true, Some(person)) = (self.staff, &ctx.person) {
                        form.way-out method="post" action=(ctx.link("/staff/sign-out")) {
                            input type="hidden" name="csrf" value=(ctx.csrf_token());
                            span { (person.0) } " "
                            button.link { (ctx.t("staff-sign-out")) }
                        }
                    }
                }
            }
        }
    }

    fn language_row(&self) -> Markup {
        let ctx = self.ctx;
        html! {
            nav.languages aria-label=(ctx.t("page-languages")) { div.wrap { ul {
                @for lang in Lang::ALL {
                    li {
                        @if lang == ctx.lang {
                            span lang=(lang.code()) aria-current="true" { (lang.own_name()) }
                        } @else if let LanguageRow::Buttons(form) = self.languages {
                            button.link form=(form) name="go" value={ "lang-" (lang.code()) } lang=(lang.code()) { (lang.own_name()) }
                        } @else {
                            a href=(ctx.in_language(lang)) lang=(lang.code()) hreflang=(lang.code()) { (lang.own_name()) }
                        }
                    }
                }
            } } }
        }
    }
}

/// The same three ways to get help in the same order on every page (WCAG 3.2.6).
fn help_block(ctx: &Ctx) -> Markup {
    html! {
        aside.help aria-labelledby="help-title" { div.wrap {
            h2 #help-title { (ctx.t("help-title")) }
            ul {
                li { (ctx.t("help-call")) " " a href={ "tel:" (ctx.state.help_phone) } { bdi { (ctx.state.help_phone) } } ". " (ctx.t("help-hours")) }
                li { a href=(ctx.link("/in-person")) { (ctx.t("help-in-person")) } }
                li { a href=(ctx.link("/protect")) { (ctx.t("help-protect")) } }
            }
        } }
    }
}

fn footer(ctx: &Ctx) -> Markup {
    html! {
        footer.foot { div.wrap {
            ul {
                li { a href=(ctx.link("/zones")) { (ctx.t("footer-zones")) } }
                li { a href=(ctx.link("/ideas")) { (ctx.t("footer-ideas")) } }
                li { a href=(ctx.link("/proposals/ledger")) { (ctx.t("footer-ledger")) } }
                li { a href=(ctx.link("/calendar")) { (ctx.t("footer-calendar")) } }
                li { a href=(ctx.link("/map")) { (ctx.t("footer-map")) } }
                li { a href=(ctx.link("/events")) { (ctx.t("footer-events")) } }
                li { a href=(ctx.link("/committees")) { (ctx.t("footer-bodies")) } }
                li { a href=(ctx.link("/results")) { (ctx.t("footer-results")) } }
                li { a href=(ctx.link("/receipt")) { (ctx.t("footer-track")) } }
                li { a href=(ctx.link("/audit")) { (ctx.t("footer-audit")) } }
                li { a href=(ctx.link("/staff")) { (ctx.t("footer-staff")) } }
            }
            p { (ctx.t("footer-privacy")) }
        } }
    }
}
