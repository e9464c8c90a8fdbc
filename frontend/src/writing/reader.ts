/** Who is reading: the session, what the server says about its author, and what this browser keeps for them. */

import type { Me, Mine } from "../contract";
import { button, find, greet, h, put, type Refusal, type View } from "./kit";
import { Session } from "./session";
import { Store } from "./store";

export class Reader {
  readonly drafts: Store;
  readonly session: Session;
  readonly say;
  me: Me | undefined;
  /** The reader's own comments in this thread, as the server last told them. */
  readonly mine = new Map<string, Mine>();
  readonly reported = new Set<string>();
  readonly voted = new Set<string>();

  constructor(
    readonly view: View,
    /** Called when `me` or anything of `mine` changed. */
    readonly redraw: () => void,
  ) {
    this.say = view.speech.say;
    this.drafts = new Store("sessionStorage", view.shelf);
    const store = new Store("localStorage", view.shelf);
    this.session = new Session(
      (...path) => view.api(...path),
      store,
      () => void this.load(),
      view.ended,
    );
  }

  /** Asks who the reader is and which comments are theirs; without a session, forgets both. */
  async load(): Promise<void> {
    const { session, view } = this;
    if (session.signedIn) {
      try {
        const query = new URLSearchParams({ site: view.site, thread: view.page.thread.id ?? "" });
        const { body } = await session.call<Me>(`${view.api("me")}?${query}`);
        this.me = body;
        for (const comment of body.comments) this.mine.set(comment.id, comment);
        for (const id of body.reported) this.reported.add(id);
        for (const id of body.voted) this.voted.add(id);
      } catch (error) {
        view.announce(view.explain(error as Refusal));
      }
    }
    if (!session.signedIn) {
      find(view.root, "confirmation")?.remove();
      this.me = undefined;
      this.mine.clear();
      this.reported.clear();
      this.voted.clear();
    }
    this.redraw();
  }

  /** Makes the line that says what went wrong. */
  failure(refusal?: Refusal): HTMLElement {
    return h("p.failure", { role: "alert" }, refusal && this.view.explain(refusal));
  }

  /** Shows the line that says who is signed in, or the way to sign in. */
  showAccount(): void {
    const { me, say, view } = this;
    if (find(view.account, "sign-in-panel")) return;
    if (!me) {
      greet(view);
      return;
    }
    put(
      view.account,
      h("span.signed-in", {}, say("embed.writing.signed-in", { name: me.author.name })),
      button("sign-out", say("embed.writing.sign-out"), () => this.#signOut()),
    );
  }

  async #signOut(): Promise<void> {
    const ending = this.session.end();
    await this.load();
    await ending;
    this.view.announce(this.say("embed.writing.signed-out"));
    this.view.heading.focus();
  }
}
