package se.vardformedling.security;

/** What a caller does to a resource type. */
enum Action {
  READ,
  CREATE,
  UPDATE,
  OPERATE
}
