package se.vardformedling.fhir;

/**
 * A HAPI interceptor for storage pointcuts, called for REST and for calls inside the program. Every
 * bean of this type is registered, in {@code @Order}.
 */
public interface StorageInterceptor {}
