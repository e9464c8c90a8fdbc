/** What is loaded to read: the thread, and the tools that the parts loaded later share with it. */

import type { Speech, speech } from "../speech";
import { View, type Writing } from "./view";

export { adopt, button, find, h, link, put, rest, sanitised } from "./dom";
export { greet, invite } from "./furniture";
export { type Answer, Refusal, request } from "./request";
export { fill, indent, moment, type Row } from "./row";
export type { Speech, View, Writing };

/** What the loader hands over. */
export interface Parts {
  /** The address of the folder that the script came from. */
  readonly assets: string;
  readonly speech: typeof speech;
  readonly languageOf: (element: Element) => string;
  readonly writing: () => Promise<{ start(view: View): Promise<void> }>;
}

export interface Mounted {
  reload(): Promise<void>;
}

/** Shows the thread in an element. Rejects where not even the words can be fetched. */
export async function mount(host: HTMLElement, parts: Parts): Promise<Mounted> {
  let current = new AbortController();
  const reload = async () => {
    current.abort();
    current = new AbortController();
    const { signal } = current;
    const speech = await parts.speech(parts.assets, parts.languageOf(host));
    if (signal.aborted) return;
    await new View(host, parts, speech, signal).show();
  };
  await reload();
  return { reload };
}
