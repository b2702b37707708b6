const url = `ws://${location.hostname}:9008/amps/json`;
client.connect('ws://db1:9007/amps/json');
