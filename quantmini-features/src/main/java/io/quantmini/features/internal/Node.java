package io.quantmini.features.internal;

import java.util.List;

/** One array of a computation: how it is made, and from which others. Made by {@link NodeGraph}, equal ones once. */
final class Node {
    /** What the array holds. */
    enum Type {
        FLOAT,
        DOUBLE,
        INT,
        LONG
    }

    /** Fills the node's array for the rows of one series; reads those of its inputs. */
    @FunctionalInterface
    interface Kernel {
        void run(Frame frame, Node out);
    }

    private final int id;
    private final Type type;
    private final List<Node> inputs;
    private final Kernel kernel;
    private int register = -1;

    Node(int id, Type type, List<Node> inputs, Kernel kernel) {
        this.id = id;
        this.type = type;
        this.inputs = inputs;
        this.kernel = kernel;
    }

    int id() {
        return id;
    }

    Type type() {
        return type;
    }

    List<Node> inputs() {
        return inputs;
    }

    boolean isFloat() {
        return type == Type.FLOAT;
    }

    /** Which array of its type holds it while it is needed. */
    int register() {
        return register;
    }

    void place(int number) {
        register = number;
    }

    void run(Frame frame) {
        kernel.run(frame, this);
    }
}
