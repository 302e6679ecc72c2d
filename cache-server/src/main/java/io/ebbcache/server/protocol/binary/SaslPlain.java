package io.ebbcache.server.protocol.binary;

import io.ebbcache.server.command.Commands;
import io.ebbcache.server.command.Credentials;
import io.ebbcache.server.command.ServerCounter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One connection's way through SASL with its one mechanism, PLAIN (RFC 4616): {@code [who to be] NUL user NUL password}, with
 * the mechanism's name or one step later.
 */
final class SaslPlain {

    /** Longer names of mechanisms are no names, as in memcached. */
    static final int LONGEST_NAME_BYTES = 32;

    /** Nobody has a longer name and password. */
    static final int LONGEST_MESSAGE_BYTES = 1024;

    static final String MECHANISM = "PLAIN";
    private static final byte[] MECHANISM_BYTES = MECHANISM.getBytes(StandardCharsets.US_ASCII);
    private static final String WELCOME = "Authenticated";

    private final Commands commands;
    private final @Nullable Credentials credentials;
    private boolean started;
    private boolean authenticated;

    /** @param credentials null where nobody has to say who he is */
    SaslPlain(Commands commands, @Nullable Credentials credentials) {
        this.commands = commands;
        this.credentials = credentials;
    }

    boolean isOffered() {
        return credentials != null;
    }

    /** Whether all commands may be executed. */
    boolean isOver() {
        return credentials == null || authenticated;
    }

    /** Begins anew: whoever has said who he is has to say it again. */
    void start(DirectBuffer in, int nameOffset, int nameLength, int messageLength, PacketWriter writer) {
        authenticated = false;
        byte[] name = bytes(in, nameOffset, nameLength);
        started = Arrays.equals(name, MECHANISM_BYTES);
        if (started && messageLength == 0) {
            writer.header(PacketStatus.AUTH_CONTINUE, 0, 0, 0, 0);
        } else {
            step(in, nameOffset + nameLength, messageLength, writer);
        }
    }

    /** Takes the message of the mechanism. */
    void step(DirectBuffer in, int messageOffset, int messageLength, PacketWriter writer) {
        authenticated = started && isTrue(bytes(in, messageOffset, messageLength));
        started = false;
        commands.count(ServerCounter.AUTH_COMMANDS);
        if (authenticated) {
            writer.text(PacketStatus.OK, WELCOME);
        } else {
            refuse(writer);
        }
    }

    /** A message that is too long to be looked at. */
    void refuseUnseen(PacketWriter writer) {
        authenticated = false;
        started = false;
        commands.count(ServerCounter.AUTH_COMMANDS);
        refuse(writer);
    }

    private void refuse(PacketWriter writer) {
        commands.count(ServerCounter.AUTH_ERRORS);
        writer.error(PacketStatus.AUTH_ERROR);
    }

    private static byte[] bytes(DirectBuffer in, int offset, int length) {
        byte[] copy = new byte[length];
        in.getBytes(offset, copy);
        return copy;
    }

    private boolean isTrue(byte[] message) {
        int first = indexOfNul(message, 0);
        int second = first < 0 ? -1 : indexOfNul(message, first + 1);
        if (credentials == null || second < 0 || indexOfNul(message, second + 1) >= 0) {
            return false;
        }
        byte[] identity = Arrays.copyOfRange(message, 0, first);
        byte[] user = Arrays.copyOfRange(message, first + 1, second);
        byte[] password = Arrays.copyOfRange(message, second + 1, message.length);
        boolean self = identity.length == 0 || Arrays.equals(identity, user);
        return credentials.accept(user, password) && self;
    }

    private static int indexOfNul(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
