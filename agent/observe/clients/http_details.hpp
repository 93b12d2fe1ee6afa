#pragma once

#include <labcheck/request.hpp>
#include <labcheck/result.hpp>

#include "observe/clients/html_form.hpp"
#include "observe/clients/http_perform.hpp"

namespace labcheck::observe {

/// A form that a request sends.
struct HttpForm {
  FormFields fields{};
  Value files = nullptr;    ///< a list of {field, name, type, content}
  bool page_fields{false};  ///< with the hidden fields of the page before
};

/// A request that comes before, in the same session.
struct HttpBefore {
  std::string method{};
  HttpUrl url{};
  HttpForm form{};
};

/// An http exchange's details, read and found harmless.
struct HttpDetails {
  HttpRequest request{};
  HttpForm form{};
  std::vector<HttpBefore> before{};
  int times{1};
  int concurrency{1};
  int follow{0};
};

/// Throws for values of a wrong type; errors name what else is wrong.
Result<HttpDetails> read_http_details(const Exchange& exchange);

}  // namespace labcheck::observe
