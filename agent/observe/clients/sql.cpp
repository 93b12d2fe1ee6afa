#include "observe/clients/sql.hpp"

#include <string_view>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "observe/clients/carry.hpp"
#include "observe/clients/postgresql_guard.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_rows = 10'000;
constexpr std::size_t most_bytes = 1024 * 1024;
constexpr std::size_t most_on_the_wire = 8 * 1024 * 1024;
constexpr std::size_t longest_message = 1000;

struct Engine {
  std::string_view name{};
  SqlOutcome (*perform)(const SqlRequest& request, std::uint16_t relay_port, Deadline deadline){nullptr};
};

constexpr Engine engines[] = {{"mariadb", perform_mariadb}, {"postgresql", perform_postgresql}};

SqlRequest read_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  SqlRequest request{.host = exchange.host,
                     .user = details.value("user", std::string{}),
                     .password = details.value("password", std::string{}),
                     .database = details.value("database", std::string{}),
                     .statements = details.value("statements", std::vector<std::string>{}),
                     .tls = details.value("tls", false)};
  return request;
}

Answer answer_of(const Conversation& talk, Carried<SqlOutcome> carried) {
  if (!carried.opened) {
    return in_trouble(*carried.error);
  }
  if (carried.result && carried.result->ending == SqlEnding::answered) {
    return replied(std::move(carried.result->reply));
  }
  if (auto trouble = trouble_of(carried, talk)) {
    return std::move(*trouble);
  }
  const auto& outcome = *carried.result;
  if (outcome.ending == SqlEnding::spoke_wrongly) {
    return replied({{"connected", true}, {"failure", outcome.failure}});
  }
  return ended(outcome.ending == SqlEnding::truncated ? Ending::truncated : Ending::failed, outcome.failure);
}

}  // namespace

SqlOutcome sql_refusal(Value code, std::string_view state, std::string_view message, std::string_view server) {
  Value refused{
      {"code", std::move(code)},
      {"state", valid_utf8(state)},
      {"message", valid_utf8(message.substr(0, longest_message)) + (message.size() > longest_message ? "…" : "")}};
  return {.ending = SqlEnding::answered,
          .reply = {{"connected", true}, {"server", valid_utf8(server)}, {"refused", std::move(refused)}}};
}

SqlOutcome sql_failure(SqlEnding ending, std::string_view words) {
  return {.ending = ending, .failure = one_line(words)};
}

void SqlRows::begin(Value columns) {
  columns_ = std::move(columns);
  rows_ = Value::array();
  row_ = Value::array();
  bytes_ = 0;
}

bool SqlRows::add(Value value) {
  bytes_ += 8 + (value.is_string() ? value.get_ref<const std::string&>().size() : 0);
  row_.push_back(std::move(value));
  return bytes_ <= most_bytes;
}

bool SqlRows::end_row() {
  rows_.push_back(std::move(row_));
  row_ = Value::array();
  return rows_.size() <= most_rows;
}

SqlOutcome SqlRows::answer(std::string_view server, std::int64_t affected) {
  return {.ending = SqlEnding::answered,
          .reply = {{"connected", true},
                    {"server", valid_utf8(server)},
                    {"columns", std::move(columns_)},
                    {"rows", std::move(rows_)},
                    {"affected", affected}}};
}

boost::asio::awaitable<Answer> speak_sql(const Conversation& talk) {
  const auto name = talk.exchange.details.value("engine", std::string{});
  std::vector<std::string_view> known;
  for (const auto& engine : engines) {
    known.push_back(engine.name);
    if (engine.name == name) {
      std::function<SqlOutcome(std::uint16_t)> work = [perform = engine.perform, request = read_request(talk.exchange),
                                                       deadline = talk.deadline](std::uint16_t relay_port) {
        return perform(request, relay_port, deadline);
      };
      auto watched = talk;
      watched.opener = engine.perform == perform_postgresql ? watching_login(talk.opener) : talk.opener;
      auto carried = co_await carry<SqlOutcome>(watched, talk.exchange.host, talk.exchange.port, most_on_the_wire,
                                                std::move(work));
      co_return answer_of(talk, std::move(carried));
    }
  }
  co_return ended(Ending::failed,
                  fmt::format("unknown database engine '{}'{}", one_line(name), did_you_mean(name, known)));
}

}  // namespace labcheck::observe
