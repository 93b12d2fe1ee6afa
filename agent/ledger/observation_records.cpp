#include "ledger/fields.hpp"
#include "ledger/records.hpp"

namespace labcheck::ledger {

namespace {

Value request_value(const Request& request) {
  if (const auto* script = std::get_if<Script>(&request)) {
    Value arguments = Value::array();
    for (const auto& argument : script->arguments) {
      arguments.push_back(text_value(argument));
    }
    return {{"script",
             {{"text", text_value(script->text)}, {"arguments", std::move(arguments)}, {"alone", script->alone}}}};
  }
  const auto& exchange = std::get<Exchange>(request);
  return {{"exchange",
           {{"protocol", text_value(exchange.protocol)},
            {"host", text_value(exchange.host)},
            {"port", exchange.port},
            {"details", exchange.details}}}};
}

Request read_request(const Fields& fields) {
  if (fields.has("script")) {
    const auto script = fields.map("script");
    return Script{
        .text = script.text("text"), .arguments = script.texts("arguments"), .alone = script.boolean("alone")};
  }
  const auto exchange = fields.map("exchange");
  return Exchange{.protocol = exchange.text("protocol"),
                  .host = exchange.text("host"),
                  .port = static_cast<std::uint16_t>(exchange.integer("port", 0, 65535)),
                  .details = exchange.any("details")};
}

Value answer_value(const Answer& answer) {
  return {{"ending", std::string{to_string(answer.ending)}},
          {"status", answer.status ? Value(*answer.status) : Value(nullptr)},
          {"out", answer.out.size()},
          {"err", answer.err.size()},
          {"reply", answer.reply},
          {"message", text_value(answer.message)},
          {"started", answer.started.time_since_epoch().count()},
          {"elapsed", answer.elapsed.count()}};
}

Answer read_answer(const Fields& fields, const std::string& payload, std::string& problem) {
  Answer answer{.ending = fields.word("ending", Ending::failed),
                .reply = fields.any("reply"),
                .message = fields.text("message"),
                .started = fields.time("started"),
                .elapsed = Duration{fields.integer("elapsed")}};
  if (fields.has("status")) {
    answer.status = fields.small("status");
  }
  const auto out = fields.size("out");
  const auto err = fields.size("err");
  if (out > payload.size() || err != payload.size() - out) {
    problem = problem.empty() ? "'out' and 'err' do not add up to the payload's size" : problem;
    return answer;
  }
  answer.out = payload.substr(0, out);
  answer.err = payload.substr(out);
  return answer;
}

}  // namespace

Entry observation_entry(const Observation& observation) {
  return {.kind = kind::observation,
          .candidate = observation.check.candidate,
          .body = {{"check", check_value(observation.check)},
                   {"step",
                    {{"part", std::string{to_string(observation.step.part)}},
                     {"alternative", observation.step.alternative},
                     {"step", observation.step.step}}},
                   {"host", text_value(observation.host)},
                   {"attempt", observation.attempt},
                   {"request", request_value(observation.request)},
                   {"answer", answer_value(observation.answer)}},
          .payload = observation.answer.out + observation.answer.err};
}

Observation read_observation(const Entry& entry, std::string& problem) {
  const Fields fields{entry.body, problem};
  const auto step = fields.map("step");
  return {.id = entry.seq,
          .check = read_check(fields.map("check")),
          .step = {.part = step.word("part", Part::restored),
                   .alternative = step.small("alternative"),
                   .step = step.small("step")},
          .host = fields.text("host"),
          .attempt = fields.small("attempt"),
          .request = read_request(fields.map("request")),
          .answer = read_answer(fields.map("answer"), entry.payload, problem)};
}

}  // namespace labcheck::ledger
