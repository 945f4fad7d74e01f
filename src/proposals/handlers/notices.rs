//! Notices about proposals after the freeze.

use std::collections::BTreeMap;

use super::super::{
    actions::{self, NewNotice, NoticeError},
    links,
    model::NoticeKind,
    pages::{self, NoticeForm, NoticeView},
    store,
};
use crate::{
    accounts::Grant,
    base::{CycleSlug, ZoneCode},
    cycles::{self, Contest},
    platform::{
        db::CivicConn,
        ui::Faults,
        web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

fn slug_of(ctx: &Ctx) -> Result<CycleSlug, Problem> {
    CycleSlug::parse(ctx.segment("cycle")).map_err(|_| Problem::not_found())
}

async fn contest_of(conn: &mut CivicConn, slug: &CycleSlug, zone: &ZoneCode) -> Result<Contest, NoticeError> {
    cycles::contest_by_zone(conn, slug, zone.as_str()).await?.ok_or(NoticeError::NothingThere)
}

async fn page(ctx: &Ctx, slug: &CycleSlug, grant: &Grant, faults: &Faults, form: &NoticeForm) -> Result<maud::Markup, Problem> {
    let view = ctx
        .state
        .civic
        .read(async |conn| {
            let cycle = cycles::find_cycle(conn, slug.as_str(), ctx.lang).await?.ok_or(NoticeError::NothingThere)?;
            let contests = cycles::list_contests(conn, slug).await?;
            let mut notices = Vec::new();
            for contest in &contests {
                notices.extend(store::list_notices(conn, contest).await?);
            }
            Ok::<_, NoticeError>(NoticeView { cycle, contests, notices })
        })
        .await?;
    Ok(pages::notices(ctx, &view, grant, faults, form))
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let slug = slug_of(&ctx)?;
    ok(page(&ctx, &slug, &grant, &Faults::none(), &NoticeForm::default()).await?)
}

impl FromFields for NoticeForm {
    const NAMES: &'static [&'static str] = &["zone", "number", "kind", "words-en", "words-es"];
    fn from_fields(fields: &Fields) -> Self {
        let own = |name| fields.one(name).to_owned();
        let words = BTreeMap::from([("en".to_owned(), own("words-en")), ("es".to_owned(), own("words-es"))]);
        Self { zone: own("zone"), number: own("number"), kind: own("kind"), words }
    }
}

pub async fn propose(ctx: Ctx, grant: Grant, Posted(form): Posted<NoticeForm>) -> Answer {
    let slug = slug_of(&ctx)?;
    let zone = ZoneCode::parse(&form.zone).map_err(|_| Problem::bad_form())?;
    let (number, kind) = (form.number.trim().parse::<u16>().ok(), NoticeKind::parse(&form.kind));
    let (Some(number), Some(kind)) = (number, kind) else {
        let fault = if number.is_none() { ("number", "notice-number-empty") } else { ("kind", "notice-kind-empty") };
        return again(page(&ctx, &slug, &grant, &Faults::one(fault.0, fault.1), &form).await?);
    };
    let new = NewNotice { number, kind, words: form.words.clone() };
    let env = ctx.state.env();
    let done = ctx
        .state
        .civic
        .write("propose_notice", async |conn| {
            let contest = contest_of(conn, &slug, &zone).await?;
            actions::propose_notice(conn, &env, &grant, &contest, &new).await
        })
        .await;
    let fault = match done {
        Ok(()) => return see(&ctx.link(&links::notices(&slug))),
        Err(NoticeError::WordsMissing(lang)) if lang == "es" => Faults::one("words-es", "notice-words-empty"),
        Err(NoticeError::WordsMissing(_)) => Faults::one("words-en", "notice-words-empty"),
        Err(NoticeError::NothingThere) => Faults::one("number", "notice-number-unknown"),
        Err(error) => return Err(error.problem()),
    };
    again(page(&ctx, &slug, &grant, &fault, &form).await?)
}

pub struct AgreeForm {
    zone: String,
    number: u16,
    version: i32,
}

impl FromFields for AgreeForm {
    const NAMES: &'static [&'static str] = &["zone", "number", "version"];
    fn from_fields(fields: &Fields) -> Self {
        Self {
            zone: fields.one("zone").to_owned(),
            number: fields.one("number").parse().unwrap_or(0),
            version: fields.one("version").parse().unwrap_or(0),
        }
    }
}

pub async fn agree(ctx: Ctx, grant: Grant, Posted(form): Posted<AgreeForm>) -> Answer {
    let slug = slug_of(&ctx)?;
    let zone = ZoneCode::parse(&form.zone).map_err(|_| Problem::bad_form())?;
    let env = ctx.state.env();
    ctx.state
        .civic
        .write("confirm_notice", async |conn| {
            let contest = contest_of(conn, &slug, &zone).await?;
            actions::confirm_notice(conn, &env, &grant, &contest, (form.number, form.version)).await
        })
        .await?;
    see(&ctx.link(&links::notices(&slug)))
}
