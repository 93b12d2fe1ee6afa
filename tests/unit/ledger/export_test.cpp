#include "ledger/export.hpp"

#include <fstream>
#include <sstream>

#include "example.hpp"
#include "ledger/naming.hpp"
#include "ledger/opening.hpp"
#include "ledger/reader.hpp"
#include "ledger/rejudging.hpp"
#include "ledger/verify.hpp"

using namespace labcheck;
using namespace labcheck::ledger;
using namespace labcheck::ledger::test;

namespace {

SigningKey example_key(char byte = 7) {
  return std::move(*SigningKey::from_seed(std::string(32, byte)));
}

/// Two candidates whose hosts are one machine; signed.
void write_two(const std::string& path) {
  auto plan = example_plan();
  auto roster = *plan.roster;
  auto other = roster.candidates.front();
  other.id = "zweite";
  other.name = "李四";
  other.seat = "SEAT-B9";
  other.hosts.front().connect_host = other.hosts.front().address = "192.168.99.77";
  other.parameters["port"] = "8181";
  roster.candidates.push_back(other);
  plan.roster = std::make_shared<const Roster>(roster);
  plan.candidates.push_back(plan.candidates.front());
  plan.candidates[0].candidate = &plan.roster->candidates[0];
  plan.candidates[1].candidate = &plan.roster->candidates[1];
  auto made = create_ledger(path, example_key());
  REQUIRE(made);
  auto& ledger = **made;
  ledger.begin(example_run(), plan);
  for (const auto& candidate : plan.roster->candidates) {
    auto observation = example_observation();
    observation.check.candidate = candidate.id;
    observation.answer.out = "answer of " + candidate.id;
    ledger.check_started(observation.check);
    ledger.observed(observation);
    ledger.check_ended({.check = observation.check});
  }
  ledger.flag({.candidate = "c01", .host = "web[1]", .code = "twin-host", .message = "the same as web[1] of zweite"});
  ledger.flag({.candidate = "zweite", .host = "web[1]", .code = "twin-host", .message = "the same as web[1] of c01"});
  ledger.flag({.candidate = "c01", .host = "web[1]", .code = "rc-noise", .message = "noise"});
  ledger.end(example_run());
  REQUIRE(ledger.close());
}

std::string bytes_of_file(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream{path, std::ios::binary}.rdbuf();
  return bytes.str();
}

/// What `verify` finds, a line each.
std::vector<std::string> findings(const std::string& path) {
  const auto verification = verify_ledger(path, example_key().verify_key());
  REQUIRE_MESSAGE(verification, (verification ? "" : verification.error().message));
  std::vector<std::string> lines;
  for (const auto& finding : verification->findings) {
    lines.push_back(fmt::format("{}-{} {}", finding.first, finding.last, finding.what));
  }
  return lines;
}

void touch(const std::string& path, const std::string& sql) {
  tamper(path, "DROP TRIGGER record_is_never_changed; DROP TRIGGER record_is_never_deleted; " + sql +
                   "; CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a "
                   "record is never changed'); END; CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record "
                   "BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END");
}

std::int64_t number_of(const std::string& path, const std::string& condition) {
  auto database = Database::open(path, Database::Access::read);
  REQUIRE(database);
  const auto number = database->number("SELECT seq FROM record WHERE " + condition);
  REQUIRE_MESSAGE(number, (number ? "" : number.error().message));
  return *number;
}

RecordedRejudging example_rejudging() {
  return {.info = {.by = "Chief",
                   .reason = "a wrong word",
                   .at = at(10'000),
                   .version = "0.1.0",
                   .scenarios = {"demo/web"}},
          .files = {"web.yaml"},
          .sources = {{.name = "web.yaml", .text = "corrected\n"}},
          .candidates = {{.candidate = "c01",
                          .digest_before = "aa",
                          .digest_after = "bb",
                          .skills = {{"demo/web", "junior", "2.2.3", Verdict::fail, Verdict::pass}}}}};
}

}  // namespace

TEST_SUITE("ledger/export") {
  TEST_CASE("an export reads and verifies, and has nothing of others in any of its bytes") {
    const Folder folder;
    write_two(folder.file("all"));
    const auto exported = export_ledger(folder.file("all"), "c01", folder.file("one"));
    REQUIRE_MESSAGE(exported, (exported ? "" : exported.error().message));
    const auto verification = verify_ledger(folder.file("one"), example_key().verify_key());
    REQUIRE(verification);
    CHECK(verification->findings.empty());
    CHECK(verification->withheld == exported->withheld);
    CHECK(verification->records == exported->records);
    const auto record = read(folder.file("one"));
    CHECK(record.run.withheld == exported->withheld);
    CHECK(record.roster.candidates.size() == 1);
    CHECK(record.roster.jumps.empty());
    CHECK(record.observations.size() == 1);
    CHECK(record.sources.size() == 2);
    const auto all = bytes_of_file(folder.file("all"));
    const auto one = bytes_of_file(folder.file("one"));
    for (const char* word : {"zweite", "李四", "SEAT-B9", "192.168.99.77", "8181", "203.0.113.5"}) {
      CHECK_MESSAGE(all.find(word) != std::string::npos, word);
      CHECK_MESSAGE(one.find(word) == std::string::npos, word);
    }
  }

  TEST_CASE("a flag that names another candidate is there without the name, and in the whole ledger once") {
    const Folder folder;
    write_two(folder.file("all"));
    REQUIRE(export_ledger(folder.file("all"), "c01", folder.file("one")));
    const auto all = read(folder.file("all")).flags;
    REQUIRE(all.size() == 3);
    CHECK(all[0].message == "the same as web[1] of zweite");
    CHECK(all[1].message == "the same as web[1] of c01");
    const auto one = read(folder.file("one")).flags;
    REQUIRE(one.size() == 2);
    CHECK(one[0].message == "the same as web[1] of [withheld]");
    CHECK(one[1].message == "noise");
  }

  TEST_CASE("nobody can leave out what speaks against a candidate") {
    const Folder folder;
    const auto path = folder.file("one");
    write_two(folder.file("all"));
    REQUIRE(export_ledger(folder.file("all"), "c01", path));
    SUBCASE("a record of the candidate") {
      const auto seq = number_of(path, "kind = 'observation'");
      const auto digest = [&] {
        auto database = Database::open(folder.file("all"), Database::Access::read);
        auto rows = all_rows(*database);
        for (auto row = next_row(*rows); row && *row; row = next_row(*rows)) {
          if ((*row)->entry.seq == seq) {
            return content_of(**row);
          }
        }
        return std::string{};
      }();
      std::string hex;
      for (const char byte : digest) {
        hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
      }
      touch(path, fmt::format("UPDATE record SET kind = 'withheld', candidate = '', time = 0, body = '{{}}', "
                              "payload = x'{}', salt = x'' WHERE seq = {}",
                              hex, seq));
      CHECK(findings(path) == std::vector{fmt::format("{0}-{0} withheld, though it is of candidate 'c01', whose "
                                                      "others are here",
                                                      seq)});
      CHECK(read_error(path).find("withheld, though it is of candidate 'c01'") != std::string::npos);
    }
    SUBCASE("a withheld record given to somebody else") {
      const auto seq = number_of(path, "kind = 'withheld'");
      touch(path, fmt::format("UPDATE record SET owner = zeroblob(16) WHERE seq = {}", seq));
      CHECK(findings(path) == std::vector{fmt::format("{0}-{0} changed", seq)});
    }
    SUBCASE("something hidden in what the chain does not cover") {
      const auto seq = number_of(path, "kind = 'withheld'");
      touch(path, fmt::format("UPDATE record SET body = 'psst' WHERE seq = {}", seq));
      CHECK(findings(path) ==
            std::vector{fmt::format("{0}-{0} changed: it is withheld, yet holds more than its digest", seq)});
    }
  }

  TEST_CASE("two equal records have digests that tell nothing of that") {
    const Folder folder;
    auto ledger = create(folder.file("x"));
    ledger->begin(example_run(), example_plan());
    ledger->check_started(example_observation().check);
    ledger->check_started(example_observation().check);
    REQUIRE(ledger->close());
    auto database = Database::open(folder.file("x"), Database::Access::read);
    const auto salts =
        database->number("SELECT count(DISTINCT salt) = count(*) AND min(length(salt)) = 16 FROM record");
    CHECK(*salts == 1);
  }

  TEST_CASE("nobody's part and a file that is there are refused") {
    const Folder folder;
    write_two(folder.file("all"));
    CHECK(
        export_ledger(folder.file("all"), "zweitr", folder.file("x")).error().message ==
        fmt::format("cannot export from the ledger '{}': there is no candidate 'zweitr' in it (did you mean 'zweite'?)",
                    folder.file("all")));
    CHECK(export_ledger(folder.file("all"), "", folder.file("x")).error().kind == ErrorKind::invalid);
    CHECK(export_ledger(folder.file("all"), "c01", folder.file("all")).error().kind == ErrorKind::resource);
    CHECK_FALSE(std::filesystem::exists(folder.file("x")));
  }

  TEST_CASE("names are taken out as whole words, the longest first, and never one's own") {
    Roster roster;
    roster.candidates = {{.id = "c1", .name = "Ann"}, {.id = "c12", .name = "Ann Lee"}, {.id = "x", .name = "王五"}};
    const Naming naming{roster};
    CHECK(naming.without_others("c1", "c12 and c1, c123") == "[withheld] and c1, c123");
    CHECK(naming.without_others("x", "Ann Lee, Ann, Anna") == "[withheld], [withheld], Anna");
    CHECK(naming.without_others("c1", "和王五同机") == "和[withheld]同机");
    CHECK_FALSE(naming.without_others("c1", "c1 alone, Ann too"));
  }
}

TEST_SUITE("ledger/rejudging") {
  TEST_CASE("a recorded re-judging comes back, and those of others are withheld from an export") {
    const Folder folder;
    write_two(folder.file("x"));
    auto rejudging = example_rejudging();
    rejudging.candidates.push_back({.candidate = "zweite", .digest_before = "cc", .digest_after = "dd"});
    const auto recorded = record_rejudging(folder.file("x"), rejudging, example_key());
    REQUIRE_MESSAGE(recorded, (recorded ? "" : recorded.error().message));
    CHECK(findings(folder.file("x")).empty());
    REQUIRE(export_ledger(folder.file("x"), "c01", folder.file("one")));
    for (const char* name : {"x", "one"}) {
      const auto contents = read_whole_ledger(folder.file(name));
      REQUIRE(contents);
      REQUIRE(contents->rejudgings.size() == 1);
      const auto& got = contents->rejudgings[0];
      CHECK(got.info == rejudging.info);
      CHECK(got.files == rejudging.files);
      REQUIRE(got.sources.size() == 1);
      CHECK(got.sources[0].text == "corrected\n");
      CHECK(got.candidates.size() == (std::string{name} == "x" ? 2 : 1));
      CHECK(got.candidates[0].skills[0].before == Verdict::fail);
      CHECK(got.candidates[0].skills[0].after == Verdict::pass);
      CHECK(contents->record.run.rejudgings == std::vector{rejudging.info});
      CHECK(contents->record.sources[0].text == "labcheck: 1\n");
    }
  }

  TEST_CASE("a signed ledger takes no re-judging without a signature, and keeps both signatures with one") {
    const Folder folder;
    const auto path = folder.file("x");
    write_two(path);
    const auto before = bytes_of_file(path);
    CHECK(record_rejudging(path, example_rejudging(), std::nullopt).error().message ==
          fmt::format("cannot add to the ledger '{}': it is signed: what is added must be signed too (--sign)", path));
    CHECK(bytes_of_file(path) == before);
    REQUIRE(record_rejudging(path, example_rejudging(), example_key(9)));
    const auto both = verify_ledger(path, std::vector{example_key().verify_key(), example_key(9).verify_key()});
    REQUIRE(both);
    CHECK(both->findings.empty());
    REQUIRE(both->signatures.size() == 2);
    CHECK(both->signatures[0].key == example_key().verify_key());
    CHECK(both->signatures[1].key == example_key(9).verify_key());
    const auto first = both->signatures[0].seq;
    const auto other = verify_ledger(path, example_key(9).verify_key());
    REQUIRE(other->findings.size() == 1);
    CHECK(other->findings[0].first == first);
    CHECK(other->findings[0].what == fmt::format("it is signed by {}, not by the given key {}",
                                                 example_key().verify_key().fingerprint(),
                                                 example_key(9).verify_key().fingerprint()));
  }

  TEST_CASE("an unsigned ledger takes one unsigned; what is touched of it is named") {
    const Folder folder;
    const auto path = folder.file("x");
    write_example(path);
    REQUIRE(record_rejudging(path, example_rejudging(), std::nullopt));
    CHECK(verify_ledger(path, std::nullopt)->findings.empty());
    const auto seq = number_of(path, "kind = 'rejudging'");
    touch(path, fmt::format("UPDATE record SET body = replace(body, 'Chief', 'Thief') WHERE seq = {}", seq));
    const auto verification = verify_ledger(path, std::nullopt);
    REQUIRE(verification->findings.size() == 1);
    CHECK(verification->findings[0].first == seq);
    CHECK(verification->findings[0].what == "changed");
  }

  TEST_CASE("the texts of a re-judging without one before them are damage") {
    std::vector<RecordedRejudging> rejudgings;
    std::string problem;
    CHECK(add_rejudging(rejudgings, {.kind = kind::corrected, .body = {{"name", "x"}}}, problem));
    CHECK(problem == "it belongs to a judging again, and none stands before it");
    CHECK_FALSE(add_rejudging(rejudgings, {.kind = kind::flag}, problem));
  }
}
