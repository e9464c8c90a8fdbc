/** Asks the server, and turns every way to fail into one kind of error. */

/** The server, or the connection, said no. `code` is the server's, or `offline`. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly status = 0,
    message = "",
    readonly hint = "",
    /** Seconds to wait before asking again; 0 where nothing was said. */
    readonly wait = 0,
  ) {
    super(message);
  }
}

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

const PATIENCE = 30_000;

/** Sends a request and reads the JSON of its answer. Rejects with a Refusal, and with nothing else. */
export async function request<Body>(
  url: string,
  method = "GET",
  data?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<Body>> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, {
      method,
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE),
      headers: data === undefined ? headers : { "content-type": "application/json", ...headers },
      ...(data !== undefined && { body: JSON.stringify(data) }),
    });
    const text = await response.text();
    body = text.startsWith("{") ? JSON.parse(text) : {};
  } catch {
    throw new Refusal("offline");
  }
  if (response.ok) return { status: response.status, body: body as Body };
  const { error } = body as { error?: { code?: string; message?: string; hint?: string } };
  const wait = Number(response.headers.get("retry-after")) || 0;
  throw new Refusal(error?.code ?? "unavailable", response.status, error?.message, error?.hint, wait);
}
