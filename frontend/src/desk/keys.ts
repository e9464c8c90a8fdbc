/** Single keys, which do nothing while somebody writes, and can be turned off (WCAG 2.1, 2.1.4). */

type Handler = (key: string) => boolean;

const OFF = "civiltongue-desk-keys-off";
const handlers: Handler[] = [];

/** Have a function asked for each key; it returns whether the key was meant for it. */
export function onKey(handler: Handler): void {
  handlers.push(handler);
}

/** Ask the handlers for every key that is pressed alone, outside of fields, and for those that were pressed before. */
export function listenForKeys(): void {
  const keys = document.querySelector<HTMLDetailsElement>("[data-keys]");
  const off = document.querySelector<HTMLInputElement>("[data-keys-off]");
  if (off) {
    off.checked = localStorage.getItem(OFF) === "yes";
    off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "yes" : "no"));
  }
  const hear = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (isWriting(event.target)) {
      if (event.key === "Escape") (event.target as HTMLElement).blur();
    } else if (!off?.checked && press(event.key, keys)) event.preventDefault();
  };
  document.addEventListener("keydown", hear);
  for (const event of window.takeKeys?.() ?? []) hear(event);
  document.documentElement.dataset.keys = "on";
}

function press(key: string, keys: HTMLDetailsElement | null): boolean {
  if (key !== "?" || !keys) return handlers.some((handler) => handler(key));
  keys.open = !keys.open;
  keys.querySelector("summary")?.focus();
  return true;
}

function isWriting(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "submit"].includes(target.type);
}
