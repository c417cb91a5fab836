// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import dev.orrery.loader.change.Line;
import dev.orrery.loader.pipeline.CsvText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.MutableRecordAndPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Reads the records of one file: lines, or CSV records, which may span lines. Blank lines are passed over. */
final class LineReader implements BulkFormat.Reader<Line> {
    private static final int BATCH = 512;
    private static final int BUFFER = 64 * 1024;
    /** A quote that is open for longer was never meant to be one. */
    private static final int MAX_RECORD = 1024 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** What a record is. */
    enum Kind {
        LINES,
        CSV
    }

    private final String shown;
    private final Kind kind;
    private final FSDataInputStream stream;
    private final byte[] buffer = new byte[BUFFER];
    private final String header;
    private int filled;
    private int taken;
    private long offset;
    private long lines;
    private boolean damaged;

    LineReader(Path file, String root, Kind kind, CheckpointedPosition from) throws IOException {
        String path = file.getPath();
        this.shown = path.startsWith(root + "/") ? path.substring(root.length() + 1) : path;
        this.kind = kind;
        this.stream = file.getFileSystem().open(file);
        String first = kind == Kind.CSV ? line() : null;
        this.header = first == null ? "" : first;
        if (from.getOffset() > 0) {
            seek(from.getOffset(), from.getRecordsAfterOffset());
        }
    }

    @Override
    public BulkFormat.@Nullable RecordIterator<Line> readBatch() throws IOException {
        List<RecordAndPosition<Line>> batch = new ArrayList<>(BATCH);
        while (batch.size() < BATCH) {
            Line next = record();
            if (next == null) {
                break;
            }
            batch.add(new RecordAndPosition<>(next, offset, lines));
        }
        return batch.isEmpty() ? null : new Batch(batch);
    }

    private @Nullable Line record() throws IOException {
        damaged = false;
        String text = line();
        while (text != null && text.isBlank()) {
            text = line();
        }
        if (text == null) {
            return null;
        }
        long number = lines;
        String whole = kind == Kind.CSV && CsvText.isOpen(text) ? whole(text) : text;
        return new Line(shown, number, header, whole, damaged ? "not UTF-8" : "");
    }

    /** The record that begins with an open quote; where that never closes, the line alone. */
    private String whole(String first) throws IOException {
        long afterFirst = offset;
        long linesAfterFirst = lines;
        StringBuilder record = new StringBuilder(first);
        while (record.length() < MAX_RECORD) {
            String next = line();
            if (next == null) {
                break;
            }
            record.append('\n').append(next);
            // Only a line with a quote can close one.
            if (next.indexOf('"') >= 0 && !CsvText.isOpen(record.toString())) {
                return record.toString();
            }
        }
        seek(afterFirst, linesAfterFirst);
        return first;
    }

    private void seek(long position, long line) throws IOException {
        stream.seek(position);
        offset = position;
        lines = line;
        filled = 0;
        taken = 0;
    }

    /** The next line without its end; null behind the last one. */
    private @Nullable String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        while (true) {
            if (taken == filled) {
                filled = stream.read(buffer, 0, BUFFER);
                taken = 0;
                if (filled <= 0) {
                    filled = 0;
                    return bytes.size() == 0 ? null : text(bytes);
                }
            }
            int start = taken;
            while (taken < filled && buffer[taken] != '\n') {
                taken++;
            }
            bytes.write(buffer, start, taken - start);
            offset += taken - start;
            if (taken < filled) {
                taken++;
                offset++;
                return text(bytes);
            }
        }
    }

    private String text(ByteArrayOutputStream bytes) {
        lines++;
        String text = decode(bytes.toByteArray());
        int end = text.endsWith("\r") ? text.length() - 1 : text.length();
        int start = lines == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        return text.substring(start, Math.max(start, end));
    }

    private String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            damaged = true;
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private static final class Batch implements BulkFormat.RecordIterator<Line> {
        private final List<RecordAndPosition<Line>> records;
        private final MutableRecordAndPosition<Line> current = new MutableRecordAndPosition<>();
        private int next;

        Batch(List<RecordAndPosition<Line>> records) {
            this.records = records;
        }

        @Override
        public @Nullable RecordAndPosition<Line> next() {
            if (next == records.size()) {
                return null;
            }
            RecordAndPosition<Line> record = records.get(next++);
            current.set(record.getRecord(), record.getOffset(), record.getRecordSkipCount());
            return current;
        }

        @Override
        public void releaseBatch() {}
    }
}
