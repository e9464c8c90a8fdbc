/** The queue's list: what others decide or look at is marked in place, and nothing moves under the reader's eyes. */

import { onKey } from "./keys";

/** How often the server is asked, in milliseconds. */
const ASKED = 10_000;

interface State {
  readonly waiting: number;
  readonly ids: readonly string[];
  readonly looking: Readonly<Record<string, string>>;
}

/** Keep the list as it was loaded, and say what has changed. */
export function keepListFresh(list: HTMLElement): void {
  const entries = [...list.querySelectorAll<HTMLElement>("[data-id]")];
  const news = document.querySelector<HTMLElement>("[data-news]");
  let known: ReadonlySet<string> | undefined;

  async function ask(): Promise<void> {
    const answer = await fetch(`${location.pathname}/state${location.search}`);
    if (!answer.ok) return;
    const state: State = await answer.json();
    const now = new Set(state.ids);
    for (const entry of entries) mark(entry, state, now);
    const before = known ?? now;
    known = before;
    tell(state.ids.filter((id) => !before.has(id)).length);
  }

  function mark(entry: HTMLElement, state: State, now: ReadonlySet<string>): void {
    const id = entry.dataset.id ?? "";
    const box = entry.querySelector<HTMLInputElement>("input[type=checkbox]");
    const label = entry.querySelector<HTMLElement>("[data-looking]");
    const name = state.looking[id];
    const gone = !now.has(id);
    entry.classList.toggle("gone", gone);
    if (box) box.disabled = gone || name !== undefined;
    if (!label) return;
    label.hidden = !gone && name === undefined;
    label.textContent = gone
      ? (list.dataset.gone ?? "")
      : (list.dataset.looking ?? "").replace("#", name ?? "");
  }

  function tell(number: number): void {
    const text = news?.querySelector("span");
    if (!news || !text || !number) return;
    text.textContent = (list.dataset.new ?? "").replace("#", String(number));
    news.hidden = false;
  }

  function step(by: number): boolean {
    const links = entries.flatMap((entry) => entry.querySelector<HTMLElement>("a.open") ?? []);
    const at = links.findIndex((link) => link.closest("li")?.contains(document.activeElement));
    const next = links[at < 0 ? 0 : at + by];
    next?.focus();
    return next !== undefined;
  }

  function markAll(): boolean {
    const boxes = [
      ...list.querySelectorAll<HTMLInputElement>("[data-id] input[type=checkbox]:not(:disabled)"),
    ];
    const on = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = on;
    return boxes.length > 0;
  }

  function begin(): boolean {
    const first = document.querySelector<HTMLElement>("[data-begin]");
    first?.click();
    return first !== null;
  }

  function markOne(): boolean {
    const box = document.activeElement
      ?.closest("li")
      ?.querySelector<HTMLInputElement>("input[type=checkbox]");
    if (box && !box.disabled) box.checked = !box.checked;
    return box !== undefined;
  }

  const keys: Readonly<Record<string, () => boolean>> = {
    j: () => step(1),
    k: () => step(-1),
    b: begin,
    x: markOne,
    a: markAll,
  };
  onKey((key) => keys[key]?.() ?? false);
  void ask();
  window.setInterval(() => {
    if (!document.hidden) void ask();
  }, ASKED);
}
