/** Parts a text where the words that broke a rule begin and end. */

import type { Span } from "../contract";

interface Spanning {
  readonly spans: readonly Span[];
}

export interface Piece<Reason> {
  readonly text: string;
  /** Which reasons the words stand for; none for words that broke nothing. */
  readonly reasons: readonly Reason[];
}

/** Returns the pieces of a text in order. Spans count code points, not UTF-16 units, and may overlap. */
export function pieces<Reason extends Spanning>(text: string, reasons: readonly Reason[]): Piece<Reason>[] {
  const points = Array.from(text);
  const ends = reasons.flatMap(({ spans }) => spans.flatMap(({ start, end }) => [start, end]));
  const inside = ends.filter((end) => end > 0 && end < points.length);
  const cuts = [...new Set([0, ...inside, points.length])].sort((one, other) => one - other);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? 0;
    return {
      text: points.slice(start, end).join(""),
      reasons: reasons.filter(({ spans }) => spans.some((span) => span.start < end && start < span.end)),
    };
  });
}
