// What scripts say, in the language of the page. `_("Read %(name)s", {name: "it"})`; English stands where it is said.

const words = JSON.parse(document.querySelector('meta[name="words"]')?.content || "{}");

globalThis._ = (text, values = {}) => (words[text] ?? text).replace(/%\((\w+)\)s/g, (place, name) => values[name] ?? place);
