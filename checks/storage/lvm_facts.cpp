#include "lvm_report.hpp"

namespace labcheck::checks {

std::vector<FactSpec> lvm_facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether LVM has it"},
      {.name = "size", .kind = ValueKind::integer, .about = "size in bytes"},
      {.name = "free", .kind = ValueKind::integer, .about = "of a group or physical volume: bytes not given away"},
      {.name = "used", .kind = ValueKind::integer, .about = "of a physical volume: bytes given away"},
      {.name = "uuid", .kind = ValueKind::text, .about = "its UUID in LVM's spelling"},
      {.name = "vg", .kind = ValueKind::text, .about = "its group; not there for a physical volume without one"},
      {.name = "path", .kind = ValueKind::path, .about = "its device, such as /dev/data/www"},
      {.name = "extent_size", .kind = ValueKind::integer, .about = "of a group: bytes in an extent"},
      {.name = "pvs", .kind = ValueKind::integer, .about = "of a group: how many physical volumes"},
      {.name = "lvs", .kind = ValueKind::integer, .about = "of a group: how many logical volumes"},
      {.name = "snapshots", .kind = ValueKind::integer, .about = "of a group: how many of them are snapshots"},
      {.name = "missing_pvs", .kind = ValueKind::integer, .about = "of a group: how many physical volumes are missing"},
      {.name = "segtype",
       .kind = ValueKind::text,
       .about = "of a logical volume: linear, striped, mirror, raid1, thin, thin-pool, …"},
      {.name = "stripes", .kind = ValueKind::integer, .about = "of a logical volume: over how many devices"},
      {.name = "active", .kind = ValueKind::boolean, .about = "of a logical volume: whether it has a device now"},
      {.name = "read_only", .kind = ValueKind::boolean, .about = "of a logical volume: whether it can't be written to"},
      {.name = "snapshot", .kind = ValueKind::boolean, .about = "of a logical volume: whether it is a snapshot"},
      {.name = "origin", .kind = ValueKind::text, .about = "of a snapshot: the volume that it was taken of"},
      {.name = "pool", .kind = ValueKind::text, .about = "of a thin volume: its pool"},
      {.name = "used_percent",
       .kind = ValueKind::number,
       .about = "of a snapshot, thin volume or pool: how full its data is"},
      {.name = "metadata_percent", .kind = ValueKind::number, .about = "of a pool: how full its metadata is"},
      {.name = "devices",
       .kind = ValueKind::list,
       .about = "of a logical volume: what it lies on",
       .element = ValueKind::text},
      {.name = "allocatable", .kind = ValueKind::boolean, .about = "of a physical volume: whether it may be used"},
      {.name = "missing", .kind = ValueKind::boolean, .about = "of a physical volume: whether its device is gone"},
  };
}

}  // namespace labcheck::checks
