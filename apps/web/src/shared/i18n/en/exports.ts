export const exports = {
  mine: "My exports",
  underWay: "My exports, {{n}} under way",
  emptyTitle: "No exports yet",
  emptyText: "Press Export above a list of tickets or calls: the file is written in the background and appears here.",
  kept: "Files are kept for 7 days.",
  states: {
    waiting: "Waiting to be written",
    running: "{{rows}} of {{total}} rows",
    done: "{{rows}} rows, {{size}}",
    failed: "Not finished",
    cancelled: "Cancelled",
  },
  ask: {
    open: "Export",
    label: "Export to Excel",
    nothing: "There is nothing to export in this list.",
    tooMany: "This list has {{n}} rows, and a file holds at most {{most}}. Narrow it by a filter.",
    start: "Start export",
  },
  cancel: "Cancel export",
  retry: "Run again",
  download: "Download",
};
