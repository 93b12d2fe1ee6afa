#pragma once

#include <string_view>

namespace labcheck::checks {

/// Behind path_functions: looks at an archive. Its kind is told by its first bytes, not by its name. Whether it is
/// whole is found by unpacking all of it into nothing. A listing ends with a line of a dot where the tool came to its
/// end.
inline constexpr std::string_view archive_script = R"sh(
need stat readlink head tail wc cat
path=$1
most=393217
look_at "$path" || finish
[ -f "$path" ] || finish
[ -r "$path" ] || trouble "the file can't be read by this login"
start=$(head -c 6 <"$path" | hex)
suffix=
case $start in
  1f8b*) packer=gzip suffix=gz ;;
  425a68*) packer=bzip2 suffix=bz2 ;;
  fd377a585a00) packer=xz suffix=xz ;;
  28b52ffd*) packer=zstd suffix=zst ;;
  504b0304* | 504b0506* | 504b0708*) packer=unzip ;;
  *) packer=cat ;;
esac
need "$packer"
# What a tool finds wrong with the archive is a fact; its first words say enough.
judge() {
  if complaint=$("$@" 2>&1 </dev/null); then say whole yes; else
    say whole no
    tell complaint "$(printf '%s' "$complaint" | tr -s '\n' ' ' | head -c 200)"
  fi
}
unpack() { "$packer" ${suffix:+-dc} <"$path" 2>/dev/null; }
all() { unpack | tar -tvf - --numeric-owner --quoting-style=c; }
silently() { all >/dev/null; }
tested() { { [ -z "$suffix" ] || "$packer" -t <"$path"; } && { [ "$inner" != tar ] || silently; }; }
listing() { "$@" 2>/dev/null && echo .; }
if [ "$packer" = unzip ]; then
  say format zip
  judge unzip -tqq -P '' -- "$path"
  printf list=
  listing unzip -Z -l --h-t -- "$path" | head -c "$most" | hex
  echo
  finish
fi
inner=
[ "$(unpack | head -c 262 | tail -c 5 | hex)" != 7573746172 ] || inner=tar
if [ -z "$inner$suffix" ]; then say format other; finish; fi
say format "$inner${inner:+${suffix:+.}}$suffix"
if [ "$inner" = tar ]; then
  need tar
  case $(tar --version 2>&1) in *'GNU tar'*) ;; *) trouble "the host's tar is not GNU tar, which labcheck needs for this" ;; esac
fi
judge tested
if [ "$inner" = tar ]; then
  printf list=
  listing all | head -c "$most" | hex
  echo
else
  bytes=$(unpack | wc -c) || trouble "can't count what is in the file"
  say unpacked "${bytes##* }"
fi
finish
)sh";

}  // namespace labcheck::checks
