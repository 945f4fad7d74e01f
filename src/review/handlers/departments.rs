//! The list of departments.

use super::super::{
    actions::{self, ReviewError},
    links,
    model::Department,
    pages, store,
};
use crate::{
    accounts::Grant,
    base::text,
    platform::{
        ui::Faults,
        web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, again, ok, see},
    },
};

/// Most characters of a department's name.
const MOST: usize = 80;

impl FromFields for Department {
    const NAMES: &'static [&'static str] = &["code", "name"];
    fn from_fields(fields: &Fields) -> Self {
        Self { code: fields.one("code").trim().to_uppercase(), name: fields.one("name").trim().to_owned() }
    }
}

async fn page(ctx: &Ctx, faults: &Faults, typed: &Department) -> Result<maud::Markup, ReviewError> {
    let list = ctx.state.civic.read(async |conn| store::list_departments(conn).await).await?;
    Ok(pages::departments(ctx, &list, faults, typed))
}

pub async fn show(ctx: Ctx, _: Grant) -> Answer {
    ok(page(&ctx, &Faults::none(), &Department { code: String::new(), name: String::new() }).await?)
}

pub async fn add(ctx: Ctx, _: Grant, Posted(typed): Posted<Department>) -> Answer {
    let mut faults = Faults::none();
    let fits = (2..=12).contains(&typed.code.len()) && typed.code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if !fits {
        faults = faults.with("code", "departments-code-format", vec![]);
    }
    let name = text::one_line(&typed.name, MOST);
    if name.is_err() {
        faults = faults.with("name", "departments-name-empty", vec![]);
    }
    let (Ok(name), true) = (name, faults.is_empty()) else {
        return again(page(&ctx, &faults, &typed).await?);
    };
    let new = Department { code: typed.code.clone(), name };
    match ctx.state.civic.write("add_department", async |conn| actions::add_department(conn, &new).await).await {
        Ok(()) => see(&ctx.link(&links::departments())),
        Err(ReviewError::NameTaken) => again(page(&ctx, &Faults::one("name", "departments-name-taken"), &typed).await?),
        Err(error) => Err(error.problem()),
    }
}
