/** Makes elements. Text always goes in as text; only the server's sanitised HTML goes in as HTML. */

export type Child = Node | string | false | null | undefined;

export type Attributes = Readonly<
  Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>
>;

type Tags = HTMLElementTagNameMap;

/**
 * Makes an element from a tag and a name: `h("p.hint")` is a paragraph that tests find by `data-ct="hint"` and that
 * publishers' style sheets reach as `::part(hint)`. Names after the first are parts only.
 *
 * A function listens to the event of its name; `true` sets an attribute without a value; false and null set none.
 */
export function h<Tag extends keyof Tags>(
  kind: Tag | `${Tag}.${string}`,
  attributes: Attributes = {},
  ...children: Child[]
): Tags[Tag] {
  const [tag, ...names] = kind.split(".");
  const element = document.createElement(tag as Tag);
  if (names[0]) {
    element.dataset.ct = names[0];
    element.part.add(...names);
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value != null && value !== false) element.setAttribute(name, value === true ? "" : `${value}`);
  }
  return put(element, ...children);
}

/** Fills an element anew, leaving out what is not there. */
export function put<Place extends ParentNode>(place: Place, ...children: Child[]): Place {
  place.replaceChildren(...children.filter((child) => child != null && child !== false));
  return place;
}

/** Goes to an element, and again when the rest of the page has come and moved it, unless the reader has moved on. */
export function goTo(element: HTMLElement): void {
  const go = () => {
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
  };
  const moved = new AbortController();
  const { signal } = moved;
  for (const move of ["wheel", "touchstart", "keydown"])
    addEventListener(move, () => moved.abort(), { signal });
  addEventListener("load", go, { signal });
  go();
}

/** Finds an element by the name that it was made with. */
export function find<Kind extends HTMLElement>(place: ParentNode, name: string): Kind | null {
  return place.querySelector<Kind>(`[data-ct=${name}]`);
}

/** Keeps a button from being pressed for as long as the server asked to wait. */
export function rest(control: HTMLButtonElement, seconds: number, then?: () => void): void {
  control.disabled = seconds > 0;
  if (!seconds) return;
  setTimeout(() => {
    control.disabled = false;
    then?.();
  }, seconds * 1000);
}

/** Makes a button that does not submit. */
export function button(name: string, label: string, press: (event: Event) => void, more: Attributes = {}) {
  return h(`button.${name}`, { type: "button", click: press, ...more }, label);
}

/** Makes a link, or nothing where there is no address. */
export function link(name: string, label: string, href: string | null | undefined) {
  return href ? h(`a.${name}`, { href }, label) : null;
}

const trusted = window.trustedTypes?.createPolicy("civil-tongue", { createHTML: (html) => html });

/** Returns the nodes of HTML that the server has sanitised; nothing else may be passed. */
export function sanitised(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = (trusted?.createHTML(html) ?? html) as string;
  return template.content;
}

/** Adds a style sheet to a shadow root in a way that a Content-Security-Policy without inline styles allows. */
export function adopt(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}
