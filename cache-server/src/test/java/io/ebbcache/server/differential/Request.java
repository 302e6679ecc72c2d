package io.ebbcache.server.differential;

/**
 * One request, its bytes written as ISO 8859-1 characters, and in place of a CAS number a {@link CasNumbers#mark}.
 *
 * @param older what memcached 1.6.18 is told instead, where it differs: see {@link KnownDifferences}
 */
record Request(String bytes, String older) {

    static Request of(String bytes) {
        return new Request(bytes, bytes);
    }

    static Request line(String line) {
        return of(line + "\r\n");
    }
}
