package io.quantmini.lake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a commit is about to change, written down before it changes anything, so that whoever opens the lake next can
 * finish it or take it back.
 *
 * @param unit the unit's id
 * @param ledgerBytes length of the ledger when it was written: the commit stands if a line of the unit follows there
 * @param manifest path of the new manifest
 * @param add paths of the files to move in
 * @param remove paths of the files and manifests that die with the commit
 * @param derived files to replace afterwards
 */
record Intent(
        String unit, long ledgerBytes, String manifest, List<String> add, List<String> remove, List<Swap> derived) {
    private static final String FORM = "quantmini-intent-1";

    /**
     * A file to replace.
     *
     * @param staged path below the unit's temporary directory; empty to delete the target
     * @param target path relative to the lake's root
     */
    record Swap(String staged, String target) {}

    Intent {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
        derived = List.copyOf(derived);
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder();
        text.append(FORM).append('\t').append(unit).append('\t').append(ledgerBytes);
        text.append("\nmanifest\t").append(manifest).append('\n');
        add.forEach(path -> text.append("add\t").append(path).append('\n'));
        remove.forEach(path -> text.append("remove\t").append(path).append('\n'));
        derived.forEach(swap -> text.append("derive\t")
                .append(swap.target())
                .append('\t')
                .append(swap.staged())
                .append('\n'));
        return text.append("end\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The intent in these bytes, every path checked. */
    static Intent decode(byte[] bytes) {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        String[] head = lines.isEmpty() ? new String[0] : lines.get(0).split("\t", -1);
        if (head.length != 3
                || !head[0].equals(FORM)
                || !lines.get(lines.size() - 1).equals("end")) {
            throw new IllegalArgumentException("expected a whole intent of form " + FORM);
        }
        String manifest = "";
        List<String> add = new ArrayList<>();
        List<String> remove = new ArrayList<>();
        List<Swap> derived = new ArrayList<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            String[] parts = line.split("\t", -1);
            if (parts.length < 2) {
                throw new IllegalArgumentException("expected an action and a path, got \"" + line + "\"");
            }
            String path = LakePath.require(parts[1]);
            switch (parts[0]) {
                case "manifest" -> manifest = path;
                case "add" -> add.add(path);
                case "remove" -> remove.add(path);
                case "derive" -> derived.add(new Swap(parts[2].isEmpty() ? "" : LakePath.require(parts[2]), path));
                default -> throw new IllegalArgumentException("expected an action, got \"" + line + "\"");
            }
        }
        return new Intent(head[1], Long.parseLong(head[2]), manifest, add, remove, derived);
    }
}
