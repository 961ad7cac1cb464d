stop() {
  printf '%s\n' "apply.sh: $*" >&2
  exit 1
}

# An id that was filled in, or the file had: known KIND VARIABLE VALUE
ids=' '
known() {
  case $3 in
    '' | *'<'* | *'>'*) stop "$2 is assumed: put the real id in its place at the top of this script" ;;
  esac
  case $1:$3 in
    *[!a-z0-9:-]*) stop "$2 is no id: $3" ;;
    account:[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]) ;;
    organization:o-?*) ;;
    root:r-?*) ;;
    unit:ou-?*-?*) ;;
    *) stop "$2 is $3, which does not look like such an id" ;;
  esac
  case $ids in
    *" $3 "*) stop "$2 has the id of something else: $3" ;;
  esac
  ids="$ids$3 "
}

# What the credentials were that this began with.
own_key=${AWS_ACCESS_KEY_ID-}
own_secret=${AWS_SECRET_ACCESS_KEY-}
# The old name of the token, which some versions of the aws CLI prefer to the new one.
own_token=${AWS_SECURITY_TOKEN:-${AWS_SESSION_TOKEN-}}
leave() {
  unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SECURITY_TOKEN
  if [ -n "$own_key" ]; then
    export AWS_ACCESS_KEY_ID="$own_key" AWS_SECRET_ACCESS_KEY="$own_secret"
  fi
  if [ -n "$own_token" ]; then
    export AWS_SESSION_TOKEN="$own_token"
  fi
}

# Whose the credentials are.
whose() {
  aws sts get-caller-identity --query Account --output text
}

# Stops unless the credentials are of the account that is to be changed.
check() {
  found=$(whose) || stop "STS does not say whose the credentials for $name ($id) are: nothing was changed with them"
  if [ "$found" != "$id" ]; then
    stop "the credentials are of the account $found, not of $name ($id): nothing was changed with them"
  fi
}

begin() {
  management=$(whose) || stop 'these are no credentials that STS knows: nothing was changed'
  in_management
}

in_management() {
  leave
  name='the management account' id=$management calls=0
  check
}

# Goes on as the administrator of an account: enter NAME ID
enter() {
  leave
  name=$1 id=$2 calls=0
  if [ "$id" != "$management" ]; then
    session=$(aws sts assume-role --role-session-name wharf-export --role-arn "arn:aws:iam::$id:role/$administrator" \
      --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text) ||
      stop "the account $name ($id) cannot be entered as $administrator"
    read -r key secret token <<END
$session
END
    case ${key:-None}:${secret:-None}:${token:-None} in
      None:* | *:None:* | *:None) stop "STS gave no session of the account $name ($id)" ;;
    esac
    export AWS_ACCESS_KEY_ID="$key" AWS_SECRET_ACCESS_KEY="$secret" AWS_SESSION_TOKEN="$token"
  fi
  check
}

# A session ends after an hour: enters the account again after so many calls.
again() {
  calls=$((calls + 1))
  if [ "$calls" -ge 400 ] && [ "$id" != "$management" ]; then
    enter "$name" "$id"
  fi
}

# Changes something, after STS said that it is in the account that was entered: change COMMAND…
change() {
  again
  check
  subject='' option=''
  for word in "$@"; do
    case $option in
      --region | --name | --role-name | --instance-profile-name | --open-id-connect-provider-arn | --url | --repository-name | \
        --resource-arn | --prefix | --policy-id | --resource-id) subject="$subject $word" ;;
    esac
    option=$word
  done
  printf '%s\n' "$name ($id): aws $1 $2$subject"
  aws "$@" >/dev/null || stop "aws $1 $2$subject failed in $name ($id); run this again when the cause is gone: it does the rest"
}

# Whether something is there; another failure than this fault stops: is_there FAULT COMMAND…
is_there() {
  again
  fault=$1
  shift
  if said=$(aws "$@" 2>&1); then
    return 0
  fi
  case $said in
    *"($fault)"*) return 1 ;;
  esac
  stop "aws $1 $2 failed in $name ($id): $said"
}

in_organization() {
  said=$(aws organizations describe-organization --query 'Organization.[Id,MasterAccountId]' --output text) ||
    stop 'the organization cannot be read: nothing was changed'
  read -r found owner <<END
$said
END
  if [ "$found" != "$1" ]; then
    stop "the credentials are of the organization $found, not of $1: nothing was changed"
  fi
  if [ "$owner" != "$management" ]; then
    stop "the credentials are of $management, and the management account is $owner: nothing was changed"
  fi
}

under_root() {
  found=$(aws organizations list-roots --query 'Roots[].Id' --output text) || stop 'the root cannot be read: nothing was changed'
  if [ "$found" != "$1" ]; then
    stop "the root of the organization is $found, not $1: nothing was changed"
  fi
}

# has_unit NAME ID
has_unit() {
  found=$(aws organizations describe-organizational-unit --organizational-unit-id "$2" \
    --query OrganizationalUnit.Name --output text) || stop "the organization has no unit $2, which is to be $1: nothing was changed"
  if [ "$found" != "$1" ]; then
    stop "the unit $2 is $found, not $1: nothing was changed"
  fi
}

# Stops at an id that is to be of another account than the management account, and is of it: apart NAME ID
apart() {
  if [ "$2" = "$management" ]; then
    stop "$2 is the management account, not $1: nothing was changed. If $1 is the management account, the organization file has to say so:" \
      'purpose: management'
  fi
}

# What the organization calls an account: called NAME ID
called() {
  aws organizations describe-account --account-id "$2" --query Account.Name --output text ||
    stop "the organization has no account $2, which is to be $1: nothing was changed"
}

# An account whose id the file says, and which the organization may call otherwise: has_account NAME ID
has_account() {
  apart "$1" "$2"
  found=$(called "$1" "$2") || exit 1
  printf '%s\n' "account $1 is $2, which the organization calls $found"
}

# An account that the file knows by its name only: is_account NAME ID
is_account() {
  apart "$1" "$2"
  found=$(called "$1" "$2") || exit 1
  if [ "$found" != "$1" ]; then
    stop "the account $2 is $found, not $1: nothing was changed"
  fi
}

# The account that the file calls the management account: is_management NAME ID
is_management() {
  if [ "$2" != "$management" ]; then
    stop "the management account is $management, not $2, which is to be $1: nothing was changed"
  fi
}

# Makes a policy of the organization be as it is here: guardrail TYPE NAME ROOT TAGS CONTENT
guardrail() {
  found=$(aws organizations list-roots --query "Roots[].PolicyTypes[?Type=='$1' && Status=='ENABLED'].Type[]" --output text) ||
    stop 'the root cannot be read'
  if [ -z "$found" ]; then
    change organizations enable-policy-type --root-id "$3" --policy-type "$1"
  fi
  policy=$(policy_id "$1" "$2") || stop "the policies of type $1 cannot be read"
  if [ -n "$policy" ]; then
    printf '%s\n' "the policy $2 is $policy"
    taken_over organizations tag-resource --resource-id "$policy" --tags "$4"
    change organizations update-policy --policy-id "$policy" --content "$5"
  else
    change organizations create-policy --name "$2" --type "$1" --description 'By wharf export.' --tags "$4" --content "$5"
    policy=$(policy_id "$1" "$2") || stop "the policies of type $1 cannot be read"
  fi
  found=$(aws organizations list-targets-for-policy --policy-id "$policy" --query "Targets[?TargetId=='$3'].TargetId" --output text) ||
    stop "what $2 is attached to cannot be read"
  if [ -z "$found" ]; then
    change organizations attach-policy --policy-id "$policy" --target-id "$3"
  fi
}

policy_id() {
  aws organizations list-policies --filter "$1" --query "Policies[?Name=='$2'].Id" --output text
}

# What EC2 needs to take a role: instance_profile ROLE TAGS
instance_profile() {
  if ! is_there NoSuchEntity iam get-instance-profile --instance-profile-name "$1"; then
    change iam create-instance-profile --instance-profile-name "$1" --tags "$2"
  fi
  found=$(aws iam get-instance-profile --instance-profile-name "$1" --query 'InstanceProfile.Roles[].RoleName' --output text) ||
    stop "the instance profile $1 of $name ($id) cannot be read"
  if [ -z "$found" ]; then
    change iam add-role-to-instance-profile --instance-profile-name "$1" --role-name "$1"
  elif [ "$found" != "$1" ]; then
    stop "the instance profile $1 of $name ($id) has the role $found"
  fi
}

# has_template REGION PREFIX
has_template() {
  found=$(aws ecr describe-repository-creation-templates --region "$1" \
    --query "repositoryCreationTemplates[?prefix=='$2' || prefix=='$2/'].prefix" --output text) ||
    stop "the creation templates of $name ($id) in $1 cannot be read"
  [ -n "$found" ]
}
