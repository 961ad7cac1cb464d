# What is there and was not made for this organization file.
others=''

# Notes a thing by its tag: tagged WHAT VALUE
tagged() {
  case $2 in
    "$made_for") ;;
    '' | None) other "$1" "it has no tag $tag" ;;
    *) other "$1" "its tag $tag is $2" ;;
  esac
}

other() {
  others="$others
  $1: $2"
}

# own_role NAME
own_role() {
  if is_there NoSuchEntity iam get-role --role-name "$1"; then
    value=$(aws iam get-role --role-name "$1" --query "Role.Tags[?Key=='$tag'].Value" --output text) ||
      stop "the role $1 of $name ($id) cannot be read: nothing was changed"
    tagged "role $1 in $name ($id)" "$value"
  fi
}

# own_registry REGION
own_registry() {
  is_own=no
  if is_there RegistryPolicyNotFoundException ecr get-registry-policy --region "$1"; then
    case $said in
      *OnlyAdministratorsDelete*) is_own=yes ;;
      *) other "registry policy of $name ($id) in $1" 'it has no statement OnlyAdministratorsDelete' ;;
    esac
  fi
}

# A template has no tag of its own; what is in a registry with a policy of ours is ours: own_templates REGION PREFIX...
own_templates() {
  region=$1
  shift
  for prefix in "$@"; do
    if [ "$is_own" = no ] && has_template "$region" "$prefix"; then
      other "creation template $prefix of $name ($id) in $region" 'the registry has no policy with the statement OnlyAdministratorsDelete'
    fi
  done
}

# own_repositories REGION NAME...
own_repositories() {
  region=$1
  shift
  listed=$(repositories "$region") || exit 1
  for repository in "$@"; do
    case $listed in
      *" $repository "*) ;;
      *) continue ;;
    esac
    again
    value=$(aws ecr list-tags-for-resource --region "$region" --resource-arn "arn:aws:ecr:$region:$id:repository/$repository" \
      --query "tags[?Key=='$tag'].Value" --output text) ||
      stop "the tags of the repository $repository of $name ($id) in $region cannot be read: nothing was changed"
    tagged "repository $repository of $name ($id) in $region" "$value"
  done
}

# own_guardrail TYPE NAME
own_guardrail() {
  if is_there PolicyTypeNotEnabledException organizations list-policies --filter "$1"; then
    policy=$(policy_id "$1" "$2") || stop "the policies of type $1 cannot be read: nothing was changed"
    if [ -n "$policy" ]; then
      value=$(aws organizations list-tags-for-resource --resource-id "$policy" --query "Tags[?Key=='$tag'].Value" --output text) ||
        stop "the tags of the policy $2 cannot be read: nothing was changed"
      tagged "policy $2 of the organization ($policy)" "$value"
    fi
  fi
}

nothing_of_others() {
  if [ -z "$others" ]; then
    return
  fi
  if [ "$take_over" != yes ]; then
    stop "these are there already, and were not made for the organization file of $made_for:$others
nothing was changed. Give them other names, or the file; or set take_over=yes at the top of this script, and they become as the file says."
  fi
  printf '%s\n' "these were not made for the organization file of $made_for, and are taken over:$others"
}

# What is taken over gets the tag: taken_over COMMAND...
taken_over() {
  if [ "$take_over" = yes ]; then
    change "$@"
  fi
}

# The names of what is in a registry, each between blanks: repositories REGION
repositories() {
  found=$(aws ecr describe-repositories --region "$1" --query 'repositories[].repositoryName' --output text) ||
    stop "the repositories of $name ($id) in $1 cannot be read"
  printf ' '
  for one in $found; do
    printf '%s ' "$one"
  done
}

# A part of a registry's policy, in a repository that is there: part REGION NAME POLICY
part() {
  if is_there RepositoryNotFoundException ecr describe-repositories --region "$1" --repository-names "$2"; then
    change ecr set-repository-policy --region "$1" --repository-name "$2" --policy-text "$3"
  fi
}

# Parts of a registry's policy go from all repositories but those that have one now: without_parts REGION NAME...
without_parts() {
  region=$1
  shift
  parted=" $* "
  listed=$(repositories "$region") || exit 1
  for repository in $listed; do
    case $parted in
      *" $repository "*) continue ;;
    esac
    if is_there RepositoryPolicyNotFoundException ecr get-repository-policy --region "$region" --repository-name "$repository"; then
      case $(printf '%s' "$said" | tr -d '\\ ') in
        *'"Id":"wharf-parts"'*) change ecr delete-repository-policy --region "$region" --repository-name "$repository" ;;
      esac
    fi
  done
}

# Lifecycle policies that an organization file asked for go where this one asks for none: without_lifecycle REGION NAME...
without_lifecycle() {
  region=$1
  shift
  for repository in "$@"; do
    if is_there LifecyclePolicyNotFoundException ecr get-lifecycle-policy --region "$region" --repository-name "$repository"; then
      case $said in
        *'"images without a tag go after '[0-9]* | *'"archived images go after '[0-9]* | *'"the youngest '[0-9]* | \
          *'"images without a pull for '[0-9]*)
          change ecr delete-lifecycle-policy --region "$region" --repository-name "$repository"
          ;;
      esac
    fi
  done
}
