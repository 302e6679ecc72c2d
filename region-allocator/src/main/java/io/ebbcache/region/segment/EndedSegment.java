package io.ebbcache.region.segment;

/**
 * What was alive in a segment when its generation ended.
 *
 * @param segment its number
 * @param items items alive
 * @param fetchedItems of them, those that were read at least once
 * @param bytes bytes of the items alive
 */
public record EndedSegment(int segment, int items, int fetchedItems, int bytes) {}
