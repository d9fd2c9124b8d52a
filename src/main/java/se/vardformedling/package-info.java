/** Vårdförmedling: a FHIR server for Sweden's national care brokering. */
@NullMarked
package se.vardformedling;

import org.jspecify.annotations.NullMarked;
