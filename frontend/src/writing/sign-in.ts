/** The hand-over: the reader signs in on the comment server, in a window of its own, and the session comes to this page.
 *
 * The embed keeps a verifier and gives the server only its hash, as PKCE does (RFC 7636); whoever redeems must know the
 * verifier. The embed asks again and again whether the sign-in is done; the window's message only makes it quicker, so
 * that a pop-up blocker or a Cross-Origin-Opener-Policy breaks nothing.
 */

import type { HandOver, Tokens } from "../contract";
import { button, h, put, Refusal, request } from "./kit";
import type { Reader } from "./reader";
import { base64url, randomText } from "./store";

const PAUSE = 2500;
const KEPT = "handover";
const WINDOW = "civil-tongue";

type Kept = HandOver & { readonly verifier: string };

/** Signs the reader in with a panel in `place`. Resolves to whether the reader is signed in now. */
export async function signIn(reader: Reader, place: HTMLElement): Promise<boolean> {
  // Before anything is awaited, while the browser still sees a click behind it.
  const popup = window.open("", WINDOW, "popup,width=480,height=700");
  try {
    const kept = await begin(reader);
    popup?.location.replace(kept.sign_in_url);
    return await carryOn(reader, place, kept);
  } catch (error) {
    popup?.close();
    put(place, reader.failure(error as Refusal));
    return false;
  }
}

/** Goes on with a sign-in that was under way when the page was left, as phones do to a page in the background. */
export async function resumeSignIn(reader: Reader, place: HTMLElement): Promise<void> {
  const kept = reader.drafts.get(KEPT);
  if (reader.session.signedIn) reader.drafts.set(KEPT);
  else if (kept) await carryOn(reader, place, JSON.parse(kept) as Kept).catch(() => put(place));
}

async function begin({ view, drafts }: Reader): Promise<Kept> {
  if (!crypto.subtle) throw new Refusal("insecure");
  const verifier = randomText(32);
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const url = view.api("sites", view.site, "handovers");
  const { body } = await request<HandOver>(url, "POST", { challenge: base64url(new Uint8Array(hash)) });
  const kept = { ...body, verifier };
  drafts.set(KEPT, JSON.stringify(kept));
  return kept;
}

async function carryOn(reader: Reader, place: HTMLElement, kept: Kept): Promise<boolean> {
  const { view, say, drafts, session } = reader;
  const leaving = new AbortController();
  const { signal } = leaving;
  const leave = () => leaving.abort();
  view.ended.addEventListener("abort", leave, { signal });
  const href = kept.sign_in_url;
  const panel = h(
    "div.sign-in-panel",
    { role: "group", "aria-label": say("embed.sign-in"), tabindex: -1 },
    h("p", {}, say("embed.writing.sign-in-window", { publication: view.page.site.publication })),
    h("p", {}, say("embed.writing.sign-in-code"), " ", h("b.code", {}, kept.code)),
    h(
      "div.controls",
      {},
      h("a.sign-in-link.primary", { href, target: WINDOW, rel: "opener" }, say("embed.writing.sign-in-page")),
      button("cancel", say("embed.writing.cancel"), leave),
    ),
  );
  put(place, panel);
  panel.focus();
  try {
    const tokens = await redeem(reader, kept, signal);
    if (tokens) await session.keep(tokens);
  } finally {
    drafts.set(KEPT);
    leave();
  }
  put(place);
  await reader.load();
  if (reader.me) view.announce(say("embed.writing.signed-in", { name: reader.me.author.name }));
  return session.signedIn;
}

/** Asks until the reader has signed in, has given up (then there are no tokens) or the server says that it is too late. */
async function redeem({ view }: Reader, kept: Kept, signal: AbortSignal): Promise<Tokens | undefined> {
  const { handover, verifier, sign_in_url } = kept;
  const url = view.api("handovers", handover, "redeem");
  while (!signal.aborted) {
    let pause = PAUSE;
    try {
      const { session } = (await request<{ session?: Tokens }>(url, "POST", { verifier })).body;
      if (session) return session;
    } catch (error) {
      const { status, wait } = error as Refusal;
      if (status >= 400 && status < 500 && status !== 429) throw error;
      pause = Math.max(pause, wait * 1000);
    }
    await pauseOrNews(pause, new URL(sign_in_url).origin, signal);
  }
  return undefined;
}

/** Waits for a while, or until the pop-up reports, or the reader comes back to this page. */
function pauseOrNews(milliseconds: number, origin: string, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const { signal } = over;
    const done = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const heard = (event: MessageEvent) => {
      if (event.origin === origin && event.data?.civiltongue === "signed-in") done();
    };
    const timer = setTimeout(done, milliseconds);
    ended.addEventListener("abort", done, { signal });
    addEventListener("focus", done, { signal });
    addEventListener("message", heard, { signal });
  });
}
