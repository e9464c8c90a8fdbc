/** What the server says and takes, as JSON; described in full by its OpenAPI document. */

export interface Site {
  readonly name: string;
  readonly publication: string;
  readonly policy: string;
  readonly word_limit: number | null;
  readonly edit_minutes: number;
  readonly guests: boolean;
  readonly votes: "none" | "hidden" | "shown";
  readonly rules_url: string | null;
  readonly terms_url: string | null;
  readonly privacy_url: string | null;
  readonly consent: string;
}

export interface Thread {
  readonly id: string | null;
  readonly state: "open" | "closed";
  readonly count: number;
  readonly version: number;
  readonly page_url: string | null;
  readonly feeds: { readonly atom: string; readonly json: string } | null;
}

/** What a page says of its story; with a signature, the server believes who it is by and about. */
export interface Story {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly author: string;
  readonly people: readonly string[];
  readonly signature: string;
}

export interface Comment {
  readonly id: string;
  readonly parent: string | null;
  readonly depth: number;
  readonly state: "published" | "removed";
  readonly author: { readonly id: string; readonly name: string; readonly badges: readonly Badge[] } | null;
  readonly html: string | null;
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly permalink: string | null;
  /** How many readers recommend it, where that is shown. */
  readonly votes: number | null;
}

export type Badge = "staff" | "author" | "withheld";

export type Order = "oldest" | "newest" | "recommended";

export interface ThreadPage {
  readonly site: Site;
  readonly thread: Thread;
  readonly order: Order;
  readonly page: number;
  readonly pages: number;
  readonly comments: readonly Comment[];
}

/** A range of code points in the visible text, half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Reason {
  readonly rule: string;
  readonly number: number | null;
  readonly title: string;
  readonly public: string;
  readonly message: string;
  readonly spans: readonly Span[];
}

export interface Statement {
  readonly verdict: "nudge" | "hold" | "reject";
  readonly title: string;
  readonly summary: string;
  readonly words_shown: boolean;
  readonly reasons: readonly Reason[];
  readonly next: string;
  readonly rules_url: string | null;
}

/** A comment as its own author sees it. */
export interface Mine {
  readonly id: string;
  readonly thread: string;
  readonly parent: string | null;
  readonly state: "held" | "rejected" | "withdrawn" | "published";
  readonly html: string;
  readonly visible: string;
  readonly source: string;
  readonly created_at: string;
  readonly editable_until: string | null;
  readonly permitted: readonly ("edit" | "withdraw")[];
  /** Where the comment is read by everybody, or else by its author, who can appeal there. */
  readonly permalink: string;
  readonly statement: Statement | null;
}

export interface Me {
  readonly author: {
    readonly id: string;
    readonly name: string;
    readonly verified: boolean;
    readonly staff: boolean;
  };
  readonly suspended: { readonly until: string | null; readonly reason: string } | null;
  readonly can_post: boolean;
  readonly comments: readonly Mine[];
  readonly reported: readonly string[];
  readonly voted: readonly string[];
}

export interface Tokens {
  readonly access: string;
  readonly access_expires_at: string;
  readonly refresh: string;
}

export type Outcome = { readonly session?: Tokens } & (
  | { readonly outcome: "published"; readonly comment: Mine }
  | { readonly outcome: "held"; readonly comment: Mine; readonly statement: Statement }
  | {
      readonly outcome: "nudged";
      readonly insist: string;
      readonly visible: string;
      readonly statement: Statement;
    }
  | {
      readonly outcome: "rejected";
      readonly comment: Mine;
      readonly visible: string;
      readonly statement: Statement;
    }
);

export interface PublicRule {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly public: string;
}

export interface HandOver {
  readonly handover: string;
  readonly code: string;
  readonly sign_in_url: string;
  readonly expires_at: string;
}
