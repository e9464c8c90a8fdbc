/** What the browser keeps for a reader, in storage that may be full, forbidden or not there at all. */

const DATABASE = "civil-tongue";

/** One of the browser's storages, or nothing: then what is kept lasts as long as the page. */
export class Store {
  constructor(
    readonly kind: "localStorage" | "sessionStorage",
    readonly shelf: string,
  ) {}

  get(key: string): string | undefined {
    return this.#try((storage) => storage.getItem(this.shelf + key)) ?? undefined;
  }

  /** Keeps a value; undefined forgets it. */
  set(key: string, value?: string): void {
    const name = this.shelf + key;
    this.#try((storage) => (value === undefined ? storage.removeItem(name) : storage.setItem(name, value)));
  }

  /** Returns the keys that begin with a word. */
  keys(start: string): string[] {
    const keys = this.#try(Object.keys) ?? [];
    return keys
      .filter((key) => key.startsWith(this.shelf + start))
      .map((key) => key.slice(this.shelf.length));
  }

  #try<Result>(use: (storage: Storage) => Result): Result | undefined {
    try {
      return use(window[this.kind]);
    } catch {
      return undefined;
    }
  }
}

/**
 * Reads a value that all tabs share, or writes it; resolves to undefined where the browser has no database.
 *
 * A tab may see another's change to localStorage late, even after a lock was passed on, and would then use a
 * single-use token twice. Transactions of a database come one after the other in all tabs.
 */
export function shared(key: string, value?: string): Promise<string | undefined> {
  return new Promise<string | undefined>((resolve) => {
    const opening = indexedDB.open(DATABASE);
    opening.onupgradeneeded = () => opening.result.createObjectStore(DATABASE);
    opening.onerror = () => resolve(undefined);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(DATABASE, "readwrite");
      const table = transaction.objectStore(DATABASE);
      const asked: IDBRequest = value ? table.put(value, key) : table.get(key);
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(asked.result);
      };
    };
  }).catch(() => undefined);
}

/** Returns random bytes as text that may stand in an address. */
export function randomText(bytes = 24): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** Returns bytes in base64url without padding (RFC 4648, section 5). */
export function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
