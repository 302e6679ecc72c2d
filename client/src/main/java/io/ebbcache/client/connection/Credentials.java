package io.ebbcache.client.connection;

import java.nio.charset.StandardCharsets;

/** What a server wants to hear first if it was started with {@code -Y}. Without TLS everybody on the way can read it. */
public record Credentials(String user, String password) {

    public Credentials {
        if (user.isEmpty() || password.isEmpty() || user.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("a user without spaces and a password, both not empty");
        }
    }

    /** The command that says it. */
    byte[] command() {
        byte[] value = (user + ' ' + password).getBytes(StandardCharsets.UTF_8);
        // a server that asks nobody stores it: it is over at once there, and no one reads the password
        byte[] line = ("set auth 0 -1 " + value.length + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] command = new byte[line.length + value.length + 2];
        System.arraycopy(line, 0, command, 0, line.length);
        System.arraycopy(value, 0, command, line.length, value.length);
        command[command.length - 2] = '\r';
        command[command.length - 1] = '\n';
        return command;
    }

    /** Without the password: this may get into a log. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
