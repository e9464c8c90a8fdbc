// Show the forms that need a passkey where the browser has them, and let it make or show one when they are sent.
const forms = document.querySelectorAll("form[data-passkey]");
for (const form of globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON ? forms : []) {
  const { credential } = form.elements;
  form.hidden = false;
  form.closest("[data-passkeys]")?.removeAttribute("hidden");
  form.addEventListener("submit", async (event) => {
    if (credential.value) return;
    event.preventDefault();
    const trouble = form.querySelector("[role=alert]");
    trouble.hidden = true;
    try {
      const options = JSON.parse(form.dataset.options);
      const made =
        form.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      credential.value = JSON.stringify(made.toJSON());
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
}
