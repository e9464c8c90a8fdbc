/** A text that is not posted yet, kept by the browser so that nothing that was written is lost. */

import type { Mine } from "../contract";
import type { Reader } from "./reader";
import { randomText } from "./store";

export interface Draft {
  /** Names the case: all attempts at one comment carry the same id. */
  readonly id: string;
  readonly text: string;
  readonly name: string;
  /** The refused comment that this text was or is, as it stands on the record. */
  readonly case: string | undefined;
  write(text: string, name: string): void;
  /** Returns the idempotency key of a request: the same for the same body, so that trying again never posts twice. */
  keyOf(body: object): string;
  /** Notes that the last attempt was refused and stands on the record under an id. */
  refused(comment: string): void;
  end(): void;
}

interface Kept {
  readonly id: string;
  readonly text: string;
  readonly name: string;
  readonly sent?: string;
  readonly key?: string;
  readonly refused?: string;
}

/** Returns the draft for a new comment, a reply (`parent` is its id) or another wording of a comment. */
export function draftOf(reader: Reader, parent: string, edited?: Mine): Draft {
  const { drafts } = reader;
  const place = placeOf(reader) + (edited ? `edit ${edited.id}` : `new ${parent}`);
  const found = drafts.get(place);
  let kept: Kept = found ? JSON.parse(found) : { id: randomText(), text: edited?.source ?? "", name: "" };
  const save = (change: Partial<Kept>) => {
    kept = { ...kept, ...change };
    drafts.set(place, JSON.stringify(kept));
  };
  return {
    id: kept.id,
    text: kept.text,
    name: kept.name,
    case: kept.refused,
    write(text, name) {
      if (text === (edited?.source ?? "") && !kept.refused) drafts.set(place);
      else save({ text, name });
    },
    keyOf(body) {
      const sent = JSON.stringify(body);
      if (kept.sent !== sent || !kept.key) save({ sent, key: randomText() });
      return kept.key as string;
    },
    refused: (comment) => save({ refused: comment }),
    end: () => drafts.set(place),
  };
}

/** Returns what the new comments and replies with a draft answer: comments' ids, or "" for the story itself. */
export function draftsKept(reader: Reader): string[] {
  const start = `${placeOf(reader)}new `;
  return reader.drafts.keys(start).map((key) => key.slice(start.length));
}

/** Ends the drafts of a refused comment that came to an end in another way. */
export function forgetRefused({ drafts }: Reader, comment: string): void {
  for (const key of drafts.keys("draft ")) {
    if ((JSON.parse(drafts.get(key) ?? "{}") as Partial<Kept>).refused === comment) drafts.set(key);
  }
}

function placeOf({ view }: Reader): string {
  return `draft ${view.story.id || view.story.url} `;
}
