package io.quantmini.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and an S3 server, one connection a request, and hands each answer on as its test says. A fault
 * that waits ends when the client goes or the proxy is closed.
 */
final class FaultProxy implements AutoCloseable {
    private static final int SEND_BUFFER_BYTES = 1 << 15;

    private final ServerSocket server;
    private final URI backend;
    private final Faults faults;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bodyBytes = new AtomicLong();

    /** What shall happen to each request. */
    @FunctionalInterface
    interface Faults {
        /** Does nothing to it. */
        Fault NONE = (answer, client) -> client.write(answer.head(), answer.body());

        Fault of(HttpText request);
    }

    /** What happens to one answer. */
    @FunctionalInterface
    interface Fault {
        void pass(Answer answer, Client client) throws IOException;
    }

    /** An answer of the server behind. */
    static final class Answer {
        private final HttpText head;
        private final byte[] body;

        Answer(HttpText head, byte[] body) {
            this.head = head;
            this.body = body;
        }

        HttpText head() {
            return head;
        }

        byte[] body() {
            return body;
        }

        /** Whether it is an object, or a part of one. */
        boolean isObject() {
            return head.header("ETag").isPresent() && body.length > 0;
        }
    }

    /** The client's end of the connection. */
    final class Client {
        private final Socket socket;
        private final OutputStream out;

        Client(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        void write(HttpText head, byte[] body) throws IOException {
            write(head, body, body.length);
        }

        /** The beginning of a body. */
        void write(HttpText head, byte[] body, int length) throws IOException {
            out.write(head.bytes());
            write(body, 0, length);
        }

        void write(byte[] body, int from, int length) throws IOException {
            out.write(body, from, length);
            out.flush();
            bodyBytes.addAndGet(length);
        }

        /** Ends the connection by a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
        }

        /** Waits until the client, or the proxy, has ended the connection. */
        void waitForEnd() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    FaultProxy(URI backend, Faults faults) throws IOException {
        this.backend = backend;
        this.faults = faults;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "fault-proxy");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** How many requests came. */
    int requests() {
        return requests.get();
    }

    /** How many bytes of bodies were sent. */
    long bodyBytes() {
        return bodyBytes.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Thread thread = new Thread(() -> serve(client), "fault-proxy-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSendBufferSize(SEND_BUFFER_BYTES);
            Optional<HttpText> request = HttpText.read(client.getInputStream());
            if (request.isPresent()) {
                requests.incrementAndGet();
                faults.of(request.get()).pass(ask(request.get()), new Client(client));
            }
        } catch (IOException gone) {
            // The client may go whenever it likes.
        } finally {
            open.remove(client);
        }
    }

    private Answer ask(HttpText request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(backend.getHost(), backend.getPort()));
            socket.getOutputStream().write(request.with("Connection", "close").bytes());
            InputStream in = socket.getInputStream();
            HttpText head = HttpText.read(in).orElseThrow(() -> new IOException("no answer"));
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (!request.start().startsWith("HEAD ")) {
                in.transferTo(body);
            }
            return new Answer(head.with("Connection", "close"), body.toByteArray());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer of one's own with a body in S3's form of an error. */
    static Fault error(int status, String code, @Nullable String header) {
        byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code></Error>")
                .getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " " + code + "\r\nContent-Type: application/xml\r\nContent-Length: "
                + body.length + "\r\n" + (header == null ? "" : header + "\r\n") + "Connection: close\r\n\r\n";
        return (answer, client) -> client.write(HttpText.of(head), body);
    }
}
