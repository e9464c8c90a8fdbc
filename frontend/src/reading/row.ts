/** One comment in the list. */

import type { Comment } from "../contract";
import { button, h, link, put, sanitised } from "./dom";
import type { View } from "./view";

export interface Row {
  readonly element: HTMLLIElement;
  /** Where Reply, Report and their like stand. */
  readonly controls: HTMLElement;
  /** Where a form about this comment opens. */
  readonly place: HTMLElement;
  comment: Comment;
}

/** Writes a moment as the page's language does. */
export function moment(view: View, at: string): string {
  return new Intl.DateTimeFormat(view.speech.locale, { dateStyle: "long", timeStyle: "short" }).format(
    new Date(at),
  );
}

/** Makes the empty row of a comment; `fill` writes it. */
export function makeRow(comment: Comment): Row {
  return {
    comment,
    element: h("li.comment", { "data-id": comment.id, tabindex: -1 }),
    controls: h("div.controls"),
    place: h("div.place"),
  };
}

/** Indents an entry of the list as deep as its comment stands in the tree. */
export function indent(element: HTMLElement, depth: number): void {
  element.dataset.depth = `${depth}`;
  element.style.setProperty("--depth", `${Math.min(depth, 6)}`);
}

/** Writes a row anew from its comment. Forms that are open in it stay. */
export function fill(view: View, row: Row): void {
  const { comment, element, controls, place } = row;
  const { say } = view.speech;
  const gone = comment.state === "removed";
  element.dataset.state = comment.state;
  indent(element, comment.depth);
  put(controls, ...standing(view, row));
  view.writing?.dress(row);
  const article = gone
    ? h("p.tombstone", {}, say("embed.removed"))
    : h(
        "article",
        {},
        h("div.byline", {}, ...signature(view, comment), ...dates(view, comment)),
        h("div.text", { dir: "auto" }, sanitised(comment.html ?? "")),
        controls,
      );
  put(element, article, place);
}

function signature(view: View, { author, parent }: Comment) {
  const { say } = view.speech;
  const answered = parent && view.rows.get(parent)?.comment.author;
  return [
    h("b.author", { dir: "auto" }, author?.name),
    ...(author?.badges ?? []).map((badge) =>
      h("span.badge", { "data-badge": badge }, say(`embed.badge.${badge}`)),
    ),
    answered && h("span.reply-to", {}, say("embed.reply-to", { name: answered.name })),
  ];
}

function dates(view: View, comment: Comment) {
  const { say } = view.speech;
  const date = moment(view, comment.created_at);
  const permalink = link("permalink", "", comment.permalink);
  permalink?.setAttribute("aria-label", say("embed.permalink", { date }));
  permalink?.append(h("time", { datetime: comment.created_at }, date));
  const edited = comment.edited_at;
  return [permalink, edited && h("span.edited", { title: moment(view, edited) }, say("embed.edited"))];
}

function standing(view: View, row: Row) {
  const { say } = view.speech;
  const whose = say("embed.comment-of", { name: row.comment.author?.name ?? "" });
  const [reply, report] = [say("embed.reply"), say("embed.report")];
  const answer = () => view.takePart((part) => part.compose(row));
  const recommend = `${say("embed.recommend")} ${row.comment.votes || ""}`.trim();
  const vote = () => view.takePart((part) => part.vote(row));
  const complain = () => view.takePart((part) => part.report(row));
  return [
    view.open && button("reply", reply, answer, { "aria-label": `${reply}: ${whose}` }),
    view.page.site.votes !== "none" &&
      button("vote", recommend, vote, { "aria-label": `${recommend}: ${whose}`, "aria-pressed": "false" }),
    button("report", report, complain, { "aria-label": `${report}: ${whose}` }),
  ];
}
