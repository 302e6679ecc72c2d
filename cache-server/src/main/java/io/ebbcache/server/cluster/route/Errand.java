package io.ebbcache.server.cluster.route;

import io.ebbcache.client.operation.ClosedClientException;
import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.OverloadedException;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.ring.KetamaPlacement;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.PeerRefusal;
import io.ebbcache.server.command.RequestTerms;
import io.ebbcache.server.command.Status;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The way of the command that is in hand: where it is carried out, what its owner is asked, and the answer. Used again for each command, by one
 * thread.
 *
 * <p>A request that another node passes on is carried out here or refused: one hop is the most there is. It tells the version of its sender's ring.
 * While this node does not know that ring yet, the request waits for it, as this node may not know yet that what it holds of the key is over. If by
 * a later ring the key is another's, it is refused, and the sender waits for that ring.
 */
final class Errand {

    /** Where a command goes on. */
    enum Step {
        /** Here. */
        HERE,
        /** The owner is to be asked. */
        ASK,
        /** Another node is asked, or a ring is waited for. */
        WAIT,
        /** The owner has answered. */
        ANSWERED,
        /** Nowhere: there is no answer to be had but the refusal. */
        REFUSED
    }

    private final Forwarding forwarding;
    private final LongAdder forwarded;
    private final LongAdder failed;
    private final LongAdder unanswered;
    private final LongAdder relayed;
    private final LongAdder misdirected;
    private final MetaLine line = new MetaLine();
    private final byte[] key = new byte[Commands.MAX_KEY_LENGTH];
    private int keyLength;
    private int place;
    private ConnectionCalls calls = new ConnectionCalls(() -> {});
    private long floor;
    private @Nullable Warming warming;
    private @Nullable Peer former;
    private @Nullable Peer owner;
    private long ringVersion;
    private @Nullable RemoteCall call;
    private @Nullable Layout begun;
    private Status refusal = Status.NO_ANSWER;

    Errand(Forwarding forwarding) {
        this.forwarding = forwarding;
        this.forwarded = forwarding.counter(RouteCounter.FORWARDED);
        this.failed = forwarding.counter(RouteCounter.FORWARD_FAILED);
        this.unanswered = forwarding.counter(RouteCounter.UNANSWERED);
        this.relayed = forwarding.counter(RouteCounter.RELAYED);
        this.misdirected = forwarding.counter(RouteCounter.MISDIRECTED);
    }

    /** Whose commands come next. */
    void of(ConnectionCalls connection) {
        calls = connection;
    }

    /** Of what is carried out here, items up to this CAS number are over. */
    long floor() {
        return floor;
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
     * @param terms tell whether another node passes it on; null if a client asks
     */
    Step begin(CallKind kind, DirectBuffer buffer, int keyOffset, int length, @Nullable RequestTerms terms) {
        floor = 0;
        warming = null;
        begun = forwarding.layout();
        long askersRing = terms == null ? 0 : terms.ringVersion();
        if (begun == null
                && askersRing == 0
                && calls.isEmpty()
                && forwarding.firstRing().isDone()) {
            return Step.HERE;
        }
        hold(buffer, keyOffset, length);
        Step step = find(kind, askersRing, terms);
        if (warming == null) {
            calls.giveUp(
                    CallKind.FILL,
                    key,
                    keyLength); // it was begun under another ring, or while there was something to be filled
        }
        return step;
    }

    private void hold(DirectBuffer buffer, int keyOffset, int length) {
        buffer.getBytes(keyOffset, key, 0, length);
        keyLength = length;
    }

    private Step find(CallKind kind, long askersRing, @Nullable RequestTerms terms) {
        Step step = calls.isEmpty() ? null : goOn(kind, askersRing != 0);
        if (step != null) {
            return step;
        }
        Layout layout = begun;
        if (askersRing != 0 && (layout == null || layout.version() < askersRing)) {
            return await(forwarding.ringOf(askersRing));
        }
        if (layout != null) {
            return route(layout, kind, terms);
        }
        return forwarding.firstRing().isDone() ? Step.HERE : await(forwarding.firstRing());
    }

    /** Whether a change that was carried out here came too late: the key has gone to another node meanwhile. */
    boolean hasMoved() {
        Layout now = forwarding.layout();
        return now != null
                && begun != null
                && now.version() != begun.version()
                && !now.tenure().isOwner(place);
    }

    /** For what is carried out here in any case: the floor of its key. */
    void look(DirectBuffer buffer, int keyOffset, int length) {
        Layout layout = forwarding.layout();
        if (layout != null && length <= key.length) {
            hold(buffer, keyOffset, length);
            floor = layout.tenure().floorAt(KetamaPlacement.placeOf(key, keyLength));
        }
    }

    /** With what was asked or waited for; null if nothing was, or the way has to be found anew. */
    private @Nullable Step goOn(CallKind kind, boolean passedOn) {
        RemoteCall waiting = calls.find(CallKind.RING, key, keyLength);
        if (waiting != null) {
            if (!waiting.isDone()) {
                return Step.WAIT;
            }
            calls.remove(waiting);
            return waiting.failure() == null ? null : unanswered(kind, passedOn);
        }
        RemoteCall asked = calls.find(kind, key, keyLength);
        return asked == null ? null : settle(asked, kind);
    }

    private Step route(Layout layout, CallKind kind, @Nullable RequestTerms terms) {
        place = KetamaPlacement.placeOf(key, keyLength);
        Peer peer = layout.ownerAt(place);
        if (terms != null && terms.ringVersion() != 0) {
            relayed.increment();
            if (terms.isForFormer()) {
                floor = layout.tenure().floorAt(place);
                return kind == CallKind.READ_UNDER_TERMS ? Step.HERE : refuse(Status.NO_ANSWER);
            }
            if (peer != null) { // with the same ring: this node was started again, and does not belong to the ring yet
                misdirected.increment();
                return refuse(layout.version() > terms.ringVersion() ? Status.OTHER_OWNER : Status.NO_ANSWER);
            }
        }
        return peer == null ? here(layout, kind) : there(layout, peer, kind);
    }

    private Step here(Layout layout, CallKind kind) {
        CompletableFuture<Reply> doubt = forwarding.doubt(layout);
        if (doubt != null) {
            return doubt.isDone() ? unanswered(kind, false) : await(doubt);
        }
        floor = layout.tenure().floorAt(place);
        Warming now = layout.warming();
        if (now != null) {
            former = layout.formerAt(place);
            if (kind.changes()) {
                now.mark(place);
            } else if (former != null) {
                warming = now;
                ringVersion = layout.version();
            }
        }
        return Step.HERE;
    }

    private Step there(Layout layout, Peer peer, CallKind kind) {
        CompletableFuture<Reply> verdict = peer.verdict();
        if (verdict != null) {
            return kind.changes() && !verdict.isDone() ? await(verdict) : unanswered(kind, false);
        }
        owner = peer;
        ringVersion = layout.version();
        return MetaLine.canSend(keyBytes()) ? Step.ASK : refuse(Status.NO_ANSWER);
    }

    /** A read whose owner does not answer is a miss; a node that has passed it on is to know why. */
    private Step unanswered(CallKind kind, boolean passedOn) {
        unanswered.increment();
        return refuse(kind.changes() || passedOn ? Status.NO_ANSWER : Status.NOT_FOUND);
    }

    private Step await(CompletableFuture<Reply> event) {
        RemoteCall waiting = new RemoteCall(null, CallKind.RING, keyBytes(), calls.wake(), forwarding.budget(), 0, 0)
                .answeredBy(event);
        calls.add(waiting);
        if (waiting.isDone()) {
            calls.wake().run(); // it has come just now, and wakes nobody any more
        }
        return Step.WAIT;
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
        forwarded.increment();
        if (kind.changes()) {
            forwarding.copies().changed(keyBytes());
        }
        return settle(send(peer, kind, value), kind);
    }

    /** Sends the command, a read whose turn is still to come: nobody is woken by its answer. */
    void askAhead() {
        if (owner != null) {
            forwarded.increment();
            send(owner, CallKind.READ, null);
        }
    }

    private RemoteCall send(Peer peer, CallKind kind, byte @Nullable [] value) {
        byte[] its = keyBytes();
        int length = value == null ? 0 : value.length;
        RemoteCall asked = new RemoteCall(peer, kind, its, calls.wake(), forwarding.budget(), length, ringVersion)
                .copyStamp(forwarding.copies().stamp(its))
                .answeredBy(peer.ask(Request.relay(line.line(), its, value)));
        calls.add(asked);
        return asked;
    }

    private Step settle(RemoteCall asked, CallKind kind) {
        if (!asked.isDone()) {
            return Step.WAIT;
        }
        if (kind.changes()) {
            forwarding.copies().changed(keyBytes());
        }
        Throwable why = asked.failure();
        if (why == null) {
            call = asked;
            return Step.ANSWERED;
        }
        calls.remove(asked);
        failed.increment();
        if (why instanceof RefusedException) {
            return refused(asked, kind, String.valueOf(why.getMessage()));
        }
        Peer peer = asked.peer();
        if (peer == null || why instanceof OverloadedException) {
            return unanswered(kind, false);
        }
        Layout layout = forwarding.layout();
        boolean mayBeDone =
                kind.changes() && !(why instanceof NodeUnavailableException) && !(why instanceof ClosedClientException);
        if (layout != null
                && layout.version() > asked.ringVersion()) { // it may have gone for good, and others have its keys
            return mayBeDone ? unanswered(kind, false) : await(CompletableFuture.completedFuture(Reply.DONE));
        }
        peer.failed();
        CompletableFuture<Reply> verdict = peer.verdict();
        if (!kind.changes() || mayBeDone) {
            return unanswered(kind, false);
        }
        return await(verdict == null ? CompletableFuture.completedFuture(Reply.DONE) : verdict);
    }

    private Step refused(RemoteCall asked, CallKind kind, String message) {
        if (PeerRefusal.OTHER_OWNER.isIn(message)) {
            forwarding.isOver(asked.ringVersion());
            return await(forwarding.ringOf(asked.ringVersion() + 1));
        }
        if (PeerRefusal.NO_ANSWER.isIn(message)) {
            return unanswered(kind, false);
        }
        if (message.contains("too large")) {
            return refuse(Status.TOO_LARGE);
        }
        if (message.contains("out of memory")) {
            return refuse(Status.OUT_OF_MEMORY);
        }
        return refuse(message.contains("non-numeric") ? Status.NON_NUMERIC : Status.NO_ANSWER);
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

    // ---- very hot keys ----

    /** What the owner has answered a moment ago; null if it is to be asked. */
    @Nullable
    Reply copy() {
        return forwarding.copies().find(keyBytes());
    }

    /** Keeps the answer for a moment. */
    void keepCopy(long secondsLeft) {
        if (call != null) {
            forwarding.copies().put(keyBytes(), answer(), call.copyStamp(), call.askedNanos(), secondsLeft);
        }
    }

    /** Sends the command without waiting for an answer. */
    void sendOff() {
        if (owner != null) {
            forwarding.copies().changed(keyBytes());
            owner.ask(Request.relay(line.line(), keyBytes(), null));
        }
    }

    /** Nobody comes back with this command: what it waits for is forgotten. */
    void giveUp() {
        calls.giveUp(CallKind.RING, key, keyLength);
    }

    /** The same for all that this connection has asked. */
    void giveUpAll() {
        calls.abandon();
    }

    // ---- all nodes ----

    /** The flush that this connection waits for; null if there is none. */
    @Nullable
    RemoteCall flushing() {
        return calls.isEmpty() ? null : calls.find(CallKind.FLUSH, MetaLine.ANY_KEY, MetaLine.ANY_KEY.length);
    }

    /** Asks all others that have keys to end their items. */
    RemoteCall flushOthers(long exptime) {
        RemoteCall asked = new RemoteCall(
                        null, CallKind.FLUSH, MetaLine.ANY_KEY, calls.wake(), forwarding.budget(), 0, 0)
                .answeredBy(forwarding.flushOthers(exptime));
        calls.add(asked);
        return asked;
    }

    /** How a flush goes on. */
    Status flushed(RemoteCall asked) {
        if (!asked.isDone()) {
            return Status.PENDING;
        }
        calls.remove(asked);
        forwarding.copies().clear(); // some may have come from nodes that had not ended theirs
        return asked.failure() == null ? Status.OK : Status.NO_ANSWER;
    }

    /** Waits until this node has a ring of that version: before it ends its items as another node asks. */
    Step awaitRing(long version) {
        System.arraycopy(MetaLine.ANY_KEY, 0, key, 0, MetaLine.ANY_KEY.length);
        keyLength = MetaLine.ANY_KEY.length;
        Step step = calls.isEmpty() ? null : goOn(CallKind.FLUSH, true);
        Layout layout = forwarding.layout();
        if (step != null || (layout != null && layout.version() >= version)) {
            return step == null ? Step.HERE : step;
        }
        return await(forwarding.ringOf(version));
    }

    // ---- filling this node from those that had its keys before ----

    /** Whether the key of a read that is carried out here may be at another node that had it before. */
    boolean mayFill() {
        return warming != null;
    }

    /** Asks who had the key before; to be called again until it is not {@link Step#WAIT}, in the end the answer may be {@link #answer}. */
    Step fill() {
        RemoteCall asked = calls.find(CallKind.FILL, key, keyLength);
        if (asked != null && asked.ringVersion() != ringVersion) {
            calls.remove(asked); // what was there by an older ring is over
            return Step.HERE;
        }
        asked = asked == null ? askFormer() : asked;
        if (asked == null) {
            return Step.HERE;
        }
        if (!asked.isDone()) {
            return Step.WAIT;
        }
        if (asked.reply() == null) {
            Peer peer = asked.peer();
            if (peer != null && !(asked.failure() instanceof RefusedException)) {
                peer.failed();
            }
            calls.remove(asked);
            return Step.HERE;
        }
        call = asked;
        return Step.ANSWERED;
    }

    private @Nullable RemoteCall askFormer() {
        Warming now = warming;
        Peer peer = former;
        if (now == null || peer == null || !mayAskMore() || !MetaLine.canSend(keyBytes())) {
            return null;
        }
        now.read();
        if (!now.mayAsk(place)) {
            return null;
        }
        forwarding.counter(RouteCounter.FILL_ASKED).increment();
        line.begin("mg ", keyBytes()).toFormer(ringVersion).text(" v f t s");
        return send(peer, CallKind.FILL, null);
    }

    /** The key is here: nobody needs what a former owner has. */
    void giveUpFilling() {
        calls.giveUp(CallKind.FILL, key, keyLength);
    }

    /** Where what comes from a former owner is added; only while {@link #mayFill}. */
    Warming warming() {
        Warming now = warming;
        if (now == null) {
            throw new IllegalStateException("nothing to fill");
        }
        return now;
    }

    int place() {
        return place;
    }
}
