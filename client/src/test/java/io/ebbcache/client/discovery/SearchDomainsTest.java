package io.ebbcache.client.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchDomainsTest {

    @Test
    void shouldReadTheLastSearchLine() {
        assertThat(SearchDomains.parse(List.of(
                        "# search no.example",
                        "nameserver 10.0.0.1",
                        "domain old.example",
                        "",
                        "search  ns.svc.cluster.local\tsvc.cluster.local ",
                        "options ndots:5")))
                .containsExactly("ns.svc.cluster.local", "svc.cluster.local");
        assertThat(SearchDomains.parse(List.of("nameserver 10.0.0.1"))).isEmpty();
    }

    @Test
    void shouldKnowWhatTheSystemAsks() {
        assertThat(DnsConfig.system().timeout()).isPositive();
        assertThat(DnsClient.systemServers("cache.example.")).isNotEmpty();
    }

    @Test
    void shouldTryCompleteNamesFirst() {
        List<String> domains = List.of("x.example", "y.example.");
        assertThat(SearchDomains.candidates("cache", domains))
                .containsExactly("cache.x.example.", "cache.y.example.", "cache.");
        assertThat(SearchDomains.candidates("cache.ns", domains))
                .containsExactly("cache.ns.", "cache.ns.x.example.", "cache.ns.y.example.");
        assertThat(SearchDomains.candidates("cache.example.", domains)).containsExactly("cache.example.");
    }
}
