import "./form.css";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-textarea/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { HostLink } from "./host-link.ts";
import { Page } from "./page.ts";

const link = new HostLink(acquireVsCodeApi());
const page = new Page(document.body, link);

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  page.hear(link.take(data));
});
page.start();
