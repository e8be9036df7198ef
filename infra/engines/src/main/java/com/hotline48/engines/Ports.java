package com.hotline48.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface. */
final class Ports {

    static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    static void require(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + ": " + port + " (expected: 0..65535)");
        }
    }

    /** The wanted port, or two different free ones where 0 is wanted: both are held until both are known. */
    static int[] resolve(int first, int second) {
        try (ServerSocket a = new ServerSocket();
                ServerSocket b = new ServerSocket()) {
            return new int[] {first == 0 ? free(a) : first, second == 0 ? free(b) : second};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InetAddress address() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static int free(ServerSocket socket) throws IOException {
        socket.bind(new InetSocketAddress(address(), 0));
        return socket.getLocalPort();
    }
}
