// Passkeys, for forms with data-passkey="create" or "get". Everything else about signing in works without this file.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** What the server wants, with bytes where the browser wants bytes. */
async function options(form) {
  const headers = { "X-CSRF-Token": form.elements.csrf?.value ?? "" };
  const answer = await fetch(form.dataset.challenge, { method: "POST", headers, credentials: "same-origin" });
  if (answer.status === 403 && form.dataset.passkey === "create") {
    location.assign(`/account/prove?next=${encodeURIComponent(location.pathname)}`); // a proof is wanted first
    return null;
  }
  if (!answer.ok) throw new Error(String(answer.status));
  const wanted = await answer.json();
  wanted.challenge = bytes(wanted.challenge);
  if (wanted.user) wanted.user.id = bytes(wanted.user.id);
  for (const known of [...(wanted.excludeCredentials ?? []), ...(wanted.allowCredentials ?? [])]) known.id = bytes(known.id);
  return wanted;
}

/** What the device said, as the server reads it. */
function told(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} });
}

async function ask(form) {
  const publicKey = await options(form);
  if (!publicKey) return;
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
  form.elements.credential.value = told(credential);
  form.submit();
}

const KNOWN = {
  InvalidStateError: _("This device has a passkey for you already."),
  NotAllowedError: _("Nothing was done: it was stopped, or took too long."),
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.closest("[data-passkey-place]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = form.querySelector("[data-passkey-told]");
    const name = form.querySelector("input[name=name]");
    words.textContent = "";
    if (name && !name.value.trim()) {
      name.focus();
      words.textContent = _("Give it a name first, such as the device it is on.");
      return;
    }
    try {
      await ask(form);
    } catch (fault) {
      words.textContent = KNOWN[fault.name] ?? _("That did not work. Try again in a moment, or go another way.");
    }
  });
}
