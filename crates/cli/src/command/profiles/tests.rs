//! Profiles that are there, and what becomes of them.

use wharf_aws::SecretKey;
use wharf_topology::file;

use super::*;
use crate::config::Tls;

const FILE: &str =
    "organization: acme\naccounts: {registry: 222222222222, dev: 333333333333, test: 444444444444}\n";

/// What `wharf up` says of the profiles that it writes for a file.
fn up(text: &str, folder: &Folder) -> String {
    let company = file::read(text).unwrap();
    let region: wharf_aws::Region = "us-east-1".parse().unwrap();
    let regions = [region.clone()].into();
    let account = "222222222222".parse().unwrap();
    let listen = ([127, 0, 0, 1], 5000).into();
    let node = NodeFile::new(
        listen,
        "localhost",
        (&region, &regions),
        &account,
        &Tls::Off,
        None,
    );
    let operator = Identity {
        access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
        secret: SecretKey::new("secret".to_owned()),
        session_token: None,
    };
    let written = write(&company, &Ids::assumed(&company), &node, folder, &operator);
    written.unwrap().said
}

fn folder(config: &str) -> (tempfile::TempDir, Folder) {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::new(home.path());
    std::fs::create_dir(home.path().join("aws")).unwrap();
    std::fs::write(folder.aws_config(), config).unwrap();
    (home, folder)
}

#[test]
fn what_people_saved_stays_and_what_is_not_asked_for_goes() {
    let (_home, folder) = folder("");
    // `wharf up` leaves its key first.
    let key = "[operator]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n";
    std::fs::write(folder.aws_credentials(), key).unwrap();
    assert!(!is_operator_a_persons(&folder).unwrap());
    up(FILE, &folder);
    assert!(!is_operator_a_persons(&folder).unwrap());
    let config = || std::fs::read_to_string(folder.aws_config()).unwrap();
    let first = config();
    assert!(first.contains(
        "[profile test]\nrole_arn = arn:aws:iam::444444444444:role/OrganizationAccountAccessRole\nsource_profile = operator\n\
         role_session_name = wharf-ELPMAXE7\nregion = us-east-1\nendpoint_url = http://127.0.0.1:5000\nwharf_up = test\n"
    ), "{first}");
    up(FILE, &folder);
    assert_eq!(config(), first, "a second time changes nothing");

    let mine = "# of mine\n[profile mine]\nregion = eu-west-1\n\n";
    // A copy under another name, and a key of mine in one of theirs.
    let copy = "\n# a copy\n[profile mytest]\nsource_profile = operator\nwharf_up = test\n";
    let dev = first.replace("wharf_up = dev\n", "wharf_up = dev\noutput = json\n");
    std::fs::write(folder.aws_config(), format!("{mine}{dev}{copy}")).unwrap();
    let said = up(&FILE.replace(", test: 444444444444", ""), &folder);
    assert!(!said.contains("Left as they are"), "{said}");
    let (left, _) = dev.split_once("\n[profile test]").unwrap();
    let config = config();
    assert!(config.starts_with(&format!("{mine}{left}{copy}")), "{config}");
    assert!(!config.contains("[profile test]"), "{config}");
}

/// The id of the role's account stands in its provider's ARN, too.
#[test]
fn a_builder_that_only_tokens_let_in_has_no_profile() {
    let oidc = "{issuer: \"https://issuer.example\", subjects: [\"repo:octo/app:*\"]}";
    let file = |trust: &str| format!("{FILE}builders: {{ci: {{{trust}oidc: {oidc}}}}}\n");
    // As a program before this one left it.
    let older = "[profile ci]\nrole_arn = x\nrole_session_name = wharf-ELPMAXE7\nwharf_up = ci\n";
    let (_home, folder) = folder(older);
    let said = up(&file(""), &folder);
    assert!(
        !said.contains("from account registry") && !said.contains("Left as they are"),
        "{said}"
    );
    assert!(
        said.ends_with("may take their roles:\n  ci  pushes  with tokens of https://issuer.example\n"),
        "{said}"
    );
    let config = || std::fs::read_to_string(folder.aws_config()).unwrap();
    assert!(!config().contains("[profile ci]"), "{}", config());
    let said = up(&file("trust: [dev], "), &folder);
    assert!(!said.contains("with tokens of"), "{said}");
    assert!(
        config().contains("role/ci\nsource_profile = dev\n"),
        "{}",
        config()
    );
}

#[test]
fn a_profile_of_a_person_is_no_accounts() {
    let mine = "[profile dev]\nregion = eu-west-1\n";
    let (_home, folder) = folder(mine);
    let said = up(FILE, &folder);
    assert!(
        said.contains("Left as they are") && said.contains("aws: dev, "),
        "{said}"
    );
    let config = std::fs::read_to_string(folder.aws_config()).unwrap();
    assert!(
        config.starts_with(&format!("{mine}\n[profile operator]\n")),
        "{config}"
    );
    assert!(!config.contains("333333333333"), "{config}");
}

#[test]
fn an_operator_of_a_person_is_no_ours_and_nothing_goes_through_it() {
    for above in ["", "# of mine\n"] {
        let mine =
            format!("{above}[profile operator]\nregion = eu-west-1\nrole_arn = arn:aws:iam::1:role/mine\n");
        let (_home, folder) = folder(&mine);
        let keys = "[operator]\naws_access_key_id = AKIAMINE\naws_secret_access_key = s\n";
        std::fs::write(folder.aws_credentials(), keys).unwrap();
        assert!(is_operator_a_persons(&folder).unwrap());
        let said = up(FILE, &folder);
        assert!(
            said.contains("aws: operator, registry (through operator), dev (through operator), ")
                && said.contains("Rename yours there"),
            "{said}"
        );
        assert!(!said.contains("Profiles, besides"), "{said}");
        let config = std::fs::read_to_string(folder.aws_config()).unwrap();
        assert_eq!(config, mine);
    }
}

#[test]
fn the_profiles_of_an_older_program_are_taken_over() {
    let older = "# Made by `wharf up` from its organization file.\n[profile operator]\nregion = us-east-1\n\n\
                 [profile dev]\nrole_arn = arn:aws:iam::1:role/x\nrole_session_name = wharf-ELPMAXE7\nca_bundle = /old.crt\n";
    let (_home, folder) = folder(older);
    let said = up(FILE, &folder);
    assert!(!said.contains("Left as they are"), "{said}");
    assert!(
        said.contains(
            "Taken over from an older program, which left no mark in its profiles: operator, dev\n"
        ),
        "{said}"
    );
    assert!(!up(FILE, &folder).contains("Taken over"), "they have a mark now");
    let config = std::fs::read_to_string(folder.aws_config()).unwrap();
    assert!(
        config.contains("[profile dev]\nrole_arn = arn:aws:iam::333333333333:role/"),
        "{config}"
    );
    assert!(!config.contains("/old.crt"), "{config}");
}
