// Takes each line of a file apart with libcurl's URL functions: what a connection string consists
// of, nothing judged.
#include <curl/curl.h>

#include <cstdio>
#include <fstream>
#include <string>

int main(int, char** arguments) {
  std::ifstream in(arguments[1]);
  std::string line;
  std::size_t taken = 0;
  while (std::getline(in, line)) {
    CURLU* url = curl_url();
    if (curl_url_set(url, CURLUPART_URL, line.c_str(), CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK) {
      for (const CURLUPart part :
           {CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT, CURLUPART_PATH, CURLUPART_QUERY}) {
        char* text = nullptr;
        if (curl_url_get(url, part, &text, 0) == CURLUE_OK) ++taken;
        curl_free(text);
      }
    }
    curl_url_cleanup(url);
  }
  std::printf("%zu\n", taken);
}
