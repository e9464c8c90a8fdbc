/** One thread on a page: what is shown, and where the parts that are loaded later find it. */

import type { Comment, Order, Story, ThreadPage } from "../contract";
import type { Speech } from "../speech";
import { adopt, button, goTo, h, put, rest } from "./dom";
import { furnish, greet, invite } from "./furniture";
import type { Parts } from "./index";
import css from "./reading.css";
import { Refusal, request } from "./request";
import { fill, makeRow, type Row } from "./row";

/** What is loaded when a reader first takes part. */
export interface Writing {
  /** Opens a composer for a reply, or for a new comment where there is no row. */
  compose(row?: Row): void;
  report(row: Row): void;
  vote(row: Row): void;
  signIn(): void;
  /** Adds what its own author may do to a row. */
  dress(row: Row): void;
  /** Goes on where this browser left off: a session, drafts, a sign-in that is under way. */
  resume(): void;
  /** Shows again what belongs to the reader, after a page was loaded. */
  refresh(): void;
}

export class View {
  readonly root: ShadowRoot;
  readonly rows = new Map<string, Row>();
  readonly heading = h("h2.heading", { tabindex: -1, id: "heading" });
  readonly account = h("div.account");
  readonly composer = h("div.composer-place");
  readonly own = h("ul.own", { role: "list" });
  readonly tools = h("div.tools");
  readonly list = h("ol.comments", { role: "list", "aria-labelledby": "heading" });
  readonly failure = h("div.failure", { role: "alert" });
  readonly more = h("div.more-place");
  readonly footer = h("div.footer");
  order: Order;
  page!: ThreadPage;
  /** Set by what is loaded once the reader takes part. */
  writing: Writing | undefined;
  #asked = 0;
  #loading: Promise<void> | undefined;
  readonly #status = h("p.announcement.unseen", { role: "status" });
  readonly #frame: HTMLElement;

  constructor(
    readonly host: HTMLElement,
    readonly parts: Parts,
    readonly speech: Speech,
    /** Aborted when another thread takes this one's place. */
    readonly ended: AbortSignal,
  ) {
    this.root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [];
    adopt(this.root, css);
    this.order = host.getAttribute("order") === "newest" ? "newest" : "oldest";
    this.heading.textContent = speech.say("embed.heading");
    this.#frame = h(
      "section.thread",
      { "aria-labelledby": "heading", lang: speech.language, dir: speech.direction },
      h("header.header", {}, this.heading, this.account),
      this.composer,
      this.own,
      this.tools,
      this.list,
      this.failure,
      this.more,
      this.footer,
      this.#status,
    );
    put(this.root, this.#frame);
  }

  /** Whether the thread takes comments. */
  get open(): boolean {
    return this.page.thread.state === "open";
  }

  get site(): string {
    return this.#attribute("site");
  }

  /** Under which name the browser keeps what belongs to a reader of this site. */
  get shelf(): string {
    return `civil-tongue ${this.parts.assets} ${this.site} `;
  }

  /** What the page says of the story: its names, and who vouches for them. */
  get story(): Story {
    const canonical = document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href;
    return {
      id: this.#attribute("story"),
      url: this.#attribute("story-url") || canonical || location.href.replace(/#.*/, ""),
      title: this.#attribute("story-title"),
      author: this.#attribute("story-author"),
      people: this.#attribute("story-people")
        .split(/\s*;\s*/)
        .filter(Boolean),
      signature: this.#attribute("story-signature"),
    };
  }

  /** Returns the address of a thing in the API. */
  api(...path: string[]): string {
    return new URL(`../api/v1/${path.map(encodeURIComponent).join("/")}`, this.parts.assets).href;
  }

  /** Tells readers who cannot see the page what happened. */
  announce(text: string): void {
    this.#status.textContent = "";
    requestAnimationFrame(() => {
      this.#status.textContent = text;
    });
  }

  /** Words what went wrong and what to do about it: in the page's language where there are words, else as the server does. */
  explain({ code, message, hint, wait }: Refusal): string {
    const { say, locale } = this.speech;
    const key = `embed.error.${code}`;
    const told = say(key) === key ? `${message} ${hint}`.trim() || say("embed.error.error") : say(key);
    const [unit, count] = wait > 90 ? ["minute", Math.ceil(wait / 60)] : ["second", wait];
    const time = count.toLocaleString(locale, { style: "unit", unit, unitDisplay: "long" });
    return wait ? `${told} ${say("embed.wait", { time })}` : told;
  }

  /** Shows a page of the thread: the first anew, a later one below what is there. */
  async show(number = 1): Promise<void> {
    const asked = ++this.#asked;
    this.#frame.setAttribute("aria-busy", "true");
    const answer = await this.#fetch(number).catch((refusal: Refusal) => refusal);
    if (asked !== this.#asked) return;
    this.#frame.removeAttribute("aria-busy");
    if (answer instanceof Refusal) this.#fail(answer, number);
    else this.#render(answer);
    this.host.toggleAttribute("ready", true);
  }

  /** Asks again for the rules in force and the thread's id, and leaves the list as it is. */
  async renew(): Promise<void> {
    const { site, thread } = await this.#fetch(1);
    const { count } = this.page.thread;
    this.page = { ...this.page, site, thread: { ...thread, count } };
    furnish(this);
  }

  /** Loads what taking part needs, once, and hands it over. */
  async takePart(then: (writing: Writing) => void): Promise<void> {
    this.#loading ??= this.parts.writing().then(({ start }) => start(this));
    try {
      await this.#loading;
    } catch {
      this.#loading = undefined;
      put(this.failure, this.explain(new Refusal("offline")));
      return;
    }
    put(this.failure);
    then(this.writing as Writing);
  }

  /** Returns the row of a comment that is in the list. */
  rowOf(id: string | null): Row | undefined {
    const row = this.rows.get(id ?? "");
    return row?.element.isConnected ? row : undefined;
  }

  /** Writes the row of a comment, which then has to be put in its place. */
  row(comment: Comment): Row {
    const row = this.rows.get(comment.id) ?? makeRow(comment);
    row.comment = comment;
    this.rows.set(comment.id, row);
    fill(this, row);
    return row;
  }

  /** Writes how many comments there are; `change` is what happened since the page was made. */
  title(change = 0): void {
    const { thread } = this.page;
    const count = thread.count + change;
    this.page = { ...this.page, thread: { ...thread, count } };
    this.heading.textContent = this.speech.say("embed.comments", { count });
  }

  #attribute(name: string): string {
    return this.host.getAttribute(name) ?? "";
  }

  async #fetch(page: number): Promise<ThreadPage> {
    const { id, url } = this.story;
    const query = new URLSearchParams({ id, url, order: this.order, page: `${page}` });
    return (await request<ThreadPage>(`${this.api("sites", this.site, "thread")}?${query}`)).body;
  }

  #render(page: ThreadPage): void {
    const arriving = !this.page;
    this.page = page;
    this.order = page.order;
    if (page.page === 1) put(this.list);
    const rows = page.comments.filter(({ id }) => !this.rowOf(id)).map((comment) => this.row(comment));
    this.list.append(...rows.map(({ element }) => element));
    put(this.failure);
    this.title();
    furnish(this);
    this.writing?.refresh();
    if (page.page > 1) rows[0]?.element.focus();
    if (arriving) this.#arrive();
  }

  /** Goes to the comment that the address of the page names, and on with what this browser keeps of a reader. */
  #arrive(): void {
    const row = this.rows.get(location.hash.replace("#comment-", ""));
    if (row) goTo(row.element);
    invite(this);
    if (this.#remembered) void this.takePart((part) => part.resume());
    else greet(this);
  }

  /** Whether this browser keeps a session or a draft; a reader without one needs nothing more to be loaded. */
  get #remembered(): boolean {
    try {
      return Object.keys({ ...localStorage, ...sessionStorage }).some((key) => key.startsWith(this.shelf));
    } catch {
      return false;
    }
  }

  #fail(refusal: Refusal, number: number): void {
    const again = button("again", this.speech.say("embed.again"), () => this.show(number));
    rest(again, refusal.wait);
    put(this.failure, h("p", {}, this.explain(refusal)), again);
  }
}
