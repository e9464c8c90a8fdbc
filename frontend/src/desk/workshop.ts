/** The policy workshop: the problems of a draft as one types, and how far a run is. */

/** How long one must have paused before the draft is checked, in milliseconds. */
const PAUSE = 600;
/** How often a run is asked how far it is, in milliseconds. */
const ASKED = 1500;

interface Progress {
  readonly done: number;
  readonly total: number;
  readonly running: boolean;
}

/** Check a draft whenever its editor pauses, and lead from each problem to its line. */
export function checkAsOneTypes(form: HTMLFormElement): void {
  const draft = form.querySelector<HTMLTextAreaElement>("#draft");
  const problems = form.querySelector<HTMLElement>("#problems");
  if (!draft || !problems) return;
  let timer = 0;
  let asked = 0;

  async function check(): Promise<void> {
    asked += 1;
    const mine = asked;
    const fields = new URLSearchParams({ draft: draft?.value ?? "" });
    fields.set("form", form.querySelector<HTMLInputElement>("[name=form]")?.value ?? "");
    const answer = await fetch(form.dataset.workshop ?? "", { method: "POST", body: fields });
    if (!answer.ok || mine !== asked || !problems) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    problems.replaceChildren(...page.body.childNodes);
  }

  draft.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void check(), PAUSE);
  });
  problems.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLElement>("[data-line]");
    if (!link) return;
    event.preventDefault();
    goTo(draft, Number(link.dataset.line), Number(link.dataset.column));
  });
}

function goTo(draft: HTMLTextAreaElement, line: number, column: number): void {
  const before = draft.value.split("\n").slice(0, line - 1);
  const start = before.reduce((length, each) => length + each.length + 1, 0);
  const rest = draft.value.slice(start).split("\n", 1)[0] ?? "";
  draft.focus();
  draft.setSelectionRange(start + Math.min(column - 1, rest.length), start + rest.length);
  const height = draft.scrollHeight / draft.value.split("\n").length;
  draft.scrollTop = Math.max(0, (line - 5) * height);
}

/** Show how far a run is, and load its result once it ends. */
export function watchRun(shown: HTMLElement): void {
  const bar = shown.querySelector("progress");
  const count = shown.querySelector("[data-count]");

  async function ask(): Promise<void> {
    const answer = await fetch(shown.dataset.run ?? "");
    if (!answer.ok) return;
    const told: Progress = await answer.json();
    if (!told.running) location.reload();
    if (bar) {
      bar.max = told.total || 1;
      bar.value = told.done;
    }
    if (count) count.textContent = `${told.done.toLocaleString()} / ${told.total.toLocaleString()}`;
  }

  window.setInterval(() => void ask(), ASKED);
}
