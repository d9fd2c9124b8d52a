package se.vardformedling.terminology;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One code of an official list.
 *
 * @param level what the list calls it, such as chapter or category; empty if it says nothing
 * @param notMain may not be a main diagnosis, by itself or by what it belongs to
 */
record OfficialConcept(
    String code,
    String display,
    @Nullable String parent,
    @Nullable LocalDate validFrom,
    String level,
    boolean notMain) {}
