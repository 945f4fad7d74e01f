//! One application before its reviewers: who has it, what changed, the whole text, costs to sign, the decision, talk.

use maud::{Markup, html};

use super::{
    super::{
        links,
        model::{Answers, Appeal, CHECKS, Department, Matter, Person, PublicStep, Review, Signature, Thread},
    },
    Saying, Talk, appeals, decision, due_line, place_line, steps, talk, title,
};
use crate::{
    applications::{self, Draft, SectionName, State},
    base::Money,
    bodies::{Ground, Recusal},
    platform::{
        ui::{self, Choice, Faults, Field, Page},
        web::Ctx,
    },
};

/// Everything about one application that a reviewer sees.
pub struct Desk {
    /// Its place in the queue.
    pub matter: Matter,
    /// As it was last handed in.
    pub draft: Draft,
    /// Position of that hand-in among the moves of the application.
    pub hand_in: i32,
    /// As it was handed in the time before.
    pub earlier: Option<Draft>,
    /// ISO 4217 code of the contest's money.
    pub currency: String,
    /// The last signature under its costs.
    pub signature: Option<Signature>,
    /// What happened so far.
    pub steps: Vec<PublicStep>,
    /// Decisions so far, with their checklists.
    pub reviews: Vec<Review>,
    /// Its appeal.
    pub appeal: Option<Appeal>,
    /// Talk.
    pub threads: Vec<Thread>,
    /// Who can be named in a comment.
    pub people: Vec<Person>,
    /// Who may review it.
    pub reviewers: Vec<Person>,
    /// Departments.
    pub departments: Vec<Department>,
    /// Days that authors get for changes.
    pub fix_days: u16,
    /// What the reader filled in so far.
    pub answers: Answers,
}

/// What was typed and is shown again, with its faults.
#[derive(Default)]
pub struct Typed {
    /// Faults of the form that was sent.
    pub faults: Faults,
    /// Department, reviewer and day of the form that gives it to someone; nothing when another form was sent.
    pub placing: Option<(String, String, String)>,
    /// A comment.
    pub saying: Saying,
    /// True when answers were kept just now.
    pub kept: bool,
}

impl Desk {
    /// Version of the cost table that stands.
    pub fn cost_version(&self) -> i32 {
        self.draft.sections.get(&SectionName::Cost).map_or(0, |saved| saved.version)
    }

    fn may_decide(&self) -> bool {
        let matter = &self.matter;
        let late = matter.state == State::ChangesAsked && matter.is_overdue;
        !matter.is_frozen && (late || matches!(matter.state, State::Submitted | State::Accepted))
    }
}

fn assignment(ctx: &Ctx, desk: &Desk, typed: &Typed) -> Markup {
    let matter = &desk.matter;
    let (department, reviewer, due) = typed.placing.clone().unwrap_or_else(|| {
        (
            matter.department.as_ref().map(|one| one.code.clone()).unwrap_or_default(),
            matter.reviewer.as_ref().map(|one| one.id.to_string()).unwrap_or_default(),
            matter.due_on.map(|day| day.to_string()).unwrap_or_default(),
        )
    });
    let choice = |value: String, label: String, chosen: &str| Choice { chosen: chosen == value, value, label, hint: None };
    let mut of = vec![choice(String::new(), ctx.t("review-no-department"), &department)];
    of.extend(desk.departments.iter().map(|one| choice(one.code.clone(), one.name.clone(), &department)));
    let mut to = vec![choice(String::new(), ctx.t("review-nobody"), &reviewer)];
    to.extend(desk.reviewers.iter().map(|one| choice(one.id.to_string(), one.name.clone(), &reviewer)));
    let day = Field {
        name: "due",
        label: ctx.t("review-due-day"),
        heading: false,
        hint: Some(ctx.t("review-due-day-hint")),
        value: &due,
        kind: ("date", "", "off"),
        wide: false,
    };
    let words = match &matter.reviewer {
        Some(person) => ctx.tf("review-on-desk", &[("name", person.name.clone().into())]),
        None => ctx.t("review-on-no-desk"),
    };
    let at = |page| ctx.link(&links::below(matter.application, page));
    html! {
        p { (words) " " (due_line(ctx, matter)) }
        @if matter.reviewer.is_none() {
            (ui::form(ctx, "take", &at("take"), html! { p.buttons { button.secondary { (ctx.t("review-take")) } } }))
        }
        details open[typed.placing.is_some()] {
            summary { (ctx.t("review-give")) }
            div.inside {
                (ui::form(ctx, "give", &at("give"), html! {
                    (ui::select(ctx, &typed.faults, "department", &ctx.t("review-department"), &of))
                    (ui::select(ctx, &typed.faults, "reviewer", &ctx.t("review-reviewer"), &to))
                    (ui::text_field(ctx, &typed.faults, &day))
                    p.buttons { button.secondary { (ctx.t("review-give-now")) } }
                }))
            }
        }
    }
}

/// The sum, who signed it, and the button that signs it.
fn costs(ctx: &Ctx, desk: &Desk) -> Markup {
    let total = Money::new(desk.draft.costs().total_cents(), &desk.currency);
    let signed = desk.signature.as_ref();
    let open = matches!(desk.matter.state, State::Submitted | State::Rejected | State::Appealed);
    html! {
        section #costs {
            h2 { (ctx.t("review-costs-title")) }
            @if let Some(signature) = signed {
                @let key = if signature.is_current { "review-costs-signed" } else { "review-costs-stale" };
                @let sum = Money::new(signature.cents, &desk.currency);
                p {
                    (ctx.tf(key, &[("name", signature.name.clone().into()), ("when", ui::moment(ctx, signature.at).into()), ("sum", ui::shown(&sum).into())]))
                }
            }
            @if open && !signed.is_some_and(|signature| signature.is_current) {
                p { (ctx.tf("review-costs-sign-text", &[("sum", ui::shown(&total).into())])) }
                (ui::form(ctx, "costs-form", &ctx.link(&links::below(desk.matter.application, "costs")), html! {
                    input type="hidden" name="version" value=(desk.cost_version());
                    input type="hidden" name="cents" value=(total.cents);
                    p.buttons { button.secondary { (ctx.tf("review-costs-sign", &[("sum", ui::shown(&total).into())])) } }
                }))
            }
        }
    }
}

fn whole(ctx: &Ctx, desk: &Desk) -> Markup {
    html! {
        @if let Some(earlier) = &desk.earlier {
            h2 #since { (ctx.t("review-since-title")) }
            @let found = applications::round_differences(ctx, earlier, &desk.draft);
            @if found.0.is_empty() { p { (ctx.t("review-since-none")) } } @else { (found) }
        }
        h2 #whole { (ctx.t("review-whole-title")) }
        (applications::whole(ctx, &desk.draft, &desk.currency, None))
    }
}

/// Checklists of decisions that were taken, with their notes: for colleagues.
fn checklists(ctx: &Ctx, desk: &Desk) -> Markup {
    html! {
        @for review in &desk.reviews {
            @let args = [("name", review.decided_name.clone().into()), ("day", ui::short_day(ctx, review.decided_at).into())];
            (ui::details(&ctx.tf("review-earlier", &args), html! {
                ul {
                    @for check in &CHECKS {
                        @if let Some(answer) = review.checks.answer(check) {
                            li {
                                (ctx.t(check.field)) " " strong { (decision::answer_words(ctx, answer)) }
                                @if !review.checks.note(check).is_empty() { " " span dir="auto" { (review.checks.note(check)) } }
                            }
                        }
                    }
                }
            }))
        }
    }
}

/// The page.
pub fn review(ctx: &Ctx, desk: &Desk, typed: &Typed) -> Markup {
    let matter = &desk.matter;
    let heading = title(ctx, matter);
    let decides = desk.may_decide();
    let is_open = matches!(matter.state, State::Submitted | State::ChangesAsked | State::Appealed);
    let said = Talk {
        threads: &desk.threads,
        people: &desk.people,
        base: ctx.link(&links::matter(matter.application)),
        is_open,
        typed: &typed.saying,
    };
    let body = html! {
        (typed.faults.summary(ctx))
        h1 dir="auto" lang=(matter.source_lang) { (heading) }
        (place_line(ctx, matter))
        @if typed.kept { (ui::inset(html! { p role="status" { (ctx.t("review-kept")) } })) }
        (assignment(ctx, desk, typed))
        ul.plain {
            li { a href="#whole" { (ctx.t("review-whole-title")) } }
            li { a href="#costs" { (ctx.t("review-costs-title")) } }
            @if decides { li { a href="#decision" { (ctx.t("review-decision-title")) } } }
            li { a href="#talk" { (ctx.t("talk-title")) } }
        }
        (steps::history(ctx, &desk.steps))
        (checklists(ctx, desk))
        @if let Some(appeal) = &desk.appeal { (appeals::words(ctx, appeal)) }
        (whole(ctx, desk))
        (costs(ctx, desk))
        section #decision {
            h2 { (ctx.t("review-decision-title")) }
            @if matter.is_frozen { p { (ctx.t("review-frozen-text")) } }
            @else if decides {
                @if matter.state == State::Accepted { p { (ctx.t("review-reopen-text")) } }
                (decision::decision(ctx, &typed.faults, (matter.application, matter.state, desk.hand_in), &desk.answers, desk.fix_days))
            } @else { p { (ctx.t("review-nothing-now")) } }
        }
        (talk::talk(ctx, &typed.faults, &said))
    };
    Page::new(ctx, heading)
        .place(matter.zone_name.clone())
        .staff()
        .error(!typed.faults.is_empty())
        .back(ctx.link(&links::queue()))
        .render(&body)
}

/// For someone who keeps out: why, and who else can look at it.
pub fn tied(ctx: &Ctx, matter: &Matter, recusal: &Recusal, others: &[Person]) -> Markup {
    let heading = ctx.t("review-tied-title");
    let key = match recusal.ground {
        Ground::Membership => "review-tied-membership",
        Ground::Disclosed(_) => "review-tied-disclosed",
    };
    let body = html! {
        h1 { (heading) }
        p { bdi dir="auto" lang=(matter.source_lang) { (title(ctx, matter)) } }
        (place_line(ctx, matter))
        p { (ctx.tf(key, &[("body", recusal.through_name.clone().into())])) }
        @if recusal.through != matter.body { p { (ctx.tf("review-tied-sponsor", &[("body", matter.body_name.clone().into())])) } }
        p { (ctx.t("review-tied-text")) }
        @if others.is_empty() { p { (ctx.t("review-tied-nobody")) } }
        @else {
            p { (ctx.t("review-tied-others")) }
            ul.plain { @for person in others { li { bdi { (person.name) } } } }
        }
    };
    Page::new(ctx, heading).staff().back(ctx.link("/staff")).render(&body)
}
