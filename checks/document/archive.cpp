#include <memory>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "checks/reading.hpp"
#include "parts.hpp"

namespace labcheck::checks {
namespace {

constexpr std::size_t largest_part = 16UL * 1024 * 1024;
constexpr std::size_t largest_sum = 48UL * 1024 * 1024;
constexpr std::size_t most_entries = 3000;

using Reader = std::unique_ptr<archive, int (*)(archive*)>;

/// The rest of an entry's data. Nothing when it is damaged or too big.
std::optional<std::string> read_data(archive* from) {
  std::string data;
  std::string buffer(65536, '\0');
  for (;;) {
    const auto size = archive_read_data(from, buffer.data(), buffer.size());
    if (size < 0 || data.size() + static_cast<std::size_t>(size) > largest_part) {
      return std::nullopt;
    }
    if (size == 0) {
      return data;
    }
    data.append(buffer, 0, static_cast<std::size_t>(size));
  }
}

bool is_wanted(std::string_view name) {
  return name.ends_with(".xml") || name.ends_with(".rels") || name == "mimetype";
}

}  // namespace

tl::expected<Package, std::string> read_package(std::string_view bytes) {
  const Reader reader{archive_read_new(), archive_read_free};
  archive_read_support_format_zip(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    return tl::unexpected<std::string>("the archive can't be opened");
  }
  Package package;
  std::size_t sum = 0;
  for (archive_entry* entry = nullptr;;) {
    const int status = archive_read_next_header(reader.get(), &entry);
    if (status == ARCHIVE_EOF) {
      break;
    }
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
      const auto* why = archive_error_string(reader.get());
      return tl::unexpected<std::string>(fmt::format("the archive is damaged: {}", excerpt(why == nullptr ? "" : why)));
    }
    if (++package.entries > most_entries) {
      return tl::unexpected<std::string>("the archive has more than 3000 entries");
    }
    const auto* raw = archive_entry_pathname(entry);
    const std::string name = raw == nullptr ? "" : raw;
    if (!is_wanted(name) || package.parts.contains(name)) {
      continue;
    }
    auto data = read_data(reader.get());
    if (!data) {
      return tl::unexpected<std::string>(
          fmt::format("'{}' in the archive is damaged or larger than 16 MiB", excerpt(name)));
    }
    sum += data->size();
    if (sum > largest_sum) {
      return tl::unexpected<std::string>("the archive's parts are larger than 48 MiB");
    }
    package.parts[name] = *std::move(data);
  }
  return package.entries == 0 ? tl::unexpected<std::string>("the archive is empty")
                              : tl::expected<Package, std::string>{std::move(package)};
}

std::optional<std::string> inflated(std::string_view bytes) {
  // With the shortest head and an empty tail it is a gzip file, whose sum libarchive does not compare.
  constexpr std::string_view head{"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10};
  const auto wrapped = std::string{head}.append(bytes).append(8, '\0');
  const Reader reader{archive_read_new(), archive_read_free};
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_format_raw(reader.get());
  archive_entry* entry = nullptr;
  if (archive_read_open_memory(reader.get(), wrapped.data(), wrapped.size()) != ARCHIVE_OK ||
      archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK ||
      archive_filter_code(reader.get(), 0) != ARCHIVE_FILTER_GZIP) {
    return std::nullopt;
  }
  return read_data(reader.get());
}

}  // namespace labcheck::checks
