#pragma once

#include "model/instance.hpp"

namespace ampslint {

/// The Admin interface, where it listens and all of it could be read; else null.
const Transport* admin_of(const Instance& instance);

/// The user interface in the browser (Galvanometer) is switched off.
bool without_galvanometer(const Transport& admin);

/// The transport that the query page of the Admin interface connects to; null where there is none,
/// or more than one of that name: which of them counts is not documented.
const Transport* sql_transport(const Instance& instance);

}  // namespace ampslint
