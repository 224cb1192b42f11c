// Messages in this browser: asks for permission when the button is pressed, and not before.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

/** A subscription for the portal's key; one for another key, of another portal or time, is let go first. */
async function subscribed(key) {
  const registration = await navigator.serviceWorker.register("/push-worker.js");
  await navigator.serviceWorker.ready;
  const before = await registration.pushManager.getSubscription();
  await before?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
}

const form = document.querySelector("form[data-push]");
if (form && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  const words = form.querySelector("[data-push-told]");
  form.hidden = false;
  document.querySelector("[data-push-cannot]").hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    words.textContent = "";
    if ((await Notification.requestPermission()) !== "granted") {
      words.textContent = _("Your browser does not allow it. Its settings for this site can.");
      return;
    }
    try {
      form.elements.subscription.value = JSON.stringify(await subscribed(form.dataset.push));
      form.submit();
    } catch {
      words.textContent = _("That did not work: your browser reaches no service that would bring it messages.");
    }
  });
}
