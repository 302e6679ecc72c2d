package io.ebbcache.server.protocol.binary;

import java.util.Arrays;

/** The commands, each with the opcode that always answers and the one that does so only if there is something to tell. */
enum BinaryCommand {
    GET(0x00, 0x09, Shape.KEY),
    SET(0x01, 0x11, Shape.STORE),
    ADD(0x02, 0x12, Shape.STORE),
    REPLACE(0x03, 0x13, Shape.STORE),
    DELETE(0x04, 0x14, Shape.KEY),
    INCREMENT(0x05, 0x15, Shape.NUMBER),
    DECREMENT(0x06, 0x16, Shape.NUMBER),
    QUIT(0x07, 0x17, Shape.NOTHING),
    FLUSH(0x08, 0x18, Shape.FLUSH),
    NOOP(0x0a, Shape.NOTHING),
    VERSION(0x0b, Shape.NOTHING),
    GETK(0x0c, 0x0d, Shape.KEY),
    APPEND(0x0e, 0x19, Shape.EXTEND),
    PREPEND(0x0f, 0x1a, Shape.EXTEND),
    STAT(0x10, Shape.OPTIONAL_KEY),
    TOUCH(0x1c, Shape.TOUCH),
    GAT(0x1d, 0x1e, Shape.TOUCH),
    SASL_LIST(0x20, Shape.NOTHING),
    SASL_AUTH(0x21, Shape.LOGIN),
    SASL_STEP(0x22, Shape.LOGIN),
    GATK(0x23, 0x24, Shape.TOUCH),
    UNKNOWN(-1, Shape.ANY);

    private static final int OPCODES = 256;
    private static final int NO_OPCODE = -1;
    private static final BinaryCommand[] BY_OPCODE = byOpcode();

    private final int opcode;
    private final int quietOpcode;
    private final Shape shape;

    BinaryCommand(int opcode, Shape shape) {
        this(opcode, -1, shape);
    }

    BinaryCommand(int opcode, int quietOpcode, Shape shape) {
        this.opcode = opcode;
        this.quietOpcode = quietOpcode;
        this.shape = shape;
    }

    private static BinaryCommand[] byOpcode() {
        BinaryCommand[] commands = new BinaryCommand[OPCODES];
        Arrays.fill(commands, UNKNOWN);
        for (BinaryCommand command : values()) {
            if (command.opcode != NO_OPCODE) {
                commands[command.opcode] = command;
            }
            if (command.quietOpcode != NO_OPCODE) {
                commands[command.quietOpcode] = command;
            }
        }
        return commands;
    }

    static BinaryCommand of(int opcode) {
        return BY_OPCODE[opcode];
    }

    /** Whether this opcode of the command tells only what is worth telling: hits, and what went wrong. */
    boolean isQuiet(int code) {
        return code == quietOpcode;
    }

    Shape shape() {
        return shape;
    }

    /** Whether it belongs to SASL. */
    boolean isSasl() {
        return this == SASL_LIST || this == SASL_AUTH || this == SASL_STEP;
    }

    /** Whether somebody may send it who has not said who he is. */
    boolean isForStrangers() {
        return isSasl() || this == VERSION;
    }

    boolean returnsKey() {
        return this == GETK || this == GATK;
    }
}
