//! Finding one's zone. What was typed is used for the look-up and dropped.

use std::sync::Arc;

use actix_web::web::Data;

use super::super::pages;
use crate::{
    cycles::{self, Contest, Found, Gazetteer},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
    setup::{self, Named},
};

pub struct ZoneForm {
    address: String,
    zone: String,
}

impl FromFields for ZoneForm {
    const NAMES: &'static [&'static str] = &["address", "zone"];
    fn from_fields(fields: &Fields) -> Self {
        Self { address: fields.one("address").chars().take(200).collect(), zone: fields.one("zone").to_owned() }
    }
}

async fn contests(ctx: &Ctx) -> Result<Arc<Vec<Contest>>, Problem> {
    let standing = cycles::standing::current(&ctx.state.civic, ctx.lang).await?;
    let standing = standing.as_ref().as_ref().ok_or_else(Problem::not_found)?;
    Ok(Arc::clone(&standing.contests))
}

pub async fn show(ctx: Ctx) -> Answer {
    let contests = contests(&ctx).await?;
    ok(pages::zone(&ctx, &Faults::none(), &contests, "", "", None))
}

pub async fn post(ctx: Ctx, gazetteer: Data<Gazetteer>, Posted(form): Posted<ZoneForm>) -> Answer {
    let contests = contests(&ctx).await?;
    let page = |faults: &Faults, only: Option<&[Contest]>| pages::zone(&ctx, faults, &contests, &form.address, &form.zone, only);
    let typed = form.address.trim();
    if typed.is_empty() {
        return match contests.iter().find(|c| c.zone.code.as_str() == form.zone) {
            Some(contest) => see(&ctx.link(&cycles::links::vote(&contest.zone.code))),
            None => again(page(&Faults::one("address", "zone-empty"), None)),
        };
    }
    // A zone's own and other names come first: staff keep them, the file of streets does not know them.
    let named = ctx.state.civic.read(async |conn| setup::zone_named(conn, typed).await).await?;
    if let Named::Zone(zone) = &named
        && contests.iter().any(|c| c.zone.code == *zone)
    {
        return see(&ctx.link(&cycles::links::vote(zone)));
    }
    match gazetteer.find(typed) {
        Found::One(zone) if contests.iter().any(|c| c.zone.code == zone) => see(&ctx.link(&cycles::links::vote(&zone))),
        Found::Several(zones) => {
            let among: Vec<Contest> = contests.iter().filter(|c| zones.contains(&c.zone.code)).cloned().collect();
            ok(page(&Faults::none(), Some(&among)))
        }
        Found::Outside | Found::One(_) => ok(pages::outside(&ctx)),
        // An address nobody knows does not stand in the way of a zone that was chosen from the list.
        Found::Unknown => match contests.iter().find(|c| c.zone.code.as_str() == form.zone) {
            Some(contest) => see(&ctx.link(&cycles::links::vote(&contest.zone.code))),
            None => again(match named {
                Named::Near(zone, name) if contests.iter().any(|c| c.zone.code == zone) => {
                    let fault = Faults::none().with("address", "zone-did-you-mean", vec![("zone", name.into())]);
                    pages::zone(&ctx, &fault, &contests, &form.address, zone.as_str(), None)
                }
                _ => page(&Faults::one("address", "zone-nomatch"), None),
            }),
        },
    }
}
