#pragma once

#include "observe/clients/conversation.hpp"

namespace labcheck::observe {

boost::asio::awaitable<Answer> speak_s3(const Conversation& talk);

}  // namespace labcheck::observe
