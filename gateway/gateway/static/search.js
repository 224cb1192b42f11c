// `/` goes to the search box; what is found so far hangs under it while one types (a combobox with a listbox).

const WAIT = 140; // ms after the last key
let boxes = 0;

function attach(form) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("div");
  list.className = "at-list at-suggest";
  list.id = `suggest-${++boxes}`;
  list.hidden = true;
  form.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let timer, asking, chosen = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];

  const close = () => {
    asking?.abort();
    clearTimeout(timer);
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    const all = options();
    if (!all.length) return;
    chosen = (index + all.length + 1) % (all.length + 1); // one place more: back in the box itself
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < all.length) {
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    let was;
    try {
      const answer = await fetch(`/fragments/suggestions?q=${encodeURIComponent(input.value.trim())}`, {
        headers: { "HX-Request": "true" }, signal: asking.signal,
      });
      if (!answer.ok) return close();
      const found = await answer.text();
      was = options()[chosen]?.dataset.href;
      list.innerHTML = found; // our own fragment, escaped by the server
    } catch {
      return; // a newer question is on its way, or the line is down
    }
    const all = options();
    all.forEach((option, at) => { option.id = `${list.id}-${at}`; });
    chosen = -1;
    list.hidden = all.length === 0;
    input.setAttribute("aria-expanded", String(all.length > 0));
    input.removeAttribute("aria-activedescendant");
    if (was) choose(all.findIndex((option) => option.dataset.href === was)); // a later answer takes no choice away
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) return close();
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? options().length - 1 : chosen - 1); }
    if (event.key === "Enter" && options()[chosen]) { event.preventDefault(); location.assign(options()[chosen].dataset.href); }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.href);
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll("form[data-suggest]").forEach(attach);

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const input = [...document.querySelectorAll("form[role=search] input[type=search]")].find((one) => one.offsetParent);
  event.preventDefault();
  if (input) input.select();
  else location.assign("/search");
});

// What is opened from the results of a search is counted, not by whom; without this file it is opened all the same.
const KINDS = { articles: "article", topics: "topic", files: "file" };

function noteOpened(event) {
  if (event.type === "auxclick" && event.button !== 1) return;
  const link = event.target.closest?.(".at-hits h3 a");
  const list = link?.closest("ol[data-asked]");
  if (!list) return;
  const [, place, step] = new URL(link.href).pathname.split("/");
  const told = new FormData();
  told.set("text", list.dataset.asked);
  told.set("kind", KINDS[place]);
  told.set("thing_id", step.slice(0, 36)); // the words of its title may stand behind its id
  told.set("position", Number(list.dataset.behind) + [...list.children].indexOf(link.closest("li")) + 1);
  told.set("csrf", list.dataset.csrf);
  navigator.sendBeacon("/search/opened", told);
}

document.addEventListener("click", noteOpened);
document.addEventListener("auxclick", noteOpened);
