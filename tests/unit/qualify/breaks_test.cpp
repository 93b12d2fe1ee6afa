#include "qualify/breaks.hpp"

#include <doctest/doctest.h>

#include "load/document.hpp"

using namespace labcheck;
using namespace labcheck::qualify;

namespace {

std::string script_of(const std::string& yaml) {
  Diagnostics problems;
  const auto node = load::parse_document("faults.yaml", yaml, problems);
  const auto script = break_script(node);
  return script ? *script : "error: " + script.error().message;
}

}  // namespace

TEST_SUITE("qualify/breaks") {
  TEST_CASE("a fault written as data becomes a script with its values quoted") {
    CHECK(script_of("{on: lb, service: nginx, do: stop}") == "systemctl stop 'nginx'\n");
    CHECK(script_of("{on: lb, file: /etc/a b, do: mode, to: \"0777\"}") == "chmod '0777' -- '/etc/a b'\n");
    CHECK(script_of("{on: lb, user: \"x'; rm -rf /\", do: lock}") == "usermod -L -e 1 'x'\\''; rm -rf /'\n");
  }

  TEST_CASE("values refer to parameters and addresses as scripts are told them") {
    CHECK(script_of("{on: db, sql: mariadb, do: mariadb}") == "mariadb -e 'mariadb'\n");
    CHECK(script_of("{on: db, user: \"${db_user}-x\", do: remove}") ==
          "userdel -f ''\"${LABCHECK_PARAM_db_user}\"'-x'\n");
    CHECK(script_of("{on: lb, route: \"${web[1].address}/32\", do: blackhole}") ==
          "ip route replace blackhole ''\"${LABCHECK_HOST_web_1_ADDRESS}\"'/32'\n");
    CHECK(script_of("{on: lb, user: \"${host.name}\", do: lock}") ==
          "error: faults.yaml:1:16: '${host.name}' is nothing that a fault can refer to (parameters and ROLE.address)");
  }

  TEST_CASE("an interface says more of an address, or is broken itself") {
    CHECK(script_of("{on: lb, interface: eth1, address: 10.0.0.1/24, do: remove}") ==
          "ip addr del '10.0.0.1/24' dev 'eth1'\n");
    CHECK(script_of("{on: lb, interface: eth1, do: down}") == "ip link set dev 'eth1' down\n");
  }

  TEST_CASE("what is wrong is named with its place and the nearest right word") {
    CHECK(script_of("{on: lb, service: nginx, do: stpo}") ==
          "error: faults.yaml:1:30: a service can't be broken by 'stpo' (did you mean 'stop'?) (one of stop, disable, "
          "remove, mask)");
    CHECK(script_of("{on: lb, service: nginx}") ==
          "error: faults.yaml:1:1: 'do' is missing (one of stop, disable, remove, mask)");
    CHECK(script_of("{on: lb, file: /a, do: mode}") == "error: faults.yaml:1:1: 'to' is missing");
    CHECK(script_of("{on: lb, file: /a, do: remove, too: b}").starts_with("error: faults.yaml:1:32: unknown key 'too'"));
    CHECK(script_of("{on: lb, do: stop}").starts_with("error: faults.yaml:1:1: the fault breaks nothing (one of "));
  }
}
