/** What the build fills in, and what it makes of style sheets. */

declare const READING_FILE: string;
declare const WRITING_FILE: string;
declare const WORDS_VERSION: string;
declare const LANGUAGES: readonly string[];
declare const RIGHT_TO_LEFT: readonly string[];

declare module "*.css" {
  const text: string;
  export default text;
}

interface Window {
  /** https://www.w3.org/TR/trusted-types/; TypeScript's own library does not have it yet. */
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createHTML(html: string): string },
    ): { createHTML(html: string): string };
  };
}
