// Runs the checker of the playground as its page does: a request a line on standard input, an answer a line on standard output.
// Usage: node run.mjs CHECKER.mjs AMPSLINT.wasm
import {readFileSync} from "node:fs";

const {check} = await import(process.argv[2]);
const program = new WebAssembly.Module(readFileSync(process.argv[3]));
const times = [];
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const begin = performance.now();
  console.log(JSON.stringify(await check(program, JSON.parse(line))));
  times.push(performance.now() - begin);
}
times.sort((a, b) => a - b);
console.error(`${times.length} runs, median ${times[times.length >> 1].toFixed(1)} ms, p95 ${times[Math.floor(times.length * 0.95)].toFixed(1)} ms`);
