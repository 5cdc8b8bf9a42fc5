package io.quantmini.lake;

import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Where things are in a lake. Nothing here touches the disk.
 *
 * @param root the lake's directory
 */
public record LakePaths(Path root) {
    /** Files as they came; {@code polygon-s3}, {@code polygon-api} and {@code external} below it. */
    public Path landing() {
        return root.resolve("landing");
    }

    /** The landed files of a dataset, below a directory a year and month. */
    public Path landed(Dataset dataset) {
        return landing().resolve("polygon-s3").resolve(dataset.name());
    }

    /** The landed file of a session, whether it is there or not. */
    public Path landed(Dataset dataset, LocalDate session) {
        return landing().resolve("polygon-s3").resolve(dataset.landingPath(session));
    }

    /** Users' own tables. */
    public Path external() {
        return landing().resolve("external");
    }

    public Path bronze() {
        return root.resolve("bronze");
    }

    public Path silver() {
        return root.resolve("silver");
    }

    public Path gold() {
        return root.resolve("gold");
    }

    public Path metadata() {
        return root.resolve("metadata");
    }

    /** The one list of what is committed. */
    public Path ledger() {
        return metadata().resolve("ledger.jsonl");
    }

    /** Lists of files, one a unit. */
    public Path manifests() {
        return metadata().resolve("manifests");
    }

    public Path cache() {
        return root.resolve("cache");
    }

    /** Work in progress; empty when nobody writes. */
    public Path temp() {
        return root.resolve("temp");
    }

    /** Work that belongs to no unit: rows that are sorted and do not fit in memory. Its files go away by themselves. */
    public Path chunks() {
        return temp().resolve("chunks");
    }

    public Path archive() {
        return root.resolve("archive");
    }

    public Path quarantine() {
        return root.resolve("quarantine");
    }

    /** The refused rows of a session, relative to the root; absent when there are none. */
    public static String quarantineFile(Dataset dataset, LocalDate session) {
        return "quarantine/" + dataset.name() + "/" + session + ".ndjson.gz";
    }

    /** A path relative to the root, with forward slashes, as an absolute one. */
    public Path resolve(String path) {
        return root.resolve(LakePath.require(path));
    }
}
