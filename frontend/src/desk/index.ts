/** The desk's script: keys, the next item without a page load, and lists that stay up to date. */

import { openItem } from "./item";
import { listenForKeys } from "./keys";
import { keepListFresh } from "./list";
import { checkAsOneTypes, watchRun } from "./workshop";

const item = document.querySelector<HTMLElement>("#desk-item");
const list = document.querySelector<HTMLElement>("[data-list]");

if (item) openItem(item);
if (list) keepListFresh(list);
for (const form of document.querySelectorAll<HTMLFormElement>("[data-workshop]")) checkAsOneTypes(form);
for (const shown of document.querySelectorAll<HTMLElement>("[data-run]")) watchRun(shown);
listenForKeys();
