/** Counts words as the server does, so that the count while typing is the count that is judged. */

const LETTER_OR_DIGIT = /[\p{L}\p{Nd}]/u;
/** Full stops and colons part words, unless they stand in a number. */
const PARTING = /[.:](?=[\p{L}\p{Nl}\p{No}])/gu;
/**
 * Scripts without spaces (from Thai to Khmer, kana and Han) are parted by dictionaries, of which no two browsers have
 * the same: the count is an estimate. The ranges hold a few neighbours as well, for which to ask does no harm.
 */
const BY_DICTIONARY = /[\u0e00-\u109f\u1780-\u17ff\u3040-\u9fff]/;

/**
 * Returns the number of words in a text: segments of UAX #29 with at least one letter or decimal digit.
 *
 * A browser without `Intl.Segmenter` does not count (0); the server's count is the one that rules.
 */
export function countWords(text: string): number {
  if (!Intl.Segmenter) return 0;
  const segments = new Intl.Segmenter("en", { granularity: "word" }).segment(text.replace(PARTING, " "));
  return [...segments].filter(({ segment }) => LETTER_OR_DIGIT.test(segment)).length;
}

/** Returns roughly what readers will see of a Markdown source: without the targets of links and the marks of emphasis. */
export function seen(source: string): string {
  return source.replace(/\]\([^()\s]*\)/g, "]").replace(/[*`~]+/g, "");
}

/** Whether only the server can count the words of a text for certain. */
export function isEstimate(text: string): boolean {
  return BY_DICTIONARY.test(text);
}
