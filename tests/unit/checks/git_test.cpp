#include <cstdlib>
#include <filesystem>

#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

const Value repository = {{"path", "/srv/repo"}};
const Value readme = {{"path", "/srv/repo"}, {"file", "README.md"}};
const std::string hash = "5a394b6cb6e687454ba9601e295d510aa63c0610";

std::string answer(const std::string& commit, const std::string& further = "") {
  return "repository=yes\nbare=yes\nbranches=\ntags=\nremotes=\nrevision=yes\ncommits=1\nauthors=\ncommit=" +
         in_hex(commit) + "\n" + further + "end=\n";
}

const std::string commit = hash + std::string{"\0a\0b\0c\0d\0\n", 10};

}  // namespace

TEST_SUITE("checks/git") {
  TEST_CASE("a repository of Git 2.39 that belongs to somebody else") {
    const auto facts = facts_of("git", readme, recorded("debian-12/git-repo"));
    CHECK(facts["exists"] == true);
    CHECK(facts["bare"] == false);
    CHECK(facts["branch"] == "main");
    CHECK(facts["branches"] == Value{"feature", "main"});
    CHECK(facts["tags"] == Value{"v1.0"});
    CHECK(facts["remotes"] == Value{{"origin", "git@example.com:shop.git"}, {"backup", "/backup/shop.git"}});
    CHECK(facts["clean"] == true);
    CHECK(facts["commits"] == 2);
    CHECK(facts["authors"] == Value{"alice@example.com"});
    CHECK(facts["commit"]["author"] == "Alice A");
    CHECK(facts["commit"]["subject"] == "Docs: \"quoted\" & 中文");
    CHECK(facts["commit"]["hash"].get<std::string>().size() == 40);
    CHECK(facts["file"] == Value{{"exists", true}, {"type", "file"}, {"size", 7}, {"content", "# Shop\n"}});
  }

  TEST_CASE("a bare one at a tag, one without a commit, one with changes") {
    const auto bare = facts_of("git", readme, recorded("debian-12/git-bare"));
    CHECK(bare["bare"] == true);
    CHECK_FALSE(bare.contains("clean"));
    CHECK(bare["commits"] == 2);
    CHECK(bare["file"] == Value{{"exists", true}, {"type", "directory"}});
    const auto fresh = facts_of("git", readme, recorded("debian-12/git-fresh"));
    CHECK(fresh["branch"] == "trunk");
    CHECK(fresh["commits"] == 0);
    CHECK_FALSE(fresh.contains("commit"));
    CHECK(fresh["file"] == Value{{"exists", false}});
    CHECK(facts_of("git", readme, recorded("debian-12/git-dirty"))["clean"] == false);
  }

  TEST_CASE("a folder that is none is a fact, and so is none at all") {
    CHECK(facts_of("git", repository, recorded("debian-12/git-none")) == Value{{"exists", false}});
    CHECK(facts_here("git", {{"path", "/no/such"}}) == Value{{"exists", false}});
  }

  TEST_CASE("a monitor that the repository's configuration names is not run, and nothing above it is looked at") {
    const TemporaryDirectory folder;
    const auto path = folder.path() + "/repo";
    const auto run = [&](const std::string& words) { return std::system(("cd " + path + " && " + words).c_str()); };
    std::filesystem::create_directories(path + "/below");
    REQUIRE(
        run("git init -q -b main && git config core.fsmonitor 'touch ../ran;:' && git config log.showSignature true && "
            "git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x && rm -f ../ran") == 0);
    const auto facts = facts_here("git", {{"path", path}});
    CHECK(facts["clean"] == true);
    CHECK(facts["commits"] == 1);
    CHECK_FALSE(std::filesystem::exists(folder.path() + "/ran"));
    CHECK(facts_here("git", {{"path", path + "/below"}}) == Value{{"exists", false}});
    CHECK(facts_here("git", {{"path", path}, {"revision", "nowhere"}})["commits"] == 0);
  }

  TEST_CASE("cut and forged answers are no facts") {
    CHECK(facts_of("git", repository, answered(answer(commit)))["commit"]["email"] == "b");
    for (std::size_t size = 0; size < commit.size(); ++size) {
      CAPTURE(size);
      CHECK(message_of("git", repository, answered(answer(commit.substr(0, size)))) ==
            "git's words about a commit are cut off");
    }
    CHECK(message_of("git", repository, answered("repository=yes\nbare=yes\nbranches=\ntags=\nremotes=61\nend=\n")) ==
          "the list of remotes is cut off");
    CHECK(message_of("git", repository, answered("repository=yes\nbare=yes\nbranches=\ntags=\nremotes=6100\nend=\n")) ==
          "git gives 'a' as a remote");
    CHECK(message_of("git", readme, answered(answer(commit, "file=blob\nfile_size=3\ncontent=6161\n"))) ==
          "the file's content in the repository is cut off");
    CHECK(message_of("git", readme, answered(answer(commit, "file=tag\n"))) == "git says that the file is a 'tag'");
    CHECK(message_of("git", repository, answered("repository=yes\nbare=no\n")) == "the host's answer is cut off");
    CHECK_FALSE(
        facts_of("git", readme, answered(answer(commit, "file=blob\nfile_size=70000\n")))["file"].contains("content"));
  }

  TEST_CASE("options are no revisions, and paths are relative") {
    const auto* type = find_check_type("git");
    CHECK(type->complaint({{"path", "/r"}, {"revision", "--all"}}) == "'--all' is no branch, tag or commit");
    CHECK(type->complaint({{"path", "/r"}, {"file", "/etc/passwd"}}) == "'/etc/passwd' is no path in a repository");
    CHECK(type->complaint({{"path", "/r"}, {"revision", "feature/x-1.0"}}) == "");
  }
}
