/**
 * Builds the files that readers load, and the desk's scripts: `node build.mjs [FOLDER DESK]`, by default into the package.
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
const desk = join(here, "../src/civiltongue/web/static/desk");
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

/** Names of our own that neither the server nor the browser knows; they are shortened alike in all three scripts. */
const OWN =
  `account announce assets compose composer controls drafts dress element ended explain failure footer heading
  languageOf learn mine own parts place redraw renew resume root rowOf say shelf showAccount signedIn speech
  takePart tools writing`.split(/\s+/);
const contract = readFileSync(join(here, "src/contract.ts"), "utf8");
for (const name of OWN)
  if (new RegExp(`readonly ${name}\\b`).test(contract))
    throw new Error(`${name}: the server knows this name`);
const shortened = {};

const imports = (pattern, file) => ({
  name: "shared",
  setup(task) {
    task.onResolve({ filter: pattern }, ({ kind }) =>
      kind === "import-statement" ? { path: `./${file}`, external: true } : undefined,
    );
  },
});

async function bundle(entry, { format = "esm", plugins = [], define = {} }) {
  const { outputFiles, mangleCache } = await build({
    entryPoints: [join(here, entry)],
    absWorkingDir: here,
    bundle: true,
    minify: true,
    format,
    define,
    mangleProps: new RegExp(`^(${OWN.join("|")})$`),
    mangleCache: shortened,
    plugins: [stylesheets, keys, ...plugins],
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    write: false,
  });
  Object.assign(shortened, mangleCache);
  return outputFiles[0].text;
}

/** Returns a short name for each that the part for reading shares with the part for writing. */
function exportsOf(script) {
  const names = script
    .match(/export\{(.*?)\}/)[1]
    .split(",")
    .map((pair) => pair.split(" as ").pop());
  return new Map(
    names.filter((name) => name !== "mount").map((name, place) => [name, String.fromCharCode(97 + place)]),
  );
}

/** Shortens shared names in a list of exports or imports; `side` is where in "name as other" they stand. */
const renamed = (script, list, names, side) =>
  script.replace(list, (all, pairs) => {
    const shorter = pairs.split(",").map((pair) => {
      const sides = pair.split(" as ");
      const shared = sides[side] ?? sides[0];
      const own = sides[1 - side] ?? sides[0];
      const name = names.get(shared) ?? shared;
      return name === own ? name : (side ? [own, name] : [name, own]).join(" as ");
    });
    return all.replace(pairs, shorter.join(","));
  });

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

async function main(folder, deskFolder) {
  const files = words();
  const version = hash([...files.values()].join(""));
  const languages = readdirSync(catalogues).sort();

  const whole = await bundle("src/reading/index.ts", {});
  const exported = exportsOf(whole);
  const reading = renamed(whole, /export\{(.*?)\}/, exported, 1);
  const readingFile = `reading-${hash(reading)}.js`;
  const taking = await bundle("src/writing/index.ts", {
    plugins: [imports(/^\.\.\/reading$/, readingFile)],
  });
  const writing = renamed(taking, /import\{(.*?)\}/, exported, 0);
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
  mkdirSync(deskFolder, { recursive: true });
  writeFileSync(join(deskFolder, "desk.js"), await bundle("src/desk/index.ts", {}));
  writeFileSync(join(deskFolder, "early.js"), await bundle("src/desk/early.ts", { format: "iife" }));
}

await main(process.argv[2] ?? embed, process.argv[3] ?? desk);
