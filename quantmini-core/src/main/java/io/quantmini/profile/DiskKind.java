package io.quantmini.profile;

/** What a directory's storage is, as far as the system tells. */
public enum DiskKind {
    /** A device without moving parts. */
    SSD,
    /** A device the kernel calls rotational; many virtual disks say so whatever is beneath. */
    ROTATIONAL,
    /** Memory; gone after a reboot, and taken from the memory the run could use. */
    TMPFS,
    /** A share of another machine; locks and forces may mean less there. */
    NETWORK,
    /** Not told. */
    UNKNOWN
}
