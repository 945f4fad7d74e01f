//! What authors see of the review, and their appeal.

use super::{
    super::{
        actions::{self, ReviewError, Window},
        links,
        model::{Words, appeal_faults},
        pages::{self, AuthorsDesk, Saying},
        store,
    },
    id_of,
};
use crate::{
    accounts::Grant,
    applications::{self, ApplicationId},
    bodies, cycles,
    platform::{
        db::CivicConn,
        ui::Faults,
        web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

/// For people who belong to the body today.
async fn desk(conn: &mut CivicConn, grant: &Grant, id: ApplicationId) -> Result<AuthorsDesk, ReviewError> {
    let application = applications::find_application(conn, id).await?.ok_or(ReviewError::NotFound)?;
    let today = bodies::today(conn).await?;
    if !bodies::is_member(conn, grant.account(), application.body, today).await? {
        return Err(ReviewError::NotFound);
    }
    let matter = store::find_matter(conn, grant.account(), id).await?.ok_or(ReviewError::NotFound)?;
    let contest = cycles::contest_by_id(conn, application.contest).await?;
    Ok(AuthorsDesk {
        steps: store::public_history(conn, id).await?,
        appeal: store::find_appeal(conn, id).await?,
        window: actions::appeal_window(conn, &application, &contest, matter.read_at).await?,
        threads: store::list_threads(conn, id).await?,
        people: actions::nameable(conn, &application).await?,
        matter,
    })
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let id = id_of(&ctx)?;
    let desk = ctx.state.civic.read(async |conn| desk(conn, &grant, id).await).await?;
    ok(pages::authors(&ctx, &desk, &Faults::none(), (&Saying::default(), "")))
}

/// The page again with a comment or an appeal that was not taken; 422.
pub(super) async fn page_again(ctx: &Ctx, grant: &Grant, id: ApplicationId, faults: &Faults, typed: (&Saying, &str)) -> Answer {
    let desk = ctx.state.civic.read(async |conn| desk(conn, grant, id).await).await?;
    again(pages::authors(ctx, &desk, faults, typed))
}

pub struct AppealText(String);

impl FromFields for AppealText {
    const NAMES: &'static [&'static str] = &["appeal-text"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.one("appeal-text").trim().replace("\r\n", "\n").chars().take(10_000).collect())
    }
}

fn late_fault(ctx: &Ctx, window: Window) -> Faults {
    let (key, moment) = match window {
        Window::Early(starts) => ("appeal-text-early", starts),
        Window::Late(ended) | Window::Open(ended) => ("appeal-text-late", ended),
        Window::Closed => return Faults::one("appeal-text", "appeal-closed-text"),
    };
    Faults::none().with("appeal-text", key, vec![("when", crate::platform::ui::moment(ctx, moment).into())])
}

pub async fn appeal(ctx: Ctx, grant: Grant, Posted(AppealText(text)): Posted<AppealText>) -> Answer {
    let id = id_of(&ctx)?;
    let env = ctx.state.env();
    let nothing = Saying::default();
    if let Some(key) = appeal_faults(&text) {
        return page_again(&ctx, &grant, id, &Faults::one("appeal-text", key), (&nothing, &text)).await;
    }
    let words = Words { lang: ctx.lang.code().to_owned(), text: text.clone() };
    let filed =
        ctx.state.civic.write("file_appeal", async |conn| actions::file_appeal(conn, &env, &grant, id, &words).await).await;
    match filed {
        Ok(()) => see(&ctx.link(&links::authors(id))),
        Err(ReviewError::NoAppeal(window)) => page_again(&ctx, &grant, id, &late_fault(&ctx, window), (&nothing, &text)).await,
        Err(error @ ReviewError::AppealedBefore) => {
            Err(Problem::from(error).then(ctx.link(&links::authors(id)), "review-back-to-it"))
        }
        Err(error) => Err(error.problem()),
    }
}
