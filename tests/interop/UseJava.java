import com.crankuptheamps.client.Client;
import com.crankuptheamps.client.TCPSTransport;
import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Takes the official Java client through a conversation: UseJava URI [KEY=VALUE…]. Prints what use_python.py prints. */
public class UseJava {
    static SSLContext context(Map<String, String> options) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509")
                .generateCertificate(new FileInputStream(options.get("ca"))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = null;
        if (options.containsKey("p12")) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(new FileInputStream(options.get("p12")), "peer".toCharArray());
            keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, "peer".toCharArray());
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.length; ++i) {
            String[] pair = arguments[i].split("=", 2);
            options.put(pair[0], pair[1]);
        }
        if (options.containsKey("ca")) TCPSTransport.setDefaultSSLContext(context(options));
        Client client = new Client("java");
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try {
            if (options.containsKey("headers"))
                for (String header : options.get("headers").split("\\|")) client.addHttpPreflightHeader(header);
            client.connect(arguments[0]);
            client.logon(Long.parseLong(options.getOrDefault("timeout", "5000")));
            System.out.println("version " + client.getServerVersion());
            if (options.containsKey("only")) System.exit(0);
            client.subscribe(message -> received.add(message.getData()), "orders", 5000L);
            for (int n = 0; n < 3; ++n) client.publish("orders", "{\"n\":" + n + "}");
            client.publishFlush(5000L);
            for (int n = 0; n < 3; ++n) System.out.println("received " + received.poll(5, TimeUnit.SECONDS));
            client.unsubscribe();
        } catch (Exception error) {
            System.out.println("error " + error.getClass().getSimpleName() + ": " + error.getMessage());
        }
        // Not close(): where its reader has died of a malformed answer, it waits for ever.
        System.exit(0);
    }
}
