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

for (const box of document.querySelectorAll("[data-compose]")) {
  const area = box.querySelector("textarea");
  const bar = box.querySelector("[role=toolbar]");
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-md]");
    if (button) mark(area, button.dataset.md);
  });
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
