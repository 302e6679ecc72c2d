/**
 * The Java client of Ebb, and of any memcached.
 *
 * <pre>{@code
 * try (EbbClient client = EbbClient.of("10.0.0.1:11211", "10.0.0.2:11211")) {
 *     Cache<String> cache = client.strings();
 *     cache.set("greeting", "hello", Duration.ofMinutes(5)).join();
 *     Optional<String> greeting = cache.blocking().get("greeting");
 * }
 * }</pre>
 *
 * <p>{@link io.ebbcache.client.ClientConfig} has what can be set; {@link io.ebbcache.client.cache.Cache} what can be asked. It imports all of the client;
 * the server is never on its class path.
 */
@NullMarked
package io.ebbcache.client;

import org.jspecify.annotations.NullMarked;
