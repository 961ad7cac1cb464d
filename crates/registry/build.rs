//! Lists the migrations.

#[path = "../sql/list_migrations.rs"]
mod list_migrations;

fn main() -> std::io::Result<()> {
    list_migrations::write()
}
