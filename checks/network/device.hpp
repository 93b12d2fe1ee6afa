#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/check_type.hpp>
#include <labcheck/request.hpp>
#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

/// A network device as `ip -j -d addr show` describes it.
struct Device {
  std::string name{};
  bool up{false};  ///< switched on, with a carrier
  std::string kind{};
  std::string mac{};
  std::string parent{};  ///< what it stands on, as a VLAN's interface
  std::int64_t mtu{0};
  Value addresses = Value::array();    ///< "10.0.0.1/24"
  Value info = Value::object();        ///< what only devices of its kind have
  Value membership = Value::object();  ///< what only members of its master have
};

/// A device of a kind that has settings of its own, and its members: what a bridge, a bond and a VLAN are asked by.
struct DeviceAnswer {
  bool exists{false};
  Device device{};
  std::vector<Device> members{};
};

/// `name`, the one parameter of these types, and the facts that they have in common.
ParameterSpec device_name(std::string_view about);
std::vector<FactSpec> device_facts(std::string_view exists, std::vector<FactSpec> own);

std::string device_complaint(const Value& parameters);
Result<Request> device_request(const Value& parameters);
/// A device of another kind is not there.
Result<DeviceAnswer> read_device(const Fields& fields, std::string_view name, std::string_view kind);
/// `exists`, `up`, `mac`, `mtu` and `addresses`.
Value common_facts(const DeviceAnswer& answer);
/// The members' names, in order.
Value names_of(const std::vector<Device>& devices);

}  // namespace labcheck::checks
