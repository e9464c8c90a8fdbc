/** The reader's own comments: those that only they can see, and what they may do with each. */

import type { Comment, Mine } from "../contract";
import { openComposer } from "./composer";
import { forgetRefused } from "./draft";
import { button, fill, find, h, indent, link, moment, put, type Refusal, type Row, sanitised } from "./kit";
import type { Reader } from "./reader";
import { statementOf } from "./statement";

/** Brings what is shown in line with what became of a comment, and goes to it. */
export function settle(reader: Reader, comment: Mine): void {
  const { view } = reader;
  const row = view.rowOf(comment.id);
  const shown = comment.state === "published";
  reader.mine.set(comment.id, comment);
  forgetRefused(reader, comment.id);
  if (row && shown) {
    row.comment = { ...row.comment, html: comment.html, edited_at: new Date().toISOString() };
    fill(view, row);
  } else if (row) vanish(reader, row);
  else if (shown) view.title(1);
  if (shown) (row ?? insert(reader, published(reader, comment))).element.focus();
  showOwn(reader, comment.id);
  view.announce(reader.say(`embed.writing.outcome.${comment.state}`));
}

/** Shows the reader's held and rejected comments: below what they answer, or above the list. `open` gets the focus. */
export function showOwn(reader: Reader, open = ""): void {
  const { root } = reader.view;
  for (const card of root.querySelectorAll("[data-ct=own-comment]")) {
    if (!card.querySelector("form")) card.remove();
  }
  for (const mine of reader.mine.values()) {
    const id = CSS.escape(mine.id);
    // A refused text that is being written anew stands in its composer, with the reasons.
    const shown = root.querySelector(`[data-ct=own-comment][data-id="${id}"], [data-case="${id}"]`);
    const waits = mine.state === "held" || mine.state === "rejected";
    if (waits && !shown) showCard(reader, mine, mine.id === open);
  }
}

/** Adds the author's own controls to a published comment. */
export function dressOwn(reader: Reader, row: Row): void {
  const { comment, controls, element, place } = row;
  const mine = reader.mine.get(comment.id);
  const report = find<HTMLButtonElement>(controls, "report");
  if (report && reader.reported.has(comment.id)) {
    report.replaceWith(h("span.reported", {}, reader.say("embed.writing.reported")));
  }
  const vote = find<HTMLButtonElement>(controls, "vote");
  vote?.setAttribute("aria-pressed", `${reader.voted.has(comment.id)}`);
  if (comment.author?.id === reader.me?.author.id) {
    report?.remove();
    if (vote) vote.disabled = true;
  }
  if (mine?.state === "published") controls.append(...ways(reader, mine, place, element));
}

function published({ me, view }: Reader, mine: Mine): Comment {
  const { id, parent, html, created_at, permalink } = mine;
  const author = me?.author;
  return {
    id,
    parent,
    html,
    created_at,
    permalink,
    depth: (view.rowOf(parent)?.comment.depth ?? -1) + 1,
    author: author ? { ...author, badges: author.staff ? ["staff"] : [] } : null,
    edited_at: null,
    state: "published",
    votes: null,
  };
}

/** Puts a comment that was just published in its place in the list. */
function insert({ view }: Reader, comment: Comment): Row {
  const row = view.row(comment);
  const parent = view.rowOf(comment.parent);
  if (parent) lastBelow(parent.element).after(row.element);
  else if (view.order === "newest") view.list.prepend(row.element);
  else view.list.append(row.element);
  return row;
}

/** Returns the last entry of the list that stands below an entry, or the entry itself. */
function lastBelow(entry: Element): Element {
  const depth = (element: Element) => Number(element.getAttribute("data-depth"));
  let last = entry;
  let next = entry.nextElementSibling;
  while (next && depth(next) > depth(entry)) {
    last = next;
    next = next.nextElementSibling;
  }
  return last;
}

/** Takes a comment out of the list; where replies stand below it, a tombstone stays. */
function vanish({ view }: Reader, row: Row): void {
  view.title(-1);
  if (lastBelow(row.element) === row.element) {
    row.element.remove();
    return;
  }
  row.comment = { ...row.comment, state: "removed", author: null, html: null };
  fill(view, row);
}

function showCard(reader: Reader, mine: Mine, open: boolean): void {
  const { say, view } = reader;
  const { visible, id, permalink, state, html, created_at, statement } = mine;
  const place = h("div.place");
  const card = h(
    "li.own-comment.comment",
    { "data-id": id, "data-state": state, tabindex: -1 },
    h(
      "div.byline",
      {},
      h("b.state", {}, say(`embed.writing.state.${state}`)),
      link("permalink", moment(view, created_at), permalink),
      h("span", {}, say("embed.writing.only-you")),
    ),
    h("div.text", { dir: "auto" }, sanitised(html)),
    statement &&
      h(
        "details.why",
        { open },
        h("summary", {}, say("embed.writing.why")),
        statementOf(reader, statement, visible),
      ),
  );
  card.append(h("div.controls", {}, ...ways(reader, mine, place, card)), place);
  const parent = view.rowOf(mine.parent);
  indent(card, parent ? parent.comment.depth + 1 : 0);
  if (parent) lastBelow(parent.element).after(card);
  else view.own.append(card);
  if (open) card.focus();
}

function ways(reader: Reader, mine: Mine, place: HTMLElement, owner: HTMLElement): HTMLElement[] {
  const { say } = reader;
  const back = (name: string) => {
    put(place);
    find(owner, name)?.focus();
  };
  const done = (comment?: Mine) => {
    back("edit");
    // A refused edit has taken the comment off the page, also where its author gives up then.
    const now = comment ?? reader.mine.get(mine.id) ?? mine;
    if (comment || now.state !== mine.state) settle(reader, now);
  };
  const edit = () =>
    openComposer(reader, { place, label: say("embed.writing.edit-label"), edited: mine, done });
  const ask = () => askToWithdraw(reader, mine, place, () => back("withdraw"));
  return [
    ...(mine.permitted.includes("edit") ? [button("edit", say("embed.writing.edit"), edit)] : []),
    ...(mine.permitted.includes("withdraw") ? [button("withdraw", say("embed.writing.withdraw"), ask)] : []),
  ];
}

function askToWithdraw(reader: Reader, mine: Mine, place: HTMLElement, keep: () => void): void {
  const { say, view } = reader;
  const question = say("embed.writing.withdraw-sure");
  const withdraw = async () => {
    try {
      const url = view.api("comments", mine.id, "withdraw");
      const { comment } = (await reader.session.call<{ comment: Mine }>(url, "POST", {})).body;
      reader.mine.set(mine.id, comment);
      put(place);
      const row = view.rowOf(mine.id);
      if (row) vanish(reader, row);
      showOwn(reader);
      view.announce(say("embed.writing.withdrawn"));
      view.heading.focus();
    } catch (error) {
      sure.after(reader.failure(error as Refusal));
    }
  };
  const sure = button("withdraw-for-good.primary", say("embed.writing.withdraw"), withdraw);
  const controls = h("div.controls", {}, sure, button("keep", say("embed.writing.keep"), keep));
  put(
    place,
    h("div.confirmation", { role: "group", "aria-label": question }, h("p", {}, question), controls),
  );
  sure.focus();
}
