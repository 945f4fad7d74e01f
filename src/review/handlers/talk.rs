//! Comments, from either side.

use uuid::Uuid;

use super::{
    super::{
        actions::{self, Remark, ReviewError},
        links,
        mail::Post,
        model::{MAX_WORDS, Side},
        pages::Saying,
    },
    id_of, refuse, review,
};
use crate::{
    accounts::Grant,
    applications::{ApplicationId, SectionName},
    platform::{
        ui::Faults,
        web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, Problem, see},
    },
};

pub struct SayForm(Saying);

impl FromFields for SayForm {
    const NAMES: &'static [&'static str] = &["about", "words", "tell"];
    fn from_fields(fields: &Fields) -> Self {
        let words = fields.one("words").trim().replace("\r\n", "\n").chars().take(MAX_WORDS * 5).collect();
        Self(Saying { about: fields.one("about").to_owned(), words, tell: fields.one("tell").to_owned() })
    }
}

fn page_of(side: Side, id: ApplicationId) -> String {
    match side {
        Side::Authors => links::authors(id),
        Side::City => links::matter(id),
    }
}

fn remark_of(side: Side, saying: &Saying) -> Result<Remark, Problem> {
    let thread = Uuid::parse_str(&saying.about).ok();
    let section = SectionName::parse(&saying.about);
    if thread.is_none() && section.is_none() && saying.about != "whole" {
        return Err(Problem::bad_form());
    }
    let told = match saying.tell.as_str() {
        "" => None,
        id => Some(Uuid::parse_str(id).map_err(|_| Problem::bad_form())?),
    };
    Ok(Remark { side, thread, section, words: saying.words.clone(), told })
}

async fn say(ctx: Ctx, grant: Grant, side: Side, saying: Saying) -> Answer {
    let id = id_of(&ctx)?;
    let env = ctx.state.env();
    let fault = match saying.words.chars().count() {
        0 => Some("talk-words-empty"),
        n if n > MAX_WORDS => Some("talk-words-long"),
        _ => None,
    };
    if let Some(key) = fault {
        return review::talk_again(&ctx, &grant, id, side, (Faults::one("words", key), saying)).await;
    }
    let remark = remark_of(side, &saying)?;
    let post = Post::of(&ctx.state);
    let said =
        ctx.state.civic.write("say", async |conn| actions::say(conn, &env, &grant, id, (&remark, post.as_ref())).await).await;
    match said {
        Ok(()) => see(&ctx.link(&format!("{}#talk", page_of(side, id)))),
        Err(ReviewError::TalkOver) => {
            review::talk_again(&ctx, &grant, id, side, (Faults::one("words", "talk-words-late"), saying)).await
        }
        Err(error) if side == Side::City => refuse(&ctx, &grant, id, error).await,
        Err(error) => Err(error.problem()),
    }
}

pub async fn say_for_city(ctx: Ctx, grant: Grant, Posted(SayForm(saying)): Posted<SayForm>) -> Answer {
    say(ctx, grant, Side::City, saying).await
}

pub async fn say_for_authors(ctx: Ctx, grant: Grant, Posted(SayForm(saying)): Posted<SayForm>) -> Answer {
    say(ctx, grant, Side::Authors, saying).await
}

pub struct SettleForm {
    thread: Option<Uuid>,
    settled: bool,
}

impl FromFields for SettleForm {
    const NAMES: &'static [&'static str] = &["thread", "settled"];
    fn from_fields(fields: &Fields) -> Self {
        Self { thread: Uuid::parse_str(fields.one("thread")).ok(), settled: fields.one("settled") == "yes" }
    }
}

async fn settle(ctx: Ctx, grant: Grant, side: Side, form: SettleForm) -> Answer {
    let id = id_of(&ctx)?;
    let thread = form.thread.ok_or_else(Problem::bad_form)?;
    let what = (thread, form.settled, side);
    match ctx.state.civic.write("settle_thread", async |conn| actions::resolve(conn, &grant, id, what).await).await {
        Ok(()) => see(&ctx.link(&format!("{}#talk", page_of(side, id)))),
        Err(error) if side == Side::City => refuse(&ctx, &grant, id, error).await,
        Err(error) => Err(error.problem()),
    }
}

pub async fn settle_for_city(ctx: Ctx, grant: Grant, Posted(form): Posted<SettleForm>) -> Answer {
    settle(ctx, grant, Side::City, form).await
}

pub async fn settle_for_authors(ctx: Ctx, grant: Grant, Posted(form): Posted<SettleForm>) -> Answer {
    settle(ctx, grant, Side::Authors, form).await
}
