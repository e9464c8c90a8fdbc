// Sign a publisher's own reader in to the embed, on the publisher's word, without a window and without a press.
//
// <script src="https://comments.example/host/account.js" data-site="lantern" data-token="…" async></script>
//
// `data-token` is a signed token, `data-disqus` a payload made for Disqus. Either one empty means: nobody is
// signed in at the publication, and whom this script signed in before is signed out.
(() => {
  const script = document.currentScript;
  const { site, token, disqus } = script.dataset;
  const server = new URL("/", script.src).href;
  const shelf = `civil-tongue ${server}embed/ ${site} `;
  const kept = `${shelf}session`;
  const mark = `civil-tongue-account ${server} ${site}`;
  const database = "civil-tongue";

  /** Keeps the renewing token where the embed looks for it: in a database that all tabs share. */
  const share = (value) =>
    new Promise((resolve) => {
      const opening = indexedDB.open(database);
      opening.onupgradeneeded = () => opening.result.createObjectStore(database);
      opening.onerror = resolve;
      opening.onsuccess = () => {
        const transaction = opening.result.transaction(database, "readwrite");
        transaction.objectStore(database).put(value, shelf);
        transaction.oncomplete = () => {
          opening.result.close();
          resolve();
        };
        transaction.onabort = transaction.oncomplete;
      };
    });

  const base64url = (bytes) =>
    btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=/g, "");

  const send = async (path, body) => {
    const answer = await fetch(`${server}api/v1/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const found = await answer.json();
    if (!answer.ok) throw new Error(`${found.error.code}: ${found.error.message} ${found.error.hint}`);
    return found;
  };

  /** Returns whom a word is about, unchecked: only to see whether it is somebody else than last time. */
  const subject = (part, name) => {
    try {
      const text = atob(part.replace(/-/g, "+").replace(/_/g, "/"));
      return String(JSON.parse(text)[name] ?? "");
    } catch {
      return "";
    }
  };

  const whom = () =>
    token ? subject(token.split(".")[1] ?? "", "sub") : subject((disqus ?? "").split(" ")[0], "id");

  const redraw = () => {
    for (const embed of document.querySelectorAll("civil-tongue")) {
      if (embed.getAttribute("site") === site) embed.setAttribute("site", site);
    }
  };

  /** Waits until no tab renews a session: what it keeps when it is done would take the place of ours. */
  const alone = (name, work) => navigator.locks?.request(name, work) ?? work();

  const keep = async (refresh) => {
    await share(refresh);
    localStorage.setItem(kept, refresh);
  };

  const signIn = async () => {
    const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
    const { handover } = await send(`sites/${encodeURIComponent(site)}/handovers`, {
      challenge: base64url(new Uint8Array(hash)),
    });
    await send(`handovers/${handover}/sign-in`, token ? { token } : { disqus });
    const { session } = await send(`handovers/${handover}/redeem`, { verifier });
    await alone(shelf, () => keep(session.refresh));
  };

  const follow = async () => {
    const about = whom();
    const before = localStorage.getItem(mark) ?? "";
    if (about && (about !== before || !localStorage.getItem(kept))) {
      await signIn();
      localStorage.setItem(mark, about);
      redraw();
    } else if (!about && before) {
      await alone(shelf, () => localStorage.removeItem(kept));
      localStorage.removeItem(mark);
      redraw();
    }
  };

  const fail = (error) => console.error(`Civil Tongue: nobody was signed in. ${error.message}`);
  // One tab at a time: a word is taken once.
  Promise.resolve(alone(mark, follow)).catch(fail);
})();
