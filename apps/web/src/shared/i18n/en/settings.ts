import { ticketSettings } from "./ticket-settings.ts";

export const settings = {
  title: "Settings",
  label: "Settings pages",
  search: "Search settings",
  noneFound: "No setting is called “{{text}}”.",
  nothing: "No settings for you here",
  nothingText: "This account may not change settings. Ask an administrator for a role that may.",
  groups: { tickets: "Tickets" },
  places: {
    ticketTypes: {
      title: "Ticket types",
      text: "Each kind of work has its own flow and its own forms.",
      settings: ["Name", "Order", "Deactivate", "Flow"],
    },
  },
  unsaved: {
    label: "Unsaved changes",
    save: "Save",
    discard: "Discard",
    leaving: "Leave this page? What you changed here is not saved yet.",
    leave: "Leave without saving",
    stay: "Stay here",
  },
  tickets: ticketSettings,
};
