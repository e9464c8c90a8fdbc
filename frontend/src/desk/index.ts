/** The desk's script: keys, the next item without a page load, and lists that stay up to date. */

import { openItem } from "./item";
import { listenForKeys } from "./keys";
import { keepListFresh } from "./list";

const item = document.querySelector<HTMLElement>("#desk-item");
const list = document.querySelector<HTMLElement>("[data-list]");

if (item) openItem(item);
if (list) keepListFresh(list);
listenForKeys();
