//! The form of a decision: a fieldset for each question, the outcome, codes, changes and the published reason (ux.md C7).

use maud::{Markup, html};

use super::super::{
    links,
    model::{Answer, Answers, CHECKS, CODES, Check, Checklist, Outcome, code_key},
};
use crate::{
    applications::{ApplicationId, State},
    base::Lang,
    platform::{
        ui::{self, Choice, Faults, Field},
        web::Ctx,
    },
};

/// An answer in words.
pub fn answer_words(ctx: &Ctx, answer: Answer) -> String {
    ctx.t(match answer {
        Answer::Yes => "answer-yes",
        Answer::No => "answer-no",
        Answer::NotNeeded => "review-not-needed",
    })
}

fn outcome_words(ctx: &Ctx, outcome: Outcome) -> String {
    ctx.t(match outcome {
        Outcome::Accepted => "review-outcome-accepted",
        Outcome::ChangesAsked => "review-outcome-changes-asked",
        Outcome::Reopened => "review-outcome-reopened",
        Outcome::Rejected => "review-outcome-rejected",
    })
}

fn question(ctx: &Ctx, faults: &Faults, checks: &Checklist, check: &'static Check) -> Markup {
    let choices: Vec<Choice> = Answer::ALL
        .into_iter()
        .map(|answer| Choice {
            value: answer.code().to_owned(),
            label: answer_words(ctx, answer),
            hint: None,
            chosen: checks.answer(check) == Some(answer),
        })
        .collect();
    let words = ctx.t(check.field);
    let note = Field {
        name: check.note,
        label: ctx.tf("review-note", &[("question", words.clone().into())]),
        heading: false,
        hint: None,
        value: checks.note(check),
        kind: ("text", "", "off"),
        wide: true,
    };
    html! {
        (ui::radios(ctx, faults, check.field, &html! { (words) }, &choices))
        (ui::text_field(ctx, faults, &note))
    }
}

/// The outcomes that can be chosen where an application stands.
fn outcomes(state: State) -> &'static [Outcome] {
    match state {
        State::Submitted => &[Outcome::Accepted, Outcome::ChangesAsked, Outcome::Rejected],
        State::ChangesAsked => &[Outcome::Rejected],
        State::Accepted => &[Outcome::Reopened],
        _ => &[],
    }
}

/// The form about the hand-in at the position `hand_in`, with everything that was filled in. `fix_days` is how long authors get for changes.
pub fn decision(
    ctx: &Ctx,
    faults: &Faults,
    (id, state, hand_in): (ApplicationId, State, i32),
    answers: &Answers,
    fix_days: u16,
) -> Markup {
    let possible: Vec<Choice> = outcomes(state)
        .iter()
        .map(|outcome| Choice {
            value: outcome.code().to_owned(),
            label: outcome_words(ctx, *outcome),
            hint: matches!(outcome, Outcome::ChangesAsked | Outcome::Reopened)
                .then(|| ctx.tf("review-fix-days", &[("days", fix_days.into())])),
            chosen: answers.outcome == outcome.code(),
        })
        .collect();
    let codes: Vec<Choice> = CODES
        .into_iter()
        .map(|code| Choice {
            value: code.to_owned(),
            label: format!("{code}: {}", ctx.t(&code_key(code))),
            hint: None,
            chosen: answers.codes.iter().any(|ticked| ticked == code),
        })
        .collect();
    let langs: Vec<Choice> = Lang::ALL
        .into_iter()
        .map(|lang| Choice {
            value: lang.code().to_owned(),
            label: lang.own_name().to_owned(),
            hint: None,
            chosen: answers.lang == lang.code() || (answers.lang.is_empty() && lang == ctx.lang),
        })
        .collect();
    let asks = outcomes(state).iter().any(|outcome| matches!(outcome, Outcome::ChangesAsked | Outcome::Reopened));
    let rejects = outcomes(state).contains(&Outcome::Rejected);
    ui::form(
        ctx,
        "review",
        &ctx.link(&links::matter(id)),
        html! {
            input type="hidden" name="hand-in" value=(hand_in);
            @if state == State::Submitted {
                h3 { (ctx.t("review-checklist")) }
                p.hint { (ctx.t("review-checklist-hint")) }
                @for check in &CHECKS { (question(ctx, faults, &answers.checks, check)) }
            }
            h3 { (ctx.t("review-outcome")) }
            (ui::radios(ctx, faults, "outcome", &html! { (ctx.t("review-outcome-which")) }, &possible))
            @if asks {
                (ui::long_text(ctx, faults, "changes", (&ctx.t("review-changes"), Some(&ctx.t("review-changes-hint"))), &answers.changes))
            }
            @if rejects { (ui::checkboxes(ctx, faults, "code", &html! { (ctx.t("review-codes")) }, &codes)) }
            (ui::long_text(ctx, faults, "reason", (&ctx.t("review-reason"), Some(&ctx.t("review-reason-hint"))), &answers.reason))
            (ui::select(ctx, faults, "lang", &ctx.t("review-lang"), &langs))
            p.buttons {
                button.primary name="go" value="decide" { (ctx.t("review-decide")) }
                " " button.secondary name="go" value="save" { (ctx.t("review-save")) }
            }
        },
    )
}
