#include "cli/cli.hpp"

int main(int argc, char** argv) {
  return labcheck::cli::main(argc, argv);
}
