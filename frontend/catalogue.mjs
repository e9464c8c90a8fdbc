/** Reads a gettext catalogue and turns it into the words that the embed loads. */

import { readFileSync } from "node:fs";

/** Returns the entries of a PO file by key, each with the text of its forms, and the header's fields. */
export function readCatalogue(path) {
  const entries = [];
  let entry = {};
  let field = "";
  for (const line of `${readFileSync(path, "utf8")}\n\n`.split("\n")) {
    const [, keyword, quoted] = line.match(/^(?:(msg\w+(?:\[\d\])?)\s+)?(".*")$/) ?? [];
    if (keyword === "msgid" || !line.trim()) {
      if (entry.msgid !== undefined) entries.push(entry);
      entry = {};
    }
    if (keyword) {
      field = keyword;
      entry[field] = "";
    }
    if (quoted) entry[field] += JSON.parse(quoted);
  }
  return entries;
}

/**
 * Returns the wordings by key, without the name of the domain.
 *
 * Gettext numbers a language's plural forms by an expression of its own; browsers name them (`one`, `few`, `other`).
 * The numbers are given their names by trying both on the counts from 0 to 1000.
 */
export function wordsOf(entries, language) {
  const header = entries.find(({ msgid }) => msgid === "")?.msgstr ?? "";
  const expression = header.match(/plural=([^;\n]+)/)?.[1] ?? "0";
  const form = new Function("n", `return Number(${expression})`);
  const rules = new Intl.PluralRules(language);
  const names = new Map();
  for (let count = 1000; count >= 0; count -= 1) names.set(rules.select(count), form(count));
  const words = {};
  for (const entry of entries.filter(({ msgid }) => msgid.startsWith("embed."))) {
    const forms = [...names].sort().map(([name, number]) => [name, entry[`msgstr[${number}]`]]);
    words[entry.msgid.slice("embed.".length)] = entry.msgstr ?? Object.fromEntries(forms);
  }
  return words;
}
