package cn.fuhan.web;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps out of traces who called, what they looked for, the code of a receipt, and the secrets that
 * stand in the addresses of others' APIs.
 */
@Singleton
final class DiscreetTraces implements SpanProcessor {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

    private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");

    private static final List<AttributeKey<String>> WHO =
            List.of(
                    AttributeKey.stringKey("client.address"),
                    AttributeKey.stringKey("network.peer.address"),
                    AttributeKey.stringKey("user_agent.original"),
                    AttributeKey.stringKey("enduser.id"),
                    AttributeKey.stringKey("url.query"));

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        String path = span.getAttribute(PATH);
        if (path != null) {
            span.setAttribute(PATH, withoutQuery(DiscreetLog.discreet(path)));
        }
        String url = span.getAttribute(URL);
        if (url != null) {
            span.setAttribute(URL, withoutQuery(url));
        }
        for (AttributeKey<String> key : WHO) {
            if (span.getAttribute(key) != null) {
                span.setAttribute(key, DiscreetLog.LEFT_OUT);
            }
        }
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // nothing: all of it is known at the start
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
