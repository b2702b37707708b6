#pragma once

#include <string>

#include "load/document.hpp"
#include "load/file_texts.hpp"

namespace ampslint {

/// `load_document` where texts stand in for what some files hold.
Result<Document> load_document(const std::string& path, const Variables& variables,
                               const std::string& amps_version, const FileTexts& instead,
                               Sources& sources, Arena& arena);

}  // namespace ampslint
