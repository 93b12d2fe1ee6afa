#include <doctest/doctest.h>

#include "checks/system/libvirt_xml.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

Value recorded_virsh(std::string_view file, const Value& parameters) {
  return facts_of("virsh", parameters, recorded(fmt::format("debian-12/virsh-{}", file)));
}

const Value vm = {{"name", "vm1"}};
const Value network = {{"name", "default"}, {"kind", "network"}};
const Value absent{{"exists", false}, {"active", false}, {"autostart", false}, {"persistent", false}};

}  // namespace

TEST_SUITE("checks/virsh") {
  TEST_CASE("a virtual machine that runs") {
    const auto facts = recorded_virsh("domain", vm);
    CHECK(facts["active"] == true);
    CHECK(facts["autostart"] == true);
    CHECK(facts["persistent"] == true);
    CHECK(facts["state"] == "running");
    CHECK(facts["type"] == "qemu");
    CHECK(facts["memory"] == 64);
    CHECK(facts["vcpus"] == 2);
    CHECK(facts["disks"] == Value::array({{{"device", "disk"},
                                           {"target", "vda"},
                                           {"bus", "virtio"},
                                           {"format", "qcow2"},
                                           {"source", "/var/lib/libvirt/images/vm1.qcow2"}}}));
    CHECK(facts["interfaces"][0]["source"] == "default");
    CHECK(facts["interfaces"][0]["model"] == "virtio");
    CHECK(facts["snapshots"] == Value{"s1"});
  }

  TEST_CASE("one that is shut off") {
    const auto facts = recorded_virsh("domain-off", vm);
    CHECK(facts["exists"] == true);
    CHECK(facts["active"] == false);
    CHECK(facts["autostart"] == false);
    CHECK(facts["state"] == "shut off");
  }

  TEST_CASE("networks, pools and volumes") {
    const auto on = recorded_virsh("network", network);
    CHECK(on["active"] == true);
    CHECK(on["mode"] == "nat");
    CHECK(on["bridge"] == "virbr0");
    CHECK(on["addresses"] == Value{"192.168.122.1/24"});
    CHECK(on["dhcp"] == Value::array({{{"start", "192.168.122.2"}, {"end", "192.168.122.254"}}}));
    CHECK(recorded_virsh("network-off", network)["active"] == false);
    const auto pool = recorded_virsh("pool", {{"name", "images"}, {"kind", "pool"}});
    CHECK(pool["type"] == "dir");
    CHECK(pool["path"] == "/var/lib/libvirt/images");
    CHECK(pool["autostart"] == true);
    const auto volume = recorded_virsh("volume", {{"name", "vm1.qcow2"}, {"kind", "volume"}, {"pool", "images"}});
    CHECK(volume["format"] == "qcow2");
    CHECK(volume["capacity"] == 1073741824);
    CHECK_FALSE(volume.contains("active"));
  }

  TEST_CASE("what libvirt doesn't know, and no libvirt at all, are facts") {
    CHECK(recorded_virsh("missing", {{"name", "nosuch"}}) == absent);
    CHECK(recorded_virsh("stopped", vm) == absent);
  }

  TEST_CASE("descriptions of something else, cut or absurd ones are no facts") {
    const auto wrong = [](const std::string& xml) { return !read_libvirt(xml, "domain", "vm1"); };
    CHECK(wrong(""));
    CHECK(wrong("<domain><name>vm1</name>"));
    CHECK(wrong("<network><name>vm1</name></network>"));
    CHECK(read_libvirt("<domain><name>vm2</name></domain>", "domain", "vm1").error().message ==
          "libvirt describes a domain 'vm2', not the domain 'vm1'");
    CHECK(read_libvirt("<domain><name>vm1</name><memory unit='GiB'>1</memory></domain>", "domain", "vm1")
              .error()
              .message == "libvirt tells no memory as a number of KiB");
    CHECK(wrong("<domain><name>vm1</name><memory unit='KiB'>1</memory><vcpu>x</vcpu></domain>"));
    CHECK(wrong("<domain><name>vm1</name><memory unit='KiB'>1</memory><vcpu>1</vcpu></domain>"));
    CHECK_FALSE(read_libvirt("<network><name>n</name><ip address='evil'/></network>", "network", "n"));
    CHECK(read_libvirt("<network><name>n</name></network>", "network", "n").value()["mode"] == "isolated");
  }

  TEST_CASE("wrong questions are refused") {
    const auto* type = find_check_type("virsh");
    CHECK(type->complaint({{"name", "a b"}}) == "'a b' is no name that libvirt would take");
    CHECK(type->complaint({{"name", "a"}, {"kind", "volume"}}) == "a volume wants 'pool'");
    CHECK(type->complaint({{"name", "a"}, {"kind", "pool"}, {"pool", "b"}}) == "'pool' is for volumes");
    CHECK(type->complaint({{"name", "a"}, {"connect", "x y"}}) == "'x y' is no libvirt connection");
    CHECK(script_of("virsh", vm).arguments == std::vector<std::string>{"domain", "vm1", "", "qemu:///system"});
  }
}
