#include <algorithm>

#include <fmt/format.h>

#include <labcheck/ascii.hpp>

#include "observe/clients/carry.hpp"
#include "observe/clients/conversation.hpp"
#include "observe/clients/ftp_perform.hpp"
#include "observe/clients/http_url.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_replies_on_the_wire = 256 * 1024;
constexpr std::size_t most_body = 8 * 1024 * 1024;

struct Action {
  std::string_view name{};
  FtpAction action{FtpAction::login};
};

constexpr Action actions[] = {{"login", FtpAction::login}, {"list", FtpAction::list},     {"get", FtpAction::get},
                              {"put", FtpAction::put},     {"delete", FtpAction::remove}, {"mkdir", FtpAction::mkdir},
                              {"rmdir", FtpAction::rmdir}};

/// Throws for values of a wrong type.
Result<FtpRequest> read_request(const Exchange& exchange) {
  const auto& details = exchange.details;
  // A host that turns a URL into another one is turned down by the same rules as for http.
  LABCHECK_TRY_ASSIGN(const auto place, make_http_url("http", exchange.host, exchange.port, "/"));
  FtpRequest request{.host = place.host, .port = place.port};
  const auto name = details.at("action").get<std::string>();
  const auto* found =
      std::find_if(std::begin(actions), std::end(actions), [&](const Action& action) { return action.name == name; });
  if (found == std::end(actions)) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no FTP action", one_line(name)));
  }
  request.action = found->action;
  request.path = details.value("path", std::string{});
  request.content = details.value("content", std::string{});
  request.user = details.at("user").get<std::string>();
  request.password = details.value("password", std::string{});
  request.tls = details.value("tls", false);
  request.verify = details.value("verify", true);
  request.max_body = std::min(details.value("max_body", request.max_body), most_body);
  if (holds_controls(request.path) || holds_controls(request.user) || holds_controls(request.password)) {
    return failed(ErrorKind::invalid, "path, user or password holds a control character");
  }
  return request;
}

Answer answer_of(const Conversation& talk, Carried<FtpOutcome> carried, const FtpRoad& road) {
  if (!carried.opened) {
    return in_trouble(*carried.error);
  }
  if (carried.result && carried.result->ending == FtpEnding::answered) {
    return replied(std::move(carried.result->reply));
  }
  if (road.truncated()) {
    return ended(Ending::truncated, "more data came than is taken");
  }
  if (auto trouble = trouble_of(carried, talk)) {
    return std::move(*trouble);
  }
  auto& outcome = *carried.result;
  const auto trouble = road.trouble();
  if (trouble && trouble->kind != ErrorKind::refused) {
    return in_trouble(*trouble);
  }
  if (outcome.ending == FtpEnding::spoke_wrongly) {
    outcome.reply["failure"] = trouble ? "no data connection: " + trouble->message : outcome.failure;
    return replied(std::move(outcome.reply));
  }
  return ended(outcome.ending == FtpEnding::truncated ? Ending::truncated : Ending::failed, outcome.failure);
}

}  // namespace

boost::asio::awaitable<Answer> speak_ftp(const Conversation& talk) {
  const auto request = read_request(talk.exchange);
  if (!request) {
    co_return in_trouble(request.error());
  }
  const auto executor = co_await boost::asio::this_coro::executor;
  const auto road = std::make_shared<FtpRoad>(executor, talk.opener, talk.exchange.host, talk.deadline,
                                              2 * request->max_body + 256 * 1024);
  const auto gate = std::make_shared<FtpGate>(*road);
  struct Shut {
    std::shared_ptr<FtpGate> gate;
    ~Shut() { gate->shut(); }
  };
  const Shut whatever_happens{gate};
  std::function<FtpOutcome(std::uint16_t)> work = [wanted = *request, gate,
                                                   deadline = talk.deadline](std::uint16_t relay_port) {
    return perform_ftp(wanted, gate, relay_port, deadline);
  };
  auto carried = co_await carry<FtpOutcome>(talk, talk.exchange.host, talk.exchange.port, most_replies_on_the_wire,
                                            std::move(work));
  gate->shut();
  co_await road->close();
  co_return answer_of(talk, std::move(carried), *road);
}

}  // namespace labcheck::observe
