package io.ebbcache.store.pressure;

import java.util.Arrays;
import java.util.Optional;

/**
 * A line of {@code /proc/self/mountinfo} that mounts the memory controller.
 *
 * @param version layout of the files in it
 * @param root the cgroup that is visible at the mount point: {@code /} on a plain machine, often another in a container
 * @param point where it is mounted, an absolute path
 */
record CgroupMount(CgroupVersion version, String root, String point) {
    // 36 35 98:0 /root /mount/point rw,noatime shared:1 - cgroup2 source super,options
    private static final int ROOT_FIELD = 3;
    private static final int POINT_FIELD = 4;

    static Optional<CgroupMount> parse(String mountinfoLine) {
        String[] halves = mountinfoLine.split(" - ", 2);
        String[] mount = halves[0].split(" ", -1);
        if (halves.length < 2 || mount.length <= POINT_FIELD) {
            return Optional.empty();
        }
        String[] fileSystem = halves[1].split(" ", -1);
        return versionOf(fileSystem)
                .map(version -> new CgroupMount(version, unescaped(mount[ROOT_FIELD]), unescaped(mount[POINT_FIELD])));
    }

    /** The rest of a cgroup's path below this mount ("" for the root of the mount); empty if it is not visible here. */
    Optional<String> below(String cgroup) {
        String top = root.equals("/") ? "" : root;
        String path = cgroup.equals("/") ? "" : cgroup;
        boolean visible = path.equals(top) || (path.startsWith(top + "/") && !path.contains("/.."));
        return visible ? Optional.of(path.substring(top.length())) : Optional.empty();
    }

    private static Optional<CgroupVersion> versionOf(String[] fileSystem) {
        if (fileSystem[0].equals("cgroup2")) {
            return Optional.of(CgroupVersion.V2);
        }
        String options = fileSystem[fileSystem.length - 1];
        boolean memory = fileSystem[0].equals("cgroup")
                && Arrays.asList(options.split(",", -1)).contains("memory");
        return memory ? Optional.of(CgroupVersion.V1) : Optional.empty();
    }

    /** Blanks, tabs, line feeds and backslashes stand there as a backslash and three octal digits. */
    private static String unescaped(String path) {
        StringBuilder plain = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            boolean escape = path.charAt(i) == '\\' && path.substring(i + 1).matches("[0-7]{3}.*");
            if (escape) {
                plain.append((char) Integer.parseInt(path.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(path.charAt(i));
            }
        }
        return plain.toString();
    }
}
