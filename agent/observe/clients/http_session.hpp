#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "observe/clients/conversation.hpp"
#include "observe/clients/http_details.hpp"

namespace labcheck::observe {

/// What the requests before the one that is asked for have left.
struct HttpSession {
  std::vector<std::string> cookies{};
  std::string page{};  ///< the last one's body
  Value statuses = Value::array();
  Value broken = nullptr;  ///< the response that ended it early; nothing more is asked then
  std::optional<Answer> trouble{};
};

/// Asks all that comes before, and makes the request ready: its cookies and its form.
boost::asio::awaitable<HttpSession> begin_session(const Conversation& talk, HttpDetails& details);

/// The names of cookies, each once.
Value names_of(const std::vector<std::string>& cookies);

}  // namespace labcheck::observe
