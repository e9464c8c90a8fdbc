/** The words that readers see, in the language of the page or the nearest that there is. */

export type Values = Readonly<Record<string, string | number>>;

type Words = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Which words: those for reading, or those for taking part. */
export type Shelf = "" | ".writing";

export interface Speech {
  /** The language of the words. */
  readonly language: string;
  /** The language that dates and numbers are written in: the page's own, with its region. */
  readonly locale: string;
  readonly direction: "ltr" | "rtl";
  /** Returns the wording of a key. A wording with plural forms is chosen by `count`. */
  say(key: string, values?: Values): string;
  /** Fetches the words of another shelf. */
  learn(shelf: Shelf): Promise<void>;
}

/** Returns the language that an element is written in, as its own or an ancestor's `lang` says. */
export function languageOf(element: Element): string {
  return element.closest("[lang]")?.getAttribute("lang") || "en";
}

/** Fetches the words for reading. Rejects where the server cannot be reached. */
export async function speech(assets: string, wanted: string): Promise<Speech> {
  const primary = wanted.split("-")[0] ?? "";
  const language = [wanted, primary].find((tag) => LANGUAGES.includes(tag)) ?? "en";
  const locale = language === primary ? wanted : language;
  const plural = new Intl.PluralRules(locale);
  const words: Record<string, Words[string]> = {};

  const spoken: Speech = {
    language,
    locale,
    direction: RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr",
    say(key, values = {}) {
      const entry = words[key] ?? key;
      const wording =
        typeof entry === "string" ? entry : (entry[plural.select(Number(values.count))] ?? entry.other);
      return String(wording).replace(/\{(\w+)\}/g, (_, name) => (values[name] ?? "").toLocaleString(locale));
    },
    async learn(shelf) {
      const answer = await fetch(`${assets}words.${language}${shelf}.json?v=${WORDS_VERSION}`, {
        credentials: "omit",
      });
      if (!answer.ok) throw new Error(`${answer.status}`);
      Object.assign(words, await answer.json());
    },
  };
  await spoken.learn("");
  return spoken;
}
