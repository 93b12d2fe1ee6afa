#pragma once

#include <string_view>

namespace labcheck::checks {

/// Behind path_functions: asks Git about the repository at a path. Git is told to look nowhere above the path, to run
/// no hook or monitor that the repository's configuration names, to replace no object by another and to write nothing.
/// A repository may be anybody's, which Git otherwise refuses to look at.
inline constexpr std::string_view git_script = R"sh(
need stat readlink head sort
path=$1 revision=$2 file=$3
none() { say repository no; finish; }
look_at "$path" >/dev/null || none
[ -d "$path" ] || none
[ -r "$path" ] && [ -x "$path" ] || trouble "the folder can't be read by this login"
need git
real=$(readlink -f -- "$path") || trouble "can't follow the path"
export GIT_CEILING_DIRECTORIES="${real%/*}" GIT_OPTIONAL_LOCKS=0 GIT_TERMINAL_PROMPT=0 GIT_NO_REPLACE_OBJECTS=1
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_COUNT=3
export GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*' GIT_CONFIG_KEY_1=core.fsmonitor GIT_CONFIG_VALUE_1=false
export GIT_CONFIG_KEY_2=core.hooksPath GIT_CONFIG_VALUE_2=/dev/null
ask() { git -C "$real" "$@"; }
if ! bare=$(ask rev-parse --is-bare-repository 2>&1); then
  case $bare in *'not a git repository'*) none ;; *) trouble "git can't read the repository: ${bare%%"$nl"*}" ;; esac
fi
[ "$bare" = true ] || [ "$(ask rev-parse --is-inside-git-dir)" = false ] || none
say repository yes
if [ "$bare" = true ]; then say bare yes; else say bare no; fi
if branch=$(ask symbolic-ref -q --short HEAD); then tell branch "$branch"; fi
for kind in branches=refs/heads tags=refs/tags; do
  names=$(ask for-each-ref --sort=refname --format='%(refname:short)' "${kind#*=}") || trouble "git can't list ${kind%%=*}"
  tell "${kind%%=*}" "$names"
done
printf remotes=
ask config --local --null --get-regexp '^remote\..*\.url$' | hex
echo
if [ "$bare" != true ]; then
  changes=$(ask status --porcelain --untracked-files=normal | head -c 1 && echo .) || trouble "git can't compare"
  ask status --porcelain --untracked-files=no >/dev/null || trouble "git can't look at the working tree"
  if [ "$changes" = . ]; then say clean yes; else say clean no; fi
fi
if commit=$(ask rev-parse --verify --quiet "$revision^{commit}"); then
  say revision yes
  say commits "$(ask rev-list --count "$commit")"
  authors=$(ask log --no-show-signature --format=%ae "$commit") || trouble "git can't read the history"
  tell authors "$(printf '%s\n' "$authors" | sort -u)"
  printf commit=
  ask log -1 --no-show-signature --format='%H%x00%an%x00%ae%x00%cI%x00%s%x00' "$commit" | hex
  echo
else
  say revision no
fi
[ -n "$file" ] || finish
if [ -n "$commit" ] && type=$(ask cat-file -t "$commit:$file" 2>/dev/null); then
  say file "$type"
  if [ "$type" = blob ]; then
    size=$(ask cat-file -s "$commit:$file") || trouble "git can't read the file"
    say file_size "$size"
    if [ "$size" -le 65536 ]; then printf content=; ask cat-file blob "$commit:$file" | hex; echo; fi
  fi
elif [ -n "$commit" ] && ask ls-tree "$commit" -- "$file" | head -c 6 | hex | { read -r six || :; [ "$six" = 313630303030 ]; }; then
  say file commit
else
  say file none
fi
finish
)sh";

}  // namespace labcheck::checks
