/** Writes how many comments each story has, for all elements of the page in one request. */

import { languageOf, speech } from "./speech";

const MARK = "data-civil-tongue-count";
/** For how many stories the server takes one request. */
const MOST = 100;

/** Fills every element with `data-civil-tongue-count="story id or URL"`. What fails leaves the page as it is. */
export async function fillCounts(assets: string, site: string | undefined): Promise<void> {
  const elements = [...document.querySelectorAll(`[${MARK}]`)];
  const name = site ?? document.querySelector("civil-tongue")?.getAttribute("site");
  if (!name || !elements[0]) return;
  const stories = [...new Set(elements.map(storyOf))].sort();
  const { say } = await speech(assets, languageOf(elements[0]));
  while (stories.length) {
    const query = new URLSearchParams(stories.splice(0, MOST).map((story) => ["story", story]));
    const url = new URL(`../api/v1/sites/${encodeURIComponent(name)}/counts?${query}`, assets);
    const { counts } = await (await fetch(url, { credentials: "omit" })).json();
    for (const element of elements) {
      const count: number | undefined = counts[storyOf(element)];
      if (count !== undefined) element.textContent = say("embed.comments", { count });
    }
  }
}

function storyOf(element: Element): string {
  return element.getAttribute(MARK) ?? "";
}
