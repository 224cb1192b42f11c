// Shows what the portal sends to this browser, and opens it when it is pressed. It touches no request of any page.

self.addEventListener("push", (event) => {
  const said = event.data?.json();
  if (!said) return;
  const how = { body: said.text, tag: said.id, data: said.address, icon: "/static/favicon.svg" }; // a double takes its own place
  event.waitUntil(self.registration.showNotification(said.title, how));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data, self.location.origin);
  if (address.origin !== self.location.origin) return;
  event.waitUntil(open(address.href));
});

/** The page that shows it already, or a new one. */
async function open(address) {
  const pages = await self.clients.matchAll({ type: "window" });
  const there = pages.find((page) => page.url === address);
  return there ? there.focus() : self.clients.openWindow(address);
}
