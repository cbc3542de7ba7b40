import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.HexFormat;
import org.apache.kafka.common.utils.Utils;

/**
 * Hashes with Kafka's Java client. Reads one input in hexadecimal a line, prints "HASH UNMASKED" for each:
 * what the default partitioner takes modulo, and the signed 32-bit value before its sign is cleared.
 */
public class Murmur2 {
  public static void main(String[] args) throws Exception {
    var in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int unmasked = Utils.murmur2(HexFormat.of().parseHex(line));
      System.out.println(Utils.toPositive(unmasked) + " " + unmasked);
    }
  }
}
