# Hosts that are virtual machines: an image of their layers, built once, and for each a disk over it.
# shellcheck shell=bash

# What a layer's hosts are, "host" or "vm": the layer says, or one beneath it.
machine_of() { # LAYER
  local parent said
  said=$(recipe "$1" machine)
  parent=$(recipe "$1" parent)
  if [ -z "$said" ] && [ -n "$parent" ]; then machine_of "$parent"; else echo "${said:-host}"; fi
}

is_vm() { [ "$(machine_of "${layer_of[$1]}")" = vm ]; } # HOST

# Words for the kernel, of the layer and all beneath it.
kernel_words() { # LAYER
  local parent
  parent=$(recipe "$1" parent)
  echo "$([ -z "$parent" ] || kernel_words "$parent") $(recipe "$1" kernel)" | xargs
}

vm_image() { # LAYER
  echo "$(cache_root)/images/$1-$({ layer_key "$1"; cat "$lab_dir"/lib/{build-vm-image,vm-init}; } | sha256sum |
    cut -c1-16)"
}

require_vm() {
  local program
  for program in qemu-system-x86_64 qemu-img mke2fs cpio; do
    command -v "$program" >/dev/null || { say "no $program here (scripts/bootstrap installs it)"; exit 77; }
  done
}

build_vm_image() { # LAYER
  local layer=$1 target started
  target=$(vm_image "$layer")
  [ ! -d "$target" ] || return 0
  mkdir -p "$(cache_root)/images"
  (
    flock 9
    [ ! -d "$target" ] || exit 0
    rm -rf --one-file-system "$(cache_root)/images/.building-$layer-"*
    started=$(milliseconds)
    say "building the image of layer $layer (once; log: $(cache_root)/images/$layer.log)"
    local temporary
    temporary=$(mktemp -d "$(cache_root)/images/.building-$layer-XXXXXX")
    unshare --mount --propagation private bash "$lab_dir/lib/build-vm-image" "$temporary" "$(layer_stack "$layer")" \
      9>&- >"$(cache_root)/images/$layer.log" 2>&1 ||
      { tail -n 15 "$(cache_root)/images/$layer.log" >&2; die "the image of layer $layer did not build"; }
    rm -rf --one-file-system "$temporary"/{root,upper,work,early}
    mv "$temporary" "$target"
    say "image of layer $layer built in $(seconds_since "$started") s, $(du -sh "$target" | cut -f1)"
  ) 9>"$(cache_root)/images/$layer.lock" || exit 1
}

# Disks are layers over the image's, or over those that a `keep` left; further ones are empty.
vm_disks() { # DISK IMAGE KEPT SIZES
  local size number=0 disk
  mkdir -p "$1/disks"
  if [ -n "$3" ]; then
    for disk in "$3"/*.qcow2; do
      qemu-img create -q -f qcow2 -F qcow2 -b "$disk" "$1/disks/${disk##*/}"
    done
    cp "$3/uuid" "$1/disks/uuid"
    return
  fi
  qemu-img create -q -f qcow2 -F raw -b "$2/root.img" "$1/disks/root.qcow2"
  for size in $4; do qemu-img create -q -f qcow2 "$1/disks/$((++number)).qcow2" "$size"; done
  cp /proc/sys/kernel/random/uuid "$1/disks/uuid"
}

# What is laid over the machine's disk before its first start, appended to what the kernel unpacks.
vm_seed() { # DISK IMAGE KEY
  local early=$1/early
  mkdir -p "$early"
  cp -a "$1/upper" "$early/seed"
  rm -f "$early/seed/root/.ssh/authorized_keys"
  cp "$3" "$early/seed.key"
  cp /proc/sys/kernel/random/uuid "$early/seed.id"
  { cat "$2/initrd"; (cd "$early" && find . | cpio -o -H newc -R 0:0 --quiet); } >"$1/initrd"
  ln -s "$2/kernel" "$1/kernel"
}

vm_start() { # LAB HOST LAYER KEPT
  local state=$state_root/$1 disk picture
  disk=$(host_disk "$1" "$2")
  picture=$(vm_image "$3")
  vm_disks "$disk" "$picture" "${4:+$(kept_disks "$4")/$2.disks}" "${disks_of[$2]:-}"
  vm_seed "$disk" "$picture" "$state/key.pub"
  kernel_words "$3" >"$disk/words"
  setsid unshare --mount --pid --fork --kill-child --mount-proc \
    bash "$lab_dir/lib/supervise-vm" "$2" "$(network_of "$1")" "$disk" "$state/$2.groups" \
    "$(cat "$state/$2.address")" "$management.1" "$state/$2.cables" </dev/null >"$state/$2.console" 2>&1 &
}
