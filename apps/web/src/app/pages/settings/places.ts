import type { Permission } from "@cloverdesk/contracts";

/** A page of settings. Its words are `settings.places.<key>`: title, one sentence, and the names of the settings that the search finds. */
interface Place {
  key: PlaceKey;
  path: string;
  permission: Permission;
  /** What its page asks for besides; `everybodys`: the permission must reach all. */
  also?: Permission;
  everybodys?: true;
}
type PlaceKey =
  | "ticketFields"
  | "ticketTypes"
  | "ticketTemplates"
  | "ticketCategories"
  | "automation"
  | "firstSteps"
  | "sipTraces"
  | "failedJobs";
interface PlaceGroup {
  key: "tickets" | "system";
  places: readonly Place[];
}

/** The tree at the left of the settings. A page that is added here also needs its route (routes.ts) and its words. */
export const PLACE_GROUPS: readonly PlaceGroup[] = [
  {
    key: "tickets",
    places: [
      { key: "ticketFields", path: "/settings/tickets/fields", permission: "tickets.configure" },
      { key: "ticketTypes", path: "/settings/tickets/types", permission: "tickets.configure" },
      { key: "ticketTemplates", path: "/settings/tickets/templates", permission: "tickets.configure" },
      { key: "ticketCategories", path: "/settings/tickets/categories", permission: "tickets.configure" },
      { key: "automation", path: "/settings/tickets/automation", permission: "automation.edit" },
    ],
  },
  {
    key: "system",
    places: [
      { key: "firstSteps", path: "/settings/system/first-steps", permission: "people.manage" },
      { key: "sipTraces", path: "/settings/system/sip-traces", permission: "signalling.read", also: "settings.read", everybodys: true },
      { key: "failedJobs", path: "/settings/system/failed-jobs", permission: "jobs.manage" },
    ],
  },
];

const mayOpen = ({ permission, also, everybodys }: Place, grants: Partial<Record<Permission, unknown>>): boolean =>
  grants[permission] !== undefined &&
  (also === undefined || grants[also] !== undefined) &&
  (everybodys === undefined || grants[permission] === "all");

/** The groups with the places that somebody with these grants may go to. */
export const placesFor = (grants: Partial<Record<Permission, unknown>>): PlaceGroup[] =>
  PLACE_GROUPS.map((group) => ({ ...group, places: group.places.filter((place) => mayOpen(place, grants)) })).filter(
    ({ places }) => places.length > 0,
  );
