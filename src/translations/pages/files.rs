//! Files for translators: taking texts along, bringing them back, and what a file would change before it does.

use maud::{Markup, html};

use super::{
    super::{
        links,
        model::{Checked, Finding, LengthFault, Sheet},
        store::StoredFile,
    },
    language_words, unit_words,
};
use crate::{
    applications::ApplicationId,
    cycles::Cycle,
    platform::{
        ui::{self, Choice, Faults, Page},
        web::Ctx,
    },
};

/// Rows that a page lists; a file has the rest.
const SHOWN: usize = 50;

/// What was filled in with a file.
#[derive(Default)]
pub struct UploadForm {
    /// Target language.
    pub target: String,
    /// `yes` or `no`: made by a program.
    pub machine: String,
}

/// What the page of files shows.
pub struct FilesView {
    /// The cycle.
    pub cycle: Cycle,
    /// Languages that something is translated into.
    pub targets: Vec<String>,
    /// Languages in which proposals were written.
    pub sources: Vec<String>,
}

fn languages(ctx: &Ctx, tags: &[String], chosen: &str) -> Vec<Choice> {
    tags.iter()
        .map(|tag| Choice { value: tag.clone(), label: language_words(ctx, tag), hint: None, chosen: tag == chosen })
        .collect()
}

fn radios(ctx: &Ctx, options: &[(&str, &str)], chosen: &str) -> Vec<Choice> {
    options
        .iter()
        .map(|(value, key)| Choice { value: (*value).to_owned(), label: ctx.t(key), hint: None, chosen: *value == chosen })
        .collect()
}

/// Taking texts along, and bringing them back.
pub fn files(ctx: &Ctx, view: &FilesView, faults: &Faults, form: &UploadForm) -> Markup {
    let heading = ctx.t("files-title");
    let slug = &view.cycle.slug;
    let machine = radios(ctx, &[("no", "import-machine-no"), ("yes", "import-machine-yes")], &form.machine);
    let mut targets = languages(ctx, &view.targets, &form.target);
    targets.insert(
        0,
        Choice { value: String::new(), label: ctx.t("import-language-choose"), hint: None, chosen: form.target.is_empty() },
    );
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        @if view.targets.is_empty() { p { (ctx.t("translations-none")) } }
        @else {
            h2 { (ctx.t("export-title")) }
            p { (ctx.t("export-lead")) }
            (export_form(ctx, view, faults))
            @if view.cycle.definition_hash.is_some() { (ui::inset(html! { (ctx.t("translations-frozen")) })) }
            @else {
                h2 { (ctx.t("import-title")) }
                p { (ctx.t("import-lead")) }
                (ui::upload_form(ctx, "import", &ctx.link(&links::files(slug)), html! {
                    (ui::file_field(ctx, faults, "file", (&ctx.t("import-file"), &ctx.t("import-file-hint")), ".xlf,.xliff,.csv,text/csv"))
                    (ui::select(ctx, faults, "target", &ctx.t("import-language"), &targets))
                    (ui::radios(ctx, faults, "machine", &html! { (ctx.t("import-machine")) }, &machine))
                    (ui::buttons(&ctx.t("import-check")))
                }))
            }
        }
    };
    Page::new(ctx, heading)
        .place(view.cycle.title.clone())
        .error(!faults.is_empty())
        .staff()
        .back(ctx.link(&links::grid(slug)))
        .render(&body)
}

fn export_form(ctx: &Ctx, view: &FilesView, faults: &Faults) -> Markup {
    html! {
        form #export method="get" action=(ctx.link(&links::export(&view.cycle.slug))) {
            (ui::select(ctx, faults, "lang", &ctx.t("export-language"), &languages(ctx, &view.targets, "")))
            @if view.sources.len() > 1 {
                (ui::select(ctx, faults, "from", &ctx.t("export-from"), &languages(ctx, &view.sources, "")))
            }
            (ui::radios(ctx, faults, "which", &html! { (ctx.t("export-which")) }, &radios(ctx, &[("missing", "export-missing"), ("all", "export-all")], "missing")))
            (ui::radios(ctx, faults, "format", &html! { (ctx.t("export-format")) }, &radios(ctx, &[("xlf", "export-xliff"), ("csv", "export-csv")], "xlf")))
            (ui::buttons(&ctx.t("export-get")))
        }
    }
}

/// A finding in words, with its figures.
pub(in super::super) fn finding_words(ctx: &Ctx, finding: Finding) -> String {
    match finding {
        Finding::TooLong(LengthFault::Chars(count, limit)) => {
            ctx.tf("finding-too-long-chars", &[("count", count.into()), ("limit", limit.into())])
        }
        Finding::TooLong(LengthFault::Words(count, limit)) => {
            ctx.tf("finding-too-long-words", &[("count", count.into()), ("limit", limit.into())])
        }
        other => ctx.t(&format!("finding-{}", other.code())),
    }
}

/// Zone and number of the proposal that a row names; what the file says when there is none.
pub(in super::super) fn named(row: &Checked, sheets: &[Sheet]) -> String {
    let sheet = ApplicationId::parse(row.application.trim()).and_then(|id| sheets.iter().find(|sheet| sheet.id() == id));
    sheet.map_or_else(
        || row.application.chars().take(60).collect(),
        |sheet| format!("{} {}", sheet.zone, sheet.draft.application.number),
    )
}

/// A unit's name, when it is one of the proposal's; else its key as it stands in the file.
pub(in super::super) fn unit_named(ctx: &Ctx, row: &Checked) -> String {
    match row.finding {
        Finding::UnknownUnit | Finding::UnknownApplication | Finding::Original => row.unit.chars().take(60).collect(),
        _ => unit_words(ctx, &row.unit),
    }
}

/// What a kept file would change, or what it changed.
pub fn check(ctx: &Ctx, cycle: &Cycle, file: &StoredFile, rows: &[Checked], sheets: &[Sheet]) -> Markup {
    let heading = ctx.t(if file.imported.is_some() { "import-result-title" } else { "import-check-title" });
    let body = html! {
        h1 { (heading) }
        p { bdi { (file.name) } ", " (language_words(ctx, &file.lang)) }
        @if file.is_machine { (ui::inset(html! { (ctx.t("import-is-machine")) })) }
        @if let Some((name, at, counts)) = &file.imported {
            p { (ctx.tf("import-done-by", &[("name", name.clone().into()), ("when", ui::moment(ctx, *at).into())])) }
            (counted(ctx, &|code| counts.get(code).copied().unwrap_or(0)))
            p.buttons { a.primary href=(ctx.link(&links::grid(&cycle.slug))) { (ctx.t("import-to-grid")) } }
        } @else {
            (counted(ctx, &|code| rows.iter().filter(|row| row.finding.code() == code).count()))
            (to_look_at(ctx, file, rows, sheets))
            (confirm(ctx, file, rows))
        }
    };
    Page::new(ctx, heading).place(cycle.title.clone()).staff().back(ctx.link(&links::files(&cycle.slug))).render(&body)
}

fn counted(ctx: &Ctx, count: &dyn Fn(&str) -> usize) -> Markup {
    let rows: Vec<ui::SummaryRow> = Finding::CODES
        .into_iter()
        .filter(|code| matches!(*code, "new" | "unchanged") || count(code) > 0)
        .map(|code| ui::SummaryRow {
            name: html! { (ctx.t(&format!("finding-{code}"))) },
            value: html! { (ctx.tf("import-texts", &[("count", count(code).into())])) },
            change: None,
        })
        .collect();
    ui::summary_list(&rows)
}

fn to_look_at(ctx: &Ctx, file: &StoredFile, rows: &[Checked], sheets: &[Sheet]) -> Markup {
    let found: Vec<&Checked> = rows.iter().filter(|row| row.finding.needs_eyes()).collect();
    let report = format!("{}/report", ctx.link(&links::file(file.id)));
    html! {
        @if !found.is_empty() {
            h2 { (ctx.t("import-look")) }
            p { (ctx.t("import-look-text")) }
            div.scroll role="region" aria-label=(ctx.t("import-look")) tabindex="0" {
                table {
                    caption { (ctx.t("import-look-caption")) }
                    thead { tr { @for key in ["import-line", "translations-proposal", "import-unit", "import-finding"] { th scope="col" { (ctx.t(key)) } } } }
                    tbody {
                        @for row in found.iter().take(SHOWN) {
                            tr {
                                th scope="row" { (row.line) }
                                td { bdi { (named(row, sheets)) } }
                                td { bdi { (unit_named(ctx, row)) } }
                                td { (finding_words(ctx, row.finding)) }
                            }
                        }
                    }
                }
            }
            @if found.len() > SHOWN { p { (ctx.tf("import-look-more", &[("count", (found.len() - SHOWN).into())])) } }
            p { a href=(report) { (ctx.t("import-report")) } }
        }
    }
}

fn confirm(ctx: &Ctx, file: &StoredFile, rows: &[Checked]) -> Markup {
    let new = rows.iter().filter(|row| row.finding == Finding::New).count();
    html! {
        @if new == 0 { (ui::inset(html! { (ctx.t("import-nothing")) })) }
        @else {
            p { (ctx.t("import-confirm-text")) }
            (ui::form(ctx, "confirm", &ctx.link(&links::file(file.id)), html! {
                (ui::buttons(&ctx.tf("import-confirm", &[("count", new.into())])))
            }))
        }
    }
}
