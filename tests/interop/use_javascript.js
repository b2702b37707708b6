// Takes the official JavaScript client through a conversation: node use_javascript.js URI
// Prints what use_python.py prints. NODE_PATH leads to the client.
const { Client } = require('amps');

const client = new Client('javascript');
const received = [];
client.errorHandler(error => console.log('error', error.name + ': ' + error.message));
const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
const failed = error => {
  // A refused logon is rejected with the ack in `message`, not with an Error.
  const { reason } = error.message;
  console.log('error', reason ? `ack: ${reason}` : `${error.name}: ${error.message}`);
  process.exit(0);
};
setTimeout(() => failed(new Error('no answer within 10 s')), 10000);

(async () => {
  await client.connect(process.argv[2]);
  console.log('version', client.serverVersion());
  await client.subscribe(message => received.push(message.data), 'orders');
  for (let n = 0; n < 3; ++n) client.publish('orders', { n });
  await client.flush();
  for (let i = 0; i < 300 && received.length < 3; ++i) await sleep(10);
  for (const data of received) console.log('received', JSON.stringify(data));
  await client.unsubscribe();
  await client.disconnect();
  process.exit(0);
})().catch(failed);
