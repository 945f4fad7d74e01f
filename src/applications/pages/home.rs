//! The list of one's proposals, beginning one, its task list, and how it will look.

use maud::{Markup, html};

use super::{
    super::{
        actions::Hurdle,
        links,
        model::{Application, Draft, SectionName, State, check},
    },
    section_words, whole,
};
use crate::{
    base::{Lang, Money, ZoneCode},
    bodies::{self, Body, BodyKind},
    cycles::{Contest, Cycle, PhaseState},
    platform::{
        i18n,
        ui::{self, Choice, Faults, Page, TaskRow},
        web::Ctx,
    },
};

/// What the pages of one proposal show around it.
pub struct Workshop {
    /// What is written.
    pub draft: Draft,
    /// Who writes it.
    pub body: Body,
    /// Where it would be counted.
    pub contest: Contest,
    /// The cycle.
    pub cycle: Cycle,
    /// Whether proposals are taken now.
    pub phase: PhaseState,
    /// What stands in the way of handing in.
    pub hurdles: Vec<Hurdle>,
}

impl Workshop {
    /// Its name, or the word for one without.
    pub fn heading(&self, ctx: &Ctx) -> String {
        let title = self.draft.title();
        if title.is_empty() { ctx.t("application-unnamed") } else { title.to_owned() }
    }
}

fn state_line(ctx: &Ctx, application: &Application) -> Markup {
    html! { span.state .open[application.state != State::Accepted] { (whole::state_words(ctx, application.state)) } }
}

/// The proposals of each of a person's bodies.
pub fn list(ctx: &Ctx, bodies: &[(Body, Vec<Draft>)]) -> Markup {
    let heading = ctx.t("applications-title");
    let body = html! {
        h1 { (heading) }
        @if bodies.is_empty() { p { (ctx.t("applications-no-body")) } }
        @for (body, drafts) in bodies {
            h2 { bdi { (body.name) } }
            @if drafts.is_empty() { p { (ctx.t("applications-none")) } }
            ol.tasks {
                @for draft in drafts {
                    li {
                        span.task {
                            a href=(ctx.link(&links::tasks(draft.application.id))) {
                                @if draft.title().is_empty() { (ctx.t("application-unnamed")) }
                                @else { span dir="auto" lang=(draft.application.source_lang) { (draft.title()) } }
                            }
                        }
                        " " (state_line(ctx, &draft.application))
                    }
                }
            }
        }
        @if !bodies.is_empty() {
            p.buttons { a.primary href=(ctx.link("/committee/proposals/new")) { (ctx.t("applications-new")) } }
        }
    };
    Page::new(ctx, heading).staff().back(ctx.link("/committee")).render(&body)
}

/// What was chosen on the page that begins a proposal.
#[derive(Default)]
pub struct NewForm {
    /// Body's id.
    pub body: String,
    /// Contest's id.
    pub contest: String,
}

/// Beginning a proposal: for which body and which zone.
pub fn new(ctx: &Ctx, faults: &Faults, choices: &[(Body, Vec<(Cycle, Contest)>)], form: &NewForm) -> Markup {
    let heading = ctx.t("application-new-title");
    let several = choices.len() > 1;
    let bodies: Vec<Choice> = choices
        .iter()
        .map(|(body, _)| Choice {
            value: body.id.0.to_string(),
            label: body.name.clone(),
            hint: None,
            chosen: form.body == body.id.0.to_string() || !several,
        })
        .collect();
    let mut contests: Vec<(Choice, ZoneCode)> = Vec::new();
    for (cycle, contest) in choices.iter().flat_map(|(_, contests)| contests) {
        let value = contest.id.0.to_string();
        if contests.iter().any(|(known, _)| known.value == value) {
            continue;
        }
        let chosen = form.contest == value;
        let hint = Some(format!("{}, {}", cycle.title, ui::shown(&contest.budget)));
        contests.push((Choice { value, label: contest.zone.name.clone(), hint, chosen }, contest.zone.code.clone()));
    }
    if let [(only, _)] = contests.as_mut_slice() {
        only.chosen = true;
    }
    let contests: Vec<Choice> = contests.into_iter().map(|(choice, _)| choice).collect();
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        @if contests.is_empty() {
            p { (ctx.t("application-new-closed")) }
            p { a href=(ctx.link("/calendar")) { (ctx.t("application-calendar")) } }
        } @else {
            p { (ctx.t("application-new-lead")) }
            (ui::form(ctx, "new-application", &ctx.link("/committee/proposals/new"), html! {
                (ui::radios(ctx, faults, "body", &html! { (ctx.t("application-new-body")) }, &bodies))
                (ui::radios(ctx, faults, "contest", &html! { (ctx.t("application-new-zone")) }, &contests))
                (ui::buttons(&ctx.t("application-new-start")))
            }))
        }
    };
    Page::new(ctx, heading).error(!faults.is_empty()).staff().back(ctx.link(&links::list())).render(&body)
}

fn section_state(draft: &Draft, section: SectionName) -> &'static str {
    match draft.sections.get(&section) {
        None => "task-not-started",
        Some(saved) if saved.completed && !check(section, &saved.fields).is_empty() => "task-problem",
        Some(saved) if saved.completed => "task-completed",
        Some(_) => "task-in-progress",
    }
}

fn deadline(ctx: &Ctx, workshop: &Workshop) -> Markup {
    let words = match (workshop.draft.application.state, workshop.phase) {
        (State::Draft, PhaseState::Open(open)) => {
            let days = (open.ends_at() - workshop.cycle.read_at).num_days();
            Some(ctx.tf("application-deadline", &[("when", ui::moment(ctx, open.ends_at()).into()), ("days", days.into())]))
        }
        (State::Draft, PhaseState::Over(ended)) => {
            Some(ctx.tf("application-too-late", &[("when", ui::moment(ctx, ended).into())]))
        }
        (State::Draft, PhaseState::Before(starts)) => {
            Some(ctx.tf("application-not-yet", &[("when", ui::moment(ctx, starts).into())]))
        }
        (State::ChangesAsked, _) => {
            workshop.draft.application.fix_due.map(|due| ctx.tf("application-fix-by", &[("when", ui::moment(ctx, due).into())]))
        }
        _ => None,
    };
    html! { @if let Some(words) = words { p.phase { (words) } } }
}

/// The task list of one proposal.
pub fn tasks(ctx: &Ctx, workshop: &Workshop) -> Markup {
    let (draft, application) = (&workshop.draft, &workshop.draft.application);
    let heading = workshop.heading(ctx);
    let open = application.state.is_open_to_authors();
    let mut rows: Vec<TaskRow> = SectionName::ALL
        .into_iter()
        .map(|section| {
            let key = section_state(draft, section);
            let note = draft.sections.get(&section).map(|saved| {
                let args = [("name", saved.saved_name.clone().into()), ("when", ui::short_day(ctx, saved.saved_at).into())];
                ctx.tf("section-saved-by", &args)
            });
            TaskRow {
                name: section_words(ctx, section),
                address: Some(ctx.link(&links::section(application.id, section))),
                state: ctx.t(key),
                done: key == "task-completed",
                note,
            }
        })
        .collect();
    rows.push(TaskRow {
        name: ctx.t("application-concepts"),
        address: Some(ctx.link(&links::page(application.id, "concepts"))),
        state: ctx.t("task-optional"),
        done: true,
        note: None,
    });
    if workshop.body.kind == BodyKind::Committee {
        let missing = workshop.hurdles.contains(&Hurdle::NoVote);
        rows.push(TaskRow {
            name: ctx.t("application-vote"),
            address: Some(ctx.link(&vote_address(ctx, workshop))),
            state: ctx.t(if missing { "task-not-started" } else { "task-completed" }),
            done: !missing,
            note: None,
        });
    }
    let body = html! {
        h1 dir="auto" { (heading) }
        p { bdi { (workshop.body.name) } " · " (workshop.contest.zone.name) " · " (workshop.cycle.title) " · " (state_line(ctx, application)) }
        (deadline(ctx, workshop))
        @if application.is_public() {
            p { a href=(ctx.link(&links::page(application.id, "review"))) { (ctx.t("application-see-review")) } }
        }
        @if !open { (ui::inset(html! { (ctx.t("application-locked")) })) }
        (ui::task_list(&rows))
        p { a href=(ctx.link(&links::page(application.id, "preview"))) { (ctx.t("application-preview")) } }
        @if open {
            p.buttons { a.primary href=(ctx.link(&links::page(application.id, "check"))) { (ctx.t("application-check")) } }
        }
        @if !matches!(application.state, State::Withdrawn | State::Rejected) { (withdrawing(ctx, application)) }
    };
    Page::new(ctx, heading).staff().back(ctx.link(&links::list())).render(&body)
}

fn withdrawing(ctx: &Ctx, application: &Application) -> Markup {
    let action = ctx.link(&links::page(application.id, "withdraw"));
    ui::details(
        &ctx.t("application-withdraw"),
        html! {
            p { (ctx.t("application-withdraw-text")) }
            (ui::form(ctx, "withdraw", &action, html! {
                (ui::long_text(ctx, &Faults::none(), "reason", (&ctx.t("application-withdraw-reason"), None), ""))
                p.buttons { button.secondary { (ctx.t("application-withdraw-now")) } }
            }))
        },
    )
}

/// Where the body records its vote, with the motion filled in and the way back here.
pub(super) fn vote_address(ctx: &Ctx, workshop: &Workshop) -> String {
    let id = workshop.draft.application.id;
    let motion = ctx.tf("application-motion", &[("title", workshop.heading(ctx).into())]);
    bodies::links::record_vote_about(workshop.body.id, &id.subject(), &motion, &links::tasks(id))
}

/// The draft as the one proposal of a paper card, in the language it is written in.
pub fn card_of(workshop: &Workshop) -> ::guide::Guide {
    let draft = &workshop.draft;
    let lang = draft.application.source_lang.as_str();
    let site = Lang::parse(lang).unwrap_or(Lang::En);
    let ask = Money::new(draft.costs().total_cents(), &workshop.contest.budget.currency);
    ::guide::Guide {
        lang: lang.to_owned(),
        rtl: site.direction() == "rtl",
        title: workshop.cycle.title.clone(),
        zone: workshop.contest.zone.name.clone(),
        proposals: vec![::guide::Proposal {
            number: "1".to_owned(),
            title: draft.value(SectionName::Name, "title").to_owned(),
            price: ui::shown(&ask),
            summary: draft.value(SectionName::Summary, "summary").to_owned(),
            place: draft.value(SectionName::Where, "place").to_owned(),
            ..::guide::Proposal::default()
        }],
        labels: ::guide::Labels {
            oval: i18n::text(site, "guide-oval", &[("number", "{number}".into())]),
            ..::guide::Labels::default()
        },
        ..::guide::Guide::default()
    }
}

/// How it will look: on the ballot, and on its own page.
pub fn preview(ctx: &Ctx, workshop: &Workshop) -> Markup {
    let heading = ctx.t("application-preview");
    let draft = &workshop.draft;
    let lang = draft.application.source_lang.as_str();
    let ask = Money::new(draft.costs().total_cents(), &workshop.contest.budget.currency);
    let share = Money::percent(ask.cents, workshop.contest.budget.cents);
    let body = html! {
        h1 { (heading) }
        h2 { (ctx.t("preview-card")) }
        p.hint { (ctx.t("preview-number")) }
        div.card {
            h3 { span.number { "1." } " " span.title dir="auto" lang=(lang) { (workshop.heading(ctx)) } ", " (ui::money(&ask)) }
            p.gist dir="auto" lang=(lang) { (draft.value(SectionName::Summary, "summary")) }
        }
        p { (ctx.tf("preview-share", &[("percent", share.into()), ("zone", workshop.contest.zone.name.clone().into())])) }
        p { a href=(ctx.link(&links::page(draft.application.id, "card.pdf"))) { (ctx.t("preview-paper")) } }
        h2 { (ctx.t("preview-page")) }
        (whole::whole(ctx, draft, &workshop.contest.budget.currency, None))
    };
    Page::new(ctx, heading).staff().back(ctx.link(&links::tasks(draft.application.id))).render(&body)
}
