/** One item after the other, without a page load: forms are sent, and what comes back takes the item's place. */

import { onKey } from "./keys";

const FRAGMENT = { "X-Desk-Fragment": "1" };
/** How often a claim is renewed while somebody looks at an item, in milliseconds; it lasts two minutes. */
const RENEWED = 60_000;

/** Take over the item in a place of the page. */
export function openItem(place: HTMLElement): void {
  const desk = place.dataset.desk ?? "";
  const seen: string[] = [];
  const skipped: string[] = [];
  let busy = false;
  let rejecting = false;

  const article = (): HTMLElement | null => place.querySelector<HTMLElement>("[data-item]");
  const current = (): string => article()?.dataset.path ?? "";

  /** Fetch a page's item and show it; while one is on its way nothing else is begun. */
  async function show(path: string, init: RequestInit = {}): Promise<void> {
    if (busy) return;
    busy = true;
    place.setAttribute("aria-busy", "true");
    const before = current();
    try {
      const answer = await fetch(path, { ...init, headers: { ...FRAGMENT, ...init.headers } });
      if (!answer.headers.get("content-type")?.startsWith("text/html")) throw new Error(answer.statusText);
      place.innerHTML = await answer.text();
      remember(before);
    } catch {
      location.assign(before || desk);
    } finally {
      busy = false;
      rejecting = false;
      place.removeAttribute("aria-busy");
    }
  }

  function remember(before: string): void {
    const now = current();
    if (now && now !== before) {
      if (before) seen.push(before);
      history.replaceState(null, "", now);
      window.scrollTo(0, 0);
    }
    article()?.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }

  function send(form: HTMLFormElement, submitter: HTMLElement | null): void {
    const fields = new FormData(form, submitter);
    if (fields.has("skip")) fields.set("skip", skipped.join(","));
    const body = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)]));
    void show(form.action, { method: "POST", body });
  }

  function skip(): void {
    const id = article()?.dataset.item;
    if (id) skipped.push(id);
    void show(`${desk}/next?${place.dataset.query}&skip=${skipped.join(",")}`);
  }

  function back(): boolean {
    const path = seen.pop();
    if (path) void show(path).then(() => seen.pop());
    return true;
  }

  function focusOn(selector: string): boolean {
    const found = place.querySelector<HTMLElement>(selector);
    found?.focus();
    return found !== null;
  }

  function press(key: string): boolean {
    const button = place.querySelector<HTMLElement>(`[data-key="${key}"]`);
    button?.click();
    return button !== null;
  }

  /** Begin to reject; the next digit says under which rule. */
  function ask(): boolean {
    const choices = place.querySelector<HTMLElement>("[data-rejecting]");
    rejecting = choices !== null;
    choices?.classList.add("awaited");
    choices?.scrollIntoView({ block: "nearest" });
    choices?.querySelector<HTMLElement>("input:checked")?.focus({ preventScroll: true });
    return rejecting;
  }

  function rejectUnder(digit: number): boolean {
    const choices = [...place.querySelectorAll<HTMLInputElement>("[data-rejecting] input[type=radio]")];
    const choice = choices[digit - 1];
    if (!choice) return false;
    choice.checked = true;
    prefill(choice);
    place.querySelector<HTMLElement>('[data-rejecting] button[value="reject"]')?.click();
    return true;
  }

  /** Write what the rule says, unless somebody has written something else. */
  function prefill(choice: HTMLInputElement): void {
    const told = place.querySelector<HTMLTextAreaElement>("#told");
    const texts = [...place.querySelectorAll<HTMLInputElement>("[data-told]")].map(
      (each) => each.dataset.told,
    );
    if (told && (!told.value.trim() || texts.includes(told.value.trim())))
      told.value = choice.dataset.told ?? "";
  }

  place.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    if (!busy) send(form, (event as SubmitEvent).submitter);
  });
  place.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset.told !== undefined)
      prefill(event.target);
  });
  place.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLElement>('a[data-key="j"]');
    if (link) {
      event.preventDefault();
      skip();
    }
  });
  const special: Readonly<Record<string, () => boolean>> = {
    r: ask,
    k: back,
    n: () => focusOn("#note"),
    Escape: () => {
      rejecting = false;
      place.querySelector(".awaited")?.classList.remove("awaited");
      return true;
    },
  };
  onKey((key) => {
    if (busy) return true;
    if (rejecting && /^[1-9]$/.test(key)) return rejectUnder(Number(key));
    return special[key]?.() ?? ("phujtq".includes(key) && press(key));
  });
  window.addEventListener("pagehide", () => {
    const form = place.querySelector<HTMLInputElement>("input[name=form]")?.value;
    const item = article()?.dataset.item;
    if (form && item) navigator.sendBeacon(`${desk}/leave`, new URLSearchParams({ form, item }));
  });
  window.setInterval(() => {
    if (!document.hidden && !busy && current()) void fetch(current(), { headers: FRAGMENT });
  }, RENEWED);
}
