class Publisher {
  // client.connect("tcp://old:9000/amps/json");
  @Value("${amps.primary-uri:tcp://db1:9107/amps/json}") String primary;

  void run(String host, int port) {
    client.connect("tcp://" + host + ":" + port + "/amps/json");
    client.connect("tcp://db1:9007/amps/json?tcp_nodely=true");
    client.connect(String.format("tcp://%s:%d/amps/json", host, port));
  }
}
