import { failedJobs } from "./failed-jobs.ts";
import { ticketSettings } from "./ticket-settings.ts";

export const settings = {
  title: "Settings",
  label: "Settings pages",
  search: "Search settings",
  noneFound: "No setting is called “{{text}}”.",
  nothing: "No settings for you here",
  nothingText: "This account may not change settings. Ask an administrator for a role that may.",
  groups: { tickets: "Tickets", system: "System" },
  places: {
    ticketFields: {
      title: "Fields",
      text: "The library of what tickets can ask for. Templates pick from it by code.",
      settings: ["Field code", "Kind of field", "Options", "Limits", "Index", "Retire a field", "Delete a field"],
    },
    ticketTypes: {
      title: "Ticket types",
      text: "Each kind of work has its own flow and its own forms.",
      settings: ["Name", "Order", "Deactivate", "Flow"],
    },
    ticketCategories: {
      title: "Categories",
      text: "The tree of what contacts are about, chosen in tickets and summaries.",
      settings: ["Move a category", "Disable a category", "Import", "Export"],
    },
    ticketTemplates: {
      title: "Templates",
      text: "The forms that tickets are made with: which fields, in which order, when each is shown.",
      settings: ["Required", "Default", "Visible when", "Sections", "Preview", "Versions"],
    },
    automation: {
      title: "Automatic tasks",
      text: "Assign, move and remind by themselves when something happens to a ticket.",
      settings: ["Automatic assignment", "Rules", "Reminders", "Run log"],
    },
    firstSteps: {
      title: "First steps",
      text: "What stands between an empty installation and its first call.",
      settings: ["Add a colleague", "Skill group", "Trunk", "Hotline number", "Test call"],
    },
    sipTraces: {
      title: "SIP traces",
      text: "The latest SIP messages with each trunk. Those of one call stand in its record.",
      settings: ["SIP", "capture", "pcap", "trunk"],
    },
    failedJobs: {
      title: "Failed jobs",
      text: "Work in the background that failed after its last attempt.",
      settings: ["Try again", "Discard a job", "Reason of a failure", "Background work"],
    },
  },
  unsaved: {
    label: "Unsaved changes",
    save: "Save",
    discard: "Discard",
    leaving: "Leave this page? What you changed here is not saved yet.",
    leave: "Leave without saving",
    stay: "Stay here",
    closing: "Discard what is not saved?",
    goOn: "Go on editing",
  },
  saved: "Saved",
  checkMarked: "Not saved yet. Check what is marked.",
  inLanguage: { zh: "{{what}} (Chinese)", en: "{{what}} (English)" },
  move: {
    column: "Order",
    label: "Move {{name}}",
    how: "Drag, or press the arrow keys up and down",
    howTree: "Drag, or press the arrow keys; left and right change the level",
    now: "{{name}}: place {{n}} of {{of}}",
  },
  list: { noneFound: "Nothing found", noneFoundText: "Search for another word or change the filters.", gone: "No longer there" },
  uses: { title: "Used in", nowhere: "Nowhere yet", keep: "Keep it" },
  conflict: {
    by: "{{who}} saved this before you",
    title: "Somebody saved this before you",
    theirs: "Taken over from there: {{what}}.",
    both: "Changed by both, yours is kept here: {{what}}.",
    goOn: "Your input is kept. Check it and save again.",
  },
  jobs: failedJobs,
  tickets: ticketSettings,
};
