#!/usr/bin/env node
// Starts the binary of the package for this platform, and ends as it does.
const { spawnSync } = require('node:child_process');
const { constants } = require('node:os');

const platform = `@ampslint/${process.platform}-${process.arch}`;
let binary;
try {
  binary = require.resolve(`${platform}/bin/ampslint`);
} catch {
  console.error(`ampslint: there is no package ${platform}: it was left out when this one was installed, or this platform has none`);
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {}); // the binary ends by it, then this does
const { status, signal, error } = spawnSync(binary, process.argv.slice(2), { stdio: 'inherit' });
if (error) console.error(`ampslint: cannot start ${binary}: ${error.message}`);
process.exit(error ? 2 : (status ?? 128 + constants.signals[signal]));
