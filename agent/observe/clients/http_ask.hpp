#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "observe/clients/conversation.hpp"
#include "observe/clients/http_perform.hpp"

namespace labcheck::observe {

/// A request with the redirects behind it: a response for the reply, or what ends the whole answer.
struct HttpAsked {
  Value response = nullptr;
  std::optional<Answer> trouble{};
  std::vector<std::string> cookies{};  ///< all that are known now, where they are kept
};

boost::asio::awaitable<HttpAsked> ask_http(const Conversation& talk, HttpRequest request, int follow);

/// Takes headers of this name out; it is given in lower case.
void remove_header(HttpRequest& request, std::string_view name);

}  // namespace labcheck::observe
