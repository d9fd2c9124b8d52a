package se.vardformedling.audit;

/**
 * What says that the rows of a region up to and including {@code last} are as they were.
 *
 * @param number one more than that of the region's seal before
 * @param first one more than the last row of the region's seal before
 * @param hash SHA-256 of the seal before and of the rows, in hexadecimal
 */
record Seal(String region, int number, long first, long last, int rows, String hash) {}
