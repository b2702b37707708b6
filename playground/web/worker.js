// Checks beside the page, which stays quick whatever is typed.
import {check} from "./checker.js";

const program = WebAssembly.compileStreaming(fetch("ampslint.wasm"));
program.then(() => postMessage({isReady: true}), () => {});

onmessage = async ({data}) => {
  const begin = performance.now();
  let answer;
  try {
    answer = await check(await program, data);
  } catch (error) {
    answer = {error: `the checker cannot be loaded: ${error.message}`};
  }
  postMessage({...answer, milliseconds: performance.now() - begin});
};
