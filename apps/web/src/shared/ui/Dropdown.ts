/** In a file of its own, which is all that `Menu` loads: from antd's index a bundler would load everything. */
export { Dropdown } from "antd";
