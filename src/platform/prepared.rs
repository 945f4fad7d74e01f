//! Statements written by hand that Postgres parses and plans once for each connection. Diesel keeps what it builds itself
//! prepared, but not the text of a `sql_query`, because that might be another one each time.

use std::marker::PhantomData;

use diesel::{
    QueryResult,
    expression::expression_types::Untyped,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
};

/// A statement whose text is always the same.
pub struct Prepared<Name, Q> {
    query: Q,
    name: PhantomData<fn() -> Name>,
}

/// Keeps `query` prepared under the type `Name`, which belongs to this one text alone.
pub fn prepared<Name: 'static, Q>(query: Q) -> Prepared<Name, Q> {
    Prepared { query, name: PhantomData }
}

impl<Name: 'static, Q> QueryId for Prepared<Name, Q> {
    type QueryId = Prepared<Name, ()>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Name, Q> Query for Prepared<Name, Q> {
    type SqlType = Untyped;
}

impl<Name, Q: QueryFragment<Pg>> QueryFragment<Pg> for Prepared<Name, Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.query.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &Pg) -> QueryResult<bool> {
        Ok(true)
    }
}
