package io.quantmini.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server in this process that answers as its test says, and writes down what it was asked. */
final class VendorServer implements AutoCloseable {
    /** Answers one request; what it leaves unanswered is broken off. */
    interface Answer {
        void to(Asked asked) throws IOException;
    }

    /**
     * One request.
     *
     * @param number of the request, from 1
     * @param target path and query
     */
    record Asked(HttpExchange exchange, int number, String target) {
        void json(String body) throws IOException {
            send(200, body);
        }

        void send(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        /** Promises more than it sends. */
        void truncated(String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length + 100L);
            exchange.getResponseBody().write(bytes);
        }

        void header(String name, String value) {
            exchange.getResponseHeaders().add(name, value);
        }

        boolean isFor(String text) {
            return target.contains(text);
        }
    }

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    VendorServer(Answer answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", exchange -> {
            try (exchange) {
                String target = exchange.getRequestURI().toString();
                authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                targets.add(target);
                answer.to(new Asked(exchange, targets.size(), target));
            }
        });
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked for, in order. */
    List<String> targets() {
        return List.copyOf(targets);
    }

    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
