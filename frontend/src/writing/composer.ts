/** Where a reader writes: a new comment, a reply, or another wording of a comment. */

import type { Mine, Outcome } from "../contract";
import { countWords, isEstimate, seen } from "./count";
import { draftOf } from "./draft";
import { button, find, h, link, put, type Refusal, type Row, request, rest } from "./kit";
import type { Reader } from "./reader";
import { signIn } from "./sign-in";
import { statementOf } from "./statement";

/** What a composer is for, and where it opens. */
export interface Task {
  readonly place: HTMLElement;
  readonly label: string;
  readonly parent?: Row;
  readonly edited?: Mine;
  /** Called with what became of the comment, or without where the reader gave up. */
  readonly done: (comment?: Mine) => void;
}

const SHOWN_FROM = 0.9;
const QUIET = 1000;

/** Opens a composer, or goes to the one that is open there. */
export function openComposer(reader: Reader, task: Task, focus = true): void {
  const field = () => task.place.querySelector<HTMLElement>("[data-ct=composer] textarea");
  if (!field()) put(task.place, composer(reader, task));
  if (focus) field()?.focus();
}

function composer(reader: Reader, { label, parent, edited, done }: Task): HTMLFormElement {
  const { say, session, view } = reader;
  const draft = draftOf(reader, parent?.comment.id ?? "", edited);
  const field = h("textarea.field", { rows: 4, dir: "auto" });
  const name = h("input.name", { autocomplete: "nickname", maxlength: 80, dir: "auto" });
  const signature = h("label.signature", {}, say("embed.writing.name"), name);
  const counted = h("p.word-count");
  const verdict = h("div.verdict");
  const failure = reader.failure();
  const gate = h("div.gate");
  const consent = h("p.consent");
  const post = h("button.post.primary");
  const cancel = button("cancel", say("embed.writing.cancel"), () => done());
  const form = h(
    "form.composer",
    {
      "aria-label": label,
      "data-edits": edited?.id,
      "data-case": draft.case,
      submit: (event) => {
        event.preventDefault();
        void submit();
      },
      keydown: (event) => {
        const { key, ctrlKey, metaKey } = event as KeyboardEvent;
        if (key === "Enter" && (ctrlKey || metaKey)) form.requestSubmit();
      },
      input: () => {
        draft.write(field.value, name.value);
        failure.textContent = "";
        for (const input of [field, name]) input.removeAttribute("aria-invalid");
        offer();
        measure();
        clearTimeout(timer);
        timer = setTimeout(tell, QUIET);
      },
    },
    verdict,
    signature,
    h("label.label", {}, label, field),
    counted,
    consent,
    failure,
    gate,
    h("div.controls", {}, post, cancel),
  );
  let nudged: string | undefined;
  let timer = 0;
  /** What the server counted, and in which text. */
  let counts = { text: "", words: 0 };
  field.value = draft.text;
  name.value = draft.name;

  /** Writes what depends on who is reading and on the rules in force. */
  const furnish = () => {
    const { site } = view.page;
    const mayPost = session.signedIn || site.guests;
    signature.hidden = session.signedIn || !site.guests;
    const verb = edited ? "embed.writing.save" : "embed.writing.post";
    post.textContent = say(mayPost ? verb : "embed.writing.sign-in-to-post");
    put(consent, site.consent);
    const links = [
      link("rules", say("embed.rules"), site.rules_url),
      link("terms", say("embed.writing.terms"), site.terms_url),
      link("privacy", say("embed.writing.privacy"), site.privacy_url),
    ];
    consent.append(...links.flatMap((entry, place) => (entry ? [place ? " · " : " ", entry] : [])));
    return mayPost;
  };

  /** Shows the word count near the limit, and returns whether the text is over it. */
  const measure = () => {
    const limit = view.page.site.word_limit ?? Number.POSITIVE_INFINITY;
    const text = seen(field.value);
    const known = counts.text === field.value;
    // No text has more words than characters, so that a short one need not be counted at each key.
    const count = known ? counts.words : text.length > limit * SHOWN_FROM ? countWords(text) : 0;
    const over = count > limit && (known || !isEstimate(text));
    const values = { count, limit, excess: count - limit };
    counted.hidden = count < limit * SHOWN_FROM;
    counted.dataset.over = `${over}`;
    counted.textContent = say(over ? "embed.writing.over" : "embed.writing.words", values);
    return over;
  };

  /** Says the count near the limit, once the reader pauses. */
  const tell = async () => {
    const text = field.value;
    if (counted.hidden) return;
    if (isEstimate(text)) {
      const url = view.api("sites", view.site, "words");
      const answer = await request<{ words: number }>(url, "POST", { text }).catch(() => null);
      if (answer) counts = { text, ...answer.body };
      measure();
    }
    view.announce(counted.textContent ?? "");
  };

  const refuse = (text: string, where: HTMLElement = field) => {
    failure.textContent = text;
    where.setAttribute("aria-invalid", "true");
    where.focus();
  };

  const busy = (on: boolean) => {
    form.setAttribute("aria-busy", `${on}`);
    field.readOnly = on;
    for (const control of form.querySelectorAll("button")) control.disabled = on;
  };

  /** After a nudge there are two ways on; the token to insist with is for the text that was nudged, and for no other. */
  const offer = () => {
    const insist = find(verdict, "post-anyway");
    post.hidden = Boolean(insist) && field.value.trim() === nudged;
    if (insist) insist.hidden = !post.hidden;
  };

  /** Goes to the words in question, where the source has them as readers would see them. */
  const change = () => {
    const words = verdict.querySelector("mark")?.firstChild?.textContent ?? "";
    const start = field.value.indexOf(words);
    field.focus();
    if (words && start >= 0) field.setSelectionRange(start, start + words.length);
  };

  const settle = (outcome: Outcome, text: string) => {
    if (outcome.outcome === "published" || outcome.outcome === "held") {
      draft.end();
      done(outcome.comment);
      return;
    }
    let ways: HTMLElement | undefined;
    if (outcome.outcome === "nudged") {
      nudged = text;
      ways = h(
        "div.controls",
        {},
        button("change.primary", say("embed.writing.change"), change),
        button("post-anyway", say("embed.writing.post-anyway"), () => send(outcome.insist)),
      );
    } else {
      const { id } = outcome.comment;
      reader.mine.set(id, outcome.comment);
      draft.refused(id);
      form.dataset.case = id;
    }
    const statement = statementOf(reader, outcome.statement, outcome.visible, ways);
    put(verdict, statement);
    offer();
    statement.focus();
  };

  const send = async (insist?: string) => {
    const text = field.value.trim();
    const body = {
      ...(!edited && { story: view.story, parent: parent?.comment.id ?? null }),
      ...(!edited && !session.signedIn && { name: name.value.trim() }),
      text,
      draft: draft.id,
      consent: view.page.site.policy,
      ...(insist && { insist }),
    };
    const url = edited ? view.api("comments", edited.id) : view.api("sites", view.site, "comments");
    busy(true);
    try {
      const answer = await session.call<Outcome>(url, edited ? "PATCH" : "POST", body, draft.keyOf(body));
      if (answer.body.session) {
        await session.keep(answer.body.session);
        await reader.load();
      }
      busy(false);
      settle(answer.body, text);
    } catch (error) {
      busy(false);
      await explain(error as Refusal);
    }
  };

  const explain = async (refusal: Refusal) => {
    const { code, wait } = refusal;
    // A policy that was adopted meanwhile: fetch the rules in force before asking for consent to them again.
    if (code === "consent-missing") await view.renew();
    furnish();
    refuse(view.explain(refusal), code === "name-taken" ? name : field);
    rest(post, wait, () => {
      failure.textContent = say("embed.writing.again-now");
    });
  };

  const submit = async () => {
    failure.textContent = "";
    if (!field.value.trim()) refuse(say("embed.writing.empty"));
    else if (measure()) refuse(counted.textContent ?? "");
    else if (!signature.hidden && !name.value.trim()) refuse(say("embed.writing.name-missing"), name);
    else if (furnish()) await send();
    else if (await signIn(reader, gate)) post.focus();
  };

  view.root.addEventListener("civil-tongue-redraw", furnish, { signal: view.ended });
  furnish();
  measure();
  const refused = reader.mine.get(draft.case ?? "");
  if (refused?.statement) verdict.append(statementOf(reader, refused.statement, refused.visible));
  return form;
}
