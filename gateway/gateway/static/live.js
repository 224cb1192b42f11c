// What happens elsewhere shows in the bell without a reload: a stream where there is room, else a look every 15 s.

const POLL = 15000;
const RETRY = 4 * 60000; // when polling, look from time to time whether there is room for a stream
const bell = document.getElementById("bell");
const REST = 30000; // a tab nobody looks at gives its stream back: there is room for a hundred
const title = document.title;
let stream, polling, resting, refusals = 0;

/** Fetch the bell again; an open menu stays open, a new message is said aloud. */
async function refreshBell() {
  let answer;
  try {
    answer = await fetch("/fragments/bell", { headers: { "HX-Request": "true" } });
  } catch {
    return; // the line is down; the next look will tell
  }
  if (!answer.ok) return;
  const open = bell.querySelector("details")?.open ?? false;
  const before = Number(bell.querySelector("details")?.dataset.unread ?? 0);
  bell.innerHTML = await answer.text(); // our own fragment, escaped by the server
  const menu = bell.querySelector("details");
  if (!menu) return;
  menu.open = open;
  const unread = Number(menu.dataset.unread);
  document.title = unread ? `(${unread}) ${title}` : title;
  if (unread > before) say(unread === 1 ? _("1 unread notification") : _("%(number)s unread notifications", { number: unread }));
}

function say(words) {
  let place = document.getElementById("said");
  if (!place) {
    place = document.createElement("div");
    place.id = "said";
    place.className = "visually-hidden";
    place.setAttribute("role", "status");
    document.querySelector("main").append(place);
  }
  place.textContent = words;
}

/** On the page of the topic that has changed, offer what is new; nothing moves by itself. */
function offerNews(topicId) {
  const place = document.getElementById("live");
  if (!place || place.firstChild || document.querySelector("[data-topic]")?.dataset.topic !== topicId) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = _("Something new here. Show it");
  button.addEventListener("click", () => location.reload());
  place.append(button);
}

function told(event) {
  refreshBell();
  let fact = {};
  try {
    fact = JSON.parse(event.data);
  } catch { /* an event without data is news enough */ }
  if (fact.topic_id) offerNews(fact.topic_id);
}

function poll() {
  if (polling) return;
  polling = setInterval(() => document.hidden || refreshBell(), POLL);
  setTimeout(() => { clearInterval(polling); polling = undefined; refusals = 0; renew(); }, RETRY);
}

/** A ticket is good once: ask for a new one; without one (no room, signed out, line down) look by the clock. */
async function renew() {
  let answer;
  try {
    answer = await fetch("/live/ticket", { method: "POST", headers: { "X-CSRF-Token": bell.dataset.csrf } });
  } catch {
    return poll();
  }
  if (answer.status === 401 || answer.status === 403 || answer.redirected) return; // signed out: nothing to be told
  const url = answer.ok ? (await answer.json()).url : "";
  if (url) listen(url);
  else poll();
}

function listen(url) {
  stream?.close();
  stream = new EventSource(url);
  stream.addEventListener("open", () => { refusals = 0; });
  stream.addEventListener("bell", told);
  stream.addEventListener("message", told);
  stream.addEventListener("error", () => {
    // A ticket is spent with its first use, so the browser's own retry would only be refused.
    stop();
    if (document.hidden) return; // looked at again, the page asks anew
    refusals += 1;
    if (refusals > 2) poll();
    else setTimeout(renew, 1000 * refusals);
  });
}

function stop() {
  stream?.close();
  stream = undefined;
}

function resume() {
  if (stream || polling) return;
  refreshBell();
  renew();
}

// A page out of the browser's own cache brings a ticket that was spent when it came the first time.
const [arrival] = performance.getEntriesByType("navigation");
const fresh = !arrival || arrival.transferSize > arrival.encodedBodySize;
if (bell?.dataset.live) fresh ? listen(bell.dataset.live) : renew();
else if (bell) poll();

if (bell) {
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && resume()); // back from the browser's memory
  document.addEventListener("visibilitychange", () => {
    clearTimeout(resting);
    if (document.hidden) resting = setTimeout(stop, REST);
    else resume();
  });
}
