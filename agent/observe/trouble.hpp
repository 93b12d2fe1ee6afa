#pragma once

#include <string>

#include <tl/expected.hpp>

#include <labcheck/answer.hpp>

namespace labcheck::observe {

/// Why a host can't be asked: the ending that every answer of it gets.
struct Trouble {
  Ending ending{Ending::failed};
  std::string message{};
  bool passing{false};  ///< worth another try after a pause: the host is crowded or not up yet
};

template <class T>
using Tried = tl::expected<T, Trouble>;

inline tl::unexpected<Trouble> trouble(Ending ending, std::string message, bool passing = false) {
  return tl::unexpected<Trouble>(Trouble{ending, std::move(message), passing});
}

}  // namespace labcheck::observe
