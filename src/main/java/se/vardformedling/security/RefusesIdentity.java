package se.vardformedling.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A page's own answer to a form in which something identifies a person: it begins with {@link
 * IdentityInForms#refuse} and shows the form again with what was written. Without it such a form is
 * answered for the page, which loses what was written.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RefusesIdentity {
  /** A regular expression: names of the fields that it can tell about. */
  String value();
}
