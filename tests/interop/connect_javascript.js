// Hands strings to the official JavaScript client's connect, as connect_python.py does to the Python client.
// Names may be looked up, so this has to run behind alone.py.
const { Client } = require('amps');

const said = error =>
  error instanceof Error ? [error.name, error.message] : ['rejected', `${error.name}: ${error.message}`];

(async () => {
  for (const text of JSON.parse(require('fs').readFileSync(0, 'utf8'))) {
    const late = new Promise(resolve => setTimeout(() => resolve(['late', '']), 3000));
    let answer;
    try {
      answer = await Promise.race([new Client('strings').connect(text).then(() => ['connected', ''], said), late]);
    } catch (error) {
      answer = said(error);
    }
    console.log(JSON.stringify(answer));
  }
  process.exit(0);
})();
