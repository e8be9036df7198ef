package com.hotline48.engines;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

import de.bwaldvogel.mongo.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changed since the store's last commit, appended before the change is visible or acknowledged.
 *
 * <p>One record = length, CRC-32C, BSON. One {@code write} per record: once it returned, the record is the operating
 * system's and survives the end of the process, however that ends. It is not forced to the disk: a power cut may take
 * the last records. A half-written last record has a wrong checksum and ends the reading.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Journal.class);
    private static final int HEADER_BYTES = 8;

    /** Not a channel: an interrupted thread would close it. */
    private final RandomAccessFile file;

    private final Path path;
    private long length;
    private boolean broken;

    private Journal(Path path, RandomAccessFile file, long length) {
        this.path = path;
        this.file = file;
        this.length = length;
    }

    /** Opens the journal and hands every whole record that it holds to the reader, in order. */
    static Journal open(Path path, Consumer<Document> reader) {
        try {
            long whole = Files.exists(path) ? read(path, reader) : 0;
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength(whole);
            file.seek(whole);
            return new Journal(path, file, whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long read(Path path, Consumer<Document> reader) throws IOException {
        long size = Files.size(path);
        long whole = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            while (true) {
                int bytes = in.readInt();
                int checksum = in.readInt();
                if (bytes <= 0 || bytes > size - whole - HEADER_BYTES) {
                    break;
                }
                byte[] record = in.readNBytes(bytes);
                if (checksum(record) != checksum) {
                    break;
                }
                reader.accept(Bson.decode(record));
                whole += HEADER_BYTES + bytes;
            }
        } catch (EOFException end) {
            // The usual end.
        }
        if (whole < size) {
            LOGGER.atWarn().addKeyValue("bytes", size - whole).log("journal ends with an unfinished record, dropped");
        }
        return whole;
    }

    /** @throws UncheckedIOException when it cannot be written; nothing can be written from then on */
    synchronized void append(byte[] record) {
        if (broken) {
            throw new IllegalStateException("journal could not be written earlier, restart after making room");
        }
        byte[] framed = ByteBuffer.allocate(HEADER_BYTES + record.length)
                .putInt(record.length)
                .putInt(checksum(record))
                .put(record)
                .array();
        try {
            file.write(framed, 0, framed.length);
            length += framed.length;
        } catch (IOException e) {
            // Half a record may be there: what came behind it would be lost on reading.
            broken = true;
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets everything: the store has it. */
    synchronized void reset() {
        try {
            file.setLength(0);
            file.seek(0);
            length = 0;
        } catch (IOException e) {
            broken = true;
            throw new UncheckedIOException(e);
        }
    }

    synchronized long length() {
        return length;
    }

    @Override
    public synchronized void close() {
        broken = true;
        try {
            file.close();
            if (length == 0) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, record.length);
        return (int) crc.getValue();
    }
}
