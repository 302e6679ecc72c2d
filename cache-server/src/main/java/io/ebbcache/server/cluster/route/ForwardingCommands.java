package io.ebbcache.server.cluster.route;

import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.operation.Outcome;
import io.ebbcache.client.operation.OverloadedException;
import io.ebbcache.client.operation.RefusedException;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import io.ebbcache.client.ring.KetamaPlacement;
import io.ebbcache.server.command.CollectedValue;
import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.ItemReply;
import io.ebbcache.server.command.RemoteCalls;
import io.ebbcache.server.command.RequestTerms;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.command.StoreRequest;
import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.item.Item;
import io.ebbcache.store.item.Key;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Commands for any key: those that this node has are carried out here, for the others the node is asked that has them. A command that has to wait
 * for another node is {@link Status#PENDING}, and comes again when the answer is there; so it is found among the calls of its connection then.
 *
 * <p>A request that another node passes on is carried out here whoever has its key: one hop is the most there is. It tells the version of its
 * sender's ring; while this node does not know that ring yet, the request waits for it, as this node may not know yet that what it holds of
 * the key is over.
 */
final class ForwardingCommands extends Commands {

    /** What is stored here for a node that does not answer lives no longer than this. */
    private static final int STAND_IN_SECONDS = 10;

    /** Where a command goes on. */
    private enum Step {
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
    private final MetaLine line = new MetaLine();
    private final PeerItem seen = new PeerItem();
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
    private final byte[] key = new byte[MAX_KEY_LENGTH];
    private int keyLength;
    private ConnectionCalls calls = new ConnectionCalls(() -> {});

    // of the command that is in hand
    private long floor;
    private boolean standingIn;
    private @Nullable Peer owner;
    private long ringVersion;
    private @Nullable RemoteCall call;
    private Status refusal = Status.NO_ANSWER;
    private boolean countedElsewhere;
    private long numberElsewhere;

    ForwardingCommands(Seat seat, Forwarding forwarding) {
        super(seat);
        this.forwarding = forwarding;
    }

    @Override
    public RemoteCalls newRemoteCalls(Runnable wake) {
        return new ConnectionCalls(wake);
    }

    @Override
    public void serve(long clientNumber, RemoteCalls remoteCalls) {
        super.serve(clientNumber, remoteCalls);
        if (remoteCalls instanceof ConnectionCalls its) {
            calls = its;
        }
    }

    @Override
    protected Key wrap(DirectBuffer buffer, int keyOffset, int length) {
        return super.wrap(buffer, keyOffset, length).casFloor(floor);
    }

    // ---- where ----

    private Step begin(CallKind kind, DirectBuffer buffer, int keyOffset, int length, long askersRing) {
        floor = 0;
        standingIn = false;
        countedElsewhere = false;
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

    private Step route(Layout layout, CallKind kind, boolean relayed) {
        int place = KetamaPlacement.placeOf(key, keyLength);
        Peer peer = relayed ? null : layout.ownerAt(place);
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

    /** Sends the line. */
    private Step ask(CallKind kind, byte @Nullable [] value) {
        Peer peer = owner;
        int length = value == null ? 0 : value.length;
        if (peer == null || !forwarding.budget().acquire(length)) {
            return refuse(Status.OUT_OF_MEMORY);
        }
        byte[] its = keyBytes();
        RemoteCall asked = new RemoteCall(peer, kind, its, calls.wake(), forwarding.budget(), length)
                .answeredBy(peer.ask(Request.relay(line.line(), its, value)));
        calls.add(asked);
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
        if (why instanceof RefusedException) {
            return refuse(refused(String.valueOf(why.getMessage())));
        }
        Peer peer = asked.peer();
        if (peer == null || why instanceof OverloadedException) {
            return refuse(kind.changes() ? Status.NO_ANSWER : Status.NOT_FOUND);
        }
        peer.failed(forwarding.lastCas());
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

    /** The answer; the call is not known any more. */
    private Reply take() {
        RemoteCall answered = call;
        Reply reply = answered == null ? null : answered.reply();
        if (answered == null || reply == null) {
            throw new IllegalStateException("no answer");
        }
        call = null;
        calls.remove(answered);
        show(seen.read(reply.line()));
        return reply;
    }

    private void show(PeerItem item) {
        long now = second();
        long expiry = item.secondsLeft == StoreClock.UNLIMITED ? StoreClock.NEVER : now + item.secondsLeft;
        Item fields = itemFields();
        fields.set(item.flags, item.cas, item.size, expiry)
                .before(item.fetched, item.idleSeconds, item.stale, item.claimed)
                .now(expiry, item.won);
    }

    private Status waiting(Step step) {
        return step == Step.WAIT ? Status.PENDING : refusal;
    }

    // ---- reads ----

    @Override
    public Status get(DirectBuffer buffer, int keyOffset, int length, ItemReply reply) {
        Step step = begin(CallKind.READ, buffer, keyOffset, length, 0);
        if (step == Step.ASK) {
            step = askForValue();
        }
        return switch (step) {
            case HERE -> super.get(buffer, keyOffset, length, reply);
            case ANSWERED -> found(reply);
            default -> waiting(step);
        };
    }

    private Step askForValue() {
        line.begin("mg ", keyBytes()).relayed(ringVersion).text(" v f c s");
        return ask(CallKind.READ, null);
    }

    @Override
    public void askFor(DirectBuffer buffer, int keyOffset, int length) {
        if (length <= MAX_KEY_LENGTH
                && calls.count() < forwarding.mostCallsOfConnection()
                && begin(CallKind.READ, buffer, keyOffset, length, 0) == Step.ASK) {
            askForValue();
        }
    }

    @Override
    public Status getAndTouch(DirectBuffer buffer, int keyOffset, int length, long exptime, ItemReply reply) {
        Step step = begin(CallKind.READ_UNDER_TERMS, buffer, keyOffset, length, 0);
        if (step == Step.ASK) {
            line.begin("mg ", keyBytes()).relayed(ringVersion).text(" v f c s");
            step = ask(expiry(exptime), CallKind.READ_UNDER_TERMS);
        }
        return switch (step) {
            case HERE -> super.getAndTouch(buffer, keyOffset, length, exptime, reply);
            case ANSWERED -> found(reply);
            default -> waiting(step);
        };
    }

    @Override
    public Status get(DirectBuffer buffer, int keyOffset, int length, RequestTerms terms, ItemReply reply) {
        Step step = begin(CallKind.READ_UNDER_TERMS, buffer, keyOffset, length, terms.ringVersion());
        if (step == Step.ASK) {
            line.begin("mg ", keyBytes()).relayed(ringVersion).text(" t f c s h l");
            if (!terms.isValueless()) {
                line.text(" v");
            }
            tell(terms);
            step = ask(CallKind.READ_UNDER_TERMS, null);
        }
        return switch (step) {
            case HERE -> super.get(buffer, keyOffset, length, terms, reply);
            case ANSWERED -> found(reply, vivifies(terms));
            default -> waiting(step);
        };
    }

    private static boolean vivifies(RequestTerms terms) {
        for (int i = 0; i < terms.count(); i++) {
            if (terms.letter(i) == 'N') {
                return true;
            }
        }
        return false;
    }

    /** No flag tells that a read has made the item; but then it is this client's to fill, empty and as new. */
    private void showIfMade(boolean vivifying) {
        boolean asNew = seen.won && !seen.stale && !seen.fetched && seen.size == 0;
        if (vivifying && asNew && seen.secondsLeft == StoreClock.UNLIMITED) {
            itemFields().made(StoreClock.NEVER, true);
        }
    }

    private Status found(ItemReply reply) {
        return found(reply, false);
    }

    /** The call stays where it is if there is no room for the reply. */
    private Status found(ItemReply reply, boolean vivifying) {
        RemoteCall answered = call;
        Reply there = answered == null ? null : answered.reply();
        if (there == null || there.outcome() != Outcome.DONE) {
            take();
            return Status.NOT_FOUND;
        }
        show(seen.read(there.line()));
        showIfMade(vivifying);
        byte[] value = there.value();
        long address = reply.begin(seen.flags, seen.cas, seen.size);
        if (address == ItemReply.NO_ROOM) {
            return Status.NO_ROOM;
        }
        if (value.length > 0) {
            target.wrap(address, value.length);
            target.putBytes(0, value);
        }
        reply.complete();
        take();
        return Status.FOUND;
    }

    // ---- changes ----

    @Override
    public Status touch(DirectBuffer buffer, int keyOffset, int length, long exptime) {
        Step step = begin(CallKind.TOUCH, buffer, keyOffset, length, 0);
        if (step == Step.ASK) {
            line.begin("mg ", keyBytes()).relayed(ringVersion).text(" f c s");
            step = ask(expiry(exptime), CallKind.TOUCH);
        }
        return switch (step) {
            case HERE -> super.touch(buffer, keyOffset, length, exptime);
            case ANSWERED -> take().isDone() ? Status.TOUCHED : Status.NOT_FOUND;
            default -> waiting(step);
        };
    }

    private Step ask(long exptime, CallKind kind) {
        line.flag('T', exptime);
        return ask(kind, null);
    }

    private static long expiry(long exptime) {
        return Math.max(-1, Math.min(exptime, Integer.MAX_VALUE));
    }

    @Override
    public Status delete(DirectBuffer buffer, int keyOffset, int length, long cas) {
        Step step = begin(CallKind.DELETE, buffer, keyOffset, length, 0);
        if (step == Step.ASK) {
            line.begin("md ", keyBytes()).relayed(ringVersion);
            if (cas != 0) {
                line.unsignedFlag('C', cas);
            }
            step = ask(CallKind.DELETE, null);
        }
        return switch (step) {
            case HERE -> super.delete(buffer, keyOffset, length, cas);
            case ANSWERED -> deleted();
            default -> waiting(step);
        };
    }

    @Override
    public Status delete(DirectBuffer buffer, int keyOffset, int length, RequestTerms terms) {
        Step step = begin(CallKind.DELETE, buffer, keyOffset, length, terms.ringVersion());
        if (step == Step.ASK) {
            line.begin("md ", keyBytes()).relayed(ringVersion);
            tell(terms);
            step = ask(CallKind.DELETE, null);
        }
        return switch (step) {
            case HERE -> super.delete(buffer, keyOffset, length, terms);
            case ANSWERED -> deleted();
            default -> waiting(step);
        };
    }

    private Status deleted() {
        return switch (take().outcome()) {
            case DONE -> Status.DELETED;
            case EXISTS -> Status.EXISTS;
            default -> Status.NOT_FOUND;
        };
    }

    private void tell(RequestTerms terms) {
        for (int i = 0; i < terms.count(); i++) {
            char letter = terms.letter(i);
            switch (letter) {
                case 'I', 'x', 'u' -> line.text(" " + letter);
                case 'T', 'N', 'R' -> line.flag(letter, expiry(terms.number(i)));
                default -> line.unsignedFlag(letter, terms.number(i));
            }
        }
    }

    @Override
    public Status increment(DirectBuffer buffer, int keyOffset, int length, long delta) {
        Step step = count(buffer, keyOffset, length, delta, true, null);
        return step == Step.HERE ? super.increment(buffer, keyOffset, length, delta) : counted(step);
    }

    @Override
    public Status decrement(DirectBuffer buffer, int keyOffset, int length, long delta) {
        Step step = count(buffer, keyOffset, length, delta, false, null);
        return step == Step.HERE ? super.decrement(buffer, keyOffset, length, delta) : counted(step);
    }

    @Override
    public Status increment(DirectBuffer buffer, int keyOffset, int length, long delta, RequestTerms terms) {
        Step step = count(buffer, keyOffset, length, delta, true, terms);
        return step == Step.HERE ? super.increment(buffer, keyOffset, length, delta, terms) : counted(step);
    }

    @Override
    public Status decrement(DirectBuffer buffer, int keyOffset, int length, long delta, RequestTerms terms) {
        Step step = count(buffer, keyOffset, length, delta, false, terms);
        return step == Step.HERE ? super.decrement(buffer, keyOffset, length, delta, terms) : counted(step);
    }

    private Step count(
            DirectBuffer buffer, int keyOffset, int length, long delta, boolean up, @Nullable RequestTerms terms) {
        Step step = begin(CallKind.COUNT, buffer, keyOffset, length, terms == null ? 0 : terms.ringVersion());
        if (step != Step.ASK) {
            return step;
        }
        line.begin("ma ", keyBytes()).relayed(ringVersion).text(up ? " t c v" : " t c v MD");
        line.unsignedFlag('D', delta);
        if (terms != null) {
            tell(terms);
        }
        return ask(CallKind.COUNT, null);
    }

    private Status counted(Step step) {
        if (step != Step.ANSWERED) {
            return waiting(step);
        }
        Reply reply = take();
        if (reply.outcome() == Outcome.DONE) {
            countedElsewhere = true;
            numberElsewhere = number(reply.value());
        }
        return switch (reply.outcome()) {
            case DONE -> Status.STORED;
            case NOT_FOUND -> Status.NOT_FOUND;
            case NOT_STORED -> Status.NOT_STORED;
            case EXISTS -> Status.EXISTS;
        };
    }

    private static long number(byte[] digits) {
        long number = 0;
        for (byte digit : digits) {
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    @Override
    public long number() {
        return countedElsewhere ? numberElsewhere : super.number();
    }

    // ---- values ----

    @Override
    public Status store(StoreRequest request, DirectBuffer buffer, int valueOffset) {
        Step step = beginStore(request);
        if (step == Step.ASK) {
            byte[] value = new byte[request.valueLength()];
            buffer.getBytes(valueOffset, value);
            step = askToStore(request, value);
        }
        return step == Step.HERE ? super.store(here(request), buffer, valueOffset) : stored(step);
    }

    @Override
    public Status store(StoreRequest request, CollectedValue value) {
        Step step = beginStore(request);
        if (step == Step.ASK) {
            step = askToStore(request, value.bytes());
        }
        return step == Step.HERE ? super.store(here(request), value) : stored(step);
    }

    private Step beginStore(StoreRequest request) {
        RequestTerms terms = request.terms();
        return begin(
                CallKind.STORE,
                request.keyBuffer(),
                request.keyOffset(),
                request.keyLength(),
                terms == null ? 0 : terms.ringVersion());
    }

    private StoreRequest here(StoreRequest request) {
        if (standingIn) {
            request.atMost(STAND_IN_SECONDS);
        }
        return request;
    }

    private Step askToStore(StoreRequest request, byte[] value) {
        line.begin("ms ", keyBytes())
                .text(" " + value.length)
                .relayed(ringVersion)
                .text(" c s");
        line.text(
                switch (request.verb()) {
                    case ADD -> " ME";
                    case REPLACE -> " MR";
                    case APPEND -> " MA";
                    case PREPEND -> " MP";
                    case SET, CAS -> "";
                });
        line.unsignedFlag('F', Integer.toUnsignedLong(request.flags()));
        line.flag('T', expiry(request.exptime()));
        RequestTerms terms = request.terms();
        if (terms != null) {
            tell(terms);
        } else if (request.cas() != 0) {
            line.unsignedFlag('C', request.cas());
        }
        return ask(CallKind.STORE, value);
    }

    private Status stored(Step step) {
        if (step != Step.ANSWERED) {
            return waiting(step);
        }
        return switch (take().outcome()) {
            case DONE -> Status.STORED;
            case NOT_FOUND -> Status.NOT_FOUND;
            case NOT_STORED -> Status.NOT_STORED;
            case EXISTS -> Status.EXISTS;
        };
    }

    /** A value that is refused leaves no old one behind, wherever that is; nobody waits for it. */
    @Override
    public Status admit(StoreRequest request) {
        Status admitted = super.admit(request);
        if (admitted != Status.OK) {
            forgetElsewhere(request);
        }
        return admitted;
    }

    @Override
    public Status refuse(StoreRequest request) {
        forgetElsewhere(request);
        return super.refuse(request);
    }

    private void forgetElsewhere(StoreRequest request) {
        if (beginStore(request) == Step.ASK && owner != null) {
            byte[] its = keyBytes();
            owner.ask(Request.relay(line.begin("md ", its).relayed(ringVersion).line(), its, null));
        }
    }
}
