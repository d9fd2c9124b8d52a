package se.vardformedling.imports;

/**
 * What is wrong with one cell, or with the whole row or file.
 *
 * @param line as a spreadsheet counts, 1 for the heading; 0 for the whole file
 * @param column from 1; 0 for the whole row
 * @param field the heading
 * @param code stable, for programs
 */
public record ImportFault(
    int line, int column, String field, String code, String swedish, String english) {}
