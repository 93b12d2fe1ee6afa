#pragma once

#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// The facts in libvirt's description of a domain, network, pool or volume (`kind`) of this name.
Result<Value> read_libvirt(std::string_view xml, std::string_view kind, const std::string& name);

}  // namespace labcheck::checks
