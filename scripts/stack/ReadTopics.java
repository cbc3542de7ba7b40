import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads whole topics for tests with Kafka's Java consumer. Run from source:
 *
 *     java -cp 'JARS/*' ReadTopics.java
 *
 * The first line of standard input is the consumer's properties, key=value joined by U+001F. Each further line
 * is a request, "ISOLATION TOPIC". The answer is one JSON object a line for each record, bytes in base64, up to
 * the end the topic had when the request came (with read_committed: up to the first open transaction), and then
 * {"done":COUNT} or {"error":"base64 of a message"}. It ends with its input.
 */
public class ReadTopics {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long STALLED_MS = 30_000;
  private static final PrintStream out =
      new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16), false);

  public static void main(String[] args) throws Exception {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var properties = parse(in.readLine());
    Map<String, KafkaConsumer<byte[], byte[]>> consumers = new HashMap<>();
    for (String request = in.readLine(); request != null; request = in.readLine()) {
      String isolation = request.substring(0, request.indexOf(' '));
      String topic = request.substring(request.indexOf(' ') + 1);
      try {
        var consumer = consumers.computeIfAbsent(isolation, level -> connect(properties, level));
        print("{\"done\":" + read(consumer, topic) + "}");
      } catch (Exception error) {
        print("{\"error\":" + text(error.toString().getBytes(StandardCharsets.UTF_8)) + "}");
      }
      out.flush();
    }
    System.exit(0);
  }

  private static Properties parse(String line) {
    var properties = new Properties();
    for (String entry : line.split("\u001f")) {
      int equals = entry.indexOf('=');
      if (equals > 0) properties.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    return properties;
  }

  private static KafkaConsumer<byte[], byte[]> connect(Properties properties, String isolation) {
    var all = new Properties();
    all.putAll(properties);
    all.put("isolation.level", isolation);
    all.put("enable.auto.commit", "false");
    all.put("allow.auto.create.topics", "false");
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static long read(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    // Not partitionsFor: it remembers a topic that was deleted and made again with other partitions.
    var infos = consumer.listTopics().get(topic);
    if (infos == null) throw new IllegalArgumentException("topic \"" + topic + "\" does not exist");
    List<TopicPartition> partitions = infos.stream()
        .map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toList());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = consumer.endOffsets(partitions);
    long count = 0;
    long deadline = System.currentTimeMillis() + STALLED_MS;
    while (!partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition))) {
      var records = consumer.poll(POLL);
      if (System.currentTimeMillis() > deadline) throw new IllegalStateException("no progress for 30 s");
      if (!records.isEmpty()) deadline = System.currentTimeMillis() + STALLED_MS;
      for (var record : records) {
        if (record.offset() >= ends.get(new TopicPartition(topic, record.partition()))) continue;
        print(json(record));
        count++;
      }
    }
    consumer.unsubscribe();
    return count;
  }

  private static String json(ConsumerRecord<byte[], byte[]> record) {
    var headers = new StringBuilder();
    for (Header header : record.headers()) {
      if (headers.length() > 0) headers.append(',');
      byte[] name = header.key().getBytes(StandardCharsets.UTF_8);
      headers.append('[').append(text(name)).append(',').append(text(header.value())).append(']');
    }
    return "{\"partition\":" + record.partition() + ",\"offset\":\"" + record.offset() + "\",\"timestampMs\":"
        + record.timestamp() + ",\"key\":" + text(record.key()) + ",\"value\":" + text(record.value())
        + ",\"headers\":[" + headers + "]}";
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "null" : "\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
  }

  private static void print(String line) {
    out.print(line + "\n");
  }
}
