//! The names that the language knows, as AWS spells them: condition keys, operators, actions. And which of them was meant by one that it
//! does not know.

use wharf_aws::edits;

use crate::arn::{self, ArnPattern};
use crate::glob::{Token, search};
use crate::keys::{Context, Keys, Readings};

/// The global condition keys (IAM User Guide, *AWS global condition context keys*); those with a slash have a name behind it.
pub(crate) const GLOBAL_KEYS: &[&str] = &[
    "aws:AssumedRoot",
    "aws:CalledVia",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "aws:ChatbotSourceArn",
    "aws:CurrentTime",
    "aws:Ec2InstanceSourcePrivateIPv4",
    "aws:Ec2InstanceSourceVpc",
    "aws:EpochTime",
    "aws:FederatedProvider",
    "aws:IsMcpServiceAction",
    "aws:IsVpceSource",
    "aws:MultiFactorAuthAge",
    "aws:MultiFactorAuthPresent",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "aws:PrincipalTag/",
    "aws:PrincipalType",
    "aws:referer",
    "aws:RequestedRegion",
    "aws:RequestTag/",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:ResourceOrgPaths",
    "aws:ResourceTag/",
    "aws:SecureTransport",
    "aws:SignatureType",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIdentity",
    "aws:SourceIp",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
    "aws:TagKeys",
    "aws:TokenIssueTime",
    "aws:UserAgent",
    "aws:userid",
    "aws:username",
    "aws:ViaAWSMCPService",
    "aws:ViaAWSService",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
    "aws:VpcSourceIp",
];

/// Those of ECR (Service Authorization Reference, *Amazon ECR*).
pub(crate) const ECR_KEYS: &[&str] = &["ecr:AccountSetting", "ecr:ResourceTag/"];

/// Those of STS (Service Authorization Reference, *AWS STS*).
pub(crate) const STS_KEYS: &[&str] = &[
    "sts:AWSServiceName",
    "sts:AssumedRole",
    "sts:DurationSeconds",
    "sts:ExternalId",
    "sts:IdentityTokenAudience",
    "sts:RequestContext/",
    "sts:RequestContextProviders",
    "sts:RoleAuthorizedByIdp",
    "sts:RoleSessionName",
    "sts:SigningAlgorithm",
    "sts:SourceIdentity",
    "sts:TaskPolicyArn",
    "sts:TransitiveTagKeys",
];

/// The known key that a name is, in any case; with what stands behind a slash left out.
pub(crate) fn known_key(key: &str) -> Option<&'static str> {
    let lower = key.to_lowercase();
    let known = [GLOBAL_KEYS, ECR_KEYS, STS_KEYS].into_iter().flatten().copied();
    known.into_iter().find(|known| match known.strip_suffix('/') {
        Some(_) => lower.len() > known.len() && lower.starts_with(&known.to_ascii_lowercase()),
        None => lower.eq_ignore_ascii_case(known),
    })
}

/// A key as AWS spells it; one that is not known as it is written.
pub(crate) fn spelled(key: &str) -> String {
    match known_key(key) {
        Some(known) => format!("{known}{}", key.get(known.len()..).unwrap_or_default()),
        None => key.to_owned(),
    }
}

/// The key that was meant by one that is not known.
pub(crate) fn nearest_key(key: &str) -> Option<String> {
    let all = [GLOBAL_KEYS, ECR_KEYS, STS_KEYS];
    let known = || all.into_iter().flatten().copied();
    // The colon may be missing, or be another character.
    let service = key.split_once(':').map(|(service, _)| service.to_lowercase());
    let of_service = |known: &&str| match &service {
        Some(service) => known.starts_with(&format!("{service}:")),
        None => true,
    };
    if service.is_none() {
        let plain = |text: &str| text.to_lowercase().replace(['.', '_', '-'], "");
        let typed = plain(key);
        let meant = known().find(|known| {
            let name = known.split_once(':').map_or("", |(_, name)| name);
            [plain(name), plain(&known.replace(':', ""))].contains(&typed)
        });
        return meant.filter(|meant| !meant.ends_with('/')).map(str::to_owned);
    }
    let is_stem = |known: &&str| {
        known
            .strip_suffix('/')
            .is_some_and(|stem| stem.eq_ignore_ascii_case(key))
    };
    if known().any(|known| is_stem(&known)) {
        return None;
    }
    // Tags' keys have a name behind a slash, which some write with another character.
    let tagged = known().filter(|known| known.ends_with('/')).filter(of_service);
    for known in tagged {
        let stem = known.trim_end_matches('/');
        let behind = key.get(stem.len()..).filter(|_| {
            let begin = key.get(..stem.len());
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case(stem))
        });
        if let Some(name) = behind.and_then(|behind| behind.strip_prefix([':', '.', '-', '_'])) {
            return Some(format!("{known}{name}"));
        }
    }
    let (stem, name) = key
        .split_once('/')
        .map_or((key, None), |(stem, name)| (stem, Some(name)));
    let candidates = known().filter(of_service);
    match name {
        Some(name) => {
            let stems = candidates.filter_map(|known| known.strip_suffix('/'));
            nearest(stem, stems).map(|stem| format!("{stem}/{name}"))
        }
        None => nearest(stem, candidates.filter(|known| !known.ends_with('/'))).map(str::to_owned),
    }
}

/// Actions of ECR without an operation of their own (Service Authorization Reference, *Amazon ECR*).
const ECR_PERMISSIONS: &[&str] = &["BatchImportUpstreamImage", "GetImageCopyStatus", "ReplicateImage"];

/// Actions of STS, also those whose operations are not served.
const STS_ACTIONS: &[&str] = &[
    "AssumeRole",
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
    "AssumeRoot",
    "DecodeAuthorizationMessage",
    "GetAccessKeyInfo",
    "GetCallerIdentity",
    "GetDelegatedAccessToken",
    "GetFederationToken",
    "GetServiceBearerToken",
    "GetSessionToken",
    "GetWebIdentityToken",
    "SetContext",
    "SetSourceIdentity",
    "TagGetWebIdentityToken",
    "TagSession",
];

/// What some call an action of ECR.
const ALIASES: &[(&str, &str)] = &[
    ("pull", "BatchGetImage"),
    ("pullimage", "BatchGetImage"),
    ("getmanifest", "BatchGetImage"),
    ("getimagemanifest", "BatchGetImage"),
    ("push", "PutImage"),
    ("pushimage", "PutImage"),
    ("uploadimage", "PutImage"),
    ("getlogin", "GetAuthorizationToken"),
    ("getloginpassword", "GetAuthorizationToken"),
    ("login", "GetAuthorizationToken"),
    ("getauthtoken", "GetAuthorizationToken"),
    ("getlayer", "GetDownloadUrlForLayer"),
    ("downloadlayer", "GetDownloadUrlForLayer"),
    ("getlayerdownloadurl", "GetDownloadUrlForLayer"),
    ("uploadlayer", "UploadLayerPart"),
    ("describetags", "DescribeImages"),
    ("listtags", "ListImages"),
];

/// The actions of a service all of whose actions are known.
fn actions(service: &str) -> Option<Vec<&'static str>> {
    match service {
        "ecr" => {
            let operations = wharf_aws::ecr::OPERATIONS.iter().map(|operation| operation.name);
            Some(operations.chain(ECR_PERMISSIONS.iter().copied()).collect())
        }
        "sts" => Some(STS_ACTIONS.to_vec()),
        _ => None,
    }
}

/// Whether an action, or a pattern of actions, means none: its service is known and has none such.
pub(crate) fn is_no_action(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let Some((service, name)) = text.split_once(':') else {
        return false;
    };
    actions(service).is_some_and(|known| !known.iter().any(|known| is_meant(name, known)))
}

/// The actions of ECR that a pattern means, in lower case without the service.
pub(crate) fn ecr_actions(pattern: &str) -> Vec<&'static str> {
    let pattern = pattern.to_ascii_lowercase();
    let name = match pattern.split_once(':') {
        None if pattern == "*" => "*",
        Some(("ecr" | "*", name)) => name,
        _ => return Vec::new(),
    };
    let known = actions("ecr").unwrap_or_default();
    known.into_iter().filter(|known| is_meant(name, known)).collect()
}

/// Whether a pattern with wildcards means a name, in any case.
pub(crate) fn is_meant(pattern: &str, name: &str) -> bool {
    let token = |byte| match byte {
        b'*' => Token::Star,
        b'?' => Token::One,
        byte => Token::Byte(byte),
    };
    let tokens: Vec<Token> = pattern.bytes().map(token).collect();
    search::matches(&tokens, name, true).0
}

/// Whether a pattern of resources means an ARN.
pub(crate) fn is_resource(pattern: &str, arn: &str) -> bool {
    let keys = Keys::default();
    let layers = [&keys];
    let pattern = ArnPattern::of_resource(pattern, false);
    pattern.matches_resource(arn::split(arn).as_ref(), &Context::new(&layers), Readings::Every)
}

/// The action that was meant by one that is not known.
pub(crate) fn nearest_action(text: &str) -> Option<String> {
    let (service, name) = text.split_once(':')?;
    let known = actions(&service.to_ascii_lowercase())?;
    let lower = name.to_ascii_lowercase();
    // One letter from a word for a pull, `PulImage`, is one letter from a push too, and must not become that.
    let is_alias = |alias: &str| alias == lower || alias.len() > 8 && edits(alias, &lower) <= 1;
    let alias = ALIASES
        .iter()
        .find(|(alias, _)| is_alias(alias) && service.eq_ignore_ascii_case("ecr"));
    let near = alias.map(|(_, meant)| *meant).or_else(|| nearest(name, known));
    near.map(|near| format!("{}:{near}", service.to_ascii_lowercase()))
}

/// What is longer is no name that was misspelt.
const LONGEST_TYPED: usize = 64;

/// The name that was most likely meant: one that has all of what was typed, or that is within it, or that differs in few characters.
pub(crate) fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if typed.len() > LONGEST_TYPED {
        return None;
    }
    let lower = typed.to_lowercase();
    let names: Vec<(&str, String)> = names
        .into_iter()
        .map(|name| (name, name.to_lowercase()))
        .collect();
    if let Some((name, _)) = names.iter().find(|(_, known)| *known == lower) {
        return Some(*name);
    }
    let around = names
        .iter()
        .filter(|(_, known)| lower.len() > 4 && known.contains(&lower));
    let around = around.min_by_key(|(name, _)| name.len());
    let within = names
        .iter()
        .filter(|(_, known)| known.len() > 4 && lower.contains(known.as_str()));
    let within = within.max_by_key(|(name, _)| name.len());
    let near = names
        .iter()
        .map(|(name, known)| (edits(&lower, known), *name))
        .min();
    let near = near.filter(|(far, name)| *far <= (name.len() / 4).max(1));
    let has = around.or(within).map(|(name, _)| *name);
    match (near, has) {
        // A letter or two is a mistake of the fingers; a name that has all of what was typed must not be much longer.
        (Some((far, near)), Some(has)) => {
            let begins_alike = near.to_lowercase().get(..1) == lower.get(..1);
            let is_nearer = far <= 1 || (far <= 3 && has.len() > lower.len() + 6);
            Some(if begins_alike && is_nearer { near } else { has })
        }
        (near, has) => has.or(near.map(|(_, name)| name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_spelled_as_aws_does() {
        for (written, spelt) in [
            ("AWS:principalorgid", "aws:PrincipalOrgID"),
            ("aws:sourcearn", "aws:SourceArn"),
            ("aws:requesttag/Team", "aws:RequestTag/Team"),
            ("ecr:resourcetag/x", "ecr:ResourceTag/x"),
            ("token.example.com:Sub", "token.example.com:Sub"),
            ("aws:nothing", "aws:nothing"),
        ] {
            assert_eq!(spelled(written), spelt);
        }
    }

    #[test]
    fn the_key_that_was_meant() {
        for (typed, meant) in [
            ("aws:PrincipleOrgID", Some("aws:PrincipalOrgID")),
            ("aws:PrincipalOrg", Some("aws:PrincipalOrgID")),
            ("aws:PrincipalOrgPath", Some("aws:PrincipalOrgPaths")),
            ("aws:SourceAcount", Some("aws:SourceAccount")),
            ("aws:PrincipalTags/team", Some("aws:PrincipalTag/team")),
            ("aws:ResourceTag:team", Some("aws:ResourceTag/team")),
            ("PrincipalOrgID", Some("aws:PrincipalOrgID")),
            ("aws.SourceArn", Some("aws:SourceArn")),
            ("ecr:ResourceTags/team", Some("ecr:ResourceTag/team")),
            ("sts:ExternalIdentifier", Some("sts:ExternalId")),
            ("ecr:ImageTag", None),
            ("aws:Weather", None),
        ] {
            assert_eq!(nearest_key(typed).as_deref(), meant, "{typed}");
        }
    }

    #[test]
    fn the_action_that_was_meant() {
        for (typed, meant) in [
            ("ecr:GetImage", "ecr:BatchGetImage"),
            ("ecr:BatchGetImages", "ecr:BatchGetImage"),
            ("ecr:DescribeImage", "ecr:DescribeImages"),
            ("ecr:DescribeRepository", "ecr:DescribeRepositories"),
            ("ecr:GetAuthorisationToken", "ecr:GetAuthorizationToken"),
            ("ecr:GetLoginPassword", "ecr:GetAuthorizationToken"),
            ("ecr:CheckLayerAvailability", "ecr:BatchCheckLayerAvailability"),
            ("ECR:pushimage", "ecr:PutImage"),
            ("ecr:InitateLayerUpload", "ecr:InitiateLayerUpload"),
            ("sts:AssumeRoles", "sts:AssumeRole"),
            ("sts:AssumeRoleWithWebIdentify", "sts:AssumeRoleWithWebIdentity"),
        ] {
            assert!(is_no_action(typed), "{typed}");
            assert_eq!(nearest_action(typed).as_deref(), Some(meant), "{typed}");
        }
        for known in [
            "ecr:batchGETimage",
            "ecr:*",
            "ecr:Batch*",
            "ecr:ReplicateImage",
            "s3:Nothing",
            "ecr:Get?uthorizationToken",
        ] {
            assert!(!is_no_action(known), "{known}");
        }
        assert_eq!(nearest_action("ecr:Bake"), None);
        assert_eq!(ecr_actions("ecr:*AuthorizationToken"), ["GetAuthorizationToken"]);
    }
}
