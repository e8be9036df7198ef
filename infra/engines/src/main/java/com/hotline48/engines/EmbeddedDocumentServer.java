package com.hotline48.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document server inside this JVM that speaks MongoDB's wire protocol, on 127.0.0.1 only.
 *
 * <p>For development, tests, trying out and a small centre. An acknowledged write, and whatever a reader saw, survives a
 * kill of the process, not a power cut. A find sees whole documents. Indexes work. No transactions, change streams,
 * expiry, users: see the module's README.
 */
public final class EmbeddedDocumentServer implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedDocumentServer.class);
    /** Connections share these; a long scan holds up its own thread's connections only. */
    private static final int WORKERS = 8;

    private static final int STOP_SECONDS = 3;

    private final DocumentStore store;
    private final StoredBackend backend;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final ChannelGroup connections;
    private final Channel listening;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedDocumentServer(DocumentStore store, StoredBackend backend, int port) {
        this.store = store;
        this.backend = backend;
        this.acceptor = new NioEventLoopGroup(1, new DefaultThreadFactory("document-server-accept", true));
        this.workers = new NioEventLoopGroup(WORKERS, new DefaultThreadFactory("document-server", true));
        this.connections = new DefaultChannelGroup(workers.next());
        try {
            this.listening = new ServerBootstrap()
                    .group(acceptor, workers)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, 256)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline()
                                    .addLast(
                                            new MongoWireReplyEncoder(),
                                            new MongoWireMessageEncoder(),
                                            new MongoWireProtocolHandler(),
                                            new CommandHandler(backend, connections));
                        }
                    })
                    .bind(new InetSocketAddress(Ports.address(), port))
                    .syncUninterruptibly()
                    .channel();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens the file, rebuilds the indexes and listens.
     *
     * @throws IllegalStateException when the file is in use or unreadable, or the port is taken
     */
    @SuppressWarnings("IllegalCatch")
    public static EmbeddedDocumentServer start(DocumentServerSettings settings) {
        DocumentStore store = DocumentStore.open(settings.file());
        try {
            EmbeddedDocumentServer server =
                    new EmbeddedDocumentServer(store, new StoredBackend(store), settings.port());
            LOGGER.atInfo().addKeyValue("port", server.port()).log("document server started");
            return server;
        } catch (Exception e) {
            // Netty throws what the socket threw, declared or not.
            store.close();
            throw new IllegalStateException("document server does not start on port " + settings.port(), e);
        }
    }

    /** For a driver, without a database name: {@code mongodb://127.0.0.1:port}. */
    public String connectionString() {
        return "mongodb://" + Ports.LOOPBACK + ":" + port();
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Documents held against a query since the start: shows whether queries use their indexes. */
    public long scannedDocuments() {
        return store.scanned().sum();
    }

    /** Stops answering, commits and closes the file, in a few seconds at most; a second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        listening.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        acceptor.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        workers.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        backend.close();
        store.close();
        LOGGER.atInfo().log("document server stopped");
    }
}
