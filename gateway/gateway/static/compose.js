// Writing: a draft is kept on this device until it is sent, and the buttons put Markdown around what is chosen.

const MARKS = {
  bold: ["**", "**", "text"], code: ["`", "`", "code"], link: ["[", "](https://)", "words"],
  list: ["- ", "", "point"], quote: ["> ", "", "words"],
};

/** Put the marks of `kind` around the selection; lists and quotes go before each line, several lines of code get a fence. */
function mark(area, kind) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  let [before, after, sample] = MARKS[kind];
  let text = value.slice(from, to) || sample;
  if (kind === "code" && text.includes("\n")) [before, after] = ["```\n", "\n```"];
  if (!after) {
    text = text.replaceAll("\n", `\n${before}`);
    if (from > 0 && value[from - 1] !== "\n") before = `\n${before}`;
  }
  area.focus();
  area.setRangeText(before + text + after, from, to, "end");
  area.setSelectionRange(from + before.length, from + before.length + text.length);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

const NAME = /(^|[^\w@/.&#+-])@([\w-]{1,40})$/; // what stands before the caret while somebody is being named
const WAIT = 140; // ms after the last key

/** People to name hang under the text while one types after an @: arrows choose, Enter or Tab takes, Escape leaves. */
function suggestNames(box, area) {
  const holder = box.querySelector(".at-mentions");
  if (!holder) return;
  const list = holder.querySelector("[role=listbox]");
  const said = box.querySelector("[data-names]");
  const topic = area.form.dataset.topic;
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);
  let timer, asking, chosen = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const typed = () => (area.selectionStart === area.selectionEnd ? NAME.exec(area.value.slice(0, area.selectionStart))?.[2] : null);

  const close = () => {
    asking?.abort();
    clearTimeout(timer);
    holder.hidden = true;
    chosen = -1;
    said.textContent = "";
    area.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    const all = options();
    chosen = (index + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    area.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };

  const take = (option) => {
    const end = area.selectionStart;
    area.setRangeText(`${option.dataset.name} `, end - typed().length, end, "end");
    close();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const ask = async (word) => {
    asking?.abort();
    asking = new AbortController();
    const query = new URLSearchParams({ typed: word, ...(topic && { topic }) });
    try {
      const answer = await fetch(`/fragments/names?${query}`, { headers: { "HX-Request": "true" }, signal: asking.signal });
      if (!answer.ok) return close();
      list.innerHTML = await answer.text(); // our own fragment, escaped by the server
    } catch {
      return; // a newer question is on its way, or the line is down
    }
    const all = options();
    if (!all.length || typed() !== word) return close();
    all.forEach((option, at) => { option.id = `${list.id}-${at}`; });
    holder.hidden = false;
    said.textContent = all.length === 1 ? _("One person") : _("%(number)s people", { number: all.length });
    choose(0);
  };

  area.addEventListener("input", () => {
    clearTimeout(timer);
    const word = typed();
    if (!word) return close();
    timer = setTimeout(ask, WAIT, word);
  });
  area.addEventListener("keydown", (event) => {
    if (holder.hidden || event.ctrlKey || event.metaKey) return;
    const keys = {
      ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1),
      Enter: () => take(options()[chosen]), Tab: () => take(options()[chosen]), Escape: close,
    };
    if (!keys[event.key] || event.shiftKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  holder.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps the focus
  holder.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  area.addEventListener("blur", close);
}

for (const box of document.querySelectorAll("[data-compose]")) {
  const area = box.querySelector("textarea");
  const bar = box.querySelector("[role=toolbar]");
  bar.hidden = false;
  box.querySelectorAll("[data-look]").forEach((button) => { button.hidden = true; });  // it shows by itself
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-md]");
    if (button) mark(area, button.dataset.md);
  });
  suggestNames(box, area);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form.requestSubmit();
  });
}

/** Keep the text fields of a form under the key it names; fields that the server filled are left alone. */
function keepDraft(form) {
  const key = `draft:${form.dataset.draft}`;
  const fields = [...form.querySelectorAll("input[type=text], input:not([type]), textarea")].filter((field) => field.name);
  const kept = JSON.parse(localStorage.getItem(key) ?? "{}");
  for (const field of fields) {
    if (!field.value && kept[field.name]) field.value = kept[field.name];
  }
  form.querySelectorAll("[data-kept]").forEach((note) => { note.hidden = false; });
  form.addEventListener("input", () => {
    const texts = Object.fromEntries(fields.filter((field) => field.value.trim()).map((field) => [field.name, field.value]));
    if (Object.keys(texts).length) localStorage.setItem(key, JSON.stringify(texts));
    else localStorage.removeItem(key);
  });
  form.addEventListener("submit", () => sessionStorage.setItem("sent", key));
}

// What was sent is dropped only when the next page says that it arrived.
const sent = sessionStorage.getItem("sent");
if (sent && document.querySelector("[data-notice]")) localStorage.removeItem(sent);
sessionStorage.removeItem("sent");
document.querySelectorAll("form[data-draft]").forEach(keepDraft);
