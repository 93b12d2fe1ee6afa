#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value listed = {{"path", "/srv"}, {"list", true}};

Answer with_names(std::string_view bytes) {
  return answered("exists=yes\nraw=45fd\nuid=0\ngid=0\nsize=6\nowner=root\ngroup=staff\nnames=" + in_hex(bytes) +
                  "\nend=\n");
}

}  // namespace

TEST_SUITE("checks/directory") {
  TEST_CASE("a shared folder of Debian 12 is described, with odd names in it") {
    CHECK(facts_of("directory", listed, recorded("debian-12/directory-project")) ==
          Value{{"exists", true},
                {"type", "directory"},
                {"mode", "2755"},
                {"setgid", true},
                {"sticky", false},
                {"owner", "root"},
                {"group", "developers"},
                {"entries", {".hidden", "a b", "new\nline", "odd", "one.txt", "sub"}},
                {"count", 6},
                {"empty", false}});
  }

  TEST_CASE("nothing there, a file in its place and an empty one are facts") {
    CHECK(facts_of("directory", listed, recorded("debian-12/directory-missing")) == Value{{"exists", false}});
    CHECK(facts_of("directory", listed, recorded("debian-12/directory-file")) ==
          Value{{"exists", false}, {"type", "file"}});
    const auto empty = facts_of("directory", listed, recorded("debian-12/directory-empty"));
    CHECK(empty["empty"] == true);
    CHECK(empty["count"] == 0);
    CHECK(empty["entries"] == Value::array());
  }

  TEST_CASE("links are followed, and only what is directly in it counts; busybox's tools do as well") {
    const TemporaryDirectory folder;
    std::filesystem::create_directories(folder.path() + "/-d'/below/deep");
    symlink("-d'", (folder.path() + "/link").c_str());
    chmod((folder.path() + "/-d'").c_str(), 01777);
    const auto facts = facts_here("directory", {{"path", folder.path() + "/link"}, {"list", true}});
    CHECK(facts["link"] == "-d'");
    CHECK(facts["sticky"] == true);
    CHECK(facts["entries"] == Value{"below"});
    CHECK_FALSE(facts_here("directory", {{"path", folder.path()}}).contains("count"));
    const auto tools = folder.path() + "/bin";
    std::filesystem::create_directory(tools);
    for (const auto* tool : {"stat", "readlink", "find", "head", "od", "tr"}) {
      symlink("/bin/busybox", (tools + "/" + tool).c_str());
    }
    const Value link{{"path", folder.path() + "/link"}, {"list", true}};
    CHECK(facts_of("directory", link, run_here(script_of("directory", link), tools)) == facts);
  }

  TEST_CASE("names that were not all read are no fact") {
    CHECK(message_of("directory", listed, with_names("")) == "the directory can't be read by this login");
    CHECK(message_of("directory", listed, with_names(std::string_view{"/srv/./a\0/srv/./b.", 18})) ==
          "the directory can't be read by this login");
    CHECK(message_of("directory", listed, with_names(std::string(262145, 'a'))) ==
          "the directory holds more than the 256 KiB of names that are read");
    CHECK(message_of("directory", listed, with_names(std::string_view{"/srv/\0.", 7})) ==
          "the host's answer has an entry of a directory without a name");
    CHECK(message_of("directory", listed, answered("exists=yes\nraw=45fd\n")) == "the host's answer is cut off");
    CHECK(message_of("directory", listed, answered("trouble=can't look at the file: Permission denied\nend=\n")) ==
          "can't look at the file: Permission denied");
  }
}
