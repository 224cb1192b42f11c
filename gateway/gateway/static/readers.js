// Who else reads this topic, and who is writing a reply: asked as long as somebody looks at the page.

const ALONE = 24000; // ms between two questions
const TOGETHER = 12000;
const STILL = 20000; // after the last key somebody is not writing any more
const place = document.getElementById("readers");
const area = document.querySelector("#reply textarea");
let timer, typed = 0, told = false, asking = false;

const writes = () => Boolean(area?.value.trim()) && Date.now() - typed < STILL;

/** Say that one is here, and show who else is; without an answer nothing is said. */
async function look() {
  clearTimeout(timer);
  if (document.hidden || asking) return;
  asking = true;
  told = writes();
  let text = "";
  try {
    const body = new URLSearchParams({ writing: told ? "1" : "0" });
    const answer = await fetch(place.dataset.readers, { method: "POST", headers: { "X-CSRF-Token": place.dataset.csrf }, body });
    if ([401, 403, 404].includes(answer.status) || answer.redirected) return place.replaceChildren(); // no more for them
    if (answer.ok) text = await answer.text();
  } catch { /* the line is down; the next look will tell */ } finally {
    asking = false;
  }
  if (place.innerHTML.trim() !== text.trim()) place.innerHTML = text; // our own fragment, escaped by the server
  timer = setTimeout(look, place.firstElementChild ? TOGETHER : ALONE);
}

if (place) {
  area?.addEventListener("input", () => {
    typed = Date.now();
    if (!told && writes()) look();
  });
  document.addEventListener("visibilitychange", look);
  look();
}
