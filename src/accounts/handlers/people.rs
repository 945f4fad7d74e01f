//! The people page.

use super::super::{
    actions::{self, AccountError},
    links,
    model::{Grant, NewPerson},
    pages::{self, Invited},
    store,
};
use crate::{
    base::{Duty, Role, ZoneCode},
    platform::{
        ui::Faults,
        web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, again, ok},
    },
};

pub struct InviteForm(Invited);

impl FromFields for InviteForm {
    const NAMES: &'static [&'static str] = &["name", "email", "role", "zone"];
    fn from_fields(fields: &Fields) -> Self {
        let own = |name| fields.one(name).to_owned();
        Self(Invited { name: own("name"), email: own("email"), role: own("role"), zone: own("zone"), link: None })
    }
}

async fn page(ctx: &Ctx, faults: &Faults, form: &Invited) -> Result<maud::Markup, AccountError> {
    let people = ctx.state.civic.read(async |conn| store::list_people(conn).await).await?;
    Ok(pages::people(ctx, faults, &people, form))
}

pub async fn show(ctx: Ctx) -> Answer {
    let page = page(&ctx, &Faults::none(), &Invited::default()).await?;
    ok(page)
}

pub async fn invite(ctx: Ctx, grant: Grant, Posted(InviteForm(mut form)): Posted<InviteForm>) -> Answer {
    let env = ctx.state.env();
    let Some(role) = Role::parse(&form.role) else {
        return again(page(&ctx, &Faults::one("role", "people-role-empty"), &form).await?);
    };
    let zone = match form.zone.trim() {
        "" => None,
        text => match ZoneCode::parse(&text.to_uppercase()) {
            Ok(zone) => Some(zone),
            Err(_) => return again(page(&ctx, &Faults::one("zone", "people-zone-wrong"), &form).await?),
        },
    };
    let person = NewPerson { email: form.email.clone(), name: form.name.clone(), role, zone };
    let actor = grant.actor(Duty::ManageStaff);
    match ctx.state.civic.write("invite", async |conn| actions::invite(conn, &env, &actor, &person).await).await {
        Ok(token) => {
            let link = token.map(|token| format!("{}{}", ctx.state.public_url, ctx.link(&links::invitation(&token))));
            form = Invited { link, ..Invited::default() };
            let page = page(&ctx, &Faults::none(), &form).await?;
            ok(page)
        }
        Err(error) => {
            let (field, key) = match &error {
                AccountError::BadEmail => ("email", "accounts-email-wrong"),
                AccountError::BadName => ("name", "people-name-empty"),
                AccountError::BadZone => ("zone", "people-zone-wrong"),
                AccountError::RoleHeld => ("role", "people-role-held"),
                other => return Err(other.problem()),
            };
            again(page(&ctx, &Faults::one(field, key), &form).await?)
        }
    }
}
