package io.ebbcache.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.client.cache.Cache;
import io.ebbcache.client.codec.Codecs;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring's own use of the caches. */
class CacheableTest {
    private final AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext(Application.class);
    private final Books books = spring.getBean(Books.class);
    private final FailingBackend backend = spring.getBean(FailingBackend.class);

    record Book(String title, int edition) {}

    @Configuration
    @EnableCaching
    static class Application {
        @Bean
        FailingBackend backend() {
            return new FailingBackend();
        }

        @Bean
        CacheManager caches(FailingBackend backend) {
            return new EbbCacheManager(
                    new Cache<>(backend, Codecs.bytes()),
                    Map.of("books", EbbCacheSettings.of(Codecs.json(Book.class), Duration.ofMinutes(10))));
        }

        @Bean
        Books books() {
            return new Books();
        }
    }

    static class Books {
        final AtomicInteger made = new AtomicInteger();

        @Cacheable("books")
        public @Nullable Book find(String title, int edition) {
            made.incrementAndGet();
            return title.isEmpty() ? null : new Book(title, edition);
        }

        @Cacheable(cacheNames = "books", sync = true)
        public @Nullable Book findAlone(String title, int edition) {
            made.incrementAndGet();
            return title.isEmpty() ? null : new Book(title, edition);
        }

        @Cacheable("books")
        public CompletableFuture<@Nullable Book> findLater(String title, int edition) {
            made.incrementAndGet();
            return CompletableFuture.completedFuture(title.isEmpty() ? null : new Book(title, edition));
        }

        @Cacheable(cacheNames = "books", sync = true)
        public CompletableFuture<@Nullable Book> findAloneLater(String title, int edition) {
            made.incrementAndGet();
            return CompletableFuture.completedFuture(title.isEmpty() ? null : new Book(title, edition));
        }

        @CachePut("books")
        public Book write(String title, int edition) {
            return new Book(title + ", written", edition);
        }

        @CacheEvict("books")
        public void burn(String title, int edition) {}

        @CacheEvict(cacheNames = "books", allEntries = true)
        public void burnAll() {}

        int takeMade() {
            return made.getAndSet(0);
        }
    }

    @AfterEach
    void close() {
        spring.close();
    }

    @Test
    void shouldCallAMethodOnce() {
        Book book = new Book("a", 1);
        assertThat(books.find("a", 1)).isEqualTo(book);
        assertThat(books.find("a", 1)).isEqualTo(book);
        assertThat(books.findAlone("a", 1)).isEqualTo(book);
        assertThat(books.findLater("a", 1).join()).isEqualTo(book);
        assertThat(books.findAloneLater("a", 1).join()).isEqualTo(book);
        assertThat(books.takeMade()).isEqualTo(1);
        assertThat(books.find("a", 2)).isEqualTo(new Book("a", 2));
        assertThat(books.takeMade()).isEqualTo(1);
        assertThat(backend.storedKeys()).allMatch(key -> key.matches("books:[0-9a-z]+:\\(a,[12]\\)"));
    }

    @Test
    void shouldCallASynchronizedMethodOnce() {
        assertThat(books.findAlone("a", 1)).isEqualTo(books.findAlone("a", 1)).isEqualTo(new Book("a", 1));
        assertThat(books.findAloneLater("b", 1).join())
                .isEqualTo(books.findAloneLater("b", 1).join())
                .isEqualTo(new Book("b", 1));
        assertThat(books.findLater("c", 1).join())
                .isEqualTo(books.findLater("c", 1).join())
                .isEqualTo(new Book("c", 1));
        assertThat(books.takeMade()).isEqualTo(3);
    }

    @Test
    void shouldRememberNulls() {
        for (int i = 0; i < 2; i++) {
            assertThat(books.find("", 1)).isNull();
            assertThat(books.findAlone("", 2)).isNull();
            assertThat(books.findLater("", 3).join()).isNull();
            assertThat(books.findAloneLater("", 4).join()).isNull();
        }
        assertThat(books.takeMade()).isEqualTo(4);
    }

    @Test
    void shouldPutAndEvict() {
        books.find("a", 1);
        books.find("b", 1);
        books.write("a", 1);
        assertThat(books.find("a", 1)).isEqualTo(new Book("a, written", 1));
        books.burn("a", 1);
        books.takeMade();
        assertThat(books.find("a", 1)).isEqualTo(new Book("a", 1));
        assertThat(books.takeMade()).isEqualTo(1);
        books.burnAll();
        books.find("a", 1);
        books.find("b", 1);
        assertThat(books.takeMade()).isEqualTo(2);
    }

    @Test
    void shouldWorkWhileTheCacheIsAway() {
        backend.cutOff(true);
        Book book = new Book("a", 1);
        assertThat(books.find("a", 1)).isEqualTo(book);
        assertThat(books.findAlone("a", 1)).isEqualTo(book);
        assertThat(books.findLater("a", 1).join()).isEqualTo(book);
        assertThat(books.findAloneLater("a", 1).join()).isEqualTo(book);
        assertThat(books.takeMade()).isEqualTo(4);
        backend.cutOff(false);
        books.find("a", 1);
        books.find("a", 1);
        assertThat(books.takeMade()).isEqualTo(1);
    }
}
