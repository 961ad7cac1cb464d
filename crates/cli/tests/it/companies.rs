//! Random companies on a node: what `check` says of their assertions is compared with what real requests answer.
//!
//! Each company gets a management account of its own on one node, is applied by `reconcile`, and its questions are asked by its principals:
//! roles that are taken as their trust says, root users, an administrator, a role that no policy names, an outsider. Services cannot call, and
//! the node decides about them without a request.

mod requests;
mod services;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, Instant};

use proptest::test_runner::{Config, RngSeed};
use serde_json::{Value, json};
use wharf_aws::{AccountId, SecretKey};
use wharf_sigv4::Credentials;
use wharf_testkit::{Account, Kit, NOW_MICROS, REGION};
use wharf_topology::access::{AccessModel, PrincipalClass, Proof, Question, Verdict};
use wharf_topology::desired::{ADMINISTRATOR_ROLE, Ids, role_arn};
use wharf_topology::live::{Client, LiveError, Service};
use wharf_topology::reconcile::{Change, Mode, reconcile};
use wharf_topology::testing::{Draw, organization_file};
use wharf_topology::{Action, Assertion, Company, file};

use crate::lab::count;
use requests::requests;

const COMPANIES: usize = 200;
/// How many a soak asks for.
const VARIABLE: &str = "WHARF_SOAK_COMPANIES";
/// So many companies are on their way at the same time.
const TOGETHER: usize = 4;
/// Of an assertion that holds so many questions are asked, drawn from all; in a soak all of them.
const ASKED: usize = 3;
/// How long the usual number may take: some 90 seconds beside all other tests on two cores, and twice that on a machine that has more to do.
const MOST: Duration = Duration::from_secs(180);
const ADMINISTRATOR_ACCESS: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

/// What came of some companies.
#[derive(Default)]
struct Tally {
    assertions: BTreeMap<&'static str, usize>,
    questions: usize,
    /// How many of them were about services.
    services: usize,
    differences: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        for (verdict, number) in other.assertions {
            *self.assertions.entry(verdict).or_default() += number;
        }
        self.questions += other.questions;
        self.services += other.services;
        self.differences.extend(other.differences);
    }
}

/// A company that is there, and its principals as far as they were needed.
struct Applied<'a> {
    kit: &'a Kit,
    company: &'a Company,
    ids: &'a Ids,
    operator: Client,
    outsider: Client,
    inside: BTreeMap<usize, Client>,
    clients: BTreeMap<usize, Client>,
    answers: BTreeMap<(usize, &'static str, bool, String, String), bool>,
    there: BTreeSet<(String, String)>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_companies_are_judged_as_requests_are() {
    let seed = match Config::default().rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => RandomState::new().hash_one("companies"),
    };
    let begun = Instant::now();
    let kit = Kit::start().await;
    let (number, mut draw) = (count(VARIABLE, COMPANIES), Draw::new(seed));
    let drawn: Vec<(usize, u64)> = (0..number).map(|at| (at, draw.number())).collect();
    let mut tally = Tally::default();
    for together in drawn.chunks(TOGETHER) {
        let tried = together.iter().map(|(at, seed)| tried(&kit, *at, *seed));
        for other in futures_util::future::join_all(tried).await {
            tally.add(other);
        }
    }
    let took = begun.elapsed();
    println!(
        "seed {seed}: {number} companies in {} s, {:?}, {} questions asked of a node, {} of them about services, which it decides without a \
         request; {} differences",
        took.as_secs(),
        tally.assertions,
        tally.questions,
        tally.services,
        tally.differences.len()
    );
    assert!(
        tally.differences.is_empty(),
        "PROPTEST_RNG_SEED={seed}: {} differences, the first three: {}",
        tally.differences.len(),
        tally.differences[..tally.differences.len().min(3)].join("\n")
    );
    assert!(tally.services > 0, "seed {seed}: no service was asked about");
    assert!(number > COMPANIES || took < MOST, "{took:?}");
}

/// One company: made, and asked about.
async fn tried(kit: &Kit, at: usize, seed: u64) -> Tally {
    let text = organization_file(seed);
    let company = file::read(&text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
    let operator = operator(kit, at).await;
    let mut quiet = |_: &Change| {};
    let made = reconcile(&company, &operator, Mode::Apply, &mut quiet).await;
    let made = made.unwrap_or_else(|error| panic!("{error}\n{text}"));
    let model = AccessModel::of(&company, &made.ids);
    let mut applied = Applied {
        kit,
        company: &company,
        ids: &made.ids,
        outsider: client(kit, &kit.second.credentials),
        operator,
        inside: BTreeMap::new(),
        clients: BTreeMap::new(),
        answers: BTreeMap::new(),
        there: BTreeSet::new(),
    };
    let (mut tally, mut draw) = (Tally::default(), Draw::new(seed));
    for assertion in &company.assertions {
        let (verdict, differences) = applied.compare(&model, assertion, &mut draw).await;
        *tally.assertions.entry(verdict).or_default() += 1;
        tally
            .differences
            .extend(differences.into_iter().map(|said| format!("{said}\n{text}")));
    }
    tally.questions = applied.answers.len();
    let asked = applied.answers.keys();
    tally.services = asked
        .filter(|(who, ..)| is_service(&model.principals()[*who]))
        .count();
    tally
}

/// A user of a management account of its own who may do everything there: a root user takes no roles.
async fn operator(kit: &Kit, at: usize) -> Client {
    let id: AccountId = format!("{:012}", 700_000_000_000_u64 + at as u64)
        .parse()
        .unwrap();
    let root = client(
        kit,
        &kit.account(&id, &format!("management-{at}")).await.credentials,
    );
    let user = json!({"UserName": "operator"});
    root.call(Service::Iam, "CreateUser", user.clone()).await.unwrap();
    let attach = json!({"UserName": "operator", "PolicyArn": ADMINISTRATOR_ACCESS});
    root.call(Service::Iam, "AttachUserPolicy", attach).await.unwrap();
    let made = root.call(Service::Iam, "CreateAccessKey", user).await.unwrap();
    root.with(credentials(&made["AccessKey"]))
}

fn client(kit: &Kit, identity: &Credentials) -> Client {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let endpoint = format!("http://{}", kit.address());
    Client::new(http, Some(endpoint), REGION, identity.clone(), || NOW_MICROS)
}

fn credentials(answer: &Value) -> Credentials {
    let text = |name: &str| answer[name].as_str().map(str::to_owned);
    Credentials {
        access_key_id: text("AccessKeyId").unwrap(),
        secret: SecretKey::new(text("SecretAccessKey").unwrap()),
        session_token: text("SessionToken"),
    }
}

async fn assumed(client: &Client, id: &AccountId, role: &str) -> Client {
    let input = json!({"RoleArn": role_arn(id, role), "RoleSessionName": "probe"});
    let answer = client.call(Service::Sts, "AssumeRole", input).await.unwrap();
    client.with(credentials(&answer["Credentials"]))
}

fn is_service(who: &PrincipalClass) -> bool {
    who.label.starts_with("service ")
}

/// Whether it was refused for want of permission, or for something else, or not at all.
fn is_allowed(outcome: &Result<Value, LiveError>) -> bool {
    match outcome {
        Ok(_) => true,
        Err(error @ LiveError::Fault { .. }) => !error.is(&["AccessDeniedException", "AccessDenied"]),
        Err(error) => panic!("{error}"),
    }
}

impl Applied<'_> {
    /// What `check` says, and where requests say otherwise.
    async fn compare(
        &mut self,
        model: &AccessModel,
        assertion: &Assertion,
        draw: &mut Draw,
    ) -> (&'static str, Vec<String>) {
        let verdict = wharf_topology::access::check(self.company, model, assertion);
        let proof = Proof::new(self.company, model, assertion);
        let mut questions = proof.questions();
        // What policies only tell apart, or an account to come, is not there.
        questions.retain(|question| !model.principals()[question.who].is_made_up);
        let word = match verdict {
            Verdict::Proved { .. } => "proved",
            Verdict::Refuted(_) | Verdict::Impossible(_) => "refuted",
            Verdict::Empty => "empty",
            Verdict::Undecided(_) => "undecided",
        };
        if let Verdict::Refuted(found) = &verdict {
            // The case that refutes it is a case.
            questions.retain(|question| {
                let registry = &self.company.accounts[question.registry.account].name;
                model.principals()[question.who].label == found.who
                    && question.action == found.action
                    && question.repository == found.repository
                    && *registry == found.registry
                    && question.registry.region.as_str() == found.region
            });
        } else if count(VARIABLE, 0) == 0 {
            while questions.len() > ASKED {
                let gone = draw.below(questions.len());
                questions.swap_remove(gone);
            }
        }
        let mut differences = Vec::new();
        for mut question in questions {
            // Of what is neither proved nor refuted it is compared what a client can do.
            question.expected |= !matches!(verdict, Verdict::Proved { .. } | Verdict::Refuted(_));
            let who = &model.principals()[question.who];
            let can = self.can(who, &question).await;
            let said = match verdict {
                Verdict::Refuted(_) => !question.expected,
                Verdict::Proved { .. } => question.expected,
                _ => {
                    model
                        .can(who, question.action, &question.registry, &question.repository)
                        .can
                }
            };
            if can != said {
                differences.push(format!(
                    "{}: {word}, but {} {} {} {} in {} {}",
                    assertion.text,
                    who.label,
                    if can { "can" } else { "cannot" },
                    question.action,
                    question.repository,
                    self.company.accounts[question.registry.account].name,
                    question.registry.region
                ));
            }
        }
        (word, differences)
    }

    /// Whether requests say that some principals can do it.
    async fn can(&mut self, who: &PrincipalClass, question: &Question) -> bool {
        let place = format!("{} {}", question.registry.id, question.registry.region);
        let key = (
            question.who,
            question.action.as_str(),
            question.expected,
            place.clone(),
            question.repository.clone(),
        );
        if let Some(known) = self.answers.get(&key) {
            return *known;
        }
        self.make(question, &place).await;
        if let Some(service) = services::Service::of(
            &who.label,
            self.company,
            self.ids,
            question.registry.region.as_str(),
        ) {
            let can = service.can(self.kit, question).await && self.is_let_in(&service, question).await;
            self.answers.insert(key, can);
            return can;
        }
        let client = self.client(question.who, who).await;
        let client = client.within(question.registry.region.as_str());
        let is_own = who.account == Some(question.registry.account);
        let mut can = question.action != Action::Delete && question.action != Action::Administer;
        let mut sent = requests(question, is_own);
        sent.extend(self.sent_by_takers(who, question));
        for (operation, input) in sent {
            let allowed = is_allowed(&client.call(Service::Ecr, operation, input).await);
            match question.action {
                Action::Pull | Action::Push if !allowed => can = false,
                Action::Delete | Action::Administer if allowed => can = true,
                _ => continue,
            }
            break;
        }
        if question.action == Action::Delete {
            self.there.remove(&(place, question.repository.clone()));
        }
        self.answers.insert(key, can);
        can
    }

    /// The repository is there, so that what is refused is refused for want of permission.
    async fn make(&mut self, question: &Question, place: &str) {
        let key = (place.to_owned(), question.repository.clone());
        if !self.there.insert(key) {
            return;
        }
        let administrator = self.administrator(question.registry.account).await;
        let administrator = administrator.within(question.registry.region.as_str());
        let input = json!({"repositoryName": question.repository});
        match administrator.call(Service::Ecr, "CreateRepository", input).await {
            Err(error) if !error.is(&["RepositoryAlreadyExistsException"]) => panic!("{error}"),
            _ => {}
        }
    }

    async fn administrator(&mut self, account: usize) -> Client {
        if !self.inside.contains_key(&account) {
            let entered = assumed(&self.operator, &self.ids.accounts[account], ADMINISTRATOR_ROLE).await;
            self.inside.insert(account, entered);
        }
        self.inside[&account].clone()
    }

    async fn client(&mut self, at: usize, who: &PrincipalClass) -> Client {
        if let Some(known) = self.clients.get(&at) {
            return known.clone();
        }
        let client = match (who.account, who.label.as_str()) {
            (None, "an outsider") => self.outsider.clone(),
            (None, "any principal of the management account") => self.operator.clone(),
            (None, label) => panic!("who is {label}?"),
            (Some(account), label) if label.starts_with("the root user of ") => {
                let root: Account = self.kit.root_of(&self.ids.accounts[account]).await;
                client(self.kit, &root.credentials)
            }
            (Some(account), label) if label.starts_with("any other principal of ") => {
                self.other_role(account).await
            }
            (Some(account), _) => match &who.role {
                Some(role) => self.role(account, role).await,
                None => self.administrator(account).await,
            },
        };
        self.clients.insert(at, client.clone());
        client
    }

    /// A role that no policy names, and that may do everything that its account can let it do.
    async fn other_role(&mut self, account: usize) -> Client {
        let id = self.ids.accounts[account];
        let administrator = self.administrator(account).await;
        let name = "another-role";
        let input = json!({"RoleName": name, "AssumeRolePolicyDocument": trust(&id)});
        match administrator.call(Service::Iam, "CreateRole", input).await {
            // For a function it was made before.
            Err(error) if !error.is(&["EntityAlreadyExists"]) => panic!("{error}"),
            _ => {}
        }
        let input = json!({"RoleName": name, "PolicyArn": ADMINISTRATOR_ACCESS});
        administrator
            .call(Service::Iam, "AttachRolePolicy", input)
            .await
            .unwrap();
        assumed(&administrator, &id, name).await
    }

    /// A role of the file, taken by an administrator of an account that it trusts; one that services take, by its own account's.
    async fn role(&mut self, account: usize, role: &str) -> Client {
        let id = self.ids.accounts[account];
        let mut consumers = self.company.consumers.iter();
        if consumers.any(|consumer| consumer.name == *role && !consumer.trust.is_empty()) {
            let administrator = self.administrator(account).await;
            let input = json!({"RoleName": role, "PolicyDocument": trust(&id)});
            administrator
                .call(Service::Iam, "UpdateAssumeRolePolicy", input)
                .await
                .unwrap();
        }
        let builder = self.company.builders.iter().find(|builder| builder.name == *role);
        let from = builder.map_or(account, |builder| builder.trust[0]);
        let trusted = self.administrator(from).await;
        assumed(&trusted, &id, role).await
    }
}

/// Who may take a role: an account.
fn trust(account: &AccountId) -> String {
    let statement =
        json!({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": account.as_str()}});
    json!({"Version": "2012-10-17", "Statement": statement}).to_string()
}
