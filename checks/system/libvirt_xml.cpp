#include "libvirt_xml.hpp"

#include <fmt/format.h>

#include "checks/network/prefix.hpp"
#include "checks/reading.hpp"
#include "checks/xml_tree.hpp"

namespace labcheck::checks {
namespace {

constexpr std::int64_t kibi = 1024;

std::string text_of_child(const XmlNode& node, std::string_view name) {
  const auto* child = node.child(name);
  return child == nullptr ? std::string{} : child->all_text();
}

std::string attribute_of(const XmlNode& node, std::string_view child, std::string_view name) {
  const auto* found = node.child(child);
  return found == nullptr ? std::string{} : found->attribute(name);
}

void put(Value& facts, const char* name, const std::string& text) {
  if (!text.empty()) {
    facts[name] = text;
  }
}

Result<std::int64_t> number(const XmlNode& node, std::string_view name, std::string_view unit) {
  const auto* child = node.child(name);
  const auto found = child == nullptr ? std::nullopt : read_integer(child->all_text());
  if (!found || *found < 0 || (!unit.empty() && child->attribute("unit") != unit)) {
    return unreadable(fmt::format("libvirt tells no {} as a number{}{}", name, unit.empty() ? "" : " of ", unit));
  }
  return *found;
}

// A disk's source is a file, a device, a volume of a pool, or a network's.
Value disk_of(const XmlNode& disk) {
  Value found{{"device", disk.attribute("device")}};
  put(found, "target", attribute_of(disk, "target", "dev"));
  put(found, "bus", attribute_of(disk, "target", "bus"));
  put(found, "format", attribute_of(disk, "driver", "type"));
  for (const auto* name : {"file", "dev", "volume", "name"}) {
    put(found, "source", attribute_of(disk, "source", name));
  }
  put(found, "pool", attribute_of(disk, "source", "pool"));
  return found;
}

Value interface_of(const XmlNode& interface) {
  Value found{{"type", interface.attribute("type")}};
  put(found, "mac", attribute_of(interface, "mac", "address"));
  put(found, "model", attribute_of(interface, "model", "type"));
  put(found, "target", attribute_of(interface, "target", "dev"));
  put(found, "source", attribute_of(interface, "source", interface.attribute("type")));
  return found;
}

Result<Value> read_domain(const XmlNode& root) {
  LABCHECK_TRY_ASSIGN(const auto memory, number(root, "memory", "KiB"));
  LABCHECK_TRY_ASSIGN(const auto vcpus, number(root, "vcpu", ""));
  Value facts{{"type", root.attribute("type")},
              {"memory", memory / kibi},
              {"vcpus", vcpus},
              {"disks", Value::array()},
              {"interfaces", Value::array()}};
  const auto* devices = root.child("devices");
  if (devices == nullptr) {
    return unreadable("libvirt tells of a domain without its devices");
  }
  for (const auto& device : devices->children) {
    if (device.name == "disk") {
      facts["disks"].push_back(disk_of(device));
    } else if (device.name == "interface") {
      facts["interfaces"].push_back(interface_of(device));
    }
  }
  return facts;
}

// IPv6 addresses come with a prefix, IPv4 ones with either.
Result<Value> read_network(const XmlNode& root) {
  const auto* forward = root.child("forward");
  const auto mode = forward == nullptr ? std::string{} : forward->attribute("mode");
  Value facts{{"mode", forward == nullptr ? "isolated"
                       : mode.empty()     ? "nat"
                                          : mode},
              {"addresses", Value::array()},
              {"dhcp", Value::array()}};
  put(facts, "bridge", attribute_of(root, "bridge", "name"));
  for (const auto& ip : root.children) {
    if (ip.name != "ip") {
      continue;
    }
    const auto mask = ip.attribute("prefix").empty() ? ip.attribute("netmask") : ip.attribute("prefix");
    const auto address = read_prefix(ip.attribute("address") + (mask.empty() ? "" : '/' + mask));
    if (!address) {
      return unreadable(fmt::format("libvirt tells a network's address as '{}'", excerpt(ip.attribute("address"))));
    }
    facts["addresses"].push_back(spelt(*address));
    const auto* dhcp = ip.child("dhcp");
    for (const auto& range : dhcp == nullptr ? std::vector<XmlNode>{} : dhcp->children) {
      if (range.name == "range") {
        facts["dhcp"].push_back({{"start", range.attribute("start")}, {"end", range.attribute("end")}});
      }
    }
  }
  return facts;
}

Result<Value> read_stored(const XmlNode& root, bool volume) {
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(facts["capacity"], number(root, "capacity", "bytes"));
  LABCHECK_TRY_ASSIGN(facts["allocation"], number(root, "allocation", "bytes"));
  put(facts, "type", root.attribute("type"));
  if (const auto* target = root.child("target"); target != nullptr) {
    put(facts, "path", text_of_child(*target, "path"));
    put(facts, "format", volume ? attribute_of(*target, "format", "type") : "");
  }
  return facts;
}

}  // namespace

Result<Value> read_libvirt(std::string_view xml, std::string_view kind, const std::string& name) {
  const auto root = read_xml(xml);
  if (!root) {
    return unreadable(fmt::format("libvirt's description can't be read: {}", excerpt(root.error().what)));
  }
  if (root->name != kind || text_of_child(*root, "name") != name) {
    return unreadable(fmt::format("libvirt describes a {} '{}', not the {} '{}'", excerpt(root->name),
                                  excerpt(text_of_child(*root, "name")), kind, name));
  }
  LABCHECK_TRY_ASSIGN(auto facts, kind == "domain"    ? read_domain(*root)
                                  : kind == "network" ? read_network(*root)
                                                      : read_stored(*root, kind == "volume"));
  put(facts, "uuid", text_of_child(*root, "uuid"));
  return facts;
}

}  // namespace labcheck::checks
