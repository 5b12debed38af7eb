package cn.fuhan.web;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends the reading of a body that is too large with the problem too-large. One with a
 * Content-Length has been refused before ({@link VertxProblems}); this is for those that come in
 * chunks and say only at their end how long they are.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
class CountedBody implements ReaderInterceptor {

    private final BodyLimit limit;
    private final UriInfo uri;

    CountedBody(BodyLimit limit, UriInfo uri) {
        this.limit = limit;
        this.uri = uri;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        body.setInputStream(new Counted(body.getInputStream(), uri.getRequestUri().getPath()));
        return body.proceed();
    }

    private final class Counted extends FilterInputStream {

        private final String path;
        private long left;

        Counted(InputStream in, String path) {
            super(in);
            this.path = path;
            left = limit.at(path);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw limit.tooLarge(path);
            }
        }
    }
}
