package io.ebbcache.server.cluster.route;

import io.ebbcache.client.operation.Outcome;
import io.ebbcache.client.operation.Reply;
import io.ebbcache.server.cluster.route.Errand.Step;
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
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Commands for any key: those that this node has are carried out here, for the others the node is asked that has them. A command that has to wait
 * for another node is {@link Status#PENDING}, and comes again when the answer is there; so it is found among the calls of its connection then.
 */
final class ForwardingCommands extends Commands {

    private final Forwarding forwarding;
    private final Errand errand;
    private final PeerItem seen = new PeerItem();
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
    private boolean countedElsewhere;
    private long numberElsewhere;

    ForwardingCommands(Seat seat, Forwarding forwarding) {
        super(seat);
        this.forwarding = forwarding;
        this.errand = new Errand(forwarding);
    }

    @Override
    public RemoteCalls newRemoteCalls(Runnable wake) {
        return new ConnectionCalls(wake);
    }

    @Override
    public void serve(long clientNumber, RemoteCalls remoteCalls) {
        super.serve(clientNumber, remoteCalls);
        forwarding.checkAwake();
        if (remoteCalls instanceof ConnectionCalls its) {
            errand.of(its);
        }
    }

    @Override
    public Status inspect(DirectBuffer buffer, int keyOffset, int length) {
        errand.look(buffer, keyOffset, length);
        return super.inspect(buffer, keyOffset, length);
    }

    @Override
    public boolean hasLaterRing(long version) {
        Layout now = forwarding.layout();
        return now != null && now.version() > version;
    }

    @Override
    protected Key wrap(DirectBuffer buffer, int keyOffset, int length) {
        return super.wrap(buffer, keyOffset, length).casFloor(errand.floor());
    }

    private Step begin(CallKind kind, DirectBuffer buffer, int keyOffset, int length, @Nullable RequestTerms terms) {
        countedElsewhere = false;
        Step step = errand.begin(kind, buffer, keyOffset, length, terms);
        if (step == Step.ASK) { // what is carried out here is told of there
            asked(buffer, keyOffset, length);
        }
        return step;
    }

    /** The same for those that only clients send. */
    private Step begin(CallKind kind, DirectBuffer buffer, int keyOffset, int length) {
        return begin(kind, buffer, keyOffset, length, null);
    }

    private Reply take() {
        Reply reply = errand.take();
        show(seen.read(reply.line()));
        return reply;
    }

    private void show(PeerItem item) {
        long expiry = expiry(item);
        Item fields = itemFields();
        fields.set(item.flags, item.cas, item.size, expiry)
                .before(item.fetched, item.idleSeconds, item.stale, item.claimed)
                .now(expiry, item.won);
    }

    private long expiry(PeerItem item) {
        return item.secondsLeft == StoreClock.UNLIMITED ? StoreClock.NEVER : second() + item.secondsLeft;
    }

    // ---- reads ----

    @Override
    public Status get(DirectBuffer buffer, int keyOffset, int length, ItemReply reply) {
        Step step = begin(CallKind.READ, buffer, keyOffset, length);
        if (step == Step.ASK) {
            Reply copy = isHot(buffer, keyOffset, length) ? errand.copy() : null;
            if (copy != null) {
                forwarding.counter(RouteCounter.COPIES_TOLD).increment();
                return handOver(copy, reply, false);
            }
            step = askForValue();
        }
        return switch (step) {
            case HERE ->
                isBeingFilled(buffer, keyOffset, length) ? Status.PENDING : super.get(buffer, keyOffset, length, reply);
            case ANSWERED -> {
                Reply there = errand.answer();
                if (there.isDone() && isHot(buffer, keyOffset, length)) {
                    errand.keepCopy(seen.read(there.line()).secondsLeft);
                }
                yield found(reply, false);
            }
            default -> errand.status(step);
        };
    }

    private Step askForValue() {
        errand.command("mg ").text(" v f c s t");
        return errand.ask(CallKind.READ, null);
    }

    @Override
    public boolean askFor(DirectBuffer buffer, int keyOffset, int length) {
        if (length > MAX_KEY_LENGTH || !errand.mayAskMore()) {
            return false;
        }
        Step step = begin(CallKind.READ, buffer, keyOffset, length);
        if (step == Step.ASK && (!isHot(buffer, keyOffset, length) || errand.copy() == null)) {
            errand.command("mg ").text(" v f c s t");
            errand.askAhead();
        } else if (step == Step.HERE) {
            isBeingFilled(buffer, keyOffset, length);
        }
        return true;
    }

    /** Whether a key that is not here is being asked for where it was before; if that has ended, what was there is here now. */
    private boolean isBeingFilled(DirectBuffer buffer, int keyOffset, int length) {
        if (!errand.mayFill()) {
            return false;
        }
        if (inspect(buffer, keyOffset, length) == Status.FOUND) {
            errand.giveUpFilling();
            return false;
        }
        return switch (errand.fill()) {
            case WAIT -> true;
            case ANSWERED -> {
                fill(buffer, keyOffset, length);
                yield false;
            }
            default -> false;
        };
    }

    /** Adds what a former owner has told; what it holds as stale is not worth it. */
    private void fill(DirectBuffer buffer, int keyOffset, int length) {
        Reply reply = errand.take();
        seen.read(reply.line());
        if (!reply.isDone() || seen.stale || seen.won || seen.claimed) {
            errand.warming().mark(errand.place());
            return;
        }
        long expiry = expiry(seen);
        BooleanSupplier adding = () -> add(buffer, keyOffset, length, seen.flags, expiry, reply.value());
        if (errand.warming().add(errand.place(), adding)) {
            forwarding.counter(RouteCounter.FILLED).increment();
        }
    }

    @Override
    public Status getAndTouch(DirectBuffer buffer, int keyOffset, int length, long exptime, ItemReply reply) {
        Step step = begin(CallKind.READ_UNDER_TERMS, buffer, keyOffset, length);
        if (step == Step.ASK) {
            errand.command("mg ").text(" v f c s").time('T', exptime);
            step = errand.ask(CallKind.READ_UNDER_TERMS, null);
        }
        return switch (step) {
            case HERE ->
                isBeingFilled(buffer, keyOffset, length)
                        ? Status.PENDING
                        : super.getAndTouch(buffer, keyOffset, length, exptime, reply);
            case ANSWERED -> found(reply, false);
            default -> errand.status(step);
        };
    }

    @Override
    public Status get(DirectBuffer buffer, int keyOffset, int length, RequestTerms terms, ItemReply reply) {
        Step step = begin(CallKind.READ_UNDER_TERMS, buffer, keyOffset, length, terms);
        if (step == Step.ASK) {
            MetaLine line = errand.command("mg ").text(" t f c s h l");
            if (!terms.isValueless()) {
                line.text(" v");
            }
            line.terms(terms);
            step = errand.ask(CallKind.READ_UNDER_TERMS, null);
        }
        return switch (step) {
            case HERE ->
                isBeingFilled(buffer, keyOffset, length)
                        ? Status.PENDING
                        : super.get(buffer, keyOffset, length, terms, reply);
            case ANSWERED -> found(reply, vivifies(terms));
            default -> errand.status(step);
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

    /** The call stays where it is if there is no room for the reply. */
    private Status found(ItemReply reply, boolean vivifying) {
        Reply there = errand.answer();
        if (there.outcome() != Outcome.DONE) {
            errand.take();
            return Status.NOT_FOUND;
        }
        Status status = handOver(there, reply, vivifying);
        if (status == Status.FOUND) {
            errand.take();
        }
        return status;
    }

    private Status handOver(Reply there, ItemReply reply, boolean vivifying) {
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
        return Status.FOUND;
    }

    /** What was asked for it, ahead too, is not to be taken for the answer to a later one. */
    @Override
    public void refuseReply() {
        super.refuseReply();
        errand.giveUpAll();
    }

    // ---- changes ----

    /** How a change here has ended. If the key has gone to another node just then, nobody is to rely on it. */
    private Status changed(Status status) {
        return errand.hasMoved() ? Status.NO_ANSWER : status;
    }

    @Override
    public Status touch(DirectBuffer buffer, int keyOffset, int length, long exptime) {
        Step step = begin(CallKind.TOUCH, buffer, keyOffset, length);
        if (step == Step.ASK) {
            errand.command("mg ").text(" f c s").time('T', exptime);
            step = errand.ask(CallKind.TOUCH, null);
        }
        return switch (step) {
            case HERE -> changed(super.touch(buffer, keyOffset, length, exptime));
            case ANSWERED -> take().isDone() ? Status.TOUCHED : Status.NOT_FOUND;
            default -> errand.status(step);
        };
    }

    @Override
    public Status delete(DirectBuffer buffer, int keyOffset, int length, long cas) {
        Step step = begin(CallKind.DELETE, buffer, keyOffset, length);
        if (step == Step.ASK) {
            MetaLine line = errand.command("md ");
            if (cas != 0) {
                line.unsignedFlag('C', cas);
            }
            step = errand.ask(CallKind.DELETE, null);
        }
        return switch (step) {
            case HERE -> changed(super.delete(buffer, keyOffset, length, cas));
            case ANSWERED -> deleted();
            default -> errand.status(step);
        };
    }

    @Override
    public Status delete(DirectBuffer buffer, int keyOffset, int length, RequestTerms terms) {
        Step step = begin(CallKind.DELETE, buffer, keyOffset, length, terms);
        if (step == Step.ASK) {
            errand.command("md ").terms(terms);
            step = errand.ask(CallKind.DELETE, null);
        }
        return switch (step) {
            case HERE -> changed(super.delete(buffer, keyOffset, length, terms));
            case ANSWERED -> deleted();
            default -> errand.status(step);
        };
    }

    private Status deleted() {
        return switch (take().outcome()) {
            case DONE -> Status.DELETED;
            case EXISTS -> Status.EXISTS;
            default -> Status.NOT_FOUND;
        };
    }

    @Override
    public Status increment(DirectBuffer buffer, int keyOffset, int length, long delta) {
        Step step = count(buffer, keyOffset, length, delta, true, null);
        return step == Step.HERE ? changed(super.increment(buffer, keyOffset, length, delta)) : counted(step);
    }

    @Override
    public Status decrement(DirectBuffer buffer, int keyOffset, int length, long delta) {
        Step step = count(buffer, keyOffset, length, delta, false, null);
        return step == Step.HERE ? changed(super.decrement(buffer, keyOffset, length, delta)) : counted(step);
    }

    @Override
    public Status increment(DirectBuffer buffer, int keyOffset, int length, long delta, RequestTerms terms) {
        Step step = count(buffer, keyOffset, length, delta, true, terms);
        return step == Step.HERE ? changed(super.increment(buffer, keyOffset, length, delta, terms)) : counted(step);
    }

    @Override
    public Status decrement(DirectBuffer buffer, int keyOffset, int length, long delta, RequestTerms terms) {
        Step step = count(buffer, keyOffset, length, delta, false, terms);
        return step == Step.HERE ? changed(super.decrement(buffer, keyOffset, length, delta, terms)) : counted(step);
    }

    private Step count(
            DirectBuffer buffer, int keyOffset, int length, long delta, boolean up, @Nullable RequestTerms terms) {
        Step step = begin(CallKind.COUNT, buffer, keyOffset, length, terms);
        if (step != Step.ASK) {
            return step;
        }
        MetaLine line = errand.command("ma ").text(up ? " t c v" : " t c v MD");
        line.unsignedFlag('D', delta);
        if (terms != null) {
            line.terms(terms);
        }
        return errand.ask(CallKind.COUNT, null);
    }

    private Status counted(Step step) {
        if (step != Step.ANSWERED) {
            return errand.status(step);
        }
        Reply reply = take();
        if (reply.outcome() == Outcome.DONE) {
            countedElsewhere = true;
            numberElsewhere = PeerItem.number(reply.value(), 0);
        }
        return switch (reply.outcome()) {
            case DONE -> Status.STORED;
            case NOT_FOUND -> Status.NOT_FOUND;
            case NOT_STORED -> Status.NOT_STORED;
            case EXISTS -> Status.EXISTS;
        };
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
        return step == Step.HERE ? changed(super.store(request, buffer, valueOffset)) : stored(step);
    }

    @Override
    public Status store(StoreRequest request, CollectedValue value) {
        Step step = beginStore(request);
        if (step == Step.ASK) {
            step = askToStore(request, value.bytes());
        }
        return step == Step.HERE ? changed(super.store(request, value)) : stored(step);
    }

    private Step beginStore(StoreRequest request) {
        return begin(CallKind.STORE, request.keyBuffer(), request.keyOffset(), request.keyLength(), request.terms());
    }

    private Step askToStore(StoreRequest request, byte[] value) {
        MetaLine line = errand.command("ms ", value.length).text(" c s");
        line.mode(request.verb());
        line.unsignedFlag('F', Integer.toUnsignedLong(request.flags()));
        line.time('T', request.exptime());
        RequestTerms terms = request.terms();
        if (terms != null) {
            line.terms(terms);
        } else if (request.cas() != 0) {
            line.unsignedFlag('C', request.cas());
        }
        return errand.ask(CallKind.STORE, value);
    }

    private Status stored(Step step) {
        if (step != Step.ANSWERED) {
            return errand.status(step);
        }
        return switch (take().outcome()) {
            case DONE -> Status.STORED;
            case NOT_FOUND -> Status.NOT_FOUND;
            case NOT_STORED -> Status.NOT_STORED;
            case EXISTS -> Status.EXISTS;
        };
    }

    /** Wherever that is; nobody waits for it. */
    @Override
    protected void forget(StoreRequest request) {
        switch (errand.begin(
                CallKind.STORE, request.keyBuffer(), request.keyOffset(), request.keyLength(), request.terms())) {
            case HERE -> super.forget(request);
            case ASK -> {
                errand.command("md ");
                errand.sendOff();
            }
            default -> errand.giveUp();
        }
    }

    // ---- all items ----

    /** On all nodes that have keys. */
    @Override
    public Status flush() {
        return flushAt(AT_ONCE);
    }

    /** On all nodes that have keys. */
    @Override
    public Status flushAt(long exptime) {
        RemoteCall asked = errand.flushing();
        if (asked == null) {
            Status here = flushHere(exptime);
            if (here != Status.OK) {
                return here;
            }
            asked = errand.flushOthers(Math.max(exptime, AT_ONCE));
        }
        return errand.flushed(asked);
    }

    @Override
    public Status flushFor(long askersRing, long exptime) {
        Step step = errand.awaitRing(askersRing);
        return step == Step.HERE ? flushHere(exptime) : errand.status(step);
    }

    @Override
    protected Status flushHere(long exptime) {
        if (mayFlush()) {
            forwarding.endWarming();
            forwarding.copies().clear();
        }
        return super.flushHere(exptime);
    }
}
