// Runs the checker: a program that reads a request and writes an answer, and that is new for each.
import {ConsoleStdout, File, OpenFile, WASI} from "@bjorn3/browser_wasi_shim";

/** `program`: a WebAssembly.Module; `request` and what comes of it are described in main.cpp. */
export async function check(program, request) {
  const input = new File(new TextEncoder().encode(JSON.stringify(request)));
  const output = new File([]);
  const complaints = [];
  const wasi = new WASI(["ampslint"], [], [new OpenFile(input), new OpenFile(output),
                                           ConsoleStdout.lineBuffered(line => complaints.push(line))]);
  const instance = await WebAssembly.instantiate(program, {wasi_snapshot_preview1: wasi.wasiImport});
  try {
    wasi.start(instance);
  } catch (error) {
    return {error: [`the checker failed: ${error.message}`, ...complaints].join("\n")};
  }
  return JSON.parse(new TextDecoder().decode(output.data));
}
