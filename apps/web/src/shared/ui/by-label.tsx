import { SearchOutlined } from "@ant-design/icons";

/** The `showSearch` of selects: what is typed finds options by what they are called. (antd's own icon is named "search", in every language.) */
export const BY_LABEL = { optionFilterProp: "label", searchIcon: <SearchOutlined aria-hidden="true" /> } as const;
