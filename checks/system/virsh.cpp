#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/libvirt_xml.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "name", .kind = ValueKind::text, .about = "the name of what is asked about", .required = true},
      {.name = "kind",
       .kind = ValueKind::text,
       .about = "domain (a virtual machine), network, pool or volume",
       .fallback = "domain",
       .choices = {"domain", "network", "pool", "volume"}},
      {.name = "pool", .kind = ValueKind::text, .about = "of a volume, the pool that it is in"},
      {.name = "connect", .kind = ValueKind::text, .about = "which libvirt is asked", .fallback = "\"qemu:///system\""},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether libvirt knows it"},
      {.name = "active", .kind = ValueKind::boolean, .about = "whether it runs (a domain, also when it is paused)"},
      {.name = "autostart", .kind = ValueKind::boolean, .about = "whether it starts with libvirt"},
      {.name = "persistent", .kind = ValueKind::boolean, .about = "whether it is defined, not only started"},
      {.name = "state", .kind = ValueKind::text, .about = "a domain's: running, paused, shut off, crashed and so on"},
      {.name = "uuid", .kind = ValueKind::text, .about = "its UUID"},
      {.name = "type",
       .kind = ValueKind::text,
       .about = "a domain's hypervisor (kvm, qemu), a pool's kind (dir, logical and so on)"},
      {.name = "memory", .kind = ValueKind::integer, .about = "a domain's memory in MiB"},
      {.name = "vcpus", .kind = ValueKind::integer, .about = "a domain's processors"},
      {.name = "disks",
       .kind = ValueKind::list,
       .about = "a domain's: device, target, bus, format, source: \"$[?@.target=='vda'].bus\""},
      {.name = "interfaces", .kind = ValueKind::list, .about = "a domain's: type, source, model, mac, target"},
      {.name = "snapshots", .kind = ValueKind::list, .about = "a domain's, by name", .element = ValueKind::text},
      {.name = "mode", .kind = ValueKind::text, .about = "how a network reaches out: nat, route, bridge, isolated"},
      {.name = "bridge", .kind = ValueKind::text, .about = "the bridge of a network"},
      {.name = "addresses",
       .kind = ValueKind::list,
       .about = "a network's own, as 192.168.122.1/24",
       .element = ValueKind::text},
      {.name = "dhcp", .kind = ValueKind::list, .about = "the ranges that a network gives out: start, end"},
      {.name = "path", .kind = ValueKind::path, .about = "where a pool or volume is"},
      {.name = "format", .kind = ValueKind::text, .about = "a volume's: qcow2, raw and so on"},
      {.name = "capacity", .kind = ValueKind::integer, .about = "how much a pool or volume holds, in bytes"},
      {.name = "allocation", .kind = ValueKind::integer, .about = "how much of it is used"},
  };
}

// Lists of names by a filter say what tables of words would.
constexpr std::string_view script = R"sh(
kind=$1 name=$2 pool=$3 uri=$4
if ! command -v virsh >/dev/null 2>&1; then say exists no; finish; fi
ask() { virsh -q -c "$uri" "$@"; }
case $kind in
  domain) dump=dumpxml list=list ;;
  network) dump=net-dumpxml list=net-list ;;
  pool) dump=pool-dumpxml list=pool-list ;;
  volume) dump=vol-dumpxml list= ;;
esac
if ! xml=$(ask "$dump" ${pool:+--pool "$pool"} -- "$name" 2>/dev/null); then
  refusal=$(ask "$dump" ${pool:+--pool "$pool"} -- "$name" 2>&1 >/dev/null)
  case $refusal in
    *'failed to get domain'* | *'failed to get network'* | *'failed to get pool'* | *'failed to get vol'*)
      say exists no; finish ;;
    *'failed to connect to the hypervisor'*)
      case $refusal in *denied* | *'uthenticat'*) trouble "libvirt is open only to root: log in as root or use sudo" ;; esac
      say exists no; finish ;; # nobody serves it
  esac
  trouble "virsh can't show it: ${refusal%%"$nl"*}"
fi
say exists yes
tell xml "$xml"
[ -n "$list" ] || finish
member() { # KEY FILTER...
  key=$1
  shift
  names=$(ask "$list" --name "$@" 2>/dev/null) || trouble "virsh can't list what there is"
  while read -r each; do
    [ "$each" != "$name" ] || { say "$key" yes; return; }
  done <<NAMES
$names
NAMES
  say "$key" no
}
member active
member autostart --all --autostart
member persistent --all --persistent
if [ "$kind" = domain ]; then
  state=$(ask domstate "$name" 2>/dev/null) || trouble "virsh can't tell the domain's state"
  tell state "${state%%"$nl"*}"
  snapshots=$(ask snapshot-list "$name" --name 2>/dev/null) || snapshots=
  tell snapshots "$snapshots"
fi
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto kind = text_of(parameters, "kind");
  for (const auto* name : {"name", "pool"}) {
    const auto text = text_of(parameters, name);
    if ((given(parameters, name) || std::string_view{name} == "name") && !is_name(text, "._-+@:")) {
      return fmt::format("'{}' is no name that libvirt would take", text);
    }
  }
  const auto uri = text_of(parameters, "connect");
  if (given(parameters, "connect") && !has_references(uri) && (!is_name(uri, ":/+.-@?=_") || uri.find("://") == 0)) {
    return fmt::format("'{}' is no libvirt connection", uri);
  }
  return kind == "volume" && !given(parameters, "pool") ? "a volume wants 'pool'"
         : kind != "volume" && given(parameters, "pool") && !kind.empty() && !has_references(kind)
             ? "'pool' is for volumes"
             : "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto kind = given(parameters, "kind") ? text_of(parameters, "kind") : "domain";
  const auto uri = given(parameters, "connect") ? text_of(parameters, "connect") : "qemu:///system";
  return host_script(script, {kind, text_of(parameters, "name"), text_of(parameters, "pool"), uri});
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}, {"active", false}, {"autostart", false}, {"persistent", false}};
  }
  const auto kind = given(parameters, "kind") ? text_of(parameters, "kind") : "domain";
  LABCHECK_TRY_ASSIGN(const auto xml, fields.bytes("xml"));
  LABCHECK_TRY_ASSIGN(auto facts, read_libvirt(xml, kind, text_of(parameters, "name")));
  facts["exists"] = true;
  if (kind == "volume") {
    return facts;
  }
  for (const auto* key : {"active", "autostart", "persistent"}) {
    LABCHECK_TRY_ASSIGN(facts[key], fields.yes(key));
  }
  if (kind == "domain") {
    LABCHECK_TRY_ASSIGN(facts["state"], fields.text("state"));
    LABCHECK_TRY_ASSIGN(const auto names, fields.text("snapshots"));
    facts["snapshots"] = Value::array();
    for (const auto& each : lines_of(names)) {
      if (!each.empty()) {
        facts["snapshots"].push_back(each);
      }
    }
  }
  return facts;
}

}  // namespace

CheckType virsh() {
  return {
      .name = "virsh",
      .subject = "system",
      .about = "what libvirt on the host manages: a virtual machine, network, storage pool or volume",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{active: true}",
      .example = "on: web\nvirsh: vm1\nexpect: {state: running, memory: 1024, disks: {\"$[0].bus\": [virtio]}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
