import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Readers who come at a fixed rate, whether or not those before them have been answered: an open
 * model. Each latency counts from the moment at which the request was due, so that what waits
 * behind a slow answer counts as slow itself (no coordinated omission), and all of them are kept,
 * so that percentiles are exact.
 *
 * <p>One thread, plain HTTP/1.1 on keep-alive connections, opened as they are needed. It wakes every
 * 0.1 ms at the most: that much, and its own share of the processor, are in every figure of every
 * server alike; {@code late99} is the share of its own doing.
 *
 * <p>{@code java Arrivals.java base=http://host:port requests=FILE rate=N seconds=N [warm=N] [before=BASE]
 * [connections=N] [each=second] [resends=true]}. A line of the file is a path and, after tabs, headers, or after #
 * the kind of request, for figures by kind; they are taken in turn, again and again. Not recorded: the first {@code warm} seconds, and what is sent to
 * {@code before} for ten seconds to warm this program itself. Ends with status 3 after any answer
 * outside 2xx and 304.
 */
final class Arrivals {

    private static final long SECOND = 1_000_000_000L;
    private static final long DRAIN = 10 * SECOND;
    private static final int NEVER = -1;

    private final InetSocketAddress address;
    private final List<byte[]> requests;
    private final List<String> kinds;
    private final int most;
    private final int rate;
    private final int count;
    private final int[] micros;
    private final int[] lateMicros;
    private final Selector selector = Selector.open();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final TreeMap<String, Integer> answers = new TreeMap<>();
    private final int[] statuses = new int[600];
    private int opened;
    private int open;
    private int broken;
    private int finished;
    private long bytes;
    private long start;
    private boolean resends;
    private int again;

    private Arrivals(URI base, List<String> lines, int rate, int seconds, int most)
            throws IOException {
        this.address = new InetSocketAddress(base.getHost(), base.getPort());
        this.requests = lines.stream().map(line -> request(base, line)).toList();
        this.kinds = lines.stream().map(Arrivals::kind).toList();
        this.rate = rate;
        this.most = most;
        this.count = Math.multiplyExact(rate, seconds);
        this.micros = new int[count];
        this.lateMicros = new int[count];
        Arrays.fill(micros, NEVER);
    }

    public static void main(String... arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        TreeMap<String, String> given = new TreeMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            given.put(parts[0], parts[1]);
        }
        List<String> lines = Files.readAllLines(Path.of(given.get("requests")));
        int rate = Integer.parseInt(given.get("rate"));
        int seconds = Integer.parseInt(given.get("seconds"));
        int warm = Integer.parseInt(given.getOrDefault("warm", "0"));
        int connections = Integer.parseInt(given.getOrDefault("connections", "256"));
        if (given.containsKey("before")) {
            URI before = URI.create(given.get("before"));
            new Arrivals(before, lines, rate, 10, connections).run();
        }
        URI base = URI.create(given.get("base"));
        Arrivals run = new Arrivals(base, lines, rate, warm + seconds, connections);
        run.resends = Boolean.parseBoolean(given.getOrDefault("resends", "false"));
        run.run();
        if (given.containsKey("each")) {
            run.reportSeconds(warm);
        }
        if (!run.kinds.get(0).isEmpty()) {
            run.reportKinds(warm);
        }
        System.exit(run.report(warm) ? 0 : 3);
    }

    private static byte[] request(URI base, String line) {
        String[] parts = line.split("\t");
        StringBuilder text = new StringBuilder("GET " + parts[0] + " HTTP/1.1\r\n");
        text.append("Host: ").append(base.getAuthority()).append("\r\n");
        text.append("Accept: */*\r\nAccept-Encoding: gzip\r\n");
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].startsWith("#")) {
                text.append(parts[i]).append("\r\n");
            }
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String kind(String line) {
        int kind = line.indexOf("\t#");
        return kind < 0 ? "" : line.substring(kind + 2);
    }

    private long due(int arrival) {
        return start + arrival * SECOND / rate;
    }

    private void run() throws IOException {
        start = System.nanoTime() + SECOND / 10;
        long end = due(count) + DRAIN;
        int next = 0;
        while (finished < count && System.nanoTime() < end) {
            selector.selectNow(key -> ((Connection) key.attachment()).ready());
            long now = System.nanoTime();
            while (next < count && due(next) <= now) {
                Connection connection = idle.poll();
                if (connection == null && open < most) {
                    connection = new Connection();
                }
                if (connection == null) {
                    break; // waits for a connection, and its clock is running
                }
                connection.send(next++);
            }
            LockSupport.parkNanos(100_000);
        }
        selector.keys().forEach(key -> ((Connection) key.attachment()).close());
        selector.selectNow();
        selector.close();
    }

    /** A connection with one request under way at a time. */
    private final class Connection {

        private final SocketChannel channel = SocketChannel.open();
        private final SelectionKey key;
        private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
        private ByteBuffer out;
        private int arrival = NEVER;
        private int status;
        private long awaited; // bytes of the body to come; Long.MAX_VALUE until the last chunk
        private int tail; // how much of the last chunk's end has been seen
        private boolean inBody;
        private boolean used;

        Connection() throws IOException {
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            channel.connect(address);
            open++;
            opened++;
        }

        void send(int arrival) {
            this.arrival = arrival;
            out = ByteBuffer.wrap(requests.get(arrival % requests.size()));
            inBody = false;
            in.clear();
            if (channel.isConnected()) {
                write();
            }
        }

        private void write() {
            try {
                lateMicros[arrival] = (int) ((System.nanoTime() - due(arrival)) / 1000);
                channel.write(out);
                key.interestOps(
                        out.hasRemaining()
                                ? SelectionKey.OP_WRITE | SelectionKey.OP_READ
                                : SelectionKey.OP_READ);
            } catch (IOException e) {
                fail(e);
            }
        }

        void ready() {
            try {
                if (key.isConnectable()) {
                    channel.finishConnect();
                    channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
                    write();
                    return;
                }
                if (key.isWritable() && out != null && out.hasRemaining()) {
                    write();
                }
                if (key.isReadable()) {
                    read();
                }
            } catch (IOException e) {
                fail(e);
            }
        }

        private void read() throws IOException {
            int n = channel.read(in);
            if (n < 0) {
                fail(new IOException("closed by the server"));
                return;
            }
            bytes += n;
            if (!inBody && !head()) {
                return;
            }
            body();
        }

        /** Looks for the end of the head; false while it isn't here. */
        private boolean head() throws IOException {
            int end = -1;
            for (int i = 3; i < in.position() && end < 0; i++) {
                if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') {
                    end = i + 1;
                }
            }
            if (end < 0) {
                return false;
            }
            byte[] head = new byte[end];
            in.get(0, head);
            String text = new String(head, StandardCharsets.ISO_8859_1);
            status = Integer.parseInt(text.substring(9, 12));
            String lower = text.toLowerCase(Locale.ROOT);
            int length = lower.indexOf("\r\ncontent-length:");
            if (status == 304 || status == 204) {
                awaited = 0;
            } else if (length >= 0) {
                int from = length + 17;
                awaited = Long.parseLong(lower.substring(from, lower.indexOf('\r', from)).strip());
            } else if (lower.contains("\r\ntransfer-encoding: chunked")) {
                awaited = Long.MAX_VALUE;
                tail = 2; // an empty body begins with its last chunk
            } else {
                throw new IOException("an answer without a length");
            }
            in.limit(in.position()).position(end);
            in.compact();
            inBody = true;
            return true;
        }

        private static final byte[] LAST = {'\r', '\n', '0', '\r', '\n', '\r', '\n'};

        private void body() throws IOException {
            in.flip();
            if (awaited == Long.MAX_VALUE) {
                while (in.hasRemaining()) {
                    byte b = in.get();
                    tail = b == LAST[tail] ? tail + 1 : b == '\r' ? 1 : 0;
                    if (tail == LAST.length) {
                        awaited = 0;
                        break;
                    }
                }
            } else {
                awaited -= in.remaining();
            }
            in.clear();
            if (awaited < 0) {
                throw new IOException("more than was promised");
            }
            if (awaited == 0) {
                finish();
            }
        }

        private void finish() {
            micros[arrival] = (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - due(arrival)) / 1000);
            arrival = NEVER;
            statuses[status]++;
            finished++;
            used = true;
            idle.push(this);
        }

        private void fail(IOException why) {
            close();
            idle.remove(this);
            if (arrival != NEVER && resends && used && !inBody && in.position() == 0) {
                sendAgain();
            } else if (arrival != NEVER) {
                answers.merge(why.toString(), 1, Integer::sum);
                broken++;
                finished++;
            }
        }

        /**
         * A connection that was kept may be closed by the server at the moment it is used again: a GET
         * of which no byte of an answer has come is sent on a new one, as every browser does (RFC
         * 9110, 9.2.2). Its clock goes on.
         */
        private void sendAgain() {
            again++;
            try {
                new Connection().send(arrival);
            } catch (IOException e) {
                answers.merge(e.toString(), 1, Integer::sum);
                broken++;
                finished++;
            }
        }

        void close() {
            open--;
            try {
                channel.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }

    private void reportSeconds(int warm) {
        System.out.println("second answers p50_ms p99_ms max_ms");
        for (int second = warm; second < count / rate; second++) {
            int[] of = sorted(micros, second * rate, (second + 1) * rate);
            System.out.printf(
                    "%d %d %.2f %.2f %.2f%n",
                    second - warm, of.length, at(of, 50), at(of, 99), at(of, 100));
        }
    }

    private void reportKinds(int warm) {
        for (String kind : new TreeSet<>(kinds)) {
            int[] of =
                    IntStream.range(warm * rate, count)
                            .filter(i -> kinds.get(i % kinds.size()).equals(kind))
                            .map(i -> micros[i])
                            .filter(v -> v != NEVER)
                            .sorted()
                            .toArray();
            System.out.printf(
                    "kind %s: %d answers, p50 %.2f, p99 %.2f, max %.2f ms%n",
                    kind, of.length, at(of, 50), at(of, 99), at(of, 100));
        }
    }

    /** One line for scripts; whether all answers were 2xx or 304, and all came. */
    private boolean report(int warm) {
        int[] recorded = sorted(micros, warm * rate, count);
        int good = statuses[304];
        for (int status = 200; status < 300; status++) {
            good += statuses[status];
        }
        StringBuilder seen = new StringBuilder();
        for (int status = 0; status < 600; status++) {
            if (statuses[status] > 0) {
                seen.append(status).append('x').append(statuses[status]).append(',');
            }
        }
        System.out.printf(
                "rate=%d answers=%d p50=%.2f p90=%.2f p99=%.2f p999=%.2f max=%.2f late99=%.2f connections=%d bytes=%d broken=%d again=%d unanswered=%d statuses=%s%n",
                rate,
                recorded.length,
                at(recorded, 50),
                at(recorded, 90),
                at(recorded, 99),
                at(recorded, 99.9),
                at(recorded, 100),
                at(sorted(lateMicros, warm * rate, count), 99),
                opened,
                bytes,
                broken,
                again,
                count - finished,
                seen);
        answers.forEach((why, n) -> System.err.println(n + " x " + why));
        return good == count;
    }

    private static int[] sorted(int[] values, int from, int to) {
        return Arrays.stream(values, from, to).filter(v -> v != NEVER).sorted().toArray();
    }

    /** In milliseconds: the smallest latency that this share of the answers did not exceed. */
    private static double at(int[] sorted, double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)] / 1000.0;
    }
}
