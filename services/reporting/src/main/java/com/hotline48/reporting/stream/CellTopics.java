package com.hotline48.reporting.stream;

/** Names that belong to one generation of the figures; nowhere else are they made. */
public final class CellTopics {

    private static final String CELLS = "hotline.reporting-cells.g";
    private static final String APPLICATION = "reporting-g";
    private static final String SINK = "reporting-cells-sink-g";

    private CellTopics() {}

    /** The compacted topic with the partial cells of a generation. */
    public static String cells(int generation) {
        return CELLS + generation;
    }

    /** The Kafka Streams application id of a generation: its consumer group, and the prefix of its changelogs. */
    public static String applicationId(int generation) {
        return APPLICATION + generation;
    }

    /** The consumer group that brings a generation's cells into the database. */
    public static String sinkGroup(int generation) {
        return SINK + generation;
    }
}
