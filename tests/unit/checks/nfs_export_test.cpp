#include <doctest/doctest.h>

#include "checks/storage/exports_table.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks;
using namespace labcheck::checks::test;

namespace {

const Value share = {{"path", "/srv/nfs"}};

}  // namespace

TEST_SUITE("checks/nfs_export") {
  TEST_CASE("a folder that is exported to two clients, and written down") {
    const auto facts = facts_of("nfs_export", share, recorded("debian-12/nfs_export-share"));
    CHECK(facts["running"] == true);
    CHECK(facts["versions"] == Value{"3", "4", "4.1", "4.2"});
    CHECK(facts["exported"] == true);
    CHECK(facts["clients"] == Value{"192.168.60.0/24", "*.example"});
    CHECK(facts["read_only"] == false);
    CHECK(facts["root_squash"] == true);
    CHECK(facts["persistent_clients"] == Value{"192.168.60.0/24", "*.example"});
    CHECK(facts["persistent_exports"][0]["options"] == Value{"rw", "sync", "no_subtree_check"});
  }

  TEST_CASE("of one client; of a folder that isn't exported") {
    const auto one =
        facts_of("nfs_export", {{"path", "/srv/nfs"}, {"client", "*.example"}}, recorded("debian-12/nfs_export-share"));
    CHECK(one["read_only"] == true);
    CHECK(one["clients"] == Value{"*.example"});
    const auto table = in_hex("/srv/nfs\t*(ro,sync)\n");
    const auto none = facts_of("nfs_export", {{"path", "/srv"}},
                               answered("real=" + in_hex("/srv") + "\nthreads=8\netab=" + table + "\nend=\n"));
    CHECK(none["exported"] == false);
    CHECK(none["persistent"] == false);
    CHECK_FALSE(none.contains("read_only"));
    CHECK(facts_of("nfs_export", share, answered("real=2f\nthreads=0\nend=\n"))["running"] == false);
  }

  TEST_CASE("exports(5): quotes, defaults, lines that go on, comments, everybody") {
    const auto exports = read_exports(
        "# /no *(rw)\n\"/srv/my files\" -ro,async \\\n  a(rw) b # c(rw)\n/all\n/x (rw)\n"
        "/y\\040z host(rw,no_root_squash)\nrelative *(rw)\n");
    REQUIRE(exports.size() == 5);
    CHECK(exports[0].path == "/srv/my files");
    CHECK(export_facts(exports[0])["read_only"] == false);
    CHECK(export_facts(exports[0])["sync"] == false);
    CHECK(export_facts(exports[1]) == Value{{"client", "b"},
                                            {"options", {"ro", "async"}},
                                            {"read_only", true},
                                            {"root_squash", true},
                                            {"all_squash", false},
                                            {"sync", false},
                                            {"secure", true}});
    CHECK(exports[2].client == "*");
    CHECK(exports[3].client == "*");
    CHECK(exports[4].path == "/y z");
    CHECK(export_facts(exports[4])["root_squash"] == false);
  }

  TEST_CASE("a blank between client and bracket exports to everybody, which is told") {
    const auto exports = read_exports("/srv/nfs 10.0.0.0/24 (rw)\n");
    REQUIRE(exports.size() == 2);
    CHECK(exports[1].client == "*");
    CHECK(export_facts(exports[1])["read_only"] == false);
  }

  TEST_CASE("a table that is cut is no fact") {
    CHECK_FALSE(read_etab("/srv/nfs\t10.0.0.0/24(rw,sync"));
    CHECK_FALSE(read_etab("/srv/nfs 10.0.0.0/24(rw)"));
    CHECK(message_of("nfs_export", share, answered("real=2f\nthreads=0\netab=" + in_hex("/srv") + "\nend=\n")) ==
          "the table of exports has the line '/srv'");
    CHECK(message_of("nfs_export", share, answered("real=2f\nthreads=eight\nend=\n")) != "");
    CHECK(find_check_type("nfs_export")->complaint({{"path", "srv"}}) == "'srv' is no absolute path");
  }
}
