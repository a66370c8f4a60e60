export { eventually } from "./eventually.ts";
export { FormPage } from "./form-page.ts";
export type { Menu } from "./menu.ts";
export type { Notification } from "./notifications.ts";
export type { Pick, QuickInput } from "./quick-input.ts";
export type { Row, TreeView } from "./tree-view.ts";
export { type Given, useWindow } from "./use-window.ts";
export { TestWindow, type WindowOptions } from "./window.ts";
export { type Theme, Workbench } from "./workbench.ts";
