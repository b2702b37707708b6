/*
 * As in tcp://db1:9007/amps/xml.
 */
class Feed {
  String uri = "tcp://db1:9007/amps/json";  // not tcp://db1:9007/amps/xml
}
