/** What is loaded when a reader takes part: writing, statements of reasons, reports and signing in. */

import type { Mine } from "../contract";
import { openComposer } from "./composer";
import { draftsKept } from "./draft";
import { adopt, fill, h, invite, moment, put, type Row, type View } from "./kit";
import { dressOwn, settle, showOwn } from "./own";
import { Reader } from "./reader";
import { openReport } from "./report";
import { resumeSignIn, signIn } from "./sign-in";
import { vote } from "./vote";
import css from "./writing.css";

/** Fetches the words for taking part and readies the thread for it. */
export async function start(view: View): Promise<void> {
  await view.speech.learn(".writing");
  adopt(view.root, css);
  const reader = new Reader(view, redraw);
  const { say } = reader;

  function redraw(): void {
    reader.showAccount();
    for (const row of view.rows.values()) fill(view, row);
    showOwn(reader);
    view.root.dispatchEvent(new Event("civil-tongue-redraw"));
  }

  async function enter(): Promise<void> {
    if (await signIn(reader, view.account)) view.heading.focus();
    redraw();
  }

  /** Opens a composer for a reply, or for a new comment where there is no row. */
  function compose(row?: Row, focus = true): void {
    const place = row?.place ?? view.composer;
    const name = row?.comment.author?.name ?? "";
    const label = row ? say("embed.writing.reply-label", { name }) : say("embed.writing.label");
    const done = async (comment?: Mine) => {
      if (row) put(place);
      else invite(view);
      (row?.controls ?? place).querySelector<HTMLElement>("[data-ct=reply], [data-ct=write]")?.focus();
      // The first comment under a story makes its thread, which the page must hear of.
      if (comment && !view.page.thread.id) await view.renew();
      if (comment) settle(reader, comment);
      else showOwn(reader);
    };
    if (barred(place)) return;
    openComposer(reader, { place, label, done, ...(row && { parent: row }) }, focus);
    showOwn(reader);
  }

  /** Tells a reader who may not comment why not. */
  function barred(place: HTMLElement): boolean {
    const { me } = reader;
    if (!me || me.can_post) return false;
    const { until, reason = "" } = me.suspended ?? {};
    const text = until
      ? say("embed.writing.suspended-until", { date: moment(view, until) })
      : say("embed.writing.suspended");
    const notice = h("p.barred", { tabindex: -1 }, text, " ", reason);
    put(place, notice);
    notice.focus();
    return true;
  }

  async function resume(): Promise<void> {
    for (const id of draftsKept(reader)) {
      const row = view.rowOf(id);
      if (row || !id) compose(row, false);
    }
    await resumeSignIn(reader, view.account);
  }

  // Before the first loading, which draws the rows anew with what their author may do.
  view.writing = {
    compose,
    report: (row) => void openReport(reader, row),
    vote: (row) => void vote(reader, row),
    signIn: () => void enter(),
    dress: (row) => dressOwn(reader, row),
    resume: () => void resume(),
    refresh: redraw,
  };
  await reader.load();
}
