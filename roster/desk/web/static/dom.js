// Small helpers that all modules share.
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const one = (selector, within = document) => within.querySelector(selector);

/** A text in small letters, without accents, as names are looked for. */
export function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

/** Whether a key types a letter or a figure of a name: AltGr types letters too, and counts as Ctrl and Alt. */
export function types(event) {
  const held = event.ctrlKey || event.metaKey || event.altKey;
  return /^[\p{L}\p{N}]$/u.test(event.key) && (!held || event.getModifierState("AltGraph"));
}

/** Says a sentence to screen readers: the region is always there, only its text changes. */
export function say(sentence) {
  const region = document.getElementById("said");
  // The same sentence twice is said twice.
  region.textContent = region.textContent === sentence ? `${sentence}\u00a0` : sentence;
}

/**
 * Shows a sentence at the bottom of the window for as long as it takes to read it, and says it. It covers rows of the
 * board, so a long one ends early: the verdict keeps it.
 */
export function tell(sentence, { trouble = false, aloud = sentence } = {}) {
  const toast = document.getElementById("toast");
  toast.textContent = sentence;
  toast.classList.toggle("trouble", trouble);
  toast.hidden = false;
  say(aloud);
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { toast.hidden = true; }, trouble ? 20000 : Math.min(12000, Math.max(6000, 80 * sentence.length)));
}

/** Parses HTML made by this server into one element. */
export function element(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return holder.content.firstElementChild;
}
