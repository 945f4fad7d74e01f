//! Committees and organisations: who belongs to them, how they decide, who must keep out.

mod law;
mod meetings;
mod pages;
mod people;
mod ties;

use reparto::{
    accounts,
    base::Role,
    bodies::{self, BodyError, BodyId, BodyKind, Seat},
    platform::db::CivicConn,
};
use uuid::Uuid;

use crate::support::{Visitor, world::World};

/// The sample cycle with one committee in it: a chair and two members, whose terms began long ago.
pub struct Committee {
    pub world: World,
    pub body: BodyId,
    pub people: Vec<Uuid>,
}

pub const NAME: &str = "Sample Committee of Boyle Heights";

impl Committee {
    pub async fn open() -> Self {
        Self::in_world(World::open().await).await
    }

    /// The same in a world of its own making.
    pub async fn in_world(world: World) -> Self {
        let (_, _, zone, _) = world.facts.staff.iter().find(|person| person.1 == Role::CommitteeMember).unwrap().clone();
        let people = vec![
            account(&world, Role::CommitteeMember, 0).await,
            account(&world, Role::CommitteeMember, 1).await,
            account(&world, Role::CommitteeMember, 2).await,
        ];
        let state = world.app.state();
        let env = state.env();
        let made = state.civic.write("body", async |conn| {
            let body = bodies::create_body(conn, &env, BodyKind::Committee, NAME, zone.as_ref()).await?;
            let begin = bodies::today(conn).await? - chrono::Days::new(400);
            for (index, person) in people.iter().enumerate() {
                let seat = if index == 0 { Seat::Chair } else { Seat::Member };
                bodies::add_member(conn, body, *person, seat, begin).await?;
            }
            Ok::<_, BodyError>(body)
        });
        let body = made.await.unwrap();
        Self { world, body, people }
    }

    /// A page of the body's work.
    pub fn work(&self, rest: &str) -> String {
        format!("/en/committee/bodies/{}/{rest}", self.body)
    }

    /// The page of someone's running term, as one who leads the body finds it.
    pub async fn term(&self, lead: &Visitor, index: usize) -> String {
        let name = self.world.name(Role::CommitteeMember, index);
        let page = lead.open(&self.work("members")).await.page();
        let at = page.texts("tbody th").iter().position(|row| row.starts_with(&name)).expect("a row");
        page.attributes("tbody td a", "href")[at].clone()
    }

    /// A committee member, signed in: 0 is the chair.
    pub async fn member(&self, index: usize) -> Visitor {
        self.world.staff(Role::CommitteeMember, index).await
    }

    pub async fn reads<T>(&self, read: impl AsyncFnOnce(&mut CivicConn) -> diesel::QueryResult<T>) -> T {
        self.world.app.state().civic.read(read).await.unwrap()
    }
}

/// The account of a sample person.
pub async fn account(world: &World, role: Role, index: usize) -> Uuid {
    let name = world.name(role, index);
    let people = world.app.state().civic.read(async |conn| accounts::list_people(conn).await).await.unwrap();
    people.iter().find(|person| person.name == name).expect("a person").id
}
