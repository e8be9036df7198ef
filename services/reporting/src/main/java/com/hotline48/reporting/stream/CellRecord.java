package com.hotline48.reporting.stream;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Objects;
import java.util.function.Function;

import com.hotline48.reporting.domain.Cell;
import com.hotline48.reporting.domain.Counts;

/**
 * A record of the cells topic: absolute values, so that the last one of a key is all that a reader needs. Keys end with
 * the number of the partition whose task wrote them ({@code <cell>|<partition>}), and lie in that partition.
 */
public sealed interface CellRecord {

    /** The writing task's partition. */
    int partition();

    /** The record's key. */
    String key();

    /** The record's value. */
    byte[] encode();

    /** The one argument that fits is called. */
    <R> R fold(Function<CellCounts, R> counts, Function<Progress, R> progress);

    /** What one partition's tickets add up to in a cell. */
    record CellCounts(int partition, Cell cell, Counts counts) implements CellRecord {
        public CellCounts {
            Objects.requireNonNull(cell, "cell");
            Objects.requireNonNull(counts, "counts");
        }

        @Override
        public String key() {
            return cellKey(cell) + SEPARATOR + partition;
        }

        @Override
        public byte[] encode() {
            return Json.write(counts);
        }

        @Override
        public <R> R fold(Function<CellCounts, R> ifCounts, Function<Progress, R> ifProgress) {
            return ifCounts.apply(this);
        }
    }

    /** Everything acknowledged before {@code asOf}, and every judgement that it led to, is in the cells before. */
    record Progress(int partition, Instant asOf) implements CellRecord {
        public Progress {
            Objects.requireNonNull(asOf, "asOf");
        }

        @Override
        public String key() {
            return PROGRESS + SEPARATOR + partition;
        }

        @Override
        public byte[] encode() {
            return Json.write(asOf);
        }

        @Override
        public <R> R fold(Function<CellCounts, R> ifCounts, Function<Progress, R> ifProgress) {
            return ifProgress.apply(this);
        }
    }

    /** @throws IllegalArgumentException if the bytes are no such record */
    static CellRecord decode(String key, byte[] value) {
        try {
            int at = key.lastIndexOf(SEPARATOR);
            String what = key.substring(0, Math.max(at, 0));
            int partition = partitionOf(key);
            return what.equals(PROGRESS)
                    ? new Progress(partition, Json.read(value, Instant.class))
                    : new CellCounts(partition, cellOf(what), Json.read(value, Counts.class));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not a record of the cells topic: " + key, e);
        }
    }

    /** The partition at the end of a key. */
    static int partitionOf(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf(SEPARATOR) + 1));
    }

    /** A cell as text: month and province. */
    static String cellKey(Cell cell) {
        return cell.month() + SEPARATOR + cell.province();
    }

    /** The cell of {@link #cellKey}. */
    static Cell cellOf(String key) {
        int at = key.indexOf(SEPARATOR);
        if (at < 0) {
            throw new IllegalArgumentException("not a cell: " + key);
        }
        return new Cell(YearMonth.parse(key.substring(0, at)), key.substring(at + 1));
    }

    /** The key's separator; neither months nor centre codes contain it. */
    String SEPARATOR = "|";

    /** What stands in place of the cell in the key of a progress record. */
    String PROGRESS = "as-of";
}
