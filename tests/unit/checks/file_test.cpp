#include <filesystem>
#include <fstream>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>
#include <sched.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

std::string complaint(const Value& parameters) {
  return find_check_type("file")->complaint(parameters);
}

void write_file(const std::string& path, std::string_view content) {
  std::ofstream{path, std::ios::binary} << content;
}

std::size_t entries_in(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder}, {}));
}

constexpr std::string_view plain = "exists=yes\nraw=81a4\nuid=0\ngid=0\nsize=3\nowner=root\ngroup=root\n";

}  // namespace

TEST_SUITE("checks/file") {
  TEST_CASE("a file is described with its content and hash when they are asked for") {
    const TemporaryDirectory folder;
    const auto path = folder.path() + "/-n $(id) it's";
    write_file(path, "a\xff\n");
    chmod(path.c_str(), 04751);
    const auto facts = facts_here("file", {{"path", path}, {"read", true}, {"hash", true}});
    CHECK(facts["exists"] == true);
    CHECK(facts["done"] == true);
    CHECK(facts["type"] == "file");
    CHECK(facts["mode"] == "4751");
    CHECK(facts["size"] == 3);
    CHECK(facts["content"] == "a\xEF\xBF\xBD\n");
    CHECK(facts["sha256"].get<std::string>().size() == 64);
    const auto unasked = facts_here("file", {{"path", path}});
    CHECK_FALSE(unasked.contains("content"));
    CHECK_FALSE(unasked.contains("sha256"));
  }

  TEST_CASE("nothing at a path, or below a file, is a fact") {
    const TemporaryDirectory folder;
    write_file(folder.path() + "/f", "");
    for (const auto* name : {"/none", "/none/below", "/f/below"}) {
      CAPTURE(name);
      CHECK(facts_here("file", {{"path", folder.path() + name}}) == Value{{"exists", false}, {"done", false}});
    }
  }

  TEST_CASE("a read-only filesystem is a fact about the host; a full one may be the exam centre's and is trouble") {
    const TemporaryDirectory folder;
    const auto path = folder.path() + "/f";
    const auto mounted = [&](unsigned long flags, const char* options) {
      return mount("none", folder.path().c_str(), "tmpfs", flags, options) == 0;
    };
    REQUIRE(unshare(CLONE_NEWNS) == 0);  // as root; the mounts are this program's own and end with it
    REQUIRE(mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
    REQUIRE(mounted(0, "size=4k"));
    const auto full = script_of("file", {{"path", path}, {"write", std::string(20'000, 'x')}});
    CHECK(message_of("file", {{"path", path}, {"write", "x"}}, run_here(full)).find("can't write into") == 0);
    CHECK(entries_in(folder.path()) == 0);
    write_file(path, "old");
    REQUIRE(mounted(MS_REMOUNT | MS_RDONLY, ""));
    const auto closed = facts_here("file", {{"path", path}, {"write", "new"}});
    CHECK(closed["done"] == false);
    CHECK(closed["trouble"] == "the filesystem of " + folder.path() + " is read-only");
    CHECK(facts_here("file", {{"path", path}, {"state", "absent"}})["done"] == false);
    CHECK(facts_here("file", {{"path", path}, {"read", true}})["content"] == "old");
    umount(folder.path().c_str());
  }

  TEST_CASE("links are followed and shown, dangling ones and circles lead to nothing") {
    const TemporaryDirectory folder;
    const auto target = folder.path() + "/target\n";
    write_file(target, "x");
    symlink(target.c_str(), (folder.path() + "/good").c_str());
    symlink("nowhere", (folder.path() + "/bad").c_str());
    symlink("circle", (folder.path() + "/circle").c_str());
    const auto good = facts_here("file", {{"path", folder.path() + "/good"}});
    CHECK(good["type"] == "file");
    CHECK(good["link"] == target);
    const auto bad = facts_here("file", {{"path", folder.path() + "/bad"}});
    CHECK(bad == Value{{"exists", false}, {"done", false}, {"link", "nowhere"}});
    CHECK(facts_here("file", {{"path", folder.path() + "/circle"}}) ==
          Value{{"exists", false}, {"done", false}, {"link", "circle"}});
  }

  TEST_CASE("directories, devices and pipes are told apart and never read") {
    const TemporaryDirectory folder;
    const auto pipe = folder.path() + "/pipe";
    mkfifo(pipe.c_str(), 0600);
    CHECK(facts_here("file", {{"path", pipe}, {"read", true}, {"hash", true}})["type"] == "fifo");
    CHECK(facts_here("file", {{"path", folder.path()}, {"read", true}})["type"] == "directory");
    CHECK(facts_here("file", {{"path", "/dev/null"}})["type"] == "character");
  }

  TEST_CASE("a file without a size, as the kernel's are, is read all the same") {
    CHECK(facts_here("file", {{"path", "/proc/sys/kernel/ostype"}, {"read", true}})["content"] == "Linux\n");
  }

  TEST_CASE("more than 64 KiB of content is an error, exactly 64 KiB is not") {
    const TemporaryDirectory folder;
    const auto path = folder.path() + "/big";
    write_file(path, std::string(65536, '.'));
    CHECK(facts_here("file", {{"path", path}, {"read", true}})["content"].get<std::string>().size() == 65536);
    write_file(path, std::string(65537, '.'));
    const Value parameters{{"path", path}, {"read", true}};
    CHECK(message_of("file", parameters, run_here(script_of("file", parameters))) ==
          "the file holds more than the 64 KiB that are read");
  }

  TEST_CASE("writing puts exactly the text there and leaves nothing else behind") {
    const TemporaryDirectory folder;
    const auto path = folder.path() + "/it's";
    const std::string text = "-n $(id) `x` 'q' \\n %s\n\n";
    const auto facts = facts_here("file", {{"path", path}, {"write", text}, {"mode", "0640"}, {"read", true}});
    CHECK(facts["written"] == true);
    CHECK(facts["done"] == true);
    CHECK(facts["content"] == text);
    CHECK(facts["mode"] == "0640");
    CHECK(entries_in(folder.path()) == 1);
    CHECK(facts_here("file", {{"path", path}, {"write", ""}})["size"] == 0);
    CHECK(facts_here("file", {{"path", path}})["mode"] == "0644");
  }

  TEST_CASE("writing replaces a link and leaves alone what it points to") {
    const TemporaryDirectory folder;
    const auto victim = folder.path() + "/victim";
    const auto path = folder.path() + "/link";
    write_file(victim, "mine");
    symlink(victim.c_str(), path.c_str());
    CHECK_FALSE(facts_here("file", {{"path", path}, {"write", "new"}}).contains("link"));
    CHECK(facts_here("file", {{"path", victim}, {"read", true}})["content"] == "mine");
  }

  TEST_CASE("a missing folder, a directory in the way and an unknown owner are facts, and nothing is left behind") {
    const TemporaryDirectory folder;
    const auto missing = facts_here("file", {{"path", folder.path() + "/no/f"}, {"write", "x"}});
    CHECK(missing["done"] == false);
    CHECK(missing["trouble"] == "there is no folder " + folder.path() + "/no");
    std::filesystem::create_directory(folder.path() + "/d");
    CHECK(facts_here("file", {{"path", folder.path() + "/d"}, {"write", "x"}})["trouble"] ==
          "there is a directory at " + folder.path() + "/d");
    const auto owned = facts_here("file", {{"path", folder.path() + "/f"}, {"write", "x"}, {"owner", "no-such"}});
    CHECK(owned["trouble"] == "there is no user or no group of no-such");
    CHECK(owned["exists"] == false);
    CHECK(entries_in(folder.path()) == 1);
  }

  TEST_CASE("removing takes files and links, is done when there was nothing, and never takes a directory") {
    const TemporaryDirectory folder;
    const auto path = folder.path() + "/f";
    write_file(path, "x");
    CHECK(facts_here("file", {{"path", path}, {"state", "absent"}}) == Value{{"exists", false}, {"done", true}});
    CHECK(facts_here("file", {{"path", path}, {"state", "absent"}})["done"] == true);
    symlink("nowhere", path.c_str());
    CHECK(facts_here("file", {{"path", path}, {"state", "absent"}})["done"] == true);
    CHECK(entries_in(folder.path()) == 0);
    const Value directory{{"path", folder.path()}, {"state", "absent"}};
    CHECK(message_of("file", directory, run_here(script_of("file", directory))) ==
          "it is a directory, which labcheck does not remove");
  }

  TEST_CASE("recorded answers of Debian 12 are read") {
    const auto facts = facts_of("file", {{"path", "/etc/passwd"}}, recorded("debian-12/file-passwd"));
    CHECK(facts["mode"] == "0644");
    CHECK(facts["owner"] == "root");
    CHECK(facts_of("file", {{"path", "/no/such"}}, recorded("debian-12/file-missing"))["exists"] == false);
  }

  TEST_CASE("what is denied, cut, missing or absurd is no fact") {
    const Value look{{"path", "/f"}};
    const Value with_content{{"path", "/f"}, {"read", true}};
    CHECK(message_of("file", look, answered("trouble=can't look at the file: Permission denied\nend=\n")) ==
          "can't look at the file: Permission denied");
    CHECK(message_of("file", look, answered("exists=yes\nend=\n")) == "the host's answer has no 'raw'");
    CHECK(message_of("file", look, answered("exists=yes\nraw=zz\nend=\n")) ==
          "'raw' in the host's answer is 'zz', no mode");
    CHECK(message_of("file", look, answered("exists=yes\nraw=1a4\nend=\n")) ==
          "the host says that the file's mode is 1a4");
    CHECK(message_of("file", with_content, answered(std::string{plain} + "content=6162\nend=\n")) ==
          "the file can't be read by this login");
    CHECK(message_of("file", {{"path", "/f"}, {"write", "abcd"}},
                     answered("written=yes\n" + std::string{plain} + "end=\n")) ==
          "4 bytes were written, but the file is not there with that size");
    CHECK(
        facts_of("file", look,
                 answered("exists=yes\nraw=81a4\nuid=77\ngid=0\nsize=3\nowner=UNKNOWN\ngroup=root\nend=\n"))["owner"] ==
        "77");
  }

  TEST_CASE("only writing and removing change the lab") {
    const auto* type = find_check_type("file");
    CHECK(type->phase({{"path", "/f"}}) == Phase::read);
    CHECK(type->phase({{"path", "/f"}, {"write", ""}}) == Phase::write);
    CHECK(type->phase({{"path", "/f"}, {"state", "absent"}}) == Phase::write);
  }

  TEST_CASE("parameters that do not go together are named") {
    CHECK(complaint({{"path", "/f"}, {"write", "x"}, {"state", "absent"}}) == "write and state exclude each other");
    CHECK(complaint({{"path", "/f"}, {"mode", "0644"}}) ==
          "mode belongs to write; what a file should have stands in expect");
    CHECK(complaint({{"path", "/f"}, {"write", "x"}, {"mode", "u+x"}}) == "'u+x' is no mode (write it in octal: 0644)");
    CHECK(complaint({{"path", "/f"}, {"write", "x"}, {"mode", "${mode}"}}) == "");
    CHECK(complaint({{"path", "/f/"}, {"state", "absent"}}) == "'/f/' names a directory");
  }
}
