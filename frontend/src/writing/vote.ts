/** A reader recommends a comment, or no longer. */

import { fill, find, put, type Refusal, type Row } from "./kit";
import type { Reader } from "./reader";
import { signIn } from "./sign-in";

/** Gives a vote or takes it back; who is not signed in does that first. */
export async function vote(reader: Reader, row: Row): Promise<void> {
  const { session, view, voted } = reader;
  const { id } = row.comment;
  if (!session.signedIn && !(await signIn(reader, row.place))) return;
  try {
    const recommended = !voted.has(id);
    const url = view.api("comments", id, "vote");
    const { body } = await session.call<{ votes: number | null }>(url, "POST", { recommended });
    if (recommended) voted.add(id);
    else voted.delete(id);
    row.comment = { ...row.comment, votes: body.votes };
    put(row.place);
    fill(view, row);
    find(row.controls, "vote")?.focus();
  } catch (error) {
    put(row.place, reader.failure(error as Refusal));
  }
}
