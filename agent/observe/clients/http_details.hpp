#pragma once

#include <labcheck/request.hpp>
#include <labcheck/result.hpp>

#include "observe/clients/http_perform.hpp"

namespace labcheck::observe {

/// An http exchange's details, read and found harmless.
struct HttpDetails {
  HttpRequest request{};
  int times{1};
  int concurrency{1};
  int follow{0};
};

/// Throws for values of a wrong type; errors name what else is wrong.
Result<HttpDetails> read_http_details(const Exchange& exchange);

}  // namespace labcheck::observe
