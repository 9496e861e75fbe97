export const routing = {
  waiting: "Waiting",
  waitingLabel: "{{n}} callers waiting",
  longest: "longest {{time}}",
  none: "Nobody is waiting.",
  noGroups: "You are in no hotline group, so no callers are counted here.",
};
