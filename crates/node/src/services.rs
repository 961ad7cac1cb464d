//! The services, each with the tables of its operations, and the statements of all rooms.

use std::collections::HashMap;
use std::sync::LazyLock;

use wharf_kernel::operation::{Row, Service};
use wharf_kernel::operator::OPERATOR;

use crate::simulation;
use crate::{distribution, ecr, iam, jobs, kms, operator, organizations, sts};

/// A service and the tables that list its operations.
struct Served {
    service: &'static Service,
    tables: &'static [&'static [&'static Row]],
}

static SERVICES: [Served; 7] = [
    Served::new(&distribution::DISTRIBUTION, &[distribution::ROWS]),
    Served::new(&ecr::ECR, &[ecr::ROWS]),
    Served::new(&iam::IAM, &[iam::ROWS, simulation::ROWS]),
    Served::new(&kms::KMS, &[kms::ROWS]),
    Served::new(
        &OPERATOR,
        &[operator::ROWS, wharf_registry::operator_table::ROWS, jobs::ROWS],
    ),
    Served::new(&organizations::ORGANIZATIONS, &[organizations::ROWS]),
    Served::new(&sts::STS, &[sts::ROWS]),
];

static BY_NAME: LazyLock<HashMap<(&str, &str), &Row>> =
    LazyLock::new(|| rows().map(|row| ((row.service.name(), row.name), row)).collect());

impl Served {
    const fn new(service: &'static Service, tables: &'static [&'static [&'static Row]]) -> Served {
        Served { service, tables }
    }

    fn rows(&self) -> impl Iterator<Item = &'static Row> {
        self.tables.iter().copied().flatten().copied()
    }
}

/// The services that a node serves.
pub fn services() -> impl Iterator<Item = &'static Service> {
    SERVICES.iter().map(|served| served.service)
}

/// The rows of a service.
pub fn rows_of(service: &Service) -> impl Iterator<Item = &'static Row> {
    let name = service.name();
    rows().filter(move |row| row.service.name() == name)
}

/// The rows of all services.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    SERVICES.iter().flat_map(Served::rows)
}

/// The row of a service's operation; none when it is not served.
pub fn row(service: &Service, operation: &str) -> Option<&'static Row> {
    BY_NAME.get(&(service.name(), operation)).copied()
}

/// Every SQL statement of the rooms, for the test that prepares each on both engines.
pub fn statements() -> Statements {
    Statements {
        identity: wharf_identity::statements(),
        registry: wharf_registry::statements(),
    }
}

/// The statements of each database.
#[derive(Debug)]
pub struct Statements {
    /// Run against the identity plane's database.
    pub identity: Vec<&'static wharf_sql::Statement>,
    /// Run against a Region's database.
    pub registry: Vec<&'static wharf_sql::Statement>,
}
