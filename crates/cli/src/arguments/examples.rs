//! The examples at the end of every command's help, by the words that call it. What must be known besides stands above them, where the
//! command is declared.

/// The words of a command, and its examples as they are shown.
const EXAMPLES: &[(&str, &str)] = &[
    (
        "",
        "\
wharf up examples/dedicated.yaml                a company: its accounts, roles, registries and policies
wharf serve                                     a registry on 127.0.0.1:5000, its data in ./wharf-data
eval \"$(wharf env --account 111122223333)\"      point this shell's aws at it
wharf doctor                                    what docker, aws and this machine still need
wharf account create --id 222233334444          another account, another registry",
    ),
    (
        "serve",
        "\
wharf serve --port 6000
wharf serve --listen 0.0.0.0:443 --zone registry.example.com --tls files \\
            --tls-certificate fullchain.pem --tls-key privkey.pem
WHARF_DATA=/var/lib/wharf WHARF_LISTEN=0.0.0.0:5000 wharf serve
wharf serve --config wharf.toml                 with lines such as  listen = \"0.0.0.0:5000\"
wharf serve --tls development                   an authority of its own, made on first use",
    ),
    (
        "up",
        "\
wharf up examples/dedicated.yaml                the node, its accounts, roles, repositories and policies
wharf up organization.yaml --data ./company --port 6000",
    ),
    (
        "env",
        "\
eval \"$(wharf env --account 111122223333)\"
aws ecr get-login-password | docker login --username AWS --password-stdin \"$WHARF_REGISTRY\"
eval \"$(wharf env --user alice)\"                by the key that `wharf user create --save-profile` kept
eval \"$(wharf env --role ci --profile alice)\"   a session of the role, that alice may take
wharf env --account 111122223333 --region eu-west-1 --format json
wharf env --account 111122223333 --format powershell | Out-String | Invoke-Expression",
    ),
    (
        "doctor",
        "\
wharf doctor
wharf doctor --account 222233334444 --region eu-west-1 --format json
wharf doctor --host host.docker.internal        which setting lets containers call it so",
    ),
    (
        "account",
        "\
wharf account create --id 222233334444 --name production
wharf account list",
    ),
    (
        "account create",
        "\
wharf account create --id 222233334444 --name production
wharf account create --id 222233334444 --email ops@example.com --format json",
    ),
    (
        "account list",
        "\
wharf account list
wharf account list --format json | jq -r '.[].id'",
    ),
    (
        "user",
        "\
wharf user create alice --account 111122223333 --policy power-user --save-profile alice
wharf user list --account 111122223333
wharf user delete alice --account 111122223333",
    ),
    (
        "user create",
        "\
wharf user create alice --account 111122223333 --policy power-user --save-profile alice
eval \"$(wharf env --user alice)\"
wharf user create bob --profile alice --policy policy.json --group developers",
    ),
    ("user list", "wharf user list --account 111122223333 --format json"),
    ("user delete", "wharf user delete alice --account 111122223333"),
    (
        "login",
        "\
wharf login --issuer https://login.example.com --client-id wharf \\
            --role arn:aws:iam::111122223333:role/developer --endpoint-url https://registry.example.com
eval \"$(wharf env --profile wharf)\"
wharf login                                     again, when the session has ended
wharf login --profile production --docker       another role, and docker is signed in too",
    ),
    (
        "access-key",
        "\
wharf access-key create --account 111122223333       a key replaced by a new one
wharf access-key list --account 111122223333
wharf access-key deactivate --id AKIA…
wharf access-key delete --id AKIA…",
    ),
    (
        "access-key create",
        "wharf access-key create --account 111122223333 --format json",
    ),
    ("access-key list", "wharf access-key list --account 111122223333"),
    ("access-key activate", "wharf access-key activate --id AKIA…"),
    ("access-key deactivate", "wharf access-key deactivate --id AKIA…"),
    ("access-key delete", "wharf access-key delete --id AKIA…"),
    (
        "key",
        "\
wharf key create --account 111122223333 --alias images
wharf key list --account 111122223333
wharf key disable alias/images --account 111122223333",
    ),
    (
        "key create",
        "\
wharf key create --account 111122223333 --alias images
aws ecr create-repository --repository-name app --encryption-configuration encryptionType=KMS,kmsKey=alias/images
wharf key disable alias/images --account 111122223333         nothing of the repository can be read any more",
    ),
    (
        "key list",
        "wharf key list --account 111122223333 --region eu-west-1 --format json",
    ),
    ("key rotate", "wharf key rotate alias/images --account 111122223333"),
    ("key disable", "wharf key disable alias/images --account 111122223333"),
    ("key enable", "wharf key enable alias/images --account 111122223333"),
    (
        "audit",
        "\
wharf audit --pulls --repository payments/api --since 7d
wharf audit --pulls --digest sha256:… --from 2026-11-01 --to 2026-11-30 --format csv > pulls.csv
wharf audit --denied --since 1h
wharf audit --account 222222222222 --event PutImage --event BatchDeleteImage --repository payments/api
wharf audit --principal ci-role --follow
wharf audit --format json | jq -r .eventName | sort | uniq -c",
    ),
    (
        "usage",
        "\
wharf usage                                     this month
wharf usage --from 2026-11-01 --to 2026-11-30 --format csv > november.csv
wharf usage --account 222233334444 --format json | jq '[.traffic[].pulledBytes] | add'",
    ),
    (
        "events",
        "\
wharf events --since 1h
wharf events --follow --repository payments/api --format json | jq -r '.detail[\"image-tag\"]'",
    ),
    (
        "webhook",
        "\
wharf webhook create deploy --url https://deploy.example.com/images --account 111122223333
wharf webhook list --account 111122223333
wharf webhook dead-letters deploy --account 111122223333",
    ),
    (
        "webhook create",
        "wharf webhook create deploy --url https://deploy.example.com/images --repository 'payments/*' --account 111122223333",
    ),
    (
        "webhook list",
        "wharf webhook list --account 111122223333 --format json",
    ),
    ("webhook delete", "wharf webhook delete deploy --account 111122223333"),
    (
        "webhook dead-letters",
        "wharf webhook dead-letters deploy --account 111122223333",
    ),
    (
        "webhook redeliver",
        "wharf webhook redeliver deploy --account 111122223333",
    ),
    (
        "jobs",
        "\
wharf jobs list --state dead                    what an operator has to mend
wharf jobs show us-east-1/collection
wharf jobs retry us-east-1/collection",
    ),
    (
        "jobs list",
        "\
wharf jobs list --state dead                    what an operator has to mend
wharf jobs list --job event-delivery --state failed --region eu-west-1
wharf jobs list --state dead --format json | jq -r .id | xargs wharf jobs retry",
    ),
    (
        "jobs show",
        "\
wharf jobs show us-east-1/collection
wharf jobs show us-east-1/lifecycle-policy/111122223333/payments/api/7d3f0a52",
    ),
    (
        "jobs retry",
        "\
wharf jobs retry us-east-1/lifecycle-policy/111122223333/payments/api/7d3f0a52
wharf jobs list --state dead --format json | jq -r .id | xargs wharf jobs retry",
    ),
    (
        "jobs cancel",
        "\
wharf jobs cancel us-east-1/lifecycle-policy/111122223333/payments/api/7d3f0a52
wharf jobs cancel us-east-1/collection          no node frees bytes there until: wharf jobs retry us-east-1/collection",
    ),
    (
        "collect",
        "\
wharf collect --dry-run                         what would go, and why
wharf collect --grace 1
wharf collect --grace 0 --force=pushes,restorable     all that can be freed now; a push under way begins anew, and what was
                                                      deleted cannot be restored",
    ),
    ("adopt", "wharf adopt --region us-east-1"),
    ("adopt", "wharf adopt --region us-east-1 --without-bytes"),
    (
        "verify",
        "\
wharf verify
wharf verify --region us-east-1 --format json | jq -r 'select(.what) | .digest'
wharf verify --repair                           also mend rows that follow from others: references, counts",
    ),
    (
        "why",
        "wharf why sha256:4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865",
    ),
    (
        "restore",
        "\
wharf restore payments/api --account 111122223333                   what can be restored
wharf restore payments/api@sha256:… --account 111122223333
wharf restore payments/api --all --account 111122223333             every image that is still kept",
    ),
    ("config", "wharf config show --config wharf.toml"),
    (
        "config show",
        "\
wharf config show --config wharf.toml
wharf config show --format toml > wharf.toml",
    ),
    (
        "plan",
        "\
wharf plan organization.yaml
wharf plan organization.yaml --endpoint localhost:5000 --profile operator",
    ),
    (
        "apply",
        "\
wharf apply organization.yaml
wharf apply organization.yaml --endpoint localhost:5000 --profile operator",
    ),
    (
        "destroy",
        "\
wharf destroy organization.yaml --dry-run
wharf destroy organization.yaml --yes",
    ),
    (
        "init",
        "\
wharf init
wharf init company.yaml --organization acme --accounts registry=222222222222,dev,prod --repositories app,web",
    ),
    (
        "import",
        "\
wharf import organization.yaml --profile operator
wharf import - --regions us-east-1,eu-west-1",
    ),
    (
        "draw",
        "\
wharf draw organization.yaml > organization.svg
wharf draw organization.yaml --theme dark > organization-dark.svg
wharf draw organization.yaml --format html > organization.html
wharf draw organization.yaml --format mermaid",
    ),
    (
        "export",
        "\
wharf export organization.yaml --format cloudformation --out templates
wharf export organization.yaml --format terraform --out module --live",
    ),
    (
        "promote",
        "\
wharf promote app:v1 app:production --profile promoter                       one more tag, in the same repository
wharf promote dev/app@sha256:… prod/app:v1 --profile promoter                into another repository
wharf promote 333333333333/app:v1 app:v1 --profile nodes --to-profile promoter-prod
wharf promote app:v1 prod/app --gate 'scan \"$WHARF_DIGEST\"'                   only if the command exits with 0",
    ),
    (
        "advise",
        "\
wharf advise organization.yaml
wharf advise organization.yaml --write
wharf advise organization.yaml --why-not per-account
wharf advise organization.yaml --what-if teams=60,regions=3
wharf advise organization.yaml --format markdown --prices prices.toml
wharf advise organization.yaml --format html > advice.html",
    ),
    (
        "check",
        "\
wharf check organization.yaml
wharf check organization.yaml --format junit > report.xml",
    ),
    (
        "access",
        "\
wharf access organization.yaml                              every principal with every repository
wharf access organization.yaml --can push                   who can push what
wharf access organization.yaml --who prod --why             what those of prod can, and which statements say so
wharf access organization.yaml --live --save today.json     of a live endpoint, and kept
wharf access organization.yaml --snapshot today.json        of what was kept
wharf access main.yaml --diff change.yaml                   what access a change gives (+) and takes (-)",
    ),
    (
        "policy",
        "\
wharf policy lint node-pull.json
wharf policy explain case.json",
    ),
    (
        "policy lint",
        "\
wharf policy lint node-pull.json
wharf policy lint --kind scp guardrails/*.json
wharf policy lint --kind repository --format json policy.json",
    ),
    (
        "policy evaluate",
        "\
wharf policy evaluate cases.jsonl
generate-cases | wharf policy evaluate - | jq -r .decision | sort | uniq -c",
    ),
    (
        "policy explain",
        "\
wharf policy explain case.json
wharf policy explain case.json --format json | jq .",
    ),
    (
        "completions",
        "\
wharf completions bash > ~/.local/share/bash-completion/completions/wharf
wharf completions zsh > ~/.zfunc/_wharf         where fpath has ~/.zfunc, before compinit
wharf completions fish > ~/.config/fish/completions/wharf.fish",
    ),
];

/// The examples of a command.
pub(super) fn of(words: &str) -> Option<&'static str> {
    let found = EXAMPLES.iter().find(|(command, _)| *command == words);
    found.map(|(_, examples)| *examples)
}
