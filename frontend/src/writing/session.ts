/** The reader's session: a token in memory that lasts minutes, renewed with one that the host page's storage keeps. */

import type { Tokens } from "../contract";
import { type Answer, Refusal, request } from "./kit";
import { type Store, shared } from "./store";

const KEPT = "session";

/** Other scripts of the host page can read both tokens, which is why the server lets them do little. */
export class Session {
  #access = "";
  #renewal: Promise<void> | undefined;

  constructor(
    readonly api: (...path: string[]) => string,
    readonly store: Store,
    /** Called when the reader was signed out by the server, or in or out in another tab. */
    readonly changed: () => void,
    signal: AbortSignal,
  ) {
    const follow = ({ key, oldValue, newValue }: StorageEvent) => {
      if (key !== store.shelf + KEPT || !oldValue === !newValue) return;
      this.#access = "";
      changed();
    };
    addEventListener("storage", follow, { signal });
  }

  get signedIn(): boolean {
    return Boolean(this.#access || this.store.get(KEPT));
  }

  async keep({ access, refresh }: Tokens): Promise<void> {
    this.#access = access;
    // The database first: it is the one that is read, and the page may be left at any moment.
    await shared(this.store.shelf, refresh);
    this.store.set(KEPT, refresh);
  }

  /** Sends JSON in the reader's name, or in nobody's without a session. Renews the session once where it has ended. */
  async call<Body>(url: string, method = "GET", body?: unknown, key?: string): Promise<Answer<Body>> {
    if (this.signedIn && !this.#access) await this.#renew("");
    const used = this.#access;
    const send = () =>
      request<Body>(url, method, body, {
        ...(this.#access && { authorization: `Bearer ${this.#access}` }),
        ...(key && { "idempotency-key": key }),
      });
    try {
      return await send();
    } catch (error) {
      if ((error as Refusal).status !== 401 || !used) throw error;
      await this.#renew(used);
      return send();
    }
  }

  /** Ends the session here and on the server; without a connection, here alone. */
  async end(): Promise<void> {
    const ending = this.call(this.api("sessions", "current"), "DELETE").catch(() => {});
    this.#forget();
    await ending;
  }

  /** Renews in one tab at a time: a refresh token that is used twice ends the session in all of them. */
  #renew(used: string): Promise<void> {
    const exchange = () => this.#exchange(used);
    this.#renewal ??= (navigator.locks?.request(this.store.shelf, exchange) ?? exchange()).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #exchange(used: string): Promise<void> {
    if (this.#access !== used) return;
    try {
      const marked = this.store.get(KEPT);
      const refresh = marked && ((await shared(this.store.shelf)) ?? marked);
      if (!refresh) throw new Refusal("not-signed-in", 401);
      const url = this.api("sessions", "refresh");
      const { body } = await request<{ session: Tokens }>(url, "POST", { refresh });
      await this.keep(body.session);
    } catch (error) {
      const { status } = error as Refusal;
      if (status < 400 || status === 429 || status >= 500) throw error;
      this.#forget();
      this.changed();
      throw new Refusal("not-signed-in", 401);
    }
  }

  #forget(): void {
    this.#access = "";
    this.store.set(KEPT);
  }
}
