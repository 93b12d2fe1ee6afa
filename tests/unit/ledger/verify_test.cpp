#include "ledger/verify.hpp"

#include <fstream>

#include "example.hpp"
#include "ledger/chain.hpp"
#include "ledger/opening.hpp"
#include "ledger/signature.hpp"

using namespace labcheck;
using namespace labcheck::ledger;
using namespace labcheck::ledger::test;

namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(std::string{hex.substr(at, 2)}, nullptr, 16));
  }
  return bytes;
}

SigningKey key_of(char first) {
  std::string seed;
  for (char byte = 0; byte < 32; ++byte) {
    seed += static_cast<char>(first + byte);
  }
  return std::move(*SigningKey::from_seed(seed));
}

/// The small run of the examples, signed: its last record is the signature.
std::int64_t write_signed(const std::string& path, bool ended = true) {
  auto made = create_ledger(path, key_of(0));
  REQUIRE(made);
  auto& ledger = **made;
  ledger.begin(example_run(), example_plan());
  auto observation = example_observation();
  ledger.check_started(observation.check);
  ledger.observed(observation);
  ledger.check_ended({.check = observation.check});
  if (ended) {
    ledger.end(example_run());
  }
  REQUIRE(ledger.close());
  const auto verification = verify_ledger(path, std::nullopt);
  REQUIRE(verification);
  return verification->records;
}

/// Changes records with the triggers out of the way.
void touch(const std::string& path, const std::string& sql) {
  tamper(path,
         "DROP TRIGGER record_is_never_changed; DROP TRIGGER record_is_never_deleted; " + sql +
             "; CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record is "
             "never changed'); END; CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record BEGIN SELECT "
             "RAISE(ABORT, 'a record is never deleted'); END");
}

std::string exchange(int one, int other) {
  return fmt::format(
      "UPDATE record SET seq = -1 WHERE seq = {0}; UPDATE record SET seq = {0} WHERE seq = {1}; "
      "UPDATE record SET seq = {1} WHERE seq = -1",
      one, other);
}

/// What is found, a line each, the key's fingerprint as KEY.
std::vector<std::string> findings(const std::string& path, std::optional<VerifyKey> key = std::nullopt) {
  const auto verification = verify_ledger(path, key);
  REQUIRE_MESSAGE(verification, (verification ? "" : verification.error().message));
  std::vector<std::string> lines;
  for (const auto& finding : verification->findings) {
    auto what = finding.what;
    const auto fingerprint = key_of(0).verify_key().fingerprint();
    if (const auto at = what.find(fingerprint); at != std::string::npos) {
      what.replace(at, fingerprint.size(), "KEY");
    }
    lines.push_back(fmt::format("{}-{} {}", finding.first, finding.last, what));
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_SUITE("ledger/verify") {
  TEST_CASE("the published test vectors hold") {
    std::ifstream file{std::string{LABCHECK_SOURCE_DIR} + "/docs/reference/ledger-vectors/vectors.json"};
    const auto vectors = Value::parse(file);
    const auto bytes = [](const Value& row, const char* name) { return from_hex(row.at(name).get<std::string>()); };
    const auto key = std::move(*SigningKey::from_seed(bytes(vectors, "seed")));
    CHECK(key.verify_key().fingerprint() == vectors.at("fingerprint"));
    CHECK(chain_start() == bytes(vectors, "chain_start"));
    for (const char* ledger : {"ledger", "export"}) {
      auto chain = chain_start();
      for (const auto& row : vectors.at(ledger)) {
        const auto seq = row.at("seq").get<std::int64_t>();
        const Row read{.entry = {.seq = seq,
                                 .kind = row.at("kind"),
                                 .candidate = row.at("candidate"),
                                 .time = at(row.at("time").get<std::int64_t>()),
                                 .payload = bytes(row, "payload")},
                       .body = row.at("body"),
                       .owner = bytes(row, "owner"),
                       .salt = bytes(row, "salt")};
        if (read.entry.kind == kind::signature) {
          CHECK(dump(signature_body(key, seq, chain)) == read.body);
          const auto signature = read_signature(Value::parse(read.body));
          REQUIRE(signature);
          CHECK(signature->key.verifies(signed_message(seq, chain), signature->bytes));
          CHECK_FALSE(signature->key.verifies(signed_message(seq + 1, chain), signature->bytes));
        }
        CHECK(content_of(read) == bytes(row, "content"));
        CHECK(record_digest(seq, read.owner, content_of(read)) == bytes(row, "digest"));
        chain = chain_value(chain, read, seq);
        CHECK(chain == bytes(row, "chain"));
      }
    }
    CHECK(vectors.at("ledger").back() == vectors.at("export").back());
  }

  TEST_CASE("a signed ledger is good, read as before, and says who signed") {
    const Folder folder;
    const auto path = folder.file("x");
    const auto records = write_signed(path);
    const auto verification = verify_ledger(path, key_of(0).verify_key());
    REQUIRE(verification);
    CHECK(verification->findings.empty());
    CHECK(verification->signer == key_of(0).verify_key());
    CHECK(verification->ended);
    const auto record = read(path);
    CHECK(record.observations.size() == 1);
    CHECK_FALSE(record.run.interrupted);
    write_example(folder.file("unsigned"));
    CHECK(verify_ledger(folder.file("unsigned"), std::nullopt)->records == records - 1);
  }

  TEST_CASE("an unsigned ledger is good, but not by a key that is asked for") {
    const Folder folder;
    write_example(folder.file("x"));
    CHECK(findings(folder.file("x")).empty());
    CHECK_FALSE(verify_ledger(folder.file("x"), std::nullopt)->signer);
    CHECK(findings(folder.file("x"), key_of(0).verify_key()) ==
          Lines{"0-0 the ledger has no good signature of the given key KEY"});
  }

  TEST_CASE("the signature of another is told") {
    const Folder folder;
    write_signed(folder.file("x"));
    const auto other = key_of(9).verify_key();
    CHECK(findings(folder.file("x"), other) ==
          Lines{"0-0 the ledger is signed by KEY, not by the given key " + other.fingerprint()});
  }

  TEST_CASE("what was touched is named by its number") {
    const Folder folder;
    const auto path = folder.file("x");
    const auto last = write_signed(path);
    REQUIRE(last == 13);
    SUBCASE("changed") {
      touch(path, "UPDATE record SET payload = x'00' WHERE seq = 10");
      CHECK(findings(path) == Lines{"10-10 changed"});
    }
    SUBCASE("two changed") {
      touch(path, "UPDATE record SET time = time + 1 WHERE seq IN (4, 5)");
      CHECK(findings(path) == Lines{"4-4 changed", "5-5 changed"});
    }
    SUBCASE("a chain value changed") {
      touch(path, "UPDATE record SET chain = zeroblob(32) WHERE seq = 10");
      CHECK(findings(path) == Lines{"10-10 its chain value was changed"});
    }
    SUBCASE("exchanged neighbours") {
      touch(path, exchange(4, 5));
      CHECK(findings(path) == Lines{"4-4 moved: it stands as number 5", "5-5 moved: it stands as number 4"});
    }
    SUBCASE("exchanged far ones") {
      touch(path, exchange(3, 11));
      CHECK(findings(path) == Lines{"3-3 moved: it stands as number 11", "11-11 moved: it stands as number 3"});
    }
    SUBCASE("removed") {
      touch(path, "DELETE FROM record WHERE seq IN (5, 6)");
      CHECK(findings(path) == Lines{"5-6 missing", "7-7 cannot be checked without the record before it"});
    }
    SUBCASE("removed, and those behind numbered anew") {
      touch(path, "DELETE FROM record WHERE seq = 11; UPDATE record SET seq = seq - 1 WHERE seq > 11");
      const auto found = findings(path);
      REQUIRE_FALSE(found.empty());
      CHECK(found.front() == "11-11 changed");
    }
    SUBCASE("added in front") {
      touch(path, "INSERT INTO record SELECT 0, kind, candidate, time, body, payload, owner, salt, chain FROM record WHERE seq = 10");
      CHECK(findings(path).front() == "0-0 added");
    }
    SUBCASE("added in the middle") {
      touch(path,
            "UPDATE record SET seq = -seq WHERE seq > 4; UPDATE record SET seq = 1 - seq WHERE seq < 0; "
            "INSERT INTO record SELECT 5, kind, candidate, time, body, payload, owner, salt, chain FROM record WHERE seq = 4");
      const auto found = findings(path);
      REQUIRE(found.size() >= 10);
      CHECK(found.front() == "5-5 moved: it stands as number 6");
      CHECK(found.back() == "14-14 added: what stands here was recorded under another number");
    }
    SUBCASE("the signature cut off") {
      touch(path, "DELETE FROM record WHERE seq = 13");
      CHECK(findings(path) == Lines{"13-13 missing: the end, with the signature of KEY, is cut off (or the run died)"});
    }
    SUBCASE("the end cut off") {
      touch(path, "DELETE FROM record WHERE seq > 10");
      CHECK(findings(path) == Lines{"11-11 missing: the end, with the signature of KEY, is cut off (or the run died)"});
    }
    SUBCASE("everything cut off") {
      touch(path, "DELETE FROM record");
      CHECK(findings(path) == Lines{"1-1 missing: the ledger is empty"});
    }
  }

  TEST_CASE("whoever computes the chain anew can't sign it") {
    const Folder folder;
    const auto path = folder.file("x");
    write_signed(path);
    // A forger without the key: the same run with another answer, and the old signature at its end.
    const auto forged = folder.file("forged");
    auto ledger = create(forged);
    auto observation = example_observation();
    observation.answer.out = "FORGED\n";
    ledger->begin(example_run(), example_plan());
    ledger->check_started(observation.check);
    ledger->observed(observation);
    ledger->check_ended({.check = observation.check});
    ledger->end(example_run());
    REQUIRE(ledger->close());
    touch(forged, fmt::format("ATTACH '{}' AS real; INSERT INTO record SELECT * FROM real.record WHERE seq = 13; "
                              "DETACH real",
                              path));
    CHECK(findings(forged) == Lines{"13-13 changed",
                                    "13-13 its signature does not fit the records before it: one of "
                                    "them was changed and the chain computed anew"});
  }

  TEST_CASE("a run that was to be signed and died is told") {
    const Folder folder;
    const auto path = folder.file("x");
    write_signed(path, false);
    const auto verification = verify_ledger(path, std::nullopt);
    REQUIRE(verification);
    CHECK_FALSE(verification->ended);
    CHECK(findings(path) == Lines{"12-12 missing: the end, with the signature of KEY, is cut off (or the run died)"});
  }

  TEST_CASE("what can't be read as a ledger is told apart from what is damaged") {
    const Folder folder;
    const auto path = folder.file("x");
    CHECK(verify_ledger(path, std::nullopt).error().message ==
          fmt::format("cannot read the ledger '{}': there is no such file", path));
    write_signed(path);
    tamper(path, "CREATE TABLE more (x)");
    const auto verification = verify_ledger(path, std::nullopt);
    REQUIRE_FALSE(verification);
    CHECK(verification.error().kind == ErrorKind::unreadable);
  }
}
