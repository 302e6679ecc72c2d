package io.ebbcache.server.cluster.route;

import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.OverloadedException;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.ring.KetamaPlacement;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.Status;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The way of the command that is in hand: where it is carried out, what its owner is asked, and the answer. Used again for each command, by one
 * thread.
 *
 * <p>A request that another node passes on is carried out here whoever has its key: one hop is the most there is. It tells the version of its
 * sender's ring; while this node does not know that ring yet, the request waits for it, as this node may not know yet that what it holds of
 * the key is over.
 */
final class Errand {

    /** Where a command goes on. */
    enum Step {
        /** Here. */
        HERE,
        /** The owner is to be asked. */
        ASK,
        /** The owner is asked. */
        WAIT,
        /** The owner has answered. */
        ANSWERED,
        /** Nowhere: there is no answer to be had but the refusal. */
        REFUSED
    }

    private final Forwarding forwarding;
    private final LongAdder forwarded;
    private final LongAdder failed;
    private final LongAdder stoodIn;
    private final LongAdder relayed;
    private final MetaLine line = new MetaLine();
    private final byte[] key = new byte[Commands.MAX_KEY_LENGTH];
    private int keyLength;
    private ConnectionCalls calls = new ConnectionCalls(() -> {});
    private long floor;
    private boolean standingIn;
    private @Nullable Peer owner;
    private long ringVersion;
    private @Nullable RemoteCall call;
    private Status refusal = Status.NO_ANSWER;

    Errand(Forwarding forwarding) {
        this.forwarding = forwarding;
        this.forwarded = forwarding.counter(RouteCounter.FORWARDED);
        this.failed = forwarding.counter(RouteCounter.FORWARD_FAILED);
        this.stoodIn = forwarding.counter(RouteCounter.STOOD_IN);
        this.relayed = forwarding.counter(RouteCounter.RELAYED);
    }

    /** Whose commands come next. */
    void of(ConnectionCalls connection) {
        calls = connection;
    }

    /** Of what is carried out here, items up to this CAS number are over. */
    long floor() {
        return floor;
    }

    /** Whether what is carried out here is carried out in the place of another node. */
    boolean isStandingIn() {
        return standingIn;
    }

    /** How a command ends that is waited for or refused. */
    Status status(Step step) {
        return step == Step.WAIT ? Status.PENDING : refusal;
    }

    /** Whether the connection may ask for more. */
    boolean mayAskMore() {
        return calls.count() < forwarding.mostCallsOfConnection();
    }

    // ---- where ----

    /**
     * Begins a command.
     *
     * @param askersRing the version of the ring of the node that passes it on; 0 if a client asks
     */
    Step begin(CallKind kind, DirectBuffer buffer, int keyOffset, int length, long askersRing) {
        floor = 0;
        standingIn = false;
        Layout layout = forwarding.layout();
        if (layout == null && askersRing == 0) {
            return Step.HERE;
        }
        buffer.getBytes(keyOffset, key, 0, length);
        keyLength = length;
        RemoteCall known = calls.isEmpty() ? null : calls.find(kind, key, length);
        if (known != null) {
            return settle(known, kind);
        }
        if (askersRing != 0 && (layout == null || layout.version() < askersRing)) {
            layout = awaitRing(askersRing);
            if (layout == null) {
                return call == null ? refuse(Status.NO_ANSWER) : Step.WAIT;
            }
        }
        return layout == null ? Step.HERE : route(layout, kind, askersRing != 0);
    }

    private Step route(Layout layout, CallKind kind, boolean here) {
        int place = KetamaPlacement.placeOf(key, keyLength);
        if (here) {
            relayed.increment();
        }
        Peer peer = here ? null : layout.ownerAt(place);
        if (peer == null) {
            floor = layout.tenure().floorAt(place);
            return Step.HERE;
        }
        if (peer.outage() != null) {
            Step step = standIn(peer, kind);
            if (step == Step.HERE || peer.outage() != null) {
                return step;
            }
        }
        owner = peer;
        ringVersion = layout.version();
        return MetaLine.canSend(keyBytes()) ? Step.ASK : refuse(Status.NO_ANSWER);
    }

    /** The layout of that ring or a later one; null if it is not there yet, or does not come: then there is no call any more. */
    private @Nullable Layout awaitRing(long version) {
        RemoteCall waiting = calls.find(CallKind.RING, key, keyLength);
        if (waiting == null) {
            waiting = new RemoteCall(null, CallKind.RING, keyBytes(), calls.wake(), forwarding.budget(), 0)
                    .answeredBy(forwarding.ringOf(version));
            calls.add(waiting);
        }
        if (!waiting.isDone()) {
            call = waiting;
            return null;
        }
        calls.remove(waiting);
        call = null;
        Layout layout = forwarding.layout();
        return layout != null && layout.version() >= version ? layout : null;
    }

    /** This node takes the place of one that does not answer. */
    private Step standIn(Peer peer, CallKind kind) {
        Outage outage = peer.outage();
        if (outage == null || (kind.changes() && !outage.note(keyBytes()))) {
            return refuse(kind.changes() ? Status.NO_ANSWER : Status.NOT_FOUND);
        }
        floor = outage.floor();
        standingIn = true;
        stoodIn.increment();
        return Step.HERE;
    }

    private Step refuse(Status status) {
        refusal = status;
        return Step.REFUSED;
    }

    private byte[] keyBytes() {
        return Arrays.copyOf(key, keyLength);
    }

    // ---- asking ----

    /** The owner is asked with this: a command and its key, to which flags may be added. */
    MetaLine command(String word) {
        return line.begin(word, keyBytes()).relayed(ringVersion);
    }

    /** The same for a command that brings a value. */
    MetaLine command(String word, int valueLength) {
        return line.begin(word, keyBytes()).text(" " + valueLength).relayed(ringVersion);
    }

    /** Sends the command. */
    Step ask(CallKind kind, byte @Nullable [] value) {
        Peer peer = owner;
        int length = value == null ? 0 : value.length;
        if (peer == null || !forwarding.budget().acquire(length)) {
            return refuse(Status.OUT_OF_MEMORY);
        }
        byte[] its = keyBytes();
        RemoteCall asked = new RemoteCall(peer, kind, its, calls.wake(), forwarding.budget(), length)
                .answeredBy(peer.ask(Request.relay(line.line(), its, value)));
        calls.add(asked);
        forwarded.increment();
        return settle(asked, kind);
    }

    private Step settle(RemoteCall asked, CallKind kind) {
        if (!asked.isDone()) {
            return Step.WAIT;
        }
        Throwable why = asked.failure();
        if (why == null) {
            call = asked;
            return Step.ANSWERED;
        }
        calls.remove(asked);
        failed.increment();
        if (why instanceof RefusedException) {
            return refuse(refused(String.valueOf(why.getMessage())));
        }
        Peer peer = asked.peer();
        if (peer == null || why instanceof OverloadedException) {
            return refuse(kind.changes() ? Status.NO_ANSWER : Status.NOT_FOUND);
        }
        peer.failed();
        boolean mayBeDone = !(why instanceof NodeUnavailableException);
        return kind.changes() && mayBeDone ? refuse(Status.NO_ANSWER) : standIn(peer, kind);
    }

    private static Status refused(String message) {
        if (message.contains("too large")) {
            return Status.TOO_LARGE;
        }
        if (message.contains("out of memory")) {
            return Status.OUT_OF_MEMORY;
        }
        return message.contains("non-numeric") ? Status.NON_NUMERIC : Status.NO_ANSWER;
    }

    /** The answer, which stays there. */
    Reply answer() {
        Reply reply = call == null ? null : call.reply();
        if (reply == null) {
            throw new IllegalStateException("no answer");
        }
        return reply;
    }

    /** The answer; the call is over. */
    Reply take() {
        Reply reply = answer();
        if (call != null) {
            calls.remove(call);
            call = null;
        }
        return reply;
    }

    /** Sends the command without waiting for an answer. */
    void sendOff() {
        if (owner != null) {
            owner.ask(Request.relay(line.line(), keyBytes(), null));
        }
    }
}
