#include <cstdlib>
#include <fstream>

#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value at = {{"path", "/srv/a"}};

Value archive_in(const std::string& recording) {
  return facts_of("archive", at, recorded("debian-12/archive-" + recording));
}

Answer listed(const std::string& format, const std::string& list, const std::string& whole = "yes") {
  return answered("exists=yes\nraw=81a4\nuid=0\ngid=0\nsize=9\nowner=root\ngroup=root\nformat=" + format + "\nwhole=" +
                  whole + "\n" + (whole == "no" ? "complaint=\n" : "") + "list=" + in_hex(list) + "\nend=\n");
}

}  // namespace

TEST_SUITE("checks/archive") {
  TEST_CASE("archives of GNU tar 1.34 in any packing: whole, with odd names in them") {
    for (const auto* recording : {"tar", "tar-gz", "tar-zst"}) {
      CAPTURE(recording);
      const auto facts = archive_in(recording);
      CHECK(facts["exists"] == true);
      CHECK(facts["whole"] == true);
      CHECK(facts["paths"] == Value{".", ".hidden", "a b", "one.txt", "sub", "sub/random", "odd", "new\nline"});
      CHECK(facts["count"] == 8);
      CHECK(facts["unpacked"] == 100006);
      CHECK(facts["entries"][6] == Value{{"path", "odd"}, {"type", "symlink"}, {"size", 0}});
    }
    CHECK(archive_in("tar")["format"] == "tar");
    CHECK(archive_in("tar-gz")["format"] == "tar.gz");
    CHECK(archive_in("tar-gz")["size"] == 100608);
  }

  TEST_CASE("an archive of Info-ZIP 3.0 and a single packed file") {
    const auto zip = archive_in("zip");
    CHECK(zip["format"] == "zip");
    CHECK(zip["whole"] == true);
    CHECK(zip["paths"] == Value{".hidden", "a b", "one.txt", "sub", "sub/random", "odd", "new^Jline"});
    CHECK(zip["entries"][3] == Value{{"path", "sub"}, {"type", "directory"}, {"size", 0}});
    CHECK(zip["unpacked"] == 100006);
    CHECK(archive_in("gz") ==
          Value{{"exists", true}, {"format", "gz"}, {"whole", true}, {"size", 34}, {"unpacked", 6}});
  }

  TEST_CASE("an archive that is cut is not whole; what comes before the cut is listed") {
    const auto packed = archive_in("tar-gz-cut");
    CHECK(packed["whole"] == false);
    CHECK(packed["complaint"] == " gzip: stdin: unexpected end of file");
    CHECK(packed["paths"].front() == ".");
    CHECK(archive_in("tar-cut")["complaint"] ==
          "tar: Unexpected EOF in archive tar: Error is not recoverable: exiting now");
    CHECK(archive_in("zip-cut")["whole"] == false);
    CHECK(archive_in("zip-cut")["count"] == 0);
  }

  TEST_CASE("a text that is only called an archive is none; nothing there is a fact") {
    CHECK(archive_in("text") == Value{{"exists", true}, {"format", "other"}, {"size", 5}, {"whole", false}});
    CHECK(facts_of("archive", at, answered("exists=no\nend=\n")) == Value{{"exists", false}});
    CHECK(facts_here("archive", {{"path", "/etc"}}) == Value{{"exists", false}});
  }

  TEST_CASE("names can't pass for other entries") {
    const auto facts = facts_of(
        "archive", at,
        listed("tar",
               "-rw-r--r-- 0/0 3 2026-11-30 01:00 \"a\\\" \\\\ \\303\\274\\t.\"\n"
               "lrwxrwxrwx 0/0 0 2026-11-30 01:00 \"l\" -> \"x\"\ncrw-r--r-- 0/0 1,3 2026-11-30 01:00 \"null\"\n.\n"));
    CHECK(facts["paths"] == Value{"a\" \\ \xC3\xBC\t.", "l", "null"});
    CHECK(facts["entries"][2]["type"] == "character");
    const auto zip = facts_of("archive", at, listed("zip", "-rw-r--r--  3.0 unx 2 tx 2 stor 26-Nov-30 01:24  a\n.\n"));
    CHECK(zip["paths"] == Value{" a"});
  }

  TEST_CASE("this machine's tools: a damaged byte in the middle is found") {
    const TemporaryDirectory folder;
    const auto path = folder.path() + "/it's.tar.gz";
    REQUIRE(std::system(("tar -C /usr/share/common-licenses -czf \"" + path + "\" .").c_str()) == 0);
    const auto good = facts_here("archive", {{"path", path}});
    CHECK(good["whole"] == true);
    CHECK(good["count"] > 3);
    std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(5000);
    file << "damage";
    file.close();
    CHECK(facts_here("archive", {{"path", path}})["whole"] == false);
  }

  TEST_CASE("listings that are cut, foreign or too long are no facts") {
    const std::string line = "-rw-r--r-- 0/0 3 2026-11-30 01:00 \"a\"\n";
    CHECK(message_of("archive", at, listed("tar", line)) == "the archive is whole, but its listing is cut off");
    CHECK(message_of("archive", at, listed("tar", "tar: hello\n.\n")) ==
          "tar gives 'tar: hello', no entry of an archive");
    CHECK(message_of("archive", at, listed("tar", "-rw-r--r-- 0/0 3 2026-11-30 01:00 \"a\n.\n")) != "");
    CHECK(message_of("archive", at, listed("tar", "-rw-r--r-- 0/0 -3 2026-11-30 01:00 \"a\"\n.\n")) != "");
    CHECK(message_of("archive", at, listed("zip", "-rw-r--r-- 3.0 unx x tx 2 stor 26-Nov-30 01:24 a\n.\n")) ==
          "zipinfo gives '-rw-r--r-- 3.0 unx x tx 2 stor 26-Nov-30 01:24 a', no entry of an archive");
    CHECK(message_of("archive", at, listed("tar", std::string(393217, '.'))) ==
          "the archive's listing is longer than the 384 KiB that are read");
    CHECK(message_of("archive", at, listed("rar", ".\n")) == "the host says that the archive's format is 'rar'");
    CHECK(facts_of("archive", at, listed("tar", line + "-rw-r", "no"))["paths"] == Value{"a"});
    CHECK(message_of("archive", at, answered("exists=yes\nmissing=zstd\nend=\n")) ==
          "the host has no 'zstd', which labcheck needs for this");
  }
}
