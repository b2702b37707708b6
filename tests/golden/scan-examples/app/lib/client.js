// Copyright (c) 60East Technologies Inc. All rights reserved.
var uri = "tcp://db1:9007/amps/xml";
