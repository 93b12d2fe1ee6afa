#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace labcheck {

/// Edits (insert, delete, replace, swap of neighbours) between two words.
inline int edit_distance(std::string_view from, std::string_view to) {
  const auto width = to.size() + 1;
  std::vector<int> before(width);
  std::vector<int> last(width);
  std::vector<int> row(width);
  for (std::size_t column = 0; column < width; ++column) {
    last[column] = static_cast<int>(column);
  }
  for (std::size_t line = 1; line <= from.size(); ++line) {
    row[0] = static_cast<int>(line);
    for (std::size_t column = 1; column < width; ++column) {
      const int replace = last[column - 1] + (from[line - 1] == to[column - 1] ? 0 : 1);
      row[column] = std::min({last[column] + 1, row[column - 1] + 1, replace});
      if (line > 1 && column > 1 && from[line - 1] == to[column - 2] && from[line - 2] == to[column - 1]) {
        row[column] = std::min(row[column], before[column - 2] + 1);
      }
    }
    before.swap(last);
    last.swap(row);
  }
  return last.back();
}

/// The nearest word of a closed set, or an empty text when none is near (a third of the word's length, at most 3).
template <class Words>
std::string nearest(std::string_view word, const Words& words) {
  int best = std::min<int>(3, std::max<int>(1, static_cast<int>(word.size() + 1) / 3)) + 1;
  std::string found;
  for (const auto& candidate : words) {
    const int distance = edit_distance(word, candidate);
    if (distance < best) {
      best = distance;
      found = std::string{candidate};
    }
  }
  return found;
}

/// ` (did you mean 'running'?)`, or an empty text.
template <class Words>
std::string did_you_mean(std::string_view word, const Words& words) {
  const auto found = nearest(word, words);
  return found.empty() ? std::string{} : " (did you mean '" + found + "'?)";
}

}  // namespace labcheck
