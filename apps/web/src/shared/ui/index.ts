export { type Appearance, chooseAppearance, startAppearance, useAppearance } from "./appearance.ts";
export { Clover } from "./Clover.tsx";
export { Field } from "./Field.tsx";
export { HeaderPanel, PanelList } from "./HeaderPanel.tsx";
export { Menu } from "./Menu.tsx";
export { DialContext, Phone } from "./Phone.tsx";
export { Splitter, useSize } from "./Splitter.tsx";
export { Empty, Failed, Lines, NotYet } from "./States.tsx";
export { Toaster, tell } from "./toast.tsx";
