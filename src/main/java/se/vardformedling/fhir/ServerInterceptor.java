package se.vardformedling.fhir;

/**
 * A HAPI interceptor for the REST layer. Every bean of this type is registered, in {@code @Order}.
 */
public interface ServerInterceptor {}
