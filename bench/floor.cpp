// Reads a file and splits it into lines, nothing else: the least that judging a list of strings can
// take.
#include <cstdio>
#include <fstream>
#include <string>

int main(int, char** arguments) {
  std::ifstream in(arguments[1]);
  std::string line;
  std::size_t lines = 0;
  while (std::getline(in, line)) ++lines;
  std::printf("%zu\n", lines);
}
