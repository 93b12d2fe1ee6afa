# Images: a base system and package layers over it, built once and kept outside the tree.
# shellcheck shell=bash

# The words behind a directive of a layer's recipe, comments left out.
recipe() { # LAYER DIRECTIVE
  sed 's/#.*//' "$lab_dir/layers/$1.layer" | awk -v want="$2" '$1 == want { $1 = ""; print }' | xargs
}

check_layer() { # LAYER
  [ -f "$lab_dir/layers/$1.layer" ] && return
  die "unknown layer '$1' (there are $(cd "$lab_dir/layers" && echo *.layer | sed 's/\.layer//g'))"
}

# A layer's key changes with its recipe, with how layers are built and with what lies beneath.
layer_key() { # LAYER
  local parent
  parent=$(recipe "$1" parent)
  { cat "$lab_dir/layers/$1.layer" "$lab_dir/lib/build-layer"
    [ -z "$parent" ] || layer_key "$parent"; } | sha256sum | cut -c1-16
}

layer_path() { echo "$(cache_root)/layers/$1-$(layer_key "$1")"; }

# The layer and all beneath it, top first, as overlayfs wants them.
layer_stack() { # LAYER
  local parent
  parent=$(recipe "$1" parent)
  echo "$(layer_path "$1")${parent:+:$(layer_stack "$parent")}"
}

# Leaves packages of a layer's `carry` lines in it, not installed: for what excludes something that is installed.
carry_packages() { # LAYER ROOT
  local packages
  packages=$(recipe "$1" carry)
  [ -n "$packages" ] || return 0
  mkdir -p "$2/var/cache/packages"
  # shellcheck disable=SC2086 # a list of packages
  (cd "$2/var/cache/packages" && apt-get download -q -o APT::Sandbox::User=root $packages)
}

# Puts programs of a layer's `build` lines into it: what Debian has the source of and no package. Each is made once.
build_programs() { # LAYER ROOT
  local program programs missing=()
  programs=$(cache_root)/programs
  mkdir -p "$programs"
  for program in $(recipe "$1" build); do
    [ -x "$programs/$program" ] || missing+=("$program")
  done
  [ ${#missing[@]} = 0 ] || "$lab_dir/lib/build-kubernetes" "$programs" "${missing[@]}" || return 1
  for program in $(recipe "$1" build); do
    mkdir -p "$2/usr/local/bin" && cp "$programs/$program" "$2/usr/local/bin/" || return 1
  done
}

# Builds what is missing of a layer and all beneath it. A layer stands under its name only when it is complete.
build_layer() { # LAYER
  check_layer "$1"
  local layer=$1 parent target started
  parent=$(recipe "$layer" parent)
  [ -z "$parent" ] || build_layer "$parent"
  target=$(layer_path "$layer")
  [ -d "$target" ] && return
  mkdir -p "$(cache_root)/layers"
  (
    flock 9
    [ -d "$target" ] && exit 0
    rm -rf --one-file-system "$(cache_root)/layers/.building-$layer-"*
    started=$(milliseconds)
    say "building layer $layer (once; log: $(cache_root)/layers/$layer.log)"
    local temporary
    temporary=$(mktemp -d "$(cache_root)/layers/.building-$layer-XXXXXX")
    unshare --mount --propagation private bash "$lab_dir/lib/build-layer" "$temporary" \
      "${parent:+$(layer_stack "$parent")}" "$(recipe "$layer" install)" "$(recipe "$layer" disable)" \
      9>&- >"$(cache_root)/layers/$layer.log" 2>&1 &&
      carry_packages "$layer" "$temporary/upper" >>"$(cache_root)/layers/$layer.log" 2>&1 &&
      build_programs "$layer" "$temporary/upper" >>"$(cache_root)/layers/$layer.log" 2>&1 9>&- ||
      { tail -n 15 "$(cache_root)/layers/$layer.log" >&2; die "layer $layer did not build"; }
    mv "$temporary/upper" "$target"
    rm -rf --one-file-system "$temporary"
    say "layer $layer built in $(seconds_since "$started") s, $(du -sh "$target" | cut -f1)"
  ) 9>"$(cache_root)/layers/$layer.lock" || exit 1
}

image() { # [LAYER…]
  local layer
  [ $# -gt 0 ] || set -- base net web db
  for layer; do
    build_layer "$layer"
    [ "$(machine_of "$layer")" != vm ] || { require_vm; build_vm_image "$layer"; }
  done
}
