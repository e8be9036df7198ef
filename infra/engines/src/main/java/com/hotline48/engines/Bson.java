package com.hotline48.engines;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Documents and ids as journal and pages keep them: as BSON, far smaller and faster than Java serialization. */
final class Bson {

    private static final String ID = "k";

    private Bson() {}

    static byte[] encode(Document document) {
        ByteBuf buffer = Unpooled.buffer(512);
        try {
            BsonEncoder.encodeDocument(document, buffer);
            byte[] bytes = new byte[buffer.readableBytes()];
            buffer.readBytes(bytes);
            return bytes;
        } finally {
            buffer.release();
        }
    }

    static Document decode(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    /** An id, which may be null, inside a document of its own. */
    static Document wrapId(Object id) {
        return new Document(ID, id instanceof Missing ? null : id);
    }

    static Object unwrapId(Document wrapped) {
        return Missing.ofNullable(wrapped.get(ID));
    }

    /** Ids as keys of a map, in the order of {@link ValueOrder}. */
    static final class IdType extends BasicDataType<Object> {

        private static final byte TEXT = 1;
        private static final byte WRAPPED = 0;

        @Override
        public int compare(Object a, Object b) {
            return ValueOrder.INSTANCE.compare(a, b);
        }

        @Override
        public int binarySearch(Object key, Object storage, int size, int initialGuess) {
            Object[] keys = (Object[]) storage;
            int low = 0;
            int high = size - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = compare(key, keys[middle]);
                if (order == 0) {
                    return middle;
                } else if (order > 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -(low + 1);
        }

        @Override
        public int getMemory(Object id) {
            return id instanceof String text ? 48 + text.length() : 64;
        }

        @Override
        public void write(WriteBuffer buffer, Object id) {
            byte[] bytes = id instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : encode(wrapId(id));
            buffer.put(id instanceof String ? TEXT : WRAPPED)
                    .putVarInt(bytes.length)
                    .put(bytes);
        }

        @Override
        public Object read(ByteBuffer buffer) {
            byte type = buffer.get();
            byte[] bytes = new byte[DataUtils.readVarInt(buffer)];
            buffer.get(bytes);
            return type == TEXT ? new String(bytes, StandardCharsets.UTF_8) : unwrapId(decode(bytes));
        }

        @Override
        public Object[] createStorage(int size) {
            return new Object[size];
        }
    }
}
