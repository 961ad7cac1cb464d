//! Four layers, one table.

mod aliases;
mod running;

use std::path::{Path, PathBuf};

use clap::{Args, Command, FromArgMatches};
use wharf_cli::Environment;
use wharf_cli::config::flags::ServeFlags;
use wharf_cli::config::settings::{Flag, SETTINGS};
use wharf_cli::config::{Format, Layers, LogFormat, Origin, Place, Serve, Tls};

use crate::program::{misuse, stdout, wharf};

fn flags(arguments: &[&str]) -> ServeFlags {
    let command = ServeFlags::augment_args(Command::new("test").no_binary_name(true));
    let matches = command.try_get_matches_from(arguments).unwrap();
    ServeFlags::from_arg_matches(&matches).unwrap()
}

fn layers(arguments: &[&str], variables: Environment) -> Layers {
    Layers::resolve(&flags(arguments), &variables).unwrap()
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    file
}

fn path(file: &tempfile::NamedTempFile) -> &str {
    file.path().to_str().unwrap()
}

fn origin<'a>(layers: &'a Layers, name: &str) -> (&'a [String], &'a Origin) {
    let value = layers
        .values()
        .iter()
        .find(|value| value.setting.name == name)
        .unwrap();
    (&value.texts, &value.origin)
}

#[test]
fn flag_over_environment_over_file_over_default() {
    let toml = file("# comment\nzone = \"from.file\"\ndrain = 7\n");
    type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], &'a str, Origin);
    let zones: [Case<'_>; 4] = [
        (
            &["--config", path(&toml), "--zone", "from.flag"],
            &[("WHARF_ZONE", "from.variable")],
            "from.flag",
            Origin::Flag,
        ),
        (
            &["--config", path(&toml)],
            &[("WHARF_ZONE", "from.variable")],
            "from.variable",
            Origin::Environment("WHARF_ZONE".to_owned()),
        ),
        (
            &["--config", path(&toml)],
            &[("WHARF_ZONE", "")],
            "from.file",
            Origin::File {
                path: toml.path().to_owned(),
                line: 2,
            },
        ),
        (&[], &[], "localhost", Origin::Default),
    ];
    for (arguments, variables, expected, from) in zones {
        let variables = match variables {
            [one] => Environment::from([*one]),
            _ => Environment::default(),
        };
        let layers = layers(arguments, variables);
        assert_eq!(origin(&layers, "zone"), ([expected.to_owned()].as_slice(), &from));
        assert_eq!(Serve::new(&layers).unwrap().zone, expected);
    }
    let named_by_variable = layers(&[], Environment::from([("WHARF_CONFIG", path(&toml))]));
    assert_eq!(Serve::new(&named_by_variable).unwrap().drain.as_secs(), 7);
}

#[test]
fn every_setting_has_each_layer_that_it_says() {
    for setting in SETTINGS {
        let value = "x-not-parsed-here";
        // A configuration file that is not there is an error at once; its layers are tested above.
        if setting.name != "config" {
            let by_variable = layers(&[], Environment::from([(setting.variable().as_str(), value)]));
            assert_eq!(
                origin(&by_variable, setting.name).1,
                &Origin::Environment(setting.variable())
            );
        }
        if setting.flag != Flag::No && setting.name != "config" {
            let by_flag = layers(&[&format!("--{}={value}", setting.name)], Environment::default());
            assert_eq!(
                origin(&by_flag, setting.name).1,
                &Origin::Flag,
                "{}",
                setting.name
            );
        }
        let toml = file(&format!("{} = []", setting.name));
        let refused = Layers::resolve(&flags(&["--config", path(&toml)]), &Environment::default()).err();
        let said = refused.map_or_else(String::new, |error| error.to_string());
        assert_eq!(
            said.contains("cannot be set in a file"),
            !setting.in_file,
            "{said}"
        );
    }
}

#[test]
fn the_defaults_serve_every_region_on_this_machine_only() {
    let layers = layers(&[], Environment::default());
    let (place, serve) = (Place::new(&layers).unwrap(), Serve::new(&layers).unwrap());
    assert_eq!(place.data, Path::new("./wharf-data"));
    assert_eq!(serve.listen.to_string(), "127.0.0.1:5000");
    assert_eq!(serve.regions.len(), wharf_aws::Region::well_known().len());
    assert_eq!(serve.default_account.as_str(), "111122223333");
    assert_eq!(
        (serve.tls, serve.log_format, serve.blob_mounting),
        (Tls::Off, LogFormat::Text, false)
    );
}

#[test]
fn all_kinds_of_values_from_a_file() {
    let toml = file(
        r#"
data = "/srv/wharf"
listen = "[::]:443"
zone = "Registry.Example."
region = "eu-west-1"
regions = ["eu-west-1", "xx-mars-1"]
tls = "files"
tls-certificate = "a.pem"
tls-key = "b.pem"
alias = ["registry.corp=222233334444/xx-mars-1"]
default-account = "222233334444"
downloads = "redirect"
blob-mounting = true
log-format = "json"
drain = 5
database = "postgres://wharf:hidden@db/wharf"
"#,
    );
    let layers = layers(&["--config", path(&toml)], Environment::default());
    let (place, serve) = (Place::new(&layers).unwrap(), Serve::new(&layers).unwrap());
    assert_eq!(
        place.database.as_deref(),
        Some("postgres://wharf:hidden@db/wharf")
    );
    assert_eq!(
        (serve.zone.as_str(), serve.regions.len()),
        ("registry.example", 2)
    );
    let files = Tls::Files {
        certificate: PathBuf::from("a.pem"),
        key: PathBuf::from("b.pem"),
    };
    assert_eq!(
        (serve.tls, serve.blob_mounting, serve.drain.as_secs()),
        (files, true, 5)
    );
    for format in [Format::Text, Format::Json, Format::Toml] {
        assert!(!layers.show(format).contains("hidden"), "secrets are not shown");
    }
}

#[test]
fn lists_by_flag_and_by_variable() {
    let repeated = layers(
        &["--regions", "us-east-1,eu-west-1", "--regions", "eu-west-2"],
        Environment::default(),
    );
    assert_eq!(Serve::new(&repeated).unwrap().regions.len(), 3);
    let variable = layers(
        &[],
        Environment::from([("WHARF_REGIONS", " us-east-1 , eu-west-1,")]),
    );
    assert_eq!(Serve::new(&variable).unwrap().regions.len(), 2);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (text, expected) in [
        (
            "\nlistne = \"x\"",
            "line 2: there is no setting `listne`; did you mean `listen`?",
        ),
        ("tls_key = \"x\"", "did you mean `tls-key`?"),
        ("quux-frobnicate = 1", "`wharf config show` lists all"),
        (
            "[tls]\ncertificate = \"x\"",
            "line 1: `tls` must be a text, not table",
        ),
        ("drain = \"5\"", "`drain` must be a whole number, not string"),
        (
            "regions = [1]",
            "line 1: `regions` must be an array of texts, not array",
        ),
        ("zone = \"a\"\nzone = \"b\"", "line 2: duplicate key"),
        (
            "master-key = \"00\"",
            "`master-key` cannot be set in a file, only by WHARF_MASTER_KEY",
        ),
        (
            "config = \"x\"",
            "cannot be set in a file, only by --config or WHARF_CONFIG",
        ),
        (
            "listen = \"5000\"",
            "line 1: listen: '5000': an address is an IP address with a port",
        ),
        ("zone = \"a:5000\"", "a zone is a domain name"),
        ("region = \"mars\"", "a Region is named like"),
        ("region = \"us-eest-1\"", "did you mean `us-east-1`?"),
        (
            "regions = [\"us-east-1\", \"eu-wset-1\"]",
            "regions: 'eu-wset-1': there is no such Region; did you mean `eu-west-1`?",
        ),
        (
            "regions = [\"eu-west-1\"]",
            "the default Region us-east-1 must be",
        ),
        ("tls = \"on\"", "'on': it is one of off, development, files"),
        ("tls = \"files\"", "needs --tls-certificate and --tls-key"),
        ("downloads = \"no\"", "it is one of direct, redirect"),
        ("log = \"a=b=c\"", "line 1: log: 'a=b=c'"),
        ("database = \"mysql://u:hidden@h/d\"", "database: only URLs"),
        (
            "database = \"postgres://h/d?options=-c%20x\"",
            "must not have `options=`",
        ),
    ] {
        let toml = file(text);
        let flags = flags(&["--config", path(&toml)]);
        let error = Layers::resolve(&flags, &Environment::default())
            .and_then(|layers| Place::new(&layers).and_then(|_| Serve::new(&layers)))
            .err()
            .unwrap_or_else(|| panic!("{text}"))
            .to_string();
        assert!(error.contains(expected), "{text}: {error}");
        assert!(
            error.starts_with(path(&toml)) && !error.contains("hidden"),
            "{error}"
        );
    }
}

#[test]
fn a_variable_that_is_no_setting_is_refused() {
    let said = |name: &str, value: &str| {
        let refused = Layers::resolve(&flags(&[]), &Environment::from([(name, value)])).err();
        refused.map(|error| error.to_string())
    };
    let listen = "WHARF_LISTN: there is no such setting; did you mean `WHARF_LISTEN`?";
    assert_eq!(said("WHARF_LISTN", "x").as_deref(), Some(listen));
    let other = said("WHARF_QUUX_FROBNICATE", "x").unwrap();
    assert!(other.ends_with("`wharf config show` lists all"), "{other}");
    for (name, value) in [
        ("WHARF_LISTN", ""),
        ("WHARF_REGISTRY", "localhost:5000"),
        ("WHARF_DIGEST", "sha256:00"),
        // Of a service that is called wharf, in Kubernetes.
        ("WHARF_SERVICE_HOST", "10.0.0.1"),
        ("WHARF_SERVICE_PORT", "5000"),
        ("WHARF_SERVICE_PORT_HTTP", "5000"),
        ("WHARF_PORT", "tcp://10.0.0.1:5000"),
        ("WHARF_PORT_5000_TCP", "tcp://10.0.0.1:5000"),
        ("WHARF_PORT_5000_TCP_ADDR", "10.0.0.1"),
        ("WHARF_API_SERVICE_HOST", "10.0.0.1"),
    ] {
        assert_eq!(said(name, value), None, "{name}={value}");
    }
    assert!(said("WHARF_PORT", "5000").is_some());
}

#[test]
fn mistakes_of_all_layers_are_told_at_once() {
    let toml = file("zone = 5\nregion = \"mars\"\n");
    let flags = flags(&["--config", path(&toml), "--drain", "soon"]);
    let variables = Environment::from([("WHARF_LISTN", "x")]);
    let wrong = Layers::load(&flags, &variables, |layers| {
        Ok((Place::new(layers)?, Serve::new(layers)?))
    });
    let said = wrong.err().unwrap().to_string();
    for words in [
        "WHARF_LISTN",
        "`zone` must be a text",
        "region: 'mars'",
        "--drain: 'soon'",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn half_of_a_bootstrap_key_is_refused_without_showing_it() {
    for (variable, missing) in [
        (
            ("WHARF_BOOTSTRAP_ACCESS_KEY_ID", "AKIAEXAMPLE000000000"),
            "SECRET_ACCESS_KEY",
        ),
        (
            ("WHARF_BOOTSTRAP_SECRET_ACCESS_KEY", "hidden"),
            "WHARF_BOOTSTRAP_ACCESS_KEY_ID must",
        ),
        (("WHARF_MASTER_KEY", "hidden"), "64 hexadecimal digits"),
    ] {
        let layers = layers(&[], Environment::from([variable]));
        let error = Place::new(&layers)
            .and_then(|_| Serve::new(&layers))
            .err()
            .unwrap()
            .to_string();
        assert!(error.contains(missing) && !error.contains("hidden"), "{error}");
    }
}

#[test]
fn suggestions() {
    let names = || SETTINGS.iter().map(|setting| setting.name);
    for (typed, meant) in [
        ("DATA", Some("data")),
        ("logformat", Some("log-format")),
        ("completely-else", None),
    ] {
        assert_eq!(wharf_aws::nearest(typed, names()), meant, "{typed}");
    }
}

#[test]
fn config_show_prints_values_with_origins() {
    let toml = file("zone = \"a.test\"\nalias = [\"r.corp=111122223333/us-east-1\"]\n");
    let show = |format: &str| {
        let mut command = wharf(&[
            "config",
            "show",
            "--config",
            path(&toml),
            "--drain",
            "9",
            "--format",
            format,
        ]);
        command
            .env("WHARF_LOG", "warn")
            .env("WHARF_MASTER_KEY", "ab".repeat(32));
        stdout(&mut command)
    };
    let text = show("text");
    let line = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("zone"), format!("zone a.test {} line 1", path(&toml)));
    assert_eq!(line("drain"), "drain 9 flag --drain");
    assert_eq!(line("log "), "log warn environment WHARF_LOG");
    assert_eq!(line("listen"), "listen 127.0.0.1:5000 default");
    assert_eq!(
        line("master-key "),
        "master-key (secret, set) environment WHARF_MASTER_KEY"
    );
    let json: serde_json::Value = serde_json::from_str(&show("json")).unwrap();
    assert_eq!(json["drain"]["value"], 9);
    assert_eq!(json["alias"]["value"][0], "r.corp=111122223333/us-east-1");
    assert_eq!(json["database"]["value"], serde_json::Value::Null);
    // What it prints as a file says the same when it is given back.
    let again = file(&show("toml"));
    let back = layers(&["--config", path(&again)], Environment::default());
    assert_eq!(origin(&back, "zone").0, ["a.test"]);
    assert_eq!(origin(&back, "drain").0, ["9"]);
    assert_eq!(origin(&back, "alias").0, ["r.corp=111122223333/us-east-1"]);
}

#[test]
fn a_wrong_command_line_names_the_flag_that_was_meant() {
    let said = misuse(&mut wharf(&["serve", "--listn", "x"]));
    assert!(said.contains("'--listen'"), "{said}");
    misuse(&mut wharf(&["serve", "--bootstrap-secret-access-key", "x"]));
    assert!(misuse(&mut wharf(&["serve", "--listen", "x"])).starts_with("wharf: --listen: 'x'"));
}
