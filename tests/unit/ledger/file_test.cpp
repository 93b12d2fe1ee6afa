#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "example.hpp"
#include "ledger/records.hpp"

using namespace labcheck;
using namespace labcheck::ledger;
using namespace labcheck::ledger::test;

namespace {

std::string create_error(const std::string& path) {
  const auto ledger = create_ledger(path);
  return ledger ? "" : ledger.error().message;
}

constexpr const char* drop_trigger = "DROP TRIGGER record_is_never_changed;";
constexpr const char* make_trigger =
    ";CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record is never "
    "changed'); END";
constexpr const char* drop_delete_trigger = "DROP TRIGGER record_is_never_deleted;";
constexpr const char* make_delete_trigger =
    ";CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'a record is never "
    "deleted'); END";

}  // namespace

TEST_SUITE("ledger/file") {
  TEST_CASE("the file is for its owner only, whatever the umask, and a single one when closed") {
    const Folder folder;
    const auto path = folder.file("run.labcheck");
    const auto before = umask(0);
    auto ledger = create(path);
    ledger->begin(example_run(), example_plan());
    REQUIRE(ledger->flush());
    struct stat about {};
    REQUIRE(stat(path.c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    REQUIRE(stat((path + "-wal").c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    REQUIRE(ledger->close());
    umask(before);
    CHECK(access((path + "-wal").c_str(), F_OK) != 0);
    CHECK(access((path + "-shm").c_str(), F_OK) != 0);
  }

  TEST_CASE("a file that is there is refused and left alone") {
    const Folder folder;
    const auto path = folder.file("notes.txt");
    std::ofstream{path} << "precious";
    CHECK(create_error(path) == fmt::format("cannot create the ledger '{}': the file is there already", path));
    std::string text;
    std::ifstream{path} >> text;
    CHECK(text == "precious");
  }

  TEST_CASE("a link is never followed, not even to nowhere") {
    const Folder folder;
    REQUIRE(symlink(folder.file("elsewhere").c_str(), folder.file("run.labcheck").c_str()) == 0);
    CHECK(create_error(folder.file("run.labcheck")) ==
          fmt::format("cannot create the ledger '{}': the file is there already", folder.file("run.labcheck")));
    CHECK(access(folder.file("elsewhere").c_str(), F_OK) != 0);
  }

  TEST_CASE("a linked folder is fine") {
    const Folder folder;
    std::filesystem::create_directory(folder.file("real"));
    REQUIRE(symlink(folder.file("real").c_str(), folder.file("linked").c_str()) == 0);
    write_example(folder.file("linked/run.labcheck"));
    CHECK(read(folder.file("linked/run.labcheck")).run.id == "5eed");
  }

  TEST_CASE("a journal of an earlier ledger is not taken for the new one's") {
    const Folder folder;
    std::ofstream{folder.file("run.labcheck-wal")} << "old";
    CHECK(create_error(folder.file("run.labcheck")) ==
          fmt::format("cannot create the ledger '{0}': '{0}-wal' of an earlier ledger is still there",
                      folder.file("run.labcheck")));
    CHECK(access(folder.file("run.labcheck").c_str(), F_OK) != 0);
  }

  TEST_CASE("a folder that is not there is told") {
    const Folder folder;
    const auto path = folder.file("no/run.labcheck");
    CHECK(create_error(path) ==
          fmt::format("cannot create the ledger '{}': its folder: No such file or directory", path));
    CHECK(create_error(folder.file("")) ==
          fmt::format("cannot create the ledger '{}': this names no file", folder.file("")));
  }

  TEST_CASE("names that SQLite would take for something else are plain files") {
    const Folder folder;
    for (const char* name : {":memory:", "file:x?mode=memory", "a'b\"c", "考核 记录"}) {
      write_example(folder.file(name));
      CHECK(read(folder.file(name)).run.id == "5eed");
    }
  }

  TEST_CASE("what is no ledger is told apart") {
    const Folder folder;
    const auto path = folder.file("x");
    const auto told = [&](const char* why) { return fmt::format("cannot read the ledger '{}': {}", path, why); };
    SUBCASE("nothing") {
      CHECK(read_error(path) == told("there is no such file"));
    }
    SUBCASE("a folder") {
      std::filesystem::create_directory(path);
      CHECK(read_error(path) == told("it is a folder"));
    }
    SUBCASE("a pipe") {
      REQUIRE(mkfifo(path.c_str(), 0600) == 0);
      CHECK(read_error(path) == told("it is no regular file"));
    }
    SUBCASE("an empty file") {
      std::ofstream{path}.flush();
      CHECK(read_error(path) == told("it is no ledger (it is empty)"));
    }
    SUBCASE("a text") {
      std::ofstream{path} << std::string(5'000, 'y');
      CHECK(read_error(path) == told("it is no ledger (it is no SQLite file)"));
    }
    SUBCASE("another program's SQLite file") {
      tamper(path, "CREATE TABLE t (x)");
      CHECK(read_error(path) == told("it is no ledger (it is an SQLite file of another program)"));
    }
    SUBCASE("a newer version") {
      write_example(path);
      tamper(path, "PRAGMA user_version=2");
      CHECK(read_error(path) ==
            told("its format is version 2, and this labcheck reads version 1 (a newer labcheck reads it)"));
    }
    SUBCASE("a run that ended before it began") {
      REQUIRE(create(path)->close());
      CHECK(read_error(path) == told("it is empty: the run ended before anything was recorded"));
    }
  }

  TEST_CASE("damage is found and named") {
    const Folder folder;
    const auto path = folder.file("x");
    write_example(path);
    const auto told = [&](const char* what) {
      return fmt::format("cannot read the ledger '{}': it is damaged: {}", path, what);
    };
    SUBCASE("a changed answer") {
      tamper(path, fmt::format("{}UPDATE record SET payload = x'00' WHERE seq = 9{}", drop_trigger, make_trigger));
      CHECK(read_error(path) == told("record 9 does not fit the hash chain"));
    }
    SUBCASE("a changed body") {
      tamper(path, fmt::format("{}UPDATE record SET body = replace(body, 'c01', 'c02') WHERE seq = 9{}", drop_trigger,
                               make_trigger));
      CHECK(read_error(path) == told("record 9 does not fit the hash chain"));
    }
    SUBCASE("a changed time") {
      tamper(path, fmt::format("{}UPDATE record SET time = time + 1 WHERE seq = 2{}", drop_trigger, make_trigger));
      CHECK(read_error(path) == told("record 2 does not fit the hash chain"));
    }
    SUBCASE("a record taken out") {
      tamper(path, fmt::format("{}DELETE FROM record WHERE seq = 5{}", drop_delete_trigger, make_delete_trigger));
      CHECK(read_error(path) == told("record 5 is missing"));
    }
    SUBCASE("a table added") {
      tamper(path, "CREATE TABLE more (x)");
      CHECK(read_error(path) == told("its tables are not those of a ledger"));
    }
    SUBCASE("a view in place of the table") {
      tamper(path, "ALTER TABLE record RENAME TO hidden; CREATE VIEW record AS SELECT * FROM hidden");
      CHECK(read_error(path) == told("its tables are not those of a ledger"));
    }
    SUBCASE("cut in half") {
      std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
      CHECK(read_error(path) == told("database disk image is malformed"));
    }
  }

  TEST_CASE("a flipped byte anywhere is found, or touches nothing that is read") {
    const Folder folder;
    const auto path = folder.file("x");
    write_example(path);
    std::ifstream file{path, std::ios::binary};
    const std::string whole{std::istreambuf_iterator<char>{file}, {}};
    const auto good = observation_entry(read(path).observations.at(0));
    std::uint32_t seed = 4711;
    int found = 0;
    for (int round = 0; round < 300; ++round) {
      seed = seed * 1'664'525 + 1'013'904'223;
      auto bytes = whole;
      bytes[(seed >> 8) % bytes.size()] ^= static_cast<char>(1U << (seed >> 29));
      std::ofstream{path, std::ios::binary | std::ios::trunc} << bytes;
      const auto record = read_ledger(path);
      if (!record) {
        CHECK(record.error().message.find("cannot read the ledger '" + path + "': ") == 0);
        ++found;
        continue;
      }
      REQUIRE(record->observations.size() == 1);
      const auto entry = observation_entry(record->observations[0]);
      CHECK(entry.body == good.body);
      CHECK(entry.payload == good.payload);
    }
    CHECK(found > 30);
  }

  TEST_CASE("records can't be changed or deleted by a slip") {
    const Folder folder;
    write_example(folder.file("x"));
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(folder.file("x").c_str(), &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database, "UPDATE record SET body = ''", nullptr, nullptr, nullptr) != SQLITE_OK);
    CHECK(std::string{sqlite3_errmsg(database)} == "a record is never changed");
    CHECK(sqlite3_exec(database, "DELETE FROM record", nullptr, nullptr, nullptr) != SQLITE_OK);
    CHECK(std::string{sqlite3_errmsg(database)} == "a record is never deleted");
    sqlite3_close(database);
  }

  TEST_CASE("reading leaves the file as it is, and needs no right to write") {
    const Folder folder;
    const auto path = folder.file("x");
    write_example(path);
    const auto before = std::filesystem::last_write_time(path);
    REQUIRE(chmod(path.c_str(), 0400) == 0);
    CHECK(read(path).run.id == "5eed");
    CHECK(std::filesystem::last_write_time(path) == before);
    CHECK(std::distance(std::filesystem::directory_iterator{folder.file("")}, {}) == 1);
  }
}
