package io.ebbcache.server.admin;

import io.ebbcache.server.dashboard.Dashboard;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the dashboard; {@code since} says which sample its reader has seen last. Keys are among them: where only this machine is to see
 * them, a page from elsewhere that has its own name lead here (DNS rebinding) gets nothing.
 */
final class DashboardPage implements Page {

    private final Dashboard dashboard;
    private final boolean forThisMachine;

    /**
     * Figures of a dashboard.
     *
     * @param forThisMachine whether nobody else is to see them
     */
    DashboardPage(Dashboard dashboard, boolean forThisMachine) {
        this.dashboard = dashboard;
        this.forThisMachine = forThisMachine;
    }

    @Override
    public Answer answer(Request request) throws IOException {
        if (forThisMachine && !request.isToLocalhost()) {
            return Answer.line(HttpResponseStatus.FORBIDDEN, "call this localhost");
        }
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
