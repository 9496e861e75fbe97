/** What was said in SIP, by call and by trunk. */
export const sipTraces = {
  us: "Cloverdesk",
  ends: "{{from}} → {{to}}:",
  unreadable: "Unreadable",
  cut: "There was more than is kept.",
  refresh: "Refresh",
  save: "Download pcap",
  masked: "Secrets and pressed keys are masked. Each look is audited.",
  trunk: "Trunk",
  noTrunk: "No trunk yet",
  noTrunkText: "Add one under First steps. What it says appears here.",
  nothing: "Nothing was said yet",
  nothingText: "Messages with this trunk appear here with its first call.",
};
