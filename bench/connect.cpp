// Connects to each `tcp://address:port/…` of a list and closes again, one after the other.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>

int main(int, char** arguments) {
  std::ifstream in(arguments[1]);
  std::string line;
  std::size_t connected = 0;
  while (std::getline(in, line)) {
    const std::size_t host = line.find("//") + 2;
    const std::size_t colon = line.find(':', host);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1))));
    inet_pton(AF_INET, line.substr(host, colon - host).c_str(), &address.sin_addr);
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the interface asks for it
    if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
      ++connected;
    close(socket);
  }
  std::printf("%zu\n", connected);
}
