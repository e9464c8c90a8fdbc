/** A reader reports a comment and says which of the site's rules it breaks. */

import type { PublicRule } from "../contract";
import { button, find, h, put, type Refusal, type Row, request, rest } from "./kit";
import type { Reader } from "./reader";
import { signIn } from "./sign-in";

/** Opens the form below a comment. */
export async function openReport(reader: Reader, row: Row): Promise<void> {
  const { view } = reader;
  const { place } = row;
  try {
    const url = view.api("sites", view.site, "rules");
    put(place, formOf(reader, row, (await request<{ rules: readonly PublicRule[] }>(url)).body.rules));
    place.querySelector("input")?.focus();
  } catch (error) {
    put(place, reader.failure(error as Refusal));
  }
}

function formOf(reader: Reader, row: Row, rules: readonly PublicRule[]): HTMLFormElement {
  const { say, session, view } = reader;
  const { comment, controls, element, place } = row;
  const failure = reader.failure();
  const gate = h("div.gate");
  const send = h("button.send-report.primary", {}, say("embed.writing.send-report"));
  const note = h("textarea.field", { rows: 2, dir: "auto", maxlength: 1000 });
  const choices = rules.map(({ id, number, title }) =>
    h(
      "label.choice",
      {},
      h("input", { type: "radio", name: "rule", value: id }),
      h("span", {}, h("b", {}, say("embed.writing.rule", { number })), " ", title),
    ),
  );
  const close = () => {
    put(place);
    find(controls, "report")?.focus();
  };
  const report = async () => {
    const rule = form.querySelector<HTMLInputElement>("input:checked")?.value;
    if (!rule) {
      failure.textContent = say("embed.writing.rule-missing");
      form.querySelector("input")?.focus();
      return;
    }
    if (!session.signedIn && !(await signIn(reader, gate))) return;
    send.disabled = true;
    try {
      await session.call(view.api("comments", comment.id, "reports"), "POST", {
        rule,
        text: note.value.trim(),
      });
      reader.reported.add(comment.id);
      put(place);
      reader.redraw();
      view.announce(say("embed.writing.report-thanks"));
      element.focus();
    } catch (error) {
      const refusal = error as Refusal;
      failure.textContent = view.explain(refusal);
      rest(send, refusal.wait);
    }
  };
  const form = h(
    "form.report-form",
    {
      submit: (event) => {
        event.preventDefault();
        void report();
      },
    },
    h("fieldset", {}, h("legend", {}, say("embed.writing.report-which")), ...choices),
    h("label.label", {}, say("embed.writing.report-text"), note),
    failure,
    gate,
    h("div.controls", {}, send, button("cancel", say("embed.writing.cancel"), close)),
  );
  return form;
}
