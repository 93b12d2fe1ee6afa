#include "ledger/records.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "ledger/fields.hpp"
#include "ledger/roster_records.hpp"
#include "ledger/signature.hpp"

namespace labcheck::ledger {

namespace {

Value list_value(const std::vector<std::string>& texts) {
  Value list = Value::array();
  for (const auto& text : texts) {
    list.push_back(text_value(text));
  }
  return list;
}

Value parameters_value(const Parameters& parameters) {
  Value values = Value::object();
  for (const auto& [name, value] : parameters) {
    values[name] = value;
  }
  return values;
}

void add_draw(Record& record, const Fields& fields, const Value& body) {
  Draw draw{.candidate = fields.text("candidate"), .scenario = fields.text("scenario")};
  fields.map("parameters");
  if (body.is_object() && body.contains("parameters") && body["parameters"].is_object()) {
    for (const auto& [name, value] : body["parameters"].items()) {
      draw.parameters.emplace(name, value);
    }
  }
  record.draws.push_back(std::move(draw));
}

void add_flag(Record& record, const Fields& fields) {
  Flag flag{.candidate = fields.text("candidate"),
            .host = fields.text("host"),
            .code = fields.text("code"),
            .message = fields.text("message")};
  // It stands in for one that names others, wherever that one is withheld.
  const bool stands_in = fields.has("stands_in") && fields.boolean("stands_in");
  const bool there = std::any_of(record.flags.begin(), record.flags.end(), [&](const Flag& other) {
    return other.candidate == flag.candidate && other.host == flag.host && other.code == flag.code;
  });
  if (!stands_in || !there) {
    record.flags.push_back(std::move(flag));
  }
}

HostFacts read_host_facts(const Fields& fields) {
  return {.candidate = fields.text("candidate"),
          .host = fields.text("host"),
          .host_key = fields.text("host_key"),
          .machine_id = fields.text("machine_id"),
          .product_uuid = fields.text("product_uuid"),
          .boot_id = fields.text("boot_id"),
          .clock_skew = Duration{fields.integer("clock_skew")},
          .addresses = fields.texts("addresses")};
}

}  // namespace

Value check_value(const CheckKey& check) {
  return {{"candidate", text_value(check.candidate)},
          {"scenario", text_value(check.scenario)},
          {"check", text_value(check.check)},
          {"run", check.run}};
}

CheckKey read_check(const Fields& fields) {
  return {.candidate = fields.text("candidate"),
          .scenario = fields.text("scenario"),
          .check = fields.text("check"),
          .run = fields.small("run")};
}

Entry source_entry(const SourceText& source) {
  return {.kind = kind::source, .body = {{"name", text_value(source.name)}}, .payload = source.text};
}

Entry selection_entry(const std::vector<std::string>& scenarios, const std::vector<std::string>& codes) {
  return {.kind = kind::selection, .body = {{"scenarios", list_value(scenarios)}, {"codes", list_value(codes)}}};
}

Entry draw_entry(const Draw& draw) {
  return {.kind = kind::draw,
          .candidate = draw.candidate,
          .body = {{"candidate", text_value(draw.candidate)},
                   {"scenario", text_value(draw.scenario)},
                   {"parameters", parameters_value(draw.parameters)}}};
}

Entry check_started_entry(const CheckKey& check) {
  return {.kind = kind::check_started, .candidate = check.candidate, .body = {{"check", check_value(check)}}};
}

Entry check_ended_entry(const CheckEnd& end) {
  return {.kind = kind::check_ended,
          .candidate = end.check.candidate,
          .body = {{"check", check_value(end.check)}, {"complete", end.complete}, {"reason", text_value(end.reason)}}};
}

Entry host_entry(const HostFacts& facts) {
  return {.kind = kind::host,
          .candidate = facts.candidate,
          .body = {{"candidate", text_value(facts.candidate)},
                   {"host", text_value(facts.host)},
                   {"host_key", text_value(facts.host_key)},
                   {"machine_id", text_value(facts.machine_id)},
                   {"product_uuid", text_value(facts.product_uuid)},
                   {"boot_id", text_value(facts.boot_id)},
                   {"clock_skew", facts.clock_skew.count()},
                   {"addresses", list_value(facts.addresses)}}};
}

Entry flag_entry(const Flag& flag) {
  return {.kind = kind::flag,
          .candidate = flag.candidate,
          .body = {{"candidate", text_value(flag.candidate)},
                   {"host", text_value(flag.host)},
                   {"code", text_value(flag.code)},
                   {"message", text_value(flag.message)}}};
}

std::vector<Entry> flag_entries(const Flag& flag, const Naming& naming) {
  std::vector<Entry> entries{flag_entry(flag)};
  if (const auto rest = naming.without_others(flag.candidate, flag.message)) {
    entries.front().candidate.clear();
    entries.front().confidential = true;
    auto own = flag;
    own.message = *rest;
    entries.push_back(flag_entry(own));
    entries.back().body["stands_in"] = true;
  }
  return entries;
}

Result<void> add_entry(Record& record, const Entry& entry) {
  std::string problem;
  const Fields fields{entry.body, problem};
  const auto& word = entry.kind;
  if (word == kind::observation) {
    record.observations.push_back(read_observation(entry, problem));
  } else if (word == kind::check_started) {
    record.started.push_back(read_check(fields.map("check")));
  } else if (word == kind::check_ended) {
    record.ends.push_back({.check = read_check(fields.map("check")),
                           .complete = fields.boolean("complete"),
                           .reason = fields.text("reason")});
  } else if (word == kind::host) {
    record.hosts.push_back(read_host_facts(fields));
  } else if (word == kind::flag) {
    add_flag(record, fields);
  } else if (word == kind::ruling) {
    record.rulings.push_back(read_ruling(fields));
  } else if (word == kind::source) {
    record.sources.push_back({.name = fields.text("name"), .text = entry.payload});
  } else if (word == kind::roster_source) {
    record.roster.sources.push_back({.name = fields.text("name"), .text = entry.payload});
  } else if (word == kind::selection) {
    record.scenarios = fields.texts("scenarios");
    record.selected_codes = fields.texts("codes");
  } else if (word == kind::roster) {
    record.roster.candidates.push_back(read_candidate(fields, problem));
  } else if (word == kind::jump) {
    record.roster.jumps.push_back(read_jump(fields));
  } else if (word == kind::draw) {
    add_draw(record, fields, entry.body);
  } else if (word == kind::run) {
    add_run(record, fields);
  } else if (word == kind::merged) {
    add_merged(record, fields);
  } else if (word == kind::continued) {
    add_continued(record, fields, problem);
  } else if (word == kind::run_ended) {
    add_run_ended(record, fields);
  } else if (word == kind::signature) {
    if (!read_signature(entry.body)) {
      problem = "it is no signature";
    }
  } else if (word == kind::withheld) {
    // Counted by the reader: there is nothing in it to read.
  } else {
    problem = fmt::format("the kind '{}' is not known here", word);
  }
  return problem.empty() ? Result<void>{} : failed(ErrorKind::unreadable, std::move(problem));
}

}  // namespace labcheck::ledger
