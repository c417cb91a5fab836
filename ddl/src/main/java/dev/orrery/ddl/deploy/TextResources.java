// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import liquibase.resource.AbstractResource;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.OpenOptions;
import liquibase.resource.Resource;

/** Changelogs that are in memory, by path. */
final class TextResources extends AbstractResourceAccessor {
    private final Map<String, String> texts;

    TextResources(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    @Override
    public List<Resource> search(String path, boolean recursive) {
        return List.of();
    }

    @Override
    public List<Resource> getAll(String path) {
        String text = texts.get(path);
        return text == null ? List.of() : List.of(new Text(path, text));
    }

    @Override
    public List<String> describeLocations() {
        return List.of("memory");
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private static final class Text extends AbstractResource {
        private final String text;

        Text(String path, String text) {
            super(path, URI.create("memory:" + path));
            this.text = text;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean isWritable() {
            return false;
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public Resource resolve(String other) {
            throw new UnsupportedOperationException(other);
        }

        @Override
        public Resource resolveSibling(String other) {
            throw new UnsupportedOperationException(other);
        }

        @Override
        public OutputStream openOutputStream(OpenOptions options) {
            throw new UnsupportedOperationException(getPath());
        }
    }
}
