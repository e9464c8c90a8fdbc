/** The one script tag: defines `<civil-tongue>`, fills comment counts, and fetches the rest when it is needed. */

import { fillCounts } from "./counts";
import type { Mounted, Parts } from "./reading";
import { languageOf, speech } from "./speech";

const script = document.currentScript as HTMLScriptElement;
const assets = new URL(".", script.src).href;

const parts: Parts = {
  assets,
  speech,
  languageOf,
  writing: () => import(assets + WRITING_FILE),
};

const nearby = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) void (target as CivilTongue).read();
  },
  { rootMargin: "800px" },
);

class CivilTongue extends HTMLElement {
  static readonly observedAttributes = ["site", "story", "story-url", "order", "lang"];

  /** Counts again, for a page that added stories to its list. */
  static readonly count = () => fillCounts(assets, script.dataset.site).catch(() => {});

  #mounted: Promise<Mounted> | undefined;

  connectedCallback() {
    if (/^#comment/.test(location.hash)) void this.read();
    else nearby.observe(this);
  }

  attributeChangedCallback() {
    void this.#mounted?.then((mounted) => mounted.reload()).catch(() => {});
  }

  /** Fetches and shows the thread. Without a connection, what the publisher wrote inside the element stays. */
  async read() {
    nearby.unobserve(this);
    this.#mounted ??= import(assets + READING_FILE).then((reading) => reading.mount(this, parts));
    try {
      await this.#mounted;
    } catch {
      this.#mounted = undefined;
      addEventListener("online", () => nearby.observe(this), { once: true });
    }
  }
}

if (!customElements.get("civil-tongue")) {
  customElements.define("civil-tongue", CivilTongue);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", CivilTongue.count);
  else void CivilTongue.count();
}
