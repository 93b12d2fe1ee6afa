#include <fstream>
#include <sstream>

#include "example.hpp"
#include "ledger/records.hpp"

using namespace labcheck;
using namespace labcheck::ledger;
using namespace labcheck::ledger::test;

namespace {

Observation back_and_forth(const Observation& given) {
  auto entry = observation_entry(given);
  entry.seq = 7;
  entry.body = Value::parse(dump(entry.body));
  Record record;
  const auto added = add_entry(record, entry);
  REQUIRE_MESSAGE(added, (added ? "" : added.error().message));
  return record.observations.front();
}

std::string problem_of(const ledger::Entry& entry) {
  Record record;
  const auto added = add_entry(record, entry);
  return added ? "" : added.error().message;
}

}  // namespace

TEST_SUITE("ledger/round_trip") {
  TEST_CASE("a whole run reads back as it was given") {
    const Folder folder;
    write_example(folder.file("run.labcheck"));
    const auto record = read(folder.file("run.labcheck"));
    CHECK(record.run.id == "5eed");
    CHECK(record.run.version == "0.1.0");
    CHECK(record.run.started == at(1'000));
    CHECK(record.run.ended == at(9'000));
    CHECK_FALSE(record.run.interrupted);
    REQUIRE(record.sources.size() == 2);
    CHECK(record.sources[0].name == "web.yaml");
    CHECK(record.sources[1].text == "id: s\n");
    CHECK(record.scenarios == std::vector<std::string>{"web.yaml"});
    CHECK(record.selected_codes == std::vector<std::string>{"2.2.3"});
    CHECK(record.started == std::vector<CheckKey>{example_observation().check});
    REQUIRE(record.ends.size() == 1);
    CHECK(record.ends[0].complete);
    REQUIRE(record.observations.size() == 1);
    CHECK(observation_entry(record.observations[0]).body == observation_entry(example_observation()).body);
    CHECK(record.observations[0].id == 10);
  }

  TEST_CASE("the roster reads back with hosts, ports and jumps") {
    const Folder folder;
    write_example(folder.file("run.labcheck"));
    const auto roster = read(folder.file("run.labcheck")).roster;
    REQUIRE(roster.candidates.size() == 1);
    const auto& candidate = roster.candidates[0];
    CHECK(candidate.name == "张三");
    CHECK(candidate.parameters.at("port") == "8080");
    REQUIRE(candidate.hosts.size() == 1);
    CHECK(candidate.hosts[0].index == 1);
    CHECK(candidate.hosts[0].connect_port == 22010);
    CHECK(candidate.hosts[0].login.user == "ubuntu");
    CHECK(candidate.hosts[0].login.sudo);
    CHECK(candidate.hosts[0].login.via == "bastion");
    REQUIRE(roster.jumps.size() == 1);
    CHECK(roster.jumps[0].port == 2222);
    CHECK(roster.jumps[0].login.host_key == "ssh-ed25519 AAAA");
  }

  TEST_CASE("no secret is anywhere in the file") {
    const Folder folder;
    write_example(folder.file("run.labcheck"));
    std::ostringstream bytes;
    bytes << std::ifstream{folder.file("run.labcheck"), std::ios::binary}.rdbuf();
    for (const char* secret : {"hunter22", "sud0-pass", "open sesame", "s3cret-value"}) {
      CHECK_MESSAGE(bytes.str().find(secret) == std::string::npos, secret);
    }
    const auto record = read(folder.file("run.labcheck"));
    CHECK(record.draws.at(0).parameters.at("db_pw") == secret_mask);
    CHECK(record.draws.at(0).parameters.at("port") == 8080);
    CHECK(record.draws.at(0).parameters.at("marker") == "k3y");
    CHECK(record.roster.candidates.at(0).parameters.at("db_pw") == secret_mask);
    CHECK_FALSE(record.roster.candidates.at(0).hosts.at(0).login.password);
    CHECK(record.roster.sources.at(0).text == "db_pw: [secret]\nport: 8080\npassword: [secret]\n");
  }

  TEST_CASE("a secret too short to be replaced safely takes the roster's text with it") {
    const Folder folder;
    auto plan = example_plan();
    plan.candidates[0].parameters["db_pw"] = "80";
    auto ledger = create(folder.file("run.labcheck"));
    ledger->begin(example_run(), plan);
    REQUIRE(ledger->close());
    CHECK(read(folder.file("run.labcheck")).roster.sources.at(0).text == "[secret]");
  }

  TEST_CASE("hostile bytes come back to the byte") {
    auto given = example_observation();
    SUBCASE("invalid UTF-8 and NUL in the output") {
      given.answer.out = std::string("\xff\xfe\0\x80ok\xc3", 7);
      given.answer.err = std::string(3, '\0');
    }
    SUBCASE("a megabyte of every byte") {
      for (int at = 0; at < 1 << 20; ++at) {
        given.answer.out += static_cast<char>(at * 31);
      }
    }
    SUBCASE("invalid UTF-8 in texts") {
      given.request =
          Script{.text = "echo \xff", .arguments = {std::string("\xc0\x80\0", 3), "", "{\"base64\":\"eA==\"}"}};
      given.answer.message = "\xed\xa0\x80";
      given.host = "\xf5";
      given.check.check = "\xe2\x80";
    }
    SUBCASE("an answer that never came") {
      given.answer = {.ending = Ending::host_key_changed, .message = "the key changed"};
    }
    const auto got = back_and_forth(given);
    CHECK((got.answer.out == given.answer.out));
    CHECK((got.answer.err == given.answer.err));
    CHECK(got.answer.ending == given.answer.ending);
    CHECK(got.answer.status == given.answer.status);
    CHECK(got.answer.message == given.answer.message);
    CHECK(got.answer.elapsed == given.answer.elapsed);
    CHECK(got.host == given.host);
    CHECK(got.check == given.check);
    CHECK(got.step == given.step);
    CHECK(got.attempt == 3);
    CHECK(got.id == 7);
    const auto& script = std::get<Script>(got.request);
    CHECK(script.text == std::get<Script>(given.request).text);
    CHECK(script.arguments == std::get<Script>(given.request).arguments);
    CHECK(script.alone == std::get<Script>(given.request).alone);
  }

  TEST_CASE("an exchange comes back with its reply, number by number") {
    auto given = example_observation();
    const Value reply = {{"connected", true},
                         {"half", 0.5},
                         {"whole", 1.0},
                         {"low", INT64_MIN},
                         {"high", UINT64_MAX},
                         {"null", nullptr},
                         {"nul", std::string("a\0b", 3)},
                         {"rows", {{"1", nullptr}, Value::array()}}};
    given.request = Exchange{.protocol = "sql", .host = "db", .port = 3306, .details = {{"statements", {"select 1"}}}};
    given.answer = {.reply = reply};
    const auto got = back_and_forth(given);
    const auto& exchange = std::get<Exchange>(got.request);
    CHECK(exchange.protocol == "sql");
    CHECK(exchange.host == "db");
    CHECK(exchange.port == 3306);
    CHECK(exchange.details == Value{{"statements", {"select 1"}}});
    CHECK(dump(got.answer.reply) == dump(reply));
    CHECK(got.answer.reply["whole"].is_number_float());
    CHECK_FALSE(got.answer.status);
  }

  TEST_CASE("every ending has a word of its own that reads back") {
    for (int at = 0; at <= static_cast<int>(Ending::failed); ++at) {
      auto given = example_observation();
      given.answer.ending = static_cast<Ending>(at);
      CHECK(back_and_forth(given).answer.ending == given.answer.ending);
    }
  }

  TEST_CASE("hosts, flags and unfinished checks come back") {
    const Folder folder;
    auto ledger = create(folder.file("run.labcheck"));
    ledger->begin(example_run(), example_plan());
    ledger->host({.candidate = "c01",
                  .host = "web[1]",
                  .host_key = "ed25519 SHA256:x",
                  .machine_id = "m",
                  .product_uuid = "p",
                  .boot_id = "b",
                  .clock_skew = Duration{-250},
                  .addresses = {"192.168.10.11", "fd00::11"}});
    ledger->flag({.candidate = "c01", .host = "web[1]", .code = "rc-noise", .message = "\x1b[2J noise \xff"});
    ledger->check_ended(
        {.check = {"c01", "demo/web", "listens", 2}, .complete = false, .reason = "the run was interrupted"});
    REQUIRE(ledger->close());
    const auto record = read(folder.file("run.labcheck"));
    REQUIRE(record.hosts.size() == 1);
    CHECK(record.hosts[0].clock_skew == Duration{-250});
    CHECK(record.hosts[0].addresses == std::vector<std::string>{"192.168.10.11", "fd00::11"});
    CHECK(record.hosts[0].boot_id == "b");
    REQUIRE(record.flags.size() == 1);
    CHECK(record.flags[0].message == "\x1b[2J noise \xff");
    REQUIRE(record.ends.size() == 1);
    CHECK(record.ends[0].check.run == 2);
    CHECK_FALSE(record.ends[0].complete);
    CHECK(record.ends[0].reason == "the run was interrupted");
  }

  TEST_CASE("rulings come back, with an expiry and without") {
    const Folder folder;
    const Ruling passed{.kind = RulingKind::passed,
                        .candidate = "c01",
                        .scenario = "demo/web",
                        .check = "report",
                        .by = "李四 \xff",
                        .role = "assessor",
                        .comment = "\x1b[2J",
                        .at = at(8'000)};
    auto waived = passed;
    waived.kind = RulingKind::waived;
    waived.expires = at(9'000);
    auto ledger = create(folder.file("run.labcheck"));
    ledger->begin(example_run(), example_plan());
    ledger->ruling(passed);
    ledger->ruling(waived);
    REQUIRE(ledger->close());
    CHECK(read(folder.file("run.labcheck")).rulings == std::vector{passed, waived});
  }

  TEST_CASE("a run without an end reads as interrupted") {
    const Folder folder;
    auto ledger = create(folder.file("run.labcheck"));
    ledger->begin(example_run(), example_plan());
    REQUIRE(ledger->close());
    CHECK(read(folder.file("run.labcheck")).run.interrupted);
  }

  TEST_CASE("when a run was to begin, what ended it and of whom it is come back") {
    const Folder folder;
    auto run = example_run();
    run.at = at(2'000);
    run.shard = "2/3";
    auto ledger = create(folder.file("run.labcheck"));
    ledger->begin(run, example_plan());
    run.deadline = at(8'000);
    ledger->end(run);
    REQUIRE(ledger->close());
    const auto got = read(folder.file("run.labcheck")).run;
    CHECK(got.at == at(2'000));
    CHECK(got.shard == "2/3");
    CHECK(got.deadline == at(8'000));
    CHECK_FALSE(got.interrupted);
  }

  TEST_CASE("a body with a wrong or missing member is told by its name") {
    auto entry = observation_entry(example_observation());
    SUBCASE("missing") {
      entry.body.erase("attempt");
      CHECK(problem_of(entry) == "'attempt' is missing");
    }
    SUBCASE("wrong type") {
      entry.body["answer"]["elapsed"] = "soon";
      CHECK(problem_of(entry) == "'elapsed' is no integer in its range");
    }
    SUBCASE("out of range") {
      entry.body["attempt"] = std::int64_t{1} << 40;
      CHECK(problem_of(entry) == "'attempt' is no integer in its range");
    }
    SUBCASE("unknown word") {
      entry.body["answer"]["ending"] = "complted";
      CHECK(problem_of(entry) == "'ending' is no word known here");
    }
    SUBCASE("sizes that do not fit the payload") {
      entry.body["answer"]["out"] = 9'999;
      CHECK(problem_of(entry) == "'out' and 'err' do not add up to the payload's size");
    }
    SUBCASE("a negative size") {
      entry.body["answer"]["err"] = -1;
      CHECK(problem_of(entry) == "'err' is no integer in its range");
    }
    SUBCASE("a list in place of a map") {
      entry.body = Value::array();
      CHECK(problem_of(entry) == "a map was expected");
    }
    SUBCASE("broken base64") {
      entry.body["host"] = {{"base64", "!!"}};
      CHECK(problem_of(entry) == "'host' is no text");
    }
    SUBCASE("unknown kind") {
      entry.kind = "verdict";
      CHECK(problem_of(entry) == "the kind 'verdict' is not known here");
    }
  }
}
