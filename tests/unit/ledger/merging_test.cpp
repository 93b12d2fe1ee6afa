#include "ledger/merging.hpp"

#include <set>

#include "example.hpp"
#include "ledger/rows.hpp"

using namespace labcheck;
using namespace labcheck::ledger;
using namespace labcheck::ledger::test;

namespace {

SigningKey example_key(char byte = 7) {
  return std::move(*SigningKey::from_seed(std::string(32, byte)));
}

/// A room of three, of whom a ledger grades some.
struct Exam {
  RunInfo run{.id = "5eed", .started = at(1'000), .ended = at(9'000), .version = "0.1.0"};
  std::string text{"labcheck: 1\n"};
  std::string seat{"A-01"};
  std::vector<std::string> codes{"2.2.3"};
  bool is_signed{false};

  Plan plan(const std::set<std::string>& graded) const {
    auto plan = example_plan();
    auto roster = *plan.roster;
    const auto one = roster.candidates.front();
    roster.candidates.clear();
    for (const char* id : {"c01", "c02", "c03"}) {
      roster.candidates.push_back(one);
      roster.candidates.back().id = id;
      roster.candidates.back().seat = seat;
    }
    plan.roster = std::make_shared<const Roster>(roster);
    auto scenario = std::make_shared<Scenario>(*plan.candidates.front().scenario);
    scenario->sources.front().text = text;
    auto candidate = plan.candidates.front();
    candidate.scenario = scenario;
    candidate.selected_codes = codes;
    plan.candidates.clear();
    for (const auto& each : plan.roster->candidates) {
      if (graded.contains(each.id)) {
        plan.candidates.push_back(candidate);
        plan.candidates.back().candidate = &each;
      }
    }
    return plan;
  }

  void write(const std::string& path, const std::set<std::string>& graded) const {
    auto made = is_signed ? create_ledger(path, example_key()) : create_ledger(path);
    REQUIRE(made);
    auto& ledger = **made;
    ledger.begin(run, plan(graded));
    for (const auto& id : graded) {
      auto observation = example_observation();
      observation.check.candidate = id;
      observation.answer.out = "answer of " + id;
      ledger.check_started(observation.check);
      ledger.observed(observation);
      ledger.check_ended({.check = observation.check});
      ledger.host({.candidate = id, .host = "web[1]", .host_key = "SHA256:x"});
    }
    ledger.flag({.candidate = *graded.begin(), .host = "web[1]", .code = "twin-host", .message = "the same as c03's"});
    ledger.end(run);
    REQUIRE(ledger.close());
  }
};

Exam second_run() {
  Exam exam;
  exam.run.id = "beef";
  exam.run.started = at(2'000);
  exam.run.shard = "2/2";
  return exam;
}

std::vector<MergeSource> sources(const Folder& folder, const std::vector<std::string>& names) {
  std::vector<MergeSource> all;
  for (const auto& name : names) {
    auto source = read_merge_source(folder.file(name), {});
    REQUIRE_MESSAGE(source, (source ? "" : source.error().message));
    source->name = name;
    all.push_back(std::move(*source));
  }
  return all;
}

/// Merges into "merged"; the error's message, or an empty text.
std::string merged(const Folder& folder, const std::vector<std::string>& names,
                   std::vector<std::string>* notes = nullptr) {
  std::filesystem::remove(folder.file("merged"));
  auto merge = ledger::merge(sources(folder, names));
  if (!merge) {
    return merge.error().message;
  }
  if (notes != nullptr) {
    *notes = merge->notes;
  }
  const auto written = write_merge(std::move(*merge), {}, folder.file("merged"), std::nullopt);
  return written ? "" : written.error().message;
}

std::set<std::string> contents(const std::string& path) {
  const auto rows = read_rows(path);
  REQUIRE(rows);
  std::set<std::string> digests;
  for (const auto& row : *rows) {
    const bool of_the_file = row.entry.kind == kind::run || row.entry.kind == kind::merged ||
                             row.entry.kind == kind::run_ended || row.entry.kind == kind::roster ||
                             row.entry.kind == kind::source || row.entry.kind == kind::selection ||
                             row.entry.kind == kind::jump || row.entry.kind == kind::roster_source;
    if (!of_the_file) {
      digests.insert(content_of(row));
    }
  }
  return digests;
}

}  // namespace

TEST_SUITE("ledger/merging") {
  TEST_CASE("what two agents asked is all there, digest by digest, and the ledger is good") {
    const Folder folder;
    Exam{}.write(folder.file("a"), {"c01", "c03"});
    second_run().write(folder.file("b"), {"c02"});
    CHECK(merged(folder, {"b", "a"}) == "");
    auto expected = contents(folder.file("a"));
    expected.merge(contents(folder.file("b")));
    CHECK(contents(folder.file("merged")) == expected);
    const auto record = read(folder.file("merged"));
    CHECK(record.run.started == at(1'000));
    CHECK(record.run.ended == at(9'000));
    CHECK(record.run.version == "0.1.0");
    CHECK(record.roster.candidates.size() == 3);
    CHECK(record.roster.jumps.size() == 1);
    CHECK(record.sources.size() == 2);
    CHECK(record.draws.size() == 3);
    CHECK(record.observations.size() == 3);
    REQUIRE(record.run.parts.size() == 2);
    CHECK(record.run.parts[0].run == "5eed");
    CHECK(record.run.parts[0].candidates == 2);
    CHECK(record.run.parts[1].shard == "2/2");
    const auto last = read_rows(folder.file("b"))->back();
    CHECK(record.run.parts[1].records == last.entry.seq);
    CHECK(record.run.parts[1].fingerprint.size() == 64);
    const auto verification = verify_ledger(folder.file("merged"), std::nullopt);
    REQUIRE(verification);
    CHECK(verification->findings.empty());
    CHECK(verification->parts == record.run.parts);
  }

  TEST_CASE("the same ledgers make the same run, in whatever order they come") {
    const Folder folder;
    Exam{}.write(folder.file("a"), {"c01"});
    second_run().write(folder.file("b"), {"c02"});
    CHECK(merged(folder, {"a", "b"}) == "");
    const auto id = read(folder.file("merged")).run.id;
    CHECK(id.size() == 16);
    CHECK(merged(folder, {"b", "a"}) == "");
    CHECK(read(folder.file("merged")).run.id == id);
    CHECK(merged(folder, {"b"}) == "");
    CHECK(read(folder.file("merged")).run.id != id);
  }

  TEST_CASE("a copy counts once, and an older copy is the beginning of what was added to") {
    const Folder folder;
    Exam{}.write(folder.file("a"), {"c01", "c02"});
    std::filesystem::copy_file(folder.file("a"), folder.file("copy"));
    std::vector<std::string> notes;
    CHECK(merged(folder, {"a", "copy"}, &notes) == "");
    CHECK(read(folder.file("merged")).observations.size() == 2);
    CHECK(read(folder.file("merged")).run.parts.size() == 1);
    CHECK(notes == std::vector<std::string>{"'copy' is left out: all that it holds stands in the others",
                                            "of the roster 1 candidate is in none of the ledgers: c03"});
  }

  TEST_CASE("one attempt with two contents is a contradiction, and every candidate is named") {
    const Folder folder;
    Exam{}.write(folder.file("a"), {"c01", "c02", "c03"});
    second_run().write(folder.file("b"), {"c02", "c03"});
    const auto error = merged(folder, {"a", "b"});
    CHECK(error.find("contradiction: candidate 'c02', attempt 1: 'a' and 'b' hold different records (draw ") == 0);
    CHECK(error.find("\ncontradiction: candidate 'c03', attempt 1: ") != std::string::npos);
    CHECK(error.find("c01") == std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder.file("merged")));
  }

  TEST_CASE("what is of another exam is refused by name") {
    const Folder folder;
    Exam{}.write(folder.file("a"), {"c01"});
    auto other = second_run();
    std::string what;
    SUBCASE("another text") {
      other.text = "labcheck: 1\n\n";
      what = "another text of scenario 'web.yaml'";
    }
    SUBCASE("another version") {
      other.run.version = "0.2.0";
      what = "another version of labcheck, 0.2.0 and not 0.1.0";
    }
    SUBCASE("another selection") {
      other.codes = {"2.2.4"};
      what = "another selection of skills";
    }
    SUBCASE("another seat") {
      other.seat = "B-02";
      what = "another entry of candidate 'c01' in its roster (seat)";
    }
    SUBCASE("an exam, and a practice") {
      other.run.exam = true;
      what = "another word on whether it is an exam";
    }
    SUBCASE("another proof") {
      other.run.qualifications = {{"demo/web", "draft"}};
      what = "another proof of its scenarios (their qualification)";
    }
    other.write(folder.file("b"), {"c02"});
    CHECK(merged(folder, {"a", "b"}).find("'b' does not belong to 'a': it has " + what) == 0);
  }

  TEST_CASE(
      "a touched ledger is refused with the record, and one that is signed by nobody where signatures are wanted") {
    const Folder folder;
    Exam{}.write(folder.file("a"), {"c01"});
    const auto unsigned_one = read_merge_source(folder.file("a"), {example_key().verify_key()});
    REQUIRE(unsigned_one);
    CHECK(ledger::merge({*unsigned_one}).error().message.find("the ledger has no good signature of the given key") !=
          std::string::npos);
    tamper(
        folder.file("a"),
        "DROP TRIGGER record_is_never_changed; UPDATE record SET time = time + 1 WHERE seq = 3; CREATE TRIGGER "
        "record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END");
    CHECK(merged(folder, {"a"}) == "cannot merge the ledger 'a': record 3: changed (see labcheck verify)");
  }

  TEST_CASE("a merged ledger can be signed, and flags be added to it") {
    const Folder folder;
    auto exam = Exam{};
    exam.is_signed = true;
    exam.write(folder.file("a"), {"c01"});
    second_run().write(folder.file("b"), {"c02"});
    auto merge = ledger::merge(sources(folder, {"a", "b"}));
    REQUIRE(merge);
    CHECK(merge->record.hosts.size() == 2);
    CHECK(merge->run.parts[0].signer == example_key().verify_key().fingerprint());
    CHECK(merge->run.parts[1].signer.empty());
    const Flag flag{.candidate = "c02", .host = "web[1]", .code = "cloned-host", .message = "copies of one image"};
    REQUIRE(write_merge(std::move(*merge), {flag}, folder.file("all"), example_key(9)));
    const auto verification = verify_ledger(folder.file("all"), example_key(9).verify_key());
    REQUIRE(verification);
    CHECK(verification->findings.empty());
    const auto flags = read(folder.file("all")).flags;
    CHECK(std::find(flags.begin(), flags.end(), flag) != flags.end());
    CHECK(merged(folder, {"all"}) ==
          "cannot merge the ledger 'all': it is merged already: merge the ledgers that it was made of");
  }
}
