// Whether what is shown while one types a question spares it: told step by step, each once in a day, without any words.
// The page knows for a day that something was shown and opened; whoever asks all the same says with the question since when.

const DAY = 24 * 60 * 60 * 1000; // ms
const place = document.getElementById("similar");
const form = document.querySelector("form[data-asking]");
const KEPT = `asking-${form?.dataset.asking}`;
let attempt = null; // {began, day, opened}

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT));
    return found && Date.now() - found.began < DAY ? found : null;
  } catch { return null; } // nothing is kept in this browser: then each page is a try of its own
}

function keep() {
  try {
    if (attempt) localStorage.setItem(KEPT, JSON.stringify(attempt));
    else localStorage.removeItem(KEPT);
  } catch { /* as above */ }
}

function tell(step) {
  const told = new FormData();
  told.set("step", step);
  told.set("day", attempt.day);
  told.set("csrf", form.elements.csrf.value);
  navigator.sendBeacon("/topics/new/similar", told);
}

function shown() {
  if (attempt || !place.querySelector("a")) return;
  attempt = { began: Date.now(), day: new Date().toISOString().slice(0, 10), opened: false };
  keep();
  tell("shown");
}

function opened(event) {
  if (event.type === "auxclick" && event.button !== 1) return;
  if (!attempt || attempt.opened || !event.target.closest?.("a")) return;
  attempt.opened = true;
  keep();
  form.elements.helped.value = attempt.day;
  tell("opened");
}

if (place && form) {
  attempt = kept();
  if (attempt?.opened && !form.elements.helped.value) form.elements.helped.value = attempt.day;
  new MutationObserver(shown).observe(place, { childList: true, subtree: true });
  place.addEventListener("click", opened);
  place.addEventListener("auxclick", opened);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "do") return; // only a look at it
    attempt = null;
    keep();
  });
}
