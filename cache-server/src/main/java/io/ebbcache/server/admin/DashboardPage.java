package io.ebbcache.server.admin;

import io.ebbcache.server.dashboard.Dashboard;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The figures of the dashboard; {@code since} says which sample its reader has seen last. */
final class DashboardPage implements Page {

    private final Dashboard dashboard;

    DashboardPage(Dashboard dashboard) {
        this.dashboard = dashboard;
    }

    @Override
    public Answer answer(Request request) throws IOException {
        long since;
        try {
            since = number(request.parameter("since"));
        } catch (IllegalArgumentException e) {
            return Answer.line(HttpResponseStatus.BAD_REQUEST, "since is to be the number of a sample");
        }
        return new Answer(HttpResponseStatus.OK, HttpHeaderValues.APPLICATION_JSON.toString(), dashboard.json(since));
    }

    private static long number(@Nullable String text) {
        long number = text == null ? Dashboard.ALL : Long.parseLong(text);
        if (number < 0) {
            throw new IllegalArgumentException("below 0");
        }
        return number;
    }
}
