#pragma once

#include "ampslint/result.hpp"
