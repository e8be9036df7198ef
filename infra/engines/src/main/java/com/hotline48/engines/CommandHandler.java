package com.hotline48.engines;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import de.bwaldvogel.mongo.wire.message.MongoReply;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one connection's commands.
 *
 * <p>Stands in for the library's handler, which logs whole commands, and so what customers said, when one fails.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a reply that cannot be written closes its connection
final class CommandHandler extends SimpleChannelInboundHandler<ClientRequest> {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommandHandler.class);
    private static final int FRAMES_LOGGED = 6;

    private final MongoBackend backend;
    private final ChannelGroup connections;
    private final AtomicInteger replies = new AtomicInteger();

    CommandHandler(MongoBackend backend, ChannelGroup connections) {
        this.backend = backend;
        this.connections = connections;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        connections.add(context.channel());
        super.channelActive(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        backend.handleClose(context.channel());
        super.channelInactive(context);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ClientRequest request) {
        MessageHeader header =
                new MessageHeader(replies.incrementAndGet(), request.getHeader().getRequestID());
        if (request instanceof MongoMessage message) {
            Document reply = answer(message.getDocument(), () -> backend.handleMessage(message));
            context.writeAndFlush(new MongoMessage(context.channel(), header, reply));
        } else if (request instanceof MongoQuery query) {
            // Drivers still shake hands with the old message.
            Document command = query.getQuery();
            String name = command.keySet().iterator().next();
            Document reply = answer(
                    command, () -> backend.handleCommand(context.channel(), query.getDatabaseName(), name, command));
            context.writeAndFlush(new MongoReply(header, List.of(reply), 0));
        } else {
            context.close();
        }
    }

    private interface Answer {
        Document get();
    }

    private static Document answer(Document command, Answer answer) {
        try {
            return answer.get();
        } catch (MongoServerError refused) {
            Document reply = refusal(refused.getMessageWithoutErrorCode()).append("code", refused.getCode());
            reply.putIfNotNull("codeName", refused.getCodeName());
            return reply;
        } catch (MongoServerException refused) {
            return refusal(refused.getMessageWithoutErrorCode());
        } catch (RuntimeException failure) {
            // No message: it may quote the document.
            LOGGER.atError()
                    .addKeyValue("command", command.keySet().iterator().next())
                    .addKeyValue("failure", failure.getClass().getName())
                    .addKeyValue("at", frames(failure))
                    .log("document server command failed");
            return refusal("command failed: " + failure.getClass().getSimpleName());
        }
    }

    private static String frames(RuntimeException failure) {
        return Arrays.stream(failure.getStackTrace())
                .limit(FRAMES_LOGGED)
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining(" < "));
    }

    private static Document refusal(String message) {
        return new Document("ok", 0).append("errmsg", message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOGGER.atDebug().addKeyValue("failure", cause.getClass().getName()).log("document server connection closed");
        context.close();
    }
}
