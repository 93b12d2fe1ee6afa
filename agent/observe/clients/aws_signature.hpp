#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "observe/clients/http_perform.hpp"

namespace labcheck::observe {

/// What a request is signed with: AWS signature version 4, as S3 and what speaks like it want it.
struct AwsKeys {
  std::string access_key{};
  std::string secret_key{};
  std::string region{"us-east-1"};
  std::string service{"s3"};
};

/// The headers that sign a request as it stands: its target must be spelt as it goes out, all its headers are signed.
std::vector<std::pair<std::string, std::string>> aws_signature(const HttpRequest& request, const AwsKeys& keys,
                                                               std::chrono::sys_seconds now);

}  // namespace labcheck::observe
