/** The statement of reasons: which rule, which words, and what to do next. */

import type { Reason, Statement } from "../contract";
import { h, link } from "./kit";
import { pieces } from "./marks";
import type { Reader } from "./reader";

/** Makes a statement. `visible` is the text that the spans count in; `ways` are the buttons that lead on. */
export function statementOf(
  reader: Reader,
  statement: Statement,
  visible: string,
  ways?: HTMLElement,
): HTMLElement {
  const { verdict, title, summary, next, words_shown, reasons, rules_url } = statement;
  const marked = words_shown && reasons.some(({ spans }) => spans.length);
  return h(
    verdict === "nudge" ? "section.nudge" : "section.statement",
    { "data-verdict": verdict, tabindex: -1, "aria-label": title },
    h("h3.statement-title", {}, title),
    h("p.summary", {}, summary),
    marked && markedText(reader, reasons, visible),
    reasons.length > 0 &&
      h("ol.reasons", { role: "list" }, ...reasons.map((reason) => reasonOf(reader, reason))),
    next && h("p.next", {}, next),
    ways ?? link("rules", reader.say("embed.rules"), rules_url),
  );
}

function reasonOf({ say }: Reader, { rule, number, title, public: wording, message }: Reason) {
  return h(
    "li.reason",
    { "data-rule": rule },
    title &&
      h("p.rule", {}, number !== null && h("b", {}, say("embed.writing.rule", { number })), " ", title),
    wording && h("blockquote.public", {}, wording),
    message && h("p.message", {}, message),
  );
}

function markedText({ say }: Reader, reasons: readonly Reason[], visible: string) {
  const parts = pieces(visible, reasons).map((piece) => {
    if (!piece.reasons.length) return piece.text;
    const rules = piece.reasons.flatMap(({ number }) =>
      number ? [say("embed.writing.rule", { number })] : [],
    );
    return h("mark.mark", {}, piece.text, rules.length > 0 && h("span.unseen", {}, ` (${rules.join(", ")})`));
  });
  const label = { role: "group", "aria-label": say("embed.writing.marked"), tabindex: 0, dir: "auto" };
  const box = h("div.marked-text", label, ...parts);
  requestAnimationFrame(() => {
    box.scrollTop = (box.querySelector("mark")?.offsetTop ?? 0) - 48;
  });
  return box;
}
