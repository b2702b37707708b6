url = "tcp://db1:9007/amps/json"  # ampslint-ignore connect-unserved: moved next week
// ampslint-ignore uri-*: old
/* ampslint-ignore uri-*: old */ -- ampslint-ignore x: y -->
<!-- ampslint-ignore-begin a: r -->
`ampslint-ignore RULE: reason`
