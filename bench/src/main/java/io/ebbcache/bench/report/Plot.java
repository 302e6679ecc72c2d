package io.ebbcache.bench.report;

/** A picture of figures. */
public interface Plot {
    String title();

    /** What is to be seen in it, in a sentence or two. */
    String caption();

    /**
     * The picture: one SVG element that scales with the width of the page and takes the colour of its text from there, so
     * that it can be read on light and on dark.
     */
    String svg();
}
