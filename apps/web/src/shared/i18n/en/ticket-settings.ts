/** Words of the pages where ops set up what tickets are made of. */
export const ticketSettings = {
  types: {
    name: "Name",
    code: "Code",
    flow: "Flow",
    flowVersion: "Version {{n}}",
    noFlow: "Not published",
    draft: "Draft",
    state: "State",
    active: "In use",
    inactive: "Deactivated",
    empty: "No ticket types yet",
  },
};
