import com.crankuptheamps.client.Client;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Hands strings to the official Java client's connect, all in one process: one a line in Base64 on standard input; per
 * string a line of JSON comes back, the class of the exception and its text, or `connected`.
 */
public class ConnectJava {
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : String.valueOf(text).toCharArray()) {
            if (c >= ' ' && c < 127 && c != '"' && c != '\\') out.append(c);
            else out.append(String.format("\\u%04x", (int) c));
        }
        return out.append('"').toString();
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = lines.readLine()) != null;) {
            String text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
            Client client = new Client("strings");
            String kind = "connected";
            String message = "";
            try {
                client.connect(text);
            } catch (Throwable error) {  // whatever it throws is what we are here for
                kind = error.getClass().getSimpleName();
                message = error.getMessage();
            }
            answers.println("[" + quoted(kind) + ", " + quoted(message) + "]");
            answers.flush();
            client.close();
        }
        System.exit(0);
    }
}
