#pragma once

#include <memory>

#include <labcheck/place.hpp>

namespace labcheck::load {

/// What loading gave: the value only when there was no error; warnings may come with either.
template <class T>
struct Loaded {
  std::shared_ptr<const T> value{};
  Diagnostics diagnostics{};
};

}  // namespace labcheck::load
