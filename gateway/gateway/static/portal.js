// Small comforts for every page. Everything that matters works without this file.

const MONTHS = [_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")];
const SPOKEN = document.documentElement.lang;
const EXACT = new Intl.DateTimeFormat(SPOKEN === "en" ? "en-GB" : SPOKEN, { dateStyle: "long", timeStyle: "short" });

/** How long ago, in the same words as the server's filter. */
function ago(then, now = new Date()) {
  const minutes = Math.floor((now - then) / 60000);
  if (minutes < 1) return _("just now");
  if (minutes < 60) return _("%(minutes)s min ago", { minutes });
  if (minutes < 24 * 60) return _("%(hours)s h ago", { hours: Math.floor(minutes / 60) });
  if (minutes < 48 * 60) return _("yesterday");
  const day = _("%(day)s %(month)s", { day: then.getDate(), month: MONTHS[then.getMonth()] });
  return then.getFullYear() === now.getFullYear() ? day : `${day} ${then.getFullYear()}`;
}

function freshenTimes(root = document) {
  for (const time of root.querySelectorAll("time[data-ago]")) {
    const then = new Date(time.dateTime);
    const words = ago(then);
    if (time.textContent !== words) time.textContent = words;
    if (!time.title) time.title = EXACT.format(then);
  }
}

/** Give every code block a head with its language and a button that copies it. */
function dressCode() {
  for (const pre of document.querySelectorAll(".at-prose pre")) {
    if (pre.closest(".at-code")) continue;
    const code = pre.querySelector("code") ?? pre;
    const language = /language-([\w+-]+)/.exec(code.className)?.[1] ?? "";
    const figure = document.createElement("figure");
    figure.className = "at-code";
    const head = document.createElement("figcaption");
    const name = document.createElement("span");
    name.textContent = language;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-bare btn-sm";
    button.textContent = _("Copy");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = _("Copied");
      setTimeout(() => { button.textContent = _("Copy"); }, 2000);
    });
    head.append(name, button);
    pre.replaceWith(figure);
    figure.append(head, pre);
    pre.tabIndex = 0; // a block that scrolls must be reachable by keyboard
  }
  // Each post counts its tables from one; on a page of many posts every region needs a name of its own.
  document.querySelectorAll(".at-prose [role=region]").forEach((region, at) => region.setAttribute("aria-label", _("Table %(number)s", { number: at + 1 })));
}

/** A button for what browsers do by themselves; printed pages follow the stylesheet. */
function offerPrint() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}

/** Menus close on Escape, on a click elsewhere, and when another one opens. */
function tameMenus() {
  const others = (but) => [...document.querySelectorAll("details.at-menu[open]")].filter((menu) => !but || !menu.contains(but));
  document.addEventListener("click", (event) => others(event.target).forEach((menu) => { menu.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of others()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

/** One press sends a form once; a page that comes back from the history can send again. */
function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000); // whoever stopped it may try again
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
}

/** A shared machine keeps no drafts of who has signed out. */
function forgetOnSignOut() {
  for (const form of document.querySelectorAll("form[data-forget]")) {
    form.addEventListener("submit", () => {
      Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => localStorage.removeItem(key));
    });
  }
}

freshenTimes();
setInterval(freshenTimes, 30000);
document.addEventListener("htmx:after:swap", () => freshenTimes());
dressCode();
tameMenus();
offerPrint();
sendOnce();
forgetOnSignOut();
if (location.pathname === "/signin") sessionStorage.removeItem("sent"); // the post on the way did not arrive
document.getElementById("errors")?.focus();
