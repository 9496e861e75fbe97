import { domainEvent } from "../kernel/event.ts";
import { id, language } from "../kernel/shapes.ts";
import { theme } from "./shapes.ts";

const session = { sessionId: id };

export const identityEvents = {
  added: domainEvent({ name: "identity.person_added", entity: "person", meaning: "A person was added." }),
  signedIn: domainEvent({ name: "identity.signed_in", entity: "person", meaning: "The person signed in on a device.", data: session }),
  signedOut: domainEvent({ name: "identity.signed_out", entity: "person", meaning: "A session of the person ended.", data: session }),
  signedOutEverywhere: domainEvent({
    name: "identity.signed_out_everywhere",
    entity: "person",
    meaning: "The person ended all their sessions.",
  }),
  refreshReused: domainEvent({
    name: "identity.refresh_reused",
    entity: "person",
    meaning: "A refresh token was used twice; its session was revoked.",
    data: session,
  }),
  passwordSet: domainEvent({
    name: "identity.password_set",
    entity: "person",
    meaning: "The person set a new password; all their sessions ended.",
  }),
  linkMade: domainEvent({ name: "identity.link_made", entity: "person", meaning: "A one-time sign-in link was made for the person." }),
  /** Written by triggers of the tables, so that it also tells of rows changed by hand. */
  accessChanged: domainEvent({
    name: "identity.access_changed",
    entity: "person",
    meaning: "Status, roles or skill groups of a person who is signed in changed.",
  }),
  preferencesChanged: domainEvent({
    name: "identity.preferences_changed",
    entity: "person",
    meaning: "The person changed language or theme.",
    data: { language: language.optional(), theme: theme.optional() },
  }),
} as const;
