/**
 * Builds the files that readers load: `node build.mjs [FOLDER]`, by default into the package.
 *
 * Chunks carry a hash of their content in their names, so that a browser may keep them for good; the loader alone has a
 * fixed name and knows the others'. The part for writing imports what it shares from the part for reading,
 * so that nothing is loaded twice and nothing waits for a third file.
 */

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { readCatalogue, wordsOf } from "./catalogue.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const embed = join(here, "../src/civiltongue/web/static/embed");
const catalogues = join(here, "../src/civiltongue/wording/catalogues");
/** What the keys begin with whose words are loaded when a reader takes part. */
const WRITING = "writing.";

/** Scripts that are written from right to left, by the language's primary tag. */
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];

const stylesheets = {
  name: "stylesheets",
  setup(task) {
    task.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), {
        loader: "css",
        minify: true,
        target: "es2022",
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** Sources write keys in full, so that they can be searched for; readers load them without what is the same in all. */
const keys = {
  name: "keys",
  setup(task) {
    task.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8").replace(/(["`])embed\.(?:writing\.)?/g, "$1");
      return { contents, loader: "ts" };
    });
  },
};

const imports = (pattern, file) => ({
  name: "shared",
  setup(task) {
    task.onResolve({ filter: pattern }, ({ kind }) =>
      kind === "import-statement" ? { path: `./${file}`, external: true } : undefined,
    );
  },
});

async function bundle(entry, { format = "esm", plugins = [], define = {} }) {
  const { outputFiles } = await build({
    entryPoints: [join(here, entry)],
    absWorkingDir: here,
    bundle: true,
    minify: true,
    format,
    define,
    plugins: [stylesheets, keys, ...plugins],
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    write: false,
  });
  return outputFiles[0].text;
}

const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 8);

function words() {
  const files = new Map();
  for (const language of readdirSync(catalogues).sort()) {
    const all = Object.entries(wordsOf(readCatalogue(join(catalogues, language, "embed.po")), language));
    const part = (writing) => all.filter(([key]) => key.startsWith(WRITING) === writing);
    const json = (entries) => `${JSON.stringify(Object.fromEntries(entries))}\n`;
    const later = part(true).map(([key, wording]) => [key.slice(WRITING.length), wording]);
    files.set(`words.${language}.json`, json(part(false)));
    files.set(`words.${language}.writing.json`, json(later));
    if (new Set([...part(false), ...later].map(([key]) => key)).size < all.length)
      throw new Error(`${language}: a key stands both in embed. and in embed.writing.`);
  }
  return files;
}

async function main(folder) {
  const files = words();
  const version = hash([...files.values()].join(""));
  const languages = readdirSync(catalogues).sort();

  const reading = await bundle("src/reading/index.ts", {});
  const readingFile = `reading-${hash(reading)}.js`;
  const writing = await bundle("src/writing/index.ts", {
    plugins: [imports(/^\.\.\/reading$/, readingFile)],
  });
  const writingFile = `writing-${hash(writing)}.js`;
  const loader = await bundle("src/loader.ts", {
    format: "iife",
    define: {
      READING_FILE: JSON.stringify(readingFile),
      WRITING_FILE: JSON.stringify(writingFile),
      WORDS_VERSION: JSON.stringify(version),
      LANGUAGES: JSON.stringify(languages),
      RIGHT_TO_LEFT: JSON.stringify(RIGHT_TO_LEFT.filter((language) => languages.includes(language))),
    },
  });
  files.set(readingFile, reading).set(writingFile, writing).set("civiltongue.js", loader);

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}

await main(process.argv[2] ?? embed);
